// C++ objects in raw storage: constructed and destroyed where the code says so.
#pragma once
#include <new>
#include <type_traits>
#include <utility>

#include "cy/gil.h"
#include "cy/python.h"

namespace cy {

// Zero memory is "not constructed" (closures and frames start so).
template <class T>
struct Late {
  alignas(T) unsigned char bytes[sizeof(T)];
  bool constructed;
  Late() : constructed(false) {}
  Late(const Late&) = delete;
  // For OpenMP's lastprivate alone: the object of the thread that ran the last iteration is not used again.
  Late& operator=(const Late& other) {
    if (other.constructed) set(std::move(*const_cast<Late&>(other)));
    return *this;
  }
  ~Late() { reset(); }
  template <class... A>
  void emplace(A&&... a) {
    reset();
    new (static_cast<void*>(bytes)) T(std::forward<A>(a)...);
    constructed = true;
  }
  template <class V>
  void set(V&& value) {
    assign(std::forward<V>(value), std::is_assignable<T&, V&&>());
  }
  void reset() {
    if (constructed) reinterpret_cast<T*>(bytes)->~T();
    constructed = false;
  }
  T& operator*() { return *reinterpret_cast<T*>(bytes); }
  T* operator->() { return reinterpret_cast<T*>(bytes); }
  // A variable starts with its default value, where its class has one.
  T& get() {
    if (!constructed) start(std::is_default_constructible<T>());
    return **this;
  }
  bool has_value() const { return constructed; }

 private:
  template <class V>
  void assign(V&& value, std::true_type) {
    if (constructed) **this = std::forward<V>(value);
    else emplace(std::forward<V>(value));
  }
  template <class V>
  void assign(V&& value, std::false_type) {
    T made(std::forward<V>(value));
    emplace(std::move(made));
  }
  void start(std::true_type) { emplace(); }
  void start(std::false_type) {}
};
// A Python object in a C++ class of the program's own. C++ makes, copies and destroys it with the GIL or without.
struct ObjectMember {
  PyObject* object;
  ObjectMember() : object(Py_None) {
    WithGil gil;
    Py_INCREF(object);
  }
  ObjectMember(const ObjectMember& other) : object(other.object) {
    WithGil gil;
    Py_XINCREF(object);
  }
  ObjectMember& operator=(const ObjectMember& other) {
    WithGil gil;
    PyObject* old = object;
    object = other.object;
    Py_XINCREF(object);
    Py_XDECREF(old);
    return *this;
  }
  ~ObjectMember() {
    if (!Py_IsInitialized()) return;  // a variable of the module outlives Python
    WithGil gil;
    Py_XDECREF(object);
  }
};

// The address of a temporary, valid to the end of the full expression.
template <class T>
inline T* address_of(T&& value) {
  return &value;
}

// The address of an object whose class may overload operator&.
template <class T>
inline T* place_address(const T& object) {
  return reinterpret_cast<T*>(&const_cast<char&>(reinterpret_cast<const volatile char&>(object)));
}

}  // namespace cy
