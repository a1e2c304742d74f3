// Tables from tree-sitter's numbers to our enumerations, made once.
#include "parse/tree.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>

namespace cyrite::parsing {

namespace {

struct Names {
  std::vector<Kind> kinds;    // by symbol
  std::vector<Field> fields;  // by field id
};

// A row of grammar_names.def that the grammar does not have is a mistake in this program.
void require(bool found, const char* name) {
  if (found) return;
  std::fprintf(stderr, "cyrite: internal error: the grammar has no '%s'\n", name);
  std::abort();
}

Names read_names() {
  const TSLanguage* language = tree_sitter_cyrite();
  std::unordered_map<std::string, Kind> kinds;
#define SYNTAX(name, grammar_name) kinds.emplace(grammar_name, Kind::name);
#define FIELD(name, grammar_name)
#include "parse/grammar_names.def"
  Names names;
  std::unordered_map<std::string, bool> seen;
  for (std::uint32_t symbol = 0; symbol < ts_language_symbol_count(language); ++symbol) {
    Kind kind = Kind::Token;
    if (ts_language_symbol_type(language, static_cast<TSSymbol>(symbol)) == TSSymbolTypeRegular) {
      const char* name = ts_language_symbol_name(language, static_cast<TSSymbol>(symbol));
      auto found = kinds.find(name);
      if (found != kinds.end()) {
        kind = found->second;
        seen[name] = true;
      }
    }
    names.kinds.push_back(kind);
  }
  for (const auto& [name, kind] : kinds) require(seen.count(name) != 0, name.c_str());
  names.fields.resize(ts_language_field_count(language) + 1, Field::None);
  auto add = [&](const char* name, Field field) {
    TSFieldId id = ts_language_field_id_for_name(language, name, static_cast<std::uint32_t>(std::string_view(name).size()));
    require(id != 0, name);
    names.fields[id] = field;
  };
#define SYNTAX(name, grammar_name)
#define FIELD(name, grammar_name) add(grammar_name, Field::name);
#include "parse/grammar_names.def"
  return names;
}

const Names& names() {
  static const Names* table = new Names(read_names());
  return *table;
}

}  // namespace

Kind kind_of(TSNode node) {
  TSSymbol symbol = ts_node_symbol(node);
  return symbol < names().kinds.size() ? names().kinds[symbol] : Kind::Error;
}

Children::Children(Walker& walker, TSNode node) : walker_(walker), begin_(walker.pool_.size()) {
  const Names& table = names();
  ts_tree_cursor_reset(&walker.cursor_, node);
  if (ts_tree_cursor_goto_first_child(&walker.cursor_)) do {
      TSNode child = ts_tree_cursor_current_node(&walker.cursor_);
      if (ts_node_is_extra(child)) continue;
      TSSymbol symbol = ts_node_symbol(child);
      Kind kind = symbol < table.kinds.size() ? table.kinds[symbol] : Kind::Error;
      walker.pool_.push_back({child, kind, table.fields[ts_tree_cursor_current_field_id(&walker.cursor_)]});
    } while (ts_tree_cursor_goto_next_sibling(&walker.cursor_));
  end_ = walker.pool_.size();
}

TSNode Children::find(Field field) const {
  for (Child child : *this)
    if (child.field == field) return child.node;
  return TSNode{};
}

TSNode Children::find(Kind kind) const {
  for (Child child : *this)
    if (child.kind == kind) return child.node;
  return TSNode{};
}

}  // namespace cyrite::parsing
