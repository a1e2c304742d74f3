// Copying blocks and what they refer to.
#include "optimize/clone.h"

namespace cyrite::optimize {
using namespace ir;

Instruction* Cloner::copy_of(const Instruction* i) const {
  auto found = values_.find(i);
  return found == values_.end() ? const_cast<Instruction*>(i) : found->second;
}
Block* Cloner::copy_of(Block* b) const {
  auto found = blocks_.find(b);
  return found == blocks_.end() ? b : found->second;
}

CountedLoop* Cloner::copy_of(CountedLoop* loop) {
  if (!loop || !blocks_.count(loop->latch)) return loop;
  CountedLoop*& copy = loops_[loop];
  if (!copy) {
    copy = module_.arena->make<CountedLoop>(*loop);
    copy->begin = copy_of(loop->begin);
    copy->latch = copy_of(loop->latch);
    // Each loop counts in a variable of its own.
    copy->counter = edit_.new_local(loop->counter->type, loop->counter->name + "_");
    locals_[loop->counter] = copy->counter;
  }
  return copy;
}

Instruction* Cloner::clone(const Instruction& from, Block* into) {
  Instruction* i = module_.arena->make_owned<Instruction>(from);
  i->id = edit_.function().next_instruction++;
  i->block = into;
  for (Value& v : i->operands)
    if (v) v = copy_of(v);
  for (Block*& t : i->targets)
    if (t) t = copy_of(t);
  for (Block*& t : i->more_targets) t = copy_of(t);
  i->loop = copy_of(i->loop);
  return i;
}

std::vector<Block*> Cloner::clone(const std::vector<Block*>& blocks) {
  std::vector<Block*> copies;
  for (Block* b : blocks) {
    Block* copy = edit_.new_block(b, b->note);
    copy->is_handler = b->is_handler;
    blocks_[b] = copy;
    copies.push_back(copy);
  }
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    copies[k]->handler = blocks[k]->handler ? copy_of(blocks[k]->handler) : nullptr;
    copies[k]->loop = copy_of(blocks[k]->loop);
    for (Instruction* i : blocks[k]->instructions) {
      Instruction* copy = clone(*i, copies[k]);
      values_[i] = copy;
      copies[k]->instructions.push_back(copy);
    }
  }
  // A block may use a value of one that stands behind it in the list.
  for (Block* b : copies)
    for (Instruction* i : b->instructions) {
      for (Value& v : i->operands)
        if (v) v = copy_of(v);
      if (auto own = locals_.find(i->local); own != locals_.end()) i->local = own->second;
      if (i->op != Op::LoopBegin) continue;
      for (Value* v : {&i->loop->start, &i->loop->stop, &i->loop->step})
        if (*v) *v = copy_of(*v);
    }
  return copies;
}

}  // namespace cyrite::optimize
