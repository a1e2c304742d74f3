// Numbers and strings.
#include <algorithm>

#include "parse/converter.h"
#include "parse/unicode_names.h"
#include "parse/utf8.h"

namespace cyrite::parsing {

using namespace ast;

namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

int digit_of(char c) { return c <= '9' ? c - '0' : lower(c) - 'a' + 10; }

bool bad_underscores(std::string_view digits) {
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] != '_') continue;
    bool after = i + 1 < digits.size() && is_hex(digits[i + 1]);
    bool before = i > 0 && (is_hex(digits[i - 1]) || (i == 2 && digits[0] == '0'));
    if (!before || !after) return true;
  }
  return false;
}

std::string normalized_digits(std::string_view text) {
  std::string digits;
  for (char c : text)
    if (c != '_') digits += lower(c);
  return digits;
}

}  // namespace

// ---- numbers

Expr* Converter::integer(TSNode node) {
  std::string_view text = text_of(node);
  std::string_view body = text;
  bool is_hexadecimal = text.size() > 1 && lower(text[1]) == 'x';
  bool is_unsigned = false, imaginary = false;
  std::uint8_t longs = 0;
  while (!body.empty()) {
    char c = lower(body.back());
    if (c == 'u') is_unsigned = true;
    else if (c == 'l') ++longs;
    else if (c == 'j' && !is_hexadecimal) imaginary = true;
    else break;
    body.remove_suffix(1);
  }
  if (bad_underscores(body)) error(node, diag::underscore_in_number);
  if ((is_unsigned || longs) && options_.is_pure_python) error(node, diag::integer_suffix_in_python);
  std::string digits = normalized_digits(body);
  if (imaginary) {
    auto* result = make<ImaginaryLiteral>(node);
    result->digits = Text(digits);
    return result;
  }
  bool decimal = digits.size() < 2 || (digits[0] != '0' || (digits[1] >= '0' && digits[1] <= '9'));
  if (decimal && digits.size() > 1 && digits[0] == '0') {
    bool all_zero = digits.find_first_not_of('0') == digits.npos;
    bool octal = digits.find_first_of("89") == digits.npos;
    if (all_zero) digits = "0";
    else if (options_.language_level == 2 && octal) digits = "0o" + digits.substr(digits.find_first_not_of('0'));
    else error(node, diag::leading_zeros);
  }
  // Python refuses to read longer decimal numbers: it takes time that grows with the square of the length.
  if (digits.size() > 4300 && decimal) {
    error(node, diag::huge_integer);
    digits = "0";
  }
  auto* result = make<IntLiteral>(node);
  result->digits = Text(digits);
  result->is_unsigned = is_unsigned;
  result->longs = longs;
  return result;
}

Expr* Converter::float_literal(TSNode node) {
  std::string_view text = text_of(node);
  bool imaginary = lower(text.back()) == 'j';
  if (imaginary) text.remove_suffix(1);
  // Underscores stand between digits only.
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto is_digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    if (text[i] == '_' && !(i > 0 && is_digit(i - 1) && is_digit(i + 1))) error(node, diag::underscore_in_number);
  }
  std::string digits = normalized_digits(text);
  if (imaginary) {
    auto* result = make<ImaginaryLiteral>(node);
    result->digits = Text(digits);
    return result;
  }
  auto* result = make<FloatLiteral>(node);
  result->digits = Text(digits);
  return result;
}

// ---- strings

StringLiteral* Converter::string_literal(Span span, const StringPiece& piece) {
  auto* result = make<StringLiteral>(span);
  result->prefix = piece.prefix;
  bool is_bytes = piece.prefix == StringPrefix::Bytes || piece.prefix == StringPrefix::CharacterConstant;
  result->value = arena_.copy(std::string_view(is_bytes ? piece.bytes : piece.value));
  result->bytes_valid = piece.bytes_valid && !piece.formatted;
  if (is_bytes || piece.bytes == piece.value) result->bytes_value = result->value;
  else result->bytes_value = arena_.copy(std::string_view(piece.bytes));
  return result;
}

