// Critical sections (PEP 703): nothing where there is a GIL.
#pragma once
#include "cy/python.h"

namespace cy {

#ifdef Py_GIL_DISABLED
struct CriticalSection {
  PyCriticalSection one;
  PyCriticalSection2 two;
  bool is_two;
};
inline void critical_enter(CriticalSection& s, PyObject* o) {
  s.is_two = false;
  PyCriticalSection_Begin(&s.one, o);
}
inline void critical_enter_2(CriticalSection& s, PyObject* a, PyObject* b) {
  s.is_two = true;
  PyCriticalSection2_Begin(&s.two, a, b);
}
inline void critical_leave(CriticalSection& s) {
  if (s.is_two) PyCriticalSection2_End(&s.two);
  else PyCriticalSection_End(&s.one);
}
#else
struct CriticalSection {
  char unused;
};
inline void critical_enter(CriticalSection&, PyObject*) {}
inline void critical_enter_2(CriticalSection&, PyObject*, PyObject*) {}
inline void critical_leave(CriticalSection&) {}
#endif

}  // namespace cy
