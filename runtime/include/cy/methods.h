// Methods that are often called on objects whose class is not declared: the builtin classes at once, others by name.
#pragma once
#include "cy/dict.h"
#include "cy/list.h"

namespace cy {

CY_UNUSED static int object_append(PyObject* o, PyObject* item) {
  if (CY_LIKELY(PyList_CheckExact(o))) return list_append(o, item);
  PyObject* result = PyObject_CallMethod(o, "append", "(O)", item);
  Py_XDECREF(result);
  return result ? 0 : -1;
}
CY_UNUSED static PyObject* object_pop(PyObject* o) {
  if (CY_LIKELY(PyList_CheckExact(o))) return list_pop(o);
  return Py_IS_TYPE(o, &PySet_Type) ? PySet_Pop(o) : PyObject_CallMethod(o, "pop", nullptr);
}
CY_UNUSED static PyObject* object_pop_index(PyObject* o, Py_ssize_t index) {
  return CY_LIKELY(PyList_CheckExact(o)) ? list_pop_index(o, index) : PyObject_CallMethod(o, "pop", "n", index);
}
CY_UNUSED static PyObject* object_dict_get(PyObject* o, PyObject* key, PyObject* otherwise) {
  return CY_LIKELY(PyDict_CheckExact(o)) ? dict_get(o, key, otherwise) : PyObject_CallMethod(o, "get", "OO", key, otherwise);
}

}  // namespace cy
