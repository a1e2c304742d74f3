// The first look at a source text: finds where each logical line ends and every lexical error, exactly, and makes the
// masked text that the grammar reads (see grammar/grammar.js). Offsets are the same in both texts.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cyrite::parsing {

inline constexpr char kLineEndMark = '\x1e', kFormatMark = '\x1f', kStatementMark = '\x10';

struct LexicalError {
  std::uint32_t offset = 0;
  std::string text;  // empty: none
};

// One logical line: from its first character to the end of its last token.
struct LogicalLine {
  std::uint32_t begin, end;
  bool opens_block;  // ends in a colon
  std::uint32_t semicolon = 0;  // where it ends in one; 0 if not
};

struct Tokens {
  std::string masked;      // up to the logical line of the lexical error, if there is one
  std::uint32_t cut = ~0u;  // the end of the line before it: what is wrong from there on is no error of its own
  std::vector<LogicalLine> lines;
  LexicalError error;
  std::vector<LexicalError> inside_strings;  // in replacement fields: what they stand in is masked, and reading goes on
};

struct TokenOptions {
  bool print_statement = false;  // language level 2
  bool is_pure_python = false;   // Cython's words are names where they can be
};

Tokens scan_tokens(std::string_view text, const TokenOptions& options);

// The columns of the open blocks, and the errors of lines that fit none of them.
class Indentation {
 public:
  // A logical line begins with `blanks`; the line before it opened a block or not. Returns the message of an error.
  std::string line(std::string_view blanks, bool after_colon);

 private:
  struct Level {
    std::uint32_t column, alternate_column;  // with tabs to multiples of eight, and with tabs as one blank
  };
  std::string deeper(Level level, bool after_colon);
  std::vector<Level> levels_{{0, 0}};
};

}  // namespace cyrite::parsing
