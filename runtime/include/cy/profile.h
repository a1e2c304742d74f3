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

// The beginning of a frame object, which CPython keeps to itself from 3.11 on: the line of a frame that runs no bytecode is stored there. Programs
// that hear of frames in C read `f_trace`.
#if PY_VERSION_HEX >= 0x030B0000
struct _frame {
  PyObject_HEAD PyFrameObject* f_back;
  struct _PyInterpreterFrame* f_frame;
  PyObject* f_trace;
  int f_lineno;
  char f_trace_lines, f_trace_opcodes;
};
#endif

namespace cy {

// A function with `profile=True`; its code object is made when a profiler first meets it.
struct ProfileInfo {
  const char *name, *file;
  int line;
  PyObject* code;
};

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
      for (PyObject* part : refusal) Py_XDECREF(part);
      Py_DECREF(frame);
    }
#if CY_MONITORING
    if (is_monitored) {
      if (!has_left && PyErr_Occurred()) note(PyMonitoring_FirePyUnwindEvent(&states[monitored_unwind], info->code, 0));
      PyMonitoring_ExitScope();
    }
#endif
  }

  // At `return`: gives the value on. What a call gave is returned as it is: it may mean an exception.
  template <class T>
  T returned(T value) {
    if (CY_LIKELY(!is_heard())) return value;
    if (PyErr_Occurred()) raised(last_line);
    else note(leave_with(shown_value(value), false));
    return value;
  }
  PyObject* returned(PyObject* value) {
    if (CY_LIKELY(!is_heard())) return value;
    if (!value) raised(last_line);
    else if (leave_with(new_reference(value), false) < 0) Py_CLEAR(value);
    return value;
  }
  void returned() {
    if (CY_UNLIKELY(is_heard())) note(leave_with(new_reference(Py_None), false));
  }
  PyObject* yielded(PyObject* value) {
    if (CY_UNLIKELY(is_heard()) && value && leave_with(new_reference(value), true) < 0) Py_CLEAR(value);
    return value;
  }
  // A statement begins. -1: a tracer raised, here or when it heard of the call.
  int line(int now) {
    if (CY_LIKELY(!is_heard()) || now == last_line) return 0;
#if CYTHON_TRACE_NOGIL
    PyGILState_STATE state = PyGILState_Ensure();
    int status = tell_line(now);
    PyGILState_Release(state);
    return status;
#else
    return PyGILState_Check() ? tell_line(now) : 0;
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
    is_traced = traced;
    if (tell(PyTrace_CALL, Py_None) < 0 || tell_tracer(PyTrace_CALL, Py_None) < 0) {
      if (traced) PyErr_Fetch(&refusal[0], &refusal[1], &refusal[2]);  // the first line raises it
      else note(-1);
    }
  }
  // arg null: the raised exception leaves the function. -1: the listener raised another one, which takes its place.
  int tell(int event, PyObject* argument) {
    PyThreadState* thread = PyThreadState_Get();
    return thread->c_profilefunc && !thread->tracing ? call(thread, thread->c_profilefunc, thread->c_profileobj, event, argument) : 0;
  }
  int tell_tracer(int event, PyObject* argument) {
    PyThreadState* thread = PyThreadState_Get();
    return is_traced && thread->c_tracefunc && !thread->tracing ? call(thread, thread->c_tracefunc, thread->c_traceobj, event, argument) : 0;
  }
  CY_COLD int call(PyThreadState* thread, Py_tracefunc function, PyObject* object, int event, PyObject* argument) {
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
    if (status == 0) return PyErr_Restore(type, value, traceback), 0;
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
    return -1;
  }
  CY_COLD int tell_leaving(PyObject* value) {
    PyObject* argument = value ? value : PyErr_Occurred() ? nullptr : Py_None;
    int traced = tell_tracer(PyTrace_RETURN, argument);
    return tell(PyTrace_RETURN, traced < 0 ? nullptr : argument) < 0 ? -1 : traced;
  }
  // value: taken over; null: it cannot be shown.
  CY_COLD int leave_with(PyObject* value, bool yields) {
    if (!value) PyErr_Clear();
    if (!value && !(value = new_reference(Py_None))) return 0;
    has_left = true;
    int status = frame ? tell_leaving(value) : 0;
#if CY_MONITORING
    if (is_monitored && status == 0)
      status = yields ? PyMonitoring_FirePyYieldEvent(&states[monitored_yield], info->code, 0, value)
                      : PyMonitoring_FirePyReturnEvent(&states[monitored_return], info->code, 0, value);
#else
    (void)yields;
#endif
    Py_DECREF(value);
    return status;
  }
  CY_COLD int tell_line(int now) {
    if (refusal[0]) {
      PyErr_Restore(refusal[0], refusal[1], refusal[2]);
      refusal[0] = refusal[1] = refusal[2] = nullptr;
      return -1;
    }
    if (PyErr_Occurred()) return 0;  // between the exception and its handler
    last_line = now;
    if (frame) {
      frame->f_lineno = now;
      if (tell_tracer(PyTrace_LINE, Py_None) < 0) return -1;
    }
#if CY_MONITORING
    if (!is_monitored) return 0;
    PyMonitoringState before = states[monitored_line];  // a tool that wants no more of this line wants those after it
    int status = PyMonitoring_FireLineEvent(&states[monitored_line], info->code, 0, now);
    states[monitored_line] = before;
    return status;
#else
    return 0;
#endif
  }
  CY_COLD void tell_raised(int at, bool again) {
    if (frame && !again) {
      PyObject *type, *value, *traceback;
      PyErr_Fetch(&type, &value, &traceback);
      PyErr_NormalizeException(&type, &value, &traceback);
      PyObject* all = PyTuple_Pack(3, type, value ? value : Py_None, traceback ? traceback : Py_None);
      frame->f_lineno = at;
      if (!all) PyErr_Clear();
      PyErr_Restore(type, value, traceback);
      if (all) tell_tracer(PyTrace_EXCEPTION, all);
      Py_XDECREF(all);
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
  PyObject* refusal[3] = {nullptr, nullptr, nullptr};  // what a tracer raised when it heard of the call
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
  int line(int now) { return call()->line(now); }

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
  int line(int) { return 0; }
};
#endif

}  // namespace cy
