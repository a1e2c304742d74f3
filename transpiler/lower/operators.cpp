// C arithmetic and comparison, with the checks that Python's meaning asks for.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

// `x++` and its kin on C numbers and pointers.
static Value step(FunctionLowering& l, const CUnary& e) {
  Value at = l.place(e.operand);
  Value before = l.b.load(at);
  bool up = e.op == CUnaryOperator::PreIncrement || e.op == CUnaryOperator::PostIncrement;
  bool post = e.op == CUnaryOperator::PostIncrement || e.op == CUnaryOperator::PostDecrement;
  if (post) {
    ir::Local* old = l.temporary(e.type, "before");
    l.b.store(old, before);
    before = l.b.load(old);
  }
  const Type* one_type = is_pointer(e.type) ? l.types.ssize : e.type;
  Value after = l.b.add(Op::Binary, e.type, {before, l.b.integer(one_type, 1)});
  after->c_operator = up ? COperator::Add : COperator::Subtract;
  l.b.store(at, after);
  return post ? before : l.b.load(at);
}

Value FunctionLowering::lower(const CUnary& e) {
  if (e.op > CUnaryOperator::Invert) return step(*this, e);
  Value operand = value(e.operand);
  if (e.check_overflow && e.op == CUnaryOperator::Minus) {
    Value v = b.add(Op::CheckedBinary, e.type, {zero(e.type), operand});
    v->c_operator = COperator::Subtract;
    return v;
  }
  Value v = b.add(Op::Unary, e.type, {operand});
  v->c_unary = e.op;
  return v;
}

static bool is_division(COperator op) {
  return op == COperator::Divide || op == COperator::Modulo || op == COperator::FloorDivide || op == COperator::FloorModulo || op == COperator::TrueDivide;
}

static const char* zero_message(const CBinary& e, bool python2) {
  if (!python2 && e.op == COperator::TrueDivide && e.of_integers) return "division by zero";
  if (is_int(e.type)) return "integer division or modulo by zero";
  bool modulo = e.op == COperator::Modulo || e.op == COperator::FloorModulo;
  return modulo ? "float divmod()" : "float division";
}

static bool is_signed(const Type* t) {
  auto i = as<IntType>(t);
  return !i || i->sign != Sign::Unsigned;
}

static void division_checks(FunctionLowering& l, const CBinary& e, Value left, Value right) {
  auto* literal = as<CLiteral>(e.right);
  bool known = literal && literal->is_integer && literal->integer != 0;
  if (e.check_zero && !known) l.b.add(Op::CheckNonZero, nullptr, {right})->text = zero_message(e, l.m.source.python2_texts);
  bool may_overflow = e.check_zero && is_int(e.type) && is_signed(e.type) && (e.op == COperator::FloorDivide || e.op == COperator::Divide);
  if (may_overflow && !(known && literal->integer != -1)) l.b.add(Op::CheckDivision, nullptr, {left, right})->text = "value too large to perform division";
  if (!e.warn_cdivision || !is_int(e.type)) return;
  // Operands of different signs: C and Python disagree.
  Value mixed = l.b.add(Op::Binary, e.type, {left, right});
  mixed->c_operator = COperator::Xor;
  ir::Block *warn = l.b.new_block("cdivision warning"), *after = l.b.new_block();
  l.b.branch(l.compare(CComparison::Less, mixed, l.zero(e.type)), warn, after, -1);
  l.b.place(warn);
  const SourceFiles* sources = l.m.source.sources;
  std::string_view file = sources && l.b.span.file < sources->size() ? std::string_view((*sources)[l.b.span.file].path) : std::string_view();
  std::int64_t line = sources && l.b.span.file < sources->size() ? sources->line(l.b.span) : 0;
  l.call(rt::warn_cdivision, l.types.int_, {l.text_literal(file), l.b.integer(l.types.int_, line)});
  l.b.place(after);
}

Value FunctionLowering::lower(const CBinary& e) {
  Value left = value(e.left);
  Value right = value(e.right);
  if (e.op == COperator::Power) return call(rt::power, e.type, {left, right});
  if (is_division(e.op)) division_checks(*this, e, left, right);
  bool can_overflow = e.op == COperator::Add || e.op == COperator::Subtract || e.op == COperator::Multiply || e.op == COperator::ShiftLeft;
  Value v = b.add(e.check_overflow && can_overflow ? Op::CheckedBinary : Op::Binary, e.type, {left, right});
  v->c_operator = e.op;
  return v;
}

Value FunctionLowering::lower(const CCompare& e) {
  Value left = value(e.left);
  Value right = value(e.right);
  return compare(e.op, left, right);
}

}  // namespace cyrite::lower
