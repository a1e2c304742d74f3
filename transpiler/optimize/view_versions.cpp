// before: a loop over views whose items may be strided, or which may share memory
// after:  where that costs something the loop exists twice: the copy runs when the last axes turn out to be packed and what is stored to
//         lies apart from what else is used. Only loops of which nothing can fail or leave are taken: the versions do the same.
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "optimize/loop_nest.h"
#include "optimize/passes.h"
#include "semantics/runtime_calls.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

constexpr std::size_t kLargestLoop = 200;  // instructions
constexpr std::size_t kMostQuestions = 8;
constexpr int kDepth = 16;

bool is_direct(const ViewType& v) {
  return std::all_of(v.axes.begin(), v.axes.end(), [](const Axis& a) { return a.access == AxisAccess::Direct; });
}
bool may_be_strided(const ViewType& v) { return !v.c_contiguous && !v.f_contiguous && v.axes.back().packing == AxisPacking::Strided; }

bool is_plain(const Type* t) { return !t || (!is_object(t) && !is_view(t) && !is_counted(t)); }

// Neither fails nor hands a reference on.
bool is_harmless(const Instruction& i) {
  if (fails(i) || (i.op != Op::LocalPlace && !is_plain(i.type))) return false;
  switch (i.op) {
    case Op::Store: case Op::Initialise: return is_plain(i.operands[0]->type);
    case Op::CheckIndex: return !i.checks.bounds && !i.checks.wraparound;
    case Op::LoopBegin: case Op::LoopEnd: case Op::Jump: case Op::Branch: case Op::CallFunction: case Op::RuntimeCall: return true;
    case Op::LocalPlace: return i.local->storage == Storage::Register;
    default: return info(i.op).effect == Effect::Pure || info(i.op).effect == Effect::Reads;
  }
}
// Touches no memory but its locals and the items of views.
bool uses_views_only(const Instruction& i) {
  switch (i.op) {
    case Op::CallFunction: case Op::RuntimeCall: case Op::AddressOf: case Op::GlobalPlace: case Op::FieldPlace: case Op::PointerFieldPlace:
    case Op::ElementPlace: case Op::DereferencePlace: return false;
    default: return true;
  }
}

class ViewVersions {
 public:
  ViewVersions(Module& module, Function& function) : module_(module), function_(function), edit_(module, function) {}

  void run() {
    if (!function_.suspensions.empty()) return;
    std::vector<Instruction*> begins;
    for (Block* b : function_.blocks)
      if (b->instructions.back()->op == Op::LoopBegin && !b->is_fallback && !b->is_cold) begins.push_back(b->instructions.back());
    for (Instruction* begin : begins)
      if (!done_.count(begin)) treat(begin);
  }

 private:
  struct Use {
    const Instruction* place;  // ViewItemPlace
    bool stored = false;
  };

  void treat(Instruction* begin) {
    LoopNest nest = loop_nest(function_, begin);
    if (nest.blocks.empty() || nest.blocks[0]->is_fallback || !stays_inside(nest)) return;
    members_ = {nest.blocks.begin(), nest.blocks.end()};
    find_uses(nest);
    std::vector<SeenView> seen;
    bool packed = gains_from_packed(nest), apart = gains_from_apart(nest) && lies_apart_can_be_asked(nest);
    for (const Use& use : uses_) {
      Local* view = use.place->operands[0]->local;
      if (std::any_of(seen.begin(), seen.end(), [&](const SeenView& s) { return s.view == view; })) continue;
      SeenView one{view, packed && is_packed_candidate(nest, view), apart};
      if (one.packed || one.apart) seen.push_back(one);
    }
    if (seen.empty() || seen.size() > kMostQuestions) return;
    for (Block* b : nest.blocks)
      if (b->instructions.back()->op == Op::LoopBegin) done_.insert(b->instructions.back());
    split(nest, std::move(seen));
  }

