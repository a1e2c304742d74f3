// Exceptions that leave a parallel region: the first one is carried out, the others are dropped.
#pragma once
#ifdef _OPENMP
#include <omp.h>
#endif

#include "cy/errors.h"

namespace cy {

// In the memory of the function that owns the region; zero at its start.
struct ParallelError {
  ExceptionState raised;
  int present;  // atomic: 1 when `raised` is taken
  int raised_by;  // under the GIL: how many threads of the team have raised it
};
// A thread of a region keeps one Python thread state from its start to its end, so that an exception raised while it has the GIL is
// still there when it has given the GIL back.
struct KeepThreadState {
  KeepThreadState() : state(PyGILState_Ensure()), saved(PyEval_SaveThread()) {}
  KeepThreadState(const KeepThreadState&) = delete;
  KeepThreadState& operator=(const KeepThreadState&) = delete;
  ~KeepThreadState() {
    PyEval_RestoreThread(saved);
    PyGILState_Release(state);
  }

  PyGILState_STATE state;
  PyThreadState* saved;
};
// Takes the raised exception of this thread (which need not hold the GIL) to where the region's owner finds it.
CY_COLD CY_UNUSED static void carry_error(ParallelError* e) {
  PyGILState_STATE state = PyGILState_Ensure();
  if (__atomic_exchange_n(&e->present, 1, __ATOMIC_ACQ_REL) == 0) save_raised(&e->raised);
  else PyErr_Clear();
  PyGILState_Release(state);
}
// Asked at the borders of chunks.
inline bool error_carried(const ParallelError* e) { return __atomic_load_n(&e->present, __ATOMIC_RELAXED) != 0; }
// After the region, in its owner: raises what was carried.
CY_COLD CY_UNUSED static void raise_carried(ParallelError* e) {
  PyGILState_STATE state = PyGILState_Ensure();
  restore_raised(&e->raised);
  e->present = 0;
  PyGILState_Release(state);
}
// After a loop that a team of threads shares: each of them leaves with the exception, so that each runs its handlers.
CY_COLD CY_UNUSED static void raise_carried_in_team(ParallelError* e) {
#ifdef _OPENMP
  int team = omp_get_num_threads();
#else
  int team = 1;
#endif
  PyGILState_STATE state = PyGILState_Ensure();
  if (++e->raised_by < team) {
    ExceptionState shared = shared_exception(&e->raised);
    restore_raised(&shared);
  } else {
    restore_raised(&e->raised);
    e->raised_by = e->present = 0;
  }
  PyGILState_Release(state);
}

}  // namespace cy
