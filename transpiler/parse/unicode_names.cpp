// Looks a character's name up by its hash.
#include "parse/unicode_names.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace cyrite::parsing {

namespace {

constexpr std::uint64_t kNames[] = {
#include "parse/unicode_names.inc"
};
constexpr int kCodeBits = 21;

std::uint64_t name_hash(std::string_view name) {
  std::uint64_t value = 0xCBF29CE484222325;
  for (char c : name) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return value ^ value >> 32;
}

std::uint32_t ideograph(std::string_view digits) {
  std::uint32_t code = 0;
  if (digits.size() < 4 || digits.size() > 5) return kNoCodePoint;
  for (char c : digits) {
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))) return kNoCodePoint;
    code = code * 16 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'A' + 10);
  }
  bool is_unified = (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x20000 && code <= 0x323AF);
  return is_unified ? code : kNoCodePoint;
}

std::uint32_t hangul_syllable(std::string_view name) {
  static constexpr std::string_view leading[] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
  static constexpr std::string_view vowels[] = {"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"};
  static constexpr std::string_view trailing[] = {"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"};
  for (std::uint32_t l = 0; l < std::size(leading); ++l)
    for (std::uint32_t v = 0; v < std::size(vowels); ++v)
      for (std::uint32_t t = 0; t < std::size(trailing); ++t)
        if (name.size() == leading[l].size() + vowels[v].size() + trailing[t].size() && name.starts_with(leading[l]) &&
            name.ends_with(trailing[t]) && name.substr(leading[l].size(), vowels[v].size()) == vowels[v])
          return 0xAC00 + (l * 21 + v) * 28 + t;
  return kNoCodePoint;
}

}  // namespace

std::uint32_t code_point_named(std::string_view name) {
  static constexpr std::string_view unified = "CJK UNIFIED IDEOGRAPH-", syllable = "HANGUL SYLLABLE ";
  std::string upper(name);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  if (upper.starts_with(unified)) return ideograph(std::string_view(upper).substr(unified.size()));
  if (upper.starts_with(syllable)) return hangul_syllable(std::string_view(upper).substr(syllable.size()));
  std::uint64_t wanted = name_hash(upper) >> kCodeBits;
  auto found = std::lower_bound(std::begin(kNames), std::end(kNames), wanted << kCodeBits);
  if (found == std::end(kNames) || *found >> kCodeBits != wanted) return kNoCodePoint;
  return static_cast<std::uint32_t>(*found & ((1u << kCodeBits) - 1));
}

}  // namespace cyrite::parsing
