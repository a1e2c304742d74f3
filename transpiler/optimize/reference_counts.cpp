// before: values that are new references are nobody's; consuming a borrowed value leaves its owner without one
// after:  each reference is released or handed over exactly once on every path that does not fail (error_paths does the others)
//
// Users' variables keep what they hold until they are assigned, deleted or the function ends, as in CPython. Temporaries hand their
// reference on at their last use. A value borrowed from a variable gets a reference of its own only if the variable may change first.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "optimize/edit.h"
#include "optimize/passes.h"
#include "optimize/references.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

bool is_local_place(const Instruction* v, const Local* l) { return v && v->op == Op::LocalPlace && v->local == l; }

// May change what the register local holds.
bool changes(const Instruction& i, const Local* l) {
  switch (i.op) {
    case Op::Store:
    case Op::Initialise:
    case Op::Clear: return is_local_place(i.operands[0], l);
    case Op::RuntimeCall:
      for (std::size_t k = 0; k < i.operands.size(); ++k)
        if (is_local_place(i.operands[k], l) && argument_mode(*i.runtime, k) == ArgumentMode::Place) return true;
      return false;
    case Op::Load: return i.moves && is_local_place(i.operands[0], l);
    case Op::Suspend: return l->storage != Storage::Register;
    default: return false;
  }
}

bool may_change(const Instruction& i) {
  return i.op == Op::Store || i.op == Op::Initialise || i.op == Op::Clear || i.op == Op::RuntimeCall || i.op == Op::Suspend || i.moves;
}

// Cannot run code that might change or free what a field, a global or a closure variable holds.
bool quiet(const Instruction& i) {
  const OpInfo& op = info(i.op);
  if (op.effect == Effect::Pure || op.effect == Effect::Reads) return true;
  switch (i.op) {
    case Op::Branch: case Op::Switch: case Op::Jump: case Op::CheckIndex: case Op::CheckView: case Op::CheckBound: case Op::CheckNotNone:
    case Op::CheckNonZero: case Op::CheckDivision: case Op::CheckedBinary: case Op::Retain: return true;
    case Op::Store:
    case Op::Initialise: return i.operands[1]->type && !is_counted(i.operands[1]->type);
    case Op::RuntimeCall: return i.runtime->gil == Gil::Free;
    default: return false;
  }
}

// What the place holds before the call matters to it; the others only set their places.
bool reads_place(const RuntimeFunction& row) { return row.name == "str_append" || row.name == "except_star_match"; }

bool is_temporary(const Function& function, const Local* l) {
  if (l->is_parameter || l == function.closure_object || l == function.outer_closure) return false;
  return l->is_temporary || (l->source && l->source->is_temporary);
}

struct Pass {
  Module& module;
  Function& function;
  Editor edit;
  Flow flow;

  Pass(Module& m, Function& f) : module(m), function(f), edit(m, f), flow(f) {}

