// The words for each obstacle; the analysis itself is optimize/loop_ranges.
#include "report/obstacles.h"

#include <fmt/format.h>

#include <algorithm>

namespace cyrite {
using ir::Op;

namespace {

constexpr int kDepth = 8;

std::string name_of(const ir::Local& local) { return local.source ? std::string(local.source->name.view()) : local.name; }

// The place behind a value that was loaded from it.
const ir::Instruction* place_of(const ir::Instruction* value) { return value->op == Op::Load ? value->operands[0] : value; }

const char* spelling(typed::COperator o) {
  switch (o) {
    case typed::COperator::Multiply: return "*";
    case typed::COperator::Divide: case typed::COperator::TrueDivide: case typed::COperator::FloorDivide: return "//";
    case typed::COperator::Modulo: case typed::COperator::FloorModulo: return "%";
    case typed::COperator::Power: return "**";
    case typed::COperator::ShiftLeft: return "<<";
    case typed::COperator::ShiftRight: return ">>";
    case typed::COperator::And: return "&";
    case typed::COperator::Or: return "|";
    case typed::COperator::Xor: return "^";
    default: return "";
  }
}

bool depends_on(const ir::Instruction* value, const ir::Local& local) {
  return value->op == Op::LocalPlace ? value->local == &local
                                     : std::any_of(value->operands.begin(), value->operands.end(), [&](const ir::Instruction* o) { return o && depends_on(o, local); });
}

}  // namespace

Obstacles::Obstacles(const ir::Function& function) {
  for (const ir::Block* b : function.blocks)
    for (const ir::Instruction* i : b->instructions) {
      if (i->loop) counters_.insert(i->loop->counter);
      if (i->region && i->region->is_range) counters_.insert(i->region->loop.counter);
      if ((i->op == Op::Store || i->op == Op::Initialise) && i->operands[0]->op == Op::LocalPlace) stores_[i->operands[0]->local].push_back(i);
    }
}

// Its stores in counted loops: of the loop itself where there are any, else of all loops.
std::vector<const ir::Instruction*> Obstacles::stores_in_loop(const ir::Local& local, const ir::CountedLoop* loop) const {
  std::vector<const ir::Instruction*> own, all;
  if (auto found = stores_.find(&local); found != stores_.end())
    for (const ir::Instruction* s : found->second) {
      if (s->block->loop == loop) own.push_back(s);
      if (s->block->loop) all.push_back(s);
    }
  return own.empty() ? all : own;
}

std::string Obstacles::of(const ir::Instruction& check) const {
  if (!check.block->loop) return "only in a `for` loop over a range of C integers can it be decided before the loop starts";
  std::string why = of_view(check);
  if (why.empty()) why = of_index(check.operands[1], check.block->loop, 0);
  return why.empty() ? "what the index can be depends on more than the loop leaves alone, or the loop is too long to exist twice" : why;
}

std::string Obstacles::of_view(const ir::Instruction& check) const {
  const ir::Instruction* place = place_of(check.operands[0]);
  if (place->op != Op::LocalPlace || place->local->storage != ir::Storage::Register)
    return "the memoryview is no local variable, so other code may replace it: give it to a `cdef` local before the loop";
  return !stores_in_loop(*place->local, check.block->loop).empty() ? fmt::format("'{}' is assigned in the loop", name_of(*place->local)) : "";
}

std::string Obstacles::of_index(ir::Value index, const ir::CountedLoop* loop, int depth) const {
  if (depth > kDepth) return "";
  switch (index->op) {
    case Op::CCast: return of_index(index->operands[0], loop, depth + 1);
    case Op::CallFunction: case Op::CallPointer: case Op::CallVirtual: case Op::CppCall: return "what a function returns can be any index";
    case Op::RuntimeCall: return "what comes from a Python object can be any index";
    case Op::Binary: {
      for (std::size_t k = 0; k < 2; ++k)
        if (std::string why = of_index(index->operands[k], loop, depth + 1); !why.empty()) return why;
      const char* sign = spelling(index->c_operator);
      return *sign ? fmt::format("what `{}` gives is not followed", sign) : "";
    }
    case Op::Load: {
      const ir::Instruction* place = index->operands[0];
      if (place->op != Op::LocalPlace) return "an index that is read from memory can be any number";
      return of_variable(*place->local, loop, depth);
    }
    default: return "";
  }
}

std::string Obstacles::of_variable(const ir::Local& local, const ir::CountedLoop* loop, int depth) const {
  if (local.storage != ir::Storage::Register) return fmt::format("'{}' is shared with an inner function or lives in a generator", name_of(local));
  if (counters_.count(&local)) return "";
  auto stores = stores_in_loop(local, loop);
  if (stores.empty()) return "";
  if (stores.size() > 1 || depends_on(stores[0]->operands[1], local)) return fmt::format("'{}' is changed from round to round", name_of(local));
  return of_index(stores[0]->operands[1], loop, depth + 1);
}

}  // namespace cyrite
