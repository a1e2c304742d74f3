// Calls of builtin functions and methods that become rows of the runtime. Only names that mean the builtin come here.
#include "check/expressions.h"

namespace cyrite::check {

namespace {

using Handler = Expr* (*)(Checker&, const ast::Call&, std::string_view name);

bool failed(const ExprList& list) {
  for (Expr* e : list)
    if (is_error(e->type)) return true;
  return false;
}

Expr* runtime(Checker& c, const ast::Call& n, const RuntimeFunction& row, const Type* type, ExprList list) {
  return failed(list) ? c.error_value(n.span) : c.call_runtime(n.span, row, type, std::move(list));
}

const ast::Comprehension* generator_argument(const ast::Call& n) {
  auto* g = n.arguments.empty() ? nullptr : ast::as<ast::Comprehension>(n.arguments[0]);
  return g && g->comprehension == ast::ComprehensionKind::Generator ? g : nullptr;
}

// The row is what the builtins of these names mean; where one is replaced at run time, what is there is called. Rows that take C values
// mean what they mean in C, as in Cython.
Expr* stands_for(Checker& c, Expr* made, std::initializer_list<std::string_view> names) {
  auto* call = const_cast<typed::RuntimeCall*>(typed::as<typed::RuntimeCall>(made));
  if (!call || !call->stands_for.empty() || call->function->gil != Gil::Held) return made;
  bool is_row = false;
  for (ResultMode mode : {ResultMode::New, ResultMode::Truth, ResultMode::Status, ResultMode::Size, ResultMode::Hash}) is_row = is_row || call->function->result == mode;
  if (!is_row) return made;
  for (ArgumentMode mode : call->function->arguments)
    if (mode != ArgumentMode::Object && mode != ArgumentMode::Maybe && mode != ArgumentMode::Type) return made;
  std::vector<ConstantId> constants;
  for (std::string_view name : names) constants.push_back(constants_of(c).name(present_name(Text(name))));
  call->stands_for = c.arena.copy(constants);
  return made;
}

// Names whose calls look the function up themselves, that are about the code around them, or whose answer C code uses.
bool is_looked_up(std::string_view name) {
  for (std::string_view own : {"len", "sum", "min", "max", "globals", "locals", "vars", "eval", "exec", "super", "intern"})
    if (own == name) return true;
  return false;
}

// ---- sizes and numbers
Expr* call_len(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.size() != 1) return nullptr;
  Expr* value = c.expr(*n.arguments[0]);
  if (is_error(value->type)) return value;
  const Type* type = value_type(value->type);
  TypeTable& t = c.types;
  if (is_view(type)) {
    auto* made = c.make<typed::ViewAttribute>(n.span, t.ssize);
    made->view = value;
    made->property = typed::ViewProperty::Shape;
    made->index = c.integer(n.span, 0, t.ssize);
    made->checks = index_checks(c, value);
    return made;
  }
  if (is_string_pointer(type)) return c.call_runtime(n.span, rt::pointer_length, t.ssize, {decayed(c, value)});
  if (is_unicode_pointer(type)) return c.call_runtime(n.span, rt::wide_pointer_length, t.ssize, {decayed(c, value)});
  if (auto* a = as<ArrayType>(type); a && a->size >= 0) return c.integer(n.span, a->size, t.ssize);
  if (auto* tuple = as<TupleTypeC>(type)) return c.integer(n.span, static_cast<std::int64_t>(tuple->items.size()), t.ssize);
  Expr* object = to_object(c, value);
  if (is_error(object->type)) return object;
  type = resolved(object->type);
  const RuntimeFunction* row = &rt::object_length;
  if (type == t.list) row = &rt::list_length;
  else if (type == t.tuple) row = &rt::tuple_length;
  else if (type == t.dict) row = &rt::dict_length;
  else if (type == t.set || type == t.frozenset) row = &rt::set_length;
  else if (type == t.str) row = &rt::str_length;
  else if (type == t.bytes) row = &rt::bytes_length;
  else if (type == t.bytearray) row = &rt::bytearray_length;
  if (row != &rt::object_length) object = not_none(c, object, "object of type 'NoneType' has no len()");
  // Where nothing is known about the object, the name may mean another function at run time.
  if (row == &rt::object_length && type == t.object) return c.call_runtime(n.span, rt::builtin_length, t.ssize, {c.name_constant(n.span, "len"), object});
  return c.call_runtime(n.span, *row, t.ssize, {object});
}

Expr* call_abs(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.size() != 1) return nullptr;
  Expr* value = c.expr(*n.arguments[0]);
  const Type* type = plain_type(value->type);
  if (is_error(type)) return value;
  if (auto* complex = as<ComplexType>(type)) return c.call_runtime(n.span, rt::absolute, complex->real, {value});
  if (is_numeric(type) && !is_character(type)) {
    if (is_truth(type)) type = c.types.int_;
    if (auto* i = as<IntType>(type); i && i->rank < IntRank::Int) type = c.types.int_;
    if (kind_of(type) == TypeKind::Enum) type = c.types.int_;
    if (auto* i = as<IntType>(type); i && i->sign == Sign::Unsigned) return c.convert(value, type);
    // Of the smallest integer: an int has room in the next type, a long has none.
    if (is_int(type)) return c.call_runtime(n.span, rt::absolute_checked, type, {c.convert(value, type)});
    return c.call_runtime(n.span, rt::absolute, type, {c.convert(value, type)});
  }
  Expr* object = to_object(c, value);
  const Type* result = is_builtin(object->type, BuiltinClass::Int) || is_builtin(object->type, BuiltinClass::Float) ? object->type : c.types.object;
  return runtime(c, n, rt::builtin_absolute, result, {object});
}

