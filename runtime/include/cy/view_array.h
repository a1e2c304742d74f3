// cython.view.array: memory with a shape that Python can hold, index and hand on as a buffer.
#pragma once
#include "cy/view_object.h"

namespace cy {

struct ArrayObject {
  PyObject_HEAD
  char* data;
  Py_ssize_t len;
  char* format;
  int ndim;
  Py_ssize_t itemsize;
  void (*callback_free_data)(void*);
  int free_data, dtype_is_object;
  PyObject* memview;  // holds shape and strides; its owner does not hold the memory
  PyObject *shape_tuple, *mode;
  ItemType item;
  PyObject* weakrefs;
};
static PyTypeObject array_type;
inline ArrayObject* as_array(PyObject* o) { return reinterpret_cast<ArrayObject*>(o); }

CY_UNUSED static void array_dealloc(PyObject* self) {
  ArrayObject* a = as_array(self);
  if (a->weakrefs) PyObject_ClearWeakRefs(self);
  if (a->callback_free_data) {
    a->callback_free_data(a->data);
  } else if (a->free_data && a->data) {
    if (a->dtype_is_object)
      for (Py_ssize_t i = 0; i < a->len / a->itemsize; ++i) Py_XDECREF(reinterpret_cast<PyObject**>(a->data)[i]);
    PyMem_RawFree(a->data);
  }
  Py_CLEAR(a->memview);
  Py_CLEAR(a->shape_tuple);
  Py_CLEAR(a->mode);
  PyMem_RawFree(a->format);
  Py_TYPE(self)->tp_free(self);
}
CY_UNUSED static int array_getbuffer(PyObject* self, Py_buffer* buffer, int flags) {
  if (memoryview_getbuffer(as_array(self)->memview, buffer, flags) < 0) return -1;
  Py_DECREF(buffer->obj);
  buffer->obj = new_reference(self);
  return 0;
}
CY_UNUSED static Py_ssize_t array_length(PyObject* self) { return memoryview_length(as_array(self)->memview); }
// What Python sees of it keeps the array alive.
CY_UNUSED static PyObject* array_memview(PyObject* self, void*) {
  ArrayObject* a = as_array(self);
  const Memoryview* m = as_memoryview(a->memview);
  ViewOwner* owner = static_cast<ViewOwner*>(PyMem_RawCalloc(1, sizeof(ViewOwner)));
  if (!owner) return PyErr_NoMemory();
  owner->count = 1;
  owner->item = &a->item;
  owner->buffer.obj = new_reference(self);
  owner->buffer.format = a->format;
  PyObject* result = make_memoryview(owner, m->item, m->to, m->from, false, m->raw);
  release_owner(owner);
  return result;
}
CY_UNUSED static PyObject* array_getitem(PyObject* self, PyObject* key) {
  PyObject* view = array_memview(self, nullptr);
  PyObject* result = view ? PyObject_GetItem(view, key) : nullptr;
  Py_XDECREF(view);
  return result;
}
CY_UNUSED static int array_setitem(PyObject* self, PyObject* key, PyObject* value) { return memoryview_setitem(as_array(self)->memview, key, value); }
CY_UNUSED static PyObject* array_getattr(PyObject* self, PyObject* name) {
  PyObject* found = PyObject_GenericGetAttr(self, name);
  if (found || !PyErr_ExceptionMatches(PyExc_AttributeError)) return found;
  PyErr_Clear();
  PyObject* view = array_memview(self, nullptr);
  PyObject* result = view ? PyObject_GetAttr(view, name) : nullptr;
  Py_XDECREF(view);
  return result;
}

CY_UNUSED static PyObject* array_item(PyObject* self, Py_ssize_t i) {
  PyObject* key = PyLong_FromSsize_t(i);
  PyObject* item = key ? array_getitem(self, key) : nullptr;
  Py_XDECREF(key);
  return item;
}

// Shape and strides of `raw` are set; the memory is given, or allocated when null.
CY_UNUSED static int fill_array(ArrayObject* a, RawView& raw, const char* format, void* memory, bool allocate) {
  a->ndim = raw.dimensions;
  a->itemsize = static_cast<Py_ssize_t>(raw.item_size);
  a->len = raw_size(raw) * a->itemsize;
  a->format = static_cast<char*>(PyMem_RawMalloc(std::strlen(format) + 1));
  if (!a->format) return PyErr_NoMemory(), -1;
  std::strcpy(a->format, format);
  a->dtype_is_object = !std::strcmp(format, "O");
  raw.objects = a->dtype_is_object;
  a->item = {"item", raw.item_size, raw.objects ? 'O' : format_kind(format[0], false), format[0] && !format[1] ? format[0] : '\0', nullptr};
  a->data = static_cast<char*>(memory);
  if (allocate) {
    a->free_data = 1;
    a->data = static_cast<char*>(PyMem_RawCalloc(static_cast<std::size_t>(a->len) + 1, 1));
    if (!a->data) return PyErr_SetString(PyExc_MemoryError, "unable to allocate array data."), -1;
    for (Py_ssize_t i = 0; a->dtype_is_object && i < a->len / a->itemsize; ++i) reinterpret_cast<PyObject**>(a->data)[i] = new_reference(Py_None);
  }
  raw.data = a->data;
  ViewOwner* owner = static_cast<ViewOwner*>(PyMem_RawCalloc(1, sizeof(ViewOwner)));
  if (!owner) return PyErr_NoMemory(), -1;
  owner->count = 1;
  owner->item = &a->item;
  owner->buffer.format = a->format;
  a->memview = make_memoryview(owner, &a->item, a->dtype_is_object ? typed_item_object<PyObject*> : nullptr,
                               a->dtype_is_object ? store_typed_item<PyObject*> : nullptr, false, raw);
  release_owner(owner);
  a->shape_tuple = extents_tuple(raw.shape, raw.dimensions);
  return a->memview && a->shape_tuple ? 0 : -1;
}
CY_UNUSED static int read_shape(PyObject* shape, RawView& raw) {
  raw.dimensions = static_cast<int>(PyTuple_GET_SIZE(shape));
  if (!raw.dimensions) return raise_value_error("Empty shape tuple for cython.array");
  if (raw.dimensions > most_dimensions) return raise_value_error("too many dimensions for cython.array");
  for (int d = 0; d < raw.dimensions; ++d) {
    raw.shape[d] = PyNumber_AsSsize_t(PyTuple_GET_ITEM(shape, d), PyExc_OverflowError);
    if (raw.shape[d] == -1 && PyErr_Occurred()) return -1;
    if (raw.shape[d] <= 0) return PyErr_Format(PyExc_ValueError, "Invalid shape in axis %d: %zd.", d, raw.shape[d]), -1;
  }
  return 0;
}
// array(shape, itemsize, format, mode="c", allocate_buffer=True)
CY_UNUSED static PyObject* array_new(PyTypeObject* type, PyObject* arguments, PyObject* keywords) {
  static const char* names[] = {"shape", "itemsize", "format", "mode", "allocate_buffer", nullptr};
  PyObject *shape, *format, *mode = nullptr;
  Py_ssize_t itemsize;
  int allocate = 1;
  if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "O!nO|Op", const_cast<char**>(names), &PyTuple_Type, &shape, &itemsize, &format, &mode, &allocate))
    return nullptr;
  if (itemsize <= 0) return raise_value_error("itemsize <= 0 for cython.array"), nullptr;
  const char* text = PyBytes_Check(format) ? PyBytes_AS_STRING(format) : PyUnicode_Check(format) ? PyUnicode_AsUTF8(format) : nullptr;
  if (!text) {
    if (!PyErr_Occurred()) raise_with_type(PyExc_TypeError, "expected bytes, %.200s found", format);
    return nullptr;
  }
  const char* mode_text = !mode ? "c" : PyUnicode_Check(mode) ? PyUnicode_AsUTF8(mode) : PyBytes_Check(mode) ? PyBytes_AS_STRING(mode) : "";
  bool fortran = mode_text && !std::strcmp(mode_text, "fortran");
  if (!mode_text || (!fortran && std::strcmp(mode_text, "c") != 0)) {
    if (!PyErr_Occurred()) PyErr_Format(PyExc_ValueError, "Invalid mode, expected 'c' or 'fortran', got %S", mode);
    return nullptr;
  }
  RawView raw;
  raw.item_size = static_cast<std::size_t>(itemsize);
  if (read_shape(shape, raw) < 0) return nullptr;
  pack_strides(raw, fortran);
  PyObject* self = type->tp_alloc(type, 0);
  if (!self) return nullptr;
  as_array(self)->mode = PyUnicode_FromString(mode_text);
  if (!as_array(self)->mode || fill_array(as_array(self), raw, text, nullptr, allocate != 0) < 0) Py_CLEAR(self);
  return self;
}
CY_UNUSED static PyTypeObject* ready_array_type() {
  static PyGetSetDef attributes[] = {{"memview", array_memview, nullptr, nullptr, nullptr}, {nullptr, nullptr, nullptr, nullptr, nullptr}};
  static PyMappingMethods mapping = {array_length, array_getitem, array_setitem};
  static PySequenceMethods sequence = {array_length, nullptr, nullptr, array_item, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
  static PyBufferProcs buffer = {array_getbuffer, nullptr};
  PyTypeObject* type = &array_type;
  if (type->tp_name) return type;
  begin_type(type, "_cyrite.array", sizeof(ArrayObject), array_dealloc);
  type->tp_flags |= Py_TPFLAGS_BASETYPE;
#ifdef Py_TPFLAGS_SEQUENCE
  type->tp_flags |= Py_TPFLAGS_SEQUENCE;
#endif
  type->tp_as_mapping = &mapping;
  type->tp_as_sequence = &sequence;
  type->tp_as_buffer = &buffer;
  type->tp_getattro = array_getattr;
  type->tp_getset = attributes;
  type->tp_weaklistoffset = offsetof(ArrayObject, weakrefs);
  type->tp_new = array_new;
  if (PyType_Ready(type) < 0) return nullptr;
  register_sequence(type);
  return type;
}
CY_UNUSED static PyObject* view_array_type() {
  PyTypeObject* type = ready_array_type();
  return type ? new_reference(reinterpret_cast<PyObject*>(type)) : nullptr;
}
// <T[:n, :m]>pointer as a Python object.
CY_UNUSED static PyObject* wrap_pointer(const ItemType* item, void* pointer, bool fortran, RawView& raw) {
  PyTypeObject* type = ready_array_type();
  for (int d = 0; d < raw.dimensions; ++d)
    if (raw.shape[d] <= 0) return PyErr_Format(PyExc_ValueError, "Invalid shape in axis %d: %zd.", d, raw.shape[d]);
  raw.item_size = item->size;
  pack_strides(raw, fortran);
  PyObject* self = type ? type->tp_alloc(type, 0) : nullptr;
  if (!self) return nullptr;
  as_array(self)->mode = PyUnicode_FromString(fortran ? "fortran" : "c");
  if (!as_array(self)->mode || fill_array(as_array(self), raw, item_format(item), pointer, false) < 0) Py_CLEAR(self);
  return self;
}
template <class T, class... Sizes>
PyObject* array_from_pointer(T* pointer, int fortran, Sizes... sizes) {
  RawView raw;
  raw.dimensions = static_cast<int>(sizeof...(sizes));
  int d = 0;
  ((raw.shape[d++] = static_cast<Py_ssize_t>(sizes)), ...);
  return wrap_pointer(&ItemLayout<typename std::remove_cv<T>::type>::type, const_cast<typename std::remove_cv<T>::type*>(pointer), fortran != 0, raw);
}

}  // namespace cy
