// Extension types: object structs, vtables, making and destroying objects, and the function that makes the type.
#include <set>

#include "emit/emitter.h"
#include "semantics/symbols.h"

namespace cyrite::emit {
namespace {

bool is_slot_field(const Field& f) { return f.name == "__dict__" || f.name == "__weakref__"; }
std::string field_name(const Field& f) { return f.c_name.empty() ? f.name.str() : f.c_name.str(); }
}  // namespace

// C++ objects, and what holds some: made and destroyed with the object whose field it is.
bool has_cpp_lifetime(const Type* type) {
  if (auto* array = as<ArrayType>(type)) return has_cpp_lifetime(array->base);
  if (auto* s = as<StructType>(type)) {
    for (const Field& f : s->fields)
      if (!s->is_union && has_cpp_lifetime(f.type)) return true;
    return false;
  }
  return kind_of(type) == TypeKind::CppClass;
}

namespace {

const ExtensionType* base_extension(const ExtensionType& t) { return t.base ? as<ExtensionType>(t.base) : nullptr; }

// The C struct of the instances of a builtin class.
std::string builtin_struct(const BuiltinType& t) {
  switch (t.cls) {
    case BuiltinClass::Type: return "PyHeapTypeObject";
    case BuiltinClass::Bool: case BuiltinClass::Int: return "PyLongObject";
    case BuiltinClass::Float: return "PyFloatObject";
    case BuiltinClass::Complex: return "PyComplexObject";
    case BuiltinClass::Str: return "PyUnicodeObject";
    case BuiltinClass::Bytes: return "PyBytesObject";
    case BuiltinClass::ByteArray: return "PyByteArrayObject";
    case BuiltinClass::MemoryView: return "PyMemoryViewObject";
    case BuiltinClass::List: return "PyListObject";
    case BuiltinClass::Tuple: return "PyTupleObject";
    case BuiltinClass::Dict: return "PyDictObject";
    case BuiltinClass::Set: case BuiltinClass::FrozenSet: return "PySetObject";
    case BuiltinClass::Slice: return "PySliceObject";
    case BuiltinClass::Exception: break;
    default: return "PyObject";
  }
  struct Row { std::string_view name, object; };
  for (Row row : {Row{"OSError", "PyOSErrorObject"}, Row{"IOError", "PyOSErrorObject"}, Row{"EnvironmentError", "PyOSErrorObject"},
                  Row{"StopIteration", "PyStopIterationObject"}, Row{"SystemExit", "PySystemExitObject"}, Row{"ImportError", "PyImportErrorObject"},
                  Row{"ModuleNotFoundError", "PyImportErrorObject"}, Row{"SyntaxError", "PySyntaxErrorObject"}, Row{"IndentationError", "PySyntaxErrorObject"},
                  Row{"UnicodeError", "PyUnicodeErrorObject"}, Row{"UnicodeEncodeError", "PyUnicodeErrorObject"},
                  Row{"UnicodeDecodeError", "PyUnicodeErrorObject"}, Row{"UnicodeTranslateError", "PyUnicodeErrorObject"},
                  Row{"FileNotFoundError", "PyOSErrorObject"}, Row{"FileExistsError", "PyOSErrorObject"}, Row{"PermissionError", "PyOSErrorObject"},
                  Row{"ConnectionError", "PyOSErrorObject"}, Row{"TimeoutError", "PyOSErrorObject"}, Row{"BlockingIOError", "PyOSErrorObject"}})
    if (t.name == row.name) return std::string(row.object);
  return "PyBaseExceptionObject";
}

// Objects that can never be part of a reference cycle.
bool is_cycle_free(const Type* t) {
  if (auto* b = as<BuiltinType>(t)) {
    switch (b->cls) {
      case BuiltinClass::Bool: case BuiltinClass::Int: case BuiltinClass::Float: case BuiltinClass::Complex: case BuiltinClass::Str:
      case BuiltinClass::Bytes: case BuiltinClass::ByteArray: return true;
      default: return false;
    }
  }
  return false;
}
bool needs_collector(const Field& f) { return is_object(f.type) && f.name != "__weakref__" && !is_cycle_free(f.type); }
bool has_own_cycles(const ExtensionType& t) {
  for (const Field& f : t.fields)
    if (needs_collector(f)) return true;
  return false;
}
// A finalizer runs once, also for an object that it revives: Python notes that only of collected objects.
bool needs_own_collector(const ExtensionType& t) { return has_own_cycles(t) || (t.scope && t.scope->find_here("__del__")); }
bool is_collected(const ExtensionType& t) {
  if (t.no_gc) return false;
  if (needs_own_collector(t)) return true;
  if (auto* base = base_extension(t)) return is_collected(*base) || base->is_extern;
  auto* builtin = as<BuiltinType>(t.base);
  return builtin && !is_cycle_free(builtin);
}

const ExtensionType& vtable_root(const ExtensionType& t) {
  const ExtensionType* base = base_extension(t);
  return base && base->has_vtable ? vtable_root(*base) : t;
}
// Deep structures of such objects are destroyed step by step instead of by recursion.
bool uses_trashcan(const ExtensionType& t) {
  const ExtensionType* base = base_extension(t);
  auto* builtin = as<BuiltinType>(t.base);
  bool container = builtin && (builtin->cls == BuiltinClass::List || builtin->cls == BuiltinClass::Dict || builtin->cls == BuiltinClass::Set ||
                               builtin->cls == BuiltinClass::FrozenSet || builtin->cls == BuiltinClass::Tuple || builtin->cls == BuiltinClass::Slice);
  if (t.no_trashcan) return false;
  return t.trashcan || container || (base && uses_trashcan(*base));
}
bool introduces_vtable(const ExtensionType& t) { return t.has_vtable && &vtable_root(t) == &t; }
// The class, from `t` up, whose part of the vtable has the method; how many steps up.
const ExtensionType* owner_of_slot(const ExtensionType* t, Text name, int* steps) {
  for (*steps = 0; t; t = base_extension(*t), ++*steps)
    for (const VirtualMethod& m : t->methods)
      if (m.name == name) return t;
  return nullptr;
}
std::string vtable_member(Text name) {
  std::string text = "m_";
  for (unsigned char ch : name.view()) text += ch < 128 ? std::string(1, static_cast<char>(ch)) : fmt::format("_u{:02x}", ch);
  return text;
}
std::string vtable_path(int steps, Text name) {
  std::string path;
  for (int k = 0; k < steps; ++k) path += "cy_base.";
  return path + vtable_member(name);
}
std::string pointer_to(const ExtensionType& t, std::string_view object) { return fmt::format("(({}*){})", t.object_struct.view(), object); }

}  // namespace

bool ModuleEmitter::has_slot(const ExtensionType& owner, Text method) {
  int steps;
  return owner_of_slot(&owner, method, &steps) != nullptr;
}

// self->vtable->method
std::string ModuleEmitter::vtable_call(const ExtensionType& type, const Symbol& method, const std::string& self) {
  int steps;
  const ExtensionType* owner = owner_of_slot(&type, method.name, &steps);
  if (!owner) return symbol_name(method);
  if (self.empty()) return fmt::format("{}->{}", type.vtable_pointer.view(), vtable_path(steps, method.name));
  const ExtensionType& root = vtable_root(*owner);
  return fmt::format("((struct {}*)(({}*){})->cy_vtab)->{}", owner->vtable_struct.view(), root.object_struct.view(), self, vtable_member(method.name));
}

std::string ModuleEmitter::object_struct_text(const ExtensionType& t) {
  const ExtensionType* base = base_extension(t);
  std::string head = "PyObject_HEAD", fields;
  if (base) head = fmt::format("{} cy_base;", base->object_struct.view());
  else if (auto* builtin = as<BuiltinType>(t.base)) head = fmt::format("{} cy_base;", builtin_struct(*builtin));
  if (introduces_vtable(t)) fields += fmt::format("  struct {} *cy_vtab;\n", t.vtable_struct.view());
  for (const Field& f : t.fields) fields += fmt::format("  {};\n", c_declaration(f.type, field_name(f)));
  return fmt::format("struct {} {{\n  {}\n{}}};\n", t.object_struct.view(), head, fields);
}

// The structs of this module's types, and of those of other modules that are in use; bases first.
void ModuleEmitter::object_structs() {
  std::set<const ExtensionType*> done;
  auto declare = [&](auto& self, const ExtensionType& t) -> void {
    if (!done.insert(&t).second || (t.is_extern && t.in_header) || !t.is_complete) return;
    const ExtensionType* base = base_extension(t);
    if (base) self(self, *base);
    if (t.has_vtable) {
      std::string members = base && base->has_vtable ? fmt::format("  struct {} cy_base;\n", base->vtable_struct.view()) : "";
      for (const VirtualMethod& m : t.methods)
        members += fmt::format("  {};\n", c_declaration(m.type->result, fmt::format("(*{})({})", vtable_member(m.name), parameter_list(*m.type, m.is_cpdef, nullptr))));
      types += fmt::format("struct {} {{\n{}}};\n", t.vtable_struct.view(), members);
    }
    types += object_struct_text(t);
  };
  for (const typed::ImportedModule* from : source.imports)
    for (const ExtensionType* t : from->types) declare(declare, *t);
  for (const typed::ExtensionClass* cls : source.classes) declare(declare, *cls->type);
  for (const typed::ExtensionClass* cls : source.classes) {
    const ExtensionType& t = *cls->type;
    std::string id = t.name.str();
    types += fmt::format("static cy::TypeStorage cy_storage_{0};\nstatic CY_UNUSED PyTypeObject *const {1} = &cy_storage_{0}.ht_type;\n", id, t.type_object.view());
    if (t.has_vtable)
      types += fmt::format("static struct {0} cy_vtable_{1};\nstatic CY_UNUSED struct {0} *const {2} = &cy_vtable_{1};\n", t.vtable_struct.view(), id, t.vtable_pointer.view());
  }
}

namespace {

// What is printed for one class.
struct ClassPrinter {
  ModuleEmitter& m;
  const typed::ExtensionClass& cls;
  const ExtensionType& t = *cls.type;
  std::string id = t.name.str();
  std::string& out = m.classes;
  const ExtensionType* base = base_extension(t);
  bool own_base = base && base->module_name.empty() && !base->is_extern;

  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
    out += '\n';
  }
  const typed::Function* special(std::string_view name) {
    for (const typed::Function* f : cls.specials)
      if (f->slot == name) return f;
    return nullptr;
  }
  std::string base_type() { return t.base ? m.type_object(t.base) : "&PyBaseObject_Type"; }

