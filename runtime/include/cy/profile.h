// What profilers and tracers hear of compiled functions: sys.setprofile and sys.settrace, and sys.monitoring from CPython 3.13 on (cProfile and
// coverage.py are among its tools).
#pragma once
#include <new>

#include "cy/state.h"

#ifndef CYTHON_TRACE_NOGIL  // 1: sections and functions without the GIL are heard too; they take it to tell
#define CYTHON_TRACE_NOGIL 0
#endif
#if PY_VERSION_HEX >= 0x030D0000
#define CY_MONITORING 1
#else
#define CY_MONITORING 0
#endif

namespace cy {

// A function with `profile=True`; its code object is made when a profiler first meets it.
struct ProfileInfo {
  const char *name, *file;
  int line;
  PyObject* code;
};

// The head of a frame object, which CPython keeps to itself from 3.11 on: the line of a frame that runs no bytecode is stored there.
#if PY_VERSION_HEX >= 0x030B0000
struct FrameHead {
  PyObject_HEAD PyFrameObject* back;
  void* running;
  PyObject* trace;
  int line;
};
inline void set_frame_line(PyFrameObject* frame, int line) { reinterpret_cast<FrameHead*>(frame)->line = line; }
#else
inline void set_frame_line(PyFrameObject* frame, int line) { frame->f_lineno = line; }
#endif

#if CY_MONITORING
enum MonitoredEvent { monitored_start, monitored_resume, monitored_return, monitored_yield, monitored_line, monitored_raise, monitored_reraise, monitored_unwind, monitored_count };
static const uint8_t monitored_events[] = {PY_MONITORING_EVENT_PY_START, PY_MONITORING_EVENT_PY_RESUME, PY_MONITORING_EVENT_PY_RETURN, PY_MONITORING_EVENT_PY_YIELD,
                                                PY_MONITORING_EVENT_LINE, PY_MONITORING_EVENT_RAISE, PY_MONITORING_EVENT_RERAISE, PY_MONITORING_EVENT_PY_UNWIND};
#endif

// The value that a function returns, as an object: what has no object is None.
inline PyObject* shown_value(PyObject* value) { return new_reference(value); }
inline PyObject* shown_value(bool value) { return new_reference(value ? Py_True : Py_False); }
inline PyObject* shown_value(int value) { return PyLong_FromLong(value); }
inline PyObject* shown_value(long value) { return PyLong_FromLong(value); }
inline PyObject* shown_value(long long value) { return PyLong_FromLongLong(value); }
inline PyObject* shown_value(unsigned value) { return PyLong_FromUnsignedLong(value); }
inline PyObject* shown_value(unsigned long value) { return PyLong_FromUnsignedLong(value); }
inline PyObject* shown_value(unsigned long long value) { return PyLong_FromUnsignedLongLong(value); }
inline PyObject* shown_value(double value) { return PyFloat_FromDouble(value); }
inline PyObject* shown_value(float value) { return PyFloat_FromDouble(value); }
inline PyObject* shown_value(const char* value) { return value ? PyBytes_FromString(value) : new_reference(Py_None); }
inline PyObject* shown_value(char* value) { return shown_value(const_cast<const char*>(value)); }
template <class T>
inline PyObject* shown_value(const T&) { return new_reference(Py_None); }

// One call: from its construction to the end of the C++ function, however that is left. The GIL is held at both.
struct Profiled {
  ProfileInfo* info;
  PyFrameObject* frame = nullptr;  // not null: a profiler or tracer of the thread listens
  int last_line = 0;
  bool has_left = false;
  bool reraises = false;  // the exception on its way was raised again, not raised
#if CY_MONITORING
  bool is_monitored = false;
  PyMonitoringState states[monitored_count];
#endif

