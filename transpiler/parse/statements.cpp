// Statements of one line, and blocks.
#include <algorithm>

#include "parse/converter.h"

namespace cyrite::parsing {

using namespace ast;

BinaryOperator operator_of_assignment(std::string_view sign);  // expressions.cpp

Block Converter::module_body(TSNode root) {
  std::vector<Stmt*> body;
  Children list(walker_, root);
  for (Child child : list) statement(child.node, child.kind, body);
  return arena_.copy(body);
}

Block Converter::block(TSNode node, Level level) {
  Level outer = std::exchange(level_, level);
  std::vector<Stmt*> body;
  Children list(walker_, node);
  for (Child child : list) statement(child.node, child.kind, body);
  level_ = outer;
  return arena_.copy(body);
}

Block Converter::control_block(TSNode node) { return block(node, Level::Control); }

// In a .pxd only declarations may stand; a docstring is no harm.
void Converter::check_executable(TSNode node, Kind kind) {
  if (level_ == Level::Property) {
    bool is_harmless = kind == Kind::PassStatement;
    if (kind == Kind::ExpressionStatement) {
      Children list(walker_, node);
      is_harmless = list[0].kind == Kind::String || list[0].kind == Kind::ConcatenatedString || list[0].kind == Kind::Ellipsis;
    }
    if (!is_harmless) error(node, diag::not_in_property);
    return;
  }
  if (!options_.is_pxd || scope().kind == Scope::Function || level_ == Level::Control || level_ == Level::Class) return;
  bool declares = kind == Kind::PassStatement || kind == Kind::ImportStatement || kind == Kind::ImportFromStatement ||
                  kind == Kind::FutureImportStatement;
  if (declares && level_ != Level::CClass) return;
  if (kind == Kind::PassStatement) return;
  if (kind == Kind::ExpressionStatement) {
    Children list(walker_, node);
    Kind value = list[0].kind;
    if (value == Kind::String || value == Kind::ConcatenatedString || value == Kind::Ellipsis) return;
    // `__doc__ = ...` and other assignments in a module are left to Cython programs that are also Python.
    if (value == Kind::Assignment && level_ == Level::CClass) return;
  }
  if (level_ == Level::CClass) error(node, diag::executable_in_pxd);
}

void Converter::statement(TSNode node, Kind kind, std::vector<Stmt*>& out) {
  Deeper deeper(*this);
  if (kind == Kind::Token || too_deep(node)) return;
  bool is_string = false;
  if (kind == Kind::ExpressionStatement) {
    Children list(walker_, node);
    is_string = list[0].kind == Kind::String || list[0].kind == Kind::ConcatenatedString;
  }
  if (is_string ? after_docstring_ : kind != Kind::FutureImportStatement && kind != Kind::PassStatement) after_future_ = true;
  after_docstring_ = true;
  switch (kind) {
    case Kind::IfStatement: check_executable(node, kind); out.push_back(if_statement(node)); break;
    case Kind::WhileStatement: check_executable(node, kind); out.push_back(while_statement(node)); break;
    case Kind::ForStatement: check_executable(node, kind); out.push_back(for_statement(node)); break;
    case Kind::WithStatement: check_executable(node, kind); out.push_back(with_statement(node)); break;
    case Kind::TryStatement: check_executable(node, kind); out.push_back(try_statement(node)); break;
    case Kind::MatchStatement: check_executable(node, kind); out.push_back(match_statement(node)); break;
    case Kind::FunctionDefinition: out.push_back(function_definition(node, {}, span_of(node))); break;
    case Kind::ClassDefinition: out.push_back(class_definition(node, {}, span_of(node))); break;
    case Kind::DecoratedDefinition: out.push_back(decorated_definition(node)); break;
    case Kind::CdefStatement: out.push_back(cdef_statement(node, {}, span_of(node))); break;
    case Kind::CtypedefStatement:
      if (level_ != Level::Module && level_ != Level::CBlock && level_ != Level::Struct) error(node, diag::ctypedef_not_here);
      out.push_back(c_definition(node, block_modifiers_, {}, span_of(node), true));
      break;
    case Kind::PropertyDefinition: out.push_back(property_definition(node)); break;
    case Kind::CompileTimeIf: out.push_back(compile_time_if(node)); break;
    case Kind::Block: case Kind::CBlock: {
      Children list(walker_, node);
      for (Child child : list) statement(child.node, child.kind, out);
      break;
    }
    default: simple_statement(node, kind, out);
  }
}

void Converter::simple_statement(TSNode node, Kind kind, std::vector<Stmt*>& out) {
  if (kind != Kind::CimportStatement && kind != Kind::IncludeStatement && kind != Kind::CompileTimeDef) check_executable(node, kind);
  switch (kind) {
    case Kind::ExpressionStatement: expression_statement(node, out); break;
    case Kind::PassStatement: out.push_back(make<Pass>(node)); break;
    case Kind::BreakStatement: case Kind::ContinueStatement: out.push_back(loop_jump(node, kind)); break;
    case Kind::ReturnStatement: out.push_back(return_statement(node)); break;
    case Kind::DeleteStatement: out.push_back(delete_statement(node)); break;
    case Kind::RaiseStatement: out.push_back(raise_statement(node)); break;
    case Kind::AssertStatement: out.push_back(assert_statement(node)); break;
    case Kind::GlobalStatement: out.push_back(global_statement(node)); break;
    case Kind::NonlocalStatement: out.push_back(nonlocal_statement(node)); break;
    case Kind::ImportStatement: out.push_back(import_statement(node)); break;
    case Kind::ImportFromStatement: out.push_back(import_from(node)); break;
    case Kind::FutureImportStatement: out.push_back(future_import(node)); break;
    case Kind::CimportStatement: out.push_back(cimport_statement(node)); break;
    case Kind::IncludeStatement: out.push_back(include_statement(node)); break;
    case Kind::CompileTimeDef: out.push_back(compile_time_def(node)); break;
    case Kind::PrintStatement: out.push_back(masked_[ts_node_start_byte(node)] == 'p' ? shift_of_print(node) : print_statement(node)); break;
    case Kind::ExecStatement: out.push_back(exec_statement(node)); break;
    case Kind::TypeAliasStatement: out.push_back(type_alias(node)); break;
    case Kind::Ellipsis: case Kind::String: case Kind::ConcatenatedString: {  // in C blocks
      auto* result = make<ExprStmt>(node);
      result->value = expression(node);
      out.push_back(result);
      break;
    }
    default: error(node, diag::syntax_error, "this statement cannot stand here");
  }
}

// ---- expressions and assignments

void Converter::expression_statement(TSNode node, std::vector<Stmt*>& out) {
  Children list(walker_, node);
  if (list[0].kind == Kind::Assignment) {
    out.push_back(assignment(list[0].node));
  } else if (list[0].kind == Kind::AugmentedAssignment) {
    out.push_back(augmented_assignment(list[0].node));
  } else {
    if (list[0].kind == Kind::NamedExpression) error(list[0].node, diag::walrus_statement);
    auto* result = make<ExprStmt>(node);
    result->value = expression(list[0].node);
    out.push_back(result);
  }
}

Stmt* Converter::assignment(TSNode node) {
  auto* result = make<Assign>(node);
  std::vector<Expr*> targets;
  Kind kind = Kind::Assignment;
  while (kind == Kind::Assignment) {
    Children list(walker_, node);
    if (list.has(Field::Type)) {
      if (targets.empty()) return annotated_assignment(node, list);
      error(list.find(Field::Type), diag::annotation_in_chain);
    }
    targets.push_back(target(list.find(Field::Left)));
    TSNode right = list.find(Field::Right);
    if (ts_node_is_null(right)) break;
    node = right;
    kind = kind_of(node);
  }
  if (kind == Kind::AugmentedAssignment) {
    error(node, diag::augmented_in_expression);
    result->value = placeholder(node);
  } else {
    if (kind == Kind::NamedExpression) error(node, diag::walrus_statement);
    result->value = expression(node);
  }
  result->targets = arena_.copy(targets);
  return result;
}

Stmt* Converter::annotated_assignment(TSNode node, const Children& list) {
  auto* result = make<AnnAssign>(node);
  TSNode left = list.find(Field::Left);
  result->parenthesised = kind_of(left) == Kind::TuplePattern;
  result->target = target(left);
  if (!is<Name>(result->target) && !is<Attribute>(result->target) && !is<Subscript>(result->target))
    error(left, diag::annotated_target);
  if (auto* plain = as<Name>(result->target)) check_not_declared(*plain);
  result->annotation = expression(list.find(Field::Type));
  TSNode right = list.find(Field::Right);
  if (ts_node_is_null(right)) return result;
  if (kind_of(right) == Kind::Assignment || kind_of(right) == Kind::AugmentedAssignment) {
    error(right, diag::annotation_in_chain);
    return result;
  }
  result->value = expression(right);
  return result;
}

Stmt* Converter::augmented_assignment(TSNode node) {
  Children list(walker_, node);
  auto* result = make<AugAssign>(node);
  TSNode left = list.find(Field::Left), right = list.find(Field::Right);
  result->target = target(left);
  if (!is<Name>(result->target) && !is<Attribute>(result->target) && !is<Subscript>(result->target))
    error(left, diag::augmented_target);
  result->op = operator_of_assignment(text_of(list.find(Field::Operator)));
  if (kind_of(right) == Kind::Assignment || kind_of(right) == Kind::AugmentedAssignment) {
    error(right, diag::augmented_in_expression);
    result->value = placeholder(right);
  } else {
    result->value = expression(right);
  }
  return result;
}

Stmt* Converter::delete_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Delete>(node);
  std::vector<Expr*> targets;
  if (list[1].kind == Kind::ExpressionList) targets = items_of(list[1].node);
  else targets.push_back(expression(list[1].node));
  for (const Expr* item : targets) check_deletable(item);
  result->targets = arena_.copy(targets);
  return result;
}

