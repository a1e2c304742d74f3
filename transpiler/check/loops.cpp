// for loops: counted ones over C integers, builtin containers by their kind, memoryviews and C arrays by index, and any iterable.
#include "check/statements.h"

namespace cyrite::check {

using typed::Expr;
using typed::IterationKind;
using typed::Stmt;

namespace {

struct Loop {
  const ast::Expr& target;
  const ast::Expr& iterable;
  ast::Block body;
  ast::Block orelse;
  bool is_async;
  Span span;
};

Stmt* orelse_of(Checker& c, ast::Block orelse) { return orelse.empty() ? nullptr : c.block(orelse); }

// The body with `prologue` before it: what assigns the elements of a round to the real targets.
Stmt* body_of(Checker& c, ast::Block body, StatementList prologue, Span span) {
  Saved<int> deeper(c.at.loop_depth, c.at.loop_depth + 1);
  for (const ast::Stmt* s : body) c.statement(*s, prologue);
  return block_of(c, std::move(prologue), span);
}

const ast::Call* builtin_call_named(Checker& c, const ast::Expr& e, std::string_view name, std::size_t most) {
  auto* call = ast::as<ast::Call>(&e);
  std::string_view found;
  if (!call || !call->keywords.empty() || call->arguments.empty() || call->arguments.size() > most) return nullptr;
  if (!is_builtin_name(c, *call->callee, &found)) return nullptr;
  if (found != name && !(name == "range" && found == "xrange")) return nullptr;
  for (const ast::Expr* a : call->arguments)
    if (ast::is<ast::Starred>(a)) return nullptr;
  return call;
}

// ---------------------------------------------------------------- counted loops

// The type to count with: wide enough for the variable and for every bound.
const Type* counter_type(Checker& c, const Type* variable, std::initializer_list<Expr*> bounds) {
  const Type* type = resolved(variable);
  // Between signed bounds an unsigned variable takes what they count: from 6 down to -1 there are rounds.
  bool is_unsigned = as<IntType>(type) && as<IntType>(type)->sign == Sign::Unsigned, has_signed = false, has_unsigned = false;
  for (Expr* bound : bounds) {
    auto* i = bound && !known_integer(c, bound) ? as<IntType>(value_type(bound->type)) : nullptr;
    if (i) (i->sign == Sign::Unsigned || i->size_unknown ? has_unsigned : has_signed) = true;
  }
  if (is_unsigned && has_signed && !has_unsigned) type = c.types.long_;
  if (kind_of(type) == TypeKind::Enum) type = c.types.int_;
  // A narrow variable never reaches a stop behind its last value.
  if (auto* i = as<IntType>(type); i && !i->size_unknown && i->rank < IntRank::Int) type = c.types.int_;
  for (Expr* bound : bounds)
    if (bound && is_int(bound->type) && !known_integer(c, bound)) type = wider_type(c, type, kind_of(resolved(value_type(bound->type))) == TypeKind::Enum ? c.types.int_ : value_type(bound->type));
  return type;
}

Expr* bound_as(Checker& c, Expr* bound, const Type* type) { return bound ? c.convert(bound, type) : nullptr; }

void set_step(Checker& c, typed::ForRange& node, Expr* step) {
  if (!step) return;
  auto known = known_integer(c, step);
  if (known && *known == 1) return;
  if (known && *known != 0) {
    node.descending = *known < 0;
  } else {
    node.step_sign_unknown = true;
    node.check_zero_step = true;
  }
  node.step = step;
}

// for i in range(...) with C bounds and a Python variable: counted in C, every round makes the int.
bool boxed_range_loop(Checker& c, const Loop& loop, const ast::Call& call, StatementList& out) {
  const Type* type = c.types.long_;
  for (const ast::Expr* e : call.arguments) {
    const Type* given = value_type(type_of(c, *e));
    if (!is_int(given) || is_character(given) || !fits_ssize(given)) return false;
    type = wider_type(c, type, given);
  }
  typed::Local* counter = c.temporary(type, "count");
  auto* node = c.make<typed::ForRange>(loop.span);
  node->variable = c.local_ref(loop.target.span, counter);
  node->counter_type = type;
  std::vector<Expr*> bounds;
  for (const ast::Expr* e : call.arguments) bounds.push_back(c.convert(c.expr(*e), type));
  node->start = bounds.size() > 1 ? bounds[0] : c.integer(call.span, 0, type);
  node->stop = bounds.size() > 1 ? bounds[1] : bounds[0];
  set_step(c, *node, bounds.size() > 2 ? bounds[2] : nullptr);
  StatementList prologue;
  c.assign(loop.target, c.local_ref(loop.target.span, counter), prologue);
  node->body = body_of(c, loop.body, std::move(prologue), loop.span);
  node->orelse = orelse_of(c, loop.orelse);
  out.push_back(node);
  return true;
}

// for i in range(...), with a C integer as variable.
bool range_loop(Checker& c, const Loop& loop, StatementList& out) {
  const ast::Expr* iterable = &loop.iterable;
  bool backwards = false;
  if (auto* reversed = builtin_call_named(c, *iterable, "reversed", 1)) {
    backwards = true;
    iterable = reversed->arguments[0];
  }
  const ast::Call* call = builtin_call_named(c, *iterable, "range", 3);
  if (!call || (backwards && call->arguments.size() == 3)) return false;
  if (!ast::is<ast::Name>(&loop.target) && !ast::is<ast::Attribute>(&loop.target)) return false;
  const Type* variable = type_of(c, loop.target);
  if (variable && is_object(variable) && !backwards) return boxed_range_loop(c, loop, *call, out);
  if (!variable || !is_int(variable)) return false;
  Expr* place = c.lvalue(loop.target);
  if (!place) return true;
  Expr *start = nullptr, *stop = nullptr, *step = nullptr;
  if (call->arguments.size() == 1) {
    stop = c.expr(*call->arguments[0]);
  } else {
    start = c.expr(*call->arguments[0]);
    stop = c.expr(*call->arguments[1]);
    if (call->arguments.size() == 3) step = c.expr(*call->arguments[2]);
  }
  if (!start) start = c.integer(call->span, 0, c.types.long_);
  auto* node = c.make<typed::ForRange>(loop.span);
  node->variable = place;
  node->counter_type = counter_type(c, place->type, {start, stop, step});
  if (step && !is_int(step->type) && as<IntType>(node->counter_type) && as<IntType>(node->counter_type)->sign == Sign::Unsigned)
    node->counter_type = c.types.longlong;
  node->start = bound_as(c, start, node->counter_type);
  node->stop = bound_as(c, stop, node->counter_type);
  set_step(c, *node, bound_as(c, step, node->counter_type));
  if (backwards) {  // reversed(range(a, b)): from b - 1 down to a
    auto minus_one = [&](Expr* e) { return c.convert(binary(c, loop.span, ast::BinaryOperator::Subtract, e, c.integer(loop.span, 1, node->counter_type)), node->counter_type); };
    Expr* first = minus_one(node->stop);
    node->stop = minus_one(node->start);
    node->start = first;
    node->step = c.integer(loop.span, -1, node->counter_type);
    node->descending = true;
  }
  node->body = body_of(c, loop.body, {}, loop.span);
  node->orelse = orelse_of(c, loop.orelse);
  out.push_back(node);
  return true;
}

// A loop over positions 0 <= index < count, whose rounds assign `element(index)` to the target.
template <class Element>
void index_loop(Checker& c, const Loop& loop, Expr* start, Expr* stop, Expr* step, Element element, StatementList& out) {
  typed::Local* index = c.temporary(c.types.ssize, "index");
  auto* node = c.make<typed::ForRange>(loop.span);
  node->variable = c.local_ref(loop.target.span, index);
  node->counter_type = c.types.ssize;
  node->start = start ? c.convert(start, c.types.ssize) : c.integer(loop.span, 0, c.types.ssize);
  node->stop = c.convert(stop, c.types.ssize);
  set_step(c, *node, step ? c.convert(step, c.types.ssize) : nullptr);
  StatementList prologue;
  c.assign(loop.target, element(c.local_ref(loop.target.span, index)), prologue);
  node->body = body_of(c, loop.body, std::move(prologue), loop.span);
  node->orelse = orelse_of(c, loop.orelse);
  out.push_back(node);
}

// Keeps a value in a temporary for the length of the loop.
Expr* held(Checker& c, Expr* value, StatementList& out) {
  if (is_simple(value) && value->kind != typed::Kind::LocalRef) return value;
  typed::Local* local = c.temporary(value_type(value->type), "iterable");
  out.push_back(assignment(c, c.local_ref(value->span, local), value));
  return c.local_ref(value->span, local);
}

void view_loop(Checker& c, const Loop& loop, Expr* view, StatementList& out) {
  auto* type = as<ViewType>(view->type);
  Expr* kept = held(c, view, out);
  typed::IndexChecks checks = index_checks(c, view);
  checks.bounds = checks.wraparound = false;  // the index is inside by construction
  auto* extent = c.make<typed::ViewAttribute>(loop.iterable.span, c.types.ssize);
  extent->view = kept;
  extent->property = typed::ViewProperty::Shape;
  extent->index = c.integer(loop.iterable.span, 0, c.types.ssize);
  extent->checks = index_checks(c, view);
  index_loop(c, loop, nullptr, extent, nullptr, [&](Expr* index) -> Expr* {
    if (type->axes.size() == 1) {
      auto* item = c.make<typed::ViewElement>(loop.target.span, type->dtype);
      item->view = kept;
      std::vector<Expr*> indices{index};
      item->indices = c.arena.copy(indices);
      item->checks = checks;
      return item;
    }
    return view_row(c, loop.target.span, kept, index, checks);
  }, out);
}

Expr* element_at(Checker& c, Span span, Expr* base, Expr* index) {
  auto* item = c.make<typed::Element>(span, pointed_type(base->type));
  item->base = base;
  item->index = index;
  return item;
}

// The number of items; of some arrays only the C++ compiler knows it.
Expr* array_size(Checker& c, Span span, const ArrayType& array) {
  if (array.size >= 0) return c.integer(span, array.size, c.types.ssize);
  return c.literal(span, c.types.ssize, fmt::format("((Py_ssize_t)({}))", array.size_text.view()));
}

// for x in array: / for x in pointer[a:b:c]:
bool pointer_loop(Checker& c, const Loop& loop, StatementList& out) {
  if (auto* subscript = ast::as<ast::Subscript>(&loop.iterable)) {
    auto* slice = ast::as<ast::Slice>(subscript->index);
    const Type* base_type = slice ? type_of(c, *subscript->value) : nullptr;
    if (!base_type || !pointed_type(base_type) || is_object(base_type)) return false;
    auto given = [](const ast::Expr* bound) { return bound && !ast::is<ast::NoneLiteral>(bound); };
    std::optional<std::int64_t> stride = given(slice->step) ? known_integer(c, c.expr(*slice->step)) : std::nullopt;
    bool runs_to_start = !given(slice->upper) && given(slice->lower) && stride && *stride < 0;  // pointer[3::-1]
    if (!given(slice->upper)) {
      auto* array = as<ArrayType>(base_type);
      if ((!array || (array->size < 0 && array->size_text.empty())) && !runs_to_start && !is_string_pointer(base_type)) {
        c.error(loop.iterable.span, diag::pointer_loop_needs_end);
        return true;
      }
    }
    Expr* base = held(c, decayed(c, c.expr(*subscript->value)), out);
    Expr* start = given(slice->lower) ? c.expr(*slice->lower) : nullptr;
    auto* sized = as<ArrayType>(base_type);
    Expr* stop = runs_to_start ? c.integer(loop.span, -1, c.types.ssize)
                 : given(slice->upper) ? c.expr(*slice->upper)
                 : sized && (sized->size >= 0 || !sized->size_text.empty()) ? array_size(c, loop.span, *sized)
                                             : c.call_runtime(loop.span, rt::pointer_length, c.types.ssize, {base});
    Expr* step = given(slice->step) ? c.expr(*slice->step) : nullptr;
    if (step && !known_integer(c, step)) {
      c.error(slice->step->span, diag::slice_loop_needs_step);
      return true;
    }
    // A pointer to the items as the target is moved over them.
    const Type *item = pointed_type(base->type), *target = ast::is<ast::Name>(&loop.target) ? type_of(c, loop.target) : nullptr;
    bool moves = target && as<PointerType>(target) && !pointed_type(item) && same_type(pointed_type(target), item);
    auto place = [&](Expr* index) -> Expr* {
      if (!moves) return element_at(c, loop.target.span, base, index);
      auto* address = c.make<typed::CBinary>(loop.target.span, base->type);
      address->op = typed::COperator::Add;
      address->left = base;
      address->right = index;
      return address;
    };
    index_loop(c, loop, start, stop, step, place, out);
    return true;
  }
  const Type* type = type_of(c, loop.iterable);
  auto* array = as<ArrayType>(type);
  if (!array) return false;
  if (array->size < 0 && array->size_text.empty()) {
    c.error(loop.iterable.span, diag::pointer_loop_needs_end);
    return true;
  }
  Expr* base = c.expr(loop.iterable);
  index_loop(c, loop, nullptr, array_size(c, loop.span, *array), nullptr,
             [&](Expr* index) { return element_at(c, loop.target.span, base, index); }, out);
  return true;
}

// ---------------------------------------------------------------- containers and iterators

typed::ForEach* each(Checker& c, const Loop& loop, IterationKind kind, Expr* iterable, std::vector<typed::Local*> elements) {
  auto* node = c.make<typed::ForEach>(loop.span);
  node->iteration = kind;
  node->iterable = iterable;
  node->elements = c.arena.copy(elements);
  node->check_none = is_object(iterable->type) && may_be_none(c, iterable);
  return node;
}

void finish(Checker& c, typed::ForEach* node, const Loop& loop, StatementList prologue, StatementList& out) {
  node->body = body_of(c, loop.body, std::move(prologue), loop.span);
  node->orelse = orelse_of(c, loop.orelse);
  out.push_back(node);
}

// for ... in d.items(): without making the items view.
bool dict_loop(Checker& c, const Loop& loop, StatementList& out) {
  auto* call = ast::as<ast::Call>(&loop.iterable);
  auto* method = call && call->arguments.empty() && call->keywords.empty() ? ast::as<ast::Attribute>(call->callee) : nullptr;
  if (!method || loop.is_async) return false;
  IterationKind kind;
  if (method->name == "items" || method->name == "iteritems") kind = IterationKind::DictItems;
  else if (method->name == "keys" || method->name == "iterkeys") kind = IterationKind::DictKeys;
  else if (method->name == "values" || method->name == "itervalues") kind = IterationKind::DictValues;
  else return false;
  if (!is_builtin(type_of(c, *method->value), BuiltinClass::Dict)) return false;
  Expr* dict = c.expr(*method->value);
  std::vector<typed::Local*> elements{c.temporary(c.types.object, "key")};
  if (kind == IterationKind::DictItems) elements.push_back(c.temporary(c.types.object, "value"));
  typed::ForEach* node = each(c, loop, kind, dict, elements);
  StatementList prologue;
  auto* pair = ast::as<ast::TupleDisplay>(&loop.target);
  bool two = pair && pair->items.size() == 2 && !ast::is<ast::Starred>(pair->items[0]) && !ast::is<ast::Starred>(pair->items[1]);
  if (kind == IterationKind::DictItems && two) {
    c.assign(*pair->items[0], c.local_ref(loop.target.span, elements[0]), prologue);
    c.assign(*pair->items[1], c.local_ref(loop.target.span, elements[1]), prologue);
  } else if (kind == IterationKind::DictItems) {
    auto* tuple = c.make<typed::Display>(loop.target.span, c.types.tuple);
    tuple->display = typed::DisplayKind::Tuple;
    std::vector<typed::DisplayItem> items{{c.local_ref(loop.target.span, elements[0]), false}, {c.local_ref(loop.target.span, elements[1]), false}};
    tuple->items = c.arena.copy(items);
    c.assign(loop.target, tuple, prologue);
  } else {
    c.assign(loop.target, c.local_ref(loop.target.span, elements[0]), prologue);
  }
  finish(c, node, loop, std::move(prologue), out);
  return true;
}

struct ContainerRow { BuiltinClass cls; IterationKind kind; };
constexpr ContainerRow kContainers[] = {
    {BuiltinClass::List, IterationKind::List},   {BuiltinClass::Tuple, IterationKind::Tuple}, {BuiltinClass::Str, IterationKind::Str},
    {BuiltinClass::Bytes, IterationKind::Bytes}, {BuiltinClass::ByteArray, IterationKind::ByteArray}, {BuiltinClass::Dict, IterationKind::DictKeys},
};

IterationKind kind_for(const Type* type) {
  auto* builtin = as<BuiltinType>(type);
  if (builtin && builtin->exact_required)
    for (const ContainerRow& row : kContainers)
      if (row.cls == builtin->cls) return row.kind;
  return IterationKind::Iterator;
}

const Type* element_type(Checker& c, IterationKind kind) {
  if (kind == IterationKind::Str) return c.types.ucs4;
  if (kind == IterationKind::Bytes || kind == IterationKind::ByteArray) return c.types.uchar;
  return c.types.object;
}

void cpp_loop(Checker& c, const Loop& loop, Expr* container, StatementList& out) {
  const Type* element = item_type(c, container->type);
  if (!element || is_error(element)) {
    c.error(loop.iterable.span, diag::not_iterable, type_text(container->type));
    return;
  }
  typed::Local* local = c.temporary(value_type(element), "item");
  typed::ForEach* node = each(c, loop, IterationKind::CppRange, container, {local});
  StatementList prologue;
  c.assign(loop.target, c.local_ref(loop.target.span, local), prologue);
  finish(c, node, loop, std::move(prologue), out);
}

void iterable_loop(Checker& c, const Loop& loop, Expr* iterable, StatementList& out) {
  if (is_cpp_class(iterable->type)) return cpp_loop(c, loop, iterable, out);
  IterationKind kind = loop.is_async ? IterationKind::AsyncIterator : kind_for(iterable->type);
  if (!is_object(iterable->type)) iterable = to_object(c, iterable);
  if (is_error(iterable->type)) return;
  c.require_gil(loop.iterable.span, "iterating over a Python object");
  typed::Local* local = c.temporary(element_type(c, kind), "item");
  typed::ForEach* node = each(c, loop, kind, iterable, {local});
  StatementList prologue;
  c.assign(loop.target, c.local_ref(loop.target.span, local), prologue);
  finish(c, node, loop, std::move(prologue), out);
}

// for ... in x.iteritems() of an object that may be a dict: what Python 2 called so.
Expr* old_dict_iterator(Checker& c, const ast::Expr& iterable) {
  auto* call = ast::as<ast::Call>(&iterable);
  auto* method = call && call->arguments.empty() && call->keywords.empty() ? ast::as<ast::Attribute>(call->callee) : nullptr;
  bool is_old = method && (method->name == "iteritems" || method->name == "iterkeys" || method->name == "itervalues");
  if (!is_old || kind_of(type_of(c, *method->value)) != TypeKind::Object) return nullptr;
  Expr* object = c.expr(*method->value);
  return is_error(object->type) ? object : c.call_runtime(iterable.span, rt::dict_old_iterator, c.types.object, {object, c.name_constant(method->span, method->name)});
}

// What a loop goes over. A list that is None is told about as iterating, also where it is reversed.
Expr* iterable_value(Checker& c, const ast::Expr& iterable) {
  if (Expr* made = old_dict_iterator(c, iterable)) return made;
  Expr* value = c.expr(iterable);
  auto* call = typed::as<typed::RuntimeCall>(value);
  if (!call || call->function != &rt::builtin_reversed || (!is_builtin(call->arguments[0]->type, BuiltinClass::List) && !is_builtin(call->arguments[0]->type, BuiltinClass::Tuple))) return value;
  return c.call_runtime(iterable.span, rt::builtin_reversed, value->type, {not_none(c, call->arguments[0], "'NoneType' object is not iterable")});
}

// for i, x in enumerate(y): a C counter beside the loop over y.
bool enumerate_loop(Checker& c, const Loop& loop, StatementList& out) {
  const ast::Call* call = builtin_call_named(c, loop.iterable, "enumerate", 2);
  auto* pair = ast::as<ast::TupleDisplay>(&loop.target);
  if (!call || loop.is_async || !pair || pair->items.size() != 2 || ast::is<ast::Starred>(pair->items[0]) || ast::is<ast::Starred>(pair->items[1]))
    return false;
  Expr* start = call->arguments.size() == 2 ? c.expr(*call->arguments[1]) : c.integer(loop.span, 0, c.types.ssize);
  if (!is_int(start->type) && !known_integer(c, start)) return false;
  const Type* target_type = type_of(c, *pair->items[0]);
  const Type* count_type = target_type && is_int(target_type) ? resolved(target_type) : c.types.ssize;
  typed::Local* counter = c.temporary(count_type, "count");
  // The iterable is evaluated before the counter starts, but after the start value, as in the call.
  out.push_back(assignment(c, c.local_ref(loop.span, counter), c.convert(start, count_type)));
  std::vector<ast::Stmt*> none;
  StatementList prologue;
  Expr* iterable = iterable_value(c, *call->arguments[0]);
  IterationKind kind = kind_for(iterable->type);
  if (is_cpp_class(iterable->type) || is_view(iterable->type) || !is_object(iterable->type)) iterable = to_object(c, iterable), kind = IterationKind::Iterator;
  if (is_error(iterable->type)) return true;
  c.require_gil(loop.iterable.span, "iterating over a Python object");
  typed::Local* local = c.temporary(element_type(c, kind), "item");
  typed::ForEach* node = each(c, loop, kind, iterable, {local});
  c.assign(*pair->items[0], c.local_ref(loop.target.span, counter), prologue);
  Expr* next = binary(c, loop.span, ast::BinaryOperator::Add, c.local_ref(loop.span, counter), c.integer(loop.span, 1, count_type));
  prologue.push_back(assignment(c, c.local_ref(loop.span, counter), c.convert(next, count_type, true)));
  c.assign(*pair->items[1], c.local_ref(loop.target.span, local), prologue);
  finish(c, node, loop, std::move(prologue), out);
  return true;
}

}  // namespace

void check_for_loop(Checker& c, const ast::Expr& target, const ast::Expr& iterable, ast::Block body, ast::Block orelse, bool is_async, Span span,
                    StatementList& out) {
  Loop loop{target, iterable, body, orelse, is_async, span};
  if (!is_async && (range_loop(c, loop, out) || enumerate_loop(c, loop, out) || dict_loop(c, loop, out) || pointer_loop(c, loop, out))) return;
  Expr* value = iterable_value(c, iterable);
  if (is_error(value->type)) {
    StatementList ignored;  // what the body says wrong is still worth telling
    body_of(c, body, {}, span);
    return;
  }
  if (is_view(value->type) && !is_async) return view_loop(c, loop, value, out);
  iterable_loop(c, loop, value, out);
}

void Checker::check(const ast::For& s, StatementList& out) {
  if (check_parallel_range(*this, s, out)) return;
  check_for_loop(*this, *s.target, *s.iterable, s.body, s.orelse, s.is_async, s.span, out);
}

// for lower < target <= upper by step
void Checker::check(const ast::ForFrom& s, StatementList& out) {
  auto* node = make<typed::ForRange>(s.span);
  const ast::ForFromRange& range = s.range;
  bool up = range.lower_op == ast::CompareOperator::Less || range.lower_op == ast::CompareOperator::LessEqual;
  bool up_end = range.upper_op == ast::CompareOperator::Less || range.upper_op == ast::CompareOperator::LessEqual;
  if (up != up_end) {
    error(s.span, diag::for_from_directions_differ);
    return;
  }
  Expr* lower = expr(*range.lower);
  Expr* upper = expr(*range.upper);
  Expr* step = range.step ? expr(*range.step) : nullptr;
  const Type* target_type = type_of(*this, *s.target);
  bool is_c = target_type && (is_int(target_type) || is_float(target_type) || is_pointer(target_type));
  const Type* counter = is_c && is_int(target_type) ? counter_type(*this, target_type, {lower, upper, step}) : is_c ? resolved(target_type) : step && is_float(step->type) ? static_cast<const Type*>(types.double_) : types.long_;
  typed::Local* hidden = is_c ? nullptr : temporary(counter, "counter");
  node->variable = hidden ? local_ref(s.target->span, hidden) : lvalue(*s.target);
  if (!node->variable) return;
  node->counter_type = counter;
  node->start = convert(lower, counter);
  bool open_start = range.lower_op == ast::CompareOperator::Less || range.lower_op == ast::CompareOperator::Greater;
  if (open_start)
    node->start = convert(binary(*this, s.span, up ? ast::BinaryOperator::Add : ast::BinaryOperator::Subtract, node->start, integer(s.span, 1, counter)), counter);
  node->stop = convert(upper, counter);
  node->stop_inclusive = range.upper_op == ast::CompareOperator::LessEqual || range.upper_op == ast::CompareOperator::GreaterEqual;
  node->descending = !up;
  node->keep_end_value = true;
  if (step) {
    node->step = convert(step, counter);
    if (!up) {
      auto* minus = make<typed::CUnary>(s.span, counter);
      minus->op = typed::CUnaryOperator::Minus;
      minus->operand = node->step;
      node->step = minus;
    }
  } else if (!up) {
    node->step = integer(s.span, -1, counter);
  }
  StatementList prologue;
  if (hidden) assign(*s.target, local_ref(s.target->span, hidden), prologue);
  node->body = body_of(*this, s.body, std::move(prologue), s.span);
  // The body may set the variable: counting goes on from there.
  if (auto* name = ast::as<ast::Name>(s.target); hidden && name) {
    Expr* now = expr(*name);
    if (is_object(now->type)) node->next_start = convert(now, counter);
  }
  node->orelse = orelse_of(*this, s.orelse);
  out.push_back(node);
  if (hidden) assign(*s.target, local_ref(s.target->span, hidden), out);
}

}  // namespace cyrite::check
