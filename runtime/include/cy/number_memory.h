// The memory of ints and floats: that of a number which dies here is used again for the next one, without asking the allocator.
#pragma once
#include "cy/python.h"

namespace cy {

#if !defined(Py_GIL_DISABLED) && !defined(Py_REF_DEBUG) && !defined(Py_TRACE_REFS) && !defined(PYPY_VERSION) && PyLong_SHIFT == 30
// Exact ints of one digit, of two digits, and exact floats, each with room for its value alone. None of them has a reference.
enum NumberKind { one_digit, two_digits, float_number };
struct KeptNumbers {
  int count;
  PyObject* objects[100];
};
static KeptNumbers kept_numbers[3];
static PyObject* small_ints[262];  // -5 to 256, those of CPython, as they were first needed

CY_UNUSED __attribute__((noinline)) static void deallocate_object(PyObject* o) {
  int kind = -1;
  if (PyLong_CheckExact(o)) {
    Py_ssize_t digits = int_digit_count(o);
    if (digits == 1 || digits == 2) kind = digits == 1 ? one_digit : two_digits;
  } else if (PyFloat_CheckExact(o)) {
    kind = float_number;
  }
  if (kind >= 0 && kept_numbers[kind].count < 100) kept_numbers[kind].objects[kept_numbers[kind].count++] = o;
  else _Py_Dealloc(o);
}
inline void release_object(PyObject* o) {
#if PY_VERSION_HEX >= 0x030C0000
  if (_Py_IsImmortal(o)) return;
#endif
  if (--o->ob_refcnt == 0) deallocate_object(o);
}
// An object of the kind, one reference, or nullptr.
inline PyObject* kept_number(int kind) {
  if (CY_UNLIKELY(!kept_numbers[kind].count)) return nullptr;
  PyObject* o = kept_numbers[kind].objects[--kept_numbers[kind].count];
  Py_SET_REFCNT(o, 1);
  return o;
}
inline void set_int_sign_and_size(PyObject* o, bool negative, int digits) {
#if PY_VERSION_HEX >= 0x030C0000
  reinterpret_cast<PyLongObject*>(o)->long_value.lv_tag = static_cast<std::uintptr_t>(digits << 3 | (negative ? 2 : 0));
#else
  Py_SET_SIZE(reinterpret_cast<PyVarObject*>(o), negative ? -digits : digits);
#endif
}
CY_UNUSED __attribute__((noinline)) static PyObject* new_int(std::int64_t value) {
  if (static_cast<std::uint64_t>(value + 5) < 262) {
    PyObject*& small = small_ints[value + 5];
    if (CY_LIKELY(small != nullptr)) return new_reference(small);
    small = PyLong_FromLong(static_cast<long>(value));
    Py_XINCREF(small);
    return small;
  }
  bool negative = value < 0;
  std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  int kind = magnitude >> PyLong_SHIFT ? two_digits : one_digit;
  PyObject* o = magnitude >> (2 * PyLong_SHIFT) ? nullptr : kept_number(kind);
  if (CY_UNLIKELY(!o)) return PyLong_FromLongLong(value);
  set_int_sign_and_size(o, negative, kind + 1);
  digit* digits = const_cast<digit*>(int_digits(o));
  digits[0] = static_cast<digit>(magnitude & PyLong_MASK);
  if (kind == two_digits) digits[1] = static_cast<digit>(magnitude >> PyLong_SHIFT);
  return o;
}
inline PyObject* new_float(double value) {
  PyObject* o = kept_number(float_number);
  if (CY_UNLIKELY(!o)) return PyFloat_FromDouble(value);
  reinterpret_cast<PyFloatObject*>(o)->ob_fval = value;
  return o;
}
#else
inline void release_object(PyObject* o) { Py_DECREF(o); }
inline PyObject* new_int(std::int64_t value) { return PyLong_FromLongLong(value); }
inline PyObject* new_float(double value) { return PyFloat_FromDouble(value); }
#endif
inline void release_maybe(PyObject* o) {
  if (o) release_object(o);
}

}  // namespace cy
