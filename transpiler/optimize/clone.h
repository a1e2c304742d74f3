// Copies a run of blocks: a loop that shall exist in two versions.
#pragma once
#include <unordered_map>

#include "optimize/edit.h"

namespace cyrite::optimize {

class Cloner {
 public:
  explicit Cloner(Editor& edit, ir::Module& module) : edit_(edit), module_(module) {}
  // Copies of the blocks in the same order; jumps, values, loops and handlers among them are the copies', all others stay.
  std::vector<ir::Block*> clone(const std::vector<ir::Block*>&);
  ir::Instruction* copy_of(const ir::Instruction* i) const;
  ir::Block* copy_of(ir::Block* b) const;
  // Before clone(): this block stands for that one in the copy.
  void map(const ir::Block* from, ir::Block* to) { blocks_[from] = to; }
  ir::CountedLoop* copy_of(ir::CountedLoop* loop);

 private:
  ir::Instruction* clone(const ir::Instruction&, ir::Block*);
  Editor& edit_;
  ir::Module& module_;
  std::unordered_map<const ir::Instruction*, ir::Instruction*> values_;
  std::unordered_map<const ir::Block*, ir::Block*> blocks_;
  std::unordered_map<const ir::CountedLoop*, ir::CountedLoop*> loops_;
  std::unordered_map<const ir::Local*, ir::Local*> locals_;
};

}  // namespace cyrite::optimize
