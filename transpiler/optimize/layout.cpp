// before: blocks in the order in which passes made them
// after:  the order in which they are printed: cold blocks last, but inside their parallel region; blocks with one predecessor that
//         only falls into them are joined with it
#include <algorithm>

#include "ir/flow.h"
#include "optimize/edit.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

void join(Function& function) {
  Flow flow(function);
  std::erase_if(function.blocks, [&](Block* b) { return !flow.reachable(b); });
  std::vector<int> entries(function.next_block, 0);
  for (Block* b : function.blocks) entries[b->id] = static_cast<int>(flow.predecessors(b).size());
  for (std::size_t k = 0; k < function.blocks.size(); ++k) {
    Block* b = function.blocks[k];
    for (;;) {
      Instruction* last = b->instructions.back();
      if (last->op != Op::Jump) break;
      Block* next = last->targets[0];
      bool plain = next != b && entries[next->id] == 1 && next->handler == b->handler && next->loop == b->loop && next->region == b->region &&
                   next != function.blocks[0] && (!b->is_handler || b->is_cold == next->is_cold);
      if (next->loop && (next->loop->latch == next || next->loop->begin == next)) plain = false;
      if (next->region && (next->region->begin == next || next->region->end == next)) plain = false;
      Op ends = next->instructions.back()->op;
      if (ends == Op::LoopBegin || ends == Op::LoopEnd || ends == Op::ParallelBegin || ends == Op::ParallelEnd) plain = false;
      if (!plain || b->is_cold != next->is_cold) break;
      b->instructions.pop_back();
      for (Instruction* i : next->instructions) i->block = b;
      b->instructions.insert(b->instructions.end(), next->instructions.begin(), next->instructions.end());
      std::size_t at = index_of(function, next);
      function.blocks.erase(function.blocks.begin() + static_cast<std::ptrdiff_t>(at));
      if (at < k) --k;
    }
  }
  // A block in which nothing fails does not keep its handler alive.
  for (Block* b : function.blocks)
    if (b->handler && std::find(function.blocks.begin(), function.blocks.end(), b->handler) == function.blocks.end()) b->handler = nullptr;
}

}  // namespace

void layout(Module&, Function& function) {
  join(function);
  std::vector<Block*> order;
  auto cold_of = [&](const ParallelRegion* region) {
    for (Block* b : function.blocks)
      if (b->is_cold && b->region == region) order.push_back(b);
  };
  for (Block* b : function.blocks) {
    if (b->is_cold && b != function.blocks[0]) continue;
    // The cold blocks of a region stand just before its end, which no jump may cross.
    if (b->region && b->region->end == b) cold_of(b->region);
    order.push_back(b);
  }
  cold_of(nullptr);
  function.blocks = std::move(order);
}

}  // namespace cyrite::optimize
