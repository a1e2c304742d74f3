// Statements with blocks: control flow, functions and classes.
#include "parse/converter.h"

namespace cyrite::parsing {

using namespace ast;

Block Converter::else_block(TSNode clause) {
  Children list(walker_, clause);
  TSNode body = list.find(Field::Body);
  return control_block(ts_node_is_null(body) ? list[list.size() - 1].node : body);
}

// `elif` makes the If that stands alone in the `orelse` of the one before: built from the last to the first.
Stmt* Converter::if_statement(TSNode node) {
  struct Clause { Span span; Expr* condition; Block body; };
  std::vector<Clause> clauses;
  Block orelse;
  Children list(walker_, node);
  clauses.push_back({span_of(node), expression(list.find(Field::Condition)), {}});
  clauses.back().body = control_block(list.find(Field::Consequence));
  for (Child child : list) {
    if (child.kind == Kind::ElseClause) orelse = else_block(child.node);
    if (child.kind != Kind::ElifClause) continue;
    Children parts(walker_, child.node);
    Expr* condition = expression(parts.find(Field::Condition));
    Block body = control_block(parts.find(Field::Consequence));
    clauses.push_back({between(span_of(child.node), span_of(node)), condition, body});
  }
  while (true) {
    auto* result = make<If>(clauses.back().span);
    result->condition = clauses.back().condition;
    result->body = clauses.back().body;
    result->orelse = orelse;
    clauses.pop_back();
    if (clauses.empty()) return result;
    orelse = arena_.copy(std::vector<Stmt*>{result});
  }
}

Block Converter::loop_body(TSNode node) {
  ++scope().loops;
  Block body = control_block(node);
  --scope().loops;
  return body;
}

Stmt* Converter::while_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<While>(node);
  result->condition = expression(list.find(Field::Condition));
  result->body = loop_body(list.find(Field::Body));
  TSNode otherwise = list.find(Field::Alternative);
  if (!ts_node_is_null(otherwise)) result->orelse = else_block(otherwise);
  return result;
}

Stmt* Converter::for_statement(TSNode node) {
  Children list(walker_, node);
  TSNode range = list.find(Kind::ForFromRange), otherwise = list.find(Kind::ElseClause);
  if (!ts_node_is_null(range)) {
    auto* result = make<ForFrom>(node);
    result->range = *for_from_range(range, result->target);
    result->body = loop_body(list.find(Field::Body));
    if (!ts_node_is_null(otherwise)) result->orelse = else_block(otherwise);
    return result;
  }
  auto* result = make<For>(node);
  result->is_async = is_token(list[0], "async");
  if (result->is_async && !(enclosing_function() && scope().is_async)) error(list[0].node, diag::async_outside_async, "'async for'");
  result->target = target(list.find(Field::Left));
  result->iterable = expression(list.find(Field::Right));
  result->body = loop_body(list.find(Field::Body));
  if (!ts_node_is_null(otherwise)) result->orelse = else_block(otherwise);
  return result;
}

WithItem Converter::with_item(TSNode node) {
  WithItem item{nullptr, nullptr, span_of(node)};
  TSNode value = ts_node_child(node, 0);
  if (kind_of(value) == Kind::ParenthesizedExpression) {  // `with (a as b):`
    TSNode inside = ts_node_child(value, 1);
    if (kind_of(inside) == Kind::AsPattern) value = inside;
  }
  if (kind_of(value) != Kind::AsPattern) {
    item.context = expression(value);
    return item;
  }
  Children parts(walker_, value);
  item.context = expression(parts[0].node);
  Children alias(walker_, parts.find(Field::Alias));
  item.target = alias.size() ? expression(alias[0].node) : name(parts.find(Field::Alias));
  check_target(item.target, "assign to");
  if (is<Starred>(item.target)) error(item.target->span, diag::starred_target_alone);
  return item;
}