void Converter::string_prefix(TSNode start, StringPiece& piece) {
  std::string letters;
  for (char c : text_of(start))
    if (c != '"' && c != '\'') letters += lower(c);
  for (char c : letters) {
    if (c == 'r') piece.raw = true;
    if (c == 'f' || c == 't') piece.formatted = true;
    if (c == 't') piece.is_template = true;
    if (c == 'b') piece.prefix = StringPrefix::Bytes;
    if (c == 'u') piece.prefix = StringPrefix::Unicode;
    if (c == 'c') piece.prefix = StringPrefix::CharacterConstant;
  }
  check_prefix(start, letters);
}

void Converter::check_prefix(TSNode start, std::string_view letters) {
  static constexpr std::string_view known[] = {"br", "rb", "fr", "rf", "tr", "rt"};
  if (letters.size() <= 1) return;
  if (std::find(std::begin(known), std::end(known), letters) != std::end(known)) return;
  if ((letters == "ur" || letters == "ru") && !(options_.is_pure_python && options_.language_level > 2)) return;
  error(start, diag::string_prefix, letters);
}

// Reads `\` escapes of text_[begin, end) into the piece.
void Converter::decode(std::uint32_t begin, std::uint32_t end, StringPiece& piece) {
  std::string_view text = text_.substr(begin, end - begin);
  bool is_bytes = piece.prefix == StringPrefix::Bytes || piece.prefix == StringPrefix::CharacterConstant;
  // Python 2 reads \u escapes even in raw unicode strings.
  bool is_unicode = piece.prefix == StringPrefix::Unicode || (piece.prefix == StringPrefix::None && unicode_literals_);
  bool raw_unicode = piece.raw && is_unicode && options_.language_level == 2;
  bool reported = false;
  for (std::size_t i = 0; i < text.size();) {
    char c = text[i];
    if (raw_unicode && c == '\\' && text.substr(i).starts_with("\\\\")) {
      piece.value += "\\\\";
      piece.bytes += "\\\\";
      i += 2;
      continue;
    }
    bool is_escape = c == '\\' && i + 1 < text.size() && (!piece.raw || (raw_unicode && lower(text[i + 1]) == 'u'));
    if (is_escape) {
      i += decode_escape(begin + static_cast<std::uint32_t>(i), text.substr(i), piece);
      continue;
    }
    ++i;
    if (piece.formatted && (c == '{' || c == '}') && i < text.size() && text[i] == c) ++i;
    if (c == '\r') {
      c = '\n';
      if (i < text.size() && text[i] == '\n') ++i;
    }
    if (c & 0x80) {
      if (is_bytes && options_.language_level > 2 && !reported) {
        error(Span{begin + static_cast<std::uint32_t>(i - 1), 1, file_}, diag::non_ascii_in_bytes);
        reported = true;
      }
      if (options_.language_level > 2) piece.bytes_valid = false;
    }
    if (!is_bytes) piece.value += c;
    piece.bytes += c;
  }
}

// text starts with a backslash; returns how much of it the escape takes.
std::size_t Converter::decode_escape(std::uint32_t begin, std::string_view text, StringPiece& piece) {
  static constexpr std::string_view letters = "abfnrtv\\'\"", meanings = "\a\b\f\n\r\t\v\\'\"";
  auto add = [&](std::uint32_t value) {
    append_code_point(piece.value, value);
    piece.bytes += static_cast<char>(value);
  };
  char c = text[1];
  if (std::size_t at = letters.find(c); at != letters.npos) {
    add(static_cast<unsigned char>(meanings[at]));
    return 2;
  }
  if (c == '\n') return 2;
  if (c == '\r') return text.size() > 2 && text[2] == '\n' ? 3 : 2;
  if (c >= '0' && c <= '7') {
    std::uint32_t value = 0;
    std::size_t length = 1;
    for (; length < 4 && length < text.size() && text[length] >= '0' && text[length] <= '7'; ++length)
      value = value * 8 + static_cast<std::uint32_t>(text[length] - '0');
    add(value);
    return length;
  }
  if (c == 'x') {
    if (text.size() < 4 || !is_hex(text[2]) || !is_hex(text[3])) {
      error(Span{begin, 2, file_}, diag::bad_escape, "\\x", "two hexadecimal digits");
      return 2;
    }
    add(static_cast<std::uint32_t>(digit_of(text[2]) * 16 + digit_of(text[3])));
    return 4;
  }
  bool is_bytes = piece.prefix == StringPrefix::Bytes || piece.prefix == StringPrefix::CharacterConstant;
  if ((c == 'u' || c == 'U' || c == 'N') && !is_bytes) return decode_unicode_escape(begin, text, piece);
  // Unknown: both characters stay.
  piece.value += '\\';
  piece.bytes += '\\';
  return 1;
}

