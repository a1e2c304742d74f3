// Raising an exception with a text; each returns the failure value of a status.
#pragma once
#include "cy/python.h"

namespace cy {

CY_COLD CY_UNUSED static int raise_type_error(const char* text) {
  PyErr_SetString(PyExc_TypeError, text);
  return -1;
}
CY_COLD CY_UNUSED static int raise_value_error(const char* text) {
  PyErr_SetString(PyExc_ValueError, text);
  return -1;
}
CY_COLD CY_UNUSED static int raise_overflow_text(const char* text) {
  PyErr_SetString(PyExc_OverflowError, text);
  return -1;
}
// The class of an object in a text: `format` has one %.200s.
CY_COLD CY_UNUSED static int raise_with_type(PyObject* exception, const char* format, PyObject* o) {
  PyErr_Format(exception, format, Py_TYPE(o)->tp_name);
  return -1;
}

// Without the GIL. The checks of hot loops raise through inline functions: only then it is seen early that no round goes on behind them.
CY_COLD CY_UNUSED static void set_with_gil(PyObject* exception, const char* text) {
  PyGILState_STATE state = PyGILState_Ensure();
  PyErr_SetString(exception, text);
  PyGILState_Release(state);
}
CY_ALWAYS_INLINE int raise_with_gil(PyObject* exception, const char* text) {
  set_with_gil(exception, text);
  return -1;
}
CY_ALWAYS_INLINE int raise_index_text(const char* text) { return raise_with_gil(PyExc_IndexError, text); }
// An operation on a typed variable that is None: what Cython's message says decides the class.
CY_COLD CY_UNUSED static void set_none(const char* text) {
  set_with_gil(std::strstr(text, "has no attribute") ? PyExc_AttributeError : PyExc_TypeError, text);
}
CY_ALWAYS_INLINE int raise_none(const char* text) {
  set_none(text);
  return -1;
}
CY_ALWAYS_INLINE int raise_zero_division(const char* text) { return raise_with_gil(PyExc_ZeroDivisionError, text); }
CY_ALWAYS_INLINE int raise_overflow(const char* text) { return raise_with_gil(PyExc_OverflowError, text); }
CY_COLD CY_UNUSED static int raise_memory_error() {
  PyGILState_STATE state = PyGILState_Ensure();
  PyErr_NoMemory();
  PyGILState_Release(state);
  return -1;
}
// The value of `except value` where it may be a NaN, which equals nothing.
template <class T>
inline bool is_error_value(T result, T value) { return result == value || (result != result && value != value); }

}  // namespace cy
