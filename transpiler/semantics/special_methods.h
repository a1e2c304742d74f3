// Special methods of extension types: what their C functions look like and the slots that they fill.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace cyrite {

enum class SpecialResult : std::uint8_t { Object, Status, Void, Truth, Size, Hash };
struct SpecialMethod { std::string_view name; int arity; SpecialResult result; std::string_view slot; };
struct SpecialOperator { std::string_view method, reflected, slot; };

const SpecialMethod* find_special_method(std::string_view name);  // null: no special method
std::span<const SpecialOperator> special_operators();
const SpecialOperator* find_special_operator(std::string_view method_or_reflected);

}  // namespace cyrite
