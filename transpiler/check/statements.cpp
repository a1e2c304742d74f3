// Simple statements, blocks and conditionals.
#include "check/fused.h"
#include "check/statements.h"
#include "check/tree_builder.h"

namespace cyrite::check {

using typed::Expr;

void Checker::statement(const ast::Stmt& s, StatementList& out) {
  ast::match(s, [&](const auto& n) { check(n, out); });
}

typed::Block* block_of(Checker& c, StatementList list, Span span) {
  auto* block = c.make<typed::Block>(span);
  std::vector<typed::Stmt*> items(list.begin(), list.end());
  block->statements = c.arena.copy(items);
  return block;
}

namespace {

// The value of an assignment, read with the target's type in mind: a list for a C array, a literal for a char*.
Expr* value_for(Checker& c, const ast::Expr& target, const ast::Expr& value) {
  if (!ast::is<ast::Name>(&target) && !ast::is<ast::Attribute>(&target)) return c.expr(value);
  const Type* wanted = type_of(c, target);
  if (!wanted || is_error(wanted) || kind_of(wanted) == TypeKind::Unset || is_cpp_class(wanted) || is_object(wanted) || kind_of(wanted) == TypeKind::Fused)
    return c.expr(value);
  if (as<ArrayType>(wanted) && as<PointerType>(value_type(type_of(c, value)))) return c.expr(value);  // its items are copied
  return c.expr_as(value, wanted);
}

}  // namespace

typed::Block* Checker::block(ast::Block body) {
  StatementList list;
  for (const ast::Stmt* s : body) statement(*s, list);
  return block_of(*this, std::move(list), body.empty() ? Span{} : body.front()->span);
}

void Checker::check(const ast::ExprStmt& s, StatementList& out) {
  if (is_pure_declaration(*this, s)) return;
  if (ast::is<ast::StringLiteral>(s.value) || ast::is<ast::EllipsisLiteral>(s.value) || ast::is<ast::NoneLiteral>(s.value) ||
      ast::is<ast::IntLiteral>(s.value))
    return;  // without an effect
  Expr* value = expr(*s.value);
  if (is_error(value->type)) return;
  auto* node = make<typed::ExprStmt>(s.span);
  node->value = value;
  out.push_back(node);
}

namespace {

ast::List<ast::Expr> items_of_display(const ast::Expr& e, bool& is_display) {
  auto* t = ast::as<ast::TupleDisplay>(&e);
  auto* l = ast::as<ast::ListDisplay>(&e);
  is_display = t || l;
  return t ? t->items : l ? l->items : ast::List<ast::Expr>();
}

// `a, (b, c) = 1, (2, 3, 4)`: how many values there are is seen inside too. False after a message.
bool counts_agree(Checker& c, const ast::Expr& target, const ast::Expr& value) {
  bool a = false, b = false;
  ast::List<ast::Expr> targets = items_of_display(target, a), values = items_of_display(value, b);
  if (!a || !b) return true;
  bool starred = false;
  for (const ast::Expr* e : targets) starred |= ast::is<ast::Starred>(e);
  for (const ast::Expr* e : values)
    if (ast::is<ast::Starred>(e)) return true;
  if (starred ? values.size() + 1 < targets.size() : values.size() != targets.size()) {
    c.error(target.span, diag::wrong_number_of_values, targets.size(), values.size());
    return false;
  }
  if (starred) return true;
  for (std::size_t k = 0; k < targets.size(); ++k)
    if (!counts_agree(c, *targets[k], *values[k])) return false;
  return true;
}

// a, b = x, y with C values that no tuple could hold: each is kept, then stored. False: an ordinary assignment.
bool assign_each(Checker& c, const ast::Expr& target, const ast::Expr& value, StatementList& out) {
  bool a = false, b = false, needed = false;
  ast::List<ast::Expr> targets = items_of_display(target, a), values = items_of_display(value, b);
  if (!a || !b || targets.size() != values.size()) return false;
  for (const ast::Expr* e : targets)
    if (ast::is<ast::Starred>(e) || ast::is<ast::TupleDisplay>(e) || ast::is<ast::ListDisplay>(e)) return false;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (ast::is<ast::Starred>(values[k])) return false;
    auto* text = ast::as<ast::StringLiteral>(values[k]);
    const Type* type = text ? type_of(c, *targets[k]) : type_of(c, *values[k]);
    needed |= type && (text ? is_string_pointer(type) : pointed_type(type) != nullptr || is_pointer(type));
  }
  if (!needed) return false;
  ExprList held;
  for (std::size_t k = 0; k < values.size(); ++k) {
    Expr* item = value_for(c, *targets[k], *values[k]);
    if (is_error(item->type)) return true;
    item = decayed(c, item);
    typed::Local* local = c.temporary(plain_type(item->type));
    out.push_back(assignment(c, c.local_ref(item->span, local), item));
    held.push_back(c.local_ref(item->span, local));
  }
  for (std::size_t k = 0; k < values.size(); ++k) c.assign(*targets[k], held[k], out);
  return true;
}

bool is_plain_path(const ast::Expr& e) {
  if (auto* a = ast::as<ast::Attribute>(&e)) return is_plain_path(*a->value);
  return ast::is<ast::Name>(&e);
}

// a, b = pointer[2:4]: item by item, without a Python object in between. False: an ordinary assignment.
bool assign_slice_items(Checker& c, const ast::Expr& target, const ast::Expr& value, StatementList& out) {
  bool is_display = false;
  ast::List<ast::Expr> targets = items_of_display(target, is_display);
  auto* subscript = ast::as<ast::Subscript>(&value);
  auto* slice = subscript ? ast::as<ast::Slice>(subscript->index) : nullptr;
  if (!is_display || !slice || slice->step || !slice->upper || !is_plain_path(*subscript->value)) return false;
  for (const ast::Expr* e : targets)
    if (ast::is<ast::Starred>(e)) return false;
  const Type* type = value_type(type_of(c, *subscript->value));
  if (!(as<ArrayType>(type) || pointed_type(type)) || is_string_pointer(type) || is_unicode_pointer(type)) return false;
  auto bound = [&](const ast::Expr* e) -> std::optional<std::int64_t> {
    auto known = e ? c.compile_time_value(*e, false) : std::nullopt;
    return !e ? std::optional<std::int64_t>(0) : known ? small_integer(*known) : std::nullopt;
  };
  auto lower = bound(slice->lower), upper = bound(slice->upper);
  if (!lower || !upper || *lower < 0 || *upper - *lower != static_cast<std::int64_t>(targets.size())) return false;
  ExprList held;
  for (std::size_t k = 0; k < targets.size(); ++k) {
    auto* index = TreeBuilder{c, slice->span}.node<ast::IntLiteral>();
    index->digits = Text(std::to_string(*lower + static_cast<std::int64_t>(k)));
    auto* item = c.arena.make<ast::Subscript>(*subscript);
    item->index = index;
    Expr* read = decayed(c, c.expr(*item));
    if (is_error(read->type)) return true;
    typed::Local* local = c.temporary(plain_type(read->type));
    out.push_back(assignment(c, c.local_ref(read->span, local), read));
    held.push_back(c.local_ref(read->span, local));
  }
  for (std::size_t k = 0; k < targets.size(); ++k) c.assign(*targets[k], held[k], out);
  return true;
}

}  // namespace

