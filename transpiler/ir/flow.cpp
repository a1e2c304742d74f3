// Reverse postorder and dominators (Cooper, Harvey and Kennedy's iteration).
#include "ir/flow.h"

namespace cyrite::ir {

namespace {
template <class F>
void each_edge(Block& block, F&& f) {
  each_successor(block, [&](Block* t) { f(t, nullptr); });
  Block* last = nullptr;
  for (Instruction* i : block.instructions) {
    if (!fails(*i) && i->op != Op::Fail) continue;
    Block* target = error_target(*i);
    if (!target) continue;
    if (target != last || i->error_exit) f(target, i);
    last = target;
  }
}
}  // namespace

Flow::Flow(const Function& function) {
  predecessors_.resize(function.next_block);
  order_of_.assign(function.next_block, -1);
  // Depth first without recursion: functions may have many thousand blocks.
  struct Visit { Block* block; std::vector<Block*> next; std::size_t at; };
  std::vector<Visit> stack;
  std::vector<Block*> postorder;
  auto enter = [&](Block* b) {
    order_of_[b->id] = 0;
    Visit v{b, {}, 0};
    each_edge(*b, [&](Block* t, Instruction* failing) {
      predecessors_[t->id].push_back({b, failing});
      v.next.push_back(t);
    });
    stack.push_back(std::move(v));
  };
  if (function.blocks.empty()) return;
  enter(function.blocks[0]);
  while (!stack.empty()) {
    Visit& top = stack.back();
    if (top.at == top.next.size()) {
      postorder.push_back(top.block);
      stack.pop_back();
      continue;
    }
    Block* next = top.next[top.at++];
    if (order_of_[next->id] < 0) enter(next);
  }
  order_.assign(postorder.rbegin(), postorder.rend());
  for (std::size_t k = 0; k < order_.size(); ++k) order_of_[order_[k]->id] = static_cast<int>(k);
  find_dominators();
}

void Flow::find_dominators() {
  dominator_.assign(order_.size(), -1);
  dominator_[0] = 0;
  auto meet = [&](int a, int b) {
    while (a != b) {
      while (a > b) a = dominator_[a];
      while (b > a) b = dominator_[b];
    }
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t k = 1; k < order_.size(); ++k) {
      int found = -1;
      for (const Edge& e : predecessors_[order_[k]->id]) {
        int p = order_of_[e.from->id];
        if (p < 0 || dominator_[p] < 0) continue;
        found = found < 0 ? p : meet(p, found);
      }
      if (found != dominator_[k]) {
        dominator_[k] = found;
        changed = true;
      }
    }
  }
}

bool Flow::dominates(const Block* a, const Block* b) const {
  int x = order_of_[a->id], y = order_of_[b->id];
  if (x < 0 || y < 0) return false;
  while (y > x) y = dominator_[y];
  return y == x;
}

}  // namespace cyrite::ir
