// What may be assigned to, deleted or looped over.
#include <algorithm>

#include "parse/converter.h"

namespace cyrite::parsing {

using namespace ast;

Expr* Converter::target(TSNode node) {
  Expr* result = nullptr;
  Deeper deeper(*this);
  if (too_deep(node)) return placeholder(node);
  Kind kind = kind_of(node);
  if (kind == Kind::PatternList) {
    result = target_list(node);
  } else if (kind == Kind::TuplePattern || kind == Kind::ListPattern) {
    std::vector<Expr*> items;
    bool comma = false;
    Children list(walker_, node);
    for (Child child : list) {
      comma = comma || is_token(child, ",");
      if (child.kind == Kind::Token) continue;
      items.push_back(child.kind == Kind::ListSplatPattern ? starred(child.node) : target(child.node));
    }
    if (kind == Kind::TuplePattern && items.size() == 1 && !comma) {
      if (!is<Starred>(items[0])) return items[0];
      error(items[0]->span, diag::starred_target_alone);
    }
    if (kind == Kind::ListPattern) {
      auto* display = make<ListDisplay>(node);
      display->items = arena_.copy(items);
      result = display;
    } else {
      auto* display = make<TupleDisplay>(node);
      display->items = arena_.copy(items);
      display->parenthesised = true;
      result = display;
    }
  } else if (kind == Kind::ListSplatPattern) {
    error(node, diag::starred_target_alone);
    result = starred(node);
  } else {
    result = expression(node);
    if (auto* plain = as<Name>(result)) check_bindable(plain->name, plain->span);
    if (auto* attribute = as<Attribute>(result)) check_bindable(attribute->name, attribute->name_span);
  }
  check_stars(result);
  return result;
}

Expr* Converter::target_list(TSNode node) {
  std::vector<Expr*> items;
  Children list(walker_, node);
  for (Child child : list) {
    if (child.kind == Kind::Token) continue;
    items.push_back(child.kind == Kind::ListSplatPattern ? starred(child.node) : target(child.node));
  }
  auto* result = make<TupleDisplay>(node);
  result->items = arena_.copy(items);
  result->parenthesised = false;
  return result;
}

void Converter::check_bindable(Text name, Span span) {
  if (name == "__debug__" || name == "None") error(span, diag::keyword_as_name, name.view());
}

// `global x` and `x: int` in one function.
void Converter::check_not_declared(const Name& annotated) {
  const Scope& s = scope();
  const char* word = std::find(s.globals.begin(), s.globals.end(), annotated.name) != s.globals.end() ? "global"
                     : std::find(s.nonlocals.begin(), s.nonlocals.end(), annotated.name) != s.nonlocals.end() ? "nonlocal" : nullptr;
  if (word && scopes_.size() > 1) error(annotated.span, diag::annotated_declared, annotated.name.view(), word);
}

void Converter::check_stars(const Expr* target) {
  List<Expr> items;
  if (auto* tuple = as<TupleDisplay>(target)) items = tuple->items;
  if (auto* list = as<ListDisplay>(target)) items = list->items;
  int stars = 0;
  for (const Expr* item : items)
    if (auto* starred = as<Starred>(item))
      if (auto* plain = as<Name>(starred->value)) check_bindable(plain->name, plain->span);
  for (const Expr* item : items)
    if (is<Starred>(item) && ++stars == 2) error(item->span, diag::two_starred_targets);
}

// An expression that stands where a target must: `with x as target`, `for target from`, `del target`.
bool Converter::check_target(const Expr* target, std::string_view doing) {
  switch (target->kind) {
    case NodeKind::Name: check_bindable(static_cast<const Name*>(target)->name, target->span); return true;
    case NodeKind::Attribute: case NodeKind::Subscript: return true;
    case NodeKind::Starred: return check_target(static_cast<const Starred*>(target)->value, doing);
    case NodeKind::TupleDisplay: case NodeKind::ListDisplay: {
      check_stars(target);
      List<Expr> items = target->kind == NodeKind::TupleDisplay ? static_cast<const TupleDisplay*>(target)->items
                                                               : static_cast<const ListDisplay*>(target)->items;
      for (const Expr* item : items)
        if (!check_target(item, doing)) return false;
      return true;
    }
    default: error(target->span, diag::not_a_target, doing); return false;
  }
}

void Converter::check_deletable(const Expr* target) {
  if (is<Starred>(target)) {
    error(target->span, diag::not_a_target, "delete");
    return;
  }
  if (auto* tuple = as<TupleDisplay>(target)) {
    for (const Expr* item : tuple->items) check_deletable(item);
  } else if (auto* list = as<ListDisplay>(target)) {
    for (const Expr* item : list->items) check_deletable(item);
  } else {
    check_target(target, "delete");
  }
}

}  // namespace cyrite::parsing
