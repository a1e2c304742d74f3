// How passes change a function: making instructions and blocks, replacing and inserting.
#pragma once
#include "ir/ir.h"

namespace cyrite::optimize {

class Editor {
 public:
  Editor(ir::Module& module, ir::Function& function) : module_(module), function_(function) {}
  ir::Instruction* make(ir::Op, const Type*, std::vector<ir::Value> operands, const ir::Instruction* at);
  ir::Block* new_block(const ir::Block* like, std::string_view note);  // not yet in the function
  ir::Local* new_local(const Type*, std::string_view name);
  void insert(ir::Block*, std::size_t index, ir::Instruction*);
  ir::Instruction* append(ir::Block*, ir::Op, const Type* = nullptr, std::vector<ir::Value> = {});
  ir::Instruction* jump(ir::Block* from, ir::Block* to);
  ir::Value place(ir::Local*, const ir::Instruction* at);
  ir::Module& module() { return module_; }
  ir::Function& function() { return function_; }

 private:
  ir::Module& module_;
  ir::Function& function_;
};

// Every jump of the block to `from` goes to `to`.
void retarget(ir::Block&, const ir::Block* from, ir::Block* to);
// The counted loop becomes plain blocks with a branch.
void expand_loop(Editor&, ir::CountedLoop&);
// Position of the block in the function's list.
std::size_t index_of(const ir::Function&, const ir::Block*);

}  // namespace cyrite::optimize
