// All nodes, and what can be said of a node's kind.
#pragma once
#include "ast/declarations.h"

namespace cyrite::ast {

// A compile error here is a line of nodes.def without its struct.
#define CHECK_NODE(N, Base) static_assert(N::node_kind == NodeKind::N && std::is_base_of_v<Base, N>);
#define EXPR(N) CHECK_NODE(N, Expr)
#define TYPE(N) CHECK_NODE(N, TypeNode)
#define DECLARATOR(N) CHECK_NODE(N, Declarator)
#define STMT(N) CHECK_NODE(N, Stmt)
#define PATTERN(N) CHECK_NODE(N, Pattern)
#include "ast/nodes.def"
#undef CHECK_NODE

std::string_view name_of(NodeKind kind);

// The node as an N, or null when it is of another kind (or null).
template <class N>
const N* as(const Node* node) {
  return node && node->kind == N::node_kind ? static_cast<const N*>(node) : nullptr;
}
template <class N>
bool is(const Node* node) { return node && node->kind == N::node_kind; }

}  // namespace cyrite::ast
