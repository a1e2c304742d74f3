// cpdef enums: the Python class of a C enum, its members, and values of the enum as members of it.
#pragma once
#include "cy/convert.h"
#include "cy/module.h"

namespace cy {

struct EnumItem {
  const char* name;
  PyObject* (*value)();  // the C value as a Python int
};
struct EnumClass {
  const char *module, *name, *doc;
  const EnumItem* items;
  int count;
  bool is_scoped;     // holds its members only; the others are flexible: any value of the C type is one
  bool is_imported;   // declared by another module: taken from there when first needed
  PyObject* object;   // null until made, Py_None: nowhere to be found
};
// An int enumeration that takes values without a name too.
CY_UNUSED static PyObject* flexible_enum_base() {
  static PyObject* base;
  static const char source[] =
      "from enum import IntEnum\n"
      "class FlexibleEnum(IntEnum):\n"
      "    @classmethod\n"
      "    def _missing_(cls, value):\n"
      "        made = int.__new__(cls, value)\n"
      "        made._value_ = value\n"
      "        made._name_ = None\n"
      "        return cls._value2member_map_.setdefault(value, made)\n"
      "    def __repr__(self):\n"
      "        if self._name_ is None:\n"
      "            return '<%s: %r>' % (self.__class__.__name__, self._value_)\n"
      "        return super().__repr__()\n";
  if (base) return base;
  PyObject* globals = PyDict_New();
  if (!globals) return nullptr;
  PyObject* builtins = PyEval_GetBuiltins();
  PyObject* done = nullptr;
  if (PyDict_SetItemString(globals, "__builtins__", builtins) == 0 && PyDict_SetItemString(globals, "__name__", PyModule_GetNameObject(module_object)) == 0)
    done = PyRun_String(source, Py_file_input, globals, globals);
  if (done) base = new_reference(PyDict_GetItemString(globals, "FlexibleEnum"));
  Py_XDECREF(done);
  Py_DECREF(globals);
  return base;
}
CY_UNUSED static PyObject* enum_pairs(const EnumItem* items, int count) {
  PyObject* list = PyList_New(count);
  for (int i = 0; list && i < count; ++i) {
    PyObject* value = items[i].value();
    PyObject* pair = value ? Py_BuildValue("(sN)", items[i].name, value) : nullptr;
    if (pair) PyList_SET_ITEM(list, i, pair);
    else Py_CLEAR(list);
  }
  return list;
}
CY_UNUSED static PyObject* call_enum_base(const EnumClass* e) {
  PyObject* base = nullptr;
  if (e->is_scoped) {
    PyObject* module = PyImport_ImportModule("enum");
    base = module ? PyObject_GetAttrString(module, "IntEnum") : nullptr;
    Py_XDECREF(module);
  } else {
    base = flexible_enum_base();
    Py_XINCREF(base);
  }
  PyObject* pairs = base ? enum_pairs(e->items, e->count) : nullptr;
  PyObject* arguments = pairs ? Py_BuildValue("(sN)", e->name, pairs) : nullptr;
  PyObject* keywords = arguments ? Py_BuildValue("{ss}", "module", e->module) : nullptr;
  PyObject* made = keywords ? PyObject_Call(base, arguments, keywords) : nullptr;
  Py_XDECREF(keywords);
  Py_XDECREF(arguments);
  Py_XDECREF(base);
  return made;
}
// Makes the class and puts it into the module.
CY_UNUSED static int make_enum_class(EnumClass* e) {
  PyObject* made = call_enum_base(e);
  if (!made) return -1;
  if (e->doc) {
    PyObject* doc = PyUnicode_FromString(e->doc);
    if (!doc || PyObject_SetAttrString(made, "__doc__", doc) < 0) Py_CLEAR(made);
    Py_XDECREF(doc);
  }
  if (!made || PyDict_SetItemString(module_dict, e->name, made) < 0) {
    Py_XDECREF(made);
    return -1;
  }
  e->object = made;
  return 0;
}
// Members as plain ints of the module: anonymous cpdef enums and public ones.
CY_UNUSED static int export_enumerators(const EnumItem* items, int count) {
  for (int i = 0; i < count; ++i) {
    PyObject* value = items[i].value();
    int status = value ? PyDict_SetItemString(module_dict, items[i].name, value) : -1;
    Py_XDECREF(value);
    if (status < 0) return -1;
  }
  return 0;
}
CY_COLD CY_UNUSED static int import_enum_class(EnumClass* e) {
  PyObject* module = PyImport_ImportModule(e->module);
  e->object = module ? PyObject_GetAttrString(module, e->name) : nullptr;
  Py_XDECREF(module);
  if (e->object) return 0;
  if (!PyErr_ExceptionMatches(PyExc_ImportError) && !PyErr_ExceptionMatches(PyExc_AttributeError)) return -1;
  PyErr_Clear();
  e->object = new_reference(Py_None);
  return PyErr_WarnFormat(PyExc_UserWarning, 1,
                          "enum class %s not importable from %s. You are probably using a cpdef enum declared in a .pxd file that does not have a "
                          ".py  or .pyx file.",
                          e->name, e->module);
}
// The member of that value; takes the int over.
CY_UNUSED static PyObject* enum_member(EnumClass* e, PyObject* value) {
  if (!value) return nullptr;
  if (CY_UNLIKELY(!e->object) && e->is_imported && import_enum_class(e) < 0) {
    Py_DECREF(value);
    return nullptr;
  }
  if (!e->object || e->object == Py_None) return value;
  PyObject* member = PyObject_CallFunctionObjArgs(e->object, value, nullptr);
  Py_DECREF(value);
  return member;
}

}  // namespace cy
