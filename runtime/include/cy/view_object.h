// The memoryview that Python sees: made when a typed one leaves compiled code.
#pragma once
#include "cy/conversion.h"
#include "cy/static_type.h"
#include "cy/view_copy.h"

namespace cy {

// How an item becomes an object and back; null: by the struct module.
using ItemToObject = PyObject* (*)(const char*);
using ItemFromObject = int (*)(char*, PyObject*);
struct Memoryview {
  PyObject_HEAD
  ViewOwner* owner;
  const ItemType* item;
  ItemToObject to;
  ItemFromObject from;
  bool read_only;
  RawView raw;
  PyObject* weakrefs;
};
static PyTypeObject memoryview_type;
inline Memoryview* as_memoryview(PyObject* o) { return reinterpret_cast<Memoryview*>(o); }
CY_UNUSED static PyTypeObject* ready_memoryview_type();

// Items of which only the format text tells something: of memoryview(object, flags).
static const ItemType unknown_item CY_UNUSED = {"item", 0, 'S', 0, nullptr};

CY_UNUSED static PyObject* make_memoryview(ViewOwner* owner, const ItemType* item, ItemToObject to, ItemFromObject from, bool read_only,
                                           const RawView& raw) {
  PyTypeObject* type = ready_memoryview_type();
  Memoryview* m = type ? PyObject_New(Memoryview, type) : nullptr;
  if (CY_UNLIKELY(!m)) return nullptr;
  retain_owner(owner);
  m->owner = owner, m->item = item, m->to = to, m->from = from, m->read_only = read_only, m->raw = raw, m->weakrefs = nullptr;
  return reinterpret_cast<PyObject*>(m);
}
inline PyObject* same_memoryview(const Memoryview* m, const RawView& raw) {
  return make_memoryview(m->owner, m->item, m->to, m->from, m->read_only, raw);
}
CY_UNUSED static void memoryview_dealloc(PyObject* self) {
  if (as_memoryview(self)->weakrefs) PyObject_ClearWeakRefs(self);
  release_owner(as_memoryview(self)->owner);
  PyObject_Free(self);
}

// ---- texts
// The exporter: looked for through memoryviews of compiled modules.
CY_UNUSED static PyObject* memoryview_exporter(PyObject* self) {
  PyObject* base = as_memoryview(self)->owner->buffer.obj;
  while (base && !std::strcmp(Py_TYPE(base)->tp_name, memoryview_type.tp_name)) base = as_memoryview(base)->owner->buffer.obj;
  return base;
}
CY_UNUSED static const char* exporter_name(PyObject* self) {
  PyObject* base = memoryview_exporter(self);
  if (!base) return "array";
  const char* name = Py_TYPE(base)->tp_name;
  const char* dot = std::strrchr(name, '.');
  return dot ? dot + 1 : name;
}
CY_UNUSED static PyObject* memoryview_repr(PyObject* self) {
  return PyUnicode_FromFormat("<MemoryView of '%s' at %p>", exporter_name(self), static_cast<void*>(self));
}
CY_UNUSED static PyObject* memoryview_str(PyObject* self) { return PyUnicode_FromFormat("<MemoryView of '%s' object>", exporter_name(self)); }
// The format of one item; lives as long as the owner.
CY_UNUSED static const char* memoryview_format(const Memoryview* m) {
  return m->owner->buffer.format ? m->owner->buffer.format : item_format(m->item);
}

// ---- the buffer protocol
CY_UNUSED static int memoryview_getbuffer(PyObject* self, Py_buffer* buffer, int flags) {
  Memoryview* m = as_memoryview(self);
  if ((flags & PyBUF_WRITABLE) && m->read_only) {
    buffer->obj = nullptr;
    return raise_value_error("Cannot create writable memory view from read-only memoryview");
  }
  Py_ssize_t size = static_cast<Py_ssize_t>(m->raw.item_size);
  bool c = extents_are_contiguous(m->raw.shape, m->raw.strides, m->raw.dimensions, size, false);
  bool f = extents_are_contiguous(m->raw.shape, m->raw.strides, m->raw.dimensions, size, true);
  const char* text = nullptr;
  if ((flags & PyBUF_C_CONTIGUOUS) == PyBUF_C_CONTIGUOUS && !c) text = "memoryview is not C-contiguous";
  if ((flags & PyBUF_F_CONTIGUOUS) == PyBUF_F_CONTIGUOUS && !f) text = "memoryview is not Fortran contiguous";
  if ((flags & PyBUF_ANY_CONTIGUOUS) == PyBUF_ANY_CONTIGUOUS && !c && !f) text = "memoryview is not contiguous";
  if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES && !c) text = "memoryview is not C-contiguous";
  if (text) {
    buffer->obj = nullptr;
    return raise_value_error(text);
  }
  bool pointers = false;
  for (int d = 0; d < m->raw.dimensions; ++d) pointers |= m->raw.suboffsets[d] >= 0;
  buffer->buf = m->raw.data;
  buffer->obj = new_reference(self);
  buffer->len = raw_size(m->raw) * size;
  buffer->itemsize = size;
  buffer->readonly = m->read_only;
  buffer->ndim = m->raw.dimensions;
  buffer->format = flags & PyBUF_FORMAT ? const_cast<char*>(memoryview_format(m)) : nullptr;
  buffer->shape = flags & PyBUF_ND ? m->raw.shape : nullptr;
  buffer->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? m->raw.strides : nullptr;
  buffer->suboffsets = pointers && (flags & PyBUF_INDIRECT) == PyBUF_INDIRECT ? m->raw.suboffsets : nullptr;
  buffer->internal = nullptr;
  return 0;
}

