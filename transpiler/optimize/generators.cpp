// before: a function that makes its generator at StartGenerator and suspends itself at Suspend and Delegate
// after:  the function makes the generator object and returns it; a second function, its resume function, starts with a switch over the
//         place where it was suspended. What lives across a suspension is in the frame of the generator object.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ir/flow.h"
#include "optimize/edit.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

struct Split {
  Module& module;
  Function& maker;
  Function& resume;
  Editor edit;  // of the resume function
  std::unordered_map<const Local*, Local*> clones;
  std::vector<std::pair<Local*, Local*>> carried;  // (of the maker, in the frame)
  std::vector<Block*> resume_points;

  Split(Module& m, Function& f, Function& r) : module(m), maker(f), resume(r), edit(m, r) {}

  // ---- the blocks behind StartGenerator go to the resume function
  void take_blocks(Block* start) {
    std::unordered_set<const Block*> taken{start};
    std::vector<Block*> stack{start};
    auto visit = [&](Block* b) {
      if (b && taken.insert(b).second) stack.push_back(b);
    };
    while (!stack.empty()) {
      Block* b = stack.back();
      stack.pop_back();
      each_successor(*b, visit);
      visit(b->handler);
    }
    for (Block* b : maker.blocks)
      if (taken.count(b)) resume.blocks.push_back(b);
    std::erase_if(maker.blocks, [&](const Block* b) { return taken.count(b) > 0; });
    auto first = std::find(resume.blocks.begin(), resume.blocks.end(), start);
    std::rotate(resume.blocks.begin(), first, first + 1);
    // A handler around the start belongs to the maker too, if it is used there: the start has none.
    resume.next_block = maker.next_block;
    resume.next_instruction = maker.next_instruction;
    resume.next_local = maker.next_local;
  }

  // ---- locals
  static void each_local(Function& f, auto&& visit) {
    for (Block* b : f.blocks)
      for (Instruction* i : b->instructions) {
        if (i->local) visit(i->local);
        if (i->loop && i->op == Op::LoopBegin && i->loop->counter) visit(i->loop->counter);
      }
  }
  Local* clone(Local* l) {
    Local*& made = clones[l];
    if (!made) {
      made = module.arena->make<Local>(*l);
      resume.locals.push_back(made);
    }
    return made;
  }
  void take_locals() {
    std::unordered_set<const Local*> in_maker;
    each_local(maker, [&](Local* l) { in_maker.insert(l); });
    for (const Local* l : maker.arguments) in_maker.insert(l);
    if (maker.closure_object) {
      Local* own = clone(maker.closure_object);
      own->name = "generator->closure";
      resume.closure_object = own;
    }
    if (maker.outer_closure) {
      Local* outer = clone(maker.outer_closure);
      outer->name = maker.closure_object ? "((cy_any_closure*)generator->closure)->outer" : "generator->closure";
      resume.outer_closure = outer;
    }
    for (Local* l : {resume.closure_object, resume.outer_closure})
      if (l) {
        l->is_parameter = l->is_given = true;
        l->owned_parameter = l->arrives_owned = l->starts_null = false;
      }
    std::unordered_set<Local*> moved;
    each_local(resume, [&](Local*& l) {
      if (l == maker.closure_object || l == maker.outer_closure || in_maker.count(l)) {
        bool is_new = !clones.count(l);
        Local* mine = clone(l);
        if (is_new && l->storage == Storage::Register) {
          mine->storage = Storage::Frame;
          mine->is_parameter = mine->owned_parameter = mine->arrives_owned = false;
          carried.emplace_back(l, mine);
        }
        l = mine;
      } else if (moved.insert(l).second && !clones_contain(l)) {
        resume.locals.push_back(l);
      }
    });
    std::erase_if(maker.locals, [&](Local* l) { return moved.count(l) && !clones_contain(l) && !in_maker.count(l); });
    resume.closure = maker.closure;
  }
  bool clones_contain(const Local* l) const {
    return std::any_of(clones.begin(), clones.end(), [&](auto& c) { return c.second == l; });
  }

