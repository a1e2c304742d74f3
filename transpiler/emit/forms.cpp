// Which values are printed where they are used and which are kept in a temporary: nothing may change its meaning by being moved.
#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;

namespace {

bool always_inline(Op op) {
  switch (op) {
    case Op::Literal: case Op::PythonConstant: case Op::Null: case Op::Sizeof: case Op::TypeObject: case Op::ErrorValue:
    case Op::GeneratorSelf: case Op::GeneratorLabel: case Op::PythonEntry: return true;
    default: return false;
  }
}
bool is_dropped_check(const Instruction& i) { return i.op == Op::CheckIndex && !i.checks.bounds && !i.checks.wraparound; }
// Prints nothing but its operand, or a cast of it.
bool transparent(const Instruction& i) { return i.op == Op::BorrowCast || i.op == Op::ObjectToPointer || is_dropped_check(i); }
const Instruction* seen_through(const Instruction& i) { return i.operands[i.op == Op::CheckIndex ? 1 : 0]; }

bool stores_into(const Instruction& i, const Local* local) {
  auto is = [&](const Instruction* p) { return p && p->op == Op::LocalPlace && p->local == local; };
  switch (i.op) {
    case Op::Store: case Op::Initialise: case Op::Clear: case Op::Construct: case Op::Destroy: return is(i.operands[0]);
    case Op::Unary: return i.c_unary >= typed::CUnaryOperator::PreIncrement && is(i.operands[0]);
    case Op::RuntimeCall:
    case Op::CppCall:
      for (const Instruction* p : i.operands)
        if (is(p)) return true;
      return false;
    default: return false;
  }
}

bool acts(const Instruction& i) { return info(i.op).effect == Effect::Acts && !is_dropped_check(i); }
// Leaves memory alone: a read may be moved over it.
bool harmless(const Instruction& i) {
  switch (i.op) {
    case Op::Retain: case Op::CheckIndex: case Op::CheckNonZero: case Op::CheckDivision: case Op::CheckedBinary: case Op::CheckBound:
    case Op::CheckView: case Op::CheckNotNone: return true;
    default: return false;
  }
}

struct Chooser {
  const Function& f;
  std::vector<Form>& forms;
  std::vector<int>& uses;
  std::vector<const Instruction*> user;        // of values with one use
  std::vector<std::size_t> position;           // where in its block a value is printed
  std::unordered_set<const Local*> stored_twice, address_taken;
  std::unordered_map<const Local*, int> stores;
  std::vector<char> repeated;                  // printed more than once: it stands in a place that is used several times
  struct Use { const Instruction* by; bool dies; };
  std::vector<std::vector<Use>> all_uses{};      // of each value, as operand or as what dies there
  std::vector<std::size_t> index_in_block{};

  void count() {
    repeated.assign(f.next_instruction, 0);
    user.assign(f.next_instruction, nullptr);
    position.assign(f.next_instruction, 0);
    all_uses.assign(f.next_instruction, {});
    index_in_block.assign(f.next_instruction, 0);
    for (const Block* b : f.blocks)
      for (std::size_t at = 0; at < b->instructions.size(); ++at) {
        const Instruction* i = b->instructions[at];
        index_in_block[i->id] = at;
        for (const Instruction* v : i->operands)
          if (v) all_uses[v->id].push_back({i, false});
        for (const Instruction* v : i->dying) all_uses[v->id].push_back({i, true});
        for (std::size_t k = 0; k < i->operands.size(); ++k) {
          const Instruction* v = i->operands[k];
          if (v) use(v, i);
          if (v && v->op == Op::LocalPlace && i->op == Op::AddressOf) address_taken.insert(v->local);
        }
        if (i->op == Op::LoopBegin)
          for (const Instruction* v : {i->loop->start, i->loop->stop, i->loop->step}) loop_use(v, i);
        if (i->op == Op::ParallelBegin) {
          const ParallelRegion& r = *i->region;
          for (const Instruction* v : {r.loop.start, r.loop.stop, r.loop.step, r.num_threads, r.use_threads_if, r.chunksize}) loop_use(v, i);
        }
        for (const Instruction* v : i->dying) use(v, i);
        for (const Local* l : stored_locals(*i)) ++stores[l];
      }
  }
  // Read again in each round: kept in a temporary.
  void loop_use(const Instruction* v, const Instruction* i) {
    if (!v) return;
    use(v, i);
    use(v, i);
  }
  void use(const Instruction* v, const Instruction* i) {
    ++uses[v->id];
    user[v->id] = i;
    // A transparent value that is used often makes its operand be used often.
    if (transparent(*v) && uses[v->id] > 1) use(seen_through(*v), i);
  }
  static std::vector<const Local*> stored_locals(const Instruction& i) {
    std::vector<const Local*> out;
    for (const Instruction* p : i.operands)
      if (p && p->op == Op::LocalPlace && stores_into(i, p->local)) out.push_back(p->local);
    return out;
  }

  // No instruction in (from, to) of the block may change what a read of `place` gives.
  bool undisturbed(const Block& b, std::size_t from, std::size_t to, const Instruction& place) {
    const Local* local = place.op == Op::LocalPlace && place.local->storage != Storage::Closure ? place.local : nullptr;
    if (local && (address_taken.count(local) || local->storage == Storage::Raw)) local = nullptr;
    for (std::size_t k = from + 1; k < to && k < b.instructions.size(); ++k) {
      const Instruction& i = *b.instructions[k];
      if (local ? stores_into(i, local) || (i.op == Op::Load && i.moves && i.operands[0]->local == local) : acts(i) && !harmless(i)) return false;
    }
    return true;
  }
  // Places are evaluated where they are used: what they are made of must be unchanged there, and it is when it is a temporary.
  bool place_parts_stable(const Instruction& place) { return place.op == Op::LocalPlace || place.op == Op::GlobalPlace; }

