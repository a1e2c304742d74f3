// Function objects: what `def` and `lambda` make.
#pragma once
#include <cstddef>

#include "cy/arguments.h"
#include "cy/static_type.h"

namespace cy {

enum FunctionFlags : unsigned short {
  is_generator = 1, is_coroutine = 2, is_async_generator = 4, is_iterable_coroutine = 8,
  is_static_method = 16, is_class_method = 32, is_extension_method = 64, is_free = 128 /* binding=False: no method of what it is an attribute of */,
};
// What is known of a function when compiling.
struct FunctionInfo {
  vectorcallfunc entry;
  const Arguments* arguments;
  unsigned short name, qualname;  // constant ids
  const char* doc;                // or nullptr
  const char* file;
  int first_line;
  const unsigned short* locals;   // constant ids: *args, **kwargs, then local variables
  unsigned short local_count;
  unsigned short flags;           // FunctionFlags
};
struct Function {
  PyObject_HEAD
  vectorcallfunc vectorcall;
  const FunctionInfo* info;
  PyObject* closure;
  PyObject *defaults, *keyword_values;                    // what calls use; of keyword-only parameters a tuple in their order, with gaps
  PyObject* keyword_defaults;
  PyObject *shown_defaults, *shown_keyword_defaults;      // set from Python; calls do not see them
  PyObject *name, *qualname, *module, *globals, *doc, *annotations, *annotate, *dict, *code, *weakrefs;
  PyTypeObject* owner;                                    // of a method of an extension type; borrowed
};
CY_UNUSED static PyTypeObject function_type, free_function_type;

inline Function* as_function(PyObject* o) { return reinterpret_cast<Function*>(o); }
// Every object field, for the collector: from closure to code (closure first, code last, weakrefs apart).
inline PyObject** function_fields(Function* f) { return &f->closure; }
constexpr int function_field_count = 15;

CY_ONCE CY_UNUSED static int function_traverse(PyObject* self, visitproc visit, void* arg) {
  PyObject** fields = function_fields(as_function(self));
  for (int i = 0; i < function_field_count; ++i) Py_VISIT(fields[i]);
  return 0;
}
CY_ONCE CY_UNUSED static int function_clear(PyObject* self) {
  PyObject** fields = function_fields(as_function(self));
  for (int i = 0; i < function_field_count; ++i) Py_CLEAR(fields[i]);
  return 0;
}
CY_ONCE CY_UNUSED static void function_dealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_TRASHCAN_BEGIN(self, function_dealloc)
  if (as_function(self)->weakrefs) PyObject_ClearWeakRefs(self);
  function_clear(self);
  PyObject_GC_Del(self);
  Py_TRASHCAN_END
}
CY_ONCE CY_UNUSED static PyObject* function_repr(PyObject* self) {
  return PyUnicode_FromFormat("<cyfunction %U at %p>", as_function(self)->qualname, static_cast<void*>(self));
}
CY_UNUSED static PyObject* function_bind(PyObject* function, PyObject* o) { return PyMethod_New(function, o); }
CY_UNUSED static PyObject* function_get(PyObject* self, PyObject* o, PyObject*) {
  return !o || o == Py_None ? new_reference(self) : PyMethod_New(self, o);
}
// Called without an instance, or with one of another type.
CY_COLD CY_UNUSED static PyObject* refuse_self(Function* f, PyObject* given) {
  if (!given) return PyErr_Format(PyExc_TypeError, "%.200U() needs an argument", f->name);
  return PyErr_Format(PyExc_TypeError, "descriptor '%U' requires a '%.200s' object but received a '%.200s'", f->name, f->owner->tp_name,
                      Py_TYPE(given)->tp_name);
}
CY_ONCE CY_UNUSED static PyObject* function_get_free(PyObject* self, PyObject*, PyObject*) { return new_reference(self); }
// A method of an extension type: its self is checked and taken from the arguments.
CY_UNUSED static PyObject* call_extension_method(PyObject* self, PyObject* const* args, std::size_t nargsf, PyObject* names) {
  Function* f = as_function(self);
  Py_ssize_t count = PyVectorcall_NARGS(nargsf);
  if (CY_UNLIKELY(count == 0)) return refuse_self(f, nullptr);
  if (CY_UNLIKELY(f->owner && !PyObject_TypeCheck(args[0], f->owner))) return refuse_self(f, args[0]);
  return f->info->entry(args[0], args + 1, static_cast<std::size_t>(count - 1), names);
}

