// Arithmetic on any object, fast on exact int and float.
#pragma once
#include <cmath>

#include "cy/number_memory.h"
#include "cy/object.h"
#include "cy/raise.h"

namespace cy {

// ---- what an operation does to two small ints and to two floats; false: ask Python
struct AddOperation {
  static constexpr bool on_floats = true;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) { return !__builtin_add_overflow(a, b, &r); }
  static double floats(double a, double b) { return a + b; }
};
struct SubtractOperation {
  static constexpr bool on_floats = true;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) { return !__builtin_sub_overflow(a, b, &r); }
  static double floats(double a, double b) { return a - b; }
};
struct MultiplyOperation {
  static constexpr bool on_floats = true;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) { return !__builtin_mul_overflow(a, b, &r); }
  static double floats(double a, double b) { return a * b; }
};
struct FloorDivideOperation {
  static constexpr bool on_floats = false;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) {
    if (b == 0 || (b == -1 && a == INT64_MIN)) return false;
    std::int64_t q = a / b;
    r = q - ((a % b != 0) & ((a ^ b) < 0));
    return true;
  }
  static double floats(double, double) { return 0; }
};
struct RemainderOperation {
  static constexpr bool on_floats = false;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) {
    if (b == 0 || b == -1) return false;
    r = a % b;
    if (r != 0 && (r ^ b) < 0) r += b;
    return true;
  }
  static double floats(double, double) { return 0; }
};
struct AndOperation {
  static constexpr bool on_floats = false;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) { return r = a & b, true; }
  static double floats(double, double) { return 0; }
};
struct OrOperation {
  static constexpr bool on_floats = false;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) { return r = a | b, true; }
  static double floats(double, double) { return 0; }
};
struct XorOperation {
  static constexpr bool on_floats = false;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) { return r = a ^ b, true; }
  static double floats(double, double) { return 0; }
};
struct LeftShiftOperation {
  static constexpr bool on_floats = false;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) {
    if (b < 0 || b > 31 || a > INT32_MAX || a < INT32_MIN) return false;
    r = a * (std::int64_t{1} << b);
    return true;
  }
  static double floats(double, double) { return 0; }
};
struct RightShiftOperation {
  static constexpr bool on_floats = false;
  static bool ints(std::int64_t a, std::int64_t b, std::int64_t& r) {
    if (b < 0) return false;
    r = a >> (b > 63 ? 63 : b);
    return true;
  }
  static double floats(double, double) { return 0; }
};