  explicit Profiled(ProfileInfo* i, bool resumed = false, bool traced = false) : info(i) {
    PyThreadState* thread = PyThreadState_Get();
    if (thread->tracing) return;
    if (CY_UNLIKELY(thread->c_profilefunc || (traced && thread->c_tracefunc))) start_frame(thread, traced);
#if CY_MONITORING
    else start_monitored(resumed);
#else
    (void)resumed;
#endif
  }
  Profiled(const Profiled&) = delete;
  ~Profiled() {
    if (CY_UNLIKELY(frame)) {
      if (!has_left) tell_leaving(nullptr);
      Py_DECREF(frame);
    }
#if CY_MONITORING
    if (is_monitored) {
      if (!has_left && PyErr_Occurred()) note(PyMonitoring_FirePyUnwindEvent(&states[monitored_unwind], info->code, 0));
      PyMonitoring_ExitScope();
    }
#endif
  }

  // At `return`: gives the value on.
  template <class T>
  T returned(T value) {
    if (CY_UNLIKELY(is_heard())) leave_with(shown_value(value), false);
    return value;
  }
  void returned() {
    if (CY_UNLIKELY(is_heard())) leave_with(new_reference(Py_None), false);
  }
  PyObject* yielded(PyObject* value) {
    if (CY_UNLIKELY(is_heard()) && value) leave_with(new_reference(value), true);
    return value;
  }
  // A statement begins.
  void line(int now) {
    if (CY_LIKELY(!is_heard()) || now == last_line) return;
    last_line = now;
#if CYTHON_TRACE_NOGIL
    PyGILState_STATE state = PyGILState_Ensure();
    if (!PyErr_Occurred()) tell_line(now);
    PyGILState_Release(state);
#else
    if (PyGILState_Check() && !PyErr_Occurred()) tell_line(now);
#endif
  }
  // An exception that was raised here, or reached this function.
  void raised(int at) {
    if (CY_UNLIKELY(is_heard()) && PyErr_Occurred()) tell_raised(at, reraises);
    reraises = false;
  }

 private:
  bool is_heard() const {
#if CY_MONITORING
    if (is_monitored) return true;
#endif
    return frame != nullptr;
  }
  PyObject* code() {
    if (!info->code) info->code = reinterpret_cast<PyObject*>(PyCode_NewEmpty(info->file, info->name, info->line));
    if (!info->code) PyErr_Clear();
    return info->code;
  }
  static void note(int status) {
    if (status < 0) PyErr_WriteUnraisable(nullptr);
  }

