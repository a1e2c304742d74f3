// Attributes, items, truth, comparison and iteration of any object.
#pragma once
#include "cy/number_memory.h"
#include "cy/python.h"
#include "cy/raise.h"

namespace cy {

// ---- attributes
inline int object_is_none(PyObject* o) { return o == Py_None; }
inline PyObject* object_getattr(PyObject* o, PyObject* name) {
  getattrofunc get = Py_TYPE(o)->tp_getattro;
  return CY_LIKELY(get != nullptr) ? get(o, name) : PyObject_GetAttr(o, name);
}
CY_UNUSED static PyObject* object_getattr_or_null(PyObject* o, PyObject* name) {
  PyObject* result = nullptr;
  attribute_if_present(o, name, &result);
  return result;
}
CY_UNUSED static PyObject* object_getattr_default(PyObject* o, PyObject* name, PyObject* otherwise) {
  if (CY_UNLIKELY(!PyUnicode_Check(name))) {
    raise_type_error("getattr(): attribute name must be string");
    return nullptr;
  }
  PyObject* result = nullptr;
  if (attribute_if_present(o, name, &result) == 0) return new_reference(otherwise);
  return result;
}
CY_UNUSED static int object_hasattr(PyObject* o, PyObject* name) {
  if (CY_UNLIKELY(!PyUnicode_Check(name))) return raise_type_error("hasattr(): attribute name must be string");
  PyObject* result = nullptr;
  int found = attribute_if_present(o, name, &result);
  Py_XDECREF(result);
  return found;
}
inline int object_setattr(PyObject* o, PyObject* name, PyObject* value) {
  setattrofunc set = Py_TYPE(o)->tp_setattro;
  return CY_LIKELY(set != nullptr) ? set(o, name, value) : PyObject_SetAttr(o, name, value);
}
inline int object_delattr(PyObject* o, PyObject* name) { return PyObject_SetAttr(o, name, nullptr); }

// A special method: looked up in the class, bound to the object.
CY_UNUSED static PyObject* object_lookup_special(PyObject* o, PyObject* name) {
  PyTypeObject* type = Py_TYPE(o);
  PyObject* found = type_attribute(type, name);
  if (CY_UNLIKELY(!found)) {
    PyErr_SetObject(PyExc_AttributeError, name);
    return nullptr;
  }
  descrgetfunc get = Py_TYPE(found)->tp_descr_get;
  return get ? get(found, o, reinterpret_cast<PyObject*>(type)) : new_reference(found);
}

// ---- items
CY_UNUSED static PyObject* object_getitem(PyObject* o, PyObject* key) {
#if CY_DIRECT_CONTAINERS
  if (PyList_CheckExact(o) && PyLong_CheckExact(key) && int_is_compact(key)) {
    Py_ssize_t i = int_compact_value(key);
    if (i < 0) i += PyList_GET_SIZE(o);
    if (CY_LIKELY(static_cast<std::size_t>(i) < static_cast<std::size_t>(PyList_GET_SIZE(o))))
      return new_reference(PyList_GET_ITEM(o, i));
  }
#endif
  PyMappingMethods* mapping = Py_TYPE(o)->tp_as_mapping;
  if (CY_LIKELY(mapping && mapping->mp_subscript)) return mapping->mp_subscript(o, key);
  return PyObject_GetItem(o, key);
}
CY_UNUSED static int object_setitem(PyObject* o, PyObject* key, PyObject* value) {
#if CY_DIRECT_CONTAINERS
  if (PyList_CheckExact(o) && PyLong_CheckExact(key) && int_is_compact(key)) {
    Py_ssize_t i = int_compact_value(key);
    if (i < 0) i += PyList_GET_SIZE(o);
    if (CY_LIKELY(static_cast<std::size_t>(i) < static_cast<std::size_t>(PyList_GET_SIZE(o)))) {
      PyObject* old = PyList_GET_ITEM(o, i);
      PyList_SET_ITEM(o, i, new_reference(value));
      release_object(old);
      return 0;
    }
  }
#endif
  PyMappingMethods* mapping = Py_TYPE(o)->tp_as_mapping;
  if (CY_LIKELY(mapping && mapping->mp_ass_subscript)) return mapping->mp_ass_subscript(o, key, value);
  return PyObject_SetItem(o, key, value);
}
inline int object_delitem(PyObject* o, PyObject* key) { return PyObject_DelItem(o, key); }

CY_COLD CY_UNUSED static PyObject* object_getitem_boxed(PyObject* o, Py_ssize_t i) {
  PyObject* key = PyLong_FromSsize_t(i);
  if (!key) return nullptr;
  PyObject* result = PyObject_GetItem(o, key);
  Py_DECREF(key);
  return result;
}
CY_UNUSED static PyObject* object_getitem_int(PyObject* o, Py_ssize_t i, int wraparound, int boundscheck) {
#if CY_DIRECT_CONTAINERS
  bool is_list = PyList_CheckExact(o);
  if (is_list || PyTuple_CheckExact(o)) {
    Py_ssize_t n = Py_SIZE(o), at = wraparound && i < 0 ? i + n : i;
    if (!boundscheck || CY_LIKELY(static_cast<std::size_t>(at) < static_cast<std::size_t>(n)))
      return new_reference(is_list ? PyList_GET_ITEM(o, at) : PyTuple_GET_ITEM(o, at));
    return object_getitem_boxed(o, i);
  }
#endif
  PySequenceMethods* sequence = Py_TYPE(o)->tp_as_sequence;
  PyMappingMethods* mapping = Py_TYPE(o)->tp_as_mapping;
  if (!(mapping && mapping->mp_subscript) && sequence && sequence->sq_item) {
    if (wraparound && i < 0 && sequence->sq_length) {
      Py_ssize_t n = sequence->sq_length(o);
      if (CY_LIKELY(n >= 0)) i += n;
      else if (PyErr_ExceptionMatches(PyExc_OverflowError)) PyErr_Clear();
      else return nullptr;
    }
    return sequence->sq_item(o, i);
  }
  (void)boundscheck;
  return object_getitem_boxed(o, i);
}

CY_COLD CY_UNUSED static int object_setitem_boxed(PyObject* o, Py_ssize_t i, PyObject* value) {
  PyObject* key = PyLong_FromSsize_t(i);
  if (!key) return -1;
  int status = value ? PyObject_SetItem(o, key, value) : PyObject_DelItem(o, key);
  Py_DECREF(key);
  return status;
}
CY_UNUSED static int object_setitem_int(PyObject* o, Py_ssize_t i, PyObject* value, int wraparound, int boundscheck) {
#if CY_DIRECT_CONTAINERS
  if (PyList_CheckExact(o)) {
    Py_ssize_t n = PyList_GET_SIZE(o), at = wraparound && i < 0 ? i + n : i;
    if (!boundscheck || CY_LIKELY(static_cast<std::size_t>(at) < static_cast<std::size_t>(n))) {
      PyObject* old = PyList_GET_ITEM(o, at);
      Py_INCREF(value);
      PyList_SET_ITEM(o, at, value);
      Py_DECREF(old);
      return 0;
    }
  }
#endif
  (void)wraparound, (void)boundscheck;
  PyMappingMethods* mapping = Py_TYPE(o)->tp_as_mapping;
  if (!(mapping && mapping->mp_ass_subscript)) {
    PySequenceMethods* sequence = Py_TYPE(o)->tp_as_sequence;
    if (sequence && sequence->sq_ass_item) return PySequence_SetItem(o, i, value);
  }
  return object_setitem_boxed(o, i, value);
}
CY_UNUSED static int object_delitem_int(PyObject* o, Py_ssize_t i, int wraparound) {
  (void)wraparound;
  PyMappingMethods* mapping = Py_TYPE(o)->tp_as_mapping;
  if (!(mapping && mapping->mp_ass_subscript)) {
    PySequenceMethods* sequence = Py_TYPE(o)->tp_as_sequence;
    if (sequence && sequence->sq_ass_item) return PySequence_DelItem(o, i);
  }
  return object_setitem_boxed(o, i, nullptr);
}

CY_UNUSED static PyObject* object_getslice(PyObject* o, PyObject* start, PyObject* stop, PyObject* step) {
  PyObject* slice = PySlice_New(start, stop, step);
  if (CY_UNLIKELY(!slice)) return nullptr;
  PyObject* result = PyObject_GetItem(o, slice);
  Py_DECREF(slice);
  return result;
}
CY_UNUSED static int object_setslice(PyObject* o, PyObject* start, PyObject* stop, PyObject* step, PyObject* value) {
  PyObject* slice = PySlice_New(start, stop, step);
  if (CY_UNLIKELY(!slice)) return -1;
  int status = PyObject_SetItem(o, slice, value);
  Py_DECREF(slice);
  return status;
}
CY_UNUSED static int object_delslice(PyObject* o, PyObject* start, PyObject* stop, PyObject* step) {
  PyObject* slice = PySlice_New(start, stop, step);
  if (CY_UNLIKELY(!slice)) return -1;
  int status = PyObject_DelItem(o, slice);
  Py_DECREF(slice);
  return status;
}

// ---- truth, length, texts
CY_UNUSED CY_NOINLINE static int object_truth(PyObject* o) {
  if (PyLong_CheckExact(o)) return int_sign(o) != 0;
#if CY_DIRECT_CONTAINERS
  if (PyList_CheckExact(o)) return PyList_GET_SIZE(o) != 0;
#endif
  return PyObject_IsTrue(o);
}
inline int object_is_true(PyObject* o) {
  if (o == Py_True) return 1;
  if (o == Py_False || o == Py_None) return 0;
  return object_truth(o);
}
inline Py_ssize_t object_length(PyObject* o) { return PyObject_Size(o); }
inline Py_hash_t object_hash(PyObject* o) { return PyObject_Hash(o); }
inline PyObject* object_repr(PyObject* o) { return PyObject_Repr(o); }
inline PyObject* object_ascii(PyObject* o) { return PyObject_ASCII(o); }
inline PyObject* object_str(PyObject* o) { return PyUnicode_CheckExact(o) ? new_reference(o) : PyObject_Str(o); }
inline PyObject* object_bytes(PyObject* o) { return PyBytes_CheckExact(o) ? new_reference(o) : PyObject_Bytes(o); }
inline PyObject* object_type(PyObject* o) { return new_reference(reinterpret_cast<PyObject*>(Py_TYPE(o))); }
inline PyObject* object_id(PyObject* o) { return PyLong_FromVoidPtr(o); }
inline PyObject* object_dir(PyObject* o) { return PyObject_Dir(o); }
inline int object_callable(PyObject* o) { return PyCallable_Check(o); }

// ---- iteration
inline PyObject* object_iter(PyObject* o) {
  getiterfunc iter = Py_TYPE(o)->tp_iter;
  if (CY_LIKELY(iter != nullptr) && iter == PyObject_SelfIter) return new_reference(o);
  return PyObject_GetIter(o);
}
inline PyObject* object_iter_callable(PyObject* callable, PyObject* sentinel) { return PyCallIter_New(callable, sentinel); }

// The end of an iteration: a raised StopIteration is taken away.
CY_UNUSED static PyObject* iteration_ended() {
  if (PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
  return nullptr;
}
inline PyObject* iterator_next(PyObject* iterator) {
  iternextfunc next = Py_TYPE(iterator)->tp_iternext;
  if (CY_UNLIKELY(!next)) {
    raise_with_type(PyExc_TypeError, CY_PYTHON2_TEXTS ? "%.200s object is not an iterator" : "'%.200s' object is not an iterator", iterator);
    return nullptr;
  }
  PyObject* item = next(iterator);
  return CY_LIKELY(item != nullptr) ? item : iteration_ended();
}
CY_UNUSED static PyObject* iterator_next_builtin(PyObject* iterator) {
  iternextfunc next = Py_TYPE(iterator)->tp_iternext;
  if (CY_UNLIKELY(!next)) {
    raise_with_type(PyExc_TypeError, CY_PYTHON2_TEXTS ? "%.200s object is not an iterator" : "'%.200s' object is not an iterator", iterator);
    return nullptr;
  }
  PyObject* item = next(iterator);
  if (CY_UNLIKELY(!item) && !PyErr_Occurred()) PyErr_SetNone(PyExc_StopIteration);
  return item;
}
CY_UNUSED static PyObject* iterator_next_default(PyObject* iterator, PyObject* otherwise) {
  PyObject* item = iterator_next(iterator);
  return item || PyErr_Occurred() ? item : new_reference(otherwise);
}

// Iteration that walks exact lists and tuples by index: `position` is the next index, or -1 for an iterator.
inline PyObject* fast_iter(PyObject* o, Py_ssize_t& position) {
#if CY_DIRECT_CONTAINERS
  if (PyList_CheckExact(o) || PyTuple_CheckExact(o)) {
    position = 0;
    return new_reference(o);
  }
#endif
  position = -1;
  return object_iter(o);
}
inline PyObject* fast_next(PyObject* o, Py_ssize_t& position) {
  if (position < 0) {
    PyObject* item = Py_TYPE(o)->tp_iternext(o);
    return CY_LIKELY(item != nullptr) ? item : iteration_ended();
  }
  if (position >= Py_SIZE(o)) return nullptr;
  PyObject* item = PyList_CheckExact(o) ? PyList_GET_ITEM(o, position) : PyTuple_GET_ITEM(o, position);
  ++position;
  return new_reference(item);
}

// ---- comparison
inline int object_contains(PyObject* item, PyObject* container) { return PySequence_Contains(container, item); }

template <class T>
inline bool compare_values(T a, T b, int op) {
  switch (op) {
    case Py_LT: return a < b;
    case Py_LE: return a <= b;
    case Py_EQ: return a == b;
    case Py_NE: return a != b;
    case Py_GT: return a > b;
    default: return a >= b;
  }
}
inline PyObject* object_compare(PyObject* a, PyObject* b, int op) {
  if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && CY_LIKELY(int_is_compact(a) && int_is_compact(b)))
    return new_reference(compare_values(int_compact_value(a), int_compact_value(b), op) ? Py_True : Py_False);
  if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b))
    return new_reference(compare_values(PyFloat_AS_DOUBLE(a), PyFloat_AS_DOUBLE(b), op) ? Py_True : Py_False);
  return PyObject_RichCompare(a, b, op);
}
CY_UNUSED static int compare_truth_general(PyObject* a, PyObject* b, int op) {
  PyObject* result = PyObject_RichCompare(a, b, op);
  if (CY_UNLIKELY(!result)) return -1;
  int truth = object_is_true(result);
  Py_DECREF(result);
  return truth;
}
// Two exact str objects: 1 or 0 when that is known at once (identity apart, as x == x of a str holds), else -1.
inline int str_quick_equal(PyObject* a, PyObject* b) {
  if (a == b) return 1;
  Py_ssize_t n = PyUnicode_GET_LENGTH(a);
  int kind = static_cast<int>(PyUnicode_KIND(a));
  if (n != PyUnicode_GET_LENGTH(b) || kind != static_cast<int>(PyUnicode_KIND(b))) return 0;
  return std::memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), static_cast<std::size_t>(n * kind)) == 0;
}
inline int object_compare_truth(PyObject* a, PyObject* b, int op) {
  if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && CY_LIKELY(int_is_compact(a) && int_is_compact(b)))
    return compare_values(int_compact_value(a), int_compact_value(b), op);
  if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b)) return compare_values(PyFloat_AS_DOUBLE(a), PyFloat_AS_DOUBLE(b), op);
  if ((op == Py_EQ || op == Py_NE) && PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))
    return str_quick_equal(a, b) == (op == Py_EQ);
  return compare_truth_general(a, b, op);
}

