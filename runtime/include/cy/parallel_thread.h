// cython.parallel.threadid().
#pragma once
#include "cy/python.h"
#ifdef _OPENMP
#include <omp.h>
#endif

namespace cy {

#ifdef _OPENMP
inline int parallel_thread() { return omp_get_thread_num(); }
#else
inline int parallel_thread() { return 0; }
#endif

}  // namespace cy
