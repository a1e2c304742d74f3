// Functions and the module of the typed tree.
#pragma once
#include "ast/declarations.h"
#include "semantics/type_table.h"
#include "typed/statements.h"

namespace cyrite::typed {

struct Local {
  Text name;             // empty for temporaries
  const Type* type = nullptr;
  Function* owner = nullptr;
  bool is_parameter = false, is_temporary = false;
  bool is_captured = false;        // read or written by an inner function: lives in the closure object
  bool may_be_unbound = false;     // some path reads it before it is bound: starts as NULL
  bool is_deleted = false;
  bool is_declared = false;        // cdef: starts undefined (objects: None), is never "unbound" unless is_deleted
  bool is_class_cell = false;
  Local* buffer_view = nullptr;    // an old-buffer variable: the view acquired when it is assigned
  bool is_written = false;         // such a view: items are stored through it, so the buffer must be writable
  Span span;
  int index = -1;                  // unique in its function
};

enum class FunctionKind : std::uint8_t {
  Def,            // def at module level or in a class, or inner function
  CFunction,      // cdef, and the C side of cpdef
  Lambda,
  GeneratorExpression,
  ModuleBody,
  Special,        // a special method of an extension type, called through a slot
  Property,       // getter, setter or deleter of an extension type
  CppMethod,      // method of an own cppclass
};
enum class GeneratorKind : std::uint8_t { None, Generator, Coroutine, AsyncGenerator, IterableCoroutine };

struct Parameter {
  Local* local;
  ast::ParameterKind kind;
  bool has_default;
  const Type* type;      // the declared type: converted from the argument
  bool not_none, or_none;
  ConstantId name;
  Expr* c_default;       // value of an optional argument, of type `type`, evaluated at the call inside the callee. CFunction: always given.
                         // Python callables: a constant, or a variable that holds it (special methods: they have no function object);
                         // null: the default is kept in the function object
};

struct Function {
  FunctionKind kind;
  Text name, qualified_name, c_name;
  Symbol* symbol = nullptr;
  Function* parent = nullptr;               // lexically enclosing function (not the module body)
  const Type* owner = nullptr;              // ExtensionType of a method
  std::vector<Parameter> parameters;
  const Type* result = nullptr;             // C result; object for Python functions
  const FunctionType* signature = nullptr;  // CFunction
  ExceptionSpec exceptions;
  GeneratorKind generator = GeneratorKind::None;
  bool nogil = false, acquires_gil = false;
  bool needs_closure = false;               // has captured locals of its own
  bool uses_outer_closure = false;          // reads captured locals of enclosing functions
  bool is_static_method = false, is_class_method = false, is_cpdef = false, is_inline = false, is_public = false, is_api = false;
  bool is_lambda_like = false;
  bool is_type_scope = false;               // holds the type parameters of a function, class or alias, or computes one's bound
  Function* python_wrapper = nullptr;       // cpdef: the Def that calls the C side
  Function* dispatches_to = nullptr;        // cpdef method: the C side that first looks for a Python override
  std::vector<Local*> locals;               // parameters first
  Block* body = nullptr;
  std::string_view doc; bool has_doc = false;
  std::string_view signature_text;          // embedsignature
  Text slot;                                // Special/Property: "__add__", "__getitem__" ...
  const Directives* directives = nullptr;
  Span span;                                // of the name
  int first_line = 0;
  bool has_fused = false;
  bool returns_status = false;               // a slot or accessor whose C function gives 0 or -1: to Python it returns nothing
};

// A name in an extension type that Python can see.
struct PythonMember { enum Kind : std::uint8_t { Method, StaticMethod, ClassMethod, GetSet, Field, ReadonlyField } kind; Text name; Function *function, *getter, *setter, *deleter; const cyrite::Field* field; std::string_view doc; bool has_doc; };
// A field in the state that pickling saves, in the order of their names.
struct PickledField { Text name; Function *getter, *setter; bool is_object; };
struct ExtensionClass {
  ExtensionType* type;
  std::string_view doc; bool has_doc = false;
  std::vector<PythonMember> members;
  std::vector<Function*> specials;          // by their `slot`
  std::vector<Function*> c_methods;
  bool is_late = false;                     // made by its class statement (it has Python bases), not when the module starts
  bool total_ordering = false;              // comparisons that are not defined are made of those that are
  bool is_pickled = false;                  // __reduce_cython__ and __setstate_cython__ are made
  std::string_view pickling_refusal;        // why objects cannot be pickled; empty: they can
  std::vector<PickledField> pickled;
  const Directives* directives = nullptr;
  Span span;
};

// What the emitted C++ declares before the functions, in the order of the source.
struct TypeDeclaration { const Type* type; enum Kind : std::uint8_t { Struct, Union, Enum, Typedef, CppClass } kind; };
struct ExternHeader { std::string text; /* with <> or "" */ bool is_verbatim; bool is_c; /* a header that does not know of C++ */ };  // #include line, or verbatim C text
struct ImportedModule { Text name; std::vector<Symbol*> functions, variables; std::vector<const ExtensionType*> types; };

struct Module {
  Text name;                 // qualified: package.module
  Constants constants;
  std::vector<ExternHeader> headers;
  std::vector<TypeDeclaration> declarations;
  std::vector<Symbol*> linked;               // `cdef extern` without a header: the linker finds them
  std::vector<Symbol*> variables;            // own module-level cdef variables
  std::vector<Function*> functions;          // all of them, inner ones too; a parent before its children
  std::vector<ExtensionClass*> classes;      // bases before derived
  std::vector<ImportedModule*> imports;      // in the order of first use
  std::vector<Symbol*> exported;             // api / declared in the .pxd: in __pyx_capi__
  std::vector<const EnumType*> python_enums; // cpdef enums
  Function* body = nullptr;                  // runs at import
  std::string_view doc; bool has_doc = false;
  const Directives* directives = nullptr;
  SourceFiles* sources = nullptr;
  TypeTable* types = nullptr;
  bool is_cplus = false, uses_numpy = false, adds_numpy_import = false /* of the array API, which the source does not import */, uses_openmp = false, is_package = false;
  bool public_header = false, api_header = false;
  bool python2_texts = false;                // level 2: messages of wrong calls read as in Python 2
};

}  // namespace cyrite::typed
