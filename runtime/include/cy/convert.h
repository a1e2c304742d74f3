// C numbers and characters from and to Python objects.
#pragma once
#include "cy/number.h"

namespace cy {

// How Cython names a C integer type in its messages.
template <class T>
constexpr const char* c_type_name() {
  if (std::is_same<T, char>::value) return "char";
  if (std::is_same<T, signed char>::value) return "signed char";
  if (std::is_same<T, unsigned char>::value) return "unsigned char";
  if (std::is_same<T, short>::value) return "short";
  if (std::is_same<T, unsigned short>::value) return "unsigned short";
  if (std::is_same<T, int>::value) return "int";
  if (std::is_same<T, unsigned int>::value) return "unsigned int";
  if (std::is_same<T, long>::value) return "long";
  if (std::is_same<T, unsigned long>::value) return "unsigned long";
  if (std::is_same<T, long long>::value) return "PY_LONG_LONG";
  if (std::is_same<T, unsigned long long>::value) return "unsigned PY_LONG_LONG";
  if (sizeof(T) == 16) return static_cast<T>(-1) < static_cast<T>(0) ? "__int128_t" : "__uint128_t";
  return "integer";
}

CY_COLD CY_UNUSED static int raise_negative_conversion(const char* type_name) {
  PyErr_Format(PyExc_OverflowError, "can't convert negative value to %.200s", type_name);
  return -1;
}
CY_COLD CY_UNUSED static int raise_large_conversion(const char* type_name) {
  PyErr_Format(PyExc_OverflowError, "value too large to convert to %.200s", type_name);
  return -1;
}
// The int that __int__ gives: a new reference to an int object (a derived class is warned about).
CY_COLD CY_UNUSED static PyObject* int_by_method(PyObject* o) {
  PyNumberMethods* number = Py_TYPE(o)->tp_as_number;
  if (PyLong_Check(o)) return new_reference(o);
  PyObject* result = number && number->nb_int ? number->nb_int(o) : number && number->nb_index ? number->nb_index(o) : nullptr;
  if (!result) {
    if (!PyErr_Occurred()) raise_type_error("an integer is required");
    return nullptr;
  }
  if (PyLong_CheckExact(result)) return result;
  int status = -1;
  if (PyLong_Check(result))
    status = PyErr_WarnFormat(PyExc_DeprecationWarning, 1,
                              "__int__ returned non-int (type %.200s).  The ability to return an instance of a strict subclass of int "
                              "is deprecated, and may be removed in a future version of Python.",
                              Py_TYPE(result)->tp_name);
  else
    raise_with_type(PyExc_TypeError, "__int__ returned non-int (type %.200s)", result);
  if (status < 0) Py_CLEAR(result);
  return result;
}
// Any object to a C integer within limits. Digits that cannot fit give CPython's own message, as in Cython.
CY_COLD CY_UNUSED static std::int64_t signed_from_object(PyObject* o, std::int64_t low, std::int64_t high, const char* type_name) {
  PyObject* value = int_by_method(o);
  if (!value) return -1;
  long long result = PyLong_AsLongLong(value);
  if (result == -1 && PyErr_Occurred()) {
    if (PyErr_ExceptionMatches(PyExc_OverflowError))
      raise_overflow_text("Python int too large to convert to C long");
  } else if (result < low || result > high) {
    result = raise_large_conversion(type_name);
  }
  Py_DECREF(value);
  return result;
}
CY_COLD CY_UNUSED static std::uint64_t unsigned_from_object(PyObject* o, std::uint64_t high, const char* type_name) {
  PyObject* value = int_by_method(o);
  if (!value) return static_cast<std::uint64_t>(-1);
  std::uint64_t result = static_cast<std::uint64_t>(-1);
  if (int_sign(value) < 0) {
    raise_negative_conversion(type_name);
  } else {
    result = PyLong_AsUnsignedLongLong(value);
    if (result == static_cast<std::uint64_t>(-1) && PyErr_Occurred()) {
      if (PyErr_ExceptionMatches(PyExc_OverflowError)) raise_overflow_text("Python int too large to convert to C unsigned long");
    } else if (result > high) {
      result = static_cast<std::uint64_t>(raise_large_conversion(type_name));
    }
  }
  Py_DECREF(value);
  return result;
}
// 128-bit integers.
template <class T>
CY_COLD T wide_int_from_object(PyObject* o, const char* type_name) {
  PyObject* value = int_by_method(o);
  if (!value) return static_cast<T>(-1);
  constexpr bool is_unsigned = static_cast<T>(-1) > static_cast<T>(0);
  T result = static_cast<T>(-1);
  if (is_unsigned && int_sign(value) < 0) {
    raise_negative_conversion(type_name);
  } else {
#if PY_VERSION_HEX >= 0x030D0000
    Py_ssize_t size = PyLong_AsNativeBytes(value, &result, sizeof(T),
                                           Py_ASNATIVEBYTES_NATIVE_ENDIAN | (is_unsigned ? Py_ASNATIVEBYTES_UNSIGNED_BUFFER : 0));
    if (size > static_cast<Py_ssize_t>(sizeof(T))) result = static_cast<T>(raise_large_conversion(type_name));
#else
    if (_PyLong_AsByteArray(reinterpret_cast<PyLongObject*>(value), reinterpret_cast<unsigned char*>(&result), sizeof(T),
                            PY_LITTLE_ENDIAN, !is_unsigned) < 0)
      result = static_cast<T>(-1);
#endif
  }
  Py_DECREF(value);
  return result;
}
template <class T>
inline T int_from_object(PyObject* o, const char* type_name = c_type_name<T>()) {
  constexpr bool is_unsigned = static_cast<T>(-1) > static_cast<T>(0);
  if (CY_LIKELY(PyLong_Check(o)) && CY_LIKELY(int_is_compact(o))) {
    Py_ssize_t v = int_compact_value(o);
    T result = static_cast<T>(v);
    if (CY_LIKELY(static_cast<Py_ssize_t>(result) == v && !(is_unsigned && v < 0))) return result;
  }
  if constexpr (sizeof(T) > 8) {
    return wide_int_from_object<T>(o, type_name);
  } else if constexpr (is_unsigned) {
    return static_cast<T>(unsigned_from_object(o, static_cast<T>(-1), type_name));
  } else {
    constexpr std::int64_t high = static_cast<std::int64_t>((std::uint64_t{1} << (8 * sizeof(T) - 1)) - 1);
    return static_cast<T>(signed_from_object(o, -high - 1, high, type_name));
  }
}

template <class T>
inline T int_from_object_named(PyObject* o, const char* type_name) {
  return int_from_object<T>(o, type_name);
}

template <class T>
inline PyObject* int_to_object(T value) {
  if constexpr (sizeof(T) > 8) {
#if PY_VERSION_HEX >= 0x030D0000
    return static_cast<T>(-1) > static_cast<T>(0) ? PyLong_FromUnsignedNativeBytes(&value, sizeof(T), Py_ASNATIVEBYTES_NATIVE_ENDIAN)
                                                  : PyLong_FromNativeBytes(&value, sizeof(T), Py_ASNATIVEBYTES_NATIVE_ENDIAN);
#else
    return _PyLong_FromByteArray(reinterpret_cast<const unsigned char*>(&value), sizeof(T), PY_LITTLE_ENDIAN,
                                 !(static_cast<T>(-1) > static_cast<T>(0)));
#endif
  } else if constexpr (sizeof(T) < sizeof(long) || !(static_cast<T>(-1) > static_cast<T>(0))) {
    return new_int(static_cast<std::int64_t>(value));
  } else {
    return PyLong_FromUnsignedLongLong(static_cast<unsigned long long>(value));
  }
}
inline PyObject* bool_to_object(int truth) { return new_reference(truth ? Py_True : Py_False); }

template <class T, bool = std::is_enum<T>::value>
struct EnumValue {
  using type = typename std::underlying_type<T>::type;
};
template <class T>
struct EnumValue<T, false> {
  using type = T;
};
template <class T>
inline T enum_from_object(PyObject* o, const char* type_name = "enum") {
  return static_cast<T>(int_from_object<typename EnumValue<T>::type>(o, type_name));
}
template <class T>
inline PyObject* enum_to_object(T value) {
  return int_to_object(static_cast<typename EnumValue<T>::type>(value));
}

// ---- floating numbers
inline double double_from_object(PyObject* o) {
  double value;
  return CY_LIKELY(quick_double(o, value)) ? value : PyFloat_AsDouble(o);
}
template <class T>
inline T float_from_object(PyObject* o) {
  return static_cast<T>(double_from_object(o));
}
inline PyObject* double_to_object(double value) { return new_float(value); }
CY_UNUSED static double double_from_text(PyObject* o) {
  double value;
  if (quick_double(o, value)) return value;
  PyObject* number = PyNumber_Float(o);
  if (CY_UNLIKELY(!number)) return -1;
  value = PyFloat_AS_DOUBLE(number);
  Py_DECREF(number);
  return value;
}

// ---- indices and hashes
CY_UNUSED static Py_ssize_t size_from_index(PyObject* o) {
  if (CY_LIKELY(PyLong_Check(o))) return CY_LIKELY(int_is_compact(o)) ? int_compact_value(o) : PyLong_AsSsize_t(o);
  PyObject* index = PyNumber_Index(o);
  if (CY_UNLIKELY(!index)) return -1;
  Py_ssize_t value = PyLong_AsSsize_t(index);
  Py_DECREF(index);
  return value;
}
// A slice bound is cut to the range of Py_ssize_t, as Python does.
CY_UNUSED static Py_ssize_t slice_bound_from_object(PyObject* o, Py_ssize_t otherwise) {
  if (o == Py_None) return otherwise;
  Py_ssize_t value;
  return _PyEval_SliceIndex(o, &value) ? value : -1;
}
// What __hash__ returned: an int that is too large is hashed itself, as Python does.
CY_UNUSED static Py_hash_t hash_of_result(PyObject* o) {
  Py_hash_t hash = static_cast<Py_hash_t>(size_from_index(o));
  if (CY_LIKELY(hash != -1) || !PyLong_Check(o) || !PyErr_Occurred() || !PyErr_ExceptionMatches(PyExc_OverflowError)) return hash;
  PyErr_Clear();
  return PyObject_Hash(o);
}
inline Py_hash_t hash_from_object(PyObject* o) { return static_cast<Py_hash_t>(size_from_index(o)); }

// ---- characters
CY_COLD CY_UNUSED static long raise_character_length(Py_ssize_t length, const char* type_name) {
  PyErr_Format(PyExc_ValueError, "only single character unicode strings can be converted to %s, got length %zd", type_name, length);
  return -1;
}
CY_UNUSED static long character_from_object(PyObject* o, long limit, const char* type_name) {
  if (CY_LIKELY(PyUnicode_Check(o))) {
    Py_ssize_t length = PyUnicode_GET_LENGTH(o);
    return CY_LIKELY(length == 1) ? static_cast<long>(PyUnicode_READ_CHAR(o, 0)) : raise_character_length(length, type_name);
  }
  long value = int_from_object<long>(o);
  if (CY_LIKELY(value >= 0 && value <= limit)) return value;
  if (value >= 0) return PyErr_Format(PyExc_OverflowError, "value too large to convert to %s", type_name), -1;
  if (!PyErr_Occurred()) PyErr_Format(PyExc_OverflowError, "cannot convert negative value to %s", type_name);
  return -1;
}
inline Py_UCS4 ucs4_from_object(PyObject* o) { return static_cast<Py_UCS4>(character_from_object(o, 0x10FFFF, "Py_UCS4")); }
template <class T>
inline T wide_char_from_object(PyObject* o) {
  return static_cast<T>(character_from_object(o, sizeof(T) == 2 ? 0xFFFF : 0x10FFFF, "Py_UNICODE"));
}
template <class T>
inline PyObject* ucs4_to_object(T value) {
  return PyUnicode_FromOrdinal(static_cast<int>(value));
}
CY_UNUSED static int byte_of_bytes(PyObject* o) {
  if (PyBytes_Check(o) && PyBytes_GET_SIZE(o) == 1) return static_cast<unsigned char>(PyBytes_AS_STRING(o)[0]);
  if (PyBytes_Check(o))
    PyErr_Format(PyExc_ValueError, "only single character bytes can be converted to char, got length %zd", PyBytes_GET_SIZE(o));
  else
    raise_with_type(PyExc_TypeError, "expected bytes of length one, got %.200s", o);
  return -1;
}
template <class T>
inline T char_from_bytes(PyObject* o) {
  return static_cast<T>(byte_of_bytes(o));
}
template <class T>
inline PyObject* char_to_bytes(T value) {
  char c = static_cast<char>(value);
  return PyBytes_FromStringAndSize(&c, 1);
}
template <class T>
CY_UNUSED static PyObject* byte_to_bytes(T value) {
  bool fits = !(value < T(0)) && static_cast<std::uint64_t>(value) < 256;
  if (CY_LIKELY(fits)) return char_to_bytes(value);
  raise_overflow("value too large to pack into a byte");
  return nullptr;
}

// ---- int(x) of a floating number where a C integer is wanted
CY_COLD CY_UNUSED static void raise_not_integer(bool is_nan, bool is_infinite) {
  if (is_nan) raise_with_gil(PyExc_ValueError, "cannot convert float NaN to integer");
  else raise_overflow(is_infinite ? "cannot convert float infinity to integer" : "value too large to convert to a C integer");
}
template <class T, class C>
inline T integer_of_float(C value) {
  // Powers of two: a floating number holds them exactly, which it need not do with the largest integer itself.
  constexpr C half = static_cast<C>(std::numeric_limits<T>::max() / 2 + 1);
  constexpr C low = std::is_signed<T>::value ? -half * 2 : C(0);
  C whole = std::trunc(value);
  if (CY_LIKELY(whole >= low && whole < half * 2)) return static_cast<T>(whole);
  raise_not_integer(std::isnan(value), std::isinf(value));
  return static_cast<T>(-1);
}

// ---- overflowcheck of a cast
template <class T, class C>
inline T integer_cast_checked(C value) {
  T result = static_cast<T>(value);
  bool kept = static_cast<C>(result) == value && (result < T(0)) == (value < C(0));
  if (CY_UNLIKELY(!kept)) raise_overflow("value too large");
  return result;
}

}  // namespace cy
