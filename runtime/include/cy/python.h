// CPython and the differences between its versions 3.9 to 3.14: every version switch of the runtime that is not about one concept.
#pragma once
#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN
#endif
#include <Python.h>
#include <frameobject.h>
#if PY_VERSION_HEX < 0x030C0000
#include <structmember.h>
#endif
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#if PY_VERSION_HEX < 0x03090000
#error "Cyrite needs CPython 3.9 or newer"
#endif
#ifdef Py_LIMITED_API
#error "Modules of Cyrite use the whole C API of CPython: build them without Py_LIMITED_API"
#endif

// Out of line and away from the hot code.
#define CY_COLD __attribute__((cold, noinline))
// Runs once, or is about to fail, or answers a question about an object: compiled for size.
#define CY_ONCE __attribute__((cold))
#define CY_UNUSED __attribute__((unused))
#define CY_NOINLINE __attribute__((noinline))
#define CY_ALWAYS_INLINE __attribute__((always_inline)) inline
#define CY_LIKELY(x) __builtin_expect(!!(x), 1)
#define CY_UNLIKELY(x) __builtin_expect(!!(x), 0)

// Level 2 of the language: messages of wrong calls and assignments read as in Python 2.
#ifndef CY_PYTHON2_TEXTS
#define CY_PYTHON2_TEXTS 0
#endif
// Items of lists and dicts may be read without a lock.
#ifdef Py_GIL_DISABLED
#define CY_DIRECT_CONTAINERS 0
#else
#define CY_DIRECT_CONTAINERS 1
#endif
// The memory of ints and floats may be kept: nobody else counts references, and a digit has 30 bits.
#if !defined(Py_GIL_DISABLED) && !defined(Py_REF_DEBUG) && !defined(Py_TRACE_REFS) && !defined(PYPY_VERSION) && PyLong_SHIFT == 30
#define CY_KEEPS_NUMBERS 1
#else
#define CY_KEEPS_NUMBERS 0
#endif

namespace cy {

// What a function gives that fails: a type that is written with more than one word has no other value of its own.
template <class T>
inline T nothing() {
  return T{};
}
inline PyObject* new_reference(PyObject* o) {
  Py_INCREF(o);
  return o;
}

// An int of one digit or none: what PyUnstable_Long_IsCompact tells since 3.12.
#if PY_VERSION_HEX >= 0x030C0000
inline bool int_is_compact(PyObject* o) { return PyUnstable_Long_IsCompact(reinterpret_cast<PyLongObject*>(o)); }
inline Py_ssize_t int_compact_value(PyObject* o) { return PyUnstable_Long_CompactValue(reinterpret_cast<PyLongObject*>(o)); }
#else
inline bool int_is_compact(PyObject* o) { return static_cast<std::size_t>(Py_SIZE(o) + 1) < 3; }
inline Py_ssize_t int_compact_value(PyObject* o) {
  return Py_SIZE(o) * static_cast<Py_ssize_t>(reinterpret_cast<PyLongObject*>(o)->ob_digit[0]);
}
#endif

// The sign of an exact or derived int: -1, 0 or 1.
#if PY_VERSION_HEX >= 0x030C0000
inline int int_sign(PyObject* o) { return 1 - static_cast<int>(reinterpret_cast<PyLongObject*>(o)->long_value.lv_tag & 3); }
inline Py_ssize_t int_digit_count(PyObject* o) {
  return static_cast<Py_ssize_t>(reinterpret_cast<PyLongObject*>(o)->long_value.lv_tag >> 3);
}
inline const digit* int_digits(PyObject* o) { return reinterpret_cast<PyLongObject*>(o)->long_value.ob_digit; }
#else
inline int int_sign(PyObject* o) { return Py_SIZE(o) == 0 ? 0 : Py_SIZE(o) < 0 ? -1 : 1; }
inline Py_ssize_t int_digit_count(PyObject* o) { return Py_SIZE(o) < 0 ? -Py_SIZE(o) : Py_SIZE(o); }
inline const digit* int_digits(PyObject* o) { return reinterpret_cast<PyLongObject*>(o)->ob_digit; }
#endif

// The value of an exact int of at most two digits (60 bits).
inline bool int_is_small(PyObject* o) { return int_digit_count(o) <= 2; }
inline std::int64_t int_small_value(PyObject* o) {
  if (CY_LIKELY(int_is_compact(o))) return int_compact_value(o);
  const digit* d = int_digits(o);
  std::int64_t value = static_cast<std::int64_t>(d[0]) | static_cast<std::int64_t>(d[1]) << PyLong_SHIFT;
  return int_sign(o) < 0 ? -value : value;
}

// An attribute that may be absent: 1 found, 0 absent, -1 error.
#if PY_VERSION_HEX >= 0x030D0000
inline int attribute_if_present(PyObject* o, PyObject* name, PyObject** result) {
  return PyObject_GetOptionalAttr(o, name, result);
}
#else
inline int attribute_if_present(PyObject* o, PyObject* name, PyObject** result) {
  return _PyObject_LookupAttr(o, name, result);
}
#endif

// A value of a dict: new reference, or NULL with or without an error.
#if PY_VERSION_HEX >= 0x030D0000
inline PyObject* dict_value_or_null(PyObject* dict, PyObject* key) {
  PyObject* value;
  PyDict_GetItemRef(dict, key, &value);
  return value;
}
#else
inline PyObject* dict_value_or_null(PyObject* dict, PyObject* key) {
  PyObject* value = PyDict_GetItemWithError(dict, key);
  Py_XINCREF(value);
  return value;
}
#endif

// What the class and its bases hold under a name, without descriptors: borrowed, NULL without an error when absent.
inline PyObject* type_attribute(PyTypeObject* type, PyObject* name) { return _PyType_Lookup(type, name); }

inline PyThreadState* thread_state() { return PyThreadState_Get(); }

}  // namespace cy
