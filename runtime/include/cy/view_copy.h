// Copying, assigning and filling typed memoryviews.
#pragma once
#include "cy/view.h"

namespace cy {

constexpr int most_dimensions = 8;
// A view without its type.
struct RawView {
  char* data;
  int dimensions;
  std::size_t item_size;
  bool objects;
  Py_ssize_t shape[most_dimensions], strides[most_dimensions], suboffsets[most_dimensions];
};
template <class V>
inline RawView raw_view(const V& v) {
  RawView r;
  r.data = v.data;
  r.dimensions = V::dimensions;
  r.item_size = sizeof(typename V::Plain);
  r.objects = std::is_same<typename V::Plain, PyObject*>::value;
  for (int d = 0; d < V::dimensions; ++d) {
    r.shape[d] = v.shape[d];
    r.strides[d] = v.strides[d];
    r.suboffsets[d] = view_suboffset(v, d);
  }
  return r;
}
inline char* raw_step(const RawView& v, int d, char* p, Py_ssize_t i) {
  p += i * v.strides[d];
  return v.suboffsets[d] >= 0 ? *reinterpret_cast<char**>(p) + v.suboffsets[d] : p;
}
CY_UNUSED static void copy_item(char* to, const char* from, std::size_t size, bool objects) {
  if (objects) {
    PyObject* old = *reinterpret_cast<PyObject**>(to);
    PyObject* value = *reinterpret_cast<PyObject* const*>(from);
    Py_XINCREF(value);
    *reinterpret_cast<PyObject**>(to) = value;
    Py_XDECREF(old);
  } else {
    std::memcpy(to, from, size);
  }
}
// The extents agree, or the source's is 1 and its stride 0.
CY_UNUSED static void copy_axis(const RawView& to, const RawView& from, int d, char* target, char* source) {
  Py_ssize_t n = to.shape[d];
  if (d == to.dimensions - 1) {
    Py_ssize_t size = static_cast<Py_ssize_t>(to.item_size);
    if (!to.objects && to.strides[d] == size && from.strides[d] == size && to.suboffsets[d] < 0 && from.suboffsets[d] < 0) {
      std::memcpy(target, source, static_cast<std::size_t>(n) * to.item_size);
      return;
    }
    for (Py_ssize_t i = 0; i < n; ++i) copy_item(raw_step(to, d, target, i), raw_step(from, d, source, i), to.item_size, to.objects);
    return;
  }
  for (Py_ssize_t i = 0; i < n; ++i) copy_axis(to, from, d + 1, raw_step(to, d, target, i), raw_step(from, d, source, i));
}
CY_UNUSED static Py_ssize_t raw_size(const RawView& v) {
  Py_ssize_t n = 1;
  for (int d = 0; d < v.dimensions; ++d) n *= v.shape[d];
  return n;
}
// The addresses that direct strides reach.
CY_UNUSED static void raw_range(const RawView& v, const char*& low, const char*& high) {
  low = high = v.data;
  for (int d = 0; d < v.dimensions; ++d) {
    Py_ssize_t reach = (v.shape[d] - 1) * v.strides[d];
    if (reach < 0) low += reach;
    else high += reach;
  }
  high += v.item_size;
}
CY_UNUSED static bool raw_overlap(const RawView& a, const RawView& b) {
  const char *low_a, *high_a, *low_b, *high_b;
  raw_range(a, low_a, high_a);
  raw_range(b, low_b, high_b);
  return low_a < high_b && low_b < high_a;
}
CY_UNUSED static void pack_strides(RawView& v, bool fortran) {
  Py_ssize_t stride = static_cast<Py_ssize_t>(v.item_size);
  for (int i = 0; i < v.dimensions; ++i) {
    int d = fortran ? i : v.dimensions - 1 - i;
    v.strides[d] = stride;
    v.suboffsets[d] = -1;
    stride *= v.shape[d];
  }
}
// Adds leading axes of extent 1.
CY_UNUSED static void lead_axes(RawView& v, int dimensions) {
  int more = dimensions - v.dimensions;
  if (more <= 0) return;
  for (int d = dimensions - 1; d >= 0; --d) {
    v.shape[d] = d < more ? 1 : v.shape[d - more];
    v.strides[d] = d < more ? 0 : v.strides[d - more];
    v.suboffsets[d] = d < more ? -1 : v.suboffsets[d - more];
  }
  v.dimensions = dimensions;
}
CY_COLD CY_UNUSED static int raise_extents(int axis, Py_ssize_t a, Py_ssize_t b) {
  PyGILState_STATE state = PyGILState_Ensure();
  PyErr_Format(PyExc_ValueError, "got differing extents in dimension %d (got %zd and %zd)", axis, a, b);
  PyGILState_Release(state);
  return -1;
}
// Copies through own memory: source and target share some.
CY_COLD CY_UNUSED static int copy_overlapping(const RawView& to, RawView from) {
  RawView middle = from;
  pack_strides(middle, false);
  std::size_t size = static_cast<std::size_t>(raw_size(from)) * from.item_size;
  middle.data = static_cast<char*>(PyMem_RawCalloc(size ? size : 1, 1));
  if (!middle.data) return raise_memory_error();
  copy_axis(middle, from, 0, middle.data, from.data);
  for (int d = 0; d < to.dimensions; ++d)
    if (to.shape[d] != middle.shape[d]) middle.strides[d] = 0;
  copy_axis(to, middle, 0, to.data, middle.data);
  if (to.objects)
    for (Py_ssize_t i = 0, n = raw_size(from); i < n; ++i) Py_XDECREF(reinterpret_cast<PyObject**>(middle.data)[i]);
  PyMem_RawFree(middle.data);
  return 0;
}
CY_UNUSED static int assign_raw(RawView to, RawView from) {
  lead_axes(from, to.dimensions);
  lead_axes(to, from.dimensions);
  bool empty = false, spread = false;
  for (int d = 0; d < to.dimensions; ++d) {
    if (from.shape[d] != to.shape[d]) {
      if (CY_UNLIKELY(from.shape[d] != 1)) return raise_extents(d, to.shape[d], from.shape[d]);
      spread = true;
    }
    empty |= to.shape[d] == 0;
    if (CY_UNLIKELY(from.suboffsets[d] >= 0 && to.dimensions > 1 && d > 0)) return raise_axis(PyExc_ValueError, "Dimension %d is not direct", d);
  }
  if (empty) return 0;
  bool overlap = raw_overlap(to, from);
  if (!spread && !to.objects) {
    Py_ssize_t size = static_cast<Py_ssize_t>(to.item_size);
    for (int fortran = 0; fortran < 2; ++fortran)
      if (extents_are_contiguous(to.shape, to.strides, to.dimensions, size, fortran) && from.suboffsets[0] < 0 && to.suboffsets[0] < 0 &&
          extents_are_contiguous(from.shape, from.strides, from.dimensions, size, fortran)) {
        std::memmove(to.data, from.data, static_cast<std::size_t>(raw_size(to)) * to.item_size);
        return 0;
      }
  }
  if (overlap) return copy_overlapping(to, from);
  for (int d = 0; d < to.dimensions; ++d)
    if (from.shape[d] != to.shape[d]) from.strides[d] = 0;
  copy_axis(to, from, 0, to.data, from.data);
  return 0;
}
template <class T, class F>
inline int view_assign(const T& to, const F& from) {
  static_assert(sizeof(typename T::Plain) == sizeof(typename F::Plain), "views of different items");
  return assign_raw(raw_view(to), raw_view(from));
}
CY_UNUSED static void fill_axis(const RawView& v, int d, char* p, const char* item) {
  for (Py_ssize_t i = 0; i < v.shape[d]; ++i) {
    char* at = raw_step(v, d, p, i);
    if (d == v.dimensions - 1) copy_item(at, item, v.item_size, v.objects);
    else fill_axis(v, d + 1, at, item);
  }
}
template <class V, class C>
inline int view_fill(const V& v, C value) {
  typename V::Plain item = static_cast<typename V::Plain>(value);
  if constexpr (!V::with_suboffsets && V::dimensions == 1 && !std::is_same<typename V::Plain, PyObject*>::value) {
    for (Py_ssize_t i = 0; i < v.shape[0]; ++i) *reinterpret_cast<typename V::Plain*>(view_step<0>(v, v.data, i)) = item;
  } else {
    fill_axis(raw_view(v), 0, v.data, reinterpret_cast<const char*>(&item));
  }
  return 0;
}

// ---- memory of our own
CY_UNUSED static ViewOwner* new_owner(const ItemType* item, std::size_t size, const char* format) {
  ViewOwner* owner = static_cast<ViewOwner*>(PyMem_RawCalloc(1, sizeof(ViewOwner)));
  std::size_t format_size = format ? std::strlen(format) + 1 : 0;
  char* memory = owner ? static_cast<char*>(PyMem_RawCalloc(size + format_size + 1, 1)) : nullptr;
  if (CY_UNLIKELY(!memory)) {
    PyMem_RawFree(owner);
    raise_memory_error();
    return nullptr;
  }
  owner->count = 1;
  owner->item = item;
  owner->memory = owner->buffer.buf = memory;
  owner->buffer.len = static_cast<Py_ssize_t>(size);
  if (format) owner->buffer.format = static_cast<char*>(std::memcpy(memory + size, format, format_size));
  return owner;
}
template <class To, class From>
To copy_packed(const From& from, bool fortran) {
  To to{};
  for (int d = 0; d < From::dimensions; ++d)
    if (CY_UNLIKELY(view_suboffset(from, d) >= 0))
      return raise_axis(PyExc_ValueError, "Cannot copy memoryview slice with indirect dimensions (axis %d)", d), to;
  RawView packed = raw_view(from);
  pack_strides(packed, fortran);
  ViewOwner* owner = new_owner(&ItemLayout<typename To::Plain>::type, static_cast<std::size_t>(view_nbytes(from)), from.owner->buffer.format);
  if (CY_UNLIKELY(!owner)) return to;
  packed.data = to.data = static_cast<char*>(owner->memory);
  for (int d = 0; d < To::dimensions; ++d) {
    to.shape[d] = packed.shape[d];
    to.strides[d] = packed.strides[d];
    if constexpr (To::with_suboffsets) to.suboffsets[d] = -1;
  }
  to.owner = owner;
  if (view_size(from)) copy_axis(packed, raw_view(from), 0, packed.data, from.data);
  return to;
}
template <class To, class From>
inline To view_copy(const From& from) { return copy_packed<To>(from, false); }
template <class To, class From>
inline To view_copy_fortran(const From& from) { return copy_packed<To>(from, true); }

// <T[:n, :m]>pointer: memory that somebody else keeps.
template <class V, class... Sizes>
V view_from_pointer(const void* pointer, bool fortran, Sizes... sizes) {
  V v{};
  const Py_ssize_t shape[] = {static_cast<Py_ssize_t>(sizes)...};
  ViewOwner* owner = static_cast<ViewOwner*>(PyMem_RawCalloc(1, sizeof(ViewOwner)));
  if (CY_UNLIKELY(!owner)) return raise_memory_error(), v;
  owner->count = 1;
  owner->item = &ItemLayout<typename V::Plain>::type;
  RawView raw;
  raw.dimensions = V::dimensions;
  raw.item_size = sizeof(typename V::Plain);
  for (int d = 0; d < V::dimensions; ++d) {
    if (CY_UNLIKELY(shape[d] <= 0)) {
      PyGILState_STATE state = PyGILState_Ensure();
      PyErr_Format(PyExc_ValueError, "Invalid shape in axis %d: %zd.", d, shape[d]);
      PyGILState_Release(state);
      PyMem_RawFree(owner);
      return v;
    }
    raw.shape[d] = v.shape[d] = shape[d];
  }
  pack_strides(raw, fortran);
  for (int d = 0; d < V::dimensions; ++d) v.strides[d] = raw.strides[d];
  v.data = static_cast<char*>(const_cast<void*>(pointer));
  v.owner = owner;
  return v;
}

}  // namespace cy
