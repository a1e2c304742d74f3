// The import statement.
#pragma once
#include "cy/raise.h"
#include "cy/state.h"

namespace cy {

// level -1 is Python 2's import: next to this module first, then absolute.
CY_UNUSED static PyObject* import_module(PyObject* name, PyObject* from_list, int level) {
  if (level >= 0) return PyImport_ImportModuleLevelObject(name, module_dict, nullptr, from_list, level);
  PyObject* package = PyDict_GetItemString(module_dict, "__package__");
  if (package && PyUnicode_Check(package) && PyUnicode_GET_LENGTH(package) > 0) {
    PyObject* found = PyImport_ImportModuleLevelObject(name, module_dict, nullptr, from_list, 1);
    if (found || !PyErr_ExceptionMatches(PyExc_ImportError)) return found;
    PyErr_Clear();
  }
  return PyImport_ImportModuleLevelObject(name, module_dict, nullptr, from_list, 0);
}
CY_COLD CY_UNUSED static PyObject* raise_import_from(PyObject* module, PyObject* module_name, PyObject* name) {
  PyObject* path = PyModule_Check(module) ? PyModule_GetFilenameObject(module) : nullptr;
  if (!path) PyErr_Clear();
  if (!module_name) module_name = PyUnicode_FromString("<unknown module name>");
  else Py_INCREF(module_name);
  PyObject* text = !module_name ? nullptr
                   : path       ? PyUnicode_FromFormat("cannot import name %R from %R (%S)", name, module_name, path)
                                : PyUnicode_FromFormat("cannot import name %R from %R (unknown location)", name, module_name);
  if (text) PyErr_SetImportError(text, module_name, path);
  Py_XDECREF(text);
  Py_XDECREF(module_name);
  Py_XDECREF(path);
  return nullptr;
}
CY_UNUSED static PyObject* import_from(PyObject* module, PyObject* name) {
  PyObject* value = nullptr;
  if (attribute_if_present(module, name, &value) != 0) return value;
  // A circular import: the submodule may be in sys.modules and not yet an attribute.
  PyObject* module_name = PyObject_GetAttrString(module, "__name__");
  if (module_name && PyUnicode_Check(module_name)) {
    PyObject* full_name = PyUnicode_FromFormat("%U.%U", module_name, name);
    value = full_name ? PyImport_GetModule(full_name) : nullptr;
    Py_XDECREF(full_name);
  }
  if (!value) {
    PyErr_Clear();
    raise_import_from(module, module_name, name);
  }
  Py_XDECREF(module_name);
  return value;
}
// import a.b.c as x: `parts` is ("a", "b", "c").
CY_UNUSED static PyObject* import_dotted(PyObject* name, PyObject* parts, int level) {
  PyObject* module = import_module(name, nullptr, level);
  for (Py_ssize_t i = 1, n = parts ? PyTuple_GET_SIZE(parts) : 0; module && i < n; ++i) {
    PyObject* inner = import_from(module, PyTuple_GET_ITEM(parts, i));
    Py_DECREF(module);
    module = inner;
  }
  return module;
}
CY_UNUSED static PyObject* public_names(PyObject* module, bool* skip_private) {
  PyObject* names = PyObject_GetAttrString(module, "__all__");
  *skip_private = !names;
  if (names || !PyErr_ExceptionMatches(PyExc_AttributeError)) return names;
  PyErr_Clear();
  PyObject* dict = PyObject_GetAttrString(module, "__dict__");
  if (!dict) {
    if (PyErr_ExceptionMatches(PyExc_AttributeError))
      PyErr_SetString(PyExc_ImportError, "from-import-* object has no __dict__ and no __all__");
    return nullptr;
  }
  names = PyMapping_Keys(dict);
  Py_DECREF(dict);
  return names;
}
// Does `from module import *` give this name?
CY_UNUSED static int star_gives(PyObject* module, PyObject* name) {
  bool skip_private;
  PyObject* names = public_names(module, &skip_private);
  bool is_private = skip_private && PyUnicode_GET_LENGTH(name) && PyUnicode_READ_CHAR(name, 0) == '_';
  int found = !names ? -1 : is_private ? 0 : PySequence_Contains(names, name);
  Py_XDECREF(names);
  return found;
}
CY_UNUSED static int set_star_name(PyObject* module, PyObject* name, PyObject* variables, PyObject* classes) {
  int of_class = PySequence_Contains(classes, name), of_variable = of_class ? 0 : PySequence_Contains(variables, name);
  if (of_class > 0) PyErr_Format(PyExc_TypeError, "Cannot overwrite C type %U", name);
  if (of_class || of_variable) return of_variable > 0 ? 0 : -1;
  PyObject* value = PyObject_GetAttr(module, name);
  int status = value ? PyDict_SetItem(module_dict, name, value) : -1;
  Py_XDECREF(value);
  return status;
}
// Sets what the module gives; the emitted code sets the `variables` of C, and nothing replaces a C class.
CY_UNUSED static int import_star(PyObject* module, PyObject* variables, PyObject* classes) {
  bool skip_private;
  PyObject* names = public_names(module, &skip_private);
  PyObject* list = names ? PySequence_Fast(names, "__all__ must be a sequence") : nullptr;
  Py_XDECREF(names);
  int status = list ? 0 : -1;
  for (Py_ssize_t i = 0; status == 0 && i < PySequence_Fast_GET_SIZE(list); ++i) {
    PyObject* name = PySequence_Fast_GET_ITEM(list, i);
    if (PyUnicode_Check(name) && PyUnicode_GET_LENGTH(name) == 0) continue;
    if (skip_private && PyUnicode_Check(name) && PyUnicode_READ_CHAR(name, 0) == '_') continue;
    status = set_star_name(module, name, variables, classes);
  }
  Py_XDECREF(list);
  return status;
}

}  // namespace cy
