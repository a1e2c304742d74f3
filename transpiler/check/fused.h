// What the files about fused functions share.
#pragma once
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

using FusedChoice = std::unordered_map<const Type*, const Type*>;

// A parameter that may decide: its place among the positional ones (-1: keyword only) and that of its default (-1: none, or by keyword).
struct FusedParameter { Text name; const Type* type; int position, default_index; };

// The fused types in a type, each once, in the order in which they are met.
void collect_fused(const Type*, std::vector<const FusedType*>& out);
std::vector<const Type*> fused_alternatives(Checker&, const Type*);  // what a type made of fused ones stands for
// `cython.compiled` and `not cython.compiled`: the other branch is for the interpreter, and is not compiled.
MaybeBool compiled_condition(Checker&, const ast::Expr&);
// What a condition on fused types answers for the combination at hand; Unset: it is asked at run time.
MaybeBool fused_condition(Checker&, const ast::Expr&);
// "int|double"
std::string fused_signature_text(const std::vector<const FusedType*>&, const FusedChoice&);
// The Python object that holds the functions (one for each signature) and chooses among them.
Expr* fused_dispatcher(Checker&, Span, const std::vector<const FusedType*>&, const std::vector<FusedParameter>&, const ExprList& functions,
                       const std::vector<std::string>& signatures, std::size_t least);

}  // namespace cyrite::check
