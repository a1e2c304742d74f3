// Appends instructions to a function: the one way in which lowering and passes make IR.
#pragma once
#include "ir/ir.h"

namespace cyrite::ir {

class Builder {
 public:
  Builder(Module& module, Function& function) : module_(module), function_(function) {}

  // ---- blocks. New blocks take the current handler, loop and region; place() puts them next in printing order.
  Block* new_block(std::string_view note = {});
  void place(Block*);              // following instructions go there
  Block* current() const { return current_; }
  bool terminated() const;         // the current block has its terminator: what follows is unreachable
  Block* handler = nullptr;
  CountedLoop* loop = nullptr;
  ParallelRegion* region = nullptr;
  Span span;                       // of what is being lowered: every new instruction gets it

  Local* new_local(const Type* type, std::string_view name);

  Instruction* add(Op op, const Type* type, std::vector<Value> operands = {});
  Value literal(const Type* type, std::string_view text);
  Value integer(const Type* type, std::int64_t value);
  Value constant(ConstantId id, const Type* type);
  Value null(const Type* type);
  Value place_of(Local*);
  Value load(Local* local) { return load(place_of(local)); }
  Value load(Value place);
  void store(Value place, Value value);
  void store(Local* local, Value value) { store(place_of(local), value); }
  Value call(const RuntimeFunction& function, const Type* type, std::vector<Value> arguments);
  void jump(Block* to);
  void branch(Value condition, Block* then, Block* otherwise, int likely = 0);
  void fail();                     // ends the block: an exception is set

 private:
  Module& module_;
  Function& function_;
  Block* current_ = nullptr;
};

}  // namespace cyrite::ir