// ---- two objects
template <class Operation, binaryfunc Otherwise>
CY_UNUSED static PyObject* arithmetic(PyObject* a, PyObject* b) {
  if (PyLong_CheckExact(a) && PyLong_CheckExact(b)) {
    std::int64_t result;
    if (CY_LIKELY(int_is_small(a) && int_is_small(b)) && Operation::ints(int_small_value(a), int_small_value(b), result))
      return new_int(result);
  } else if (Operation::on_floats && PyFloat_CheckExact(a) && PyFloat_CheckExact(b)) {
    return new_float(Operation::floats(PyFloat_AS_DOUBLE(a), PyFloat_AS_DOUBLE(b)));
  }
  return Otherwise(a, b);
}
// Ints below 2**53 are exact doubles, so that their quotient is rounded once.
inline bool is_exact_double(std::int64_t v) { return v <= (std::int64_t{1} << 53) && v >= -(std::int64_t{1} << 53); }
template <binaryfunc Otherwise>
CY_UNUSED static PyObject* true_division(PyObject* a, PyObject* b) {
  if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b) && PyFloat_AS_DOUBLE(b) != 0)
    return new_float(PyFloat_AS_DOUBLE(a) / PyFloat_AS_DOUBLE(b));
  if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && int_is_compact(a) && int_is_compact(b) && int_compact_value(b) != 0)
    return new_float(static_cast<double>(int_compact_value(a)) / static_cast<double>(int_compact_value(b)));
  return Otherwise(a, b);
}
inline PyObject* number_add(PyObject* a, PyObject* b) { return arithmetic<AddOperation, PyNumber_Add>(a, b); }
inline PyObject* number_subtract(PyObject* a, PyObject* b) { return arithmetic<SubtractOperation, PyNumber_Subtract>(a, b); }
inline PyObject* number_multiply(PyObject* a, PyObject* b) { return arithmetic<MultiplyOperation, PyNumber_Multiply>(a, b); }
inline PyObject* number_floor_divide(PyObject* a, PyObject* b) { return arithmetic<FloorDivideOperation, PyNumber_FloorDivide>(a, b); }
inline PyObject* number_remainder(PyObject* a, PyObject* b) { return arithmetic<RemainderOperation, PyNumber_Remainder>(a, b); }
inline PyObject* number_true_divide(PyObject* a, PyObject* b) { return true_division<PyNumber_TrueDivide>(a, b); }
inline PyObject* number_and(PyObject* a, PyObject* b) { return arithmetic<AndOperation, PyNumber_And>(a, b); }
inline PyObject* number_or(PyObject* a, PyObject* b) { return arithmetic<OrOperation, PyNumber_Or>(a, b); }
inline PyObject* number_xor(PyObject* a, PyObject* b) { return arithmetic<XorOperation, PyNumber_Xor>(a, b); }
inline PyObject* number_lshift(PyObject* a, PyObject* b) { return arithmetic<LeftShiftOperation, PyNumber_Lshift>(a, b); }
inline PyObject* number_rshift(PyObject* a, PyObject* b) { return arithmetic<RightShiftOperation, PyNumber_Rshift>(a, b); }
inline PyObject* number_matrix_multiply(PyObject* a, PyObject* b) { return PyNumber_MatrixMultiply(a, b); }
inline PyObject* number_classic_divide(PyObject* a, PyObject* b) {
  return PyLong_Check(a) && PyLong_Check(b) ? PyNumber_FloorDivide(a, b) : PyNumber_TrueDivide(a, b);
}
// Of a positive and a finite float, where nothing overflows; the rest is Python's.
inline bool float_power(PyObject* a, PyObject* b, double& result) {
  if (!PyFloat_CheckExact(a) || !PyFloat_CheckExact(b)) return false;
  double x = PyFloat_AS_DOUBLE(a), y = PyFloat_AS_DOUBLE(b);
  return x > 0 && x <= 1e300 && y >= -1e3 && y <= 1e3 && (result = std::pow(x, y)) > 1e-300 && result <= 1e300;
}
CY_UNUSED static PyObject* number_power(PyObject* a, PyObject* b) {
  double result;
  return float_power(a, b, result) ? new_float(result) : PyNumber_Power(a, b, Py_None);
}
inline PyObject* number_power_modulo(PyObject* a, PyObject* b, PyObject* modulus) { return PyNumber_Power(a, b, modulus); }
inline PyObject* number_divmod(PyObject* a, PyObject* b) { return PyNumber_Divmod(a, b); }
inline PyObject* number_inplace_add(PyObject* a, PyObject* b) { return arithmetic<AddOperation, PyNumber_InPlaceAdd>(a, b); }
inline PyObject* number_inplace_subtract(PyObject* a, PyObject* b) { return arithmetic<SubtractOperation, PyNumber_InPlaceSubtract>(a, b); }
inline PyObject* number_inplace_multiply(PyObject* a, PyObject* b) { return arithmetic<MultiplyOperation, PyNumber_InPlaceMultiply>(a, b); }
inline PyObject* number_inplace_floor_divide(PyObject* a, PyObject* b) { return arithmetic<FloorDivideOperation, PyNumber_InPlaceFloorDivide>(a, b); }
inline PyObject* number_inplace_remainder(PyObject* a, PyObject* b) { return arithmetic<RemainderOperation, PyNumber_InPlaceRemainder>(a, b); }
inline PyObject* number_inplace_true_divide(PyObject* a, PyObject* b) { return true_division<PyNumber_InPlaceTrueDivide>(a, b); }
inline PyObject* number_inplace_and(PyObject* a, PyObject* b) { return arithmetic<AndOperation, PyNumber_InPlaceAnd>(a, b); }
inline PyObject* number_inplace_or(PyObject* a, PyObject* b) { return arithmetic<OrOperation, PyNumber_InPlaceOr>(a, b); }
inline PyObject* number_inplace_xor(PyObject* a, PyObject* b) { return arithmetic<XorOperation, PyNumber_InPlaceXor>(a, b); }
inline PyObject* number_inplace_lshift(PyObject* a, PyObject* b) { return arithmetic<LeftShiftOperation, PyNumber_InPlaceLshift>(a, b); }
inline PyObject* number_inplace_rshift(PyObject* a, PyObject* b) { return arithmetic<RightShiftOperation, PyNumber_InPlaceRshift>(a, b); }
inline PyObject* number_inplace_matrix_multiply(PyObject* a, PyObject* b) { return PyNumber_InPlaceMatrixMultiply(a, b); }
inline PyObject* number_inplace_classic_divide(PyObject* a, PyObject* b) {
  return PyLong_Check(a) && PyLong_Check(b) ? PyNumber_InPlaceFloorDivide(a, b) : PyNumber_InPlaceTrueDivide(a, b);
}
CY_UNUSED static PyObject* number_inplace_power(PyObject* a, PyObject* b) {
  double result;
  return float_power(a, b, result) ? new_float(result) : PyNumber_InPlacePower(a, b, Py_None);
}

