// What crosses the border to other compiled modules: types, functions and variables taken from them, and __pyx_capi__.
#include "emit/emitter.h"

namespace cyrite::emit {

namespace {

// Views are laid out in Cyrite's own way: an object that holds some is only what it seems if its size is right.
bool holds_views(const ExtensionType& type) {
  for (const Field& f : type.fields)
    if (is_view(f.type)) return true;
  auto* base = as<ExtensionType>(type.base);
  return base && holds_views(*base);
}

std::string_view size_check(const ExtensionType& type) {
  if (holds_views(type)) return "cy::size_error";
  if (type.check_size == "ignore" || type.module_name == "__builtin__" || type.module_name == "builtins") return "cy::size_ignore";
  return type.check_size == "error" ? "cy::size_error" : "cy::size_warn";
}

}  // namespace

void ModuleEmitter::linked_names() {
  const char* linkage = source.is_cplus ? "extern " : "extern \"C\" ";
  for (const Symbol* s : source.linked)
    if (s->is_used) types += fmt::format("{}{};\n", linkage, c_declaration(s->type, s->c_name.view()));
}

void ModuleEmitter::imports() {
  if (source.adds_numpy_import) import_steps.push_back("if (_import_array() < 0) { PyErr_SetString(PyExc_ImportError, \"numpy.core.multiarray failed to import\"); goto failed; }");
  for (const typed::ImportedModule* from : source.imports) {
    // Declarations written for Python 2 still say __builtin__.
    std::string_view module_name = from->name == "__builtin__" ? std::string_view("builtins") : from->name.view();
    std::string steps;
    for (const ExtensionType* type : from->types) {
      if (type->type_object.view()[0] == '&') continue;  // of the interpreter itself
      types += fmt::format("static PyTypeObject *{};\n", type->type_object.view());
      std::string name = type->name.str();
      steps += fmt::format(" if (!({0} = cy::import_type(m, {1}, {2}, sizeof({3}), alignof({3}), {4}))) {{ Py_DECREF(m); goto failed; }}", type->type_object.view(),
                           quoted(module_name), quoted(name.substr(name.rfind('.') + 1)), type->object_struct.view(), size_check(*type));
      if (type->has_vtable && !type->is_extern) types += fmt::format("static struct {} *{};\n", type->vtable_struct.view(), type->vtable_pointer.view());
      if (type->has_vtable && !type->is_extern)
        steps += fmt::format(" if (!({0} = (struct {1}*)cy::get_vtable({2}))) {{ Py_DECREF(m); goto failed; }}", type->vtable_pointer.view(), type->vtable_struct.view(), type->type_object.view());
    }
    for (const Symbol* s : from->functions) {
      auto& f = static_cast<const FunctionType&>(*s->type);
      types += fmt::format("static {};\n", c_declaration(f.result, fmt::format("(*{})({})", s->c_name.view(), parameter_list(f, s->is_cpdef, nullptr))));
      std::string names = s->specialised_name.empty() ? "function(m, " : fmt::format("fused_function(m, {}, ", quoted(s->specialised_name.view()));
      steps += fmt::format(" if (cy::import_c_{}{}, (cy::AnyFunction*)&{}, {}) < 0) {{ Py_DECREF(m); goto failed; }}", names, quoted(s->name.view()), s->c_name.view(), quoted(capi_signature(*s)));
    }
    for (const Symbol* s : from->variables) {
      types += fmt::format("static {};\n", c_declaration(module.source->types->pointer_to(s->type), s->c_name.view()));
      steps += fmt::format(" if (cy::import_c_variable(m, {}, (void**)&{}, {}) < 0) {{ Py_DECREF(m); goto failed; }}", quoted(s->name.view()), s->c_name.view(), quoted(capi_signature(*s)));
    }
    if (!steps.empty())
      import_steps.push_back(fmt::format("{{ PyObject *m = PyImport_ImportModule({}); if (!m) goto failed;{} Py_DECREF(m); }}", quoted(module_name), steps));
  }
}

void ModuleEmitter::import_now() {
  init_steps.insert(init_steps.end(), import_steps.begin(), import_steps.end());
  import_steps.clear();
}

void ModuleEmitter::exports() {
  for (const Symbol* s : source.exported) {
    if (s->kind == SymbolKind::CFunction) {
      for (Text name : {s->name, s->specialised_name})
        if (name) init_steps.push_back(fmt::format("if (cy::export_c_function({}, (cy::AnyFunction){}, {}) < 0) goto failed;", quoted(name.view()), symbol_name(*s), quoted(capi_signature(*s))));
    }
    else if (s->kind == SymbolKind::CVariable)
      init_steps.push_back(fmt::format("if (cy::export_c_variable({}, (void*)&{}, {}) < 0) goto failed;", quoted(s->name.view()), symbol_name(*s), quoted(capi_signature(*s))));
  }
}

}  // namespace cyrite::emit
