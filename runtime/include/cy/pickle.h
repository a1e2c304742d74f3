// Pickling of extension types: __reduce__ and __setstate__ made of their fields, under the names and with the format of Cython.
#pragma once
#include "cy/import.h"
#include "cy/raise.h"
#include "cy/state.h"
#include "cy/type.h"

namespace cy {

struct PickledField {
  const char* name;
  PyObject* (*get)(PyObject*);
  int (*set)(PyObject*, PyObject*);
  bool is_object;
};
struct PickleInfo {
  PyTypeObject* type;
  const char* unpickle_name;   // of the function of the module that makes the object again
  const char* refusal;         // why objects cannot be pickled; nullptr: they can
  const PickledField* fields;  // sorted by name
  int count;
};

// The first seven hexadecimal digits of a hash of the field names.
CY_UNUSED static long pickle_checksum(const PickleInfo* info, const char* algorithm) {
  PyObject* hashlib = PyImport_ImportModule("hashlib");
  PyObject* names = PyBytes_FromString("");
  for (int i = 0; names && i < info->count; ++i) {
    PyBytes_ConcatAndDel(&names, PyBytes_FromString(i ? " " : ""));
    if (names) PyBytes_ConcatAndDel(&names, PyBytes_FromString(info->fields[i].name));
  }
  PyObject* hash = hashlib && names ? PyObject_CallMethod(hashlib, algorithm, "O", names) : nullptr;
  PyObject* digits = hash ? PyObject_CallMethod(hash, "hexdigest", nullptr) : nullptr;
  const char* text = digits ? PyUnicode_AsUTF8(digits) : nullptr;
  long result = -1;
  if (text) {
    result = 0;
    for (int i = 0; i < 7; ++i) result = result * 16 + (text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10);
  }
  Py_XDECREF(digits);
  Py_XDECREF(hash);
  Py_XDECREF(names);
  Py_XDECREF(hashlib);
  return result;
}
CY_COLD CY_UNUSED static int raise_pickle_checksum(const PickleInfo* info, long found, const long* known) {
  PyObject* pickle = PyImport_ImportModule("pickle");
  PyObject* error = pickle ? PyObject_GetAttrString(pickle, "PickleError") : nullptr;
  PyObject* names = PyUnicode_FromString("");
  for (int i = 0; names && i < info->count; ++i) {
    PyObject* longer = PyUnicode_FromFormat("%U%s%s", names, i ? ", " : "", info->fields[i].name);
    Py_DECREF(names);
    names = longer;
  }
  if (error && names) PyErr_Format(error, "Incompatible checksums (0x%x vs (0x%x, 0x%x, 0x%x) = (%U))", found, known[0], known[1], known[2], names);
  Py_XDECREF(names);
  Py_XDECREF(error);
  Py_XDECREF(pickle);
  return -1;
}
CY_UNUSED static int check_pickle_checksum(const PickleInfo* info, long found) {
  static const char* const algorithms[] = {"sha256", "sha1", "md5"};
  long known[3];
  for (int i = 0; i < 3; ++i) {
    known[i] = pickle_checksum(info, algorithms[i]);
    if (known[i] == found) return 0;
    if (known[i] < 0 && i == 0) return -1;
    if (known[i] < 0) {  // a Python without it
      PyErr_Clear();
      known[i] = known[0];
    }
  }
  return raise_pickle_checksum(info, found, known);
}

// The values of the fields, then the __dict__ if there is one with names in it.
CY_UNUSED static PyObject* pickle_state(PyObject* self, const PickleInfo* info, int* has_objects) {
  PyObject* dict = PyObject_GetAttrString(self, "__dict__");
  if (!dict) PyErr_Clear();
  int full = dict && dict != Py_None ? PyObject_IsTrue(dict) : 0;
  PyObject* state = full < 0 ? nullptr : PyTuple_New(info->count + full);
  *has_objects = full;
  for (int i = 0; state && i < info->count; ++i) {
    PyObject* value = info->fields[i].get(self);
    if (!value) {
      Py_CLEAR(state);
      break;
    }
    if (info->fields[i].is_object && value != Py_None) *has_objects = 1;
    PyTuple_SET_ITEM(state, i, value);
  }
  if (state && full) PyTuple_SET_ITEM(state, info->count, new_reference(dict));
  Py_XDECREF(dict);
  return state;
}
CY_UNUSED static PyObject* pickle_reduce(PyObject* self, const PickleInfo* info) {
  if (info->refusal) {
    raise_type_error(info->refusal);
    return nullptr;
  }
  int apart;  // state that may refer to the object itself is set when it exists
  PyObject* state = pickle_state(self, info, &apart);
  long checksum = state ? pickle_checksum(info, "sha256") : -1;
  PyObject* make = checksum >= 0 ? PyDict_GetItemString(module_dict, info->unpickle_name) : nullptr;
  if (state && checksum >= 0 && !make) PyErr_SetString(PyExc_NameError, info->unpickle_name);
  PyObject* result = nullptr;
  if (make && apart) result = Py_BuildValue("O(OlO)O", make, Py_TYPE(self), checksum, Py_None, state);
  else if (make) result = Py_BuildValue("O(OlO)", make, Py_TYPE(self), checksum, state);
  Py_XDECREF(state);
  return result;
}
CY_UNUSED static int pickle_update_dict(PyObject* self, PyObject* state) {
  int full = PyObject_IsTrue(state);
  if (full <= 0) return full;
  PyObject* dict = PyObject_GetAttrString(self, "__dict__");
  PyObject* done = dict ? PyObject_CallMethod(dict, "update", "O", state) : nullptr;
  Py_XDECREF(done);
  Py_XDECREF(dict);
  return done ? 0 : -1;
}
CY_UNUSED static int pickle_restore(PyObject* self, PyObject* state, const PickleInfo* info) {
  if (!PyTuple_Check(state)) {
    PyErr_Format(PyExc_TypeError, "Expected tuple, got %.200s", Py_TYPE(state)->tp_name);
    return -1;
  }
  for (int i = 0; i < info->count; ++i) {
    PyObject* value = PySequence_GetItem(state, i);
    int status = value ? info->fields[i].set(self, value) : -1;
    Py_XDECREF(value);
    if (status < 0) return -1;
  }
  return PyTuple_GET_SIZE(state) > info->count ? pickle_update_dict(self, PyTuple_GET_ITEM(state, info->count)) : 0;
}
CY_UNUSED static PyObject* pickle_setstate(PyObject* self, PyObject* state, const PickleInfo* info) {
  if (info->refusal) {
    raise_type_error(info->refusal);
    return nullptr;
  }
  return pickle_restore(self, state, info) < 0 ? nullptr : new_reference(Py_None);
}
// type, checksum, state or None
CY_UNUSED static PyObject* pickle_make(PyObject* args, const PickleInfo* info) {
  PyObject *type, *state;
  long checksum;
  if (!PyArg_ParseTuple(args, "OlO", &type, &checksum, &state) || check_pickle_checksum(info, checksum) < 0) return nullptr;
  PyObject* made = PyObject_CallMethod(reinterpret_cast<PyObject*>(info->type), "__new__", "O", type);
  if (!made || state == Py_None) return made;
  if (!PyObject_TypeCheck(made, info->type)) {
    PyErr_Format(PyExc_TypeError, "Cannot convert %.200s to %.200s", Py_TYPE(made)->tp_name, info->type->tp_name);
    Py_CLEAR(made);
  } else if (pickle_restore(made, state, info) < 0) {
    Py_CLEAR(made);
  }
  return made;
}

// `name` of the type is what object has, or our own.
CY_UNUSED static int has_default_pickling(PyTypeObject* type, const char* name, const char* own) {
  PyObject* found = PyObject_GetAttrString(reinterpret_cast<PyObject*>(type), name);
  if (!found) return PyErr_Clear(), 1;
  PyObject* of_object = PyObject_GetAttrString(reinterpret_cast<PyObject*>(&PyBaseObject_Type), name);
  if (!of_object) PyErr_Clear();
  int result = found == of_object;
  PyObject* found_name = result ? nullptr : PyObject_GetAttrString(found, "__name__");
  if (!result && !found_name) PyErr_Clear();
  if (found_name && PyUnicode_Check(found_name)) result = PyUnicode_CompareWithASCIIString(found_name, own) == 0;
  Py_XDECREF(found_name);
  Py_XDECREF(of_object);
  Py_DECREF(found);
  return result;
}
CY_UNUSED static int rename_type_attribute(PyTypeObject* type, const char* from, const char* to) {
  PyObject* value = PyDict_GetItemString(type->tp_dict, from);  // borrowed
  if (!value) return 0;
  return PyDict_SetItemString(type->tp_dict, to, value) < 0 || PyDict_DelItemString(type->tp_dict, from) < 0 ? -1 : 0;
}
// Makes __reduce_cython__ and __setstate_cython__ of the type its __reduce__ and __setstate__, unless it pickles in a way of its own.
CY_UNUSED static int install_pickling(PyTypeObject* type, PyMethodDef* unpickle, PyObject* module_name) {
  PyObject* make = PyCFunction_NewEx(unpickle, nullptr, module_name);
  int status = make ? PyDict_SetItemString(module_dict, unpickle->ml_name, make) : -1;
  Py_XDECREF(make);
  if (status < 0) return -1;
  if (!has_default_pickling(type, "__reduce_ex__", "") || !has_default_pickling(type, "__getstate__", "")) return 0;
  if (has_default_pickling(type, "__reduce__", "__reduce_cython__")) {
    status = rename_type_attribute(type, "__reduce_cython__", "__reduce__");
    if (status == 0 && has_default_pickling(type, "__setstate__", "__setstate_cython__")) status = rename_type_attribute(type, "__setstate_cython__", "__setstate__");
  }
  PyType_Modified(type);
  return status;
}

}  // namespace cy
