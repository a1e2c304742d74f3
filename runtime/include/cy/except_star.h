// except*: splitting exception groups and raising what is left (PEP 654). Python 3.11 and later.
#pragma once
#include "cy/errors.h"

namespace cy {

#if PY_VERSION_HEX >= 0x030B0000
inline bool is_exception_group(PyObject* o) { return PyObject_TypeCheck(o, reinterpret_cast<PyTypeObject*>(PyExc_BaseExceptionGroup)); }
CY_UNUSED static PyObject* make_exception_group(PyObject* exceptions) {
  return PyObject_CallFunction(PyExc_BaseExceptionGroup, "sO", "", exceptions);
}
#else
inline bool is_exception_group(PyObject*) { return false; }
CY_UNUSED static PyObject* make_exception_group(PyObject*) {
  PyErr_SetString(PyExc_RuntimeError, "except* needs Python 3.11 or later");
  return nullptr;
}
#endif
inline PyObject* except_star_begin(PyObject* original) { return new_reference(original); }

CY_UNUSED static int check_star_class(PyObject* cls) {
  if (!PyExceptionClass_Check(cls)) return raise_type_error("catching classes that do not inherit from BaseException is not allowed");
#if PY_VERSION_HEX >= 0x030B0000
  if (PyObject_IsSubclass(cls, PyExc_BaseExceptionGroup))
    return raise_type_error("catching ExceptionGroup with except* is not allowed. Use except instead.");
#endif
  return 0;
}
CY_UNUSED static int check_star_classes(PyObject* classes) {
  if (!PyTuple_Check(classes)) return check_star_class(classes);
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(classes); ++i)
    if (check_star_class(PyTuple_GET_ITEM(classes, i)) < 0) return -1;
  return 0;
}
// A group for one exception that is none, with its traceback.
CY_UNUSED static PyObject* wrap_in_group(PyObject* exception) {
  PyObject* list = PyTuple_Pack(1, exception);
  PyObject* group = list ? make_exception_group(list) : nullptr;
  Py_XDECREF(list);
  PyObject* traceback = group ? PyException_GetTraceback(exception) : nullptr;
  if (traceback) PyException_SetTraceback(group, traceback);
  Py_XDECREF(traceback);
  return group;
}
CY_UNUSED static int split_group(PyObject*& rest, PyObject* classes, PyObject*& matched) {
  PyObject* pair = PyObject_CallMethod(rest, "split", "(O)", classes);
  if (pair && (!PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) < 2)) {
    PyErr_Format(PyExc_TypeError, "%.200s.split must return a 2-tuple, got %.200s", Py_TYPE(rest)->tp_name, Py_TYPE(pair)->tp_name);
    Py_CLEAR(pair);
  }
  if (!pair) return -1;
  PyObject *match = PyTuple_GET_ITEM(pair, 0), *other = PyTuple_GET_ITEM(pair, 1);
  int found = match != Py_None;
  if (found) {
    Py_XSETREF(matched, new_reference(match));
    Py_SETREF(rest, new_reference(other));
  }
  Py_DECREF(pair);
  return found;
}
// 1: `matched` is the part of `rest` that fits, and `rest` what remains (None: nothing).
CY_UNUSED static int except_star_match(PyObject*& rest, PyObject* classes, PyObject*& matched) {
  if (check_star_classes(classes) < 0) return -1;
  if (rest == Py_None) return 0;
  if (!PyErr_GivenExceptionMatches(rest, classes)) return is_exception_group(rest) ? split_group(rest, classes, matched) : 0;
  PyObject* whole = is_exception_group(rest) ? new_reference(rest) : wrap_in_group(rest);
  if (!whole) return -1;
  Py_XSETREF(matched, whole);
  Py_SETREF(rest, new_reference(Py_None));
  return 1;
}
// The exception raised in a handler is kept for the end.
CY_UNUSED static int except_star_keep(PyObject* list) {
  PyObject* raised = take_raised();
  int status = raised ? PyList_Append(list, raised) : 0;
  Py_XDECREF(raised);
  return status;
}