// C's common type of a negative int and an unsigned one has no room for both: the next wider signed type does, or Python's int.
const Type* holds_all_integers(Checker& c, const ExprList& values, const Type* type) {
  auto* common = as<IntType>(type);
  if (!common || common->sign != Sign::Unsigned || common->rank < IntRank::Int) return type;
  for (Expr* e : values) {
    auto* i = as<IntType>(value_type(e->type));
    auto known = known_integer(c, e);
    if (!i || i->sign == Sign::Unsigned || (known && *known >= 0)) continue;
    return common->rank == IntRank::Int ? c.types.longlong : c.at.nogil ? type : c.types.object;
  }
  return type;
}

// min(a, b, ...) and max: comparisons one after another, each argument evaluated once. Of an int and a float the result is a
// Python object, which keeps the class of the one chosen, unless only its value counts.
Expr* extreme(Checker& c, const ast::Call& n, bool smallest, bool only_value) {
  if (n.arguments.empty()) return nullptr;
  if (n.arguments.size() == 1) return runtime(c, n, smallest ? rt::builtin_min : rt::builtin_max, c.types.object, {c.object(*n.arguments[0])});
  ExprList values;
  const Type* type = nullptr;
  for (auto* a : n.arguments) {
    values.push_back(c.expr(*a));
    if (is_error(values.back()->type)) return values.back();
    const Type* next = plain_type(values.back()->type);
    bool in_c = only_value && type && (is_int(type) || is_float(type)) && (is_int(next) || is_float(next));
    type = in_c ? wider_type(c, type, next) : type ? c.spanning_type(type, next) : next;
  }
  if (is_int(type)) type = holds_all_integers(c, values, type);
  std::vector<typed::Let*> lets;
  for (Expr*& e : values) {
    e = decayed(c, e);
    // An integer is kept as it is and widened where it is used: C++ compilers choose better among what was not widened first.
    bool widened_later = is_int(type) && is_int(e->type) && e->type != type;
    if (!widened_later) e = c.convert(e, type);
    if (is_error(e->type)) return e;
    let(c, e, e, lets);
    if (widened_later) e = c.convert(e, type);
    if (is_error(e->type)) return e;
  }
  Expr* best = values[0];
  for (std::size_t i = 1; i < values.size(); ++i) {
    auto* choice = c.make<typed::Conditional>(n.span, type);
    choice->condition = c.truth(compare(c, n.span, smallest ? ast::CompareOperator::Less : ast::CompareOperator::Greater, values[i], best));
    choice->then = values[i];
    choice->otherwise = best;
    if (i + 1 < values.size()) let(c, choice, best, lets);
    else best = choice;
  }
  return close_lets(lets, best);
}

Expr* call_extreme(Checker& c, const ast::Call& n, std::string_view name) { return extreme(c, n, name == "min", c.at.nogil); }

Expr* call_ord(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.size() != 1) return nullptr;
  Expr* value = c.expr(*n.arguments[0]);
  if (is_error(value->type)) return value;
  const Constant* k = known_constant(c, value);
  if (k && (k->kind == Constant::Str || k->kind == Constant::Bytes)) {
    c.diagnostics.mute();
    std::size_t before = c.diagnostics.muted_errors();
    Expr* ch = c.convert(value, k->kind == Constant::Str ? static_cast<const Type*>(c.types.ucs4) : c.types.uchar);
    bool fine = c.diagnostics.muted_errors() == before;
    c.diagnostics.unmute();
    if (auto code = known_integer(c, ch); fine && code) return c.integer(n.span, *code, c.types.long_);
  }
  if (is_character(value->type)) return make_convert(c, typed::Conversion::CCast, value, c.types.long_);
  if (auto* i = as<IntType>(value_type(value->type)); i && i->rank == IntRank::Char && i->role == IntRole::Number) return make_convert(c, typed::Conversion::CCast, make_convert(c, typed::Conversion::CCast, value, c.types.uchar), c.types.long_);
  return runtime(c, n, rt::builtin_ord, c.types.ssize, {to_object(c, value)});
}

Expr* call_chr(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.size() != 1) return nullptr;
  Expr* value = c.expr(*n.arguments[0]);
  if (!is_int(value->type) || !fits_ssize(value->type) || is_character(value->type)) return nullptr;
  return runtime(c, n, rt::builtin_chr, c.types.str, {to_ssize(c, value)});
}

Expr* call_int(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty()) return to_object(c, c.integer(n.span, 0, c.types.long_));
  if (n.arguments.size() == 2) return runtime(c, n, rt::number_int_base, c.types.py_int, {c.object(*n.arguments[0]), c.object(*n.arguments[1])});
  if (n.arguments.size() != 1) return nullptr;
  Expr* value = c.expr(*n.arguments[0]);
  const Type* type = value_type(value->type);
  if (kind_of(type) == TypeKind::Int && !is_character(type)) return is_truth(type) ? to_object(c, c.convert(value, c.types.int_)) : to_object(c, value);
  return runtime(c, n, rt::number_int, c.types.py_int, {to_object(c, value)});
}

}  // namespace

// int(x) of a C floating number as a C integer: no Python int is made on the way. Null: another call.
Expr* int_call_as(Checker& c, const ast::Call& n, const Type* to) {
  std::string_view name;
  if (n.arguments.size() != 1 || !n.keywords.empty() || !is_builtin_name(c, *n.callee, &name) || name != "int") return nullptr;
  const Type* type = value_type(type_of(c, *n.arguments[0]));
  if (!is_float(type) || as<IntType>(resolved(to)) == nullptr) return nullptr;
  return c.call_runtime(n.span, rt::integer_of_float, to, {c.expr(*n.arguments[0])});
}

