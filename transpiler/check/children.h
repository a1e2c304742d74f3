// Visits the child expressions of a syntax tree node, in source order, from the lists that nodes declare of themselves.
#pragma once
#include <tuple>
#include <type_traits>

#include "ast/match.h"

namespace cyrite::check {

template <class F>
struct ChildVisitor {
  F& visit;
  template <class T>
  void operator()(const T& field) const {
    if constexpr (std::is_pointer_v<T>) {
      if constexpr (std::is_base_of_v<ast::Expr, std::remove_pointer_t<T>>) {
        if (field) visit(*field);
      }
    } else if constexpr (requires { field.begin(); field.size(); typename T::element_type; }) {
      using Item = std::remove_cv_t<typename T::element_type>;
      for (const Item& item : field) item_of(item);
    }
  }
  template <class Item>
  void item_of(const Item& item) const {
    if constexpr (std::is_pointer_v<Item>) {
      using Node = std::remove_const_t<std::remove_pointer_t<Item>>;
      if constexpr (std::is_base_of_v<ast::Expr, Node>) {
        if (item) visit(*item);
      } else if constexpr (std::is_same_v<Node, ast::Keyword>) {
        if (item->value) visit(*item->value);
      } else if constexpr (std::is_same_v<Node, ast::Parameter>) {
        if (item->default_value) visit(*item->default_value);
      } else if constexpr (std::is_same_v<Node, ast::ComprehensionClause>) {
        if (item->iterable) visit(*item->iterable);
        if (item->range) {
          for (const ast::Expr* e : {item->range->lower, item->range->upper, item->range->step})
            if (e) visit(*e);
        }
        if (item->target) visit(*item->target);
        if (item->condition) visit(*item->condition);
      }
    }
  }
};

// Children that are expressions; statements below a node are not entered.
template <class Node, class F>
void for_each_child(const Node& node, F&& visit) {
  ast::match(node, [&](const auto& n) {
    ChildVisitor<F> visitor{visit};
    std::apply([&](const auto&... field) { (visitor(field), ...); }, n.fields());
    using N = std::remove_cvref_t<decltype(n)>;
    if constexpr (std::is_same_v<N, ast::New>) visitor(n.keywords);
    if constexpr (std::is_same_v<N, ast::With>)
      for (const auto& item : n.items) {
        visit(*item.context);
        if (item.target) visit(*item.target);
      }
    if constexpr (std::is_same_v<N, ast::ForFrom>)
      for (const ast::Expr* e : {n.range.lower, n.range.upper, n.range.step})
        if (e) visit(*e);
    if constexpr (std::is_same_v<N, ast::CVarDef>)
      for (const auto& d : n.declarators)
        if (d.value) visit(*d.value);
    if constexpr (std::is_same_v<N, ast::Try>)
      for (const auto* h : n.handlers) {
        if (h->type) visit(*h->type);
        if (h->target) visit(*h->target);
      }
    if constexpr (std::is_same_v<N, ast::Match>)
      for (const auto* k : n.cases)
        if (k->guard) visit(*k->guard);
  });
}

// The blocks of statements directly below a statement (not those of functions and classes it defines).
template <class F>
void for_each_block(const ast::Stmt& s, F&& visit) {
  ast::match(
      s, [&](const ast::If& n) { visit(n.body); visit(n.orelse); }, [&](const ast::While& n) { visit(n.body); visit(n.orelse); },
      [&](const ast::For& n) { visit(n.body); visit(n.orelse); }, [&](const ast::ForFrom& n) { visit(n.body); visit(n.orelse); },
      [&](const ast::With& n) { visit(n.body); },
      [&](const ast::Try& n) {
        visit(n.body);
        for (const auto* h : n.handlers) visit(h->body);
        visit(n.orelse);
        visit(n.finally_body);
      },
      [&](const ast::Match& n) {
        for (const auto* k : n.cases) visit(k->body);
      },
      [&](const ast::CdefBlock& n) { visit(n.body); }, [&](const ast::Stmt&) {});
}

}  // namespace cyrite::check
