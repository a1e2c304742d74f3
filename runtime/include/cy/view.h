// Typed memoryviews: a light struct that knows its item type, dimensions and axes when compiling.
#pragma once
#include "cy/dtype.h"
#include "cy/raise.h"

namespace cy {

// ---- axes: 4 bits each (access: 0 direct, 1 indirect, 2 generic; packing: 0 strided, 4 contiguous, 8 follow), then the whole
using Axes = std::uint64_t;
constexpr Axes direct = 0, indirect = 1, generic_access = 2, contiguous = 4, follow = 8;
constexpr Axes strided = 0, c_contiguous = Axes{1} << 32, f_contiguous = Axes{1} << 33;
template <class... A>
constexpr Axes axes(A... a) {
  Axes result = 0;
  int shift = 0;
  ((result |= static_cast<Axes>(a) << shift, shift += 4), ...);
  return result;
}
constexpr Axes axis_of(Axes axes, int d) { return axes >> (4 * d) & 15; }
constexpr bool has_indirect(Axes axes) { return (axes & 0x33333333u) != 0; }

// ---- whom the memory belongs to; counted without the GIL
struct ViewOwner {
  long count;
  bool has_buffer;        // `buffer` is acquired, and released with the owner
  const ItemType* item;
  void* memory;           // own memory (PyMem_RawMalloc), or null
  Py_buffer buffer;       // obj: what Python sees as .base (may be null); format
};
// What a view that is None points to.
static ViewOwner none_owner CY_UNUSED = {1, false, nullptr, nullptr, {}};

CY_COLD CY_UNUSED static void destroy_owner(ViewOwner* owner) {
  PyGILState_STATE state = PyGILState_Ensure();
  // The owner may run Python code (__releasebuffer__) while an exception is on its way.
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  if (owner->has_buffer) PyBuffer_Release(&owner->buffer);
  else Py_XDECREF(owner->buffer.obj);
  PyErr_Restore(type, value, traceback);
  if (owner->memory && owner->item->kind == 'O') {
    PyObject** objects = static_cast<PyObject**>(owner->memory);
    for (Py_ssize_t i = 0; i < owner->buffer.len / static_cast<Py_ssize_t>(sizeof(PyObject*)); ++i) Py_XDECREF(objects[i]);
  }
  PyMem_RawFree(owner->memory);
  PyMem_RawFree(owner);
  PyGILState_Release(state);
}
inline void retain_owner(ViewOwner* owner) {
  if (owner && owner != &none_owner) __atomic_add_fetch(&owner->count, 1, __ATOMIC_RELAXED);
}
inline void release_owner(ViewOwner* owner) {
  if (owner && owner != &none_owner && __atomic_sub_fetch(&owner->count, 1, __ATOMIC_ACQ_REL) == 0) destroy_owner(owner);
}

template <int N, bool HasSuboffsets>
struct ViewExtents {
  Py_ssize_t shape[N], strides[N];
};
template <int N>
struct ViewExtents<N, true> {
  Py_ssize_t shape[N], strides[N], suboffsets[N];
};
// Zero is the unset view.
template <class ItemT, int N, Axes A = strided>
struct View : ViewExtents<N, has_indirect(A)> {
  using Item = ItemT;
  using Plain = typename std::remove_cv<ItemT>::type;
  static constexpr int dimensions = N;
  static constexpr Axes packing = A;
  static constexpr bool writable = !std::is_const<ItemT>::value;
  static constexpr bool with_suboffsets = has_indirect(A);
  ViewOwner* owner;
  char* data;
};
template <class V>
inline void view_retain(const V& v) {
  retain_owner(v.owner);
}
template <class V>
inline void view_release(const V& v) {
  release_owner(v.owner);
}
// A place that holds a view takes another one over.
template <class I, int N, Axes A>
inline void assign(View<I, N, A>& place, const View<I, N, A>& value) {
  ViewOwner* old = place.owner;
  place = value;
  release_owner(old);
}
template <class I, int N, Axes A>
inline void assign_maybe(View<I, N, A>& place, const View<I, N, A>& value) {
  assign(place, value);
}
template <class I, int N, Axes A>
inline void clear(View<I, N, A>& place) {
  ViewOwner* old = place.owner;
  place = View<I, N, A>();
  release_owner(old);
}
template <class V>
inline V none_view() {
  V v{};
  v.owner = &none_owner;
  return v;
}
template <class V>
inline int view_is_none(const V& v) { return v.owner == &none_owner; }

// ---- items: the indices have been checked
template <class V>
inline Py_ssize_t view_extent(const V& v, int d) { return v.shape[d]; }
template <class V>
inline Py_ssize_t view_stride(const V& v, int d) { return v.strides[d]; }
template <class V>
inline Py_ssize_t view_suboffset(const V& v, int d) {
  if constexpr (V::with_suboffsets) return v.suboffsets[d];
  else return (void)v, (void)d, -1;
}
// Steps along dimension D; the contiguous one steps by items.
template <int D, class V>
inline char* view_step(const V& v, char* p, Py_ssize_t i) {
  constexpr bool packed = (V::packing == c_contiguous && D == V::dimensions - 1) || (V::packing == f_contiguous && D == 0) ||
                          axis_of(V::packing, D) == contiguous;
  p += i * (packed ? static_cast<Py_ssize_t>(sizeof(typename V::Plain)) : v.strides[D]);
  if constexpr (V::with_suboffsets) {
    if (v.suboffsets[D] >= 0) p = *reinterpret_cast<char**>(p) + v.suboffsets[D];
  }
  return p;
}
template <class V, class I0>
inline typename V::Item& view_item(const V& v, I0 i) {
  return *reinterpret_cast<typename V::Item*>(view_step<0>(v, v.data, static_cast<Py_ssize_t>(i)));
}
template <class V, class I0, class I1>
inline typename V::Item& view_item(const V& v, I0 i, I1 j) {
  return *reinterpret_cast<typename V::Item*>(view_step<1>(v, view_step<0>(v, v.data, static_cast<Py_ssize_t>(i)), static_cast<Py_ssize_t>(j)));
}
template <int D, class V>
inline char* view_walk(const V&, char* p) { return p; }
template <int D, class V, class I, class... More>
inline char* view_walk(const V& v, char* p, I i, More... more) {
  return view_walk<D + 1>(v, view_step<D>(v, p, static_cast<Py_ssize_t>(i)), more...);
}
template <class V, class I0, class I1, class I2, class... More>
inline typename V::Item& view_item(const V& v, I0 i, I1 j, I2 k, More... more) {
  return *reinterpret_cast<typename V::Item*>(view_walk<0>(v, v.data, i, j, k, more...));
}

// ---- checks; they may be called without the GIL
CY_COLD CY_UNUSED static void set_axis_error(PyObject* exception, const char* format, int axis) {
  PyGILState_STATE state = PyGILState_Ensure();
  PyErr_Format(exception, format, axis);
  PyGILState_Release(state);
}
CY_ALWAYS_INLINE int raise_axis(PyObject* exception, const char* format, int axis) {
  set_axis_error(exception, format, axis);
  return -1;
}
CY_ALWAYS_INLINE int raise_index_error(int axis) { return raise_axis(PyExc_IndexError, "Out of bounds on buffer access (axis %d)", axis); }
// The index to use; -1 with an IndexError when it is outside. Flags as for item access.
template <class I>
inline Py_ssize_t check_index(I index, Py_ssize_t extent, bool wraparound, int axis) {
  Py_ssize_t i = static_cast<Py_ssize_t>(index);
  if (wraparound && i < 0) i += extent;
  if (CY_LIKELY(static_cast<std::size_t>(i) < static_cast<std::size_t>(extent))) return i;
  return raise_index_error(axis);
}
CY_COLD CY_UNUSED static int raise_unset_view(const char* name) {
  PyGILState_STATE state = PyGILState_Ensure();
  PyErr_Format(PyExc_UnboundLocalError, "local variable '%s' referenced before assignment", name);
  PyGILState_Release(state);
  return -1;
}
CY_ALWAYS_INLINE int raise_uninitialised_view() { return raise_with_gil(PyExc_AttributeError, "Memoryview is not initialized"); }
CY_ALWAYS_INLINE int raise_no_view_returned() { return raise_with_gil(PyExc_TypeError, "Memoryview return value is not initialized"); }
// Memory of objects may hold NULL: it is read as None.
inline PyObject* object_or_none(PyObject* item) { return CY_LIKELY(item != nullptr) ? item : Py_None; }
CY_ALWAYS_INLINE int raise_none_view(const char* text) { return raise_with_gil(PyExc_TypeError, text); }

// ---- slicing: builds `dst` axis by axis from a copy of the data pointer; the caller retains the owner at the end
struct AxisSlice {
  Py_ssize_t start, stop, step;
  bool has_start, has_stop, has_step;
};
CY_UNUSED static Py_ssize_t clip_slice(AxisSlice& s, Py_ssize_t extent) {  // the new extent; s.start is set
  bool backwards = s.has_step && s.step < 0;
  Py_ssize_t step = s.has_step ? s.step : 1;
  if (s.has_start) {
    if (s.start < 0) s.start = s.start + extent < 0 ? (backwards ? -1 : 0) : s.start + extent;
    else if (s.start >= extent) s.start = backwards ? extent - 1 : extent;
  } else {
    s.start = backwards ? extent - 1 : 0;
  }
  if (s.has_stop) {
    if (s.stop < 0) s.stop = s.stop + extent < 0 ? (backwards ? -1 : 0) : s.stop + extent;
    else if (s.stop > extent) s.stop = extent;
  } else {
    s.stop = backwards ? -1 : extent;
  }
  Py_ssize_t span = s.stop - s.start, count = span / step;
  if (span - count * step) ++count;
  return count < 0 ? 0 : count;
}
// How many axes `dst` has so far, and the last of them that follows a pointer (or -1).
template <class D>
inline int last_indirect_axis(const D& dst, int axes) {
  if constexpr (D::with_suboffsets) {
    while (axes > 0 && dst.suboffsets[axes - 1] < 0) --axes;
    return axes - 1;
  } else {
    return (void)dst, (void)axes, -1;
  }
}
template <class D>
inline void move_start(D& dst, int axes, Py_ssize_t bytes) {
  int last = last_indirect_axis(dst, axes);
  if constexpr (D::with_suboffsets) {
    if (last >= 0) {
      dst.suboffsets[last] += bytes;
      return;
    }
  }
  (void)last;
  dst.data += bytes;
}
// dst is zero at first, with the data pointer of src; its axes are made in order; the caller retains the owner at the end.
// The axis `from` of src becomes the axis `to` of dst. flags: 1 there is a start, 2 a stop, 4 a step.
template <class S, class D>
inline int view_slice_axis(const S& src, D& dst, int from, int to, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t step, int flags) {
  if (CY_UNLIKELY((flags & 4) && step == 0)) return raise_axis(PyExc_ValueError, "Step may not be zero (axis %d)", from);
  Py_ssize_t stride = src.strides[from], count = src.shape[from];
  if (flags) {
    AxisSlice s = {start, stop, step, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0};
    count = clip_slice(s, count);
    move_start(dst, to, s.start * stride);
  }
  dst.shape[to] = count;
  dst.strides[to] = flags & 4 ? stride * step : stride;
  if constexpr (D::with_suboffsets) dst.suboffsets[to] = view_suboffset(src, from);
  return 0;
}
// The axis `from` of src is gone; `to` axes of dst are there already.
template <class S, class D>
inline int view_index_axis(const S& src, D& dst, int from, int to, Py_ssize_t index, int wraparound, int boundscheck) {
  if (wraparound && index < 0) index += src.shape[from];
  if (boundscheck && CY_UNLIKELY(static_cast<std::size_t>(index) >= static_cast<std::size_t>(src.shape[from]))) return raise_index_error(from);
  move_start(dst, to, index * src.strides[from]);
  if constexpr (S::with_suboffsets) {
    if (src.suboffsets[from] >= 0) {
      if (CY_UNLIKELY(to != 0)) return raise_axis(PyExc_IndexError, "All dimensions preceding dimension %d must be indexed and not sliced", from);
      dst.data = *reinterpret_cast<char**>(dst.data) + src.suboffsets[from];
    }
  }
  return 0;
}
// The same where the axes of dst so far are counted by what is set in them.
template <class S, class D>
inline int view_index_axis(const S& src, D& dst, int from, Py_ssize_t index, int wraparound, int boundscheck) {
  int to = 0;
  while (to < D::dimensions && (dst.shape[to] || dst.strides[to])) ++to;
  return view_index_axis(src, dst, from, to, index, wraparound, boundscheck);
}
template <class D>
inline void view_new_axis(D& dst, int to) {
  dst.shape[to] = 1;
  dst.strides[to] = 0;
  if constexpr (D::with_suboffsets) dst.suboffsets[to] = -1;
}

// ---- facts
CY_UNUSED static bool extents_are_contiguous(const Py_ssize_t* shape, const Py_ssize_t* strides, int n, Py_ssize_t item_size, bool fortran) {
  Py_ssize_t expected = item_size;
  for (int i = 0; i < n; ++i)
    if (shape[i] == 0) return true;
  for (int i = 0; i < n; ++i) {
    int d = fortran ? i : n - 1 - i;
    if (shape[d] > 1 && strides[d] != expected) return false;
    expected *= shape[d];
  }
  return true;
}
template <class V>
inline bool view_has_pointers(const V& v) {
  if constexpr (V::with_suboffsets)
    for (int d = 0; d < V::dimensions; ++d)
      if (v.suboffsets[d] >= 0) return true;
  (void)v;
  return false;
}
template <class V>
inline int view_is_c_contiguous(const V& v) {
  return !view_has_pointers(v) && extents_are_contiguous(v.shape, v.strides, V::dimensions, sizeof(typename V::Plain), false);
}
template <class V>
inline int view_is_f_contiguous(const V& v) {
  return !view_has_pointers(v) && extents_are_contiguous(v.shape, v.strides, V::dimensions, sizeof(typename V::Plain), true);
}
template <class V>
inline Py_ssize_t view_size(const V& v) {
  Py_ssize_t n = 1;
  for (int d = 0; d < V::dimensions; ++d) n *= v.shape[d];
  return n;
}
template <class V>
inline Py_ssize_t view_nbytes(const V& v) { return view_size(v) * static_cast<Py_ssize_t>(sizeof(typename V::Plain)); }

// ---- the same memory under other axes
CY_COLD CY_UNUSED static int raise_not_contiguous(bool fortran) {
  return raise_with_gil(PyExc_ValueError, fortran ? "Buffer not fortran contiguous." : "Buffer not C contiguous.");
}
template <class To, class From>
inline To view_convert(const From& from) {
  To to{};
  if (CY_UNLIKELY(view_is_none(from))) return none_view<To>();
  bool fits = To::packing == From::packing || To::packing == strided || has_indirect(To::packing) ||
              (To::packing == f_contiguous ? view_is_f_contiguous(from) : view_is_c_contiguous(from));
  if (CY_UNLIKELY(!fits)) return raise_not_contiguous(To::packing == f_contiguous), to;
  for (int d = 0; d < To::dimensions; ++d) {
    to.shape[d] = from.shape[d];
    to.strides[d] = from.strides[d];
    if constexpr (To::with_suboffsets) to.suboffsets[d] = view_suboffset(from, d);
  }
  to.data = from.data;
  to.owner = from.owner;
  view_retain(to);
  return to;
}
template <class To, class From>
inline To view_transpose(const From& from) {
  To to{};
  if (CY_UNLIKELY(view_has_pointers(from))) return raise_with_gil(PyExc_ValueError, "Cannot transpose memoryview with indirect dimensions"), to;
  constexpr int n = To::dimensions;
  for (int d = 0; d < n; ++d) {
    to.shape[d] = from.shape[n - 1 - d];
    to.strides[d] = from.strides[n - 1 - d];
    if constexpr (To::with_suboffsets) to.suboffsets[d] = -1;
  }
  to.data = from.data;
  to.owner = from.owner;
  view_retain(to);
  return to;
}

// ---- tuples for Python
CY_UNUSED static PyObject* extents_tuple(const Py_ssize_t* extents, int n) {
  PyObject* tuple = PyTuple_New(n);
  for (int d = 0; tuple && d < n; ++d) {
    PyObject* item = PyLong_FromSsize_t(extents ? extents[d] : -1);
    if (item) PyTuple_SET_ITEM(tuple, d, item);
    else Py_CLEAR(tuple);
  }
  return tuple;
}
template <class V>
inline PyObject* view_shape_tuple(const V& v) { return extents_tuple(v.shape, V::dimensions); }
template <class V>
inline PyObject* view_strides_tuple(const V& v) { return extents_tuple(v.strides, V::dimensions); }
template <class V>
inline PyObject* view_suboffsets_tuple(const V& v) {
  if constexpr (V::with_suboffsets) return extents_tuple(v.suboffsets, V::dimensions);
  else return (void)v, extents_tuple(nullptr, V::dimensions);
}
template <class V>
inline PyObject* view_base(const V& v) {
  PyObject* base = v.owner ? v.owner->buffer.obj : nullptr;
  return new_reference(base ? base : Py_None);
}

}  // namespace cy
