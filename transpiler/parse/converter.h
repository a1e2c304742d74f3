// From tree-sitter's tree to the syntax tree, with the rules of syntax that the grammar does not know.
#pragma once
#include <string>
#include <vector>

#include "ast/nodes.h"
#include "parse/parse.h"
#include "parse/tree.h"

namespace cyrite::parsing {

// Where a statement stands: which statements are allowed there.
enum class Level : std::uint8_t {
  Module, Function, Class, CClass, Property,
  Struct,    // members of a struct, union or C++ class
  CBlock,    // `cdef:` and `cdef extern` blocks: `cdef` need not be repeated
  Control,   // inside if, for, while, try, with
};

// What encloses a statement or expression, up to the nearest function, class or module.
struct Scope {
  enum Kind : std::uint8_t { Module, Class, Function, Lambda } kind = Module;
  bool is_async = false;
  bool is_comprehension = false;
  int loops = 0;
  int except_star = 0;  // the `loops` value + 1 of an enclosing `except*`; 0 if none
  std::vector<Text> parameters, globals, nonlocals;
  std::vector<Span> declared_at;  // where the names of globals and nonlocals were first declared, in the order of `declared`
  std::vector<Text> declared;
  bool in_iterable = false;                // what is read now is the iterable of a comprehension: it may not assign
  std::vector<const ast::Name*> walruses;  // of a comprehension and those inside it: the targets of :=
};

struct DocString;

class Converter {
 public:
  Converter(const SourceFile& source, FileId file, std::string_view masked, std::uint32_t cut, Arena& arena, Diagnostics& diagnostics,
            const ParseOptions& options, TSNode root)
      : source_(source), text_(source.text), masked_(masked), cut_(cut), file_(file), arena_(arena), diagnostics_(diagnostics),
        options_(options), walker_(root), next_id_(options.first_node_id) {
    scopes_.push_back({});
  }

  ast::Block module_body(TSNode root);
  std::uint32_t next_id() const { return next_id_; }

 private:
  // ---- nodes, text and errors (converter.cpp)
  template <class N>
  N* make(Span span) {
    N* node = arena_.make<N>();
    node->kind = N::node_kind;
    node->id = next_id_++;
    node->span = span;
    return node;
  }
  template <class N>
  N* make(TSNode node) { return make<N>(span_of(node)); }
  Span span_of(TSNode node) const;
  Span between(Span first, Span last) const { return {first.begin, last.end() - first.begin, file_}; }
  Span between(TSNode first, TSNode last) const { return between(span_of(first), span_of(last)); }
  std::string_view text_of(TSNode node) const;
  char first_character(TSNode node) const;
  bool is_token(const Child& child, std::string_view word) const {
    return child.kind == Kind::Token && text_of(child.node) == word;
  }
  bool has_token(const Children& list, std::string_view word) const;
  Text identifier(TSNode node);
  Text dotted_name(TSNode node);
  template <class... Args>
  void error(Span span, const DiagnosticKind<Args...>& kind, std::type_identity_t<Args>... args) {
    if (span.begin < cut_) diagnostics_.report(span, kind, args...);
  }
  template <class... Args>
  void error(TSNode node, const DiagnosticKind<Args...>& kind, std::type_identity_t<Args>... args) {
    error(span_of(node), kind, args...);
  }
  bool too_deep(TSNode node);
  struct Deeper {
    Converter& converter;
    explicit Deeper(Converter& c) : converter(c) { ++c.depth_; }
    ~Deeper() { --converter.depth_; }
  };

  Scope& scope() { return scopes_.back(); }
  Scope* enclosing_function();  // the function an expression runs in; null in a module or class

