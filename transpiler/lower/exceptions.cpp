// try, except, except*, finally, with, raise.
// A handler is entered with the exception raised; EnterHandler makes it the handled one, LeaveHandler puts back what was handled
// before. A failure inside a handler goes to its cleanup block, which leaves the handler and passes the exception on.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

// Without the GIL an exception that is handled cannot be asked for: it is only kept, and raised again.
void FunctionLowering::enter_handler(ir::Local* state) {
  if (!nogil) {
    b.add(Op::EnterHandler, nullptr, {b.place_of(state)});
    return;
  }
  ir::Local* gil = state_local(m.gil_state, "gil");
  b.add(Op::EnsureGil, nullptr, {b.place_of(gil)});
  b.add(Op::EnterHandler, nullptr, {b.place_of(state)});
  b.add(Op::LeaveGil, nullptr, {b.place_of(gil)});
}

void FunctionLowering::leave_handler(ir::Local* state) {
  if (!nogil) {
    b.add(Op::LeaveHandler, nullptr, {b.place_of(state)});
    return;
  }
  ir::Local* gil = state_local(m.gil_state, "gil");
  b.add(Op::EnsureGil, nullptr, {b.place_of(gil)});
  b.add(Op::LeaveHandler, nullptr, {b.place_of(state)});
  b.add(Op::LeaveGil, nullptr, {b.place_of(gil)});
}

// The handled exception is raised again, with the traceback that it has.
void FunctionLowering::reraise() {
  if (b.terminated()) return;
  if (!nogil) {
    call(rt::reraise, types.int_, {})->flag = true;
    return unreachable();
  }
  ir::Local* gil = state_local(m.gil_state, "gil");
  ir::Block* outer = b.handler;
  ir::Block* error = handler_block("leave the gil", outer);
  b.add(Op::EnsureGil, nullptr, {b.place_of(gil)});
  set_handler(error);
  call(rt::reraise, types.int_, {})->flag = true;
  unreachable();
  b.handler = outer;
  b.place(error);
  b.add(Op::LeaveGil, nullptr, {b.place_of(gil)});
  pass_on();
}

// The name of `as` is unbound when its handler ends. A temporary needs nothing: it dies.
void FunctionLowering::unbind(const Local* target) {
  if (target && !target->is_temporary) b.add(Op::Clear, nullptr, {b.place_of(local(target))});
}

void FunctionLowering::raise_text(const RuntimeFunction& row, std::string_view message) {
  if (!nogil || row.gil == Gil::Free) {
    call(row, types.int_, {text_literal(message)});
    return unreachable();
  }
  ir::Local* gil = state_local(m.gil_state, "gil");
  ir::Block* outer = b.handler;
  ir::Block* error = handler_block("leave the gil", outer);
  b.add(Op::EnsureGil, nullptr, {b.place_of(gil)});
  set_handler(error);
  call(row, types.int_, {text_literal(message)});
  unreachable();
  b.handler = outer;
  b.place(error);
  b.add(Op::LeaveGil, nullptr, {b.place_of(gil)});
  pass_on();
}

void FunctionLowering::lower(const Raise& s) {
  auto part = [&](const Expr* e) { return e ? value(e) : object_null(); };
  Value type = part(s.exception), v = part(s.value), traceback = part(s.traceback), cause = part(s.cause);
  call(rt::raise_exception, types.int_, {type, v, traceback, cause});
  unreachable();
}

void FunctionLowering::lower(const Reraise&) { reraise(); }

