// Exact str objects and characters.
#pragma once
#include "cy/object.h"

namespace cy {

inline Py_ssize_t str_length(PyObject* s) {
  return CY_LIKELY(s != Py_None) ? PyUnicode_GET_LENGTH(s) : raise_type_error("object of type 'NoneType' has no len()");
}
inline Py_ssize_t str_size(PyObject* s) { return PyUnicode_GET_LENGTH(s); }
inline Py_UCS4 str_read(PyObject* s, Py_ssize_t i) { return PyUnicode_READ_CHAR(s, i); }
inline Py_ssize_t str_extent(PyObject* s) { return s == Py_None ? 0 : PyUnicode_GET_LENGTH(s); }
inline Py_UCS4 str_getitem(PyObject* s, Py_ssize_t i, int wraparound, int boundscheck) {
  Py_ssize_t n = PyUnicode_GET_LENGTH(s);
  if (wraparound && i < 0) i += n;
  if (!boundscheck || CY_LIKELY(static_cast<std::size_t>(i) < static_cast<std::size_t>(n))) return PyUnicode_READ_CHAR(s, i);
  return static_cast<Py_UCS4>(raise_index_text("string index out of range"));
}
CY_UNUSED static PyObject* str_getitem_object(PyObject* s, Py_ssize_t i, int wraparound, int boundscheck) {
  Py_UCS4 c = str_getitem(s, i, wraparound, boundscheck);
  return CY_UNLIKELY(c == static_cast<Py_UCS4>(-1)) ? nullptr : PyUnicode_FromOrdinal(static_cast<int>(c));
}
CY_UNUSED static PyObject* str_getslice(PyObject* s, Py_ssize_t start, Py_ssize_t stop) {
  PySlice_AdjustIndices(PyUnicode_GET_LENGTH(s), &start, &stop, 1);
  return PyUnicode_Substring(s, start, stop > start ? stop : start);
}

// ---- putting together
inline PyObject* str_concat(PyObject* a, PyObject* b) { return PyUnicode_Concat(a, b); }
// In place when nobody else holds the str.
inline int str_append(PyObject*& place, PyObject* s) {
  if (CY_UNLIKELY(!PyUnicode_CheckExact(place) || !PyUnicode_CheckExact(s))) {
    PyObject* result = PyNumber_InPlaceAdd(place, s);
    if (!result) return -1;
    PyObject* old = place;
    place = result;
    Py_DECREF(old);
    return 0;
  }
  PyObject* kept = place;
  if (Py_REFCNT(kept) == 1) {  // PyUnicode_Append drops the reference when it fails: keep the variable bound
    PyObject* result = place;
    place = nullptr;
    PyUnicode_Append(&result, s);
    place = result ? result : new_reference(Py_None);
    return result ? 0 : -1;
  }
  PyObject* result = PyUnicode_Concat(kept, s);
  if (CY_UNLIKELY(!result)) return -1;
  place = result;
  Py_DECREF(kept);
  return 0;
}
inline PyObject* str_repeat(PyObject* s, Py_ssize_t times) { return PySequence_Repeat(s, times); }
inline PyObject* str_join(PyObject* separator, PyObject* iterable) { return PyUnicode_Join(separator, iterable); }
CY_UNUSED static PyObject* str_join_array(PyObject* const* parts, int count) {
  Py_ssize_t length = 0;
  Py_UCS4 largest = 0;
  for (int k = 0; k < count; ++k) {
#if PY_VERSION_HEX < 0x030C0000
    if (CY_UNLIKELY(PyUnicode_READY(parts[k]) < 0)) return nullptr;
#endif
    Py_ssize_t n = PyUnicode_GET_LENGTH(parts[k]);
    if (CY_UNLIKELY(n > PY_SSIZE_T_MAX - length)) {
      raise_overflow_text("join() result is too long for a Python string");
      return nullptr;
    }
    length += n;
    Py_UCS4 here = n ? PyUnicode_MAX_CHAR_VALUE(parts[k]) : 0;
    if (here > largest) largest = here;
  }
  PyObject* result = PyUnicode_New(length, largest);
  if (CY_UNLIKELY(!result) || length == 0) return result;
  int kind = static_cast<int>(PyUnicode_KIND(result));
  char* out = static_cast<char*>(PyUnicode_DATA(result));
  Py_ssize_t at = 0;
  for (int k = 0; k < count; ++k) {
    Py_ssize_t n = PyUnicode_GET_LENGTH(parts[k]);
    if (static_cast<int>(PyUnicode_KIND(parts[k])) == kind) std::memcpy(out + at * kind, PyUnicode_DATA(parts[k]), static_cast<std::size_t>(n * kind));
    else PyUnicode_CopyCharacters(result, at, parts[k], 0, n);
    at += n;
  }
  return result;
}
template <class... Parts>
inline PyObject* str_join_parts(Parts... parts) {
  PyObject* const array[] = {parts...};
  return str_join_array(array, static_cast<int>(sizeof...(Parts)));
}
CY_UNUSED static PyObject* str_modulo(PyObject* format, PyObject* values) {
  // A class derived from str may define __rmod__ for its instances.
  if (CY_UNLIKELY(!PyUnicode_CheckExact(format) || (PyUnicode_Check(values) && !PyUnicode_CheckExact(values))))
    return PyNumber_Remainder(format, values);
  return PyUnicode_Format(format, values);
}
inline PyObject* str_from_ordinal(Py_ssize_t code) {
  if (CY_UNLIKELY(code < 0 || code > 0x10FFFF)) {
    raise_value_error("chr() arg not in range(0x110000)");
    return nullptr;
  }
  return PyUnicode_FromOrdinal(static_cast<int>(code));
}

// ---- comparing and searching
CY_UNUSED static int str_compare(PyObject* a, PyObject* b, int op) {
  if (a == b) return op == Py_EQ;
  if (CY_LIKELY(PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))) return str_quick_equal(a, b) == (op == Py_EQ);
  if ((a == Py_None && PyUnicode_CheckExact(b)) || (b == Py_None && PyUnicode_CheckExact(a))) return op == Py_NE;
  return compare_truth_general(a, b, op);
}
inline int str_contains(PyObject* part, PyObject* s) { return PyUnicode_Contains(s, part); }
template <class C>
inline int str_contains_ucs4(C character, PyObject* s) {
  Py_ssize_t at = PyUnicode_FindChar(s, static_cast<Py_UCS4>(character), 0, PyUnicode_GET_LENGTH(s), 1);
  return CY_UNLIKELY(at < -1) ? -1 : at >= 0;
}
// -1 is also "not found"; the C API's own -2 is the error.
inline Py_ssize_t str_find(PyObject* s, PyObject* part, Py_ssize_t start, Py_ssize_t stop) {
  Py_ssize_t at = PyUnicode_Find(s, part, start, stop, 1);
  return at < 0 ? -1 : at;
}
inline Py_ssize_t str_rfind(PyObject* s, PyObject* part, Py_ssize_t start, Py_ssize_t stop) {
  Py_ssize_t at = PyUnicode_Find(s, part, start, stop, -1);
  return at < 0 ? -1 : at;
}
inline Py_ssize_t str_count(PyObject* s, PyObject* part, Py_ssize_t start, Py_ssize_t stop) { return PyUnicode_Count(s, part, start, stop); }
CY_UNUSED static int str_tail_match(PyObject* s, PyObject* part, Py_ssize_t start, Py_ssize_t stop, int direction) {
  if (CY_LIKELY(!PyTuple_Check(part))) return static_cast<int>(PyUnicode_Tailmatch(s, part, start, stop, direction));
  for (Py_ssize_t i = 0, n = PyTuple_GET_SIZE(part); i < n; ++i) {
    int found = static_cast<int>(PyUnicode_Tailmatch(s, PyTuple_GET_ITEM(part, i), start, stop, direction));
    if (found) return found;
  }
  return 0;
}
inline int str_startswith(PyObject* s, PyObject* part, Py_ssize_t start, Py_ssize_t stop) { return str_tail_match(s, part, start, stop, -1); }
inline int str_endswith(PyObject* s, PyObject* part, Py_ssize_t start, Py_ssize_t stop) { return str_tail_match(s, part, start, stop, 1); }
inline PyObject* str_replace(PyObject* s, PyObject* from, PyObject* to, Py_ssize_t times) { return PyUnicode_Replace(s, from, to, times); }
inline PyObject* str_split(PyObject* s, PyObject* separator, Py_ssize_t times) {
  return PyUnicode_Split(s, separator == Py_None ? nullptr : separator, times);
}
inline PyObject* str_splitlines(PyObject* s, int keep_ends) { return PyUnicode_Splitlines(s, keep_ends); }
CY_UNUSED static PyObject* str_encode(PyObject* s, const char* encoding, const char* errors) {
  if (!errors && (!encoding || !std::strcmp(encoding, "utf-8") || !std::strcmp(encoding, "utf8"))) return PyUnicode_AsUTF8String(s);
  return PyUnicode_AsEncodedString(s, encoding, errors);
}

