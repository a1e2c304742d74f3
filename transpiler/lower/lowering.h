// The state of lowering one module and one function, and the contract between the files of lower/.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "ir/builder.h"
#include "lower/lower.h"
#include "semantics/type_table.h"

namespace cyrite::lower {

using ir::Op;
using ir::Value;

struct ModuleLowering {
  typed::Module& source;
  ir::Module& module;
  Arena& arena;
  Diagnostics& diagnostics;
  TypeTable& types;
  std::unordered_map<const typed::Function*, ir::Function*> functions;
  std::unordered_map<const typed::Local*, ir::Local*> captured;  // in the function that owns them: fields of its closure object
  const Type* thread_state = nullptr;    // PyThreadState*
  const Type* gil_state = nullptr;       // PyGILState_STATE
  const Type* critical_section = nullptr;
  std::unordered_map<std::string, const Type*> named_types;
  // Parallel regions are printed as OpenMP; without them prange and parallel() run on one thread, with the same results.
  bool parallel_regions = false;

  // The function around this one whose closure object this one could reach: the parent, or the module body.
  const typed::Function* enclosing(const typed::Function&) const;
  bool has_closure(const typed::Function&) const;
  // How many closure objects outwards from `from` the captured locals of `owner` are; makes sure that the functions on the way carry them.
  int closure_depth(const typed::Function& from, const typed::Function& owner);
  // A C++ type that has no declaration in the source: helpers of the runtime.
  const Type* named_type(std::string_view c_name);
};

// Where a jump that leaves statements goes.
struct Exit {
  enum Kind : std::uint8_t { Return, Break, Continue } kind;
  std::size_t loop;         // Break, Continue: index of the scope
  Value value = nullptr;    // Return: what is returned, unless it is kept in the local `returned`
};

// A statement that a return, break or continue inside it has to know about: loops, and what must be undone on the way out.
struct ExitScope {
  enum Kind : std::uint8_t { Loop, Finally, Handler, With, ReleasedGil, EnsuredGil, Critical, Parallel } kind;
  ir::Block* outer_handler = nullptr;  // in force outside
  bool outer_nogil = false;
  bool is_unsure = false;              // ReleasedGil: it may not have been held
  ir::Block* on_break = nullptr;       // Loop; Finally: where all exits enter its body; Parallel: end of the iteration
  ir::Block* on_continue = nullptr;    // Loop
  ir::Local* state = nullptr;          // Handler, GIL, Critical: what was saved; Finally and Parallel: status; With: the exit method
  typed::Local* target = nullptr;      // Handler: `as` name, unbound on the way out
  bool is_async = false;               // With
  bool is_loop = false;                // Parallel: a prange
  std::vector<Exit> exits;             // Finally, Parallel: in the order of their status, from 1
};

class FunctionLowering {
 public:
  FunctionLowering(ModuleLowering& module, ir::Function& function);
  void run();

  ModuleLowering& m;
  TypeTable& types;
  ir::Function& f;
  const typed::Function& source;
  ir::Builder b;
  bool nogil = false;                   // the GIL is not held here
  std::vector<ExitScope> scopes;

  // ---- locals (functions.cpp)
  ir::Local* local(const typed::Local*);
  ir::Local* temporary(const Type*, std::string_view name);
  ir::Local* state_local(const Type*, std::string_view name);
  Value none();
  Value object_null() { return b.null(types.object); }
  Value is_null(Value);
  // Continues in a new block if another handler is in force from here on.
  void set_handler(ir::Block*);
  ir::Block* handler_block(std::string_view note, ir::Block* outer);  // entered with an exception set
  void pass_on();                       // ends the block: the exception goes on to the block's handler with the line that it has
  void unreachable();                   // ends the block after a call that always raises
  Value default_result(const Type*);    // what a C function gives that ends without a return

