// Entities, what keeps them alive, and their liveness.
#include "optimize/references.h"

#include <algorithm>

namespace cyrite::optimize {
using namespace ir;

bool is_place_of_linear(const Instruction* place) { return place->op == Op::LocalPlace && place->local->is_linear; }

bool maybe_null(const Instruction* v) {
  switch (v->op) {
    case Op::Null:
    case Op::ErrorValue: return true;
    case Op::BorrowCast: return maybe_null(v->operands[0]);
    case Op::RuntimeCall: return v->runtime->failure == Failure::Occurred || v->runtime->failure == Failure::Never;
    default: return false;
  }
}

const Instruction* References::canonical(const Instruction* v) {
  while (v && v->op == Op::BorrowCast) v = v->operands[0];
  return v;
}

int References::of_local(const Local* l) const {
  auto found = of_local_.find(l);
  return found == of_local_.end() ? -1 : found->second;
}

References::References(Function& function, const Flow& flow, bool before) : function_(function), flow_(flow), before_(before) {
  find_entities();
  roots_.resize(function.next_instruction);
  rooted_.assign(function.next_instruction, 0);
  find_liveness();
}

void References::find_entities() {
  of_value_.assign(function_.next_instruction, -1);
  auto add = [&](Entity e) {
    if (e.value) of_value_[e.value->id] = static_cast<int>(entities.size());
    else of_local_[e.local] = static_cast<int>(entities.size());
    entities.push_back(e);
  };
  for (Local* l : function_.locals)
    if (l->is_linear && is_counted(l->type)) add({nullptr, l, false, false});
  for (Block* b : function_.blocks) {
    for (Instruction* i : b->instructions) {
      if ((i->op == Op::Store || i->op == Op::Initialise) && is_place_of_linear(i->operands[0]) && maybe_null(canonical(i->operands[1]))) {
        int e = of_local(i->operands[0]->local);
        if (e >= 0) entities[e].maybe_null = true;
      }
      Ownership o = ownership(*i);
      bool counted = i->type && is_counted(i->type);
      if (before_) {
        if (o == Ownership::Owned) add({i, nullptr, false, maybe_null(i)});
        else if (o == Ownership::Borrowed && i->op == Op::Load && counted && !is_place_of_linear(i->operands[0])) add({i, nullptr, true, false});
        else if (o == Ownership::Borrowed && i->op == Op::Load && counted) add({i, nullptr, !i->moves, false});
      } else if (i->owns_result) {
        add({i, nullptr, false, maybe_null(i)});
      }
    }
  }
  // What is moved out of a temporary that may be NULL may be NULL.
  for (Entity& e : entities)
    if (e.value && e.value->op == Op::Load && is_place_of_linear(e.value->operands[0])) {
      int from = of_local(e.value->operands[0]->local);
      if (from >= 0 && entities[from].maybe_null) e.maybe_null = true;
    }
}

// Values that point into what an operand holds keep it alive: borrowed objects, pointers, places.
static bool passes_on(const Instruction& v) {
  if (v.op == Op::Load && !v.operands.empty() && v.operands[0]->op == Op::LocalPlace) return v.operands[0]->local->is_linear;
  switch (info(v.op).result) {
    case ResultClass::None: return false;
    case ResultClass::Place: return true;
    default: break;
  }
  if (info(v.op).effect == Effect::Pure) return true;  // may be evaluated where it is used
  if (!v.type) return false;
  if (is_counted(v.type)) return true;
  TypeKind k = kind_of(v.type);
  bool points = k == TypeKind::Pointer || k == TypeKind::Array || k == TypeKind::Reference || k == TypeKind::CppClass;
  if (v.op == Op::Load || v.op == Op::ViewExtent || v.op == Op::ViewStride) return true;
  return points;
}

void References::find_roots(const Instruction* v) {
  if (rooted_[v->id]) return;
  rooted_[v->id] = 1;
  std::vector<int> found;
  int own = of_value_[v->id];
  if (own >= 0) found.push_back(own);
  // A borrowed load of a linear temporary leans on the temporary.
  if ((own < 0 || before_) && v->op == Op::Load && is_place_of_linear(v->operands[0]) && !v->moves) {
    int e = of_local(v->operands[0]->local);
    if (e >= 0) found.push_back(e);
  }
  if (own < 0 && passes_on(*v))
    for (const Instruction* operand : v->operands) {
      if (!operand) continue;
      find_roots(operand);
      for (int e : roots_[operand->id])
        if (std::find(found.begin(), found.end(), e) == found.end()) found.push_back(e);
    }
  roots_[v->id] = std::move(found);
}

void References::uses(const Instruction& i, std::vector<int>& out) const {
  out.clear();
  auto add = [&](const Instruction* v) {
    if (!v) return;
    for (int e : roots_[v->id])
      if (std::find(out.begin(), out.end(), e) == out.end()) out.push_back(e);
  };
  for (const Instruction* v : i.operands) add(v);
  if (i.loop && (i.op == Op::LoopBegin || i.op == Op::LoopEnd)) {
    add(i.loop->start);
    add(i.loop->stop);
    add(i.loop->step);
  }
  if (i.region && i.op == Op::ParallelBegin) {
    for (const Instruction* v : {i.region->loop.start, i.region->loop.stop, i.region->loop.step, i.region->num_threads, i.region->use_threads_if, i.region->chunksize}) add(v);
  }
  if (i.op == Op::Load && is_place_of_linear(i.operands[0])) {
    int e = of_local(i.operands[0]->local);
    if (e >= 0 && std::find(out.begin(), out.end(), e) == out.end()) out.push_back(e);
  }
}

void References::begins(const Instruction& i, std::vector<int>& out) const {
  out.clear();
  if (int e = of_value(&i); e >= 0) out.push_back(e);
  auto local = [&](const Instruction* place) {
    if (!place || place->op != Op::LocalPlace) return;
    int e = of_local(place->local);
    if (e >= 0) out.push_back(e);
  };
  if (i.op == Op::Store || i.op == Op::Initialise) local(i.operands[0]);
  if (i.op == Op::RuntimeCall)
    for (std::size_t k = 0; k < i.operands.size(); ++k)
      if (argument_mode(*i.runtime, k) == ArgumentMode::Place) local(i.operands[k]);
}

int References::handed_over(const Instruction& i, std::size_t k) const {
  if (!consumes(i, k)) return -1;
  return of_value(canonical(i.operands[k]));
}

References::Set References::live_at_end(const Block* b) const {
  Set live(entities.size());
  each_successor(*b, [&](const Block* s) { live.insert(live_in_[s->id]); });
  return live;
}

void References::step_back(const Instruction& i, Set& live) const {
  std::vector<int> list;
  begins(i, list);
  if (fails(i) || i.op == Op::Fail)
    if (const Block* handler = i.error_exit ? i.error_exit : i.block->handler) live.insert(live_in_[handler->id]);
  for (int e : list) live.erase(static_cast<std::size_t>(e));
  uses(i, list);
  for (int e : list) live.insert(static_cast<std::size_t>(e));
}

void References::find_liveness() {
  live_in_.assign(function_.next_block, Set(entities.size()));
  for (Block* b : function_.blocks)
    for (Instruction* i : b->instructions) {
      find_roots(i);
      for (const Instruction* v : i->operands)
        if (v) find_roots(v);
    }
  const auto& order = flow_.reverse_postorder();
  std::vector<char> pending(function_.next_block, 1);
  for (bool changed = true; changed;) {
    changed = false;
    for (auto b = order.rbegin(); b != order.rend(); ++b) {
      if (!pending[(*b)->id]) continue;
      pending[(*b)->id] = 0;
      Set live = live_at_end(*b);
      for (auto i = (*b)->instructions.rbegin(); i != (*b)->instructions.rend(); ++i) step_back(**i, live);
      if (live == live_in_[(*b)->id]) continue;
      live_in_[(*b)->id] = std::move(live);
      changed = true;
      for (const Edge& e : flow_.predecessors(*b)) pending[e.from->id] = 1;
    }
  }
}

}  // namespace cyrite::optimize
