// Which values an integer can have in a loop nest, as linear forms over what the loop leaves alone.
#pragma once
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ir/flow.h"
#include "optimize/affine.h"

namespace cyrite::optimize {

// The locals of a function as the analysis sees them.
struct LocalFacts {
  explicit LocalFacts(const ir::Function&);
  std::unordered_map<const ir::Local*, std::vector<ir::Instruction*>> stores;
  std::unordered_set<const ir::Local*> untracked;  // address taken, not in a register, or changed by an operation that is no Store
  bool tracked(const ir::Instruction* place) const;
};

class LoopRanges {
 public:
  // `blocks`: what runs between the loop's begin and its latch, both borders' loop included.
  LoopRanges(const ir::Function&, const ir::Flow&, const LocalFacts&, const std::vector<ir::Block*>& blocks, const ir::CountedLoop* outermost);

  // What must hold before the loop so that `check` cannot fail in any round (none of it: it never fails); nothing: it cannot be said.
  std::optional<std::vector<Requirement>> never_fails(const ir::Instruction& check);
  std::vector<Leaf> leaves;

 private:
  struct Point { const ir::Block* block; std::size_t index; };  // before that instruction
  bool inside(const ir::Block* b) const { return members_.count(b) != 0; }
  std::optional<std::vector<Requirement>> never_none(const ir::Instruction& check);
  std::optional<std::vector<Requirement>> in_range(const ir::Instruction& check, std::string_view what);
  int asked_leaf(const ir::Instruction& check, std::string key);
  std::optional<Interval> interval(ir::Value, Point, int depth);
  std::optional<Interval> of_load(ir::Value, Point, int depth);
  std::optional<Interval> of_binary(ir::Value, Point, int depth);
  std::optional<Interval> of_cast(ir::Value, Point, int depth);
  std::optional<Interval> of_counter(const ir::CountedLoop&, int depth);
  std::optional<Interval> refined(ir::Value load, Point, std::optional<Interval>, int depth);
  void apply(const ir::Instruction& compare, bool holds, ir::Value load, Point, Interval&, int depth);
  bool difference_known(ir::Value binary, Point, Interval&, int depth);
  bool same_value(ir::Value condition_operand, const ir::Instruction& branch, const ir::Block* target, ir::Value use);
  bool reaching_stores(const ir::Local*, Point, std::vector<ir::Instruction*>& out) const;
  bool unchanged_between(const ir::Local*, const ir::Block* from, Point to) const;
  bool invariant(ir::Value, int depth) const;
  std::string key_of(ir::Value) const;
  bool defined_once_before(const ir::Local*, const ir::Instruction& use, const ir::Instruction** store) const;
  std::optional<Interval> leaf(ir::Value);
  Point point_of(ir::Value) const;
  bool fits(const Interval&, const Type*);
  bool exact(ir::Value, const Interval&);

  const ir::Function& function_;
  const ir::Flow& flow_;
  const LocalFacts& facts_;
  std::unordered_set<const ir::Block*> members_;
  std::unordered_map<const ir::Local*, const ir::CountedLoop*> counters_;
  std::unordered_map<const ir::Instruction*, std::size_t> index_;
  std::vector<const ir::Instruction*> branches_, none_checks_;
  std::unordered_set<const ir::Instruction*> active_;  // stores whose value is being looked at: a variable that depends on itself has no interval
  std::vector<Requirement> required_;
  const ir::CountedLoop* outermost_;
};

}  // namespace cyrite::optimize
