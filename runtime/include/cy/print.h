// print and exec of language level 2, eval.
#pragma once
#include "cy/raise.h"
#include "cy/state.h"

namespace cy {

CY_UNUSED static int print_text(PyObject* file, const char* text) { return PyFile_WriteString(text, file); }
// file NULL or None: sys.stdout.
CY_UNUSED static int print_items(PyObject* file, PyObject* items, int newline) {
  if (!file || file == Py_None) file = PySys_GetObject("stdout");
  if (!file) return PyErr_SetString(PyExc_RuntimeError, "lost sys.stdout"), -1;
  Py_INCREF(file);
  int status = 0;
  Py_ssize_t count = PyTuple_GET_SIZE(items);
  for (Py_ssize_t i = 0; status == 0 && i < count; ++i) {
    if (i) status = print_text(file, " ");
    if (status == 0) status = PyFile_WriteObject(PyTuple_GET_ITEM(items, i), file, Py_PRINT_RAW);
  }
  if (status == 0 && newline) status = print_text(file, "\n");
  else if (status == 0 && count) {
    PyObject* last = PyTuple_GET_ITEM(items, count - 1);  // `print x,` leaves a space unless white space was written
    Py_UCS4 end = PyUnicode_Check(last) && PyUnicode_GET_LENGTH(last) ? PyUnicode_READ_CHAR(last, PyUnicode_GET_LENGTH(last) - 1) : 'x';
    if (end == ' ' || !Py_UNICODE_ISSPACE(end)) status = print_text(file, " ");
  }
  Py_DECREF(file);
  return status;
}
// Runs text (a str or bytes; Py_file_input or Py_eval_input) or a code object.
CY_UNUSED static PyObject* run_code(PyObject* code, PyObject* globals, PyObject* locals, int start, const char* name) {
  if (!globals || globals == Py_None) globals = module_dict;
  if (!locals || locals == Py_None) locals = globals;
  if (!PyDict_Check(globals)) {
    PyErr_Format(PyExc_TypeError, "%s() arg 2 must be a dict, not %.200s", name, Py_TYPE(globals)->tp_name);
    return nullptr;
  }
  if (!PyDict_GetItemString(globals, "__builtins__") && PyDict_SetItemString(globals, "__builtins__", PyEval_GetBuiltins()) < 0) return nullptr;
  if (PyCode_Check(code)) return PyEval_EvalCode(code, globals, locals);
  if (!PyUnicode_Check(code) && !PyBytes_Check(code)) {
    PyErr_Format(PyExc_TypeError, "%s: arg 1 must be string, bytes or code object, got %.200s", name, Py_TYPE(code)->tp_name);
    return nullptr;
  }
  PyCompilerFlags flags = {0, 0};
  if (PyUnicode_Check(code)) flags.cf_flags = PyCF_SOURCE_IS_UTF8;
  const char* text = PyUnicode_Check(code) ? PyUnicode_AsUTF8(code) : PyBytes_AS_STRING(code);
  while (text && start == Py_eval_input && (*text == ' ' || *text == '\t')) ++text;
  return text ? PyRun_StringFlags(text, start, globals, locals, &flags) : nullptr;
}
inline PyObject* exec_code(PyObject* code, PyObject* globals, PyObject* locals) { return run_code(code, globals, locals, Py_file_input, "exec"); }
inline PyObject* eval_code(PyObject* code, PyObject* globals, PyObject* locals) { return run_code(code, globals, locals, Py_eval_input, "eval"); }

}  // namespace cy
