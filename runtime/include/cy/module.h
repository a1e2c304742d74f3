// Making the module: multi-phase initialisation (PEP 489) of a module whose state is static.
#pragma once
#include "cy/constants.h"
#include "cy/import.h"
#include "cy/names.h"
#include "cy/raise.h"

namespace cy {

static std::int64_t module_interpreter CY_UNUSED = -1;

// The create slot: the state is static, so a second import gives the same module, and another interpreter none.
CY_ONCE CY_UNUSED static PyObject* create_module(PyObject* spec, PyModuleDef*) {
  std::int64_t interpreter = PyInterpreterState_GetID(PyInterpreterState_Get());
  if (module_interpreter >= 0 && interpreter != module_interpreter) {
    PyErr_SetString(PyExc_ImportError, "Interpreter change detected - this module can only be loaded into one interpreter per process.");
    return nullptr;
  }
  module_interpreter = interpreter;
  if (module_object) return new_reference(module_object);
  PyObject* name = PyObject_GetAttrString(spec, "name");
  PyObject* result = name ? PyModule_NewObject(name) : nullptr;
  Py_XDECREF(name);
  return result;
}
// At the start of the exec slot: 1 when the module has been executed before (there is nothing to do), -1 on error.
CY_ONCE CY_UNUSED static int begin_module(PyObject* module, const char* name) {
  if (module_object) {
    if (module_object == module) return 1;
    PyErr_Format(PyExc_RuntimeError, "Module '%s' has already been imported. Re-initialisation is not supported.", name);
    return -1;
  }
  PyObject* builtins = PyImport_AddModule("builtins");  // borrowed; it is there
  if (!builtins) return -1;
  builtins_dict = PyEval_GetBuiltins();
  module_object = new_reference(module);
  module_dict = PyModule_GetDict(module);
  return PyDict_SetItemString(module_dict, "__builtins__", builtins);
}
// When the body failed: the next import starts anew. The module is not released: functions that were made still use its dict.
CY_ONCE CY_UNUSED static void abandon_module() { module_object = nullptr; }

}  // namespace cy
