// C++ exceptions as Python exceptions. Only in modules that use C++ libraries.
#pragma once
#include <exception>
#include <ios>
#include <new>
#include <stdexcept>
#include <typeinfo>

#include "cy/python.h"

namespace cy {

// In a catch block: raises the Python exception for the C++ one.
CY_COLD CY_UNUSED static void translate_exception() {
  if (PyErr_Occurred()) return;
  try {
    throw;
  } catch (const std::bad_alloc& e) {
    PyErr_SetString(PyExc_MemoryError, e.what());
  } catch (const std::bad_cast& e) {
    PyErr_SetString(PyExc_TypeError, e.what());
  } catch (const std::bad_typeid& e) {
    PyErr_SetString(PyExc_TypeError, e.what());
  } catch (const std::domain_error& e) {
    PyErr_SetString(PyExc_ValueError, e.what());
  } catch (const std::invalid_argument& e) {
    PyErr_SetString(PyExc_ValueError, e.what());
  } catch (const std::ios_base::failure& e) {
    PyErr_SetString(PyExc_IOError, e.what());
  } catch (const std::out_of_range& e) {
    PyErr_SetString(PyExc_IndexError, e.what());
  } catch (const std::overflow_error& e) {
    PyErr_SetString(PyExc_OverflowError, e.what());
  } catch (const std::range_error& e) {
    PyErr_SetString(PyExc_ArithmeticError, e.what());
  } catch (const std::underflow_error& e) {
    PyErr_SetString(PyExc_ArithmeticError, e.what());
  } catch (const std::exception& e) {
    PyErr_SetString(PyExc_RuntimeError, e.what());
  } catch (...) {
    PyErr_SetString(PyExc_RuntimeError, "Unknown exception");
  }
}
// except +ValueError: always that class.
CY_COLD CY_UNUSED static void translate_exception_as(PyObject* cls) {
  if (PyErr_Occurred()) return;
  try {
    throw;
  } catch (const std::exception& e) {
    PyErr_SetString(cls, e.what());
  } catch (...) {
    PyErr_SetNone(cls);
  }
}
// except +handler: a function of the user's, which may raise or let an exception pass.
template <class Handler>
CY_COLD void translate_exception_by(Handler handler) {
  try {
    handler();
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_RuntimeError, "Error converting c++ exception.");
  } catch (...) {
    translate_exception();
  }
}

}  // namespace cy