  // ---- 1. temporaries that hold one reference at a time
  void find_linear() {
    // A temporary is released when it is not read any more, whether or not the code clears it.
    for (Block* b : function.blocks)
      std::erase_if(b->instructions, [&](const Instruction* i) {
        return i->op == Op::Clear && i->operands[0]->op == Op::LocalPlace && is_temporary(function, i->operands[0]->local) && is_counted(i->operands[0]->type) &&
               !i->operands[0]->local->holds_state && i->operands[0]->local->storage != Storage::Closure && !b->region;
      });
    std::unordered_set<const Local*> stored;
    for (Local* l : function.locals) {
      if (l->is_linear) stored.insert(l);
      bool temporary = is_temporary(function, l);
      l->is_linear = l->is_linear || (temporary && (l->storage == Storage::Register || l->storage == Storage::Frame) && l->type && is_counted(l->type) && !l->holds_state);
    }
    for (Block* b : function.blocks)
      for (Instruction* i : b->instructions)
        for (std::size_t k = 0; k < i->operands.size(); ++k) {
          const Instruction* v = i->operands[k];
          if (!v || v->op != Op::LocalPlace || !v->local->is_linear) continue;
          bool fine = i->op == Op::Load || i->op == Op::Store || i->op == Op::Initialise ||
                      (i->op == Op::RuntimeCall && argument_mode(*i->runtime, k) == ArgumentMode::Place && !reads_place(*i->runtime));
          if (!fine || b->region) v->local->is_linear = false;
        }
    // One that may be read before it is set is a plain variable that starts as NULL.
    References r(function, flow, true);
    const auto& entry = r.live_in(function.blocks[0]);
    for (std::size_t e = 0; e < r.entities.size(); ++e)
      if (r.entities[e].local && entry[e]) r.entities[e].local->is_linear = false;
    for (Block* b : function.blocks) {
      if (!flow.reachable(b)) continue;
      auto live = r.live_at_end(b);
      for (auto it = b->instructions.rbegin(); it != b->instructions.rend(); ++it) {
        // A place that is perhaps set and never read.
        if ((*it)->op == Op::RuntimeCall && ((*it)->runtime->result == ResultMode::Truth || (*it)->runtime->failure == Failure::Occurred))
          each_place(**it, [&](Local* l) {
            if (int e = r.of_local(l); e >= 0 && !live[static_cast<std::size_t>(e)]) l->is_linear = false;
          });
        r.step_back(**it, live);
      }
    }
    for (Block* b : function.blocks) {
      empty_places(b);
      // What a temporary held before has been handed on or released.
      for (Instruction* i : b->instructions)
        if (i->op == Op::Store && is_place_of_linear(i->operands[0])) i->op = Op::Initialise;
    }
  }
  static void each_place(const Instruction& i, auto&& visit) {
    for (std::size_t k = 0; k < i.operands.size(); ++k)
      if (i.operands[k] && i.operands[k]->op == Op::LocalPlace && is_counted(i.operands[k]->type) && argument_mode(*i.runtime, k) == ArgumentMode::Place && !reads_place(*i.runtime))
        visit(i.operands[k]->local);
  }
  // A call sets its places without releasing what is there: variables are emptied before it.
  void empty_places(Block* b) {
    for (std::size_t at = 0; at < b->instructions.size(); ++at) {
      Instruction* i = b->instructions[at];
      if (i->op != Op::RuntimeCall) continue;
      std::vector<Local*> variables;
      each_place(*i, [&](Local* l) {
        if (!l->is_linear) variables.push_back(l);
      });
      for (Local* l : variables) {
        Value p = edit.place(l, i);
        edit.insert(b, at++, p);
        edit.insert(b, at++, edit.make(Op::Clear, nullptr, {p}, i));
      }
    }
  }

  // ---- 2. the last load of a temporary takes the reference
  void find_moves() {
    // All loads count as moves at first, so that uses of the loaded values do not keep the temporary alive.
    for (Block* b : function.blocks)
      for (Instruction* i : b->instructions) i->moves = i->op == Op::Load && is_place_of_linear(i->operands[0]);
    References r(function, flow, true);
    std::vector<Instruction*> stays;
    for (Block* b : function.blocks) {
      if (!flow.reachable(b)) continue;
      auto live = r.live_at_end(b);
      for (auto it = b->instructions.rbegin(); it != b->instructions.rend(); ++it) {
        Instruction& i = **it;
        int e = i.moves ? r.of_local(i.operands[0]->local) : -1;
        if (e >= 0 && live[static_cast<std::size_t>(e)]) stays.push_back(&i);
        r.step_back(i, live);
      }
    }
    for (Instruction* i : stays) i->moves = false;
  }

  // ---- 3. borrowed values that outlive what they are borrowed from get their own reference
  void decide_borrowed() {
    References r(function, flow, true);
    BitSet not_borrowed(r.entities.size());
    for (std::size_t e = 0; e < r.entities.size(); ++e)
      if (!r.entities[e].borrowed) not_borrowed.insert(e);
    for (Block* b : function.blocks) {
      if (!flow.reachable(b)) continue;
      auto live = r.live_at_end(b);
      for (auto it = b->instructions.rbegin(); it != b->instructions.rend(); ++it) {
        if (may_change(**it))
          live.each_without(not_borrowed, [&](std::size_t e) {
            Instruction* value = r.entities[e].value;
            if (value != *it && changes(**it, value->operands[0]->local)) value->owns_result = true;
          });
        r.step_back(**it, live);
      }
    }
    for (Entity& e : r.entities) {
      if (!e.value) continue;
      if (!e.borrowed) e.value->owns_result = !stays_borrowed(*e.value);
    }
  }

  // Terminators that give a reference to the caller.
  static bool hands_over(Op op) { return op == Op::Return || op == Op::Yield; }

