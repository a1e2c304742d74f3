// Classes made by class statements.
#pragma once
#include "cy/function.h"
#include "cy/object.h"
#include "cy/raise.h"

namespace cy {

// The bases with __mro_entries__ resolved: the same tuple when there was nothing to resolve.
CY_UNUSED static PyObject* class_bases(PyObject* bases) {
  PyObject* list = nullptr;  // from the first replaced base on
  PyObject* name = PyUnicode_InternFromString("__mro_entries__");
  int status = name ? 0 : -1;
  for (Py_ssize_t i = 0; status == 0 && i < PyTuple_GET_SIZE(bases); ++i) {
    PyObject* base = PyTuple_GET_ITEM(bases, i);
    PyObject* method = nullptr;
    if (!PyType_Check(base)) status = attribute_if_present(base, name, &method) < 0 ? -1 : 0;
    if (!method) {
      if (list && status == 0) status = PyList_Append(list, base);
      continue;
    }
    PyObject* entries = PyObject_CallFunctionObjArgs(method, bases, nullptr);
    Py_DECREF(method);
    if (entries && !PyTuple_Check(entries)) {
      raise_type_error("__mro_entries__ must return a tuple");
      Py_CLEAR(entries);
    }
    if (entries && !list) {
      list = PyList_New(0);
      for (Py_ssize_t k = 0; list && k < i; ++k)
        if (PyList_Append(list, PyTuple_GET_ITEM(bases, k)) < 0) Py_CLEAR(list);
    }
    status = entries && list ? PyList_SetSlice(list, PY_SSIZE_T_MAX, PY_SSIZE_T_MAX, entries) : -1;
    Py_XDECREF(entries);
  }
  Py_XDECREF(name);
  PyObject* result = status < 0 ? nullptr : list ? PyList_AsTuple(list) : new_reference(bases);
  Py_XDECREF(list);
  return result;
}
// The most derived metaclass; `metaclass` is taken out of the keywords (a dict of this class statement).
CY_UNUSED static PyObject* class_metaclass(PyObject* bases, PyObject* keywords) {
  PyObject* given = keywords ? PyDict_GetItemString(keywords, "metaclass") : nullptr;
  PyObject* winner;
  if (given) {
    winner = new_reference(given);
    if (PyDict_DelItemString(keywords, "metaclass") < 0) return Py_DECREF(winner), nullptr;
    if (!PyType_Check(winner)) return winner;
  } else {
    winner = PyTuple_GET_SIZE(bases) ? reinterpret_cast<PyObject*>(Py_TYPE(PyTuple_GET_ITEM(bases, 0))) : reinterpret_cast<PyObject*>(&PyType_Type);
    Py_INCREF(winner);
  }
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
    PyTypeObject* type = Py_TYPE(PyTuple_GET_ITEM(bases, i));
    PyTypeObject* best = reinterpret_cast<PyTypeObject*>(winner);
    if (PyType_IsSubtype(best, type)) continue;
    if (!PyType_IsSubtype(type, best)) {
      Py_DECREF(winner);
      raise_type_error("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
      return nullptr;
    }
    Py_INCREF(type);
    Py_DECREF(winner);
    winner = reinterpret_cast<PyObject*>(type);
  }
  return winner;
}
// Python 2's way to name the metaclass: in the class body.
CY_UNUSED static PyObject* class_own_metaclass(PyObject* metaclass, PyObject* bases, PyObject* name_space) {
  PyObject* given = PyMapping_GetItemString(name_space, "__metaclass__");
  if (!given) {
    if (!PyErr_ExceptionMatches(PyExc_KeyError)) return nullptr;
    PyErr_Clear();
    return new_reference(metaclass);
  }
  PyObject* keywords = PyDict_New();
  PyObject* result = keywords && PyDict_SetItemString(keywords, "metaclass", given) == 0 ? class_metaclass(bases, keywords) : nullptr;
  Py_XDECREF(keywords);
  Py_DECREF(given);
  return result;
}
CY_UNUSED static PyObject* class_prepare(PyObject* metaclass, PyObject* bases, PyObject* name, PyObject* qualname, PyObject* module,
                                         PyObject* keywords, PyObject* doc) {
  PyObject* prepare = nullptr;
  PyObject* prepare_name = PyUnicode_InternFromString("__prepare__");
  if (!prepare_name) return nullptr;
  int found = attribute_if_present(metaclass, prepare_name, &prepare);
  Py_DECREF(prepare_name);
  if (found < 0) return nullptr;
  PyObject* name_space;
  if (!prepare) {
    name_space = PyDict_New();
  } else {
    PyObject* args[3] = {nullptr, name, bases};
    name_space = PyObject_VectorcallDict(prepare, args + 1, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, keywords);
    Py_DECREF(prepare);
  }
  if (name_space && !PyMapping_Check(name_space)) {
    PyErr_Format(PyExc_TypeError, "%.200s.__prepare__() must return a mapping, not %.200s",
                 PyType_Check(metaclass) ? reinterpret_cast<PyTypeObject*>(metaclass)->tp_name : "<metaclass>", Py_TYPE(name_space)->tp_name);
    Py_CLEAR(name_space);
  }
  if (!name_space) return nullptr;
  struct { const char* key; PyObject* value; } entries[] = {{"__module__", module}, {"__qualname__", qualname}, {"__doc__", doc}};
  for (auto& entry : entries) {
    if (!entry.value) continue;
    PyObject* key = PyUnicode_InternFromString(entry.key);
    int status = key ? PyObject_SetItem(name_space, key, entry.value) : -1;
    Py_XDECREF(key);
    if (status < 0) return Py_DECREF(name_space), nullptr;
  }
  return name_space;
}
CY_UNUSED static PyObject* class_create(PyObject* metaclass, PyObject* name, PyObject* bases, PyObject* name_space, PyObject* keywords) {
  PyObject* args[4] = {nullptr, name, bases, name_space};
  return PyObject_VectorcallDict(metaclass, args + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, keywords);
}
CY_UNUSED static int class_set_original_bases(PyObject* name_space, PyObject* bases, PyObject* original) {
  if (bases == original) return 0;
  PyObject* key = PyUnicode_InternFromString("__orig_bases__");
  int status = key ? PyObject_SetItem(name_space, key, original) : -1;
  Py_XDECREF(key);
  return status;
}
// The metaclass knows the methods below by the type of CPython's own functions: ours say themselves what they are.
CY_UNUSED static PyObject* implicit_method(PyObject* name, PyObject* value) {
  if (PyUnicode_CompareWithASCIIString(name, "__new__") == 0) return PyStaticMethod_New(value);
  bool of_class = PyUnicode_CompareWithASCIIString(name, "__init_subclass__") == 0 || PyUnicode_CompareWithASCIIString(name, "__class_getitem__") == 0;
  return of_class ? PyClassMethod_New(value) : nullptr;
}
CY_UNUSED static int class_store_method(PyObject* name_space, PyObject* name, PyObject* value) {
  if (Py_IS_TYPE(value, &function_type) && PyUnicode_READ_CHAR(name, 0) == '_') {
    PyObject* method = implicit_method(name, value);
    if (method) {
      int status = PyObject_SetItem(name_space, name, method);
      Py_DECREF(method);
      return status;
    }
    if (PyErr_Occurred()) return -1;
  }
  return CY_LIKELY(PyDict_CheckExact(name_space)) ? PyDict_SetItem(name_space, name, value) : PyObject_SetItem(name_space, name, value);
}
CY_UNUSED static PyObject* super_new(PyObject* cls, PyObject* self) {
  PyObject* args[3] = {nullptr, cls, self};
  return PyObject_Vectorcall(reinterpret_cast<PyObject*>(&PySuper_Type), args + 1, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr);
}

}  // namespace cy
