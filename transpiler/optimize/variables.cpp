// before: users' variables of counted types hold references when the function returns; each store releases what may be there
// after:  they are released before Return and Yield; stores into empty variables release nothing; `starts_null` where a path needs it
#include <unordered_map>

#include "ir/flow.h"
#include "optimize/edit.h"
#include "optimize/passes.h"
#include "optimize/references.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

struct State { bool null = false, set = false; };
using States = std::vector<State>;

struct Variables {
  Module& module;
  Function& function;
  Editor edit;
  Flow flow;
  std::vector<Local*> list;
  std::unordered_map<const Local*, int> index;
  std::vector<States> entry;  // by block id
  std::vector<char> known;

  Variables(Module& m, Function& f) : module(m), function(f), edit(m, f), flow(f) {}

  // An argument whose default the body evaluates, or an optional argument of a C function, may not be there.
  bool may_arrive_null(const Local* l) const {
    if (!function.source) return false;
    for (std::size_t k = 0; k < function.arguments.size() && k < function.source->parameters.size(); ++k)
      if (function.arguments[k] == l) return function.source->parameters[k].c_default != nullptr;
    return false;
  }

  bool is_changed(const Local* l) {
    for (Block* b : function.blocks)
      for (Instruction* i : b->instructions)
        for (std::size_t k = 0; k < i->operands.size(); ++k) {
          const Instruction* p = i->operands[k];
          if (!p || p->op != Op::LocalPlace || p->local != l) continue;
          if (k == 0 && (i->op == Op::Store || i->op == Op::Initialise || i->op == Op::Clear)) return true;
          if (i->op == Op::RuntimeCall && argument_mode(*i->runtime, k) == ArgumentMode::Place) return true;
        }
    return false;
  }

  void find() {
    for (Local* l : function.locals) {
      if (l->storage != Storage::Register || !l->type || !is_counted(l->type) || l->is_linear || l->holds_state) continue;
      if (l->is_parameter && !l->arrives_owned) {
        // One that takes the GIL may run while the caller's place is changed by others.
        bool takes_gil = function.source && function.source->acquires_gil;
        l->owned_parameter = l->owned_parameter || takes_gil || is_changed(l);
        if (!l->owned_parameter) continue;
      }
      index[l] = static_cast<int>(list.size());
      list.push_back(l);
    }
  }
  int of(const Instruction* place) const {
    if (!place || place->op != Op::LocalPlace) return -1;
    auto found = index.find(place->local);
    return found == index.end() ? -1 : found->second;
  }

  void step(const Instruction& i, States& s) const {
    int l = i.operands.empty() ? -1 : of(i.operands[0]);
    switch (i.op) {
      case Op::Store:
      case Op::Initialise:
        if (l >= 0) s[l] = {maybe_null(References::canonical(i.operands[1])), true};
        break;
      case Op::Clear:
        if (l >= 0) s[l] = {true, false};
        break;
      case Op::CheckBound:
        if (l >= 0) s[l].null = false;
        break;
      case Op::RuntimeCall:
        for (std::size_t k = 0; k < i.operands.size(); ++k)
          if (argument_mode(*i.runtime, k) == ArgumentMode::Place)
            if (int p = of(i.operands[k]); p >= 0) s[p] = {true, true};
        break;
      default: break;
    }
  }

  bool flow_into(const Block* to, const States& s) {
    States& in = entry[to->id];
    bool changed = !known[to->id];
    known[to->id] = 1;
    for (std::size_t l = 0; l < s.size(); ++l) {
      if (s[l].null && !in[l].null) in[l].null = changed = true;
      if (s[l].set && !in[l].set) in[l].set = changed = true;
    }
    return changed;
  }

