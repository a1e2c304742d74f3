// Sections that release or take the GIL, and critical sections.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

void FunctionLowering::lower(const GilSection& s) {
  ir::Block* outer = b.handler;
  bool outer_nogil = nogil;
  ir::Local* state = state_local(s.release ? m.thread_state : m.gil_state, "gil");
  ExitScope scope{s.release ? ExitScope::ReleasedGil : ExitScope::EnsuredGil};
  scope.outer_handler = outer;
  scope.outer_nogil = outer_nogil;
  scope.state = state;
  scope.is_unsure = s.unsure;
  b.add(s.release ? Op::ReleaseGil : Op::EnsureGil, nullptr, {b.place_of(state)})->flag = s.unsure;
  ir::Block *error = handler_block("leave the gil section", outer), *after = b.new_block("after the gil section");
  scopes.push_back(scope);
  nogil = s.release;
  set_handler(error);
  statement(s.body);
  scopes.pop_back();
  set_handler(outer);
  if (!b.terminated()) undo(scope);
  b.jump(after);
  b.place(error);
  undo(scope);
  pass_on();
  nogil = outer_nogil;
  b.place(after);
}

// Builds with the GIL have nothing to lock: the runtime's CriticalSection is empty there.
void FunctionLowering::lower(const CriticalSection& s) {
  ir::Block* outer = b.handler;
  std::vector<Value> objects = values(s.objects);
  ir::Local* section = state_local(m.critical_section, "section");
  std::vector<Value> arguments{b.place_of(section)};
  arguments.insert(arguments.end(), objects.begin(), objects.end());
  call(objects.size() > 1 ? rt::critical_enter_2 : rt::critical_enter, types.void_, arguments);
  ir::Block *error = handler_block("leave the critical section", outer), *after = b.new_block("after the critical section");
  ExitScope scope{ExitScope::Critical};
  scope.outer_handler = outer;
  scope.outer_nogil = nogil;
  scope.state = section;
  scopes.push_back(scope);
  set_handler(error);
  statement(s.body);
  scopes.pop_back();
  set_handler(outer);
  if (!b.terminated()) undo(scope);
  b.jump(after);
  b.place(error);
  undo(scope);
  pass_on();
  b.place(after);
}

}  // namespace cyrite::lower
