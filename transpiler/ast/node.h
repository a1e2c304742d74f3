// What all nodes of the syntax tree share. Nodes are arena-allocated and never changed after parsing.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>

#include "base/source_file.h"
#include "base/text.h"

namespace cyrite::ast {

enum class NodeKind : std::uint8_t {
#define EXPR(N) N,
#define TYPE(N) N,
#define DECLARATOR(N) N,
#define STMT(N) N,
#define PATTERN(N) N,
#include "ast/nodes.def"
};

struct Node {
  NodeKind kind;
  std::uint32_t id = 0;  // unique in one parse of one file; an included file gets fresh ones at each inclusion
  Span span;
};
struct Expr : Node {};
struct TypeNode : Node {};    // a C type as it is written
struct Declarator : Node {};  // `*p`, `a[3]`, `f(int)`: what stands around a declared name
struct Stmt : Node {};
struct Pattern : Node {};
using Block = std::span<Stmt* const>;
template <class T>
using List = std::span<T* const>;

// NODE gives a node its kind; FIELDS lists its children and data in source order, so that walking, dumping and
// comparing are written once for all nodes.
#define NODE(Name) static constexpr NodeKind node_kind = NodeKind::Name
#define FIELDS(...)                                              \
  static constexpr std::string_view field_names = #__VA_ARGS__; \
  auto fields() const { return std::tie(__VA_ARGS__); }

}  // namespace cyrite::ast
