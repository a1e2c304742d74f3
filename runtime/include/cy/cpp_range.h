// Iterating over a C++ container.
#pragma once
#include "cy/late.h"

namespace cy {

template <class Container>
struct CppRange {
  using Iterator = decltype(std::declval<Container&>().begin());
  Late<Iterator> at, end;
  template <class C>
  void start(C&& container) {
    at.emplace(container.begin());
    end.emplace(container.end());
  }
  bool more() { return *at != *end; }
  auto value() -> decltype(**at) { return **at; }
  void next() { ++*at; }
};

}  // namespace cy
