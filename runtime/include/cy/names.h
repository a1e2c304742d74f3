// Names of the module and of the builtins.
#pragma once
#include <cstring>

#include "cy/object.h"
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
// ---- builtins that are replaced from outside, by `module.len = f` or `builtins.len = f`
// Also called to match an exception that is set: no error is asked for between the two dicts.
CY_UNUSED static PyObject* visible_builtin(PyObject* name) {
  PyObject* value = dict_value_or_null(module_dict, name);
  return value ? value : builtin_get_name(name);
}
#if PY_VERSION_HEX >= 0x030C0000
// Unknown until the first look-up of a builtin name; then both dicts are watched.
enum class BuiltinNames : unsigned char { AsBuilt, MayBePatched, Unknown };
static BuiltinNames builtin_names CY_UNUSED = BuiltinNames::Unknown;
// Module attributes such as __name__ are no builtins, though that module has them too.
CY_COLD CY_UNUSED static bool hides_builtin(PyObject* name) {
  if (!name || !PyUnicode_CheckExact(name)) return true;
  if (PyUnicode_GET_LENGTH(name) > 0 && PyUnicode_READ_CHAR(name, 0) == '_') return false;
  return PyDict_Contains(builtins_dict, name) != 0;
}
CY_COLD CY_UNUSED static int see_name_change(PyDict_WatchEvent event, PyObject*, PyObject* name, PyObject*) {
  if (builtin_names == BuiltinNames::AsBuilt && event != PyDict_EVENT_DEALLOCATED && hides_builtin(name)) builtin_names = BuiltinNames::MayBePatched;
  return 0;
}
// Python has few watchers: without one every look-up asks the module first.
CY_COLD CY_UNUSED static bool watch_builtin_names() {
  builtin_names = BuiltinNames::MayBePatched;
  PyObject *error = PyErr_GetRaisedException(), *name, *value;
  int watcher = PyDict_AddWatcher(see_name_change);
  if (watcher >= 0 && PyDict_Watch(watcher, module_dict) == 0 && PyDict_Watch(watcher, builtins_dict) == 0) {
    bool found = false;
    for (Py_ssize_t position = 0; !found && PyDict_Next(module_dict, &position, &name, &value);) found = hides_builtin(name);
    if (!found) builtin_names = BuiltinNames::AsBuilt;
  }
  PyErr_SetRaisedException(error);
  return builtin_names != BuiltinNames::AsBuilt;
}
inline bool builtins_may_be_patched() {
  if (CY_LIKELY(builtin_names == BuiltinNames::AsBuilt)) return false;
  return builtin_names == BuiltinNames::MayBePatched || watch_builtin_names();
}
// A name that the module never defines.
inline PyObject* load_builtin_name(NameCache*, PyObject* name) { return builtins_may_be_patched() ? visible_builtin(name) : builtin_get_name(name); }
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
CY_COLD CY_UNUSED static bool is_own_builtin(PyObject* name, const char* function) {
  if (PyDict_GetItemWithError(module_dict, name)) return false;
  PyObject* value = PyDict_GetItemWithError(builtins_dict, name);
  return value && PyCFunction_Check(value) && std::strcmp(reinterpret_cast<PyCFunctionObject*>(value)->m_ml->ml_name, function) == 0;
}
CY_COLD CY_UNUSED static Py_ssize_t patched_length(PyObject* name, PyObject* o) {
  PyObject* function = visible_builtin(name);
  if (CY_UNLIKELY(!function)) return -1;
  PyObject* result = PyObject_CallFunctionObjArgs(function, o, nullptr);
  Py_DECREF(function);
  if (CY_UNLIKELY(!result)) return -1;
  Py_ssize_t size = PyNumber_AsSsize_t(result, PyExc_OverflowError);
  Py_DECREF(result);
  return size;
}
// len(o), by whatever the name `len` means now.
CY_UNUSED static Py_ssize_t builtin_length(PyObject* name, PyObject* o) {
#if PY_VERSION_HEX >= 0x030C0000
  if (CY_LIKELY(!builtins_may_be_patched()) || is_own_builtin(name, "len")) return object_length(o);
#else
  static std::uint64_t module_version, builtins_version;
  static bool own;
  if (CY_UNLIKELY(module_version != dict_version(module_dict) || builtins_version != dict_version(builtins_dict))) {
    own = is_own_builtin(name, "len");
    module_version = dict_version(module_dict);
    builtins_version = dict_version(builtins_dict);
  }
  if (CY_LIKELY(own)) return object_length(o);
#endif
  return patched_length(name, o);
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
