// Powers of C numbers.
#pragma once
#include <cmath>
#include <type_traits>

#include "cy/python.h"
#include "cy/raise.h"

namespace cy {

// The absolute value as T: of a complex number its length; the most negative integer wraps, as in C with -fwrapv.
template <class T, class C>
inline T absolute(C value) {
  if constexpr (std::is_integral<C>::value) {
    return value < C(0) ? static_cast<T>(0 - static_cast<typename std::make_unsigned<C>::type>(value)) : static_cast<T>(value);
  } else {
    using std::abs;
    return static_cast<T>(abs(value));
  }
}
template <class T, class C>
inline T absolute_checked(C value) {
  T result = absolute<T>(value);
  return CY_UNLIKELY(result < 0) ? static_cast<T>(raise_overflow("value too large")) : result;
}
// Integers: a negative exponent gives 0, as in Cython.
template <class T>
constexpr T power_ints(T base, T exponent) {
  if (static_cast<T>(-1) < static_cast<T>(0) && exponent < static_cast<T>(0)) return 0;
  T result = 1;
  while (exponent) {
    if (exponent & 1) result = static_cast<T>(result * base);
    exponent = static_cast<T>(exponent >> 1);
    if (exponent) base = static_cast<T>(base * base);
  }
  return result;
}
// Complex numbers: small whole exponents by multiplication, which is exact where the numbers are.
template <class T>
T power_complex(T base, T exponent) {
  using Real = decltype(base.real);
  if (exponent.imag == 0 && exponent.real >= -4 && exponent.real <= 4 && exponent.real == std::floor(exponent.real)) {
    T result = T(1);
    for (int k = static_cast<int>(std::fabs(exponent.real)); k > 0; --k) result = result * base;
    return exponent.real < 0 ? T(1) / result : result;
  }
  if (base.imag == 0 && base.real == 0) return base;
  if (base.imag == 0 && base.real > 0 && exponent.imag == 0) return T(std::pow(base.real, exponent.real));
  Real length = std::log(std::hypot(base.real, base.imag)), angle = std::atan2(base.imag, base.real);
  Real scale = std::exp(length * exponent.real - angle * exponent.imag), turn = angle * exponent.real + length * exponent.imag;
  return T(scale * std::cos(turn), scale * std::sin(turn));
}
template <class T>
inline T power(T base, T exponent) {
  if constexpr (std::is_floating_point<T>::value) return std::pow(base, exponent);
  else if constexpr (std::is_class<T>::value) return power_complex(base, exponent);
  else return power_ints(base, exponent);
}
template <class T, class I>
inline T integer_power_float(I base, I exponent) {
  return std::pow(static_cast<T>(base), static_cast<T>(exponent));
}
// float.__pow__ where the result is known to be real.
CY_UNUSED static double double_power_checked(double base, double exponent) {
  if (CY_UNLIKELY(base == 0 && exponent < 0)) return raise_zero_division("0.0 cannot be raised to a negative power");
  double result = std::pow(base, exponent);
  if (CY_UNLIKELY(std::isinf(result)) && !std::isinf(base) && !std::isinf(exponent))
    return raise_overflow("(34, 'Numerical result out of range')");
  return result;
}

}  // namespace cy