// min() and max() of C numbers where a C floating number is wanted. Null: another call.
Expr* extreme_as(Checker& c, const ast::Call& n) {
  std::string_view name;
  if (!arguments_of(n).plain || n.arguments.size() < 2 || !is_builtin_name(c, *n.callee, &name) || (name != "min" && name != "max")) return nullptr;
  return extreme(c, n, name == "min", true);
}

namespace {

Expr* call_float(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty()) return c.literal(n.span, c.types.double_, "0.0");
  if (n.arguments.size() != 1) return nullptr;
  Expr* value = c.expr(*n.arguments[0]);
  const Type* type = value_type(value->type);
  if ((is_int(type) && !is_character(type)) || is_float(type)) return c.convert(value, c.types.double_);
  if (resolved(type) == c.types.str || resolved(type) == c.types.bytes || resolved(type) == c.types.bytearray)
    return runtime(c, n, rt::double_from_text, c.types.double_, {not_none(c, value, "float() argument must be a string or a real number, not 'NoneType'")});
  return runtime(c, n, rt::number_float, c.types.py_float, {to_object(c, value)});
}

Expr* call_bool(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty()) return truth_flag(c, n.span, false);
  if (n.arguments.size() != 1) return nullptr;
  // A C string is asked as the object that it would become, not as a pointer.
  if (const Type* type = type_of(c, *n.arguments[0]); is_string_pointer(type) && !c.at.nogil) return c.truth(c.object(*n.arguments[0]));
  return c.condition(*n.arguments[0]);
}

Expr* call_complex(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty() || n.arguments.size() > 2) return nullptr;
  ExprList list{c.object(*n.arguments[0]), n.arguments.size() == 2 ? c.object(*n.arguments[1]) : null_object(c, n.span)};
  return runtime(c, n, rt::number_complex, c.types.py_complex, list);
}

// ---- containers
Expr* call_list(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty()) {
    auto* made = c.make<typed::Display>(n.span, c.types.list);
    c.require_gil(n.span, "making a list");
    return made;
  }
  if (n.arguments.size() != 1) return nullptr;
  if (auto* g = generator_argument(n))
    if (Expr* made = inlined_generator(c, n, "list", *g)) return made;
  return runtime(c, n, rt::list_from_iterable, c.types.list, {c.object(*n.arguments[0])});
}

Expr* call_tuple(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty()) return c.constant(n.span, {Constant::EmptyTuple, {}, {}});
  if (n.arguments.size() != 1) return nullptr;
  if (auto* g = generator_argument(n))
    if (Expr* made = inlined_generator(c, n, "tuple", *g)) return made;
  Expr* value = c.object(*n.arguments[0]);
  if (resolved(value->type) == c.types.tuple && !may_be_none(c, value)) return value;
  return runtime(c, n, rt::tuple_from_iterable, c.types.tuple, {value});
}

Expr* call_set(Checker& c, const ast::Call& n, std::string_view name) {
  bool frozen = name == "frozenset";
  if (n.arguments.size() > 1) return nullptr;
  if (frozen) return runtime(c, n, rt::frozenset_from_iterable, c.types.frozenset, {n.arguments.empty() ? null_object(c, n.span) : c.object(*n.arguments[0])});
  if (n.arguments.empty()) return runtime(c, n, rt::set_new, c.types.set, {});
  if (auto* g = generator_argument(n))
    if (Expr* made = inlined_generator(c, n, "set", *g)) return made;
  return runtime(c, n, rt::set_from_iterable, c.types.set, {c.object(*n.arguments[0])});
}

// dict(), dict(x), dict(a=1, b=2)
Expr* call_dict(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty()) {
    std::vector<typed::DictItem> items;
    std::unordered_set<Text> seen;
    c.require_gil(n.span, "making a dict");
    for (auto* k : n.keywords) {
      if (k->name.empty()) return nullptr;
      if (!seen.insert(k->name).second) c.error(k->span, diag::repeated_keyword, k->name);
      items.push_back({c.name_constant(k->span, k->name), c.object(*k->value)});
    }
    auto* made = c.make<typed::DictDisplay>(n.span, c.types.dict);
    made->items = c.arena.copy(items);
    return made;
  }
  if (n.arguments.size() != 1 || !n.keywords.empty()) return nullptr;
  return runtime(c, n, rt::dict_from_object, c.types.dict, {c.object(*n.arguments[0])});
}

Expr* call_str(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty()) return c.constant(n.span, {Constant::EmptyStr, {}, {}});
  if (n.arguments.size() != 1) return nullptr;
  Expr* value = c.expr(*n.arguments[0]);
  if (is_error(value->type)) return value;
  if (kind_of(value_type(value->type)) == TypeKind::Int && !is_character(value->type)) {
    c.require_gil(n.span, "making a str");
    std::vector<typed::FormattedPart> parts{{value, 0, nullptr}};
    auto* made = c.make<typed::FormattedString>(n.span, c.types.str);
    made->parts = c.arena.copy(parts);
    return made;
  }
  Expr* object = to_object(c, value);
  if (resolved(object->type) == c.types.str && !may_be_none(c, object)) return object;
  return runtime(c, n, rt::object_str, c.types.str, {object});
}