  void solve() {
    entry.assign(function.next_block, States(list.size()));
    known.assign(function.next_block, 0);
    Block* first = function.blocks[0];
    known[first->id] = 1;
    for (std::size_t l = 0; l < list.size(); ++l) entry[first->id][l] = list[l]->is_parameter ? State{may_arrive_null(list[l]), true} : State{true, false};
    for (bool again = true; again;) {
      again = false;
      for (Block* b : flow.reverse_postorder()) {
        if (!known[b->id]) continue;
        States s = entry[b->id];
        for (Instruction* i : b->instructions) {
          if (fails(*i) || i->op == Op::Fail)
            if (Block* handler = error_target(*i)) again = flow_into(handler, s) || again;
          step(*i, s);
        }
        each_successor(*b, [&](Block* t) { again = flow_into(t, s) || again; });
        // Other rounds of the region, of this thread and of others, leave what they stored in the variables they share.
        const Instruction* last = b->instructions.back();
        if (last->op == Op::ParallelEnd) again = flow_into(last->region->begin->instructions.back()->targets[0], s) || again;
      }
    }
  }

  // A store over a variable that is known to be empty or full is cheaper.
  void choose(Instruction& i, const States& s) {
    int l = i.operands.empty() ? -1 : of(i.operands[0]);
    if (l < 0) return;
    const State& state = s[l];
    switch (i.op) {
      case Op::Store:
        if (!state.set) i.op = Op::Initialise;
        else if (!state.null) i.flag = true;
        else list[l]->starts_null = true;
        break;
      case Op::Initialise: break;
      case Op::Clear:
        if (state.null) list[l]->starts_null = true;
        break;
      default:
        if (state.null) list[l]->starts_null = true;
    }
  }

  void release_all(Block* b, std::size_t at, const States& s) {
    for (std::size_t l = 0; l < list.size(); ++l) {
      if (!s[l].set) continue;
      const Instruction* where = b->instructions.back();
      Value p = edit.place(list[l], where);
      Value v = edit.make(Op::Load, list[l]->type, {p}, where);
      Instruction* release = edit.make(s[l].null ? Op::ReleaseMaybe : Op::Release, nullptr, {v}, where);
      if (s[l].null) list[l]->starts_null = true;
      for (Instruction* i : {p, v, release}) edit.insert(b, at++, i);
    }
  }

  // `return x` of an own variable hands its reference over instead of taking one and releasing it.
  static int returned(const Block& b, const Variables& v) {
    std::size_t n = b.instructions.size();
    if (n < 2 || b.instructions[n - 1]->op != Op::Return || b.instructions[n - 1]->operands.empty()) return -1;
    const Instruction* retain = b.instructions[n - 2];
    const Instruction* value = References::canonical(b.instructions[n - 1]->operands[0]);
    if (retain->op != Op::Retain || References::canonical(retain->operands[0]) != value || value->op != Op::Load || value->owns_result) return -1;
    return v.of(value->operands[0]);
  }

  void apply() {
    for (Block* b : function.blocks) {
      if (!known[b->id]) continue;
      States s = entry[b->id];
      for (Instruction* i : b->instructions) {
        choose(*i, s);
        step(*i, s);
      }
      // A suspended generator keeps what is in its frame, not what is in registers.
      Op end = b->instructions.back()->op;
      if (end != Op::Return && end != Op::Yield) continue;
      std::size_t at = b->instructions.size() - 1;
      if (int l = returned(*b, *this); l >= 0 && s[l].set && !s[l].null) {
        b->instructions.erase(b->instructions.begin() + static_cast<std::ptrdiff_t>(--at));
        s[l].set = false;
      }
      release_all(b, at, s);
    }
    Block* first = function.blocks[0];
    std::size_t at = 0;
    for (Local* l : list) {
      if (!l->is_parameter || l->arrives_owned) continue;
      Value p = edit.place(l, first->instructions[0]);
      Value v = edit.make(Op::Load, l->type, {p}, first->instructions[0]);
      Instruction* retain = edit.make(Op::Retain, nullptr, {v}, first->instructions[0]);
      retain->flag = may_arrive_null(l);
      for (Instruction* i : {p, v, retain}) edit.insert(first, at++, i);
    }
  }
};

}  // namespace

void variables(Module& module, Function& function) {
  Variables v(module, function);
  v.find();
  if (v.list.empty()) return;
  v.solve();
  v.apply();
}

}  // namespace cyrite::optimize
