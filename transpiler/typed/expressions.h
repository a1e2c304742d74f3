// Expressions of the typed tree: names are resolved, every implicit conversion is a node of its own, every overloaded
// operation has become the one that is meant. `type` is the type of the value. What is not listed here is a RuntimeCall.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "semantics/constants.h"
#include "semantics/runtime_calls.h"
#include "semantics/symbols.h"
#include "semantics/types.h"

namespace cyrite::typed {

enum class Kind : std::uint8_t {
#define EXPR(N) N,
#define STMT(N) N,
#include "typed/nodes.def"
};
struct Node { Kind kind; Span span; };
struct Expr : Node { const Type* type; };
struct Stmt : Node {};
struct Function;
struct Local;
struct Block;
template <class T>
using List = std::span<T* const>;
#define TYPED(N) static constexpr Kind node_kind = Kind::N

// ---- values
// A C constant as C++ text. For integers and characters `integer` is the value when it fits (is_integer).
struct CLiteral : Expr { TYPED(CLiteral); std::string_view text; std::int64_t integer; bool is_integer; bool is_string; };  // is_string: text holds raw bytes of a char* literal
struct PyConstant : Expr { TYPED(PyConstant); ConstantId constant; };
// A variable of this function or, when local->owner is another function, of an enclosing one (a closure variable).
// check_bound: it may be unbound here; reading it then raises UnboundLocalError or NameError.
// For a cdef variable of a view type: check_initialized asks for "unset memoryview" errors.
struct LocalRef : Expr { TYPED(LocalRef); Local* local; bool check_bound; };
struct GlobalVariable : Expr { TYPED(GlobalVariable); Symbol* symbol; bool check_bound; };  // CVariable or EnumMember: a C lvalue or constant
// A name of the module namespace or the builtins. in_class_body: the class namespace is asked first.
struct ModuleName : Expr { TYPED(ModuleName); ConstantId name; bool is_builtin; Local* class_namespace; };
struct Let : Expr { TYPED(Let); Local* local; Expr* value; Expr* body; };                // value is bound first; a temporary: it dies at the end
struct BlockValue : Expr { TYPED(BlockValue); Block* block; Expr* value; };              // runs statements, then the value (comprehensions ...)
struct AssignValue : Expr { TYPED(AssignValue); Expr* target; Expr* value; };            // walrus: target is an lvalue, the value is the result

// ---- C operations
enum class COperator : std::uint8_t {
  Add, Subtract, Multiply, Divide /* C division */, Modulo /* C % */, FloorDivide /* Python's */, FloorModulo /* Python's */,
  TrueDivide /* on floating values */, Power, ShiftLeft, ShiftRight, And, Or, Xor
};
enum class CUnaryOperator : std::uint8_t { Minus, Plus, Invert, PreIncrement, PreDecrement, PostIncrement, PostDecrement };
enum class CComparison : std::uint8_t { Less, LessEqual, Equal, NotEqual, Greater, GreaterEqual };
struct CUnary : Expr { TYPED(CUnary); CUnaryOperator op; Expr* operand; bool check_overflow; };
// Both operands have the type of the result (shifts and pointer arithmetic apart).
struct CBinary : Expr { TYPED(CBinary); COperator op; Expr* left; Expr* right; bool check_zero, check_overflow, warn_cdivision; bool of_integers; };
struct CCompare : Expr { TYPED(CCompare); CComparison op; Expr* left; Expr* right; };  // C operands (pointers, object identity too); type bint
struct Logical : Expr { TYPED(Logical); bool is_and; Expr* left; Expr* right; };       // value of one of the operands, both of `type`; left is tested by truth()
struct Not : Expr { TYPED(Not); Expr* operand; };                                      // operand is bint
struct Conditional : Expr { TYPED(Conditional); Expr* condition; Expr* then; Expr* otherwise; };

enum class Conversion : std::uint8_t {
  CCast,          // C cast, implicit or explicit, between C types (and pointers to and from object pointers)
  ToObject,       // C value to a new Python object
  FromObject,     // Python object to a C value: range and type checks, may raise
  ToTruth,        // anything to bint: objects by their truth, C values by != 0, views and pointers by != NULL
  TypeTest,       // object to a builtin or extension type, None allowed unless not_none; may raise TypeError
  TypeAssume,     // the same without a check (<T>x, or proved)
  NotNone,        // raises if None: `text` says what for
  ObjectToView,   // acquires a buffer
  ViewToObject,
  ViewToView,     // the same dtype with other axes (checks contiguity) or with const added
  ObjectToPointer, PointerToObject,  // <void*>obj, <PyObject*>; <object>ptr gives a new reference
  StringToPointer,                   // bytes/bytearray/str object to char*: borrows its memory, may raise
  PointerToString,                   // char* to bytes or str
  PointerToView,                     // <T[:n, :m]>ptr: sizes
  CppFromObject, CppToObject,        // std::string, vector ... by the templates of cy/cpp_convert.h
  Decay,                             // array to pointer
};
struct Convert : Expr {
  TYPED(Convert);
  Conversion conversion;
  Expr* operand;
  bool not_none;             // TypeTest, ObjectToView: None is refused
  bool exact;                // TypeTest: the exact class only
  bool is_explicit;
  Text text;                 // NotNone and TypeTest: the name of the argument or attribute, for the message
  Text encoding;             // strings: c_string_encoding, empty for bytes
  List<Expr> sizes;          // PointerToView
  bool fortran;              // PointerToView: mode
  bool writable;             // ObjectToView: needs a writable buffer
  bool overflow_check;       // CCast between integers under overflowcheck
};
struct SizeofType : Expr { TYPED(SizeofType); const Type* measured; };

// ---- places (lvalues): also LocalRef and GlobalVariable
struct AddressOf : Expr { TYPED(AddressOf); Expr* place; };
struct Dereference : Expr { TYPED(Dereference); Expr* pointer; };
// object.field: of a struct value (a place or a value), of a pointer (through_pointer), of an extension object (check_none: raise
// AttributeError if the object may be None), or of a C++ value.
struct FieldRef : Expr { TYPED(FieldRef); Expr* object; Text c_name; Text name; bool through_pointer; bool check_none; bool check_initialized; const Type* owner; bool borrowed; Symbol* method; };  // borrowed: read without the GIL, so no reference is taken; method: the function that the object has under this name
struct Element : Expr { TYPED(Element); Expr* base; Expr* index; };  // pointer or array by a C integer
struct IndexChecks { bool bounds, wraparound, initialized, none; };
struct ViewElement : Expr { TYPED(ViewElement); Expr* view; List<Expr> indices; IndexChecks checks; bool is_buffer; };

// ---- memoryviews
struct ViewSubscript { enum Kind : std::uint8_t { Index, Slice, NewAxis } kind; Expr *index, *lower, *upper, *step; };  // null: absent
struct ViewSlice : Expr { TYPED(ViewSlice); Expr* view; std::span<const ViewSubscript> subscripts; IndexChecks checks; };
enum class ViewProperty : std::uint8_t { Shape, Strides, Suboffsets };  // with an index; without: pointer to the array
struct ViewAttribute : Expr { TYPED(ViewAttribute); Expr* view; ViewProperty property; Expr* index; IndexChecks checks; };

// ---- calls
// `stands_for`: the builtins whose names the source has here; where one means something else at run time, that is called.
struct RuntimeCall : Expr { TYPED(RuntimeCall); const RuntimeFunction* function; List<Expr> arguments; std::span<const ConstantId> stands_for; };
// A C function: `callee` for a function pointer value, else `symbol`. type of the callee: signature. Arguments are converted;
// missing optional ones are absent at the end (optional_given of optional_count are present).
struct CCall : Expr { TYPED(CCall); Symbol* symbol; Expr* callee; const FunctionType* signature; List<Expr> arguments; int optional_given; bool skip_dispatch; };
// A method of an extension type through its vtable (or direct when final/known): arguments without self.
struct MethodCall : Expr { TYPED(MethodCall); Expr* self; Symbol* method; const FunctionType* signature; List<Expr> arguments; int optional_given; bool direct; bool skip_dispatch; bool check_none; const Type* owner; };
enum class ArgumentForm : std::uint8_t { Positional, Star, Keyword, DoubleStar };
struct Argument { ArgumentForm form; ConstantId name; Expr* value; };  // evaluation order is the order of the list
struct PyCall : Expr { TYPED(PyCall); Expr* callee; std::span<const Argument> arguments; };
struct PyMethodCall : Expr { TYPED(PyMethodCall); Expr* object; ConstantId name; std::span<const Argument> arguments; };

// ---- C++
struct CppNew : Expr { TYPED(CppNew); const Type* created; List<Expr> arguments; ExceptionSpec exceptions; };
struct CppConstruct : Expr { TYPED(CppConstruct); List<Expr> arguments; ExceptionSpec exceptions; };  // T(args) as a value
// object.method(args), Class::method(args) when object is null, or a plain templated function.
struct CppCall : Expr { TYPED(CppCall); Expr* object; const Type* cls; Text c_name; std::span<const Type* const> template_arguments; List<Expr> arguments; ExceptionSpec exceptions; bool through_pointer; bool gives_reference; bool gives_rvalue; };
// An overloaded operator: `+`, `[]`, `()`, `==`, `=`, `*` (dereference), `++`, `--`, `post++`, `bool` ...
struct CppOperation : Expr { TYPED(CppOperation); std::string_view op; List<Expr> operands; ExceptionSpec exceptions; bool gives_reference; };
struct CppTypeid : Expr { TYPED(CppTypeid); const Type* of_type; Expr* of_value; };

// ---- displays
struct Aggregate : Expr { TYPED(Aggregate); List<Expr> items; std::span<const Text> fields; };  // struct (by fields), ctuple, or C array value
enum class DisplayKind : std::uint8_t { List, Tuple, Set };
struct DisplayItem { Expr* value; bool starred; };
struct Display : Expr { TYPED(Display); DisplayKind display; std::span<const DisplayItem> items; };
struct DictItem { Expr* key; Expr* value; };  // key null: ** value
struct DictDisplay : Expr { TYPED(DictDisplay); std::span<const DictItem> items; };
struct FormattedPart { Expr* value; char conversion; Expr* format_spec; };  // a str object; conversion 0 r s a, or '=' for a literal part; value may be a C number
struct FormattedString : Expr { TYPED(FormattedString); std::span<const FormattedPart> parts; };
// A function object (def, lambda), or the generator object of a generator expression (then `arguments` are its call).
// defaults/kwdefaults in the order of the parameters that have them.
struct MakeFunction : Expr {
  TYPED(MakeFunction);
  Function* function;
  List<Expr> defaults;             // positional defaults, objects
  std::span<const DictItem> keyword_defaults;  // keys: PyConstant names
  Expr* annotations;               // a dict, or null
  bool call_now;                   // generator expression: the object that a call with `arguments` gives
  List<Expr> arguments;
  Local* class_cell;               // not null: inside a class body (method): class of the `__class__` cell is bound later
  std::span<Expr* const> decorators_unused;
};
struct Yield : Expr { TYPED(Yield); Expr* value; };      // object; inside async generators it yields a wrapped value
struct YieldFrom : Expr { TYPED(YieldFrom); Expr* iterable; };
struct Await : Expr { TYPED(Await); Expr* awaitable; };  // also `async for/with` pieces

template <class N>
const N* as(const Node* n) { return n && n->kind == N::node_kind ? static_cast<const N*>(n) : nullptr; }

// The call gives a C++ reference: `type` is what it refers to, and the call may stand for the place itself.
inline bool gives_reference(const Expr* e) {
  if (auto* call = as<CppCall>(e)) return call->gives_reference;
  if (auto* operation = as<CppOperation>(e)) return operation->gives_reference;
  if (e->kind == Kind::CppTypeid) return true;
  auto* call = as<CCall>(e);
  return call && call->signature && kind_of(call->signature->result) == TypeKind::Reference;
}

}  // namespace cyrite::typed