  bool moved_call_is_fine(const Block& b, std::size_t from, std::size_t to) {
    for (std::size_t k = from + 1; k < to && k < b.instructions.size(); ++k) {
      const Instruction& i = *b.instructions[k];
      if (acts(i)) return false;
      if (i.op == Op::Load && !(i.operands[0]->op == Op::LocalPlace && i.operands[0]->local->storage == Storage::Register && !address_taken.count(i.operands[0]->local))) return false;
      if (i.op == Op::ViewExtent || i.op == Op::ViewStride) return false;
    }
    return true;
  }

  Form decide(const Block& b, std::size_t at) {
    const Instruction& i = *b.instructions[at];
    Ownership o = ownership(i);
    if (o == Ownership::None) return Form::Discarded;
    if (o == Ownership::Place || always_inline(i.op)) {
      inherit(b, i, at);
      return Form::Inline;
    }
    if (transparent(i)) {
      inherit(b, i, at);
      return Form::Inline;
    }
    int n = uses[i.id];
    if (n == 0) return info(i.op).effect == Effect::Acts ? Form::Discarded : Form::Inline;
    if (i.op == Op::Load && stable_local(*i.operands[0])) return Form::Inline;
    const Instruction* u = user[i.id];
    bool here = n == 1 && u->block == &b;
    std::size_t to = here ? position[u->id] : 0;
    if (here) position[i.id] = to;
    if (i.op == Op::Load) {
      // What it is only its header knows, perhaps an array (jmp_buf, va_list): it cannot be copied.
      if (auto* opaque = as<StructType>(i.type); opaque && opaque->declared_extern && opaque->fields.empty() && !i.owns_result) return Form::Inline;
      bool direct = i.operands[0]->op == Op::LocalPlace && i.operands[0]->local->storage == Storage::Register;
      if (i.moves && !direct) return temporary(i, at);
      if (here && undisturbed(b, at, to, *i.operands[0])) return Form::Inline;
      // Several uses of a plain variable: its name will do as long as it keeps its value.
      if (direct && n > 1 && !i.owns_result && all_uses_here(b, i, at)) return Form::Inline;
      return temporary(i, at);
    }
    if (i.op == Op::ViewExtent || i.op == Op::ViewStride) return here && undisturbed(b, at, to, i) ? Form::Inline : temporary(i, at);
    if (here) repeated[i.id] = repeated[u->id];
    if (i.op == Op::PointerToObject) return temporary(i, at);  // it retains what the pointer points to
    if (info(i.op).effect == Effect::Pure) return here ? Form::Inline : temporary(i, at);
    bool quiet_call = here && !fails(i) && !i.owns_result && o == Ownership::Plain && i.dying.empty() && i.op != Op::CppCall &&
                      (i.op == Op::RuntimeCall || i.op == Op::CallFunction || i.op == Op::CallPointer);
    if (here && repeated[u->id]) {
      repeated[i.id] = 1;
      quiet_call = false;
    }
    if (quiet_call && moved_call_is_fine(b, at, to)) return Form::Inline;
    return temporary(i, at);
  }
  Form temporary(const Instruction& i, std::size_t at) {
    position[i.id] = at;
    return Form::Temporary;
  }
  void inherit(const Block& b, const Instruction& i, std::size_t at) {
    const Instruction* u = user[i.id];
    position[i.id] = u && uses[i.id] == 1 && u->block == &b ? position[u->id] : at;
    if (u && uses[i.id] > 1) position[i.id] = last_position(b, i, at);
    repeated[i.id] = uses[i.id] > 1 || (u && repeated[u->id]);
  }
  bool is_behind(const Block& b, const Instruction& i, std::size_t at) { return i.block == &b && index_in_block[i.id] > at; }
  // The last place in the block where the value is printed; the end when another block uses it.
  std::size_t last_position(const Block& b, const Instruction& v, std::size_t at) {
    std::size_t last = at;
    for (const Use& use : all_uses[v.id])
      if (!use.dies && is_behind(b, *use.by, at)) last = std::max(last, std::max(index_in_block[use.by->id], position[use.by->id]));
    return last;
  }
  bool stable_local(const Instruction& place) {
    if (place.op != Op::LocalPlace || place.local->storage != Storage::Register || address_taken.count(place.local)) return false;
    auto found = stores.find(place.local);
    return place.local->is_parameter && !place.local->owned_parameter && (found == stores.end() || found->second == 0);
  }
  bool all_uses_here(const Block& b, const Instruction& v, std::size_t at) {
    int found = 0;
    std::size_t last = at;
    for (const Use& use : all_uses[v.id]) {
      if (!is_behind(b, *use.by, at)) continue;
      ++found;
      last = std::max(last, std::max(index_in_block[use.by->id], position[use.by->id]));
    }
    return found == uses[v.id] && undisturbed(b, at, last, *v.operands[0]);
  }

  void run() {
    count();
    for (const Block* b : f.blocks) {
      for (std::size_t at = b->instructions.size(); at-- > 0;) {
        const Instruction& i = *b->instructions[at];
        if (ownership(i) == Ownership::None) position[i.id] = at;
        forms[i.id] = decide(*b, at);
        if (forms[i.id] == Form::Temporary || forms[i.id] == Form::Discarded) position[i.id] = at;
      }
    }
  }
};

}  // namespace

void FunctionEmitter::choose_forms() {
  forms_.assign(f.next_instruction, Form::Unset);
  uses_.assign(f.next_instruction, 0);
  Chooser chooser{f, forms_, uses_, {}, {}, {}, {}, {}, {}};
  chooser.run();
}

}  // namespace cyrite::emit
