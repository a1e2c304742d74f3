// Which references a function holds where: the analysis that reference_counts and error_paths share.
// An entity is something that holds one reference: an owned value, or a linear temporary (a Local that is set once on each path and
// then moved out or released). A value borrowed from a local is tracked too until reference_counts has decided about it.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "ir/flow.h"
#include "optimize/bit_set.h"

namespace cyrite::optimize {

struct Entity {
  ir::Instruction* value = nullptr;
  ir::Local* local = nullptr;   // linear temporary, when value is null
  bool borrowed = false;        // a Load of a local that keeps its own reference
  bool maybe_null = false;
};

class References {
 public:
  // before: loads of locals are tracked as borrowed, ownership() says what is owned. after: owns_result and is_linear say it.
  References(ir::Function&, const ir::Flow&, bool before);

  std::vector<Entity> entities;
  int of_value(const ir::Instruction* v) const { return v->id < of_value_.size() ? of_value_[v->id] : -1; }
  int of_local(const ir::Local*) const;
  // The value whose reference this one shares.
  static const ir::Instruction* canonical(const ir::Instruction* v);
  // Entities that must be alive while `i` runs.
  void uses(const ir::Instruction& i, std::vector<int>& out) const;
  // Entities that begin with `i`.
  void begins(const ir::Instruction& i, std::vector<int>& out) const;
  // The entity whose reference operand k hands over, or -1.
  int handed_over(const ir::Instruction& i, std::size_t k) const;

  using Set = BitSet;
  const Set& live_in(const ir::Block* b) const { return live_in_[b->id]; }
  Set live_at_end(const ir::Block*) const;                    // after the terminator: union over successors
  // Steps the set backwards over one instruction: after -> before. The handler's needs are included for a failing one.
  void step_back(const ir::Instruction&, Set& live) const;
  const std::vector<int>& roots(const ir::Instruction* v) const { return roots_[v->id]; }

 private:
  void find_entities();
  void find_roots(const ir::Instruction*);
  void find_liveness();
  ir::Function& function_;
  const ir::Flow& flow_;
  bool before_;
  std::vector<int> of_value_;
  std::unordered_map<const ir::Local*, int> of_local_;
  std::vector<std::vector<int>> roots_;
  std::vector<char> rooted_;
  std::vector<Set> live_in_;
};

// NULL is a value this one may have without an exception being set.
bool maybe_null(const ir::Instruction* v);
bool is_place_of_linear(const ir::Instruction* place);

}  // namespace cyrite::optimize