namespace {

// The cleanup of one entered handler: leaves it and passes on what was raised inside.
ir::Block* cleanup_block(FunctionLowering& l, ir::Block* outer) { return l.handler_block("leave the handler", outer); }

void place_cleanup(FunctionLowering& l, ir::Block* cleanup, ir::Local* state) {
  l.b.handler = cleanup->handler;
  l.b.place(cleanup);
  l.leave_handler(state);
  l.pass_on();
}

ExitScope handler_scope(const FunctionLowering& l, ir::Block* outer, ir::Local* state, Local* target) {
  ExitScope scope{ExitScope::Handler};
  scope.outer_handler = outer;
  scope.outer_nogil = l.nogil;
  scope.state = state;
  scope.target = target;
  return scope;
}

// before: body, then `finally_body` on every way out. after: one copy of it for all ways without an exception, one for exceptions.
template <class Body>
void protect(FunctionLowering& l, Body body, const Stmt* finally_body) {
  ir::Builder& b = l.b;
  ir::Block* outer = b.handler;
  ir::Block* error = l.handler_block("finally after an exception", outer);
  ir::Block *leaving = b.new_block("finally"), *after = b.new_block("after finally");
  ir::Local* status = b.new_local(l.types.int_, "leaving");
  ExitScope scope{ExitScope::Finally};
  scope.outer_handler = outer;
  scope.outer_nogil = l.nogil;
  scope.on_break = leaving;
  scope.state = status;
  l.scopes.push_back(scope);
  l.set_handler(error);
  body();
  scope = l.scopes.back();
  l.scopes.pop_back();
  bool completes = !b.terminated();
  if (completes && !scope.exits.empty()) b.store(status, b.integer(l.types.int_, 0));
  b.jump(leaving);
  b.handler = outer;
  if (completes || !scope.exits.empty()) {
    b.place(leaving);
    l.statement(finally_body);
    if (!completes && scope.exits.size() == 1) l.leave_from(l.scopes.size(), scope.exits[0]);
    else l.continue_exits(scope, after);
  }
  // The exception copy: the exception counts as handled while the body runs.
  ir::Local* state = l.state_local(l.types.exception_state, "handled");
  ir::Block* cleanup = cleanup_block(l, outer);
  b.handler = outer;
  b.place(error);
  l.enter_handler(state);
  l.scopes.push_back(handler_scope(l, outer, state, nullptr));
  l.set_handler(cleanup);
  l.statement(finally_body);
  l.scopes.pop_back();
  l.reraise();
  place_cleanup(l, cleanup, state);
  b.handler = outer;
  b.place(after);
}

// Builtin exception classes can be matched while the exception is still raised: looking them up runs no code.
bool is_builtin_class(const Expr* e) {
  auto* name = as<ModuleName>(e);
  return name && name->is_builtin && !name->class_namespace;  // a class body may have a name of its own
}

bool all_simple(const Try& t) {
  for (const Handler& h : t.handlers)
    for (const Expr* type : h.types)
      if (!is_builtin_class(type)) return false;
  return true;
}

}  // namespace

void FunctionLowering::lower(const Try& s) {
  auto inner = [&] {
    if (s.handlers.empty()) {
      statement(s.body);
      statement(s.orelse);
    } else if (s.is_star) {
      try_except_star(s);
    } else {
      try_except(s);
    }
  };
  if (s.finally_body) protect(*this, inner, s.finally_body);
  else inner();
}

// ---- except

void FunctionLowering::try_except(const Try& s) {
  ir::Block* outer = b.handler;
  ir::Block* dispatch = handler_block("except", outer);
  ir::Block* after = b.new_block("after try");
  set_handler(dispatch);
  statement(s.body);
  b.handler = outer;
  if (!b.terminated() && s.orelse) {
    set_handler(outer);
    statement(s.orelse);
  }
  b.jump(after);
  except_bodies(s, dispatch, after);
  b.handler = outer;
  b.place(after);
}

void FunctionLowering::except_bodies(const Try& s, ir::Block* dispatch, ir::Block* after) {
  ir::Block* outer = dispatch->handler;
  ir::Local* state = state_local(types.exception_state, "handled");
  ir::Block* cleanup = cleanup_block(*this, outer);
  bool early = all_simple(s) && !nogil;  // matched before it counts as handled
  b.place(dispatch);
  if (!early) {
    enter_handler(state);
    set_handler(cleanup);
  }
  std::vector<std::pair<const Handler*, ir::Block*>> bodies;
  for (const Handler& h : s.handlers) {
    SpanScope at(b, h.span);
    ir::Block* body = b.new_block("except body");
    bodies.emplace_back(&h, body);
    if (h.catch_all || h.types.empty()) {
      b.jump(body);
      break;
    }
    for (const Expr* type : h.types) {
      ir::Block* next = b.new_block("next except");
      b.branch(call(early ? rt::raised_matches : rt::handled_matches, types.bint, {value(type)}), body, next);
      b.place(next);
    }
  }
  if (!b.terminated() && early) pass_on();
  reraise();
  for (auto [h, body] : bodies) {
    SpanScope at(b, h->span);
    b.handler = body->handler;
    b.place(body);
    if (early) enter_handler(state);
    handler_body(*h, state, cleanup, outer, after);
  }
  place_cleanup(*this, cleanup, state);
}

// The body of one handler, entered with the exception handled; goes to `after`.
void FunctionLowering::handler_body(const Handler& h, ir::Local* state, ir::Block* cleanup, ir::Block* outer, ir::Block* after) {
  ir::Block* inside = cleanup;
  if (h.target) {
    inside = handler_block("unbind the exception", cleanup);
    b.handler = cleanup;
    set_handler(cleanup);
    b.store(local(h.target), as_type(call(rt::handled_value, types.object, {}), h.target->type));
  }
  scopes.push_back(handler_scope(*this, outer, state, h.target));
  set_handler(inside);
  statement(h.body);
  ExitScope scope = scopes.back();
  scopes.pop_back();
  set_handler(outer);
  if (!b.terminated()) undo(scope);
  b.jump(after);
  if (h.target) {
    b.handler = cleanup;
    b.place(inside);
    unbind(h.target);
    pass_on();
  }
}