Expr* call_range(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty() || n.arguments.size() > 3) return nullptr;
  ExprList list;
  for (auto* a : n.arguments) list.push_back(c.object(*a));
  if (list.size() == 1) list = {null_object(c, n.span), list[0], null_object(c, n.span)};
  else if (list.size() == 2) list.push_back(null_object(c, n.span));
  return runtime(c, n, rt::range_new, c.types.range, list);
}

Expr* call_slice(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty() || n.arguments.size() > 3) return nullptr;
  ExprList list;
  for (auto* a : n.arguments) list.push_back(c.object(*a));
  if (list.size() == 1) list = {null_object(c, n.span), list[0], null_object(c, n.span)};
  else if (list.size() == 2) list.push_back(null_object(c, n.span));
  return runtime(c, n, rt::slice_new, c.types.slice, list);
}

Expr* call_sum(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty() || n.arguments.size() > 2) return nullptr;
  if (auto* g = generator_argument(n))
    if (Expr* made = inlined_generator(c, n, "sum", *g)) return made;
  return runtime(c, n, rt::builtin_sum, c.types.object, {c.object(*n.arguments[0]), n.arguments.size() == 2 ? c.object(*n.arguments[1]) : null_object(c, n.span)});
}

Expr* call_any_all(Checker& c, const ast::Call& n, std::string_view name) {
  if (n.arguments.size() != 1) return nullptr;
  if (auto* g = generator_argument(n))
    if (Expr* made = inlined_generator(c, n, name, *g)) return made;
  return runtime(c, n, name == "any" ? rt::builtin_any : rt::builtin_all, c.types.bint, {c.object(*n.arguments[0])});
}

Expr* call_sorted(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.size() != 1) return nullptr;
  if (auto* g = generator_argument(n))
    if (Expr* made = inlined_generator(c, n, "sorted", *g)) return made;
  return runtime(c, n, rt::builtin_sorted, c.types.list, {c.object(*n.arguments[0])});
}

Expr* call_zip(Checker& c, const ast::Call& n, std::string_view) {
  c.require_gil(n.span, "zip");
  std::vector<typed::DisplayItem> items;
  for (auto* a : n.arguments) {
    items.push_back({c.object(*a), false});
    if (is_error(items.back().value->type)) return items.back().value;
  }
  auto* tuple = c.make<typed::Display>(n.span, c.types.tuple);
  tuple->display = typed::DisplayKind::Tuple;
  tuple->items = c.arena.copy(items);
  return runtime(c, n, rt::builtin_zip, c.types.object, {tuple});
}

// ---- classes
const RuntimeFunction* class_test(const BuiltinType* b) {
  switch (b->cls) {
    case BuiltinClass::List: return &rt::is_list;
    case BuiltinClass::Tuple: return &rt::is_tuple;
    case BuiltinClass::Dict: return &rt::is_dict;
    case BuiltinClass::Set: return &rt::is_set;
    case BuiltinClass::FrozenSet: return &rt::is_frozenset;
    case BuiltinClass::Str: return &rt::is_str;
    case BuiltinClass::Bytes: return &rt::is_bytes;
    case BuiltinClass::ByteArray: return &rt::is_bytearray;
    case BuiltinClass::Int: return &rt::is_int;
    case BuiltinClass::Float: return &rt::is_float;
    case BuiltinClass::Complex: return &rt::is_complex;
    case BuiltinClass::Bool: return &rt::is_bool;
    case BuiltinClass::Type: return &rt::is_type;
    case BuiltinClass::Slice: return &rt::is_slice;
    case BuiltinClass::Range: return &rt::is_range;
    case BuiltinClass::MemoryView: return &rt::is_memoryview;
    default: return nullptr;
  }
}

// One class of an isinstance test; null when it has to be asked at run time.
Expr* class_check(Checker& c, Span span, Expr* object, const ast::Expr& cls) {
  std::string_view name;
  if (is_builtin_name(c, cls, &name)) {
    auto* b = c.types.builtin(name);
    const RuntimeFunction* row = b ? class_test(b) : nullptr;
    return row ? stands_for(c, c.call_runtime(span, *row, c.types.bint, {object}), {"isinstance", name}) : nullptr;
  }
  Symbol* s = type_name(c, cls);
  if (!s || !as<ExtensionType>(s->type)) return nullptr;
  return stands_for(c, c.call_runtime(span, rt::object_has_type, c.types.bint, {object, symbol_value(c, cls.span, s, nullptr)}), {"isinstance"});
}

Expr* call_isinstance(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.size() != 2) return nullptr;
  Expr* object = c.object(*n.arguments[0]);
  if (is_error(object->type)) return object;
  std::vector<const ast::Expr*> classes{n.arguments[1]};
  if (auto* t = ast::as<ast::TupleDisplay>(n.arguments[1])) classes.assign(t->items.begin(), t->items.end());
  std::vector<typed::Let*> lets;
  Expr *use, *result = nullptr;
  if (classes.size() > 1) let(c, object, use, lets);
  else use = object;
  for (std::size_t i = classes.size(); i-- > 0;) {
    Expr* one = class_check(c, n.span, use, *classes[i]);
    if (!one) return runtime(c, n, rt::object_isinstance, c.types.bint, {object, c.object(*n.arguments[1])});
    if (result) {
      auto* either = c.make<typed::Logical>(n.span, c.types.bint);
      either->left = one;
      either->right = result;
      one = either;
    }
    result = one;
  }
  return result ? close_lets(lets, result) : nullptr;
}

