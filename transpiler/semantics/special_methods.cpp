// The table of special methods.
#include "semantics/special_methods.h"

namespace cyrite {

const SpecialMethod* find_special_method(std::string_view name) {
  static constexpr SpecialMethod rows[] = {
#define SPECIAL(name, arity, result, slot) {name, arity, SpecialResult::result, slot},
#define OPERATOR(method, reflected, slot)
#include "semantics/special_methods.def"
  };
  for (const SpecialMethod& row : rows)
    if (row.name == name) return &row;
  return nullptr;
}

static constexpr SpecialOperator operators[] = {
#define SPECIAL(name, arity, result, slot)
#define OPERATOR(method, reflected, slot) {method, reflected, slot},
#include "semantics/special_methods.def"
};

std::span<const SpecialOperator> special_operators() { return operators; }

const SpecialOperator* find_special_operator(std::string_view name) {
  for (const SpecialOperator& row : operators)
    if (row.method == name || row.reflected == name) return &row;
  return nullptr;
}

}  // namespace cyrite