// ---- the code object: made when asked for
CY_ONCE CY_UNUSED static PyObject* variable_names(const FunctionInfo* info) {
  const Arguments* a = info->arguments;
  int parameters = a->positional + a->keyword_only, self = a->flags & has_hidden_self ? 1 : 0;
  PyObject* names = PyTuple_New(self + parameters + info->local_count);
  if (!names) return nullptr;
  if (self) {
    PyObject* text = PyUnicode_InternFromString("self");
    if (!text) return Py_DECREF(names), nullptr;
    PyTuple_SET_ITEM(names, 0, text);
  }
  for (int i = 0; i < parameters; ++i) PyTuple_SET_ITEM(names, self + i, new_reference(a->constants[a->names[i]]));
  for (int i = 0; i < info->local_count; ++i)
    PyTuple_SET_ITEM(names, self + parameters + i, new_reference(a->constants[info->locals[i]]));
  return names;
}
CY_ONCE CY_UNUSED static int code_flags(const FunctionInfo* info) {
  int flags = CO_OPTIMIZED | CO_NEWLOCALS;
  if (info->arguments->flags & has_star) flags |= CO_VARARGS;
  if (info->arguments->flags & has_double_star) flags |= CO_VARKEYWORDS;
  if (info->flags & is_generator) flags |= CO_GENERATOR;
  if (info->flags & is_coroutine) flags |= CO_COROUTINE;
  if (info->flags & is_iterable_coroutine) flags |= CO_ITERABLE_COROUTINE;
  if (info->flags & is_async_generator) flags |= CO_ASYNC_GENERATOR;
  return flags;
}
CY_ONCE CY_UNUSED static PyObject* make_code(const FunctionInfo* info) {
  const Arguments* a = info->arguments;
  const char* name = PyUnicode_AsUTF8(a->constants[info->name]);
  PyObject* names = name ? variable_names(info) : nullptr;
  PyObject* empty = names ? reinterpret_cast<PyObject*>(PyCode_NewEmpty(info->file, name, info->first_line)) : nullptr;
  PyObject* replace = empty ? PyObject_GetAttrString(empty, "replace") : nullptr;
  PyObject* none = replace ? PyTuple_New(0) : nullptr;
  int self = a->flags & has_hidden_self ? 1 : 0;
  PyObject* changes = none ? Py_BuildValue("{s:i,s:i,s:i,s:i,s:i,s:O}", "co_argcount", a->positional + self, "co_posonlyargcount",
                                           a->positional_only ? a->positional_only + self : 0, "co_kwonlyargcount", a->keyword_only,
                                           "co_nlocals", static_cast<int>(PyTuple_GET_SIZE(names)), "co_flags", code_flags(info),
                                           "co_varnames", names)
                           : nullptr;
  PyObject* code = changes ? PyObject_Call(replace, none, changes) : nullptr;
  Py_XDECREF(names);
  Py_XDECREF(empty);
  Py_XDECREF(replace);
  Py_XDECREF(none);
  Py_XDECREF(changes);
  return code;
}
// ---- attributes
CY_UNUSED static PyObject* reference_or_none(PyObject* o) { return new_reference(o ? o : Py_None); }
CY_UNUSED static void replace_field(PyObject** field, PyObject* value) {
  PyObject* old = *field;
  Py_XINCREF(value);
  *field = value;
  Py_XDECREF(old);
}
CY_ONCE CY_UNUSED static int set_name_field(PyObject** field, PyObject* value, const char* text) {
  if (!value || !PyUnicode_Check(value)) return raise_type_error(text);
  replace_field(field, value);
  return 0;
}
// The dict of annotations: what the function was made with, or what a function set as __annotate__ gives when it is first asked.
CY_ONCE CY_UNUSED static PyObject* annotations_of(Function* f) {
  if (!f->annotations && f->annotate && f->annotate != Py_None) {
    PyObject* made = PyObject_CallFunction(f->annotate, "i", 1);
    if (!made) return nullptr;
    if (!PyDict_Check(made)) {
      PyErr_Format(PyExc_TypeError, "__annotate__ returned non-dict of type '%.100s'", Py_TYPE(made)->tp_name);
      Py_DECREF(made);
      return nullptr;
    }
    f->annotations = made;
  }
  if (!f->annotations) f->annotations = PyDict_New();
  Py_XINCREF(f->annotations);
  return f->annotations;
}
CY_ONCE CY_UNUSED static PyObject* function_annotate(PyObject* self, PyObject*) {
  PyObject* annotations = annotations_of(as_function(self));
  PyObject* copy = annotations ? PyDict_Copy(annotations) : nullptr;
  Py_XDECREF(annotations);
  return copy;
}
CY_ONCE CY_UNUSED static PyObject* own_annotate(PyObject* self) {
  static PyMethodDef own = {"__annotate__", function_annotate, METH_O, nullptr};
  return PyCFunction_New(&own, self);
}
CY_ONCE CY_UNUSED static int set_annotate(PyObject* self, PyObject* value) {
  if (!value) return raise_type_error("__annotate__ cannot be deleted");
  if (value != Py_None && !PyCallable_Check(value)) return raise_type_error("__annotate__ must be callable or None");
  bool own = PyCFunction_Check(value) && PyCFunction_GET_SELF(value) == self && PyCFunction_GET_FUNCTION(value) == function_annotate;
  replace_field(&as_function(self)->annotate, own ? nullptr : value);
  if (!own && value != Py_None) replace_field(&as_function(self)->annotations, nullptr);
  return 0;
}
// In the order of `function_attributes`.
enum class FunctionAttribute : std::intptr_t { name, qualname, doc, dict, globals, closure, code, defaults, keyword_defaults, annotations, annotate, is_coroutine };
// asyncio's mark of coroutine functions.
CY_ONCE CY_UNUSED static PyObject* coroutine_mark(const FunctionInfo* info) {
  if (!(info->flags & is_coroutine)) return new_reference(Py_False);
  PyObject* module = PyImport_ImportModule("asyncio.coroutines");
  PyObject* mark = module ? PyObject_GetAttrString(module, "_is_coroutine") : nullptr;
  Py_XDECREF(module);
  if (mark) return mark;
  PyErr_Clear();
  return new_reference(Py_True);
}
CY_ONCE CY_UNUSED static PyObject* function_get_attribute(PyObject* self, void* which) {
  Function* f = as_function(self);
  switch (static_cast<FunctionAttribute>(reinterpret_cast<std::intptr_t>(which))) {
    case FunctionAttribute::name: return new_reference(f->name);
    case FunctionAttribute::qualname: return new_reference(f->qualname);
    case FunctionAttribute::doc:
      if (!f->doc && f->info->doc && !(f->doc = PyUnicode_FromString(f->info->doc))) return nullptr;
      return reference_or_none(f->doc);
    case FunctionAttribute::dict: return PyObject_GenericGetDict(self, nullptr);
    case FunctionAttribute::globals: return reference_or_none(f->globals);
    case FunctionAttribute::closure: return new_reference(Py_None);
    case FunctionAttribute::code:
      if (!f->code) f->code = make_code(f->info);
      Py_XINCREF(f->code);
      return f->code;
    case FunctionAttribute::defaults: return reference_or_none(f->shown_defaults ? f->shown_defaults : f->defaults);
    case FunctionAttribute::keyword_defaults: return reference_or_none(f->shown_keyword_defaults ? f->shown_keyword_defaults : f->keyword_defaults);
    case FunctionAttribute::annotations:
      return annotations_of(f);
    case FunctionAttribute::annotate: return f->annotate ? new_reference(f->annotate) : own_annotate(self);
    case FunctionAttribute::is_coroutine: return coroutine_mark(f->info);
  }
  return nullptr;
}
CY_ONCE CY_UNUSED static int function_set_attribute(PyObject* self, PyObject* value, void* which) {
  Function* f = as_function(self);
  PyObject** field;
  const char* must_be = nullptr;
  const char* warning = nullptr;
  switch (static_cast<FunctionAttribute>(reinterpret_cast<std::intptr_t>(which))) {
    case FunctionAttribute::name: return set_name_field(&f->name, value, "__name__ must be set to a string object");
    case FunctionAttribute::qualname: return set_name_field(&f->qualname, value, "__qualname__ must be set to a string object");
    case FunctionAttribute::doc:
      field = &f->doc;
      if (!value) value = Py_None;
      break;
    case FunctionAttribute::defaults:
      field = &f->shown_defaults;
      if (!value) value = Py_None;
      if (value != Py_None && !PyTuple_Check(value)) must_be = "__defaults__ must be set to a tuple object";
      warning = "changes to cyfunction.__defaults__ will not currently affect the values used in function calls";
      break;
    case FunctionAttribute::keyword_defaults:
      field = &f->shown_keyword_defaults;
      if (!value) value = Py_None;
      if (value != Py_None && !PyDict_Check(value)) must_be = "__kwdefaults__ must be set to a dict object";
      warning = "changes to cyfunction.__kwdefaults__ will not currently affect the values used in function calls";
      break;
    case FunctionAttribute::annotations:
      field = &f->annotations;
      if (value == Py_None) value = nullptr;
      if (value && !PyDict_Check(value)) must_be = "__annotations__ must be set to a dict object";
      else replace_field(&f->annotate, Py_None);
      break;
    case FunctionAttribute::annotate: return set_annotate(self, value);
    default: return PyObject_GenericSetDict(self, value, nullptr);
  }
  if (must_be) return raise_type_error(must_be);
  if (warning && PyErr_WarnEx(PyExc_RuntimeWarning, warning, 1) < 0) return -1;
  replace_field(field, value);
  return 0;
}
// Which attribute (a letter from 'A' on, lower case: read-only) under which names; written out as a table of PyGetSetDef at the first use,
// since every pointer of a table in the file costs time at each import.
constexpr char function_attributes[] =
    "A__name__\0Afunc_name\0B__qualname__\0C__doc__\0Cfunc_doc\0D__dict__\0Dfunc_dict\0e__globals__\0efunc_globals\0f__closure__\0"
    "ffunc_closure\0g__code__\0gfunc_code\0H__defaults__\0Hfunc_defaults\0I__kwdefaults__\0J__annotations__\0K__annotate__\0l_is_coroutine\0";
