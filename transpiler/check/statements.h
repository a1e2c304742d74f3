// What the statement files of check/ share among themselves.
#pragma once
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

typed::Block* block_of(Checker&, StatementList, Span);  // the statements as one

// ---- name_order.cpp
void check_name_order(Checker&, ast::Block module);

// ---- builtins.cpp
typed::Expr* locals_dict(Checker&, Span);

// ---- annotation_values.cpp
void start_annotations(Checker&, ast::Block body, Span, StatementList& out);  // the dict of a class or module that has any
void keep_annotation(Checker&, const ast::AnnAssign&, StatementList& out);

// ---- embedded_signatures.cpp
void embed_signature(Checker&, typed::Function&, std::span<ast::Parameter* const>, const ast::Expr* returns, const Type* result);
void bind_test_dictionary(Checker&, const ast::Module&, StatementList& out);  // autotestdict
void embed_attribute(Checker&, const Directives&, const ExtensionType& cls, Text name, const Type* field, const ast::Expr* annotation, std::string_view& doc, bool& has_doc);
void embed_constructor(Checker&, typed::ExtensionClass&, typed::Function& init, std::span<ast::Parameter* const>, const ast::Expr* returns);

// ---- loops.cpp
void check_for_loop(Checker&, const ast::Expr& target, const ast::Expr& iterable, ast::Block body, ast::Block orelse, bool is_async, Span, StatementList& out);

// ---- parallel.cpp
bool check_parallel_range(Checker&, const ast::For&, StatementList& out);  // false: not a prange
bool check_parallel_section(Checker&, const ast::WithItem&, ast::Block body, Span, StatementList& out);  // with parallel(): false: not one

// ---- exceptions.cpp
typed::Stmt* silently_unbound(Checker&, const ast::Expr& target);  // del target, whether bound or not

}  // namespace cyrite::check
