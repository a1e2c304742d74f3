// before: ReleaseGil, ReacquireGil, EnsureGil and LeaveGil change the state of the GIL
// after:  every instruction that runs without the GIL says so: its error checks and raises must take the GIL themselves
#include "ir/flow.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

void gil(Module&, Function& function) {
  if (function.blocks.empty()) return;
  Flow flow(function);
  enum : char { Unknown, Held, Free };
  std::vector<char> entry(function.next_block, Unknown);
  entry[function.blocks[0]->id] = function.holds_gil_at_entry ? Held : Free;
  auto reach = [&](const Block* to, char state) {
    // Where paths disagree the GIL is taken to be absent: taking it twice is harmless.
    char& in = entry[to->id];
    char meet = in == Unknown ? state : in == state ? in : static_cast<char>(Free);
    bool changed = meet != in;
    in = meet;
    return changed;
  };
  for (bool again = true; again;) {
    again = false;
    for (Block* b : flow.reverse_postorder()) {
      char state = entry[b->id];
      if (state == Unknown) continue;
      for (Instruction* i : b->instructions) {
        i->without_gil = state == Free;
        if (fails(*i) || i->op == Op::Fail)
          if (Block* handler = error_target(*i)) again = reach(handler, state) || again;
        if (i->op == Op::ReleaseGil || i->op == Op::LeaveGil) state = Free;
        if ((i->op == Op::ReacquireGil && !i->flag) || i->op == Op::EnsureGil) state = Held;
      }
      each_successor(*b, [&](Block* t) { again = reach(t, state) || again; });
    }
  }
}

}  // namespace cyrite::optimize