// super() without arguments: the class cell and the first argument.
Expr* call_super(Checker& c, const ast::Call& n, std::string_view) {
  if (!n.arguments.empty()) return nullptr;
  typed::Function* f = c.at.function;
  while (f && f->is_lambda_like) f = f->parent;
  if (!f || f->parameters.empty()) {
    c.error(n.span, diag::super_without_arguments);
    return c.error_value(n.span);
  }
  Expr* cls = nullptr;
  if (Symbol* cell = c.look_up("__class__"); cell && cell->kind == SymbolKind::Local && cell->local) {
    auto* ref = static_cast<typed::LocalRef*>(c.local_ref(n.span, cell->local));
    ref->check_bound = true;
    cls = ref;
  } else if (f->owner && as<ExtensionType>(f->owner)) {
    if (Symbol* s = c.look_up(f->owner->name); s && s->kind == SymbolKind::TypeName) cls = symbol_value(c, n.span, s, nullptr);
  }
  if (!cls) return nullptr;
  auto* self = static_cast<typed::LocalRef*>(c.local_ref(n.span, f->parameters[0].local));
  self->check_bound = f->parameters[0].local->is_deleted;
  return runtime(c, n, rt::super_new, c.types.object, {cls, to_object(c, self)});
}

// ---- namespaces
bool is_visible_local(Checker& c, const Symbol* s) {
  return s->kind == SymbolKind::Local && s->local && !s->name.empty() && s->name.view()[0] != '.' && (is_object(s->local->type) || object_type_of(c, s->local->type) || is_view(s->local->type)) &&
         !s->local->is_class_cell;
}

}  // namespace

// What locals() gives: the namespace of a class body, the module's dict, or a new dict of the variables that are bound.
Expr* locals_dict(Checker& c, Span span) {
  if (c.at.scope->kind == ScopeKind::PythonClass && c.at.class_namespace) return c.local_ref(span, c.at.class_namespace);
  if (c.at.function->kind == typed::FunctionKind::ModuleBody) return c.call_runtime(span, rt::module_globals, c.types.dict, {});
  if (state_of(c).speculative) return c.make<typed::DictDisplay>(span, c.types.dict);
  typed::Local* dict = c.temporary(c.types.dict);
  state_of(c).never_none[dict] = true;
  StatementList out{assignment(c, c.local_ref(span, dict), c.make<typed::DictDisplay>(span, c.types.dict))};
  std::unordered_set<Text> seen;
  for (Scope* scope = c.at.scope; scope && (scope->kind == ScopeKind::Function || scope->kind == ScopeKind::Comprehension); scope = scope->outer) {
    bool own = !scope->function || scope->function == c.at.function;
    for (Symbol* s : scope->in_order) {
      if (!is_visible_local(c, s) || !seen.insert(s->name).second || (!own && !s->local->is_captured)) continue;
      if (!own) continue;
      Expr* value = c.local_ref(span, s->local);
      typed::Stmt* store = expression_statement(c, c.call_runtime(span, rt::dict_setitem, c.types.int_, {c.local_ref(span, dict), c.name_constant(span, s->name), to_object(c, value)}));
      if (is_object(s->local->type) && !(s->local->is_parameter && !s->local->is_deleted)) {
        s->local->may_be_unbound = true;
        auto* bound = c.make<typed::CCompare>(span, c.types.bint);
        bound->op = typed::CComparison::NotEqual;
        bound->left = c.local_ref(span, s->local);
        bound->right = null_object(c, span);
        auto* test = c.make<typed::If>(span);
        test->condition = bound;
        test->then = store;
        store = test;
      }
      out.push_back(store);
    }
  }
  Symbol* cell = state_of(c).names_class.count(c.at.function) ? c.look_up("__class__") : nullptr;
  if (cell && cell->local)
    out.push_back(expression_statement(c, c.call_runtime(span, rt::dict_setitem, c.types.int_, {c.local_ref(span, dict), c.name_constant(span, "__class__"), c.local_ref(span, cell->local)})));
  else if (state_of(c).names_class.count(c.at.function) && c.at.function->owner)
    if (Symbol* s = c.look_up(c.at.function->owner->name); s && s->kind == SymbolKind::TypeName) {
      Expr* cls = to_object(c, symbol_value(c, span, s, nullptr));
      out.push_back(expression_statement(c, c.call_runtime(span, rt::dict_setitem, c.types.int_, {c.local_ref(span, dict), c.name_constant(span, "__class__"), cls})));
    }
  return block_value(c, span, std::move(out), c.local_ref(span, dict));
}

