// The number of the running OpenMP thread; 0 outside parallel regions and without OpenMP.
#pragma once
#ifdef _OPENMP
#include <omp.h>
#endif

#include "cy/python.h"

namespace cy {

CY_UNUSED static inline int parallel_thread() {
#ifdef _OPENMP
  return omp_get_thread_num();
#else
  return 0;
#endif
}

}  // namespace cy
