// Names of the module and of the builtins.
#pragma once
#include "cy/state.h"

namespace cy {

CY_COLD CY_UNUSED static PyObject* raise_undefined_name(PyObject* name) {
  if (!PyErr_Occurred()) PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
  return nullptr;
}
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
inline std::uint64_t dict_version(PyObject* dict) { return reinterpret_cast<PyDictObject*>(dict)->ma_version_tag; }
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
  char unused;
};
inline PyObject* load_module_name(NameCache*, PyObject* name) { return module_get_name(name); }
#endif
// A name that the module never defines.
#if PY_VERSION_HEX < 0x030C0000
CY_UNUSED static PyObject* fill_builtin_cache(NameCache* cache, PyObject* name) {
  PyObject* value = builtin_get_name(name);
  if (CY_LIKELY(value != nullptr)) *cache = {0, dict_version(builtins_dict), value};
  return value;
}
inline PyObject* load_builtin_name(NameCache* cache, PyObject* name) {
  return CY_LIKELY(cache->builtins_version == dict_version(builtins_dict)) ? new_reference(cache->value) : fill_builtin_cache(cache, name);
}
#else
inline PyObject* load_builtin_name(NameCache*, PyObject* name) { return builtin_get_name(name); }
#endif

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
