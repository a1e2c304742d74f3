// Template strings (PEP 750): objects of string.templatelib, or of classes that take its place before CPython 3.14.
#pragma once
#include "cy/object.h"

namespace cy {

// Registered under the name of the module that is missing, so that all compiled modules share the classes.
static const char* const template_classes_source =
    "import itertools, types\n"
    "def sealed(cls):\n"
    "    def refuse(self, *arguments): raise AttributeError('%s objects are read-only' % cls.__name__)\n"
    "    def derive(subclass, **keywords): raise TypeError(\"type 'string.templatelib.%s' is not an acceptable base type\" % cls.__name__)\n"
    "    cls.__module__, cls.__setattr__, cls.__delattr__ = 'string.templatelib', refuse, refuse\n"
    "    cls.__init_subclass__ = classmethod(derive)\n"
    "    cls.__class_getitem__ = classmethod(types.GenericAlias)\n"
    "    return cls\n"
    "put = object.__setattr__\n"
    "@sealed\n"
    "class Interpolation:\n"
    "    __slots__ = 'value', 'expression', 'conversion', 'format_spec'\n"
    "    __match_args__ = __slots__\n"
    "    def __new__(cls, value, expression='', conversion=None, format_spec=''):\n"
    "        for name, text in ('expression', expression), ('format_spec', format_spec):\n"
    "            if not isinstance(text, str): raise TypeError(\"Interpolation() argument '%s' must be str, not %s\" % (name, type(text).__name__))\n"
    "        if conversion not in (None, 'a', 'r', 's'): raise ValueError(\"Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'\")\n"
    "        self = object.__new__(cls)\n"
    "        put(self, 'value', value), put(self, 'expression', expression)\n"
    "        put(self, 'conversion', conversion), put(self, 'format_spec', format_spec)\n"
    "        return self\n"
    "    def __repr__(self):\n"
    "        return 'Interpolation(%r, %r, %r, %r)' % (self.value, self.expression, self.conversion, self.format_spec)\n"
    "    def __reduce__(self):\n"
    "        return Interpolation, (self.value, self.expression, self.conversion, self.format_spec)\n"
    "@sealed\n"
    "class Template:\n"
    "    __slots__ = 'strings', 'interpolations'\n"
    "    def __new__(cls, *parts):\n"
    "        strings, interpolations = [''], []\n"
    "        for part in parts:\n"
    "            if isinstance(part, str): strings[-1] += part\n"
    "            elif isinstance(part, Interpolation): interpolations.append(part), strings.append('')\n"
    "            else: raise TypeError('Template.__new__ *args need to be of type \\'str\\' or \\'Interpolation\\', got %s' % type(part).__name__)\n"
    "        self = object.__new__(cls)\n"
    "        put(self, 'strings', tuple(strings)), put(self, 'interpolations', tuple(interpolations))\n"
    "        return self\n"
    "    @property\n"
    "    def values(self): return tuple([i.value for i in self.interpolations])\n"
    "    def __iter__(self):\n"
    "        for string, interpolation in itertools.zip_longest(self.strings, self.interpolations):\n"
    "            if string: yield string\n"
    "            if interpolation is not None: yield interpolation\n"
    "    def __repr__(self):\n"
    "        return 'Template(strings=%r, interpolations=%r)' % (self.strings, self.interpolations)\n"
    "    def __add__(self, other):\n"
    "        if isinstance(other, Template): return Template(*self, *other)\n"
    "        raise TypeError('can only concatenate string.templatelib.Template (not \"%s\") to string.templatelib.Template' % type(other).__name__)\n"
    "    def __reduce__(self):\n"
    "        return Template, tuple(self)\n"
    "del sealed\n";

CY_COLD CY_UNUSED static PyObject* make_template_classes() {
  static const char* const name = "string.templatelib";
  PyObject* module = PyImport_AddModule(name);  // borrowed: sys.modules holds it
  PyObject* names = module ? PyModule_GetDict(module) : nullptr;
  PyObject* builtins = names ? PyEval_GetBuiltins() : nullptr;
  if (!builtins || PyDict_SetItemString(names, "__builtins__", builtins) < 0) return nullptr;
  PyObject* result = PyRun_String(template_classes_source, Py_file_input, names, names);
  Py_XDECREF(result);
  return result ? new_reference(module) : nullptr;
}
// A reference to one of its classes.
CY_UNUSED static PyObject* template_class(const char* name) {
  PyObject* module = PyImport_ImportModule("string.templatelib");
  if (!module && PyErr_ExceptionMatches(PyExc_ImportError)) {
    PyErr_Clear();
    module = make_template_classes();
  }
  PyObject* found = module ? PyObject_GetAttrString(module, name) : nullptr;
  Py_XDECREF(module);
  return found;
}

// parts: str objects, and tuples of what Interpolation is called with.
CY_UNUSED static PyObject* template_string(PyObject* parts) {
  static PyObject *template_type = nullptr, *interpolation_type = nullptr;
  if (!template_type && !(template_type = template_class("Template"))) return nullptr;
  if (!interpolation_type && !(interpolation_type = template_class("Interpolation"))) return nullptr;
  Py_ssize_t n = PyTuple_GET_SIZE(parts);
  PyObject* made = PyTuple_New(n);
  for (Py_ssize_t i = 0; made && i < n; ++i) {
    PyObject* part = PyTuple_GET_ITEM(parts, i);
    PyObject* item = PyTuple_Check(part) ? PyObject_Call(interpolation_type, part, nullptr) : new_reference(part);
    if (item) PyTuple_SET_ITEM(made, i, item);
    else Py_CLEAR(made);
  }
  PyObject* result = made ? PyObject_Call(template_type, made, nullptr) : nullptr;
  Py_XDECREF(made);
  return result;
}

}  // namespace cy
