// Displays that become C values: arrays, ctuples, structs, and pointers to arrays that live as long as the function.
#include <algorithm>

#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

namespace {

// The memory of a list that a pointer is set to. In the module's body, and so for ever: a variable of the module.
Expr* array_place(Checker& c, Span span, const Type* type) {
  if (c.at.function && c.at.function->kind != typed::FunctionKind::ModuleBody) return c.local_ref(span, c.temporary(type));
  return global_ref(c, span, hidden_variable(c, span, "array", type));
}

bool is_starred(const ast::Expr* e) { return ast::is<ast::Starred>(e); }

// The address of an array that holds the values.
Expr* address_of_array(Checker& c, Span span, const ArrayType* type, Expr* values) {
  Expr* place = array_place(c, span, type);
  StatementList list{assignment(c, place, values)};
  auto* made = c.make<typed::BlockValue>(span, c.types.pointer_to(type->base));
  made->block = c.make<typed::Block>(span);
  std::vector<typed::Stmt*> statements(list.begin(), list.end());
  made->block->statements = c.arena.copy(statements);
  made->value = decayed(c, place);
  return made;
}

// What a pointer may point to when a list is written for it: null where no list fits.
const ArrayType* array_behind(Checker& c, const Type* pointer, std::size_t count) {
  auto* p = as<PointerType>(pointer);
  if (!p || count == 0) return nullptr;
  const Type* item = p->base;
  if (auto* k = as<ConstType>(item)) item = k->base;
  if (is_object(item) || is_void(item) || as<FunctionType>(item) || kind_of(item) == TypeKind::CppClass) return nullptr;
  return as<ArrayType>(c.types.array_of(item, static_cast<std::int64_t>(count)));
}

}  // namespace

// [a, b] for a pointer: the address of an array; for a struct: its members from the first on.
Expr* list_as(Checker& c, const ast::ListDisplay& n, const Type* to) {
  if (std::any_of(n.items.begin(), n.items.end(), is_starred)) return nullptr;
  if (const ArrayType* array = array_behind(c, to, n.items.size())) {
    Expr* values = c.expr_as(n, array);
    return is_error(values->type) ? values : address_of_array(c, n.span, array, values);
  }
  auto* record = as<StructType>(to);
  if (!record || record->is_union) return nullptr;
  if (n.items.size() > record->fields.size()) {
    c.error(n.span, diag::too_many_array_values, n.items.size(), type_text(to));
    return c.error_value(n.span);
  }
  ExprList items;
  std::vector<Text> names;
  for (std::size_t i = 0; i < n.items.size(); ++i) {
    const Field& field = record->fields[i];
    items.push_back(c.expr_as(*n.items[i], field.type));
    if (is_error(items.back()->type)) return items.back();
    names.push_back(field.name);
  }
  auto* made = c.make<typed::Aggregate>(n.span, to);
  made->items = c.arena.copy(items);
  made->fields = c.arena.copy(names);
  return made;
}

// A display that is to be a C array, a ctuple or a struct: its items, one by one.
Expr* display_to_c(Checker& c, Expr* e, const Type* to) {
  auto natural = [](Expr* item) -> Expr* {
    auto* v = typed::as<typed::Convert>(item);
    return v && v->conversion == typed::Conversion::ToObject && !v->is_explicit ? v->operand : item;
  };
  ExprList items;
  if (auto* d = typed::as<typed::Display>(e); d && d->display != typed::DisplayKind::Set) {
    for (const auto& item : d->items) {
      if (item.starred) return nullptr;
      items.push_back(natural(item.value));
    }
  } else if (const Constant* k = known_constant(c, e); k && k->kind == Constant::Tuple) {
    std::vector<ConstantId> ids = k->items;
    for (ConstantId id : ids) items.push_back(c.constant(e->span, constants_of(c)[id]));
  } else {
    return nullptr;
  }
  auto* tuple = as<TupleTypeC>(to);
  auto* array = as<ArrayType>(to);
  if (tuple && items.size() != tuple->items.size()) return nullptr;
  if (array && array->size >= 0 && items.size() > static_cast<std::size_t>(array->size)) {
    c.error(e->span, diag::too_many_array_values, items.size(), type_text(to));
    return c.error_value(e->span);
  }
  if (!tuple && !array) return nullptr;
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i] = c.convert(items[i], tuple ? tuple->items[i] : array->base);
    if (is_error(items[i]->type)) return items[i];
  }
  auto* made = c.make<typed::Aggregate>(e->span, to);
  made->items = c.arena.copy(items);
  return made;
}

// ---- C tuples
Expr* convert_ctuple(Checker& c, Expr* e, const TupleTypeC* from, const Type* to) {
  std::vector<typed::Let*> lets;
  Expr* use;
  let(c, e, use, lets);
  ExprList items;
  for (std::size_t i = 0; i < from->items.size(); ++i) {
    auto* field = c.make<typed::FieldRef>(e->span, from->items[i]);
    field->object = use;
    field->c_name = "f" + std::to_string(i);
    field->owner = from;
    items.push_back(c.convert(field, as<TupleTypeC>(to)->items[i]));
  }
  auto* made = c.make<typed::Aggregate>(e->span, to);
  made->items = c.arena.copy(items);
  return close_lets(lets, made);
}

Expr* convert_ctuple_to_pair(Checker& c, Expr* e, const TupleTypeC* from, const CppClassType* to) {
  std::vector<typed::Let*> lets;
  Expr* use;
  let(c, e, use, lets);
  ExprList items;
  for (std::size_t i = 0; i < 2; ++i) {
    auto* field = c.make<typed::FieldRef>(e->span, from->items[i]);
    field->object = use;
    field->c_name = "f" + std::to_string(i);
    field->owner = from;
    items.push_back(c.convert(field, to->arguments[i]));
  }
  return close_lets(lets, cpp_construct(c, e->span, to, items));
}

}  // namespace cyrite::check
