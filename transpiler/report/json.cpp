// The report as JSON, for gates in CI and for other tools.
#include <nlohmann/json.hpp>

#include "report/report.h"

namespace cyrite {

std::string report_json(const ModuleReport& report, std::string_view version) {
  using nlohmann::json;
  json lines = json::array(), functions = json::array();
  for (std::size_t i = 0; i < report.lines.size(); ++i) {
    const LineReport& line = report.lines[i];
    if (line.facts.empty()) continue;
    json facts = json::array();
    for (const LineFact& f : line.facts)
      facts.push_back({{"source", f.excerpt}, {"text", f.text}, {"cost", f.cost}, {"count", f.count}, {"in_loop", f.in_loop}, {"at_import", f.at_import}});
    lines.push_back({{"line", i + 1}, {"score", line.score}, {"heat", heat_of(line.score)}, {"facts", facts}});
  }
  for (const FunctionReport& f : report.functions)
    functions.push_back({{"name", f.name}, {"first_line", f.first_line}, {"last_line", f.last_line}, {"score", f.score}, {"loop_score", f.loop_score}});
  json statements = json::object();
  for (const FileStatements& file : report.statements) statements[file.path] = file.lines;
  json out = {{"generator", "cyrite " + std::string(version)}, {"file", report.source_path}, {"functions", functions}, {"lines", lines}, {"statements", statements}};
  return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace cyrite
