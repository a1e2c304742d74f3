// What each instruction does to references and exceptions: the one reading of instructions.def, rows and signatures.
#include "ir/ir.h"

namespace cyrite::ir {

const OpInfo& info(Op op) {
  static constexpr OpInfo table[] = {
#define INSTRUCTION(name, result, effect, can_fail) {#name, ResultClass::result, Effect::effect, CanFail::can_fail},
#include "ir/instructions.def"
  };
  return table[static_cast<std::size_t>(op)];
}

bool is_terminator(Op op) { return info(op).effect == Effect::Ends; }

// Linetrace asks for profile too. Profilers hear of bodies: of a generator each time it runs on, of a cpdef function once, of what has no GIL
// if the user asks for it with a macro.
bool is_profiled(const Function& f) {
  const typed::Function& s = *f.source;
  bool makes_generator = s.generator != typed::GeneratorKind::None && !f.is_resume;
  return s.directives && (s.directives->profile || s.directives->linetrace) && !s.dispatches_to && !makes_generator;
}

bool is_register_place(const Instruction& place) {
  return place.op == Op::LocalPlace && (place.local->storage == Storage::Register || place.local->storage == Storage::Frame);
}

Ownership ownership(const Instruction& i) {
  switch (info(i.op).result) {
    case ResultClass::None: return Ownership::None;
    case ResultClass::Place: return Ownership::Place;
    case ResultClass::Owned: return is_counted(i.type) ? Ownership::Owned : Ownership::Plain;
    case ResultClass::Borrowed: return Ownership::Borrowed;
    case ResultClass::Plain: return Ownership::Plain;
    case ResultClass::ByType: break;
  }
  if (!i.type || is_void(i.type)) return Ownership::None;
  if (!is_counted(i.type)) return Ownership::Plain;
  if (i.op == Op::Load) return is_register_place(*i.operands[0]) ? Ownership::Borrowed : Ownership::Owned;
  if (i.op == Op::RuntimeCall && i.runtime->result == ResultMode::Borrowed) return Ownership::Borrowed;
  return Ownership::Owned;
}

static bool signature_fails(const FunctionType* signature) {
  if (!signature) return false;
  switch (signature->exceptions.kind) {
    case ExceptionSpec::None: return false;
    case ExceptionSpec::Cpp:
    case ExceptionSpec::Always:
    case ExceptionSpec::Value:
    case ExceptionSpec::ValueMaybe:
    case ExceptionSpec::Object: return true;
  }
  return false;
}

bool fails(const Instruction& i) {
  switch (info(i.op).can_fail) {
    case CanFail::No: return false;
    case CanFail::Yes: return true;
    case CanFail::Maybe: break;
  }
  switch (i.op) {
    case Op::RuntimeCall: return i.runtime->failure != Failure::Never || !i.names.empty();
    case Op::CheckIndex: return i.checks.bounds;
    case Op::CppCall:
    case Op::Construct: return i.exceptions && i.exceptions->kind != ExceptionSpec::None;
    default: return signature_fails(i.signature);
  }
}

ArgumentMode argument_mode(const RuntimeFunction& function, std::size_t operand) {
  // The last mode stands for all further arguments of a variadic row.
  if (function.arguments.empty()) return ArgumentMode::C;
  return function.arguments[operand < function.arguments.size() ? operand : function.arguments.size() - 1];
}

bool consumes(const Instruction& i, std::size_t operand) {
  if (operand >= i.operands.size()) return false;
  const Instruction* value = i.operands[operand];
  if (!value || !value->type || !is_counted(value->type) || info(value->op).result == ResultClass::Place) return false;
  switch (i.op) {
    case Op::Store:
    case Op::Initialise: return operand == 1;
    case Op::Build:
    case Op::Return:
    case Op::Suspend:
    case Op::Yield: return true;
    case Op::RuntimeCall: return argument_mode(*i.runtime, operand) == ArgumentMode::Steal;
    default: return false;
  }
}

Function* Module::find(const typed::Function* source) const {
  for (Function* f : functions)
    if (f->source == source) return f;
  return nullptr;
}

}  // namespace cyrite::ir