  static const typed::ExtensionClass* class_of(ModuleEmitter& m, const ExtensionType* t) {
    for (const typed::ExtensionClass* other : m.source.classes)
      if (other->type == t) return other;
    return nullptr;
  }
  // A class that adds nothing to new objects takes the function of its base.
  static bool has_own_new(const typed::ExtensionClass& of) {
    const ExtensionType& type = *of.type;
    if (!type.base || type.has_vtable || type.freelist) return true;
    for (const Field& f : type.fields)
      if (!is_slot_field(f) && (is_object(f.type) || has_cpp_lifetime(f.type))) return true;
    for (const typed::Function* f : of.specials)
      if (f->slot == "__cinit__") return true;
    return false;
  }
  const ExtensionType* own_base_with_new() {
    for (const ExtensionType* at = base; at; at = base_extension(*at)) {
      const typed::ExtensionClass* other = class_of(m, at);
      if (!other) return nullptr;
      if (has_own_new(*other)) return at;
    }
    return nullptr;
  }

  void make_object() {
    if (!has_own_new(cls)) return;
    const typed::Function* init = special("__cinit__");
    bool takes = init && init->parameters.size() > 1;
    line("static PyObject *cy_new_{}(PyTypeObject *type, CY_UNUSED PyObject *args, CY_UNUSED PyObject *kwargs) {{", id);
    if (const ExtensionType* from = own_base_with_new()) line("  PyObject *o = cy_new_{}(type, args, kwargs);", from->name.view());
    else if (t.base) line("  PyObject *o = {}->tp_new(type, args, kwargs);", pointer(base_type()));
    else if (t.freelist) line("  PyObject *o = cy_freelist_{0}.take(type, sizeof({1}));\n  if (!o) o = cy::allocate(type);", id, t.object_struct.view());
    else line("  PyObject *o = cy::allocate(type);");
    line("  if (CY_UNLIKELY(!o)) return nullptr;");
    std::string body;
    if (t.has_vtable) {
      const ExtensionType& root = vtable_root(t);
      body += fmt::format("  {}->cy_vtab = (struct {}*){};\n", pointer_to(root, "o"), root.vtable_struct.view(), t.vtable_pointer.view());
    }
    for (const Field& f : t.fields) {
      std::string place = fmt::format("{}->{}", pointer_to(t, "o"), field_name(f));
      if (is_object(f.type) && !is_slot_field(f)) body += fmt::format("  {} = cy::new_reference(Py_None);\n", place);
      else if (has_cpp_lifetime(f.type)) body += fmt::format("  cy::construct({});\n", place);
    }
    out += body;
    if (init) {
      std::string given = takes ? "args, kwargs" : m.constant(m.constants().add({Constant::EmptyTuple, "", {}})) + ", nullptr";
      line("  if (CY_UNLIKELY({}(o, {}) < 0)) {{\n    Py_DECREF(o);\n    return nullptr;\n  }}", m.function_name(*init), given);
    }
    line("  return o;\n}}");
  }
  static std::string pointer(const std::string& type) { return type[0] == '&' || type[0] == '(' ? "(" + type + ")" : type; }

