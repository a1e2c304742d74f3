// Cython's declarations in the syntax tree.
#pragma once
#include "ast/statements.h"

namespace cyrite::ast {

enum class Visibility : std::uint8_t { Private, Public, Readonly, Extern };
// The words between cdef/cpdef and the declaration. They are collected from enclosing `cdef public:` blocks as well.
struct Modifiers {
  Visibility visibility = Visibility::Private;
  bool api = false, is_inline = false, packed = false, nogil = false, is_static = false, overridable = false;  // overridable: cpdef
};

struct Include : Stmt { NODE(Include); std::string_view path; FIELDS(path) };
struct CompileTimeDef : Stmt { NODE(CompileTimeDef); Text name; Expr* value; FIELDS(name, value) };
struct CompileTimeIf : Stmt {  // IF / ELIF / ELSE: conditions and bodies, the ELSE has a null condition
  NODE(CompileTimeIf);
  struct Clause { Expr* condition; Block body; };
  std::span<const Clause> clauses;
  FIELDS(clauses)
};
struct CDeclarator { Declarator* declarator; Expr* value; Span span; };  // value: initialiser or null
struct CVarDef : Stmt {  // cdef int i = 0, *p; also struct members, extern variables and function prototypes
  NODE(CVarDef);
  List<Expr> decorators;
  TypeNode* type;
  std::span<const CDeclarator> declarators;
  Modifiers modifiers;
  FIELDS(decorators, type, declarators, modifiers)
};
struct CFunctionDef : Stmt {  // cdef or cpdef with a body
  NODE(CFunctionDef);
  List<Expr> decorators;
  TypeNode* type;
  Declarator* declarator;  // contains one FunctionDeclarator around the name
  Block body;
  Modifiers modifiers;
  FIELDS(decorators, type, declarator, modifiers, body)
};
struct StructDef : Stmt {  // struct or union; forward declaration when !has_body; `ctypedef struct` when is_typedef
  NODE(StructDef);
  Text name, cname;
  Span name_span;
  bool is_union, is_typedef, has_body;
  Block members;  // CVarDef, nested StructDef/EnumDef, Pass ...
  Modifiers modifiers;
  FIELDS(name, cname, is_union, is_typedef, has_body, modifiers, members)
};
struct Enumerator { Text name, cname; Expr* value; Span span; };
struct EnumDef : Stmt {
  NODE(EnumDef);
  Text name, cname;  // name empty: anonymous
  Span name_span;
  bool is_scoped, is_typedef, has_body;
  TypeNode* base;  // enum E(type); null if none
  std::span<const Enumerator> members;
  std::string_view doc;
  Modifiers modifiers;
  FIELDS(name, cname, is_scoped, is_typedef, has_body, base, doc, modifiers, members)
};
struct Typedef : Stmt { NODE(Typedef); TypeNode* type; Declarator* declarator; Modifiers modifiers; FIELDS(type, declarator, modifiers) };
struct FusedDef : Stmt { NODE(FusedDef); Text name; Span name_span; List<TypeExpr> members; FIELDS(name, members) };
struct CClassDef : Stmt {  // cdef class / ctypedef class / cdef extern class
  NODE(CClassDef);
  List<Expr> decorators;
  std::span<const Text> path;  // `cdef extern class mod.sub.Name`: all parts; the last is the name
  Text as_name;
  Span name_span;
  List<Expr> bases;
  std::span<Keyword* const> keywords;
  Text object_name, type_name, check_size;  // from the [...] options
  bool is_typedef, has_body;
  Block body;
  Modifiers modifiers;
  FIELDS(decorators, path, as_name, bases, keywords, object_name, type_name, check_size, is_typedef, has_body, modifiers, body)
};
struct CppClassDef : Stmt {
  NODE(CppClassDef);
  List<Expr> decorators;
  Text name, cname;
  Span name_span;
  std::span<const TemplateParameter> template_parameters;
  List<TypeExpr> bases;
  bool has_body, nogil;
  Block body;
  Modifiers modifiers;
  FIELDS(decorators, name, cname, template_parameters, bases, has_body, nogil, modifiers, body)
};
struct ExternBlock : Stmt {  // cdef extern from "header.h" namespace "ns" nogil noexcept:
  NODE(ExternBlock);
  std::string_view header;   // as written, with <> if so; "*" for `from *`
  bool header_is_star;
  std::string_view name_space;
  bool has_namespace, nogil, noexcept_;
  std::string_view verbatim;  // a leading string in the block: C text for the output
  Block body;
  Modifiers modifiers;
  FIELDS(header, name_space, nogil, noexcept_, verbatim, modifiers, body)
};
struct CdefBlock : Stmt { NODE(CdefBlock); Modifiers modifiers; Block body; FIELDS(modifiers, body) };  // cdef: / cdef public:
struct PropertyDef : Stmt { NODE(PropertyDef); Text name; Span name_span; Block body; FIELDS(name, body) };

struct DirectiveComment { Text name; std::string_view value; Span span; };  // # cython: name = value (leading comments only)
// The whole of one parsed file.
struct Module {
  FileId file;
  Block body;
  std::span<const DirectiveComment> directive_comments;
  std::span<const DirectiveComment> distutils_comments;  // # distutils: name = value
  std::uint32_t next_node_id;  // the first id that the nodes of this file do not use
};

}  // namespace cyrite::ast