  // ---- expressions.cpp
  ast::Expr* expression(TSNode node);
  ast::Expr* expression_of_kind(TSNode node, Kind kind);
  ast::Expr* constant_or_name(TSNode node, Kind kind);
  ast::Expr* display(TSNode node, Kind kind);
  ast::Expr* optional_expression(TSNode node) { return ts_node_is_null(node) ? nullptr : expression(node); }
  ast::Name* name(TSNode node);
  ast::Expr* placeholder(TSNode node);
  ast::Expr* parenthesized(TSNode node);
  ast::Expr* postfix_chain(TSNode node);
  ast::Expr* postfix(TSNode node, Kind kind, ast::Expr* value);
  ast::Expr* call(TSNode node, const Children& list, ast::Expr* callee);
  ast::Expr* subscript(TSNode node, const Children& list, ast::Expr* value);
  ast::Expr* slice(TSNode node);
  ast::Expr* binary_chain(TSNode node);
  ast::Expr* bool_chain(TSNode node);
  ast::Expr* comparison(TSNode node);
  ast::Expr* unary(TSNode node);
  ast::Expr* not_operator(TSNode node);
  ast::Expr* conditional(TSNode node);
  ast::Expr* lambda(TSNode node);
  ast::Expr* named_expression(TSNode node);
  void check_walrus_place(TSNode node, const ast::Name& target);
  void close_comprehension(const ast::Comprehension& result);
  ast::Expr* await_expression(TSNode node);
  ast::Expr* await_as_name(TSNode node, const Children& list);
  ast::Expr* yield(TSNode node);
  ast::Expr* dictionary(TSNode node);
  ast::Expr* comprehension(TSNode node, ast::ComprehensionKind kind);
  void comprehension_clauses(const Children& list, ast::Comprehension& result);
  ast::ComprehensionClause* comprehension_for(TSNode node, bool is_first);
  ast::Expr* cast(TSNode node);
  ast::Expr* sizeof_expression(TSNode node);
  ast::Expr* new_expression(TSNode node);
  ast::Expr* tuple_of(TSNode node, bool parenthesised);
  ast::Expr* starred(TSNode node);
  std::vector<ast::Expr*> items_of(TSNode node);
  struct Arguments {
    std::span<ast::Expr*> positional;
    std::span<ast::Keyword*> keywords;
  };
  Arguments arguments(TSNode node);
  void check_argument_order(TSNode node, bool keyword_seen, bool unpacking_seen, bool is_star);
  ast::Keyword* keyword(TSNode node);
  ast::ForFromRange* for_from_range(TSNode node, ast::Expr*& target);
  // targets
  ast::Expr* target(TSNode node);
  ast::Expr* target_list(TSNode node);
  bool check_target(const ast::Expr* target, std::string_view doing);
  void check_stars(const ast::Expr* target);
  void check_bindable(Text name, Span span);  // __debug__ is a constant
  void check_not_declared(const ast::Name& annotated);

  // ---- literals.cpp
  ast::Expr* integer(TSNode node);
  ast::Expr* float_literal(TSNode node);
  ast::Expr* strings(TSNode node);  // a string or a concatenated_string
  struct StringPiece {
    ast::StringPrefix prefix = ast::StringPrefix::None;
    bool raw = false, formatted = false, is_template = false;
    std::string value, bytes;
    bool bytes_valid = true;
  };
  StringPiece string_piece(TSNode node, std::vector<ast::Expr*>* parts);
  void string_prefix(TSNode start, StringPiece& piece);
  void check_prefix(TSNode start, std::string_view letters);
  void decode(std::uint32_t begin, std::uint32_t end, StringPiece& piece);
  std::size_t decode_escape(std::uint32_t begin, std::string_view text, StringPiece& piece);
  std::size_t decode_unicode_escape(std::uint32_t begin, std::string_view text, StringPiece& piece);
  bool join_kinds(TSNode node, StringPiece& whole, const StringPiece& piece);
  void finish_text(std::vector<ast::Expr*>& parts, StringPiece& piece, Span span);
  void interpolation(TSNode node, bool raw, bool is_template, std::vector<ast::Expr*>& parts, StringPiece& text, Span text_span);
  ast::FormattedString* format_specifier(TSNode node, bool raw, bool is_template);
  ast::StringLiteral* string_literal(Span span, const StringPiece& piece);
  std::string_view plain_string(TSNode node);  // include paths, cnames, headers

