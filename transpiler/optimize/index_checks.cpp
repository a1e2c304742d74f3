// before: every index into a memoryview is checked where it is used
// after:  a loop whose checks can all be decided before it starts exists twice: without them, and as it was for the case that a bound
//         is broken, so that the exception comes in the same round as ever. Checks that can never fail are dropped.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "ir/flow.h"
#include "optimize/checks.h"
#include "optimize/loop_nest.h"
#include "optimize/loop_ranges.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

constexpr std::size_t kLargestLoop = 600;    // instructions: a longer loop is not worth a second copy
constexpr std::size_t kMostRequirements = 24;
constexpr const char* kProved = "cannot fail in any round";

struct Plan {
  std::vector<Instruction*> checks;  // those that cannot fail when the requirements hold
  std::vector<Requirement> requirements;
  std::vector<Leaf> leaves;
};

// Beside a call of Python a check costs nothing.
bool is_slow(const Instruction& i) {
  switch (i.op) {
    case Op::CallPython: case Op::CallMethod: case Op::CallPythonUnpacked: case Op::Build: case Op::MakeFunction: case Op::MakeClosure: return true;
    case Op::RuntimeCall: return i.runtime->cost >= 2;
    default: return false;
  }
}

class IndexChecks {
 public:
  IndexChecks(Module& module, Function& function) : module_(module), function_(function), edit_(module, function) {}

  void run() {
    if (!function_.suspensions.empty() || !has_checks()) return;
    std::vector<Instruction*> begins;
    for (Block* b : function_.blocks) {
      Instruction* last = b->instructions.back();
      if (last->op == Op::LoopBegin || (last->op == Op::ParallelBegin && last->region->is_range)) begins.push_back(last);
    }
    for (Instruction* begin : begins)
      if (!done_.count(begin)) treat(begin);
  }

 private:
  bool has_checks() const {
    for (const Block* b : function_.blocks)
      for (const Instruction* i : b->instructions)
        if (is_check(*i) && b->loop) return true;
    return false;
  }

  // The loops that start in the run of blocks of this one, outermost first.
  static std::vector<Instruction*> loops_in(const LoopNest& loop) {
    std::vector<Instruction*> out;
    for (Block* b : loop.blocks)
      if (b->instructions.back()->op == Op::LoopBegin) out.push_back(b->instructions.back());
    return out;
  }

  // A loop is taken whole when its inner loops would not lose more checks by themselves.
  void treat(Instruction* begin) {
    LoopNest loop = loop_nest(function_, begin);
    if (loop.blocks.empty()) return;
    Plan plan = plan_for(loop);
    std::vector<Instruction*> inner = loops_in(loop);
    bool best = true;
    for (Instruction* i : inner) {
      LoopNest inner_loop = loop_nest(function_, i);
      if (inner_loop.blocks.empty()) continue;
      for (Instruction* check : plan_for(inner_loop).checks)
        best = best && std::find(plan.checks.begin(), plan.checks.end(), check) != plan.checks.end();
    }
    if (plan.checks.empty() || !best) {
      drop_proved(loop, plan);
      return;  // the inner ones come by themselves
    }
    bool worth_it = std::any_of(plan.checks.begin(), plan.checks.end(), [&](const Instruction* check) { return is_worth_a_version(*check) && is_hot(loop, check->block->loop); });
    if (plan.requirements.empty()) {
      for (Instruction* check : plan.checks) drop_check(*check, kProved);
    } else if (worth_it && loop.size <= kLargestLoop) {
      if (begin->op == Op::ParallelBegin) make_body_versions(loop, plan);
      else make_versions(loop, plan);
    } else {
      drop_proved(loop, plan);
      return;
    }
    for (Instruction* i : inner) done_.insert(i);
  }

  // Asking whether an object is None costs next to nothing; asking it of a view keeps a loop from being vectorised.
  static bool is_worth_a_version(const Instruction& check) { return check.op != Op::CheckNotNone || is_view(check.operands[0]->type); }

  static bool is_hot(const LoopNest& outer, const CountedLoop* loop) {
    for (const Block* b : outer.blocks)
      if (b->loop == loop && !b->is_cold && std::any_of(b->instructions.begin(), b->instructions.end(), [](const Instruction* i) { return is_slow(*i); })) return false;
    return true;
  }

  // Even where the loop stays one, what needs no question goes.
  void drop_proved(const LoopNest& loop, const Plan& plan) {
    if (plan.checks.empty()) return;
    LoopRanges ranges(function_, flow(), *facts_, loop.blocks, loop.loop);
    for (Instruction* check : plan.checks) {
      auto required = ranges.never_fails(*check);
      if (required && required->empty()) drop_check(*check, kProved);
    }
  }

  // Kept until the function changes.
  const Flow& flow() {
    if (!flow_) {
      flow_.emplace(function_);
      facts_.emplace(function_);
    }
    return *flow_;
  }

  Plan plan_for(const LoopNest& loop) {
    Plan plan;
    LoopRanges ranges(function_, flow(), *facts_, loop.blocks, loop.loop);
    for (Block* b : loop.blocks) {
      if (!flow_->reachable(b)) continue;
      for (Instruction* i : b->instructions) {
        if (!is_check(*i)) continue;
        auto required = ranges.never_fails(*i);
        if (!required || plan.requirements.size() + required->size() > kMostRequirements) continue;
        plan.checks.push_back(i);
        for (Requirement& r : *required)
          if (std::find(plan.requirements.begin(), plan.requirements.end(), r) == plan.requirements.end()) plan.requirements.push_back(std::move(r));
      }
    }
    plan.leaves = std::move(ranges.leaves);
    return plan;
  }

