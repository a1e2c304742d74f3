// Why a check of an index stays in a loop, in words: what could not be known about it before the loop starts.
#pragma once
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ir/ir.h"

namespace cyrite {

class Obstacles {
 public:
  explicit Obstacles(const ir::Function&);
  // Of a CheckIndex that is done again and again.
  std::string of(const ir::Instruction& check) const;

 private:
  std::string of_view(const ir::Instruction& check) const;
  std::string of_index(ir::Value index, const ir::CountedLoop* loop, int depth) const;
  std::string of_variable(const ir::Local&, const ir::CountedLoop* loop, int depth) const;
  std::vector<const ir::Instruction*> stores_in_loop(const ir::Local&, const ir::CountedLoop* loop) const;

  std::unordered_map<const ir::Local*, std::vector<const ir::Instruction*>> stores_;
  std::unordered_set<const ir::Local*> counters_;
};

}  // namespace cyrite
