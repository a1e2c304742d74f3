// The embedded interpreter of the tests, and short ways to make objects and read errors.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "cy/all.h"

namespace embedded {

struct Reference {  // owns
  PyObject* o;
  Reference(PyObject* object) : o(object) {}
  Reference(const Reference&) = delete;
  ~Reference() { Py_XDECREF(o); }
  operator PyObject*() const { return o; }
};
// Evaluates in the namespace of the tests: a new reference; a failure prints and stops the test program.
PyObject* eval(const char* text);
void run(const char* text);
void set(const char* name, PyObject* value);  // borrowed
inline std::string repr(PyObject* o) {
  if (!o) return "NULL";
  Reference text(PyObject_Repr(o));
  return text ? PyUnicode_AsUTF8(text) : "repr failed";
}
// repr of a new reference, which is released.
inline std::string taken(PyObject* o) {
  Reference owner(o);
  return repr(owner);
}
// "TypeError: text" of the raised exception, which is cleared; "" if none is raised.
std::string error();

}  // namespace embedded