  // ---- expressions: the value; null only for void
  Value value(const typed::Expr*);
  Value place(const typed::Expr*);      // an lvalue
  Value place_or_value(const typed::Expr*);  // for structs: without a copy where it is an lvalue
  void branch_on(const typed::Expr* condition, ir::Block* then, ir::Block* otherwise);  // a bint
  void branch_truth(const typed::Expr* tested, ir::Block* then, ir::Block* otherwise);  // anything
  bool is_cheap(const typed::Expr*) const;  // a C value without side effects or traps: may be evaluated in vain
  void store(const typed::Expr* target, Value);
  Value field_place(const typed::FieldRef&);
  Value view_item(const typed::ViewElement&);
  bool assign_object(const typed::Assign&);
  Value cpp_place(const typed::Expr*);  // what a C++ call that returns a reference refers to
  Value call(const RuntimeFunction&, const Type*, std::vector<Value>);
  Value compare(typed::CComparison, Value, Value);
  Value zero(const Type*);
  Value text_literal(std::string_view);
#define EXPR(N) Value lower(const typed::N&);
#define STMT(N)
#include "typed/nodes.def"

  // ---- conversions of values (conversions.cpp)
  Value to_object(Value, const Type* from);
  Value from_object(Value, const Type* to);
  Value acquire_view(Value object, const Type* view, bool writable);
  Value truth(Value, const Type* from);
  Value check_type(Value, const Type* to, bool not_none, bool exact);
  Value as_type(Value, const Type* to);  // an object seen as another object type
  void check_argument(Value, const typed::Parameter&);
  Value argument_from_object(Value, const typed::Parameter&);
  void check_not_none(Value, std::string_view message, bool attribute_error);

  // ---- calls
  Value name_object(ConstantId);
  Value make_arguments_tuple(Value callee, std::span<const typed::Argument>);
  Value make_keywords(Value callee, std::span<const typed::Argument>);
  std::vector<Value> values(typed::List<typed::Expr>);
  std::vector<Value> c_arguments(typed::List<typed::Expr>, const FunctionType*, std::size_t skip);
  void materialise_result(ir::Instruction*);
  Value await(Value awaitable);
  Value own_closure();                  // the closure object that functions made here carry, or Null

  // ---- statements
  void statement(const typed::Stmt*);
#define EXPR(N)
#define STMT(N) void lower(const typed::N&);
#include "typed/nodes.def"

  // ---- leaving statements (exits.cpp)
  void leave(Exit);                     // from the current place
  void leave_from(std::size_t depth, Exit);
  std::size_t innermost_loop() const;
  ir::Local* returned();                // where a return value waits while statements are left
  void emit_return(Value);
  void undo(const ExitScope&);
  void continue_exits(const ExitScope&, ir::Block* normal);  // after a finally body: on to where each exit wanted to go

  // ---- loops (loops.cpp)
  void loop_body(const typed::Stmt* body, ir::Block* on_break, ir::Block* on_continue);
  void set_element(const typed::Local* element, Value, const Type* of);
  void for_from(const typed::ForRange&);
  bool append_to_str(const typed::Assign&);

  // ---- exceptions (exceptions.cpp)
  void enter_handler(ir::Local* state);
  void leave_handler(ir::Local* state);
  void reraise();
  void unbind(const typed::Local* target);
  void try_except(const typed::Try&);
  void try_except_star(const typed::Try&);
  void except_bodies(const typed::Try&, ir::Block* dispatch, ir::Block* after);
  void handler_body(const typed::Handler&, ir::Local* state, ir::Block* cleanup, ir::Block* outer, ir::Block* after);
  void raise_text(const RuntimeFunction& row, std::string_view message);

 private:
  // functions.cpp
  void prologue();
  void python_arguments();
  void c_arguments_in();
  void bind_argument(const typed::Parameter&, ir::Local* arrival, bool python);
  void start_locals();
  void python_override();
  void python_wrapper_body();
  ir::Local* returned_ = nullptr;
  std::unordered_map<const typed::Local*, ir::Local*> locals_;
};

// Gives the instructions made while it lives the span of a node.
struct SpanScope {
  ir::Builder& b;
  Span saved;
  SpanScope(ir::Builder& builder, Span span) : b(builder), saved(builder.span) {
    if (span.length || span.begin) b.span = span;
  }
  ~SpanScope() { b.span = saved; }
};

std::string quoted(std::string_view bytes);  // a C++ string literal

}  // namespace cyrite::lower
