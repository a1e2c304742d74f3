// Number, truth and None literals, and the folding of constants. Folding never changes a result: what does not fit the
// exact arithmetic here is left for run time.
#include <cmath>
#include <cstdlib>

#include "check/expressions.h"

namespace cyrite::check {

std::optional<__int128> parse_integer(std::string_view digits) {
  bool negative = !digits.empty() && digits[0] == '-';
  if (negative) digits.remove_prefix(1);
  int base = 10;
  if (digits.size() > 2 && digits[0] == '0') {
    if (digits[1] == 'x') base = 16;
    else if (digits[1] == 'o') base = 8;
    else if (digits[1] == 'b') base = 2;
    if (base != 10) digits.remove_prefix(2);
  }
  if (base == 10 && digits.size() > 1 && digits[0] == '0' && digits.find_first_not_of('0') != digits.npos) base = 8;  // language level 2
  __int128 value = 0;
  const __int128 limit = (static_cast<__int128>(1) << 120);
  for (char ch : digits) {
    int digit = ch >= 'a' ? ch - 'a' + 10 : ch - '0';
    value = value * base + digit;
    if (value > limit) return {};
  }
  return negative ? -value : value;
}

std::string integer_text(__int128 value) {
  bool negative = value < 0;
  unsigned __int128 rest = negative ? -static_cast<unsigned __int128>(value) : static_cast<unsigned __int128>(value);
  std::string text;
  do text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
  while (rest /= 10);
  return negative ? "-" + text : text;
}

std::string float_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == text.npos) text += ".0";
  return text;
}

Expr* integer_constant(Checker& c, Span span, std::string_view digits) {
  auto value = parse_integer(digits);
  if (value && *value >= -(1LL << 31) && *value < (1LL << 31)) return c.integer(span, static_cast<std::int64_t>(*value), c.types.long_);
  return c.constant(span, {Constant::Int, value ? integer_text(*value) : std::string(digits), {}});
}

Expr* Checker::check(const ast::IntLiteral& n) {
  if (!n.is_unsigned && !n.longs) return integer_constant(*this, n.span, n.digits);
  const Type* type = n.longs >= 2 ? (n.is_unsigned ? types.ulonglong : types.longlong) : (n.is_unsigned ? types.ulong : types.long_);
  auto value = parse_integer(n.digits);
  bool is_pattern = n.digits.view().size() > 2 && (n.digits.view()[1] == 'x' || n.digits.view()[1] == 'o' || n.digits.view()[1] == 'b');
  if (is_pattern && !n.is_unsigned && n.longs >= 2 && value && *value > INT64_MAX && *value <= UINT64_MAX)
    value = static_cast<std::int64_t>(static_cast<std::uint64_t>(*value));  // the bits as they are written
  if (!value || *value > (n.is_unsigned ? static_cast<__int128>(UINT64_MAX) : static_cast<__int128>(INT64_MAX))) {
    if (!n.is_unsigned && n.longs == 1) return integer_constant(*this, n.span, n.digits);  // 1L of Python 2
    error(n.span, diag::integer_too_large, n.digits, type_text(type));
    return error_value(n.span);
  }
  auto* made = make<typed::CLiteral>(n.span, type);
  made->text = arena.copy(integer_text(*value) + (n.is_unsigned ? "U" : "") + (n.longs >= 2 ? "LL" : n.longs == 1 ? "L" : ""));
  made->integer = static_cast<std::int64_t>(*value);
  made->is_integer = *value <= INT64_MAX;
  return made;
}

