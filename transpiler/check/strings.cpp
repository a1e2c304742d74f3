// String literals by language level, f-strings, and % formatting of literals.
#include <fmt/format.h>

#include <algorithm>

#include "check/expressions.h"

namespace cyrite::check {

namespace {

Expr* str_constant(Checker& c, Span span, std::string_view value) {
  return c.constant(span, {value.empty() ? Constant::EmptyStr : Constant::Str, std::string(value), {}});
}

Expr* bytes_constant(Checker& c, Span span, std::string_view value) {
  return c.constant(span, {value.empty() ? Constant::EmptyBytes : Constant::Bytes, std::string(value), {}});
}

// The first character; it is taken off the text.
std::uint32_t take_character(std::string_view& utf8) {
  auto lead = static_cast<unsigned char>(utf8[0]);
  std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint32_t ch = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length && i < utf8.size(); ++i) ch = (ch << 6) | (static_cast<unsigned char>(utf8[i]) & 63);
  utf8.remove_prefix(std::min(length, utf8.size()));
  return ch;
}

std::optional<std::uint32_t> one_character(std::string_view utf8) {
  if (utf8.empty()) return {};
  std::uint32_t ch = take_character(utf8);
  return utf8.empty() ? std::optional(ch) : std::nullopt;
}

}  // namespace

// The characters of a literal as an array of Py_UCS4 that lives as long as the module. One C++ literal for each: escapes have no end of their own.
static Expr* code_points(Checker& c, const ast::StringLiteral& n, const Type* to) {
  std::string text = "(Py_UCS4 *)U\"\"";
  for (std::string_view rest = n.value; !rest.empty();) text += fmt::format(" U\"\\x{:x}\"", take_character(rest));
  return c.literal(n.span, to, text);
}

// The characters of a literal as an array of another integer type, with a zero at the end. Null: one does not fit, or only C knows the size.
static Expr* character_numbers(Checker& c, const ast::StringLiteral& n, const Type* to, const IntType& item) {
  if (item.size_unknown || item.role != IntRole::Number || item.rank < IntRank::Short) return nullptr;
  std::string numbers;
  for (std::string_view rest = n.value; !rest.empty();) {
    std::uint32_t ch = take_character(rest);
    if (item.rank == IntRank::Short && ch > (item.sign == Sign::Unsigned ? 0xffffu : 0x7fffu)) return nullptr;
    numbers += fmt::format("{}, ", ch);
  }
  return c.literal(n.span, to, fmt::format("([]() {{ static {} characters[] = {{{}0}}; return characters; }}())", type_text(&item), numbers));
}

// A character is a C char, which most machines give a sign: b'\xff' is -1 unless an unsigned number is wanted.
Expr* char_literal(Checker& c, Span span, unsigned char byte, const Type* to) {
  auto* i = as<IntType>(to);
  if (byte < 0x80 || !i || i->sign == Sign::Unsigned) return c.integer(span, byte, to);
  return c.literal(span, to, fmt::format("'\\x{:02x}'", byte));
}

// The literal where C text is wanted: char*, a character, bytes for an unprefixed one.
Expr* string_as(Checker& c, const ast::StringLiteral& n, const Type* to) {
  to = value_type(to);
  if (auto* item = as<IntType>(pointed_type(to)); item && item->role == IntRole::CodePoint && n.prefix != ast::StringPrefix::Bytes) return code_points(c, n, to);
  else if (item && !is_string_pointer(to) && (n.prefix == ast::StringPrefix::None || n.prefix == ast::StringPrefix::Unicode)) return character_numbers(c, n, to, *item);
  bool is_unicode = n.prefix == ast::StringPrefix::Unicode;
  bool is_bytes = n.prefix == ast::StringPrefix::Bytes || n.prefix == ast::StringPrefix::CharacterConstant;
  std::string_view bytes = is_bytes ? n.value : n.bytes_value;
  bool has_bytes = is_bytes || (!is_unicode && n.bytes_valid);
  if (is_string_pointer(to)) {
    if (!has_bytes) return nullptr;
    auto* made = c.make<typed::CLiteral>(n.span, to);
    made->text = bytes;
    made->is_string = true;
    return made;
  }
  if (to == c.types.bytes && has_bytes && !is_bytes && language_level(c) < 3) return bytes_constant(c, n.span, bytes);
  const IntType* i = as<IntType>(to);
  if (!i || i->role == IntRole::Truth) return nullptr;
  if (is_character(to)) {
    auto ch = is_bytes ? (n.value.size() == 1 && static_cast<unsigned char>(n.value[0]) < 0x80 ? std::optional<std::uint32_t>(static_cast<unsigned char>(n.value[0])) : std::nullopt) : one_character(n.value);
    if (ch) return c.integer(n.span, *ch, to);
  } else if (has_bytes && bytes.size() == 1) {
    return char_literal(c, n.span, static_cast<unsigned char>(bytes[0]), to);
  }
  c.error(n.span, diag::string_is_no_character, type_text(to));
  return c.error_value(n.span);
}

Expr* Checker::check(const ast::StringLiteral& n) {
  switch (n.prefix) {
    case ast::StringPrefix::Bytes: return bytes_constant(*this, n.span, n.value);
    case ast::StringPrefix::CharacterConstant:
      if (n.value.size() != 1) {
        error(n.span, diag::bad_character_constant);
        return error_value(n.span);
      }
      return char_literal(*this, n.span, static_cast<unsigned char>(n.value[0]), types.char_);
    default: return str_constant(*this, n.span, n.value);
  }
}

