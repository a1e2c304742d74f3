// Attributes and methods of Python objects, remembered at the place of their use: what CPython's specialising interpreter does.
// An entry is good for one version of one type. It knows where the attribute stands among the values that an instance keeps inline,
// or which method descriptor the type has. Anything else takes the ordinary way. Layouts: Include/internal/pycore_dict.h and
// pycore_object.h of CPython 3.11 to 3.14; other versions and free-threaded builds always take the ordinary way.
#pragma once
#include "cy/function.h"
#include "cy/number_memory.h"

namespace cy {

struct AttributeCache {
  unsigned version;    // the type's version tag; 0: empty
  short index;         // among the inline values; -1: a method of the type
  unsigned short misses;
  Py_ssize_t entries;  // how many attributes the type's instances shared when a method was found that none of them hides
  PyObject* method;    // borrowed: it lives as long as the type has this version
};

#if PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030F0000 && !defined(Py_GIL_DISABLED) && !defined(PYPY_VERSION)
#define CY_ATTRIBUTE_CACHES 1

struct SharedKeys {  // PyDictKeysObject
  Py_ssize_t references;
  unsigned char log2_size, log2_index_bytes, kind;
  unsigned version;
  Py_ssize_t usable, count;
  char indices[1];
};
struct SharedKey { PyObject *name, *value; };
enum : unsigned char { split_keys = 2 };

inline SharedKeys* shared_keys(PyTypeObject* type) { return reinterpret_cast<SharedKeys*>(reinterpret_cast<PyHeapTypeObject*>(type)->ht_cached_keys); }

#if PY_VERSION_HEX >= 0x030D0000
constexpr unsigned long keeps_values_inline = Py_TPFLAGS_INLINE_VALUES;
struct InlineValues { unsigned char capacity, size, embedded, valid; PyObject* values[1]; };
// Null while a dict shares the values: a store would have to tell it.
inline PyObject** inline_values(PyObject* o, bool to_store) {
  InlineValues* v = reinterpret_cast<InlineValues*>(reinterpret_cast<char*>(o) + Py_TYPE(o)->tp_basicsize);
  if (!v->valid || (to_store && reinterpret_cast<PyObject**>(o)[-3])) return nullptr;
  return v->values;
}
#elif PY_VERSION_HEX >= 0x030C0000
constexpr unsigned long keeps_values_inline = Py_TPFLAGS_MANAGED_DICT;
inline PyObject** inline_values(PyObject* o, bool) {
  char* tagged = reinterpret_cast<char**>(o)[-3];
  return reinterpret_cast<std::uintptr_t>(tagged) & 1 ? reinterpret_cast<PyObject**>(tagged + 1) : nullptr;
}
#else
constexpr unsigned long keeps_values_inline = Py_TPFLAGS_MANAGED_DICT;
inline PyObject** inline_values(PyObject* o, bool) { return reinterpret_cast<PyObject***>(o)[-4]; }
#endif

// Position of an interned name among the shared attributes; -1: none of them.
CY_UNUSED static int shared_index(SharedKeys* keys, PyObject* name) {
  if (!keys || keys->kind != split_keys || keys->count > 1000) return -1;
  SharedKey* entries = reinterpret_cast<SharedKey*>(keys->indices + (std::size_t(1) << keys->log2_index_bytes));
  for (Py_ssize_t k = 0; k < keys->count; ++k)
    if (entries[k].name == name) return static_cast<int>(k);
  return -1;
}
CY_COLD CY_UNUSED static bool may_remember(AttributeCache* cache, PyTypeObject* type) {
  cache->version = 0;
  if (cache->misses >= 64) return false;  // many types come by here
  ++cache->misses;
  return (type->tp_flags & Py_TPFLAGS_VALID_VERSION_TAG) && type->tp_version_tag;
}
// The name belongs to the instances and nothing of the type comes before them.
CY_COLD CY_UNUSED static void remember_value(AttributeCache* cache, PyObject* o, PyObject* name) {
  PyTypeObject* type = Py_TYPE(o);
  if (!(type->tp_flags & keeps_values_inline) || _PyType_Lookup(type, name) || !may_remember(cache, type)) return;
  int index = shared_index(shared_keys(type), name);
  if (index < 0) return;
  cache->index = static_cast<short>(index);
  cache->version = type->tp_version_tag;
}
CY_COLD CY_UNUSED static PyObject* load_and_remember(AttributeCache* cache, PyObject* o, PyObject* name) {
  PyObject* value = PyObject_GetAttr(o, name);
  if (value && Py_TYPE(o)->tp_getattro == PyObject_GenericGetAttr && cache->misses < 64) remember_value(cache, o, name);
  return value;
}
inline PyObject* cached_getattr(AttributeCache* cache, PyObject* o, PyObject* name) {
  if (CY_LIKELY(Py_TYPE(o)->tp_version_tag == cache->version && cache->version)) {
    PyObject** values = inline_values(o, false);
    if (CY_LIKELY(values && values[cache->index])) return new_reference(values[cache->index]);
    return PyObject_GetAttr(o, name);
  }
  return load_and_remember(cache, o, name);
}
CY_COLD CY_UNUSED static int store_and_remember(AttributeCache* cache, PyObject* o, PyObject* name, PyObject* value) {
  int status = PyObject_SetAttr(o, name, value);
  if (status == 0 && Py_TYPE(o)->tp_setattro == PyObject_GenericSetAttr && cache->misses < 64) remember_value(cache, o, name);
  return status;
}
// Only a value that is there is replaced: the order of first stores is the dict's.
inline int cached_setattr(AttributeCache* cache, PyObject* o, PyObject* name, PyObject* value) {
  if (CY_LIKELY(Py_TYPE(o)->tp_version_tag == cache->version && cache->version)) {
    PyObject** values = inline_values(o, true);
    if (CY_LIKELY(values && values[cache->index])) {
      PyObject* old = values[cache->index];
      values[cache->index] = new_reference(value);
      release_object(old);
      return 0;
    }
    return PyObject_SetAttr(o, name, value);
  }
  return store_and_remember(cache, o, name, value);
}

// A method that takes the object as its first argument, and that no attribute of an instance can hide.
CY_COLD CY_UNUSED static void remember_method(AttributeCache* cache, PyObject* o, PyObject* name) {
  PyTypeObject* type = Py_TYPE(o);
  if (type->tp_getattro != PyObject_GenericGetAttr) return;
  PyObject* method = _PyType_Lookup(type, name);
  if (!method || !PyType_HasFeature(Py_TYPE(method), Py_TPFLAGS_METHOD_DESCRIPTOR) || !may_remember(cache, type)) return;
  cache->entries = -1;
  if (type->tp_flags & keeps_values_inline) {
    SharedKeys* keys = shared_keys(type);
    if (!keys || keys->kind != split_keys || shared_index(keys, name) >= 0) return;
    cache->entries = keys->count;
  } else if (type->tp_dictoffset || (type->tp_flags & Py_TPFLAGS_MANAGED_DICT)) {
    return;
  }
  cache->method = method;
  cache->version = type->tp_version_tag;
}
// args[0] is the object.
inline PyObject* cached_method(AttributeCache* cache, PyObject* name, PyObject* const* args, Py_ssize_t count, PyObject* names) {
  PyObject* o = args[0];
  if (CY_LIKELY(Py_TYPE(o)->tp_version_tag == cache->version && cache->version)) {
    if (cache->entries < 0 || (inline_values(o, false) && shared_keys(Py_TYPE(o))->count == cache->entries)) {
      PyObject* method = new_reference(cache->method);
      std::size_t nargsf = static_cast<std::size_t>(count);
      PyObject* result = Py_IS_TYPE(method, &function_type) ? as_function(method)->vectorcall(method, args, nargsf, names)
                                                            : PyObject_Vectorcall(method, args, nargsf, names);
      Py_DECREF(method);
      return result;
    }
  }
  if (cache->misses < 64) remember_method(cache, o, name);
  return PyObject_VectorcallMethod(name, args, static_cast<std::size_t>(count), names);
}

#else
inline PyObject* cached_getattr(AttributeCache*, PyObject* o, PyObject* name) { return PyObject_GetAttr(o, name); }
inline int cached_setattr(AttributeCache*, PyObject* o, PyObject* name, PyObject* value) { return PyObject_SetAttr(o, name, value); }
inline PyObject* cached_method(AttributeCache*, PyObject* name, PyObject* const* args, Py_ssize_t count, PyObject* names) {
  return PyObject_VectorcallMethod(name, args, static_cast<std::size_t>(count), names);
}
#endif

inline PyObject* cached_method_0(AttributeCache* cache, PyObject* o, PyObject* name) { return cached_method(cache, name, &o, 1, nullptr); }
inline PyObject* cached_method_1(AttributeCache* cache, PyObject* o, PyObject* name, PyObject* a) {
  PyObject* args[2] = {o, a};
  return cached_method(cache, name, args, 2, nullptr);
}
inline PyObject* cached_method_2(AttributeCache* cache, PyObject* o, PyObject* name, PyObject* a, PyObject* b) {
  PyObject* args[3] = {o, a, b};
  return cached_method(cache, name, args, 3, nullptr);
}

}  // namespace cy