Expr* Checker::check(const ast::FloatLiteral& n) {
  std::string text = n.digits.str();
  if (text.find_first_of(".eE") == text.npos) text += ".0";
  while (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9') text.erase(0, 1);  // C would read an octal
  double value = std::strtod(text.c_str(), nullptr);
  return literal(n.span, types.double_, std::isinf(value) ? std::string("__builtin_inf()") : text);
}

Expr* Checker::check(const ast::ImaginaryLiteral& n) {
  return literal(n.span, types.double_complex, c_imaginary_text(n.digits.view()));
}

Expr* Checker::check(const ast::BoolLiteral& n) { return truth_flag(*this, n.span, n.value); }
Expr* Checker::check(const ast::NoneLiteral& n) { return none_value(*this, n.span); }
Expr* Checker::check(const ast::EllipsisLiteral& n) { return constant(n.span, {Constant::Ellipsis, {}, {}}); }

// ---- numbers as C++ spells them, and back
std::string c_float_text(std::string_view text) {
  return text == "inf" ? "__builtin_inf()" : text == "-inf" ? "(-__builtin_inf())" : text == "nan" ? "__builtin_nan(\"\")" : std::string(text);
}

std::string python_float_text(std::string_view text) {
  if (text.find("__builtin_") == text.npos) return std::string(text);
  return text.find("nan") != text.npos ? "nan" : text[0] == '(' || text[0] == '-' ? "-inf" : "inf";
}

constexpr std::string_view kImaginary = "cy::Complex<double>{0.0, ";
std::string c_imaginary_text(std::string_view digits) {
  std::string text(digits);
  if (text.find_first_of(".eE") == text.npos) text += ".0";
  return std::string(kImaginary) + text + "}";
}
std::string python_imaginary_text(std::string_view text) {
  return std::string(text.substr(kImaginary.size(), text.size() - kImaginary.size() - 1));
}

// ---- what is known of a checked expression
const Constant* known_constant(Checker& c, const Expr* e) {
  auto* k = typed::as<typed::PyConstant>(e);
  return k ? &constants_of(c)[k->constant] : nullptr;
}

std::optional<std::int64_t> known_integer(Checker& c, const Expr* e) {
  if (auto* k = typed::as<typed::CLiteral>(e)) {
    if (k->is_integer) return k->integer;
    return {};
  }
  if (const Constant* k = known_constant(c, e)) {
    if (k->kind == Constant::True) return 1;
    if (k->kind == Constant::False) return 0;
    if (k->kind == Constant::Int)
      if (auto v = parse_integer(k->text); v && *v >= INT64_MIN && *v <= INT64_MAX) return static_cast<std::int64_t>(*v);
  }
  return {};
}

namespace {

std::optional<__int128> exact_integer(Checker& c, const Expr* e) {
  if (auto* k = typed::as<typed::CLiteral>(e)) {
    // Only literals of Python's meaning are folded: a suffix or a C type asks for C arithmetic.
    if (k->is_integer && (k->type == c.types.long_ || k->type == c.types.bint)) return k->integer;
    return {};
  }
  const Constant* k = known_constant(c, e);
  return k && k->kind == Constant::Int ? parse_integer(k->text) : std::nullopt;
}

std::optional<double> exact_double(Checker& c, const Expr* e) {
  auto* k = typed::as<typed::CLiteral>(e);
  if (k && k->type == c.types.double_ && k->text.find("__builtin_") == k->text.npos) return std::strtod(std::string(k->text).c_str(), nullptr);
  return {};
}

std::optional<__int128> small_power(__int128 base, __int128 exponent) {
  if (exponent < 0 || exponent > 126) return {};
  __int128 result = 1;
  const __int128 limit = static_cast<__int128>(1) << 120;
  for (int i = 0; i < static_cast<int>(exponent); ++i) {
    __int128 size = result < 0 ? -result : result, factor = base < 0 ? -base : base;
    if (factor && size > limit / factor) return {};
    result *= base;
  }
  return result;
}

__int128 floor_divide(__int128 a, __int128 b) {
  __int128 q = a / b;
  return (a % b != 0) && ((a < 0) != (b < 0)) ? q - 1 : q;
}

std::optional<__int128> fold_integers(ast::BinaryOperator op, __int128 a, __int128 b) {
  using enum ast::BinaryOperator;
  const __int128 limit = static_cast<__int128>(1) << 62;
  bool small = a < limit && a > -limit && b < limit && b > -limit;
  if (!small) return {};
  switch (op) {
    case Add: return a + b;
    case Subtract: return a - b;
    case Multiply: return a * b;
    case FloorDivide: return b ? std::optional<__int128>(floor_divide(a, b)) : std::nullopt;
    case Modulo: return b ? std::optional<__int128>(a - floor_divide(a, b) * b) : std::nullopt;
    case Power: return small_power(a, b);
    case ShiftLeft:
      if (b < 0 || b > 62) return {};
      return a * (static_cast<__int128>(1) << static_cast<int>(b));
    case ShiftRight:
      if (b < 0) return {};
      return b > 100 ? (a < 0 ? -1 : 0) : a >> static_cast<int>(b);
    case BitAnd: return a & b;
    case BitOr: return a | b;
    case BitXor: return a ^ b;
    default: return {};
  }
}

Expr* fold_doubles(Checker& c, Span span, ast::BinaryOperator op, double a, double b) {
  using enum ast::BinaryOperator;
  double r;
  switch (op) {
    case Add: r = a + b; break;
    case Subtract: r = a - b; break;
    case Multiply: r = a * b; break;
    case TrueDivide:
      if (b == 0) return nullptr;
      r = a / b;
      break;
    default: return nullptr;
  }
  return std::isfinite(r) ? c.literal(span, c.types.double_, float_text(r)) : nullptr;
}

Expr* fold_strings(Checker& c, Span span, ast::BinaryOperator op, Expr* left, Expr* right) {
  const Constant *a = known_constant(c, left), *b = known_constant(c, right);
  if (op != ast::BinaryOperator::Add || !a || !b) return nullptr;
  auto is_str = [](const Constant* k) { return k->kind == Constant::Str || k->kind == Constant::Name || k->kind == Constant::EmptyStr; };
  auto is_bytes = [](const Constant* k) { return k->kind == Constant::Bytes || k->kind == Constant::EmptyBytes; };
  std::string text = a->text + b->text;
  if (is_str(a) && is_str(b)) return c.constant(span, {text.empty() ? Constant::EmptyStr : Constant::Str, text, {}});
  if (is_bytes(a) && is_bytes(b)) return c.constant(span, {text.empty() ? Constant::EmptyBytes : Constant::Bytes, text, {}});
  return nullptr;
}

}  // namespace

Expr* fold_binary(Checker& c, Span span, ast::BinaryOperator op, Expr* left, Expr* right) {
  auto a = exact_integer(c, left), b = exact_integer(c, right);
  using enum ast::BinaryOperator;
  if (a && b) {
    if (is_truth(left->type) && is_truth(right->type) && (op == BitAnd || op == BitOr || op == BitXor)) return nullptr;
    if (op == TrueDivide) {
      const __int128 exact = static_cast<__int128>(1) << 53;
      if (*b == 0 || *a > exact || *b > exact || *a < -exact || *b < -exact || c.at.directives->cdivision) return nullptr;
      return c.literal(span, c.types.double_, float_text(static_cast<double>(*a) / static_cast<double>(*b)));
    }
    if ((op == FloorDivide || op == Modulo) && c.at.directives->cdivision && (*a < 0 || *b < 0)) return nullptr;
    if (auto r = fold_integers(op, *a, *b)) return integer_constant(c, span, integer_text(*r));
    return nullptr;
  }
  auto x = exact_double(c, left), y = exact_double(c, right);
  if ((x || a) && (y || b) && (x || y)) {
    if (a && (*a > (1LL << 53) || *a < -(1LL << 53))) return nullptr;
    if (b && (*b > (1LL << 53) || *b < -(1LL << 53))) return nullptr;
    return fold_doubles(c, span, op, x ? *x : static_cast<double>(*a), y ? *y : static_cast<double>(*b));
  }
  return fold_strings(c, span, op, left, right);
}

Expr* fold_minus(Checker& c, Span span, Expr* operand) {
  if (is_truth(operand->type) && known_integer(c, operand)) return c.integer(span, -*known_integer(c, operand), c.types.long_);
  if (auto v = exact_integer(c, operand)) return integer_constant(c, span, integer_text(-*v));
  if (auto* k = typed::as<typed::CLiteral>(operand)) {
    if (k->type == c.types.double_)
      return c.literal(span, k->type, k->text.substr(0, 1) == "-" ? std::string(k->text.substr(1)) : "-" + std::string(k->text));
    if (k->is_integer && kind_of(k->type) == TypeKind::Int && as<IntType>(k->type)->sign == Sign::Signed) {
      auto* made = c.make<typed::CLiteral>(span, k->type);
      made->text = c.arena.copy("-" + std::string(k->text));
      made->integer = -k->integer;
      made->is_integer = true;
      return made;
    }
  }
  if (const Constant* k = known_constant(c, operand); k && k->kind == Constant::Int)
    return c.constant(span, {Constant::Int, k->text[0] == '-' ? k->text.substr(1) : "-" + k->text, {}});
  return nullptr;
}

}  // namespace cyrite::check
