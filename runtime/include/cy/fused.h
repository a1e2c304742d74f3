// The Python side of fused functions: one object that holds the function of each combination of types, and chooses by arguments.
#pragma once
#include "cy/function.h"
#include "cy/type.h"

namespace cy {

struct FusedFunction {
  PyObject_HEAD
  vectorcallfunc vectorcall;
  PyObject* signatures;  // dict: "int|double" -> function
  PyObject* first;       // the function whose name, defaults ... are shown
  PyObject* rules;       // see make_fused_function
  PyObject* self;        // a bound method's, or nullptr
  Py_ssize_t least;      // positional arguments without defaults
};
static PyTypeObject fused_function_type;

inline FusedFunction* as_fused(PyObject* o) { return reinterpret_cast<FusedFunction*>(o); }

CY_UNUSED static int fused_traverse(PyObject* self, visitproc visit, void* arg) {
  FusedFunction* f = as_fused(self);
  Py_VISIT(f->signatures);
  Py_VISIT(f->first);
  Py_VISIT(f->self);
  return 0;
}
CY_UNUSED static void fused_dealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  FusedFunction* f = as_fused(self);
  Py_CLEAR(f->signatures);
  Py_CLEAR(f->first);
  Py_CLEAR(f->rules);
  Py_CLEAR(f->self);
  PyObject_GC_Del(self);
}

// ---- what arguments are
struct FusedItem { char kind; Py_ssize_t size; };
// The item of a buffer format, or of a rule: i signed, u unsigned, f, c complex, O, ? anything else.
CY_UNUSED static FusedItem fused_item(const char* format) {
  while (*format == '@' || *format == '=' || *format == '<' || *format == '>' || *format == '!') ++format;
  bool complex = *format == 'Z';
  if (complex) ++format;
  Py_ssize_t size = 0;
  char kind = '?';
  switch (*format) {
    case 'b': kind = 'i'; size = 1; break;
    case 'c': case 'B': kind = 'u'; size = 1; break;
    case '?': kind = 'u'; size = static_cast<Py_ssize_t>(sizeof(bool)); break;
    case 'h': kind = 'i'; size = static_cast<Py_ssize_t>(sizeof(short)); break;
    case 'H': kind = 'u'; size = static_cast<Py_ssize_t>(sizeof(short)); break;
    case 'i': kind = 'i'; size = static_cast<Py_ssize_t>(sizeof(int)); break;
    case 'I': kind = 'u'; size = static_cast<Py_ssize_t>(sizeof(int)); break;
    case 'l': kind = 'i'; size = static_cast<Py_ssize_t>(sizeof(long)); break;
    case 'L': kind = 'u'; size = static_cast<Py_ssize_t>(sizeof(long)); break;
    case 'q': kind = 'i'; size = static_cast<Py_ssize_t>(sizeof(long long)); break;
    case 'Q': kind = 'u'; size = static_cast<Py_ssize_t>(sizeof(long long)); break;
    case 'n': kind = 'i'; size = static_cast<Py_ssize_t>(sizeof(Py_ssize_t)); break;
    case 'N': kind = 'u'; size = static_cast<Py_ssize_t>(sizeof(std::size_t)); break;
    case 'f': kind = 'f'; size = static_cast<Py_ssize_t>(sizeof(float)); break;
    case 'd': kind = 'f'; size = static_cast<Py_ssize_t>(sizeof(double)); break;
    case 'g': kind = 'f'; size = static_cast<Py_ssize_t>(sizeof(long double)); break;
    case 'O': kind = 'O'; size = static_cast<Py_ssize_t>(sizeof(PyObject*)); break;
    default: break;
  }
  if (complex) return {kind == 'f' ? 'c' : '?', 2 * size};
  return {kind, size};
}
// A rule for buffers: (item, dimensions, order), order "c", "f" or "", and for memoryviews, which may be None, a fourth item.
CY_UNUSED static bool fused_buffer_fits(const Py_buffer* view, PyObject* rule, bool ask_order) {
  const char* item = PyUnicode_AsUTF8(PyTuple_GET_ITEM(rule, 0));
  const char* order = PyUnicode_AsUTF8(PyTuple_GET_ITEM(rule, 2));
  if (!item || !order || view->ndim != PyLong_AsLong(PyTuple_GET_ITEM(rule, 1))) return false;
  FusedItem wanted = fused_item(item), found = fused_item(view->format ? view->format : "B");
  if (wanted.kind != found.kind || (wanted.kind != '?' && wanted.size != view->itemsize)) return false;
  return !ask_order || !*order || PyBuffer_IsContiguous(view, *order == 'c' ? 'C' : 'F');
}
// The name of the type that an argument chooses, borrowed; nullptr without an error: none.
CY_UNUSED static PyObject* fused_choice(PyObject* argument, PyObject* members) {
  Py_buffer view;
  int has_view = -1;  // not asked yet
  PyObject* found = nullptr;
  // In the second round a buffer of another order chooses too: taking it says what is wrong with it.
  Py_ssize_t count = PyTuple_GET_SIZE(members);
  for (Py_ssize_t k = 0; !found && k < (has_view > 0 ? 2 * count : count); ++k) {
    PyObject* member = PyTuple_GET_ITEM(members, k < count ? k : k - count);
    PyObject* rule = PyTuple_GET_ITEM(member, 1);
    bool fits;
    if (PyTuple_Check(rule) && argument == Py_None) {
      fits = PyTuple_GET_SIZE(rule) == 4;
    } else if (PyTuple_Check(rule)) {
      if (has_view < 0) has_view = PyObject_CheckBuffer(argument) && PyObject_GetBuffer(argument, &view, PyBUF_FULL_RO) == 0;
      fits = has_view && fused_buffer_fits(&view, rule, k < count);
      PyErr_Clear();
    } else {
      int is_instance = rule == Py_None ? 1 : PyObject_IsInstance(argument, rule);
      if (is_instance < 0) break;
      fits = is_instance > 0;
    }
    if (fits) found = PyTuple_GET_ITEM(member, 0);
  }
  if (has_view > 0) PyBuffer_Release(&view);
  return found;
}