// ---- f-strings
namespace {

Expr* formatted_string(Checker& c, const ast::FormattedString& n);

Expr* format_spec(Checker& c, const ast::FormattedValue& v) {
  if (!v.format_spec) return nullptr;
  return formatted_string(c, *v.format_spec);
}

bool stays_c_number(Checker& c, Expr* value, const ast::FormattedValue& v) {
  const Type* type = value_type(value->type);
  if (v.conversion == 'r' || v.conversion == 'a') return false;
  if (!v.format_spec) return is_int(type) && kind_of(type) == TypeKind::Int && !is_character(type);
  (void)c;
  return false;
}

typed::FormattedPart formatted_part(Checker& c, const ast::FormattedValue& v) {
  Expr* value = c.expr(*v.value);
  typed::FormattedPart part{value, v.conversion, format_spec(c, v)};
  if (part.conversion == 0 && !part.format_spec && is_object(value->type) && value->type == c.types.str && !may_be_none(c, value)) {
    part.conversion = '=';
    return part;
  }
  if (!stays_c_number(c, value, v)) part.value = to_object(c, value);
  return part;
}

Expr* formatted_string(Checker& c, const ast::FormattedString& n) {
  c.require_gil(n.span, "formatting a string");
  std::vector<typed::FormattedPart> parts;
  std::string text;
  bool literal = true;
  for (auto* e : n.parts) {
    if (auto* s = ast::as<ast::StringLiteral>(e)) {
      if (s->value.empty()) continue;
      text += s->value;
      parts.push_back({str_constant(c, s->span, s->value), '=', nullptr});
    } else {
      parts.push_back(formatted_part(c, *ast::as<ast::FormattedValue>(e)));
      literal = false;
      if (is_error(parts.back().value->type)) return c.error_value(n.span);
    }
  }
  if (literal) return str_constant(c, n.span, text);
  auto* made = c.make<typed::FormattedString>(n.span, c.types.str);
  made->parts = c.arena.copy(parts);
  return made;
}

}  // namespace

// t"...": its texts, and what Interpolation is called with for each value.
static Expr* template_string(Checker& c, const ast::FormattedString& n) {
  c.require_gil(n.span, "making a template string");
  auto display = [&](Span span, std::vector<typed::DisplayItem> items) {
    auto* made = c.make<typed::Display>(span, c.types.tuple);
    made->display = typed::DisplayKind::Tuple;
    made->items = c.arena.copy(items);
    return made;
  };
  std::vector<typed::DisplayItem> parts;
  for (const ast::Expr* e : n.parts) {
    auto* v = ast::as<ast::FormattedValue>(e);
    if (!v) {
      parts.push_back({str_constant(c, e->span, ast::as<ast::StringLiteral>(e)->value), false});
      continue;
    }
    Expr* value = c.object(*v->value);
    if (is_error(value->type)) return value;
    Expr* conversion = v->conversion ? str_constant(c, v->span, std::string(1, v->conversion)) : none_value(c, v->span);
    Expr* spec = v->format_spec ? formatted_string(c, *v->format_spec) : str_constant(c, v->span, "");
    parts.push_back({display(v->span, {{value, false}, {str_constant(c, v->span, v->text), false}, {conversion, false}, {spec, false}}), false});
  }
  return c.call_runtime(n.span, rt::template_string, c.types.object, {display(n.span, parts)});
}

Expr* Checker::check(const ast::FormattedString& n) {
  if (n.is_template) return template_string(*this, n);
  return formatted_string(*this, n);
}

Expr* Checker::check(const ast::FormattedValue& n) {
  std::vector<typed::FormattedPart> parts{formatted_part(*this, n)};
  auto* made = make<typed::FormattedString>(n.span, types.str);
  made->parts = arena.copy(parts);
  return made;
}

// 'literal' % (values): pieces like those of an f-string, where the meaning is the same. Everything that is not plainly
// %s, %r, %a or %d of a tuple written out is left to Python's own formatting.
Expr* format_percent(Checker& c, const ast::Binary& n, Expr* left) {
  const Constant* k = known_constant(c, left);
  auto* values = ast::as<ast::TupleDisplay>(n.right);
  if (!k || k->kind != Constant::Str || !values || state_of(c).speculative) return nullptr;
  for (auto* e : values->items)
    if (ast::is<ast::Starred>(e)) return nullptr;
  std::string format = k->text;
  std::vector<std::pair<std::string, char>> pieces;  // literal text, then what follows it ('\0' at the end)
  std::string text;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      text += format[i];
      continue;
    }
    if (++i == format.size()) return nullptr;
    if (format[i] == '%') {
      text += '%';
      continue;
    }
    if (format[i] != 's' && format[i] != 'r' && format[i] != 'a') return nullptr;
    pieces.push_back({std::move(text), format[i]});
    text.clear();
  }
  if (pieces.size() != values->items.size()) return nullptr;
  std::vector<typed::FormattedPart> parts;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].first.empty()) parts.push_back({str_constant(c, n.span, pieces[i].first), '=', nullptr});
    Expr* value = c.object(*values->items[i]);
    if (is_error(value->type)) return value;
    parts.push_back({value, pieces[i].second, nullptr});
  }
  if (!text.empty()) parts.push_back({str_constant(c, n.span, text), '=', nullptr});
  if (parts.empty()) return nullptr;
  c.require_gil(n.span, "formatting a string");
  auto* made = c.make<typed::FormattedString>(n.span, c.types.str);
  made->parts = c.arena.copy(parts);
  return made;
}

}  // namespace cyrite::check
