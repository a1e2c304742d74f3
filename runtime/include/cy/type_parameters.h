// Type parameters and type aliases (PEP 695, 696): made by the interpreter's own syntax where it has it, with typing before.
#pragma once
#include "cy/object.h"

namespace cy {

// Only the interpreter's syntax makes type variables whose bounds are computed late: a definition with the same brackets is run, and
// its bounds call what was given. Older Pythons compute bounds and values at once, with the classes of typing_extensions or typing.
static const char* const type_forms_source =
    "import sys, typing\n"
    "def brackets(specs):\n"
    "    parts = []\n"
    "    for k, (stars, name, bound, several, default, spread, text) in enumerate(specs):\n"
    "        part = stars + name\n"
    "        if bound: part += (': (*cy_specs[%d][2](),)' if several else ': cy_specs[%d][2]()') % k\n"
    "        if default and sys.version_info >= (3, 13): part += ' = %scy_specs[%d][4]()' % ('*' * spread, k)\n"
    "        parts.append(part)\n"
    "    return '[%s]' % ', '.join(parts) if parts else ''\n"
    "def run(source, names, result):\n"
    "    names['__name__'] = __name__\n"
    "    exec(compile(source, '<type parameters>', 'exec', 0, True), names)\n"
    "    return names[result]\n"
    "def find(name):\n"
    "    try: import typing_extensions\n"
    "    except ImportError: typing_extensions = typing\n"
    "    found = getattr(typing_extensions, name, None)\n"
    "    if found is None: raise ImportError('%s is not in this version of typing: install typing_extensions' % name)\n"
    "    return found\n"
    "def made(stars, name, bound, several, default, spread, text):\n"
    "    kind = find({'': 'TypeVar', '*': 'TypeVarTuple', '**': 'ParamSpec'}[stars])\n"
    "    arguments, options = (), {}\n"
    "    try:\n"
    "        if several: arguments = bound()\n"
    "        elif bound: options['bound'] = bound()\n"
    "    except NameError:\n"
    "        if not several: options['bound'] = text\n"
    "    if kind.__module__ == 'typing_extensions' or not hasattr(typing, kind.__name__):\n"
    "        if not stars: options['infer_variance'] = True\n"
    "        if spread: options['default'] = find('Unpack')[default()]\n"
    "        elif default: options['default'] = default()\n"
    "    variable = kind(name, *arguments, **options)\n"
    "    try: variable.__module__ = __name__\n"
    "    except AttributeError: pass\n"
    "    return variable\n"
    "def parameters(specs):\n"
    "    if sys.version_info < (3, 12): return tuple([made(*spec) for spec in specs])\n"
    "    return run('def cy_made%s(): pass' % brackets(specs), {'cy_specs': specs}, 'cy_made').__type_params__\n"
    "def generic(parameters):\n"
    "    several = [p for p in parameters if type(p).__name__ == 'TypeVarTuple']\n"
    "    return typing.Generic[tuple([find('Unpack')[p] if p in several else p for p in parameters])]\n"
    "class Unfinished:\n"
    "    def __init__(self, name, specs, value):\n"
    "        self.name, self.value, self.kind, self.__type_params__ = name, value, find('TypeAliasType'), parameters(specs)\n"
    "def alias(name, specs, value):\n"
    "    if sys.version_info < (3, 12): return Unfinished(name, specs, value)\n"
    "    return run('type %s%s = cy_value()' % (name, brackets(specs)), {'cy_specs': specs, 'cy_value': value}, name)\n"
    "def finished(made):\n"
    "    if type(made) is not Unfinished: return made\n"
    "    return made.kind(made.name, made.value(), type_params=made.__type_params__)\n";

// A module object with these functions, made once.
CY_UNUSED static PyObject* type_forms(PyObject* module_name) {
  static PyObject* forms = nullptr;
  if (!forms) {
    PyObject* made = PyModule_NewObject(module_name);
    PyObject* names = made ? PyModule_GetDict(made) : nullptr;
    PyObject* builtins = names ? PyEval_GetBuiltins() : nullptr;
    bool fine = builtins && PyDict_SetItemString(names, "__builtins__", builtins) == 0;
    PyObject* result = fine ? PyRun_String(type_forms_source, Py_file_input, names, names) : nullptr;
    if (!result) return Py_XDECREF(made), nullptr;
    Py_DECREF(result);
    forms = made;
  }
  return new_reference(forms);
}

}  // namespace cy
