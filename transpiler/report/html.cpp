// The report as one HTML file that works offline.
#include <fmt/format.h>

#include <map>

#include "report/report.h"

namespace cyrite {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

// {{name}} holes of a template.
std::string filled(std::string text, const std::map<std::string, std::string>& holes) {
  std::string out;
  std::size_t at = 0;
  while (true) {
    std::size_t open = text.find("{{", at);
    if (open == text.npos) return out + text.substr(at);
    std::size_t close = text.find("}}", open);
    out += text.substr(at, open - at);
    auto hole = holes.find(text.substr(open + 2, close - open - 2));
    if (hole != holes.end()) out += hole->second;
    at = close + 2;
  }
}

// The emitted C++ of each source line, in the order in which it stands in the output.
std::map<std::uint32_t, std::string> code_by_line(const EmittedLines& emitted) {
  std::map<std::uint32_t, std::string> code;
  const auto& lines = *emitted.lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::size_t end = i + 1 < lines.size() ? lines[i + 1].first : emitted.cpp.find('\n', lines[i].first);
    if (end == std::string_view::npos) end = emitted.cpp.size();
    if (lines[i].second == 0) continue;
    std::string& text = code[lines[i].second];
    text += emitted.cpp.substr(lines[i].first, end - lines[i].first);
    if (!text.empty() && text.back() != '\n') text += '\n';
  }
  return code;
}

std::string fact_html(const LineFact& fact) {
  std::string times = fact.count > 1 ? fmt::format(" <span class=\"times\">{} times</span>", fact.count) : "";
  std::string where = fact.in_loop ? " <span class=\"loop\">in a loop</span>" : fact.at_import ? " <span class=\"loop\">once, at import</span>" : "";
  return fmt::format("<li class=\"cost{}\"><code>{}</code> {}{}{}</li>", fact.cost, escaped(fact.excerpt), escaped(fact.text), times, where);
}

std::string line_html(std::uint32_t number, std::string_view text, const LineReport& line, const std::string* code) {
  bool open = !line.facts.empty() || code;
  std::string row = fmt::format("<div class=\"line heat{}\" id=\"L{}\" data-score=\"{}\"{}><span class=\"number\">{}</span><span class=\"mark\">{}</span><code class=\"source\">{}</code></div>\n",
                                heat_of(line.score), number, line.score, open ? " role=\"button\" tabindex=\"0\" aria-expanded=\"false\"" : "", number,
                                open ? "+" : "", escaped(text));
  if (!open) return row;
  row += "<div class=\"detail\" hidden>";
  if (!line.facts.empty()) {
    row += "<ul class=\"facts\">";
    for (const LineFact& fact : line.facts) row += fact_html(fact);
    row += "</ul>";
  }
  if (code) row += "<pre class=\"emitted\">" + escaped(*code) + "</pre>";
  return row + "</div>\n";
}

std::string functions_html(const ModuleReport& report) {
  std::string rows;
  for (const FunctionReport& f : report.functions)
    rows += fmt::format("<tr class=\"heat{}\"><td><a href=\"#L{}\">{}</a></td><td>{}</td><td>{}</td></tr>\n", heat_of(f.loop_score ? f.loop_score : f.score),
                        f.first_line, escaped(f.name), f.score, f.loop_score);
  return rows;
}

}  // namespace

std::string report_html(const ModuleReport& report, const SourceFile& source, const EmittedLines& emitted, const ReportTemplates& templates,
                        std::string_view version) {
  std::map<std::uint32_t, std::string> code = code_by_line(emitted);
  std::string rows;
  std::size_t count = source.line_starts.size();
  if (count > 1 && source.line_text(static_cast<std::uint32_t>(count)).empty()) --count;
  for (std::uint32_t n = 1; n <= count; ++n) {
    auto found = code.find(n);
    rows += line_html(n, source.line_text(n), report.lines[n - 1], found == code.end() ? nullptr : &found->second);
  }
  std::size_t slash = report.source_path.rfind('/');
  std::string name = escaped(slash == std::string::npos ? report.source_path : report.source_path.substr(slash + 1));
  return filled(templates.html, {{"title", name}, {"css", templates.css}, {"js", templates.js}, {"lines", rows},
                                 {"functions", functions_html(report)}, {"version", std::string(version)}});
}

}  // namespace cyrite
