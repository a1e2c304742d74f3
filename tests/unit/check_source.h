// Checks a source text and gives its typed tree as text, or its messages as "line: id".
#pragma once
#include <gtest/gtest.h>

#include "check/check.h"
#include "parse/parse.h"
#include "typed/print.h"

namespace cyrite::test {

class NoModules : public ModuleLoader {
 public:
  Found load_pxd(std::string_view) override { return {}; }
  const ast::Module* load_include(std::string_view, FileId) override { return nullptr; }
};

struct Checked {
  std::string tree;
  std::vector<std::string> messages;  // "2: cannot_convert"
};

inline Checked check_source(std::string text, int language_level = 3) {
  Arena arena;
  SourceFiles files;
  Diagnostics diagnostics;
  TypeTable types(arena);
  NoModules modules;
  CheckOptions options;
  options.module_name = "m";
  options.language_level = language_level;
  ParseOptions parsing;
  parsing.language_level = language_level;
  FileId file = files.add("m.pyx", std::move(text));
  Checked result;
  const ast::Module* source = parse_module(files, file, arena, diagnostics, parsing);
  typed::Module* module = source ? check_module(*source, nullptr, options, modules, files, types, arena, diagnostics) : nullptr;
  for (const Diagnostic& d : diagnostics.all()) result.messages.push_back(std::to_string(files.line(d.span)) + ": " + std::string(d.id));
  if (module) result.tree = typed::print(*module);
  return result;
}

// The lines of one function of the tree, without its head and its locals.
inline std::string body_of(const Checked& checked, const std::string& function) {
  std::size_t at = checked.tree.find("\nfunction " + function + "(") + 1;
  if (!at) return "no function " + function + " in:\n" + checked.tree;
  std::size_t end = checked.tree.find("\nfunction ", at);
  std::string lines = checked.tree.substr(at, end == std::string::npos ? end : end + 1 - at);
  std::string body;
  std::size_t line = lines.find('\n') + 1;
  while (line < lines.size()) {
    std::size_t next = lines.find('\n', line);
    if (next == std::string::npos) next = lines.size();
    std::string one = lines.substr(line, next - line);
    if (one.rfind("  local ", 0) != 0) body += one.substr(2) + "\n";
    line = next + 1;
  }
  return body;
}

// What `return expression` of a function with these parameters becomes.
inline std::string returned(const std::string& parameters, const std::string& expression, const std::string& before = "") {
  Checked checked = check_source(before + "def f(" + parameters + "):\n    return " + expression + "\n");
  if (!checked.messages.empty()) return checked.messages[0];
  std::string body = body_of(checked, "f");
  return body.rfind("return ", 0) == 0 ? body.substr(7, body.size() - 8) : body;
}

// The declared or inferred type of a local variable of f.
inline std::string type_of_local(const std::string& body, const std::string& name, const std::string& parameters = "") {
  Checked checked = check_source("def f(" + parameters + "):\n" + body);
  if (!checked.messages.empty()) return checked.messages[0];
  std::string wanted = "  local " + name + ": ";
  std::size_t at = checked.tree.find(wanted);
  if (at == std::string::npos) return "no local in:\n" + checked.tree;
  at += wanted.size();
  std::string line = checked.tree.substr(at, checked.tree.find('\n', at) - at);
  for (std::string_view mark : {" captured", " unbound"})
    if (std::size_t found = line.find(mark); found != std::string::npos) line = line.substr(0, found);
  return line;
}

}  // namespace cyrite::test