// ---- one object
CY_UNUSED static PyObject* number_negative(PyObject* o) {
  if (PyLong_CheckExact(o) && int_is_compact(o)) return new_int(-int_compact_value(o));
  if (PyFloat_CheckExact(o)) return new_float(-PyFloat_AS_DOUBLE(o));
  return PyNumber_Negative(o);
}
inline PyObject* number_positive(PyObject* o) { return PyNumber_Positive(o); }
inline PyObject* number_invert(PyObject* o) { return PyNumber_Invert(o); }
inline PyObject* number_absolute(PyObject* o) { return PyNumber_Absolute(o); }

// ---- an object and a C integer on the right
CY_COLD CY_UNUSED static PyObject* boxed_right(PyObject* a, Py_ssize_t b, binaryfunc function) {
  PyObject* boxed = PyLong_FromSsize_t(b);
  if (!boxed) return nullptr;
  PyObject* result = function(a, boxed);
  Py_DECREF(boxed);
  return result;
}
CY_COLD CY_UNUSED static PyObject* boxed_left(Py_ssize_t a, PyObject* b, binaryfunc function) {
  PyObject* boxed = PyLong_FromSsize_t(a);
  if (!boxed) return nullptr;
  PyObject* result = function(boxed, b);
  Py_DECREF(boxed);
  return result;
}
template <class Operation, binaryfunc Otherwise>
CY_UNUSED static PyObject* arithmetic_int(PyObject* a, Py_ssize_t b) {
  if (PyLong_CheckExact(a)) {
    std::int64_t result;
    if (CY_LIKELY(int_is_small(a)) && Operation::ints(int_small_value(a), b, result)) return new_int(result);
  } else if (Operation::on_floats && PyFloat_CheckExact(a) && is_exact_double(b)) {
    return new_float(Operation::floats(PyFloat_AS_DOUBLE(a), static_cast<double>(b)));
  }
  return boxed_right(a, b, Otherwise);
}
template <binaryfunc Otherwise>
CY_UNUSED static PyObject* true_division_int(PyObject* a, Py_ssize_t b) {
  if (b != 0 && is_exact_double(b)) {
    if (PyFloat_CheckExact(a)) return new_float(PyFloat_AS_DOUBLE(a) / static_cast<double>(b));
    if (PyLong_CheckExact(a) && int_is_compact(a))
      return new_float(static_cast<double>(int_compact_value(a)) / static_cast<double>(b));
  }
  return boxed_right(a, b, Otherwise);
}
inline PyObject* number_add_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<AddOperation, PyNumber_Add>(a, b); }
inline PyObject* number_subtract_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<SubtractOperation, PyNumber_Subtract>(a, b); }
inline PyObject* number_multiply_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<MultiplyOperation, PyNumber_Multiply>(a, b); }
inline PyObject* number_floor_divide_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<FloorDivideOperation, PyNumber_FloorDivide>(a, b); }
inline PyObject* number_remainder_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<RemainderOperation, PyNumber_Remainder>(a, b); }
inline PyObject* number_true_divide_int(PyObject* a, Py_ssize_t b) { return true_division_int<PyNumber_TrueDivide>(a, b); }
inline PyObject* number_and_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<AndOperation, PyNumber_And>(a, b); }
inline PyObject* number_or_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<OrOperation, PyNumber_Or>(a, b); }
inline PyObject* number_xor_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<XorOperation, PyNumber_Xor>(a, b); }
inline PyObject* number_lshift_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<LeftShiftOperation, PyNumber_Lshift>(a, b); }
inline PyObject* number_rshift_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<RightShiftOperation, PyNumber_Rshift>(a, b); }
inline PyObject* number_inplace_add_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<AddOperation, PyNumber_InPlaceAdd>(a, b); }
inline PyObject* number_inplace_subtract_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<SubtractOperation, PyNumber_InPlaceSubtract>(a, b); }
inline PyObject* number_inplace_multiply_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<MultiplyOperation, PyNumber_InPlaceMultiply>(a, b); }
inline PyObject* number_inplace_floor_divide_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<FloorDivideOperation, PyNumber_InPlaceFloorDivide>(a, b); }
inline PyObject* number_inplace_remainder_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<RemainderOperation, PyNumber_InPlaceRemainder>(a, b); }
inline PyObject* number_inplace_true_divide_int(PyObject* a, Py_ssize_t b) { return true_division_int<PyNumber_InPlaceTrueDivide>(a, b); }
inline PyObject* number_inplace_and_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<AndOperation, PyNumber_InPlaceAnd>(a, b); }
inline PyObject* number_inplace_or_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<OrOperation, PyNumber_InPlaceOr>(a, b); }
inline PyObject* number_inplace_xor_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<XorOperation, PyNumber_InPlaceXor>(a, b); }
inline PyObject* number_inplace_lshift_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<LeftShiftOperation, PyNumber_InPlaceLshift>(a, b); }
inline PyObject* number_inplace_rshift_int(PyObject* a, Py_ssize_t b) { return arithmetic_int<RightShiftOperation, PyNumber_InPlaceRshift>(a, b); }
CY_UNUSED static PyObject* int_subtract_number(Py_ssize_t a, PyObject* b) {
  std::int64_t result;
  if (PyLong_CheckExact(b) && int_is_small(b) && SubtractOperation::ints(a, int_small_value(b), result))
    return new_int(result);
  if (PyFloat_CheckExact(b) && is_exact_double(a)) return new_float(static_cast<double>(a) - PyFloat_AS_DOUBLE(b));
  return boxed_left(a, b, PyNumber_Subtract);
}
CY_UNUSED static PyObject* int_lshift_number(Py_ssize_t a, PyObject* b) {
  std::int64_t result;
  if (PyLong_CheckExact(b) && int_is_small(b) && LeftShiftOperation::ints(a, int_small_value(b), result))
    return new_int(result);
  return boxed_left(a, b, PyNumber_Lshift);
}

