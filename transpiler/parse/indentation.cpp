// Which block a line belongs to. Tabs go to the next multiple of eight; a line whose place would change if tabs were
// worth one column is refused, as CPython does.
#include "parse/tokens.h"

namespace cyrite::parsing {

namespace {
constexpr std::size_t kMaximumLevels = 100;
constexpr const char* kMixed = "inconsistent use of tabs and spaces in indentation: use one of them in the whole file";
}  // namespace

std::string Indentation::deeper(Level level, bool after_colon) {
  if (level.alternate_column <= levels_.back().alternate_column) return kMixed;
  if (!after_colon) return "unexpected indent: no line above opens a block with ':'";
  if (levels_.size() >= kMaximumLevels) return "too many levels of indentation: move inner blocks into functions";
  levels_.push_back(level);
  return {};
}

std::string Indentation::line(std::string_view blanks, bool after_colon) {
  Level level{0, 0};
  for (char c : blanks) {
    if (c == '\t') {
      level.column = (level.column / 8 + 1) * 8;
      ++level.alternate_column;
    } else if (c == '\f') {
      level = {0, 0};
    } else {
      ++level.column;
      ++level.alternate_column;
    }
  }
  if (level.column > levels_.back().column) return deeper(level, after_colon);
  if (after_colon) return "expected an indented block after the ':' that ends the line above";
  while (level.column < levels_.back().column) levels_.pop_back();
  if (level.column != levels_.back().column)
    return "this line's indentation matches no open block: align it with a line above";
  if (level.alternate_column != levels_.back().alternate_column) return kMixed;
  return {};
}

}  // namespace cyrite::parsing
