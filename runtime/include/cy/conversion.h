// Conversion<T>: any C type from and to Python objects, for arrays, structs and containers. Emitted code specialises it for structs.
#pragma once
#include "cy/complex.h"
#include "cy/convert.h"
#include "cy/pointer.h"

namespace cy {

template <class T, class = void>
struct Conversion;
template <class T>
struct Conversion<T, typename std::enable_if<std::is_integral<T>::value || std::is_enum<T>::value>::type> {
  static PyObject* to(T value) { return enum_to_object(value); }
  static T from(PyObject* o) { return enum_from_object<T>(o, c_type_name<typename EnumValue<T>::type>()); }
};
template <>
struct Conversion<bool> {
  static PyObject* to(bool value) { return bool_to_object(value); }
  static bool from(PyObject* o) { return object_is_true(o) > 0; }
};
template <class T>
struct Conversion<T, typename std::enable_if<std::is_floating_point<T>::value>::type> {
  static PyObject* to(T value) { return PyFloat_FromDouble(static_cast<double>(value)); }
  static T from(PyObject* o) { return static_cast<T>(double_from_object(o)); }
};
template <class T>
struct Conversion<Complex<T>> {
  static PyObject* to(Complex<T> value) { return complex_to_object(value); }
  static Complex<T> from(PyObject* o) { return complex_from_object<Complex<T>>(o); }
};
// A reference to an object: `from` gives a new one.
template <>
struct Conversion<PyObject*> {
  static PyObject* to(PyObject* value) { return new_reference(value); }
  static PyObject* from(PyObject* o) { return new_reference(o); }
};
template <>
struct Conversion<const char*> {
  static PyObject* to(const char* value) { return chars_to_object(value); }
  static const char* from(PyObject* o) { return chars_from_object<const char*>(o); }
};
template <>
struct Conversion<char*> {
  static PyObject* to(const char* value) { return chars_to_object(value); }
  static char* from(PyObject* o) { return chars_from_object<char*>(o); }
};
template <class T>
inline PyObject* to_object(const T& value) {
  return Conversion<T>::to(value);
}
template <class T>
inline T from_object(PyObject* o) {
  return Conversion<T>::from(o);
}

// ---- C arrays
template <class T>
PyObject* array_to_list(const T* items, Py_ssize_t length);
template <class T, std::size_t N>
struct Conversion<T[N]> {
  static PyObject* to(const T (&value)[N]) { return array_to_list(value, static_cast<Py_ssize_t>(N)); }
};
template <class T>
PyObject* array_to_list(const T* items, Py_ssize_t length) {
  PyObject* list = PyList_New(length);
  for (Py_ssize_t i = 0; list && i < length; ++i) {
    PyObject* item = Conversion<T>::to(items[i]);
    if (!item) Py_CLEAR(list);
    else PyList_SET_ITEM(list, i, item);
  }
  return list;
}
// Py_UCS4 and wide characters: their C types are those of numbers, so the compiler says what they are.
template <class T>
PyObject* characters_to_list(const T* items, Py_ssize_t length) {
  PyObject* list = PyList_New(length);
  for (Py_ssize_t i = 0; list && i < length; ++i) {
    PyObject* item = PyUnicode_FromOrdinal(static_cast<int>(items[i]));
    if (!item) Py_CLEAR(list);
    else PyList_SET_ITEM(list, i, item);
  }
  return list;
}
template <class T>
PyObject* array_to_tuple(const T* items, Py_ssize_t length) {
  PyObject* list = array_to_list(items, length);
  if (!list) return nullptr;
  PyObject* tuple = PyList_AsTuple(list);
  Py_DECREF(list);
  return tuple;
}
CY_COLD CY_UNUSED static int raise_array_length(bool too_many, Py_ssize_t wanted, Py_ssize_t found) {
  if (too_many) PyErr_Format(PyExc_IndexError, "too many values found during array assignment, expected %zd", wanted);
  else PyErr_Format(PyExc_IndexError, "not enough values found during array assignment, expected %zd, got %zd", wanted, found);
  return -1;
}
CY_COLD CY_UNUSED static int raise_slice_length(Py_ssize_t found, Py_ssize_t wanted) {
  PyGILState_STATE state = PyGILState_Ensure();
  PyErr_Format(PyExc_ValueError, "Assignment to slice of wrong length, expected %zd, got %zd", found, wanted);
  PyGILState_Release(state);
  return -1;
}
inline int array_check_length(Py_ssize_t found, Py_ssize_t wanted) {
  return CY_LIKELY(found == wanted) ? 0 : raise_slice_length(found, wanted);
}
template <class T>
int array_from_object(PyObject* iterable, T* items, Py_ssize_t length) {
  Py_ssize_t known = PyObject_Size(iterable);
  if (known < 0) PyErr_Clear();
  else if (known != length) return raise_array_length(known > length, length, known);
  PyObject* iterator = PyObject_GetIter(iterable);
  if (!iterator) return -1;
  Py_ssize_t i = 0;
  PyObject* item;
  while ((item = PyIter_Next(iterator)) != nullptr) {
    if (i < length) {
      if constexpr (std::is_array<T>::value) array_from_object(item, items[i], static_cast<Py_ssize_t>(std::extent<T>::value));
      else items[i] = Conversion<T>::from(item);
    }
    Py_DECREF(item);
    if (i++ == length || PyErr_Occurred()) break;
  }
  Py_DECREF(iterator);
  if (PyErr_Occurred()) return -1;
  return i == length ? 0 : raise_array_length(i > length, length, i);
}

// ---- structs: what emitted specialisations of Conversion are made of
CY_UNUSED static int check_struct_mapping(PyObject* o) {
  if (CY_LIKELY(PyMapping_Check(o))) return 0;
  PyErr_Format(PyExc_TypeError, "Expected a mapping, got %.200s", Py_TYPE(o)->tp_name);
  return -1;
}
CY_UNUSED static PyObject* struct_field(PyObject* mapping, const char* name) {
  PyObject* value = PyMapping_GetItemString(mapping, name);
  if (CY_UNLIKELY(!value) && PyErr_ExceptionMatches(PyExc_KeyError))
    PyErr_Format(PyExc_ValueError, "No value specified for struct attribute '%.200s'", name);
  return value;
}
// A union is made of a mapping with exactly one of its members.
struct UnionMembers {
  Py_ssize_t left;    // members of the mapping that were not met yet; negative: an error
  const char* found;  // the member that was met
};
CY_UNUSED static UnionMembers union_members(PyObject* o) { return {check_struct_mapping(o) < 0 ? -1 : PyMapping_Size(o), nullptr}; }
CY_COLD CY_UNUSED static void raise_union_members(const char* first, const char* second) {
  const char* quote = second ? "'" : "";
  PyErr_Format(PyExc_ValueError, "More than one union attribute passed: '%.200s' and %s%.200s%s", first, quote, second ? second : "None", quote);
}
// The member of that name, or nothing.
CY_UNUSED static PyObject* union_field(PyObject* mapping, const char* name, UnionMembers* members) {
  if (members->left <= 0 || !PyMapping_HasKeyString(mapping, name)) return nullptr;
  if (members->found) {
    raise_union_members(members->found, name);
    members->left = -1;
    return nullptr;
  }
  --members->left;
  members->found = name;
  return PyMapping_GetItemString(mapping, name);
}
CY_UNUSED static void check_union_members(const UnionMembers* members, const char* names) {
  if (members->left < 0) return;
  if (!members->found) PyErr_Format(PyExc_ValueError, "No value specified for any of the union attributes (%s)", names);
  else if (members->left > 0) raise_union_members(members->found, nullptr);
}
// Stores a new value (taken over; NULL is an error already raised) under the name.
CY_UNUSED static int struct_set_field(PyObject* dict, const char* name, PyObject* value) {
  if (!value) return -1;
  int status = PyDict_SetItemString(dict, name, value);
  Py_DECREF(value);
  return status;
}
// ---- ctuples
CY_UNUSED static int check_ctuple(PyObject* o, Py_ssize_t size) {
  if (CY_UNLIKELY(!PySequence_Check(o)))
    return PyErr_Format(PyExc_TypeError, "Expected a sequence of size %zd, got %.200s", size, Py_TYPE(o)->tp_name), -1;
  Py_ssize_t length = PySequence_Size(o);
  if (CY_LIKELY(length == size)) return 0;
  if (length >= 0) PyErr_Format(PyExc_TypeError, "Expected a sequence of size %zd, got size %zd", size, length);
  return -1;
}
CY_UNUSED static int tuple_set_item(PyObject* tuple, Py_ssize_t i, PyObject* value) {
  if (!value) return -1;
  PyTuple_SET_ITEM(tuple, i, value);
  return 0;
}

}  // namespace cy