void Checker::check(const ast::Assign& s, StatementList& out) {
  if (is_pure_declaration(*this, s)) return;
  for (const ast::Expr* target : s.targets)
    if (!counts_agree(*this, *target, *s.value)) return;
  if (s.targets.size() == 1 && (assign_each(*this, *s.targets[0], *s.value, out) || assign_slice_items(*this, *s.targets[0], *s.value, out) || assign_c_slice(*this, *s.targets[0], *s.value, out))) return;
  if (s.targets.size() == 1) {
    assign(*s.targets[0], value_for(*this, *s.targets[0], *s.value), out);
    return;
  }
  // a = b = value: the value is computed once, the targets are assigned from left to right.
  Expr* value = expr(*s.value);
  if (is_error(value->type)) return;
  if (is_void(value->type)) {
    for (const ast::Expr* target : s.targets) assign(*target, value, out);
    return;
  }
  const Type* type = value_type(value->type);
  typed::Local* held = temporary(as<FunctionType>(type) ? types.pointer_to(type) : type, "value");
  auto* keep = make<typed::Assign>(s.span);
  keep->target = local_ref(s.span, held);
  keep->value = convert(value, held->type);
  out.push_back(keep);
  for (const ast::Expr* target : s.targets) assign(*target, local_ref(s.value->span, held), out);
}

void Checker::check(const ast::AugAssign& s, StatementList& out) { augmented_assign(s, out); }

void Checker::check(const ast::Delete& s, StatementList& out) {
  for (const ast::Expr* target : s.targets) delete_target(*target, out);
}

void Checker::check(const ast::Pass&, StatementList&) {}

void Checker::check(const ast::Break& s, StatementList& out) { out.push_back(make<typed::Break>(s.span)); }

void Checker::check(const ast::Continue& s, StatementList& out) { out.push_back(make<typed::Continue>(s.span)); }

