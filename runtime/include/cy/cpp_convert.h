// Containers, strings, pairs ... of C++ libraries from and to Python objects. They are known by what they can do, so this header
// includes none of theirs.
#pragma once
#include "cy/conversion.h"

namespace cy {

enum class CppShape { Value, String, StringView, Sequence, FrontSequence, Set, Map, Pair, Complex, Optional };

// What a class has: each question is answered by whether its signature can be formed.
template <class T>
struct CppTraits {
  template <class U, class = typename U::traits_type, class = typename U::const_iterator> static std::true_type text(int);
  template <class U> static std::false_type text(...);
  template <class U, class = decltype(std::declval<U&>().c_str())> static std::true_type owns_text(int);
  template <class U> static std::false_type owns_text(...);
  template <class U, class = typename U::mapped_type, class = typename U::key_type> static std::true_type map(int);
  template <class U> static std::false_type map(...);
  template <class U, class = typename U::key_type, class = typename U::const_iterator> static std::true_type set(int);
  template <class U> static std::false_type set(...);
  template <class U, class = decltype(std::declval<U&>().push_back(std::declval<typename U::value_type>()))> static std::true_type sequence(int);
  template <class U> static std::false_type sequence(...);
  template <class U, class = decltype(std::declval<U&>().push_front(std::declval<typename U::value_type>()))> static std::true_type front(int);
  template <class U> static std::false_type front(...);
  template <class U, class = typename U::first_type, class = typename U::second_type> static std::true_type pair(int);
  template <class U> static std::false_type pair(...);
  template <class U, class = typename U::value_type, class = decltype(std::declval<U&>().imag())> static std::true_type complex(int);
  template <class U> static std::false_type complex(...);
  template <class U, class = typename U::value_type, class = decltype(std::declval<U&>().has_value())> static std::true_type optional(int);
  template <class U> static std::false_type optional(...);
  static constexpr CppShape shape = decltype(text<T>(0))::value ? decltype(owns_text<T>(0))::value ? CppShape::String : CppShape::StringView
                                    : decltype(map<T>(0))::value      ? CppShape::Map
                                    : decltype(set<T>(0))::value      ? CppShape::Set
                                    : decltype(sequence<T>(0))::value ? CppShape::Sequence
                                    : decltype(front<T>(0))::value    ? CppShape::FrontSequence
                                    : decltype(pair<T>(0))::value     ? CppShape::Pair
                                    : decltype(complex<T>(0))::value  ? CppShape::Complex
                                    : decltype(optional<T>(0))::value ? CppShape::Optional
                                                                      : CppShape::Value;
};

// `from` gives a default value with an exception set when it fails.
template <class T, CppShape shape = CppTraits<T>::shape>
struct CppConversion {
  static PyObject* to(const T& value) { return Conversion<T>::to(value); }
  static T from(PyObject* o) { return Conversion<T>::from(o); }
};

template <class T>
PyObject* cpp_text_to_object(const T& value) {
  Py_ssize_t size = static_cast<Py_ssize_t>(value.size());
#if CY_STRING_TYPE == 1
  return CY_STRING_ENCODING == 2 ? PyUnicode_DecodeASCII(value.data(), size, nullptr) : PyUnicode_DecodeUTF8(value.data(), size, nullptr);
#elif CY_STRING_TYPE == 2
  return PyByteArray_FromStringAndSize(value.data(), size);
#else
  return PyBytes_FromStringAndSize(value.data(), size);
#endif
}
template <class T>
T cpp_text_from_object(PyObject* o) {
  Py_ssize_t size = 0;
  const char* text = object_as_chars(o, CY_STRING_ENCODING, &size);
  return text ? T(text, static_cast<std::size_t>(size)) : T();
}
template <class T>
struct CppConversion<T, CppShape::String> {
  static PyObject* to(const T& value) { return cpp_text_to_object(value); }
  static T from(PyObject* o) { return cpp_text_from_object<T>(o); }
};
template <class T>
struct CppConversion<T, CppShape::StringView> {
  static PyObject* to(const T& value) { return cpp_text_to_object(value); }
  static T from(PyObject* o) { return cpp_text_from_object<T>(o); }
};

// Calls take(item) for each item until it fails.
template <class Take>
bool cpp_each_item(PyObject* iterable, Take take) {
  PyObject* iterator = PyObject_GetIter(iterable);
  if (!iterator) return false;
  while (PyObject* item = PyIter_Next(iterator)) {
    take(item);
    Py_DECREF(item);
    if (PyErr_Occurred()) break;
  }
  Py_DECREF(iterator);
  return !PyErr_Occurred();
}
template <class T>
PyObject* cpp_to_list(const T& container) {
  PyObject* list = PyList_New(0);
  if (!list) return nullptr;
  for (auto at = container.begin(); at != container.end(); ++at) {
    PyObject* item = CppConversion<typename T::value_type>::to(*at);
    if (!item || PyList_Append(list, item) < 0) {
      Py_XDECREF(item);
      Py_DECREF(list);
      return nullptr;
    }
    Py_DECREF(item);
  }
  return list;
}
template <class T>
auto cpp_reserve(T& container, PyObject* o, int) -> decltype(container.reserve(1)) {
  Py_ssize_t size = PyObject_LengthHint(o, 0);
  if (size > 0) container.reserve(static_cast<std::size_t>(size));
  else if (size < 0) PyErr_Clear();
}
template <class T>
void cpp_reserve(T&, PyObject*, long) {}
template <class T>
struct CppConversion<T, CppShape::Sequence> {
  static PyObject* to(const T& value) { return cpp_to_list(value); }
  static T from(PyObject* o) {
    using Item = typename T::value_type;
    T made;
    if (PyList_Check(o) || PyTuple_Check(o)) cpp_reserve(made, o, 0);
    cpp_each_item(o, [&](PyObject* item) {
      Item value = CppConversion<Item>::from(item);
      if (!PyErr_Occurred()) made.push_back(std::move(value));
    });
    return made;
  }
};
template <class T>
struct CppConversion<T, CppShape::FrontSequence> {
  static PyObject* to(const T& value) { return cpp_to_list(value); }
  static T from(PyObject* o) {
    using Item = typename T::value_type;
    T made;
    auto last = made.before_begin();
    cpp_each_item(o, [&](PyObject* item) {
      Item value = CppConversion<Item>::from(item);
      if (!PyErr_Occurred()) last = made.insert_after(last, std::move(value));
    });
    return made;
  }
};
template <class T>
struct CppConversion<T, CppShape::Set> {
  static PyObject* to(const T& value) {
    PyObject* set = PySet_New(nullptr);
    for (auto at = value.begin(); set && at != value.end(); ++at) {
      PyObject* item = CppConversion<typename T::key_type>::to(*at);
      if (!item || PySet_Add(set, item) < 0) Py_CLEAR(set);
      Py_XDECREF(item);
    }
    return set;
  }
  static T from(PyObject* o) {
    using Item = typename T::key_type;
    T made;
    cpp_each_item(o, [&](PyObject* item) {
      Item value = CppConversion<Item>::from(item);
      if (!PyErr_Occurred()) made.insert(std::move(value));
    });
    return made;
  }
};
// A pair of objects, borrowed from the item while it lives.
CY_UNUSED static bool cpp_split_pair(PyObject* item, PyObject* parts[2]) {
  PyObject* tuple = PySequence_Tuple(item);
  if (!tuple) return false;
  Py_ssize_t size = PyTuple_GET_SIZE(tuple);
  if (size == 2) {
    for (int k = 0; k < 2; ++k) parts[k] = new_reference(PyTuple_GET_ITEM(tuple, k));
  } else if (size > 2) {
    PyErr_SetString(PyExc_ValueError, "too many values to unpack (expected 2)");
  } else {
    PyErr_Format(PyExc_ValueError, "need more than %zd value%s to unpack", size, size == 1 ? "" : "s");
  }
  Py_DECREF(tuple);
  return size == 2;
}
template <class T>
struct CppConversion<T, CppShape::Pair> {
  using First = typename std::remove_const<typename T::first_type>::type;
  using Second = typename T::second_type;
  static PyObject* to(const T& value) {
    PyObject* first = CppConversion<First>::to(value.first);
    if (!first) return nullptr;
    PyObject* second = CppConversion<Second>::to(value.second);
    PyObject* pair = second ? PyTuple_Pack(2, first, second) : nullptr;
    Py_DECREF(first);
    Py_XDECREF(second);
    return pair;
  }
  static T from(PyObject* o) {
    PyObject* parts[2];
    if (!cpp_split_pair(o, parts)) return T();
    First first = CppConversion<First>::from(parts[0]);
    Second second = PyErr_Occurred() ? Second() : CppConversion<Second>::from(parts[1]);
    Py_DECREF(parts[0]);
    Py_DECREF(parts[1]);
    return T(std::move(first), std::move(second));
  }
};
template <class T>
struct CppConversion<T, CppShape::Map> {
  using Key = typename T::key_type;
  using Mapped = typename T::mapped_type;
  static PyObject* to(const T& value) {
    PyObject* dict = PyDict_New();
    for (auto at = value.begin(); dict && at != value.end(); ++at) {
      PyObject* key = CppConversion<Key>::to(at->first);
      PyObject* mapped = key ? CppConversion<Mapped>::to(at->second) : nullptr;
      if (!mapped || PyDict_SetItem(dict, key, mapped) < 0) Py_CLEAR(dict);
      Py_XDECREF(key);
      Py_XDECREF(mapped);
    }
    return dict;
  }
  static T from(PyObject* o) {
    T made;
    PyObject* items = o == Py_None ? nullptr : PyMapping_Items(o);
    if (o == Py_None) PyErr_SetString(PyExc_AttributeError, "'NoneType' object has no attribute 'items'");
    if (!items) return made;
    cpp_each_item(items, [&](PyObject* item) {
      PyObject* parts[2];
      if (!cpp_split_pair(item, parts)) return;
      Key key = CppConversion<Key>::from(parts[0]);
      if (!PyErr_Occurred()) {
        Mapped mapped = CppConversion<Mapped>::from(parts[1]);
        if (!PyErr_Occurred()) made.insert(typename T::value_type(std::move(key), std::move(mapped)));
      }
      Py_DECREF(parts[0]);
      Py_DECREF(parts[1]);
    });
    Py_DECREF(items);
    return made;
  }
};
template <class T>
struct CppConversion<T, CppShape::Complex> {
  static PyObject* to(const T& value) { return PyComplex_FromDoubles(static_cast<double>(value.real()), static_cast<double>(value.imag())); }
  static T from(PyObject* o) {
    Py_complex value = PyComplex_AsCComplex(o);
    using Real = typename T::value_type;
    return T(static_cast<Real>(value.real), static_cast<Real>(value.imag));
  }
};
template <class T>
struct CppConversion<T, CppShape::Optional> {
  static PyObject* to(const T& value) { return value.has_value() ? CppConversion<typename T::value_type>::to(*value) : new_reference(Py_None); }
  static T from(PyObject* o) {
    if (o == Py_None) return T();
    return T(CppConversion<typename T::value_type>::from(o));
  }
};

// ---- std::string and std::string_view
template <class T>
PyObject* cpp_string_to_bytes(const T& text) {
  return PyBytes_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size()));
}
template <class T>
PyObject* cpp_string_to_bytearray(const T& text) {
  return PyByteArray_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size()));
}
template <class T>
PyObject* cpp_string_to_str(const T& text) {
  Py_ssize_t size = static_cast<Py_ssize_t>(text.size());
  return CY_STRING_ENCODING == 2 ? PyUnicode_DecodeASCII(text.data(), size, nullptr) : PyUnicode_DecodeUTF8(text.data(), size, nullptr);
}
template <class T>
PyObject* cpp_string_slice(const T& text, Py_ssize_t start, Py_ssize_t stop) {
  Py_ssize_t size = static_cast<Py_ssize_t>(text.size());
  if (start < 0) start = start + size < 0 ? 0 : start + size;
  if (stop < 0) stop += size;
  if (stop > size) stop = size;
  return stop > start ? PyBytes_FromStringAndSize(text.data() + start, stop - start) : PyBytes_FromStringAndSize("", 0);
}

template <class T>
inline PyObject* cpp_to_object(const T& value) {
  return CppConversion<T>::to(value);
}
template <class T>
inline T cpp_from_object(PyObject* o) {
  return CppConversion<T>::from(o);
}

}  // namespace cy