  // Control enters at the beginning, leaves at the end, and nothing on the way can fail.
  static bool stays_inside(const LoopNest& nest) {
    if (nest.size > kLargestLoop) return false;
    std::unordered_set<const Block*> members(nest.blocks.begin(), nest.blocks.end());
    for (const Block* b : nest.blocks) {
      if (b->is_cold || b->is_handler) return false;
      bool leaves = false;
      if (b != nest.loop->latch) each_successor(*b, [&](const Block* t) { leaves = leaves || !members.count(t); });
      if (leaves || !std::all_of(b->instructions.begin(), b->instructions.end(), [](const Instruction* i) { return is_harmless(*i); })) return false;
    }
    return true;
  }

  void find_uses(const LoopNest& nest) {
    uses_.clear();
    stores_.clear();
    std::unordered_set<const Instruction*> stored;
    for (const Block* b : nest.blocks)
      for (const Instruction* i : b->instructions) {
        if (i->op != Op::Store && i->op != Op::Initialise) continue;
        stored.insert(i->operands[0]);
        if (i->operands[0]->op == Op::LocalPlace) stores_.insert({i->operands[0]->local, i});
      }
    for (const Block* b : nest.blocks)
      for (const Instruction* i : b->instructions)
        if (i->op == Op::ViewItemPlace && i->operands[0]->op == Op::LocalPlace) uses_.push_back({i, stored.count(i) > 0});
  }

  // Whether the value changes with the counter.
  bool follows(Value v, const Local* counter, int depth) const {
    if (depth > kDepth || !members_.count(v->block)) return false;
    if (v->op == Op::LocalPlace) {
      if (v->local == counter) return true;
      auto [first, last] = stores_.equal_range(v->local);
      return std::any_of(first, last, [&](const auto& s) { return follows(s.second->operands[1], counter, depth + 1); });
    }
    return std::any_of(v->operands.begin(), v->operands.end(), [&](Value o) { return o && follows(o, counter, depth + 1); });
  }
  bool index_follows(const Instruction& place, const CountedLoop& loop) const {
    return std::any_of(place.operands.begin() + 1, place.operands.end(), [&](Value v) { return follows(v, loop.counter, 0); });
  }

  bool is_packed_candidate(const LoopNest& nest, const Local* view) const {
    auto* type = as<ViewType>(view->type);
    if (!type || !is_direct(*type) || !may_be_strided(*type)) return false;
    return std::any_of(uses_.begin(), uses_.end(), [&](const Use& use) {
      if (use.place->operands[0]->local != view) return false;
      Value last = use.place->operands.back();
      return std::any_of(nest.blocks.begin(), nest.blocks.end(), [&](const Block* b) { return b->loop && follows(last, b->loop->counter, 0); });
    });
  }

  // Calls, and sums of floating-point numbers alone, are not vectorised: there strides cost next to nothing.
  bool gains_from_packed(const LoopNest& nest) const {
    for (const Block* b : nest.blocks)
      for (const Instruction* i : b->instructions)
        if (i->op == Op::CallFunction) return false;
    return std::any_of(uses_.begin(), uses_.end(), [](const Use& use) { return use.stored || is_int(use.place->type); });
  }

  // Both give the same when they are computed side by side.
  static bool same_value(const Instruction& a, const Instruction& b, int depth) {
    if (&a == &b) return true;
    if (depth > kDepth || a.op != b.op || a.type != b.type || a.operands.size() != b.operands.size()) return false;
    if (a.op != Op::Load && a.op != Op::LocalPlace && a.op != Op::Literal && a.op != Op::CheckIndex && a.op != Op::CCast && a.op != Op::Binary) return false;
    if (a.local != b.local || a.text != b.text || a.c_operator != b.c_operator) return false;
    for (std::size_t k = 0; k < a.operands.size(); ++k)
      if (!same_value(*a.operands[k], *b.operands[k], depth + 1)) return false;
    return true;
  }
  // The rounds of the innermost loop work on items of their own.
  bool rounds_are_apart(const Use& stored) const {
    return std::all_of(uses_.begin(), uses_.end(), [&](const Use& use) {
      bool same_view = use.place->block->loop == stored.place->block->loop && use.place->operands[0]->local == stored.place->operands[0]->local;
      return !same_view || std::equal(use.place->operands.begin() + 1, use.place->operands.end(), stored.place->operands.begin() + 1,
                                      [](const Instruction* a, const Instruction* b) { return same_value(*a, *b, 0); });
    });
  }

