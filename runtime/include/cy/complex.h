// C complex numbers without a C++ library: Complex<float>, Complex<double>, Complex<long double> and of integers.
#pragma once
#include <cmath>

#include "cy/python.h"

namespace cy {

template <class T>
struct Complex {
  T real, imag;
  Complex() = default;
  constexpr Complex(T r, T i = T()) : real(r), imag(i) {}
  template <class U>
  explicit constexpr Complex(const Complex<U>& other) : real(static_cast<T>(other.real)), imag(static_cast<T>(other.imag)) {}
  explicit constexpr operator bool() const { return real != T() || imag != T(); }
};

template <class T>
constexpr Complex<T> operator+(Complex<T> a, Complex<T> b) {
  return {static_cast<T>(a.real + b.real), static_cast<T>(a.imag + b.imag)};
}
template <class T>
constexpr Complex<T> operator-(Complex<T> a, Complex<T> b) {
  return {static_cast<T>(a.real - b.real), static_cast<T>(a.imag - b.imag)};
}
template <class T>
constexpr Complex<T> operator*(Complex<T> a, Complex<T> b) {
  return {static_cast<T>(a.real * b.real - a.imag * b.imag), static_cast<T>(a.real * b.imag + a.imag * b.real)};
}
template <class T>
constexpr Complex<T> operator-(Complex<T> a) {
  return {static_cast<T>(-a.real), static_cast<T>(-a.imag)};
}
template <class T>
constexpr Complex<T> operator+(Complex<T> a) {
  return a;
}
template <class T>
constexpr bool operator==(Complex<T> a, Complex<T> b) {
  return a.real == b.real && a.imag == b.imag;
}
template <class T>
constexpr bool operator!=(Complex<T> a, Complex<T> b) {
  return !(a == b);
}
// Smith's division: scales by the larger part of the divisor, so that nothing overflows on the way.
template <class T>
Complex<T> operator/(Complex<T> a, Complex<T> b) {
  if (b.imag == 0) return {static_cast<T>(a.real / b.real), static_cast<T>(a.imag / b.real)};
  if constexpr (std::is_integral<T>::value) {
    T norm = static_cast<T>(b.real * b.real + b.imag * b.imag);
    return {static_cast<T>((a.real * b.real + a.imag * b.imag) / norm), static_cast<T>((a.imag * b.real - a.real * b.imag) / norm)};
  } else {
    if (std::fabs(b.real) >= std::fabs(b.imag)) {
      T ratio = b.imag / b.real, scale = 1 / (b.real + b.imag * ratio);
      return {(a.real + a.imag * ratio) * scale, (a.imag - a.real * ratio) * scale};
    }
    T ratio = b.real / b.imag, scale = 1 / (b.imag + b.real * ratio);
    return {(a.real * ratio + a.imag) * scale, (a.imag * ratio - a.real) * scale};
  }
}
template <class T>
constexpr Complex<T> conjugate(Complex<T> a) {
  return {a.real, static_cast<T>(-a.imag)};
}
template <class T>
T absolute(Complex<T> a) {
  return std::hypot(a.real, a.imag);
}
template <class T>
Complex<T> power(Complex<T> a, Complex<T> b) {
  if (b.imag == 0 && b.real >= -4 && b.real <= 4 && b.real == static_cast<int>(b.real)) {
    int exponent = static_cast<int>(b.real);
    if (exponent < 0) {
      T norm = a.real * a.real + a.imag * a.imag;
      a = Complex<T>(a.real / norm, -a.imag / norm);
      exponent = -exponent;
    }
    Complex<T> square = a * a;
    switch (exponent) {
      case 0: return {1, 0};
      case 1: return a;
      case 2: return square;
      case 3: return square * a;
      default: return square * square;
    }
  }
  if (a.imag == 0 && a.real == 0) return a;
  if (a.imag == 0 && a.real > 0 && b.imag == 0) return {std::pow(a.real, b.real), 0};
  T length = absolute(a), angle = std::atan2(a.imag, a.real), logarithm = std::log(length);
  T radius = std::exp(logarithm * b.real - angle * b.imag), turn = angle * b.real + logarithm * b.imag;
  return {radius * std::cos(turn), radius * std::sin(turn)};
}

template <class C>
C complex_from_object(PyObject* o) {
  Py_complex value = PyComplex_CheckExact(o) ? reinterpret_cast<PyComplexObject*>(o)->cval : PyComplex_AsCComplex(o);
  using Part = decltype(C().real);
  return C(static_cast<Part>(value.real), static_cast<Part>(value.imag));
}
template <class C>
inline PyObject* complex_to_object(C value) {
  return PyComplex_FromDoubles(static_cast<double>(value.real), static_cast<double>(value.imag));
}

// ---- the result of double ** double without `cpow`: complex where the imaginary part is not zero
CY_UNUSED static Complex<double> soft_power(double a, double b) {
  if (a >= 0 || b == std::floor(b) || std::isnan(a) || std::isnan(b)) return {std::pow(a, b), 0};
  return power(Complex<double>(a, 0), Complex<double>(b, 0));
}
CY_UNUSED static PyObject* soft_complex_to_object(Complex<double> value) {
  return value.imag != 0 ? PyComplex_FromDoubles(value.real, value.imag) : PyFloat_FromDouble(value.real);
}
CY_UNUSED static double soft_complex_to_double(Complex<double> value) {
  if (CY_LIKELY(value.imag == 0)) return value.real;
  PyGILState_STATE state = PyGILState_Ensure();
  PyErr_SetString(PyExc_TypeError,
                  "Cannot convert 'complex' with non-zero imaginary component to 'double' (this most likely comes from the '**' operator; "
                  "use 'cython.cpow(True)' to return 'nan' instead of a complex number).");
  PyGILState_Release(state);
  return -1;
}

template <class T, class C>
constexpr T complex_conjugate(C value) {
  return T(value.real, -value.imag);
}

}  // namespace cy
