// match(node, lambdas...): picks the case for the node's real type. A node without a case does not compile; a case
// for a base class (const Expr&, const Stmt& ...) is the default.
#pragma once
#include <utility>

#include "ast/nodes.h"

namespace cyrite::ast {

template <class... Fs>
struct Cases : Fs... { using Fs::operator()...; };
template <class... Fs>
Cases(Fs...) -> Cases<Fs...>;

#define CYRITE_MATCH(Base)                                         \
  template <class... Fs>                                           \
  decltype(auto) match(const Base& node, Fs&&... fs) {             \
    Cases cases{std::forward<Fs>(fs)...};                          \
    switch (node.kind) {
#define CYRITE_CASE(N) \
  case NodeKind::N: return cases(static_cast<const N&>(node));
#define CYRITE_END              \
    default: __builtin_unreachable(); \
    }                           \
  }
#define NOTHING(N)

CYRITE_MATCH(Expr)
#define EXPR(N) CYRITE_CASE(N)
#define TYPE(N)
#define DECLARATOR(N)
#define STMT(N)
#define PATTERN(N)
#include "ast/nodes.def"
CYRITE_END
CYRITE_MATCH(Stmt)
#define EXPR(N)
#define TYPE(N)
#define DECLARATOR(N)
#define STMT(N) CYRITE_CASE(N)
#define PATTERN(N)
#include "ast/nodes.def"
CYRITE_END
CYRITE_MATCH(TypeNode)
#define EXPR(N)
#define TYPE(N) CYRITE_CASE(N)
#define DECLARATOR(N)
#define STMT(N)
#define PATTERN(N)
#include "ast/nodes.def"
CYRITE_END
CYRITE_MATCH(Declarator)
#define EXPR(N)
#define TYPE(N)
#define DECLARATOR(N) CYRITE_CASE(N)
#define STMT(N)
#define PATTERN(N)
#include "ast/nodes.def"
CYRITE_END
CYRITE_MATCH(Pattern)
#define EXPR(N)
#define TYPE(N)
#define DECLARATOR(N)
#define STMT(N)
#define PATTERN(N) CYRITE_CASE(N)
#include "ast/nodes.def"
CYRITE_END
#undef CYRITE_MATCH
#undef CYRITE_CASE
#undef CYRITE_END
#undef NOTHING

}  // namespace cyrite::ast
