// Views of NumPy arrays without the buffer protocol: the array's fields are read where they are. Their layout is part of NumPy's ABI
// and the same in NumPy 1 and 2 (PyArrayObject_fields and the first fields of PyArray_Descr in numpy/ndarraytypes.h).
// Whatever is not an exact, aligned array of native numbers takes the buffer protocol.
#pragma once
#include "cy/view.h"

namespace cy {

struct NdArray {
  PyObject base_object;
  char* data;
  int dimensions;
  Py_ssize_t *shape, *strides;
  PyObject *base, *descr;
  int flags;
};
struct NdArrayDescr {
  PyObject base_object;
  PyTypeObject* scalar_type;
  char kind, code, byte_order, flags;
  int number;
};
constexpr int ndarray_is_c_contiguous = 1, ndarray_is_f_contiguous = 2, ndarray_is_aligned = 0x100, ndarray_is_writeable = 0x400, ndarray_warns = static_cast<int>(1u << 31);
static PyTypeObject* ndarray_type CY_UNUSED;

CY_COLD CY_UNUSED static bool find_ndarray_type(PyTypeObject* type) {
  PyObject* name = PyUnicode_FromString("numpy");
  PyObject* module = name ? PyImport_GetModule(name) : nullptr;
  Py_XDECREF(name);
  PyObject* found = module ? PyObject_GetAttrString(module, "ndarray") : nullptr;
  Py_XDECREF(module);
  if (!found) PyErr_Clear();
  bool same = found == reinterpret_cast<PyObject*>(type);
  Py_XDECREF(found);
  if (same) ndarray_type = type;
  return same;
}
inline bool is_ndarray(PyObject* o) {
  PyTypeObject* type = Py_TYPE(o);
  return type == ndarray_type || (!ndarray_type && !std::strcmp(type->tp_name, "numpy.ndarray") && find_ndarray_type(type));
}
// NPY_BYTE to NPY_CLONGDOUBLE.
CY_UNUSED static bool holds_items(const NdArrayDescr* d, const ItemType* item) {
  static const char kinds[] = "IUIUIUIUIURRRCCC";
  static const unsigned char sizes[] = {1, 1, 2, 2, 4, 4, sizeof(long), sizeof(long), 8, 8, 4, 8, sizeof(long double), 8, 16, 2 * sizeof(long double)};
  unsigned number = static_cast<unsigned>(d->number) - 1;
  return number < sizeof sizes && kinds[number] == item->kind && sizes[number] == item->size && (d->byte_order == '=' || d->byte_order == '|');
}

// Owners that were given back; guarded by the GIL.
#ifndef Py_GIL_DISABLED
static ViewOwner* spare_owners[8] CY_UNUSED;
static int spare_count CY_UNUSED;
CY_UNUSED static ViewOwner* take_owner() {
  return spare_count ? spare_owners[--spare_count] : static_cast<ViewOwner*>(PyMem_RawMalloc(sizeof(ViewOwner)));
}
CY_UNUSED static void give_owner_back(ViewOwner* owner) {
  if (spare_count < 8) spare_owners[spare_count++] = owner;
  else PyMem_RawFree(owner);
}
#else
inline ViewOwner* take_owner() { return static_cast<ViewOwner*>(PyMem_RawMalloc(sizeof(ViewOwner))); }
inline void give_owner_back(ViewOwner* owner) { PyMem_RawFree(owner); }
#endif
// As view_release, where the GIL is held.
CY_UNUSED static void release_owner_held(ViewOwner* owner) {
  if (__atomic_load_n(&owner->count, __ATOMIC_ACQUIRE) != 1 || owner->has_buffer || owner->memory) return release_owner(owner);
  PyObject* object = owner->buffer.obj;
  give_owner_back(owner);
  Py_XDECREF(object);
}
template <class V>
inline void view_release_held(const V& v) {
  if (v.owner && v.owner != &none_owner) release_owner_held(v.owner);
}

// False: ask the buffer protocol, which knows the reason as well.
template <class V>
bool view_from_ndarray(V& v, PyObject* o, bool writable, const ItemType* item) {
  constexpr Axes packing = V::packing;
  if constexpr (packing != strided && packing != c_contiguous && packing != f_contiguous) return false;
  if (!is_ndarray(o)) return false;
  const NdArray* a = reinterpret_cast<const NdArray*>(o);
  constexpr int order = packing == c_contiguous ? ndarray_is_c_contiguous : packing == f_contiguous ? ndarray_is_f_contiguous : 0;
  int needed = ndarray_is_aligned | order | (writable ? ndarray_is_writeable : 0);
  if (a->dimensions != V::dimensions || (a->flags & (needed | ndarray_warns)) != needed || !holds_items(reinterpret_cast<const NdArrayDescr*>(a->descr), item)) return false;
  ViewOwner* owner = take_owner();
  if (!owner) return false;
  owner->count = 1;
  owner->has_buffer = false;
  owner->item = item;
  owner->memory = nullptr;
  owner->buffer.obj = new_reference(o);
  owner->buffer.format = nullptr;
  // The strides of axes with one item may be anything.
  Py_ssize_t stride = static_cast<Py_ssize_t>(item->size);
  for (int k = 0; k < V::dimensions; ++k) {
    int d = packing == f_contiguous ? k : V::dimensions - 1 - k;
    v.shape[d] = a->shape[d];
    v.strides[d] = packing == strided ? a->strides[d] : stride;
    stride *= a->shape[d];
  }
  v.data = a->data;
  v.owner = owner;
  return true;
}

}  // namespace cy
