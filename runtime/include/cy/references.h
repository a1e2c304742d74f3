// Assigning to and clearing places that own a reference: objects and views.
#pragma once
#include "cy/number_memory.h"

namespace cy {

// The new reference is taken over; what was there is released afterwards. assign: the place is not empty.
inline void assign(PyObject*& place, PyObject* value) {
  PyObject* old = place;
  place = value;
  release_object(old);
}
inline void assign_maybe(PyObject*& place, PyObject* value) {
  PyObject* old = place;
  place = value;
  release_maybe(old);
}
inline void clear(PyObject*& place) {
  PyObject* old = place;
  place = nullptr;
  release_maybe(old);
}
// In code that does not hold the GIL; may be null.
CY_COLD CY_UNUSED static void release_without_gil(PyObject* o) {
  PyGILState_STATE state = PyGILState_Ensure();
  Py_XDECREF(o);
  PyGILState_Release(state);
}
CY_COLD CY_UNUSED static void retain_without_gil(PyObject* o) {
  PyGILState_STATE state = PyGILState_Ensure();
  Py_XINCREF(o);
  PyGILState_Release(state);
}

}  // namespace cy
