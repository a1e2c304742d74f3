// Match statements: what sequence, mapping and class patterns ask of a subject (PEP 634).
#pragma once
#include "cy/python.h"

namespace cy {

// The class collections.abc.<name>; a new reference.
CY_UNUSED static PyObject* match_abstract_class(const char* name) {
  PyObject* module = PyImport_ImportModule("collections.abc");
  if (!module) return nullptr;
  PyObject* cls = PyObject_GetAttrString(module, name);
  Py_DECREF(module);
  return cls;
}

CY_UNUSED static int match_isinstance_abstract(PyObject* subject, const char* name) {
  PyObject* cls = match_abstract_class(name);
  if (!cls) return -1;
  int result = PyObject_IsInstance(subject, cls);
  Py_DECREF(cls);
  return result;
}

CY_UNUSED static int match_is_sequence(PyObject* subject) {
  if (PyList_CheckExact(subject) || PyTuple_CheckExact(subject)) return 1;
  if (PyUnicode_Check(subject) || PyBytes_Check(subject) || PyByteArray_Check(subject)) return 0;
#if PY_VERSION_HEX >= 0x030A0000
  return (Py_TYPE(subject)->tp_flags & Py_TPFLAGS_SEQUENCE) != 0;
#else
  return match_isinstance_abstract(subject, "Sequence");
#endif
}

CY_UNUSED static int match_is_mapping(PyObject* subject) {
  if (PyDict_CheckExact(subject)) return 1;
#if PY_VERSION_HEX >= 0x030A0000
  return (Py_TYPE(subject)->tp_flags & Py_TPFLAGS_MAPPING) != 0;
#else
  return match_isinstance_abstract(subject, "Mapping");
#endif
}

CY_UNUSED static PyObject* match_item(PyObject* subject, Py_ssize_t index) {
  if (index < 0) {
    Py_ssize_t size = PySequence_Size(subject);
    if (size < 0) return nullptr;
    index += size;
  }
  return PySequence_GetItem(subject, index);
}

// The items between the first `before` and the last `after`, as a list.
CY_UNUSED static PyObject* match_middle(PyObject* subject, Py_ssize_t before, Py_ssize_t after) {
  Py_ssize_t size = PySequence_Size(subject);
  if (size < 0) return nullptr;
  PyObject* list = PyList_New(0);
  if (!list) return nullptr;
  for (Py_ssize_t i = before; i < size - after; ++i) {
    PyObject* item = PySequence_GetItem(subject, i);
    if (!item || PyList_Append(list, item) < 0) {
      Py_XDECREF(item);
      Py_DECREF(list);
      return nullptr;
    }
    Py_DECREF(item);
  }
  return list;
}

// The values of all keys as a tuple, or None if one is absent. `get` is asked, as missing keys must not be made.
CY_UNUSED static PyObject* match_keys(PyObject* mapping, PyObject* keys) {
  PyObject* seen = PySet_New(nullptr);
  PyObject* get = seen ? PyObject_GetAttrString(mapping, "get") : nullptr;
  PyObject* absent = get ? PyObject_CallNoArgs(reinterpret_cast<PyObject*>(&PyBaseObject_Type)) : nullptr;
  Py_ssize_t count = PyTuple_GET_SIZE(keys);
  PyObject* values = absent ? PyTuple_New(count) : nullptr;
  for (Py_ssize_t i = 0; values && i < count; ++i) {
    PyObject* key = PyTuple_GET_ITEM(keys, i);
    int duplicate = PySet_Contains(seen, key);
    if (duplicate > 0) PyErr_Format(PyExc_ValueError, "mapping pattern checks duplicate key (%R)", key);
    PyObject* value = duplicate == 0 && PySet_Add(seen, key) == 0 ? PyObject_CallFunctionObjArgs(get, key, absent, nullptr) : nullptr;
    if (value && value != absent) {
      PyTuple_SET_ITEM(values, i, value);
      continue;
    }
    Py_DECREF(values);
    values = value ? new_reference(Py_None) : nullptr;
    Py_XDECREF(value);
    break;
  }
  Py_XDECREF(absent);
  Py_XDECREF(get);
  Py_XDECREF(seen);
  return values;
}

CY_UNUSED static PyObject* match_rest(PyObject* mapping, PyObject* keys) {
  PyObject* rest = PyDict_New();
  if (!rest || PyDict_Update(rest, mapping) < 0) {
    Py_XDECREF(rest);
    return nullptr;
  }
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(keys); ++i) {
    if (PyDict_DelItem(rest, PyTuple_GET_ITEM(keys, i)) < 0) {
      Py_DECREF(rest);
      return nullptr;
    }
  }
  return rest;
}

