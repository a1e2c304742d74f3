// Type parameters (PEP 695, 696) of functions, classes and `type` statements. What has them is made by a function of its own,
// written here as a syntax tree, whose variables they are:
//   def <generic parameters of f>(.forms, .default1):      class: the same around the class statement, whose last base is
//     (T, U) = .parameters = .forms.parameters((...))      .forms.generic(.parameters)
//     def f(a, b=.default1): ...
//     f.__type_params__ = .parameters
//     return f
// Bounds, defaults of type parameters and values of aliases are lambdas: they are computed when somebody asks for them.
#include <fmt/format.h>

#include "ast/walk.h"
#include "check/declarations.h"
#include "check/expressions.h"
#include "check/tree_builder.h"

namespace cyrite::check {

using typed::Expr;

namespace {

using Parameters = std::span<const ast::TypeParameter>;

// What the runtime has for types: .forms.text(...).
ast::Expr* form(const TreeBuilder& b, Text text, const std::vector<ast::Expr*>& arguments) { return b.call(b.attribute(b.name(".forms"), text), arguments); }

// Computes `value` when it is called; null: None.
ast::Expr* later(const TreeBuilder& b, ast::Expr* value) {
  if (!value) return b.none();
  auto* made = b.node<ast::Lambda>();
  made->span = value->span;
  made->body = value;
  declarations_of(b.c).type_scopes.insert(made);
  return made;
}

// One item for each type parameter: stars, name, bound, is it a tuple of constraints, default, is it spread, text of the bound.
ast::Expr* specifications(const TreeBuilder& b, Parameters parameters) {
  std::vector<ast::Expr*> items;
  for (const ast::TypeParameter& t : parameters) {
    const char* stars = t.kind == ast::TypeParameter::Variable ? "" : t.kind == ast::TypeParameter::Tuple ? "*" : "**";
    auto* spread = t.default_value ? ast::as<ast::Starred>(t.default_value) : nullptr;
    std::string bound = t.bound ? annotation_text(b.c, *t.bound) : "";
    items.push_back(b.tuple({b.text(stars), b.text(t.name.str()), later(b, t.bound), b.truth(t.bound && ast::is<ast::TupleDisplay>(t.bound)),
                             later(b, spread ? spread->value : t.default_value), b.truth(spread != nullptr), b.text(bound)}));
  }
  return b.tuple(items);
}

// (T, U) = .parameters = ...: the type variables as names, and all of them.
ast::Stmt* bind_parameters(const TreeBuilder& b, Parameters parameters, ast::Expr* value, bool all) {
  std::vector<ast::Expr*> items;
  for (const ast::TypeParameter& t : parameters) items.push_back(b.name(t.name));
  return all ? b.assign({b.tuple(items), b.name(".parameters")}, value) : b.assign({b.tuple(items)}, value);
}

// ---- what CPython refuses

void refuse_inside(Checker& c, const ast::Expr& e, std::string_view place) {
  bool found = false;
  ast::walk(e, [&](const ast::Node& n) {
    if (found || ast::is<ast::Lambda>(&n)) return false;
    std::string_view what = ast::is<ast::Yield>(&n) || ast::is<ast::YieldFrom>(&n) ? "yield expression"
                            : ast::is<ast::Await>(&n)                              ? "await expression"
                            : ast::is<ast::NamedExpr>(&n)                          ? "named expression"
                                                                                   : "";
    if (what.empty()) return true;
    c.error(n.span, diag::not_in_type_scope, what, place);
    found = true;
    return false;
  });
}

void check_parameters(Checker& c, Parameters parameters) {
  std::unordered_set<Text> seen;
  bool defaults = false;
  for (const ast::TypeParameter& t : parameters) {
    bool variable = t.kind == ast::TypeParameter::Variable, tuple = t.kind == ast::TypeParameter::Tuple;
    if (!seen.insert(t.name).second) c.error(t.span, diag::type_parameter_twice, t.name.view());
    if (t.bound && variable) refuse_inside(c, *t.bound, ast::is<ast::TupleDisplay>(t.bound) ? "a TypeVar constraint" : "a TypeVar bound");
    if (t.bound && !variable) c.error(t.bound->span, diag::not_in_type_scope, "a bound", tuple ? "a TypeVarTuple" : "a ParamSpec");
    if (t.default_value) refuse_inside(c, *t.default_value, variable ? "a TypeVar default" : tuple ? "a TypeVarTuple default" : "a ParamSpec default");
    if (t.default_value && !tuple && ast::is<ast::Starred>(t.default_value)) c.error(t.default_value->span, diag::not_in_type_scope, "an unpacked default", variable ? "a TypeVar" : "a ParamSpec");
    if (defaults && !t.default_value) c.error(t.span, diag::type_parameter_order, t.name.view());
    defaults |= t.default_value != nullptr;
  }
}

// ---- the function around

// Makes the function with this body, and calls it with the functions of the runtime and these values.
Expr* run_type_scope(const TreeBuilder& b, Text of, const std::vector<std::pair<Text, const ast::Expr*>>& given, const std::vector<ast::Stmt*>& body) {
  Checker& c = b.c;
  std::vector<ast::Parameter*> parameters{b.parameter(".forms")};
  std::vector<Expr*> values{c.call_runtime(b.span, rt::type_forms, c.types.object, {python_name(c, b.span, "__name__", false)})};
  for (auto& [name, value] : given) {
    parameters.push_back(b.parameter(name));
    values.push_back(c.object(*value));
  }
  auto* d = b.function(Text(fmt::format("<generic parameters of {}>", of.view())), parameters, body);
  declarations_of(c).type_scopes.insert(d);
  auto* plain = c.arena.make_owned<Decorations>();
  plain->directives = c.at.directives;
  return c.python_call(b.span, make_python_function(c, *d, *plain), values);
}

// Decorators that are directives stay at the definition; those of Python are applied outside.
std::vector<ast::Expr*> directive_decorators(ast::List<ast::Expr> all, const Decorations& decorations) {
  std::vector<ast::Expr*> kept;
  for (ast::Expr* e : all)
    if (std::find(decorations.python.begin(), decorations.python.end(), e) == decorations.python.end()) kept.push_back(e);
  return kept;
}

bool is_literal(const ast::Expr& e) {
  switch (e.kind) {
    case ast::NodeKind::IntLiteral: case ast::NodeKind::FloatLiteral: case ast::NodeKind::BoolLiteral: case ast::NodeKind::NoneLiteral:
    case ast::NodeKind::StringLiteral: return true;
    default: return false;
  }
}

}  // namespace

Expr* generic_function(Checker& c, const ast::FunctionDef& s, const Decorations& decorations) {
  check_parameters(c, s.type_parameters);
  TreeBuilder b{c, s.name_span};
  auto* inner = c.arena.make<ast::FunctionDef>(s);
  inner->decorators = b.list(directive_decorators(s.decorators, decorations));
  inner->type_parameters = {};
  inner->hidden_name = ".made";
  std::vector<std::pair<Text, const ast::Expr*>> given;  // defaults are computed outside, where the names are not known
  std::vector<ast::Parameter*> parameters;
  for (const ast::Parameter* p : s.parameters) {
    auto* copy = c.arena.make<ast::Parameter>(*p);
    if (p->annotation) refuse_inside(c, *p->annotation, "the definition of a generic");
    if (p->default_value && !is_literal(*p->default_value)) {
      Text name(fmt::format(".default{}", given.size() + 1));
      given.push_back({name, p->default_value});
      copy->default_value = b.name(name);
    }
    parameters.push_back(copy);
  }
  if (s.returns) refuse_inside(c, *s.returns, "the definition of a generic");
  inner->parameters = c.arena.copy(parameters);
  std::vector<ast::Stmt*> body;
  body.push_back(bind_parameters(b, s.type_parameters, form(b, "parameters", {specifications(b, s.type_parameters)}), true));
  body.push_back(inner);
  body.push_back(b.assign({b.attribute(b.name(".made"), "__type_params__")}, b.name(".parameters")));
  body.push_back(b.result(b.name(".made")));
  return run_type_scope(b, s.name, given, body);
}

Expr* generic_class(Checker& c, const ast::ClassDef& s, const Decorations& decorations) {
  check_parameters(c, s.type_parameters);
  for (const ast::Expr* base : s.bases) refuse_inside(c, *base, "the definition of a generic");
  for (const ast::Keyword* k : s.keywords) refuse_inside(c, *k->value, "the definition of a generic");
  TreeBuilder b{c, s.name_span};
  auto* inner = c.arena.make<ast::ClassDef>(s);
  inner->decorators = b.list(directive_decorators(s.decorators, decorations));
  inner->type_parameters = {};
  inner->hidden_name = ".made";
  std::vector<ast::Expr*> bases(s.bases.begin(), s.bases.end());
  bases.push_back(b.name(".generic"));
  inner->bases = b.list(bases);
  std::vector<ast::Stmt*> statements(s.body.begin(), s.body.end());
  bool has_doc = without_docstring(s.body).size() < s.body.size();
  statements.insert(statements.begin() + has_doc, b.assign({b.name("__type_params__")}, b.name(".parameters")));
  inner->body = c.arena.copy(statements);
  std::vector<ast::Stmt*> body;
  body.push_back(bind_parameters(b, s.type_parameters, form(b, "parameters", {specifications(b, s.type_parameters)}), true));
  body.push_back(b.assign({b.name(".generic")}, form(b, "generic", {b.name(".parameters")})));
  body.push_back(inner);
  body.push_back(b.result(b.name(".made")));
  return run_type_scope(b, s.name, {}, body);
}

Expr* type_alias(Checker& c, const ast::TypeAlias& s) {
  if (s.name == "__debug__") c.error(s.span, diag::keyword_as_name, s.name.view());
  check_parameters(c, s.type_parameters);
  refuse_inside(c, *s.value, "a type alias");
  TreeBuilder b{c, s.span};
  std::vector<ast::Stmt*> body;
  body.push_back(b.assign({b.name(".made")}, form(b, "alias", {b.text(s.name.str()), specifications(b, s.type_parameters), later(b, s.value)})));
  if (!s.type_parameters.empty()) body.push_back(bind_parameters(b, s.type_parameters, b.attribute(b.name(".made"), "__type_params__"), false));
  body.push_back(b.result(form(b, "finished", {b.name(".made")})));
  return run_type_scope(b, s.name, {}, body);
}

}  // namespace cyrite::check
