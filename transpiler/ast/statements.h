// Statements and match patterns of the syntax tree.
#pragma once
#include "ast/types.h"

namespace cyrite::ast {

struct ExprStmt : Stmt { NODE(ExprStmt); Expr* value; FIELDS(value) };
struct Assign : Stmt { NODE(Assign); List<Expr> targets; Expr* value; FIELDS(targets, value) };
struct AugAssign : Stmt { NODE(AugAssign); Expr* target; BinaryOperator op; Expr* value; FIELDS(target, op, value) };
struct AnnAssign : Stmt { NODE(AnnAssign); Expr* target; Expr* annotation; Expr* value; bool parenthesised; FIELDS(target, annotation, value) };
struct Delete : Stmt { NODE(Delete); List<Expr> targets; FIELDS(targets) };
struct Pass : Stmt { NODE(Pass); FIELDS() };
struct Break : Stmt { NODE(Break); FIELDS() };
struct Continue : Stmt { NODE(Continue); FIELDS() };
struct Return : Stmt { NODE(Return); Expr* value; FIELDS(value) };
struct Raise : Stmt { NODE(Raise); Expr* exception; Expr* value; Expr* traceback; Expr* cause; FIELDS(exception, value, traceback, cause) };  // value, traceback: Python 2 form
struct Global : Stmt { NODE(Global); std::span<const Text> names; FIELDS(names) };
struct Nonlocal : Stmt { NODE(Nonlocal); std::span<const Text> names; FIELDS(names) };
struct Assert : Stmt { NODE(Assert); Expr* condition; Expr* message; FIELDS(condition, message) };

struct ImportAlias { Text name; Text as_name; Span span; };  // name may be dotted (`import a.b`); as_name empty if none
struct Import : Stmt { NODE(Import); std::span<const ImportAlias> names; FIELDS(names) };
struct ImportFrom : Stmt { NODE(ImportFrom); Text module; int level; std::span<const ImportAlias> names; bool is_star; FIELDS(module, level, names, is_star) };
struct CImport : Stmt { NODE(CImport); std::span<const ImportAlias> names; FIELDS(names) };
struct CImportFrom : Stmt { NODE(CImportFrom); Text module; int level; std::span<const ImportAlias> names; bool is_star; FIELDS(module, level, names, is_star) };

struct If : Stmt { NODE(If); Expr* condition; Block body; Block orelse; FIELDS(condition, body, orelse) };  // elif: an If alone in orelse
struct While : Stmt { NODE(While); Expr* condition; Block body; Block orelse; FIELDS(condition, body, orelse) };
struct For : Stmt { NODE(For); Expr* target; Expr* iterable; Block body; Block orelse; bool is_async; FIELDS(target, iterable, body, orelse, is_async) };
struct ForFromRange { Expr* lower; CompareOperator lower_op; CompareOperator upper_op; Expr* upper; Expr* step; };  // lower < target < upper by step
struct ForFrom : Stmt { NODE(ForFrom); Expr* target; ForFromRange range; Block body; Block orelse; FIELDS(target, range, body, orelse) };
struct WithItem { Expr* context; Expr* target; Span span; };
struct With : Stmt { NODE(With); std::span<const WithItem> items; Block body; bool is_async; FIELDS(items, body, is_async) };
struct ExceptHandler { Expr* type; Expr* target; Block body; Span span; std::uint32_t id; };  // target: a Name; any target under language level 2
struct Try : Stmt { NODE(Try); Block body; std::span<ExceptHandler* const> handlers; Block orelse; Block finally_body; bool has_finally; bool is_star; FIELDS(body, handlers, orelse, finally_body, is_star) };

struct TypeParameter { enum Kind : std::uint8_t { Variable, Tuple, ParamSpec } kind; Text name; Expr* bound; Expr* default_value; Span span; };
struct FunctionDef : Stmt {
  NODE(FunctionDef);
  List<Expr> decorators;
  Text name;
  Span name_span;
  std::span<const TypeParameter> type_parameters;
  std::span<Parameter* const> parameters;
  Expr* returns;  // annotation
  Block body;     // starts with the docstring, if any, as an ExprStmt
  bool is_async;
  Text hidden_name;  // bound in place of `name`, by what the checker makes of a definition with type parameters
  Text bound_name() const { return hidden_name ? hidden_name : name; }
  FIELDS(decorators, name, type_parameters, parameters, returns, body, is_async)
};
struct ClassDef : Stmt {
  NODE(ClassDef);
  List<Expr> decorators;
  Text name;
  Span name_span;
  std::span<const TypeParameter> type_parameters;
  List<Expr> bases;
  std::span<Keyword* const> keywords;
  Block body;
  Text hidden_name;  // as of FunctionDef
  Text bound_name() const { return hidden_name ? hidden_name : name; }
  FIELDS(decorators, name, type_parameters, bases, keywords, body)
};
struct MatchCase { Pattern* pattern; Expr* guard; Block body; Span span; };
struct Match : Stmt { NODE(Match); Expr* subject; std::span<MatchCase* const> cases; FIELDS(subject, cases) };
struct TypeAlias : Stmt { NODE(TypeAlias); Text name; std::span<const TypeParameter> type_parameters; Expr* value; FIELDS(name, type_parameters, value) };
struct Print : Stmt { NODE(Print); Expr* stream; List<Expr> values; bool newline; FIELDS(stream, values, newline) };
struct Exec : Stmt { NODE(Exec); Expr* code; Expr* globals; Expr* locals; FIELDS(code, globals, locals) };

struct ValuePattern : Pattern { NODE(ValuePattern); Expr* value; FIELDS(value) };
struct SingletonPattern : Pattern { NODE(SingletonPattern); Expr* value; FIELDS(value) };
struct SequencePattern : Pattern { NODE(SequencePattern); List<Pattern> items; FIELDS(items) };
struct MappingPattern : Pattern { NODE(MappingPattern); List<Expr> keys; List<Pattern> values; Text rest; bool has_rest; FIELDS(keys, values, rest, has_rest) };
struct ClassPattern : Pattern { NODE(ClassPattern); Expr* cls; List<Pattern> positional; std::span<const Text> keywords; List<Pattern> keyword_patterns; FIELDS(cls, positional, keywords, keyword_patterns) };
struct StarPattern : Pattern { NODE(StarPattern); Text name; FIELDS(name) };              // empty name: `*_`
struct AsPattern : Pattern { NODE(AsPattern); Pattern* pattern; Text name; FIELDS(pattern, name) };  // pattern null: capture; both empty: `_`
struct OrPattern : Pattern { NODE(OrPattern); List<Pattern> alternatives; FIELDS(alternatives) };

}  // namespace cyrite::ast