std::size_t Converter::decode_unicode_escape(std::uint32_t begin, std::string_view text, StringPiece& piece) {
  std::size_t length = text[1] == 'u' ? 6 : 10;
  std::uint32_t value = 0;
  if (text[1] == 'N') {
    std::size_t close = text.find('}');
    if (text.size() < 3 || text[2] != '{' || close == text.npos) {
      error(Span{begin, 2, file_}, diag::bad_escape, "\\N", "the name of a character in braces");
      return 2;
    }
    length = close + 1;
    std::string_view name = text.substr(3, close - 3);
    value = code_point_named(name);
    if (value == kNoCodePoint) {
      error(Span{begin, static_cast<std::uint32_t>(length), file_}, diag::unknown_character_name, name);
      return length;
    }
  } else {
    bool good = text.size() >= length;
    for (std::size_t i = 2; good && i < length; ++i) {
      good = is_hex(text[i]);
      if (good) value = value * 16 + static_cast<std::uint32_t>(digit_of(text[i]));
    }
    if (!good || value > 0x10FFFF) {
      error(Span{begin, 2, file_}, diag::bad_escape, text.substr(0, 2),
            length == 6 ? "four hexadecimal digits" : "eight hexadecimal digits, at most 0010ffff");
      return 2;
    }
  }
  append_code_point(piece.value, value);
  piece.bytes += text.substr(0, length);
  return length;
}

// One literal. Of a formatted string the finished parts go to `parts` and the text after the last one stays in the piece.
Converter::StringPiece Converter::string_piece(TSNode node, std::vector<Expr*>* parts) {
  StringPiece piece;
  Children list(walker_, node);
  string_prefix(list[0].node, piece);
  std::uint32_t text_begin = ts_node_end_byte(list[0].node);
  std::uint32_t end = ts_node_start_byte(list[list.size() - 1].node);
  if (!piece.formatted) {
    decode(text_begin, end, piece);
    if (piece.prefix == StringPrefix::CharacterConstant && piece.bytes.size() != 1) error(node, diag::character_length);
    return piece;
  }
  Span text_span{text_begin, 0, file_};
  for (Child child : list) {
    if (child.kind == Kind::StringContent) {
      decode(ts_node_start_byte(child.node), ts_node_end_byte(child.node), piece);
      text_span = span_of(child.node);
    } else if (child.kind == Kind::Interpolation && parts) {
      interpolation(child.node, piece.raw, piece.is_template, *parts, piece, text_span);
      text_span = {ts_node_end_byte(child.node), 0, file_};
    }
  }
  return piece;
}

void Converter::finish_text(std::vector<Expr*>& parts, StringPiece& piece, Span span) {
  if (piece.value.empty()) return;
  StringPiece text;
  text.value = std::move(piece.value);
  text.bytes = text.value;
  text.bytes_valid = false;
  parts.push_back(string_literal(span, text));
  piece.value.clear();
  piece.bytes.clear();
}

