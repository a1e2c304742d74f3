// The arguments of every def function: one routine driven by a description.
#pragma once
#include "cy/python.h"
#include "cy/raise.h"

namespace cy {

enum ArgumentFlags : unsigned char { has_star = 1, has_double_star = 2, has_hidden_self = 4 };
// Parameters in their order: positional-only, positional, keyword-only. The values array holds them, then *args, then **kwargs.
struct Arguments {
  const char* function_name;    // for messages
  PyObject* const* constants;   // the module's constants
  const unsigned short* names;  // constant ids of the parameters
  unsigned short positional_only, positional, required, keyword_only;
  unsigned char flags;
  unsigned long long own_keyword_defaults;  // bit i: keyword-only parameter i stays NULL when it is missing: the function knows its default
};

// What stands for the keyword-only parameter when a call leaves it out, or nullptr. `keyword_values`: a tuple, or nullptr.
inline PyObject* keyword_default(const Arguments& spec, PyObject* keyword_values, int parameter) {
  return keyword_values && parameter >= spec.positional ? PyTuple_GET_ITEM(keyword_values, parameter - spec.positional) : nullptr;
}

// ---- texts: those of CPython, and those of Python 2 (which Cython kept) where the module speaks that language
#if CY_PYTHON2_TEXTS
CY_COLD CY_UNUSED static int raise_argument_count(const Arguments& spec, PyObject* const*, Py_ssize_t given) {
  if (spec.positional == 0 && !(spec.flags & (has_star | has_double_star | has_hidden_self)) && spec.keyword_only == 0) {
    PyErr_Format(PyExc_TypeError, "%.200s() takes no arguments (%zd given)", spec.function_name, given);
    return -1;
  }
  bool too_few = given < spec.required;
  Py_ssize_t expected = too_few ? spec.required : spec.positional;
  const char* relation = spec.required == spec.positional && !(spec.flags & has_star) ? "exactly" : too_few ? "at least" : "at most";
  PyErr_Format(PyExc_TypeError, "%.200s() takes %.8s %zd positional argument%.1s (%zd given)", spec.function_name, relation, expected,
               expected == 1 ? "" : "s", given);
  return -1;
}
constexpr const char* text_multiple_values = "%s() got multiple values for keyword argument '%U'";
#else
// A list of names as English has it: 'a', 'b', and 'c'.
CY_COLD CY_UNUSED static PyObject* name_list(const Arguments& spec, PyObject* const* values, int begin, int end, PyObject* keyword_values, int* count) {
  PyObject* text = PyUnicode_FromString("");
  int total = 0, seen = 0;
  auto missing = [&](int i) {
    if (i >= spec.positional && (spec.own_keyword_defaults >> (i - spec.positional) & 1)) return false;
    return !values[i] && !keyword_default(spec, keyword_values, i);
  };
  for (int i = begin; i < end; ++i) total += missing(i);
  for (int i = begin; text && i < end; ++i) {
    if (!missing(i)) continue;
    ++seen;
    const char* joint = seen == 1 ? "" : seen < total ? ", " : total == 2 ? " and " : ", and ";
    PyObject* longer = PyUnicode_FromFormat("%U%s'%U'", text, joint, spec.constants[spec.names[i]]);
    Py_DECREF(text);
    text = longer;
  }
  *count = total;
  return text;
}
CY_COLD CY_UNUSED static int raise_missing(const Arguments& spec, PyObject* const* values, int begin, int end, PyObject* keyword_values) {
  int count;
  PyObject* names = name_list(spec, values, begin, end, keyword_values, &count);
  if (names)
    PyErr_Format(PyExc_TypeError, "%s() missing %d required %s argument%s: %U", spec.function_name, count,
                 begin < spec.positional ? "positional" : "keyword-only", count == 1 ? "" : "s", names);
  Py_XDECREF(names);
  return -1;
}
CY_COLD CY_UNUSED static int raise_argument_count(const Arguments& spec, PyObject* const* values, Py_ssize_t given) {
  if (given <= spec.positional) return raise_missing(spec, values, 0, spec.required, nullptr);
  int self = spec.flags & has_hidden_self ? 1 : 0, keywords = 0;
  for (int i = spec.positional; i < spec.positional + spec.keyword_only; ++i) keywords += values[i] != nullptr;
  char expected[64], and_keywords[80] = "";
  if (spec.required < spec.positional) PyOS_snprintf(expected, sizeof expected, "from %d to %d", spec.required + self, spec.positional + self);
  else PyOS_snprintf(expected, sizeof expected, "%d", spec.positional + self);
  if (keywords)
    PyOS_snprintf(and_keywords, sizeof and_keywords, " positional argument%s (and %d keyword-only argument%s)", given + self == 1 ? "" : "s", keywords,
                  keywords == 1 ? "" : "s");
  PyErr_Format(PyExc_TypeError, "%s() takes %s positional argument%s but %zd%s %s given", spec.function_name, expected,
               spec.required < spec.positional || spec.positional + self != 1 ? "s" : "", given + self, and_keywords, given + self == 1 && !keywords ? "was" : "were");
  return -1;
}
constexpr const char* text_multiple_values = "%s() got multiple values for argument '%U'";
#endif
CY_COLD CY_UNUSED static int raise_keyword(const Arguments& spec, const char* format, PyObject* name) {
  if (!PyUnicode_Check(name)) PyErr_Format(PyExc_TypeError, "%.200s() keywords must be strings", spec.function_name);
  else PyErr_Format(PyExc_TypeError, format, spec.function_name, name);
  return -1;
}
// The parameter that a keyword names, or -1; -2 on error.
CY_UNUSED static int find_keyword(const Arguments& spec, PyObject* name) {
  int count = spec.positional + spec.keyword_only;
  for (int i = spec.positional_only; i < count; ++i)
    if (spec.constants[spec.names[i]] == name) return i;
  for (int i = spec.positional_only; i < count; ++i) {  // not interned, or of a class derived from str
    int equal = PyObject_RichCompareBool(spec.constants[spec.names[i]], name, Py_EQ);
    if (equal) return equal < 0 ? -2 : i;
  }
  return -1;
}
#if !CY_PYTHON2_TEXTS
// Names all of them, as CPython does. 1: nothing is wrong with them.
CY_COLD CY_UNUSED static int check_positional_only(const Arguments& spec, PyObject* keywords) {
  PyObject *list = PyList_New(0), *separator = nullptr, *names = nullptr;
  bool failed = !list;
  for (int k = 0; !failed && k < spec.positional_only; ++k) {
    PyObject* name = spec.constants[spec.names[k]];
    int passed = PySequence_Contains(keywords, name);
    failed = passed < 0 || (passed && PyList_Append(list, name) < 0);
  }
  bool wrong = !failed && PyList_GET_SIZE(list) > 0;
  if (wrong && (separator = PyUnicode_FromString(", ")) && (names = PyUnicode_Join(separator, list)))
    PyErr_Format(PyExc_TypeError, "%s() got some positional-only arguments passed as keyword arguments: '%U'", spec.function_name, names);
  Py_XDECREF(names);
  Py_XDECREF(separator);
  Py_XDECREF(list);
  return failed || wrong ? -1 : 1;
}
#endif
CY_UNUSED static int take_keyword(const Arguments& spec, PyObject** values, PyObject* extra, PyObject* name, PyObject* value, PyObject* keywords) {
  int i = find_keyword(spec, name);
  if (CY_LIKELY(i >= 0)) {
    if (CY_UNLIKELY(values[i] != nullptr)) return raise_keyword(spec, text_multiple_values, name);
    values[i] = value;
    return 0;
  }
  if (CY_UNLIKELY(i == -2)) return -1;
  if (extra && PyUnicode_Check(name)) return PyDict_SetItem(extra, name, value);
#if CY_PYTHON2_TEXTS
  if (spec.positional + spec.keyword_only == 0 && !(spec.flags & (has_star | has_hidden_self))) {
    PyErr_Format(PyExc_TypeError, "%.200s() takes no keyword arguments", spec.function_name);
    return -1;
  }
#else
  if (PyUnicode_Check(name) && spec.positional_only > 0 && check_positional_only(spec, keywords) < 0) return -1;
#endif
  return raise_keyword(spec, "%s() got an unexpected keyword argument '%U'", name);
}
CY_UNUSED static int take_defaults(const Arguments& spec, PyObject** values, Py_ssize_t given, PyObject* defaults, PyObject* keyword_values) {
  for (Py_ssize_t i = given; i < spec.positional; ++i) {
    if (values[i]) continue;
    Py_ssize_t at = i - spec.required;
    if (CY_LIKELY(at >= 0 && !defaults)) continue;  // the function knows the value
    if (CY_UNLIKELY(at < 0 || at >= PyTuple_GET_SIZE(defaults))) return raise_argument_count(spec, values, i);
    values[i] = PyTuple_GET_ITEM(defaults, at);
  }
  for (int i = spec.positional; i < spec.positional + spec.keyword_only; ++i) {
    if (values[i] || (spec.own_keyword_defaults >> (i - spec.positional) & 1)) continue;
    values[i] = keyword_default(spec, keyword_values, i);
    if (CY_LIKELY(values[i] != nullptr)) continue;
#if CY_PYTHON2_TEXTS
    return raise_keyword(spec, "%s() needs keyword-only argument %U", spec.constants[spec.names[i]]);
#else
    return raise_missing(spec, values, spec.positional, spec.positional + spec.keyword_only, keyword_values);
#endif
  }
  return 0;
}
// Keywords come as a tuple of names (their values follow the positional arguments) or as a dict.
CY_UNUSED static int take_keywords(const Arguments& spec, PyObject* const* after, PyObject* keywords, PyObject** values, PyObject* extra) {
  int status = 0;
  if (PyTuple_Check(keywords)) {
    for (Py_ssize_t i = 0, n = PyTuple_GET_SIZE(keywords); status == 0 && i < n; ++i)
      status = take_keyword(spec, values, extra, PyTuple_GET_ITEM(keywords, i), after[i], keywords);
    return status;
  }
  Py_ssize_t position = 0;
  PyObject *name, *value;
  while (status == 0 && PyDict_Next(keywords, &position, &name, &value)) status = take_keyword(spec, values, extra, name, value, keywords);
  return status;
}
CY_UNUSED static int fill_arguments(const Arguments& spec, PyObject* const* args, Py_ssize_t count, PyObject* keywords, PyObject** values,
                                    PyObject* defaults, PyObject* keyword_values) {
  Py_ssize_t parameters = spec.positional + spec.keyword_only, given = count < spec.positional ? count : spec.positional;
  bool too_many = count > spec.positional && !(spec.flags & has_star);
  if (CY_PYTHON2_TEXTS && CY_UNLIKELY(too_many)) return raise_argument_count(spec, nullptr, count);
  for (Py_ssize_t i = 0; i < parameters; ++i) values[i] = i < given ? args[i] : nullptr;
  PyObject** star = values + parameters;
  PyObject** extra = star + (spec.flags & has_star ? 1 : 0);
  if (spec.flags & has_star) {
    *star = PyTuple_New(count - given);
    if (CY_UNLIKELY(!*star)) return -1;
    for (Py_ssize_t i = given; i < count; ++i) PyTuple_SET_ITEM(*star, i - given, new_reference(args[i]));
  }
  if (spec.flags & has_double_star) *extra = PyDict_New();
  int status = (spec.flags & has_double_star) && !*extra ? -1 : 0;
  if (status == 0 && keywords) status = take_keywords(spec, args + count, keywords, values, spec.flags & has_double_star ? *extra : nullptr);
  if (CY_UNLIKELY(too_many) && status == 0) status = raise_argument_count(spec, values, count);
  if (status == 0) status = take_defaults(spec, values, given, defaults, keyword_values);
  if (CY_UNLIKELY(status < 0)) {
    if (spec.flags & has_star) Py_CLEAR(*star);
    if (spec.flags & has_double_star) Py_CLEAR(*extra);
  }
  return status;
}
// The common call: nothing is wrong, and all that is given has a parameter of its own. False: fill_arguments must look closer.
CY_UNUSED static bool fill_plainly(const Arguments& spec, PyObject* const* args, Py_ssize_t count, PyObject* names, PyObject** values, PyObject* defaults,
                                   PyObject* keyword_values) {
  int parameters = spec.positional + spec.keyword_only, given = static_cast<int>(count), k = 0;
  if ((spec.flags & (has_star | has_double_star)) || count > spec.positional || (names && !PyTuple_CheckExact(names))) return false;
  while (k < given) values[k] = args[k], ++k;
  while (k < parameters) values[k++] = nullptr;
  for (Py_ssize_t n = names ? PyTuple_GET_SIZE(names) : 0; n-- > 0;) {
    PyObject* name = PyTuple_GET_ITEM(names, n);
    k = given > spec.positional_only ? given : spec.positional_only;
    while (k < parameters && spec.constants[spec.names[k]] != name) ++k;
    if (k == parameters || values[k]) return false;
    values[k] = args[count + n];
  }
  for (k = given; k < spec.positional; ++k) {
    int at = k - spec.required;
    if (values[k] || (at >= 0 && !defaults)) continue;  // given, or the function knows the value
    if (at < 0 || at >= PyTuple_GET_SIZE(defaults)) return false;
    values[k] = PyTuple_GET_ITEM(defaults, at);
  }
  for (; k < parameters; ++k)
    if (!values[k] && !(values[k] = keyword_default(spec, keyword_values, k)) && !(spec.own_keyword_defaults >> (k - spec.positional) & 1)) return false;
  return true;
}
// The values of the parameters: `args` itself when all are given by position, else `storage`, filled; nullptr on failure.
// Borrowed, but *args and **kwargs (storage[parameters], storage[parameters + 1]) are new references.
inline PyObject* const* parse_arguments(const Arguments& spec, PyObject* const* args, std::size_t nargsf, PyObject* names, PyObject** storage,
                                        PyObject* defaults, PyObject* keyword_values) {
  Py_ssize_t count = PyVectorcall_NARGS(nargsf);
  if (CY_LIKELY(count == spec.positional && !names && !spec.keyword_only && !(spec.flags & (has_star | has_double_star))))
    return spec.positional ? args : storage;  // a call without arguments may come without an array
  if (CY_LIKELY(fill_plainly(spec, args, count, names, storage, defaults, keyword_values))) return storage;
  return CY_LIKELY(fill_arguments(spec, args, count, names, storage, defaults, keyword_values) == 0) ? storage : nullptr;
}
// The same for the slots that take a tuple and a dict: __init__, __cinit__, __call__.
inline PyObject* const* parse_call_arguments(const Arguments& spec, PyObject* args, PyObject* keywords, PyObject** storage, PyObject* defaults,
                                             PyObject* keyword_values) {
  PyObject* const* items = reinterpret_cast<PyTupleObject*>(args)->ob_item;
  if (keywords && PyDict_Size(keywords) == 0) keywords = nullptr;
  return parse_arguments(spec, items, static_cast<std::size_t>(PyTuple_GET_SIZE(args)), keywords, storage, defaults, keyword_values);
}
inline PyObject* const* parse_tuple_arguments(const Arguments& spec, PyObject* args, PyObject* keywords, PyObject** storage) {
  return parse_call_arguments(spec, args, keywords, storage, nullptr, nullptr);
}

// def method(*args): the object comes first in args. Takes the tuple over.
CY_UNUSED static PyObject* arguments_with_self(PyObject* self, PyObject* star) {
  Py_ssize_t n = PyTuple_GET_SIZE(star);
  PyObject* all = PyTuple_New(n + 1);
  if (CY_LIKELY(all != nullptr)) {
    PyTuple_SET_ITEM(all, 0, new_reference(self));
    for (Py_ssize_t i = 0; i < n; ++i) PyTuple_SET_ITEM(all, i + 1, new_reference(PyTuple_GET_ITEM(star, i)));
  }
  Py_DECREF(star);
  return all;
}

}  // namespace cy