  // ---- the question before the loop

  Value computed(Value recipe, Block* at) {
    switch (recipe->op) {
      case Op::Literal: {
        Value v = edit_.append(at, Op::Literal, recipe->type, {});
        v->text = recipe->text;
        v->integer = recipe->integer;
        v->flag = recipe->flag;
        return v;
      }
      case Op::Load: return edit_.append(at, Op::Load, recipe->type, {place(recipe->operands[0]->local, at)});
      case Op::CCast: return edit_.append(at, Op::CCast, recipe->type, {computed(recipe->operands[0], at)});
      default: return asked(*recipe, at);
    }
  }
  // An extent, or whether something is None: of a ViewExtent, or of the check that asks.
  Value asked(const Instruction& check, Block* at) {
    Question question = question_of(check);
    Local* local = asked_place(check)->local;
    Value of = place(local, at);
    if (question.of_object) of = edit_.append(at, Op::Load, local->type, {of});
    Value v = edit_.append(at, question.function ? Op::RuntimeCall : Op::ViewExtent, module_.source->types->ssize, {of});
    v->runtime = question.function;
    v->integer = check.integer;
    return v;
  }
  Value place(Local* local, Block* at) {
    Value p = edit_.append(at, Op::LocalPlace, local->type, {});
    p->local = local;
    return p;
  }

  Value condition(const Plan& plan, Block* at, const Type* truth) {
    std::vector<Value> values(plan.leaves.size(), nullptr);
    Value all = nullptr;
    for (const Requirement& r : plan.requirements) {
      std::vector<Value> operands;
      std::vector<std::int64_t> coefficients;
      for (auto [number, coefficient] : r.form.terms) {
        Value& v = values[static_cast<std::size_t>(number)];
        const Leaf& leaf = plan.leaves[static_cast<std::size_t>(number)];
        if (!v) v = leaf.outside ? leaf.recipe : computed(leaf.recipe, at);
        operands.push_back(v);
        coefficients.push_back(coefficient);
      }
      Value test = edit_.append(at, Op::LinearTest, truth, std::move(operands));
      test->cases = std::move(coefficients);
      test->integer = r.form.constant;
      test->of_type = r.fits;
      if (!all) {
        all = test;
        continue;
      }
      all = edit_.append(at, Op::Binary, truth, {all, test});
      all->c_operator = typed::COperator::And;
    }
    return all;
  }

  void make_versions(const LoopNest& loop, const Plan& plan) {
    flow_.reset();
    facts_.reset();
    Block* before = loop.begin->block;
    before->instructions.pop_back();
    Cloner cloner(edit_, module_);
    Instruction* begin = make_loop_versions(edit_, cloner, loop, condition(plan, before, loop.loop->type), "loop without checks", "loop with checks");
    for (Instruction* check : plan.checks) drop_check(*cloner.copy_of(check), fmt::format("asked before the loop: {} conditions", plan.requirements.size()));
    for (Block* b : loop.blocks) {
      b->is_fallback = true;
      Instruction* inner = cloner.copy_of(b)->instructions.back();
      if (inner->op == Op::LoopBegin) done_.insert(inner);
    }
    done_.insert(begin);
  }

  // The rounds of a prange are dealt out to threads: each asks which version of the body it shall run.
  void make_body_versions(const LoopNest& loop, const Plan& plan) {
    flow_.reset();
    facts_.reset();
    Block* before = loop.begin->block;
    const Type* truth = loop.loop->type;
    before->instructions.pop_back();
    Local* holds = edit_.new_local(truth, "in_bounds");
    Value test = condition(plan, before, truth);
    edit_.append(before, Op::Store, nullptr, {place(holds, before), test});
    before->instructions.push_back(loop.begin);
    Block* body = loop.begin->targets[0];
    Block* choose = edit_.new_block(body, "parallel body");
    Cloner cloner(edit_, module_);
    std::vector<Block*> copies = cloner.clone(loop.blocks);
    Value asked = edit_.append(choose, Op::Load, truth, {place(holds, choose)});
    Instruction* branch = edit_.append(choose, Op::Branch, nullptr, {asked});
    branch->span = loop.begin->span;
    branch->targets[0] = cloner.copy_of(body);
    branch->targets[1] = body;
    branch->likely = 1;
    loop.begin->targets[0] = choose;
    for (Instruction* check : plan.checks) drop_check(*cloner.copy_of(check), fmt::format("asked before the loop: {} conditions", plan.requirements.size()));
    for (Block* b : loop.blocks) b->is_fallback = true;
    auto& list = function_.blocks;
    std::vector<Block*> added{choose};
    added.insert(added.end(), copies.begin(), copies.end());
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(index_of(function_, before)) + 1, added.begin(), added.end());
    for (Block* b : copies)
      if (b->instructions.back()->op == Op::LoopBegin) done_.insert(b->instructions.back());
  }

  Module& module_;
  Function& function_;
  Editor edit_;
  std::optional<Flow> flow_;
  std::optional<LocalFacts> facts_;
  std::unordered_set<const Instruction*> done_;
};

}  // namespace

void index_checks(Module& module, Function& function) { IndexChecks(module, function).run(); }

}  // namespace cyrite::optimize
