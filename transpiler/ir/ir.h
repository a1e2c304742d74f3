// The intermediate representation: functions of basic blocks over typed values. References, errors, GIL state and checks are
// explicit. Lowering produces it without reference counting; passes improve it; the emitter prints it.
//
// * A Value is the result of one instruction and never changes. A Local is a variable.
// * Every block has a handler: where a failing instruction inside it goes (null: out of the function with the error value).
// * Blocks are kept in the order in which they are printed. A counted loop or a parallel region is the run of blocks between its
//   Begin and its End terminator; blocks that leave it for good (error exits) are printed elsewhere, except inside a parallel region,
//   which no jump may cross: its exits store a status and go to its End.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "typed/module.h"

namespace cyrite::ir {

enum class Op : std::uint8_t {
#define INSTRUCTION(name, ...) name,
#include "ir/instructions.def"
};
enum class ResultClass : std::uint8_t { None, Place, Owned, Borrowed, Plain, ByType };
enum class Effect : std::uint8_t { Pure, Reads, Acts, Ends };
enum class CanFail : std::uint8_t { No, Yes, Maybe };
struct OpInfo { std::string_view name; ResultClass result; Effect effect; CanFail can_fail; };
const OpInfo& info(Op op);

struct Instruction;
struct Block;
struct Function;
using Value = Instruction*;  // an instruction is its result

enum class Storage : std::uint8_t { Register, Frame /* generator frame */, Closure /* closure object */, Raw /* C++ object in raw bytes */ };
struct Local {
  typed::Local* source = nullptr;   // null for one made by lowering
  const Type* type = nullptr;
  std::string name;                 // unique C identifier in the function
  Storage storage = Storage::Register;
  int closure_depth = 0;            // Storage::Closure: 0 is this function's own closure, 1 its parent's ...
  bool is_parameter = false;        // set at entry by the function's prologue: see Function::arguments
  bool arrives_owned = false;       // ... with a new reference (the tuple of *args, the dict of **kwargs)
  bool is_temporary = false;        // no variable of the user: what it holds may be released as soon as it is not read any more
  bool owned_parameter = false;     // the function holds its own reference (it is assigned, captured, or a generator's)
  bool starts_null = false;         // must be NULL at entry: some path reads, stores over or releases it before it is set
  bool holds_state = false;         // saved exception or GIL state
  bool is_given = false;            // exists under this name without being declared (the closure of a running generator)
  bool is_linear = false;           // reference_counts: a temporary that hands its reference on: set once on each path, taken or released once
};

// A view that the C++ compiler is told more about while a loop runs; what it is told was asked before.
struct SeenView {
  Local* view = nullptr;
  bool packed = false;              // the items of its last axis stand side by side
  bool apart = false;               // no other view of the loop shares its memory, as far as either is stored to
};
struct CountedLoop {
  Local* counter = nullptr;         // a fresh counter; the user's variable is assigned in the body
  const Type* type = nullptr;
  Value start = nullptr, stop = nullptr, step = nullptr;  // step null: 1
  bool descending = false, step_sign_unknown = false, stop_inclusive = false;
  Block* begin = nullptr;           // block that LoopBegin ends
  Block* latch = nullptr;           // block that LoopEnd ends: `continue` jumps here
  std::span<const SeenView> seen;   // view_versions
  bool may_overflow = true;         // counter + step may pass the type's limit: count iterations instead
};
struct ParallelRegion {
  const typed::ParallelFacts* facts = nullptr;
  bool is_range = false;            // prange: a canonical loop inside
  CountedLoop loop;
  Value num_threads = nullptr, use_threads_if = nullptr, chunksize = nullptr;
  Text schedule;
  Local* status = nullptr;          // int: 0 ran through, 1 break, 2 return, 3 exception, ...
  std::vector<Local*> privates, last_privates, firstprivates;
  std::vector<std::pair<Local*, typed::COperator>> reductions;
  Local* error = nullptr;           // where the first exception is carried out
  Block *begin = nullptr, *end = nullptr;
  bool inside_parallel = false;
  bool holds_gil_outside = false;
};

// How CppCall prints: method `a.f(b)`, arrow `a->f(b)`, function `f(a, b)`, constructor `T(a)`, new `new T(a)`, delete `delete a`,
// prefix operator `*a`, binary operator `a + b`, subscript `a[b]`, call `a(b)`, postfix `a++`, typeid, range begin/end.
enum class CppForm : std::uint8_t { Method, ArrowMethod, Function, Constructor, New, Delete, Prefix, Binary, Subscript, CallOperator, Postfix, Typeid, Assign };

struct Instruction {
  Op op;
  std::uint32_t id = 0;              // unique in the function
  const Type* type = nullptr;        // of the result (of the thing in the place, for places)
  Block* block = nullptr;
  Span span;
  std::vector<Value> operands;
  // What else the operation needs; the field used by each op is named in instructions.def.
  std::string text;                  // Literal, messages, C++ names
  ConstantId constant = 0;
  std::int64_t integer = 0;
  bool flag = false;
  Local* local = nullptr;
  Symbol* symbol = nullptr;
  const Type* of_type = nullptr;
  const RuntimeFunction* runtime = nullptr;
  const FunctionType* signature = nullptr;
  const ExceptionSpec* exceptions = nullptr;  // C++ calls
  int optional_given = 0;
  bool skip_dispatch = false;
  bool borrows = false;              // Load: no reference is taken, whatever follows (code without the GIL)
  typed::COperator c_operator{};
  typed::CUnaryOperator c_unary{};
  typed::CComparison comparison{};
  typed::DisplayKind display{};
  CppForm cpp_form{};
  typed::IndexChecks checks{};
  std::vector<typed::ViewSubscript> subscripts;  // SliceView: kinds; operands hold the values in order
  std::vector<ConstantId> names;                 // keywords of a call
  std::vector<Text> texts;                       // field names, template arguments
  std::vector<std::int64_t> cases;
  Function* function = nullptr;      // MakeFunction; CallPython: see direct_calls
  CountedLoop* loop = nullptr;
  ParallelRegion* region = nullptr;
  Block* targets[2] = {nullptr, nullptr};
  std::vector<Block*> more_targets;  // Switch
  signed char likely = 0;            // Branch: 1 the first target, -1 the second
  // Set by passes.
  Block* error_exit = nullptr;       // error_paths: where a failure of this instruction goes after cleaning up
  bool owns_result = false;          // the result is a new reference that somebody must release or consume
  bool without_gil = false;          // gil: the GIL is not held here
  bool moves = false;                // Load: takes the reference out of the local
  std::vector<Value> dying;          // reference_counts: references released right after the operation, whether it failed or not
  std::string proof;                 // why a check could be removed: printed in dumps
};

bool fails(const Instruction&);                   // it may raise: it has an error edge
bool consumes(const Instruction&, std::size_t operand);  // the operand's reference is taken over
bool is_terminator(Op);
bool is_profiled(const Function&);                // profilers and tracers hear of its calls
bool is_register_place(const Instruction&);       // a LocalPlace that only this function can change: variable or frame
enum class Ownership : std::uint8_t { None, Place, Plain, Borrowed, Owned };
Ownership ownership(const Instruction&);          // of the result, before reference_counts
ArgumentMode argument_mode(const RuntimeFunction&, std::size_t operand);
// The blocks a block may go to: targets of its terminator, in order; error edges are apart.
template <class F>
void each_successor(const Block&, F&&);

struct Block {
  std::uint32_t id = 0;
  std::vector<Instruction*> instructions;  // the last one is the terminator
  Block* handler = nullptr;
  CountedLoop* loop = nullptr;             // innermost loop it is part of
  ParallelRegion* region = nullptr;        // innermost parallel region
  bool is_cold = false;                    // error exits and handlers: printed last
  bool is_handler = false;                 // entered with an exception set
  bool is_fallback = false;                // of a loop that has a version without checks: runs only when a bound is broken
  std::string note;                        // for dumps: "for body", "except"
};

struct ClosureLayout { std::vector<Local*> fields; };  // captured locals of one function, in order; the parent's closure comes first

// How a function starts.
// * `arguments` holds one local for each of source->parameters. Python callables (Def, Lambda, Special, Property): an object; the
//   prologue parses the call into them. A missing argument takes its default from the function object; one whose parameter has a
//   `c_default` arrives as NULL and the body evaluates it. Conversion to the declared types is in the body.
//   C functions: of the C type; optional ones that the caller did not give (`optional_given`) hold nothing.
// * A captured parameter is copied from its argument to the closure field by the body.
// * Closures: MakeClosure gives the closure object of this call, which the body stores in `closure_object` before it touches a captured local.
//   `outer_closure` is the one that the function object (or CallInner) carries. A local with Storage::Closure and depth 0 is a field of
//   `closure_object`; depth 1 of `outer_closure`, depth 2 of the closure object that the former refers to, and so on. Its `name` is that of
//   the field in the owner's ClosureLayout.
// * Generators and coroutines: what comes before StartGenerator runs in the call, what comes after when the object is resumed.
// * acquires_gil functions: the prologue takes the GIL before anything else and the epilogue leaves it after all releases.
struct Function {
  typed::Function* source = nullptr;
  std::string c_name;
  std::vector<Local*> locals;
  std::vector<Local*> arguments;
  Local* closure_object = nullptr;   // null when the function has no captured locals
  Local* outer_closure = nullptr;    // null when the function reads no captured local of an enclosing one
  Local* optional_given = nullptr;   // C functions with optional arguments: int, how many of them the call gave
  Local* skip_dispatch = nullptr;    // cpdef methods: int, the call wants this very function and no Python override
  std::vector<Block*> blocks;        // blocks[0] is the entry
  ClosureLayout closure;             // when source->needs_closure
  std::vector<Local*> frame;         // generators: locals that live in the frame object
  std::vector<Instruction*> suspensions;
  bool holds_gil_at_entry = true;
  bool needs_traceback = true;
  Block* error_block = nullptr;      // exits: where a failure leaves the function
  // generators: the pass splits the function in the call (the maker) and the resume function, which stands behind it in the module.
  Function* resume = nullptr;
  Function* maker = nullptr;
  bool is_resume = false, has_frame = false;
  bool called_directly = false;      // direct_calls: its body takes the arguments as C parameters; the Python entry calls it
  std::uint32_t next_instruction = 0, next_block = 0, next_local = 0;
};

struct Module {
  typed::Module* source = nullptr;
  Arena* arena = nullptr;
  std::vector<Function*> functions;  // in the order of source->functions
  Function* find(const typed::Function*) const;
  std::vector<void (*)(void*)> unused;
};

template <class F>
void each_successor(const Block& block, F&& f) {
  if (block.instructions.empty()) return;
  const Instruction& last = *block.instructions.back();
  for (Block* target : last.targets)
    if (target) f(target);
  for (Block* target : last.more_targets) f(target);
}

}  // namespace cyrite::ir