  // ---- suspension points
  void expand_loops() {
    for (bool again = true; again;) {
      again = false;
      for (Block* b : resume.blocks) {
        bool suspends = std::any_of(b->instructions.begin(), b->instructions.end(), [](Instruction* i) { return i->op == Op::Suspend || i->op == Op::Delegate; });
        if (!suspends || !b->loop) continue;
        expand_loop(edit, *b->loop);
        again = true;
        break;
      }
    }
  }
  Block* block_after(Block* b, Block* like, std::string_view note) {
    Block* made = edit.new_block(like, note);
    made->is_cold = like->is_cold;
    made->is_handler = false;
    resume.blocks.insert(resume.blocks.begin() + static_cast<std::ptrdiff_t>(index_of(resume, b) + 1), made);
    return made;
  }
  void move_tail(Block* from, std::size_t at, Block* to) {
    for (std::size_t k = at; k < from->instructions.size(); ++k) {
      from->instructions[k]->block = to;
      to->instructions.push_back(from->instructions[k]);
    }
    from->instructions.resize(at);
    for (CountedLoop* l = from->loop; l; l = nullptr)
      if (l->latch == from) l->latch = to;
    for (Block* b : resume.blocks)
      if (!b->instructions.empty() && b->instructions.back()->op == Op::LoopBegin && b->instructions.back()->loop->begin == from && b == to) b->instructions.back()->loop->begin = to;
  }
  void replace_uses(const Instruction* old, Value with) {
    for (Block* b : resume.blocks)
      for (Instruction* i : b->instructions) {
        if (i == with) continue;
        for (Value& o : i->operands)
          if (o == old) o = with;
        if (i->op == Op::LoopBegin)
          for (Value* v : {&i->loop->start, &i->loop->stop, &i->loop->step})
            if (*v == old) *v = with;
      }
  }
  Instruction* yield(Block* b, Value v, const Instruction* at) {
    Instruction* y = edit.append(b, Op::Yield, nullptr, {v});
    y->span = at->span;
    y->integer = static_cast<std::int64_t>(resume_points.size() + 1);
    return y;
  }
  Instruction* sent(Block* b, const Instruction* at) {
    Instruction* s = edit.append(b, Op::SentValue, at->type);
    s->span = at->span;
    resume_points.push_back(b);
    return s;
  }
  void split_suspend(Block* b, std::size_t at) {
    Instruction* suspend = b->instructions[at];
    Block* next = block_after(b, b, "resumed");
    b->instructions.erase(b->instructions.begin() + static_cast<std::ptrdiff_t>(at));
    move_tail(b, at, next);
    yield(b, suspend->operands[0], suspend);
    std::vector<Instruction*> rest = std::move(next->instructions);
    next->instructions.clear();
    Instruction* value = sent(next, suspend);
    next->instructions.insert(next->instructions.end(), rest.begin(), rest.end());
    replace_uses(suspend, value);
  }
  void split_delegate(Block* b, std::size_t at) {
    Instruction* delegate = b->instructions[at];
    const Type* object = delegate->type;
    Block* done = block_after(b, b, "delegated");
    Block* resumed = block_after(b, b, "resumed");
    Block* gives = block_after(b, b, "delegating");
    b->instructions.erase(b->instructions.begin() + static_cast<std::ptrdiff_t>(at));
    move_tail(b, at, done);
    Local* result = edit.new_local(object, "delegated");
    result->is_temporary = true;
    resume.locals.back() = result;
    auto place = [&](Block* to) {
      Value p = edit.append(to, Op::LocalPlace, object);
      p->local = result;
      return p;
    };
    Value self = edit.append(b, Op::GeneratorSelf, object);
    Value to = place(b);
    Instruction* first = edit.append(b, Op::RuntimeCall, object, {self, delegate->operands[0], to});
    first->runtime = delegate->flag ? &rt::generator_await : &rt::generator_delegate;
    first->span = delegate->span;
    Value null = edit.append(b, Op::Null, object);
    Instruction* test = edit.append(b, Op::Compare, module.source->types->bint, {first, null});
    test->comparison = typed::CComparison::Equal;
    Instruction* branch = edit.append(b, Op::Branch, nullptr, {test});
    branch->targets[0] = done;
    branch->targets[1] = gives;
    yield(gives, first, delegate);
    Instruction* value = sent(resumed, delegate);
    Value kept = place(resumed);
    edit.append(resumed, Op::Store, nullptr, {kept, value});
    edit.jump(resumed, done);
    std::vector<Instruction*> rest = std::move(done->instructions);
    done->instructions.clear();
    Value from = place(done);
    Value loaded = edit.append(done, Op::Load, object, {from});
    done->instructions.insert(done->instructions.end(), rest.begin(), rest.end());
    replace_uses(delegate, loaded);
  }
  void split_all() {
    for (bool again = true; again;) {
      again = false;
      for (Block* b : resume.blocks) {
        for (std::size_t at = 0; at < b->instructions.size() && !again; ++at) {
          Op op = b->instructions[at]->op;
          if (op != Op::Suspend && op != Op::Delegate) continue;
          if (op == Op::Suspend) split_suspend(b, at);
          else split_delegate(b, at);
          again = true;
        }
        if (again) break;
      }
    }
  }
  void dispatch() {
    Block* start = resume.blocks[0];
    Block* entry = edit.new_block(nullptr, "resume");
    Value label = edit.append(entry, Op::GeneratorLabel, module.source->types->int_);
    Instruction* choice = edit.append(entry, Op::Switch, nullptr, {label});
    for (std::size_t k = 0; k < resume_points.size(); ++k) {
      choice->cases.push_back(static_cast<std::int64_t>(k + 1));
      choice->more_targets.push_back(resume_points[k]);
    }
    choice->more_targets.push_back(start);
    resume.blocks.insert(resume.blocks.begin(), entry);
  }

