<<<<<<< HEAD
// Counted loops whose step is known only at run time, or whose counter may pass the limit of its type: iterations are counted.
=======
// Counted loops: how often they run, and steps that may not overflow.
>>>>>>> 209324a (Emit C++: functions, expressions, arguments, constants, the module skeleton)
#pragma once
#include "cy/python.h"

namespace cy {

<<<<<<< HEAD
// a + b that wraps around, for signed types too.
template <class A, class B>
inline A wrapping_add(A a, B b) {
  return static_cast<A>(static_cast<unsigned long long>(a) + static_cast<unsigned long long>(b));
}
// How often `for i in range(start, stop, step)` runs. A zero step has been refused before.
template <class Start, class Stop, class Step>
inline std::size_t loop_count(Start start, Stop stop, Step step) {
  using T = typename std::common_type<Start, Stop>::type;
  T first = static_cast<T>(start), last = static_cast<T>(stop);
  bool backwards = !(step > Step(0)) && step != Step(0);
  unsigned long long stride = static_cast<unsigned long long>(step);
  if (backwards) {
    if (!(last < first)) return 0;
    unsigned long long distance = static_cast<unsigned long long>(first) - static_cast<unsigned long long>(last);
    return static_cast<std::size_t>((distance - 1) / (0 - stride) + 1);
  }
  if (!(first < last) || stride == 0) return 0;
  unsigned long long distance = static_cast<unsigned long long>(last) - static_cast<unsigned long long>(first);
  return static_cast<std::size_t>((distance - 1) / stride + 1);
}
// The exclusive stop of a loop that includes its stop.
template <class Stop, class Step>
inline Stop inclusive_stop(Stop stop, Step step) {
  return step > Step(0) ? static_cast<Stop>(stop + 1) : static_cast<Stop>(stop - 1);
}
=======
template <class T>
using Unsigned = std::make_unsigned_t<T>;

// Iterations of range(start, stop, step); none when the step is zero.
template <class T, class S>
inline std::size_t loop_count(T start, T stop, S step) {
  if (step > 0) return start < stop ? static_cast<std::size_t>((static_cast<Unsigned<T>>(stop) - static_cast<Unsigned<T>>(start) - 1u) / static_cast<Unsigned<T>>(step) + 1u) : 0;
  if (step == 0 || !(start > stop)) return 0;
  return static_cast<std::size_t>((static_cast<Unsigned<T>>(start) - static_cast<Unsigned<T>>(stop) - 1u) / (Unsigned<T>(0) - static_cast<Unsigned<T>>(step)) + 1u);
}
// The exclusive end of a loop that includes its stop.
template <class T, class S>
constexpr T inclusive_stop(T stop, S step) { return step < 0 ? stop - 1 : stop + 1; }
template <class T, class S>
constexpr T wrapping_add(T a, S b) { return static_cast<T>(static_cast<Unsigned<T>>(a) + static_cast<Unsigned<T>>(b)); }
>>>>>>> 209324a (Emit C++: functions, expressions, arguments, constants, the module skeleton)

}  // namespace cy
