// Tree-sitter recovers from errors but does not say which token it stumbled over; its log does.
#include "parse/syntax_errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "parse/tree.h"
#include "parse/utf8.h"

namespace cyrite::parsing {

namespace {

struct Log {
  std::uint32_t row = 0, column = 0;  // of the farthest token that was looked at
  bool failed = false;
};

// All readings of the text failed when tree-sitter resumes one of them to repair it.
void read_log(void* payload, TSLogType type, const char* message) {
  auto* log = static_cast<Log*>(payload);
  if (type != TSLogTypeParse || log->failed) return;
  if (std::strncmp(message, "resume version", 14) == 0) {
    log->failed = true;
    return;
  }
  if (std::strncmp(message, "process version", 15) != 0) return;
  const char* at = std::strstr(message, ", row:");
  std::uint32_t row = 0, column = 0;
  if (!at || std::sscanf(at, ", row:%u, col:%u", &row, &column) != 2) return;
  if (row > log->row || (row == log->row && column > log->column)) {
    log->row = row;
    log->column = column;
  }
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

constexpr std::string_view kKeywords[] = {
    "False", "None",   "True",  "and",    "as",   "assert", "async",  "await",    "break",  "class",  "continue", "def",
    "del",   "elif",   "else",  "except", "finally", "for", "from",   "global",   "if",     "import", "in",       "is",
    "lambda", "nonlocal", "not", "or",    "pass", "raise",  "return", "try",      "while",  "with",   "yield"};
constexpr std::string_view kBlockOpeners[] = {"if",   "elif",  "else", "for",  "while", "try",  "except", "finally", "with",
                                              "def",  "class", "cdef", "cpdef", "async", "match", "case",  "IF",   "ELIF",
                                              "ELSE", "property", "cppclass", "struct", "union", "enum"};
constexpr std::string_view kContinuations[] = {"elif", "else", "except", "finally", "ELIF", "ELSE", "case"};

constexpr std::string_view kNothing = "pass", kNothingShort = "0";

template <std::size_t N>
bool is_in(std::string_view word, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string_view token_at(std::string_view text, std::size_t offset) {
  std::size_t end = offset;
  while (end < text.size() && is_word(text[end])) ++end;
  if (end == offset && end < text.size()) ++end;
  return text.substr(offset, end - offset);
}

const LogicalLine* line_of(const std::vector<LogicalLine>& lines, std::uint32_t offset) {
  const LogicalLine* result = nullptr;
  for (const LogicalLine& line : lines) {
    if (line.begin > offset) break;
    result = &line;
  }
  return result;
}

}  // namespace

std::uint32_t first_error(std::string_view masked) {
  Log log;
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_cyrite());
  ts_parser_set_logger(parser, {&log, read_log});
  TSTree* tree = ts_parser_parse_string(parser, nullptr, masked.data(), static_cast<std::uint32_t>(masked.size()));
  ts_tree_delete(tree);
  ts_parser_delete(parser);
  std::size_t offset = 0;
  for (std::uint32_t row = 0; row < log.row; ++row) offset = masked.find('\n', offset) + 1;
  offset += log.column;
  while (offset < masked.size() && (masked[offset] == ' ' || masked[offset] == '\t' || masked[offset] == '\f' || masked[offset] == '\n' ||
                                    masked[offset] == '\r'))
    ++offset;
  return static_cast<std::uint32_t>(offset);
}

static std::string explanation(std::string_view text, std::uint32_t offset, const LogicalLine& line, std::string_view first) {
  std::string_view token = token_at(text, offset);
  if (offset == line.begin && is_in(token, kContinuations))
    return fmt::format("'{}' belongs to no statement above it: check its indentation", token);
  if (token == "=") return "cannot assign to this expression: write a name, an attribute or a subscript before '=', or compare with '=='";
  if (is_in(token, kKeywords)) return fmt::format("'{}' is a keyword and cannot stand here", token);
  if (first == "@" && offset == line.begin) return "a decorator must be followed by a function or a class";
  if (first == "exec" && offset > line.begin) return "exec is a function in Python 3: write exec(...)";
  bool after_word = offset > line.begin && (is_word(text[offset - 1]) || text[offset - 1] == ' ');
  if (after_word && (is_word(token[0]) || token[0] == '"' || token[0] == '\''))
    return fmt::format("unexpected '{}': an operator, a comma or a line end is missing before it", token);
  return fmt::format("unexpected '{}'", token);
}

void report_syntax_error(std::uint32_t offset, std::string_view text, const Tokens& tokens, FileId file, Diagnostics& diagnostics) {
  const LogicalLine* line = line_of(tokens.lines, offset);
  if (!line) {
    diagnostics.report(Span{0, 0, file}, diag::syntax_error, "unexpected end of the file");
    return;
  }
  std::string_view first = token_at(text, line->begin);
  if (offset >= line->end) {
    Span end{line->end, 0, file};
    if (!line->opens_block && is_in(first, kBlockOpeners)) diagnostics.report(end, diag::missing_colon);
    else if (first == "@") diagnostics.report(end, diag::syntax_error, "a decorator must be followed by a function or a class");
    else diagnostics.report(end, diag::syntax_error, "unexpected end of line: the statement is not complete");
    return;
  }
  std::string_view token = token_at(text, offset);
  Span span{offset, static_cast<std::uint32_t>(token.size()), file};
  std::size_t at = offset;
  if (text[offset] & 0x80) {
    std::uint32_t code = next_code_point(text, at);
    span.length = static_cast<std::uint32_t>(at - offset);
    diagnostics.report(span, diag::invalid_character, fmt::format("'{}' (U+{:04X})", text.substr(offset, span.length), code));
    return;
  }
  std::string what = explanation(text, offset, *line, first);
  // What is missing at a line end inside brackets is missing there, not at the start of the next line.
  std::size_t before = tokens.masked.find_last_not_of(" \t\f", offset - 1);
  bool on_earlier_line = offset > line->begin && before != std::string::npos && before >= line->begin &&
                         text.substr(before, offset - before).find('\n') != std::string_view::npos;
  if (on_earlier_line && (is_word(token[0]) || token[0] == '"' || token[0] == '\''))
    diagnostics.report(Span{static_cast<std::uint32_t>(before + 1), 0, file}, diag::syntax_error,
                       fmt::format("an operator or a comma is missing before '{}' in the next line", token));
  else
    diagnostics.report(span, diag::syntax_error, what);
}

// A simple statement goes alone: one that does nothing takes its place. False where that was tried before, or where the
// line may begin a block.
static bool blank_line(const LogicalLine& line, std::string& masked) {
  std::string_view first = token_at(masked, line.begin);
  std::size_t size = std::min<std::size_t>(line.end, masked.size()) - std::min<std::size_t>(line.begin, masked.size());
  if (line.opens_block || first == "@" || is_in(first, kBlockOpeners) || size == 0) return false;
  std::string_view nothing = size >= kNothing.size() ? kNothing : kNothingShort;
  if (first == nothing) return false;
  for (std::size_t i = 0; i < size; ++i) {
    char& c = masked[line.begin + i];
    c = i < nothing.size() ? nothing[i] : '\f';
  }
  return true;
}

void blank_statement(std::uint32_t offset, Tokens& tokens) {
  std::string& masked = tokens.masked;
  const std::vector<LogicalLine>& lines = tokens.lines;
  auto in_column_zero = [&](const LogicalLine& line) {
    return line.begin == 0 || masked[line.begin - 1] == kLineEndMark || masked[line.begin - 1] == '\f';
  };
  auto begins_statement = [&](std::size_t index) {
    if (!in_column_zero(lines[index]) || is_in(token_at(masked, lines[index].begin), kContinuations)) return false;
    return index == 0 || masked[lines[index - 1].begin] != '@' || !in_column_zero(lines[index - 1]);
  };
  std::size_t last = 0;
  while (last + 1 < lines.size() && lines[last + 1].begin <= offset) ++last;
  if (!lines.empty() && blank_line(lines[last], masked)) return;
  std::size_t first = last;
  while (first > 0 && !begins_statement(first)) --first;
  ++last;
  while (last < lines.size() && !begins_statement(last)) ++last;
  std::size_t begin = lines.empty() ? 0 : lines[first].begin;
  std::size_t end = last < lines.size() ? lines[last].begin : masked.size();
  end = std::min(end, masked.size());
  for (std::size_t i = begin; i < end; ++i) masked[i] = '\f';
}

}  // namespace cyrite::parsing
