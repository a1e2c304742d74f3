// Text as C pointers: char* and Py_UNICODE* from and to bytes, bytearray and str.
#pragma once
#include <cwchar>

#include "cy/python.h"
#include "cy/raise.h"

// How the module's c_string_type and c_string_encoding read: 0 bytes, 1 str, 2 bytearray; 0 none, 1 UTF-8, 2 ASCII.
#ifndef CY_STRING_TYPE
#define CY_STRING_TYPE 0
#endif
#ifndef CY_STRING_ENCODING
#define CY_STRING_ENCODING 0
#endif

namespace cy {

// A type that is spelt with several words, where C++ wants one.
template <class T>
using Same = T;
template <class T>
struct Exactly {
  using type = T;
};
// A pointer on its way to C code that may declare it otherwise (const or not, signed or not): it becomes what is wanted there. Macros may look
// into it.
template <class T>
struct LoosePointer {
  T* pointer;
  template <class U>
  operator U*() const { return (U*)pointer; }
  explicit operator bool() const { return pointer != nullptr; }
  T* operator->() const { return pointer; }
  typename std::add_lvalue_reference<T>::type operator*() const { return *pointer; }
  template <class I>
  typename std::add_lvalue_reference<T>::type operator[](I index) const { return pointer[index]; }
  template <class P>
  bool operator==(const P& other) const { return (const void*)pointer == (const void*)other; }
  template <class P>
  bool operator!=(const P& other) const { return (const void*)pointer != (const void*)other; }
};
template <class T>
inline LoosePointer<T> loose(T* pointer) {
  return {pointer};
}
// An array takes the values of a list in braces; those that are not given are zero.
template <class T, std::size_t N>
inline void set_array(T (&to)[N], const typename Exactly<T[N]>::type& from) {
  std::memcpy(&to, &from, sizeof to);
}

// The bytes of an object; borrowed from it. Which: 0 bytes and bytearray only, 1 also str as UTF-8, 2 also str of ASCII.
CY_UNUSED static const char* object_as_chars(PyObject* o, int which, Py_ssize_t* size) {
  if (which && PyUnicode_Check(o)) {
    if (which == 2 && CY_UNLIKELY(!PyUnicode_IS_ASCII(o))) {
      PyObject* failed = PyUnicode_AsASCIIString(o);  // raises UnicodeEncodeError
      Py_XDECREF(failed);
      return nullptr;
    }
    return PyUnicode_AsUTF8AndSize(o, size);
  }
  if (PyByteArray_Check(o)) {
    *size = PyByteArray_GET_SIZE(o);
    return PyByteArray_AS_STRING(o);
  }
  char* text = nullptr;
  return PyBytes_AsStringAndSize(o, &text, size) < 0 ? nullptr : text;
}
// A char* inside a struct, a tuple, an array or a container: what c_string_type and c_string_encoding of the module say.
CY_UNUSED static PyObject* chars_to_object(const char* text) {
  Py_ssize_t size = static_cast<Py_ssize_t>(std::strlen(text));
#if CY_STRING_TYPE == 1
  return CY_STRING_ENCODING == 2 ? PyUnicode_DecodeASCII(text, size, nullptr) : PyUnicode_DecodeUTF8(text, size, nullptr);
#elif CY_STRING_TYPE == 2
  return PyByteArray_FromStringAndSize(text, size);
#else
  return PyBytes_FromStringAndSize(text, size);
#endif
}
template <class T>
inline T chars_from_object(PyObject* o) {
  Py_ssize_t size;
  return (T)object_as_chars(o, CY_STRING_ENCODING, &size);
}
template <class T>
inline T pointer_from_bytes(PyObject* o) {
  Py_ssize_t size;
  return (T)object_as_chars(o, 0, &size);
}
template <class T>
inline T pointer_from_string(PyObject* o) {
  Py_ssize_t size;
  return (T)object_as_chars(o, 1, &size);
}
template <class T>
inline T pointer_from_ascii(PyObject* o) {
  Py_ssize_t size;
  return (T)object_as_chars(o, 2, &size);
}

// A C function pointer as an object, for the Python function that calls it. The signature is the name of the capsule.
template <class F>
inline PyObject* function_to_capsule(F function, const char* signature) {
  if (CY_UNLIKELY(!function)) {
    PyErr_SetString(PyExc_ValueError, "a C function pointer that is NULL has no Python function");
    return nullptr;
  }
  return PyCapsule_New((void*)function, signature, nullptr);
}
template <class F>
inline F function_from_capsule(PyObject* o, const char* signature) {
  return (F)PyCapsule_GetPointer(o, signature);
}

template <class P>
inline Py_ssize_t pointer_length(P p) {
  return static_cast<Py_ssize_t>(std::strlen((const char*)p));
}
template <class P>
inline PyObject* pointer_to_bytes(P p) {
  return PyBytes_FromString((const char*)p);
}
template <class P>
inline PyObject* pointer_to_bytearray(P p) {
  return PyByteArray_FromStringAndSize((const char*)p, pointer_length(p));
}
template <class P>
inline PyObject* pointer_to_str(P p, const char* encoding) {
  return PyUnicode_Decode((const char*)p, pointer_length(p), encoding, nullptr);
}
// A slice of a C string: negative bounds and the open end count from its length. False: nothing is left.
CY_UNUSED static bool pointer_slice(const char*& p, Py_ssize_t& start, Py_ssize_t& stop) {
  if (start < 0 || stop < 0 || stop == PY_SSIZE_T_MAX) {
    Py_ssize_t length = static_cast<Py_ssize_t>(std::strlen(p));
    if (start < 0) start = start + length < 0 ? 0 : start + length;
    if (stop < 0) stop += length;
    else if (stop == PY_SSIZE_T_MAX) stop = length;
  }
  p += start;
  return stop > start;
}
template <class P>
inline PyObject* pointer_slice_to_bytes(P pointer, Py_ssize_t start, Py_ssize_t stop) {
  const char* p = (const char*)pointer;
  return pointer_slice(p, start, stop) ? PyBytes_FromStringAndSize(p, stop - start) : PyBytes_FromStringAndSize("", 0);
}
template <class P>
inline PyObject* pointer_slice_to_bytearray(P pointer, Py_ssize_t start, Py_ssize_t stop) {
  const char* p = (const char*)pointer;
  return pointer_slice(p, start, stop) ? PyByteArray_FromStringAndSize(p, stop - start) : PyByteArray_FromStringAndSize("", 0);
}
template <class P>
inline PyObject* pointer_slice_decode(P pointer, Py_ssize_t start, Py_ssize_t stop, const char* encoding, const char* errors) {
  const char* p = (const char*)pointer;
  return pointer_slice(p, start, stop) ? PyUnicode_Decode(p, stop - start, encoding, errors) : PyUnicode_FromStringAndSize("", 0);
}

// ---- Py_UNICODE*, which is wchar_t*
template <class T>
inline T wide_pointer_from_str(PyObject* o) {
  Py_ssize_t length;  // asked for, so that a zero may be inside
  return (T)(void*)PyUnicode_AsWideCharString(o, &length);
}
template <class P>
inline Py_ssize_t wide_pointer_length(P p) {
  return static_cast<Py_ssize_t>(std::wcslen((const wchar_t*)p));
}
template <class P>
inline PyObject* wide_pointer_to_str(P p) {
  return PyUnicode_FromWideChar((const wchar_t*)p, -1);
}
template <class P>
inline PyObject* wide_pointer_slice_to_str(P p, Py_ssize_t start, Py_ssize_t stop) {
  if (stop == PY_SSIZE_T_MAX) stop = wide_pointer_length(p);
  return PyUnicode_FromWideChar((const wchar_t*)p + start, stop > start ? stop - start : 0);
}

}  // namespace cy
