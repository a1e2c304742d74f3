// Makes nodes of the syntax tree, for what is checked as if the program had written it. All of them stand at one place of the source.
#pragma once
#include <string>
#include <vector>

#include "check/checker.h"

namespace cyrite::check {

struct TreeBuilder {
  Checker& c;
  Span span;

  template <class N>
  N* node() const {
    N* made = c.arena.make<N>();
    made->kind = N::node_kind;
    made->span = span;
    return made;
  }
  template <class N>
  ast::List<N> list(const std::vector<N*>& items) const { return c.arena.copy(items); }

  // ---- expressions
  ast::Name* name(Text text) const {
    auto* made = node<ast::Name>();
    made->name = text;
    return made;
  }
  ast::Expr* attribute(ast::Expr* value, Text text) const {
    auto* made = node<ast::Attribute>();
    made->value = value;
    made->name = text;
    made->name_span = span;
    return made;
  }
  ast::Expr* call(ast::Expr* callee, const std::vector<ast::Expr*>& arguments) const {
    auto* made = node<ast::Call>();
    made->callee = callee;
    made->arguments = list(arguments);
    return made;
  }
  ast::Expr* tuple(const std::vector<ast::Expr*>& items) const {
    auto* made = node<ast::TupleDisplay>();
    made->items = list(items);
    made->parenthesised = true;
    return made;
  }
  ast::Expr* text(const std::string& value) const {
    auto* made = node<ast::StringLiteral>();
    made->prefix = ast::StringPrefix::Unicode;
    made->value = c.arena.copy(std::string_view(value));
    return made;
  }
  ast::Expr* truth(bool value) const {
    auto* made = node<ast::BoolLiteral>();
    made->value = value;
    return made;
  }
  ast::Expr* none() const { return node<ast::NoneLiteral>(); }
  ast::Expr* compare(ast::CompareOperator op, ast::Expr* left, ast::Expr* right) const {
    auto* made = node<ast::Compare>();
    made->first = left;
    made->ops = c.arena.copy(std::vector<ast::CompareOperator>{op});
    made->rest = list<ast::Expr>({right});
    return made;
  }

  ast::Expr* binary(ast::Expr* left, ast::BinaryOperator op, ast::Expr* right) const {
    auto* made = node<ast::Binary>();
    made->left = left;
    made->op = op;
    made->right = right;
    return made;
  }
  ast::Expr* negation(ast::Expr* operand) const {
    auto* made = node<ast::Unary>();
    made->op = ast::UnaryOperator::Not;
    made->operand = operand;
    return made;
  }

  // ---- statements
  ast::Stmt* assign(const std::vector<ast::Expr*>& targets, ast::Expr* value) const {
    auto* made = node<ast::Assign>();
    made->targets = list(targets);
    made->value = value;
    return made;
  }
  ast::Stmt* result(ast::Expr* value) const {
    auto* made = node<ast::Return>();
    made->value = value;
    return made;
  }
  ast::Stmt* effect(ast::Expr* value) const {
    auto* made = node<ast::ExprStmt>();
    made->value = value;
    return made;
  }
  ast::Stmt* when(ast::Expr* condition, const std::vector<ast::Stmt*>& body) const {
    auto* made = node<ast::If>();
    made->condition = condition;
    made->body = block(body);
    return made;
  }
  ast::Block block(const std::vector<ast::Stmt*>& statements) const { return c.arena.copy(statements); }

  // ---- functions
  ast::Parameter* parameter(Text text, ast::Expr* value = nullptr, bool keyword = false) const {
    auto* made = c.arena.make<ast::Parameter>();
    made->span = made->name_span = span;
    made->kind = keyword ? ast::ParameterKind::KeywordOnly : ast::ParameterKind::PositionalOrKeyword;
    made->name = text;
    made->default_value = value;
    return made;
  }
  ast::FunctionDef* function(Text text, const std::vector<ast::Parameter*>& parameters, const std::vector<ast::Stmt*>& body) const {
    auto* made = node<ast::FunctionDef>();
    made->name = text;
    made->name_span = span;
    made->parameters = c.arena.copy(parameters);
    made->body = block(body);
    return made;
  }
};

}  // namespace cyrite::check