Stmt* Converter::with_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<With>(node);
  result->is_async = is_token(list[0], "async");
  if (result->is_async && !(enclosing_function() && scope().is_async)) error(list[0].node, diag::async_outside_async, "'async with'");
  std::vector<WithItem> items;
  Children clause(walker_, list.find(Kind::WithClause));
  for (Child child : clause)
    if (child.kind == Kind::WithItem) items.push_back(with_item(child.node));
  if (clause.size() > 1 && is_token(clause[clause.size() - 1], ",")) error(clause[clause.size() - 1].node, diag::trailing_comma_in_with);
  result->items = arena_.copy(items);
  result->body = control_block(list.find(Field::Body));
  return result;
}

// ---- try

Stmt* Converter::try_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Try>(node);
  result->body = control_block(list.find(Field::Body));
  std::vector<ExceptHandler*> handlers;
  std::vector<TSNode> clauses;
  std::vector<bool> stars;
  for (Child child : list) {
    if (child.kind == Kind::ExceptClause) {
      bool is_star = false;
      handlers.push_back(except_clause(child.node, is_star));
      clauses.push_back(child.node);
      stars.push_back(is_star);
    } else if (child.kind == Kind::ElseClause) {
      result->orelse = else_block(child.node);
      if (handlers.empty()) error(child.node, diag::try_else_without_except);
    } else if (child.kind == Kind::FinallyClause) {
      result->finally_body = else_block(child.node);
      result->has_finally = true;
    }
  }
  result->handlers = arena_.copy(handlers);
  result->is_star = !stars.empty() && stars[0];
  if (handlers.empty() && !result->orelse.empty()) {
    std::vector<Stmt*> body(result->body.begin(), result->body.end());
    body.insert(body.end(), result->orelse.begin(), result->orelse.end());
    result->body = arena_.copy(body);
    result->orelse = {};
    result->has_finally = true;
  }
  if (handlers.empty() && !result->has_finally) {
    // At the statement that comes instead of them.
    std::size_t next = masked_.find_first_not_of(" \t\r\n\f\x1e", result->span.end());
    std::size_t at = next == masked_.npos || next >= text_.size() ? result->span.end() : next;
    error(Span{static_cast<std::uint32_t>(at), 0, file_}, diag::try_without_handlers);
  }
  check_handlers(*result, clauses, stars);
  return result;
}

void Converter::check_handlers(const Try& result, const std::vector<TSNode>& clauses, const std::vector<bool>& stars) {
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (stars[i] != stars[0]) error(clauses[i], diag::mixed_except_star);
    if (stars[i] && !result.handlers[i]->type) error(clauses[i], diag::except_star_without_type);
    if (i + 1 < clauses.size() && !result.handlers[i]->type) error(clauses[i], diag::bare_except_not_last);
  }
}

ExceptHandler* Converter::except_clause(TSNode node, bool& is_star) {
  Children list(walker_, node);
  auto* handler = arena_.make<ExceptHandler>();
  handler->span = span_of(node);
  handler->id = next_id_++;
  is_star = is_token(list[1], "*");
  except_types(node, list, *handler);
  int outer = scope().except_star;
  if (is_star) scope().except_star = scope().loops + 1;
  handler->body = control_block(list[list.size() - 1].node);
  scope().except_star = outer;
  return handler;
}

// `E`, `E as name`, `E, target` as in Python 2.
void Converter::except_types(TSNode node, const Children& list, ExceptHandler& handler) {
  std::vector<Expr*> types;
  TSNode alias{};
  for (Child child : list) {
    if (child.field == Field::Alias) alias = child.node;
    if (child.field != Field::Value || child.kind == Kind::Token) continue;
    if (child.kind == Kind::AsPattern) {
      Children parts(walker_, child.node);
      types.push_back(expression(parts[0].node));
      alias = parts.find(Field::Alias);
    } else {
      types.push_back(expression(child.node));
    }
  }
  if (types.empty()) return;
  handler.type = types[0];
  if (!ts_node_is_null(alias)) {
    if (types.size() > 1) error(node, diag::except_form);
    if (kind_of(alias) == Kind::AsPatternTarget) {
      Children inside(walker_, alias);
      handler.target = inside.size() ? expression(inside[0].node) : name(alias);
    } else {
      handler.target = expression(alias);
    }
    if (auto* plain = as<Name>(handler.target)) check_bindable(plain->name, plain->span);
    if (!is<Name>(handler.target) && options_.language_level > 2) error(handler.target->span, diag::except_target);
  } else if (types.size() == 2) {
    handler.target = types[1];
    if (options_.is_pure_python) error(node, diag::except_form);
    else if (options_.language_level > 2) error(node, diag::except_comma);
    check_target(handler.target, "assign to");
  } else if (types.size() > 2) {
    error(node, diag::except_form);
  }
}