namespace {

Expr* call_namespace(Checker& c, const ast::Call& n, std::string_view name) {
  c.require_gil(n.span, name);
  if (!n.arguments.empty()) return nullptr;
  if (name == "globals") return runtime(c, n, rt::module_globals, c.types.dict, {});
  Expr* dict = locals_dict(c, n.span);
  if (name == "dir") return runtime(c, n, rt::builtin_sorted, c.types.list, {dict});
  return dict;
}

Expr* call_dir(Checker& c, const ast::Call& n, std::string_view name) {
  if (n.arguments.size() == 1) return runtime(c, n, rt::object_dir, c.types.list, {c.object(*n.arguments[0])});
  return call_namespace(c, n, name);
}

Expr* call_eval(Checker& c, const ast::Call& n, std::string_view name) {
  if (n.arguments.empty() || n.arguments.size() > 3) return nullptr;
  bool eval = name == "eval";
  Expr* code = c.object(*n.arguments[0]);
  Expr *globals = n.arguments.size() > 1 ? c.object(*n.arguments[1]) : c.call_runtime(n.span, rt::module_globals, c.types.dict, {});
  Expr* locals = n.arguments.size() > 2 ? c.object(*n.arguments[2]) : n.arguments.size() == 1 ? locals_dict(c, n.span) : null_object(c, n.span);
  return runtime(c, n, eval ? rt::eval_code : rt::exec_code, c.types.object, {code, globals, locals});
}

// ---- rows that need no more than objects
struct SimpleRow { std::string_view name; std::size_t arguments; const RuntimeFunction* row; char result; };
const SimpleRow kSimple[] = {
    {"type", 1, &rt::object_type, 'T'},          {"repr", 1, &rt::object_repr, 's'},           {"ascii", 1, &rt::object_ascii, 's'},
    {"hash", 1, &rt::object_hash, 'h'},          {"callable", 1, &rt::object_callable, 'b'},   {"id", 1, &rt::object_id, 'i'},
    {"getattr", 2, &rt::object_getattr, 'o'},    {"getattr", 3, &rt::object_getattr_default, 'o'}, {"hasattr", 2, &rt::object_hasattr, 'b'},
    {"setattr", 3, &rt::object_setattr, 'n'},    {"delattr", 2, &rt::object_delattr, 'n'},     {"issubclass", 2, &rt::object_issubclass, 'b'},
    {"iter", 1, &rt::object_iter, 'o'},          {"iter", 2, &rt::object_iter_callable, 'o'},  {"next", 1, &rt::iterator_next_builtin, 'o'},
    {"next", 2, &rt::iterator_next_default, 'o'}, {"pow", 3, &rt::number_power_modulo, 'o'},   {"divmod", 2, &rt::number_divmod, 'o'},
    {"reversed", 1, &rt::builtin_reversed, 'o'}, {"hex", 1, &rt::builtin_hex, 's'},            {"intern", 1, &rt::builtin_intern, 's'},
};

const Type* result_class(Checker& c, char code) {
  TypeTable& t = c.types;
  switch (code) {
    case 'T': return t.type;
    case 's': return t.str;
    case 'h': return t.hash;
    case 'b': return t.bint;
    case 'i': return t.py_int;
    case 'z': return t.ssize;
    case 'l': return t.list;
    case 't': return t.tuple;
    case 'd': return t.dict;
    case 'S': return t.set;
    case 'y': return t.bytes;
    case 'n': return t.int_;
    default: return t.object;
  }
}

Expr* simple_row(Checker& c, const ast::Call& n, std::string_view name) {
  for (const SimpleRow& row : kSimple) {
    if (row.name != name || row.arguments != n.arguments.size()) continue;
    ExprList list;
    for (auto* a : n.arguments) list.push_back(c.object(*a));
    Expr* made = runtime(c, n, *row.row, result_class(c, row.result), list);
    if (!is_looked_up(name)) made = stands_for(c, made, {name});
    return row.result == 'n' && !is_error(made->type) ? after(c, made, none_value(c, n.span)) : made;
  }
  return nullptr;
}

Expr* call_pow(Checker& c, const ast::Call& n, std::string_view name) {
  if (n.arguments.size() != 2) return simple_row(c, n, name);
  return runtime(c, n, rt::number_power, c.types.object, {c.object(*n.arguments[0]), c.object(*n.arguments[1])});
}

// divmod() of C numbers is a pair of C numbers.
Expr* call_divmod(Checker& c, const ast::Call& n, std::string_view name) {
  if (n.arguments.size() != 2) return nullptr;
  Expr *a = c.expr(*n.arguments[0]), *b = c.expr(*n.arguments[1]);
  bool numbers = (is_int(a->type) && is_int(b->type)) || (is_float(a->type) && is_float(b->type)) || (is_float(a->type) && is_int(b->type)) || (is_int(a->type) && is_float(b->type));
  if (is_error(a->type) || is_error(b->type) || !numbers || is_truth(a->type) || is_truth(b->type) || is_character(a->type) || is_character(b->type)) return simple_row(c, n, name);
  if (typed::as<typed::CLiteral>(a) && typed::as<typed::CLiteral>(b)) return simple_row(c, n, name);
  std::vector<typed::Let*> lets;
  let(c, a, a, lets);
  let(c, b, b, lets);
  Expr* quotient = binary(c, n.span, ast::BinaryOperator::FloorDivide, a, b);
  Expr* remainder = binary(c, n.span, ast::BinaryOperator::Modulo, a, b);
  if (is_error(quotient->type) || is_error(remainder->type)) return c.error_value(n.span);
  auto* pair = c.make<typed::Aggregate>(n.span, c.types.ctuple_of({plain_type(quotient->type), plain_type(remainder->type)}));
  pair->items = c.arena.copy(std::vector<Expr*>{quotient, remainder});
  return close_lets(lets, pair);
}

Expr* call_format(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty() || n.arguments.size() > 2) return nullptr;
  return runtime(c, n, rt::object_format, c.types.str, {c.object(*n.arguments[0]), n.arguments.size() == 2 ? c.object(*n.arguments[1]) : null_object(c, n.span)});
}

Expr* call_enumerate(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.empty() || n.arguments.size() > 2) return nullptr;
  return runtime(c, n, rt::builtin_enumerate, c.types.object, {c.object(*n.arguments[0]), n.arguments.size() == 2 ? c.object(*n.arguments[1]) : null_object(c, n.span)});
}

// Python 2's builtin is a function of a module today.
Expr* call_reload(Checker& c, const ast::Call& n, std::string_view) {
  if (n.arguments.size() != 1) return nullptr;
  Expr* module = c.call_runtime(n.span, rt::import_module, c.types.object, {c.name_constant(n.span, "importlib"), null_object(c, n.span), call_int(c, n.span, 0)});
  return c.python_call(n.span, python_attribute(c, n.span, module, "reload"), {c.object(*n.arguments[0])});
}

