// before: blocks that nothing reaches; loops whose body never comes to its end
// after:  only reachable blocks; such loops are plain branches
#include <algorithm>

#include "ir/flow.h"
#include "optimize/edit.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

void unreachable(Module& module, Function& function) {
  if (function.blocks.empty()) return;
  for (bool again = true; again;) {
    again = false;
    Flow flow(function);
    Editor edit(module, function);
    for (Block* b : function.blocks) {
      if (!flow.reachable(b) || b->instructions.empty()) continue;
      Instruction* last = b->instructions.back();
      if (last->op != Op::LoopBegin || (last->loop->latch && flow.reachable(last->loop->latch))) continue;
      last->loop->latch = nullptr;
      expand_loop(edit, *last->loop);
      again = true;
      break;
    }
    if (again) continue;
    std::erase_if(function.blocks, [&](Block* b) { return !flow.reachable(b); });
    for (Block* b : function.blocks)
      if (b->handler && !flow.reachable(b->handler)) b->handler = nullptr;
  }
  std::erase_if(function.suspensions, [&](Instruction* s) {
    return std::find(function.blocks.begin(), function.blocks.end(), s->block) == function.blocks.end();
  });
}

}  // namespace cyrite::optimize
