// Reading tree-sitter's tree: kinds and fields as enumerations, the children of a node in one linear walk.
#pragma once
#include <tree_sitter/api.h>

#include <cstdint>
#include <string_view>
#include <vector>

extern "C" const TSLanguage* tree_sitter_cyrite(void);

namespace cyrite::parsing {

// Token: a word or sign of the grammar that has no node of its own.
enum class Kind : std::uint8_t {
  Token,
  Error,
#define SYNTAX(name, grammar_name) name,
#define FIELD(name, grammar_name)
#include "parse/grammar_names.def"
};
enum class Field : std::uint8_t {
  None,
#define SYNTAX(name, grammar_name)
#define FIELD(name, grammar_name) name,
#include "parse/grammar_names.def"
};

Kind kind_of(TSNode node);

struct Child {
  TSNode node;
  Kind kind;
  Field field;
};

// The children of one node: Children list(walker, node). Lists nest like calls.
class Walker {
 public:
  explicit Walker(TSNode root) : cursor_(ts_tree_cursor_new(root)) {}
  ~Walker() { ts_tree_cursor_delete(&cursor_); }
  Walker(const Walker&) = delete;
  Walker& operator=(const Walker&) = delete;

 private:
  friend class Children;
  TSTreeCursor cursor_;
  std::vector<Child> pool_;
};

class Children {
 public:
  Children(Walker& walker, TSNode node);
  ~Children() { walker_.pool_.resize(begin_); }
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;

  std::size_t size() const { return end_ - begin_; }
  Child operator[](std::size_t index) const { return walker_.pool_[begin_ + index]; }
  // The first child with that field; a null node if there is none.
  TSNode find(Field field) const;
  TSNode find(Kind kind) const;
  bool has(Field field) const { return !ts_node_is_null(find(field)); }

  struct Iterator {
    const Children* list;
    std::size_t index;
    Child operator*() const { return (*list)[index]; }
    Iterator& operator++() { ++index; return *this; }
    bool operator!=(const Iterator& other) const { return index != other.index; }
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }

 private:
  Walker& walker_;
  std::size_t begin_, end_;
};

}  // namespace cyrite::parsing
