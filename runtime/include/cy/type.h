// Extension types: making the type object, and the glue between special methods and slots.
#pragma once
#include <cstddef>

#include "cy/errors.h"
#include "cy/function.h"
#include "cy/python.h"

namespace cy {

// The type object and every suite of slots; static, and zero until make_type.
using TypeStorage = PyHeapTypeObject;
using SlotFunction = void (*)();
struct TypeSlot {
  unsigned short offset;  // offsetof(TypeStorage, as_number.nb_add)
  SlotFunction function;
};
struct TypeInfo {
  const char* name;  // module.Class
  const char* doc;
  Py_ssize_t size;
  unsigned long flags;  // beside Py_TPFLAGS_DEFAULT
  const TypeSlot* slots;
  PyMethodDef* methods;
  PyMemberDef* members;
  PyGetSetDef* getset;
  Py_ssize_t weaklist_offset, dict_offset;
};
CY_UNUSED static void fill_slots(TypeStorage* t, const TypeSlot* slots) {
  PyTypeObject* type = &t->ht_type;
  for (; slots->function; ++slots) {
    std::size_t at = slots->offset;
    std::memcpy(reinterpret_cast<char*>(t) + at, &slots->function, sizeof slots->function);
    if (at >= offsetof(TypeStorage, as_async) && at < offsetof(TypeStorage, as_async) + sizeof t->as_async) type->tp_as_async = &t->as_async;
    if (at >= offsetof(TypeStorage, as_number) && at < offsetof(TypeStorage, as_number) + sizeof t->as_number)
      type->tp_as_number = &t->as_number;
    if (at >= offsetof(TypeStorage, as_mapping) && at < offsetof(TypeStorage, as_mapping) + sizeof t->as_mapping)
      type->tp_as_mapping = &t->as_mapping;
    if (at >= offsetof(TypeStorage, as_sequence) && at < offsetof(TypeStorage, as_sequence) + sizeof t->as_sequence)
      type->tp_as_sequence = &t->as_sequence;
    if (at >= offsetof(TypeStorage, as_buffer) && at < offsetof(TypeStorage, as_buffer) + sizeof t->as_buffer)
      type->tp_as_buffer = &t->as_buffer;
  }
}
// A static type may not be made ready below a heap type (a Python class, an imported one): it is taken for one meanwhile, and
// the collector, which would look at it as one, waits.
#if PY_VERSION_HEX >= 0x030A0000
inline bool stop_collector() { return PyGC_Disable(); }
inline void start_collector() { PyGC_Enable(); }
#else
inline bool stop_collector() { return false; }
inline void start_collector() {}
#endif
CY_UNUSED static bool has_heap_base(PyTypeObject* type) {
  PyObject* mro = type->tp_base ? type->tp_base->tp_mro : nullptr;
  for (Py_ssize_t i = 0; mro && i < PyTuple_GET_SIZE(mro); ++i)
    if (reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(mro, i))->tp_flags & Py_TPFLAGS_HEAPTYPE) return true;
  for (Py_ssize_t i = 0; type->tp_bases && i < PyTuple_GET_SIZE(type->tp_bases); ++i)
    if (reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(type->tp_bases, i))->tp_flags & Py_TPFLAGS_HEAPTYPE) return true;
  return false;
}
// Further bases must be Python classes, and may not bring a __dict__ that the type has no room for.
CY_UNUSED static int check_bases(const TypeInfo* info, Py_ssize_t dict_offset, PyObject* bases) {
  if (PyTuple_GET_ITEM(bases, 0) == reinterpret_cast<PyObject*>(&PyBaseObject_Type)) return 0;  // there is no order of them at all
  for (Py_ssize_t i = 1; i < PyTuple_GET_SIZE(bases); ++i) {
    PyObject* object = PyTuple_GET_ITEM(bases, i);
    if (!PyType_Check(object)) {
      PyErr_Format(PyExc_TypeError, "metaclass conflict: base '%.200s' is not a type", Py_TYPE(object)->tp_name);
      return -1;
    }
    PyTypeObject* base = reinterpret_cast<PyTypeObject*>(object);
    PyTypeObject* first = reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(bases, 0));
    if (!(base->tp_flags & Py_TPFLAGS_HEAPTYPE)) {
      if (base->tp_basicsize > first->tp_basicsize && first->tp_basicsize == PyBaseObject_Type.tp_basicsize) {
        PyErr_Format(PyExc_TypeError, "best base '%.200s' must be equal to first base '%.200s'", base->tp_name, first->tp_name);
        return -1;
      }
      PyErr_Format(PyExc_TypeError, "base class '%.200s' is not a heap type", base->tp_name);
      return -1;
    }
    if (dict_offset || !base->tp_dictoffset) continue;
    PyErr_Format(PyExc_TypeError, "extension type '%.200s' has no __dict__ slot, but base type '%.200s' has: "
                 "either add 'cdef dict __dict__' to the extension type or add '__slots__ = [...]' to the base type", info->name, base->tp_name);
    return -1;
  }
  return 0;
}
// The items of an object stand at its end: nothing can come after them.
CY_UNUSED static int check_items(const TypeInfo* info, PyTypeObject* base) {
  Py_ssize_t align = alignof(void*), room = base ? (base->tp_basicsize + base->tp_itemsize + align - 1) / align * align : 0;
  if (!base || !base->tp_itemsize || info->size <= room) return 0;
  PyErr_Format(PyExc_TypeError, "inheritance from PyVarObject types like '%.200s' not currently supported", base->tp_name);
  return -1;
}
CY_UNUSED static int ready_type(PyTypeObject* type) {
  if (!has_heap_base(type)) return PyType_Ready(type);
  bool collecting = stop_collector();
  type->tp_flags |= Py_TPFLAGS_HEAPTYPE;
  int status = PyType_Ready(type);
  type->tp_flags &= ~Py_TPFLAGS_HEAPTYPE;
  if (collecting) start_collector();
  return status;
}
CY_UNUSED static int make_type_of_bases(TypeStorage* t, const TypeInfo* info, PyTypeObject* base, PyObject* bases) {
  PyVarObject head = {PyObject_HEAD_INIT(nullptr) 0};
  PyTypeObject* type = &t->ht_type;
  std::memcpy(static_cast<void*>(type), &head, sizeof head);
  type->tp_name = info->name;
  type->tp_doc = info->doc;
  type->tp_basicsize = info->size;
  type->tp_flags = Py_TPFLAGS_DEFAULT | info->flags;
  type->tp_base = base;
  if (check_items(info, base) < 0) return -1;
  if (bases && check_bases(info, info->dict_offset ? info->dict_offset : base ? base->tp_dictoffset : 0, bases) < 0) return -1;
  if (bases) type->tp_bases = new_reference(bases);
  type->tp_methods = info->methods;
  type->tp_members = info->members;
  type->tp_getset = info->getset;
  type->tp_weaklistoffset = info->weaklist_offset;
  type->tp_dictoffset = info->dict_offset;
  fill_slots(t, info->slots);
  return ready_type(type);
}
inline int make_type(TypeStorage* t, const TypeInfo* info, PyTypeObject* base) { return make_type_of_bases(t, info, base, nullptr); }
#ifdef Py_TPFLAGS_SEQUENCE
constexpr unsigned long sequence_flag = Py_TPFLAGS_SEQUENCE, mapping_flag = Py_TPFLAGS_MAPPING;
#else
constexpr unsigned long sequence_flag = 0, mapping_flag = 0;
#endif