// ---- jumps

Stmt* Converter::loop_jump(TSNode node, Kind kind) {
  std::string_view word = kind == Kind::BreakStatement ? "break" : "continue";
  if (scope().loops == 0) error(node, diag::outside_loop, word);
  else if (scope().except_star > scope().loops) error(node, diag::jump_out_of_except_star, word);
  if (kind == Kind::BreakStatement) return make<Break>(node);
  return make<Continue>(node);
}

Stmt* Converter::return_statement(TSNode node) {
  if (scope().kind != Scope::Function) error(node, diag::outside_function, "return");
  else if (scope().except_star) error(node, diag::jump_out_of_except_star, "return");
  Children list(walker_, node);
  auto* result = make<Return>(node);
  if (list.size() > 1) result->value = expression(list[1].node);
  return result;
}

Stmt* Converter::raise_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Raise>(node);
  result->cause = optional_expression(list.find(Field::Cause));
  if (list.size() < 2 || list[1].kind == Kind::Token) {
    if (result->cause) error(list.find(Field::Cause), diag::syntax_error, "'from' needs an exception before it");
    return result;
  }
  if (list[1].kind != Kind::ExpressionList) {
    result->exception = expression(list[1].node);
    return result;
  }
  std::vector<Expr*> items = items_of(list[1].node);
  if (items.size() > 3 || items.size() < 2 || options_.is_pure_python) error(list[1].node, diag::raise_form);
  result->exception = items[0];
  if (items.size() > 1) result->value = items[1];
  if (items.size() > 2) result->traceback = items[2];
  return result;
}