// ---- characters
template <class C>
inline int ucs4_isalnum(C c) { return Py_UNICODE_ISALNUM(static_cast<Py_UCS4>(c)); }
template <class C>
inline int ucs4_isalpha(C c) { return Py_UNICODE_ISALPHA(static_cast<Py_UCS4>(c)); }
template <class C>
inline int ucs4_isdecimal(C c) { return Py_UNICODE_ISDECIMAL(static_cast<Py_UCS4>(c)); }
template <class C>
inline int ucs4_isdigit(C c) { return Py_UNICODE_ISDIGIT(static_cast<Py_UCS4>(c)); }
template <class C>
inline int ucs4_islower(C c) { return Py_UNICODE_ISLOWER(static_cast<Py_UCS4>(c)); }
template <class C>
inline int ucs4_isnumeric(C c) { return Py_UNICODE_ISNUMERIC(static_cast<Py_UCS4>(c)); }
template <class C>
inline int ucs4_isprintable(C c) { return Py_UNICODE_ISPRINTABLE(static_cast<Py_UCS4>(c)); }
template <class C>
inline int ucs4_isspace(C c) { return Py_UNICODE_ISSPACE(static_cast<Py_UCS4>(c)); }
template <class C>
inline int ucs4_istitle(C c) { return Py_UNICODE_ISTITLE(static_cast<Py_UCS4>(c)) || Py_UNICODE_ISUPPER(static_cast<Py_UCS4>(c)); }
template <class C>
inline int ucs4_isupper(C c) { return Py_UNICODE_ISUPPER(static_cast<Py_UCS4>(c)); }
template <class C>
inline Py_UCS4 ucs4_to_lower(C c) { return Py_UNICODE_TOLOWER(static_cast<Py_UCS4>(c)); }
template <class C>
inline Py_UCS4 ucs4_to_upper(C c) { return Py_UNICODE_TOUPPER(static_cast<Py_UCS4>(c)); }
#if 1  // one chunk: the C API has marked the title case function deprecated since 3.3 without giving another
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
template <class C>
inline Py_UCS4 ucs4_to_title(C c) { return Py_UNICODE_TOTITLE(static_cast<Py_UCS4>(c)); }
#pragma GCC diagnostic pop
#endif

}  // namespace cy