// ---- the class as a namespace
CY_UNUSED static int type_modified_setattr(PyTypeObject* type, PyObject* name, PyObject* value) {
  int status = value ? PyDict_SetItem(type->tp_dict, name, value) : PyDict_DelItem(type->tp_dict, name);
  PyType_Modified(type);
  return status;
}
inline PyObject* type_namespace(PyTypeObject* type) { return PyDict_Copy(type->tp_dict); }
CY_UNUSED static PyObject* type_own_attribute(PyTypeObject* type, PyObject* name) {
  PyObject* found = PyDict_GetItemWithError(type->tp_dict, name);
  if (!found && !PyErr_Occurred()) PyErr_SetObject(PyExc_AttributeError, name);
  Py_XINCREF(found);
  return found;
}
// From the class body: the value may ask for its name.
CY_UNUSED static int type_store_attribute(PyTypeObject* type, PyObject* name, PyObject* value) {
  if (type_modified_setattr(type, name, value) < 0) return -1;
  PyObject* set_name_text = PyUnicode_InternFromString("__set_name__");
  PyObject* set_name = set_name_text ? _PyType_Lookup(Py_TYPE(value), set_name_text) : nullptr;
  Py_XDECREF(set_name_text);
  if (!set_name) return set_name_text ? 0 : -1;
  PyObject* done = PyObject_CallFunctionObjArgs(set_name, value, reinterpret_cast<PyObject*>(type), name, nullptr);
  Py_XDECREF(done);
  return done ? 0 : -1;
}
inline int type_delattr(PyTypeObject* type, PyObject* name) { return type_modified_setattr(type, name, nullptr); }
// Takes the value over; NULL is an error already raised.
CY_UNUSED static int type_set_item(PyTypeObject* type, PyObject* name, PyObject* value) {
  int status = value ? type_modified_setattr(type, name, value) : -1;
  Py_XDECREF(value);
  return status;
}

