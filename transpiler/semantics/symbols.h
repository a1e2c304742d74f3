// What names mean: symbols and the scopes that hold them.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "ast/nodes.h"
#include "semantics/directives.h"
#include "semantics/types.h"

namespace cyrite {

namespace typed { struct Function; struct Local; }
struct ModuleScopeInfo;

enum class SymbolKind : std::uint8_t {
  PythonName,    // a name of the module dict, a class body, or a builtin: looked up at run time
  Local,         // a variable of a function: `local`
  CVariable,     // a module-level cdef variable, own, imported from another module, or extern
  CFunction,     // cdef, cpdef or extern function, or method of a cdef class / cppclass (next_overload chains overloads)
  Field,         // attribute of a struct, union, extension type or cppclass
  TypeName,      // `type` is what it names
  EnumMember,    // C constant; extern constants too
  CompileTimeConstant,  // DEF
  CModule,       // a cimported module or package: `scope`
  CythonModule,  // the `cython` module or a part of it (cython.parallel, cython.view ...): `c_name` is the dotted path
  Property,      // property of an extension type
};
enum class Origin : std::uint8_t { ThisModule, OtherModule /* through its .pxd */, Extern /* C header */, Builtin };

struct Symbol {
  SymbolKind kind;
  Text name;
  Text c_name;
  const Type* type = nullptr;
  Scope* owner = nullptr;         // the scope that declares it
  Scope* scope = nullptr;         // CModule: what it contains
  Origin origin = Origin::ThisModule;
  ast::Visibility visibility = ast::Visibility::Private;
  Span span;
  bool api = false, is_inline = false, is_cpdef = false, is_final = false, is_static = false, is_defined = false, is_used = false;
  bool is_class_method = false, is_readonly = false, declared_in_pxd = false, is_python_builtin = false;
  Text module_name;               // OtherModule: where it lives at run time
  typed::Local* local = nullptr;
  typed::Function* function = nullptr;  // the definition in this module
  Symbol* next_overload = nullptr;
  Symbol* python_counterpart = nullptr; // cpdef: the Python-visible name
  const ast::Node* definition = nullptr;
  const ConstantValue* constant = nullptr;
  Text specialised_name;          // an instance of a fused function as other modules know it: `f[int,double]`
  Text value_text;                // EnumMember: C text of its value where one is written; empty: one more than the last
  const Directives* directives = nullptr;
  int virtual_index = -1;         // place in the vtable of the owner type
};

enum class ScopeKind : std::uint8_t { Builtins, Module, PythonClass, ExtensionClass, Struct, CppClass, Enum, Function, Comprehension, CythonModule };
struct Scope {
  ScopeKind kind;
  Text name;           // qualified
  Scope* outer = nullptr;
  const Type* owner_type = nullptr;           // ExtensionClass, Struct, CppClass
  typed::Function* function = nullptr;        // Function, Comprehension
  std::unordered_map<Text, Symbol*> symbols;
  std::vector<Symbol*> in_order;
  ModuleScopeInfo* module = nullptr;          // Module
  bool is_type_scope = false;                 // Function: of type parameters, a bound, the value of a type alias; sees the names of a class around it
  typed::Local* class_namespace = nullptr;    // PythonClass: the dict that its body fills
  Symbol* find_here(Text n) const { auto f = symbols.find(n); return f == symbols.end() ? nullptr : f->second; }
};

}  // namespace cyrite