// Classes whose single positional pattern matches the subject itself.
CY_UNUSED static bool match_is_self_class(PyObject* cls) {
#if PY_VERSION_HEX >= 0x030A0000
  return (reinterpret_cast<PyTypeObject*>(cls)->tp_flags & _Py_TPFLAGS_MATCH_SELF) != 0;
#else
  PyTypeObject* const classes[] = {&PyBool_Type, &PyByteArray_Type, &PyBytes_Type, &PyDict_Type, &PyFloat_Type, &PyFrozenSet_Type,
                                   &PyLong_Type, &PyList_Type,      &PySet_Type,   &PyUnicode_Type, &PyTuple_Type};
  for (PyTypeObject* known : classes)
    if (PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(cls), known)) return true;
  return false;
#endif
}

// Puts attribute `name` at values[at]: 1 done, 0 absent, -1 error.
CY_UNUSED static int match_attribute(PyObject* subject, PyObject* cls, PyObject* name, PyObject* seen, PyObject* values, Py_ssize_t at) {
  int duplicate = PySet_Contains(seen, name);
  if (duplicate > 0) PyErr_Format(PyExc_TypeError, "%s() got multiple sub-patterns for attribute %R", reinterpret_cast<PyTypeObject*>(cls)->tp_name, name);
  if (duplicate != 0 || PySet_Add(seen, name) < 0) return -1;
  PyObject* value = PyObject_GetAttr(subject, name);
  if (!value) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return -1;
    PyErr_Clear();
    return 0;
  }
  PyTuple_SET_ITEM(values, at, value);
  return 1;
}

// The names of positional patterns: __match_args__, checked; null with an error, or null without one when there are none to name.
CY_UNUSED static PyObject* match_positional_names(PyObject* cls, Py_ssize_t count) {
  const char* name = reinterpret_cast<PyTypeObject*>(cls)->tp_name;
  PyObject* names = PyObject_GetAttrString(cls, "__match_args__");
  if (!names) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return nullptr;
    PyErr_Clear();
    if (match_is_self_class(cls) && count == 1) return new_reference(Py_None);
    Py_ssize_t allowed = match_is_self_class(cls) ? 1 : 0;
    PyErr_Format(PyExc_TypeError, "%s() accepts %zd positional sub-pattern%s (%zd given)", name, allowed, allowed == 1 ? "" : "s", count);
    return nullptr;
  }
  if (!PyTuple_CheckExact(names)) {
    PyErr_Format(PyExc_TypeError, "%s.__match_args__ must be a tuple (got %s)", name, Py_TYPE(names)->tp_name);
  } else if (PyTuple_GET_SIZE(names) < count) {
    Py_ssize_t allowed = PyTuple_GET_SIZE(names);
    PyErr_Format(PyExc_TypeError, "%s() accepts %zd positional sub-pattern%s (%zd given)", name, allowed, allowed == 1 ? "" : "s", count);
  } else {
    return names;
  }
  Py_DECREF(names);
  return nullptr;
}

// The attributes that a class pattern names, first the positional ones, as a tuple; None if the subject does not match.
CY_UNUSED static PyObject* match_class(PyObject* subject, PyObject* cls, Py_ssize_t positional, PyObject* keywords) {
  if (!PyType_Check(cls)) {
    PyErr_SetString(PyExc_TypeError, PY_VERSION_HEX >= 0x030C0000 ? "called match pattern must be a class" : "called match pattern must be a type");
    return nullptr;
  }
  int is_instance = PyObject_IsInstance(subject, cls);
  if (is_instance <= 0) return is_instance < 0 ? nullptr : new_reference(Py_None);
  PyObject* names = positional ? match_positional_names(cls, positional) : new_reference(Py_None);
  if (!names) return nullptr;
  PyObject* seen = PySet_New(nullptr);
  PyObject* values = seen ? PyTuple_New(positional + PyTuple_GET_SIZE(keywords)) : nullptr;
  int good = values ? 1 : -1;
  if (good > 0 && positional && names == Py_None) PyTuple_SET_ITEM(values, 0, new_reference(subject));
  else
    for (Py_ssize_t i = 0; good > 0 && i < positional; ++i) {
      PyObject* name = PyTuple_GET_ITEM(names, i);
      if (!PyUnicode_CheckExact(name)) {
        PyErr_Format(PyExc_TypeError, "__match_args__ elements must be strings (got %s)", Py_TYPE(name)->tp_name);
        good = -1;
      } else {
        good = match_attribute(subject, cls, name, seen, values, i);
      }
    }
  for (Py_ssize_t i = 0; good > 0 && i < PyTuple_GET_SIZE(keywords); ++i)
    good = match_attribute(subject, cls, PyTuple_GET_ITEM(keywords, i), seen, values, positional + i);
  Py_XDECREF(seen);
  Py_DECREF(names);
  if (good > 0) return values;
  Py_XDECREF(values);
  return good < 0 ? nullptr : new_reference(Py_None);
}

}  // namespace cy
