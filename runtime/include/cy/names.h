// Names of the module and of the builtins.
#pragma once
#include "cy/builtin_names.h"

namespace cy {

CY_UNUSED static PyObject* builtin_get_name(PyObject* name) {
  PyObject* value = dict_value_or_null(builtins_dict, name);
  return CY_LIKELY(value != nullptr) ? value : raise_undefined_name(name);
}
CY_UNUSED static PyObject* module_get_name(PyObject* name) {
  PyObject* value = dict_value_or_null(module_dict, name);
  if (value || CY_UNLIKELY(PyErr_Occurred() != nullptr)) return value;
  return builtin_get_name(name);
}
// The place of one name in the code. Before 3.12 the versions of the two dicts tell whether it still holds.
#if PY_VERSION_HEX < 0x030C0000
struct NameCache {
  std::uint64_t module_version, builtins_version;
  PyObject* value;  // borrowed from the dict, which has not changed
};
CY_UNUSED static PyObject* fill_name_cache(NameCache* cache, PyObject* name) {
  PyObject* value = module_get_name(name);
  if (CY_LIKELY(value != nullptr)) *cache = {dict_version(module_dict), dict_version(builtins_dict), value};
  return value;
}
inline PyObject* load_module_name(NameCache* cache, PyObject* name) {
  if (CY_LIKELY(cache->module_version == dict_version(module_dict) && cache->builtins_version == dict_version(builtins_dict)))
    return new_reference(cache->value);
  return fill_name_cache(cache, name);
}
#else
struct NameCache {
  unsigned epoch;
  PyObject* value;  // of a builtin: borrowed from the dict, which has not changed
};
inline PyObject* load_module_name(NameCache*, PyObject* name) { return module_get_name(name); }
#endif
// A name that the module never defines.
#if PY_VERSION_HEX >= 0x030C0000
CY_UNUSED static PyObject* fill_builtin_cache(NameCache* cache, PyObject* name) {
  PyObject* value = visible_builtin(name);
  // Of names such as __import__ no change is told.
  bool may_be_kept = value && PyUnicode_READ_CHAR(name, 0) != '_';
  if (CY_LIKELY(may_be_kept)) *cache = {answer_epoch(), value};
  return value;
}
inline PyObject* load_builtin_name(NameCache* cache, PyObject* name) {
  if (CY_LIKELY(cache->epoch == builtin_epoch)) return new_reference(cache->value);
  return fill_builtin_cache(cache, name);
}
#else
CY_UNUSED static PyObject* fill_builtin_cache(NameCache* cache, PyObject* name) {
  PyObject* value = visible_builtin(name);
  if (CY_LIKELY(value != nullptr)) *cache = {dict_version(module_dict), dict_version(builtins_dict), value};
  return value;
}
inline PyObject* load_builtin_name(NameCache* cache, PyObject* name) {
  if (CY_LIKELY(cache->module_version == dict_version(module_dict) && cache->builtins_version == dict_version(builtins_dict)))
    return new_reference(cache->value);
  return fill_builtin_cache(cache, name);
}
#endif
// len(o), by whatever the name `len` means now.
CY_UNUSED static Py_ssize_t builtin_length(PyObject* name, PyObject* o) {
  static BuiltinCache cache;
  return is_replaced(&cache, name) ? replaced_size(name, o) : object_length(o);
}

inline PyObject* module_globals() { return new_reference(module_dict); }
inline int module_set_name(PyObject* name, PyObject* value) { return PyDict_SetItem(module_dict, name, value); }
CY_UNUSED static int module_delete_name(PyObject* name) {
  int status = PyDict_DelItem(module_dict, name);
  if (CY_UNLIKELY(status < 0) && PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear();
    raise_undefined_name(name);
  }
  return status;
}
// A name in a class body: NULL without an error sends the look-up on to the module.
CY_UNUSED static PyObject* class_get_name(PyObject* name_space, PyObject* name) {
  if (CY_LIKELY(PyDict_CheckExact(name_space))) return dict_value_or_null(name_space, name);
  PyObject* value = PyObject_GetItem(name_space, name);
  if (!value && PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_Clear();
  return value;
}

}  // namespace cy