  // ---- values and locals that live across a suspension
  using Set = std::unordered_set<const void*>;
  void operands_of(const Instruction& i, auto&& visit) {
    for (Value v : i.operands)
      if (v) visit(v);
    if (i.op == Op::LoopBegin || i.op == Op::LoopEnd)
      for (Value v : {i.loop->start, i.loop->stop, i.loop->step})
        if (v) visit(v);
  }
  // Live values and locals at the start of each block, backwards to a fixed point.
  std::unordered_map<const Block*, Set> live_at_start() {
    std::unordered_map<const Block*, Set> in;
    for (bool again = true; again;) {
      again = false;
      for (auto b = resume.blocks.rbegin(); b != resume.blocks.rend(); ++b) {
        Set live;
        each_successor(**b, [&](Block* s) { live.insert(in[s].begin(), in[s].end()); });
        if ((*b)->handler) live.insert(in[(*b)->handler].begin(), in[(*b)->handler].end());
        for (auto i = (*b)->instructions.rbegin(); i != (*b)->instructions.rend(); ++i) {
          live.erase(*i);
          bool stores = ((*i)->op == Op::Store || (*i)->op == Op::Initialise) && (*i)->operands[0]->op == Op::LocalPlace;
          if (stores && !(*b)->handler && !is_counted((*i)->operands[0]->type)) live.erase((*i)->operands[0]->local);
          operands_of(**i, [&](Value v) {
            live.insert(v);
            if (v->op == Op::LocalPlace && !(stores && v == (*i)->operands[0])) live.insert(v->local);
          });
          if ((*i)->op == Op::LoopEnd) live.insert((*i)->loop->counter);
        }
        Set& old = in[*b];
        if (live.size() != old.size()) {
          old = std::move(live);
          again = true;
        }
      }
    }
    return in;
  }
  static bool is_cheap_to_repeat(const Instruction& v) {
    return info(v.op).result == ResultClass::Place || v.op == Op::Literal || v.op == Op::PythonConstant || v.op == Op::Null || v.op == Op::Sizeof ||
           v.op == Op::TypeObject || v.op == Op::GeneratorSelf || v.op == Op::PythonEntry;
  }
  Value repeat(Value v, std::vector<Instruction*>& before, const Instruction* at) {
    Instruction* copy = module.arena->make<Instruction>(*v);
    copy->id = resume.next_instruction++;
    copy->block = at->block;
    for (Value& o : copy->operands)
      if (o && is_cheap_to_repeat(*o)) o = repeat(o, before, at);
    before.push_back(copy);
    return copy;
  }
  // Places and constants are made again in the block that uses them.
  void repeat_cheap_values() {
    for (Block* b : resume.blocks) {
      std::vector<Instruction*> list;
      for (Instruction* i : b->instructions) {
        auto fix = [&](Value& v) {
          if (v && v->block != b && is_cheap_to_repeat(*v)) v = repeat(v, list, i);
        };
        for (Value& v : i->operands) fix(v);
        if (i->op == Op::LoopBegin)
          for (Value* v : {&i->loop->start, &i->loop->stop, &i->loop->step}) fix(*v);
        list.push_back(i);
      }
      b->instructions = std::move(list);
    }
  }
  void spill(Instruction* v) {
    Local* home = edit.new_local(v->type, "kept");
    home->is_temporary = true;
    home->storage = Storage::Frame;
    Block* from = v->block;
    auto at = static_cast<std::size_t>(std::find(from->instructions.begin(), from->instructions.end(), v) - from->instructions.begin());
    Value p = edit.place(home, v);
    for (Block* b : resume.blocks) {
      std::vector<Instruction*> list;
      for (Instruction* i : b->instructions) {
        auto fix = [&](Value& o) {
          if (o != v || b == from) return;
          Value place = edit.place(home, i);
          Value load = edit.make(Op::Load, v->type, {place}, i);
          list.push_back(place);
          list.push_back(load);
          o = load;
        };
        for (Value& o : i->operands) fix(o);
        if (i->op == Op::LoopBegin)
          for (Value* o : {&i->loop->start, &i->loop->stop, &i->loop->step}) fix(*o);
        list.push_back(i);
      }
      b->instructions = std::move(list);
    }
    edit.insert(from, at + 1, p);
    edit.insert(from, at + 2, edit.make(Op::Store, nullptr, {p, v}, v));
  }
  void fill_frame() {
    repeat_cheap_values();
    auto in = live_at_start();
    Set across;
    for (Block* b : resume_points) across.insert(in[b].begin(), in[b].end());
    std::vector<Instruction*> values;
    for (Block* b : resume.blocks)
      for (Instruction* i : b->instructions)
        if (across.count(i) && !is_cheap_to_repeat(*i)) values.push_back(i);
    for (Local* l : resume.locals) {
      if (l->storage != Storage::Register || l->is_given) continue;
      bool variable = is_counted(l->type) && !l->is_temporary;
      if (variable || l->holds_state || across.count(l)) l->storage = Storage::Frame;
    }
    for (Local* l : resume.locals)
      if (l->storage == Storage::Raw) l->storage = Storage::Frame;
    for (Instruction* v : values) spill(v);
    for (Local* l : resume.locals)
      if (l->storage == Storage::Frame) {
        resume.frame.push_back(l);
        l->starts_null = false;
      }
    maker.frame = resume.frame;
    maker.has_frame = resume.has_frame = !resume.frame.empty();
  }

