<<<<<<< HEAD
// Assigning to and clearing places that own a reference: objects and views.
=======
// Variables that hold references: storing, clearing; and containers built of references that they take over.
>>>>>>> 209324a (Emit C++: functions, expressions, arguments, constants, the module skeleton)
#pragma once
#include "cy/python.h"

namespace cy {

<<<<<<< HEAD
// The new reference is taken over; what was there is released afterwards. assign: the place is not empty.
inline void assign(PyObject*& place, PyObject* value) {
  PyObject* old = place;
  place = value;
  Py_DECREF(old);
}
inline void assign_maybe(PyObject*& place, PyObject* value) {
  PyObject* old = place;
  place = value;
  Py_XDECREF(old);
}
inline void clear(PyObject*& place) {
  PyObject* old = place;
  place = nullptr;
  Py_XDECREF(old);
=======
inline void release(PyObject* o) { Py_DECREF(o); }
inline void release_maybe(PyObject* o) { Py_XDECREF(o); }

// The old value is released last: that may run code that reads the variable.
template <class T>
inline void assign(T& place, T value) {
  T old = place;
  place = value;
  release(old);
}
template <class T>
inline void assign_maybe(T& place, T value) {
  T old = place;
  place = value;
  release_maybe(old);
}
template <class T>
inline void clear(T& place) {
  T old = place;
  place = T();
  release_maybe(old);
}
inline void assign(PyObject*& place, decltype(nullptr)) { clear(place); }
inline void assign_maybe(PyObject*& place, decltype(nullptr)) { clear(place); }

// The address of a value that lives as long as the call it is made for.
template <class T>
inline T* address_of(T&& value) { return &value; }

// ---- displays: the items are taken over, also on failure
CY_COLD CY_UNUSED static PyObject* drop_items(PyObject** items, Py_ssize_t count) {
  while (count > 0) Py_DECREF(items[--count]);
  return nullptr;
}
CY_UNUSED static PyObject* build_tuple(PyObject** items, Py_ssize_t count) {
  PyObject* tuple = PyTuple_New(count);
  if (CY_UNLIKELY(!tuple)) return drop_items(items, count);
  for (Py_ssize_t i = 0; i < count; ++i) PyTuple_SET_ITEM(tuple, i, items[i]);
  return tuple;
}
CY_UNUSED static PyObject* build_list(PyObject** items, Py_ssize_t count) {
  PyObject* list = PyList_New(count);
  if (CY_UNLIKELY(!list)) return drop_items(items, count);
  for (Py_ssize_t i = 0; i < count; ++i) PyList_SET_ITEM(list, i, items[i]);
  return list;
}
CY_UNUSED static PyObject* build_set(PyObject** items, Py_ssize_t count) {
  PyObject* set = PySet_New(nullptr);
  for (Py_ssize_t i = 0; set && i < count; ++i)
    if (PySet_Add(set, items[i]) < 0) Py_CLEAR(set);
  drop_items(items, count);
  return set;
>>>>>>> 209324a (Emit C++: functions, expressions, arguments, constants, the module skeleton)
}

}  // namespace cy
