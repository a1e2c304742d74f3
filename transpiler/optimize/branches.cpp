// before: branches on constants; jumps to blocks that only jump on
// after:  plain jumps, straight to where they lead
#include "ir/flow.h"
#include "optimize/edit.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

bool fold(Instruction& branch) {
  if (branch.op != Op::Branch) return false;
  const Instruction* condition = branch.operands[0];
  bool negated = false;
  while (condition->op == Op::NotTruth) {
    condition = condition->operands[0];
    negated = !negated;
  }
  if (condition->op != Op::Literal || !condition->flag) return false;
  bool truth = (condition->integer != 0) != negated;
  branch.op = Op::Jump;
  branch.operands.clear();
  branch.targets[0] = truth ? branch.targets[0] : branch.targets[1];
  branch.targets[1] = nullptr;
  return true;
}

// Loop and region borders are more than jumps: blocks beside them stay.
Block* skipped(Block* b) {
  for (int limit = 0; limit < 16; ++limit) {
    if (b->instructions.size() != 1 || b->instructions[0]->op != Op::Jump || b->is_handler) return b;
    Block* next = b->instructions[0]->targets[0];
    if (next == b || next->loop != b->loop || next->region != b->region || (b->loop && b->loop->latch == b)) return b;
    b = next;
  }
  return b;
}

}  // namespace

void branches(Module& module, Function& function) {
  bool folded = false;
  for (Block* b : function.blocks) folded = fold(*b->instructions.back()) || folded;
  for (Block* b : function.blocks) {
    Instruction& last = *b->instructions.back();
    if (last.op != Op::Jump && last.op != Op::Branch && last.op != Op::Switch) continue;
    for (Block*& t : last.targets)
      if (t) t = skipped(t);
    for (Block*& t : last.more_targets) t = skipped(t);
  }
  unreachable(module, function);
  (void)folded;
}

}  // namespace cyrite::optimize
