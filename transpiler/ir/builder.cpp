// Makes blocks, locals and instructions of a function.
#include "ir/builder.h"

#include <cassert>

#include <fmt/format.h>

namespace cyrite::ir {

Block* Builder::new_block(std::string_view note) {
  Block* block = module_.arena->make<Block>();
  block->id = function_.next_block++;
  block->handler = handler;
  block->loop = loop;
  block->region = region;
  block->note = note;
  return block;
}

void Builder::place(Block* block) {
  if (current_ && !terminated()) jump(block);
  function_.blocks.push_back(block);
  current_ = block;
}

bool Builder::terminated() const {
  return !current_ || (!current_->instructions.empty() && is_terminator(current_->instructions.back()->op));
}

// A C identifier: letters outside ASCII become their bytes in hexadecimal.
static std::string identifier(std::string_view name) {
  std::string out;
  for (unsigned char c : name) {
    bool plain = c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (plain) out += static_cast<char>(c);
    else out += fmt::format("_{:02x}", c);
  }
  return out;
}

Local* Builder::new_local(const Type* type, std::string_view name) {
  Local* local = module_.arena->make<Local>();
  local->type = type;
  // The prefix keeps users' names away from C++ keywords, macros and our own names; the number tells namesakes apart.
  std::string base = "v_" + identifier(name);
  local->name = base;
  for (bool taken = true; taken;) {
    taken = name.empty() && local->name == base;
    for (const Local* other : function_.locals) taken = taken || other->name == local->name;
    if (taken) local->name = fmt::format("{}{}{}", base, name.empty() ? "" : "_", function_.next_local++);
  }
  function_.locals.push_back(local);
  return local;
}

Instruction* Builder::add(Op op, const Type* type, std::vector<Value> operands) {
  Instruction* i = module_.arena->make<Instruction>();
  i->op = op;
  i->id = function_.next_instruction++;
  i->type = type;
  i->block = current_;
  i->span = span;
  i->operands = std::move(operands);
  // Code after a terminator is unreachable: it is made, so that lowering need not ask, and goes nowhere.
  if (!terminated()) current_->instructions.push_back(i);
  return i;
}

Value Builder::literal(const Type* type, std::string_view text) {
  Value v = add(Op::Literal, type);
  v->text = text;
  return v;
}
Value Builder::integer(const Type* type, std::int64_t value) {
  Value v = add(Op::Literal, type);
  v->integer = value;
  v->flag = true;
  v->text = value == INT64_MIN ? "(-9223372036854775807LL-1)" : fmt::format("{}", value);
  return v;
}
Value Builder::constant(ConstantId id, const Type* type) {
  Value v = add(Op::PythonConstant, type);
  v->constant = id;
  return v;
}
Value Builder::null(const Type* type) { return add(Op::Null, type); }

Value Builder::place_of(Local* local) {
  Value v = add(Op::LocalPlace, local->type);
  v->local = local;
  return v;
}
Value Builder::load(Value place) { return add(Op::Load, place->type, {place}); }
void Builder::store(Value place, Value value) { add(Op::Store, nullptr, {place, value}); }

Value Builder::call(const RuntimeFunction& function, const Type* type, std::vector<Value> arguments) {
  Value v = add(Op::RuntimeCall, type, std::move(arguments));
  v->runtime = &function;
  return v;
}
void Builder::jump(Block* to) { add(Op::Jump, nullptr)->targets[0] = to; }
void Builder::branch(Value condition, Block* then, Block* otherwise, int likely) {
  Instruction* i = add(Op::Branch, nullptr, {condition});
  i->targets[0] = then;
  i->targets[1] = otherwise;
  i->likely = static_cast<signed char>(likely);
}
void Builder::fail() { add(Op::Fail, nullptr); }

}  // namespace cyrite::ir
