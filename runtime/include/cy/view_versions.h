// Questions before a loop that exists in a second version: is the last axis packed, do views share memory?
#pragma once
#include "cy/view.h"

namespace cy {

template <class V>
inline int view_has_unit_stride(const V& v) {
  return v.strides[V::dimensions - 1] == static_cast<Py_ssize_t>(sizeof(typename V::Plain));
}
// The same view where its last axis is known to be packed.
template <class I, int N, Axes A>
inline View<I, N, A | contiguous << (4 * (N - 1))> unit_stride(const View<I, N, A>& v) {
  View<I, N, A | contiguous << (4 * (N - 1))> packed{};
  for (int d = 0; d < N; ++d) packed.shape[d] = v.shape[d], packed.strides[d] = v.strides[d];
  packed.data = v.data;
  return packed;
}
// The bytes from the first to behind the last item; false: there are none.
CY_UNUSED static bool span_of_items(const Py_ssize_t* shape, const Py_ssize_t* strides, int dimensions, const char*& begin, const char*& end) {
  for (int d = 0; d < dimensions; ++d) {
    if (shape[d] == 0) return false;
    (strides[d] < 0 ? begin : end) += strides[d] * (shape[d] - 1);
  }
  return true;
}
// No item of one is memory of the other, whichever are taken.
template <class V, class W>
inline int views_apart(const V& v, const W& w) {
  const char *begin = v.data, *end = begin + sizeof(typename V::Plain), *other_begin = w.data, *other_end = other_begin + sizeof(typename W::Plain);
  if (!span_of_items(v.shape, v.strides, V::dimensions, begin, end)) return 1;
  if (!span_of_items(w.shape, w.strides, W::dimensions, other_begin, other_end)) return 1;
  return end <= other_begin || other_end <= begin;
}

}  // namespace cy
