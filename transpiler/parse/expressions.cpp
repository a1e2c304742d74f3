// Expressions.
#include "parse/converter.h"

#include <algorithm>

namespace cyrite::parsing {

using namespace ast;

Expr* Converter::placeholder(TSNode node) { return make<NoneLiteral>(node); }

Expr* Converter::expression(TSNode node) {
  Deeper deeper(*this);
  if (too_deep(node)) return placeholder(node);
  Kind kind = kind_of(node);
  while (kind == Kind::Type) {
    Children list(walker_, node);
    node = list[0].node;
    kind = list[0].kind;
  }
  return expression_of_kind(node, kind);
}

Expr* Converter::expression_of_kind(TSNode node, Kind kind) {
  switch (kind) {
    case Kind::Identifier: return name(node);
    case Kind::Attribute: case Kind::Call: case Kind::Subscript: return postfix_chain(node);
    case Kind::BinaryOperator: return binary_chain(node);
    case Kind::BooleanOperator: return bool_chain(node);
    case Kind::ComparisonOperator: return comparison(node);
    case Kind::UnaryOperator: return unary(node);
    case Kind::NotOperator: return not_operator(node);
    case Kind::Integer: return integer(node);
    case Kind::Float: return float_literal(node);
    case Kind::String: case Kind::ConcatenatedString: return strings(node);
    case Kind::True: case Kind::False: case Kind::None: case Kind::Ellipsis: return constant_or_name(node, kind);
    case Kind::ParenthesizedExpression: return parenthesized(node);
    case Kind::ConditionalExpression: return conditional(node);
    case Kind::Lambda: return lambda(node);
    case Kind::NamedExpression: return named_expression(node);
    case Kind::Await: return await_expression(node);
    case Kind::Yield: return yield(node);
    case Kind::List: case Kind::Set: case Kind::Tuple: case Kind::ExpressionList: return display(node, kind);
    case Kind::PatternList: return target_list(node);
    case Kind::Dictionary: return dictionary(node);
    case Kind::ListComprehension: return comprehension(node, ComprehensionKind::List);
    case Kind::SetComprehension: return comprehension(node, ComprehensionKind::Set);
    case Kind::DictionaryComprehension: return comprehension(node, ComprehensionKind::Dict);
    case Kind::GeneratorExpression: return comprehension(node, ComprehensionKind::Generator);
    case Kind::Slice: return slice(node);
    case Kind::CastExpression: return cast(node);
    case Kind::SizeofExpression: return sizeof_expression(node);
    case Kind::NewExpression: return new_expression(node);
    case Kind::CTypeId: return c_type_id(node);
    case Kind::Backquote: {
      Children list(walker_, node);
      auto* result = make<Backquote>(node);
      result->value = expression(list[1].node);
      if (options_.language_level > 2) error(node, diag::backquotes);
      return result;
    }
    case Kind::ListSplat: case Kind::SplatType: case Kind::ListSplatPattern:
      error(node, diag::star_outside_list);
      return starred(node);
    case Kind::AsPattern: {
      Children list(walker_, node);
      error(list[1].node, diag::as_outside_statement);
      return expression(list[0].node);
    }
    default: error(node, diag::syntax_error, "this is not an expression"); return placeholder(node);
  }
}

Name* Converter::name(TSNode node) {
  auto* result = make<Name>(node);
  result->name = identifier(node);
  return result;
}

Expr* Converter::constant_or_name(TSNode node, Kind kind) {
  if (kind == Kind::None) return make<NoneLiteral>(node);
  if (kind == Kind::Ellipsis) return make<EllipsisLiteral>(node);
  auto* result = make<BoolLiteral>(node);
  result->value = kind == Kind::True;
  return result;
}

Expr* Converter::parenthesized(TSNode node) {
  Kind kind = Kind::ParenthesizedExpression;
  while (kind == Kind::ParenthesizedExpression) {
    Children list(walker_, node);
    node = list[1].node;
    kind = list[1].kind;
  }
  return expression_of_kind(node, kind);
}

Expr* Converter::starred(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Starred>(node);
  result->value = list[1].kind == Kind::TuplePattern || list[1].kind == Kind::ListPattern ? target(list[1].node)
                                                                                         : expression(list[1].node);
  return result;
}

// The elements of a display, starred ones included.
std::vector<Expr*> Converter::items_of(TSNode node) {
  std::vector<Expr*> items;
  Children list(walker_, node);
  for (Child child : list) {
    if (child.kind == Kind::Token) continue;
    items.push_back(child.kind == Kind::ListSplat || child.kind == Kind::ListSplatPattern ? starred(child.node)
                                                                                         : expression(child.node));
  }
  return items;
}

Expr* Converter::tuple_of(TSNode node, bool parenthesised) {
  auto items = items_of(node);
  auto* result = make<TupleDisplay>(node);
  result->items = arena_.copy(items);
  result->parenthesised = parenthesised;
  return result;
}

Expr* Converter::display(TSNode node, Kind kind) {
  if (kind == Kind::Tuple || kind == Kind::ExpressionList) {
    Children list(walker_, node);
    // `(*a)`: the grammar has no comma to ask for.
    if (kind == Kind::Tuple && list.size() == 3 && list[1].kind == Kind::ListSplat) error(list[1].node, diag::star_outside_list);
    return tuple_of(node, kind == Kind::Tuple);
  }
  auto items = items_of(node);
  if (kind == Kind::List) {
    auto* result = make<ListDisplay>(node);
    result->items = arena_.copy(items);
    return result;
  }
  auto* result = make<SetDisplay>(node);
  result->items = arena_.copy(items);
  return result;
}

// ---- attribute, call, subscript: chains of any length, from the inside out

Expr* Converter::postfix_chain(TSNode node) {
  std::vector<std::pair<TSNode, Kind>> chain;
  Kind kind = kind_of(node);
  while (kind == Kind::Attribute || kind == Kind::Call || kind == Kind::Subscript) {
    chain.push_back({node, kind});
    Children list(walker_, node);
    node = list[0].node;
    kind = list[0].kind;
  }
  Expr* value = expression(node);
  while (!chain.empty()) {
    value = postfix(chain.back().first, chain.back().second, value);
    chain.pop_back();
  }
  return value;
}

Expr* Converter::postfix(TSNode node, Kind kind, Expr* value) {
  Children list(walker_, node);
  if (kind == Kind::Call) return call(node, list, value);
  if (kind == Kind::Subscript) return subscript(node, list, value);
  auto* result = make<Attribute>(node);
  result->value = value;
  TSNode attribute = list.find(Field::Attribute);
  result->name = identifier(attribute);
  result->name_span = span_of(attribute);
  return result;
}

Expr* Converter::call(TSNode node, const Children& list, Expr* callee) {
  auto* result = make<Call>(node);
  result->callee = callee;
  TSNode arguments_node = list.find(Field::Arguments);
  if (kind_of(arguments_node) == Kind::GeneratorExpression) {
    result->arguments = arena_.copy(std::vector<Expr*>{expression(arguments_node)});
    return result;
  }
  Arguments converted = arguments(arguments_node);
  result->arguments = converted.positional;
  result->keywords = converted.keywords;
  return result;
}

void Converter::check_argument_order(TSNode node, bool keyword_seen, bool unpacking_seen, bool is_star) {
  if (unpacking_seen)
    error(node, diag::argument_after_unpacking, is_star ? "iterable argument unpacking" : "positional argument");
  else if (keyword_seen && !is_star)
    error(node, diag::positional_after_keyword);
}

Converter::Arguments Converter::arguments(TSNode node) {
  std::vector<Expr*> positional;
  std::vector<Keyword*> keywords;
  bool keyword_seen = false, unpacking_seen = false;
  Children list(walker_, node);
  if (list.size() > 1 && is_token(list[1], ",")) error(list[1].node, diag::syntax_error, "an argument is missing before ','");
  for (Child child : list) {
    if (child.kind == Kind::Token) continue;
    if (child.kind == Kind::KeywordArgument || child.kind == Kind::DictionarySplat) {
      Keyword* added = keyword(child.node);
      (child.kind == Kind::KeywordArgument ? keyword_seen : unpacking_seen) = true;
      for (const Keyword* other : keywords)
        if (added->name && other->name == added->name) error(child.node, diag::repeated_keyword_argument, added->name.view());
      keywords.push_back(added);
      continue;
    }
    bool is_star = child.kind == Kind::ListSplat;
    check_argument_order(child.node, keyword_seen, unpacking_seen, is_star);
    positional.push_back(is_star ? starred(child.node) : expression(child.node));
  }
  return {arena_.copy(positional), arena_.copy(keywords)};
}

// `name=value` or `**value`.
Keyword* Converter::keyword(TSNode node) {
  Children list(walker_, node);
  auto* result = arena_.make<Keyword>();
  result->span = span_of(node);
  TSNode name_node = list.find(Field::Name);
  if (!ts_node_is_null(name_node)) result->name = identifier(name_node);
  if (!ts_node_is_null(name_node)) check_bindable(result->name, span_of(name_node));
  result->value = expression(list[list.size() - 1].node);
  return result;
}

Expr* Converter::subscript(TSNode node, const Children& list, Expr* value) {
  std::vector<Expr*> items;
  bool comma = false;
  TSNode first{}, last{};
  for (Child child : list) {
    if (is_token(child, ",")) comma = true;
    if (child.field != Field::Subscript) continue;
    if (items.empty()) first = child.node;
    last = child.node;
    items.push_back(child.kind == Kind::ListSplat ? starred(child.node) : expression(child.node));
  }
  auto* result = make<Subscript>(node);
  result->value = value;
  result->index = items[0];
  if (comma || is<Starred>(items[0])) {
    auto* tuple = make<TupleDisplay>(between(first, last));
    tuple->items = arena_.copy(items);
    tuple->parenthesised = false;
    result->index = tuple;
  }
  return result;
}

Expr* Converter::slice(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Slice>(node);
  int part = 0;
  for (Child child : list) {
    if (child.kind == Kind::Token) {
      ++part;
      continue;
    }
    (part == 0 ? result->lower : part == 1 ? result->upper : result->step) = expression(child.node);
  }
  return result;
}

// ---- operators

static BinaryOperator binary_operator(std::string_view sign) {
  static constexpr std::pair<std::string_view, BinaryOperator> table[] = {
      {"+", BinaryOperator::Add},         {"-", BinaryOperator::Subtract},   {"*", BinaryOperator::Multiply},
      {"@", BinaryOperator::MatrixMultiply}, {"/", BinaryOperator::TrueDivide}, {"//", BinaryOperator::FloorDivide},
      {"%", BinaryOperator::Modulo},      {"**", BinaryOperator::Power},     {"<<", BinaryOperator::ShiftLeft},
      {">>", BinaryOperator::ShiftRight}, {"&", BinaryOperator::BitAnd},     {"|", BinaryOperator::BitOr},
      {"^", BinaryOperator::BitXor}};
  for (const auto& [text, op] : table)
    if (text == sign) return op;
  return BinaryOperator::Add;
}

BinaryOperator operator_of_assignment(std::string_view sign) { return binary_operator(sign.substr(0, sign.size() - 1)); }

// Left-deep sums of any length: down the left side first, then up.
Expr* Converter::binary_chain(TSNode node) {
  struct Link { TSNode whole, right; BinaryOperator op; };
  std::vector<Link> links;
  Kind kind = Kind::BinaryOperator;
  while (kind == Kind::BinaryOperator) {
    Children list(walker_, node);
    links.push_back({node, list.find(Field::Right), binary_operator(text_of(list.find(Field::Operator)))});
    node = list[0].node;
    kind = list[0].kind;
  }
  Expr* left = expression(node);
  while (!links.empty()) {
    Link link = links.back();
    links.pop_back();
    Expr* right = expression(link.right);
    auto* result = make<Binary>(link.whole);
    result->op = link.op;
    result->left = left;
    result->right = right;
    left = result;
  }
  return left;
}

Expr* Converter::bool_chain(TSNode node) {
  struct Link { TSNode whole, right; BoolOperator op; };
  std::vector<Link> links;
  Kind kind = Kind::BooleanOperator;
  while (kind == Kind::BooleanOperator) {
    Children list(walker_, node);
    BoolOperator op = first_character(list.find(Field::Operator)) == 'a' ? BoolOperator::And : BoolOperator::Or;
    links.push_back({node, list.find(Field::Right), op});
    node = list[0].node;
    kind = list[0].kind;
  }
  Expr* left = expression(node);
  while (!links.empty()) {
    Link link = links.back();
    links.pop_back();
    Expr* right = expression(link.right);
    auto* result = make<BoolOp>(link.whole);
    result->op = link.op;
    result->left = left;
    result->right = right;
    left = result;
  }
  return left;
}

static CompareOperator compare_operator(std::string_view sign) {
  if (sign == "<") return CompareOperator::Less;
  if (sign == "<=") return CompareOperator::LessEqual;
  if (sign == "==") return CompareOperator::Equal;
  if (sign == "!=" || sign == "<>") return CompareOperator::NotEqual;
  if (sign == ">") return CompareOperator::Greater;
  if (sign == ">=") return CompareOperator::GreaterEqual;
  if (sign == "in") return CompareOperator::In;
  if (sign == "is") return CompareOperator::Is;
  return sign[0] == 'n' ? CompareOperator::NotIn : CompareOperator::IsNot;
}

Expr* Converter::comparison(TSNode node) {
  std::vector<CompareOperator> ops;
  std::vector<Expr*> rest;
  Expr* first = nullptr;
  Children list(walker_, node);
  for (Child child : list) {
    if (child.field == Field::Operators) {
      std::string_view sign = text_of(child.node);
      if (sign == "<>" && options_.language_level > 2) error(child.node, diag::old_not_equal);
      ops.push_back(compare_operator(sign));
    } else if (child.kind != Kind::Token) {
      Expr* operand = expression(child.node);
      if (first) rest.push_back(operand);
      else first = operand;
    }
  }
  auto* result = make<Compare>(node);
  result->first = first;
  result->ops = arena_.copy(ops);
  result->rest = arena_.copy(rest);
  return result;
}

Expr* Converter::unary(TSNode node) {
  Children list(walker_, node);
  Expr* operand = expression(list[1].node);
  auto* result = make<Unary>(node);
  switch (first_character(list[0].node)) {
    case '+': result->op = UnaryOperator::Plus; break;
    case '-': result->op = UnaryOperator::Minus; break;
    case '~': result->op = UnaryOperator::Invert; break;
    default:
      result->op = UnaryOperator::AddressOf;
      if (options_.is_pure_python) error(list[0].node, diag::cython_syntax_in_python, "'&'");
  }
  result->operand = operand;
  return result;
}

Expr* Converter::not_operator(TSNode node) {
  Children list(walker_, node);
  Expr* operand = expression(list[1].node);
  auto* result = make<Unary>(node);
  result->op = UnaryOperator::Not;
  result->operand = operand;
  return result;
}

Expr* Converter::conditional(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Conditional>(node);
  result->then = expression(list[0].node);
  result->condition = expression(list[2].node);
  result->otherwise = expression(list[4].node);
  return result;
}

Expr* Converter::lambda(TSNode node) {
  Children list(walker_, node);
  TSNode parameters_node = list.find(Field::Parameters);
  std::vector<Parameter*> converted;
  if (!ts_node_is_null(parameters_node)) converted = parameters(parameters_node, ParameterPlace::Lambda, nullptr);
  scopes_.push_back({.kind = Scope::Lambda});
  Expr* body = expression(list.find(Field::Body));
  scopes_.pop_back();
  auto* result = make<Lambda>(node);
  result->parameters = arena_.copy(converted);
  result->body = body;
  return result;
}

Expr* Converter::named_expression(TSNode node) {
  Children list(walker_, node);
  auto* result = make<NamedExpr>(node);
  result->target = name(list.find(Field::Name));
  check_bindable(result->target->name, result->target->span);
  check_walrus_place(node, *result->target);
  result->value = expression(list.find(Field::Value));
  return result;
}

// Around the assignment there must be parentheses, brackets, or a condition; the grammar takes it wherever an expression stands.
void Converter::check_walrus_place(TSNode node, const Name& target) {
  switch (kind_of(ts_node_parent(node))) {
    case Kind::NamedExpression: case Kind::KeywordArgument: case Kind::DefaultParameter: case Kind::TypedDefaultParameter:
    case Kind::Lambda: case Kind::AssertStatement: case Kind::Pair: case Kind::WithItem: case Kind::ReturnStatement:
    case Kind::ForStatement: case Kind::ForInClause: case Kind::RaiseStatement: case Kind::ExpressionList: case Kind::Slice:
    case Kind::ConditionalExpression: case Kind::DeleteStatement: case Kind::AugmentedAssignment:
      error(node, diag::walrus_without_parentheses);
      break;
    default: break;
  }
  for (auto s = scopes_.rbegin(); s != scopes_.rend(); ++s) {
    if (s->in_iterable) {
      error(node, diag::walrus_in_iterable);
      return;
    }
    if (!s->is_comprehension) break;
  }
  if (!scope().is_comprehension) return;
  if (scope().kind == Scope::Class) error(node, diag::walrus_in_class_comprehension);
  else scope().walruses.push_back(&target);
}

// A name that := binds inside a comprehension lives outside it: no comprehension on the way may loop over it.
void Converter::close_comprehension(const Comprehension& result) {
  std::vector<const Name*> walruses = std::move(scope().walruses);
  scopes_.pop_back();
  if (walruses.empty()) return;
  std::vector<Text> looped;
  auto add = [&](auto& self, const Expr* e) -> void {
    if (auto* plain = as<Name>(e)) looped.push_back(plain->name);
    if (auto* starred = as<Starred>(e)) self(self, starred->value);
    if (auto* tuple = as<TupleDisplay>(e)) for (const Expr* item : tuple->items) self(self, item);
    if (auto* list = as<ListDisplay>(e)) for (const Expr* item : list->items) self(self, item);
  };
  for (const ComprehensionClause* clause : result.clauses)
    if (clause->target) add(add, clause->target);
  for (const Name* target : walruses)
    if (std::find(looped.begin(), looped.end(), target->name) != looped.end())
      error(target->span, diag::walrus_rebinds_loop, target->name.view());
  if (scope().is_comprehension) scope().walruses.insert(scope().walruses.end(), walruses.begin(), walruses.end());
}

Expr* Converter::await_expression(TSNode node) {
  Scope* function = enclosing_function();
  Children list(walker_, node);
  if (!function || !function->is_async) {
    if (Expr* plain = await_as_name(node, list)) return plain;
    if (!function) error(node, diag::outside_function, "await");
    else error(node, diag::await_outside_async);
  }
  auto* result = make<Await>(node);
  result->value = expression(list[1].node);
  return result;
}

// Outside `async def`, `await` is a name: `await + 1`, `await(x)`, `await[x]`. Null if it cannot be one.
Expr* Converter::await_as_name(TSNode node, const Children& list) {
  if (options_.is_pure_python) return nullptr;
  if (list[1].kind == Kind::UnaryOperator) {
    Children parts(walker_, list[1].node);
    char sign = first_character(parts[0].node);
    if (sign == '~') return nullptr;
    auto* result = make<Binary>(node);
    result->op = sign == '+' ? BinaryOperator::Add : sign == '-' ? BinaryOperator::Subtract : BinaryOperator::BitAnd;
    result->left = name(list[0].node);
    result->right = expression(parts[1].node);
    return result;
  }
  bool is_call = list[1].kind == Kind::ParenthesizedExpression || list[1].kind == Kind::Tuple;
  if (!is_call && list[1].kind != Kind::List) return nullptr;
  Expr* callee = name(list[0].node);
  if (!is_call) {
    auto* result = make<Subscript>(node);
    result->value = callee;
    std::vector<Expr*> items = items_of(list[1].node);
    result->index = items.size() == 1 ? items[0] : tuple_of(list[1].node, false);
    return result;
  }
  auto* result = make<Call>(node);
  result->callee = callee;
  if (list[1].kind == Kind::Tuple) result->arguments = arena_.copy(items_of(list[1].node));
  else result->arguments = arena_.copy(std::vector<Expr*>{expression(list[1].node)});
  return result;
}

Expr* Converter::yield(TSNode node) {
  if (scope().is_comprehension) error(node, diag::yield_in_comprehension);
  else if (!enclosing_function()) error(node, diag::outside_function, "yield");
  Children list(walker_, node);
  bool from = list.size() > 1 && is_token(list[1], "from");
  if (from && scope().is_async) error(node, diag::yield_from_in_async);
  Expr* value = list.size() > 1 ? expression(list[list.size() - 1].node) : nullptr;
  if (from) {
    auto* result = make<YieldFrom>(node);
    result->value = value;
    return result;
  }
  auto* result = make<Yield>(node);
  result->value = value;
  return result;
}

// ---- dictionaries and comprehensions

Expr* Converter::dictionary(TSNode node) {
  std::vector<Expr*> keys, values;
  Children list(walker_, node);
  if (list.size() > 1 && is_token(list[1], ",")) error(list[1].node, diag::syntax_error, "an item is missing before ','");
  for (Child child : list) {
    if (child.kind == Kind::Token) continue;
    Children parts(walker_, child.node);
    bool is_pair = child.kind == Kind::Pair;
    keys.push_back(is_pair ? expression(parts[0].node) : nullptr);
    values.push_back(expression(parts[is_pair ? 2 : 1].node));
  }
  auto* result = make<DictDisplay>(node);
  result->keys = arena_.copy(keys);
  result->values = arena_.copy(values);
  return result;
}

Expr* Converter::comprehension(TSNode node, ComprehensionKind kind) {
  Children list(walker_, node);
  auto* result = make<Comprehension>(node);
  result->comprehension = kind;
  // A generator expression may await: it becomes an asynchronous one. The others run where they stand.
  Scope inside{.kind = scope().kind, .is_async = scope().is_async, .is_comprehension = true};
  if (kind == ComprehensionKind::Generator) inside.is_async = true;
  scopes_.push_back(std::move(inside));
  TSNode body = list.find(Field::Body);
  switch (kind_of(body)) {
    case Kind::Pair: {
      Children parts(walker_, body);
      result->element = expression(parts[0].node);
      result->value = expression(parts[2].node);
      break;
    }
    case Kind::ListSplat: result->element = starred(body); break;
    case Kind::DictionarySplat: {
      Children parts(walker_, body);
      result->value = expression(parts[1].node);
      break;
    }
    default: result->element = expression(body);
  }
  comprehension_clauses(list, *result);
  close_comprehension(*result);
  return result;
}

void Converter::comprehension_clauses(const Children& list, Comprehension& result) {
  std::vector<ComprehensionClause*> clauses;
  for (Child child : list) {
    if (child.kind == Kind::ForInClause) {
      clauses.push_back(comprehension_for(child.node, clauses.empty()));
    } else if (child.kind == Kind::ForFromClause) {
      Children parts(walker_, child.node);
      auto* clause = arena_.make<ComprehensionClause>();
      clause->kind = ComprehensionClause::ForFrom;
      clause->span = span_of(child.node);
      clause->range = for_from_range(parts[1].node, clause->target);
      clauses.push_back(clause);
    } else if (child.kind == Kind::IfClause) {
      Children parts(walker_, child.node);
      auto* clause = arena_.make<ComprehensionClause>();
      clause->kind = ComprehensionClause::If;
      clause->span = span_of(child.node);
      clause->condition = expression(parts[1].node);
      clauses.push_back(clause);
    }
  }
  result.clauses = arena_.copy(clauses);
}

// The first iterable runs outside the comprehension.
ComprehensionClause* Converter::comprehension_for(TSNode node, bool is_first) {
  Children list(walker_, node);
  auto* clause = arena_.make<ComprehensionClause>();
  clause->kind = ComprehensionClause::For;
  clause->span = span_of(node);
  clause->is_async = is_token(list[0], "async");
  if (clause->is_async && !scope().is_async) error(list[0].node, diag::async_outside_async, "an asynchronous comprehension");
  clause->target = target(list.find(Field::Left));
  std::vector<Expr*> iterables;
  TSNode first{}, last{};
  Scope inside = scope();
  if (is_first) scopes_.pop_back();
  // The first one runs outside, but may not assign either.
  bool was_in_iterable = scope().in_iterable;
  scope().in_iterable = true;
  for (Child child : list) {
    if (child.field != Field::Right || child.kind == Kind::Token) continue;
    if (iterables.empty()) first = child.node;
    last = child.node;
    iterables.push_back(expression(child.node));
  }
  scope().in_iterable = was_in_iterable;
  if (is_first) scopes_.push_back(std::move(inside));
  clause->iterable = iterables[0];
  if (iterables.size() > 1) {
    auto* tuple = make<TupleDisplay>(between(first, last));
    tuple->items = arena_.copy(iterables);
    tuple->parenthesised = false;
    clause->iterable = tuple;
    if (options_.language_level > 2) error(tuple->span, diag::comprehension_over_list);
  } else if (has_token(list, ",") && options_.language_level > 2) {
    error(span_of(last), diag::comprehension_over_list);
  }
  return clause;
}

// `target from lower < middle < upper by step`; `middle` is the target where none is given before `from`.
ForFromRange* Converter::for_from_range(TSNode node, Expr*& target_out) {
  Children list(walker_, node);
  auto* result = arena_.make<ForFromRange>();
  TSNode given = list.find(Field::Target), middle = list.find(Field::Middle);
  target_out = expression(ts_node_is_null(given) ? middle : given);
  check_target(target_out, "loop over");
  if (!ts_node_is_null(given) && text_of(given) != text_of(middle)) error(middle, diag::for_from_names_differ, text_of(given));
  result->lower = expression(list.find(Field::Lower));
  result->lower_op = compare_operator(text_of(list.find(Field::LowerOperator)));
  result->upper_op = compare_operator(text_of(list.find(Field::UpperOperator)));
  result->upper = expression(list.find(Field::Upper));
  result->step = optional_expression(list.find(Field::Step));
  return result;
}

// ---- Cython's own

Expr* Converter::cast(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Cast>(node);
  if (options_.is_pure_python) error(list[0].node, diag::cython_syntax_in_python, "a cast");
  TypeExpr* type = c_type_id(list.find(Field::Type));
  result->type = type->type;
  result->declarator = type->declarator;
  result->checked = list.has(Field::Checked);
  result->value = expression(list.find(Field::Value));
  return result;
}

Expr* Converter::sizeof_expression(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Sizeof>(node);
  TSNode type = list.find(Field::Type);
  if (ts_node_is_null(type)) {
    result->value = expression(list.find(Field::Value));
    return result;
  }
  TypeExpr* converted = c_type_id(type);
  result->type = converted->type;
  result->declarator = converted->declarator;
  if (is<NameDeclarator>(converted->declarator)) result->value = expression_of_type(converted->type);
  return result;
}

Expr* Converter::new_expression(TSNode node) {
  Children list(walker_, node);
  auto* result = make<New>(node);
  result->type = c_type(list.find(Field::Type));
  Arguments converted = arguments(list.find(Field::Arguments));
  result->arguments = converted.positional;
  result->keywords = converted.keywords;
  return result;
}

}  // namespace cyrite::parsing