// ---- functions and classes

Stmt* Converter::function_definition(TSNode node, std::span<Expr*> decorators, Span span) {
  if (options_.is_pxd && level_ != Level::CClass && level_ != Level::Class && scope().kind != Scope::Function && level_ != Level::Struct)
    error(node, diag::def_in_pxd);
  Children list(walker_, node);
  // The methods of the buffer protocol tell other modules that the class has it.
  std::string_view method = text_of(list.find(Field::Name));
  if (options_.is_pxd && level_ == Level::CClass && method != "__getbuffer__" && method != "__releasebuffer__") error(node, diag::def_in_pxd);
  auto* result = make<FunctionDef>(span);
  result->decorators = decorators;
  TSNode name_node = list.find(Field::Name);
  result->name = identifier(name_node);
  result->name_span = span_of(name_node);
  check_bindable(result->name, result->name_span);
  result->is_async = is_token(list[0], "async");
  result->type_parameters = arena_.copy(type_parameters(list.find(Field::TypeParameters)));
  std::vector<Parameter*> converted = parameters(list.find(Field::Parameters), ParameterPlace::Python, nullptr);
  result->parameters = arena_.copy(converted);
  result->returns = optional_expression(list.find(Field::ReturnType));
  Scope inside{.kind = Scope::Function, .is_async = result->is_async};
  for (const Parameter* item : converted)
    if (item->name) inside.parameters.push_back(item->name);
  scopes_.push_back(std::move(inside));
  result->body = block(list.find(Field::Body), Level::Function);
  scopes_.pop_back();
  return result;
}

Stmt* Converter::class_definition(TSNode node, std::span<Expr*> decorators, Span span) {
  if (level_ == Level::CClass || level_ == Level::Property) error(node, diag::class_not_here);
  Children list(walker_, node);
  auto* result = make<ClassDef>(span);
  result->decorators = decorators;
  TSNode name_node = list.find(Field::Name), bases = list.find(Field::Superclasses);
  result->name = identifier(name_node);
  result->name_span = span_of(name_node);
  check_bindable(result->name, result->name_span);
  result->type_parameters = arena_.copy(type_parameters(list.find(Field::TypeParameters)));
  if (!ts_node_is_null(bases)) {
    Arguments converted = arguments(bases);
    result->bases = converted.positional;
    result->keywords = converted.keywords;
  }
  scopes_.push_back({.kind = Scope::Class});
  result->body = block(list.find(Field::Body), Level::Class);
  scopes_.pop_back();
  return result;
}

Stmt* Converter::decorated_definition(TSNode node) {
  std::vector<Expr*> decorators;
  Children list(walker_, node);
  for (Child child : list) {
    if (child.kind != Kind::Decorator) continue;
    Children parts(walker_, child.node);
    decorators.push_back(expression(parts[1].node));
  }
  std::span<Expr*> copied = arena_.copy(decorators);
  TSNode definition = list.find(Field::Definition);
  Span span = span_of(definition);
  switch (kind_of(definition)) {
    case Kind::FunctionDefinition: return function_definition(definition, copied, span);
    case Kind::ClassDefinition: return class_definition(definition, copied, span);
    case Kind::CdefStatement: return cdef_statement(definition, copied, span);
    default: return c_definition(definition, block_modifiers_, copied, span, false);
  }
}

}  // namespace cyrite::parsing
