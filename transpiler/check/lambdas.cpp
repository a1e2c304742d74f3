// lambda expressions: a function whose body returns one value.
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

Expr* Checker::check(const ast::Lambda& n) {
  require_gil(n.span, "making a function");
  if (state_of(*this).speculative) {
    for (auto* p : n.parameters)
      if (p->default_value) object(*p->default_value);
    auto* made = make<typed::MakeFunction>(n.span, types.object);
    return made;
  }
  ExprList defaults;
  std::vector<typed::DictItem> keyword_defaults;
  for (auto* p : n.parameters) {
    if (!p->default_value) continue;
    if (p->kind == ast::ParameterKind::KeywordOnly) keyword_defaults.push_back({name_constant(p->span, p->name), object(*p->default_value)});
    else defaults.push_back(object(*p->default_value));
  }
  auto* body = arena.make<ast::Return>();
  body->kind = ast::NodeKind::Return;
  body->span = n.body->span;
  body->value = n.body;
  std::vector<ast::Stmt*> statements{body};
  typed::Function* function = new_function(typed::FunctionKind::Lambda, "<lambda>", n.span);
  function->is_lambda_like = true;
  function->is_type_scope = declaration_state->type_scopes.count(&n) > 0;
  function->result = types.object;
  check_function_body(function, n.parameters, arena.copy(statements));
  auto* made = make<typed::MakeFunction>(n.span, types.object);
  made->function = function;
  made->defaults = arena.copy(defaults);
  made->keyword_defaults = arena.copy(keyword_defaults);
  return made;
}

}  // namespace cyrite::check
