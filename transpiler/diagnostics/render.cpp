// Diagnostics as text with a code frame, as JSON and as SARIF.
#include "diagnostics/render.h"

#include <nlohmann/json.hpp>

namespace cyrite {
namespace {

using nlohmann::json;

std::string_view severity_word(Severity s) {
  switch (s) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::PerformanceHint: return "performance hint";
    case Severity::Note: return "note";
  }
  return "error";
}

std::string_view colour_of(Severity s) {
  switch (s) {
    case Severity::Error: return "\033[1;31m";
    case Severity::Warning: return "\033[1;35m";
    case Severity::PerformanceHint: return "\033[1;33m";
    case Severity::Note: return "\033[1;36m";
  }
  return "";
}

// How long the UTF-8 character at text[i] is; 0: it is not one.
std::size_t character_length(std::string_view text, std::size_t i) {
  auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
  unsigned first = byte(i);
  std::size_t length = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
  for (std::size_t k = 1; k < length; ++k)
    if ((byte(i + k) & 0xC0) != 0x80) return 0;
  return length;
}

// A source line for a terminal: what is no text (control characters, wrong bytes) is replaced, so that it can do nothing there.
std::string printable(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t length = character_length(line, i);
    bool control = length == 1 && line[i] != '\t' && (static_cast<unsigned char>(line[i]) < 0x20 || line[i] == 0x7F);
    if (length == 0 || control) out += "\uFFFD";
    else out += line.substr(i, length);
    i += length ? length : 1;
  }
  return out;
}

// The source line with a marker under the span; tabs are kept so that the marker stands right.
std::string code_frame(Span span, const SourceFiles& sources, bool colour) {
  const SourceFile& file = sources[span.file];
  Position at = file.position(span.begin);
  std::string_view line = file.line_text(at.line);
  if (line.empty()) return {};
  std::uint32_t line_begin = file.line_starts[at.line - 1];
  std::string marker;
  for (std::uint32_t i = line_begin; i < span.begin && i - line_begin < line.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(line[i - line_begin]);
    if ((c & 0xC0) != 0x80) marker += c == '\t' ? '\t' : ' ';
  }
  std::size_t width = 0;
  for (std::uint32_t i = span.begin; i < span.end() && i - line_begin < line.size(); ++i)
    width += (static_cast<unsigned char>(line[i - line_begin]) & 0xC0) != 0x80;
  std::string carets(width > 1 ? width : 1, '~');
  carets[0] = '^';
  return fmt::format("{:>5} | {}\n      | {}{}{}{}\n", at.line, printable(line), marker, colour ? "\033[1;32m" : "", carets, colour ? "\033[0m" : "");
}

std::string plain_text(const Diagnostic& d, const SourceFiles& sources, const RenderOptions& options) {
  const std::string& path = sources[d.span.file].path;
  Position at = sources.position(d.span);
  if (options.as_cython) {
    std::string_view prefix = d.severity == Severity::Error ? "" : severity_word(d.severity);
    return fmt::format("{}{}{}:{}:{}: {}\n", prefix, prefix.empty() ? "" : ": ", path, at.line, at.column, d.text);
  }
  return fmt::format("{}:{}:{}: {}{}:{} {} [{}]\n", path, at.line, at.column + 1, options.colour ? colour_of(d.severity) : "",
                     severity_word(d.severity), options.colour ? "\033[0m" : "", d.text, d.id);
}

json as_json(const Diagnostic& d, const SourceFiles& sources) {
  Position begin = sources.position(d.span);
  Position end = sources[d.span.file].position(d.span.end());
  json notes = json::array();
  for (const Diagnostic& n : d.notes) notes.push_back(as_json(n, sources));
  return {{"file", sources[d.span.file].path}, {"line", begin.line}, {"column", begin.column + 1}, {"end_line", end.line},
          {"end_column", end.column + 1}, {"severity", severity_word(d.severity)}, {"id", d.id}, {"text", d.text}, {"notes", notes}};
}

}  // namespace

std::string render_text(const Diagnostic& d, const SourceFiles& sources, const RenderOptions& options) {
  std::string out = plain_text(d, sources, options);
  if (options.code_frame) out += code_frame(d.span, sources, options.colour);
  for (const Diagnostic& n : d.notes) out += render_text(n, sources, options);
  return out;
}

std::string render_json(const std::vector<Diagnostic>& list, const SourceFiles& sources) {
  json out = json::array();
  for (const Diagnostic& d : list) out.push_back(as_json(d, sources));
  return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string render_sarif(const std::vector<Diagnostic>& list, const SourceFiles& sources, std::string_view version) {
  json results = json::array();
  for (const Diagnostic& d : list) {
    Position begin = sources.position(d.span);
    Position end = sources[d.span.file].position(d.span.end());
    const char* level = d.severity == Severity::Error ? "error" : d.severity == Severity::Warning ? "warning" : "note";
    json region = {{"startLine", begin.line}, {"startColumn", begin.column + 1}, {"endLine", end.line}, {"endColumn", end.column + 1}};
    results.push_back({{"ruleId", d.id}, {"level", level}, {"message", {{"text", d.text}}},
                       {"locations", json::array({{{"physicalLocation", {{"artifactLocation", {{"uri", sources[d.span.file].path}}}, {"region", region}}}}})}});
  }
  json driver = {{"name", "cyrite"}, {"version", version}};
  json log = {{"version", "2.1.0"}, {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
              {"runs", json::array({{{"tool", {{"driver", driver}}}, {"results", results}}})}};
  return log.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

static std::string joined(const std::vector<std::string>& documents, const char* list) {
  json out;
  for (const std::string& text : documents) {
    json one = json::parse(text, nullptr, false);
    if (one.is_discarded()) continue;
    if (out.is_null()) { out = std::move(one); continue; }
    json& all = list ? out[list] : out;
    for (json& item : list ? one[list] : one) all.push_back(std::move(item));
  }
  return (out.is_null() ? json::array() : out).dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}
std::string joined_json(const std::vector<std::string>& documents) { return joined(documents, nullptr); }
std::string joined_sarif(const std::vector<std::string>& documents) { return joined(documents, "runs"); }

}  // namespace cyrite
