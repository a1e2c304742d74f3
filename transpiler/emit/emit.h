// The step IR -> C++ text. It prints and decides nothing.
#pragma once
#include <string>
#include <vector>

#include "ir/ir.h"

namespace cyrite {

struct EmitOptions {
  std::vector<std::string> traceback_roots;  // folders, the first of them the current one: tracebacks name files from there
  bool runtime_headers = false;     // #include <cy/...> instead of the functions themselves
  bool line_directives = false;     // #line
  bool embed_positions = false;
  std::string embed_main;           // --embed[=NAME]
  std::vector<std::string> embed_modules;  // other modules linked into that program
  std::string version;
};
struct EmittedModule {
  std::string cpp;
  std::string public_header, api_header;                   // empty if none
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lines;  // for the report: (offset of a line in cpp, source line), sorted by offset
  bool holds_c_text = false;                               // C that C++ compiles with -fpermissive only
};
EmittedModule emit_module(const ir::Module&, const EmitOptions&);

}  // namespace cyrite
