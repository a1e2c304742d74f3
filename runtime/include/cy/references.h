// Assigning to and clearing places that own a reference: objects and views.
#pragma once
#include "cy/python.h"

namespace cy {

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
}

}  // namespace cy
