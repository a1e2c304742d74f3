// Statements of the typed tree.
#pragma once
#include "typed/expressions.h"

namespace cyrite::typed {

struct ExprStmt : Stmt { TYPED(ExprStmt); Expr* value; };
// target: a place (LocalRef, GlobalVariable, FieldRef, Element, Dereference, ViewElement) or ModuleName. value has the target's type.
// Attribute and item stores on objects are RuntimeCalls in an ExprStmt.
struct Assign : Stmt { TYPED(Assign); Expr* target; Expr* value; };
// Unpacks an iterable into `temporaries` (objects; the starred one gets a list), which the following statements assign on.
struct Unpack : Stmt { TYPED(Unpack); Expr* value; std::span<Local* const> temporaries; int starred; };  // starred -1: none
// view[...] = source: another view (copies items; overlapping is right) or a scalar of the item type (fills).
struct ViewAssign : Stmt { TYPED(ViewAssign); Expr* target; Expr* source; };
struct Unbind : Stmt { TYPED(Unbind); Expr* target; bool check_bound; };  // del of a LocalRef, GlobalVariable or ModuleName
struct Block : Stmt { TYPED(Block); List<Stmt> statements; };
struct If : Stmt { TYPED(If); Expr* condition; Stmt* then; Stmt* otherwise; };  // condition is bint; otherwise may be null
struct While : Stmt { TYPED(While); Expr* condition; Stmt* body; Stmt* orelse; };
// A counted loop over C integers. `variable` is assigned before each iteration, as Python does (its value after the loop is the last
// one taken); start, stop, step are evaluated once, in this order. step null: 1. inclusive: for-from with <=.
// keep_end_value: for-from loops leave the variable one step past the end.
struct ForRange : Stmt {
  TYPED(ForRange);
  Expr* variable;         // a place of C integer (or pointer) type
  const Type* counter_type;
  Expr *start, *stop, *step;
  bool descending;        // the step is known to be negative; unknown sign: step_sign_unknown
  bool step_sign_unknown, stop_inclusive, keep_end_value, check_zero_step;
  Stmt* body; Stmt* orelse;
  Expr* next_start;       // with keep_end_value: what the variable is set to before it is stepped; null: it stays
};
enum class IterationKind : std::uint8_t {
  Iterator,                      // any iterable; known lists and tuples are taken fast at run time
  List, Tuple, ListOrTuple,      // exact builtins by index, seeing changes of the list
  Str, Bytes, ByteArray,         // element is Py_UCS4 or unsigned char
  DictKeys, DictValues, DictItems,  // dict iteration; `elements` are one or two temporaries; error if changed while iterating
  Set,
  AsyncIterator,
  CppRange,                      // begin()/end() of a C++ container; element is *it
};
// Each round binds the temporaries `elements`, then runs the body (which assigns them to the real targets).
struct ForEach : Stmt { TYPED(ForEach); IterationKind iteration; Expr* iterable; std::span<Local* const> elements; Stmt* body; Stmt* orelse; bool check_none; bool iterable_is_iterator; };
struct Break : Stmt { TYPED(Break); };
struct Continue : Stmt { TYPED(Continue); };
struct Return : Stmt { TYPED(Return); Expr* value; };
struct Raise : Stmt { TYPED(Raise); Expr *exception, *value, *traceback, *cause; };
struct Reraise : Stmt { TYPED(Reraise); };
struct Handler { List<Expr> types; Local* target; Stmt* body; Span span; bool catch_all; };  // target: unbound again at the end; types are class objects (tuples at run time allowed)
struct Try : Stmt { TYPED(Try); Stmt* body; std::span<const Handler> handlers; Stmt* orelse; Stmt* finally_body; bool is_star; };
struct With : Stmt { TYPED(With); Expr* manager; Expr* enter; Local* entered; Stmt* body; bool is_async; };  // enter: the call of a C method __enter__, or null; entered: temporary for the value of __enter__, or null; the body starts by assigning it
// with nogil / with gil, where they change something; unsure: a nogil function releases the GIL, which its caller may hold or not.
struct GilSection : Stmt { TYPED(GilSection); bool release, unsure; Stmt* body; };
struct CriticalSection : Stmt { TYPED(CriticalSection); List<Expr> objects; Stmt* body; };
struct ReductionVariable { Local* local; COperator op; };
struct ParallelFacts {
  std::vector<Local*> privates, last_privates;
  std::vector<ReductionVariable> reductions;
  Expr* num_threads = nullptr;    // C int
  Expr* use_threads_if = nullptr; // bint
};
struct Parallel : Stmt { TYPED(Parallel); ParallelFacts* facts; Stmt* body; };
struct ParallelRange : Stmt {
  TYPED(ParallelRange);
  ParallelFacts* facts;
  Expr* variable; const Type* counter_type;
  Expr *start, *stop, *step;
  Text schedule; Expr* chunksize;
  bool nogil, inside_parallel;
  Stmt* body; Stmt* orelse;
};
// A Python class: bases, metaclass, namespace, body run as statements that write into `class_namespace`, then the class is made
// and stored in `result`.
struct MakeClass : Stmt {
  TYPED(MakeClass);
  ConstantId name, qualname, doc; bool has_doc;
  Expr* bases;               // a tuple (after __mro_entries__), or null
  Expr* original_bases;      // the tuple as written, in a temporary; null without bases
  Expr* keywords;            // a dict with metaclass and others, or null
  bool names_metaclass;      // the body binds __metaclass__, as in Python 2
  Local* class_namespace;    // the dict the body fills
  Stmt* body;
  Local* class_cell;         // bound when the class exists, for super() and __class__; null if not needed
  Local* result;             // temporary that holds the class
};
// An extension type with Python bases is made where its class statement stands; bases: a tuple, the C base first.
struct MakeExtensionType : Stmt { TYPED(MakeExtensionType); const Type* made; Expr* bases; };
struct CppDelete : Stmt { TYPED(CppDelete); Expr* value; };

}  // namespace cyrite::typed
