// Counted loops whose step is known only at run time, or whose counter may pass the limit of its type: iterations are counted.
#pragma once
#include <limits>

#include "cy/python.h"

namespace cy {

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
// Sums of a few 64-bit integers without overflow: what is asked before a loop that then runs without index checks.
#if defined(__SIZEOF_INT128__)
__extension__ typedef __int128 Wide;
#else
typedef long double Wide;
#endif
template <class T>
inline bool fits_in(Wide value) {
  return value >= static_cast<Wide>(std::numeric_limits<T>::min()) && value <= static_cast<Wide>(std::numeric_limits<T>::max());
}
// The exclusive stop of a loop that includes its stop.
template <class Stop, class Step>
inline Stop inclusive_stop(Stop stop, Step step) {
  return step > Step(0) ? static_cast<Stop>(stop + 1) : static_cast<Stop>(stop - 1);
}

}  // namespace cy
