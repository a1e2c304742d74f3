// A loop with all that runs in it, as passes copy it.
#pragma once
#include "optimize/clone.h"

namespace cyrite::optimize {

struct LoopNest {
  ir::Instruction* begin = nullptr;       // LoopBegin, or the ParallelBegin of a prange
  const ir::CountedLoop* loop = nullptr;
  std::vector<ir::Block*> blocks;         // what runs between begin and latch, latch included; of a prange without its end
  std::size_t size = 0;                   // instructions
};

// Without blocks: the loop cannot be copied as it is.
LoopNest loop_nest(const ir::Function&, ir::Instruction* begin);

// The loop exists twice, side by side: its copy runs where `holds`, computed at the end of the block before, is true. The loop itself
// keeps its instructions. Returns the LoopBegin of the copy.
ir::Instruction* make_loop_versions(Editor&, Cloner&, const LoopNest&, ir::Value holds, std::string_view note_of_copy, std::string_view note_of_loop);

}  // namespace cyrite::optimize
