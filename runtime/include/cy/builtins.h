// Builtin functions on any object.
#pragma once
#include "cy/object.h"
#include "cy/state.h"

namespace cy {

inline PyObject* builtin_absolute(PyObject* o) { return PyNumber_Absolute(o); }
CY_UNUSED static PyObject* builtin_chr(Py_ssize_t code) {
  if (CY_UNLIKELY(code < 0 || code > 0x10FFFF)) {
    raise_value_error("chr() arg not in range(0x110000)");
    return nullptr;
  }
  return PyUnicode_FromOrdinal(static_cast<int>(code));
}
CY_UNUSED static Py_ssize_t builtin_ord(PyObject* o) {
  Py_ssize_t size;
  if (CY_LIKELY(PyUnicode_Check(o))) {
    size = PyUnicode_GET_LENGTH(o);
    if (CY_LIKELY(size == 1)) return static_cast<Py_ssize_t>(PyUnicode_READ_CHAR(o, 0));
  } else if (PyBytes_Check(o)) {
    size = PyBytes_GET_SIZE(o);
    if (CY_LIKELY(size == 1)) return static_cast<unsigned char>(PyBytes_AS_STRING(o)[0]);
  } else if (PyByteArray_Check(o)) {
    size = PyByteArray_GET_SIZE(o);
    if (CY_LIKELY(size == 1)) return static_cast<unsigned char>(PyByteArray_AS_STRING(o)[0]);
  } else {
    return raise_with_type(PyExc_TypeError, "ord() expected string of length 1, but %.200s found", o);
  }
  PyErr_Format(PyExc_TypeError, "ord() expected a character, but string of length %zd found", size);
  return -1;
}
CY_UNUSED static PyObject* builtin_sorted(PyObject* iterable) {
  PyObject* list = PySequence_List(iterable);
  if (CY_LIKELY(list != nullptr) && CY_UNLIKELY(PyList_Sort(list) < 0)) Py_CLEAR(list);
  return list;
}
// Calls a function of the builtins module, or what the module has in its place, by its name; absent arguments are NULL.
CY_UNUSED static PyObject* call_builtin(const char* name, PyObject* a, PyObject* b) {
  PyObject* function = PyDict_GetItemString(module_dict, name);
  if (CY_LIKELY(!function)) function = PyDict_GetItemString(builtins_dict, name);
  if (!function) {
    PyErr_Format(PyExc_NameError, "name '%s' is not defined", name);
    return nullptr;
  }
  return PyObject_CallFunctionObjArgs(function, a, b, nullptr);
}
inline PyObject* builtin_sum(PyObject* iterable, PyObject* start) { return call_builtin("sum", iterable, start); }
inline PyObject* builtin_min(PyObject* iterable) { return call_builtin("min", iterable, nullptr); }
inline PyObject* builtin_max(PyObject* iterable) { return call_builtin("max", iterable, nullptr); }
inline PyObject* builtin_hex(PyObject* o) { return PyNumber_ToBase(o, 16); }
// 1 as soon as an item's truth is `wanted`, 0 at the end.
CY_UNUSED static int find_truth(PyObject* iterable, int wanted) {
  Py_ssize_t position;
  PyObject* iterator = fast_iter(iterable, position);
  if (CY_UNLIKELY(!iterator)) return -1;
  int found = 0;
  while (PyObject* item = fast_next(iterator, position)) {
    int truth = object_is_true(item);
    Py_DECREF(item);
    if (truth < 0 || truth == wanted) {
      found = truth < 0 ? -1 : 1;
      break;
    }
  }
  Py_DECREF(iterator);
  return found == 0 && PyErr_Occurred() ? -1 : found;
}
inline int builtin_any(PyObject* iterable) { return find_truth(iterable, 1); }
inline int builtin_all(PyObject* iterable) {
  int found = find_truth(iterable, 0);
  return found < 0 ? -1 : !found;
}
inline PyObject* call_class(PyTypeObject* type, PyObject* a, PyObject* b) {
  return PyObject_CallFunctionObjArgs(reinterpret_cast<PyObject*>(type), a, b, nullptr);
}
inline PyObject* builtin_reversed(PyObject* o) { return call_class(&PyReversed_Type, o, nullptr); }
inline PyObject* builtin_enumerate(PyObject* iterable, PyObject* start) { return call_class(&PyEnum_Type, iterable, start); }
inline PyObject* builtin_zip(PyObject* iterables) { return PyObject_Call(reinterpret_cast<PyObject*>(&PyZip_Type), iterables, nullptr); }
CY_UNUSED static PyObject* builtin_intern(PyObject* s) {
  if (CY_UNLIKELY(!PyUnicode_Check(s))) {
    PyErr_Format(PyExc_TypeError, "Expected str, got %.200s", Py_TYPE(s)->tp_name);
    return nullptr;
  }
  Py_INCREF(s);
  PyUnicode_InternInPlace(&s);
  return s;
}
inline PyObject* builtin_classmethod(PyObject* function) { return PyClassMethod_New(function); }
inline PyObject* builtin_staticmethod(PyObject* function) { return PyStaticMethod_New(function); }

}  // namespace cy
