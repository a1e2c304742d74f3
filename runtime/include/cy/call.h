// Calls of Python objects and methods, and the collecting of * and ** arguments.
#pragma once
#include "cy/function.h"
#include "cy/raise.h"

namespace cy {

// args[-1] must be writable: see runtime/README.md.
CY_UNUSED static PyObject* call_vector(PyObject* callee, PyObject* const* args, Py_ssize_t count, PyObject* names) {
  std::size_t nargsf = static_cast<std::size_t>(count) | PY_VECTORCALL_ARGUMENTS_OFFSET;
  if (Py_IS_TYPE(callee, &function_type)) return as_function(callee)->vectorcall(callee, args, nargsf, names);
  return PyObject_Vectorcall(callee, args, nargsf, names);
}
// args[0] is the object; no bound method is made.
inline PyObject* call_method(PyObject* name, PyObject* const* args, Py_ssize_t count, PyObject* names) {
  return PyObject_VectorcallMethod(name, args, static_cast<std::size_t>(count), names);
}
inline PyObject* call_0(PyObject* callee) { return PyObject_CallNoArgs(callee); }
inline PyObject* call_1(PyObject* callee, PyObject* a) {
  PyObject* args[2] = {nullptr, a};
  return call_vector(callee, args + 1, 1, nullptr);
}
inline PyObject* call_2(PyObject* callee, PyObject* a, PyObject* b) {
  PyObject* args[3] = {nullptr, a, b};
  return call_vector(callee, args + 1, 2, nullptr);
}
inline PyObject* call_method_0(PyObject* o, PyObject* name) { return call_method(name, &o, 1, nullptr); }
inline PyObject* call_method_1(PyObject* o, PyObject* name, PyObject* a) {
  PyObject* args[2] = {o, a};
  return call_method(name, args, 2, nullptr);
}
inline PyObject* call_method_2(PyObject* o, PyObject* name, PyObject* a, PyObject* b) {
  PyObject* args[3] = {o, a, b};
  return call_method(name, args, 3, nullptr);
}
inline PyObject* call_tuple_dict(PyObject* callee, PyObject* tuple, PyObject* dict) { return PyObject_Call(callee, tuple, dict); }

// ---- collecting arguments; the texts are CPython's
// "module.name()" of what is called.
CY_COLD CY_UNUSED static PyObject* callee_text(PyObject* callee) {
  PyObject* name = PyObject_GetAttrString(callee, "__qualname__");
  if (!name) {
    PyErr_Clear();
    return PyObject_Str(callee);
  }
  PyObject* module = PyObject_GetAttrString(callee, "__module__");
  if (!module) PyErr_Clear();
  PyObject* text = module && PyUnicode_Check(module) && PyUnicode_CompareWithASCIIString(module, "builtins") != 0
                       ? PyUnicode_FromFormat("%U.%S()", module, name)
                       : PyUnicode_FromFormat("%S()", name);
  Py_XDECREF(module);
  Py_DECREF(name);
  return text;
}
// `format` has %U for the callee and %.200s for a class.
CY_COLD CY_UNUSED static int raise_bad_star(const char* format, PyObject* callee, PyObject* argument) {
  PyErr_Clear();
  PyObject* text = callee_text(callee);
  if (text) PyErr_Format(PyExc_TypeError, format, text, Py_TYPE(argument)->tp_name);
  Py_XDECREF(text);
  return -1;
}
CY_COLD CY_UNUSED static int raise_not_iterable_argument(PyObject* callee, PyObject* argument) {
  if (Py_TYPE(argument)->tp_iter || PySequence_Check(argument) || !PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
  return raise_bad_star("%U argument after * must be an iterable, not %.200s", callee, argument);
}
CY_UNUSED static PyObject* star_tuple(PyObject* callee, PyObject* iterable) {
  if (PyTuple_CheckExact(iterable)) return new_reference(iterable);
  PyObject* tuple = PySequence_Tuple(iterable);
  if (CY_UNLIKELY(!tuple)) raise_not_iterable_argument(callee, iterable);
  return tuple;
}
CY_UNUSED static int star_extend(PyObject* list, PyObject* iterable, PyObject* callee) {
  PyObject* tuple = star_tuple(callee, iterable);
  if (CY_UNLIKELY(!tuple)) return -1;
  int status = PyList_SetSlice(list, PY_SSIZE_T_MAX, PY_SSIZE_T_MAX, tuple);
  Py_DECREF(tuple);
  return status;
}
CY_COLD CY_UNUSED static int raise_repeated_keyword(PyObject* callee, PyObject* name) {
  if (!PyUnicode_Check(name)) return raise_type_error("keywords must be strings");
  PyObject* text = callee_text(callee);
  if (text) PyErr_Format(PyExc_TypeError, "%U got multiple values for keyword argument '%S'", text, name);
  Py_XDECREF(text);
  return -1;
}
CY_UNUSED static int keywords_add(PyObject* dict, PyObject* name, PyObject* value, PyObject* callee) {
  int found = PyDict_Contains(dict, name);
  if (CY_UNLIKELY(found != 0)) return found < 0 ? -1 : raise_repeated_keyword(callee, name);
  return PyDict_SetItem(dict, name, value);
}
CY_UNUSED static int keywords_merge(PyObject* dict, PyObject* mapping, PyObject* callee) {
  if (PyDict_CheckExact(mapping)) {
    if (PyDict_Size(dict) == 0) return PyDict_Update(dict, mapping);
    Py_ssize_t position = 0;
    PyObject *key, *value;
    while (PyDict_Next(mapping, &position, &key, &value))
      if (keywords_add(dict, key, value, callee) < 0) return -1;
    return 0;
  }
  PyObject* keys = PyObject_CallMethod(mapping, "keys", nullptr);
  PyObject* iterator = keys ? PyObject_GetIter(keys) : nullptr;
  Py_XDECREF(keys);
  if (!iterator) {
    if (!keys && PyErr_ExceptionMatches(PyExc_AttributeError))
      raise_bad_star("%U argument after ** must be a mapping, not %.200s", callee, mapping);
    return -1;
  }
  int status = 0;
  while (PyObject* key = status < 0 ? nullptr : PyIter_Next(iterator)) {
    PyObject* value = PyObject_GetItem(mapping, key);
    status = value ? keywords_add(dict, key, value, callee) : -1;
    Py_XDECREF(value);
    Py_DECREF(key);
  }
  Py_DECREF(iterator);
  return PyErr_Occurred() ? -1 : status;
}

}  // namespace cy