  CY_COLD void start_frame(PyThreadState* thread, bool traced) {
    if (!code()) return;
    frame = PyFrame_New(thread, reinterpret_cast<PyCodeObject*>(info->code), module_dict, nullptr);
    if (!frame) return PyErr_Clear();
    tell(PyTrace_CALL, Py_None);
    is_traced = traced;
    if (traced) tell_tracer(PyTrace_CALL, Py_None);
  }
  // arg null: the raised exception leaves the function.
  void tell(int event, PyObject* argument) {
    PyThreadState* thread = PyThreadState_Get();
    if (thread->c_profilefunc && !thread->tracing) call(thread, thread->c_profilefunc, thread->c_profileobj, event, argument);
  }
  void tell_tracer(int event, PyObject* argument) {
    PyThreadState* thread = PyThreadState_Get();
    if (is_traced && thread->c_tracefunc && !thread->tracing) call(thread, thread->c_tracefunc, thread->c_traceobj, event, argument);
  }
  CY_COLD void call(PyThreadState* thread, Py_tracefunc function, PyObject* object, int event, PyObject* argument) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
#if PY_VERSION_HEX >= 0x030B0000
    PyThreadState_EnterTracing(thread);
#else
    ++thread->tracing;
#endif
    int status = function(object, frame, event, argument);
#if PY_VERSION_HEX >= 0x030B0000
    PyThreadState_LeaveTracing(thread);
#else
    --thread->tracing;
#endif
    note(status);
    PyErr_Restore(type, value, traceback);
  }
  CY_COLD void tell_leaving(PyObject* value) {
    PyObject* argument = value ? value : PyErr_Occurred() ? nullptr : Py_None;
    tell_tracer(PyTrace_RETURN, argument);
    tell(PyTrace_RETURN, argument);
  }
  // value: taken over; null: the function returns what means an error, or cannot be shown.
  CY_COLD void leave_with(PyObject* value, bool yields) {
    if (!value) PyErr_Clear();
    if (!value && !(value = new_reference(Py_None))) return;
    has_left = true;
    if (frame) tell_leaving(value);
#if CY_MONITORING
    if (is_monitored && yields) note(PyMonitoring_FirePyYieldEvent(&states[monitored_yield], info->code, 0, value));
    if (is_monitored && !yields) note(PyMonitoring_FirePyReturnEvent(&states[monitored_return], info->code, 0, value));
#else
    (void)yields;
#endif
    Py_DECREF(value);
  }
  CY_COLD void tell_line(int now) {
    if (frame) {
      set_frame_line(frame, now);
      tell_tracer(PyTrace_LINE, Py_None);
    }
#if CY_MONITORING
    if (!is_monitored) return;
    PyMonitoringState before = states[monitored_line];  // a tool that wants no more of this line wants those after it
    note(PyMonitoring_FireLineEvent(&states[monitored_line], info->code, 0, now));
    states[monitored_line] = before;
#endif
  }
  CY_COLD void tell_raised(int at, bool again) {
    if (frame && !again) {
      PyObject *type, *value, *traceback;
      PyErr_Fetch(&type, &value, &traceback);
      PyErr_NormalizeException(&type, &value, &traceback);
      PyObject* all = PyTuple_Pack(3, type, value ? value : Py_None, traceback ? traceback : Py_None);
      set_frame_line(frame, at);
      if (all) tell_tracer(PyTrace_EXCEPTION, all);
      else PyErr_Clear();
      Py_XDECREF(all);
      PyErr_Restore(type, value, traceback);
    }
#if CY_MONITORING
    if (is_monitored && again) PyMonitoring_FireReraiseEvent(&states[monitored_reraise], info->code, 0);
    if (is_monitored && !again) PyMonitoring_FireRaiseEvent(&states[monitored_raise], info->code, 0);
#else
    (void)at;
#endif
  }
#if CY_MONITORING
  void start_monitored(bool resumed) {
    if (!code()) return;
    uint64_t version = 0;
    for (PyMonitoringState& state : states) state = PyMonitoringState{};
    if (PyMonitoring_EnterScope(states, &version, monitored_events, monitored_count) < 0) return PyErr_Clear();
    is_monitored = true;
    if (resumed) note(PyMonitoring_FirePyResumeEvent(&states[monitored_resume], info->code, 0));
    else note(PyMonitoring_FirePyStartEvent(&states[monitored_start], info->code, 0));
  }
#endif
  bool is_traced = false;
};

// A call of a function without the GIL.
#if CYTHON_TRACE_NOGIL
struct GilToTell {
  PyGILState_STATE state = PyGILState_Ensure();
  ~GilToTell() { PyGILState_Release(state); }
};
struct ProfiledWithoutGil {
  alignas(Profiled) char room[sizeof(Profiled)];
  bool reraises = false;

  explicit ProfiledWithoutGil(ProfileInfo* info, bool resumed = false, bool traced = false) {
    GilToTell gil;
    new (room) Profiled(info, resumed, traced);
  }
  ProfiledWithoutGil(const ProfiledWithoutGil&) = delete;
  ~ProfiledWithoutGil() {
    GilToTell gil;
    call()->~Profiled();
  }
  template <class T>
  T returned(T value) {
    GilToTell gil;
    return call()->returned(value);
  }
  void returned() {
    GilToTell gil;
    call()->returned();
  }
  void line(int now) { call()->line(now); }

 private:
  Profiled* call() { return reinterpret_cast<Profiled*>(room); }
};
#else
struct ProfiledWithoutGil {
  bool reraises = false;

  explicit ProfiledWithoutGil(ProfileInfo*, bool = false, bool = false) {}
  template <class T>
  T returned(T value) { return value; }
  void returned() {}
  void line(int) {}
};
#endif

}  // namespace cy