// ---- choosing
CY_UNUSED static PyObject* fused_default(FusedFunction* f, Py_ssize_t index, PyObject* name) {
  Function* first = as_function(f->first);
  if (index >= 0) return first->defaults && index < PyTuple_GET_SIZE(first->defaults) ? PyTuple_GET_ITEM(first->defaults, index) : nullptr;
  return first->keyword_defaults ? PyDict_GetItemWithError(first->keyword_defaults, name) : nullptr;
}
// The argument that a rule asks about, borrowed.
CY_UNUSED static PyObject* fused_argument(FusedFunction* f, PyObject* rule, PyObject* const* args, Py_ssize_t count, PyObject* names) {
  Py_ssize_t position = PyLong_AsSsize_t(PyTuple_GET_ITEM(rule, 0)), default_index = PyLong_AsSsize_t(PyTuple_GET_ITEM(rule, 2));
  PyObject* name = PyTuple_GET_ITEM(rule, 1);
  if (position >= 0 && position < count) return args[position];
  for (Py_ssize_t i = 0; names && i < PyTuple_GET_SIZE(names); ++i)
    if (PyUnicode_Compare(PyTuple_GET_ITEM(names, i), name) == 0) return args[count + i];
  if (PyObject* fallback = fused_default(f, default_index, name)) return fallback;
  if (position >= 0) PyErr_Format(PyExc_TypeError, "Expected at least %zd argument%s, got %zd", f->least, f->least == 1 ? "" : "s", count);
  else PyErr_Format(PyExc_TypeError, "Missing keyword-only argument: '%U'", name);
  return nullptr;
}
// Whether a signature ("int|double") agrees with the choices made, of which nullptr says nothing.
CY_UNUSED static bool fused_signature_fits(PyObject* signature, PyObject* const* choices, Py_ssize_t count) {
  const char* text = PyUnicode_AsUTF8(signature);
  for (Py_ssize_t i = 0; text && i < count; ++i) {
    const char* end = std::strchr(text, '|');
    std::size_t size = end ? static_cast<std::size_t>(end - text) : std::strlen(text);
    if (choices[i]) {
      const char* choice = PyUnicode_AsUTF8(choices[i]);
      if (!choice || std::strlen(choice) != size || std::memcmp(choice, text, size) != 0) return false;
    }
    text = end ? end + 1 : nullptr;
  }
  return true;
}
// The function for these arguments, borrowed.
CY_UNUSED static PyObject* fused_function_for(FusedFunction* f, PyObject* const* args, Py_ssize_t count, PyObject* names) {
  constexpr Py_ssize_t limit = 32;
  PyObject* choices[limit];
  Py_ssize_t rules = PyTuple_GET_SIZE(f->rules), position = 0;
  bool any = false;
  for (Py_ssize_t i = 0; i < rules && i < limit; ++i) {
    PyObject* rule = PyTuple_GET_ITEM(f->rules, i);
    PyObject* argument = fused_argument(f, rule, args, count, names);
    if (!argument) return nullptr;
    choices[i] = fused_choice(argument, PyTuple_GET_ITEM(rule, 3));
    if (!choices[i] && PyErr_Occurred()) return nullptr;
    any = any || choices[i];
  }
  PyObject *found = nullptr, *key, *function;
  while (any && PyDict_Next(f->signatures, &position, &key, &function)) {
    if (!fused_signature_fits(key, choices, rules)) continue;
    if (found) {
      PyErr_SetString(PyExc_TypeError, "Function call with ambiguous argument types");
      return nullptr;
    }
    found = function;
  }
  if (!found) PyErr_SetString(PyExc_TypeError, "No matching signature found");
  return found;
}
CY_UNUSED static PyObject* fused_vectorcall(PyObject* self, PyObject* const* args, std::size_t nargsf, PyObject* names) {
  FusedFunction* f = as_fused(self);
  Py_ssize_t count = PyVectorcall_NARGS(nargsf);
  if (!f->self) {
    PyObject* function = fused_function_for(f, args, count, names);
    return function ? PyObject_Vectorcall(function, args, static_cast<std::size_t>(count), names) : nullptr;
  }
  Py_ssize_t all = count + (names ? PyTuple_GET_SIZE(names) : 0);
  PyObject** with_self = static_cast<PyObject**>(PyMem_Malloc(static_cast<std::size_t>(all + 1) * sizeof(PyObject*)));
  if (!with_self) return PyErr_NoMemory();
  with_self[0] = f->self;
  for (Py_ssize_t i = 0; i < all; ++i) with_self[i + 1] = args[i];
  PyObject* function = fused_function_for(f, with_self, count + 1, names);
  PyObject* result = function ? PyObject_Vectorcall(function, with_self, static_cast<std::size_t>(count + 1), names) : nullptr;
  PyMem_Free(with_self);
  return result;
}