// ---- an object and a double
CY_COLD CY_UNUSED static PyObject* boxed_double(PyObject* a, double b, binaryfunc function, bool double_is_left) {
  PyObject* boxed = new_float(b);
  if (!boxed) return nullptr;
  PyObject* result = double_is_left ? function(boxed, a) : function(a, boxed);
  Py_DECREF(boxed);
  return result;
}
// The double that float arithmetic would use for an exact float or a compact exact int.
inline bool quick_double(PyObject* o, double& value) {
  if (PyFloat_CheckExact(o)) return value = PyFloat_AS_DOUBLE(o), true;
  if (PyLong_CheckExact(o) && int_is_compact(o)) return value = static_cast<double>(int_compact_value(o)), true;
  return false;
}
CY_UNUSED static PyObject* number_add_double(PyObject* a, double b) {
  double v;
  return quick_double(a, v) ? new_float(v + b) : boxed_double(a, b, PyNumber_Add, false);
}
CY_UNUSED static PyObject* number_subtract_double(PyObject* a, double b) {
  double v;
  return quick_double(a, v) ? new_float(v - b) : boxed_double(a, b, PyNumber_Subtract, false);
}
CY_UNUSED static PyObject* number_multiply_double(PyObject* a, double b) {
  double v;
  return quick_double(a, v) ? new_float(v * b) : boxed_double(a, b, PyNumber_Multiply, false);
}
CY_UNUSED static PyObject* number_true_divide_double(PyObject* a, double b) {
  double v;
  return b != 0 && quick_double(a, v) ? new_float(v / b) : boxed_double(a, b, PyNumber_TrueDivide, false);
}
CY_UNUSED static PyObject* double_subtract_number(double a, PyObject* b) {
  double v;
  return quick_double(b, v) ? new_float(a - v) : boxed_double(b, a, PyNumber_Subtract, true);
}
CY_UNUSED static PyObject* double_true_divide_number(double a, PyObject* b) {
  double v;
  return quick_double(b, v) && v != 0 ? new_float(a / v) : boxed_double(b, a, PyNumber_TrueDivide, true);
}