  // ---- types.cpp
  ast::TypeNode* c_type(TSNode node);
  ast::TypeNode* missing_type(Span span);
  ast::SimpleType* sized_type(TSNode node);
  ast::SimpleType* type_of_one_word(TSNode node);
  ast::TypeNode* type_suffix(TSNode node, ast::TypeNode* base);
  ast::TypeNode* tuple_type(TSNode node);
  ast::TypeExpr* c_type_id(TSNode node);
  ast::Expr* expression_of_type(const ast::TypeNode* type);
  ast::Declarator* declarator(TSNode node);
  ast::Declarator* pointer_declarator(TSNode node);
  ast::Declarator* array_declarator(TSNode node);
  ast::Declarator* function_declarator(TSNode node);
  void function_clauses(const Children& list, ast::FunctionDeclarator& result);
  void exception_clause(TSNode node, ast::FunctionDeclarator& result);
  ast::NameDeclarator* name_declarator(TSNode node);
  ast::Declarator* empty_declarator(Span span);
  // parameters
  enum class ParameterPlace : std::uint8_t { Python, C, Lambda };
  std::vector<ast::Parameter*> parameters(TSNode node, ParameterPlace place, bool* has_varargs);
  ast::Parameter* parameter(const Child& child, ParameterPlace place);
  void c_parameter(TSNode node, ast::Parameter& result, ParameterPlace place);
  void default_value(TSNode node, ast::Parameter& result);
  void splat_parameter(TSNode node, ast::Parameter& result);
  void check_parameters(const std::vector<ast::Parameter*>& list);

  // ---- statements.cpp
  void statement(TSNode node, Kind kind, std::vector<ast::Stmt*>& out);
  void simple_statement(TSNode node, Kind kind, std::vector<ast::Stmt*>& out);
  void check_executable(TSNode node, Kind kind);
  ast::Block block(TSNode node, Level level);
  ast::Block control_block(TSNode node);
  void expression_statement(TSNode node, std::vector<ast::Stmt*>& out);
  ast::Stmt* assignment(TSNode node);
  ast::Stmt* annotated_assignment(TSNode node, const Children& list);
  ast::Stmt* augmented_assignment(TSNode node);
  ast::Stmt* delete_statement(TSNode node);
  void check_deletable(const ast::Expr* target);
  ast::Stmt* loop_jump(TSNode node, Kind kind);
  ast::Stmt* return_statement(TSNode node);
  ast::Stmt* raise_statement(TSNode node);
  ast::Stmt* assert_statement(TSNode node);
  ast::Stmt* global_statement(TSNode node);
  ast::Stmt* nonlocal_statement(TSNode node);
  std::vector<Text> declared_names(TSNode node, std::vector<Text>& known, const std::vector<Text>& other, const char* word);
  ast::Stmt* print_statement(TSNode node);
  ast::Stmt* shift_of_print(TSNode node);
  ast::Stmt* exec_statement(TSNode node);
  ast::Stmt* type_alias(TSNode node);
  std::vector<ast::TypeParameter> type_parameters(TSNode node);
  // imports.cpp
  std::vector<ast::ImportAlias> import_list(const Children& list);
  ast::Stmt* import_statement(TSNode node);
  ast::Stmt* cimport_statement(TSNode node);
  ast::Stmt* import_from(TSNode node);
  ast::Stmt* future_import(TSNode node);
  // compound_statements.cpp
  ast::Stmt* if_statement(TSNode node);
  ast::Stmt* while_statement(TSNode node);
  ast::Stmt* for_statement(TSNode node);
  ast::Block loop_body(TSNode node);
  ast::Block else_block(TSNode clause);
  ast::Stmt* with_statement(TSNode node);
  ast::WithItem with_item(TSNode node);
  ast::Stmt* try_statement(TSNode node);
  ast::ExceptHandler* except_clause(TSNode node, bool& is_star);
  void except_types(TSNode node, const Children& list, ast::ExceptHandler& handler);
  void check_handlers(const ast::Try& result, const std::vector<TSNode>& clauses, const std::vector<bool>& stars);
  ast::Stmt* function_definition(TSNode node, std::span<ast::Expr*> decorators, Span span);
  ast::Stmt* class_definition(TSNode node, std::span<ast::Expr*> decorators, Span span);
  ast::Stmt* decorated_definition(TSNode node);
  // patterns.cpp
  ast::Stmt* match_statement(TSNode node);
  ast::MatchCase* match_case(TSNode node);
  ast::Pattern* pattern(TSNode node);
  ast::Pattern* pattern_of_kind(TSNode node, Kind kind);
  ast::Pattern* sequence_pattern(TSNode node, bool parenthesised);
  ast::Pattern* mapping_pattern(TSNode node);
  ast::Pattern* class_pattern(TSNode node);
  ast::Pattern* value_pattern(TSNode node);
  ast::Pattern* or_pattern(TSNode node);
  ast::Pattern* dotted_pattern(TSNode node);
  ast::Expr* pattern_number(TSNode node, Kind kind);
  ast::Expr* dotted_expression(TSNode node);
  ast::AsPattern* capture(TSNode node, ast::Pattern* pattern);
  void pattern_name(TSNode node, Text name);
  bool is_irrefutable(const ast::Pattern* pattern) const;
  void check_single_star(const std::vector<ast::Pattern*>& items, TSNode node);

