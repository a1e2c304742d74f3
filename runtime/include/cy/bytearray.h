// Exact bytearrays.
#pragma once
#include "cy/object.h"

namespace cy {

inline Py_ssize_t bytearray_length(PyObject* b) {
  return CY_LIKELY(b != Py_None) ? PyByteArray_GET_SIZE(b) : raise_type_error("object of type 'NoneType' has no len()");
}
inline Py_ssize_t bytearray_size(PyObject* b) { return PyByteArray_GET_SIZE(b); }
inline int bytearray_read(PyObject* b, Py_ssize_t i) { return static_cast<unsigned char>(PyByteArray_AS_STRING(b)[i]); }
inline int bytearray_getitem(PyObject* b, Py_ssize_t i, int wraparound, int boundscheck) {
  Py_ssize_t n = PyByteArray_GET_SIZE(b);
  if (wraparound && i < 0) i += n;
  if (!boundscheck || CY_LIKELY(static_cast<std::size_t>(i) < static_cast<std::size_t>(n))) return bytearray_read(b, i);
  return raise_index_text("bytearray index out of range");
}
inline int bytearray_setitem(PyObject* b, Py_ssize_t i, int byte, int wraparound, int boundscheck) {
  Py_ssize_t n = PyByteArray_GET_SIZE(b);
  if (wraparound && i < 0) i += n;
  if (boundscheck && CY_UNLIKELY(static_cast<std::size_t>(i) >= static_cast<std::size_t>(n)))
    return raise_index_text("bytearray index out of range");
  if (CY_UNLIKELY(byte < 0 || byte > 255)) return raise_with_gil(PyExc_ValueError, "byte must be in range(0, 256)");
  PyByteArray_AS_STRING(b)[i] = static_cast<char>(byte);
  return 0;
}
CY_UNUSED static int bytearray_append_object(PyObject* b, PyObject* o) {
  PyObject* none = PyObject_CallMethod(b, "append", "(O)", o);
  Py_XDECREF(none);
  return none ? 0 : -1;
}
CY_UNUSED static int bytearray_append(PyObject* b, int byte) {
  if (CY_UNLIKELY(byte < 0 || byte > 255)) return raise_value_error("byte must be in range(0, 256)");
  Py_ssize_t n = PyByteArray_GET_SIZE(b);
  if (CY_UNLIKELY(n == PY_SSIZE_T_MAX)) return PyErr_NoMemory(), -1;
  if (CY_UNLIKELY(PyByteArray_Resize(b, n + 1) < 0)) return -1;
  PyByteArray_AS_STRING(b)[n] = static_cast<char>(byte);
  return 0;
}
CY_UNUSED static PyObject* bytearray_getslice(PyObject* b, Py_ssize_t start, Py_ssize_t stop) {
  Py_ssize_t n = PySlice_AdjustIndices(PyByteArray_GET_SIZE(b), &start, &stop, 1);
  return PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(b) + start, n);
}
inline PyObject* bytearray_from_object(PyObject* o) {
  return PyObject_CallFunctionObjArgs(reinterpret_cast<PyObject*>(&PyByteArray_Type), o, nullptr);
}

}  // namespace cy
