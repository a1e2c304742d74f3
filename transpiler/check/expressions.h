// What the expression files of check/ share among themselves.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "check/checker.h"

namespace cyrite::check {

using typed::Expr;
using ExprList = std::vector<Expr*>;

// What flow analysis knows of one reference to a local name.
enum class Unbound : std::uint8_t { Never, Maybe, Always };
struct FreeNames { std::unordered_set<Text> reads, writes, globals, attributes; };
struct FlowFacts {
  std::unordered_map<const ast::Node*, Unbound> references;
  struct Reference { const ast::Name* name; Symbol* symbol; Unbound unbound; };
  std::vector<Reference> unbound;   // those that are not Never
  FreeNames inner;                  // names that inner functions read and write
};

struct ExpressionState {
  const Type* slice_class = nullptr;  // what a cast makes of a slice of a C string; null: what c_string_type says
  std::unordered_set<const typed::Function*> names_class;  // methods that say __class__
  int speculative = 0;     // only a type is asked for: nothing that lasts may be made
  bool met_unset = false;  // while speculative: a variable without a type yet was read
  Constants scratch;       // constants of speculative checking
  std::unordered_map<const typed::Function*, FlowFacts> flow;
  std::unordered_map<const ast::Expr*, Scope*> rescoped;  // expressions checked in another scope (first iterables)
  bool future_division = false, future_unicode = false, future_absolute_import = false;
  bool in_released_section = false;  // inside `with nogil`, as against in a function that is nogil
  const ast::Expr* borrowable = nullptr;  // read without the GIL: the place that is read here needs no reference of its own
  bool may_borrow = false;
  bool initialising = false;  // the value of a declaration is stored: const variables take it
  bool globals_are_dynamic = false;        // names may come to be that no statement binds
  std::unordered_set<Text> python_names;   // bound by Python statements of the module body
  std::unordered_map<const ast::Expr*, Expr*> substitutes;      // already evaluated: augmented assignment
  std::unordered_set<const typed::Local*> comprehension_locals;
  std::unordered_map<const typed::Local*, bool> never_none;     // variables that cannot hold None
};
ExpressionState& state_of(Checker&);
Constants& constants_of(Checker&);
// Saves and restores a value around a block.
template <class T>
struct Saved {
  T& place; T old;
  Saved(T& p, T now) : place(p), old(p) { place = now; }
  ~Saved() { place = old; }
};

bool has_keywords_for_cpp(Checker&, std::span<ast::Expr* const> arguments, std::span<ast::Keyword* const> keywords, std::string_view what);  // cpp.cpp
bool is_fresh_object(const Expr*);   // conversions.cpp
Expr* function_object(Checker&, Expr*);  // c_function_objects.cpp
Expr* list_as(Checker&, const ast::ListDisplay&, const Type* to);  // for a struct or a pointer; null: neither
Expr* display_to_c(Checker&, Expr*, const Type* to);  // aggregates.cpp; null: no display, or not for that type
Expr* convert_ctuple(Checker&, Expr*, const TupleTypeC* from, const Type* to);
Expr* convert_ctuple_to_pair(Checker&, Expr*, const TupleTypeC* from, const CppClassType* to);
bool is_unsafe_pointer(const Expr*);
// ---- type_relations.cpp: what can be said of types
const Type* value_type(const Type*);       // without references
const Type* plain_type(const Type*);       // without references and const
bool is_subtype(const Type* sub, const Type* base);
bool is_cpp_class(const Type*);
std::string_view library_name(const CppClassType*);          // of a class of namespace std; empty for others
const Type* cpp_object_type(Checker&, const CppClassType*);  // the class it converts to and from; null: none
bool cpp_derives(const Type* sub, const Type* base);
bool is_cpp_string(const Type*);           // std::string, std::string_view
bool is_string_pointer(const Type*);       // char*, const char*, unsigned char* ...
bool is_unicode_pointer(const Type*);      // Py_UNICODE*
bool is_character(const Type*);            // Py_UCS4, Py_UNICODE
bool is_function_pointer(const Type*);
const FunctionType* signature_of(const Type*);  // of a function or a pointer to one
const StructType* struct_of(const Type*, bool* through_pointer);
const CppClassType* cpp_class_of(const Type*, bool* through_pointer);
const Type* pointed_type(const Type*);     // of a pointer or an array; null if none
bool is_exception_class(const Type*);
const Type* wider_type(Checker&, const Type*, const Type*);  // of two numeric types
const Type* object_type_of(Checker&, const Type*);  // the class a C value becomes; null if it cannot become an object
bool same_type(const Type*, const Type*);  // apart from const and typedef names
bool same_signature(Checker&, const FunctionType*, const FunctionType*, bool check_exceptions);
bool is_ssize_like(const Type*);
bool fits_ssize(const Type*);              // every value fits Py_ssize_t
Expr* char_literal(Checker&, Span, unsigned char byte, const Type* to);  // b'x' or c'x' as a C number
bool is_none(Checker&, const Expr*);
bool is_simple(const Expr*);               // may be evaluated twice: no effect, no cost
bool may_be_none(Checker&, const Expr*);
std::optional<std::int64_t> known_integer(Checker&, const Expr*);
const Constant* known_constant(Checker&, const Expr*);

// ---- conversions.cpp
Expr* make_convert(Checker&, typed::Conversion, Expr*, const Type* to, bool is_explicit = false);
Expr* to_object(Checker&, Expr*);
Expr* not_none(Checker&, Expr*, std::string message);  // raises with this message if None
Expr* to_ssize(Checker&, Expr*);                       // an index: C integer or object by __index__
Expr* retyped(Checker&, Expr*, const Type*);           // the same value seen as another object type, unchecked
Expr* decayed(Checker&, Expr*);                        // arrays and functions as pointers
Expr* cast_to(Checker&, Expr*, const Type*, bool checked, Span);
void cannot_convert(Checker&, Span, const Type* from, const Type* to);

// ---- expressions.cpp
Expr* speculative_type_probe(Checker&, const ast::Expr&);
const Type* type_of(Checker&, const ast::Expr&);       // natural type, nothing reported, nothing made
Expr* let(Checker&, Expr* value, Expr*& use, std::vector<typed::Let*>& lets);  // names `value` for several uses
Expr* close_lets(std::vector<typed::Let*>&, Expr* body);
Expr* call_int(Checker&, Span, std::int64_t);          // a C int for a flag or an operator code
Expr* text_literal(Checker&, Span, std::string_view);  // const char* for ArgumentMode::Text
Expr* null_object(Checker&, Span);                     // an absent argument (ArgumentMode::Maybe)
Expr* truth_flag(Checker&, Span, bool);
Expr* block_value(Checker&, Span, StatementList, Expr*);
Expr* none_value(Checker&, Span);
Expr* after(Checker&, Expr* effect, Expr* value);      // runs `effect`, then gives `value`
typed::Stmt* expression_statement(Checker&, Expr*);
typed::Stmt* assignment(Checker&, Expr* place, Expr* value);

// ---- names.cpp
Text mangled_name(Checker&, Text);
Symbol* find_name(Checker&, Text);                     // look_up with name mangling
Expr* extreme_as(Checker&, const ast::Call&);
void note_class_used(Checker&, const Type*);
Expr* int_call_as(Checker&, const ast::Call&, const Type* to);
Text present_name(Text name);  // of a builtin of Python 2
bool is_builtin_name(Checker&, const ast::Expr&, std::string_view* name);  // a name that means the builtin
bool is_known_builtin(std::string_view name);
Expr* symbol_value(Checker&, Span, Symbol*, const ast::Node* at);
std::string cython_path(Checker&, const ast::Expr&);   // "compiled", "parallel.prange" ...; empty if no cython.* name
Symbol* module_member(Checker&, const ast::Expr&);     // the symbol of a.b.c through cimported modules; null if none
Symbol* type_name(Checker&, const ast::Expr&);         // the TypeName an expression names; null if none
Expr* constant_value(Checker&, Span, const ConstantValue&);
Expr* python_name(Checker&, Span, Text, bool builtin);
Expr* cython_constant(Checker&, Span, std::string_view path);

// ---- attributes.cpp
Expr* attribute_of(Checker&, Span, Expr* object, Text name);
Expr* cpp_self(Checker&, Span, const Symbol& member);  // `this`, where the member of a C++ class is named alone; or null
Expr* python_attribute(Checker&, Span, Expr* object, Text name);
Symbol* member_of(Checker&, const Type*, Text name);   // through base classes
Expr* field_of(Checker&, Span, Expr* object, Symbol& field);
bool needs_none_check(Checker&, const Expr* object);

// ---- operators.cpp
Expr* binary(Checker&, Span, ast::BinaryOperator, Expr* left, Expr* right, bool in_place = false);
Expr* compare(Checker&, Span, ast::CompareOperator, Expr* left, Expr* right);
Expr* negated(Checker&, Expr* truth);
Expr* compare_truth(Checker&, const typed::RuntimeCall*);
int language_level(Checker&);
Expr* format_percent(Checker&, const ast::Binary&, Expr* left);  // null: an ordinary `%`
Expr* pointer_cast_to_view(Checker&, const ast::Cast&, const ast::SubscriptType&);  // <T[:n]>pointer; null: another cast
Expr* address_of(Checker&, const ast::Unary&);
std::string_view operator_text(ast::BinaryOperator);
std::string_view operator_text(ast::CompareOperator);
Expr* fold_binary(Checker&, Span, ast::BinaryOperator, Expr* left, Expr* right);  // null: not constant
Expr* fold_minus(Checker&, Span, Expr*);
Expr* power_as(Checker&, const ast::Binary&, const Type* to);  // null: nothing special

// ---- assignment.cpp
void assign_array(Checker&, Expr* place, Expr* value, StatementList& out);
bool is_declared_global(Checker&, Text name);  // `global x` in this scope

// ---- cpp.cpp
Symbol* choose_overload(Checker&, Span, Symbol* first, const ExprList& arguments, bool report,
                        std::string_view what);
Expr* cpp_operation(Checker&, Span, std::string_view op, ExprList operands, bool report = true);
int number_cost(const Type* from, const Type* to);
Expr* operator_function(Checker&, const ast::Call&, std::string_view name);  // cython.operator
Expr* cpp_construct(Checker&, Span, const CppClassType*, ExprList arguments);
ExprList cpp_arguments(Checker&, const ast::Call&, const Symbol& first);
Expr* cpp_method_call(Checker&, Span, Expr* object, const CppClassType*, Symbol* method, ExprList arguments,
                      std::span<const Type* const> template_arguments);
const Type* substituted(Checker&, const Type*, const CppClassType* instance);

Expr* cpp_operator_call(Checker&, const ast::Call&, Symbol*);  // dereference(x), preincrement(x) ...; null: another function
Expr* template_call(Checker&, const ast::Call&);             // f[T](x); null: not a C++ template function
// ---- calls.cpp, builtins.cpp
struct CallArguments {
  const ast::Call* node = nullptr;
  std::vector<const ast::Expr*> positional;  // when plain
  bool plain = true;                         // no *, no **, no keywords
  bool has_keywords = false, has_stars = false;
};
CallArguments arguments_of(const ast::Call&);
Expr* builtin_call(Checker&, const ast::Call&, std::string_view name);  // null: call it as a Python object
Expr* builtin_method_call(Checker&, const ast::Call&, Expr* object, Text name);  // null: no row fits
Expr* cython_call(Checker&, const ast::Call&, const std::string& path);          // null: not a cython.* call
Expr* c_function_call(Checker&, Span, Symbol* function, Expr* callee, const FunctionType*, const ast::Call&);
Expr* c_call(Checker&, Span, Symbol*, ExprList arguments);
Expr* python_call_of(Checker&, Span, Expr* callee, const ast::Call&);
ExprList converted_arguments(Checker&, Span, const FunctionType*, const ast::Call&, std::size_t skip_self,
                             std::string_view name, int* optional_given);
Expr* construct_struct(Checker&, const ast::Call&, const StructType*);
Expr* struct_from_display(Checker&, const ast::DictDisplay&, const StructType*);
void check_call_gil(Checker&, Span, const FunctionType*, std::string_view name);

Symbol* fused_instance(Checker&, Span, Symbol*, const ast::Call&, std::size_t skip);  // null after a message

// ---- subscripts.cpp
struct SliceBounds { Expr *lower, *upper; };
Expr* subscript_of(Checker&, const ast::Subscript&, Expr* base);
Expr* view_element(Checker&, Span, Expr* view, const std::vector<const ast::Expr*>& indices, bool is_buffer);
std::vector<const ast::Expr*> index_list(const ast::Expr& index);
Symbol* fused_instance_of_types(Checker&, Symbol*, const ast::Subscript&);
Symbol* fused_method_symbol(Checker&, const ast::Attribute&);
typed::Local* buffer_view_of(Checker&, const Expr* base);
// A statement that stores into or deletes an item; the base, index and value are already checked.
void store_item(Checker&, Span, Expr* base, const ast::Expr& index, Expr* value, StatementList& out);
Expr* fused_index(Checker&, const ast::Subscript&);  // f[double] of a fused function; null: an ordinary item
void delete_item(Checker&, Span, Expr* base, const ast::Expr& index, StatementList& out);
bool assign_c_slice(Checker&, const ast::Expr& target, const ast::Expr& value, StatementList& out);
Expr* item_of_object(Checker&, Span, Expr* base, Expr* index);
Expr* list_index_call(Checker&, Span, Expr* base, Expr* index);

// ---- memoryviews.cpp
Expr* view_attribute(Checker&, Span, Expr* view, Text name);  // null: no such attribute
Expr* view_subscript(Checker&, const ast::Subscript&, Expr* view);
Expr* view_row(Checker&, Span, Expr* view, Expr* index, typed::IndexChecks);  // view[index] of a view with several axes
Expr* view_attribute_item(Checker&, const ast::Subscript&, const typed::ViewAttribute*);  // view.shape[i]
Expr* view_method_call(Checker&, const ast::Call&, Expr* view, Text name);
typed::IndexChecks index_checks(Checker&, const Expr* base);
bool view_convertible(const ViewType* from, const ViewType* to, std::string* why);

// ---- literals.cpp
Expr* integer_constant(Checker&, Span, std::string_view digits);  // decimal or with 0x, 0o, 0b, perhaps a minus; any size
std::string float_text(double);                                   // as C and Python read it back exactly
std::string c_float_text(std::string_view python), python_float_text(std::string_view c);
std::string c_imaginary_text(std::string_view digits), python_imaginary_text(std::string_view c);
std::optional<__int128> parse_integer(std::string_view digits);
std::string integer_text(__int128);

// ---- strings.cpp
Expr* string_as(Checker&, const ast::StringLiteral&, const Type* to);  // null: no special reading

// ---- comprehensions.cpp
Expr* inlined_generator(Checker&, const ast::Call&, std::string_view builtin, const ast::Comprehension&);

// ---- bound_names.cpp
struct BoundNameSets {
  std::vector<std::pair<Text, Span>> bound;
  std::unordered_set<Text> globals, nonlocals;
  bool star_import = false;
};
void collect_bound_names(Checker&, ast::Block, BoundNameSets&);
void collect_targets(const ast::Expr& target, std::vector<const ast::Name*>& names);
FreeNames names_of_inner_functions(Checker&, ast::Block);
bool leaks(Checker&, const ast::Comprehension&);                            // its loop variables are the function's own (language level 2)
const ast::Block* taken_branch(Checker&, const ast::CompileTimeIf&);       // null: none

// ---- flow.cpp
void analyse_flow(Checker&, typed::Function&, Scope&, ast::Block);
void report_unbound(Checker&, const typed::Function&);
void report_unreachable_in_module(Checker&, ast::Block);

// ---- inference.cpp
typed::Local* new_variable(Checker&, typed::Function&, Scope&, Text name, const Type*, Span);  // a Local with its symbol
void declare_locals(Checker&, typed::Function&, Scope&, ast::Block);  // the names the body binds
void infer_locals(Checker&, typed::Function&, Scope&, ast::Block);
void infer_comprehension(Checker&, const ast::Comprehension&, Scope&);
const Type* iteration_type(Checker&, const ast::Expr& iterable);  // of the loop variable
const Type* entered_type(Checker&, const ast::Expr& manager);     // what a with statement binds
typed::Expr* c_method_call(Checker&, Span, typed::Expr* self, Symbol* method);  // of an extension type, without arguments
const Type* item_type(Checker&, const Type* container);           // of what iterating over a container gives
const Type* inferred_type(Checker&, const Type*, bool might_overflow);

}  // namespace cyrite::check
