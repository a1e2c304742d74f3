// What crosses the border between compiled modules: __pyx_capi__, imported types, __pyx_vtable__. Names and texts are Cython's.
#pragma once
#include "cy/state.h"

namespace cy {

// Any C function pointer, for tables.
using AnyFunction = void (*)();

CY_UNUSED static int export_pointer(const char* name, void* pointer, const char* signature) {
  PyObject* table = PyDict_GetItemString(module_dict, "__pyx_capi__");
  if (!table) {
    PyObject* made = PyDict_New();
    int status = made ? PyDict_SetItemString(module_dict, "__pyx_capi__", made) : -1;
    Py_XDECREF(made);
    if (status < 0) return -1;
    table = made;
  }
  PyObject* capsule = PyCapsule_New(pointer, signature, nullptr);
  int status = capsule ? PyDict_SetItemString(table, name, capsule) : -1;
  Py_XDECREF(capsule);
  return status;
}
inline int export_c_function(const char* name, AnyFunction function, const char* signature) {
  void* pointer;
  std::memcpy(&pointer, &function, sizeof pointer);
  return export_pointer(name, pointer, signature);
}
inline int export_c_variable(const char* name, void* variable, const char* signature) { return export_pointer(name, variable, signature); }

CY_UNUSED static void* import_pointer(PyObject* module, const char* name, const char* signature, const char* what) {
  PyObject* table = PyObject_GetAttrString(module, "__pyx_capi__");
  if (!table) return nullptr;
  PyObject* capsule = PyDict_GetItemString(table, name);  // borrowed: the module keeps the table
  Py_DECREF(table);
  if (!capsule) {
    PyErr_Format(PyExc_ImportError, "%.200s does not export expected C %.8s %.200s", PyModule_GetName(module), what, name);
    return nullptr;
  }
  if (!PyCapsule_IsValid(capsule, signature)) {
    PyErr_Format(PyExc_TypeError, "C %.8s %.200s.%.200s has wrong signature (expected %.500s, got %.500s)", what, PyModule_GetName(module),
                 name, signature, PyCapsule_GetName(capsule));
    return nullptr;
  }
  return PyCapsule_GetPointer(capsule, signature);
}
inline int import_c_function(PyObject* module, const char* name, AnyFunction* function, const char* signature) {
  void* pointer = import_pointer(module, name, signature, "function");
  std::memcpy(function, &pointer, sizeof pointer);
  return pointer ? 0 : -1;
}
// An instance of a fused function: by its types, or by its number as modules of Cython before 3.3 have it.
CY_UNUSED static int import_c_fused_function(PyObject* module, const char* name, const char* old_name, AnyFunction* function, const char* signature) {
  PyObject* table = PyObject_GetAttrString(module, "__pyx_capi__");
  if (!table) return -1;
  bool known = PyDict_GetItemString(table, name) != nullptr;
  Py_DECREF(table);
  return import_c_function(module, known ? name : old_name, function, signature);
}
inline int import_c_variable(PyObject* module, const char* name, void** variable, const char* signature) {
  *variable = import_pointer(module, name, signature, "variable");
  return *variable ? 0 : -1;
}

// ---- types
enum SizeCheck { size_error, size_warn, size_ignore };
CY_COLD CY_UNUSED static int report_size(const char* module_name, const char* class_name, std::size_t expected, Py_ssize_t found, bool warn) {
  const char* text = "%.200s.%.200s size changed, may indicate binary incompatibility. Expected %zd from C header, got %zd from PyObject";
  if (warn) return PyErr_WarnFormat(nullptr, 0, text, module_name, class_name, expected, found);
  PyErr_Format(PyExc_ValueError, text, module_name, class_name, expected, found);
  return -1;
}
// The type object (new reference) of an extension type of another module; its instances must be at least `size` bytes.
CY_UNUSED static PyTypeObject* import_type(PyObject* module, const char* module_name, const char* class_name, std::size_t size,
                                           std::size_t alignment, SizeCheck check) {
  PyObject* found = PyObject_GetAttrString(module, class_name);
  if (!found) return nullptr;
  if (!PyType_Check(found)) {
    PyErr_Format(PyExc_TypeError, "%.200s.%.200s is not a type object", module_name, class_name);
    Py_DECREF(found);
    return nullptr;
  }
  PyTypeObject* type = reinterpret_cast<PyTypeObject*>(found);
  Py_ssize_t basic = type->tp_basicsize, item = type->tp_itemsize;
  if (item && static_cast<std::size_t>(item) < alignment) item = static_cast<Py_ssize_t>(alignment);
  int status = 0;
  if (static_cast<std::size_t>(basic + item) < size) status = report_size(module_name, class_name, size, basic + item, false);
  else if (check == size_error && static_cast<std::size_t>(basic) > size) status = report_size(module_name, class_name, size, basic, false);
  else if (check == size_warn && static_cast<std::size_t>(basic) > size) status = report_size(module_name, class_name, size, basic, true);
  if (status < 0) {
    Py_DECREF(found);
    return nullptr;
  }
  return type;
}
CY_UNUSED static int set_vtable(PyTypeObject* type, void* vtable) {
  PyObject* capsule = PyCapsule_New(vtable, nullptr, nullptr);
  int status = capsule ? PyDict_SetItemString(type->tp_dict, "__pyx_vtable__", capsule) : -1;
  Py_XDECREF(capsule);
  return status;
}
CY_UNUSED static void* get_vtable(PyTypeObject* type) {
  PyObject* capsule = PyObject_GetAttrString(reinterpret_cast<PyObject*>(type), "__pyx_vtable__");
  void* vtable = capsule ? PyCapsule_GetPointer(capsule, nullptr) : nullptr;
  if (!vtable && !PyErr_Occurred()) PyErr_SetString(PyExc_RuntimeError, "invalid vtable found for imported type");
  Py_XDECREF(capsule);
  return vtable;
}

}  // namespace cy