  void destroy_object() {
    const typed::Function* dealloc = special("__dealloc__");
    bool collected = is_collected(t);
    line("static void cy_dealloc_{}(PyObject *o) {{", id);
    line("  if (CY_UNLIKELY(Py_TYPE(o)->tp_finalize != nullptr) && cy::finalize(o, cy_dealloc_{})) return;", id);
    bool shallow = collected && uses_trashcan(t);
    if (collected) line("  PyObject_GC_UnTrack(o);");
    if (shallow) line("  Py_TRASHCAN_BEGIN(o, cy_dealloc_{})", id);
    for (const Field& f : t.fields)
      if (f.name == "__weakref__") line("  if ({0}->{1}) PyObject_ClearWeakRefs(o);", pointer_to(t, "o"), field_name(f));
    if (dealloc) line("  cy::call_dealloc(o, {});", m.function_name(*dealloc));
    for (const Field& f : t.fields) {
      std::string place = fmt::format("{}->{}", pointer_to(t, "o"), field_name(f));
      if (f.name == "__weakref__") continue;
      if (is_counted(f.type)) line("  cy::clear({});", place);
      else if (has_cpp_lifetime(f.type)) line("  cy::destroy({});", place);
    }
    if (own_base) line("  cy_dealloc_{}(o);", base->name.view());
    else if (t.base) line("  {0}if ({1}->tp_dealloc) {1}->tp_dealloc(o);", collected ? "PyObject_GC_Track(o);\n  " : "", pointer(base_type()));
    else if (t.freelist) line("  if (!cy_freelist_{}.give(o, sizeof({}))) Py_TYPE(o)->tp_free(o);", id, t.object_struct.view());
    else line("  Py_TYPE(o)->tp_free(o);");
    if (shallow) line("  Py_TRASHCAN_END");
    line("}}");
  }

