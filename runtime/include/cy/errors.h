// Raising, matching, handling and reporting exceptions.
#pragma once
#include "cy/object.h"
#include "cy/raise.h"
#include "cy/state.h"

namespace cy {

// ---- the raised exception, taken out and put back; zero is "none"
#if PY_VERSION_HEX >= 0x030C0000
struct ExceptionState {
  PyObject* value;
};
inline void save_raised(ExceptionState* s) { s->value = PyErr_GetRaisedException(); }
inline void restore_raised(ExceptionState* s) {
  PyErr_SetRaisedException(s->value);
  s->value = nullptr;
}
inline void drop_exception(ExceptionState* s) { Py_CLEAR(s->value); }
inline ExceptionState shared_exception(const ExceptionState* s) {
  Py_XINCREF(s->value);
  return *s;
}
#else
struct ExceptionState {
  PyObject *type, *value, *traceback;
};
inline void save_raised(ExceptionState* s) { PyErr_Fetch(&s->type, &s->value, &s->traceback); }
inline void restore_raised(ExceptionState* s) {
  PyErr_Restore(s->type, s->value, s->traceback);
  s->type = s->value = s->traceback = nullptr;
}
inline ExceptionState shared_exception(const ExceptionState* s) {
  Py_XINCREF(s->type);
  Py_XINCREF(s->value);
  Py_XINCREF(s->traceback);
  return *s;
}
inline void drop_exception(ExceptionState* s) {
  Py_CLEAR(s->type);
  Py_CLEAR(s->value);
  Py_CLEAR(s->traceback);
}
#endif
// The raised exception as an instance with its traceback: a new reference, and nothing is raised any more; NULL if nothing was.
#if PY_VERSION_HEX >= 0x030C0000
inline PyObject* take_raised() { return PyErr_GetRaisedException(); }
inline void raise_again(PyObject* stolen) { PyErr_SetRaisedException(stolen); }
#else
CY_UNUSED static PyObject* take_raised() {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  if (!type) return nullptr;
  PyErr_NormalizeException(&type, &value, &traceback);
  if (traceback) PyException_SetTraceback(value, traceback);
  Py_XDECREF(type);
  Py_XDECREF(traceback);
  return value;
}
CY_UNUSED static void raise_again(PyObject* stolen) {
  PyErr_Restore(new_reference(reinterpret_cast<PyObject*>(Py_TYPE(stolen))), stolen, PyException_GetTraceback(stolen));
}
#endif

// ---- the handled exception
#if PY_VERSION_HEX >= 0x030B0000
CY_UNUSED static void enter_handler(ExceptionState* s) {
  _PyErr_StackItem* item = PyThreadState_Get()->exc_info;
  PyObject* raised = take_raised();
  *s = ExceptionState();
  s->value = item->exc_value;
  item->exc_value = raised;
}
CY_UNUSED static void leave_handler(ExceptionState* s) {
  _PyErr_StackItem* item = PyThreadState_Get()->exc_info;
  PyObject* handled = item->exc_value;
  item->exc_value = s->value;
  s->value = nullptr;
  Py_XDECREF(handled);
}
#else
CY_UNUSED static void enter_handler(ExceptionState* s) {
  _PyErr_StackItem* item = PyThreadState_Get()->exc_info;
  PyObject* raised = take_raised();
  *s = {item->exc_type, item->exc_value, item->exc_traceback};
  item->exc_type = raised ? new_reference(reinterpret_cast<PyObject*>(Py_TYPE(raised))) : nullptr;
  item->exc_value = raised;
  item->exc_traceback = raised ? PyException_GetTraceback(raised) : nullptr;
}
CY_UNUSED static void leave_handler(ExceptionState* s) {
  _PyErr_StackItem* item = PyThreadState_Get()->exc_info;
  ExceptionState handled = {item->exc_type, item->exc_value, item->exc_traceback};
  item->exc_type = s->type, item->exc_value = s->value, item->exc_traceback = s->traceback;
  *s = ExceptionState();
  drop_exception(&handled);
}
#endif
// Borrowed; NULL if none is handled.
CY_UNUSED static PyObject* handled_exception() {
  for (_PyErr_StackItem* item = PyThreadState_Get()->exc_info; item; item = item->previous_item)
    if (item->exc_value && item->exc_value != Py_None) return item->exc_value;
  return nullptr;
}
CY_UNUSED static PyObject* handled_value() {
  PyObject* value = handled_exception();
  return new_reference(value ? value : Py_None);
}
CY_UNUSED static PyObject* handled_type() {
  PyObject* value = handled_exception();
  return new_reference(value ? reinterpret_cast<PyObject*>(Py_TYPE(value)) : Py_None);
}
CY_UNUSED static PyObject* handled_traceback() {
  PyObject* value = handled_exception();
  PyObject* traceback = value ? PyException_GetTraceback(value) : nullptr;
  return traceback ? traceback : new_reference(Py_None);
}
// Puts another exception (or None) in the place of the handled one.
CY_UNUSED static void handled_replace(PyObject* value) {
  _PyErr_StackItem* item = PyThreadState_Get()->exc_info;
  PyObject* old = item->exc_value;
  item->exc_value = new_reference(value);
  Py_XDECREF(old);
#if PY_VERSION_HEX < 0x030B0000
  PyObject *old_type = item->exc_type, *old_traceback = item->exc_traceback;
  item->exc_type = value == Py_None ? nullptr : new_reference(reinterpret_cast<PyObject*>(Py_TYPE(value)));
  item->exc_traceback = value == Py_None ? nullptr : PyException_GetTraceback(value);
  Py_XDECREF(old_type);
  Py_XDECREF(old_traceback);
#endif
}
CY_UNUSED static PyObject* handled_info() {
  PyObject* info = PyTuple_New(3);
  if (CY_UNLIKELY(!info)) return nullptr;
  PyTuple_SET_ITEM(info, 0, handled_type());
  PyTuple_SET_ITEM(info, 1, handled_value());
  PyTuple_SET_ITEM(info, 2, handled_traceback());
  return info;
}

// ---- raising
// The instance that `raise class, value` makes: new, or NULL with an error raised.
CY_COLD CY_UNUSED static PyObject* make_exception(PyObject* cls, PyObject* value) {
  if (value && PyExceptionInstance_Check(value)) {
    int fits = PyObject_IsSubclass(reinterpret_cast<PyObject*>(Py_TYPE(value)), cls);
    if (fits) return fits < 0 ? nullptr : new_reference(value);
  }
  PyObject* exception = !value ? PyObject_CallNoArgs(cls)
                               : PyTuple_Check(value) ? PyObject_Call(cls, value, nullptr) : PyObject_CallFunctionObjArgs(cls, value, nullptr);
  if (exception && !PyExceptionInstance_Check(exception)) {
    PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %R", cls, Py_TYPE(exception));
    Py_CLEAR(exception);
  }
  return exception;
}
CY_COLD CY_UNUSED static int set_cause(PyObject* exception, PyObject* cause) {
  PyObject* instance = nullptr;
  if (PyExceptionClass_Check(cause)) {
    instance = make_exception(cause, nullptr);
    if (!instance) return -1;
  } else if (PyExceptionInstance_Check(cause)) {
    instance = new_reference(cause);
  } else if (cause != Py_None) {
    return raise_type_error("exception causes must derive from BaseException");
  }
  PyException_SetCause(exception, instance);
  return 0;
}
CY_COLD CY_UNUSED static int raise_exception(PyObject* type, PyObject* value, PyObject* traceback, PyObject* cause) {
  if (traceback == Py_None) traceback = nullptr;
  if (traceback && !PyTraceBack_Check(traceback)) return raise_type_error("raise: arg 3 must be a traceback or None");
  if (value == Py_None) value = nullptr;
  PyObject* exception;
  if (PyExceptionInstance_Check(type)) {
    if (value) return raise_type_error("instance exception may not have a separate value");
    exception = new_reference(type);
  } else if (PyExceptionClass_Check(type)) {
    exception = make_exception(type, value);
  } else {
    return raise_type_error("exceptions must derive from BaseException");
  }
  if (exception && (!cause || set_cause(exception, cause) == 0)) {
    if (traceback) PyException_SetTraceback(exception, traceback);
    PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception)), exception);
  }
  Py_XDECREF(exception);
  return -1;
}
CY_COLD CY_UNUSED static int reraise() {
  PyObject* value = handled_exception();
  if (value) raise_again(new_reference(value));
  else PyErr_SetString(PyExc_RuntimeError, "No active exception to reraise");
  return -1;
}
CY_COLD CY_UNUSED static int raise_assertion(PyObject* value) {
  if (!value) PyErr_SetNone(PyExc_AssertionError);
  else if (PyObject* exception = PyObject_CallFunctionObjArgs(PyExc_AssertionError, value, nullptr)) {
    PyErr_SetObject(PyExc_AssertionError, exception);
    Py_DECREF(exception);
  }
  return -1;
}
// Are assert statements on? -O switches them off.
CY_UNUSED static int assertions_enabled() {
  static int enabled = -1;
  if (CY_UNLIKELY(enabled < 0)) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject* debug = PyDict_GetItemString(builtins_dict, "__debug__");
    enabled = debug != Py_False;
    PyGILState_Release(state);
  }
  return enabled;
}
CY_ALWAYS_INLINE int raise_unset_attribute(const char* text) { return raise_with_gil(PyExc_AttributeError, text); }
CY_COLD CY_UNUSED static int raise_unbound_local(const char* name) {
  PyErr_Format(PyExc_UnboundLocalError, "local variable '%s' referenced before assignment", name);
  return -1;
}
CY_COLD CY_UNUSED static int raise_unbound_free(const char* name) {
  PyErr_Format(PyExc_NameError, "free variable '%s' referenced before assignment in enclosing scope", name);
  return -1;
}
CY_COLD CY_UNUSED static int raise_name_error(const char* name) {
  PyErr_Format(PyExc_NameError, "name '%s' is not defined", name);
  return -1;
}