// A method of an extension type knows the class, to check its self. Each takes the function over; NULL is an error already raised.
CY_UNUSED static int set_method(PyTypeObject* type, PyObject* name, PyObject* function) {
  if (function) function_set_owner(function, type);
  return type_set_item(type, name, function);
}
CY_UNUSED static int set_static_method(PyTypeObject* type, PyObject* name, PyObject* function) {
  PyObject* made = function ? PyStaticMethod_New(function) : nullptr;
  Py_XDECREF(function);
  return type_set_item(type, name, made);
}
CY_UNUSED static int set_class_method(PyTypeObject* type, PyObject* name, PyObject* function) {
  PyObject* made = function ? PyClassMethod_New(function) : nullptr;
  Py_XDECREF(function);
  return type_set_item(type, name, made);
}

// Gives the wrapper of a slot, if it is one, another docstring; `copy` is the wrapper's new description.
CY_UNUSED static int set_slot_doc(PyTypeObject* type, PyObject* name, const char* doc, struct wrapperbase* copy) {
  PyObject* wrapper = PyDict_GetItemWithError(type->tp_dict, name);
  if (!wrapper) return PyErr_Occurred() ? -1 : 0;
  if (!Py_IS_TYPE(wrapper, &PyWrapperDescr_Type)) return 0;
  PyWrapperDescrObject* descriptor = reinterpret_cast<PyWrapperDescrObject*>(wrapper);
  *copy = *descriptor->d_base;
  copy->doc = doc;
  descriptor->d_base = copy;
  return 0;
}

// ---- making and destroying objects
CY_UNUSED static PyObject* allocate(PyTypeObject* type) {
  if (CY_LIKELY(!(type->tp_flags & Py_TPFLAGS_IS_ABSTRACT))) return type->tp_alloc(type, 0);
  PyObject* none = PyTuple_New(0);
  PyObject* o = none ? PyBaseObject_Type.tp_new(type, none, nullptr) : nullptr;
  Py_XDECREF(none);
  return o;
}
CY_UNUSED static PyObject* generic_new(PyTypeObject* type) {
  PyObject* none = PyTuple_New(0);
  PyObject* o = none ? type->tp_new(type, none, nullptr) : nullptr;
  Py_XDECREF(none);
  return o;
}
// Runs __dealloc__ on an object whose count is zero, keeping a raised exception.
CY_UNUSED static void call_dealloc(PyObject* self, void (*dealloc)(PyObject*)) {
  ExceptionState raised;
  save_raised(&raised);
  Py_SET_REFCNT(self, Py_REFCNT(self) + 1);
  dealloc(self);
  Py_SET_REFCNT(self, Py_REFCNT(self) - 1);
  restore_raised(&raised);
}
template <class T>
inline void destroy(T& object) {
  object.~T();
}
template <class T, std::size_t N>
inline void destroy(T (&objects)[N]) {
  for (std::size_t i = N; i-- > 0;) destroy(objects[i]);
}
template <class T>
inline void construct(T& object) {
  new ((void*)&object) T();
}
template <class T, std::size_t N>
inline void construct(T (&objects)[N]) {
  for (T& object : objects) construct(object);
}
// __del__: an exception that is raised stays.
CY_UNUSED static void call_del(PyObject* self, void (*del)(PyObject*)) {
  ExceptionState raised;
  save_raised(&raised);
  del(self);
  restore_raised(&raised);
}
// Runs the finalizer of an object that is about to be destroyed; true when that has revived it.
CY_UNUSED static bool finalize(PyObject* self, destructor dealloc) {
  PyTypeObject* type = Py_TYPE(self);
  if (PyType_IS_GC(type) && PyObject_GC_IsFinalized(self)) return false;
  return type->tp_dealloc == dealloc && PyObject_CallFinalizerFromDealloc(self) != 0;
}
// Memory of dead objects of one size kept for new ones.
template <int N>
struct FreeList {
  PyObject* items[N];
  int count;
  // NULL: allocate.
  PyObject* take(PyTypeObject* type, Py_ssize_t size) {
    if (count == 0 || type->tp_basicsize != size || (type->tp_flags & (Py_TPFLAGS_IS_ABSTRACT | Py_TPFLAGS_HEAPTYPE))) return nullptr;
    PyObject* o = items[--count];
    std::memset(static_cast<void*>(o), 0, static_cast<std::size_t>(size));
    (void)PyObject_INIT(o, type);
    if (PyType_IS_GC(type)) PyObject_GC_Track(o);
    return o;
  }
  bool give(PyObject* o, Py_ssize_t size) {
    PyTypeObject* type = Py_TYPE(o);
    if (count == N || type->tp_basicsize != size || (type->tp_flags & (Py_TPFLAGS_IS_ABSTRACT | Py_TPFLAGS_HEAPTYPE))) return false;
    items[count++] = o;
    return true;
  }
};

