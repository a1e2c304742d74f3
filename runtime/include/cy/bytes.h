// Exact bytes objects.
#pragma once
#include "cy/object.h"

namespace cy {

inline Py_ssize_t bytes_length(PyObject* b) {
  return CY_LIKELY(b != Py_None) ? PyBytes_GET_SIZE(b) : raise_type_error("object of type 'NoneType' has no len()");
}
inline Py_ssize_t bytes_size(PyObject* b) { return PyBytes_GET_SIZE(b); }
inline int bytes_read(PyObject* b, Py_ssize_t i) { return static_cast<unsigned char>(PyBytes_AS_STRING(b)[i]); }
inline Py_ssize_t bytes_extent(PyObject* b) { return b == Py_None ? 0 : PyBytes_GET_SIZE(b); }
inline int bytes_getitem(PyObject* b, Py_ssize_t i, int wraparound, int boundscheck) {
  Py_ssize_t n = PyBytes_GET_SIZE(b);
  if (wraparound && i < 0) i += n;
  if (!boundscheck || CY_LIKELY(static_cast<std::size_t>(i) < static_cast<std::size_t>(n))) return bytes_read(b, i);
  return raise_index_text("string index out of range");
}
CY_UNUSED static PyObject* bytes_getslice(PyObject* b, Py_ssize_t start, Py_ssize_t stop) {
  Py_ssize_t n = PySlice_AdjustIndices(PyBytes_GET_SIZE(b), &start, &stop, 1);
  if (n == PyBytes_GET_SIZE(b) && PyBytes_CheckExact(b)) return new_reference(b);
  return PyBytes_FromStringAndSize(PyBytes_AS_STRING(b) + start, n);
}
CY_UNUSED static PyObject* bytes_concat(PyObject* a, PyObject* b) {
  PyObject* result = new_reference(a);
  PyBytes_Concat(&result, b);
  return result;
}
CY_UNUSED static PyObject* bytes_join(PyObject* separator, PyObject* iterable) {
  return PyObject_CallMethod(separator, "join", "(O)", iterable);
}
CY_UNUSED static int bytes_compare(PyObject* a, PyObject* b, int op) {
  if (a == b) return op == Py_EQ;
  if (CY_LIKELY(PyBytes_CheckExact(a) && PyBytes_CheckExact(b))) {
    Py_ssize_t n = PyBytes_GET_SIZE(a);
    bool equal = n == PyBytes_GET_SIZE(b) && !std::memcmp(PyBytes_AS_STRING(a), PyBytes_AS_STRING(b), static_cast<std::size_t>(n));
    return equal == (op == Py_EQ);
  }
  return compare_truth_general(a, b, op);
}
template <class C>
inline int bytes_contains_char(C character, PyObject* b) {
  return std::memchr(PyBytes_AS_STRING(b), static_cast<unsigned char>(character), static_cast<std::size_t>(PyBytes_GET_SIZE(b))) != nullptr;
}
CY_UNUSED static int bytes_single_match(PyObject* b, PyObject* part, Py_ssize_t start, Py_ssize_t stop, int direction) {
  Py_buffer view;
  if (PyObject_GetBuffer(part, &view, PyBUF_SIMPLE) < 0) return -1;
  Py_ssize_t n = PyBytes_GET_SIZE(b);
  if (stop > n) stop = n;
  else if (stop < 0) stop = stop + n < 0 ? 0 : stop + n;
  if (start < 0) start = start + n < 0 ? 0 : start + n;
  if (direction > 0 && stop - view.len > start) start = stop - view.len;
  int found = start + view.len <= stop && !std::memcmp(PyBytes_AS_STRING(b) + start, view.buf, static_cast<std::size_t>(view.len));
  PyBuffer_Release(&view);
  return found;
}
CY_UNUSED static int bytes_tail_match(PyObject* b, PyObject* part, Py_ssize_t start, Py_ssize_t stop, int direction) {
  if (CY_LIKELY(!PyTuple_Check(part))) return bytes_single_match(b, part, start, stop, direction);
  for (Py_ssize_t i = 0, n = PyTuple_GET_SIZE(part); i < n; ++i) {
    int found = bytes_single_match(b, PyTuple_GET_ITEM(part, i), start, stop, direction);
    if (found) return found;
  }
  return 0;
}
inline int bytes_startswith(PyObject* b, PyObject* part, Py_ssize_t start, Py_ssize_t stop) { return bytes_tail_match(b, part, start, stop, -1); }
inline int bytes_endswith(PyObject* b, PyObject* part, Py_ssize_t start, Py_ssize_t stop) { return bytes_tail_match(b, part, start, stop, 1); }
CY_UNUSED static PyObject* bytes_decode(PyObject* b, Py_ssize_t start, Py_ssize_t stop, const char* encoding, const char* errors) {
  char* data;
  Py_ssize_t n;
  if (PyByteArray_Check(b)) data = PyByteArray_AS_STRING(b), n = PyByteArray_GET_SIZE(b);
  else if (PyBytes_AsStringAndSize(b, &data, &n) < 0) return nullptr;
  n = PySlice_AdjustIndices(n, &start, &stop, 1);
  return PyUnicode_Decode(data + (n ? start : 0), n, encoding, errors);
}

}  // namespace cy
