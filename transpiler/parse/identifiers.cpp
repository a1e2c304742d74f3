// NFKC: decompose, order the combining marks, compose.
#include "parse/identifiers.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "parse/utf8.h"

namespace cyrite::parsing {

namespace {

struct Decomposition { std::uint32_t code; std::uint32_t place; std::uint32_t length; };
struct CombiningClass { std::uint32_t code; std::uint32_t value; };
struct Composition { std::uint32_t first, second, code; };

constexpr std::uint32_t kPool[] = {
#define POOL
#include "parse/normalization.inc"
#undef POOL
};
constexpr Decomposition kDecompositions[] = {
#define DECOMPOSITIONS
#include "parse/normalization.inc"
#undef DECOMPOSITIONS
};
constexpr CombiningClass kClasses[] = {
#define CLASSES
#include "parse/normalization.inc"
#undef CLASSES
};
constexpr Composition kCompositions[] = {
#define COMPOSITIONS
#include "parse/normalization.inc"
#undef COMPOSITIONS
};

// Hangul syllables are composed by arithmetic.
constexpr std::uint32_t kSyllables = 0xAC00, kLeading = 0x1100, kVowels = 0x1161, kTrailing = 0x11A7;
constexpr std::uint32_t kVowelCount = 21, kTrailingCount = 28, kSyllableCount = 11172, kLeadingCount = 19;

void decompose(std::uint32_t code, std::vector<std::uint32_t>& out) {
  if (code >= kSyllables && code < kSyllables + kSyllableCount) {
    std::uint32_t index = code - kSyllables;
    out.push_back(kLeading + index / (kVowelCount * kTrailingCount));
    out.push_back(kVowels + index % (kVowelCount * kTrailingCount) / kTrailingCount);
    if (index % kTrailingCount) out.push_back(kTrailing + index % kTrailingCount);
    return;
  }
  auto found = std::lower_bound(std::begin(kDecompositions), std::end(kDecompositions), code,
                                [](const Decomposition& row, std::uint32_t c) { return row.code < c; });
  if (found == std::end(kDecompositions) || found->code != code) out.push_back(code);
  else out.insert(out.end(), kPool + found->place, kPool + found->place + found->length);
}

std::uint32_t combining_class(std::uint32_t code) {
  auto found = std::lower_bound(std::begin(kClasses), std::end(kClasses), code,
                                [](const CombiningClass& row, std::uint32_t c) { return row.code < c; });
  return found != std::end(kClasses) && found->code == code ? found->value : 0;
}

// Both in one character; 0 if there is none.
std::uint32_t compose(std::uint32_t first, std::uint32_t second) {
  if (first >= kLeading && first < kLeading + kLeadingCount && second >= kVowels && second < kVowels + kVowelCount)
    return kSyllables + ((first - kLeading) * kVowelCount + second - kVowels) * kTrailingCount;
  if (first >= kSyllables && first < kSyllables + kSyllableCount && (first - kSyllables) % kTrailingCount == 0 &&
      second > kTrailing && second < kTrailing + kTrailingCount)
    return first + second - kTrailing;
  auto found = std::lower_bound(std::begin(kCompositions), std::end(kCompositions), std::pair(first, second),
                                [](const Composition& row, const std::pair<std::uint32_t, std::uint32_t>& key) {
                                  return std::pair(row.first, row.second) < key;
                                });
  return found != std::end(kCompositions) && found->first == first && found->second == second ? found->code : 0;
}

std::vector<std::uint32_t> composed(const std::vector<std::uint32_t>& marks) {
  std::vector<std::uint32_t> out;
  std::size_t starter = 0;
  bool has_starter = false;
  std::uint32_t last_class = 0;
  for (std::uint32_t code : marks) {
    std::uint32_t its_class = combining_class(code);
    bool adjacent = has_starter && starter + 1 == out.size();
    if (has_starter && (adjacent || last_class < its_class)) {
      if (std::uint32_t both = compose(out[starter], code)) {
        out[starter] = both;
        continue;
      }
    }
    if (its_class == 0) {
      starter = out.size();
      has_starter = true;
    }
    last_class = its_class;
    out.push_back(code);
  }
  return out;
}

}  // namespace

std::string normalized_identifier(std::string_view name) {
  std::vector<std::uint32_t> codes;
  for (std::size_t i = 0; i < name.size();) decompose(next_code_point(name, i), codes);
  // Marks that follow one another are ordered by class.
  for (std::size_t i = 0; i < codes.size();) {
    std::size_t end = i;
    while (end < codes.size() && combining_class(codes[end])) ++end;
    std::stable_sort(codes.begin() + static_cast<std::ptrdiff_t>(i), codes.begin() + static_cast<std::ptrdiff_t>(end),
                     [](std::uint32_t a, std::uint32_t b) { return combining_class(a) < combining_class(b); });
    i = end + 1;
  }
  std::string result;
  for (std::uint32_t code : composed(codes)) append_code_point(result, code);
  return result;
}

}  // namespace cyrite::parsing