// ---- matching
CY_COLD CY_UNUSED static int raise_bad_except_class() {
  PyObject* context = take_raised();  // NULL when it is handled already
  raise_type_error("catching classes that do not inherit from BaseException is not allowed");
  PyObject* error = take_raised();
  if (context) PyException_SetContext(error, context);
  raise_again(error);
  return -1;
}
CY_UNUSED static int exception_matches(PyObject* raised, PyObject* types) {
  if (raised == types) return 1;
  if (CY_LIKELY(PyExceptionClass_Check(types))) return PyErr_GivenExceptionMatches(raised, types);
  if (!PyTuple_Check(types)) return raise_bad_except_class();
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(types); ++i) {
    PyObject* type = PyTuple_GET_ITEM(types, i);
    if (!PyExceptionClass_Check(type) && !PyTuple_Check(type)) return raise_bad_except_class();
  }
  return PyErr_GivenExceptionMatches(raised, types);
}
// Is it of a class, or of one in a tuple of classes?
CY_UNUSED static int raised_matches(PyObject* types) { return exception_matches(PyErr_Occurred(), types); }
CY_UNUSED static int handled_matches(PyObject* types) {
  PyObject* handled = handled_exception();
  return handled ? exception_matches(reinterpret_cast<PyObject*>(Py_TYPE(handled)), types) : 0;
}
inline int error_occurred() {
  PyGILState_STATE state = PyGILState_Ensure();
  int occurred = PyErr_Occurred() != nullptr;
  PyGILState_Release(state);
  return occurred;
}
// The value of a raised StopIteration; None when nothing is raised. Another exception stays: NULL.
CY_UNUSED static PyObject* stop_iteration_value() {
  if (!PyErr_Occurred()) return new_reference(Py_None);
  if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return nullptr;
  PyObject* exception = take_raised();
  PyObject* value = reinterpret_cast<PyStopIterationObject*>(exception)->value;
  value = new_reference(value ? value : Py_None);
  Py_DECREF(exception);
  return value;
}