// ---- operators: `left` is __add__, `right` is __radd__; either may be nullptr and is then looked for in the base class
CY_UNUSED static PyObject* not_implemented() { return new_reference(Py_NotImplemented); }
CY_UNUSED static binaryfunc number_slot(PyTypeObject* type, std::size_t offset) {
  if (!type || !type->tp_as_number) return nullptr;
  binaryfunc f;
  std::memcpy(&f, reinterpret_cast<char*>(type->tp_as_number) + offset, sizeof f);
  return f;
}
CY_UNUSED static PyObject* base_operator(PyObject* a, PyObject* b, PyTypeObject* type, std::size_t offset) {
  binaryfunc f = number_slot(type->tp_base, offset);
  return f ? f(a, b) : not_implemented();
}
// `offset` is that of the slot in PyNumberMethods.
CY_UNUSED static PyObject* binary_operator(PyObject* a, PyObject* b, PyTypeObject* type, std::size_t offset, binaryfunc left, binaryfunc right) {
  binaryfunc own = number_slot(type, offset);
  if (Py_TYPE(a) == Py_TYPE(b) || number_slot(Py_TYPE(a), offset) == own || PyType_IsSubtype(Py_TYPE(a), type)) {
    PyObject* result = left ? left(a, b) : base_operator(a, b, type, offset);
    if (result != Py_NotImplemented) return result;
    Py_DECREF(result);
  }
  if (number_slot(Py_TYPE(b), offset) == own || PyType_IsSubtype(Py_TYPE(b), type))
    return right ? right(b, a) : base_operator(a, b, type, offset);
  return not_implemented();
}
CY_UNUSED static PyObject* power_operator(PyObject* a, PyObject* b, PyObject* modulus, PyTypeObject* type, ternaryfunc left, ternaryfunc right) {
  if (PyObject_TypeCheck(a, type)) {
    PyObject* result = left ? left(a, b, modulus) : not_implemented();
    if (result != Py_NotImplemented) return result;
    Py_DECREF(result);
  }
  if (PyObject_TypeCheck(b, type)) return right ? right(b, a, modulus) : not_implemented();
  return not_implemented();
}

CY_COLD CY_UNUSED static PyObject* raise_power_arguments(const char* name) {
  PyErr_Format(PyExc_TypeError, "%.400s() takes 3 arguments but 2 were given", name);
  return nullptr;
}