// ---- except*

void FunctionLowering::try_except_star(const Try& s) {
  ir::Block* outer = b.handler;
  ir::Block* dispatch = handler_block("except*", outer);
  ir::Block* after = b.new_block("after try");
  set_handler(dispatch);
  statement(s.body);
  b.handler = outer;
  if (!b.terminated() && s.orelse) {
    set_handler(outer);
    statement(s.orelse);
  }
  b.jump(after);

  ir::Local* state = state_local(types.exception_state, "handled");
  ir::Block* cleanup = cleanup_block(*this, outer);
  b.handler = outer;
  b.place(dispatch);
  enter_handler(state);
  set_handler(cleanup);
  ir::Local *original = temporary(types.object, "original"), *raised = temporary(types.object, "raised");
  ir::Local* rest = b.new_local(types.object, "rest");  // read and set by the splits: a variable
  rest->starts_null = true;
  b.store(original, call(rt::handled_value, types.object, {}));
  b.store(rest, call(rt::except_star_begin, types.object, {b.load(original)}));
  Value list = b.add(Op::Build, types.list);
  list->display = DisplayKind::List;
  b.store(raised, list);
  for (const Handler& h : s.handlers) {
    SpanScope at(b, h.span);
    ir::Local* matched = temporary(types.object, "matched");
    Value classes;
    if (h.types.size() == 1) {
      classes = value(h.types[0]);
    } else {
      classes = b.add(Op::Build, types.tuple, values(h.types));
      classes->display = DisplayKind::Tuple;
    }
    ir::Block *body = b.new_block("except* body"), *next = b.new_block("next except*");
    b.branch(call(rt::except_star_match, types.bint, {b.place_of(rest), classes, b.place_of(matched)}), body, next);
    b.place(body);
    call(rt::handled_replace, types.void_, {b.load(matched)});
    if (h.target) b.store(local(h.target), as_type(b.load(matched), h.target->type));
    ir::Block* failed = handler_block("raised in except*", cleanup);
    set_handler(failed);
    statement(h.body);
    set_handler(cleanup);
    if (!b.terminated()) unbind(h.target);
    b.jump(next);
    b.place(failed);
    call(rt::except_star_keep, types.int_, {b.load(raised)});
    unbind(h.target);
    b.jump(next);
    b.place(next);
  }
  call(rt::except_star_finish, types.int_, {b.load(original), b.load(raised), b.load(rest)});
  set_handler(outer);
  leave_handler(state);
  b.add(Op::Clear, nullptr, {b.place_of(rest)});
  b.jump(after);
  place_cleanup(*this, cleanup, state);
  b.handler = outer;
  b.place(after);
}

// ---- with

void FunctionLowering::lower(const With& s) {
  ir::Block* outer = b.handler;
  Value manager = value(s.manager);
  ir::Local* exit = temporary(types.object, "exit");
  b.store(exit, call(s.is_async ? rt::async_with_exit_method : rt::with_exit_method, types.object, {manager}));
  Value entered = s.enter ? value(s.enter) : call(s.is_async ? rt::async_with_enter : rt::with_enter, types.object, {manager});
  if (s.is_async) entered = await(entered);
  if (s.entered) b.store(local(s.entered), as_type(entered, s.entered->type));

  ir::Block *error = handler_block("with after an exception", outer), *after = b.new_block("after with");
  ExitScope scope{ExitScope::With};
  scope.outer_handler = outer;
  scope.outer_nogil = nogil;
  scope.state = exit;
  scope.is_async = s.is_async;
  scopes.push_back(scope);
  set_handler(error);
  statement(s.body);
  scopes.pop_back();
  set_handler(outer);
  if (!b.terminated()) undo(scope);
  b.jump(after);

  ir::Local* state = state_local(types.exception_state, "handled");
  ir::Block* cleanup = cleanup_block(*this, outer);
  ir::Block *swallow = b.new_block("with swallows"), *again = b.new_block("with raises again");
  b.handler = outer;
  b.place(error);
  enter_handler(state);
  set_handler(cleanup);
  again->handler = cleanup;
  Value swallowed;
  if (s.is_async) swallowed = truth(await(call(rt::exit_awaitable_with_exception, types.object, {b.load(exit)})), types.object);
  else swallowed = call(rt::exit_with_exception, types.bint, {b.load(exit)});
  b.branch(swallowed, swallow, again);
  b.place(again);
  reraise();
  b.handler = outer;
  b.place(swallow);
  leave_handler(state);
  b.jump(after);
  place_cleanup(*this, cleanup, state);
  b.handler = outer;
  b.place(after);
}

}  // namespace cyrite::lower