  // ---- the maker
  void make(Block* b) {
    Editor in_maker(module, maker);
    Instruction* start = b->instructions.back();
    b->instructions.pop_back();
    Instruction* generator = in_maker.append(b, Op::MakeGenerator, module.source->types->object);
    generator->function = &resume;
    generator->span = start->span;
    for (auto [from, to] : carried) {
      Value source = in_maker.append(b, Op::LocalPlace, from->type);
      source->local = from;
      Value value = in_maker.append(b, Op::Load, from->type, {source});
      value->flag = is_counted(from->type) && !from->is_parameter;
      Value place = in_maker.append(b, Op::NewFramePlace, to->type, {generator});
      place->local = to;
      in_maker.append(b, Op::Initialise, nullptr, {place, value});
    }
    in_maker.append(b, Op::Return, nullptr, {generator});
  }
};

}  // namespace

void generators(Module& module, Function& function) {
  Block* start = nullptr;
  for (Block* b : function.blocks)
    if (b->instructions.back()->op == Op::StartGenerator) start = b;
  if (!start || function.is_resume) return;
  auto* resume = new Function;
  resume->source = function.source;
  resume->c_name = function.c_name + "_resume";
  resume->holds_gil_at_entry = true;
  resume->needs_traceback = function.needs_traceback;
  resume->is_resume = true;
  resume->maker = &function;
  function.resume = resume;
  module.functions.insert(std::find(module.functions.begin(), module.functions.end(), &function) + 1, resume);
  Split split(module, function, *resume);
  split.take_blocks(start->instructions.back()->targets[0]);
  split.take_locals();
  split.expand_loops();
  split.split_all();
  split.fill_frame();
  split.dispatch();
  split.make(start);
}

}  // namespace cyrite::optimize
