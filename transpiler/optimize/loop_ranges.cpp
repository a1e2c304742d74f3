// Intervals of integers in a loop nest: from the loops' borders, from the conditions around a use, through copies and sums.
#include "optimize/loop_ranges.h"

#include <algorithm>

#include <fmt/format.h>

#include "optimize/checks.h"

namespace cyrite::optimize {
using namespace ir;
using typed::CComparison;
using typed::COperator;

namespace {

constexpr int kDepth = 24;
constexpr std::size_t kForms = 4;  // more alternatives than these are not worth a look

// Operations that change a local without being a Store of it.
bool changes_in_place(const Instruction& i) {
  switch (i.op) {
    case Op::AddressOf: case Op::Clear: case Op::Construct: case Op::Destroy: case Op::RuntimeCall: case Op::CppCall: return true;
    case Op::Unary: return i.c_unary >= typed::CUnaryOperator::PreIncrement;
    default: return false;
  }
}

const IntType* int_type(const Type* t) { return as<IntType>(t); }
// Sums of this type are right modulo 2^64 and every index is: where it ends up inside a view, nothing was lost on the way.
bool is_index_type(const Type* t) {
  const IntType* n = int_type(t);
  return n && n->sign == Sign::Signed && !n->size_unknown && (n->rank == IntRank::SSize || n->rank == IntRank::LongLong);
}
bool is_unsigned(const Type* t) {
  const IntType* n = int_type(t);
  return n && n->sign == Sign::Unsigned && !n->size_unknown;
}
bool same_range(const Type* a, const Type* b) {
  const IntType *x = int_type(a), *y = int_type(b);
  return x && y && x->rank == y->rank && x->sign == y->sign && !x->size_unknown && !y->size_unknown;
}
bool widens(const Type* from, const Type* to) {
  const IntType *x = int_type(from), *y = int_type(to);
  if (!x || !y || x->size_unknown || y->size_unknown) return false;
  auto width = [](IntRank r) { return r == IntRank::SSize ? IntRank::LongLong : r; };
  if (x->sign == Sign::Signed && y->sign == Sign::Signed) return width(x->rank) <= width(y->rank);
  return x->sign == Sign::Unsigned && y->sign == Sign::Signed && x->rank < IntRank::Long && y->rank >= IntRank::LongLong;
}
bool is_arithmetic(Value v) { return v->op == Op::Binary || v->op == Op::Unary; }

Affine constant_form(std::int64_t c) {
  Affine a;
  a.constant = c;
  return a;
}
void add_form(std::vector<Affine>& forms, Affine f) {
  if (std::find(forms.begin(), forms.end(), f) == forms.end()) forms.push_back(std::move(f));
}

// Every sum of one of `a` and factor * one of `b`.
bool sums(const std::vector<Affine>& a, const std::vector<Affine>& b, std::int64_t factor, std::vector<Affine>& out) {
  for (const Affine& x : a)
    for (const Affine& y : b) {
      Affine sum = x;
      if (!add_scaled(sum, y, factor)) return false;
      add_form(out, std::move(sum));
    }
  return out.size() <= kForms;
}

CComparison inverse(CComparison c) {
  switch (c) {
    case CComparison::Less: return CComparison::GreaterEqual;
    case CComparison::LessEqual: return CComparison::Greater;
    case CComparison::Greater: return CComparison::LessEqual;
    case CComparison::GreaterEqual: return CComparison::Less;
    case CComparison::Equal: return CComparison::NotEqual;
    default: return CComparison::Equal;
  }
}
CComparison mirrored(CComparison c) {
  switch (c) {
    case CComparison::Less: return CComparison::Greater;
    case CComparison::LessEqual: return CComparison::GreaterEqual;
    case CComparison::Greater: return CComparison::Less;
    case CComparison::GreaterEqual: return CComparison::LessEqual;
    default: return c;
  }
}

// Of two true bounds the one that says more, as far as that can be seen: constants over forms.
void prefer(std::vector<Affine>& known, std::vector<Affine> fact, bool lower) {
  if (fact.empty()) return;
  if (known.size() == 1 && fact.size() == 1 && known[0].is_constant() && fact[0].is_constant()) {
    if (lower ? fact[0].constant > known[0].constant : fact[0].constant < known[0].constant) known = std::move(fact);
    return;
  }
  known = std::move(fact);
}

}  // namespace

LocalFacts::LocalFacts(const Function& function) {
  for (const Local* l : function.locals)
    if (l->storage != Storage::Register) untracked.insert(l);
  for (const Block* b : function.blocks)
    for (Instruction* i : b->instructions) {
      bool store = i->op == Op::Store || i->op == Op::Initialise;
      for (std::size_t k = 0; k < i->operands.size(); ++k) {
        const Instruction* p = i->operands[k];
        if (!p || p->op != Op::LocalPlace) continue;
        if (store && k == 0) stores[p->local].push_back(i);
        else if (changes_in_place(*i)) untracked.insert(p->local);
      }
    }
}

bool LocalFacts::tracked(const Instruction* place) const {
  return place->op == Op::LocalPlace && !untracked.count(place->local);
}

LoopRanges::LoopRanges(const Function& function, const Flow& flow, const LocalFacts& facts, const std::vector<Block*>& blocks,
                       const CountedLoop* outermost)
    : function_(function), flow_(flow), facts_(facts), members_(blocks.begin(), blocks.end()), outermost_(outermost) {
  counters_[outermost->counter] = outermost;
  for (const Block* b : function.blocks)
    for (std::size_t k = 0; k < b->instructions.size(); ++k) {
      const Instruction* i = b->instructions[k];
      index_[i] = k;
      if (i->op == Op::CheckNotNone && asked_place(*i)) none_checks_.push_back(i);
      if (!inside(b)) continue;
      if (i->op == Op::LoopBegin) counters_[i->loop->counter] = i->loop;
      if (i->op == Op::Branch && i->targets[0] != i->targets[1]) branches_.push_back(i);
    }
}

LoopRanges::Point LoopRanges::point_of(Value v) const {
  auto found = index_.find(v);
  return {v->block, found == index_.end() ? 0 : found->second};
}

// ---- what is the same before and in the loop

// The local has one value from `use` on back to its only definition, which every path to the use has passed.
bool LoopRanges::defined_once_before(const Local* local, const Instruction& use, const Instruction** store) const {
  if (facts_.untracked.count(local)) return false;
  auto found = facts_.stores.find(local);
  std::size_t stores = found == facts_.stores.end() ? 0 : found->second.size();
  if (local->is_parameter || stores != 1) return local->is_parameter && stores == 0;
  const Instruction* only = found->second[0];
  if (store) *store = only;
  return only->block == use.block ? index_.count(&use) && index_.at(only) < index_.at(&use) : flow_.dominates(only->block, use.block);
}

bool LoopRanges::invariant(Value v, int depth) const {
  if (depth > kDepth) return false;
  if (!inside(v->block)) return info(v->op).result != ResultClass::Place;
  switch (v->op) {
    case Op::Literal: return true;
    case Op::Load: {
      if (!facts_.tracked(v->operands[0])) return false;
      auto stores = facts_.stores.find(v->operands[0]->local);
      if (counters_.count(v->operands[0]->local)) return false;
      if (stores == facts_.stores.end()) return true;
      return std::none_of(stores->second.begin(), stores->second.end(), [&](const Instruction* s) { return inside(s->block); });
    }
    case Op::ViewExtent: {
      const Instruction* view = v->operands[0];
      if (!facts_.tracked(view)) return false;
      auto stores = facts_.stores.find(view->local);
      return stores == facts_.stores.end() || std::none_of(stores->second.begin(), stores->second.end(), [&](const Instruction* s) { return inside(s->block); });
    }
    case Op::CCast: return is_int(v->type) && is_int(v->operands[0]->type) && invariant(v->operands[0], depth + 1);
    default: return false;
  }
}

// Equal keys stand for equal values: a variable set once to an extent is that extent.
std::string LoopRanges::key_of(Value v) const {
  if (v->op == Op::ViewExtent && facts_.tracked(v->operands[0])) return fmt::format("extent {} {}", v->operands[0]->local->name, v->integer);
  if (v->op == Op::Load && facts_.tracked(v->operands[0])) {
    const Local* local = v->operands[0]->local;
    const Instruction* store = nullptr;
    bool once = defined_once_before(local, *v, &store);
    if (once && store && is_index_type(local->type)) {
      const Instruction* value = store->operands[1];
      if (value->op == Op::ViewExtent && facts_.tracked(value->operands[0]) && defined_once_before(value->operands[0]->local, *value, nullptr))
        return key_of(const_cast<Value>(value));
    }
    if (once || inside(v->block)) return "local " + local->name;
  }
  return fmt::format("value {}", v->id);
}

std::optional<Interval> LoopRanges::leaf(Value v) {
  if (v->op == Op::Literal) {
    if (!v->flag) return std::nullopt;
    return Interval{{constant_form(v->integer)}, {constant_form(v->integer)}};
  }
  Leaf made{key_of(v), v, !inside(v->block), false};
  made.not_negative = made.key.rfind("extent ", 0) == 0 || is_unsigned(v->type);
  auto known = std::find_if(leaves.begin(), leaves.end(), [&](const Leaf& l) { return l.key == made.key; });
  int number = static_cast<int>(known - leaves.begin());
  if (known == leaves.end()) leaves.push_back(std::move(made));
  Affine form;
  form.terms[number] = 1;
  return Interval{{form}, {form}};
}

// ---- definitions that reach a use

// The stores of the local that may have given the value it has at the point; false: it may come from before the loop as well.
bool LoopRanges::reaching_stores(const Local* local, Point at, std::vector<Instruction*>& out) const {
  std::unordered_set<const Block*> seen;
  std::vector<Point> work{at};
  while (!work.empty()) {
    Point p = work.back();
    work.pop_back();
    bool found = false;
    for (std::size_t k = std::min(p.index, p.block->instructions.size()); k-- > 0 && !found;) {
      Instruction* i = p.block->instructions[k];
      if ((i->op == Op::Store || i->op == Op::Initialise) && i->operands[0]->op == Op::LocalPlace && i->operands[0]->local == local) {
        if (std::find(out.begin(), out.end(), i) == out.end()) out.push_back(i);
        found = true;
      }
    }
    if (found) continue;
    for (const Edge& e : flow_.predecessors(p.block)) {
      if (!inside(e.from)) return false;
      if (seen.insert(e.from).second) work.push_back({e.from, e.from->instructions.size()});
    }
  }
  return true;
}

bool LoopRanges::unchanged_between(const Local* local, const Block* from, Point to) const {
  auto stores_in = [&](const Block* b, std::size_t end) {
    for (std::size_t k = 0; k < std::min(end, b->instructions.size()); ++k) {
      const Instruction* i = b->instructions[k];
      if ((i->op == Op::Store || i->op == Op::Initialise) && i->operands[0]->op == Op::LocalPlace && i->operands[0]->local == local) return true;
    }
    return false;
  };
  if (stores_in(to.block, to.index)) return false;
  std::unordered_set<const Block*> seen;
  std::vector<const Block*> work;
  if (to.block != from) work.push_back(to.block);
  while (!work.empty()) {
    const Block* b = work.back();
    work.pop_back();
    for (const Edge& e : flow_.predecessors(b)) {
      if (!seen.insert(e.from).second) continue;
      if (stores_in(e.from, e.from->instructions.size())) return false;
      if (e.from != from) work.push_back(e.from);
    }
  }
  return true;
}

// ---- intervals

std::optional<Interval> LoopRanges::interval(Value v, Point at, int depth) {
  if (depth > kDepth || !v->type || !is_int(v->type)) return std::nullopt;
  if (v->op == Op::Load && inside(v->block)) return of_load(v, at, depth);
  if (invariant(v, 0)) return leaf(v);
  switch (v->op) {
    case Op::CCast: return of_cast(v, at, depth);
    case Op::Binary: return of_binary(v, at, depth);
    default: return std::nullopt;
  }
}

std::optional<Interval> LoopRanges::of_load(Value v, Point, int depth) {
  if (!facts_.tracked(v->operands[0])) return std::nullopt;
  const Local* local = v->operands[0]->local;
  Point here = point_of(v);
  std::optional<Interval> result;
  if (auto counter = counters_.find(local); counter != counters_.end()) result = of_counter(*counter->second, depth + 1);
  else if (invariant(v, 0)) result = leaf(v);
  else {
    std::vector<Instruction*> stores;
    if (reaching_stores(local, here, stores) && stores.size() <= kForms) {
      Interval all;
      bool known = !stores.empty();
      for (Instruction* s : stores) {
        if (!known || !active_.insert(s).second) {
          known = false;
          break;
        }
        std::size_t required = required_.size();
        auto one = interval(s->operands[1], point_of(s), depth + 1);
        active_.erase(s);
        known = one && !(is_arithmetic(s->operands[1]) && !is_index_type(local->type) && !fits(*one, local->type));
        if (!known) {
          required_.resize(required);
          break;
        }
        for (Affine& f : one->lower) add_form(all.lower, std::move(f));
        for (Affine& f : one->upper) add_form(all.upper, std::move(f));
      }
      if (known && all.lower.size() <= kForms && all.upper.size() <= kForms) result = std::move(all);
    }
  }
  return refined(v, here, std::move(result), depth);
}

std::optional<Interval> LoopRanges::of_counter(const CountedLoop& loop, int depth) {
  Instruction* begin = loop.begin->instructions.back();
  if (begin->op == Op::ParallelBegin ? &begin->region->loop != &loop : begin->loop != &loop) return std::nullopt;
  Point at = point_of(begin);
  auto start = interval(loop.start, at, depth), stop = interval(loop.stop, at, depth);
  if (!start || !stop || !exact(loop.start, *start) || !exact(loop.stop, *stop)) return std::nullopt;
  std::int64_t before_end = loop.stop_inclusive ? 0 : 1;
  Interval result;
  const std::vector<Affine> one{constant_form(1)};
  if (loop.step_sign_unknown || !loop.descending) {
    for (Affine& f : start->lower) add_form(result.lower, f);
    if (!sums(stop->upper, one, -before_end, result.upper)) return std::nullopt;
  }
  if (loop.step_sign_unknown || loop.descending) {
    for (Affine& f : start->upper) add_form(result.upper, f);
    if (!sums(stop->lower, one, before_end, result.lower)) return std::nullopt;
  }
  return result;
}

// A sum that wraps around would start or stop the loop elsewhere. Sizes of things in memory are far from the limit.
bool LoopRanges::exact(Value v, const Interval& range) {
  if (!is_arithmetic(v)) return true;
  auto far_from_limit = [&](const Affine& f) {
    int above = 0, below = 0;
    for (auto [leaf, coefficient] : f.terms) {
      if (!leaves[static_cast<std::size_t>(leaf)].not_negative || coefficient > 1 || coefficient < -1) return false;
      ++(coefficient > 0 ? above : below);
    }
    return above <= 1 && below <= 1;
  };
  if (is_index_type(v->type) && std::all_of(range.lower.begin(), range.lower.end(), far_from_limit) && std::all_of(range.upper.begin(), range.upper.end(), far_from_limit)) return true;
  return fits(range, v->type);
}

// The bounds fit into the type, or must be asked before the loop.
bool LoopRanges::fits(const Interval& range, const Type* type) {
  if (!int_type(type) || range.lower.empty() || range.upper.empty()) return false;
  auto require = [&](const Affine& f) {
    bool small = f.is_constant() && f.constant >= (is_unsigned(type) ? 0 : -100) && f.constant <= 100;
    if (!small) required_.push_back({f, type});
  };
  for (const Affine& f : range.lower) require(f);
  for (const Affine& f : range.upper) require(f);
  return true;
}

std::optional<Interval> LoopRanges::of_cast(Value v, Point at, int depth) {
  Value from = v->operands[0];
  if (!is_int(from->type) || !int_type(v->type)) return std::nullopt;
  auto range = interval(from, at, depth + 1);
  if (!range) return std::nullopt;
  if (is_arithmetic(from) && !is_index_type(from->type) && !fits(*range, from->type)) return std::nullopt;
  if (!same_range(from->type, v->type) && !widens(from->type, v->type) && !fits(*range, v->type)) return std::nullopt;
  return range;
}

std::optional<Interval> LoopRanges::of_binary(Value v, Point at, int depth) {
  if (v->c_operator != COperator::Add && v->c_operator != COperator::Subtract && v->c_operator != COperator::Multiply) return std::nullopt;
  if (!int_type(v->type)) return std::nullopt;
  std::size_t required = required_.size();
  if (inside(v->block)) at = point_of(v);
  auto left = interval(v->operands[0], at, depth + 1), right = interval(v->operands[1], at, depth + 1);
  if (!left || !right) {
    required_.resize(required);
    return std::nullopt;
  }
  Interval result;
  if (v->c_operator == COperator::Multiply) {
    auto constant = [](const Interval& r) { return r.lower.size() == 1 && r.upper == r.lower && r.lower[0].is_constant(); };
    if (!constant(*right)) std::swap(left, right);
    if (!constant(*right)) return std::nullopt;
    std::int64_t factor = right->lower[0].constant;
    const std::vector<Affine> zero{constant_form(0)};
    if (!sums(zero, factor < 0 ? left->upper : left->lower, factor, result.lower)) return std::nullopt;
    if (!sums(zero, factor < 0 ? left->lower : left->upper, factor, result.upper)) return std::nullopt;
    return result;
  }
  bool subtract = v->c_operator == COperator::Subtract;
  if (!sums(left->lower, subtract ? right->upper : right->lower, subtract ? -1 : 1, result.lower)) return std::nullopt;
  if (!sums(left->upper, subtract ? right->lower : right->upper, subtract ? -1 : 1, result.upper)) return std::nullopt;
  if (subtract) difference_known(v, at, result, depth);
  return result;
}

// ---- conditions

// The operand of a condition and a use read the same thing: the same local, unchanged on the way, or equal literals.
bool LoopRanges::same_value(Value asked, const Instruction& branch, const Block* target, Value use) {
  if (asked == use) return true;
  if (asked->op == Op::Literal && use->op == Op::Literal) return asked->flag && use->flag && asked->integer == use->integer;
  if (asked->op == Op::CCast && widens(asked->operands[0]->type, asked->type)) return same_value(asked->operands[0], branch, target, use);
  if (asked->op != Op::Load || use->op != Op::Load || !facts_.tracked(asked->operands[0]) || !facts_.tracked(use->operands[0])) return false;
  const Local* local = asked->operands[0]->local;
  if (local != use->operands[0]->local || asked->block != branch.block) return false;
  for (std::size_t k = index_.at(asked); k < branch.block->instructions.size(); ++k) {
    const Instruction* i = branch.block->instructions[k];
    if ((i->op == Op::Store || i->op == Op::Initialise) && i->operands[0]->op == Op::LocalPlace && i->operands[0]->local == local) return false;
  }
  return unchanged_between(local, target, point_of(use));
}

void LoopRanges::apply(const Instruction& compare, bool holds, Value load, Point at, Interval& range, int depth) {
  CComparison c = holds ? compare.comparison : inverse(compare.comparison);
  Value other = compare.operands[1];
  if (load == compare.operands[1]) {
    c = mirrored(c);
    other = compare.operands[0];
  }
  if (!same_range(compare.operands[0]->type, compare.operands[1]->type) || c == CComparison::NotEqual) return;
  std::size_t required = required_.size();
  auto bound = interval(other, at, depth + 1);
  if (!bound || (is_arithmetic(other) && !fits(*bound, other->type))) {
    required_.resize(required);
    return;
  }
  std::vector<Affine> form;
  const std::vector<Affine> one{constant_form(1)};
  if (c == CComparison::Less || c == CComparison::LessEqual || c == CComparison::Equal) {
    if (sums(bound->upper, one, c == CComparison::Less ? -1 : 0, form)) prefer(range.upper, form, false);
  }
  form.clear();
  if (c == CComparison::Greater || c == CComparison::GreaterEqual || c == CComparison::Equal) {
    if (sums(bound->lower, one, c == CComparison::Greater ? 1 : 0, form)) prefer(range.lower, form, true);
  }
}

namespace {
// The comparison behind a branch condition, through casts to truth and negations.
const Instruction* comparison_of(const Instruction* condition, bool& negated) {
  while (condition->op == Op::NotTruth || (condition->op == Op::CCast && is_int(condition->type) && is_int(condition->operands[0]->type))) {
    if (condition->op == Op::NotTruth) negated = !negated;
    condition = condition->operands[0];
  }
  return condition->op == Op::Compare && is_int(condition->operands[0]->type) && is_int(condition->operands[1]->type) ? condition : nullptr;
}
}  // namespace

std::optional<Interval> LoopRanges::refined(Value load, Point at, std::optional<Interval> known, int depth) {
  if (depth > 8) return known;
  Interval range = known ? *known : Interval{};
  for (const Instruction* branch : branches_) {
    bool negated = false;
    const Instruction* compare = comparison_of(branch->operands[0], negated);
    if (!compare || compare->block != branch->block) continue;
    for (int side = 0; side < 2; ++side) {
      const Block* target = branch->targets[side];
      if (flow_.predecessors(target).size() != 1 || !(target == at.block || flow_.dominates(target, at.block))) continue;
      bool holds = (side == 0) != negated;
      for (Value operand : {compare->operands[0], compare->operands[1]}) {
        if (!same_value(operand, *branch, target, load)) continue;
        apply(*compare, holds, operand, point_of(const_cast<Value>(compare)), range, depth);
      }
    }
  }
  if (range.lower.empty() || range.upper.empty()) return std::nullopt;
  return range;
}

// a - b where a >= b is known from a condition.
bool LoopRanges::difference_known(Value binary, Point at, Interval& range, int depth) {
  if (depth > 8) return false;
  Value left = binary->operands[0], right = binary->operands[1];
  for (const Instruction* branch : branches_) {
    bool negated = false;
    const Instruction* compare = comparison_of(branch->operands[0], negated);
    if (!compare || compare->block != branch->block) continue;
    for (int side = 0; side < 2; ++side) {
      const Block* target = branch->targets[side];
      if (flow_.predecessors(target).size() != 1 || !(target == at.block || flow_.dominates(target, at.block))) continue;
      CComparison c = (side == 0) != negated ? compare->comparison : inverse(compare->comparison);
      for (int order = 0; order < 2; ++order) {
        Value greater = compare->operands[order], less = compare->operands[1 - order];
        CComparison way = order == 0 ? c : mirrored(c);
        if (way != CComparison::Greater && way != CComparison::GreaterEqual && way != CComparison::Equal) continue;
        if (!same_range(greater->type, less->type) || !same_value(greater, *branch, target, left) || !same_value(less, *branch, target, right)) continue;
        range.lower = {constant_form(way == CComparison::Greater ? 1 : 0)};
        return true;
      }
    }
  }
  return false;
}

// ---- checks

// A leaf that stands for the answer to what the check asks.
int LoopRanges::asked_leaf(const Instruction& check, std::string key) {
  auto known = std::find_if(leaves.begin(), leaves.end(), [&](const Leaf& l) { return l.key == key; });
  int number = static_cast<int>(known - leaves.begin());
  if (known == leaves.end()) leaves.push_back({std::move(key), nullptr, false, true});
  Leaf& leaf = leaves[static_cast<std::size_t>(number)];
  if (!leaf.recipe) leaf.recipe = const_cast<Value>(&check);
  return number;
}

std::optional<std::vector<Requirement>> LoopRanges::never_fails(const Instruction& check) {
  const Instruction* place = asked_place(check);
  if (!place || !facts_.tracked(place)) return std::nullopt;
  auto stores = facts_.stores.find(place->local);
  if (stores != facts_.stores.end() && std::any_of(stores->second.begin(), stores->second.end(), [&](const Instruction* s) { return inside(s->block); })) return std::nullopt;
  if (check.op == Op::CheckNotNone) return never_none(check);
  if (item_access(check)) return in_range(check, fmt::format("length {}", place->local->name));
  Instruction extent = check;
  extent.op = Op::ViewExtent;
  extent.operands = {check.operands[0]};
  return in_range(check, key_of(&extent));
}

std::optional<std::vector<Requirement>> LoopRanges::never_none(const Instruction& check) {
  const Local* local = asked_place(check)->local;
  for (const Instruction* earlier : none_checks_)
    if (!inside(earlier->block) && asked_place(*earlier)->local == local && defined_once_before(local, *earlier, nullptr) && flow_.dominates(earlier->block, check.block))
      return std::vector<Requirement>{};
  Affine not_none;
  not_none.terms[asked_leaf(check, fmt::format("none {}", local->name))] = -1;
  return std::vector<Requirement>{{not_none, nullptr}};
}

// The index is at least 0 and less than the extent.
std::optional<std::vector<Requirement>> LoopRanges::in_range(const Instruction& check, std::string_view extent) {
  Value index = check.operands[1];
  required_.clear();
  active_.clear();
  auto range = interval(index, point_of(const_cast<Value>(&check)), 0);
  if (!range) return std::nullopt;
  if (is_arithmetic(index) && !is_index_type(index->type) && !fits(*range, index->type)) return std::nullopt;
  int number = asked_leaf(check, std::string(extent));
  std::vector<Requirement> all = required_;
  for (const Affine& low : range->lower) all.push_back({low, nullptr});
  for (const Affine& high : range->upper) {
    Affine room = constant_form(-1);
    room.terms[number] = 1;
    if (!add_scaled(room, high, -1)) return std::nullopt;
    all.push_back({room, nullptr});
  }
  std::vector<Requirement> open;
  for (Requirement& r : all)
    if ((r.fits || !known_not_negative(r.form, leaves)) && std::find(open.begin(), open.end(), r) == open.end()) open.push_back(std::move(r));
  for (const Requirement& r : open)
    if (!r.fits && r.form.is_constant() && r.form.constant < 0) return std::nullopt;  // it fails for certain in some round: leave it alone
  return open;
}

}  // namespace cyrite::optimize
