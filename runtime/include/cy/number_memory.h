// The memory of ints and floats: that of a number which dies here is used again for the next one, without asking the allocator.
#pragma once
#include "cy/python.h"

namespace cy {

#if CY_KEEPS_NUMBERS
struct KeptNumbers {
  std::size_t count;
  PyObject* objects[100];
};
// Exact ints of one digit, of two digits, and exact floats, each with room for its value alone. None of them has a reference.
static KeptNumbers kept_small_ints, kept_ints, kept_floats;

CY_UNUSED CY_NOINLINE static void deallocate_object(PyObject* o) {
  KeptNumbers* kept = nullptr;
  if (PyLong_CheckExact(o)) {
    Py_ssize_t digits = int_digit_count(o);
    if (CY_LIKELY(digits == 1)) kept = &kept_small_ints;
    else if (digits == 2) kept = &kept_ints;
  } else if (PyFloat_CheckExact(o)) {
    kept = &kept_floats;
  }
  if (CY_LIKELY(kept && kept->count < 100)) kept->objects[kept->count++] = o;
  else _Py_Dealloc(o);
}
inline void release_object(PyObject* o) {
#if PY_VERSION_HEX >= 0x030C0000
  if (_Py_IsImmortal(o)) return;
#endif
  if (--o->ob_refcnt == 0) deallocate_object(o);
}
#else
inline void release_object(PyObject* o) { Py_DECREF(o); }
#endif

#if CY_KEEPS_NUMBERS
static PyObject* small_ints[262];  // -5 to 256, those of CPython, as they were first needed

// An object with one reference.
inline PyObject* take_kept(KeptNumbers& kept) {
  PyObject* o = kept.objects[--kept.count];
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
CY_COLD CY_UNUSED static PyObject* first_small_int(std::int64_t value) {
  PyObject* small = PyLong_FromLong(static_cast<long>(value));
  Py_XINCREF(small);
  return small_ints[value + 5] = small;
}
CY_UNUSED CY_NOINLINE static PyObject* new_int(std::int64_t value) {
  if (static_cast<std::uint64_t>(value) + 5 < 262) {
    PyObject* small = small_ints[value + 5];
    return CY_LIKELY(small != nullptr) ? new_reference(small) : first_small_int(value);
  }
  bool negative = value < 0;
  std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  if (CY_LIKELY(!(magnitude >> PyLong_SHIFT))) {
    if (CY_UNLIKELY(!kept_small_ints.count)) return PyLong_FromLongLong(value);
    PyObject* o = take_kept(kept_small_ints);
    set_int_sign_and_size(o, negative, 1);
    const_cast<digit*>(int_digits(o))[0] = static_cast<digit>(magnitude);
    return o;
  }
  if (magnitude >> (2 * PyLong_SHIFT) || !kept_ints.count) return PyLong_FromLongLong(value);
  PyObject* o = take_kept(kept_ints);
  set_int_sign_and_size(o, negative, 2);
  digit* digits = const_cast<digit*>(int_digits(o));
  digits[0] = static_cast<digit>(magnitude & PyLong_MASK);
  digits[1] = static_cast<digit>(magnitude >> PyLong_SHIFT);
  return o;
}
inline PyObject* new_float(double value) {
  if (CY_UNLIKELY(!kept_floats.count)) return PyFloat_FromDouble(value);
  PyObject* o = take_kept(kept_floats);
  reinterpret_cast<PyFloatObject*>(o)->ob_fval = value;
  return o;
}
#else
inline PyObject* new_int(std::int64_t value) { return PyLong_FromLongLong(value); }
inline PyObject* new_float(double value) { return PyFloat_FromDouble(value); }
#endif
inline void release_maybe(PyObject* o) {
  if (o) release_object(o);
}

}  // namespace cy
