// yield, yield from and await: where they may stand is known by the function around them.
#include "check/expressions.h"

namespace cyrite::check {

namespace {
bool in_generator(Checker& c, Span span, std::string_view word) {
  typed::Function* f = c.at.function;
  if (f && f->kind != typed::FunctionKind::ModuleBody && f->kind != typed::FunctionKind::CFunction && f->kind != typed::FunctionKind::Special &&
      f->generator != typed::GeneratorKind::None && !(c.at.scope && c.at.scope->kind == ScopeKind::PythonClass))
    return true;
  if (f && f->generator != typed::GeneratorKind::None && !(c.at.scope && c.at.scope->kind == ScopeKind::PythonClass)) return true;
  c.error(span, diag::misplaced_yield, word);
  return false;
}
}  // namespace

Expr* Checker::check(const ast::Yield& n) {
  Expr* value = n.value ? object(*n.value) : none_value(*this, n.span);
  if (!in_generator(*this, n.span, "yield") || is_error(value->type)) return error_value(n.span);
  if (at.in_parallel) error(n.span, diag::yield_in_parallel);
  require_gil(n.span, "yield");
  auto* made = make<typed::Yield>(n.span, types.object);
  made->value = value;
  return made;
}

Expr* Checker::check(const ast::YieldFrom& n) {
  Expr* value = object(*n.value);
  if (!in_generator(*this, n.span, "yield from") || is_error(value->type)) return error_value(n.span);
  if (at.function->generator == typed::GeneratorKind::AsyncGenerator || at.function->generator == typed::GeneratorKind::Coroutine) {
    error(n.span, diag::yield_from_in_async);
    return error_value(n.span);
  }
  require_gil(n.span, "yield from");
  auto* made = make<typed::YieldFrom>(n.span, types.object);
  made->iterable = value;
  return made;
}

Expr* Checker::check(const ast::Await& n) {
  Expr* value = object(*n.value);
  if (!in_generator(*this, n.span, "await") || is_error(value->type)) return error_value(n.span);
  if (at.function->generator == typed::GeneratorKind::Generator) {
    error(n.span, diag::await_outside_async);
    return error_value(n.span);
  }
  require_gil(n.span, "await");
  auto* made = make<typed::Await>(n.span, types.object);
  made->awaitable = value;
  return made;
}

}  // namespace cyrite::check
