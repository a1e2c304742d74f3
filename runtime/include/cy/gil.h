// Releasing and taking the GIL.
#pragma once
#include "cy/python.h"

namespace cy {

inline PyThreadState* release_gil() { return PyEval_SaveThread(); }
inline void reacquire_gil(PyThreadState* state) { PyEval_RestoreThread(state); }
// In a function that is called with the GIL or without.
inline PyThreadState* release_held_gil() { return PyGILState_Check() ? PyEval_SaveThread() : nullptr; }
inline void reacquire_released_gil(PyThreadState* state) {
  if (state) PyEval_RestoreThread(state);
}
inline PyGILState_STATE ensure_gil() { return PyGILState_Ensure(); }
inline void leave_gil(PyGILState_STATE state) { PyGILState_Release(state); }
// The GIL for the rest of a C++ block.
struct WithGil {
  PyGILState_STATE state;
  WithGil() : state(PyGILState_Ensure()) {}
  WithGil(const WithGil&) = delete;
  ~WithGil() { PyGILState_Release(state); }
};

}  // namespace cy
