// Finding the blocks of a loop, and doubling them.
#include "optimize/loop_nest.h"

#include <unordered_set>

#include "ir/flow.h"

namespace cyrite::optimize {
using namespace ir;

LoopNest loop_nest(const Function& function, Instruction* begin) {
  LoopNest nest;
  bool parallel = begin->op == Op::ParallelBegin;
  const CountedLoop* loop = parallel ? &begin->region->loop : begin->loop;
  std::size_t first = index_of(function, begin->block) + 1, last = index_of(function, parallel ? begin->region->end : loop->latch) + (parallel ? 0 : 1);
  if (last > function.blocks.size() || first >= last || (!parallel && loop->latch->instructions.back()->op != Op::LoopEnd)) return nest;
  std::vector<Block*> blocks(function.blocks.begin() + static_cast<std::ptrdiff_t>(first), function.blocks.begin() + static_cast<std::ptrdiff_t>(last));
  std::unordered_set<const Block*> members(blocks.begin(), blocks.end());
  for (const Block* b : blocks)
    for (const Instruction* i : b->instructions) {
      if (i->op == Op::ParallelBegin || i->op == Op::ParallelEnd || i->op == Op::StartGenerator || i->op == Op::Construct) return nest;
      ++nest.size;
    }
  // Nobody outside jumps in, and nothing made inside is used behind the loop.
  for (const Block* b : function.blocks) {
    bool is_member = members.count(b);
    bool enters = false;
    if (!is_member && b != begin->block) each_successor(*b, [&](const Block* t) { enters = enters || members.count(t); });
    if (enters || (!is_member && b->handler && members.count(b->handler))) return nest;
    if (is_member) continue;
    for (const Instruction* i : b->instructions)
      for (const Instruction* v : i->operands)
        if (v && members.count(v->block)) return nest;
  }
  nest.begin = begin;
  nest.loop = loop;
  nest.blocks = std::move(blocks);
  return nest;
}

Instruction* make_loop_versions(Editor& edit, Cloner& cloner, const LoopNest& nest, Value holds, std::string_view note_of_copy, std::string_view note_of_loop) {
  Block* before = holds->block;
  Block* fast = edit.new_block(before, note_of_copy);
  Block* slow = edit.new_block(before, note_of_loop);
  Instruction* branch = edit.append(before, Op::Branch, nullptr, {holds});
  branch->span = nest.begin->span;
  branch->targets[0] = fast;
  branch->targets[1] = slow;
  branch->likely = 1;
  // The loop starts in `slow`; the copy starts in `fast`.
  nest.begin->block = slow;
  slow->instructions.push_back(nest.begin);
  nest.begin->loop->begin = slow;
  cloner.map(slow, fast);
  std::vector<Block*> copies = cloner.clone(nest.blocks);
  CountedLoop* copy = cloner.copy_of(nest.begin->loop);
  copy->begin = fast;
  Instruction* begin = edit.append(fast, Op::LoopBegin, nullptr, {});
  begin->span = nest.begin->span;
  begin->loop = copy;
  begin->targets[0] = cloner.copy_of(nest.begin->targets[0]);
  begin->targets[1] = nest.begin->targets[1];
  auto& list = edit.function().blocks;
  auto at = list.begin() + static_cast<std::ptrdiff_t>(index_of(edit.function(), before)) + 1;
  std::vector<Block*> added{fast};
  added.insert(added.end(), copies.begin(), copies.end());
  added.push_back(slow);
  list.insert(at, added.begin(), added.end());
  return begin;
}

}  // namespace cyrite::optimize
