// What one run of the program was asked to do.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace cyrite {

enum class Command { Transpile, Build, Check, Report, Compat, GenerateShared };
enum class DiagnosticFormat { Text, Json, Sarif };

struct Options {
  Command command = Command::Transpile;
  std::vector<std::string> sources;
  std::string output;                    // -o: a file, or a folder
  std::string working_dir;               // -w
  std::vector<std::string> include_path; // -I
  std::vector<std::string> installed;    // --installed: the folders of installed packages; empty: those of `python`
  std::string python;                    // --python: whose installed .pxd files are found, and what `build` builds for
  std::string module_name;               // --module-name
  int language_level = 3;
  bool language_level_given = false, language_level_3str = false;
  std::vector<std::pair<std::string, std::string>> directives;        // -X
  std::vector<std::pair<std::string, std::string>> compile_time_env;  // -E
  bool cplus = false;
  bool annotate = false, annotate_full = false;
  std::string annotate_coverage;
  bool line_directives = false, embed_positions = false, docstrings = true, lenient = false;
  std::string embed;                     // --embed: name of main; empty: none
  std::vector<std::string> embed_modules;
  bool timestamps = false, force = false, verbose = false, listing = false, quiet = false, keep_going = false;
  bool depfile = false;
  bool warnings_are_errors = false, extra_warnings = false, all_warnings = false;
  bool as_cython = false;                // the stand-in: Cython's forms of messages and of --version
  bool colour = false;
  DiagnosticFormat format = DiagnosticFormat::Text;
  bool runtime_headers = false;
  std::vector<std::string> disabled_passes;
  std::string dump;                      // ast, types, ir, ir:after=<pass>
  int jobs = 0;                          // 0: one for each core
  std::string shared_module;             // --shared
  std::string shared_output;             // --generate-shared
  std::vector<std::string> excluded;     // build -x
  std::vector<std::string> compile_args, link_args;
  bool report_json = false;
};

struct CommandLine {
  Options options;
  int exit_code = -1;  // >= 0: the program ends here (help, version, usage error)
};
CommandLine parse_command_line(int argc, char** argv);

constexpr const char* kVersion = CYRITE_VERSION;
constexpr const char* kCythonVersion = "3.3.1";  // the language that is compiled

}  // namespace cyrite
