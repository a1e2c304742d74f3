// The pieces of f-strings.
#pragma once
#include "cy/convert.h"

namespace cy {

// Digits of a magnitude, written backwards before `end`.
CY_UNUSED static char* write_digits(char* end, std::uint64_t magnitude, int kind) {
  if (kind == 'd') {
    do *--end = static_cast<char>('0' + magnitude % 10);
    while (magnitude /= 10);
    return end;
  }
  const char* symbols = kind == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
  unsigned base = kind == 'o' ? 8 : 16;
  do {
    *--end = symbols[magnitude % base];
    magnitude /= base;
  } while (magnitude);
  return end;
}
CY_UNUSED static PyObject* format_digits(std::uint64_t magnitude, bool negative, Py_ssize_t width, int padding, int kind) {
  char digits[24];
  char* first = write_digits(digits + sizeof digits, magnitude, kind);
  Py_ssize_t count = digits + sizeof digits - first, length = count + negative;
  Py_ssize_t fill = width > length ? width - length : 0;
  PyObject* result = PyUnicode_New(length + fill, 127);
  if (CY_UNLIKELY(!result)) return nullptr;
  Py_UCS1* out = PyUnicode_1BYTE_DATA(result);
  if (negative && padding != ' ') *out++ = '-';
  std::memset(out, padding, static_cast<std::size_t>(fill));
  out += fill;
  if (negative && padding == ' ') *out++ = '-';
  std::memcpy(out, first, static_cast<std::size_t>(count));
  return result;
}
CY_UNUSED static PyObject* format_small_int(PyObject* o, Py_ssize_t width, int padding) {
  std::int64_t value = int_small_value(o);
  return format_digits(static_cast<std::uint64_t>(value < 0 ? -value : value), value < 0, width, padding, 'd');
}
CY_UNUSED static PyObject* format_object(PyObject* o) {
  if (PyUnicode_CheckExact(o)) return new_reference(o);
  if (PyLong_CheckExact(o)) return int_is_small(o) ? format_small_int(o, 0, ' ') : PyObject_Str(o);
  return PyFloat_CheckExact(o) ? PyObject_Str(o) : PyObject_Format(o, nullptr);
}
// A small int by a specification of the form [>][0]width[d], at most five digits: false when it is another.
CY_UNUSED static bool simple_specification(PyObject* specification, Py_ssize_t& width, int& padding) {
  if (!PyUnicode_CheckExact(specification) || !PyUnicode_IS_COMPACT_ASCII(specification)) return false;
  const Py_UCS1* c = PyUnicode_1BYTE_DATA(specification);
  Py_ssize_t n = PyUnicode_GET_LENGTH(specification), i = 0;
  bool aligned = n && c[0] == '>';
  if (aligned) ++i;
  padding = ' ';
  if (i < n && c[i] == '0') {
    if (aligned) return false;
    padding = '0';
  }
  Py_ssize_t first = i;
  for (width = 0; i < n && c[i] >= '0' && c[i] <= '9' && i - first < 5; ++i) width = width * 10 + (c[i] - '0');
  if (i < n && c[i] == 'd') ++i;
  return i == n;
}
CY_UNUSED static PyObject* object_format(PyObject* o, PyObject* specification) {
  Py_ssize_t width;
  int padding;
  if (specification && PyLong_CheckExact(o) && int_is_small(o) && simple_specification(specification, width, padding))
    return format_small_int(o, width, padding);
  return PyObject_Format(o, specification);
}
template <class T>
inline PyObject* format_int(T value, Py_ssize_t width, int padding, int kind) {
  if constexpr (std::is_enum<T>::value) {
    return format_int(static_cast<typename std::underlying_type<T>::type>(value), width, padding, kind);
  } else {
    bool negative = static_cast<T>(-1) < static_cast<T>(0) && value < static_cast<T>(0);
    std::uint64_t magnitude = static_cast<std::uint64_t>(value);
    return format_digits(negative ? 0 - magnitude : magnitude, negative, width, padding, kind);
  }
}
CY_UNUSED static PyObject* format_double(double value, const char* specification) {
  PyObject* number = PyFloat_FromDouble(value);
  PyObject* text = number ? PyUnicode_FromString(specification) : nullptr;
  PyObject* result = text ? PyObject_Format(number, text) : nullptr;
  Py_XDECREF(number);
  Py_XDECREF(text);
  return result;
}
inline PyObject* format_truth(int truth) { return PyUnicode_FromString(truth ? "True" : "False"); }

}  // namespace cy