  bool traverses() { return !t.no_gc && needs_own_collector(t); }
  bool base_may_traverse() { return t.base && (!base || base->is_extern || !own_base || is_collected(*base)); }
  void collect() {
    if (!traverses()) return;
    line("static int cy_traverse_{}(CY_UNUSED PyObject *o, CY_UNUSED visitproc visit, CY_UNUSED void *arg) {{", id);
    if (base_may_traverse()) line("  if ({0}->tp_traverse) {{\n    int status = {0}->tp_traverse(o, visit, arg);\n    if (status) return status;\n  }}", pointer(base_type()));
    for (const Field& f : t.fields)
      if (needs_collector(f)) line("  Py_VISIT({}->{});", pointer_to(t, "o"), field_name(f));
    line("  return 0;\n}}");
    if (t.no_gc_clear) return;
    line("static int cy_clear_{}(CY_UNUSED PyObject *o) {{", id);
    if (base_may_traverse()) line("  if ({0}->tp_clear) (void){0}->tp_clear(o);", pointer(base_type()));
    for (const Field& f : t.fields) {
      if (!needs_collector(f)) continue;
      std::string place = fmt::format("{}->{}", pointer_to(t, "o"), field_name(f));
      if (is_slot_field(f)) line("  cy::clear({});", place);
      else line("  cy::assign_maybe({}, cy::new_reference(Py_None));", place);
    }
    line("  return 0;\n}}");
  }

