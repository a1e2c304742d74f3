// The pieces of f-strings.
#pragma once
#include "cy/convert.h"

namespace cy {

CY_UNUSED static PyObject* format_object(PyObject* o) {
  if (PyUnicode_CheckExact(o)) return new_reference(o);
  if (PyLong_CheckExact(o) || PyFloat_CheckExact(o)) return PyObject_Str(o);
  return PyObject_Format(o, nullptr);
}
// Digits of a magnitude, written backwards before `end`.
CY_UNUSED static char* write_digits(char* end, std::uint64_t magnitude, int kind) {
  const char* symbols = kind == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
  unsigned base = kind == 'o' ? 8 : kind == 'd' ? 10 : 16;
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
