// for_each_child(node, fn): calls fn(const Node&) for every child node in source order, those inside parameters,
// keywords, clauses and handlers included. walk(node, enter) goes down the whole tree.
#pragma once
#include <type_traits>

#include "ast/match.h"

namespace cyrite::ast {

namespace walk_detail {

template <class F>
void child(const Node* node, F&& fn) {
  if (node) fn(*node);
}
template <class F>
void children(Block block, F&& fn) {
  for (const Stmt* statement : block) fn(*statement);
}

template <class T, class F>
void visit(const T&, F&&) {}  // data: names, flags, operators
template <class F>
void visit(const Parameter& p, F&& fn) {
  child(p.type, fn), child(p.declarator, fn), child(p.annotation, fn), child(p.default_value, fn);
}
template <class F>
void visit(const Keyword& k, F&& fn) { child(k.value, fn); }
template <class F>
void visit(const ForFromRange& r, F&& fn) { child(r.lower, fn), child(r.upper, fn), child(r.step, fn); }
template <class F>
void visit(const ComprehensionClause& c, F&& fn) {
  child(c.target, fn), child(c.iterable, fn), child(c.condition, fn);
  if (c.range) visit(*c.range, fn);
}
template <class F>
void visit(const WithItem& w, F&& fn) { child(w.context, fn), child(w.target, fn); }
template <class F>
void visit(const TypeParameter& t, F&& fn) { child(t.bound, fn), child(t.default_value, fn); }
template <class F>
void visit(const CDeclarator& d, F&& fn) { child(d.declarator, fn), child(d.value, fn); }
template <class F>
void visit(const Enumerator& e, F&& fn) { child(e.value, fn); }
template <class F>
void visit(const ExceptHandler& h, F&& fn) { child(h.type, fn), child(h.target, fn), children(h.body, fn); }
template <class F>
void visit(const MatchCase& c, F&& fn) { child(c.pattern, fn), child(c.guard, fn), children(c.body, fn); }
template <class F>
void visit(const CompileTimeIf::Clause& c, F&& fn) { child(c.condition, fn), children(c.body, fn); }

template <class T>
struct IsSpan : std::false_type {};
template <class T>
struct IsSpan<std::span<T>> : std::true_type {};

template <class T, class F>
void visit_field(const T& field, F&& fn) {
  if constexpr (IsSpan<T>::value) {
    for (const auto& item : field) visit_field(item, fn);
  } else if constexpr (std::is_pointer_v<T>) {
    using Pointee = std::remove_cv_t<std::remove_pointer_t<T>>;
    if constexpr (std::is_base_of_v<Node, Pointee>) {
      if (field) fn(static_cast<const Node&>(*field));
    } else {
      if (field) visit(*field, fn);
    }
  } else {
    visit(field, fn);
  }
}

}  // namespace walk_detail

template <class F>
void for_each_child(const Node& node, F&& fn) {
  auto each = [&](const auto& n) {
    std::apply([&](const auto&... fields) { (walk_detail::visit_field(fields, fn), ...); }, n.fields());
  };
  switch (node.kind) {
#define EXPR(N) case NodeKind::N: each(static_cast<const N&>(node)); break;
#define TYPE(N) EXPR(N)
#define DECLARATOR(N) EXPR(N)
#define STMT(N) EXPR(N)
#define PATTERN(N) EXPR(N)
#include "ast/nodes.def"
  }
}

// enter(const Node&) returns false to leave a node's children out.
template <class F>
void walk(const Node& node, F&& enter) {
  if (enter(node)) for_each_child(node, [&](const Node& child) { walk(child, enter); });
}

}  // namespace cyrite::ast
