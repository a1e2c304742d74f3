// Diagnostics as people and programs read them.
#pragma once
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace cyrite {

struct RenderOptions {
  bool colour = false;
  bool as_cython = false;        // Cython's own forms: `file:line:column: text`, columns from 0
  bool code_frame = true;
};

// `file:line:col: error: text [id]` with a code frame for each diagnostic.
std::string render_text(const Diagnostic&, const SourceFiles&, const RenderOptions&);
// One JSON array of {file, line, column, end_line, end_column, severity, id, text, notes}.
std::string render_json(const std::vector<Diagnostic>&, const SourceFiles&);
// A SARIF 2.1.0 log.
std::string render_sarif(const std::vector<Diagnostic>&, const SourceFiles&, std::string_view version);
// The documents of several sources as one: all diagnostics in one array; one log with a run for each source.
std::string joined_json(const std::vector<std::string>& documents);
std::string joined_sarif(const std::vector<std::string>& documents);

}  // namespace cyrite