CY_ONCE CY_UNUSED static PyGetSetDef* function_getset() {
  static PyGetSetDef table[20];
  int row = 0;
  for (const char* at = function_attributes; *at; at += std::strlen(at) + 1, ++row) {
    bool read_only = *at >= 'a';
    table[row] = {at + 1, function_get_attribute, read_only ? nullptr : function_set_attribute, nullptr,
                  reinterpret_cast<void*>(static_cast<std::intptr_t>(*at - (read_only ? 'a' : 'A')))};
  }
  return table;
}
CY_ONCE CY_UNUSED static PyObject* function_reduce(PyObject* self, PyObject*) { return new_reference(as_function(self)->qualname); }

CY_ONCE CY_UNUSED static PyTypeObject* ready_function_type(PyTypeObject* type, descrgetfunc get, unsigned long flags) {
  static PyMemberDef members[] = {{"__module__", 6 /* T_OBJECT */, offsetof(Function, module), 0, nullptr}, {nullptr, 0, 0, 0, nullptr}};
  static PyMethodDef methods[] = {{"__reduce__", function_reduce, METH_NOARGS, nullptr}, {nullptr, nullptr, 0, nullptr}};
  if (type->tp_name) return type;
  // Libraries know compiled functions by the beginning of the module's name and by the name of the class.
  begin_type(type, "_cython_cyrite.cython_function_or_method", sizeof(Function), function_dealloc);
  type->tp_flags |= Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | flags;
  type->tp_vectorcall_offset = offsetof(Function, vectorcall);
  type->tp_call = PyVectorcall_Call;
  type->tp_repr = function_repr;
  type->tp_traverse = function_traverse;
  type->tp_clear = function_clear;
  type->tp_weaklistoffset = offsetof(Function, weakrefs);
  type->tp_dictoffset = offsetof(Function, dict);
  type->tp_descr_get = get;
  type->tp_getset = function_getset();
  type->tp_members = members;
  type->tp_methods = methods;
  return PyType_Ready(type) < 0 ? nullptr : type;
}
inline PyTypeObject* ready_function_type() {
  return CY_LIKELY(function_type.tp_name != nullptr) ? &function_type : ready_function_type(&function_type, function_get, Py_TPFLAGS_METHOD_DESCRIPTOR);
}
inline PyObject* maybe_reference(PyObject* o) {
  Py_XINCREF(o);
  return o;
}
CY_ONCE CY_UNUSED static PyObject* keyword_values(const FunctionInfo* info, PyObject* keyword_defaults) {
  const Arguments* a = info->arguments;
  PyObject* values = PyTuple_New(a->keyword_only);
  for (int i = 0; values && i < a->keyword_only; ++i)
    PyTuple_SET_ITEM(values, i, maybe_reference(PyDict_GetItemWithError(keyword_defaults, a->constants[a->names[a->positional + i]])));
  return values;
}
CY_UNUSED static PyObject* make_function(const FunctionInfo* info, PyObject* module, PyObject* globals, PyObject* defaults,
                                         PyObject* keyword_defaults, PyObject* annotations, PyObject* closure) {
  PyTypeObject* type = info->flags & is_free ? ready_function_type(&free_function_type, function_get_free, 0) : ready_function_type();
  Function* f = type ? PyObject_GC_New(Function, type) : nullptr;
  if (CY_UNLIKELY(!f)) return nullptr;
  std::memset(reinterpret_cast<char*>(f) + offsetof(Function, vectorcall), 0, sizeof(Function) - offsetof(Function, vectorcall));
  f->vectorcall = info->flags & is_extension_method ? call_extension_method : info->entry;
  f->info = info;
  f->closure = maybe_reference(closure);
  f->defaults = maybe_reference(defaults);
  f->keyword_defaults = maybe_reference(keyword_defaults);
  if (keyword_defaults && !(f->keyword_values = keyword_values(info, keyword_defaults))) return Py_DECREF(reinterpret_cast<PyObject*>(f)), nullptr;
  f->annotations = maybe_reference(annotations);
  f->name = new_reference(info->arguments->constants[info->name]);
  f->qualname = new_reference(info->arguments->constants[info->qualname]);
  f->module = maybe_reference(module);
  f->globals = maybe_reference(globals);
  PyObject_GC_Track(f);
  return reinterpret_cast<PyObject*>(f);
}
// The function that the info describes, however often it was made; and what it was made with for an argument that a call leaves out.
inline bool is_function(PyObject* o, const FunctionInfo* info) {
  return (Py_IS_TYPE(o, &function_type) || Py_IS_TYPE(o, &free_function_type)) && as_function(o)->info == info;
}
// Defaults that the C code knows by itself, for those who ask the function object.
CY_UNUSED static PyObject* function_showing_defaults(PyObject* function, PyObject* defaults, PyObject* keyword_defaults) {
  PyObject* inner = Py_IS_TYPE(function, &function_type) ? new_reference(function) : PyObject_GetAttrString(function, "__func__");
  if (!inner) return nullptr;
  if (Py_IS_TYPE(inner, &function_type)) {
    replace_field(&as_function(inner)->shown_defaults, defaults);
    replace_field(&as_function(inner)->shown_keyword_defaults, keyword_defaults);
  }
  Py_DECREF(inner);
  return new_reference(function);
}
inline PyObject* default_argument(PyObject* function, int k) {
  PyObject* defaults = as_function(function)->defaults;
  return defaults ? PyTuple_GET_ITEM(defaults, k) : nullptr;
}
// A method of an extension type knows the class, to check its self.
inline PyObject* function_set_owner(PyObject* function, PyTypeObject* owner) {
  as_function(function)->owner = owner;
  return function;
}

