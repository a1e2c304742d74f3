// Builtins that are replaced from outside, by `module.len = f` or `builtins.len = f`: how code that was compiled for the builtin
// itself learns of it, and what it then does.
#pragma once
#include <cstring>

#include "cy/object.h"
#include "cy/state.h"

namespace cy {

CY_COLD CY_UNUSED static PyObject* raise_undefined_name(PyObject* name) {
  if (!PyErr_Occurred()) PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
  return nullptr;
}
// Also called to match an exception that is set: no error is asked for between the two dicts.
CY_UNUSED static PyObject* visible_builtin(PyObject* name) {
  PyObject* value = dict_value_or_null(module_dict, name);
  if (!value) value = dict_value_or_null(builtins_dict, name);
  return CY_LIKELY(value != nullptr) ? value : raise_undefined_name(name);
}
// The name still means what the builtins module was built with: a function or a class of that name that is written in C.
CY_COLD CY_UNUSED static bool is_own_builtin(PyObject* name) {
  if (PyDict_GetItemWithError(module_dict, name)) return false;
  PyObject* value = PyDict_GetItemWithError(builtins_dict, name);
  const char* own = !value                                        ? nullptr
                    : PyCFunction_Check(value)                    ? reinterpret_cast<PyCFunctionObject*>(value)->m_ml->ml_name
                    : PyType_Check(value) && !PyType_HasFeature(reinterpret_cast<PyTypeObject*>(value), Py_TPFLAGS_HEAPTYPE) ? reinterpret_cast<PyTypeObject*>(value)->tp_name
                                                                  : nullptr;
  return own && PyUnicode_CompareWithASCIIString(name, own) == 0;
}

#if PY_VERSION_HEX >= 0x030C0000
// Goes up before the meaning of any builtin's name may change, once both dicts are watched: that begins with the first look-up.
static unsigned builtin_epoch CY_UNUSED = 1;
enum class NamesWatched : unsigned char { Unknown, Yes, No };
static NamesWatched names_watched CY_UNUSED = NamesWatched::Unknown;

// Python has eight watchers of dicts: all modules of an interpreter share one, and a list of what it is to tell. The struct is part of the
// capsule's name: another layout needs another number.
struct NamedModule { PyObject* dict; unsigned* epoch; NamedModule* next; };
struct NameWatch { int watcher; PyObject* builtins; NamedModule* modules; };
#define CY_NAME_WATCH "cyrite.name_watch.1"

// Module attributes such as __name__ are no builtins, though that module has them too.
CY_COLD CY_UNUSED static bool hides_builtin(PyObject* builtins, PyObject* name) {
  if (!name || !PyUnicode_CheckExact(name)) return true;
  if (PyUnicode_GET_LENGTH(name) > 0 && PyUnicode_READ_CHAR(name, 0) == '_') return false;
  return PyDict_Contains(builtins, name) != 0;
}
CY_COLD CY_UNUSED static NameWatch* shared_name_watch() {
  PyObject *shared = PyInterpreterState_GetDict(PyInterpreterState_Get()), *capsule = shared ? PyDict_GetItemString(shared, CY_NAME_WATCH) : nullptr;
  return capsule ? static_cast<NameWatch*>(PyCapsule_GetPointer(capsule, CY_NAME_WATCH)) : nullptr;
}
CY_COLD CY_UNUSED static int see_name_change(PyDict_WatchEvent event, PyObject* dict, PyObject* name, PyObject*) {
  NameWatch* watch = shared_name_watch();
  if (!watch || (event != PyDict_EVENT_DEALLOCATED && !hides_builtin(watch->builtins, name))) return 0;
  for (NamedModule* m = watch->modules; m; m = m->next) {
    if (m->dict != dict && watch->builtins != dict) continue;
    ++*m->epoch;
    if (event == PyDict_EVENT_DEALLOCATED) m->dict = nullptr;  // its address may be given to another dict
  }
  return 0;
}
// The first module that asks makes it. Null: all watchers are taken by others.
CY_COLD CY_UNUSED static NameWatch* make_name_watch() {
  if (NameWatch* found = shared_name_watch()) return found;
  PyObject *shared = PyInterpreterState_GetDict(PyInterpreterState_Get()), *capsule = nullptr;
  auto* watch = static_cast<NameWatch*>(PyMem_RawCalloc(1, sizeof(NameWatch)));
  if (watch && shared) capsule = PyCapsule_New(watch, CY_NAME_WATCH, nullptr);
  if (capsule) {
    watch->watcher = PyDict_AddWatcher(see_name_change);
    watch->builtins = new_reference(builtins_dict);
    if (watch->watcher >= 0 && PyDict_Watch(watch->watcher, builtins_dict) == 0 && PyDict_SetItemString(shared, CY_NAME_WATCH, capsule) == 0) {
      Py_DECREF(capsule);
      return watch;
    }
    if (watch->watcher >= 0) PyDict_ClearWatcher(watch->watcher);
    Py_DECREF(watch->builtins);
    Py_DECREF(capsule);
  }
  PyMem_RawFree(watch);
  return nullptr;
}
CY_COLD CY_UNUSED static void watch_builtin_names() {
  names_watched = NamesWatched::No;
  PyObject* error = PyErr_GetRaisedException();
  NameWatch* watch = make_name_watch();
  auto* entry = watch && watch->builtins == builtins_dict ? static_cast<NamedModule*>(PyMem_RawMalloc(sizeof(NamedModule))) : nullptr;
  if (entry && PyDict_Watch(watch->watcher, module_dict) == 0) {
    *entry = {module_dict, &builtin_epoch, watch->modules};
    watch->modules = entry;
    names_watched = NamesWatched::Yes;
  } else {
    PyMem_RawFree(entry);
  }
  PyErr_SetRaisedException(error);
}
// What to note beside an answer that holds for now. Without a watcher no answer is kept: every look-up asks the module first.
CY_UNUSED static unsigned answer_epoch() {
  if (CY_UNLIKELY(names_watched == NamesWatched::Unknown)) watch_builtin_names();
  return names_watched == NamesWatched::Yes ? builtin_epoch : 0;
}
struct BuiltinCache {
  unsigned epoch;
  bool replaced;
};
CY_UNUSED static bool ask_for_replaced(BuiltinCache* cache, PyObject* name, PyObject* other) {
  *cache = {answer_epoch(), !is_own_builtin(name) || (other && !is_own_builtin(other))};
  return cache->replaced;
}
inline bool is_replaced(BuiltinCache* cache, PyObject* name, PyObject* other = nullptr) {
  if (CY_LIKELY(cache->epoch == builtin_epoch)) return CY_UNLIKELY(cache->replaced);
  return ask_for_replaced(cache, name, other);
}
#else
// Before 3.12 the versions of the two dicts tell whether what was found still holds.
inline std::uint64_t dict_version(PyObject* dict) { return reinterpret_cast<PyDictObject*>(dict)->ma_version_tag; }
struct BuiltinCache {
  std::uint64_t module_version, builtins_version;
  bool replaced;
};
CY_UNUSED static bool ask_for_replaced(BuiltinCache* cache, PyObject* name, PyObject* other) {
  *cache = {dict_version(module_dict), dict_version(builtins_dict), !is_own_builtin(name) || (other && !is_own_builtin(other))};
  return cache->replaced;
}
inline bool is_replaced(BuiltinCache* cache, PyObject* name, PyObject* other = nullptr) {
  if (CY_LIKELY(cache->module_version == dict_version(module_dict) && cache->builtins_version == dict_version(builtins_dict))) return CY_UNLIKELY(cache->replaced);
  return ask_for_replaced(cache, name, other);
}
#endif

// ---- calls of what stands in a builtin's place; absent arguments are NULL
inline PyObject* as_argument(PyObject* o) { return o; }
inline PyObject* as_argument(PyTypeObject* type) { return reinterpret_cast<PyObject*>(type); }
CY_COLD CY_UNUSED static PyObject* call_visible(PyObject* name, PyObject** arguments, std::size_t count) {
  std::size_t given = 0;
  for (std::size_t i = 0; i < count; ++i)
    if (arguments[i]) arguments[given++] = arguments[i];
  PyObject* function = visible_builtin(name);
  if (CY_UNLIKELY(!function)) return nullptr;
  PyObject* result = PyObject_Vectorcall(function, arguments, given, nullptr);
  Py_DECREF(function);
  return result;
}
template <class... A>
inline PyObject* replaced_call(PyObject* name, A... a) {
  PyObject* arguments[sizeof...(a) + 1] = {as_argument(a)...};
  return call_visible(name, arguments, sizeof...(a));
}
CY_COLD CY_UNUSED static PyObject* replaced_unpacked(PyObject* name, PyObject* arguments) {
  PyObject* function = visible_builtin(name);
  PyObject* result = function ? PyObject_Call(function, arguments, nullptr) : nullptr;
  Py_XDECREF(function);
  return result;
}
// Code that counts on objects of the builtin class takes no others.
CY_COLD CY_UNUSED static PyObject* of_class(PyTypeObject* type, PyObject* o) {
  if (!o || PyObject_TypeCheck(o, type)) return o;
  PyErr_Format(PyExc_TypeError, "Expected %.200s, got %.200s", type->tp_name, Py_TYPE(o)->tp_name);
  Py_DECREF(o);
  return nullptr;
}
template <class... A>
inline PyObject* replaced_class_call(PyTypeObject* type, PyObject* name, A... a) { return of_class(type, replaced_call(name, a...)); }
CY_COLD CY_UNUSED static int truth_of_new(PyObject* o) {
  int truth = o ? PyObject_IsTrue(o) : -1;
  Py_XDECREF(o);
  return truth;
}
template <class... A>
inline int replaced_truth(PyObject* name, A... a) { return truth_of_new(replaced_call(name, a...)); }
CY_COLD CY_UNUSED static int replaced_instance_test(PyObject* name, PyObject* class_name, PyObject* o) {
  PyObject* cls = visible_builtin(class_name);
  int truth = cls ? truth_of_new(replaced_call(name, o, cls)) : -1;
  Py_XDECREF(cls);
  return truth;
}
CY_COLD CY_UNUSED static Py_ssize_t size_of_new(PyObject* o) {
  Py_ssize_t size = o ? PyNumber_AsSsize_t(o, PyExc_OverflowError) : -1;
  Py_XDECREF(o);
  return size;
}
template <class... A>
inline Py_ssize_t replaced_size(PyObject* name, A... a) { return size_of_new(replaced_call(name, a...)); }
// As replaced_size where -1 says that an error is set.
template <class... A>
inline Py_ssize_t replaced_code(PyObject* name, A... a) {
  Py_ssize_t code = replaced_size(name, a...);
  if (code == -1 && !PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "a function in the place of a builtin gave -1");
  return code;
}
template <class... A>
inline int replaced_status(PyObject* name, A... a) {
  PyObject* result = replaced_call(name, a...);
  Py_XDECREF(result);
  return result ? 0 : -1;
}

}  // namespace cy