  // An item is stored again in each round of the loop around: when nobody else sees it, C++ compilers run several rounds at once.
  bool gains_from_apart(const LoopNest& nest) const {
    return std::any_of(uses_.begin(), uses_.end(), [&](const Use& use) {
      const CountedLoop* inner = use.place->block->loop;
      if (!use.stored || !inner || inner == nest.loop || !members_.count(inner->begin)) return false;
      const CountedLoop* around = inner->begin->loop;
      return around && index_follows(*use.place, *inner) && !index_follows(*use.place, *around) && rounds_are_apart(use);
    });
  }
  bool lies_apart_can_be_asked(const LoopNest& nest) const {
    std::set<const Local*> views;
    for (const Use& use : uses_) {
      auto* type = as<ViewType>(use.place->operands[0]->type);
      if (!type || !is_direct(*type)) return false;
      views.insert(use.place->operands[0]->local);
    }
    if (views.size() < 2 || views.size() > kMostQuestions) return false;
    for (const Block* b : nest.blocks)
      for (const Instruction* i : b->instructions)
        if (!uses_views_only(*i) || (i->op == Op::ViewItemPlace && i->operands[0]->op != Op::LocalPlace)) return false;
    return true;
  }

  // ---- the question before the loop

  Value asked(const RuntimeFunction* function, const std::vector<Local*>& views, Block* at, const Type* truth, Value before) {
    std::vector<Value> places;
    for (Local* view : views) {
      Value p = edit_.append(at, Op::LocalPlace, view->type, {});
      p->local = view;
      places.push_back(p);
    }
    Value v = edit_.append(at, Op::RuntimeCall, truth, std::move(places));
    v->runtime = function;
    if (!before) return v;
    Value both = edit_.append(at, Op::Binary, truth, {before, v});
    both->c_operator = typed::COperator::And;
    return both;
  }

  void split(const LoopNest& nest, std::vector<SeenView> seen) {
    Block* before = nest.begin->block;
    before->instructions.pop_back();
    const Type* truth = module_.source->types->int_;
    Value holds = nullptr;
    for (const SeenView& s : seen)
      if (s.packed) holds = asked(&rt::view_has_unit_stride, {s.view}, before, truth, holds);
    std::set<Local*> stored;
    for (const Use& use : uses_)
      if (use.stored) stored.insert(use.place->operands[0]->local);
    for (std::size_t a = 0; a < seen.size(); ++a)
      for (std::size_t b = a + 1; b < seen.size(); ++b)
        if (seen[a].apart && seen[b].apart && (stored.count(seen[a].view) || stored.count(seen[b].view)))
          holds = asked(&rt::views_apart, {seen[a].view, seen[b].view}, before, truth, holds);
    Cloner cloner(edit_, module_);
    Instruction* begin = make_loop_versions(edit_, cloner, nest, holds, "loop over what was asked", "loop over any views");
    begin->loop->seen = module_.arena->copy(seen);
    begin->proof = "asked before the loop";
  }

  Module& module_;
  Function& function_;
  Editor edit_;
  std::unordered_set<const Instruction*> done_;
  std::unordered_set<const Block*> members_;
  std::vector<Use> uses_;
  std::unordered_multimap<const Local*, const Instruction*> stores_;
};

}  // namespace

void view_versions(Module& module, Function& function) { ViewVersions(module, function).run(); }

}  // namespace cyrite::optimize