void Converter::interpolation(TSNode node, bool raw, bool is_template, std::vector<Expr*>& parts, StringPiece& text,
                              Span text_span) {
  Deeper deeper(*this);
  if (too_deep(node)) return;
  Children list(walker_, node);
  TSNode expression_node = list.find(Field::Expression), equals = list.find(Field::SelfDocumenting);
  TSNode conversion = list.find(Field::TypeConversion), specifier = list.find(Field::FormatSpecifier);
  bool documenting = !ts_node_is_null(equals);
  std::uint32_t begin = ts_node_end_byte(list[0].node);
  if (documenting) {
    // Up to what follows the sign: the blanks around it are part of the text, comments are not.
    std::uint32_t end = ts_node_end_byte(equals);
    text.value += text_.substr(begin, end - begin);
    for (bool in_comment = false; end < text_.size(); ++end) {
      char c = text_[end];
      if (c == '\n' || c == '\r') in_comment = false;
      else if (c == '#') in_comment = true;
      else if (!in_comment && c != ' ' && c != '\t') break;
      if (!in_comment) text.value += c;
    }
  }
  finish_text(parts, text, text_span);
  auto* result = make<FormattedValue>(node);
  result->value = expression(expression_node);
  if (!ts_node_is_null(conversion)) {
    std::string_view letters = text_of(conversion);
    result->conversion = letters.back();
  } else if (documenting && ts_node_is_null(specifier)) {
    result->conversion = 'r';
  }
  if (!ts_node_is_null(specifier)) result->format_spec = format_specifier(specifier, raw, is_template);
  if (documenting || is_template) {
    std::uint32_t end = ts_node_end_byte(expression_node);
    result->text = text_.substr(begin, end - begin);
  }
  parts.push_back(result);
}

FormattedString* Converter::format_specifier(TSNode node, bool raw, bool is_template) {
  Children list(walker_, node);
  std::vector<Expr*> parts;
  StringPiece text;
  text.raw = raw;
  Span text_span = span_of(node);
  for (Child child : list) {
    if (child.kind == Kind::FormatContent) {
      decode(ts_node_start_byte(child.node), ts_node_end_byte(child.node), text);
      text_span = span_of(child.node);
    } else if (child.kind == Kind::FormatExpression) {
      interpolation(child.node, raw, is_template, parts, text, text_span);
    }
  }
  finish_text(parts, text, text_span);
  auto* result = make<FormattedString>(node);
  result->parts = arena_.copy(parts);
  return result;
}

// Adjacent literals become one: are they of kinds that go together?
bool Converter::join_kinds(TSNode node, StringPiece& whole, const StringPiece& piece) {
  bool character = whole.prefix == StringPrefix::CharacterConstant || piece.prefix == StringPrefix::CharacterConstant;
  if (character) error(node, diag::joined_character);
  else if (whole.is_template != piece.is_template) error(node, diag::joined_template);
  else if ((whole.prefix == StringPrefix::Bytes) != (piece.prefix == StringPrefix::Bytes)) error(node, diag::joined_bytes);
  else return true;
  return false;
}

Expr* Converter::strings(TSNode node) {
  std::vector<Expr*> parts;
  StringPiece whole;
  if (kind_of(node) == Kind::String) {
    whole = string_piece(node, &parts);
  } else {
    Children list(walker_, node);
    for (std::size_t i = 0; i < list.size(); ++i) {
      std::vector<Expr*> more;
      StringPiece piece = string_piece(list[i].node, &more);
      if (i == 0) {
        whole = std::move(piece);
        parts = std::move(more);
        continue;
      }
      if (!join_kinds(list[i].node, whole, piece)) continue;
      if (!more.empty()) {
        // Text of both sides of the seam is one part.
        if (auto* first = as<StringLiteral>(more[0]); first && !whole.value.empty()) {
          whole.value += first->value;
          more.erase(more.begin());
        }
        finish_text(parts, whole, span_of(list[i].node));
        parts.insert(parts.end(), more.begin(), more.end());
      }
      whole.value += piece.value;
      whole.bytes += piece.bytes;
      whole.bytes_valid = whole.bytes_valid && piece.bytes_valid;
      whole.formatted = whole.formatted || piece.formatted;
    }
  }
  if (!whole.formatted) return string_literal(span_of(node), whole);
  finish_text(parts, whole, span_of(node));
  auto* result = make<FormattedString>(node);
  result->is_template = whole.is_template;
  result->parts = arena_.copy(parts);
  return result;
}

std::string_view Converter::plain_string(TSNode node) {
  StringPiece piece = string_piece(node, nullptr);
  if (piece.formatted) error(node, diag::syntax_error, "a formatted string cannot stand here: write a plain one");
  return arena_.copy(std::string_view(piece.prefix == StringPrefix::Bytes ? piece.bytes : piece.value));
}

}  // namespace cyrite::parsing