// ---- comparison with a C number
CY_UNUSED static int number_compare_int(PyObject* a, Py_ssize_t b, int op) {
  if (PyLong_CheckExact(a) && CY_LIKELY(int_is_small(a))) return compare_values(int_small_value(a), std::int64_t{b}, op);
  if (PyFloat_CheckExact(a) && is_exact_double(b)) return compare_values(PyFloat_AS_DOUBLE(a), static_cast<double>(b), op);
  PyObject* boxed = PyLong_FromSsize_t(b);
  if (CY_UNLIKELY(!boxed)) return -1;
  int result = compare_truth_general(a, boxed, op);
  Py_DECREF(boxed);
  return result;
}
CY_UNUSED static int number_compare_double(PyObject* a, double b, int op) {
  double v;
  if (quick_double(a, v)) return compare_values(v, b, op);
  PyObject* boxed = new_float(b);
  if (CY_UNLIKELY(!boxed)) return -1;
  int result = compare_truth_general(a, boxed, op);
  Py_DECREF(boxed);
  return result;
}

// ---- the classes as functions
inline PyObject* number_int(PyObject* o) { return PyLong_CheckExact(o) ? new_reference(o) : PyNumber_Long(o); }
CY_UNUSED static PyObject* number_int_base(PyObject* o, PyObject* base) {
  return PyObject_CallFunctionObjArgs(reinterpret_cast<PyObject*>(&PyLong_Type), o, base, nullptr);
}
inline PyObject* number_index(PyObject* o) { return PyNumber_Index(o); }
inline PyObject* number_float(PyObject* o) { return PyFloat_CheckExact(o) ? new_reference(o) : PyNumber_Float(o); }
CY_UNUSED static PyObject* number_complex(PyObject* real, PyObject* imaginary) {
  return PyObject_CallFunctionObjArgs(reinterpret_cast<PyObject*>(&PyComplex_Type), real, imaginary, nullptr);
}

// Whether a builtin container (or None) holds anything: its length is a field, so no GIL is needed.
CY_UNUSED static int sized_is_true(PyObject* o) {
  if (o == Py_None) return 0;
  if (PyUnicode_Check(o)) return PyUnicode_GET_LENGTH(o) > 0;
  if (PyDict_Check(o)) return PyDict_GET_SIZE(o) > 0;
  if (PyAnySet_Check(o)) return PySet_GET_SIZE(o) > 0;
  return Py_SIZE(o) > 0;
}

}  // namespace cy