// ---- classes
inline int object_isinstance(PyObject* o, PyObject* cls) {
  if (reinterpret_cast<PyObject*>(Py_TYPE(o)) == cls) return 1;
  return PyObject_IsInstance(o, cls);
}
inline int object_issubclass(PyObject* derived, PyObject* cls) { return PyObject_IsSubclass(derived, cls); }
inline int object_has_type(PyObject* o, PyTypeObject* type) { return Py_IS_TYPE(o, type) || PyType_IsSubtype(Py_TYPE(o), type); }

CY_COLD CY_UNUSED static int raise_wrong_type(PyObject* o, PyTypeObject* type) {
  if (!type) PyErr_SetString(PyExc_SystemError, "Missing type object");
  else PyErr_Format(PyExc_TypeError, "Cannot convert %.200s to %.200s", Py_TYPE(o)->tp_name, type->tp_name);
  return -1;
}
inline int object_typetest(PyObject* o, PyTypeObject* type) {
  if (CY_LIKELY(Py_IS_TYPE(o, type)) || o == Py_None) return 0;
  return CY_LIKELY(type && PyType_IsSubtype(Py_TYPE(o), type)) ? 0 : raise_wrong_type(o, type);
}
inline int object_typetest_not_none(PyObject* o, PyTypeObject* type) {
  if (CY_LIKELY(type && object_has_type(o, type))) return 0;
  return raise_wrong_type(o, type);
}
inline int object_typetest_exact(PyObject* o, PyTypeObject* type) {
  if (CY_LIKELY(Py_IS_TYPE(o, type)) || o == Py_None) return 0;
  PyErr_Format(PyExc_TypeError, "Expected %.42s, got %.200s", type->tp_name, Py_TYPE(o)->tp_name);
  return -1;
}
inline int object_typetest_exact_not_none(PyObject* o, PyTypeObject* type) {
  if (CY_LIKELY(Py_IS_TYPE(o, type))) return 0;
  PyErr_Format(PyExc_TypeError, "Expected %.42s, got %.200s", type->tp_name, Py_TYPE(o)->tp_name);
  return -1;
}
CY_COLD CY_UNUSED static int raise_wrong_argument(PyObject* o, PyTypeObject* type, const char* name) {
  if (!type) PyErr_SetString(PyExc_SystemError, "Missing type object");
  else
    PyErr_Format(PyExc_TypeError, "Argument '%.200s' has incorrect type (expected %.200s, got %.200s)", name, type->tp_name,
                 Py_TYPE(o)->tp_name);
  return -1;
}
inline int argument_typetest(PyObject* o, PyTypeObject* type, int none_allowed, const char* name, int exact) {
  if (CY_LIKELY(Py_IS_TYPE(o, type)) || (none_allowed && o == Py_None)) return 0;
  if (!exact && type && PyType_IsSubtype(Py_TYPE(o), type)) return 0;
  return raise_wrong_argument(o, type, name);
}

// A float argument takes every number, an int argument too; the function gets the exact class.
CY_COLD CY_UNUSED static PyObject* number_argument_converted(PyObject* o, PyTypeObject* type, const char* name) {
  if (CY_LIKELY(PyNumber_Check(o))) return type == &PyFloat_Type ? PyNumber_Float(o) : PyNumber_Long(o);
  raise_wrong_argument(o, type, name);
  return nullptr;
}
inline PyObject* number_argument(PyObject* o, PyTypeObject* type, int none_allowed, const char* name) {
  if (CY_LIKELY(Py_IS_TYPE(o, type)) || (none_allowed && o == Py_None)) return new_reference(o);
  return number_argument_converted(o, type, name);
}

}  // namespace cy
