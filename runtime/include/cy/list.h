// Exact lists.
#pragma once
#include "cy/object.h"

namespace cy {

inline PyObject* list_new(Py_ssize_t size) { return PyList_New(size); }
inline PyObject* list_from_iterable(PyObject* o) { return PySequence_List(o); }

inline int list_append(PyObject* list, PyObject* item) {
#if CY_DIRECT_CONTAINERS
  PyListObject* l = reinterpret_cast<PyListObject*>(list);
  Py_ssize_t n = Py_SIZE(list);
  if (CY_LIKELY(l->allocated > n && n > l->allocated / 2)) {  // else the list has to grow or may shrink: PyList_Append
    Py_INCREF(item);
    l->ob_item[n] = item;
    Py_SET_SIZE(reinterpret_cast<PyVarObject*>(list), n + 1);
    return 0;
  }
#endif
  return PyList_Append(list, item);
}
inline int list_comprehension_append(PyObject* list, PyObject* item) { return list_append(list, item); }
CY_UNUSED static int list_extend(PyObject* list, PyObject* iterable) {
#if PY_VERSION_HEX >= 0x030D0000
  return PyList_Extend(list, iterable);
#else
  PyObject* none = _PyList_Extend(reinterpret_cast<PyListObject*>(list), iterable);
  Py_XDECREF(none);
  return none ? 0 : -1;
#endif
}
inline int list_insert(PyObject* list, Py_ssize_t index, PyObject* item) { return PyList_Insert(list, index, item); }

CY_COLD CY_UNUSED static PyObject* list_pop_general(PyObject* list, Py_ssize_t index) {
  return PyObject_CallMethod(list, "pop", "n", index);
}
CY_UNUSED static PyObject* list_pop(PyObject* list) {
#if CY_DIRECT_CONTAINERS
  PyListObject* l = reinterpret_cast<PyListObject*>(list);
  Py_ssize_t n = Py_SIZE(list);
  if (CY_LIKELY(n > l->allocated >> 1)) {  // no shrinking needed
    Py_SET_SIZE(reinterpret_cast<PyVarObject*>(list), n - 1);
    return l->ob_item[n - 1];
  }
#endif
  return list_pop_general(list, -1);
}
CY_UNUSED static PyObject* list_pop_index(PyObject* list, Py_ssize_t index) {
#if CY_DIRECT_CONTAINERS
  PyListObject* l = reinterpret_cast<PyListObject*>(list);
  Py_ssize_t n = Py_SIZE(list), at = index < 0 ? index + n : index;
  if (CY_LIKELY(n > l->allocated >> 1 && static_cast<std::size_t>(at) < static_cast<std::size_t>(n))) {
    PyObject* item = l->ob_item[at];
    Py_SET_SIZE(reinterpret_cast<PyVarObject*>(list), n - 1);
    std::memmove(l->ob_item + at, l->ob_item + at + 1, static_cast<std::size_t>(n - 1 - at) * sizeof(PyObject*));
    return item;
  }
#endif
  return list_pop_general(list, index);
}
inline int list_sort(PyObject* list) { return PyList_Sort(list); }
inline int list_reverse(PyObject* list) { return PyList_Reverse(list); }
inline int list_clear(PyObject* list) { return PyList_SetSlice(list, 0, PY_SSIZE_T_MAX, nullptr); }
inline PyObject* list_copy(PyObject* list) { return PyList_GetSlice(list, 0, PY_SSIZE_T_MAX); }
CY_UNUSED static Py_ssize_t list_index_of(PyObject* list, PyObject* item) {
  Py_ssize_t at = PySequence_Index(list, item);
  if (CY_UNLIKELY(at < 0) && PyErr_ExceptionMatches(PyExc_ValueError)) PyErr_Format(PyExc_ValueError, "%R is not in list", item);
  return at;
}
inline Py_ssize_t list_count(PyObject* list, PyObject* item) { return PySequence_Count(list, item); }

// ---- items
inline PyObject* list_getitem(PyObject* list, Py_ssize_t i, int wraparound, int boundscheck) {
#if CY_DIRECT_CONTAINERS
  Py_ssize_t n = PyList_GET_SIZE(list);
  if (wraparound && i < 0) i += n;
  if (!boundscheck || CY_LIKELY(static_cast<std::size_t>(i) < static_cast<std::size_t>(n))) return new_reference(PyList_GET_ITEM(list, i));
  raise_index_text("list index out of range");
  return nullptr;
#else
  (void)boundscheck;
  return PyList_GetItemRef(list, wraparound && i < 0 ? i + PyList_GET_SIZE(list) : i);
#endif
}
inline int list_setitem(PyObject* list, Py_ssize_t i, PyObject* value, int wraparound, int boundscheck) {
  Py_ssize_t n = PyList_GET_SIZE(list);
  if (wraparound && i < 0) i += n;
#if CY_DIRECT_CONTAINERS
  if (!boundscheck || CY_LIKELY(static_cast<std::size_t>(i) < static_cast<std::size_t>(n))) {
    PyObject* old = PyList_GET_ITEM(list, i);
    Py_INCREF(value);
    PyList_SET_ITEM(list, i, value);
    release_object(old);
    return 0;
  }
  return raise_index_text("list assignment index out of range");
#else
  (void)boundscheck;
  return PyList_SetItem(list, i, new_reference(value));
#endif
}
inline int list_delitem(PyObject* list, Py_ssize_t i, int wraparound) {
  if (!wraparound && i < 0) return raise_index_text("list assignment index out of range");
  return PySequence_DelItem(list, i);
}
CY_UNUSED static PyObject* list_getslice(PyObject* list, Py_ssize_t start, Py_ssize_t stop) {
  PySlice_AdjustIndices(PyList_GET_SIZE(list), &start, &stop, 1);
  return PyList_GetSlice(list, start, stop);
}

// ---- size, iteration, operators
inline Py_ssize_t list_length(PyObject* list) {
  return CY_LIKELY(list != Py_None) ? PyList_GET_SIZE(list) : raise_type_error("object of type 'NoneType' has no len()");
}
inline Py_ssize_t list_size(PyObject* list) { return PyList_GET_SIZE(list); }
inline PyObject* list_read(PyObject* list, Py_ssize_t i) { return new_reference(PyList_GET_ITEM(list, i)); }
inline PyObject* list_next(PyObject* list, Py_ssize_t& position) {
#if CY_DIRECT_CONTAINERS
  return position < PyList_GET_SIZE(list) ? new_reference(PyList_GET_ITEM(list, position++)) : nullptr;
#else
  PyObject* item = PyList_GetItemRef(list, position);
  if (item) ++position;
  else PyErr_Clear();
  return item;
#endif
}
inline PyObject* list_concat(PyObject* a, PyObject* b) { return PySequence_Concat(a, b); }
inline PyObject* list_repeat(PyObject* list, Py_ssize_t times) { return PySequence_Repeat(list, times); }
inline PyObject* list_to_tuple(PyObject* list) { return PyList_AsTuple(list); }

// Of new references, which are taken over also on failure.
CY_UNUSED static PyObject* build_list(PyObject** items, Py_ssize_t count) {
  PyObject* list = PyList_New(count);
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (CY_LIKELY(list != nullptr)) PyList_SET_ITEM(list, i, items[i]);
    else Py_DECREF(items[i]);
  }
  return list;
}

}  // namespace cy
