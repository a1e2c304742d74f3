// Comparisons, chained ones too: C values by a common C type, objects by Python's rules, identity, and `in`.
#include "check/expressions.h"
#include "check/fused.h"

namespace cyrite::check {

using enum ast::CompareOperator;

namespace {

typed::CComparison c_comparison(ast::CompareOperator op) {
  switch (op) {
    case Less: return typed::CComparison::Less;
    case LessEqual: return typed::CComparison::LessEqual;
    case Equal:
    case Is: return typed::CComparison::Equal;
    case Greater: return typed::CComparison::Greater;
    case GreaterEqual: return typed::CComparison::GreaterEqual;
    default: return typed::CComparison::NotEqual;
  }
}

Expr* python_code(Checker& c, Span span, ast::CompareOperator op) {
  static constexpr std::string_view codes[] = {"Py_LT", "Py_LE", "Py_EQ", "Py_NE", "Py_GT", "Py_GE"};
  static constexpr int values[] = {0, 1, 2, 3, 4, 5};
  auto* made = static_cast<typed::CLiteral*>(c.literal(span, c.types.int_, codes[static_cast<int>(op)]));
  made->integer = values[static_cast<int>(op)];
  made->is_integer = true;
  return made;
}

ast::CompareOperator swapped(ast::CompareOperator op) {
  switch (op) {
    case Less: return Greater;
    case LessEqual: return GreaterEqual;
    case Greater: return Less;
    case GreaterEqual: return LessEqual;
    default: return op;
  }
}

Expr* c_compare(Checker& c, Span span, ast::CompareOperator op, Expr* a, Expr* b) {
  auto* made = c.make<typed::CCompare>(span, c.types.bint);
  made->op = c_comparison(op);
  made->left = a;
  made->right = b;
  return made;
}

// The value as C compares it: a literal that fits is an int, and `i + 1` of an int i is an int sum, although the language calls both long.
// Null: it is wider.
Expr* as_c_int(Checker& c, Expr* e) {
  if (auto n = known_integer(c, e)) return *n >= INT32_MIN && *n <= INT32_MAX ? c.integer(e->span, *n, c.types.int_) : nullptr;
  if (auto* widened = typed::as<typed::Convert>(e); widened && widened->conversion == typed::Conversion::CCast && !widened->is_explicit && is_int(widened->operand->type))
    return as_c_int(c, widened->operand);
  const IntType* type = as<IntType>(plain_type(e->type));
  if (!type || type->size_unknown) return nullptr;
  if (type->rank < IntRank::Int || (type->rank == IntRank::Int && type->sign == Sign::Signed)) return c.convert(e, c.types.int_);
  auto* sum = typed::as<typed::CBinary>(e);
  if (!sum || sum->check_overflow || (sum->op != typed::COperator::Add && sum->op != typed::COperator::Subtract)) return nullptr;
  Expr *left = as_c_int(c, sum->left), *right = left ? as_c_int(c, sum->right) : nullptr;
  if (!right || !(known_integer(c, left) || known_integer(c, right))) return nullptr;
  auto* made = c.make<typed::CBinary>(e->span, c.types.int_);
  made->op = sum->op;
  made->left = left;
  made->right = right;
  return made;
}

Expr* wrong(Checker& c, Span span, ast::CompareOperator op, const Type* a, const Type* b) {
  c.error(span, diag::wrong_operands, operator_text(op), type_text(a), type_text(b));
  return c.error_value(span);
}

bool is_plain_number_object(const Type* t) {
  return is_builtin(t, BuiltinClass::Int) || is_builtin(t, BuiltinClass::Float) || is_builtin(t, BuiltinClass::Bool);
}

// `==` of objects whose classes are known to answer with a bool.
bool answers_bool(const Type* a, const Type* b) {
  auto text = [](const Type* t) { return is_builtin(t, BuiltinClass::Str) || is_builtin(t, BuiltinClass::Bytes); };
  return (is_plain_number_object(a) && is_plain_number_object(b)) || (text(a) && text(b));
}

Expr* object_compare(Checker& c, Span span, ast::CompareOperator op, Expr* a, Expr* b) {
  auto fast_int = [&](Expr* object, Expr* number, ast::CompareOperator code) -> Expr* {
    if (!is_plain_number_object(object->type) || may_be_none(c, object) || !is_int(number->type) || is_character(number->type) || !fits_ssize(number->type)) return nullptr;
    return c.call_runtime(span, rt::number_compare_int, c.types.bint, {object, to_ssize(c, number), python_code(c, span, code)});
  };
  if (is_object(a->type) && is_int(b->type))
    if (Expr* made = fast_int(a, b, op)) return made;
  if (is_object(b->type) && is_int(a->type) && is_simple(a))
    if (Expr* made = fast_int(b, a, swapped(op))) return made;
  Expr *x = to_object(c, a), *y = to_object(c, b);
  if (is_error(x->type) || is_error(y->type)) return c.error_value(span);
  const Type *tx = resolved(x->type), *ty = resolved(y->type);
  bool equality = op == Equal || op == NotEqual;
  if (equality && tx == c.types.str && ty == c.types.str && !may_be_none(c, x) && !may_be_none(c, y))
    return c.call_runtime(span, rt::str_compare, c.types.bint, {x, y, python_code(c, span, op)});
  if (equality && tx == c.types.bytes && ty == c.types.bytes && !may_be_none(c, x) && !may_be_none(c, y))
    return c.call_runtime(span, rt::bytes_compare, c.types.bint, {x, y, python_code(c, span, op)});
  bool truth = answers_bool(tx, ty) && (equality || (!may_be_none(c, x) && !may_be_none(c, y)));
  return c.call_runtime(span, truth ? rt::object_compare_truth : rt::object_compare, truth ? static_cast<const Type*>(c.types.bint) : c.types.object,
                        {x, y, python_code(c, span, op)});
}

// Pointers to different C numbers: no C++ compiler takes them together.
bool are_unrelated_pointers(const Type* a, const Type* b) {
  auto number = [](const Type* t) -> const Type* {
    const Type* pointed = pointed_type(t);
    if (auto* k = as<ConstType>(pointed)) pointed = k->base;
    return pointed && (kind_of(pointed) == TypeKind::Int || kind_of(pointed) == TypeKind::Float) ? resolved(pointed) : nullptr;
  };
  const Type *x = number(a), *y = number(b);
  if (!x || !y || x == y) return false;
  auto *p = as<IntType>(x), *q = as<IntType>(y);
  bool plain = p && q && !p->size_unknown && !q->size_unknown;
  return (plain && p->rank != q->rank) || (!p != !q);
}

Expr* identity(Checker& c, Span span, ast::CompareOperator op, Expr* a, Expr* b) {
  if (is_view(a->type) && is_none(c, b)) {
    Expr* asked = c.call_runtime(span, rt::view_is_none, c.types.bint, {a});
    return op == Is ? asked : negated(c, asked);
  }
  if (is_view(b->type) && is_none(c, a)) return identity(c, span, op, b, a);
  for (Expr* side : {a, b})
    if (is_cpp_class(side->type) && !is_pointer(side->type)) {
      c.error(span, diag::identity_of_value, op == Is ? "is" : "is not", type_text(side->type));
      return c.error_value(span);
    }
  bool objects = is_object(a->type) || is_object(b->type) || is_view(a->type) || is_view(b->type);
  if (!objects) return compare(c, span, op == Is ? Equal : NotEqual, a, b);  // C values have no identity
  if (is_truth(a->type) && is_object(b->type) && typed::as<typed::PyConstant>(b)) a = to_object(c, a);
  Expr *x = to_object(c, a), *y = to_object(c, b);
  if (is_error(x->type) || is_error(y->type)) return c.error_value(span);
  return c_compare(c, span, op, x, y);
}

// item == a or item == b or ..., the item evaluated once.
Expr* equals_one_of(Checker& c, Span span, Expr* item, const ExprList& items) {
  std::vector<typed::Let*> lets;
  Expr *use, *result = nullptr;
  let(c, item, use, lets);
  for (auto it = items.rbegin(); it != items.rend(); ++it) {
    Expr* one = compare(c, span, Equal, use, *it);
    if (!result) {
      result = one;
      continue;
    }
    auto* either = c.make<typed::Logical>(span, c.types.bint);
    either->is_and = false;
    either->left = one;
    either->right = result;
    result = either;
  }
  return close_lets(lets, result);
}

// c in b"xyz" of a C integer: a few characters are compared one by one. Null: another container.
Expr* in_few_bytes(Checker& c, Span span, Expr* item, Expr* container) {
  const Constant* k = known_constant(c, container);
  constexpr std::size_t few = 16;
  if (!k || k->kind != Constant::Bytes || k->text.empty() || k->text.size() > few) return nullptr;
  ExprList items;
  for (char byte : k->text) {
    if (static_cast<signed char>(byte) < 0) return nullptr;  // whether a char is signed is the C compiler's to say
    items.push_back(c.integer(span, byte, value_type(item->type)));
  }
  return equals_one_of(c, span, item, items);
}

// item in container, where the container is an object.
Expr* contains(Checker& c, Span span, Expr* item, Expr* container) {
  const Type* type = resolved(container->type);
  if (type == c.types.str && is_character(item->type)) return c.call_runtime(span, rt::str_contains_ucs4, c.types.bint, {item, not_none(c, container, "argument of type 'NoneType' is not iterable")});
  if (type == c.types.bytes && is_int(item->type) && !is_character(item->type) && as<IntType>(value_type(item->type)) && as<IntType>(value_type(item->type))->rank == IntRank::Char) {
    if (Expr* made = in_few_bytes(c, span, item, container)) return made;
    return c.call_runtime(span, rt::bytes_contains_char, c.types.bint, {item, not_none(c, container, "argument of type 'NoneType' is not iterable")});
  }
  Expr* object = to_object(c, item);
  if (is_error(object->type)) return object;
  const RuntimeFunction* row = &rt::object_contains;
  if (type == c.types.dict) row = &rt::dict_contains;
  else if (type == c.types.set || type == c.types.frozenset) row = &rt::set_contains;
  else if (type == c.types.str) row = &rt::str_contains;
  bool is_frozendict = type == c.types.builtin("frozendict");
  if (type == c.types.dict || is_frozendict) container = not_none(c, container, "'NoneType' object is not iterable");
  else if (row != &rt::object_contains) container = not_none(c, container, "argument of type 'NoneType' is not iterable");
  return c.call_runtime(span, *row, c.types.bint, {object, container});
}

bool is_literal_like(const ExprList& items) {
  for (Expr* e : items)
    if (!typed::as<typed::CLiteral>(e) && !typed::as<typed::PyConstant>(e) && e->kind != typed::Kind::GlobalVariable && e->kind != typed::Kind::LocalRef) return false;
  return true;
}

ast::List<ast::Expr> display_items(const ast::Expr& e, bool* is_display) {
  *is_display = true;
  if (auto* t = ast::as<ast::TupleDisplay>(&e)) return t->items;
  if (auto* l = ast::as<ast::ListDisplay>(&e)) return l->items;
  if (auto* s = ast::as<ast::SetDisplay>(&e)) return s->items;
  *is_display = false;
  return {};
}

struct SearchRange { Expr *start, *stop, *step = nullptr; bool descending = false; };

// Whether one of base[start], base[start + step], ... equals `wanted`, as a loop in C; the error where they cannot be compared.
Expr* search_in_memory(Checker& c, Span span, Expr* wanted, Expr* base, const Type* item, const SearchRange& range) {
  typed::Local *found = c.temporary(c.types.bint), *index = c.temporary(c.types.ssize);
  auto* element = c.make<typed::Element>(span, item);
  element->base = base;
  element->index = c.local_ref(span, index);
  Expr* same = compare(c, span, Equal, wanted, element);
  if (is_error(same->type)) return same;
  auto* test = c.make<typed::If>(span);
  test->condition = c.truth(same);
  auto* body = c.make<typed::Block>(span);
  body->statements = c.arena.copy(StatementList{assignment(c, c.local_ref(span, found), truth_flag(c, span, true)), c.make<typed::Break>(span)});
  test->then = body;
  auto* loop = c.make<typed::ForRange>(span);
  loop->variable = c.local_ref(span, index);
  loop->counter_type = c.types.ssize;
  loop->start = range.start;
  loop->stop = range.stop;
  loop->step = range.step;
  loop->descending = range.descending;
  loop->body = test;
  return block_value(c, span, {assignment(c, c.local_ref(span, found), truth_flag(c, span, false)), loop}, c.local_ref(span, found));
}

// x in pointer[a:b:step]: a search over C memory. Null: another container.
Expr* in_slice_of_memory(Checker& c, Span span, Expr* item, const ast::Expr& container) {
  auto* subscript = ast::as<ast::Subscript>(&container);
  auto* slice = subscript ? ast::as<ast::Slice>(subscript->index) : nullptr;
  auto is_given = [](const ast::Expr* e) { return e && !ast::is<ast::NoneLiteral>(e); };
  const Type* type = slice && is_given(slice->upper) ? value_type(type_of(c, *subscript->value)) : nullptr;
  if (!type || !pointed_type(type) || is_view(type) || is_string_pointer(type) || is_unicode_pointer(type)) return nullptr;
  std::vector<typed::Let*> lets;
  Expr *use, *base, *start, *stop;
  let(c, item, use, lets);
  let(c, decayed(c, c.expr(*subscript->value)), base, lets);
  let(c, is_given(slice->lower) ? c.expr_as(*slice->lower, c.types.ssize) : c.integer(span, 0, c.types.ssize), start, lets);
  let(c, c.expr_as(*slice->upper, c.types.ssize), stop, lets);
  Expr* step = is_given(slice->step) ? c.expr_as(*slice->step, c.types.ssize) : nullptr;
  if (step && (!known_integer(c, step) || *known_integer(c, step) == 0)) {
    c.error(slice->step->span, diag::slice_loop_needs_step);
    return c.error_value(span);
  }
  bool descending = step && *known_integer(c, step) < 0;
  Expr* value = search_in_memory(c, span, use, base, value_type(pointed_type(base->type)), {start, stop, step, descending});
  return is_error(value->type) ? value : close_lets(lets, value);
}

// A literal, or a variable of such: a number of Python, although C holds it. It never equals a text.
bool is_python_number(Checker& c, const Expr* e) {
  auto* variable = typed::as<typed::LocalRef>(e);
  return typed::as<typed::CLiteral>(e) || (variable && e->type == c.types.long_ && !variable->local->is_declared && !variable->local->is_parameter);
}

bool sides_compare_in_c(Checker& c, Expr* item, Expr* e) {
  if (is_numeric(item->type) && is_numeric(e->type)) return true;
  const Constant* k = known_constant(c, e);
  if (!k || !is_int(item->type) || is_python_number(c, item)) return false;
  return (k->kind == Constant::Str && (is_character(item->type) || k->text.size() == 1)) || (k->kind == Constant::Bytes && k->text.size() == 1);
}

// x in (a, b, c) with C values: comparisons one by one.
Expr* in_display(Checker& c, Span span, Expr* item, const ast::Expr& container) {
  bool is_display;
  auto asts = display_items(container, &is_display);
  if (!is_display || asts.size() > 64 || is_object(item->type)) return nullptr;
  for (auto* e : asts)
    if (ast::is<ast::Starred>(e)) return nullptr;
  ExprList items;
  for (auto* e : asts) {
    items.push_back(c.expr(*e));
    if (!sides_compare_in_c(c, item, items.back())) return nullptr;
  }
  if (!is_literal_like(items)) return nullptr;
  if (items.empty()) return after(c, item, truth_flag(c, span, false));
  return equals_one_of(c, span, item, items);
}

// x in array: a search over the C array.
Expr* in_array(Checker& c, Span span, Expr* item, Expr* container) {
  auto* array = as<ArrayType>(value_type(container->type));
  if (!array || array->size < 0) return nullptr;
  std::vector<typed::Let*> lets;
  Expr* use;
  let(c, c.convert(item, array->base), use, lets);
  Expr* value = search_in_memory(c, span, use, container, array->base, {c.integer(span, 0, c.types.ssize), c.integer(span, array->size, c.types.ssize)});
  return is_error(value->type) ? value : close_lets(lets, value);
}

// One step of a chain, with the syntax of the right side at hand.
Expr* compare_step(Checker& c, Span span, ast::CompareOperator op, Expr* left, Expr* right, const ast::Expr& right_syntax) {
  if (op == In || op == NotIn)
    if (Expr* made = in_display(c, span, left, right_syntax)) return op == In ? made : negated(c, made);
  return compare(c, span, op, left, right);
}

}  // namespace

Expr* compare(Checker& c, Span span, ast::CompareOperator op, Expr* a, Expr* b) {
  if (is_error(a->type) || is_error(b->type)) return c.error_value(span);
  if (is_void(a->type) || is_void(b->type)) {
    c.error(span, diag::void_value);
    return c.error_value(span);
  }
  if (op == Is || op == IsNot) return identity(c, span, op, a, b);
  bool view_and_none = (is_view(a->type) && is_none(c, b)) || (is_view(b->type) && is_none(c, a));
  if (view_and_none && (op == Equal || op == NotEqual)) return identity(c, span, op == Equal ? Is : IsNot, a, b);
  if (op == In || op == NotIn) {
    Expr* found = nullptr;
    if (!is_object(b->type)) found = in_array(c, span, a, b);
    if (!found) {
      Expr* container = to_object(c, b);
      if (is_error(container->type)) return container;
      found = contains(c, span, a, container);
    }
    return op == In ? found : negated(c, found);
  }
  const Type *ta = plain_type(a->type), *tb = plain_type(b->type);
  if (is_cpp_class(ta) || is_cpp_class(tb)) return cpp_operation(c, span, operator_text(op), {a, b});
  // A one-character literal against a C integer is the character's number.
  if (is_int(ta) && !is_numeric(tb) && sides_compare_in_c(c, a, b)) b = c.convert(b, is_character(ta) ? ta : c.types.int_), tb = b->type;
  else if (is_int(tb) && !is_numeric(ta) && sides_compare_in_c(c, b, a)) a = c.convert(a, is_character(tb) ? tb : c.types.int_), ta = a->type;
  if (is_numeric(ta) && is_numeric(tb)) {
    bool order = op != Equal && op != NotEqual;
    if (order && (is_complex(ta) || is_complex(tb))) {
      c.error(span, diag::complex_is_unordered);
      return c.error_value(span);
    }
    if (resolved(ta) == resolved(tb) && !(is_int(ta) && typed::as<typed::CBinary>(a))) return c_compare(c, span, op, a, b);
    const Type* common = wider_type(c, ta, tb);
    if (is_int(common)) {
      common = wider_type(c, common, c.types.int_);
      Expr *x = as_c_int(c, a), *y = x ? as_c_int(c, b) : nullptr;
      if (y) return c_compare(c, span, op, x, y);
    }
    auto widened = [&](Expr* e) { return is_truth(e->type) || !is_truth(common) ? c.convert(e, common) : e; };
    return c_compare(c, span, op, widened(a), widened(b));
  }
  bool pa = pointed_type(ta) || is_pointer(ta), pb = pointed_type(tb) || is_pointer(tb);
  if (pa && pb) {
    bool text = (typed::as<typed::PyConstant>(a) || typed::as<typed::PyConstant>(b));
    if (!text && are_unrelated_pointers(ta, tb)) return wrong(c, span, op, ta, tb);
    if (!text) return c_compare(c, span, op, decayed(c, a), decayed(c, b));
  }
  auto* fa = signature_of(ta);
  auto* fb = signature_of(tb);
  if ((fa || fb) && (fa || pa) && (fb || pb)) return c_compare(c, span, op, decayed(c, a), decayed(c, b));
  if (is_object(ta) || is_object(tb) || is_view(ta) || is_view(tb) || as<TupleTypeC>(ta) || as<TupleTypeC>(tb)) {
    if ((!is_object(ta) && !object_type_of(c, ta)) || (!is_object(tb) && !object_type_of(c, tb))) return wrong(c, span, op, ta, tb);
    return object_compare(c, span, op, a, b);
  }
  if (is_string_pointer(ta) || is_string_pointer(tb)) {
    if (object_type_of(c, ta) && object_type_of(c, tb) && !is_numeric(ta) && !is_numeric(tb)) return object_compare(c, span, op, a, b);
  }
  return wrong(c, span, op, ta, tb);
}

// The truth of `a <op> b` of unknown objects: no intermediate object, and small integers stay in C.
Expr* compare_truth(Checker& c, const typed::RuntimeCall* call) {
  Expr *a = call->arguments[0], *b = call->arguments[1];
  auto code = static_cast<ast::CompareOperator>(static_cast<typed::CLiteral*>(call->arguments[2])->integer);
  auto small = [&](Expr* e) -> Expr* {
    if (auto* boxed = typed::as<typed::Convert>(e); boxed && boxed->conversion == typed::Conversion::ToObject && is_int(boxed->operand->type) && !is_truth(boxed->operand->type) && !is_character(boxed->operand->type) && fits_ssize(boxed->operand->type))
      return to_ssize(c, boxed->operand);
    const Constant* k = known_constant(c, e);
    auto n = known_integer(c, e);
    if (k && k->kind == Constant::Int && n && *n > -(1LL << 30) && *n < (1LL << 30)) return c.integer(e->span, *n, c.types.ssize);
    return nullptr;
  };
  if (Expr* n = small(b)) return c.call_runtime(call->span, rt::number_compare_int, c.types.bint, {a, n, call->arguments[2]});
  if (typed::as<typed::PyConstant>(a))
    if (Expr* n = small(a)) return c.call_runtime(call->span, rt::number_compare_int, c.types.bint, {b, n, python_code(c, call->span, swapped(code))});
  return c.call_runtime(call->span, rt::object_compare_truth, c.types.bint, {a, b, call->arguments[2]});
}

Expr* Checker::check(const ast::Compare& n) {
  if (MaybeBool known = fused_condition(*this, n); known != MaybeBool::Unset) return truth_flag(*this, n.span, known == MaybeBool::True);
  Expr* left = expr(*n.first);
  if (n.ops.size() == 1) {
    ast::CompareOperator op = n.ops[0];
    // The display itself is not made, so it must not ask for the GIL.
    if (op == In || op == NotIn) {
      Expr* made = in_display(*this, n.span, left, *n.rest[0]);
      if (!made) made = in_slice_of_memory(*this, n.span, left, *n.rest[0]);
      if (made) return op == In || is_error(made->type) ? made : negated(*this, made);
    }
    return compare(*this, n.span, op, left, expr(*n.rest[0]));
  }
  // a < b < c: every operand but the last is named, then (a < b) and (b < c).
  std::vector<typed::Let*> lets;
  let(*this, left, left, lets);
  std::vector<Expr*> steps;
  std::vector<std::vector<typed::Let*>> step_lets(n.ops.size());
  for (std::size_t i = 0; i < n.ops.size(); ++i) {
    Expr* right = expr(*n.rest[i]);
    if (i + 1 < n.ops.size()) let(*this, right, right, step_lets[i]);
    steps.push_back(compare_step(*this, n.span, n.ops[i], left, right, *n.rest[i]));
    left = right;
  }
  bool all_truth = true, failed = false;
  for (Expr* e : steps) all_truth &= is_truth(e->type), failed |= is_error(e->type);
  if (failed) return error_value(n.span);
  const Type* type = all_truth ? static_cast<const Type*>(types.bint) : types.object;
  Expr* result = nullptr;
  for (std::size_t i = steps.size(); i-- > 0;) {
    Expr* step = convert(steps[i], type);
    if (result) {
      auto* both = make<typed::Logical>(n.span, type);
      both->is_and = true;
      both->left = step;
      both->right = result;
      result = both;
    } else {
      result = step;
    }
    result = close_lets(step_lets[i], result);
  }
  return close_lets(lets, result);
}

}  // namespace cyrite::check
