// try and raise statements.
#include "check/statements.h"

namespace cyrite::check {

using typed::Expr;
using typed::Stmt;

Stmt* silently_unbound(Checker& c, const ast::Expr& target) {
  auto* name = ast::as<ast::Name>(&target);
  Expr* place = name ? c.lvalue(target) : nullptr;
  if (!place) return nullptr;
  auto* unbind = c.make<typed::Unbind>(target.span);
  unbind->target = place;
  unbind->check_bound = false;
  return unbind;
}

namespace {

// The classes of an except clause: a tuple written there is taken apart, so that no tuple is made at run time.
void add_types(Checker& c, const ast::Expr& e, std::vector<Expr*>& types) {
  if (auto* tuple = ast::as<ast::TupleDisplay>(&e)) {
    bool plain = true;
    for (const ast::Expr* item : tuple->items) plain = plain && !ast::is<ast::Starred>(item);
    if (plain) {
      for (const ast::Expr* item : tuple->items) types.push_back(c.object(*item));
      return;
    }
  }
  types.push_back(c.object(e));
}

// except E as name: the name is bound for the body and unbound after it, however it is left.
Stmt* handler_body(Checker& c, const ast::ExceptHandler& h, typed::Local* caught) {
  if (!h.target) return c.block(h.body);
  StatementList list;
  c.assign(*h.target, c.local_ref(h.target->span, caught), list);
  bool unbinds = ast::is<ast::Name>(h.target) && language_level(c) >= 3;
  if (!unbinds) {
    for (const ast::Stmt* s : h.body) c.statement(*s, list);
    return block_of(c, std::move(list), h.span);
  }
  auto* guarded = c.make<typed::Try>(h.span);
  guarded->body = c.block(h.body);
  StatementList at_end;
  const Type* type = type_of(c, *h.target);
  if (type && is_object(type)) {
    c.assign(*h.target, none_value(c, h.span), at_end);
    if (Stmt* unbind = silently_unbound(c, *h.target)) at_end.push_back(unbind);
  }
  guarded->finally_body = block_of(c, std::move(at_end), h.span);
  list.push_back(guarded);
  return block_of(c, std::move(list), h.span);
}

}  // namespace

void Checker::check(const ast::Try& s, StatementList& out) {
  auto* node = make<typed::Try>(s.span);
  if (at.nogil && !s.handlers.empty()) require_gil(s.span, "try/except");
  node->body = block(s.body);
  std::vector<typed::Handler> handlers;
  for (const ast::ExceptHandler* h : s.handlers) {
    typed::Handler handler{};
    handler.span = h->span;
    handler.catch_all = h->type == nullptr;
    std::vector<Expr*> classes;
    if (h->type) add_types(*this, *h->type, classes);
    handler.types = arena.copy(classes);
    if (h->target) handler.target = temporary(types.object, "caught");
    handler.body = handler_body(*this, *h, handler.target);
    handlers.push_back(handler);
  }
  node->handlers = arena.copy(handlers);
  node->orelse = s.orelse.empty() ? nullptr : block(s.orelse);
  if (s.has_finally) {
    Saved<bool> inside(at.in_finally, true);
    node->finally_body = block(s.finally_body);
  }
  node->is_star = s.is_star;
  out.push_back(node);
}

void Checker::check(const ast::Raise& s, StatementList& out) {
  if (!s.exception) {
    require_gil(s.span, "raising an exception");
    out.push_back(make<typed::Reraise>(s.span));
    return;
  }
  bool was_nogil = at.nogil;
  Saved<bool> with_gil(at.nogil, false);  // raising takes the GIL
  auto* node = make<typed::Raise>(s.span);
  auto optional = [&](const ast::Expr* e) -> Expr* { return e ? object(*e) : nullptr; };
  node->exception = object(*s.exception);
  node->value = optional(s.value);
  node->traceback = optional(s.traceback);
  node->cause = optional(s.cause);
  if (is_error(node->exception->type)) return;
  if (!was_nogil) {
    out.push_back(node);
    return;
  }
  auto* section = make<typed::GilSection>(s.span);
  section->release = false;
  section->body = node;
  out.push_back(section);
}

}  // namespace cyrite::check
