// Exact tuples.
#pragma once
#include "cy/object.h"

namespace cy {

inline PyObject* tuple_from_iterable(PyObject* o) { return PySequence_Tuple(o); }
inline PyObject* tuple_getitem(PyObject* tuple, Py_ssize_t i, int wraparound, int boundscheck) {
  Py_ssize_t n = PyTuple_GET_SIZE(tuple);
  if (wraparound && i < 0) i += n;
  if (!boundscheck || CY_LIKELY(static_cast<std::size_t>(i) < static_cast<std::size_t>(n))) return new_reference(PyTuple_GET_ITEM(tuple, i));
  raise_index_text("tuple index out of range");
  return nullptr;
}
CY_UNUSED static PyObject* tuple_getslice(PyObject* tuple, Py_ssize_t start, Py_ssize_t stop) {
  PySlice_AdjustIndices(PyTuple_GET_SIZE(tuple), &start, &stop, 1);
  return PyTuple_GetSlice(tuple, start, stop);
}
inline Py_ssize_t tuple_length(PyObject* tuple) {
  return CY_LIKELY(tuple != Py_None) ? PyTuple_GET_SIZE(tuple) : raise_type_error("object of type 'NoneType' has no len()");
}
inline Py_ssize_t tuple_size(PyObject* tuple) { return PyTuple_GET_SIZE(tuple); }
inline PyObject* tuple_read(PyObject* tuple, Py_ssize_t i) { return new_reference(PyTuple_GET_ITEM(tuple, i)); }
inline PyObject* tuple_next(PyObject* tuple, Py_ssize_t& position) {
  return position < PyTuple_GET_SIZE(tuple) ? new_reference(PyTuple_GET_ITEM(tuple, position++)) : nullptr;
}
inline PyObject* tuple_concat(PyObject* a, PyObject* b) { return PySequence_Concat(a, b); }
inline PyObject* tuple_repeat(PyObject* tuple, Py_ssize_t times) { return PySequence_Repeat(tuple, times); }

// Of new references, which are taken over also on failure.
CY_UNUSED static PyObject* build_tuple(PyObject** items, Py_ssize_t count) {
  PyObject* tuple = PyTuple_New(count);
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (CY_LIKELY(tuple != nullptr)) PyTuple_SET_ITEM(tuple, i, items[i]);
    else Py_DECREF(items[i]);
  }
  return tuple;
}

}  // namespace cy