// ---- items
CY_COLD CY_UNUSED static PyObject* unpack_item(const Memoryview* m, const char* p) {
  PyObject* module = PyImport_ImportModule("struct");
  PyObject* result = module ? PyObject_CallMethod(module, "unpack", "sy#", memoryview_format(m), p, static_cast<Py_ssize_t>(m->raw.item_size)) : nullptr;
  Py_XDECREF(module);
  if (result && PyTuple_GET_SIZE(result) == 1) {
    PyObject* only = new_reference(PyTuple_GET_ITEM(result, 0));
    Py_DECREF(result);
    return only;
  }
  return result;
}
CY_COLD CY_UNUSED static int pack_item(const Memoryview* m, char* p, PyObject* value) {
  PyObject* module = PyImport_ImportModule("struct");
  PyObject* pack = module ? PyObject_GetAttrString(module, "pack") : nullptr;
  PyObject* values = PyTuple_Check(value) ? new_reference(value) : PyTuple_Pack(1, value);
  PyObject* format = Py_BuildValue("(s)", memoryview_format(m));
  PyObject* arguments = pack && values && format ? PySequence_Concat(format, values) : nullptr;
  PyObject* bytes = arguments ? PyObject_Call(pack, arguments, nullptr) : nullptr;
  if (bytes) std::memcpy(p, PyBytes_AS_STRING(bytes), m->raw.item_size);
  int status = bytes ? 0 : -1;
  if (arguments && !bytes && !PyErr_ExceptionMatches(PyExc_MemoryError)) {  // not struct.error, which callers would have to import
    PyErr_Clear();
    PyErr_Format(PyNumber_Check(value) ? PyExc_ValueError : PyExc_TypeError, "%R does not fit into an item of format '%s'", value, memoryview_format(m));
  }
  Py_XDECREF(module);
  Py_XDECREF(pack);
  Py_XDECREF(values);
  Py_XDECREF(format);
  Py_XDECREF(arguments);
  Py_XDECREF(bytes);
  return status;
}
CY_UNUSED static PyObject* item_object(const Memoryview* m, const char* p) { return m->to ? m->to(p) : unpack_item(m, p); }
CY_UNUSED static int store_item(const Memoryview* m, char* p, PyObject* value) { return m->from ? m->from(p, value) : pack_item(m, p, value); }

