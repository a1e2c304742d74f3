// The Python constants of a module, made at import from one compact table of bytes.
//
// Records in the order of their ids; a number is a varint (7 bits a byte, low first, 0x80: more follow):
//   N None  T True  F False  E Ellipsis  X NotImplemented
//   n size bytes   an interned str (a name), UTF-8       s size bytes   a str, UTF-8 (lone surrogates as three bytes)
//   b size bytes   bytes                                 i zigzag       an int of up to 63 bits
//   I size text    a longer int, decimal or 0x           f 8 bytes      a float, little-endian      j 8 bytes  an imaginary number
//   t count ids    a tuple     z count ids  a frozenset  l id id id     a slice      (ids of records before this one)
#pragma once
#include "cy/python.h"

namespace cy {

CY_ONCE CY_UNUSED static std::uint64_t read_number(const char*& p) {
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    unsigned char c = static_cast<unsigned char>(*p++);
    value |= static_cast<std::uint64_t>(c & 0x7F) << shift;
    if (!(c & 0x80)) return value;
  }
}
CY_ONCE CY_UNUSED static double read_double(const char*& p) {
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(p[i])) << (8 * i);
  p += 8;
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}
// As CPython does, a str constant that looks like a name is the interned one.
CY_ONCE CY_UNUSED static bool looks_like_name(const char* p, Py_ssize_t size) {
  for (Py_ssize_t i = 0; i < size; ++i)
    if (!Py_ISALNUM(static_cast<unsigned char>(p[i])) && p[i] != '_') return false;
  return true;
}
CY_ONCE CY_UNUSED static PyObject* read_text(const char*& p, char kind) {
  Py_ssize_t size = static_cast<Py_ssize_t>(read_number(p));
  const char* text = p;
  p += size;
  if (kind == 'b') return PyBytes_FromStringAndSize(text, size);
  if (kind == 'I') {
    PyObject* digits = PyUnicode_FromStringAndSize(text, size);
    PyObject* number = digits ? PyLong_FromUnicodeObject(digits, 0) : nullptr;
    Py_XDECREF(digits);
    return number;
  }
  PyObject* str = PyUnicode_DecodeUTF8(text, size, "surrogatepass");
  if (str && (kind == 'n' || looks_like_name(text, size))) PyUnicode_InternInPlace(&str);
  return str;
}
CY_ONCE CY_UNUSED static PyObject* read_items(PyObject* const* constants, const char*& p, char kind) {
  Py_ssize_t count = static_cast<Py_ssize_t>(read_number(p));
  PyObject* tuple = PyTuple_New(count);
  if (!tuple) return nullptr;
  for (Py_ssize_t i = 0; i < count; ++i) PyTuple_SET_ITEM(tuple, i, new_reference(constants[read_number(p)]));
  if (kind == 't') return tuple;
  PyObject* set = PyFrozenSet_New(tuple);
  Py_DECREF(tuple);
  return set;
}
CY_ONCE CY_UNUSED static PyObject* read_constant(PyObject* const* constants, const char*& p) {
  char kind = *p++;
  switch (kind) {
    case 'N': return new_reference(Py_None);
    case 'T': return new_reference(Py_True);
    case 'F': return new_reference(Py_False);
    case 'E': return new_reference(Py_Ellipsis);
    case 'X': return new_reference(Py_NotImplemented);
    case 'i': {
      std::uint64_t n = read_number(p);
      return PyLong_FromLongLong(static_cast<long long>((n >> 1) ^ (0 - (n & 1))));
    }
    case 'f': return PyFloat_FromDouble(read_double(p));
    case 'j': return PyComplex_FromDoubles(0, read_double(p));
    case 't':
    case 'z': return read_items(constants, p, kind);
    case 'l': {
      PyObject* start = constants[read_number(p)];
      PyObject* stop = constants[read_number(p)];
      return PySlice_New(start, stop, constants[read_number(p)]);
    }
    default: return read_text(p, kind);
  }
}
// Fills constants[0 .. count); they live as long as the process.
CY_ONCE CY_UNUSED static int make_constants(PyObject** constants, Py_ssize_t count, const char* data) {
  for (Py_ssize_t i = 0; i < count; ++i) {
    constants[i] = read_constant(constants, data);
    if (!constants[i]) return -1;
    if (PyUnicode_CheckExact(constants[i])) PyObject_Hash(constants[i]);
  }
  return 0;
}

}  // namespace cy
