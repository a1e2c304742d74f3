// Linear forms over values that keep their value while a loop runs: constant + sum of coefficient * leaf.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ir/ir.h"

namespace cyrite::optimize {

// Something that is the same before the loop and in each of its rounds. `recipe` is an expression of pure instructions and loads of
// unchanged locals, which can be computed again before the loop.
struct Leaf {
  std::string key;          // equal keys: equal values
  ir::Value recipe = nullptr;
  bool outside = false;     // the recipe stands before the loop: it is used as it is
  bool not_negative = false;
};

struct Affine {
  std::map<int, std::int64_t> terms;  // leaf number -> coefficient, never 0
  std::int64_t constant = 0;
  bool is_constant() const { return terms.empty(); }
  friend bool operator==(const Affine&, const Affine&) = default;
  friend auto operator<=>(const Affine&, const Affine&) = default;
};

// a + factor * b; false when a coefficient grows too large to be exact.
bool add_scaled(Affine& a, const Affine& b, std::int64_t factor);
bool known_not_negative(const Affine&, const std::vector<Leaf>&);

// The value is at least one of `lower` and at most one of `upper` (none: no bound is known).
struct Interval {
  std::vector<Affine> lower, upper;
};

// What must hold before the loop: `form` >= 0, or, with a type, that it fits into the type.
struct Requirement {
  Affine form;
  const Type* fits = nullptr;
  friend bool operator==(const Requirement&, const Requirement&) = default;
};

}  // namespace cyrite::optimize