const std::unordered_map<std::string_view, Handler>& handlers() {
  static const std::unordered_map<std::string_view, Handler> table = {
      {"len", call_len},           {"abs", call_abs},         {"min", call_extreme},  {"max", call_extreme},  {"ord", call_ord},
      {"chr", call_chr},           {"unichr", call_chr},      {"int", call_int},      {"float", call_float},  {"bool", call_bool},
      {"complex", call_complex},   {"list", call_list},       {"tuple", call_tuple},  {"set", call_set},      {"frozenset", call_set},
      {"str", call_str},           {"unicode", call_str},     {"range", call_range},  {"xrange", call_range}, {"slice", call_slice},
      {"sum", call_sum},           {"any", call_any_all},     {"all", call_any_all},  {"sorted", call_sorted}, {"zip", call_zip},
      {"isinstance", call_isinstance}, {"globals", call_namespace}, {"locals", call_namespace}, {"vars", call_namespace}, {"dir", call_dir},
      {"eval", call_eval},         {"exec", call_eval},       {"pow", call_pow},       {"divmod", call_divmod},      {"format", call_format}, {"enumerate", call_enumerate},
      {"reload", call_reload},
  };
  return table;
}

}  // namespace

// Their meaning is what they find around them: a class body cannot bind them to something else without its names being lost.
static bool asks_for_namespace(std::string_view name) { return name == "locals" || name == "vars" || name == "eval" || name == "exec"; }

Expr* builtin_call(Checker& c, const ast::Call& n, std::string_view name) {
  CallArguments arguments = arguments_of(n);
  if (name == "super" && arguments.plain) return call_super(c, n, name);
  if (name == "dict" && !arguments.has_stars && n.arguments.size() <= 1)
    if (Expr* made = call_dict(c, n, name)) return stands_for(c, made, {name});
  if (arguments.plain && !(c.at.scope && c.at.scope->kind == ScopeKind::PythonClass && c.at.class_namespace && !asks_for_namespace(name))) {
    auto found = handlers().find(name);
    Expr* made = found != handlers().end() ? found->second(c, n, name) : simple_row(c, n, name);
    if (made) return is_looked_up(name) || (name == "dir" && n.arguments.empty()) ? made : stands_for(c, made, {name});
  }
  // An ordinary call of the builtin; the result of a class is an instance of it.
  auto* b = c.types.builtin(name == "unicode" ? Text("str") : Text(name));
  if (!b || c.at.class_namespace) return nullptr;
  Expr* made = python_call_of(c, n.span, python_name(c, n.callee->span, name, true), n);
  bool exact = b->exact_required || b->cls == BuiltinClass::Exception || b->cls == BuiltinClass::Int || b->cls == BuiltinClass::Float || b->cls == BuiltinClass::Complex || b->cls == BuiltinClass::Range;
  if (exact && b->cls != BuiltinClass::Type && !is_error(made->type)) made->type = b;
  return made;
}

