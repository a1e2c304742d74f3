// The check that a function keeps the rules of ir.h: terminators, targets, definitions before uses, regions.
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "ir/flow.h"
#include "ir/print.h"

namespace cyrite::ir {
namespace {

struct Verifier {
  const Function& f;
  std::unordered_set<const Block*> blocks;
  std::unordered_map<const Instruction*, std::pair<const Block*, std::size_t>> defined;
  const Flow* flow = nullptr;
  std::string fault;

  bool bad(const Block& b, const Instruction* i, std::string_view what) {
    if (fault.empty())
      fault = i ? fmt::format("{}: b{} %{} {}: {}", f.c_name, b.id, i->id, info(i->op).name, what)
                : fmt::format("{}: b{}: {}", f.c_name, b.id, what);
    return false;
  }

  bool shape(const Block& b) {
    if (b.instructions.empty() || !is_terminator(b.instructions.back()->op)) return bad(b, nullptr, "does not end with a terminator");
    for (std::size_t k = 0; k < b.instructions.size(); ++k) {
      const Instruction& i = *b.instructions[k];
      if (is_terminator(i.op) && k + 1 != b.instructions.size()) return bad(b, &i, "terminator inside a block");
      if (i.block != &b) return bad(b, &i, "belongs to another block");
      if (!defined.emplace(&i, std::pair{&b, k}).second) return bad(b, &i, "stands in the function twice");
      bool has_result = info(i.op).result != ResultClass::None;
      if (has_result && !i.type) return bad(b, &i, "has no type");
      if (i.error_exit && !blocks.count(i.error_exit)) return bad(b, &i, "its error exit is not in the function");
    }
    bool ok = true;
    each_successor(b, [&](const Block* t) {
      if (!blocks.count(t)) ok = bad(b, b.instructions.back(), fmt::format("target b{} is not in the function", t->id));
    });
    if (b.handler && !blocks.count(b.handler)) return bad(b, nullptr, "its handler is not in the function");
    return ok;
  }

  static constexpr std::size_t arity(Op op) {
    switch (op) {
      case Op::Store: case Op::Initialise: case Op::Binary: case Op::CheckedBinary: case Op::Compare: case Op::ElementPlace: return 2;
      case Op::Load: case Op::Clear: case Op::AddressOf: case Op::CheckBound: case Op::Unary: case Op::NotTruth: case Op::CCast:
      case Op::BorrowCast: case Op::PointerToObject: case Op::ObjectToPointer: case Op::Branch: case Op::Switch: case Op::FieldPlace:
      case Op::PointerFieldPlace: case Op::DereferencePlace: case Op::Retain: case Op::Release: case Op::ReleaseMaybe: return 1;
      default: return SIZE_MAX;
    }
  }
  static bool wants_place(const Instruction& i, std::size_t operand) {
    switch (i.op) {
      case Op::Load: case Op::Store: case Op::Initialise: case Op::Clear: case Op::AddressOf: case Op::CheckBound:
      case Op::EnterHandler: case Op::LeaveHandler: case Op::SaveRaised: case Op::RestoreRaised: case Op::ReleaseGil: case Op::ReacquireGil:
      case Op::EnsureGil: case Op::LeaveGil: case Op::Construct: case Op::Destroy: return operand == 0;
      default: return false;
    }
  }

  bool operands(const Block& b, std::size_t at) {
    const Instruction& i = *b.instructions[at];
    if (arity(i.op) != SIZE_MAX && i.operands.size() != arity(i.op)) return bad(b, &i, fmt::format("takes {} operands", arity(i.op)));
    for (std::size_t k = 0; k < i.operands.size(); ++k) {
      const Instruction* v = i.operands[k];
      if (!v) {
        if (i.op == Op::SliceView || i.op == Op::MakeFunction || i.op == Op::RuntimeCall) continue;
        return bad(b, &i, "has a null operand");
      }
      auto where = defined.find(v);
      if (where == defined.end()) return bad(b, &i, fmt::format("operand %{} is not in the function", v->id));
      if (info(v->op).result == ResultClass::None) return bad(b, &i, fmt::format("operand %{} has no result", v->id));
      if (wants_place(i, k) && info(v->op).result != ResultClass::Place) return bad(b, &i, fmt::format("operand %{} must be a place", v->id));
      auto [block, index] = where->second;
      bool before = block == &b ? index < at : flow->dominates(block, &b);
      if (!before) return bad(b, &i, fmt::format("operand %{} is not defined on every path", v->id));
    }
    return true;
  }

  bool terminator(const Block& b) {
    const Instruction& i = *b.instructions.back();
    switch (i.op) {
      case Op::Jump: return i.targets[0] || bad(b, &i, "has no target");
      case Op::Branch: return (i.targets[0] && i.targets[1]) || bad(b, &i, "needs two targets");
      case Op::LoopBegin:
      case Op::LoopEnd:
        if (!i.loop || !i.loop->counter || !i.targets[0] || !i.targets[1]) return bad(b, &i, "is incomplete");
        if ((i.op == Op::LoopBegin ? i.loop->begin : i.loop->latch) != &b) return bad(b, &i, "is not the block its loop names");
        return true;
      case Op::ParallelBegin:
      case Op::ParallelEnd:
        if (!i.region || !i.targets[0]) return bad(b, &i, "is incomplete");
        return (i.op == Op::ParallelBegin ? i.region->begin : i.region->end) == &b || bad(b, &i, "is not the block its region names");
      case Op::Switch: return i.more_targets.size() == i.cases.size() + 1 || bad(b, &i, "needs one target more than cases");
      default: return true;
    }
  }

  bool run() {
    if (f.blocks.empty()) {
      fault = f.c_name + ": has no blocks";
      return false;
    }
    for (const Block* b : f.blocks)
      if (!blocks.insert(b).second) return bad(*b, nullptr, "stands in the function twice");
    for (const Block* b : f.blocks)
      if (!shape(*b)) return false;
    Flow graph(f);
    flow = &graph;
    for (const Block* b : f.blocks) {
      if (!graph.reachable(b)) continue;  // unreachable: dropped by a pass
      if (!terminator(*b)) return false;
      for (std::size_t k = 0; k < b->instructions.size(); ++k)
        if (!operands(*b, k)) return false;
    }
    return true;
  }
};

}  // namespace

std::string verify(const Function& function) {
  Verifier v{function, {}, {}, nullptr, {}};
  v.run();
  return v.fault;
}

}  // namespace cyrite::ir