// ---- reports
CY_COLD CY_UNUSED static void raise_unraisable(const char* name) {
  PyGILState_STATE state = PyGILState_Ensure();
  PyObject* exception = take_raised();
  if (exception) {
    raise_again(exception);
    PyObject* text = PyUnicode_FromString(name);
    PyErr_WriteUnraisable(text ? text : Py_None);
    Py_XDECREF(text);
  }
  PyGILState_Release(state);
}

// One line of a traceback: the code object of a place is kept for the next time.
struct TracebackCode {
  const char* function;
  int line;
  PyCodeObject* code;
};
static TracebackCode traceback_codes[64];
CY_COLD CY_UNUSED static PyCodeObject* traceback_code(const char* function, const char* file, int line) {
  std::size_t hash = reinterpret_cast<std::size_t>(function) / 8 + static_cast<std::size_t>(line) * 7;
  TracebackCode& entry = traceback_codes[hash % 64];
  if (entry.code && entry.function == function && entry.line == line) return entry.code;
  PyCodeObject* code = PyCode_NewEmpty(file, function, line);
  if (!code) return nullptr;
  Py_XDECREF(entry.code);
  entry = {function, line, code};
  return code;
}
CY_COLD CY_UNUSED static void add_traceback(const char* function, const char* file, int line) {
  ExceptionState raised;
  save_raised(&raised);
  PyCodeObject* code = traceback_code(function, file, line);
  PyFrameObject* frame = code ? PyFrame_New(PyThreadState_Get(), code, module_dict, nullptr) : nullptr;
  if (!frame) PyErr_Clear();
  restore_raised(&raised);
  if (!frame) return;
#if PY_VERSION_HEX < 0x030B0000
  frame->f_lineno = line;
#endif
  PyTraceBack_Here(frame);
  Py_DECREF(frame);
}
// The raised exception of a function that cannot hand it on: printed as it came, then with the place that drops it. Whoever has set
// sys.unraisablehook wants to print it himself.
CY_COLD CY_UNUSED static void report_unraisable(const char* name, const char* file, int line) {
  PyGILState_STATE state = PyGILState_Ensure();
  PyObject* exception = take_raised();
  if (exception) {
    bool hooked = PySys_GetObject("unraisablehook") != PySys_GetObject("__unraisablehook__");
    if (!hooked && !PyErr_GivenExceptionMatches(exception, PyExc_SystemExit)) {  // that one would end the process
      raise_again(new_reference(exception));
      PyErr_PrintEx(0);
    }
    raise_again(exception);
    add_traceback(name, file, line);
    PyObject* text = PyUnicode_FromString(name);
    PyErr_WriteUnraisable(text ? text : Py_None);
    Py_XDECREF(text);
  }
  PyGILState_Release(state);
}
// add_traceback from code that does not hold the GIL.
CY_COLD CY_UNUSED static void add_traceback_nogil(const char* function, const char* file, int line) {
  PyGILState_STATE state = PyGILState_Ensure();
  add_traceback(function, file, line);
  PyGILState_Release(state);
}

}  // namespace cy