// What comes before the first item of the axes so far: behind the last pointer that is followed.
CY_UNUSED static void move_raw_start(RawView& dst, int axes, Py_ssize_t bytes) {
  int last = axes - 1;
  while (last >= 0 && dst.suboffsets[last] < 0) --last;
  if (last >= 0) dst.suboffsets[last] += bytes;
  else dst.data += bytes;
}
CY_UNUSED static int slice_raw_axis(const RawView& src, RawView& dst, int from, PyObject* slice) {
  Py_ssize_t start, stop, step;
  if (PySlice_Unpack(slice, &start, &stop, &step) < 0) {
    if (!PyErr_ExceptionMatches(PyExc_ValueError)) return -1;
    PyErr_Clear();
    return raise_axis(PyExc_ValueError, "Step may not be zero (axis %d)", from);
  }
  int to = dst.dimensions++;
  dst.shape[to] = PySlice_AdjustIndices(src.shape[from], &start, &stop, step);
  dst.strides[to] = src.strides[from] * step;
  dst.suboffsets[to] = src.suboffsets[from];
  move_raw_start(dst, to, start * src.strides[from]);
  return 0;
}
CY_UNUSED static int index_raw_axis(const RawView& src, RawView& dst, int from, PyObject* index) {
  Py_ssize_t i = PyNumber_AsSsize_t(index, PyExc_IndexError);
  if (i == -1 && PyErr_Occurred()) return -1;
  if (i < 0) i += src.shape[from];
  if (i < 0 || i >= src.shape[from]) return raise_index_error(from);
  if (src.suboffsets[from] >= 0 && dst.dimensions) return raise_axis(PyExc_IndexError, "All dimensions preceding dimension %d must be indexed and not sliced", from);
  if (src.suboffsets[from] >= 0) dst.data = raw_step(src, from, dst.data, i);
  else move_raw_start(dst, dst.dimensions, i * src.strides[from]);
  return 0;
}
// What m[key] looks at: 0 dimensions is one item.
CY_UNUSED static int select_raw(const Memoryview* m, PyObject* key, RawView& dst) {
  const RawView& src = m->raw;
  Py_ssize_t count = PyTuple_Check(key) ? PyTuple_GET_SIZE(key) : 1, axis = 0;
  bool seen_ellipsis = false;
  dst = src;
  dst.dimensions = 0;
  PyObject* all = PySlice_New(nullptr, nullptr, nullptr);
  int status = all ? 0 : -1;
  for (Py_ssize_t k = 0; status == 0 && k < count; ++k) {
    PyObject* part = PyTuple_Check(key) ? PyTuple_GET_ITEM(key, k) : key;
    if (part == Py_Ellipsis) {
      Py_ssize_t fill = seen_ellipsis ? 1 : src.dimensions - count + 1;
      seen_ellipsis = true;
      for (; status == 0 && fill > 0 && axis < src.dimensions; --fill) status = slice_raw_axis(src, dst, static_cast<int>(axis++), all);
      continue;
    }
    bool is_slice = PySlice_Check(part);
    if (!is_slice && !PyIndex_Check(part)) {
      PyErr_Format(PyExc_TypeError, "Cannot index with type '%R'", Py_TYPE(part));
      status = -1;
    } else if (axis >= src.dimensions) {
      status = raise_index_error(static_cast<int>(axis));
    } else {
      status = is_slice ? slice_raw_axis(src, dst, static_cast<int>(axis), part) : index_raw_axis(src, dst, static_cast<int>(axis), part);
      ++axis;
    }
  }
  while (status == 0 && axis < src.dimensions) status = slice_raw_axis(src, dst, static_cast<int>(axis++), all);
  Py_XDECREF(all);
  return status;
}
CY_UNUSED static PyObject* memoryview_getitem(PyObject* self, PyObject* key) {
  Memoryview* m = as_memoryview(self);
  RawView part;
  if (key == Py_Ellipsis) return new_reference(self);
  if (select_raw(m, key, part) < 0) return nullptr;
  return part.dimensions == 0 ? item_object(m, part.data) : same_memoryview(m, part);
}
CY_UNUSED static PyObject* memoryview_item(PyObject* self, Py_ssize_t i) {
  PyObject* key = PyLong_FromSsize_t(i);
  PyObject* item = key ? memoryview_getitem(self, key) : nullptr;
  Py_XDECREF(key);
  return item;
}
// Another buffer of the same items, copied in.
CY_UNUSED static int assign_buffer(const Memoryview* m, const RawView& part, PyObject* value) {
  Py_buffer b;
  if (PyObject_GetBuffer(value, &b, PyBUF_FULL_RO) < 0) return -1;
  RawView from = part;
  int status = m->item == &unknown_item ? 0 : check_format(m->item, b.format);
  if (m->item == &unknown_item && b.itemsize != static_cast<Py_ssize_t>(m->raw.item_size)) status = raise_value_error("the items of the buffers differ in size");
  if (status == 0 && b.ndim > most_dimensions) status = raise_value_error("too many dimensions");
  if (status == 0) {
    from.data = static_cast<char*>(b.buf);
    from.dimensions = b.ndim;
    for (int d = 0; d < b.ndim; ++d) {
      from.shape[d] = b.shape[d];
      from.strides[d] = b.strides[d];
      from.suboffsets[d] = b.suboffsets ? b.suboffsets[d] : -1;
    }
    status = assign_raw(part, from);
  }
  PyBuffer_Release(&b);
  return status;
}
CY_UNUSED static int memoryview_setitem(PyObject* self, PyObject* key, PyObject* value) {
  Memoryview* m = as_memoryview(self);
  RawView part;
  if (!value) return raise_type_error("Cannot delete items of a memoryview");
  if (m->read_only) return raise_type_error("Cannot assign to read-only memoryview");
  if (select_raw(m, key, part) < 0) return -1;
  if (part.dimensions == 0) return store_item(m, part.data, value);
  if (PyObject_CheckBuffer(value)) return assign_buffer(m, part, value);
  void* item = PyMem_Calloc(1, m->raw.item_size);
  if (!item) return PyErr_NoMemory(), -1;
  int status = store_item(m, static_cast<char*>(item), value);
  if (status == 0) fill_axis(part, 0, part.data, static_cast<char*>(item));
  if (status == 0 && part.objects) Py_DECREF(*static_cast<PyObject**>(item));
  PyMem_Free(item);
  return status;
}
CY_UNUSED static Py_ssize_t memoryview_length(PyObject* self) {
  const RawView& raw = as_memoryview(self)->raw;
  return raw.dimensions ? raw.shape[0] : 0;
}

