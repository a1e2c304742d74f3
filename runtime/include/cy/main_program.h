// The main() of --embed: an interpreter that runs this module as __main__.
#pragma once
#include <clocale>
#include <cstdio>
#include <cstring>

#include "cy/python.h"

namespace cy {

struct EmbeddedModule {
  const char* name;
  PyObject* (*init)(void);
};

// As `python -m` would: the module is __main__, and an import of its own name finds it too.
CY_UNUSED static int run_as_main(PyModuleDef* definition, const char* name) {
  PyObject* machinery = PyImport_ImportModule("importlib.machinery");
  PyObject* loader = machinery ? PyObject_GetAttrString(machinery, "BuiltinImporter") : nullptr;
  PyObject* spec = loader ? PyObject_CallMethod(machinery, "ModuleSpec", "sO", "__main__", loader) : nullptr;
  PyObject* module = spec ? PyModule_FromDefAndSpec(definition, spec) : nullptr;
  PyObject* modules = PyImport_GetModuleDict();
  bool good = module && PyObject_SetAttrString(module, "__spec__", Py_None) == 0 && PyObject_SetAttrString(module, "__loader__", loader) == 0 &&
              PyDict_SetItemString(modules, "__main__", module) == 0 && PyDict_SetItemString(modules, name, module) == 0 && PyModule_ExecDef(module, definition) == 0;
  if (!good) PyErr_Print();  // a SystemExit ends the process with its status
  Py_XDECREF(module);
  Py_XDECREF(spec);
  Py_XDECREF(loader);
  Py_XDECREF(machinery);
  return good ? 0 : 1;
}

CY_UNUSED static int run_wide_program(int argc, wchar_t** argv, PyModuleDef* definition, const char* name, const EmbeddedModule* others) {
  for (const EmbeddedModule* m = others; m && m->name; ++m)
    if (PyImport_AppendInittab(m->name, m->init) < 0) return 1;
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  config.parse_argv = 0;  // the words belong to the program
  PyStatus status = PyStatus_Ok();
  if (argc) status = PyConfig_SetString(&config, &config.program_name, argv[0]);
  if (argc && !PyStatus_Exception(status)) status = PyConfig_SetArgv(&config, argc, argv);
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) {
    if (PyStatus_IsExit(status)) return status.exitcode;
    std::fprintf(stderr, "cannot start Python: %s\n", status.err_msg ? status.err_msg : "unknown error");
    return 1;
  }
  int result = run_as_main(definition, name);
  return Py_FinalizeEx() < 0 && result == 0 ? 2 : result;
}

// Words in the encoding of the locale become wide ones.
CY_UNUSED static int run_program(int argc, char** argv, PyModuleDef* definition, const char* name, const EmbeddedModule* others) {
  const char* locale = std::setlocale(LC_ALL, nullptr);
  char* saved = locale ? static_cast<char*>(PyMem_RawMalloc(std::strlen(locale) + 1)) : nullptr;
  if (saved) std::strcpy(saved, locale);
  std::setlocale(LC_ALL, "");
  wchar_t** words = static_cast<wchar_t**>(PyMem_RawCalloc(static_cast<size_t>(argc) + 1, sizeof(wchar_t*)));
  bool good = words != nullptr;
  for (int k = 0; good && k < argc; ++k) good = (words[k] = Py_DecodeLocale(argv[k], nullptr)) != nullptr;
  if (saved) std::setlocale(LC_ALL, saved);
  PyMem_RawFree(saved);
  int result = 1;
  if (good) result = run_wide_program(argc, words, definition, name, others);
  else std::fprintf(stderr, "cannot read the words of the command line\n");
  for (int k = 0; words && k < argc; ++k) PyMem_RawFree(words[k]);
  PyMem_RawFree(words);
  return result;
}

}  // namespace cy
