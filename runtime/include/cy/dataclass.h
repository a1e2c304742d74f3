// What dataclasses.fields() and is_dataclass() look for in extension types that are dataclasses.
#pragma once
#include "cy/object.h"

namespace cy {

// A dataclasses.Field: its name, its type as text, the kind of field ("_FIELD"), and what field() was given.
CY_UNUSED static PyObject* dataclass_field(PyObject* name, PyObject* type, PyObject* kind, PyObject* options) {
  PyObject* module = PyImport_ImportModule("dataclasses");
  PyObject* make = module ? PyObject_GetAttrString(module, "field") : nullptr;
  PyObject* kind_object = make ? PyObject_GetAttr(module, kind) : nullptr;
  PyObject *none = PyTuple_New(0), *field = nullptr;
  if (kind_object && none) {
#if PY_VERSION_HEX < 0x030A0000
    if (PyDict_GetItemString(options, "kw_only")) PyDict_DelItemString(options, "kw_only");
#else
    if (!PyDict_GetItemString(options, "kw_only")) PyDict_SetItemString(options, "kw_only", Py_False);
#endif
    field = PyObject_Call(make, none, options);
  }
  if (field && (PyObject_SetAttrString(field, "name", name) < 0 || PyObject_SetAttrString(field, "type", type) < 0 ||
                PyObject_SetAttrString(field, "_field_type", kind_object) < 0))
    Py_CLEAR(field);
  Py_XDECREF(none);
  Py_XDECREF(kind_object);
  Py_XDECREF(make);
  Py_XDECREF(module);
  return field;
}
// __dataclass_params__ of flags: init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only.
CY_UNUSED static PyObject* dataclass_parameters(PyObject* flags) {
  PyObject* module = PyImport_ImportModule("dataclasses");
  PyObject* make = module ? PyObject_GetAttrString(module, "_DataclassParams") : nullptr;
#if PY_VERSION_HEX < 0x030C0000
  PyObject* given = PyTuple_GetSlice(flags, 0, 6);
#else
  PyObject* more = PyTuple_Pack(2, Py_False, Py_False);  // slots, weakref_slot
  PyObject* given = more ? PySequence_Concat(flags, more) : nullptr;
  Py_XDECREF(more);
#endif
  PyObject* made = make && given ? PyObject_Call(make, given, nullptr) : nullptr;
  Py_XDECREF(given);
  Py_XDECREF(make);
  Py_XDECREF(module);
  return made;
}

}  // namespace cy
