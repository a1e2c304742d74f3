// Assigning from an iterable to several targets.
#pragma once
#include "cy/object.h"

namespace cy {

CY_COLD CY_UNUSED static int raise_too_many_values(Py_ssize_t expected) {
  PyErr_Format(PyExc_ValueError, "too many values to unpack (expected %zd)", expected);
  return -1;
}
CY_COLD CY_UNUSED static int raise_too_few_values(Py_ssize_t found, CY_UNUSED Py_ssize_t expected, CY_UNUSED bool starred = false) {
#if CY_PYTHON2_TEXTS
  PyErr_Format(PyExc_ValueError, "need more than %zd value%.1s to unpack", found, found == 1 ? "" : "s");
#else
  PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected %s%zd, got %zd)", starred ? "at least " : "", expected, found);
#endif
  return -1;
}
// Says what the iteration was for, as CPython does.
CY_COLD CY_UNUSED static int explain_not_iterable(CY_UNUSED PyObject* source) {
#if !CY_PYTHON2_TEXTS
  if (PyErr_ExceptionMatches(PyExc_TypeError) && !Py_TYPE(source)->tp_iter && !PySequence_Check(source))
    PyErr_Format(PyExc_TypeError, "cannot unpack non-iterable %.200s object", Py_TYPE(source)->tp_name);
#endif
  return -1;
}
// From any iterable; on failure nothing is left in `items`.
CY_UNUSED static int unpack_iterator(PyObject* source, PyObject** items, Py_ssize_t count) {
  if (CY_PYTHON2_TEXTS && CY_UNLIKELY(source == Py_None)) return raise_type_error("'NoneType' object is not iterable");
  PyObject* iterator = PyObject_GetIter(source);
  if (CY_UNLIKELY(!iterator)) return explain_not_iterable(source);
  Py_ssize_t found = 0;
  while (found < count && (items[found] = iterator_next(iterator)) != nullptr) ++found;
  int status = 0;
  if (CY_UNLIKELY(found < count)) {
    status = PyErr_Occurred() ? -1 : raise_too_few_values(found, count);
  } else if (PyObject* more = iterator_next(iterator)) {
    Py_DECREF(more);
    status = raise_too_many_values(count);
  } else if (PyErr_Occurred()) {
    status = -1;
  }
  Py_DECREF(iterator);
  while (CY_UNLIKELY(status < 0) && found > 0) {
    --found;  // Py_CLEAR names its operand twice
    Py_CLEAR(items[found]);
  }
  return status;
}
// `count` new references; exact tuples and lists at once.
CY_UNUSED static int unpack_exact(PyObject* source, PyObject** items, Py_ssize_t count) {
#if CY_DIRECT_CONTAINERS
  bool is_tuple = PyTuple_CheckExact(source);
  if (CY_LIKELY(is_tuple || PyList_CheckExact(source))) {
    Py_ssize_t found = Py_SIZE(source);
    if (CY_UNLIKELY(found != count)) return found > count ? raise_too_many_values(count) : raise_too_few_values(found, count);
    PyObject** from = is_tuple ? reinterpret_cast<PyTupleObject*>(source)->ob_item : reinterpret_cast<PyListObject*>(source)->ob_item;
    for (Py_ssize_t i = 0; i < count; ++i) items[i] = new_reference(from[i]);
    return 0;
  }
#endif
  return unpack_iterator(source, items, count);
}
inline int unpack_1(PyObject* source, PyObject*& a) { return unpack_exact(source, &a, 1); }
inline int unpack_2(PyObject* source, PyObject*& a, PyObject*& b) {
  PyObject* items[2];
  if (CY_UNLIKELY(unpack_exact(source, items, 2) < 0)) return -1;
  a = items[0], b = items[1];
  return 0;
}
inline int unpack_3(PyObject* source, PyObject*& a, PyObject*& b, PyObject*& c) {
  PyObject* items[3];
  if (CY_UNLIKELY(unpack_exact(source, items, 3) < 0)) return -1;
  a = items[0], b = items[1], c = items[2];
  return 0;
}
CY_UNUSED static PyObject* unpack_to_tuple(PyObject* source, Py_ssize_t count) {
  if (PyTuple_CheckExact(source) && PyTuple_GET_SIZE(source) == count) return new_reference(source);
  PyObject* tuple = PyTuple_New(count);
  if (tuple && CY_UNLIKELY(unpack_exact(source, reinterpret_cast<PyTupleObject*>(tuple)->ob_item, count) < 0)) Py_CLEAR(tuple);
  return tuple;
}
CY_UNUSED static PyObject* unpack_starred_to_tuple(PyObject* source, Py_ssize_t before, Py_ssize_t after) {
  if (CY_PYTHON2_TEXTS && CY_UNLIKELY(source == Py_None)) return raise_type_error("'NoneType' object is not iterable"), nullptr;
  PyObject* list = PySequence_List(source);
  if (CY_UNLIKELY(!list)) return explain_not_iterable(source), nullptr;
  Py_ssize_t found = PyList_GET_SIZE(list);
  if (CY_UNLIKELY(found < before + after)) {
    Py_DECREF(list);
    return raise_too_few_values(found, before + after, true), nullptr;
  }
  PyObject* tuple = PyTuple_New(before + 1 + after);
  PyObject* middle = tuple ? PyList_GetSlice(list, before, found - after) : nullptr;
  if (CY_UNLIKELY(!middle)) {
    Py_CLEAR(tuple);
  } else {
    for (Py_ssize_t i = 0; i < before; ++i) PyTuple_SET_ITEM(tuple, i, new_reference(PyList_GET_ITEM(list, i)));
    PyTuple_SET_ITEM(tuple, before, middle);
    for (Py_ssize_t i = 0; i < after; ++i)
      PyTuple_SET_ITEM(tuple, before + 1 + i, new_reference(PyList_GET_ITEM(list, found - after + i)));
  }
  Py_DECREF(list);
  return tuple;
}

}  // namespace cy
