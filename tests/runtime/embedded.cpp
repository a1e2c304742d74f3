#include "embedded.h"

namespace embedded {

static PyObject* name_space;

static void start() {
  Py_InitializeEx(0);
  name_space = PyDict_New();
  PyObject* builtins = PyImport_ImportModule("builtins");
  PyDict_SetItemString(name_space, "__builtins__", builtins);
}
PyObject* eval(const char* text) {
  PyObject* result = PyRun_String(text, Py_eval_input, name_space, name_space);
  if (!result) {
    std::fprintf(stderr, "%s\n", text);
    PyErr_Print();
    std::abort();
  }
  return result;
}
void run(const char* text) {
  PyObject* none = PyRun_String(text, Py_file_input, name_space, name_space);
  if (!none) {
    std::fprintf(stderr, "%s\n", text);
    PyErr_Print();
    std::abort();
  }
  Py_DECREF(none);
}
void set(const char* name, PyObject* value) { PyDict_SetItemString(name_space, name, value); }
std::string error() {
  PyObject* raised = cy::take_raised();
  if (!raised) return "";
  std::string text = std::string(Py_TYPE(raised)->tp_name) + ": ";
  Reference message(PyObject_Str(raised));
  text += PyUnicode_AsUTF8(message);
  Py_DECREF(raised);
  return text;
}

}  // namespace embedded

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  embedded::start();
  int result = RUN_ALL_TESTS();
  return result;
}