// ---- attributes and methods
CY_UNUSED static PyObject* memoryview_base(PyObject* self, void*) {
  PyObject* base = memoryview_exporter(self);
  return new_reference(base ? base : Py_None);
}
CY_UNUSED static PyObject* memoryview_shape(PyObject* self, void*) { return extents_tuple(as_memoryview(self)->raw.shape, as_memoryview(self)->raw.dimensions); }
CY_UNUSED static PyObject* memoryview_strides(PyObject* self, void*) { return extents_tuple(as_memoryview(self)->raw.strides, as_memoryview(self)->raw.dimensions); }
CY_UNUSED static PyObject* memoryview_suboffsets(PyObject* self, void*) { return extents_tuple(as_memoryview(self)->raw.suboffsets, as_memoryview(self)->raw.dimensions); }
CY_UNUSED static PyObject* memoryview_ndim(PyObject* self, void*) { return PyLong_FromLong(as_memoryview(self)->raw.dimensions); }
CY_UNUSED static PyObject* memoryview_itemsize(PyObject* self, void*) { return PyLong_FromSize_t(as_memoryview(self)->raw.item_size); }
CY_UNUSED static PyObject* memoryview_size(PyObject* self, void*) { return PyLong_FromSsize_t(raw_size(as_memoryview(self)->raw)); }
CY_UNUSED static PyObject* memoryview_nbytes(PyObject* self, void*) {
  return PyLong_FromSsize_t(raw_size(as_memoryview(self)->raw) * static_cast<Py_ssize_t>(as_memoryview(self)->raw.item_size));
}
CY_UNUSED static PyObject* memoryview_transposed(PyObject* self, void*) {
  const Memoryview* m = as_memoryview(self);
  RawView turned = m->raw;
  for (int d = 0; d < m->raw.dimensions; ++d) {
    if (m->raw.suboffsets[d] >= 0) return raise_value_error("Cannot transpose memoryview with indirect dimensions"), nullptr;
    turned.shape[d] = m->raw.shape[m->raw.dimensions - 1 - d];
    turned.strides[d] = m->raw.strides[m->raw.dimensions - 1 - d];
  }
  return same_memoryview(m, turned);
}
CY_UNUSED static PyObject* contiguity(PyObject* self, bool fortran) {
  const RawView& raw = as_memoryview(self)->raw;
  return PyBool_FromLong(extents_are_contiguous(raw.shape, raw.strides, raw.dimensions, static_cast<Py_ssize_t>(raw.item_size), fortran));
}
CY_UNUSED static PyObject* memoryview_is_c_contig(PyObject* self, PyObject*) { return contiguity(self, false); }
CY_UNUSED static PyObject* memoryview_is_f_contig(PyObject* self, PyObject*) { return contiguity(self, true); }
CY_UNUSED static PyObject* copy_memoryview(PyObject* self, bool fortran) {
  const Memoryview* m = as_memoryview(self);
  RawView packed = m->raw;
  pack_strides(packed, fortran);
  ViewOwner* owner = new_owner(m->item, static_cast<std::size_t>(raw_size(m->raw)) * m->raw.item_size, m->owner->buffer.format);
  if (!owner) return nullptr;
  packed.data = static_cast<char*>(owner->memory);
  if (raw_size(m->raw)) copy_axis(packed, m->raw, 0, packed.data, m->raw.data);
  PyObject* result = make_memoryview(owner, m->item, m->to, m->from, false, packed);
  release_owner(owner);
  return result;
}
CY_UNUSED static PyObject* memoryview_copy(PyObject* self, PyObject*) { return copy_memoryview(self, false); }
CY_UNUSED static PyObject* memoryview_copy_fortran(PyObject* self, PyObject*) { return copy_memoryview(self, true); }
CY_UNUSED static PyObject* memoryview_count(PyObject* self, PyObject* value) { return PyLong_FromSsize_t(PySequence_Count(self, value)); }
CY_UNUSED static PyObject* memoryview_index(PyObject* self, PyObject* value) {
  Py_ssize_t at = PySequence_Index(self, value);
  return at < 0 ? nullptr : PyLong_FromSsize_t(at);
}
CY_UNUSED static PyObject* memoryview_reduce(PyObject*, PyObject*) {
  return raise_type_error("no default __reduce__ due to non-trivial __cinit__"), nullptr;
}
template <class T>
PyObject* typed_item_object(const char* p);
template <class T>
int store_typed_item(char* p, PyObject* o);
// memoryview(object, flags, dtype_is_object=False)
CY_UNUSED static PyObject* memoryview_new(PyTypeObject*, PyObject* args, PyObject* kwargs) {
  static const char* names[] = {"obj", "flags", "dtype_is_object", nullptr};
  PyObject* object;
  int flags, is_object = 0;
  if (!PyArg_ParseTupleAndKeywords(args, kwargs, "Oi|p", const_cast<char**>(names), &object, &flags, &is_object)) return nullptr;
  ViewOwner* owner = static_cast<ViewOwner*>(PyMem_RawCalloc(1, sizeof(ViewOwner)));
  if (!owner) return PyErr_NoMemory();
  owner->count = 1;
  if (PyObject_GetBuffer(object, &owner->buffer, flags) < 0) {
    PyMem_RawFree(owner);
    return nullptr;
  }
  owner->has_buffer = true;
  const Py_buffer& b = owner->buffer;
  PyObject* result = nullptr;
  if (b.ndim > most_dimensions) {
    raise_value_error("too many dimensions");
  } else {
    RawView raw = {};
    raw.data = static_cast<char*>(b.buf);
    raw.item_size = static_cast<std::size_t>(b.itemsize);
    raw.objects = is_object || (b.format && !std::strcmp(b.format, "O"));
    owner->item = raw.objects ? &ItemLayout<PyObject*>::type : &unknown_item;
    raw.dimensions = b.shape ? b.ndim : 1;
    Py_ssize_t stride = b.itemsize;
    for (int d = raw.dimensions - 1; d >= 0; --d) {
      raw.shape[d] = b.shape ? b.shape[d] : b.itemsize ? b.len / b.itemsize : 0;
      raw.strides[d] = b.strides ? b.strides[d] : stride;
      raw.suboffsets[d] = b.suboffsets ? b.suboffsets[d] : -1;
      stride *= raw.shape[d];
    }
    result = make_memoryview(owner, owner->item, raw.objects ? typed_item_object<PyObject*> : nullptr,
                             raw.objects ? store_typed_item<PyObject*> : nullptr, b.readonly != 0, raw);
  }
  release_owner(owner);
  return result;
}
// What matches a sequence pattern, and is an instance of collections.abc.Sequence.
CY_UNUSED static void register_sequence(PyTypeObject* type) {
  PyObject* module = PyImport_ImportModule("collections.abc");
  PyObject* sequence = module ? PyObject_GetAttrString(module, "Sequence") : nullptr;
  PyObject* done = sequence ? PyObject_CallMethod(sequence, "register", "O", reinterpret_cast<PyObject*>(type)) : nullptr;
  if (!done) PyErr_Clear();
  Py_XDECREF(done);
  Py_XDECREF(sequence);
  Py_XDECREF(module);
}
CY_UNUSED static PyTypeObject* ready_memoryview_type() {
  static PyGetSetDef attributes[] = {{"T", memoryview_transposed, nullptr, nullptr, nullptr},
                                     {"base", memoryview_base, nullptr, nullptr, nullptr},
                                     {"shape", memoryview_shape, nullptr, nullptr, nullptr},
                                     {"strides", memoryview_strides, nullptr, nullptr, nullptr},
                                     {"suboffsets", memoryview_suboffsets, nullptr, nullptr, nullptr},
                                     {"ndim", memoryview_ndim, nullptr, nullptr, nullptr},
                                     {"itemsize", memoryview_itemsize, nullptr, nullptr, nullptr},
                                     {"nbytes", memoryview_nbytes, nullptr, nullptr, nullptr},
                                     {"size", memoryview_size, nullptr, nullptr, nullptr},
                                     {nullptr, nullptr, nullptr, nullptr, nullptr}};
  static PyMethodDef methods[] = {{"is_c_contig", memoryview_is_c_contig, METH_NOARGS, nullptr},
                                  {"is_f_contig", memoryview_is_f_contig, METH_NOARGS, nullptr},
                                  {"copy", memoryview_copy, METH_NOARGS, nullptr},
                                  {"copy_fortran", memoryview_copy_fortran, METH_NOARGS, nullptr},
                                  {"count", memoryview_count, METH_O, nullptr},
                                  {"index", memoryview_index, METH_O, nullptr},
                                  {"__reduce__", memoryview_reduce, METH_NOARGS, nullptr},
                                  {nullptr, nullptr, 0, nullptr}};
  static PyMappingMethods mapping = {memoryview_length, memoryview_getitem, memoryview_setitem};
  static PySequenceMethods sequence = {memoryview_length, nullptr, nullptr, memoryview_item, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
  static PyBufferProcs buffer = {memoryview_getbuffer, nullptr};
  PyTypeObject* type = &memoryview_type;
  if (type->tp_name) return type;
  begin_type(type, "_cyrite._memoryviewslice", sizeof(Memoryview), memoryview_dealloc);
  type->tp_repr = memoryview_repr;
  type->tp_str = memoryview_str;
  type->tp_as_mapping = &mapping;
  type->tp_as_sequence = &sequence;
  type->tp_as_buffer = &buffer;
  type->tp_getset = attributes;
  type->tp_methods = methods;
  type->tp_weaklistoffset = offsetof(Memoryview, weakrefs);
  type->tp_new = memoryview_new;
  return PyType_Ready(type) < 0 ? nullptr : type;
}

CY_UNUSED static PyObject* view_memoryview_type() {
  PyTypeObject* type = ready_memoryview_type();
  return type ? new_reference(reinterpret_cast<PyObject*>(type)) : nullptr;
}

// ---- from a typed view
template <class T>
PyObject* typed_item_object(const char* p) {
  T value;
  std::memcpy(static_cast<void*>(&value), p, sizeof value);
  if constexpr (std::is_same<T, PyObject*>::value) return new_reference(value ? value : Py_None);
  else return Conversion<T>::to(value);
}
template <class T>
int store_typed_item(char* p, PyObject* o) {
  if constexpr (std::is_same<T, PyObject*>::value) {
    PyObject* old = *reinterpret_cast<PyObject**>(p);
    *reinterpret_cast<PyObject**>(p) = new_reference(o);
    Py_XDECREF(old);
    return 0;
  } else {
    T value = Conversion<T>::from(o);
    if (PyErr_Occurred()) return -1;
    std::memcpy(p, static_cast<const void*>(&value), sizeof value);
    return 0;
  }
}
// Structs without a specialisation of Conversion go through the struct module.
template <class T, class = void>
struct ItemAccess {
  using Missing = Conversion<T>;
  static constexpr ItemToObject to = nullptr;
  static constexpr ItemFromObject from = nullptr;
};
template <class T>
struct ItemAccess<T, decltype(void(Conversion<T>::to(*static_cast<T*>(nullptr))))> {
  static constexpr ItemToObject to = typed_item_object<T>;
  static constexpr ItemFromObject from = store_typed_item<T>;
};
template <class V>
PyObject* view_to_object(const V& v) {
  if (view_is_none(v)) return new_reference(Py_None);
  using Item = typename V::Plain;
  return make_memoryview(v.owner, &ItemLayout<Item>::type, ItemAccess<Item>::to, ItemAccess<Item>::from, !V::writable, raw_view(v));
}

}  // namespace cy
