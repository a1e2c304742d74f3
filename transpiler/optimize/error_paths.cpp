// before: a failing instruction goes to its block's handler, whatever references are held there
// after:  it goes to a cold block that releases them, shared by all instructions that hold the same ones and go to the same handler;
//         blocks are chained, so that the common part of two sets stands once
#include <algorithm>
#include <map>

#include "optimize/edit.h"
#include "optimize/passes.h"
#include "optimize/references.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

struct ErrorPaths {
  Module& module;
  Function& function;
  Editor edit;
  Flow flow;
  References references;
  // (handler, entities in the order of their birth) -> the block that releases them and goes there
  std::map<std::pair<std::uint32_t, std::vector<int>>, Block*> shared;
  std::vector<Block*> made;

  ErrorPaths(Module& m, Function& f) : module(m), function(f), edit(m, f), flow(f), references(f, flow, false) {}

  Block* exit_for(Block* from, Block* handler, std::vector<int> held) {
    if (held.empty()) return handler;
    auto key = std::pair{handler->id, held};
    if (auto found = shared.find(key); found != shared.end()) return found->second;
    int last = held.back();
    held.pop_back();
    Block* next = exit_for(from, handler, held);
    Block* block = edit.new_block(handler, "release");
    block->is_cold = true;
    block->is_handler = true;
    block->region = from->region;
    block->loop = nullptr;
    const Entity& e = references.entities[static_cast<std::size_t>(last)];
    Value v = e.value;
    if (e.local) {
      Value p = edit.append(block, Op::LocalPlace, e.local->type);
      p->local = e.local;
      v = edit.append(block, Op::Load, e.local->type, {p});
      v->moves = true;
    }
    edit.append(block, e.maybe_null ? Op::ReleaseMaybe : Op::Release, nullptr, {v});
    edit.jump(block, next);
    made.push_back(block);
    return shared[key] = block;
  }

  void instruction(Instruction& i, const References::Set& before, bool is_fail) {
    Block* handler = i.block->handler;
    if (!handler) return;
    const auto& needed = references.live_in(handler);
    std::vector<int> held, taken, born;
    for (std::size_t k = 0; k < i.operands.size(); ++k)
      if (int e = references.handed_over(i, k); e >= 0) taken.push_back(e);
    for (const Instruction* d : i.dying)
      if (int e = references.of_value(d); e >= 0) taken.push_back(e);
    if (!is_fail) references.begins(i, born);
    before.each_without(needed, [&](std::size_t e) {
      int id = static_cast<int>(e);
      bool is_taken = std::find(taken.begin(), taken.end(), id) != taken.end();
      if (!is_taken && std::find(born.begin(), born.end(), id) == born.end()) held.push_back(id);
    });
    i.error_exit = exit_for(i.block, handler, held);
  }

  void run() {
    std::vector<Block*> blocks = function.blocks;
    for (Block* b : blocks) {
      if (!flow.reachable(b)) continue;
      auto live = references.live_at_end(b);
      for (auto it = b->instructions.rbegin(); it != b->instructions.rend(); ++it) {
        references.step_back(**it, live);
        if (fails(**it) || (*it)->op == Op::Fail) instruction(**it, live, (*it)->op == Op::Fail);
      }
    }
    // A longer chain comes before what it goes on to, so that most of them need no jump.
    for (auto it = made.rbegin(); it != made.rend(); ++it) {
      Block* next = (*it)->instructions.back()->targets[0];
      auto where = std::find(function.blocks.begin(), function.blocks.end(), next);
      function.blocks.insert(where == function.blocks.end() ? where : where, *it);
    }
  }
};

}  // namespace

void error_paths(Module& module, Function& function) {
  ErrorPaths pass(module, function);
  pass.run();
}

}  // namespace cyrite::optimize
