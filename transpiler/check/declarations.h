// What the declaration files of check/ share among themselves.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "check/checker.h"

namespace cyrite {

// What is known of a module whose scope exists: this one, or a cimported one.
struct ModuleScopeInfo {
  Text qualified_name;
  bool is_package = false;
  bool is_main = false;
  bool is_complete = false;               // its declarations have all been read
  bool is_unread = false;                 // a package that stands only for its modules so far
  const ast::Module* tree = nullptr;
  const Directives* directives = nullptr;
  std::vector<Scope*> star_cimports;      // `from m cimport *`
  bool uses_imports_entry = false;
  bool is_searched = false;               // a name is just being looked for in it
};

}  // namespace cyrite

namespace cyrite::check {

// What enclosing blocks say about the declarations inside them.
struct Place {
  bool is_extern = false;       // in `cdef extern`
  bool in_pxd = false;          // read from a .pxd
  bool nogil = false;           // of the extern block: holds for every function that it declares, pointers to functions too
  bool extern_noexcept = true;  // extern functions without a clause cannot raise
  Text name_space;              // C++ namespace of the extern block
  Text header;
  bool has_header = false;      // of any form: `from "a.h"`, `from *`
};

// What decorators say of one function or class; `locals` of functions are read where their body is checked.
struct Decorations {
  std::vector<const ast::Expr*> python;   // to be applied at run time, outermost first
  const Directives* directives = nullptr;
  bool cfunc = false, ccall = false, cclass = false, is_inline = false, is_final = false, nogil = false, with_gil = false;
  bool static_method = false, class_method = false, internal = false, no_gc = false, no_gc_clear = false, trashcan = false, no_trashcan = false;
  bool total_ordering = false, dataclass = false, ufunc = false;
  int freelist = 0;
  Text collection_type;
  const ast::Expr* returns = nullptr;
  const ast::Call* exceptval = nullptr;
  Span first_span{};  // of the first decorator: where a decorated function begins
  const ast::Call* dataclass_call = nullptr;
  const ast::Expr* property = nullptr;    // @property
  Text accessor_of, accessor;             // @name.setter: name and "setter"
  std::vector<std::pair<Text, const ast::Expr*>> locals;
  const ast::Expr* critical_section = nullptr;
};

struct DeclarationState {
  Place place;
  std::unordered_map<Text, Scope*> modules;                       // by qualified name; this module too
  std::vector<Scope*> module_order;                               // cimported modules as they were first met
  std::vector<Symbol*> inline_functions;                          // with bodies in .pxd files, checked when used
  std::unordered_map<const ast::Node*, typed::Function*> functions;  // C functions by their definition
  std::unordered_map<const ast::Node*, typed::ExtensionClass*> classes;
  std::unordered_map<const ast::Node*, const Decorations*> decorations;
  std::unordered_map<const typed::Function*, const Decorations*> decorations_of_function;
  std::unordered_map<const Symbol*, const Decorations*> decorations_of_declaration;  // of C functions that a .pxd declares
  std::unordered_set<const ast::Node*> type_scopes;               // functions and lambdas that hold or compute type parameters
  std::unordered_map<const ast::Node*, ast::Block> branches;      // of IF: the one that counts
  std::unordered_map<const ast::Node*, const ast::Module*> includes;
  std::unordered_set<std::string> naming_includes;                // paths, while the names of their types are bound
  std::unordered_set<const Type*> later_classes;                  // whose definition stands further on in the text
  struct WaitingClass { const Type* base; ExtensionType* type; Span base_span; const ast::Stmt* definition; Scope* scope; const Directives* directives; Place place; };
  std::vector<WaitingClass> waiting_classes;                      // for the definition of their base
  std::unordered_map<Text, int> name_counts;                      // for C names that must be unique
  std::unordered_map<const Type*, Scope*> instance_scopes;
  std::unordered_set<const void*> headers_seen;
  std::unordered_set<std::string> header_texts;
  std::unordered_map<const Symbol*, std::vector<Symbol*>> fused_instances;
  const ExtensionType* method_owner = nullptr;  // the class whose fused def method is made
  typed::Expr* fused_method = nullptr;          // the Python side of the fused cpdef method that was checked last
  std::unordered_map<const Symbol*, std::unordered_map<const Type*, const Type*>> choice_of_instance;
  std::unordered_map<const Type*, std::string_view> docs_in_pxd;  // docstrings of classes
  // While an instance of a fused function is checked: what each fused type stands for.
  std::unordered_map<const Type*, const Type*> fused_choice;
  typed::Function* python_class_function = nullptr;
  std::unordered_map<const ExtensionType*, typed::ExtensionClass*> class_of_type;
  std::unordered_map<const ast::Expr*, typed::Local*> shared_defaults;  // of the fused def function that is made
  const ast::Module* main_tree = nullptr;
  std::vector<std::string> included_files;         // paths: the file at hand last, before it those that include it
  // Classes inside templates, for an instance of the outer class whose members were not asked for yet.
  std::unordered_map<const Type*, std::pair<const CppClassType*, std::unordered_map<const Type*, const Type*>>> nested_instances;
  std::unordered_map<const Symbol*, std::vector<Symbol*>> template_parameters;  // of function templates
  struct CppMethod { typed::Function* function; const ast::CFunctionDef* definition; const CppClassType* owner; };
  std::vector<CppMethod> cpp_methods;              // of C++ classes of the program's own: bodies are checked last
  std::unordered_map<const Type*, const ast::FunctionDeclarator*> pointer_parameters;  // of function pointer typedefs: their parameters have names
  Text section;                                    // cclass, cfunc or ccall of a `with` block around
  bool implementing = false;                       // the class at hand was declared in a .pxd: its fields are known
  const Decorations* class_decorations = nullptr;  // of the class at hand
  struct { Scope* scope; typed::Local* name_space; } class_body{};  // of an extension type: where defaults of its methods are computed
};

DeclarationState& declarations_of(Checker&);
template <class T>
struct Restore {  // puts the old value back at the end of a block
  T& place; T old;
  explicit Restore(T& p) : place(p), old(p) {}
  Restore(T& p, T now) : place(p), old(p) { place = std::move(now); }
  ~Restore() { place = std::move(old); }
};

// ---- scopes.cpp
Scope* new_scope(Checker&, ScopeKind, Text name, Scope* outer);
Symbol* add_symbol(Checker&, Scope&, SymbolKind, Text name, const Type*, Span);  // no questions asked
Scope* module_scope_of(Scope*);      // the module a scope belongs to
Text unique_c_name(Checker&, std::string prefix, Text name);
Symbol* hidden_variable(Checker&, Span, Text name, const Type*);  // of the module, and nobody's but the compiler's
typed::Expr* global_ref(Checker&, Span, Symbol*);
Text qualified_in(const Scope&, Text name);
void redeclared(Checker&, Span, Text name, const Symbol& previous);
bool is_main_scope(Checker&, const Scope*);
Text identifier_text(std::string_view);  // made fit for a C identifier

// ---- type_syntax.cpp
struct FunctionContext { bool nonempty = false; bool is_method = false; bool self_is_typed = false; bool python_defaults = false; };
const Type* resolve_declared(Checker&, const ast::TypeNode&, const ast::Declarator*, const ast::NameDeclarator** name, FunctionContext);
const Type* resolve_declarator(Checker&, const Type* base, const ast::Declarator*, const ast::NameDeclarator** name, FunctionContext);
const ast::FunctionDeclarator* function_declarator(const ast::Declarator*);  // the one around the name, or null
const ast::NameDeclarator* name_declarator(const ast::Declarator*);
const Type* complexified(Checker&, Span, const Type*);
bool is_incomplete(const Type*);
const Type* type_of_symbol_path(Checker&, std::span<const Text> path, Span, bool report);
const Type* checked_view(Checker&, Span, const Type* dtype, std::vector<Axis>, bool has_contiguous_marker);
const Type* view_from_axes(Checker&, Span, const Type* dtype, std::span<ast::Expr* const> axes);
bool contains_fused(const Type*);

// ---- exception_specs.cpp
struct ExceptionSource {
  ast::ExceptionClause clause = ast::ExceptionClause::Unspecified;
  const ast::Expr* value = nullptr;
  bool star_handler = false;
  bool is_pointer = false;  // of a function pointer type
  bool is_method = false;   // of an extension type
  Span span;
};
ExceptionSpec exception_spec(Checker&, const ExceptionSource&, const Type* result);
std::string default_exception_value(const Type* result);  // empty: none

// ---- annotations.cpp
struct Annotation { const Type* type = nullptr; bool optional = false; bool is_class_var = false, is_init_var = false, is_final = false; };
Annotation read_annotation(Checker&, const ast::Expr&);   // type null: says nothing about C
const ast::Expr* parse_type_text(Checker&, std::string_view text, Span);
std::string annotation_text(Checker&, const ast::Expr&);  // the source of an expression, for __annotations__
bool is_typing_name(Checker&, const ast::Expr&, std::string_view name);

// ---- cython_module.cpp
const Type* cython_type(Checker&, std::string_view name);       // "int", "p_double", "longlong"; null if none
std::string cython_name(Checker&, const ast::Expr&);            // "int" of `cython.int`; empty if no name of the cython module
const Type* cython_type_expression(Checker&, const ast::Expr&); // cython.pointer(int), cython.struct(...); null if none
std::span<const std::string_view> cython_members(std::string_view module);
bool is_cython_member(std::string_view path);

// ---- compile_time.cpp
bool compile_time_truth(const ConstantValue&);
std::optional<std::int64_t> small_integer(const ConstantValue&);
void define_compile_time_names(Checker&);
void declare_compile_time(Checker&, const ast::CompileTimeDef&);
ast::Block chosen_branch(Checker&, const ast::CompileTimeIf&);

// ---- directives.cpp
const Decorations* read_decorators(Checker&, const ast::Node& of, ast::List<ast::Expr> decorators, DirectiveScope scope);
const Directives* directives_from_comments(Checker&, const ast::Module&, Directives base);
const Directives* with_directive(Checker&, const ast::Call&, std::string_view name, const Directives& base);  // null: not one

// ---- declarations.cpp
void declare_block(Checker&, ast::Block);
void declare_type_names(Checker&, ast::Block);  // structs, enums and classes of a block, before its statements are read
void declare_extern_type_names(Checker&, ast::Block);  // those of the extern blocks in it
const ast::Module* included_module(Checker&, const ast::Include&);  // null: there is no such file
       // in at.scope, by state.place
void declare_statement(Checker&, const ast::Stmt&);
void declare_local_variables(Checker&, const ast::CVarDef&);
Symbol* declare_variable(Checker&, Scope&, const ast::NameDeclarator&, const Type*, const ast::Modifiers&, const ast::Node*);
Symbol* declare_c_function(Checker&, Scope&, const ast::NameDeclarator&, const FunctionType*, const ast::Modifiers&, const ast::Node*, bool has_body, const Decorations*);
void declare_struct(Checker&, const ast::StructDef&);
void declare_typedef(Checker&, const ast::Typedef&);
void declare_local(Checker&, Text name, const Type*, Span);  // in at.scope, of at.function
std::string constant_c_text(Checker&, const ast::Expr&);
// ---- pure_python.cpp: declarations in Python's own syntax (cython.declare, annotations, decorators, cython.cimports)
void declare_pure(Checker&, const ast::Stmt&);
bool declare_pure_function(Checker&, const ast::FunctionDef&);  // false: it is a plain Python function
void check_pure_c_function(Checker&, const ast::FunctionDef&, StatementList& out);  // @cfunc, @ccall
bool is_pure_declaration(Checker&, const ast::Stmt&);  // nothing of it happens at run time
void declare_enum(Checker&, const ast::EnumDef&);
void note_type_declaration(Checker&, const Type*, typed::TypeDeclaration::Kind);
void add_header(Checker&, std::string_view header, std::string_view verbatim, FileId from);

// ---- functions.cpp
void check_c_function(Checker&, const ast::CFunctionDef&, StatementList& out);
typed::Function* make_c_function(Checker&, Symbol&, const ast::Node* definition, Span);
typed::Expr* make_python_function(Checker&, const ast::FunctionDef&, const Decorations&);
bool contains_yield(ast::Block);
std::string_view docstring_of(ast::Block, bool& has_doc);
ast::Block without_docstring(ast::Block);
Text qualified_python_name(Checker&, Text name);
typed::Local* new_local(Checker&, typed::Function&, Text name, const Type*, Span);
void set_documentation(Checker&, typed::Function&, ast::Block body);
typed::Expr* kept_default(Checker&, const ast::Expr& value, const Type*, StatementList& out);
typed::Expr* showing_defaults(Checker&, const typed::Function&, typed::Expr* function);
const FunctionType* with_given_types(Checker&, const FunctionType*, const Decorations&);
void check_c_body(Checker&, typed::Function&, std::span<ast::Parameter* const>, ast::Block body, StatementList& out);
void finish_c_function(Checker&, typed::Function&, Scope&, StatementList& out);  // cpdef: the Python side
void bind_name(Checker&, Text name, Span, typed::Expr* value, StatementList& out);  // name = value
typed::Function* make_python_wrapper(Checker&, Symbol&, typed::Function* c_side, Scope&);

// ---- type_parameters.cpp: what has them is made in a function of its own, which knows them
typed::Expr* generic_function(Checker&, const ast::FunctionDef&, const Decorations&);  // without its Python decorators
typed::Expr* generic_class(Checker&, const ast::ClassDef&, const Decorations&);
typed::Expr* type_alias(Checker&, const ast::TypeAlias&);

// ---- ufuncs.cpp
bool is_ufunc(Checker&, const typed::Function&);  // functions.cpp
void bind_ufunc(Checker&, const typed::Function& generic, const std::vector<Symbol*>& functions, StatementList& out);

// ---- cimports.cpp
Scope* load_module_scope(Checker&, Text qualified_name, Span, bool report);
void cimport_module(Checker&, const ast::ImportAlias&, std::string_view name);
void cimport_from(Checker&, std::string_view module, int level, std::span<const ast::ImportAlias>, bool is_star, Span);
void declare_cimport(Checker&, const ast::CImport&);
void declare_cimport_from(Checker&, const ast::CImportFrom&);
std::string package_of(const ModuleScopeInfo&);
void note_use_of_module(Checker&, Symbol&);

// ---- extension_types.cpp, cpp_classes.cpp, fused.cpp
void report_waiting_classes(Checker&);
void declare_class_name(Checker&, const ast::CClassDef&);
void declare_pure_class_name(Checker&, const ast::ClassDef&);
void declare_extension_type(Checker&, const ast::CClassDef&);
void declare_pure_extension_type(Checker&, const ast::ClassDef&, const Decorations&);
void check_extension_type(Checker&, const ast::Node& definition, StatementList& out);
void declare_cpp_class(Checker&, const ast::CppClassDef&);
void declare_cpp_class_name(Checker&, const ast::CppClassDef&);
// ---- cpp_methods.cpp
void declare_cpp_method(Checker&, CppClassType&, const ast::CFunctionDef&);
void check_cpp_methods(Checker&);
const Type* cpp_instance(Checker&, Span, const CppClassType*, std::vector<const Type*> arguments);
Scope* template_scope(Checker&, const ast::CVarDef&);
Scope* cpp_scope(Checker&, const CppClassType*);  // members, those of instances made on demand
const Type* substituted_type(Checker&, const Type*, const std::unordered_map<const Type*, const Type*>&);
void declare_fused(Checker&, const ast::FusedDef&);
void declare_fused_instances(Checker&, Symbol&);
typed::Function* make_fused_function(Checker&, Symbol& instance, const typed::Function& generic);
bool is_fused_function(Checker&, const ast::FunctionDef&, const Decorations&);
typed::Expr* make_fused_python_function(Checker&, const ast::FunctionDef&, const Decorations&);
void check_fused_c_function(Checker&, typed::Function&, std::span<ast::Parameter* const>, ast::Block body, const ast::Node* definition, StatementList& out);

}  // namespace cyrite::check
