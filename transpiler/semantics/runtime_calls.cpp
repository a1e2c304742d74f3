// The rows of runtime_calls.def as constants.
#include "semantics/runtime_calls.h"

#include <unordered_map>

namespace cyrite {

namespace rt {
namespace {
using enum ArgumentMode;
template <ArgumentMode... M>
struct Modes { static constexpr ArgumentMode list[sizeof...(M) + 1] = {M..., ArgumentMode::Object}; static constexpr std::span<const ArgumentMode> span{list, sizeof...(M)}; };
}  // namespace
#define UNPACK(...) __VA_ARGS__
#define CALL(name, header, result, arguments, failure, gil, cost, advice)                                       \
  const RuntimeFunction name{#name, header, ResultMode::result, Modes<UNPACK arguments>::span, Failure::failure, \
                             Gil::gil, cost, advice};
#include "semantics/runtime_calls.def"
}  // namespace rt

std::span<const RuntimeFunction* const> all_runtime_functions() {
  static const RuntimeFunction* const list[] = {
#define CALL(name, ...) &rt::name,
#include "semantics/runtime_calls.def"
  };
  return list;
}

const RuntimeFunction* find_runtime_function(std::string_view name) {
  static const auto* table = [] {
    auto* t = new std::unordered_map<std::string_view, const RuntimeFunction*>;
    for (auto* f : all_runtime_functions()) t->emplace(f->name, f);
    return t;
  }();
  auto found = table->find(name);
  return found == table->end() ? nullptr : found->second;
}

}  // namespace cyrite
