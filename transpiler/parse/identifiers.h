// Identifiers beyond ASCII.
#pragma once
#include <string>
#include <string_view>

namespace cyrite::parsing {

// The NFKC form of an identifier (UTF-8), by which Python tells names apart.
std::string normalized_identifier(std::string_view name);

}  // namespace cyrite::parsing