// ---- methods
namespace {

struct MethodRow { BuiltinClass cls; std::string_view name; const RuntimeFunction* row; char result; std::string_view arguments; };
const MethodRow kMethods[] = {
#define METHOD(cls, name, row, result, arguments) {BuiltinClass::cls, name, &rt::row, #result[0], arguments},
#include "semantics/builtin_methods.def"
};

std::size_t required_arguments(std::string_view spec) {
  std::size_t count = 0;
  for (char ch : spec) count += ch == 'O' || ch == 'z' || ch == 'A' || ch == 's' || ch == 'c';
  return count;
}

// One argument by its code; null when this row does not take it.
Expr* method_argument(Checker& c, const ast::Expr& e, char code) {
  Expr* value = c.expr(e);
  if (is_error(value->type)) return value;
  const Type* type = value_type(value->type);
  switch (code) {
    case 'z': return is_int(type) && !is_character(type) && fits_ssize(type) ? to_ssize(c, value) : nullptr;
    case '0':
    case 'M':
    case '-': return is_int(type) && !is_character(type) && fits_ssize(type) ? to_ssize(c, value) : nullptr;
    case 'c': {
      const Constant* k = known_constant(c, value);
      bool is_character_literal = k && (k->kind == Constant::Str || k->kind == Constant::Name || k->kind == Constant::Bytes) && k->text.size() == 1;
      if (is_character_literal) return c.integer(e.span, static_cast<unsigned char>(k->text[0]), c.types.int_);
      return is_int(type) && !is_character(type) ? c.convert(value, c.types.int_) : nullptr;
    }
    case 's': {
      Expr* object = to_object(c, value);
      return resolved(object->type) == c.types.str && !may_be_none(c, object) ? object : nullptr;
    }
    case 'm': {
      Expr* object = to_object(c, value);
      return is_none(c, object) ? null_object(c, e.span) : resolved(object->type) == c.types.str && !may_be_none(c, object) ? object : nullptr;
    }
    case 'F': return c.truth(value);
    default: return to_object(c, value);
  }
}

Expr* default_argument(Checker& c, Span span, char code) {
  switch (code) {
    case '0': return c.integer(span, 0, c.types.ssize);
    case 'M': return c.literal(span, c.types.ssize, "PY_SSIZE_T_MAX");
    case '-': return c.integer(span, -1, c.types.ssize);
    case 'N': return none_value(c, span);
    case 'm': return null_object(c, span);
    default: return truth_flag(c, span, false);
  }
}

// Arguments that fit the row; empty optional: another row, or a plain method call.
std::optional<ExprList> fitting_arguments(Checker& c, const ast::Call& n, const MethodRow& row) {
  if (n.arguments.size() > row.arguments.size() || n.arguments.size() < required_arguments(row.arguments)) return {};
  ++state_of(c).speculative;
  c.diagnostics.mute();
  bool fits = true;
  // Any object fits the other codes: calls inside calls are not checked twice for them.
  for (std::size_t i = 0; i < n.arguments.size() && fits; ++i)
    if (std::string_view("z0M-csm").find(row.arguments[i]) != std::string_view::npos) fits = method_argument(c, *n.arguments[i], row.arguments[i]) != nullptr;
  c.diagnostics.unmute();
  --state_of(c).speculative;
  if (!fits) return {};
  ExprList list;
  for (std::size_t i = 0; i < n.arguments.size(); ++i) list.push_back(method_argument(c, *n.arguments[i], row.arguments[i]));
  for (std::size_t i = n.arguments.size(); i < row.arguments.size(); ++i) list.push_back(default_argument(c, n.span, row.arguments[i]));
  return list;
}

struct CharacterRow { std::string_view name; const RuntimeFunction* row; bool is_test; };
const CharacterRow kCharacter[] = {
    {"isalnum", &rt::ucs4_isalnum, true},   {"isalpha", &rt::ucs4_isalpha, true},     {"isdecimal", &rt::ucs4_isdecimal, true}, {"isdigit", &rt::ucs4_isdigit, true},
    {"islower", &rt::ucs4_islower, true},   {"isnumeric", &rt::ucs4_isnumeric, true}, {"isprintable", &rt::ucs4_isprintable, true}, {"isspace", &rt::ucs4_isspace, true},
    {"istitle", &rt::ucs4_istitle, true},   {"isupper", &rt::ucs4_isupper, true},
};

// The name of an encoding as C text: a literal (bytes, too) or a char*. Null: an object.
Expr* codec_text(Checker& c, const ast::Expr& e) {
  Expr* value = c.expr(e);
  if (is_string_pointer(value->type)) return c.convert(value, c.types.const_char_pointer, true);
  const Constant* k = known_constant(c, value);
  bool is_text = k && (k->kind == Constant::Str || k->kind == Constant::Name || k->kind == Constant::EmptyStr || k->kind == Constant::Bytes);
  return is_text ? text_literal(c, e.span, k->text) : nullptr;
}

// str.encode(...) and bytes.decode(...) where encoding and error handling are known as C text.
Expr* codec_call(Checker& c, const ast::Call& n, Expr* object, bool encode) {
  if (n.arguments.size() > 2) return nullptr;
  Expr* name = n.arguments.size() > 0 ? codec_text(c, *n.arguments[0]) : text_literal(c, n.span, "utf-8");
  Expr* handling = n.arguments.size() > 1 ? codec_text(c, *n.arguments[1]) : c.literal(n.span, c.types.const_char_pointer, "nullptr");
  if (!name || !handling) return nullptr;
  std::string message = fmt::format("'NoneType' object has no attribute '{}'", encode ? "encode" : "decode");
  object = not_none(c, object, message);
  if (encode) return c.call_runtime(n.span, rt::str_encode, c.types.bytes, {object, name, handling});
  return c.call_runtime(n.span, rt::bytes_decode, c.types.str, {object, c.integer(n.span, 0, c.types.ssize), c.literal(n.span, c.types.ssize, "PY_SSIZE_T_MAX"), name, handling});
}

}  // namespace

Expr* builtin_method_call(Checker& c, const ast::Call& n, Expr* object, Text name) {
  if (!arguments_of(n).plain) return nullptr;
  if (is_character(object->type) && n.arguments.empty())
    for (const CharacterRow& row : kCharacter)
      if (row.name == name.view()) return c.call_runtime(n.span, *row.row, c.types.bint, {object});
  auto* b = as<BuiltinType>(value_type(object->type));
  if (!b || !b->exact_required) return nullptr;
  if (b->cls == BuiltinClass::Str && name == "encode")
    if (Expr* made = codec_call(c, n, object, true)) return made;
  if (b->cls == BuiltinClass::Dict && (name == "viewkeys" || name == "viewvalues" || name == "viewitems")) name = Text(name.view().substr(4));  // Python 2's
  bool old_iterator = name == "iteritems" || name == "iterkeys" || name == "itervalues";
  if (b->cls == BuiltinClass::Dict && old_iterator && n.arguments.empty()) {
    object = not_none(c, object, fmt::format("'NoneType' object has no attribute '{}'", name.view()));
    return c.call_runtime(n.span, rt::dict_old_iterator, c.types.object, {object, c.name_constant(n.span, name)});
  }
  if (b->cls == BuiltinClass::Bytes && name == "decode")
    if (Expr* made = codec_call(c, n, object, false)) return made;
  for (const MethodRow& row : kMethods) {
    if (row.cls != b->cls || row.name != name.view()) continue;
    auto list = fitting_arguments(c, n, row);
    if (!list) continue;
    if (failed(*list)) return c.error_value(n.span);
    list->insert(list->begin(), not_none(c, object, fmt::format("'NoneType' object has no attribute '{}'", name.view())));
    Expr* made = c.call_runtime(n.span, *row.row, result_class(c, row.result), *list);
    return row.result == 'n' ? after(c, made, none_value(c, n.span)) : made;
  }
  return nullptr;
}

}  // namespace cyrite::check
