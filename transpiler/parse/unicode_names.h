// The names of characters, for `\N{...}`.
#pragma once
#include <cstdint>
#include <string_view>

namespace cyrite::parsing {

inline constexpr std::uint32_t kNoCodePoint = 0xFFFFFFFF;

// The code point of that name or alias, in any case; kNoCodePoint if there is none.
std::uint32_t code_point_named(std::string_view name);

}  // namespace cyrite::parsing