  // A reference read from memory need not be counted if all its uses follow at once.
  bool stays_borrowed(const Instruction& load) {
    if (load.borrows) return true;
    if (load.op != Op::Load || load.moves || is_place_of_linear(load.operands[0])) return false;
    const Block& b = *load.block;
    auto at = std::find(b.instructions.begin(), b.instructions.end(), &load);
    std::unordered_set<const Instruction*> carried{&load};
    std::size_t uses_left = use_count(load);
    for (++at; at != b.instructions.end() && uses_left; ++at) {
      const Instruction& i = **at;
      bool uses = false;
      for (std::size_t k = 0; k < i.operands.size(); ++k) {
        if (!carried.count(i.operands[k])) continue;
        uses = true;
        --uses_left;
        if (consumes(i, k) && i.op != Op::Store && i.op != Op::Initialise && !hands_over(i.op)) return false;
        if (consumes(i, k)) {
          if (uses_left) return false;
          return true;  // a reference is taken just before
        }
      }
      if (uses && !is_terminator(i.op) && info(i.op).result != ResultClass::None && passes_value_on(i)) {
        carried.insert(&i);
        uses_left += use_count(i);
      }
      if (!quiet(i)) return uses_left == 0 && !uses;
    }
    return uses_left == 0;
  }
  static bool passes_value_on(const Instruction& i) {
    return info(i.op).result == ResultClass::Place || info(i.op).effect == Effect::Pure || (i.type && (is_counted(i.type) || kind_of(i.type) == TypeKind::Pointer || kind_of(i.type) == TypeKind::Array));
  }
  std::size_t use_count(const Instruction& v) {
    if (use_counts.empty()) {
      use_counts.assign(function.next_instruction, 0);
      for (Block* b : function.blocks)
        for (Instruction* i : b->instructions) {
          for (const Instruction* o : i->operands)
            if (o) ++use_counts[o->id];
          if (i->loop && i->op == Op::LoopBegin)
            for (const Instruction* o : {i->loop->start, i->loop->stop, i->loop->step})
              if (o) use_counts[o->id] += 1000;
        }
    }
    return use_counts[v.id];
  }
  std::vector<std::size_t> use_counts;

  // ---- 4. Retain and Release
  void insert_counts() {
    References r(function, flow, false);
    struct Plan { std::vector<Instruction*> before, after; };
    std::vector<Block*> blocks = function.blocks;
    for (Block* b : blocks) {
      if (!flow.reachable(b)) continue;
      auto live = r.live_at_end(b);
      std::vector<Plan> plans(b->instructions.size());
      for (std::size_t at = b->instructions.size(); at-- > 0;) {
        Instruction& i = *b->instructions[at];
        if (is_terminator(i.op) && !hands_over(i.op)) {
          r.step_back(i, live);
          continue;
        }
        plan_one(r, i, live, plans[at].before, plans[at].after);
        if (hands_over(i.op)) {  // what the value was computed from goes first
          plans[at].before.insert(plans[at].before.end(), plans[at].after.begin(), plans[at].after.end());
          plans[at].after.clear();
        }
        r.step_back(i, live);
      }
      std::vector<Instruction*> list;
      for (std::size_t at = 0; at < b->instructions.size(); ++at) {
        Instruction* i = b->instructions[at];
        if (is_terminator(i->op)) release_at_end(r, b, i, list);
        list.insert(list.end(), plans[at].before.begin(), plans[at].before.end());
        list.push_back(i);
        list.insert(list.end(), plans[at].after.begin(), plans[at].after.end());
      }
      b->instructions = std::move(list);
    }
    for (auto& [edge, entities] : edge_releases) place_edge(r, edge.first, edge.second, entities);
  }

  Instruction* release(const Entity& e, const Instruction* at, std::vector<Instruction*>& out, bool known = false) {
    Value v = e.value;
    if (e.local) {
      Value p = edit.place(e.local, at);
      out.push_back(p);
      v = edit.make(Op::Load, e.local->type, {p}, at);
      v->moves = true;
      out.push_back(v);
    }
    Instruction* i = edit.make(e.maybe_null && !known ? Op::ReleaseMaybe : Op::Release, nullptr, {v}, at);
    out.push_back(i);
    return i;
  }

  static bool takes_dying(Op op) {
    return op == Op::RuntimeCall || op == Op::CallFunction || op == Op::CallPointer || op == Op::CallVirtual || op == Op::CallPython ||
           op == Op::CallMethod || op == Op::CallPythonUnpacked;
  }

