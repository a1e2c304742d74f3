// cyrite_parse [-2|-3] [--dump] [--stats] FILE...: parses files and prints what is wrong with them. For tests and
// fuzzing. The exit status is 1 if a file has errors. --stats prints, per file, counts that can be compared with another parser.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "ast/dump.h"
#include "ast/walk.h"
#include "parse/parse.h"

namespace {

using namespace cyrite;

// What --stats counts; tests/conformance/crosscheck.py counts the same in Cython's tree.
struct Stats {
  std::map<std::string, int> counts;
  std::set<std::string> names;

  bool enter(const ast::Node& node);
};

bool Stats::enter(const ast::Node& node) {
  using ast::NodeKind;
  switch (node.kind) {
    case NodeKind::Cast: ++counts["cast"]; break;
    case NodeKind::Call: ++counts["call"]; break;
    case NodeKind::Sizeof: ++counts["sizeof"]; break;
    case NodeKind::Lambda: ++counts["lambda"]; break;
    case NodeKind::Compare: ++counts["compare"]; break;
    case NodeKind::Comprehension: ++counts["comprehension"]; break;
    case NodeKind::Conditional: ++counts["conditional"]; break;
    case NodeKind::Unary: counts["address"] += static_cast<const ast::Unary&>(node).op == ast::UnaryOperator::AddressOf; break;
    case NodeKind::FunctionDef: names.insert(static_cast<const ast::FunctionDef&>(node).name.str()); break;
    case NodeKind::ClassDef: names.insert(static_cast<const ast::ClassDef&>(node).name.str()); break;
    case NodeKind::StructDef: names.insert(static_cast<const ast::StructDef&>(node).name.str()); break;
    case NodeKind::EnumDef:
      if (static_cast<const ast::EnumDef&>(node).name) names.insert(static_cast<const ast::EnumDef&>(node).name.str());
      for (const ast::Enumerator& e : static_cast<const ast::EnumDef&>(node).members) names.insert(e.name.str());
      break;
    case NodeKind::FusedDef: names.insert(static_cast<const ast::FusedDef&>(node).name.str()); break;
    case NodeKind::CClassDef: names.insert(static_cast<const ast::CClassDef&>(node).path.back().str()); break;
    case NodeKind::CppClassDef: names.insert(static_cast<const ast::CppClassDef&>(node).name.str()); break;
    case NodeKind::NameDeclarator:
      if (static_cast<const ast::NameDeclarator&>(node).name) names.insert(static_cast<const ast::NameDeclarator&>(node).name.str());
      break;
    default: break;
  }
  return true;
}

void print_stats(const std::string& path, const ast::Module& module) {
  Stats stats;
  for (const ast::Stmt* statement : module.body)
    ast::walk(*statement, [&](const ast::Node& node) { return stats.enter(node); });
  std::printf("%s\t", path.c_str());
  for (const auto& [name, count] : stats.counts)
    if (count) std::printf("%s=%d ", name.c_str(), count);
  std::printf("\t");
  for (const std::string& name : stats.names) std::printf("%s ", name.c_str());
  std::printf("\n");
}

struct Options {
  std::vector<std::string> paths;
  bool level_2 = false, dump = false, stats = false, time = false;
};

bool parse_file(const std::string& path, const Options& options) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  SourceFiles files;
  Diagnostics diagnostics;
  Arena arena;
  FileId file = files.add(path, bytes);
  auto start = std::chrono::steady_clock::now();
  const ast::Module* module = nullptr;
  if (auto text = decode_source(bytes, file, diagnostics)) {
    files.replace_text(file, std::move(*text));
    ParseOptions parse_options;
    parse_options.is_pxd = path.ends_with(".pxd");
    parse_options.is_pure_python = path.ends_with(".py");
    parse_options.language_level = options.level_2 ? 2 : 3;
    for (const auto& comment : directive_comments(files[file], file, arena, "cython"))
      if (comment.name == "language_level") parse_options.language_level = comment.value.starts_with('2') ? 2 : 3;
    module = parse_module(files, file, arena, diagnostics, parse_options);
  }
  auto end = std::chrono::steady_clock::now();
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    Position at = files.position(diagnostic.span);
    std::printf("%s:%u:%u: error: %s [%s]\n", path.c_str(), at.line, at.column + 1, diagnostic.text.c_str(), std::string(diagnostic.id).c_str());
  }
  if (options.time) std::printf("%s: %.2f ms\n", path.c_str(), std::chrono::duration<double, std::milli>(end - start).count());
  if (options.dump && module) std::fputs(ast::dump(*module).c_str(), stdout);
  if (options.stats && module) print_stats(path, *module);
  return !diagnostics.has_errors();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Parses Cython files and prints their syntax errors.");
  app.add_option("files", options.paths)->required();
  app.add_flag("-2", options.level_2, "language level 2 where the file does not say");
  app.add_flag("--dump", options.dump, "print the syntax tree");
  app.add_flag("--stats", options.stats, "print counts of constructs and the declared names");
  app.add_flag("--time", options.time, "print the time each file took");
  CLI11_PARSE(app, argc, argv);
  int failures = 0;
  for (const std::string& path : options.paths) failures += !parse_file(path, options);
  return failures ? 1 : 0;
}
