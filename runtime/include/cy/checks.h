// Tests for builtin classes; C arithmetic that follows Python's rules or may raise.
#pragma once
#include <cmath>

#include "cy/python.h"
#include "cy/raise.h"

namespace cy {

// ---- builtin classes
inline int is_list(PyObject* o) { return PyList_Check(o); }
inline int is_tuple(PyObject* o) { return PyTuple_Check(o); }
inline int is_dict(PyObject* o) { return PyDict_Check(o); }
inline int is_set(PyObject* o) { return PySet_Check(o); }
inline int is_frozenset(PyObject* o) { return PyFrozenSet_Check(o); }
inline int is_anyset(PyObject* o) { return PyAnySet_Check(o); }
inline int is_str(PyObject* o) { return PyUnicode_Check(o); }
inline int is_bytes(PyObject* o) { return PyBytes_Check(o); }
inline int is_bytearray(PyObject* o) { return PyByteArray_Check(o); }
inline int is_int(PyObject* o) { return PyLong_Check(o); }
inline int is_float(PyObject* o) { return PyFloat_Check(o); }
inline int is_complex(PyObject* o) { return PyComplex_Check(o); }
inline int is_bool(PyObject* o) { return PyBool_Check(o); }
inline int is_type(PyObject* o) { return PyType_Check(o); }
inline int is_slice(PyObject* o) { return PySlice_Check(o); }
inline int is_range(PyObject* o) { return PyRange_Check(o); }
inline int is_memoryview(PyObject* o) { return PyMemoryView_Check(o); }
inline int is_exact_list(PyObject* o) { return PyList_CheckExact(o); }
inline int is_exact_tuple(PyObject* o) { return PyTuple_CheckExact(o); }
inline int is_exact_dict(PyObject* o) { return PyDict_CheckExact(o); }
inline int is_exact_set(PyObject* o) { return Py_IS_TYPE(o, &PySet_Type); }
inline int is_exact_frozenset(PyObject* o) { return PyFrozenSet_CheckExact(o); }
inline int is_exact_str(PyObject* o) { return PyUnicode_CheckExact(o); }
inline int is_exact_bytes(PyObject* o) { return PyBytes_CheckExact(o); }
inline int is_exact_bytearray(PyObject* o) { return PyByteArray_CheckExact(o); }
inline int is_exact_int(PyObject* o) { return PyLong_CheckExact(o); }
inline int is_exact_float(PyObject* o) { return PyFloat_CheckExact(o); }
inline int is_exact_complex(PyObject* o) { return PyComplex_CheckExact(o); }
inline int check_not_none_text(PyObject* o, const char* text) { return CY_LIKELY(o != Py_None) ? 0 : raise_none(text); }

// ---- Python's division of C numbers; the divisor has been checked
template <class T>
constexpr T floor_divide_ints(T a, T b) {
  T q = static_cast<T>(a / b), r = static_cast<T>(a % b);
  return static_cast<T>(q - ((r != 0) & ((r ^ b) < 0)));
}
template <class T>
constexpr T floor_modulo_ints(T a, T b) {
  // The smallest number % -1 traps. The same division as in a // b, so that one serves both.
  T r = static_cast<T>(-1) < static_cast<T>(0) && b == static_cast<T>(-1) ? static_cast<T>(0) : static_cast<T>(a % b);
  return static_cast<T>(r + ((r != 0) & ((r ^ b) < 0)) * b);
}
// The remainder has the sign of the divisor; zero too.
template <class T>
T floor_modulo_floats(T a, T b) {
  T r = std::fmod(a, b);
  if (r == 0) return std::copysign(T(0), b);
  return (r < 0) != (b < 0) ? r + b : r;
}
template <class T>
T floor_divide_floats(T a, T b) {
  T r = std::fmod(a, b), q = (a - r) / b;
  if (r != 0 && (r < 0) != (b < 0)) q -= 1;
  if (q == 0) return std::copysign(T(0), a / b);
  T whole = std::floor(q);
  return q - whole > T(0.5) ? whole + 1 : whole;
}
template <class T>
inline T floor_divide(T a, T b) {
  if constexpr (std::is_floating_point<T>::value) return floor_divide_floats(a, b);
  else return floor_divide_ints(a, b);
}
template <class T>
inline T floor_modulo(T a, T b) {
  if constexpr (std::is_floating_point<T>::value) return floor_modulo_floats(a, b);
  else return floor_modulo_ints(a, b);
}
// The one quotient that does not fit: the most negative number by -1.
template <class T>
constexpr bool division_overflows(T a, T b) {
  return static_cast<T>(-1) < static_cast<T>(0) && b == static_cast<T>(-1) && a != 0 && a == static_cast<T>(0 - static_cast<std::uint64_t>(a));
}

// The remainder of C, for floating numbers too.
template <class T>
inline T c_modulo(T a, T b) {
  if constexpr (std::is_floating_point<T>::value) return std::fmod(a, b);
  else return static_cast<T>(a % b);
}

// ---- overflowcheck
template <class T>
inline bool add_overflows(T a, T b, T* result) { return __builtin_add_overflow(a, b, result); }
template <class T>
inline bool subtract_overflows(T a, T b, T* result) { return __builtin_sub_overflow(a, b, result); }
template <class T>
inline bool multiply_overflows(T a, T b, T* result) { return __builtin_mul_overflow(a, b, result); }
template <class T>
inline bool negate_overflows(T a, T* result) { return __builtin_sub_overflow(T(0), a, result); }
template <class T, class S>
inline bool shift_left_overflows(T a, S b, T* result) {
  bool bad = b < S(0) || static_cast<std::uint64_t>(b) >= 8 * sizeof(T);
  *result = bad ? T(0) : static_cast<T>(a << b);
  return bad || static_cast<T>(*result >> b) != a;
}

// ---- warnings of cdivision_warnings
CY_COLD CY_UNUSED static int warn_cdivision(const char* file, int line) {
  PyGILState_STATE state = PyGILState_Ensure();
  int status = PyErr_WarnExplicit(PyExc_RuntimeWarning, "division with oppositely signed operands, C and Python semantics differ", file,
                                  line, __FILE__, nullptr);
  PyGILState_Release(state);
  return status;
}

}  // namespace cy
