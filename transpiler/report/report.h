// The annotation report: what each line of the source does with Python, why, and what to write instead. It reads facts of the IR,
// never the emitted text.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ir/ir.h"

namespace cyrite {

struct LineFact {
  std::string excerpt;    // the part of the source that causes it
  std::string text;       // what it does, and what to write instead
  int cost = 0;           // cost class of the operation: 0 (a check that remains) to 3
  int count = 1;          // how often the line does it
  bool in_loop = false;
  bool at_import = false; // runs once, when the module is imported
};
struct LineReport {
  int score = 0;          // sum of the weights of its facts; 0: the line runs at C speed
  std::vector<LineFact> facts;
};
struct FunctionReport {
  std::string name;
  int first_line = 0, last_line = 0;
  int score = 0;
  int loop_score = 0;     // of the lines that stand in loops
};
// Where statements begin that tracers hear of (with linetrace), in order.
struct FileStatements {
  std::string path;
  std::vector<int> lines;
};
struct ModuleReport {
  std::string source_path;
  std::vector<LineReport> lines;  // lines[0] is line 1
  std::vector<FunctionReport> functions;
  std::vector<FileStatements> statements;  // of the module's own file and of those that it includes
};
ModuleReport collect_report(const ir::Module&, const SourceFiles&, FileId file);

// 0 white, 1 pale, 2 light, 3 heavy, 4 hot: the colour of a score.
int heat_of(int score);

struct ReportTemplates { std::string html, css, js; };
struct EmittedLines {
  std::string_view cpp;
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>* lines;  // (offset in cpp, line of the source), by offset
};
std::string report_html(const ModuleReport&, const SourceFile&, const EmittedLines&, const ReportTemplates&, std::string_view version);
std::string report_json(const ModuleReport&, std::string_view version);

}  // namespace cyrite
