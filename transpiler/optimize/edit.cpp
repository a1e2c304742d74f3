// Making instructions and blocks inside passes.
#include "optimize/edit.h"

#include <algorithm>

#include <fmt/format.h>

namespace cyrite::optimize {
using namespace ir;

Instruction* Editor::make(Op op, const Type* type, std::vector<Value> operands, const Instruction* at) {
  Instruction* i = module_.arena->make<Instruction>();
  i->op = op;
  i->id = function_.next_instruction++;
  i->type = type;
  i->operands = std::move(operands);
  if (at) {
    i->span = at->span;
    i->block = at->block;
    i->without_gil = at->without_gil;
  }
  return i;
}

Block* Editor::new_block(const Block* like, std::string_view note) {
  Block* block = module_.arena->make<Block>();
  block->id = function_.next_block++;
  block->note = note;
  if (like) {
    block->handler = like->handler;
    block->loop = like->loop;
    block->region = like->region;
    block->is_cold = like->is_cold;
  }
  return block;
}

Local* Editor::new_local(const Type* type, std::string_view name) {
  Local* local = module_.arena->make<Local>();
  local->type = type;
  // Users' locals start with v_, so a name of ours cannot meet one.
  local->name = fmt::format("{}{}", name, function_.next_local++);
  function_.locals.push_back(local);
  return local;
}

void Editor::insert(Block* block, std::size_t index, Instruction* i) {
  i->block = block;
  block->instructions.insert(block->instructions.begin() + static_cast<std::ptrdiff_t>(index), i);
}

Instruction* Editor::append(Block* block, Op op, const Type* type, std::vector<Value> operands) {
  Instruction* i = make(op, type, std::move(operands), nullptr);
  i->block = block;
  if (!block->instructions.empty()) i->span = block->instructions.back()->span;
  block->instructions.push_back(i);
  return i;
}

Instruction* Editor::jump(Block* from, Block* to) {
  Instruction* i = append(from, Op::Jump);
  i->targets[0] = to;
  return i;
}

Value Editor::place(Local* local, const Instruction* at) {
  Value v = make(Op::LocalPlace, local->type, {}, at);
  v->local = local;
  return v;
}

void retarget(Block& block, const Block* from, Block* to) {
  Instruction& last = *block.instructions.back();
  for (Block*& t : last.targets)
    if (t == from) t = to;
  for (Block*& t : last.more_targets)
    if (t == from) t = to;
}

std::size_t index_of(const Function& function, const Block* block) {
  return static_cast<std::size_t>(std::find(function.blocks.begin(), function.blocks.end(), block) - function.blocks.begin());
}

namespace {
struct LoopExpansion {
  Editor& edit;
  CountedLoop& loop;
  Block* out;

  Value append(Op op, const Type* type, std::vector<Value> operands) { return edit.append(out, op, type, std::move(operands)); }
  Value place(Local* local) {
    Value p = append(Op::LocalPlace, local->type, {});
    p->local = local;
    return p;
  }
  Value load(Local* local) {
    Value p = place(local);
    return append(Op::Load, local->type, {p});
  }
  void store(Local* local, Value value) {
    Value p = place(local);
    append(Op::Store, nullptr, {p, value});
  }
  Value one(const Type* type) {
    Value v = append(Op::Literal, type, {});
    v->text = "1";
    v->integer = 1;
    v->flag = true;
    return v;
  }
};
}  // namespace

// A count of the iterations keeps the counter from passing the limit of its type.
void expand_loop(Editor& edit, CountedLoop& loop) {
  Function& f = edit.function();
  Instruction* begin = loop.begin->instructions.back();
  Block *body = begin->targets[0], *exit = begin->targets[1];
  loop.begin->instructions.pop_back();
  LoopExpansion x{edit, loop, loop.begin};
  Local* count = edit.new_local(loop.type, "count");
  Value step = loop.step ? loop.step : x.one(loop.type);
  Value n = x.append(Op::LoopCount, loop.type, {loop.start, loop.stop, step});
  n->flag = loop.stop_inclusive;
  n->cases = {loop.descending, loop.step_sign_unknown};
  x.store(count, n);
  x.store(loop.counter, loop.start);
  Local* kept_step = nullptr;
  if (loop.step) {
    kept_step = edit.new_local(loop.step->type, "step");
    x.store(kept_step, loop.step);
  }
  Block* test = edit.new_block(loop.begin, "loop test");
  edit.jump(loop.begin, test);
  x.out = test;
  Value remaining = x.load(count);
  Instruction* branch = edit.append(test, Op::Branch, nullptr, {remaining});
  branch->targets[0] = body;
  branch->targets[1] = exit;
  f.blocks.insert(f.blocks.begin() + static_cast<std::ptrdiff_t>(index_of(f, loop.begin) + 1), test);
  bool has_latch = loop.latch && !loop.latch->instructions.empty() && loop.latch->instructions.back()->op == Op::LoopEnd;
  if (has_latch) {
    loop.latch->instructions.pop_back();
    x.out = loop.latch;
    Value less = x.append(Op::Binary, loop.type, {x.load(count), x.one(loop.type)});
    less->c_operator = typed::COperator::Subtract;
    x.store(count, less);
    Value by = kept_step ? x.load(kept_step) : x.one(loop.type);
    Value next = x.append(Op::Binary, loop.type, {x.load(loop.counter), by});
    next->c_operator = typed::COperator::Add;
    next->text = "wrapping";
    x.store(loop.counter, next);
    edit.jump(loop.latch, test);
  }
  for (Block* b : f.blocks)
    if (b->loop == &loop) b->loop = loop.begin->loop;
}

}  // namespace cyrite::optimize