// ---- overriding cpdef methods in Python classes
// The C function behind what was found under a name: our function objects and CPython's own.
CY_UNUSED static void* entry_of(PyObject* found) {
  if (PyMethod_Check(found)) found = PyMethod_GET_FUNCTION(found);
  void* pointer = nullptr;
  if (Py_IS_TYPE(found, &function_type)) {
    std::memcpy(&pointer, &as_function(found)->info->entry, sizeof pointer);
  } else if (PyCFunction_Check(found)) {
    PyCFunction f = PyCFunction_GET_FUNCTION(found);
    std::memcpy(&pointer, &f, sizeof pointer);
  }
  return pointer;
}
// NULL without an error: the method is our own.
template <class P>
inline PyObject* find_override(PyObject* self, PyObject* name, P own) {
  PyTypeObject* type = Py_TYPE(self);
  if (CY_LIKELY(!type->tp_dictoffset && !(type->tp_flags & (Py_TPFLAGS_IS_ABSTRACT | Py_TPFLAGS_HEAPTYPE)))) return nullptr;
  PyObject* method = PyObject_GetAttr(self, name);
  if (!method) return nullptr;
  // A fused method: those that override it in C have their place in the vtable.
  bool fused = std::strcmp(Py_TYPE(method)->tp_name, "_cython_cyrite.fused_cython_function") == 0;
  if (!fused && entry_of(method) != (void*)own) return method;
  Py_DECREF(method);
  return nullptr;
}

}  // namespace cy