// ---- the end: what was raised anew, and what of the original is left, in its structure
CY_UNUSED static bool same_field(PyObject* a, PyObject* b, PyObject* (*get)(PyObject*)) {
  PyObject *x = get(a), *y = get(b);
  bool same = x == y;
  Py_XDECREF(x);
  Py_XDECREF(y);
  return same;
}
CY_UNUSED static bool is_part_of_original(PyObject* exception, PyObject* original) {
  return same_field(exception, original, PyException_GetTraceback) && same_field(exception, original, PyException_GetCause) &&
         same_field(exception, original, PyException_GetContext);
}
CY_UNUSED static int collect_leaves(PyObject* exception, PyObject* set) {
  if (!is_exception_group(exception)) {
    PyObject* id = PyLong_FromVoidPtr(exception);
    int status = id ? PySet_Add(set, id) : -1;
    Py_XDECREF(id);
    return status;
  }
  PyObject* inner = PyObject_GetAttrString(exception, "exceptions");
  int status = inner ? 0 : -1;
  for (Py_ssize_t i = 0; status == 0 && i < PyTuple_GET_SIZE(inner); ++i) status = collect_leaves(PyTuple_GET_ITEM(inner, i), set);
  Py_XDECREF(inner);
  return status;
}
CY_UNUSED static PyObject* project_group(PyObject* exception, PyObject* leaves);
CY_UNUSED static PyObject* project_members(PyObject* group, PyObject* leaves) {
  PyObject* inner = PyObject_GetAttrString(group, "exceptions");
  PyObject* kept = inner ? PyList_New(0) : nullptr;
  for (Py_ssize_t i = 0; kept && i < PyTuple_GET_SIZE(inner); ++i) {
    PyObject* part = project_group(PyTuple_GET_ITEM(inner, i), leaves);
    if (!part || (part != Py_None && PyList_Append(kept, part) < 0)) Py_CLEAR(kept);
    Py_XDECREF(part);
  }
  Py_XDECREF(inner);
  return kept;
}
// The part of an exception whose leaves are in the set: new, None if nothing.
CY_UNUSED static PyObject* project_group(PyObject* exception, PyObject* leaves) {
  if (!is_exception_group(exception)) {
    PyObject* id = PyLong_FromVoidPtr(exception);
    int found = id ? PySet_Contains(leaves, id) : -1;
    Py_XDECREF(id);
    return found < 0 ? nullptr : new_reference(found ? exception : Py_None);
  }
  PyObject* kept = project_members(exception, leaves);
  if (!kept || PyList_GET_SIZE(kept) == 0) {
    bool failed = !kept;
    Py_XDECREF(kept);
    return failed ? nullptr : new_reference(Py_None);
  }
  PyObject* part = PyObject_CallMethod(exception, "derive", "(O)", kept);
  Py_DECREF(kept);
  if (!part) return nullptr;
  PyObject* traceback = PyException_GetTraceback(exception);
  if (traceback) PyException_SetTraceback(part, traceback);
  Py_XDECREF(traceback);
  PyException_SetContext(part, PyException_GetContext(exception));
  PyException_SetCause(part, PyException_GetCause(exception));
  PyObject* notes = nullptr;
  PyObject* name = PyUnicode_InternFromString("__notes__");
  if (name && attribute_if_present(exception, name, &notes) > 0) PyObject_SetAttr(part, name, notes);
  Py_XDECREF(name);
  Py_XDECREF(notes);
  return part;
}
CY_UNUSED static PyObject* combine_raised(PyObject* original, PyObject* raised, PyObject* rest) {
  PyObject* leaves = PySet_New(nullptr);
  PyObject* fresh = leaves ? PyList_New(0) : nullptr;
  int status = fresh ? 0 : -1;
  for (Py_ssize_t i = 0; status == 0 && i < PyList_GET_SIZE(raised); ++i) {
    PyObject* exception = PyList_GET_ITEM(raised, i);
    status = is_part_of_original(exception, original) ? collect_leaves(exception, leaves) : PyList_Append(fresh, exception);
  }
  if (status == 0 && rest && rest != Py_None) status = collect_leaves(rest, leaves);
  PyObject* left = status == 0 ? project_group(original, leaves) : nullptr;
  Py_XDECREF(leaves);
  PyObject* result = nullptr;
  if (left && left != Py_None && PyList_GET_SIZE(fresh) && PyList_Append(fresh, left) < 0) Py_CLEAR(left);
  if (left) {
    Py_ssize_t count = PyList_GET_SIZE(fresh);
    result = count == 0 ? new_reference(left) : count == 1 ? new_reference(PyList_GET_ITEM(fresh, 0)) : make_exception_group(fresh);
  }
  Py_XDECREF(left);
  Py_XDECREF(fresh);
  return result;
}
// Nothing left: 0. Else raises it: -1.
CY_UNUSED static int except_star_finish(PyObject* original, PyObject* raised, PyObject* rest) {
  PyObject* result;
  if (PyList_GET_SIZE(raised) == 0) result = new_reference(rest ? rest : Py_None);
  else if (!is_exception_group(original)) result = new_reference(PyList_GET_ITEM(raised, 0));
  else result = combine_raised(original, raised, rest);
  if (result && result == Py_None) {
    Py_DECREF(result);
    return 0;
  }
  if (result) raise_again(result);
  return -1;
}

}  // namespace cy