Stmt* Converter::assert_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Assert>(node);
  result->condition = expression(list[1].node);
  if (list.size() > 3) result->message = expression(list[3].node);
  if (list.size() > 5) error(list[4].node, diag::syntax_error, "assert takes one message: put several parts into one string");
  return result;
}

// ---- names of other scopes

std::vector<Text> Converter::declared_names(TSNode node, std::vector<Text>& known, const std::vector<Text>& other, const char* word) {
  std::vector<Text> names;
  Children list(walker_, node);
  const std::vector<Text>& parameters = scope().parameters;
  for (Child child : list) {
    if (child.kind != Kind::Identifier) continue;
    Text name = identifier(child.node);
    if (std::find(parameters.begin(), parameters.end(), name) != parameters.end())
      error(child.node, diag::parameter_declared, name.view(), word);
    // At the first of the two, as CPython.
    auto before = std::find(scope().declared.begin(), scope().declared.end(), name);
    if (std::find(other.begin(), other.end(), name) != other.end())
      error(scope().declared_at[static_cast<std::size_t>(before - scope().declared.begin())], diag::global_and_nonlocal, name.view());
    scope().declared.push_back(name);
    scope().declared_at.push_back(span_of(child.node));
    known.push_back(name);
    names.push_back(name);
  }
  return names;
}

