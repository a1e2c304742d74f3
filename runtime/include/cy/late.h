// C++ objects in raw storage: constructed and destroyed where the code says so.
#pragma once
#include <new>
#include <utility>

#include "cy/python.h"

namespace cy {

// Zero memory is "not constructed" (closures and frames start so).
template <class T>
struct Late {
  alignas(T) unsigned char bytes[sizeof(T)];
  bool constructed;
  Late() : constructed(false) {}
  Late(const Late&) = delete;
  Late& operator=(const Late&) = delete;
  ~Late() { reset(); }
  template <class... A>
  void emplace(A&&... a) {
    reset();
    new (static_cast<void*>(bytes)) T(std::forward<A>(a)...);
    constructed = true;
  }
  void reset() {
    if (constructed) reinterpret_cast<T*>(bytes)->~T();
    constructed = false;
  }
  T& operator*() { return *reinterpret_cast<T*>(bytes); }
  T* operator->() { return reinterpret_cast<T*>(bytes); }
  bool has_value() const { return constructed; }
};
// The address of a temporary, valid to the end of the full expression.
template <class T>
inline T* address_of(T&& value) {
  return &value;
}

}  // namespace cy
