// Exact dicts.
#pragma once
#include "cy/python.h"
#include "cy/raise.h"

namespace cy {

inline PyObject* dict_new() { return PyDict_New(); }
inline PyObject* dict_new_presized(Py_ssize_t size) { return size > 5 ? _PyDict_NewPresized(size) : PyDict_New(); }
CY_UNUSED static PyObject* dict_from_object(PyObject* o) {
  if (PyDict_CheckExact(o)) return PyDict_Copy(o);
  return PyObject_CallFunctionObjArgs(reinterpret_cast<PyObject*>(&PyDict_Type), o, nullptr);
}

// ---- look-up
// KeyError with the key as its one argument, also when that is a tuple.
CY_COLD CY_UNUSED static int raise_key_error(PyObject* key) {
  PyObject* arguments = PyTuple_Pack(1, key);
  if (arguments) PyErr_SetObject(PyExc_KeyError, arguments);
  Py_XDECREF(arguments);
  return -1;
}
CY_UNUSED static PyObject* dict_getitem(PyObject* dict, PyObject* key) {
  PyObject* value = dict_value_or_null(dict, key);
  if (CY_UNLIKELY(!value) && !PyErr_Occurred()) raise_key_error(key);
  return value;
}
CY_UNUSED static PyObject* dict_get(PyObject* dict, PyObject* key, PyObject* otherwise) {
  PyObject* value = dict_value_or_null(dict, key);
  if (value || CY_UNLIKELY(PyErr_Occurred() != nullptr)) return value;
  return new_reference(otherwise);
}
inline PyObject* dict_get_or_null(PyObject* dict, PyObject* key) { return dict_value_or_null(dict, key); }
CY_UNUSED static PyObject* dict_setdefault(PyObject* dict, PyObject* key, PyObject* otherwise) {
  PyObject* value = PyDict_SetDefault(dict, key, otherwise);
  Py_XINCREF(value);
  return value;
}
inline int dict_contains(PyObject* key, PyObject* dict) { return PyDict_Contains(dict, key); }

// ---- changes
inline int dict_setitem(PyObject* dict, PyObject* key, PyObject* value) { return PyDict_SetItem(dict, key, value); }
inline int dict_delitem(PyObject* dict, PyObject* key) { return PyDict_DelItem(dict, key); }
#if PY_VERSION_HEX >= 0x030D0000
CY_UNUSED static PyObject* dict_pop_or_null(PyObject* dict, PyObject* key) {
  PyObject* value;
  PyDict_Pop(dict, key, &value);
  return value;
}
#else
CY_UNUSED static PyObject* dict_pop_or_null(PyObject* dict, PyObject* key) {
  PyObject* value = dict_value_or_null(dict, key);
  if (value && CY_UNLIKELY(PyDict_DelItem(dict, key) < 0)) Py_CLEAR(value);
  return value;
}
#endif
CY_UNUSED static PyObject* dict_pop(PyObject* dict, PyObject* key) {
  PyObject* value = dict_pop_or_null(dict, key);
  if (CY_UNLIKELY(!value) && !PyErr_Occurred()) raise_key_error(key);
  return value;
}
CY_UNUSED static PyObject* dict_pop_default(PyObject* dict, PyObject* key, PyObject* otherwise) {
  PyObject* value = dict_pop_or_null(dict, key);
  if (value || CY_UNLIKELY(PyErr_Occurred() != nullptr)) return value;
  return new_reference(otherwise);
}
inline PyObject* dict_popitem(PyObject* dict) { return PyObject_CallMethod(dict, "popitem", nullptr); }
CY_UNUSED static int dict_update(PyObject* dict, PyObject* source) {
  if (CY_LIKELY(PyDict_CheckExact(source))) return PyDict_Update(dict, source);
  PyObject* none = PyObject_CallMethod(dict, "update", "(O)", source);
  Py_XDECREF(none);
  return none ? 0 : -1;
}
CY_UNUSED static int dict_display_update(PyObject* dict, PyObject* source) {
  int status = PyDict_Update(dict, source);
  if (CY_UNLIKELY(status < 0) && PyErr_ExceptionMatches(PyExc_AttributeError))
    raise_with_type(PyExc_TypeError, "'%.200s' object is not a mapping", source);
  return status;
}
inline PyObject* dict_copy(PyObject* dict) { return PyDict_Copy(dict); }
inline int dict_clear(PyObject* dict) { return PyDict_Clear(dict), 0; }

// ---- views, size
// Calls a method without arguments; its name is interned once in `kept`.
CY_UNUSED static PyObject* dict_method(PyObject* dict, const char* name, PyObject*& kept) {
  if (CY_UNLIKELY(!kept)) kept = PyUnicode_InternFromString(name);
  return kept ? PyObject_VectorcallMethod(kept, &dict, 1, nullptr) : nullptr;
}
CY_UNUSED static PyObject* dict_keys(PyObject* dict) {
  static PyObject* name;
  return dict_method(dict, "keys", name);
}
CY_UNUSED static PyObject* dict_values(PyObject* dict) {
  static PyObject* name;
  return dict_method(dict, "values", name);
}
CY_UNUSED static PyObject* dict_items(PyObject* dict) {
  static PyObject* name;
  return dict_method(dict, "items", name);
}
// What Python 2 called iteritems, iterkeys and itervalues; other classes have methods of that name.
CY_UNUSED static PyObject* dict_old_iterator(PyObject* o, PyObject* name) {
  if (!PyDict_Check(o)) return PyObject_VectorcallMethod(name, &o, 1, nullptr);
  Py_UCS4 kind = PyUnicode_READ_CHAR(name, 4);
  PyObject* view = kind == 'i' ? dict_items(o) : kind == 'k' ? dict_keys(o) : dict_values(o);
  PyObject* iterator = view ? PyObject_GetIter(view) : nullptr;
  Py_XDECREF(view);
  return iterator;
}
inline PyObject* dict_keys_list(PyObject* dict) { return PyDict_Keys(dict); }
inline Py_ssize_t dict_length(PyObject* dict) {
  return CY_LIKELY(dict != Py_None) ? PyDict_Size(dict) : raise_type_error("object of type 'NoneType' has no len()");
}
inline Py_ssize_t dict_size(PyObject* dict) { return PyDict_Size(dict); }

// ---- iteration; the size at the start tells whether the dict has changed
inline bool dict_changed(PyObject* dict, Py_ssize_t size) { return CY_UNLIKELY(PyDict_Size(dict) != size); }
CY_COLD CY_UNUSED static int raise_dict_changed() {
  PyErr_SetString(PyExc_RuntimeError, "dictionary changed size during iteration");
  return -1;
}
CY_UNUSED static int dict_next_item(PyObject* dict, Py_ssize_t size, Py_ssize_t& position, PyObject*& key, PyObject*& value) {
  if (dict_changed(dict, size)) return raise_dict_changed();
  PyObject *k, *v;
  if (!PyDict_Next(dict, &position, &k, &v)) return 0;
  key = new_reference(k), value = new_reference(v);
  return 1;
}
CY_UNUSED static int dict_next_key(PyObject* dict, Py_ssize_t size, Py_ssize_t& position, PyObject*& key) {
  if (dict_changed(dict, size)) return raise_dict_changed();
  PyObject* k;
  if (!PyDict_Next(dict, &position, &k, nullptr)) return 0;
  key = new_reference(k);
  return 1;
}
CY_UNUSED static int dict_next_value(PyObject* dict, Py_ssize_t size, Py_ssize_t& position, PyObject*& value) {
  if (dict_changed(dict, size)) return raise_dict_changed();
  PyObject* v;
  if (!PyDict_Next(dict, &position, nullptr, &v)) return 0;
  value = new_reference(v);
  return 1;
}

}  // namespace cy
