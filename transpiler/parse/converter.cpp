// What all parts of the conversion use: spans, text, names.
#include "parse/converter.h"

#include "parse/identifiers.h"

namespace cyrite::parsing {

Span Converter::span_of(TSNode node) const {
  std::uint32_t begin = ts_node_start_byte(node), end = ts_node_end_byte(node);
  if (end > text_.size()) end = static_cast<std::uint32_t>(text_.size());
  // A block reaches to the next statement: cut the line ends, blanks and comments off.
  while (end > begin) {
    char c = masked_[end - 1];
    if (c != ' ' && c != '\t' && c != '\f' && c != '\x1e' && c != '\n' && c != '\r') break;
    --end;
  }
  if (begin > end) begin = end;
  return {begin, end - begin, file_};
}

std::string_view Converter::text_of(TSNode node) const {
  std::uint32_t begin = ts_node_start_byte(node);
  return text_.substr(begin, ts_node_end_byte(node) - begin);
}

char Converter::first_character(TSNode node) const {
  std::uint32_t begin = ts_node_start_byte(node);
  return begin < text_.size() ? text_[begin] : '\0';
}

bool Converter::has_token(const Children& list, std::string_view word) const {
  for (Child child : list)
    if (is_token(child, word)) return true;
  return false;
}

Text Converter::identifier(TSNode node) {
  std::string_view text = text_of(node);
  // Names in Cython, keywords in Python.
  if (options_.is_pure_python && (text == "as" || text == "async" || text == "await")) error(node, diag::keyword_as_name, text);
  for (char c : text)
    if (c & 0x80) return Text(normalized_identifier(text));
  return Text(text);
}

Text Converter::dotted_name(TSNode node) {
  Children list(walker_, node);
  if (list.size() == 1) return identifier(list[0].node);
  std::string whole;
  for (Child part : list) whole += part.kind == Kind::Identifier ? identifier(part.node).view() : std::string_view(".");
  return Text(whole);
}

bool Converter::too_deep(TSNode node) {
  if (depth_ <= kMaximumDepth) return false;
  if (!depth_reported_) error(node, diag::too_deeply_nested);
  depth_reported_ = true;
  return true;
}

Scope* Converter::enclosing_function() {
  Scope& innermost = scopes_.back();
  return innermost.kind == Scope::Function || innermost.kind == Scope::Lambda ? &innermost : nullptr;
}

}  // namespace cyrite::parsing
