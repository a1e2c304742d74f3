// cyrite_parse [-2|-3] [--dump] [--stats] [--shape] [--time] FILE...: parses files and prints what is wrong with them. For tests and
// fuzzing. The exit status is 1 if a file has errors. --stats prints, per file, counts that can be compared with another parser.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
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
  void parameters(std::span<ast::Parameter* const> list) {
    for (const ast::Parameter* item : list)
      if (item->name) names.insert(item->name.str());
  }
};

bool Stats::enter(const ast::Node& node) {
  using ast::NodeKind;
  switch (node.kind) {
    case NodeKind::Cast: ++counts["cast"]; break;
    case NodeKind::Call: case NodeKind::New: ++counts["call"]; break;
    case NodeKind::Sizeof: ++counts["sizeof"]; break;
    case NodeKind::Lambda:
      ++counts["lambda"];
      parameters(static_cast<const ast::Lambda&>(node).parameters);
      break;
    case NodeKind::Compare: ++counts["compare"]; break;
    case NodeKind::Comprehension: ++counts["comprehension"]; break;
    case NodeKind::Conditional: ++counts["conditional"]; break;
    case NodeKind::Unary: counts["address"] += static_cast<const ast::Unary&>(node).op == ast::UnaryOperator::AddressOf; break;
    case NodeKind::FunctionDef:
      names.insert(static_cast<const ast::FunctionDef&>(node).name.str());
      parameters(static_cast<const ast::FunctionDef&>(node).parameters);
      break;
    case NodeKind::FunctionDeclarator: parameters(static_cast<const ast::FunctionDeclarator&>(node).parameters); break;
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
  for (const std::string& name : stats.names) std::printf("%s,", name.c_str());
  std::printf("\n");
}

// --shape prints the tree as a list of words, one node each in the order of the tree, for comparison with the same list
// made from Python's own tree (tests/conformance/python_shape.py). Text is in hexadecimal.
std::string hex(std::string_view text) {
  std::string out;
  for (char c : text) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

std::string detail(const ast::Node& node) {
  using namespace ast;
  std::string out;
  auto names = [&](auto list) {
    for (Text name : list) out += ' ' + name.str();
  };
  auto aliases = [&](std::span<const ImportAlias> list) {
    for (const ImportAlias& item : list) out += fmt::format(" {}:{}", item.name.view(), item.as_name.view());
  };
  switch (node.kind) {
    case NodeKind::Name: return ' ' + static_cast<const Name&>(node).name.str();
    case NodeKind::IntLiteral: return ' ' + static_cast<const IntLiteral&>(node).digits.str();
    case NodeKind::FloatLiteral: return ' ' + static_cast<const FloatLiteral&>(node).digits.str();
    case NodeKind::ImaginaryLiteral: return ' ' + static_cast<const ImaginaryLiteral&>(node).digits.str();
    case NodeKind::BoolLiteral: return static_cast<const BoolLiteral&>(node).value ? " 1" : " 0";
    case NodeKind::StringLiteral: {
      auto& literal = static_cast<const StringLiteral&>(node);
      return (literal.prefix == StringPrefix::Bytes ? " b" : " u") + hex(literal.value);
    }
    case NodeKind::FormattedValue: {
      char conversion = static_cast<const FormattedValue&>(node).conversion;
      return conversion ? std::string(" ") + conversion : "";
    }
    case NodeKind::Unary: return fmt::format(" {}", static_cast<int>(static_cast<const Unary&>(node).op));
    case NodeKind::Binary: return fmt::format(" {}", static_cast<int>(static_cast<const Binary&>(node).op));
    case NodeKind::BoolOp: return fmt::format(" {}", static_cast<int>(static_cast<const BoolOp&>(node).op));
    case NodeKind::AugAssign: return fmt::format(" {}", static_cast<int>(static_cast<const AugAssign&>(node).op));
    case NodeKind::Compare:
      for (CompareOperator op : static_cast<const Compare&>(node).ops) out += fmt::format(" {}", static_cast<int>(op));
      return out;
    case NodeKind::Comprehension: return fmt::format(" {}", static_cast<int>(static_cast<const Comprehension&>(node).comprehension));
    case NodeKind::Attribute: return ' ' + static_cast<const Attribute&>(node).name.str();
    case NodeKind::FunctionDef: {
      auto& function = static_cast<const FunctionDef&>(node);
      out = ' ' + function.name.str();
      for (const Parameter* item : function.parameters) out += fmt::format(" {}{}", static_cast<int>(item->kind), item->name.view());
      return out;
    }
    case NodeKind::Lambda:
      for (const Parameter* item : static_cast<const Lambda&>(node).parameters)
        out += fmt::format(" {}{}", static_cast<int>(item->kind), item->name.view());
      return out;
    case NodeKind::Call:
      for (const Keyword* item : static_cast<const Call&>(node).keywords) out += fmt::format(" {}", item->name ? item->name.view() : "**");
      return out;
    case NodeKind::ClassDef: return ' ' + static_cast<const ClassDef&>(node).name.str();
    case NodeKind::TypeAlias: return ' ' + static_cast<const TypeAlias&>(node).name.str();
    case NodeKind::Global: names(static_cast<const Global&>(node).names); return out;
    case NodeKind::Nonlocal: names(static_cast<const Nonlocal&>(node).names); return out;
    case NodeKind::Import: aliases(static_cast<const Import&>(node).names); return out;
    case NodeKind::ImportFrom: {
      auto& from = static_cast<const ImportFrom&>(node);
      out = fmt::format(" {}{}", std::string(static_cast<std::size_t>(from.level), '.'), from.module.view());
      if (from.is_star) out += " *:";
      aliases(from.names);
      return out;
    }
    case NodeKind::StarPattern: return ' ' + static_cast<const StarPattern&>(node).name.str();
    case NodeKind::AsPattern: return ' ' + static_cast<const AsPattern&>(node).name.str();
    case NodeKind::MappingPattern: return ' ' + static_cast<const MappingPattern&>(node).rest.str();
    case NodeKind::ClassPattern: names(static_cast<const ClassPattern&>(node).keywords); return out;
    default: return out;
  }
}

void print_shape(const std::string& path, const SourceFile& source, const ast::Module& module) {
  std::printf("== %s\n", path.c_str());
  for (const ast::Stmt* statement : module.body)
    ast::walk(*statement, [&](const ast::Node& node) {
      std::printf("%s%s\t%u\n", std::string(name_of(node.kind)).c_str(), detail(node).c_str(), source.line_of(node.span.begin));
      return true;
    });
}

struct Options {
  std::vector<std::string> paths;
  bool level_2 = false, dump = false, stats = false, shape = false, time = false;
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
    if (diagnostic.severity != Severity::Error) continue;
    Position at = files.position(diagnostic.span);
    std::printf("%s:%u:%u: error: %s [%s]\n", path.c_str(), at.line, at.column + 1, diagnostic.text.c_str(), std::string(diagnostic.id).c_str());
  }
  if (options.time) std::printf("%s: %.2f ms\n", path.c_str(), std::chrono::duration<double, std::milli>(end - start).count());
  if (options.dump && module) std::fputs(ast::dump(*module).c_str(), stdout);
  if (options.stats && module) print_stats(path, *module);
  if (options.shape && module) print_shape(path, files[file], *module);
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
  app.add_flag("--shape", options.shape, "print every node in a line");
  app.add_flag("--time", options.time, "print the time each file took");
  CLI11_PARSE(app, argc, argv);
  int failures = 0;
  for (const std::string& path : options.paths) failures += !parse_file(path, options);
  return failures ? 1 : 0;
}
