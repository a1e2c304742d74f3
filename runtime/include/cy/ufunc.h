// NumPy's ufuncs made of C functions (@cython.ufunc). Only the C API table of NumPy is needed, none of its headers: what is used here
// has the same place and numbers in NumPy 1 and 2.
#pragma once
#include <limits>
#include <type_traits>

#include "cy/gil.h"
#include "cy/raise.h"

namespace cy {

// One loop over `count` items: `places` are the first items, `steps` the bytes to the next ones. -1: an exception is raised.
using UfuncLoop = int (*)(char** places, Py_ssize_t count, Py_ssize_t* steps);
struct UfuncEntry {
  UfuncLoop loop;
  bool without_gil;
};
// Lives as long as the process: NumPy keeps pointers into it.
struct UfuncTable {
  const char *name, *documentation;
  int loops, inputs, outputs, known_loops, known_types;
  UfuncEntry* entries;
  void **functions, **data;
  char* types;
};

CY_UNUSED static void run_ufunc(char** places, const Py_ssize_t* counts, const Py_ssize_t* steps, void* data) {
  auto* entry = static_cast<UfuncEntry*>(data);
  if (entry->without_gil) {
    PyThreadState* state = release_held_gil();
    entry->loop(places, counts[0], const_cast<Py_ssize_t*>(steps));
    reacquire_released_gil(state);
  } else {
    WithGil held;
    entry->loop(places, counts[0], const_cast<Py_ssize_t*>(steps));
  }
}

template <class T>
T* ufunc_memory(Py_ssize_t count) { return static_cast<T*>(PyMem_Calloc(static_cast<std::size_t>(count), sizeof(T))); }
CY_UNUSED static PyObject* ufunc_begin(const char* name, const char* documentation, int loops, int inputs, int outputs) {
  auto* table = ufunc_memory<UfuncTable>(1);
  if (!table) return PyErr_NoMemory();
  table->name = name;
  table->documentation = *documentation ? documentation : nullptr;
  table->loops = loops;
  table->inputs = inputs;
  table->outputs = outputs;
  table->entries = ufunc_memory<UfuncEntry>(loops);
  table->functions = ufunc_memory<void*>(loops);
  table->data = ufunc_memory<void*>(loops);
  table->types = ufunc_memory<char>(loops * (inputs + outputs));
  if (!table->entries || !table->functions || !table->data || !table->types) return PyErr_NoMemory();
  return PyCapsule_New(table, "cyrite.ufunc", nullptr);
}
inline UfuncTable* ufunc_table(PyObject* capsule) { return static_cast<UfuncTable*>(PyCapsule_GetPointer(capsule, "cyrite.ufunc")); }

template <class L>
int ufunc_add_loop(PyObject* capsule, L* loop, int without_gil) {
  UfuncTable* table = ufunc_table(capsule);
  if (!table) return -1;
  int k = table->known_loops++;
  table->entries[k] = {loop, without_gil != 0};
  table->functions[k] = reinterpret_cast<void*>(run_ufunc);
  table->data[k] = &table->entries[k];
  return 0;
}

// NumPy's number for a C type; -1: there is none.
template <class T>
constexpr int ufunc_integer_type() {
  constexpr bool is_unsigned = !(static_cast<T>(-1) < static_cast<T>(0));
  return (sizeof(T) == sizeof(char) ? 1 : sizeof(T) == sizeof(short) ? 3 : sizeof(T) == sizeof(int) ? 5 : sizeof(T) == sizeof(long) ? 7 : sizeof(T) == sizeof(long long) ? 9 : -2) +
         is_unsigned;
}
template <class T>
constexpr int ufunc_type() {
  using V = typename std::remove_cv<T>::type;
  if constexpr (std::is_same<V, PyObject*>::value) return 17;
  else if constexpr (std::is_integral<V>::value || std::is_enum<V>::value) return ufunc_integer_type<V>();
  else if constexpr (std::is_floating_point<V>::value) return sizeof(V) == sizeof(float) ? 11 : sizeof(V) == sizeof(double) ? 12 : 13;
  else return sizeof(V) == 2 * sizeof(float) ? 14 : sizeof(V) == 2 * sizeof(double) ? 15 : sizeof(V) == 2 * sizeof(long double) ? 16 : -1;
}
// `value` is not read: only its type is asked for.
template <class T>
int ufunc_add_type(PyObject* capsule, T*) {
  static_assert(ufunc_type<T>() >= 0, "NumPy has no type for an argument or result of this ufunc");
  UfuncTable* table = ufunc_table(capsule);
  if (!table) return -1;
  table->types[table->known_types++] = static_cast<char>(ufunc_type<T>());
  return 0;
}

CY_UNUSED static void** ufunc_api() {
  PyObject* numpy = PyImport_ImportModule("numpy._core._multiarray_umath");
  if (!numpy && PyErr_ExceptionMatches(PyExc_ImportError)) {
    PyErr_Clear();
    numpy = PyImport_ImportModule("numpy.core._multiarray_umath");
  }
  PyObject* api = numpy ? PyObject_GetAttrString(numpy, "_UFUNC_API") : nullptr;
  Py_XDECREF(numpy);
  void** functions = api ? static_cast<void**>(PyCapsule_GetPointer(api, nullptr)) : nullptr;
  Py_XDECREF(api);
  return functions;
}
CY_UNUSED static PyObject* ufunc_finish(PyObject* capsule) {
  using FromFunctions = PyObject* (*)(void**, void**, char*, int, int, int, int, const char*, const char*, int);
  constexpr int no_identity = -1;
  UfuncTable* table = ufunc_table(capsule);
  void** api = table ? ufunc_api() : nullptr;
  if (!api) return nullptr;
  auto from_functions = reinterpret_cast<FromFunctions>(api[1]);  // PyUFunc_FromFuncAndData
  return from_functions(table->functions, table->data, table->types, table->loops, table->inputs, table->outputs, no_identity, table->name, table->documentation, 0);
}

// Items of object arrays: one that was never set is None.
template <class P>
PyObject* ufunc_argument(P* place) {
  PyObject* o = *reinterpret_cast<PyObject**>(place);
  if (!o) o = Py_None;
  Py_INCREF(o);
  return o;
}
template <class P>
void ufunc_store(P* place, PyObject* value) {
  auto* item = reinterpret_cast<PyObject**>(place);
  PyObject* old = *item;
  Py_INCREF(value);
  *item = value;
  Py_XDECREF(old);
}

}  // namespace cy