void Checker::check(const ast::Return& s, StatementList& out) {
  auto* node = make<typed::Return>(s.span);
  typed::Function& function = *at.function;
  bool is_generator = function.generator != typed::GeneratorKind::None;
  const Type* result = is_generator || !function.result ? types.object : function.result;
  if (is_void(result) || (function.returns_status && !is_generator)) {
    if (s.value && !ast::is<ast::NoneLiteral>(s.value)) error(s.value->span, diag::return_value_in_void_function);
  } else if (s.value) {
    if (function.generator == typed::GeneratorKind::AsyncGenerator) error(s.value->span, diag::return_value_in_async_generator);
    Expr* hash = function.name == "__hash__" && same_type(result, types.hash) ? expr(*s.value) : nullptr;
    node->value = hash && is_object(hash->type) ? call_runtime(s.value->span, rt::hash_of_result, result, {hash}) : expr_as(*s.value, result);
    if (is_error(node->value->type)) return;
    if (is_object(result)) require_gil(s.value->span, "returning a Python object");
  } else if (is_object(result)) {
    node->value = convert(none_value(*this, s.span), result);
  } else if (!is_generator) {
    error(s.span, diag::return_value_required);
    return;
  }
  out.push_back(node);
}

void Checker::check(const ast::Global&, StatementList&) {}    // scopes know (flow)
void Checker::check(const ast::Nonlocal&, StatementList&) {}

// assert c, m  ->  if assertions are on and not c: raise AssertionError(m)
void Checker::check(const ast::Assert& s, StatementList& out) {
  Expr* holds = condition(*s.condition);
  if (is_error(holds->type)) return;
  auto* both = make<typed::Logical>(s.span, types.bint);
  both->is_and = true;
  both->left = call_runtime(s.span, rt::assertions_enabled, types.bint, {});
  both->right = negated(*this, holds);
  auto* outer = make<typed::If>(s.span);
  outer->condition = both;
  StatementList failing;
  bool was_nogil = at.nogil;
  {
    Saved<bool> with_gil(at.nogil, false);  // the failing branch takes the GIL
    Expr* message = s.message ? object(*s.message) : null_object(*this, s.span);
    failing.push_back(expression_statement(*this, call_runtime(s.span, rt::raise_assertion, types.void_, {message})));
  }
  typed::Stmt* body = block_of(*this, std::move(failing), s.span);
  if (was_nogil) {
    auto* section = make<typed::GilSection>(s.span);
    section->release = false;
    section->body = body;
    body = section;
  }
  outer->then = body;
  outer->otherwise = nullptr;
  out.push_back(outer);
}

void Checker::check(const ast::If& s, StatementList& out) {
  if (MaybeBool known = fused_condition(*this, *s.condition); known != MaybeBool::Unset) {
    for (const ast::Stmt* one : known == MaybeBool::True ? s.body : s.orelse) statement(*one, out);
    return;
  }
  auto* node = make<typed::If>(s.span);
  node->condition = condition(*s.condition);
  node->then = block(s.body);
  node->otherwise = s.orelse.empty() ? nullptr : block(s.orelse);
  if (!is_error(node->condition->type)) out.push_back(node);
}

void Checker::check(const ast::While& s, StatementList& out) {
  auto* node = make<typed::While>(s.span);
  node->condition = condition(*s.condition);
  ++at.loop_depth;
  node->body = block(s.body);
  --at.loop_depth;
  node->orelse = s.orelse.empty() ? nullptr : block(s.orelse);
  if (!is_error(node->condition->type)) out.push_back(node);
}

void Checker::check(const ast::Print& s, StatementList& out) {
  if (at.nogil) {  // the statement takes the GIL by itself; a call of the function does not
    auto* section = make<typed::GilSection>(s.span);
    section->release = false;
    StatementList inside;
    {
      Saved<bool> with_gil(at.nogil, false);
      check(s, inside);
    }
    section->body = block_of(*this, std::move(inside), s.span);
    out.push_back(section);
    return;
  }
  auto* items = make<typed::Display>(s.span, types.tuple);
  items->display = typed::DisplayKind::Tuple;
  std::vector<typed::DisplayItem> values;
  for (const ast::Expr* value : s.values) values.push_back({object(*value), false});
  items->items = arena.copy(values);
  Expr* stream = s.stream ? object(*s.stream) : null_object(*this, s.span);
  out.push_back(expression_statement(*this, call_runtime(s.span, rt::print_items, types.void_, {stream, items, truth_flag(*this, s.span, s.newline)})));
}

void Checker::check(const ast::Exec& s, StatementList& out) {
  require_gil(s.span, "exec");
  auto optional = [&](const ast::Expr* e) { return e ? object(*e) : null_object(*this, s.span); };
  Expr* code = object(*s.code);
  Expr* globals = optional(s.globals);
  Expr* locals = s.globals ? optional(s.locals) : locals_dict(*this, s.span);
  out.push_back(expression_statement(*this, call_runtime(s.span, rt::exec_code, types.object, {code, globals, locals})));
}

void Checker::check(const ast::TypeAlias& s, StatementList& out) {
  require_gil(s.span, "making a type alias");
  bind_name(*this, s.name, s.span, type_alias(*this, s), out);
}

}  // namespace cyrite::check
