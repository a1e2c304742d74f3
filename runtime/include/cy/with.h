// with and async with statements.
#pragma once
#include "cy/errors.h"

namespace cy {

// ---- the methods, looked up in the class. The texts are those of the CPython version.
CY_COLD CY_UNUSED static PyObject* raise_no_context_manager(PyObject* o, const char* name, bool is_async, bool missed_exit) {
#if PY_VERSION_HEX >= 0x030B0000
  (void)name;
  PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the %scontext manager protocol%s", Py_TYPE(o)->tp_name,
               is_async ? "asynchronous " : "", !missed_exit ? "" : is_async ? " (missed __aexit__ method)" : " (missed __exit__ method)");
#else
  (void)o, (void)is_async, (void)missed_exit;
  PyErr_SetString(PyExc_AttributeError, name);
#endif
  return nullptr;
}
CY_UNUSED static PyObject* special_method(PyObject* o, const char* name) {
  PyObject* text = PyUnicode_InternFromString(name);
  if (!text) return nullptr;
  PyObject* found = type_attribute(Py_TYPE(o), text);
  Py_DECREF(text);
  if (!found) return nullptr;
  descrgetfunc get = Py_TYPE(found)->tp_descr_get;
  return get ? get(found, o, reinterpret_cast<PyObject*>(Py_TYPE(o))) : new_reference(found);
}
CY_UNUSED static PyObject* exit_method(PyObject* o, const char* exit, const char* enter, bool is_async) {
  PyObject* method = special_method(o, exit);
  if (CY_LIKELY(method != nullptr) || PyErr_Occurred()) return method;
  PyObject* other = special_method(o, enter);
  Py_XDECREF(other);
  if (!other && PyErr_Occurred()) return nullptr;
  return raise_no_context_manager(o, other ? exit : enter, is_async, other != nullptr);
}
CY_UNUSED static PyObject* call_enter(PyObject* o, const char* enter, bool is_async) {
  PyObject* method = special_method(o, enter);
  if (CY_UNLIKELY(!method)) return PyErr_Occurred() ? nullptr : raise_no_context_manager(o, enter, is_async, false);
  PyObject* result = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  return result;
}
inline PyObject* with_exit_method(PyObject* o) { return exit_method(o, "__exit__", "__enter__", false); }
inline PyObject* with_enter(PyObject* o) { return call_enter(o, "__enter__", false); }
inline PyObject* async_with_exit_method(PyObject* o) { return exit_method(o, "__aexit__", "__aenter__", true); }
inline PyObject* async_with_enter(PyObject* o) { return call_enter(o, "__aenter__", true); }

// ---- leaving
CY_UNUSED static PyObject* call_exit(PyObject* exit) {
  PyObject* args[4] = {nullptr, handled_type(), handled_value(), handled_traceback()};
  PyObject* result = PyObject_Vectorcall(exit, args + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr);
  for (int i = 1; i < 4; ++i) Py_DECREF(args[i]);
  return result;
}
inline PyObject* exit_awaitable_with_exception(PyObject* exit) { return call_exit(exit); }
CY_UNUSED static PyObject* exit_awaitable_without_exception(PyObject* exit) {
  PyObject* args[4] = {nullptr, Py_None, Py_None, Py_None};
  return PyObject_Vectorcall(exit, args + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr);
}
CY_UNUSED static int exit_with_exception(PyObject* exit) {
  PyObject* result = call_exit(exit);
  if (CY_UNLIKELY(!result)) return -1;
  int truth = object_is_true(result);
  Py_DECREF(result);
  return truth;
}
CY_UNUSED static int exit_without_exception(PyObject* exit) {
  PyObject* result = exit_awaitable_without_exception(exit);
  Py_XDECREF(result);
  return result ? 0 : -1;
}

}  // namespace cy