  // The table of properties and exposed fields; its name.
  std::string accessors() {
    std::string rows;
    for (const typed::PythonMember& p : cls.members) {
      bool is_field = p.kind == typed::PythonMember::Field || p.kind == typed::PythonMember::ReadonlyField;
      if (!is_field && p.kind != typed::PythonMember::GetSet) continue;
      std::string name = fmt::format("cy_property_{}_{}", id, rows.size()), getter = "nullptr", setter = "nullptr";
      if (p.getter) {
        getter = name + "_get";
        line("static PyObject *{}(PyObject *o, void*) {{ return {}(o); }}", getter, m.function_name(*p.getter));
      }
      if (p.setter || p.deleter) {
        setter = name + "_set";
        std::string set = p.setter ? fmt::format("{}(o, value)", m.function_name(*p.setter)) : "cy::raise_no_accessor(\"__set__\")";
        std::string del = p.deleter ? fmt::format("{}(o)", m.function_name(*p.deleter)) : "cy::raise_no_accessor(\"__del__\")";
        line("static int {}(PyObject *o, CY_UNUSED PyObject *value, void*) {{ return value ? {} : {}; }}", setter, set, del);
      }
      rows += fmt::format("  {{{}, {}, {}, {}, nullptr}},\n", quoted(p.name.view()), getter, setter, p.has_doc ? quoted(p.doc) : "nullptr");
    }
    for (const Field& f : t.fields)
      if (f.name == "__dict__") rows += "  {\"__dict__\", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},\n";
    if (rows.empty()) return "nullptr";
    line("static PyGetSetDef cy_getset_{}[] = {{\n{}  {{nullptr, nullptr, nullptr, nullptr, nullptr}}}};", id, rows);
    return "cy_getset_" + id;
  }

  std::string offset_of(std::string_view name) {
    for (const Field& f : t.fields)
      if (f.name == name) return fmt::format("offsetof({}, {})", t.object_struct.view(), field_name(f));
    return "0";
  }

  // What pickling needs; the rows of the method table.
  std::string pickling() {
    if (!cls.is_pickled) return "";
    std::string rows;
    for (const typed::PickledField& f : cls.pickled)
      rows += fmt::format("  {{{}, {}, {}, {}}},\n", quoted(f.name.view()), m.function_name(*f.getter), m.function_name(*f.setter), f.is_object ? "true" : "false");
    if (!rows.empty()) line("static const cy::PickledField cy_pickled_{}[] = {{\n{}}};", id, rows);
    line("static const cy::PickleInfo cy_pickle_{} = {{{}, \"__pyx_unpickle_{}\", {}, {}, {}}};", id, t.type_object.view(), id,
         cls.pickling_refusal.empty() ? "nullptr" : quoted(cls.pickling_refusal), rows.empty() ? "nullptr" : "cy_pickled_" + id, cls.pickled.size());
    line("static PyObject *cy_reduce_{0}(PyObject *o, PyObject*) {{ return cy::pickle_reduce(o, &cy_pickle_{0}); }}", id);
    line("static PyObject *cy_setstate_{0}(PyObject *o, PyObject *state) {{ return cy::pickle_setstate(o, state, &cy_pickle_{0}); }}", id);
    line("static PyObject *cy_unpickle_{0}(PyObject*, PyObject *args) {{ return cy::pickle_make(args, &cy_pickle_{0}); }}", id);
    line("static PyMethodDef cy_unpickle_{0}_method = {{\"__pyx_unpickle_{0}\", cy_unpickle_{0}, METH_VARARGS, nullptr}};", id);
    return fmt::format("  {{\"__reduce_cython__\", cy_reduce_{0}, METH_NOARGS, nullptr}},\n  {{\"__setstate_cython__\", cy_setstate_{0}, METH_O, nullptr}},\n", id);
  }

