// before: failures outside any handler leave the function from where they are; each Return leaves by itself
// after:  failures go to one cold block that adds the traceback (or prints the exception in a noexcept function); where locals hold
//         references, it and all returns meet in one last block, so that what is released at the end stands once
#include "ir/flow.h"
#include "optimize/edit.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

bool leaves_by_failure(const Function& function) {
  for (const Block* b : function.blocks) {
    if (b->handler) continue;
    for (const Instruction* i : b->instructions)
      if (fails(*i) || i->op == Op::Fail) return true;
  }
  return false;
}

// A local whose reference the function gives up when it returns.
bool held_to_the_end(const Function& function, const Local* l) {
  if (l->storage != Storage::Register || !l->type || !is_counted(l->type)) return false;
  if (l->is_temporary || (l->source && l->source->is_temporary)) return false;
  if (!l->is_parameter || l->owned_parameter || l->arrives_owned) return true;
  for (const Block* b : function.blocks)
    for (const Instruction* i : b->instructions)
      if ((i->op == Op::Store || i->op == Op::Clear || i->op == Op::Initialise) && i->operands[0]->op == Op::LocalPlace && i->operands[0]->local == l)
        return true;
  return false;
}

}  // namespace

void exits(Module& module, Function& function) {
  Editor edit(module, function);
  const Type* result = function.source ? function.source->result : nullptr;
  bool has_result = result && !is_void(result);
  std::vector<Block*> returns;
  for (Block* b : function.blocks)
    if (b->instructions.back()->op == Op::Return) returns.push_back(b);
  bool share = false;
  for (const Local* l : function.locals) share = share || held_to_the_end(function, l);
  bool failing = leaves_by_failure(function);
  if (!failing && returns.size() < 2) share = false;
  Block* last = nullptr;
  Local* kept = nullptr;
  if (share) {
    last = edit.new_block(nullptr, "leave");
    if (has_result) {
      kept = edit.new_local(result, "result");
      kept->is_linear = is_counted(result);
    }
    for (Block* b : returns) {
      Instruction* leave = b->instructions.back();
      if (kept && !leave->operands.empty()) {
        Value p = edit.place(kept, leave);
        edit.insert(b, b->instructions.size() - 1, p);
        edit.insert(b, b->instructions.size() - 1, edit.make(Op::Initialise, nullptr, {p, leave->operands[0]}, leave));
      }
      leave->op = Op::Jump;
      leave->operands.clear();
      leave->targets[0] = last;
    }
  }
  if (failing) {
    Block* error = edit.new_block(nullptr, "error");
    error->is_cold = true;
    error->is_handler = true;
    bool swallow = function.source && function.source->exceptions.kind == ExceptionSpec::None &&
                   (function.source->kind == typed::FunctionKind::CFunction || (function.source->kind == typed::FunctionKind::Special && !has_result));
    for (Block* b : function.blocks)
      if (!b->handler) b->handler = error;
    if (function.needs_traceback && !swallow) edit.append(error, Op::AddTraceback);
    if (swallow) edit.append(error, Op::WriteUnraisable);
    if (share) {
      if (kept) {
        Value v = edit.append(error, Op::ErrorValue, result);
        Value p = edit.append(error, Op::LocalPlace, kept->type);
        p->local = kept;
        edit.append(error, Op::Initialise, nullptr, {p, v});
      }
      edit.jump(error, last);
    } else {
      edit.append(error, Op::ReturnError);
    }
    function.error_block = error;
    if (last) function.blocks.push_back(last);
    function.blocks.push_back(error);
  } else if (last) {
    function.blocks.push_back(last);
  }
  if (last) {
    std::vector<Value> value;
    if (kept) {
      Value p = edit.append(last, Op::LocalPlace, kept->type);
      p->local = kept;
      value.push_back(edit.append(last, Op::Load, kept->type, {p}));
    }
    edit.append(last, Op::Return, nullptr, value);
  }
}

}  // namespace cyrite::optimize
