// Walks over the text once: strings, brackets, comments, line ends.
#include "parse/tokens.h"

#include <fmt/format.h>

#include <algorithm>

namespace cyrite::parsing {

namespace {

constexpr std::size_t kMaximumBrackets = 200;  // as in CPython
constexpr std::size_t kNoOffset = ~std::size_t{0};
constexpr int kMaximumNestedStrings = 90;  // below what grammar/src/scanner.c keeps

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

class Scanner {
 public:
  Scanner(std::string_view text, const TokenOptions& options) : text_(text), print_statement_(options.print_statement), is_pure_python_(options.is_pure_python) {
    result_.masked = std::string(text);
  }
  Tokens run();

 private:
  struct Bracket {
    char character;
    std::uint32_t offset;
  };
  struct StringKind {
    bool triple = false, raw = false, formatted = false;
    char quote = 0;
    std::uint32_t begin = 0;
  };

  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  bool at_end() const { return position_ >= text_.size(); }
  bool at_line_end() const { return at_end() || text_[position_] == '\n' || text_[position_] == '\r'; }
  void mask(char with = ' ') { result_.masked[position_++] = with; }
  bool fail(std::size_t offset, std::string text) {
    if (result_.error.text.empty()) result_.error = {static_cast<std::uint32_t>(offset), std::move(text)};
    return false;
  }

  bool logical_line();
  void cut_at(std::size_t offset);
  bool begin_line();
  void mask_line_end(char with);
  void end_line(std::uint32_t begin, std::uint32_t end);
  bool token();
  bool word();
  bool is_member_name(std::size_t begin) const;
  bool continuation();
  bool open(char bracket);
  bool close(char bracket);
  bool string_literal(StringKind kind);
  bool formatted_brace(const StringKind& kind);
  void escape(const StringKind& kind);
  bool replacement_field(const StringKind& kind);
  bool format_specification(const StringKind& kind);
  bool is_conversion() const;
  void bad_field(std::size_t offset, std::size_t begin, std::size_t end, std::string_view text);
  bool is_plain_operator(std::size_t after) const;
  bool field_token(const StringKind& kind, std::size_t depth, bool& done);
  bool unterminated(const StringKind& kind);
  bool closes(const StringKind& kind) const;
  void mark_statement(std::uint32_t begin, std::string_view name);

