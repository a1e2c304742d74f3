// Unary and binary operators and comparisons: C arithmetic by Cython's typing rules, Python's where an operand is an object.
#include <cmath>
#include <cstdlib>

#include "check/expressions.h"

namespace cyrite::check {

using enum ast::BinaryOperator;
using typed::COperator;

std::string_view operator_text(ast::BinaryOperator op) {
  static constexpr std::string_view texts[] = {"+", "-", "*", "@", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"};
  return texts[static_cast<int>(op)];
}

std::string_view operator_text(ast::CompareOperator op) {
  static constexpr std::string_view texts[] = {"<", "<=", "==", "!=", ">", ">=", "in", "not in", "is", "is not"};
  return texts[static_cast<int>(op)];
}

namespace {

struct PythonOperator { const RuntimeFunction *plain, *in_place, *with_int, *in_place_int; };
const PythonOperator& python_operator(ast::BinaryOperator op) {
  static const PythonOperator rows[] = {
      {&rt::number_add, &rt::number_inplace_add, &rt::number_add_int, &rt::number_inplace_add_int},
      {&rt::number_subtract, &rt::number_inplace_subtract, &rt::number_subtract_int, &rt::number_inplace_subtract_int},
      {&rt::number_multiply, &rt::number_inplace_multiply, &rt::number_multiply_int, &rt::number_inplace_multiply_int},
      {&rt::number_matrix_multiply, &rt::number_inplace_matrix_multiply, nullptr, nullptr},
      {&rt::number_true_divide, &rt::number_inplace_true_divide, &rt::number_true_divide_int, &rt::number_inplace_true_divide_int},
      {&rt::number_floor_divide, &rt::number_inplace_floor_divide, &rt::number_floor_divide_int, &rt::number_inplace_floor_divide_int},
      {&rt::number_remainder, &rt::number_inplace_remainder, &rt::number_remainder_int, &rt::number_inplace_remainder_int},
      {&rt::number_power, &rt::number_inplace_power, nullptr, nullptr},
      {&rt::number_lshift, &rt::number_inplace_lshift, &rt::number_lshift_int, &rt::number_inplace_lshift_int},
      {&rt::number_rshift, &rt::number_inplace_rshift, &rt::number_rshift_int, &rt::number_inplace_rshift_int},
      {&rt::number_and, &rt::number_inplace_and, &rt::number_and_int, &rt::number_inplace_and_int},
      {&rt::number_or, &rt::number_inplace_or, &rt::number_or_int, &rt::number_inplace_or_int},
      {&rt::number_xor, &rt::number_inplace_xor, &rt::number_xor_int, &rt::number_inplace_xor_int},
  };
  return rows[static_cast<int>(op)];
}

bool true_division(Checker& c) { return language_level(c) >= 3 || state_of(c).future_division; }

bool is_builtin_int(const Type* t) { return is_builtin(t, BuiltinClass::Int) || is_builtin(t, BuiltinClass::Bool); }
bool is_builtin_float(const Type* t) { return is_builtin(t, BuiltinClass::Float); }

// The class of the result where the classes of the operands are known exactly; object otherwise.
const Type* python_result(Checker& c, ast::BinaryOperator op, const Type* a, const Type* b) {
  TypeTable& t = c.types;
  const Type *x = is_object(a) ? resolved(a) : object_type_of(c, a), *y = is_object(b) ? resolved(b) : object_type_of(c, b);
  if (!x || !y) return t.object;
  bool ints = is_builtin_int(x) && is_builtin_int(y);
  bool numbers = (is_builtin_int(x) || is_builtin_float(x)) && (is_builtin_int(y) || is_builtin_float(y));
  switch (op) {
    case Add:
    case Subtract:
    case Multiply:
      if (ints) return t.py_int;
      if (numbers) return t.py_float;
      break;
    case FloorDivide:
    case Modulo:
      if (ints) return t.py_int;
      if (numbers) return t.py_float;
      break;
    case TrueDivide:
      if (numbers && (true_division(c) || !ints)) return t.py_float;
      break;
    case BitAnd:
    case BitOr:
    case BitXor:
      if (ints) return is_builtin(x, BuiltinClass::Bool) && is_builtin(y, BuiltinClass::Bool) ? static_cast<const Type*>(t.bool_) : t.py_int;
      if (x == y && (x == t.set || x == t.frozenset || (x == t.dict && op == BitOr))) return op == BitXor && x == t.dict ? t.object : x;
      break;
    case ShiftLeft:
    case ShiftRight:
      if (ints) return t.py_int;
      break;
    default: break;
  }
  if (op == Add && x == y && (x == t.str || x == t.bytes || x == t.list || x == t.tuple || x == t.bytearray)) return x;
  if (op == Multiply) {
    auto sequence = [&](const Type* s) { return s == t.str || s == t.bytes || s == t.list || s == t.tuple || s == t.bytearray; };
    if (sequence(x) && is_builtin_int(y)) return x;
    if (sequence(y) && is_builtin_int(x)) return y;
  }
  if (op == Modulo && (x == t.str || x == t.bytes)) return x;
  if (op == Subtract && x == y && (x == t.set || x == t.frozenset)) return x;
  return t.object;
}

// A sequence times a C integer, or a str/bytes/list concatenation: rows of their own.
Expr* sequence_operation(Checker& c, Span span, ast::BinaryOperator op, Expr* a, Expr* b) {
  TypeTable& t = c.types;
  const Type *x = resolved(a->type), *y = resolved(b->type);
  if (op == Add && x == y) {
    const RuntimeFunction* row = x == t.str ? &rt::str_concat : x == t.bytes ? &rt::bytes_concat : x == t.list ? &rt::list_concat : x == t.tuple ? &rt::tuple_concat : nullptr;
    if (row && !may_be_none(c, a) && !may_be_none(c, b)) return c.call_runtime(span, *row, x, {a, b});
  }
  if (op == Multiply) {
    auto repeat = [&](Expr* sequence, Expr* count) -> Expr* {
      const Type* s = resolved(sequence->type);
      const RuntimeFunction* row = s == t.str ? &rt::str_repeat : s == t.list ? &rt::list_repeat : s == t.tuple ? &rt::tuple_repeat : nullptr;
      if (!row || !is_int(count->type) || !fits_ssize(count->type) || may_be_none(c, sequence)) return nullptr;
      return c.call_runtime(span, *row, s, {sequence, to_ssize(c, count)});
    };
    if (Expr* made = repeat(a, b)) return made;
    if (is_simple(a))
      if (Expr* made = repeat(b, a)) return made;
  }
  return nullptr;
}

Expr* python_binary(Checker& c, Span span, ast::BinaryOperator op, Expr* left, Expr* right, bool in_place) {
  c.require_gil(span, fmt::format("the operator '{}' on Python objects", operator_text(op)));
  const PythonOperator& row = python_operator(op);
  if (!in_place)
    if (Expr* made = sequence_operation(c, span, op, left, right)) return made;
  const Type* type = python_result(c, op, left->type, right->type);
  if (op == Modulo && (type == c.types.str || type == c.types.bytes) && may_be_none(c, left)) type = c.types.object;  // None may have its own idea of %
  bool classic = op == TrueDivide && !true_division(c);
  const RuntimeFunction* with_int = in_place ? row.in_place_int : row.with_int;
  if (with_int && !classic && is_object(left->type) && is_int(right->type) && fits_ssize(right->type) && !is_truth(right->type) && !is_character(right->type) && kind_of(right->type) == TypeKind::Int)
    return c.call_runtime(span, *with_int, type, {left, to_ssize(c, right)});
  if (is_object(left->type) && is_float(right->type) && resolved(right->type) == c.types.double_ && !in_place) {
    const RuntimeFunction* row_double = op == Add ? &rt::number_add_double : op == Subtract ? &rt::number_subtract_double : op == Multiply ? &rt::number_multiply_double : op == TrueDivide ? &rt::number_true_divide_double : nullptr;
    if (row_double) return c.call_runtime(span, *row_double, type, {left, right});
  }
  Expr *a = to_object(c, left), *b = to_object(c, right);
  if (is_error(a->type) || is_error(b->type)) return c.error_value(span);
  if (op == Modulo && resolved(a->type) == c.types.str && !may_be_none(c, a)) return c.call_runtime(span, rt::str_modulo, c.types.str, {a, b});
  const RuntimeFunction& function = classic ? (in_place ? rt::number_inplace_classic_divide : rt::number_classic_divide) : in_place ? *row.in_place : *row.plain;
  return c.call_runtime(span, function, type, {a, b});
}

COperator c_operator(ast::BinaryOperator op) {
  switch (op) {
    case Add: return COperator::Add;
    case Subtract: return COperator::Subtract;
    case Multiply: return COperator::Multiply;
    case TrueDivide: return COperator::TrueDivide;
    case FloorDivide: return COperator::FloorDivide;
    case Modulo: return COperator::FloorModulo;
    case Power: return COperator::Power;
    case ShiftLeft: return COperator::ShiftLeft;
    case ShiftRight: return COperator::ShiftRight;
    case BitAnd: return COperator::And;
    case BitOr: return COperator::Or;
    default: return COperator::Xor;
  }
}

typed::CBinary* c_binary(Checker& c, Span span, COperator op, Expr* a, Expr* b, const Type* type) {
  auto* made = c.make<typed::CBinary>(span, type);
  made->op = op;
  made->left = a;
  made->right = b;
  return made;
}

Expr* wrong_operands(Checker& c, Span span, std::string_view op, const Type* a, const Type* b) {
  c.error(span, diag::wrong_operands, op, type_text(a), type_text(b));
  return c.error_value(span);
}

Expr* pointer_arithmetic(Checker& c, Span span, ast::BinaryOperator op, Expr* a, Expr* b) {
  a = decayed(c, a);
  b = decayed(c, b);
  const Type *pa = pointed_type(a->type), *pb = pointed_type(b->type);
  if (op == Subtract && pa && pb && same_type(pa, pb)) return c_binary(c, span, COperator::Subtract, a, b, c.types.ptrdiff);
  if (pa && is_int(b->type) && (op == Add || op == Subtract)) return c_binary(c, span, c_operator(op), a, b, a->type);
  if (pb && is_int(a->type) && op == Add) return c_binary(c, span, COperator::Add, b, a, b->type);
  return nullptr;
}

bool nonzero_constant(Checker& c, Expr* e) {
  if (auto n = known_integer(c, e)) return *n != 0;
  auto* k = typed::as<typed::CLiteral>(e);
  return k && !k->is_integer && is_float(k->type) && std::strtod(std::string(k->text).c_str(), nullptr) != 0;
}

void set_division_checks(Checker& c, typed::CBinary* made, bool integer) {
  const Directives& d = *c.at.directives;
  made->check_zero = !d.cdivision && !nonzero_constant(c, made->right);
  made->warn_cdivision = d.cdivision_warnings && integer && made->op != COperator::TrueDivide;
  if (made->check_zero && c.at.nogil) return;  // raising takes the GIL by itself
}

Expr* division(Checker& c, Span span, ast::BinaryOperator op, Expr* a, Expr* b, const Type* type) {
  bool cdivision = c.at.directives->cdivision;
  bool ints = is_int(a->type) && is_int(b->type);
  if (op == TrueDivide && ints && !cdivision && true_division(c)) type = c.types.double_;
  const IntType* i = as<IntType>(type);
  COperator operation;
  if (op == TrueDivide) operation = i ? (cdivision ? COperator::Divide : COperator::FloorDivide) : COperator::TrueDivide;
  else if (op == FloorDivide) operation = i && (cdivision || i->sign == Sign::Unsigned) ? COperator::Divide : COperator::FloorDivide;
  else operation = (cdivision && !is_float(type)) || (i && i->sign == Sign::Unsigned) ? COperator::Modulo : cdivision ? COperator::Modulo : COperator::FloorModulo;
  if (is_complex(type) && op != TrueDivide) return wrong_operands(c, span, operator_text(op), a->type, b->type);
  auto* made = c_binary(c, span, operation, c.convert(a, type), c.convert(b, type), type);
  made->of_integers = ints;
  set_division_checks(c, made, i != nullptr);
  if (made->op == COperator::FloorDivide || made->op == COperator::Divide) made->check_overflow = i && !cdivision;
  return made;
}

bool known_nonnegative(Checker& c, Expr* e) {
  if (auto n = known_integer(c, e)) return *n >= 0;
  if (auto* k = typed::as<typed::CLiteral>(e); k && is_float(k->type)) return std::strtod(std::string(k->text).c_str(), nullptr) >= 0;
  const IntType* i = as<IntType>(value_type(e->type));
  return i && i->sign == Sign::Unsigned;
}

bool known_integral(Expr* e) {
  if (is_int(e->type)) return true;
  auto* k = typed::as<typed::CLiteral>(e);
  if (!k || !is_float(k->type)) return false;
  double v = std::strtod(std::string(k->text).c_str(), nullptr);
  return std::floor(v) == v;
}

// A square or a sum of squares of one and the same variable cannot be negative: x*x, x*x + y*y, abs(x), (x*x)/3.0.
bool same_variable(const Expr* a, const Expr* b) {
  auto *x = typed::as<typed::LocalRef>(a), *y = typed::as<typed::LocalRef>(b);
  return x && y && x->local == y->local;
}

bool proved_nonnegative(Checker& c, Expr* e) {
  if (known_nonnegative(c, e)) return true;
  if (auto* v = typed::as<typed::Convert>(e); v && v->conversion == typed::Conversion::CCast && is_float(v->type)) return proved_nonnegative(c, v->operand);
  if (auto* call = typed::as<typed::RuntimeCall>(e)) return call->function == &rt::absolute;
  auto* b = typed::as<typed::CBinary>(e);
  if (!b || !is_float(b->type)) return false;
  if (b->op == COperator::Multiply && same_variable(b->left, b->right)) return true;
  if (b->op == COperator::Power)
    if (auto n = known_integer(c, b->right)) return *n % 2 == 0;
  if (b->op == COperator::Add || b->op == COperator::Multiply || b->op == COperator::TrueDivide) return proved_nonnegative(c, b->left) && proved_nonnegative(c, b->right);
  return false;
}

Expr* c_power(Checker& c, Span span, Expr* a, Expr* b) {
  const Type* type = wider_type(c, wider_type(c, a->type, b->type), c.types.int_);
  MaybeBool cpow = c.at.directives->cpow;
  if (is_complex(type)) {
    if (!is_float(as<ComplexType>(type)->real)) type = c.types.double_complex;
    return c_binary(c, span, COperator::Power, c.convert(a, type), c.convert(b, type), type);
  }
  bool ints = is_int(a->type) && is_int(b->type);
  // A literal to an unknown power is Python's: it stays an int, of any size.
  if (ints && cpow != MaybeBool::True && known_integer(c, a) && !c.at.nogil) return python_binary(c, span, Power, a, b, false);
  if (cpow == MaybeBool::True) {
    if (auto n = known_integer(c, b); n && *n < 0 && ints) type = c.types.double_;
  } else if (ints) {
    const IntType* i = as<IntType>(value_type(b->type));
    auto n = known_integer(c, b);
    bool may_be_negative = n ? *n < 0 : !i || i->sign != Sign::Unsigned;
    if (may_be_negative) type = c.types.double_;
  } else if (!known_integral(b) && !proved_nonnegative(c, a) && !c.at.nogil) {
    // Python's result is a float or a complex number, as the values decide.
    Expr *x = to_object(c, a), *y = to_object(c, b);
    c.require_gil(span, "a power that may become complex (set cpow=True for C's pow)");
    return c.call_runtime(span, rt::number_power, c.types.object, {x, y});
  }
  auto* made = c_binary(c, span, COperator::Power, c.convert(a, type), c.convert(b, type), type);
  made->check_overflow = c.at.directives->overflowcheck && is_int(type);
  return made;
}

// len(x) and the like: a number that C has only because the compiler knows the builtin.
bool is_measured(Checker& c, Expr* e) {
  auto* call = typed::as<typed::RuntimeCall>(e);
  return call && call->type == c.types.ssize;
}

Expr* shift(Checker& c, Span span, ast::BinaryOperator op, Expr* a, Expr* b) {
  // `1 << len(x)` stays an int, of any size.
  if (op == ShiftLeft && known_integer(c, a) && is_measured(c, b) && !c.at.nogil) return python_binary(c, span, op, a, b, false);
  if (known_integer(c, a) && known_integer(c, b) && !c.at.nogil) return python_binary(c, span, op, a, b, false);
  const Type* type = wider_type(c, wider_type(c, a->type, b->type), c.types.int_);
  // Only C knows the sign of such a type, and how many places are shifted does not change it.
  if (auto* i = as<IntType>(value_type(a->type)); i && i->size_unknown && known_integer(c, b)) type = value_type(a->type);
  auto* made = c_binary(c, span, c_operator(op), c.convert(a, type), c.convert(b, type), type);
  made->check_overflow = op == ShiftLeft && c.at.directives->overflowcheck;
  return made;
}

Expr* c_arithmetic(Checker& c, Span span, ast::BinaryOperator op, Expr* a, Expr* b) {
  const Type* type = c.arithmetic_type(op, a->type, b->type);
  if (!type) return wrong_operands(c, span, operator_text(op), a->type, b->type);
  switch (op) {
    case TrueDivide:
    case FloorDivide:
    case Modulo: return division(c, span, op, a, b, type);
    case Power: return c_power(c, span, a, b);
    case ShiftLeft:
    case ShiftRight: return shift(c, span, op, a, b);
    default: break;
  }
  auto* made = c_binary(c, span, c_operator(op), c.convert(a, type), c.convert(b, type), type);
  made->check_overflow = is_int(type) && c.at.directives->overflowcheck && (op == Add || op == Subtract || op == Multiply);
  return made;
}

}  // namespace

int language_level(Checker& c) {
  std::string_view text = c.at.directives ? c.at.directives->language_level.view() : std::string_view();
  if (text.empty()) return c.options.language_level;
  return text[0] - '0';
}

// The common C type of an arithmetic operation; null if there is none.
const Type* Checker::arithmetic_type(ast::BinaryOperator op, const Type* a, const Type* b) {
  if (!is_numeric(a) || !is_numeric(b) || op == MatrixMultiply) return nullptr;
  const Type* type = wider_type(*this, a, b);
  bool bits = op == BitAnd || op == BitOr || op == BitXor;
  if (bits || op == ShiftLeft || op == ShiftRight)
    if (!is_int(type)) return nullptr;
  if (is_truth(type)) return bits ? type : types.int_;
  return wider_type(*this, type, types.int_);
}

Expr* binary(Checker& c, Span span, ast::BinaryOperator op, Expr* left, Expr* right, bool in_place) {
  if (is_error(left->type) || is_error(right->type)) return c.error_value(span);
  if (!in_place)
    if (Expr* folded = fold_binary(c, span, op, left, right)) return folded;
  if (is_cpp_class(left->type) || is_cpp_class(right->type)) return cpp_operation(c, span, c.arena.copy(operator_text(op)), {left, right});
  auto is_python = [](const Expr* e) { return is_object(e->type) || is_view(e->type) || kind_of(value_type(e->type)) == TypeKind::Tuple || is_character(e->type); };
  bool strings = op == Modulo ? is_string_pointer(left->type) || is_string_pointer(right->type) : op == Add && is_string_pointer(left->type) && is_string_pointer(right->type);
  // pointer += object: the pointer is moved, it does not become text.
  if (in_place && (op == Add || op == Subtract) && is_pointer(left->type) && pointed_type(left->type) && is_object(right->type)) right = c.convert(right, c.types.ssize);
  if (is_python(left) || is_python(right) || strings || op == MatrixMultiply) return python_binary(c, span, op, left, right, in_place);
  if (pointed_type(left->type) || pointed_type(right->type)) {
    if (Expr* made = pointer_arithmetic(c, span, op, left, right)) return made;
    return wrong_operands(c, span, operator_text(op), left->type, right->type);
  }
  if (is_void(left->type) || is_void(right->type)) {
    c.error(span, diag::void_value);
    return c.error_value(span);
  }
  return c_arithmetic(c, span, op, left, right);
}

// `**` that is stored straight into a C number is C's power, as in Cython.
Expr* power_as(Checker& c, const ast::Binary& n, const Type* to) {
  if (c.at.directives->cpow != MaybeBool::Unset || !(is_int(to) || is_float(to)) || is_truth(to)) return nullptr;
  Expr *a = c.expr(*n.left), *b = c.expr(*n.right);
  if (is_error(a->type) || is_error(b->type)) return c.error_value(n.span);
  bool ints = is_int(a->type) && is_int(b->type);
  bool numbers = (is_int(a->type) || is_float(a->type)) && (is_int(b->type) || is_float(b->type));
  if (!(is_int(to) ? ints : numbers) || fold_binary(c, n.span, Power, a, b)) return c.convert(binary(c, n.span, Power, a, b), to);
  Expr* plain = binary(c, n.span, Power, a, b);
  if (same_type(plain->type, to) || (is_float(to) && is_float(plain->type))) return c.convert(plain, to);
  const Type* type = wider_type(c, wider_type(c, a->type, b->type), c.types.int_);
  if (auto k = known_integer(c, b); is_int(type) && k && *k < 0) return c.convert(plain, to);
  return c.convert(c_binary(c, n.span, COperator::Power, c.convert(a, type), c.convert(b, type), type), to);
}

Expr* Checker::check(const ast::Binary& n) {
  // A long chain of operators leans to the left: walk it instead of recurring.
  std::vector<const ast::Binary*> chain;
  const ast::Expr* leftmost = &n;
  while (auto* b = ast::as<ast::Binary>(leftmost)) {
    chain.push_back(b);
    leftmost = b->left;
  }
  Expr* value = expr(*leftmost);
  for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
    const ast::Binary& b = **it;
    if (b.op == Modulo)
      if (Expr* formatted = format_percent(*this, b, value)) {
        value = formatted;
        continue;
      }
    value = binary(*this, b.span, b.op, value, expr(*b.right));
  }
  return value;
}

Expr* negated(Checker& c, Expr* truth) {
  if (is_error(truth->type)) return truth;
  if (auto n = known_integer(c, truth)) return truth_flag(c, truth->span, *n == 0);
  if (auto* inner = typed::as<typed::Not>(truth)) return inner->operand;
  auto* made = c.make<typed::Not>(truth->span, c.types.bint);
  made->operand = truth;
  return made;
}

namespace {
Expr* c_unary(Checker& c, Span span, typed::CUnaryOperator op, Expr* operand, const Type* type) {
  auto* made = c.make<typed::CUnary>(span, type);
  made->op = op;
  made->operand = c.convert(operand, type);
  made->check_overflow = op == typed::CUnaryOperator::Minus && c.at.directives->overflowcheck && is_int(type);
  return made;
}
}  // namespace

Expr* Checker::check(const ast::Unary& n) {
  if (n.op == ast::UnaryOperator::AddressOf) return address_of(*this, n);
  if (n.op == ast::UnaryOperator::Not) {
    Expr* operand = expr(*n.operand);
    if (is_cpp_class(operand->type) && member_of(*this, operand->type, "operator!")) return cpp_operation(*this, n.span, "!", {operand});
    return negated(*this, truth(operand));
  }
  Expr* operand = expr(*n.operand);
  if (is_error(operand->type)) return operand;
  if (n.op == ast::UnaryOperator::Minus)
    if (Expr* folded = fold_minus(*this, n.span, operand)) return folded;
  const Type* type = plain_type(operand->type);
  std::string_view text = n.op == ast::UnaryOperator::Minus ? "-" : n.op == ast::UnaryOperator::Plus ? "+" : "~";
  if (is_cpp_class(type)) return cpp_operation(*this, n.span, text, {operand});
  if (is_object(type) || is_view(type) || is_character(type) || kind_of(type) == TypeKind::Tuple) {
    const RuntimeFunction& row = n.op == ast::UnaryOperator::Minus ? rt::number_negative : n.op == ast::UnaryOperator::Plus ? rt::number_positive : rt::number_invert;
    const Type* result = is_builtin(type, BuiltinClass::Int) || (is_builtin(type, BuiltinClass::Float) && n.op != ast::UnaryOperator::Invert) ? type : types.object;
    return call_runtime(n.span, row, result, {to_object(*this, operand)});
  }
  bool fits = n.op == ast::UnaryOperator::Invert ? is_int(type) : is_numeric(type);
  if (!fits) {
    error(n.span, diag::wrong_operand, text, type_text(type));
    return error_value(n.span);
  }
  auto op = n.op == ast::UnaryOperator::Minus ? typed::CUnaryOperator::Minus : n.op == ast::UnaryOperator::Plus ? typed::CUnaryOperator::Plus : typed::CUnaryOperator::Invert;
  if (is_int(type)) type = wider_type(*this, is_truth(type) ? types.int_ : type, types.int_);
  return c_unary(*this, n.span, op, operand, type);
}

}  // namespace cyrite::check
