// before: what follows a parallel region asks its status, whether or not anything in it can set one
// after:  a region that nothing leaves early goes straight on
#include <unordered_set>

#include "optimize/edit.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

namespace {
bool is_inside(const Block& b, const ParallelRegion* region) {
  for (const ParallelRegion* r = b.region; r; r = r->begin ? r->begin->region : nullptr)
    if (r == region) return true;
  return false;
}
}  // namespace

void parallel(Module& module, Function& function) {
  std::unordered_set<const Local*> never_set;
  for (Block* b : function.blocks) {
    Instruction* last = b->instructions.back();
    if (last->op != Op::ParallelBegin || !last->region->status) continue;
    const ParallelRegion* region = last->region;
    bool set = false;
    for (Block* inner : function.blocks) {
      if (!is_inside(*inner, region)) continue;
      for (Instruction* i : inner->instructions) set = set || (i->op == Op::Store && i->operands[0]->op == Op::LocalPlace && i->operands[0]->local == region->status);
    }
    if (!set) never_set.insert(region->status);
  }
  if (never_set.empty()) return;
  for (Block* b : function.blocks) {
    Instruction* last = b->instructions.back();
    if (last->op != Op::Switch || last->operands[0]->op != Op::Load || last->operands[0]->operands[0]->op != Op::LocalPlace) continue;
    if (!never_set.count(last->operands[0]->operands[0]->local)) continue;
    last->op = Op::Jump;
    last->targets[0] = last->more_targets.back();
    last->more_targets.clear();
    last->cases.clear();
    last->operands.clear();
  }
  for (Block* b : function.blocks)
    std::erase_if(b->instructions, [&](const Instruction* i) {
      return (i->op == Op::Store || i->op == Op::Load) && i->operands[0]->op == Op::LocalPlace && never_set.count(i->operands[0]->local);
    });
  unreachable(module, function);
}

}  // namespace cyrite::optimize
