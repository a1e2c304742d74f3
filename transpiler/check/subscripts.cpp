// Items and slices: of Python objects (with fast paths for builtin classes and C indexes), pointers, C arrays, ctuples and
// C++ containers. Views have a file of their own.
#include "check/expressions.h"

namespace cyrite::check {

namespace {
constexpr const char* kNotSubscriptable = "'NoneType' object is not subscriptable";

bool wraps(Checker& c, Expr* index) {
  if (!c.at.directives->wraparound) return false;
  if (auto n = known_integer(c, index)) return *n < 0;
  const IntType* i = as<IntType>(value_type(index->type));
  return !i || i->sign != Sign::Unsigned;
}

bool is_index_number(const Type* type) {
  const IntType* i = as<IntType>(value_type(type));
  return i && (i->role == IntRole::Number || i->role == IntRole::Hash) && fits_ssize(type);
}

bool is_any_index(const Type* type) { return is_int(type) && !is_character(type) && fits_ssize(value_type(type)); }

// A literal that counts from the end, where the program said that none does.
void warn_of_negative(Checker& c, const ast::Expr* e) {
  auto* minus = e && !c.at.directives->wraparound ? ast::as<ast::Unary>(e) : nullptr;
  if (minus && minus->op == ast::UnaryOperator::Minus && ast::is<ast::IntLiteral>(minus->operand)) c.diagnostics.report(e->span, diag::negative_index);
}

ExprList index_arguments(Checker& c, Expr* base, Expr* index, Expr* value = nullptr) {
  Span span = index->span;
  Expr* wrap = truth_flag(c, span, wraps(c, index));
  ExprList list{base, to_ssize(c, index)};
  if (value) list.push_back(value);
  list.push_back(wrap);
  list.push_back(truth_flag(c, span, c.at.directives->boundscheck));
  return list;
}

}  // namespace

std::vector<const ast::Expr*> index_list(const ast::Expr& index) {
  if (auto* t = ast::as<ast::TupleDisplay>(&index))
    if (!t->parenthesised || !t->items.empty()) return {t->items.begin(), t->items.end()};
  return {&index};
}

typed::Local* buffer_view_of(Checker&, const Expr* base) {
  auto* ref = typed::as<typed::LocalRef>(base);
  return ref && as<BufferType>(ref->local->type) ? ref->local->buffer_view : nullptr;
}

// ---- reading items of objects
Expr* item_of_object(Checker& c, Span span, Expr* base, Expr* index) {
  const Type* type = resolved(base->type);
  TypeTable& t = c.types;
  if (is_error(index->type)) return index;
  bool sequence = type == t.list || type == t.tuple || type == t.str || type == t.bytes || type == t.bytearray;
  bool reads_c_value = sequence && type != t.list && type != t.tuple && is_any_index(index->type);
  if (!reads_c_value) c.require_gil(span, "indexing a Python object");
  if (sequence && is_any_index(index->type)) {
    base = not_none(c, base, kNotSubscriptable);
    ExprList arguments = index_arguments(c, base, index);
    if (type == t.list) return c.call_runtime(span, rt::list_getitem, t.object, arguments);
    if (type == t.tuple) return c.call_runtime(span, rt::tuple_getitem, t.object, arguments);
    bool checked = wraps(c, index) || c.at.directives->boundscheck;
    if (!checked && (type == t.str || type == t.bytes)) arguments.resize(2);
    if (type == t.str) return c.call_runtime(span, checked ? rt::str_getitem : rt::str_read, t.ucs4, arguments);
    const RuntimeFunction& read = type == t.bytearray ? rt::bytearray_getitem : checked ? rt::bytes_getitem : rt::bytes_read;
    Expr* byte = c.call_runtime(span, read, t.int_, arguments);
    return make_convert(c, typed::Conversion::CCast, byte, t.uchar);
  }
  if (type == t.dict) return c.call_runtime(span, rt::dict_getitem, t.object, {not_none(c, base, kNotSubscriptable), to_object(c, index)});
  if (!sequence && is_index_number(index->type)) return c.call_runtime(span, rt::object_getitem_int, t.object, index_arguments(c, base, index));
  Expr* key = to_object(c, index);
  if (is_error(key->type)) return key;
  return c.call_runtime(span, rt::object_getitem, t.object, {base, key});
}

namespace {

// A slice bound as Py_ssize_t; `absent` where there is none.
Expr* size_bound(Checker& c, Span span, const ast::Expr* e, bool upper) {
  Expr* absent = upper ? c.literal(span, c.types.ssize, "PY_SSIZE_T_MAX") : c.integer(span, 0, c.types.ssize);
  if (!e || ast::is<ast::NoneLiteral>(e)) return absent;
  Expr* bound = c.expr(*e);
  if (is_error(bound->type)) return bound;
  if (is_object(bound->type)) return c.call_runtime(span, rt::slice_bound_from_object, c.types.ssize, {bound, absent});
  return c.convert(bound, c.types.ssize);
}

Expr* object_bound(Checker& c, Span span, const ast::Expr* e) {
  if (!e || ast::is<ast::NoneLiteral>(e)) return null_object(c, span);
  return c.object(*e);
}

bool is_c_bound(Checker& c, const ast::Expr* e) {
  return !e || ast::is<ast::NoneLiteral>(e) || is_int(type_of(c, *e));
}

bool has_bound(const ast::Expr* e) { return e && !ast::is<ast::NoneLiteral>(e); }

Expr* slice_of_object(Checker& c, Span span, Expr* base, const ast::Slice& s) {
  const Type* type = resolved(base->type);
  TypeTable& t = c.types;
  c.require_gil(span, "slicing a Python object");
  bool sequence = type == t.list || type == t.tuple || type == t.str || type == t.bytes || type == t.bytearray;
  for (const ast::Expr* bound : {s.lower, s.upper}) warn_of_negative(c, bound);
  const Type* result = sequence ? type : t.object;
  if (!has_bound(s.step) && sequence) {
    const RuntimeFunction& row = type == t.list ? rt::list_getslice : type == t.tuple ? rt::tuple_getslice : type == t.str ? rt::str_getslice : type == t.bytes ? rt::bytes_getslice : rt::bytearray_getslice;
    base = not_none(c, base, kNotSubscriptable);
    Expr* lower = size_bound(c, span, s.lower, false);
    return c.call_runtime(span, row, result, {base, lower, size_bound(c, span, s.upper, true)});
  }
  if (!has_bound(s.step) && (has_bound(s.lower) || has_bound(s.upper)) && is_c_bound(c, s.lower) && is_c_bound(c, s.upper)) {
    Expr* lower = size_bound(c, span, s.lower, false);
    Expr* upper = size_bound(c, span, s.upper, true);
    return c.call_runtime(span, rt::sequence_getslice, result, {base, lower, upper, truth_flag(c, span, has_bound(s.lower)), truth_flag(c, span, has_bound(s.upper))});
  }
  Expr *lower = object_bound(c, span, s.lower), *upper = object_bound(c, span, s.upper);
  return c.call_runtime(span, rt::object_getslice, result, {base, lower, upper, object_bound(c, span, s.step)});
}

// ---- C arrays and pointers
Expr* c_element(Checker& c, Span span, Expr* base, Expr* index) {
  const Type* item = pointed_type(base->type);
  if (!is_int(index->type)) {
    if (!is_object(index->type)) {
      c.error(index->span, diag::bad_c_index, type_text(index->type));
      return c.error_value(span);
    }
    index = to_ssize(c, index);
  }
  if (is_void(item) || as<FunctionType>(item)) {
    c.error(span, diag::not_subscriptable, type_text(base->type));
    return c.error_value(span);
  }
  auto* array = as<ArrayType>(value_type(base->type));
  if (auto n = known_integer(c, index); array && n && array->size >= 0 && (*n >= array->size || *n < -array->size || (*n < 0)))
    if (*n >= array->size) c.error(index->span, diag::array_index_out_of_bounds, *n, type_text(array));
  auto* made = c.make<typed::Element>(span, value_type(item));
  made->base = base;
  made->index = index;
  return made;
}

Expr* offset_pointer(Checker& c, Span span, Expr* base, Expr* offset) {
  Expr* pointer = decayed(c, base);
  if (auto n = known_integer(c, offset); n && *n == 0) return pointer;
  auto* made = c.make<typed::CBinary>(span, pointer->type);
  made->op = typed::COperator::Add;
  made->left = pointer;
  made->right = offset;
  return made;
}

// The number of items of a slice of an array or pointer; null when a pointer's end is not given.
Expr* array_slice_stop(Checker& c, Span span, Expr* base, const ast::Slice& s) {
  auto* array = as<ArrayType>(value_type(base->type));
  if (has_bound(s.upper)) {
    Expr* stop = c.expr_as(*s.upper, c.types.ssize);
    auto n = known_integer(c, stop);
    return n && *n < 0 && array && array->size >= 0 ? c.integer(span, *n + array->size, c.types.ssize) : stop;
  }
  if (array && array->size >= 0) return c.integer(span, array->size, c.types.ssize);
  return nullptr;
}

Expr* c_slice(Checker& c, Span span, Expr* base, const ast::Slice& s) {
  if (has_bound(s.step)) {
    c.error(span, diag::c_slice_step);
    return c.error_value(span);
  }
  Expr* lower = has_bound(s.lower) ? c.expr_as(*s.lower, c.types.ssize) : c.integer(span, 0, c.types.ssize);
  c.require_gil(span, "making a Python object of a slice of C memory");
  if (is_string_pointer(base->type) || is_unicode_pointer(base->type)) {
    Expr* pointer = decayed(c, base);
    bool wide = is_unicode_pointer(base->type);
    std::vector<typed::Let*> lets;
    Expr* upper;
    Expr* stop = has_bound(s.upper) ? array_slice_stop(c, span, base, s) : nullptr;
    if (stop) upper = stop;
    else {  // up to the zero, in an array too
      let(c, pointer, pointer, lets);
      upper = c.call_runtime(span, wide ? rt::wide_pointer_length : rt::pointer_length, c.types.ssize, {pointer});
    }
    if (wide) return close_lets(lets, c.call_runtime(span, rt::wide_pointer_slice_to_str, c.types.str, {pointer, lower, upper}));
    const Type* type = state_of(c).slice_class ? state_of(c).slice_class : object_type_of(c, c.types.char_pointer);
    if (type == c.types.str && c.at.directives->c_string_encoding.empty()) {
      cannot_convert(c, span, base->type, type);
      return c.error_value(span);
    }
    if (type == c.types.str) return close_lets(lets, c.call_runtime(span, rt::pointer_slice_decode, type, {pointer, lower, upper, text_literal(c, span, c.at.directives->c_string_encoding == "default" ? "utf8" : c.at.directives->c_string_encoding.view()), text_literal(c, span, "")}));
    return close_lets(lets, c.call_runtime(span, type == c.types.bytearray ? rt::pointer_slice_to_bytearray : rt::pointer_slice_to_bytes, type, {pointer, lower, upper}));
  }
  Expr* upper = array_slice_stop(c, span, base, s);
  if (!upper) {
    c.error(span, diag::pointer_slice_without_end);
    return c.error_value(span);
  }
  if (!object_type_of(c, pointed_type(base->type))) {
    cannot_convert(c, span, base->type, c.types.object);
    return c.error_value(span);
  }
  std::vector<typed::Let*> lets;
  let(c, lower, lower, lets);
  auto* count = c.make<typed::CBinary>(span, c.types.ssize);
  count->op = typed::COperator::Subtract;
  count->left = upper;
  count->right = lower;
  return close_lets(lets, c.call_runtime(span, rt::array_to_list, c.types.list, {offset_pointer(c, span, base, lower), count}));
}

Expr* ctuple_item(Checker& c, Span span, Expr* base, const TupleTypeC* type, Expr* index) {
  auto n = known_integer(c, index);
  if (!n) return item_of_object(c, span, to_object(c, base), index);
  auto count = static_cast<std::int64_t>(type->items.size());
  if (*n < -count || *n >= count) {
    c.error(index->span, diag::tuple_index_out_of_bounds, *n, type_text(type));
    return c.error_value(span);
  }
  std::size_t i = static_cast<std::size_t>(*n < 0 ? *n + count : *n);
  auto* made = c.make<typed::FieldRef>(span, type->items[i]);
  made->object = base;
  made->c_name = "f" + std::to_string(i);
  made->name = made->c_name;
  made->owner = type;
  return made;
}

}  // namespace

Expr* subscript_of(Checker& c, const ast::Subscript& n, Expr* base) {
  const Type* type = value_type(base->type);
  if (is_error(type)) {
    if (!ast::is<ast::Slice>(n.index)) c.expr(*n.index);
    return base;
  }
  if (auto* attribute = typed::as<typed::ViewAttribute>(base); attribute && !attribute->index) return view_attribute_item(c, n, attribute);
  if (is_view(type)) return view_subscript(c, n, base);
  if (typed::Local* view = buffer_view_of(c, base)) {
    auto indices = index_list(*n.index);
    auto* buffer = as<BufferType>(type);
    bool all = static_cast<int>(indices.size()) == buffer->ndim;
    for (auto* e : indices) all = all && !ast::is<ast::Slice>(e) && !ast::is<ast::EllipsisLiteral>(e) && is_int(type_of(c, *e));
    if (all) return view_element(c, n.span, c.local_ref(n.span, view), indices, true);
  }
  auto* slice = ast::as<ast::Slice>(n.index);
  if (is_cpp_class(type)) {
    if (slice && is_cpp_string(type) && !has_bound(slice->step)) {
      c.require_gil(n.span, "making a Python object of a part of a C++ string");
      Expr* lower = has_bound(slice->lower) ? c.expr_as(*slice->lower, c.types.ssize) : c.integer(n.span, 0, c.types.ssize);
      Expr* upper = has_bound(slice->upper) ? c.expr_as(*slice->upper, c.types.ssize) : c.literal(n.span, c.types.ssize, "PY_SSIZE_T_MAX");
      return c.call_runtime(n.span, rt::cpp_string_slice, c.types.bytes, {base, lower, upper});
    }
    if (slice) {
      c.error(n.span, diag::not_subscriptable, type_text(type));
      return c.error_value(n.span);
    }
    return cpp_operation(c, n.span, "[]", {base, c.expr(*n.index)});
  }
  if (pointed_type(type)) return slice ? c_slice(c, n.span, base, *slice) : c_element(c, n.span, base, c.expr(*n.index));
  if (auto* tuple = as<TupleTypeC>(type); tuple && !slice) return ctuple_item(c, n.span, base, tuple, c.expr(*n.index));
  if (!is_object(type)) {
    if (!object_type_of(c, type) || (is_numeric(type) && !is_character(type))) {
      c.error(n.span, diag::not_subscriptable, type_text(type));
      return c.error_value(n.span);
    }
    base = to_object(c, base);
  }
  if (slice) return slice_of_object(c, n.span, base, *slice);
  return item_of_object(c, n.span, base, c.expr(*n.index));
}

// C types as an index (f[double, cython.int] of a fused function seen as a Python object) are the texts that name them; null: no C type
// is among them.
static Expr* index_of_type_names(Checker& c, const ast::Expr& index) {
  bool any = false;
  ExprList items;
  auto parts = index_list(index);
  std::vector<const Type*> types;
  for (const ast::Expr* e : parts) {
    bool may_name = ast::is<ast::Name>(e) || ast::is<ast::Attribute>(e) || ast::is<ast::Subscript>(e);
    Symbol* symbol = may_name && ast::is<ast::Name>(e) ? find_name(c, static_cast<const ast::Name*>(e)->name) : nullptr;
    bool is_type = may_name && (!symbol || symbol->kind == SymbolKind::TypeName) && (symbol || !cython_path(c, *e).empty() || ast::is<ast::Subscript>(e));
    c.diagnostics.mute();
    const Type* type = is_type ? c.type_of_expression(*e) : nullptr;
    c.diagnostics.unmute();
    // What is a class of Python's too stays that: a fused function knows it by its name.
    if (auto* name = ast::as<ast::Name>(e); name && is_known_builtin(name->name.view())) type = nullptr;
    types.push_back(type && !is_object(type) && !is_error(type) ? type : nullptr);
    any |= types.back() != nullptr;
  }
  if (!any) return nullptr;
  for (std::size_t i = 0; i < parts.size(); ++i)
    items.push_back(types[i] ? c.constant(parts[i]->span, {Constant::Str, type_text(types[i]), {}}) : c.object(*parts[i]));
  if (!ast::is<ast::TupleDisplay>(&index)) return items[0];
  std::vector<typed::DisplayItem> list;
  for (Expr* e : items) list.push_back({e, false});
  auto* made = c.make<typed::Display>(index.span, c.types.tuple);
  made->display = typed::DisplayKind::Tuple;
  made->items = c.arena.copy(list);
  return made;
}

Expr* Checker::check(const ast::Subscript& n) {
  if (!ast::is<ast::Slice>(n.index))
    if (Symbol* s = type_name(*this, *n.value); s && (is_cpp_class(s->type) || as<FusedType>(s->type)))
      if (type_of_expression(n)) {
        error(n.span, diag::type_is_no_value);
        return error_value(n.span);
      }
  if (Expr* special = fused_index(*this, n)) return special;
  Expr* base = expr(*n.value);
  if (kind_of(base->type) == TypeKind::Object)
    if (Expr* names = index_of_type_names(*this, *n.index)) return item_of_object(*this, n.span, base, names);
  return subscript_of(*this, n, base);
}

// ---- storing
namespace {

void run(Checker& c, Expr* call, StatementList& out) { out.push_back(expression_statement(c, call)); }

// What a slice of C memory is set from, and how many items there are; a null pointer: an object, or what is no array.
struct CItems { Expr* pointer = nullptr; Expr* count = nullptr; };

CItems items_of_memory(Checker& c, const ast::Expr& value, const Type* item, StatementList& out) {
  auto hold = [&](Expr* e) -> Expr* {
    typed::Local* local = c.temporary(plain_type(value_type(e->type)));
    out.push_back(assignment(c, c.local_ref(value.span, local), e));
    return c.local_ref(value.span, local);
  };
  auto *list = ast::as<ast::ListDisplay>(&value);
  auto *tuple = ast::as<ast::TupleDisplay>(&value);
  if (list || tuple) {
    ast::List<ast::Expr> items = list ? list->items : tuple->items;
    for (const ast::Expr* e : items)
      if (ast::is<ast::Starred>(e)) return {};
    const Type* plain = plain_type(item);
    if (items.empty() || is_object(plain) || as<ArrayType>(plain)) return {};
    ExprList converted;
    for (const ast::Expr* e : items) converted.push_back(c.expr_as(*e, plain));
    for (Expr* e : converted)
      if (is_error(e->type)) return {e, nullptr};
    auto* made = c.make<typed::Aggregate>(value.span, c.types.array_of(plain, static_cast<std::int64_t>(items.size())));
    made->items = c.arena.copy(converted);
    return {hold(made), c.integer(value.span, static_cast<std::int64_t>(items.size()), c.types.ssize)};
  }
  auto* subscript = ast::as<ast::Subscript>(&value);
  auto* slice = subscript ? ast::as<ast::Slice>(subscript->index) : nullptr;
  const Type* type = slice ? value_type(type_of(c, *subscript->value)) : ast::is<ast::Name>(&value) ? value_type(type_of(c, value)) : nullptr;
  auto* array = as<ArrayType>(type);
  if (!type || !pointed_type(type) || is_string_pointer(type) || is_unicode_pointer(type)) return {};
  if (!slice) return array && array->size >= 0 ? CItems{c.expr(value), c.integer(value.span, array->size, c.types.ssize)} : CItems{};
  if (has_bound(slice->step)) return {};
  Expr* base = c.expr(*subscript->value);
  Expr* first = hold(has_bound(slice->lower) ? c.expr_as(*slice->lower, c.types.ssize) : c.integer(value.span, 0, c.types.ssize));
  Expr* stop = array_slice_stop(c, value.span, base, *slice);
  if (!stop) return {};
  auto* count = c.make<typed::CBinary>(value.span, c.types.ssize);
  count->op = typed::COperator::Subtract;
  count->left = stop;
  count->right = first;
  return {hold(offset_pointer(c, value.span, base, first)), hold(count)};
}

void copy_items(Checker& c, Span span, Expr* source, Expr* target, Expr* count, StatementList& out) {
  typed::Local* i = c.temporary(c.types.ssize);
  auto *from = c.make<typed::Element>(span, value_type(pointed_type(source->type))), *to = c.make<typed::Element>(span, pointed_type(target->type));
  from->base = source;
  to->base = target;
  from->index = to->index = c.local_ref(span, i);
  auto* loop = c.make<typed::ForRange>(span);
  loop->variable = c.local_ref(span, i);
  loop->counter_type = c.types.ssize;
  loop->start = c.integer(span, 0, c.types.ssize);
  loop->stop = count;
  loop->body = assignment(c, to, c.convert(from, to->type));
  out.push_back(loop);
}

void store_array_slice(Checker& c, Span span, Expr* base, const ast::Slice& s, Expr* value, StatementList& out) {
  Expr* lower = has_bound(s.lower) ? c.expr_as(*s.lower, c.types.ssize) : c.integer(span, 0, c.types.ssize);
  Expr* upper = array_slice_stop(c, span, base, s);
  if (!upper || has_bound(s.step)) {
    c.error(span, has_bound(s.step) ? diag::c_slice_step : diag::pointer_slice_without_end);
    return;
  }
  typed::Local *first = c.temporary(c.types.ssize), *count = c.temporary(c.types.ssize);
  out.push_back(assignment(c, c.local_ref(span, first), lower));
  auto* difference = c.make<typed::CBinary>(span, c.types.ssize);
  difference->op = typed::COperator::Subtract;
  difference->left = upper;
  difference->right = c.local_ref(span, first);
  out.push_back(assignment(c, c.local_ref(span, count), difference));
  if (pointed_type(value->type) && !typed::as<typed::CLiteral>(value) && !is_string_pointer(value->type))
    return copy_items(c, span, value, offset_pointer(c, span, base, c.local_ref(span, first)), c.local_ref(span, count), out);
  Expr* object = to_object(c, value);
  if (is_error(object->type)) return;
  run(c, c.call_runtime(span, rt::array_from_object, c.types.int_, {object, offset_pointer(c, span, base, c.local_ref(span, first)), c.local_ref(span, count)}), out);
}

void store_object_slice(Checker& c, Span span, Expr* base, const ast::Slice& s, Expr* value, StatementList& out) {
  Expr* object = to_object(c, value);
  if (is_error(object->type)) return;
  if (!has_bound(s.step) && is_c_bound(c, s.lower) && is_c_bound(c, s.upper)) {
    Expr* lower = size_bound(c, span, s.lower, false);
    Expr* upper = size_bound(c, span, s.upper, true);
    run(c, c.call_runtime(span, rt::sequence_setslice, c.types.int_, {base, object, lower, upper, truth_flag(c, span, has_bound(s.lower)), truth_flag(c, span, has_bound(s.upper))}), out);
    return;
  }
  Expr *lower = object_bound(c, span, s.lower), *upper = object_bound(c, span, s.upper);
  run(c, c.call_runtime(span, rt::object_setslice, c.types.int_, {base, lower, upper, object_bound(c, span, s.step), object}), out);
}

// A C integer, or a literal of one character that stands for one.
bool is_byte(Checker& c, const Expr* value) {
  const Constant* k = known_constant(c, value);
  return is_int(value->type) || (k && (k->kind == Constant::Str || k->kind == Constant::Bytes || k->kind == Constant::Name) && k->text.size() == 1);
}

void store_object_item(Checker& c, Span span, Expr* base, Expr* index, Expr* value, StatementList& out) {
  const Type* type = resolved(base->type);
  TypeTable& t = c.types;
  if (is_error(index->type) || is_error(value->type)) return;
  constexpr const char* message = "'NoneType' object does not support item assignment";
  if (type == t.bytearray && is_any_index(index->type) && (is_byte(c, value) || is_object(value->type))) {
    if (!is_byte(c, value)) value = c.convert(value, t.uchar);
    run(c, c.call_runtime(span, rt::bytearray_setitem, t.int_, index_arguments(c, not_none(c, base, message), index, c.convert(value, t.int_))), out);
    return;
  }
  Expr* object = to_object(c, value);
  if (is_error(object->type)) return;
  if (type == t.list && is_any_index(index->type)) {
    run(c, c.call_runtime(span, rt::list_setitem, t.int_, index_arguments(c, not_none(c, base, message), index, object)), out);
  } else if (type == t.dict) {
    run(c, c.call_runtime(span, rt::dict_setitem, t.int_, {not_none(c, base, message), to_object(c, index), object}), out);
  } else if (is_index_number(index->type)) {
    run(c, c.call_runtime(span, rt::object_setitem_int, t.int_, index_arguments(c, base, index, object)), out);
  } else {
    run(c, c.call_runtime(span, rt::object_setitem, t.int_, {base, to_object(c, index), object}), out);
  }
}

}  // namespace

// pointer[a:b] = [x, y] or another part of C memory: in C, and the lengths must agree. False: an ordinary assignment.
bool assign_c_slice(Checker& c, const ast::Expr& target, const ast::Expr& value, StatementList& out) {
  auto* subscript = ast::as<ast::Subscript>(&target);
  auto* slice = subscript ? ast::as<ast::Slice>(subscript->index) : nullptr;
  const Type* type = slice && !has_bound(slice->step) ? value_type(type_of(c, *subscript->value)) : nullptr;
  const Type* item = type ? pointed_type(type) : nullptr;
  auto* constant = as<ConstType>(item);
  if (!item || is_view(type) || (constant && constant->is_const)) return false;
  CItems items = items_of_memory(c, value, item, out);
  if (!items.pointer) return false;
  if (is_error(items.pointer->type)) return true;
  Span span = target.span;
  Expr* base = c.expr(*subscript->value);
  typed::Local* first = c.temporary(c.types.ssize);
  out.push_back(assignment(c, c.local_ref(span, first), has_bound(slice->lower) ? c.expr_as(*slice->lower, c.types.ssize) : c.integer(span, 0, c.types.ssize)));
  if (Expr* stop = array_slice_stop(c, span, base, *slice)) {
    auto* count = c.make<typed::CBinary>(span, c.types.ssize);
    count->op = typed::COperator::Subtract;
    count->left = stop;
    count->right = c.local_ref(span, first);
    run(c, c.call_runtime(span, rt::array_check_length, c.types.int_, {items.count, count}), out);
  }
  copy_items(c, span, items.pointer, offset_pointer(c, span, base, c.local_ref(span, first)), items.count, out);
  return true;
}

void store_item(Checker& c, Span span, Expr* base, const ast::Expr& index, Expr* value, StatementList& out) {
  auto* slice = ast::as<ast::Slice>(&index);
  if (pointed_type(base->type) && slice) return store_array_slice(c, span, base, *slice, value, out);
  if (!is_object(base->type)) {
    if (is_error(base->type)) return;
    base = to_object(c, base);
    if (is_error(base->type)) return;
  }
  Expr* key = slice ? nullptr : c.expr(index);
  bool stores_byte = key && resolved(base->type) == c.types.bytearray && is_any_index(key->type) && is_byte(c, value);
  if (!stores_byte) c.require_gil(span, "storing into a Python object");
  if (slice) store_object_slice(c, span, base, *slice, value, out);
  else store_object_item(c, span, base, key, value, out);
}

void delete_item(Checker& c, Span span, Expr* base, const ast::Expr& index, StatementList& out) {
  if (is_error(base->type)) return;
  if (!is_object(base->type)) {
    c.error(span, diag::cannot_delete, "an item of a C value");
    return;
  }
  c.require_gil(span, "deleting an item of a Python object");
  if (auto* s = ast::as<ast::Slice>(&index)) {
    Expr *lower = object_bound(c, span, s->lower), *upper = object_bound(c, span, s->upper);
    run(c, c.call_runtime(span, rt::object_delslice, c.types.int_, {base, lower, upper, object_bound(c, span, s->step)}), out);
    return;
  }
  Expr* key = c.expr(index);
  const Type* type = resolved(base->type);
  constexpr const char* message = "'NoneType' object does not support item deletion";
  if (is_error(key->type)) return;
  if (type == c.types.dict) run(c, c.call_runtime(span, rt::dict_delitem, c.types.int_, {not_none(c, base, message), to_object(c, key)}), out);
  else if (type == c.types.list && is_any_index(key->type)) run(c, c.call_runtime(span, rt::list_delitem, c.types.int_, {not_none(c, base, message), to_ssize(c, key), truth_flag(c, span, wraps(c, key))}), out);
  else if (is_index_number(key->type)) run(c, c.call_runtime(span, rt::object_delitem_int, c.types.int_, {base, to_ssize(c, key), truth_flag(c, span, wraps(c, key))}), out);
  else run(c, c.call_runtime(span, rt::object_delitem, c.types.int_, {base, to_object(c, key)}), out);
}

}  // namespace cyrite::check