// ---- indexing by types
CY_UNUSED static PyObject* fused_type_text(PyObject* o) {
  if (PyUnicode_Check(o)) return new_reference(o);
  return PyType_Check(o) ? PyObject_GetAttrString(o, "__name__") : PyObject_Str(o);
}
CY_UNUSED static PyObject* fused_signature_text(PyObject* index) {
  if (!PyTuple_Check(index)) return fused_type_text(index);
  PyObject *bar = PyUnicode_FromString("|"), *list = bar ? PyList_New(0) : nullptr, *text = nullptr;
  bool failed = !list;
  for (Py_ssize_t i = 0; !failed && i < PyTuple_GET_SIZE(index); ++i) {
    PyObject* part = fused_type_text(PyTuple_GET_ITEM(index, i));
    failed = !part || PyList_Append(list, part) < 0;
    Py_XDECREF(part);
  }
  if (!failed) text = PyUnicode_Join(bar, list);
  Py_XDECREF(bar);
  Py_XDECREF(list);
  return text;
}
CY_UNUSED static PyObject* fused_subscript(PyObject* self, PyObject* index) {
  FusedFunction* f = as_fused(self);
  PyObject* signature = fused_signature_text(index);
  if (!signature) return nullptr;
  PyObject* function = PyDict_GetItemWithError(f->signatures, signature);
  if (!function && !PyErr_Occurred()) PyErr_SetObject(PyExc_KeyError, signature);
  Py_DECREF(signature);
  if (!function) return nullptr;
  return f->self ? PyMethod_New(function, f->self) : new_reference(function);
}