  // ---- declarations.cpp
  ast::Stmt* cdef_statement(TSNode node, std::span<ast::Expr*> decorators, Span span);
  ast::Stmt* c_definition(TSNode node, ast::Modifiers modifiers, std::span<ast::Expr*> decorators, Span span, bool is_typedef);
  void check_cdef_place(TSNode node, Kind definition);
  void add_modifier(TSNode node, ast::Modifiers& modifiers);
  ast::Stmt* cdef_block(TSNode node, const ast::Modifiers& modifiers, Span span);
  ast::Stmt* c_declaration(TSNode node, const ast::Modifiers& modifiers, std::span<ast::Expr*> decorators, Span span);
  ast::Stmt* typedef_statement(TSNode node, const ast::Modifiers& modifiers, Span span);
  ast::Stmt* c_function(TSNode node, const ast::Modifiers& modifiers, std::span<ast::Expr*> decorators, Span span);
  ast::Stmt* property_definition(TSNode node);
  ast::Stmt* include_statement(TSNode node);
  ast::Stmt* compile_time_def(TSNode node);
  ast::Stmt* compile_time_if(TSNode node);
  void c_statement(TSNode node, Kind kind, std::vector<ast::Stmt*>& out);
  ast::Block c_block(TSNode node, Level level, const ast::Modifiers& modifiers);
  // c_types.cpp: the definitions of types
  ast::Stmt* struct_definition(TSNode node, const ast::Modifiers& modifiers, Span span, bool is_typedef);
  ast::Stmt* enum_definition(TSNode node, const ast::Modifiers& modifiers, Span span, bool is_typedef);
  ast::Stmt* fused_definition(TSNode node, Span span);
  ast::Stmt* cclass_definition(TSNode node, const ast::Modifiers& modifiers, std::span<ast::Expr*> decorators, Span span, bool is_typedef);
  void cclass_options(TSNode node, ast::CClassDef& result);
  ast::Stmt* cppclass_definition(TSNode node, const ast::Modifiers& modifiers, std::span<ast::Expr*> decorators, Span span);
  ast::Stmt* extern_block(TSNode node, ast::Modifiers modifiers, Span span);

  static constexpr int kMaximumDepth = 3000;

  const SourceFile& source_;
  std::string_view text_, masked_;
  std::uint32_t cut_;  // see Tokens
  FileId file_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  const ParseOptions& options_;
  Walker walker_;
  std::uint32_t next_id_;
  int depth_ = 0;
  bool depth_reported_ = false;
  bool after_docstring_ = false;  // the first statement is over
  bool after_future_ = false;  // a statement was seen that no `from __future__` import may follow
  bool unicode_literals_ = false;  // literals without a prefix are u'' ones
  Level level_ = Level::Module;
  ast::Modifiers block_modifiers_;  // of the enclosing `cdef public:` and extern blocks
  std::vector<Scope> scopes_;
  std::vector<Text>* pattern_names_ = nullptr;
};

}  // namespace cyrite::parsing
