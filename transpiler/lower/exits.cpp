// Leaving statements: return, break and continue undo on their way out what the statements around them have set up, and run the
// finally bodies. A finally body that several exits run through exists once: each exit stores a status, a Switch behind sends it on.
#include "lower/lowering.h"

namespace cyrite::lower {

ir::Local* FunctionLowering::returned() {
  if (!returned_) {
    returned_ = b.new_local(source.result, "returned");
    returned_->is_temporary = true;
    returned_->starts_null = is_counted(source.result);
  }
  return returned_;
}

void FunctionLowering::emit_return(Value v) {
  if (v) b.add(Op::Return, nullptr, {v});
  else b.add(Op::Return, nullptr);
}

std::size_t FunctionLowering::innermost_loop() const {
  for (std::size_t i = scopes.size(); i-- > 0;)
    if (scopes[i].kind == ExitScope::Loop || (scopes[i].kind == ExitScope::Parallel && scopes[i].is_loop)) return i;
  return SIZE_MAX;
}

// What a scope does when control leaves it without an exception. The handler in force is already the outer one.
void FunctionLowering::undo(const ExitScope& scope) {
  switch (scope.kind) {
    case ExitScope::Handler:
      leave_handler(scope.state);
      unbind(scope.target);
      break;
    case ExitScope::With: {
      Value exit = b.load(scope.state);
      if (scope.is_async) await(call(rt::exit_awaitable_without_exception, types.object, {exit}));
      else call(rt::exit_without_exception, types.int_, {exit});
      break;
    }
    case ExitScope::ReleasedGil: b.add(Op::ReacquireGil, nullptr, {b.place_of(scope.state)})->flag = scope.is_unsure; break;
    case ExitScope::EnsuredGil: b.add(Op::LeaveGil, nullptr, {b.place_of(scope.state)}); break;
    case ExitScope::Critical: call(rt::critical_leave, types.void_, {b.place_of(scope.state)}); break;
    case ExitScope::Loop:
    case ExitScope::Finally:
    case ExitScope::Parallel: break;
  }
}

void FunctionLowering::leave(Exit exit) { leave_from(scopes.size(), exit); }

static std::size_t status_of(ExitScope& scope, const Exit& exit) {
  for (std::size_t i = 0; i < scope.exits.size(); ++i)
    if (scope.exits[i].kind == exit.kind && scope.exits[i].loop == exit.loop) return i + 1;
  scope.exits.push_back({exit.kind, exit.loop, nullptr});
  return scope.exits.size();
}

// The jump out of the scopes below `depth`. Ends the current block.
void FunctionLowering::leave_from(std::size_t depth, Exit exit) {
  if (b.terminated()) return;
  ir::Block* handler = b.handler;
  bool held = nogil;
  bool done = false;
  while (depth > 0 && !done) {
    ExitScope& scope = scopes[--depth];
    bool is_target = exit.kind != Exit::Return && depth == exit.loop;
    if (scope.kind == ExitScope::Loop) {
      if (!is_target) continue;
      b.jump(exit.kind == Exit::Break ? scope.on_break : scope.on_continue);
      done = true;
    } else if (scope.kind == ExitScope::Finally || scope.kind == ExitScope::Parallel) {
      if (scope.kind == ExitScope::Finally || exit.kind != Exit::Continue || !is_target) {
        if (exit.kind == Exit::Return && exit.value) b.store(returned(), exit.value);
        b.store(scope.state, b.integer(types.int_, static_cast<std::int64_t>(status_of(scope, exit))));
      }
      b.jump(scope.on_break);
      done = true;
    } else {
      set_handler(scope.outer_handler);
      nogil = scope.outer_nogil;
      undo(scope);
    }
  }
  if (!done) {
    Value v = exit.value;
    if (!v && returned_ && !is_void(source.result)) v = b.load(returned_);
    emit_return(v);
  }
  b.handler = handler;
  nogil = held;
}

void FunctionLowering::continue_exits(const ExitScope& scope, ir::Block* normal) {
  if (b.terminated()) return;
  if (scope.exits.empty()) return b.jump(normal);
  ir::Instruction* choice = b.add(Op::Switch, nullptr, {b.load(scope.state)});
  for (std::size_t i = 0; i < scope.exits.size(); ++i) {
    choice->cases.push_back(static_cast<std::int64_t>(i + 1));
    choice->more_targets.push_back(b.new_block("exit"));
  }
  choice->more_targets.push_back(normal);
  for (std::size_t i = 0; i < scope.exits.size(); ++i) {
    b.place(choice->more_targets[i]);
    leave_from(scopes.size(), scope.exits[i]);
  }
}

void FunctionLowering::lower(const typed::Return& s) {
  Value v = s.value ? value(s.value) : nullptr;
  if (!s.value && source.result && !is_void(source.result)) v = default_result(source.result);
  if (is_void(source.result)) v = nullptr;
  leave({Exit::Return, SIZE_MAX, v});
}

void FunctionLowering::lower(const typed::Break&) {
  std::size_t loop = innermost_loop();
  if (loop != SIZE_MAX) leave({Exit::Break, loop});
}

void FunctionLowering::lower(const typed::Continue&) {
  std::size_t loop = innermost_loop();
  if (loop != SIZE_MAX) leave({Exit::Continue, loop});
}

}  // namespace cyrite::lower