// ---- the object
CY_UNUSED static PyObject* new_fused(PyObject* signatures, PyObject* first, PyObject* rules, PyObject* self, Py_ssize_t least);
CY_UNUSED static PyObject* fused_get(PyObject* function, PyObject* o, PyObject*) {
  FusedFunction* f = as_fused(function);
  if (f->self || !o || o == Py_None) return new_reference(function);
  return new_fused(f->signatures, f->first, f->rules, o, f->least);
}
// What a function has is taken from the first one.
CY_UNUSED static PyObject* fused_getattr(PyObject* self, PyObject* name) {
  FusedFunction* f = as_fused(self);
  const char* text = PyUnicode_AsUTF8(name);
  if (!text) return nullptr;
  if (std::strcmp(text, "__signatures__") == 0) return new_reference(f->signatures);
  if (std::strcmp(text, "__self__") == 0 && f->self) return new_reference(f->self);
  static const char* const own_names[] = {"__class__", "__call__", "__get__", "__getitem__", "__repr__", "__reduce__", "__reduce_ex__"};
  for (const char* own : own_names)
    if (std::strcmp(text, own) == 0) return PyObject_GenericGetAttr(self, name);
  return PyObject_GetAttr(f->first, name);
}
CY_UNUSED static int fused_setattr(PyObject* self, PyObject* name, PyObject* value) { return PyObject_SetAttr(as_fused(self)->first, name, value); }
CY_UNUSED static PyObject* fused_repr(PyObject* self) { return PyObject_Repr(as_fused(self)->first); }

CY_UNUSED static PyTypeObject* ready_fused_type() {
  static PyMappingMethods mapping = {nullptr, fused_subscript, nullptr};
  PyTypeObject* type = &fused_function_type;
  if (type->tp_name) return type;
  begin_type(type, "_cython_cyrite.fused_cython_function", sizeof(FusedFunction), fused_dealloc);
  type->tp_flags |= Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL;
  type->tp_vectorcall_offset = offsetof(FusedFunction, vectorcall);
  type->tp_call = PyVectorcall_Call;
  type->tp_traverse = fused_traverse;
  type->tp_descr_get = fused_get;
  type->tp_as_mapping = &mapping;
  type->tp_getattro = fused_getattr;
  type->tp_setattro = fused_setattr;
  type->tp_repr = fused_repr;
  return PyType_Ready(type) < 0 ? nullptr : type;
}
CY_UNUSED static PyObject* new_fused(PyObject* signatures, PyObject* first, PyObject* rules, PyObject* self, Py_ssize_t least) {
  PyTypeObject* type = ready_fused_type();
  FusedFunction* f = type ? PyObject_GC_New(FusedFunction, type) : nullptr;
  if (!f) return nullptr;
  f->vectorcall = fused_vectorcall;
  f->signatures = new_reference(signatures);
  f->first = new_reference(first);
  f->rules = new_reference(rules);
  f->self = maybe_reference(self);
  f->least = least;
  PyObject_GC_Track(f);
  return reinterpret_cast<PyObject*>(f);
}
// The functions of an extension type know it, to check their self.
CY_UNUSED static PyObject* own_fused_method(PyObject* fused, PyObject* type) {
  PyObject *key, *function;
  Py_ssize_t position = 0;
  while (PyDict_Next(as_fused(fused)->signatures, &position, &key, &function)) function_set_owner(function, reinterpret_cast<PyTypeObject*>(type));
  return new_reference(fused);
}
// The class shows the function of each combination under a name of its own, so that doctest and others find them.
CY_UNUSED static int show_fused_functions(PyObject* cls, PyObject* name, PyObject* fused) {
  PyObject *key, *function;
  Py_ssize_t position = 0;
  int status = 0;
  for (Py_ssize_t i = 0; status == 0 && PyDict_Next(as_fused(fused)->signatures, &position, &key, &function); ++i) {
    PyObject* shown = PyUnicode_FromFormat("__pyx_fuse_%zd%U", i, name);
    status = shown ? type_modified_setattr(reinterpret_cast<PyTypeObject*>(cls), shown, function) : -1;
    Py_XDECREF(shown);
  }
  return status;
}
// functions: one for each signature ("int|double"). rules: for each fused type the parameter that decides, as (position or -1, name,
// index of its default or -1, members); a member is (name of the type, rule): a class, None for any object, or a tuple for buffers.
CY_UNUSED static PyObject* make_fused_function(PyObject* functions, PyObject* names, PyObject* rules, Py_ssize_t least) {
  PyObject* signatures = PyDict_New();
  for (Py_ssize_t i = 0; signatures && i < PyTuple_GET_SIZE(functions); ++i)
    if (PyDict_SetItem(signatures, PyTuple_GET_ITEM(names, i), PyTuple_GET_ITEM(functions, i)) < 0) Py_CLEAR(signatures);
  if (!signatures) return nullptr;
  PyObject* made = new_fused(signatures, PyTuple_GET_ITEM(functions, 0), rules, nullptr, least);
  Py_DECREF(signatures);
  return made;
}

}  // namespace cy
