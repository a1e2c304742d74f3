// The shape of a function's graph: predecessors, an order, immediate dominators. Passes build one when they need it.
#pragma once
#include <vector>

#include "ir/ir.h"

namespace cyrite::ir {

struct Edge {
  Block* from;
  Instruction* failing;  // null: a jump of the terminator; else the instruction whose failure takes the edge
};
class Flow {
 public:
  explicit Flow(const Function&);
  bool reachable(const Block* b) const { return b->id < order_of_.size() && order_of_[b->id] >= 0; }
  const std::vector<Block*>& reverse_postorder() const { return order_; }
  const std::vector<Edge>& predecessors(const Block* b) const { return predecessors_[b->id]; }
  bool dominates(const Block* a, const Block* b) const;

 private:
  void find_dominators();
  std::vector<std::vector<Edge>> predecessors_;  // by block id
  std::vector<Block*> order_;
  std::vector<int> order_of_;                    // by block id; -1: unreachable
  std::vector<int> dominator_;                   // by order: order of the immediate dominator
};
// Where a failure of the instruction goes: its error exit, else the handler; null: out of the function.
inline Block* error_target(const Instruction& i) { return i.error_exit ? i.error_exit : i.block->handler; }

}  // namespace cyrite::ir
