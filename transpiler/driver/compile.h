// The pipeline for one source file.
#pragma once
#include <string>
#include <vector>

#include "driver/options.h"

namespace cyrite {

struct CompileResult {
  bool good = false;
  std::string output;                     // path of the C++ file
  std::string messages;                   // rendered diagnostics, for stderr
  bool reported = false;                  // there are diagnostics: JSON and SARIF documents without any exist too
  std::string printed;                    // what the command prints on stdout
  std::vector<std::string> dependencies;  // files read
  bool uses_openmp = false, uses_numpy = false;
  bool holds_c_text = false;              // C that C++ compiles with -fpermissive only
  std::vector<std::pair<std::string, std::string>> distutils;  // # distutils: comments
};
CompileResult compile_file(const std::string& source, const Options& options);
// What -o, the source and the build's habits say about where the output goes.
std::string output_path(const std::string& source, const Options& options);

}  // namespace cyrite
