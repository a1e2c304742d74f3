// Sets and frozensets.
#pragma once
#include "cy/python.h"
#include "cy/raise.h"

namespace cy {

inline PyObject* set_new() { return PySet_New(nullptr); }
inline PyObject* set_from_iterable(PyObject* o) { return PySet_New(o); }
inline PyObject* frozenset_from_iterable(PyObject* o) {
  if (o && PyFrozenSet_CheckExact(o)) return new_reference(o);
  return PyFrozenSet_New(o);
}
inline int set_add(PyObject* set, PyObject* item) { return PySet_Add(set, item); }

// A set as a key of a set is looked up as a frozenset.
CY_COLD CY_UNUSED static PyObject* set_as_key(PyObject* item) {
  if (!PySet_Check(item) || !PyErr_ExceptionMatches(PyExc_TypeError)) return nullptr;
  PyErr_Clear();
  return PyFrozenSet_New(item);
}
CY_UNUSED static int set_discard_found(PyObject* set, PyObject* item) {
  int found = PySet_Discard(set, item);
  if (CY_LIKELY(found >= 0)) return found;
  PyObject* key = set_as_key(item);
  if (!key) return -1;
  found = PySet_Discard(set, key);
  Py_DECREF(key);
  return found;
}
inline int set_discard(PyObject* set, PyObject* item) { return set_discard_found(set, item) < 0 ? -1 : 0; }
CY_UNUSED static int set_remove(PyObject* set, PyObject* item) {
  int found = set_discard_found(set, item);
  if (CY_LIKELY(found != 0)) return found < 0 ? -1 : 0;
  PyObject* arguments = PyTuple_Pack(1, item);
  if (arguments) PyErr_SetObject(PyExc_KeyError, arguments);
  Py_XDECREF(arguments);
  return -1;
}
inline PyObject* set_pop(PyObject* set) { return PySet_Pop(set); }
inline int set_clear(PyObject* set) { return PySet_Clear(set); }
CY_UNUSED static int set_update(PyObject* set, PyObject* iterable) {
  PyObject* none = PyObject_CallMethod(set, "update", "(O)", iterable);
  Py_XDECREF(none);
  return none ? 0 : -1;
}
CY_UNUSED static int set_contains(PyObject* item, PyObject* set) {
  int found = PySet_Contains(set, item);
  if (CY_LIKELY(found >= 0)) return found;
  PyObject* key = set_as_key(item);
  if (!key) return -1;
  found = PySet_Contains(set, key);
  Py_DECREF(key);
  return found;
}
inline Py_ssize_t set_length(PyObject* set) {
  return CY_LIKELY(set != Py_None) ? PySet_GET_SIZE(set) : raise_type_error("object of type 'NoneType' has no len()");
}
inline Py_ssize_t set_size(PyObject* set) { return PySet_GET_SIZE(set); }

// Of new references, which are taken over also on failure.
CY_UNUSED static PyObject* build_set(PyObject** items, Py_ssize_t count) {
  PyObject* set = PySet_New(nullptr);
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (set && CY_UNLIKELY(PySet_Add(set, items[i]) < 0)) Py_CLEAR(set);
    Py_DECREF(items[i]);
  }
  return set;
}

}  // namespace cy
