// C types and declarators as they are written. `int *f(char), x[3]` is one base type and two declarators.
#pragma once
#include "ast/expressions.h"

namespace cyrite::ast {

enum class Signedness : std::uint8_t { Unspecified, Signed, Unsigned };

// `unsigned long`, `double complex`, `foo.bar.T`, or a plain name. path is empty for "no type at all" (`cdef x`,
// the return type of `cdef f()`): is_missing. A name without dots may in the end be the declared name (`int` in
// `f(int)`): the checker decides by what the name means.
struct SimpleType : TypeNode {
  NODE(SimpleType);
  std::span<const Text> path;
  Signedness signedness;
  std::int8_t longness;  // short -1, long 1, long long 2
  bool is_complex, is_missing;
  FIELDS(path, signedness, longness, is_complex, is_missing)
};
// `T[...]`: C++ template arguments, buffer options (`ndarray[double, ndim=2]`), memoryview axes (`double[:, ::1]`),
// or an array (`int[3]`): arguments are TypeExpr, Slice or other expressions; the checker decides.
struct SubscriptType : TypeNode {
  NODE(SubscriptType);
  TypeNode* base;
  List<Expr> arguments;
  std::span<Keyword* const> keywords;
  FIELDS(base, arguments, keywords)
};
struct NestedType : TypeNode { NODE(NestedType); TypeNode* base; Text name; FIELDS(base, name) };  // vector[int].iterator
struct TupleType : TypeNode { NODE(TupleType); List<TypeExpr> items; FIELDS(items) };               // (int, double)
struct QualifiedType : TypeNode { NODE(QualifiedType); TypeNode* base; bool is_const, is_volatile; FIELDS(base, is_const, is_volatile) };

// Declarators nest from the outside in, as in C: `*a[3]` is Pointer(Array(Name)), `(*a)[3]` is Array(Pointer(Name)).
struct NameDeclarator : Declarator {  // name empty: abstract (a type without a name)
  NODE(NameDeclarator);
  Text name, cname;       // cname: `name "c_name"`; empty if none
  Span name_span;
  Text operator_name;     // C++ `operator+`: the text after `operator`; name is then "operator+"
  FIELDS(name, cname)
};
struct PointerDeclarator : Declarator { NODE(PointerDeclarator); Declarator* base; bool is_const, is_volatile, is_restrict; FIELDS(base, is_const, is_volatile, is_restrict) };
struct ReferenceDeclarator : Declarator { NODE(ReferenceDeclarator); Declarator* base; bool is_rvalue; FIELDS(base, is_rvalue) };
struct ArrayDeclarator : Declarator { NODE(ArrayDeclarator); Declarator* base; Expr* size; FIELDS(base, size) };  // size null: []

enum class ExceptionClause : std::uint8_t {
  Unspecified,  // the default of the place: propagated by checking, or noexcept in extern blocks
  NoExcept, Value /* except v */, ValueMaybe /* except? v */, Star /* except * */, CppPlus /* except + [handler] */
};
struct TemplateParameter { Text name; bool optional; Span span; };
struct FunctionDeclarator : Declarator {
  NODE(FunctionDeclarator);
  Declarator* base;
  std::span<const TemplateParameter> template_parameters;  // C++: `T f[T](T)`
  std::span<Parameter* const> parameters;
  bool has_varargs;  // `...`
  ExceptionClause exception_clause;
  Expr* exception_value;  // the value, or the C++ handler (null; `except +*` has star_handler)
  bool star_handler;
  bool nogil, with_gil, is_const_method;
  Text calling_convention;  // `__stdcall`; empty if none is written
  FIELDS(base, template_parameters, parameters, has_varargs, exception_clause, exception_value, star_handler, nogil, with_gil, is_const_method)
};

enum class ParameterKind : std::uint8_t { PositionalOnly, PositionalOrKeyword, VarPositional, KeywordOnly, VarKeyword };
enum class NoneClause : std::uint8_t { Unspecified, NotNone, OrNone };
// One parameter of a def, cdef or lambda. For a plain Python parameter `type` is null. A C parameter that is one bare
// name (`f(x)`, `f(int)`) has type = SimpleType{path = {name}} and an empty NameDeclarator *in C declarators*; in a
// `def` it is a plain Python parameter: name set, type null.
struct Parameter {
  Span span;
  std::uint32_t id;  // a node id of its own
  ParameterKind kind;
  Text name;              // the declared name; empty for an abstract C parameter
  Span name_span;
  TypeNode* type;
  Declarator* declarator;  // null when type is null
  Expr* annotation;
  Expr* default_value;
  bool default_is_star, default_is_question;  // `x=*` and `x=?` in .pxd
  NoneClause none_clause;
};

}  // namespace cyrite::ast