  std::vector<std::pair<std::string, std::string>> own_slots() {
    std::vector<std::pair<std::string, std::string>> rows{{"ht_type.tp_dealloc", "cy_dealloc_" + id}};
    if (has_own_new(cls)) rows.push_back({"ht_type.tp_new", "cy_new_" + id});
    if (traverses()) rows.push_back({"ht_type.tp_traverse", "cy_traverse_" + id});
    if (traverses() && !t.no_gc_clear) rows.push_back({"ht_type.tp_clear", "cy_clear_" + id});
    return rows;
  }

  void describe() {
    std::string getset = accessors(), slots = m.slot_table(cls, own_slots()), methods = m.method_table(cls, pickling());
    std::string flags = t.is_final ? "0" : "Py_TPFLAGS_BASETYPE";
    if (traverses()) flags += " | Py_TPFLAGS_HAVE_GC";
    if (t.type_version_tag == 1) flags += " | Py_TPFLAGS_HAVE_VERSION_TAG";
    if (t.collection == "sequence") flags += " | cy::sequence_flag";
    if (t.collection == "mapping") flags += " | cy::mapping_flag";
    line("static const cy::TypeInfo cy_info_{} = {{{}, {}, sizeof({}), {}, {}, {}, nullptr, {}, {}, {}}};", id, quoted(m.source.name.str() + "." + id),
         cls.has_doc ? quoted(cls.doc) : "nullptr", t.object_struct.view(), flags, slots, methods, getset, offset_of("__weakref__"), offset_of("__dict__"));
  }

  // The function for a place of the vtable; where the base class declared another C signature, one that passes the arguments on.
  std::string slot_function(const VirtualMethod& slot, const typed::Function& f) {
    auto &wanted = *slot.type, &own = f.symbol ? static_cast<const FunctionType&>(*f.symbol->type) : wanted;
    std::string function = m.function_name(f);
    if (slot.is_cpdef == f.is_cpdef && wanted.parameters.size() == own.parameters.size() && wanted.optional_count == own.optional_count) return function;
    std::size_t required = wanted.parameters.size() - static_cast<std::size_t>(wanted.optional_count), own_required = own.parameters.size() - static_cast<std::size_t>(own.optional_count);
    std::vector<std::string> names;
    for (std::size_t k = 0; k < wanted.parameters.size(); ++k) names.push_back(fmt::format("a{}", k));
    std::string arguments, body;
    for (std::size_t k = 0; k < own_required; ++k) arguments += (k ? ", " : "") + names[k];
    if (f.is_cpdef) arguments += slot.is_cpdef ? ", skip_dispatch" : ", 0";
    if (own.optional_count) {
      body = fmt::format("struct {} more = {{}}; more.count = {};", m.optional_struct(own), required - own_required);
      for (std::size_t k = own_required; k < required; ++k) body += fmt::format(" more.a{} = a{};", k - own_required, k);
      if (wanted.optional_count) body += " if (optional) { more.count += optional->count;";
      for (std::size_t k = required; k < wanted.parameters.size(); ++k) body += fmt::format(" more.a{} = optional->a{};", k - own_required, k - required);
      if (wanted.optional_count) body += " }";
      arguments += ", &more";
    }
    return fmt::format("[]({}) -> {} {{ {} return {}({}); }}", m.parameter_list(wanted, slot.is_cpdef, &names), c_declaration(wanted.result, ""), body, function, arguments);
  }

  static const VirtualMethod* method_in(const ExtensionType& owner, Text name) {
    for (const VirtualMethod& method : owner.methods)
      if (method.name == name) return &method;
    return nullptr;
  }

