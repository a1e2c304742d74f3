// Acquiring a typed memoryview from an object that exports a buffer.
#pragma once
#include "cy/view_ndarray.h"

namespace cy {

// How a view is acquired, for the part that is no template.
struct ViewRequest {
  const ItemType* item;
  int dimensions;
  Axes packing;
  bool writable;
};
CY_UNUSED static int buffer_flags(const ViewRequest& r) {
  int flags = PyBUF_FORMAT | (r.writable ? PyBUF_WRITABLE : 0);
  if (r.packing == c_contiguous) return flags | PyBUF_C_CONTIGUOUS;
  if (r.packing == f_contiguous) return flags | PyBUF_F_CONTIGUOUS;
  return flags | (has_indirect(r.packing) ? PyBUF_INDIRECT : PyBUF_STRIDES);
}
CY_COLD CY_UNUSED static int raise_item_size(const ItemType* item, Py_ssize_t size) {
  PyErr_Format(PyExc_ValueError, "Item size of buffer (%zd byte%s) does not match size of '%s' (%zd byte%s)", size, size > 1 ? "s" : "", item->name,
               static_cast<Py_ssize_t>(item->size), item->size > 1 ? "s" : "");
  return -1;
}
CY_UNUSED static int check_buffer_axis(const Py_buffer* b, Axes axis, int d) {
  bool is_indirect = b->suboffsets && b->suboffsets[d] >= 0;
  Py_ssize_t stride = b->strides ? b->strides[d] : b->itemsize;
  const char* text = nullptr;
  if (b->shape[d] > 1) {
    if ((axis & contiguous) && stride != (axis & 3 ? static_cast<Py_ssize_t>(sizeof(void*)) : b->itemsize))
      text = axis & 3 ? "Buffer is not indirectly contiguous in dimension %d." : "Buffer and memoryview are not contiguous in the same dimension.";
    if ((axis & follow) && (stride < 0 ? -stride : stride) < b->itemsize)
      text = "Buffer and memoryview are not contiguous in the same dimension.";
  }
  if ((axis & 3) == direct && is_indirect) text = "Buffer not compatible with direct access in dimension %d.";
  if ((axis & 3) == indirect && !is_indirect) text = "Buffer is not indirectly accessible in dimension %d.";
  return text ? raise_axis(PyExc_ValueError, text, d) : 0;
}
CY_UNUSED static int check_buffer(const Py_buffer* b, const ViewRequest& r) {
  if (CY_UNLIKELY(b->ndim != r.dimensions)) {
    PyErr_Format(PyExc_ValueError, "Buffer has wrong number of dimensions (expected %d, got %d)", r.dimensions, b->ndim);
    return -1;
  }
  if (CY_UNLIKELY(check_format(r.item, b->format) < 0)) return -1;
  if (CY_UNLIKELY(static_cast<std::size_t>(b->itemsize) != r.item->size)) return raise_item_size(r.item, b->itemsize);
  if (b->len == 0 || r.packing == c_contiguous || r.packing == f_contiguous) return 0;  // the exporter has checked
  for (int d = 0; d < r.dimensions; ++d)
    if (check_buffer_axis(b, axis_of(r.packing, d), d) < 0) return -1;
  return 0;
}
CY_UNUSED static ViewOwner* acquire_owner(PyObject* o, const ViewRequest& r) {
  ViewOwner* owner = static_cast<ViewOwner*>(PyMem_RawMalloc(sizeof(ViewOwner)));
  if (CY_UNLIKELY(!owner)) return PyErr_NoMemory(), nullptr;
  owner->count = 1;
  owner->has_buffer = true;
  owner->item = r.item;
  owner->memory = nullptr;
  if (CY_UNLIKELY(PyObject_GetBuffer(o, &owner->buffer, buffer_flags(r)) < 0)) {
    PyMem_RawFree(owner);
    return nullptr;
  }
  if (CY_UNLIKELY(check_buffer(&owner->buffer, r) < 0)) {
    release_owner(owner);
    return nullptr;
  }
  return owner;
}
// item_name: how the source calls the item type, for messages; null: by its C type.
template <class V>
V view_from_object(PyObject* o, int writable, const char* item_name = nullptr) {
  V v{};
  if (o == Py_None) return none_view<V>();
  static constexpr const ItemType* layout = &ItemLayout<typename V::Plain>::type;
  if (CY_LIKELY(view_from_ndarray(v, o, writable != 0, layout))) return v;
  ItemType named = *layout;
  if (item_name) named.name = item_name;
  ViewRequest request = {&named, V::dimensions, V::packing, writable != 0};
  ViewOwner* owner = acquire_owner(o, request);
  if (CY_UNLIKELY(!owner)) return v;
  owner->item = layout;
  const Py_buffer& b = owner->buffer;
  Py_ssize_t stride = b.itemsize;
  for (int d = V::dimensions - 1; d >= 0; --d) {
    v.shape[d] = b.shape[d];
    v.strides[d] = b.strides ? b.strides[d] : stride;
    stride *= b.shape[d];
    if constexpr (V::with_suboffsets) v.suboffsets[d] = b.suboffsets ? b.suboffsets[d] : -1;
  }
  v.data = static_cast<char*>(b.buf);
  v.owner = owner;
  return v;
}

}  // namespace cy