// ---- items, attributes, hashes
CY_UNUSED static PyObject* sequence_item(PyObject* self, Py_ssize_t i) {
  PyObject* key = PyLong_FromSsize_t(i);
  if (!key) return nullptr;
  PyObject* item = Py_TYPE(self)->tp_as_mapping->mp_subscript(self, key);
  Py_DECREF(key);
  return item;
}
CY_COLD CY_UNUSED static int raise_no_item_assignment(PyObject* self, PyObject* value) {
  PyErr_Format(PyExc_NotImplementedError, value ? "Subscript assignment not supported by %.200s" : "Subscript deletion not supported by %.200s",
               Py_TYPE(self)->tp_name);
  return -1;
}
CY_UNUSED static int sequence_set_item(PyObject* self, Py_ssize_t i, PyObject* value, objobjargproc set = nullptr) {
  PyObject* key = PyLong_FromSsize_t(i);
  if (!key) return -1;
  int status = (set ? set : Py_TYPE(self)->tp_as_mapping->mp_ass_subscript)(self, key, value);
  Py_DECREF(key);
  return status;
}
// Half of a pair of methods is missing: what the base class does.
CY_UNUSED static int base_set_item(PyTypeObject* type, PyObject* self, PyObject* key, PyObject* value) {
  PyMappingMethods* base = type->tp_base->tp_as_mapping;
  return base && base->mp_ass_subscript ? base->mp_ass_subscript(self, key, value) : raise_no_item_assignment(self, value);
}
CY_UNUSED static int base_set_attribute(PyTypeObject* type, PyObject* self, PyObject* name, PyObject* value) {
  setattrofunc base = type->tp_base->tp_setattro;
  return base ? base(self, name, value) : PyObject_GenericSetAttr(self, name, value);
}
CY_COLD CY_UNUSED static int raise_no_accessor(const char* name) {
  PyErr_SetString(PyExc_NotImplementedError, name);
  return -1;
}
CY_UNUSED static int base_descriptor_set(PyTypeObject* type, PyObject* self, PyObject* instance, PyObject* value) {
  descrsetfunc base = type->tp_base->tp_descr_set;
  return base ? base(self, instance, value) : raise_no_accessor(value ? "__set__" : "__delete__");
}
CY_UNUSED static PyObject* base_compare(PyTypeObject* type, PyObject* a, PyObject* b, int op) {
  richcmpfunc base = type->tp_base->tp_richcompare;
  return base ? base(a, b, op) : not_implemented();
}
CY_UNUSED static PyObject* negate_comparison(PyObject* result) {
  if (!result || result == Py_NotImplemented) return result;
  int truth = PyObject_IsTrue(result);
  Py_DECREF(result);
  return truth < 0 ? nullptr : new_reference(truth ? Py_False : Py_True);
}
// total_ordering: comparison `op` out of comparison `known` and equality (`negated`: `equal` is __ne__).
CY_UNUSED static PyObject* derived_comparison(PyObject* a, PyObject* b, int op, int known, binaryfunc compare, binaryfunc equal, bool negated) {
  PyObject* result = compare(a, b);
  if (!result || result == Py_NotImplemented) return result;
  int holds = PyObject_IsTrue(result);
  Py_DECREF(result);
  if (holds < 0) return nullptr;
  auto is_less = [](int o) { return o == Py_LT || o == Py_LE; };
  auto is_strict = [](int o) { return o == Py_LT || o == Py_GT; };
  bool opposite = is_less(op) != is_less(known);
  // a < b is known: a >= b is its opposite, a <= b holds too when equal, a > b when neither; and so on.
  if (opposite && is_strict(op) != is_strict(known)) return new_reference(holds ? Py_False : Py_True);
  bool ordered = opposite ? !holds : holds;
  bool wants_equal = !is_strict(op);
  if (ordered == wants_equal) return new_reference(ordered ? Py_True : Py_False);
  result = equal(a, b);
  if (!result || result == Py_NotImplemented) return result;
  int same = PyObject_IsTrue(result);
  Py_DECREF(result);
  if (same < 0) return nullptr;
  bool is_equal = negated ? !same : same != 0;
  return new_reference(is_equal == wants_equal ? Py_True : Py_False);
}
// __getbuffer__ finds None in `obj`, which must become NULL when it fails or leaves it there.
template <class B>
inline int get_buffer(PyObject* self, Py_buffer* buffer, int flags, int (*getbuffer)(PyObject*, B*, int)) {
  if (CY_UNLIKELY(!buffer)) {
    PyErr_SetString(PyExc_BufferError, "PyObject_GetBuffer: view==NULL argument is obsolete");
    return -1;
  }
  buffer->obj = new_reference(Py_None);
  int status = getbuffer(self, buffer, flags);
  if (status < 0 || buffer->obj == Py_None) Py_CLEAR(buffer->obj);
  return status;
}
// __getattr__ after the normal look-up has failed.
CY_UNUSED static PyObject* getattr_then(PyObject* self, PyObject* name, getattrofunc normal, binaryfunc getattr) {
  PyObject* value = normal(self, name);
  if (value || !PyErr_ExceptionMatches(PyExc_AttributeError)) return value;
  PyErr_Clear();
  return getattr(self, name);
}
CY_UNUSED static Py_ssize_t length_result(Py_ssize_t length) {
  if (CY_LIKELY(length >= 0) || PyErr_Occurred()) return length;
  PyErr_SetString(PyExc_ValueError, "__len__() should return >= 0");
  return -1;
}
inline Py_hash_t hash_result(Py_hash_t hash) { return CY_UNLIKELY(hash == -1) && !PyErr_Occurred() ? -2 : hash; }

}  // namespace cy
