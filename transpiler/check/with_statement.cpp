// with statements: context managers, and the sections that only the compiler sees (nogil, gil, directives, parallel, critical sections).
#include "check/statements.h"
#include "check/fused.h"

namespace cyrite::check {

using typed::Expr;
using typed::Stmt;

namespace {

struct Rest {  // the items after the one at hand, and the body
  std::span<const ast::WithItem> items;
  ast::Block body;
  bool is_async;
  Span span;
};

void check_items(Checker& c, const Rest& rest, StatementList& out);

Stmt* inner(Checker& c, const Rest& rest) {
  StatementList list;
  check_items(c, rest, list);
  return block_of(c, std::move(list), rest.span);
}

// `nogil` and `gil` are names of sections unless the program uses them for something of its own.
std::string_view section_name(Checker& c, const ast::Expr& e) {
  const ast::Expr* callee = &e;
  if (auto* call = ast::as<ast::Call>(&e)) callee = call->callee;
  if (auto* name = ast::as<ast::Name>(callee)) {
    if ((name->name == "nogil" || name->name == "gil") && !c.look_up(name->name)) return name->name.view();
  }
  static thread_local std::string path;
  path = cython_path(c, *callee);
  if (path.rfind("cython.", 0) == 0) path.erase(0, 7);
  return path;
}

bool may_hold_gil(Checker& c) { return c.at.function && c.at.function->nogil && !state_of(c).in_released_section; }

void gil_section(Checker& c, bool release, const ast::Expr& item, const Rest& rest, StatementList& out) {
  if (auto* call = ast::as<ast::Call>(&item)) {
    // with nogil(condition): the condition is known when compiling.
    if (call->arguments.size() != 1) { c.error(item.span, diag::section_condition_not_constant); return; }
    MaybeBool of_types = fused_condition(c, *call->arguments[0]);
    auto value = of_types == MaybeBool::Unset ? c.compile_time_value(*call->arguments[0]) : std::nullopt;
    if (of_types == MaybeBool::Unset && !value) return;
    if (of_types == MaybeBool::False || (value && !compile_time_truth(*value))) {
      StatementList list;
      check_items(c, rest, list);
      out.insert(out.end(), list.begin(), list.end());
      return;
    }
  }
  // A function that needs no GIL may be called with it or without: what releases it there asks first.
  bool unsure = release && c.at.nogil && may_hold_gil(c);
  if (release == c.at.nogil && !unsure) {  // already in this state: Cython refuses it
    if (release) c.error(item.span, diag::already_nogil);
    else c.error(item.span, diag::already_gil);
    inner(c, rest);
    return;
  }
  auto* node = c.make<typed::GilSection>(rest.span);
  node->release = release;
  node->unsure = unsure;
  Saved<bool> state(c.at.nogil, release);
  Saved<bool> section(state_of(c).in_released_section, release);
  node->body = inner(c, rest);
  out.push_back(node);
}

bool directive_section(Checker& c, std::string_view name, const ast::WithItem& item, const Rest& rest, StatementList& out) {
  auto* call = ast::as<ast::Call>(item.context);
  if (!call) return false;
  const Directives* inside = with_directive(c, *call, name, *c.at.directives);
  if (!inside) return false;
  if (item.target) c.error(item.target->span, diag::directive_section_as);
  Saved<const Directives*> state(c.at.directives, inside);
  StatementList list;
  check_items(c, rest, list);
  out.insert(out.end(), list.begin(), list.end());
  return true;
}

bool critical_section(Checker& c, std::string_view name, const ast::WithItem& item, const Rest& rest, StatementList& out) {
  if (name != "critical_section") return false;
  auto* call = ast::as<ast::Call>(item.context);
  if (!call || call->arguments.empty() || call->arguments.size() > 2 || !call->keywords.empty()) {
    c.error(item.context->span, diag::critical_section_arguments);
    return true;
  }
  c.require_gil(item.context->span, "a critical section");
  auto* node = c.make<typed::CriticalSection>(rest.span);
  std::vector<Expr*> objects;
  for (const ast::Expr* a : call->arguments) objects.push_back(c.object(*a));
  node->objects = c.arena.copy(objects);
  node->body = inner(c, rest);
  out.push_back(node);
  return true;
}

// with lock: of a cython.pymutex. The lock is named once: what is let go of is what was taken.
bool lock_section(Checker& c, const ast::WithItem& item, const Rest& rest, StatementList& out) {
  const Type* type = value_type(type_of(c, *item.context));
  auto* cls = as<CppClassType>(type);
  if (!cls || cls->c_name != "cy::Mutex") return false;
  Span span = item.context->span;
  Expr* lock = c.expr(*item.context);
  if (item.target) c.error(item.target->span, diag::directive_section_as);
  auto* address = c.make<typed::AddressOf>(span, c.types.pointer_to(cls));
  address->place = lock;
  typed::Local* held = c.temporary(address->type, "lock");
  out.push_back(assignment(c, c.local_ref(span, held), address));
  auto method = [&](Text name) -> Stmt* {
    auto* element = c.make<typed::Element>(span, cls);
    element->base = c.local_ref(span, held);
    element->index = c.integer(span, 0, c.types.ssize);
    return expression_statement(c, cpp_method_call(c, span, element, cls, member_of(c, cls, name), {}, {}));
  };
  out.push_back(method("acquire"));
  auto* node = c.make<typed::Try>(rest.span);
  node->body = inner(c, rest);
  node->finally_body = method("release");
  out.push_back(node);
  return true;
}

// `cdef T* __enter__(self)`: Python does not see such a method, and what it gives need be no object.
Symbol* c_method_enter(Checker& c, const Type* manager) {
  Symbol* enter = as<ExtensionType>(value_type(manager)) ? member_of(c, value_type(manager), "__enter__") : nullptr;
  return enter && enter->kind == SymbolKind::CFunction && !enter->is_cpdef ? enter : nullptr;
}

void manager(Checker& c, const ast::WithItem& item, const Rest& rest, StatementList& out) {
  auto* node = c.make<typed::With>(rest.span);
  node->is_async = rest.is_async;
  node->manager = c.object(*item.context);
  if (is_error(node->manager->type)) { inner(c, rest); return; }
  c.require_gil(item.context->span, "a with statement");
  if (!rest.is_async && c_method_enter(c, node->manager->type)) {
    typed::Local* held = c.temporary(node->manager->type, "manager");
    out.push_back(assignment(c, c.local_ref(item.context->span, held), node->manager));
    node->manager = c.local_ref(item.context->span, held);
    node->enter = c_method_call(c, item.context->span, node->manager, c_method_enter(c, held->type));
    if (is_error(node->enter->type)) { inner(c, rest); return; }
  }
  StatementList list;
  if (item.target) {
    node->entered = c.temporary(node->enter ? plain_type(value_type(node->enter->type)) : c.types.object, "entered");
    c.assign(*item.target, c.local_ref(item.target->span, node->entered), list);
  }
  check_items(c, rest, list);
  node->body = block_of(c, std::move(list), rest.span);
  out.push_back(node);
}

void check_items(Checker& c, const Rest& rest, StatementList& out) {
  if (rest.items.empty()) {
    for (const ast::Stmt* s : rest.body) c.statement(*s, out);
    return;
  }
  const ast::WithItem& item = rest.items.front();
  Rest after{rest.items.subspan(1), rest.body, rest.is_async, rest.span};
  if (!rest.is_async) {
    std::string name(section_name(c, *item.context));
    if (name == "nogil") return gil_section(c, true, *item.context, after, out);
    if (name == "gil") return gil_section(c, false, *item.context, after, out);
    // The declarations of the body have been told; running it is all that is left.
    if (name == "cfunc" || name == "ccall" || name == "cclass") return check_items(c, after, out);
    if (!name.empty()) {
      if (after.items.empty() && check_parallel_section(c, item, rest.body, rest.span, out)) return;
      if (critical_section(c, name, item, after, out)) return;
      if (directive_section(c, name, item, after, out)) return;
    }
  }
  if (!rest.is_async && lock_section(c, item, after, out)) return;
  manager(c, item, after, out);
}

}  // namespace

const Type* entered_type(Checker& c, const ast::Expr& manager) {
  Symbol* enter = c_method_enter(c, type_of(c, manager));
  return enter ? plain_type(value_type(signature_of(enter->type)->result)) : c.types.object;
}

void Checker::check(const ast::With& s, StatementList& out) { check_items(*this, {s.items, s.body, s.is_async, s.span}, out); }

}  // namespace cyrite::check
