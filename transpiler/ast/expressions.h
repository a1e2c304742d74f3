// The expressions of the syntax tree.
#pragma once
#include "ast/node.h"

namespace cyrite::ast {

struct Parameter;

enum class UnaryOperator : std::uint8_t { Not, Plus, Minus, Invert, AddressOf };
enum class BinaryOperator : std::uint8_t {
  Add, Subtract, Multiply, MatrixMultiply, TrueDivide, FloorDivide, Modulo, Power, ShiftLeft, ShiftRight, BitAnd, BitOr, BitXor
};
enum class BoolOperator : std::uint8_t { And, Or };
enum class CompareOperator : std::uint8_t { Less, LessEqual, Equal, NotEqual, Greater, GreaterEqual, In, NotIn, Is, IsNot };

struct Name : Expr { NODE(Name); Text name; FIELDS(name) };

// `digits` is normalised: lower case, no underscores, prefix kept (0x, 0o, 0b); any size.
struct IntLiteral : Expr { NODE(IntLiteral); Text digits; bool is_unsigned; std::uint8_t longs; FIELDS(digits, is_unsigned, longs) };
struct FloatLiteral : Expr { NODE(FloatLiteral); Text digits; FIELDS(digits) };
struct ImaginaryLiteral : Expr { NODE(ImaginaryLiteral); Text digits; FIELDS(digits) };  // without the j

enum class StringPrefix : std::uint8_t { None, Unicode, Bytes, CharacterConstant };  // '', u'', b'', c''
// Adjacent literals are joined. `value` is decoded text (UTF-8, lone surrogates as three bytes) for None and
// Unicode, raw bytes for Bytes and CharacterConstant. `bytes_value` is what the literal means as bytes, for an
// unprefixed literal that is used as char* or bytes; `bytes_valid` is false where it has no such reading.
struct StringLiteral : Expr {
  NODE(StringLiteral);
  StringPrefix prefix;
  std::string_view value, bytes_value;
  bool bytes_valid;
  FIELDS(prefix, value, bytes_value, bytes_valid)
};
// f"..." or t"...": parts are StringLiteral and FormattedValue.
struct FormattedString : Expr { NODE(FormattedString); bool is_template; List<Expr> parts; FIELDS(is_template, parts) };
// `{value=!r:spec}`. conversion: 0, 'r', 's' or 'a'; text: the source of the expression, set for `=` and in t-strings
// (for `=` the literal text before the value is already a StringLiteral part).
struct FormattedValue : Expr {
  NODE(FormattedValue);
  Expr* value;
  char conversion;
  FormattedString* format_spec;  // null if none
  std::string_view text;
  FIELDS(value, conversion, format_spec, text)
};
struct BoolLiteral : Expr { NODE(BoolLiteral); bool value; FIELDS(value) };
struct NoneLiteral : Expr { NODE(NoneLiteral); FIELDS() };
struct EllipsisLiteral : Expr { NODE(EllipsisLiteral); FIELDS() };
struct ListDisplay : Expr { NODE(ListDisplay); List<Expr> items; FIELDS(items) };
struct TupleDisplay : Expr { NODE(TupleDisplay); List<Expr> items; bool parenthesised; FIELDS(items, parenthesised) };
struct SetDisplay : Expr { NODE(SetDisplay); List<Expr> items; FIELDS(items) };
struct DictDisplay : Expr { NODE(DictDisplay); List<Expr> keys; List<Expr> values; FIELDS(keys, values) };  // null key: ** item

// One `for`, `for ... from` or `if` clause of a comprehension.
struct ComprehensionClause {
  enum Kind : std::uint8_t { For, ForFrom, If } kind;
  bool is_async;
  Span span;
  Expr* target;          // For, ForFrom
  Expr* iterable;        // For
  struct ForFromRange* range;  // ForFrom
  Expr* condition;       // If
};
enum class ComprehensionKind : std::uint8_t { List, Set, Dict, Generator };
struct Comprehension : Expr {
  NODE(Comprehension);
  ComprehensionKind comprehension;
  Expr* element;  // the key for Dict, null for `**value`; a Starred for `*element`
  Expr* value;    // Dict only
  std::span<ComprehensionClause* const> clauses;
  FIELDS(comprehension, element, value, clauses)
};
struct Unary : Expr { NODE(Unary); UnaryOperator op; Expr* operand; FIELDS(op, operand) };
// TrueDivide is `/` as written; under language level 2 the checker reads it as classic division.
struct Binary : Expr { NODE(Binary); BinaryOperator op; Expr* left; Expr* right; FIELDS(op, left, right) };
struct BoolOp : Expr { NODE(BoolOp); BoolOperator op; Expr* left; Expr* right; FIELDS(op, left, right) };
struct Compare : Expr {  // first ops[0] rest[0] ops[1] rest[1] ...
  NODE(Compare);
  Expr* first;
  std::span<const CompareOperator> ops;
  List<Expr> rest;
  FIELDS(first, ops, rest)
};
struct Conditional : Expr { NODE(Conditional); Expr* condition; Expr* then; Expr* otherwise; FIELDS(condition, then, otherwise) };
struct Lambda : Expr { NODE(Lambda); std::span<Parameter* const> parameters; Expr* body; FIELDS(parameters, body) };
struct NamedExpr : Expr { NODE(NamedExpr); Name* target; Expr* value; FIELDS(target, value) };
struct Await : Expr { NODE(Await); Expr* value; FIELDS(value) };
struct Yield : Expr { NODE(Yield); Expr* value; FIELDS(value) };  // value null if bare
struct YieldFrom : Expr { NODE(YieldFrom); Expr* value; FIELDS(value) };
struct Starred : Expr { NODE(Starred); Expr* value; FIELDS(value) };
struct Keyword { Text name; Expr* value; Span span; };  // empty name: ** argument
struct Call : Expr { NODE(Call); Expr* callee; List<Expr> arguments; std::span<Keyword* const> keywords; FIELDS(callee, arguments, keywords) };
struct Attribute : Expr { NODE(Attribute); Expr* value; Text name; Span name_span; FIELDS(value, name) };
// `a[i, j]` has a TupleDisplay (not parenthesised) as its index; slices are Slice nodes.
struct Subscript : Expr { NODE(Subscript); Expr* value; Expr* index; FIELDS(value, index) };
struct Slice : Expr { NODE(Slice); Expr* lower; Expr* upper; Expr* step; FIELDS(lower, upper, step) };  // any may be null

// ---- Cython
struct Cast : Expr { NODE(Cast); TypeNode* type; Declarator* declarator; Expr* value; bool checked; FIELDS(type, declarator, value, checked) };
// sizeof(x): `type` and `declarator` when it can be read as a type, `value` when it can be read as an expression; the
// checker decides where both are set.
struct Sizeof : Expr { NODE(Sizeof); TypeNode* type; Declarator* declarator; Expr* value; FIELDS(type, declarator, value) };
struct New : Expr { NODE(New); TypeNode* type; List<Expr> arguments; std::span<Keyword* const> keywords; FIELDS(type, arguments, keywords) };
// A type written where an expression stands: a template argument such as `vector[int*]`, `f[double]`.
struct TypeExpr : Expr { NODE(TypeExpr); TypeNode* type; Declarator* declarator; FIELDS(type, declarator) };
struct Backquote : Expr { NODE(Backquote); Expr* value; FIELDS(value) };

}  // namespace cyrite::ast
