// What other C programs see of the module: name.h for what is public, name_api.h for what is taken from it at run time.
#include <algorithm>

#include "emit/emitter.h"

namespace cyrite::emit {

namespace {

std::string underscored(std::string_view module) {
  std::string out;
  for (char ch : module) out += ch == '.' ? std::string("__") : std::string(1, ch);
  return out;
}

// Classes that C programs know by names of their own: [object Name, type Name].
bool has_c_names(const ExtensionType& t) {
  return t.object_struct.view().rfind("cy_obj_", 0) != 0 && t.type_object.view().rfind("cy_type_", 0) != 0 && t.type_object.view()[0] != '(';
}

constexpr const char* kBeginC = "#ifdef __cplusplus\nextern \"C\" {\n#endif\n";
constexpr const char* kEndC = "#ifdef __cplusplus\n}\n#endif\n";

constexpr const char* kImportHelper =
    "#ifndef CY_HAVE_API_IMPORT\n#define CY_HAVE_API_IMPORT\n"
    "static int cy_api_import(PyObject *module, const char *what, const char *specialised, const char *name, void **place, const char *signature) {\n"
    "  PyObject *table = PyObject_GetAttrString(module, \"__pyx_capi__\");\n"
    "  PyObject *capsule = table && specialised ? PyDict_GetItemString(table, specialised) : NULL;\n"
    "  if (capsule) name = specialised;\n"
    "  else capsule = table ? PyDict_GetItemString(table, name) : NULL;\n"
    "  *place = NULL;\n"
    "  if (table && !capsule)\n"
    "    PyErr_Format(PyExc_ImportError, \"%.200s does not export expected C %.8s %.200s\", PyModule_GetName(module), what, name);\n"
    "  else if (capsule && !PyCapsule_IsValid(capsule, signature))\n"
    "    PyErr_Format(PyExc_TypeError, \"C %.8s %.200s.%.200s has wrong signature (expected %.500s, got %.500s)\",\n"
    "                 what, PyModule_GetName(module), name, signature, PyCapsule_GetName(capsule));\n"
    "  else if (capsule)\n"
    "    *place = PyCapsule_GetPointer(capsule, signature);\n"
    "  Py_XDECREF(table);\n"
    "  return *place ? 0 : -1;\n"
    "}\n#endif\n";

}  // namespace

// A C declaration of a function: `name` may be `(*name)`.
std::string ModuleEmitter::c_prototype(const Symbol& s, const std::string& name) {
  auto& f = static_cast<const FunctionType&>(*s.type);
  // The classes of this module go by their structs.
  auto declared = [&](const Type* type, const std::string& what) {
    auto* cls = as<ExtensionType>(type);
    bool own = cls && std::any_of(source.classes.begin(), source.classes.end(), [&](const typed::ExtensionClass* c) { return c->type == cls; });
    return own ? fmt::format("struct {} *{}", cls->object_struct.view(), what) : c_declaration(type, what);
  };
  std::string parameters;
  auto add = [&](const std::string& p) { parameters += (parameters.empty() ? "" : ", ") + p; };
  std::size_t required = f.parameters.size() - static_cast<std::size_t>(f.optional_count);
  for (std::size_t k = 0; k < required; ++k) add(declared(f.parameters[k].type, ""));
  if (s.is_cpdef) add("int");
  if (f.optional_count) add(fmt::format("struct {} *", optional_struct(f)));
  if (f.has_varargs) add("...");
  return declared(f.result, fmt::format("{}({})", name, parameters.empty() ? "void" : parameters));
}

// A lock has the size that its class in C++ has.
static const char* const kLockMember =
    "#ifndef CY_HAVE_LOCK_MEMBER\n#define CY_HAVE_LOCK_MEMBER\n#if PY_VERSION_HEX >= 0x030D0000\ntypedef PyMutex cy_lock;\n#else\ntypedef void *cy_lock;\n#endif\n#endif\n";

// The types that the declarations of the headers name.
std::string ModuleEmitter::public_classes() {
  std::string text;
  for (const typed::ExtensionClass* cls : source.classes) {
    const ExtensionType& t = *cls->type;
    text += fmt::format("struct {0};\ntypedef struct {0} {0};\n", t.object_struct.view());
  }
  for (const typed::ExtensionClass* cls : source.classes) {
    const ExtensionType& t = *cls->type;
    if (!has_c_names(t)) continue;
    if (t.has_vtable) text += fmt::format("struct {};\n", t.vtable_struct.view());
    text += object_struct_text(t);
  }
  std::string_view lock = "cy::Mutex ";
  bool has_locks = false;
  for (std::size_t at; (at = text.find(lock)) != text.npos; has_locks = true) text.replace(at, lock.size(), "cy_lock ");
  return (has_locks ? kLockMember : "") + text;
}

std::string ModuleEmitter::public_header() {
  std::string text;
  for (const typed::Function* f : source.functions)
    if (f->kind == typed::FunctionKind::CFunction && f->is_public && f->symbol) text += fmt::format("extern {};\n", c_prototype(*f->symbol, function_name(*f)));
  for (const Symbol* s : source.variables)
    if (s->visibility == ast::Visibility::Public && s->origin == Origin::ThisModule) text += fmt::format("extern {};\n", c_declaration(s->type, s->c_name.empty() ? s->name.view() : s->c_name.view()));
  for (const typed::ExtensionClass* cls : source.classes)
    if (cls->type->is_public && has_c_names(*cls->type)) {
      std::string_view name = cls->type->type_object.view();
      text += fmt::format("extern PyTypeObject *cy_public_{0};\n#define {0} (*cy_public_{0})\n", name);
    }
  return text;
}

std::string ModuleEmitter::api_header() {
  std::string text, steps, id = underscored(source.name.view());
  for (const Symbol* s : source.exported) {
    if (!s->api) continue;
    bool is_function = s->kind == SymbolKind::CFunction;
    std::string place = fmt::format("cy_api_{}_{}", id, s->name.view()), c_name = s->visibility == ast::Visibility::Public && !s->c_name.empty() ? s->c_name.str() : s->name.str();
    std::string declared = is_function ? c_prototype(*s, fmt::format("(*{})", place)) : c_declaration(s->type, fmt::format("(*{})", place));
    text += fmt::format("static {} = 0;\n#define {} {}\n", declared, c_name, is_function ? place : "(*" + place + ")");
    std::string specialised = s->specialised_name ? quoted(s->specialised_name.view()) : "NULL";
    steps += fmt::format("  if (cy_api_import(module, \"{}\", {}, {}, (void **)&{}, {}) < 0) goto failed;\n", is_function ? "function" : "variable", specialised, quoted(s->name.view()), place, quoted(capi_signature(*s)));
  }
  for (const typed::ExtensionClass* cls : source.classes)
    if (const ExtensionType& t = *cls->type; has_c_names(t) && t.is_api && !t.is_public) {
      text += fmt::format("static PyTypeObject *cy_api_{0} = 0;\n#define {0} (*cy_api_{0})\n", t.type_object.view());
      steps += fmt::format("  if (!(cy_api_{} = (PyTypeObject *)PyObject_GetAttrString(module, {}))) goto failed;\n", t.type_object.view(), quoted(t.name.view()));
    }
  return text + (steps.empty() ? "" : kImportHelper) +
         fmt::format("static int import_{}(void) {{\n  PyObject *module = PyImport_ImportModule({});\n  if (!module) return -1;\n{}  Py_DECREF(module);\n  return 0;\n{}}}\n", id,
                     quoted(source.name.view()), steps, steps.empty() ? "" : "failed:\n  Py_DECREF(module);\n  return -1;\n");
}

void ModuleEmitter::write_public_headers(EmittedModule& out) {
  if (!source.public_header && !source.api_header) return;
  std::string id = underscored(source.name.view()), first = fmt::format("/* Generated by Cyrite {} */\n", options.version);
  std::string types_text = public_types() + public_classes();
  if (source.public_header)
    out.public_header = fmt::format("{0}#ifndef __PYX_HAVE__{1}\n#define __PYX_HAVE__{1}\n#include <Python.h>\n{2}#ifndef __PYX_HAVE_API__{1}\n{3}{4}{5}#endif\nPyMODINIT_FUNC {6}(void);\n#endif\n", first, id,
                                    types_text, kBeginC, public_header(), kEndC, init_name(source.name.view()));
  if (!source.api_header) return;
  std::string name(source.name.view());
  std::string before = source.public_header ? fmt::format("#include \"{}.h\"\n", name.substr(name.rfind('.') + 1)) : types_text;
  out.api_header = fmt::format("{0}#ifndef __PYX_HAVE_API__{1}\n#define __PYX_HAVE_API__{1}\n#include <Python.h>\n{2}{3}#endif\n", first, id, before, api_header());
}

// The module's own text needs none of this, even where a header that it includes asks for it.
std::string ModuleEmitter::public_header_guards() {
  if (!source.public_header && !source.api_header) return {};
  std::string id = underscored(source.name.view()), text;
  return fmt::format("#define __PYX_HAVE__{0}\n#define __PYX_HAVE_API__{0}\n", id);
}

// The address of a class for the C programs that name.h lets see it.
std::string ModuleEmitter::public_class_pointers() {
  std::string text;
  for (const typed::ExtensionClass* cls : source.classes)
    if (cls->type->is_public && has_c_names(*cls->type))
      text += fmt::format("extern \"C\" {{ extern PyTypeObject *cy_public_{0}; PyTypeObject *cy_public_{0} = &cy_storage_{1}.ht_type; }}\n", cls->type->type_object.view(), cls->type->name.view());
  return text;
}

}  // namespace cyrite::emit
