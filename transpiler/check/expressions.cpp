// Dispatch of expressions, and the small makers of typed nodes that all expression files use.
#include "check/expressions.h"
#include "check/fused.h"

namespace cyrite::check {

ExpressionState& state_of(Checker& c) {
  if (!c.expression_state) c.expression_state = std::make_shared<ExpressionState>();
  return *c.expression_state;
}

Constants& constants_of(Checker& c) {
  ExpressionState& s = state_of(c);
  return s.speculative ? s.scratch : c.module->constants;
}

Expr* Checker::expr(const ast::Expr& e) {
  ExpressionState& s = state_of(*this);
  if (!s.substitutes.empty())
    if (auto found = s.substitutes.find(&e); found != s.substitutes.end()) return found->second;
  if (!s.rescoped.empty())
    if (auto found = s.rescoped.find(&e); found != s.rescoped.end() && found->second != at.scope) {
      Saved scope(at.scope, found->second);
      return ast::match(e, [&](const auto& node) { return check(node); });
    }
  return ast::match(e, [&](const auto& node) { return check(node); });
}

// An array from `[0] * 5`: literals are written out.
static Expr* repeated_items(Checker& c, const ast::Expr& e, const ArrayType* array) {
  auto* product = ast::as<ast::Binary>(&e);
  auto* display = product && product->op == ast::BinaryOperator::Multiply ? ast::as<ast::ListDisplay>(product->left) : nullptr;
  auto* count = display ? ast::as<ast::IntLiteral>(product->right) : nullptr;
  if (!count || array->size < 0 || array->size > 1024 || display->items.empty() || count->digits.view().size() > 4) return nullptr;
  for (const ast::Expr* item : display->items)
    if (!ast::is<ast::IntLiteral>(item) && !ast::is<ast::FloatLiteral>(item) && !ast::is<ast::BoolLiteral>(item)) return nullptr;
  auto times = c.expr(*count);
  auto known = known_integer(c, times);
  if (!known || *known * static_cast<std::int64_t>(display->items.size()) != array->size) return nullptr;
  ExprList items;
  for (std::int64_t i = 0; i < *known; ++i)
    for (const ast::Expr* item : display->items) items.push_back(c.expr_as(*item, array->base));
  auto* made = c.make<typed::Aggregate>(e.span, array);
  made->items = c.arena.copy(items);
  return made;
}

Expr* Checker::expr_as(const ast::Expr& e, const Type* to) {
  if (auto* s = ast::as<ast::StringLiteral>(&e))
    if (Expr* read = string_as(*this, *s, to)) return read;
  if (auto* t = as<TupleTypeC>(to))
    if (auto* display = ast::as<ast::TupleDisplay>(&e); display && display->items.size() == t->items.size()) {
      ExprList items;
      bool starred = false;
      for (auto* item : display->items) starred |= ast::is<ast::Starred>(item);
      if (!starred) {
        for (std::size_t i = 0; i < t->items.size(); ++i) items.push_back(expr_as(*display->items[i], t->items[i]));
        auto* made = make<typed::Aggregate>(e.span, to);
        made->items = arena.copy(items);
        return made;
      }
    }
  if (auto* a = as<ArrayType>(to); a && !is_string_pointer(to))
    if (auto* display = ast::as<ast::ListDisplay>(&e)) {
      ExprList items;
      for (auto* item : display->items) items.push_back(expr_as(*item, a->base));
      if (a->size >= 0 && items.size() > static_cast<std::size_t>(a->size))
        error(e.span, diag::too_many_array_values, items.size(), type_text(to));
      auto* made = make<typed::Aggregate>(e.span, to);
      made->items = arena.copy(items);
      return made;
    }
  if (auto* a = as<ArrayType>(to))
    if (Expr* repeated = repeated_items(*this, e, a)) return repeated;
  if (auto* display = ast::as<ast::ListDisplay>(&e); display && !display->items.empty())
    if (Expr* read = list_as(*this, *display, to)) return read;
  if (auto* dict = ast::as<ast::DictDisplay>(&e))
    if (auto* s = as<StructType>(to)) return struct_from_display(*this, *dict, s);
  if (auto* conditional = ast::as<ast::Conditional>(&e); conditional && !is_object(to)) {
    auto* made = make<typed::Conditional>(e.span, to);
    made->condition = condition(*conditional->condition);
    made->then = expr_as(*conditional->then, to);
    made->otherwise = expr_as(*conditional->otherwise, to);
    return made;
  }
  if (auto* call = ast::as<ast::Call>(&e); call && kind_of(to) == TypeKind::Int && !is_truth(to) && !is_character(to))
    if (Expr* direct = int_call_as(*this, *call, to)) return direct;
  if (auto* call = ast::as<ast::Call>(&e); call && is_float(to))
    if (Expr* direct = extreme_as(*this, *call)) return convert(direct, to);
  if (auto* power = ast::as<ast::Binary>(&e); power && power->op == ast::BinaryOperator::Power)
    if (Expr* direct = power_as(*this, *power, to)) return direct;
  return convert(expr(e), to);
}

Expr* Checker::object(const ast::Expr& e) { return to_object(*this, expr(e)); }

Expr* Checker::condition(const ast::Expr& e) {
  if (auto* op = ast::as<ast::BoolOp>(&e)) {
    auto* made = make<typed::Logical>(e.span, types.bint);
    made->is_and = op->op == ast::BoolOperator::And;
    made->left = condition(*op->left);
    made->right = condition(*op->right);
    return made;
  }
  if (auto* op = ast::as<ast::Unary>(&e); op && op->op == ast::UnaryOperator::Not && !is_cpp_class(type_of(*this, *op->operand)))
    return negated(*this, condition(*op->operand));
  return truth(expr(e));
}

// The length of such an object is a field of it.
static bool may_be_asked_for_size(BuiltinClass cls) {
  switch (cls) {
    case BuiltinClass::List: case BuiltinClass::Tuple: case BuiltinClass::Dict: case BuiltinClass::Set: case BuiltinClass::FrozenSet:
    case BuiltinClass::Str: case BuiltinClass::Bytes: case BuiltinClass::ByteArray: return true;
    default: return false;
  }
}

Expr* Checker::truth(Expr* e) {
  if (is_error(e->type)) return e;
  if (is_truth(e->type)) return e;
  if (auto* call = typed::as<typed::RuntimeCall>(e); call && call->function == &rt::object_compare) return compare_truth(*this, call);
  if (auto* body = typed::as<typed::Let>(e)) {
    auto* made = make<typed::Let>(e->span, types.bint);
    made->local = body->local;
    made->value = body->value;
    made->body = truth(body->body);
    return made;
  }
  if (auto* logical = typed::as<typed::Logical>(e)) {
    auto* made = make<typed::Logical>(e->span, types.bint);
    made->is_and = logical->is_and;
    made->left = truth(logical->left);
    made->right = truth(logical->right);
    return made;
  }
  if (auto* conditional = typed::as<typed::Conditional>(e)) {
    auto* made = make<typed::Conditional>(e->span, types.bint);
    made->condition = conditional->condition;
    made->then = truth(conditional->then);
    made->otherwise = truth(conditional->otherwise);
    return made;
  }
  if (auto* boxed = typed::as<typed::Convert>(e); boxed && boxed->conversion == typed::Conversion::ToObject && is_numeric(boxed->operand->type) && !is_character(boxed->operand->type))
    return truth(boxed->operand);
  if (auto n = known_integer(*this, e); n && !is_object(e->type)) return truth_flag(*this, e->span, *n != 0);
  if (const Constant* k = known_constant(*this, e)) {
    if (k->kind == Constant::True) return truth_flag(*this, e->span, true);
    if (k->kind == Constant::False || k->kind == Constant::None) return truth_flag(*this, e->span, false);
  }
  const Type* type = value_type(e->type);
  if (is_cpp_class(type)) {
    Symbol* op = member_of(*this, type, "operator bool");
    if (!op) {
      error(e->span, diag::no_truth_value, type_text(type));
      return error_value(e->span);
    }
    return cpp_operation(*this, e->span, "bool", {e});
  }
  switch (kind_of(type)) {
    case TypeKind::Void:
    case TypeKind::Struct:
      error(e->span, diag::no_truth_value, type_text(type));
      return error_value(e->span);
    case TypeKind::Tuple: return truth(to_object(*this, e));
    case TypeKind::Function: return truth_flag(*this, e->span, true);
    case TypeKind::Array: return truth_flag(*this, e->span, true);
    case TypeKind::View: return negated(*this, call_runtime(e->span, rt::view_is_none, types.bint, {e}));
    default: break;
  }
  if (auto* sized = as<BuiltinType>(type); sized && at.nogil && sized->exact_required && may_be_asked_for_size(sized->cls)) return call_runtime(e->span, rt::sized_is_true, types.bint, {e});
  if (is_object(type)) require_gil(e->span, "the truth value of a Python object");
  return make_convert(*this, typed::Conversion::ToTruth, e, types.bint);
}

Expr* Checker::call_runtime(Span span, const RuntimeFunction& function, const Type* type, ExprList arguments) {
  if (function.gil == Gil::Held) require_gil(span, function.advice);
  auto* call = make<typed::RuntimeCall>(span, type);
  call->function = &function;
  call->arguments = arena.copy(arguments);
  return call;
}

namespace {
const Type* type_of_constant(TypeTable& types, Constant::Kind kind) {
  switch (kind) {
    case Constant::True:
    case Constant::False: return types.bool_;
    case Constant::Str:
    case Constant::Name:
    case Constant::EmptyStr: return types.str;
    case Constant::Bytes:
    case Constant::EmptyBytes: return types.bytes;
    case Constant::Int: return types.py_int;
    case Constant::Float: return types.py_float;
    case Constant::Imaginary: return types.py_complex;
    case Constant::Tuple:
    case Constant::EmptyTuple: return types.tuple;
    case Constant::FrozenSet: return types.frozenset;
    case Constant::Slice: return types.slice;
    default: return types.object;
  }
}
}  // namespace

Expr* Checker::constant(Span span, Constant value) {
  const Type* type = type_of_constant(types, value.kind);
  auto* made = make<typed::PyConstant>(span, type);
  made->constant = constants_of(*this).add(std::move(value));
  return made;
}

Expr* Checker::name_constant(Span span, Text text) {
  auto* made = make<typed::PyConstant>(span, types.str);
  made->constant = constants_of(*this).name(text);
  return made;
}

Expr* Checker::integer(Span span, std::int64_t value, const Type* type) {
  auto* made = make<typed::CLiteral>(span, type);
  made->text = arena.copy(std::to_string(value));
  made->integer = value;
  made->is_integer = true;
  return made;
}

Expr* Checker::literal(Span span, const Type* type, std::string_view text) {
  auto* made = make<typed::CLiteral>(span, type);
  made->text = arena.copy(text);
  return made;
}

Expr* Checker::local_ref(Span span, typed::Local* local) {
  auto* made = make<typed::LocalRef>(span, value_type(local->type));
  made->local = local;
  if (local->owner && local->owner != at.function && !state_of(*this).speculative) {
    local->is_captured = true;
    local->owner->needs_closure = true;
    for (typed::Function* f = at.function; f && f != local->owner; f = f->parent) f->uses_outer_closure = true;
  }
  return made;
}

typed::Local* Checker::temporary(const Type* type, std::string_view hint) {
  auto* local = arena.make<typed::Local>();
  local->type = type;
  local->owner = at.function;
  local->is_temporary = true;
  (void)hint;
  if (at.function) {
    local->index = static_cast<int>(at.function->locals.size());
    at.function->locals.push_back(local);
  }
  return local;
}

Expr* Checker::builtin_object(Span span, Text name) { return python_name(*this, span, name, true); }

Expr* Checker::python_call(Span span, Expr* callee, ExprList positional) {
  if (!typed::as<typed::ModuleName>(callee)) require_gil(span, "calling a Python object");
  std::vector<typed::Argument> list;
  for (Expr* e : positional) list.push_back({typed::ArgumentForm::Positional, 0, to_object(*this, e)});
  auto* call = make<typed::PyCall>(span, types.object);
  call->callee = to_object(*this, callee);
  call->arguments = arena.copy(list);
  return call;
}

void Checker::require_gil(Span span, std::string_view what) {
  if (!at.nogil) return;
  // One message for one place: what the operation is made of needs the GIL too, but that says nothing new.
  const std::vector<Diagnostic>& known = diagnostics.all();
  if (!known.empty() && known.back().id == diag::needs_gil.id && known.back().span.file == span.file && known.back().span.begin == span.begin &&
      known.back().span.length == span.length)
    return;
  error(span, diag::needs_gil, what);
}

// ---- error values
typed::Expr* Checker::error_value(Span span) {
  if (!unexplained && !diagnostics.muted() && !diagnostics.has_errors()) unexplained = span;
  return make<typed::CLiteral>(span, types.error);
}

void Checker::report_unexplained() {
  if (unexplained && !diagnostics.has_errors()) error(*unexplained, diag::unexplained_error);
}

// ---- helpers
const Type* type_of(Checker& c, const ast::Expr& e) {
  Expr* probe = speculative_type_probe(c, e);
  return probe->type;
}

// The typed tree of an expression for its type alone: reports nothing, makes nothing that lasts.
Expr* speculative_type_probe(Checker& c, const ast::Expr& e) {
  ExpressionState& s = state_of(c);
  std::size_t locals = c.at.function ? c.at.function->locals.size() : 0;
  ++s.speculative;
  c.diagnostics.mute();
  Expr* probe = c.expr(e);
  c.diagnostics.unmute();
  --s.speculative;
  if (c.at.function) c.at.function->locals.resize(locals);
  return probe;
}

Expr* let(Checker& c, Expr* value, Expr*& use, std::vector<typed::Let*>& lets) {
  if (is_simple(value)) return use = value;
  const Type* type = plain_type(value->type);
  if (kind_of(type) == TypeKind::Array) value = decayed(c, value), type = value->type;
  typed::Local* local = c.temporary(type);
  auto* made = c.make<typed::Let>(value->span, type);
  made->local = local;
  made->value = value;
  lets.push_back(made);
  if (!may_be_none(c, value)) state_of(c).never_none[local] = true;
  return use = c.local_ref(value->span, local);
}

Expr* close_lets(std::vector<typed::Let*>& lets, Expr* body) {
  for (auto it = lets.rbegin(); it != lets.rend(); ++it) {
    (*it)->body = body;
    (*it)->type = body->type;
    body = *it;
  }
  lets.clear();
  return body;
}

Expr* call_int(Checker& c, Span span, std::int64_t value) { return c.integer(span, value, c.types.int_); }
Expr* truth_flag(Checker& c, Span span, bool value) { return c.integer(span, value, c.types.bint); }
Expr* none_value(Checker& c, Span span) { return c.constant(span, {Constant::None, {}, {}}); }

Expr* text_literal(Checker& c, Span span, std::string_view text) {
  auto* made = c.make<typed::CLiteral>(span, c.types.const_char_pointer);
  made->text = c.arena.copy(text);
  made->is_string = true;
  return made;
}

Expr* null_object(Checker& c, Span span) { return c.literal(span, c.types.null_pointer, "NULL"); }

Expr* block_value(Checker& c, Span span, StatementList statements, Expr* value) {
  auto* block = c.make<typed::Block>(span);
  block->statements = c.arena.copy(statements);
  auto* made = c.make<typed::BlockValue>(span, value->type);
  made->block = block;
  made->value = value;
  return made;
}

typed::Stmt* expression_statement(Checker& c, Expr* value) {
  auto* made = c.make<typed::ExprStmt>(value->span);
  made->value = value;
  return made;
}

typed::Stmt* assignment(Checker& c, Expr* place, Expr* value) {
  auto* made = c.make<typed::Assign>(value->span);
  made->target = place;
  made->value = value;
  return made;
}

Expr* after(Checker& c, Expr* effect, Expr* value) {
  return block_value(c, effect->span, {expression_statement(c, effect)}, value);
}

// ---- nodes without a file of their own
Expr* Checker::check(const ast::TypeExpr& n) {
  error(n.span, diag::type_is_no_value);
  return error_value(n.span);
}

Expr* Checker::check(const ast::Starred& n) {
  error(n.span, diag::misplaced_star);
  return error_value(n.span);
}

Expr* Checker::check(const ast::Slice& n) {
  auto bound = [&](const ast::Expr* e) { return e ? object(*e) : none_value(*this, n.span); };
  Expr *lower = bound(n.lower), *upper = bound(n.upper), *step = bound(n.step);
  Constant::Kind slice = Constant::Slice;
  auto *a = typed::as<typed::PyConstant>(lower), *b = typed::as<typed::PyConstant>(upper), *s = typed::as<typed::PyConstant>(step);
  if (a && b && s) return constant(n.span, {slice, {}, {a->constant, b->constant, s->constant}});
  return call_runtime(n.span, rt::slice_new, types.slice, {lower, upper, step});
}

Expr* Checker::check(const ast::Backquote& n) {
  return call_runtime(n.span, rt::object_repr, types.str, {object(*n.value)});
}

// C types that the program asked for: constants and variables whose type was inferred keep Python's values.
static bool has_declared_type(const Expr* e) {
  if (auto* local = typed::as<typed::LocalRef>(e)) return local->local->is_declared || local->local->is_parameter;
  if (auto* binary = typed::as<typed::CBinary>(e)) return has_declared_type(binary->left) || has_declared_type(binary->right);
  if (auto* unary = typed::as<typed::CUnary>(e)) return has_declared_type(unary->operand);
  return !typed::as<typed::CLiteral>(e);
}

// Of two values one of which is taken: an int and a float meet in C only where the program has C types.
static const Type* either_type(Checker& c, const Expr* a, const Expr* b) {
  const Type *ta = plain_type(a->type), *tb = plain_type(b->type);
  if (as<FunctionType>(ta)) ta = c.types.pointer_to(ta);
  if (as<FunctionType>(tb)) tb = c.types.pointer_to(tb);
  if (!c.at.nogil && is_string_pointer(ta) && is_string_pointer(tb) && !same_type(pointed_type(ta), pointed_type(tb))) return c.types.object;
  auto is_number = [](const Type* t) { return is_numeric(t) && !is_truth(t) && !is_character(t); };
  if (c.at.nogil && is_numeric(ta) && is_numeric(tb) && !is_character(ta) && !is_character(tb)) return wider_type(c, ta, tb);  // truth values too
  if (is_number(ta) && is_number(tb) && (c.at.nogil || has_declared_type(a) || has_declared_type(b))) return wider_type(c, ta, tb);
  return c.spanning_type(ta, tb);
}

Expr* Checker::check(const ast::BoolOp& n) {
  if (MaybeBool known = fused_condition(*this, n); known != MaybeBool::Unset) return truth_flag(*this, n.span, known == MaybeBool::True);
  auto* made = make<typed::Logical>(n.span);
  made->is_and = n.op == ast::BoolOperator::And;
  Expr *left = expr(*n.left), *right = expr(*n.right);
  if (is_error(left->type) || is_error(right->type)) return error_value(n.span);
  const Type* type = either_type(*this, left, right);
  if (is_truth(left->type) && is_truth(right->type)) type = types.bint;
  if (is_object(left->type) && !is_object(type)) type = types.object;  // None or a number: only what is taken becomes a C value
  made->left = convert(decayed(*this, left), type);
  made->right = convert(decayed(*this, right), type);
  made->type = type;
  return made;
}

Expr* Checker::check(const ast::Conditional& n) {
  Expr* test = condition(*n.condition);
  if (typed::as<typed::CLiteral>(test)) {  // a compile-time condition: only the branch that is taken has to make sense
    const ast::Expr& taken = *known_integer(*this, test) ? *n.then : *n.otherwise;
    if (ast::is<ast::Attribute>(n.condition) || fused_condition(*this, *n.condition) != MaybeBool::Unset) return expr(taken);
  }
  Expr *then = expr(*n.then), *otherwise = expr(*n.otherwise);
  if (is_error(then->type) || is_error(otherwise->type)) return error_value(n.span);
  const Type* type = either_type(*this, then, otherwise);
  if (is_none(*this, then) && is_object(otherwise->type)) type = otherwise->type;
  if (is_none(*this, otherwise) && is_object(then->type)) type = then->type;
  auto* made = make<typed::Conditional>(n.span, type);
  made->condition = test;
  made->then = convert(decayed(*this, then), type);
  made->otherwise = convert(decayed(*this, otherwise), type);
  return made;
}

Expr* Checker::check(const ast::NamedExpr& n) {
  Symbol* s = find_name(*this, n.target->name);
  Expr* place = lvalue(*n.target);
  if (!place) return error_value(n.span);
  auto* made = make<typed::AssignValue>(n.span, place->type);
  made->target = place;
  made->value = s && !is_object(place->type) ? expr_as(*n.value, place->type) : convert(expr(*n.value), place->type);
  return made;
}

// ---- displays
namespace {
bool all_constant(const ExprList& items) {
  for (Expr* e : items)
    if (!typed::as<typed::PyConstant>(e)) return false;
  return true;
}
}  // namespace

static Expr* display(Checker& c, Span span, typed::DisplayKind kind, ast::List<ast::Expr> items, const Type* type) {
  c.require_gil(span, "making a Python container");
  std::vector<typed::DisplayItem> list;
  for (auto* item : items) {
    auto* starred = ast::as<ast::Starred>(item);
    list.push_back({c.object(starred ? *starred->value : *item), starred != nullptr});
  }
  auto* made = c.make<typed::Display>(span, type);
  made->display = kind;
  made->items = c.arena.copy(list);
  return made;
}

Expr* Checker::check(const ast::ListDisplay& n) {
  return display(*this, n.span, typed::DisplayKind::List, n.items, types.list);
}

Expr* Checker::check(const ast::SetDisplay& n) {
  return display(*this, n.span, typed::DisplayKind::Set, n.items, types.set);
}

Expr* Checker::check(const ast::TupleDisplay& n) {
  if (n.items.empty()) return constant(n.span, {Constant::EmptyTuple, {}, {}});
  bool starred = false, literals = true;
  for (auto* item : n.items) starred |= ast::is<ast::Starred>(item);
  if (starred) return display(*this, n.span, typed::DisplayKind::Tuple, n.items, types.tuple);
  ExprList items, objects;
  bool all_c = true;
  for (auto* item : n.items) {
    items.push_back(expr(*item));
    all_c &= !is_object(items.back()->type);
    literals &= typed::as<typed::CLiteral>(items.back()) || typed::as<typed::PyConstant>(items.back());
    if (is_error(items.back()->type)) return error_value(n.span);
  }
  std::vector<const Type*> item_types;
  for (Expr* e : items) {
    all_c = all_c && object_type_of(*this, e->type) && kind_of(e->type) != TypeKind::View && kind_of(e->type) != TypeKind::CppClass && !pointed_type(e->type);
    item_types.push_back(plain_type(e->type));
  }
  if (all_c && !literals) {
    auto* made = make<typed::Aggregate>(n.span, types.ctuple_of(item_types));
    made->items = arena.copy(items);
    return made;
  }
  for (Expr* e : items) objects.push_back(to_object(*this, e));
  if (all_constant(objects)) {
    Constant tuple{Constant::Tuple, {}, {}};
    for (Expr* e : objects) tuple.items.push_back(typed::as<typed::PyConstant>(e)->constant);
    return constant(n.span, std::move(tuple));
  }
  require_gil(n.span, "making a Python tuple");
  std::vector<typed::DisplayItem> list;
  for (Expr* e : objects) list.push_back({e, false});
  auto* made = make<typed::Display>(n.span, types.tuple);
  made->display = typed::DisplayKind::Tuple;
  made->items = arena.copy(list);
  return made;
}

Expr* Checker::check(const ast::DictDisplay& n) {
  require_gil(n.span, "making a Python dict");
  std::vector<typed::DictItem> list;
  for (std::size_t i = 0; i < n.values.size(); ++i) {
    Expr* key = n.keys[i] ? object(*n.keys[i]) : nullptr;
    list.push_back({key, object(*n.values[i])});
  }
  auto* made = make<typed::DictDisplay>(n.span, types.dict);
  made->items = arena.copy(list);
  return made;
}

}  // namespace cyrite::check
