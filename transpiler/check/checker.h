// The state of checking one module, and the contract between the files of check/.
// Four moves: bind (scopes and declarations; shells first, then completed) -> flow (assignments, definite assignment, captures) ->
// infer (types of locals) -> check (bodies to typed trees). File stems: declarations, cimports, classes, functions, fused, directives,
// statements, loops, parallel, exceptions, match ... and expressions, names, operators, calls, conversions, inference, flow, builtins,
// memoryviews, strings, literals, comprehensions, cpp ...
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ast/match.h"
#include "check/check.h"
#include "diagnostics/diagnostic.h"

namespace cyrite::check {

struct DeclarationState;
struct ExpressionState;

// Where the checker stands inside bodies: saved and restored around functions, classes and sections.
struct Context {
  typed::Function* function = nullptr;   // the body being checked; the module body at module level
  Scope* scope = nullptr;                // innermost scope for look-ups
  const Directives* directives = nullptr;
  bool nogil = false;                    // the GIL is not held here
  bool in_parallel = false;              // inside prange or parallel()
  bool in_annotation = false;            // a Python type is meant: `int` is Python's, `float` and `bool` become C types
  typed::Local* class_namespace = nullptr;  // inside the body of a Python class
  Text class_name;                       // for name mangling (__x); empty outside classes
  int loop_depth = 0;
  bool in_finally = false;
};
using StatementList = std::vector<typed::Stmt*>;

class Checker {
 public:
  Checker(const CheckOptions&, ModuleLoader&, SourceFiles&, TypeTable&, Arena&, Diagnostics&);

  const CheckOptions& options;
  ModuleLoader& loader;
  SourceFiles& sources;
  TypeTable& types;
  Arena& arena;
  Diagnostics& diagnostics;
  typed::Module* module = nullptr;
  Scope* module_scope = nullptr;
  Scope* builtin_scope = nullptr;
  Context at;

  template <class N>
  N* make(Span span) { N* n = arena.make<N>(); n->kind = N::node_kind; n->span = span; return n; }
  template <class N>
  N* make(Span span, const Type* type) { N* n = make<N>(span); n->type = type; return n; }
  template <class... Args>
  void error(Span span, const DiagnosticKind<Args...>& kind, std::type_identity_t<Args>... args) { diagnostics.report(span, kind, args...); }
  typed::Expr* error_value(Span span);  // stands for what could not be checked: what is wrong is reported by who makes it
  void not_supported(Span span, std::string_view construct) { diagnostics.report(span, diag::not_supported_yet, construct); }

  // ================================================================ declarations (owner: declarations files)
  // A type as it is written, with a declarator around it (null: none). `name` receives the declared name's declarator.
  // Reports and gives types.error when it means nothing.
  const Type* resolve_type(const ast::TypeNode&);
  const Type* resolve_type(const ast::TypeNode&, const ast::Declarator*, const ast::NameDeclarator** name = nullptr);
  // An expression that stands for a type (annotations, `cython.int`, fused indices, template arguments, casts): null, without a
  // message, when it is none.
  const Type* type_of_expression(const ast::Expr&);
  Symbol* declare(Scope&, SymbolKind, Text name, const Type*, Span);
  Symbol* look_up(Text name);              // from at.scope outwards to the builtins; null if nowhere declared
  Symbol* look_up_in(Scope&, Text name);   // that scope only, with base classes / enum members as fits
  Scope* scope_of_type(const Type*);       // members of a struct, extension type or cppclass (base classes: look_up_in follows)
  std::optional<ConstantValue> compile_time_value(const ast::Expr&, bool report = true);  // DEF, IF, array sizes, enum values
  typed::Function* new_function(typed::FunctionKind, Text name, Span);  // registered in module->functions
  // Checks a def/lambda/generator body: parameters, flow, inference, statements. Used for inner functions when met.
  typed::Function* check_function_body(typed::Function*, std::span<ast::Parameter* const>, ast::Block body);
  std::shared_ptr<DeclarationState> declaration_state;  // what the declaration files keep (check/declarations.h)

  // ================================================================ statements (owner: declarations files)
  void statement(const ast::Stmt&, StatementList& out);
  typed::Block* block(ast::Block);         // a new Block of the statements
#define EXPR(N)
#define TYPE(N)
#define DECLARATOR(N)
#define PATTERN(N)
#define STMT(N) void check(const ast::N&, StatementList& out);
#include "ast/nodes.def"

  // ================================================================ expressions (owner: expressions files)
  typed::Expr* expr(const ast::Expr&);                             // its natural type
  typed::Expr* expr_as(const ast::Expr&, const Type* to);          // converted; `to` also guides literals (list -> C array, str -> char*)
  typed::Expr* object(const ast::Expr& e);                         // as a Python object
  typed::Expr* condition(const ast::Expr&);                        // as bint, by truth
  typed::Expr* convert(typed::Expr*, const Type* to, bool is_explicit = false);  // reports when impossible
  bool convertible(const Type* from, const Type* to) const;
  typed::Expr* truth(typed::Expr*);
  typed::Expr* call_runtime(Span, const RuntimeFunction&, const Type*, std::vector<typed::Expr*> arguments);
  typed::Expr* constant(Span, Constant);                           // a Python constant, of its builtin type
  typed::Expr* name_constant(Span, Text);                          // an interned str
  typed::Expr* integer(Span, std::int64_t, const Type*);
  typed::Expr* local_ref(Span, typed::Local*);
  typed::Expr* literal(Span, const Type*, std::string_view text);
  // target = value for every kind of target (names, attributes, items, slices, unpacking with stars): appends the statements.
  void assign(const ast::Expr& target, typed::Expr* value, StatementList& out);
  void augmented_assign(const ast::AugAssign&, StatementList& out);
  void delete_target(const ast::Expr& target, StatementList& out);
  typed::Local* temporary(const Type*, std::string_view hint = {});  // a new temporary Local of the current function
  typed::Expr* lvalue(const ast::Expr&);                           // a place, or null (with a message)
  typed::Expr* python_call(Span, typed::Expr* callee, std::vector<typed::Expr*> positional);
  // A builtin looked up by name whatever the module's globals are (for `print`, `__import__` ...).
  typed::Expr* builtin_object(Span, Text name);

#define EXPR(N) typed::Expr* check(const ast::N&);
#define TYPE(N)
#define DECLARATOR(N)
#define STMT(N)
#define PATTERN(N)
#include "ast/nodes.def"

  // ================================================================ flow and inference (owner: expressions files)
  // Called when the parameters and declared variables of a function are known and before its statements are checked: declares the
  // remaining assigned names as Locals, finds captures, infers types, and sets may_be_unbound / is_deleted.
  void analyse_body(typed::Function&, Scope&, ast::Block body);
  bool is_maybe_unbound(const ast::Name&);   // at this reference, after analyse_body
  const Type* spanning_type(const Type*, const Type*);             // common type of two assignments / branches
  const Type* arithmetic_type(ast::BinaryOperator, const Type*, const Type*);

  // Names bound by the statements of a class body or module: declares them in the scope as PythonName where nothing is declared.
  void declare_bound_names(Scope&, ast::Block body);
  std::shared_ptr<ExpressionState> expression_state;  // what the expression files keep
  std::optional<Span> unexplained;  // where an error value was first made though nothing had been reported
  void report_unexplained();        // nothing that stands for an error is compiled in silence

  // ================================================================ GIL
  void require_gil(Span, std::string_view what);  // reports, naming what needs it, when at.nogil

 private:
  struct Private;        // what the files keep for themselves
  Private* state_ = nullptr;
};

}  // namespace cyrite::check
