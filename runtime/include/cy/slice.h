// Slice objects, slicing by C bounds, ranges.
#pragma once
#include "cy/builtin_names.h"
#include "cy/number_memory.h"
#include "cy/object.h"

namespace cy {

inline PyObject* slice_new(PyObject* start, PyObject* stop, PyObject* step) { return PySlice_New(start, stop, step); }
CY_UNUSED static PyObject* slice_from_sizes(Py_ssize_t start, int has_start, Py_ssize_t stop, int has_stop) {
  PyObject* first = has_start ? PyLong_FromSsize_t(start) : nullptr;
  PyObject* last = has_stop ? PyLong_FromSsize_t(stop) : nullptr;
  PyObject* result = nullptr;
  if (CY_LIKELY(!(has_start && !first) && !(has_stop && !last))) result = PySlice_New(first, last, nullptr);
  Py_XDECREF(first);
  Py_XDECREF(last);
  return result;
}
CY_UNUSED static PyObject* sequence_getslice(PyObject* o, Py_ssize_t start, Py_ssize_t stop, int has_start, int has_stop) {
#if CY_DIRECT_CONTAINERS
  if (PyList_CheckExact(o) || PyTuple_CheckExact(o)) {
    Py_ssize_t first = has_start ? start : 0, last = has_stop ? stop : PY_SSIZE_T_MAX;
    PySlice_AdjustIndices(Py_SIZE(o), &first, &last, 1);
    return PyList_CheckExact(o) ? PyList_GetSlice(o, first, last) : PyTuple_GetSlice(o, first, last);
  }
#endif
  PyObject* slice = slice_from_sizes(start, has_start, stop, has_stop);
  if (CY_UNLIKELY(!slice)) return nullptr;
  PyObject* result = PyObject_GetItem(o, slice);
  if (CY_UNLIKELY(!result) && !(Py_TYPE(o)->tp_as_mapping && Py_TYPE(o)->tp_as_mapping->mp_subscript) &&
      PyErr_ExceptionMatches(PyExc_TypeError))
    raise_with_type(PyExc_TypeError, "'%.200s' object is unsliceable", o);
  Py_DECREF(slice);
  return result;
}
// `value` is NULL to delete.
CY_UNUSED static int sequence_setslice(PyObject* o, PyObject* value, Py_ssize_t start, Py_ssize_t stop, int has_start, int has_stop) {
  PyObject* slice = slice_from_sizes(start, has_start, stop, has_stop);
  if (CY_UNLIKELY(!slice)) return -1;
  int status = value ? PyObject_SetItem(o, slice, value) : PyObject_DelItem(o, slice);
  Py_DECREF(slice);
  return status;
}
inline PyObject* range_new(PyObject* start, PyObject* stop, PyObject* step) {
  PyObject* range = reinterpret_cast<PyObject*>(&PyRange_Type);
  if (!start) return PyObject_CallFunctionObjArgs(range, stop, nullptr);
  return PyObject_CallFunctionObjArgs(range, start, stop, step, nullptr);
}

// A loop over range(...) of objects: exact ints of at most 60 bits are counted in C, without a range object (the iterator is None then).
inline bool is_small_exact_int(PyObject* o) { return PyLong_CheckExact(o) && int_is_small(o); }
CY_UNUSED static PyObject* range_iter(PyObject* start, PyObject* stop, PyObject* step, Py_ssize_t& next, Py_ssize_t& end, Py_ssize_t& stride) {
  next = 0;
  end = 0;
  stride = 1;
  bool small = sizeof(Py_ssize_t) == 8 && is_small_exact_int(stop) && (!start || is_small_exact_int(start)) && (!step || is_small_exact_int(step));
  if (CY_LIKELY(small)) {
    if (start) next = static_cast<Py_ssize_t>(int_small_value(start));
    if (step) stride = static_cast<Py_ssize_t>(int_small_value(step));
    end = static_cast<Py_ssize_t>(int_small_value(stop));
    if (CY_LIKELY(stride != 0)) return new_reference(Py_None);
  }
  PyObject* range = range_new(start, stop, step);
  if (CY_UNLIKELY(!range)) return nullptr;
  PyObject* iterator = PyObject_GetIter(range);
  Py_DECREF(range);
  return iterator;
}
// The same where `range` means something else now.
CY_COLD CY_UNUSED static PyObject* replaced_range_iter(PyObject* name, PyObject* start, PyObject* stop, PyObject* step, Py_ssize_t& next, Py_ssize_t& end, Py_ssize_t& stride) {
  next = end = stride = 0;
  PyObject* made = replaced_call(name, start, stop, step);
  PyObject* iterator = made ? PyObject_GetIter(made) : nullptr;
  Py_XDECREF(made);
  return iterator;
}
CY_UNUSED static PyObject* range_next(PyObject* iterator, Py_ssize_t& next, Py_ssize_t end, Py_ssize_t stride) {
  if (CY_UNLIKELY(iterator != Py_None)) return iterator_next(iterator);
  if (stride > 0 ? next >= end : next <= end) return nullptr;
  Py_ssize_t value = next;
  next += stride;
  return new_int(value);
}

}  // namespace cy
