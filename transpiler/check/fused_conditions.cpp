// Conditions that are known: on fused types (`if T is int`, `T in floating`), while the function of one combination is checked, and cython.compiled.
#include "check/fused.h"

namespace cyrite::check {
namespace {

// What an expression names, before and after the choice; null: no type.
struct TypeOperand { const Type* written = nullptr; const Type* chosen = nullptr; };

TypeOperand type_operand(Checker& c, const ast::Expr& e) {
  bool may_name = ast::is<ast::Name>(&e) || ast::is<ast::Attribute>(&e) || ast::is<ast::Subscript>(&e);
  if (!may_name) return {};
  if (auto* name = ast::as<ast::Name>(&e))
    if (Symbol* s = find_name(c, name->name); s && s->kind != SymbolKind::TypeName && s->kind != SymbolKind::CythonModule) return {};
  auto& choice = declarations_of(c).fused_choice;
  c.diagnostics.mute();
  TypeOperand out;
  out.chosen = c.type_of_expression(e);
  if (out.chosen && !is_error(out.chosen)) {
    Restore plain(choice, {});
    out.written = c.type_of_expression(e);
  }
  c.diagnostics.unmute();
  return out.written ? out : TypeOperand{};
}

bool is_among(const Type* type, const Type* set) {
  if (auto* fused = as<FusedType>(set)) {
    for (const Type* member : fused->members)
      if (is_among(type, member)) return true;
    return false;
  }
  // A pointer to a fused type stands for pointers to each of its members.
  auto *pointer = as<PointerType>(type), *set_pointer = as<PointerType>(set);
  if (pointer && set_pointer && contains_fused(set_pointer)) return is_among(pointer->base, set_pointer->base);
  auto *complex = as<ComplexType>(type), *set_complex = as<ComplexType>(set);
  if (complex && set_complex && contains_fused(set_complex)) return is_among(complex->real, set_complex->real);
  return same_type(type, set);
}

MaybeBool compared(Checker& c, const ast::Compare& n) {
  if (n.ops.size() != 1) return MaybeBool::Unset;
  TypeOperand left = type_operand(c, *n.first);
  if (!left.written) return MaybeBool::Unset;
  ast::CompareOperator op = n.ops[0];
  bool in = op == ast::CompareOperator::In, not_in = op == ast::CompareOperator::NotIn;
  auto answer = [](bool yes) { return yes ? MaybeBool::True : MaybeBool::False; };
  if (in || not_in) {
    std::vector<const ast::Expr*> items{n.rest[0]};
    if (auto* tuple = ast::as<ast::TupleDisplay>(n.rest[0])) items.assign(tuple->items.begin(), tuple->items.end());
    bool found = false, any_fused = contains_fused(left.written);
    for (const ast::Expr* item : items) {
      TypeOperand right = type_operand(c, *item);
      if (!right.written) return MaybeBool::Unset;
      any_fused |= contains_fused(right.written);
      found |= is_among(left.chosen, right.written);
    }
    return any_fused ? answer(found == in) : MaybeBool::Unset;
  }
  TypeOperand right = type_operand(c, *n.rest[0]);
  if (!right.written || (!contains_fused(left.written) && !contains_fused(right.written))) return MaybeBool::Unset;
  bool same = same_type(left.chosen, right.chosen);
  if (op == ast::CompareOperator::Is || op == ast::CompareOperator::Equal) return answer(same);
  if (op == ast::CompareOperator::IsNot || op == ast::CompareOperator::NotEqual) return answer(!same);
  return MaybeBool::Unset;
}

}  // namespace

MaybeBool compiled_condition(Checker& c, const ast::Expr& e) {
  if (ast::is<ast::Attribute>(&e)) return cython_path(c, e) == "compiled" ? MaybeBool::True : MaybeBool::Unset;
  auto* n = ast::as<ast::Unary>(&e);
  bool denies = n && n->op == ast::UnaryOperator::Not && ast::is<ast::Attribute>(n->operand);
  return denies && cython_path(c, *n->operand) == "compiled" ? MaybeBool::False : MaybeBool::Unset;
}

MaybeBool fused_condition(Checker& c, const ast::Expr& e) {
  if (MaybeBool known = compiled_condition(c, e); known != MaybeBool::Unset) return known;
  if (declarations_of(c).fused_choice.empty()) return MaybeBool::Unset;
  if (auto* n = ast::as<ast::Compare>(&e)) return compared(c, *n);
  if (auto* n = ast::as<ast::Unary>(&e); n && n->op == ast::UnaryOperator::Not) {
    MaybeBool inner = fused_condition(c, *n->operand);
    return inner == MaybeBool::Unset ? inner : inner == MaybeBool::True ? MaybeBool::False : MaybeBool::True;
  }
  auto* n = ast::as<ast::BoolOp>(&e);
  if (!n) return MaybeBool::Unset;
  MaybeBool decides = n->op == ast::BoolOperator::And ? MaybeBool::False : MaybeBool::True;
  MaybeBool left = fused_condition(c, *n->left);
  if (left == decides || left == MaybeBool::Unset) return left;
  return fused_condition(c, *n->right);
}

}  // namespace cyrite::check