  std::string vtable_steps() {
    if (!t.has_vtable) return "";
    std::string text;
    if (base && base->has_vtable) text += fmt::format("  cy_vtable_{}.cy_base = *{};\n", id, base->vtable_pointer.view());
    for (const typed::Function* f : cls.c_methods) {
      Text name = f->symbol ? f->symbol->name : f->name;
      int steps, up = 0;
      const ExtensionType* owner = nullptr;
      for (const ExtensionType* at = &t; at && (owner = owner_of_slot(at, name, &steps)); at = base_extension(*owner), ++up) {
        up += steps;
        text += fmt::format("  cy_vtable_{}.{} = {};\n", id, vtable_path(up, name), slot_function(*method_in(*owner, name), *f));
      }
    }
    return text + fmt::format("  if (cy::set_vtable(type, &cy_vtable_{}) < 0) return -1;\n", id);
  }

  std::string method_steps() {
    std::string text;
    ConstantId module_name = m.constants().add({Constant::Str, m.source.name.str(), {}});
    for (const typed::PythonMember& p : cls.members) {
      if (!p.function) continue;
      const char* how = p.kind == typed::PythonMember::StaticMethod ? "set_static_method" : p.kind == typed::PythonMember::ClassMethod ? "set_class_method" : "set_method";
      text += fmt::format("  if (cy::{}(type, {}, cy::make_function(&info_{}, {}, cy::module_dict, nullptr, nullptr, nullptr, nullptr)) < 0) return -1;\n", how,
                          m.constant(m.constants().name(p.name)), m.function_name(*p.function), m.constant(module_name));
    }
    return text;
  }

  // The docstrings of special methods: their wrappers come from Python, which knows another one.
  std::string documentation_steps() {
    std::string text;
    for (const typed::Function* f : cls.specials) {
      if (!f->has_doc || f->slot == "__cinit__" || f->slot == "__dealloc__" || f->slot == "__bool__" || f->slot == "__nonzero__" || f->slot == "__getbuffer__" || f->slot == "__releasebuffer__") continue;
      std::string name = fmt::format("cy_wrapper_{}{}", id, f->slot.view());
      line("static struct wrapperbase {};", name);
      text += fmt::format("  if (cy::set_slot_doc(type, {}, {}, &{}) < 0) return -1;\n", m.constant(m.constants().name(f->slot)), quoted(f->doc), name);
    }
    return text;
  }

  void make_type() {
    std::string documentation = documentation_steps();
    line("static int cy_make_{}({}) {{\n  PyTypeObject *type = {};", id, cls.is_late ? "PyObject *bases" : "", t.type_object.view());
    std::string base_text = t.base ? pointer(base_type()) : "nullptr";
    if (cls.is_late) line("  if (cy::make_type_of_bases(&cy_storage_{0}, &cy_info_{0}, {1}, bases) < 0) return -1;", id, base_text);
    else line("  if (cy::make_type(&cy_storage_{0}, &cy_info_{0}, {1}) < 0) return -1;", id, base_text);
    out += vtable_steps() + documentation + method_steps();
    if (cls.is_pickled)
      line("  if (cy::install_pickling(type, &cy_unpickle_{}_method, {}) < 0) return -1;", id, m.constant(m.constants().add({Constant::Str, m.source.name.str(), {}})));
    if (t.is_internal) line("  return 0;\n}}");
    else line("  return PyDict_SetItem(cy::module_dict, {}, (PyObject*)type);\n}}", m.constant(m.constants().name(t.name)));
    // Modules may import each other: what this one has is there before it asks others, unless its classes derive from theirs.
    bool derived = false;
    for (const ExtensionType* at = base; at; at = base_extension(*at)) derived |= at->is_imported || at->is_extern;
    if (derived) m.import_now();
    if (!cls.is_late) m.init_steps.push_back(fmt::format("if (cy_make_{}() < 0) goto failed;", id));
  }

  void print() {
    if (t.freelist && !t.base) line("static cy::FreeList<{}> cy_freelist_{};", t.freelist, id);
    make_object();
    destroy_object();
    collect();
    describe();
    make_type();
  }
};

}  // namespace

void ModuleEmitter::extension_classes() {
  for (const typed::ExtensionClass* cls : source.classes) ClassPrinter{*this, *cls}.print();
}

}  // namespace cyrite::emit