Stmt* Converter::global_statement(TSNode node) {
  auto* result = make<Global>(node);
  result->names = arena_.copy(declared_names(node, scope().globals, scope().nonlocals, "global"));
  return result;
}

Stmt* Converter::nonlocal_statement(TSNode node) {
  auto* result = make<Nonlocal>(node);
  if (scopes_.size() == 1) error(node, diag::nonlocal_in_module);
  result->names = arena_.copy(declared_names(node, scope().nonlocals, scope().globals, "nonlocal"));
  return result;
}

// ---- Python 2, type aliases

// In Python 3, `print >> file, text` is a tuple that begins with a shift; anything else that looks like a print
// statement is a mistake.
Stmt* Converter::shift_of_print(TSNode node) {
  Children list(walker_, node);
  if (list[1].kind != Kind::Chevron) {
    error(node, diag::print_statement);
    return print_statement(node);
  }
  Children parts(walker_, list[1].node);
  auto* shift = make<Binary>(between(node, list[1].node));
  shift->op = BinaryOperator::ShiftRight;
  auto* print = make<Name>(list[0].node);
  print->name = Text("print");
  shift->left = print;
  shift->right = expression(parts[1].node);
  auto* result = make<ExprStmt>(node);
  result->value = shift;
  std::vector<Expr*> items{shift};
  for (Child child : list)
    if (child.field == Field::Argument) items.push_back(expression(child.node));
  if (list.size() > 2) {
    auto* tuple = make<TupleDisplay>(node);
    tuple->items = arena_.copy(items);
    result->value = tuple;
  }
  return result;
}

Stmt* Converter::print_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Print>(node);
  std::vector<Expr*> values;
  for (Child child : list) {
    if (child.kind == Kind::Chevron) {
      Children parts(walker_, child.node);
      result->stream = expression(parts[1].node);
    } else if (child.field == Field::Argument) {
      values.push_back(expression(child.node));
    }
  }
  result->newline = !is_token(list[list.size() - 1], ",");
  result->values = arena_.copy(values);
  return result;
}

Stmt* Converter::exec_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Exec>(node);
  std::vector<Expr*> scopes;
  for (Child child : list)
    if (child.field == Field::Scope) scopes.push_back(expression(child.node));
  TSNode code = list.find(Field::Code);
  result->code = expression(code);
  if (auto* tuple = as<TupleDisplay>(result->code)) {
    if (tuple->items.size() < 2 || tuple->items.size() > 3) error(code, diag::exec_form, "it has two or three parts");
    else if (!scopes.empty()) error(code, diag::exec_form, "'in' does not go with it");
  }
  if (auto* tuple = as<TupleDisplay>(result->code); tuple && tuple->items.size() >= 2 && tuple->items.size() <= 3 && scopes.empty()) {
    result->code = tuple->items[0];
    scopes.assign(tuple->items.begin() + 1, tuple->items.end());
  }
  if (!scopes.empty()) result->globals = scopes[0];
  if (scopes.size() > 1) result->locals = scopes[1];
  return result;
}

std::vector<TypeParameter> Converter::type_parameters(TSNode node) {
  std::vector<TypeParameter> result;
  if (ts_node_is_null(node)) return result;
  Children list(walker_, node);
  for (Child child : list) {
    if (child.kind != Kind::TypeVariable) continue;
    Children parts(walker_, child.node);
    TypeParameter item{};
    TSNode kind = parts.find(Field::Kind);
    item.kind = ts_node_is_null(kind) ? TypeParameter::Variable : text_of(kind).size() == 1 ? TypeParameter::Tuple : TypeParameter::ParamSpec;
    item.name = identifier(parts.find(Field::Name));
    item.bound = optional_expression(parts.find(Field::Bound));
    TSNode value = parts.find(Field::Default);
    if (!ts_node_is_null(value)) item.default_value = kind_of(value) == Kind::SplatType ? starred(value) : expression(value);
    item.span = span_of(child.node);
    result.push_back(item);
  }
  return result;
}

Stmt* Converter::type_alias(TSNode node) {
  Children list(walker_, node);
  auto* result = make<TypeAlias>(node);
  result->name = identifier(list.find(Field::Name));
  result->type_parameters = arena_.copy(type_parameters(list.find(Field::TypeParameters)));
  result->value = expression(list.find(Field::Value));
  return result;
}

}  // namespace cyrite::parsing