  void plan_one(References& r, Instruction& i, const References::Set& live, std::vector<Instruction*>& before, std::vector<Instruction*>& after) {
    std::vector<int> gone;  // entities this instruction takes over
    for (std::size_t k = 0; k < i.operands.size(); ++k) {
      if (!consumes(i, k)) continue;
      const Instruction* v = References::canonical(i.operands[k]);
      if (v->op == Op::Null || v->op == Op::ErrorValue) continue;
      int e = r.of_value(v);
      bool transfer = e >= 0 && !live[static_cast<std::size_t>(e)] && std::find(gone.begin(), gone.end(), e) == gone.end() && !borrowed_too(r, i, k, e);
      if (transfer) {
        gone.push_back(e);
        continue;
      }
      Instruction* retain = edit.make(Op::Retain, nullptr, {i.operands[k]}, &i);
      retain->flag = e >= 0 ? r.entities[static_cast<std::size_t>(e)].maybe_null : may_be_null_load(v);
      before.push_back(retain);
    }
    std::vector<int> list;
    r.uses(i, list);
    for (int e : list) {
      const Entity& entity = r.entities[static_cast<std::size_t>(e)];
      if (live[static_cast<std::size_t>(e)] || std::find(gone.begin(), gone.end(), e) != gone.end()) continue;
      if (i.op == Op::Load && i.moves && entity.local && is_local_place(i.operands[0], entity.local)) continue;
      bool at_once = entity.value && takes_dying(i.op) && fails(i) && !reaches_result(r, i, e) && !entity.maybe_null;
      if (at_once) i.dying.push_back(entity.value);
      else release(entity, &i, after);
    }
    r.begins(i, list);
    for (int e : list) {
      if (live[static_cast<std::size_t>(e)]) continue;
      const Entity& entity = r.entities[static_cast<std::size_t>(e)];
      // A borrowed load that got its own reference has uses; a linear temporary that is stored and never read is released.
      if (entity.value == &i && i.op == Op::Load && !i.moves && ownership(i) == Ownership::Borrowed) continue;
      release(entity, &i, after, false);
    }
    // A load from memory or from a variable that changes: the reference is the value's own.
    if (i.op == Op::Load && i.owns_result && !i.moves) {
      Instruction* retain = edit.make(Op::Retain, nullptr, {&i}, &i);
      retain->flag = may_be_null_load(&i);
      after.insert(after.begin(), retain);
    }
  }
  static bool may_be_null_load(const Instruction* v) { return v->op == Op::Load && v->flag; }
  // The operand's entity is needed by another operand of the same instruction.
  bool borrowed_too(References& r, const Instruction& i, std::size_t consumed, int e) {
    for (std::size_t k = 0; k < i.operands.size(); ++k) {
      if (k == consumed || !i.operands[k]) continue;
      const auto& roots = r.roots(i.operands[k]);
      if (std::find(roots.begin(), roots.end(), e) != roots.end() && !(consumes(i, k) && References::canonical(i.operands[k]) == References::canonical(i.operands[consumed])))
        return true;
    }
    return false;
  }
  bool reaches_result(References& r, const Instruction& i, int e) {
    const auto& roots = r.roots(&i);
    return std::find(roots.begin(), roots.end(), e) != roots.end();
  }

