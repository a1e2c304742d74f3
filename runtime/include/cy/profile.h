// What Python's profilers (sys.setprofile, and cProfile up to CPython 3.11) hear of compiled functions.
#pragma once
#include "cy/state.h"

namespace cy {

// A function with `profile=True`; its code object is made when a profiler first meets it.
struct ProfileInfo {
  const char *name, *file;
  int line;
  PyObject* code;
};

CY_COLD CY_UNUSED static void tell_profiler(PyThreadState* thread, PyFrameObject* frame, int event) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
#if PY_VERSION_HEX >= 0x030B0000
  PyThreadState_EnterTracing(thread);
#else
  ++thread->tracing;
#endif
  int status = thread->c_profilefunc(thread->c_profileobj, frame, event, event == PyTrace_RETURN && type ? nullptr : Py_None);
#if PY_VERSION_HEX >= 0x030B0000
  PyThreadState_LeaveTracing(thread);
#else
  --thread->tracing;
#endif
  if (status < 0) PyErr_WriteUnraisable(nullptr);
  PyErr_Restore(type, value, traceback);
}
// NULL, without an error: nobody can be told.
CY_COLD CY_UNUSED static PyFrameObject* enter_profiled(PyThreadState* thread, ProfileInfo* info) {
  if (!info->code) info->code = reinterpret_cast<PyObject*>(PyCode_NewEmpty(info->file, info->name, info->line));
  PyFrameObject* frame = info->code ? PyFrame_New(thread, reinterpret_cast<PyCodeObject*>(info->code), module_dict, nullptr) : nullptr;
  if (frame) tell_profiler(thread, frame, PyTrace_CALL);
  else PyErr_Clear();
  return frame;
}

// One call: from its construction to the end of the C++ function, however that is left. The GIL is held at both.
struct Profiled {
  PyFrameObject* frame = nullptr;
  explicit Profiled(ProfileInfo* info) {
    PyThreadState* thread = PyThreadState_Get();
    if (CY_UNLIKELY(thread->c_profilefunc && !thread->tracing)) frame = enter_profiled(thread, info);
  }
  Profiled(const Profiled&) = delete;
  ~Profiled() {
    if (CY_LIKELY(!frame)) return;
    PyThreadState* thread = PyThreadState_Get();
    if (thread->c_profilefunc && !thread->tracing) tell_profiler(thread, frame, PyTrace_RETURN);
    Py_DECREF(frame);
  }
};

}  // namespace cy