  std::string_view text_;
  Tokens result_;
  Indentation indentation_;
  std::vector<Bracket> brackets_;
  std::size_t position_ = 0;
  int string_depth_ = 0;
  bool print_statement_, is_pure_python_;
  bool statement_start_ = false, compound_line_ = false;
  char last_ = 0;  // the first character of the last token, of the token itself if it is one character
};

Tokens Scanner::run() {
  std::size_t line = 0;
  while (!at_end()) {
    line = position_;
    if (!logical_line()) break;
  }
  if (!result_.error.text.empty()) {
    cut_at(std::min<std::size_t>(line, result_.error.offset));
  } else if (!result_.lines.empty() && result_.lines.back().opens_block) {
    std::size_t last = text_.size() - (text_.ends_with('\n') ? 1 : 0);
    fail(last, "expected an indented block after the last ':'");
    cut_at(text_.size());
  } else if (!result_.lines.empty() && result_.masked.find(kLineEndMark, result_.lines.back().end) == std::string::npos) {
    result_.masked.push_back(kLineEndMark);
  }
  return std::move(result_);
}

// What comes before a broken line is still parsed, since its errors come first. A block that the cut leaves empty gets
// a statement, beyond the end of the text.
void Scanner::cut_at(std::size_t offset) {
  result_.masked.resize(offset);
  while (!result_.lines.empty() && result_.lines.back().begin >= offset) result_.lines.pop_back();
  result_.cut = static_cast<std::uint32_t>(result_.lines.empty() ? 0 : result_.lines.back().end);
  if (result_.lines.empty() || !result_.lines.back().opens_block) return;
  result_.masked.resize(result_.lines.back().end);
  result_.masked += " pass";
  result_.masked += kLineEndMark;
}

// Blank lines up to the next token, its indentation, then the tokens up to the end of the logical line.
bool Scanner::logical_line() {
  if (!begin_line()) return result_.error.text.empty();
  auto begin = static_cast<std::uint32_t>(position_);
  std::uint32_t end = begin;
  statement_start_ = true;
  compound_line_ = false;
  last_ = 0;
  while (!at_end()) {
    char c = text_[position_];
    if (c == ' ' || c == '\t' || c == '\f') {
      ++position_;
    } else if (c == '\n' || c == '\r') {
      if (brackets_.empty()) break;
      mask();
    } else if (c == '#') {
      while (!at_line_end()) mask();
    } else {
      if (!token()) return false;
      end = static_cast<std::uint32_t>(position_);
    }
  }
  if (!brackets_.empty())
    return fail(brackets_.back().offset, fmt::format("'{}' was never closed", brackets_.back().character));
  end_line(begin, end);
  mask_line_end(kLineEndMark);
  return true;
}

void Scanner::end_line(std::uint32_t begin, std::uint32_t end) {
  result_.lines.push_back({begin, end, last_ == ':', last_ == ';' ? end - 1 : 0});
  std::string_view line = text_.substr(begin, end - begin);
  if (print_statement_ && line.starts_with("from") && line.find("__future__") != line.npos &&
      line.find("print_function") != line.npos)
    print_statement_ = false;
}

// Returns false at the end of the text, after a blank line, or on an error.
bool Scanner::begin_line() {
  std::size_t start = position_;
  while (at(position_) == ' ' || at(position_) == '\t' || at(position_) == '\f') ++position_;
  if (at(position_) == '#')
    while (!at_line_end()) mask();
  if (at_line_end()) {
    mask_line_end('\f');
    return false;
  }
  std::size_t end = position_;
  while (at(position_) == '\\' && (at(position_ + 1) == '\n' || at(position_ + 1) == '\r')) {
    if (!continuation()) return false;
    while (at(position_) == ' ' || at(position_) == '\t') ++position_;
  }
  if (at_line_end()) {
    mask_line_end('\f');
    return false;
  }
  bool after_colon = !result_.lines.empty() && result_.lines.back().opens_block;
  std::string error = indentation_.line(text_.substr(start, end - start), after_colon);
  return error.empty() || fail(position_, std::move(error));
}

void Scanner::mask_line_end(char with) {
  if (at_end()) return;
  if (text_[position_] == '\r' && at(position_ + 1) == '\n') mask();
  mask(with);
}

bool Scanner::continuation() {
  std::size_t start = position_;
  mask();
  if (at(position_) == '\r' && at(position_ + 1) == '\n') mask();
  if (at_end()) return fail(start, "the text ends after a line continuation '\\'");
  if (!at_line_end()) return fail(position_, "unexpected character after a line continuation '\\': it must end the line");
  mask();
  if (at_end()) return fail(start, "the text ends after a line continuation '\\'");
  return true;
}

bool Scanner::token() {
  char c = text_[position_];
  bool statement_start = statement_start_;
  last_ = c;
  if (is_word(c)) return word();
  statement_start_ = false;
  switch (c) {
    case '"': case '\'': return string_literal({.quote = c, .begin = static_cast<std::uint32_t>(position_)});
    case '(': case '[': case '{': return open(c);
    case ')': case ']': case '}': return close(c);
    case '\\':
      statement_start_ = statement_start;
      return continuation();
    case ';': statement_start_ = brackets_.empty(); break;
    case ':': statement_start_ = brackets_.empty() && compound_line_; break;
    default:
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
        return fail(position_, fmt::format("invalid non-printable character U+{:04X}", static_cast<unsigned char>(c)));
  }
  ++position_;
  return true;
}

bool Scanner::word() {
  auto begin = static_cast<std::uint32_t>(position_);
  while (!at_end() && is_word(text_[position_])) ++position_;
  std::string_view name = text_.substr(begin, position_ - begin);
  char quote = at(position_);
  if ((quote == '"' || quote == '\'') && name.size() <= 3 && name.find_first_not_of("rRbBuUfFtTcC") == name.npos) {
    StringKind kind{.quote = quote, .begin = begin};
    kind.raw = name.find_first_of("rR") != name.npos;
    kind.formatted = name.find_first_of("fFtT") != name.npos;
    statement_start_ = false;
    last_ = quote;
    return string_literal(kind);
  }
  if (name == "operator" && is_plain_operator(position_)) result_.masked[begin] = '_';
  if (name == "None" && !is_pure_python_ && is_member_name(begin)) result_.masked[begin] = '_';
  if (is_pure_python_ && (name == "sizeof" || name == "new")) result_.masked[begin] = '_';  // plain names there
  if (statement_start_) mark_statement(begin, name);
  return true;
}

// None is a name of C behind a dot (`Kind.None`) and where its C name follows or value follows in an enum (`None "Kind::None"`, `None = 0`).
bool Scanner::is_member_name(std::size_t begin) const {
  std::size_t before = text_.substr(0, begin).find_last_not_of(" \t"), next = position_;
  bool after_name = before != text_.npos && before > 0 && text_[before] == '.' && (is_word(text_[before - 1]) || text_[before - 1] == ')' || text_[before - 1] == ']');
  while (at(next) == ' ' || at(next) == '\t') ++next;
  return after_name || (statement_start_ && (at(next) == '"' || at(next) == '\'' || (at(next) == '=' && at(next + 1) != '=')));
}

// Does the word `operator` stand for itself, not for a C++ operator? `operator()(int)` and `operator,(T)` are of C++; a
// function `operator(self)` and a variable `operator, x` are not.
bool Scanner::is_plain_operator(std::size_t after) const {
  auto skip = [&](std::size_t i) {
    while (at(i) == ' ' || at(i) == '\t') ++i;
    return i;
  };
  std::size_t next = skip(after);
  char c = at(next);
  if (c == '(') {
    char follows = at(skip(skip(next + 1) + 1));  // parameters, template parameters or the C name of `operator()`
    return !(at(skip(next + 1)) == ')' && (follows == '(' || follows == '[' || follows == '"' || follows == '\''));
  }
  if (c == ',') return at(skip(next + 1)) != '(';
  if (c == '=') return at(next + 1) != '=' && at(next + 1) != '(' && at(next + 1) != '[';
  return next >= text_.size() || c == '\n' || c == '\r' || c == '.' || c == ')' || c == ':' || c == ';' || c == '#' || c == '"' || c == '\'';
}

// A statement begins with `name`.
void Scanner::mark_statement(std::uint32_t begin, std::string_view name) {
  static constexpr std::string_view compound[] = {"if",     "elif",    "else", "for", "while", "try",  "except",
                                                  "finally", "with", "def", "class", "cdef", "cpdef", "IF", "ELIF", "ELSE"};
  statement_start_ = false;
  if (result_.lines.empty() || begin >= result_.lines.back().end)
    compound_line_ = compound_line_ || std::find(std::begin(compound), std::end(compound), name) != std::end(compound);
  bool is_cython_word = name == "cdef" || name == "cpdef" || name == "ctypedef" || name == "cimport" || name == "DEF" || name == "IF";
  if (is_pure_python_ && is_cython_word) {
    std::size_t next = position_;
    while (at(next) == ' ' || at(next) == '\t') ++next;
    // `cdef int x` stays, to be refused with a word of advice.
    if (!is_word(at(next))) result_.masked[begin] = '_';
  }
  if (print_statement_ && (name == "print" || name == "exec")) result_.masked[begin] = kStatementMark;
}

bool Scanner::open(char bracket) {
  if (brackets_.size() >= kMaximumBrackets) return fail(position_, "too deeply nested: simplify this expression");
  brackets_.push_back({bracket, static_cast<std::uint32_t>(position_)});
  ++position_;
  return true;
}

bool Scanner::close(char bracket) {
  if (brackets_.empty()) return fail(position_, fmt::format("'{}' closes no bracket", bracket));
  char opening = brackets_.back().character;
  char wanted = opening == '(' ? ')' : opening == '[' ? ']' : '}';
  if (bracket != wanted)
    return fail(position_, fmt::format("'{}' does not close '{}': expected '{}'", bracket, opening, wanted));
  brackets_.pop_back();
  ++position_;
  return true;
}

// ---- strings

bool Scanner::closes(const StringKind& kind) const {
  return at(position_) == kind.quote &&
         (!kind.triple || (at(position_ + 1) == kind.quote && at(position_ + 2) == kind.quote));
}

bool Scanner::unterminated(const StringKind& kind) {
  return fail(kind.begin, kind.triple ? "this triple-quoted string is never closed" : "this string is not closed on its line");
}

// The position is at the opening quote.
bool Scanner::string_literal(StringKind kind) {
  if (++string_depth_ > kMaximumNestedStrings) return fail(position_, "too deeply nested: simplify this string");
  ++position_;
  if (at(position_) == kind.quote && at(position_ + 1) == kind.quote) {
    kind.triple = true;
    position_ += 2;
  }
  while (true) {
    if (at_end() || (at_line_end() && !kind.triple)) return unterminated(kind);
    char c = text_[position_];
    if (c == kind.quote && closes(kind)) break;
    if (c == '\\') {
      escape(kind);
    } else if (kind.formatted && (c == '{' || c == '}')) {
      if (!formatted_brace(kind)) return false;
    } else if (c == kLineEndMark) {
      mask();
    } else {
      ++position_;
    }
  }
  position_ += kind.triple ? 3 : 1;
  --string_depth_;
  return true;
}

bool Scanner::formatted_brace(const StringKind& kind) {
  char c = text_[position_];
  if (at(position_ + 1) == c) {
    position_ += 2;
    return true;
  }
  if (c == '}') {
    bad_field(position_, position_, position_ + 1, "a single '}' in a formatted string: write '}}'");
    ++position_;
    return true;
  }
  return replacement_field(kind);
}

// A backslash and what it takes with it, as in grammar/src/scanner.c.
void Scanner::escape(const StringKind& kind) {
  ++position_;
  if (at_end()) return;
  if (kind.formatted) {
    if (at(position_) == '{' || at(position_) == '}') return;
    bool named = at(position_) == 'N' && !kind.raw && at(position_ + 1) == '{';
    if (named) {
      while (!at_line_end() && text_[position_] != '}' && text_[position_] != kind.quote) ++position_;
      if (at(position_) == '}') ++position_;
      return;
    }
  }
  // An escaped line end does not end a string; "\r\n" is one.
  if (at(position_) == '\r' && at(position_ + 1) == '\n') ++position_;
  ++position_;
}

// At the `{` of a replacement field.
bool Scanner::replacement_field(const StringKind& kind) {
  std::size_t depth = brackets_.size();
  if (!open('{')) return false;
  std::size_t start = position_, conversion_error = kNoOffset;
  bool done = false;
  while (!done) {
    if (at_end()) return unterminated(kind);
    bool outermost = brackets_.size() == depth + 1;
    if (outermost && text_[position_] == '!' && at(position_ + 1) != '=' && conversion_error == kNoOffset && !is_conversion()) conversion_error = position_;
    if (!field_token(kind, depth, done)) return false;
  }
  std::string_view inside = text_.substr(start, position_ - start);
  std::size_t first = inside.find_first_not_of(" \t\r\n\f");
  if (first == inside.npos || inside[first] == '}' || inside[first] == ':' ||
      (inside[first] == '!' && at(start + first + 1) != '='))
    bad_field(start, start - 1, position_, "an empty replacement field in a formatted string: write an expression between the braces");
  else if (conversion_error != kNoOffset)
    bad_field(conversion_error, start - 1, position_, "'!' in a replacement field must be followed by r, s or a, and then ':' or '}'");
  return true;
}

// A field that cannot be read is masked: it becomes plain text of the string, and what follows is still read.
void Scanner::bad_field(std::size_t offset, std::size_t begin, std::size_t end, std::string_view text) {
  result_.inside_strings.push_back({static_cast<std::uint32_t>(offset), std::string(text)});
  for (std::size_t i = begin; i < end; ++i)
    if (result_.masked[i] != '\n' && result_.masked[i] != '\r') result_.masked[i] = 'x';
}

// Is the `!` at the position followed by a conversion and the end of the field?
bool Scanner::is_conversion() const {
  char letter = at(position_ + 1);
  std::size_t next = position_ + 2;
  while (at(next) == ' ') ++next;
  return (letter == 'r' || letter == 's' || letter == 'a') && (at(next) == '}' || at(next) == ':');
}

bool Scanner::field_token(const StringKind& kind, std::size_t depth, bool& done) {
  char c = text_[position_];
  bool outermost = brackets_.size() == depth + 1;
  if (c == '\n' || c == '\r') {
    mask();
    return true;
  }
  if (c == ' ' || c == '\t' || c == '\f') {
    ++position_;
    return true;
  }
  if (c == '#') {
    if (!kind.triple && text_.substr(position_).find('\n') == std::string_view::npos)
      return fail(position_, "a formatted string's field cannot contain '#'");
    while (!at_line_end()) mask();
    return true;
  }
  if (outermost && c == ':') {
    mask(kFormatMark);
    if (!format_specification(kind)) return false;
    done = true;
    return close('}');
  }
  if (outermost && c == '!' && at(position_ + 1) != '=') {
    ++position_;
    return true;
  }
  if (c == '}' && outermost) done = true;
  char before = last_;
  if (!token()) return false;
  last_ = before;
  return true;
}

bool Scanner::format_specification(const StringKind& kind) {
  while (true) {
    if (at_end() || (at_line_end() && !kind.triple)) return unterminated(kind);
    char c = text_[position_];
    if (c == '}') return true;
    if (c == kind.quote && closes(kind))
      return fail(brackets_.back().offset, "'{' was never closed in this formatted string");
    if (c == '\\') escape(kind);
    else if (c == '{') {
      if (!replacement_field(kind)) return false;
    } else {
      ++position_;
    }
  }
}

}  // namespace

Tokens scan_tokens(std::string_view text, const TokenOptions& options) { return Scanner(text, options).run(); }

}  // namespace cyrite::parsing