  // Entities that are held at the terminator and not needed by a successor.
  std::vector<std::pair<std::pair<Block*, Block*>, std::vector<int>>> edge_releases;
  void release_at_end(References& r, Block* b, Instruction* last, std::vector<Instruction*>& list) {
    auto held = r.live_at_end(b);
    r.step_back(*last, held);
    std::vector<Block*> successors;
    each_successor(*b, [&](Block* s) {
      if (std::find(successors.begin(), successors.end(), s) == successors.end()) successors.push_back(s);
    });
    if (successors.empty()) return;  // Return handed its value over; a failure is error_paths' business
    std::vector<int> used;
    r.uses(*last, used);
    for (std::size_t e = 0; e < held.size(); ++e) {
      if (!held[e]) continue;
      std::vector<Block*> dies;
      for (Block* s : successors)
        if (!r.live_in(s)[e]) dies.push_back(s);
      if (dies.empty()) continue;
      bool needed = std::find(used.begin(), used.end(), static_cast<int>(e)) != used.end();
      if (dies.size() == successors.size() && !needed) {
        release(r.entities[e], last, list);
        continue;
      }
      for (Block* s : dies) {
        if (is_null_edge(r.entities[e], *last, s)) continue;
        auto found = std::find_if(edge_releases.begin(), edge_releases.end(), [&](auto& x) { return x.first == std::pair{b, s}; });
        if (found == edge_releases.end()) edge_releases.push_back({{b, s}, {static_cast<int>(e)}});
        else found->second.push_back(static_cast<int>(e));
      }
    }
  }
  // A call that sets places says by its result whether it did: dict_next_item by its truth, generator_delegate by NULL.
  static bool is_unset_edge(const Local* local, const Instruction& branch, const Block* to) {
    if (branch.op != Op::Branch || branch.targets[0] == branch.targets[1]) return false;
    const Instruction* condition = branch.operands[0];
    bool set_on_true = true;
    while (condition->op == Op::NotTruth) {
      condition = condition->operands[0];
      set_on_true = !set_on_true;
    }
    const Instruction* call = condition;
    if (condition->op == Op::Compare && condition->operands[1]->op == Op::Null) {
      call = condition->operands[0];
      if (condition->comparison == typed::CComparison::NotEqual) set_on_true = !set_on_true;
    }
    if (call->op != Op::RuntimeCall) return false;
    for (std::size_t k = 0; k < call->operands.size(); ++k)
      if (is_local_place(call->operands[k], local) && argument_mode(*call->runtime, k) == ArgumentMode::Place)
        return to == branch.targets[set_on_true ? 1 : 0];
    return false;
  }
  // The branch tells that the value is NULL on this edge: nothing to release.
  static bool is_null_edge(const Entity& e, const Instruction& branch, const Block* to) {
    if (e.local && is_unset_edge(e.local, branch, to)) return true;
    if (branch.op != Op::Branch || branch.operands[0]->op != Op::Compare || !e.value) return false;
    const Instruction& c = *branch.operands[0];
    bool tested = References::canonical(c.operands[0]) == e.value && c.operands[1]->op == Op::Null;
    if (!tested || branch.targets[0] == branch.targets[1]) return false;
    if (c.comparison == typed::CComparison::Equal) return to == branch.targets[0];
    return c.comparison == typed::CComparison::NotEqual && to == branch.targets[1];
  }
  static bool is_known_edge(const Entity& e, const Instruction& branch, const Block* to) {
    if (branch.op != Op::Branch || branch.operands[0]->op != Op::Compare || !e.value) return false;
    const Block* other = branch.targets[0] == to ? branch.targets[1] : branch.targets[0];
    return other != to && is_null_edge(e, branch, other);
  }

  void place_edge(References& r, Block* from, Block* to, const std::vector<int>& entities) {
    Instruction* last = from->instructions.back();
    std::vector<Instruction*> list;
    for (int e : entities) release(r.entities[static_cast<std::size_t>(e)], last, list, is_known_edge(r.entities[static_cast<std::size_t>(e)], *last, to));
    std::size_t count = 0;
    for (const Edge& e : flow.predecessors(to)) count += e.from != from || e.failing ? 1 : 0;
    Block* into = to;
    if (count) {
      into = edit.new_block(from, "release");
      into->loop = to->loop;
      into->region = to->region;
      into->is_cold = to->is_cold;
      retarget(*from, to, into);
      if (last->op == Op::LoopBegin || last->op == Op::LoopEnd) retarget_loop(*last->loop, to, into);
      auto where = function.blocks.begin() + static_cast<std::ptrdiff_t>(index_of(function, from) + 1);
      bool loop_exit = last->op == Op::LoopBegin || last->op == Op::LoopEnd;
      if (loop_exit || to->loop != from->loop) where = function.blocks.begin() + static_cast<std::ptrdiff_t>(index_of(function, to));
      function.blocks.insert(where, into);
      edit.jump(into, to);
    }
    for (std::size_t k = 0; k < list.size(); ++k) edit.insert(into, k, list[k]);
  }
  static void retarget_loop(CountedLoop& loop, Block* from, Block* to) {
    retarget(*loop.begin, from, to);
    if (loop.latch) retarget(*loop.latch, from, to);
  }
};

}  // namespace

void reference_counts(Module& module, Function& function) {
  Pass pass(module, function);
  pass.find_linear();
  pass.find_moves();
  pass.decide_borrowed();
  pass.insert_counts();
}

}  // namespace cyrite::optimize
