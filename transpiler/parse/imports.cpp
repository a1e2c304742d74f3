// import, cimport and include.
#include <algorithm>

#include "parse/converter.h"

namespace cyrite::parsing {

using namespace ast;

std::vector<ImportAlias> Converter::import_list(const Children& list) {
  std::vector<ImportAlias> names;
  for (Child child : list) {
    if (child.field != Field::Name) continue;
    ImportAlias item;
    item.span = span_of(child.node);
    if (child.kind == Kind::AliasedImport) {
      Children parts(walker_, child.node);
      item.name = dotted_name(parts.find(Field::Name));
      item.as_name = identifier(parts.find(Field::Alias));
    } else {
      item.name = dotted_name(child.node);
    }
    Text bound = item.as_name ? item.as_name : item.name;
    check_bindable(bound, item.span);
    names.push_back(item);
  }
  if (list.size() && is_token(list[list.size() - 1], ",")) error(list[list.size() - 1].node, diag::trailing_comma_in_import);
  return names;
}

Stmt* Converter::import_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Import>(node);
  result->names = arena_.copy(import_list(list));
  return result;
}

Stmt* Converter::cimport_statement(TSNode node) {
  if (options_.is_pure_python) error(node, diag::cython_syntax_in_python, "cimport");
  Children list(walker_, node);
  auto* result = make<CImport>(node);
  result->names = arena_.copy(import_list(list));
  return result;
}

Stmt* Converter::import_from(TSNode node) {
  Children list(walker_, node);
  TSNode module = list.find(Field::ModuleName);
  Text name;
  int level = 0;
  if (kind_of(module) == Kind::RelativeImport) {
    Children parts(walker_, module);
    for (char c : text_of(parts[0].node)) level += c == '.';
    if (parts.size() > 1) name = dotted_name(parts[1].node);
  } else {
    name = dotted_name(module);
  }
  TSNode star = list.find(Kind::WildcardImport);
  std::vector<ImportAlias> names = import_list(list);
  for (const ImportAlias& item : names)
    if (item.name.view().find('.') != std::string_view::npos) error(item.span, diag::dotted_from_import);
  if (text_of(list.find(Field::Kind)) == "cimport") {
    if (options_.is_pure_python) error(node, diag::cython_syntax_in_python, "cimport");
    auto* result = make<CImportFrom>(node);
    result->module = name;
    result->level = level;
    result->is_star = !ts_node_is_null(star);
    result->names = arena_.copy(names);
    return result;
  }
  if (!ts_node_is_null(star) && scopes_.size() > 1) error(star, diag::star_import_place);
  auto* result = make<ImportFrom>(node);
  result->module = name;
  result->level = level;
  result->is_star = !ts_node_is_null(star);
  result->names = arena_.copy(names);
  return result;
}

Stmt* Converter::future_import(TSNode node) {
  static constexpr std::string_view features[] = {
      "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function", "unicode_literals",
      "barry_as_FLUFL", "generator_stop", "annotations"};
  Children list(walker_, node);
  auto* result = make<ImportFrom>(node);
  result->module = Text("__future__");
  std::vector<ImportAlias> names = import_list(list);
  for (const ImportAlias& item : names) unicode_literals_ |= item.name == "unicode_literals";
  for (const ImportAlias& item : names)
    if (std::find(std::begin(features), std::end(features), item.name.view()) == std::end(features))
      error(item.span, diag::unknown_future, item.name.view());
  if (after_future_ || scopes_.size() > 1) error(node, diag::late_future);
  result->names = arena_.copy(names);
  return result;
}

Stmt* Converter::include_statement(TSNode node) {
  if (level_ != Level::Module && level_ != Level::CBlock) error(node, diag::include_not_here);
  if (options_.is_pure_python) error(node, diag::cython_syntax_in_python, "include");
  Children list(walker_, node);
  auto* result = make<Include>(node);
  result->path = plain_string(list.find(Field::Path));
  return result;
}

}  // namespace cyrite::parsing
