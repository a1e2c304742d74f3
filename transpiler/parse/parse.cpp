// source text -> masked text -> tree-sitter tree -> syntax tree
#include "parse/parse.h"

#include "parse/converter.h"
#include "parse/syntax_errors.h"
#include "parse/tokens.h"

namespace cyrite {

namespace {

constexpr int kMaximumSyntaxErrors = 10;

class Tree {
 public:
  explicit Tree(std::string_view masked) {
    TSParser* parser = ts_parser_new();
    ts_parser_set_language(parser, tree_sitter_cyrite());
    tree_ = ts_parser_parse_string(parser, nullptr, masked.data(), static_cast<std::uint32_t>(masked.size()));
    ts_parser_delete(parser);
  }
  ~Tree() { ts_tree_delete(tree_); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  TSNode root() const { return ts_tree_root_node(tree_); }

 private:
  TSTree* tree_;
};

// Reports the first syntax error; takes the statement it stands in away and tries again. What is left parses, if the
// result is true.
bool find_syntax_errors(std::string_view text, parsing::Tokens& tokens, FileId file, Diagnostics& diagnostics) {
  for (int errors = 0; errors < kMaximumSyntaxErrors; ++errors) {
    if (!ts_node_has_error(Tree(tokens.masked).root())) return true;
    std::uint32_t offset = parsing::first_error(tokens.masked);
    // Where the text was cut before a lexical error, the end is no error of its own.
    bool at_cut = !tokens.error.text.empty() && offset >= tokens.masked.size();
    if (!at_cut) parsing::report_syntax_error(offset, text, tokens, file, diagnostics);
    parsing::blank_statement(offset, tokens);
  }
  return false;
}

// A semicolon after a C declaration is what C programmers write by habit.
bool declares(std::string_view line) {
  for (std::string_view word : {"cdef", "cpdef", "ctypedef", "pass"})
    if (line.substr(0, word.size()) == word && line.size() > word.size() && (line[word.size()] == ' ' || line[word.size()] == ';' || line[word.size()] == '\t')) return true;
  return false;
}

}  // namespace

ast::Module* parse_module(const SourceFiles& files, FileId file, Arena& arena, Diagnostics& diagnostics, const ParseOptions& options) {
  const SourceFile& source = files[file];
  parsing::Tokens tokens = parsing::scan_tokens(source.text, {.print_statement = options.language_level == 2, .is_pure_python = options.is_pure_python});
  auto* module = arena.make<ast::Module>();
  module->file = file;
  module->directive_comments = arena.copy(directive_comments(source, file, arena, "cython"));
  module->distutils_comments = arena.copy(directive_comments(source, file, arena, "distutils"));
  module->next_node_id = options.first_node_id;
  bool parses = true;
  auto tree = std::make_unique<Tree>(tokens.masked);
  if (ts_node_has_error(tree->root())) {
    parses = find_syntax_errors(source.text, tokens, file, diagnostics);
    tree = std::make_unique<Tree>(tokens.masked);
  }
  for (const parsing::LexicalError& e : tokens.inside_strings) diagnostics.report(Span{e.offset, 1, file}, diag::syntax_error, e.text);
  if (!tokens.error.text.empty()) {
    std::uint32_t length = tokens.error.offset < source.text.size() ? 1 : 0;
    diagnostics.report(Span{tokens.error.offset, length, file}, diag::syntax_error, tokens.error.text);
  }
  for (const parsing::LogicalLine& line : tokens.lines)
    if (line.semicolon && declares(source.text.substr(line.begin, line.end - line.begin)))
      diagnostics.report(Span{line.semicolon, 1, file}, diag::useless_semicolon);
  if (!parses) return nullptr;
  parsing::Converter converter(source, file, tokens.masked, tokens.cut, arena, diagnostics, options, tree->root());
  module->body = converter.module_body(tree->root());
  module->next_node_id = converter.next_id();
  return module;
}

}  // namespace cyrite
