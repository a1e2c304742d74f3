// Code points from and to UTF-8.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cyrite::parsing {

// Lone surrogates become three bytes.
inline void append_code_point(std::string& out, std::uint32_t c) {
  auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    tail(6), tail(0);
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    tail(12), tail(6), tail(0);
  }
}

// The code point at `at`, which moves on; the text is valid UTF-8.
inline std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  auto first = static_cast<unsigned char>(text[at++]);
  int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  std::uint32_t code = more == 3 ? first & 0x07 : more == 2 ? first & 0x0F : more == 1 ? first & 0x1F : first;
  while (more-- > 0 && at < text.size()) code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  return code;
}

// Where the first byte stands that is not UTF-8; npos if all is well.
std::size_t first_bad_utf8(std::string_view text);

}  // namespace cyrite::parsing
