// The command line: every flag of `cython` and `cythonize`, and our own.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "driver/options.h"
#include "optimize/optimize.h"

namespace cyrite {
namespace {

constexpr const char* kAbout =
    "Cyrite compiles the Cython language ahead of time to C++ extension modules for CPython.\n\n"
    "  cyrite FILE...         write FILE.cpp for each source (takes the flags of `cython`)\n"
    "  cyrite build FILE...   make importable modules: transpile, compile, link\n"
    "  cyrite check FILE...   only report what is wrong\n"
    "  cyrite report FILE...  write a report that says which lines are slow, and why\n"
    "  cyrite compat          print the folder that stands in for Cython on PYTHONPATH\n";

// `-X a=1,b=2` gives two pairs; a name without a value is true.
void split_pairs(const std::vector<std::string>& given, std::vector<std::pair<std::string, std::string>>& out) {
  for (const std::string& group : given) {
    std::size_t at = 0;
    while (at <= group.size()) {
      std::size_t comma = group.find(',', at);
      std::string item = group.substr(at, comma == std::string::npos ? comma : comma - at);
      std::size_t equals = item.find('=');
      if (!item.empty()) {
        if (equals == std::string::npos) out.emplace_back(item, "True");
        else out.emplace_back(item.substr(0, equals), item.substr(equals + 1));
      }
      if (comma == std::string::npos) break;
      at = comma + 1;
    }
  }
}

std::vector<std::string> dump_forms() {
  std::vector<std::string> forms = {"ast", "types", "ir"};
  for (const std::string& pass : pass_names(false)) forms.push_back("ir:after=" + pass);
  return forms;
}

struct Raw {
  std::vector<std::string> directives, environment, warnings;
  bool level2 = false, level3 = false, level3str = false, no_docstrings = false, version = false, ignored = false;
  std::string format = "text", embed_modules, gdb_dir, shared_features, ignored_text, runtime = "inline", embed;
  int cleanup = 0;
};

void add_language_options(CLI::App& app, Options& o, Raw& raw) {
  app.add_flag("-2", raw.level2, "compile with Python 2 syntax and semantics");
  app.add_flag("-3", raw.level3, "compile with Python 3 syntax and semantics (the default)");
  app.add_flag("--3str", raw.level3str, "the same as -3");
  app.add_flag("-+,--cplus", o.cplus, "the module uses C++ (the output is C++ in any case)");
  app.add_option("-X,--directive", raw.directives, "set compiler directives: NAME=VALUE[,...]")->allow_extra_args(false);
  app.add_option("-E,--compile-time-env", raw.environment, "set names for DEF and IF: NAME=VALUE[,...]")->allow_extra_args(false);
  app.add_option("-I,--include-dir", o.include_path, "look for .pxd and included files there")->allow_extra_args(false);
  app.add_option("--installed", o.installed, "a folder of installed packages, searched for their .pxd files (default: those of --python)")->allow_extra_args(false);
  app.add_option("--python", o.python, "the Python whose installed packages are searched for .pxd files");
  app.add_flag("--lenient", o.lenient, "undefined names are not errors");
  app.add_option("-W", raw.warnings, "-Werror: warnings are errors; -Wextra: more warnings")->allow_extra_args(false);
  app.add_flag("--warning-errors", o.warnings_are_errors, "warnings are errors");
  app.add_flag("--warning-extra", o.extra_warnings, "more warnings");
  app.add_flag("--all-warnings", o.all_warnings, "show the quiet warnings too");
  app.add_option("--format", raw.format, "how messages are printed: text, json or sarif")->check(CLI::IsMember({"text", "json", "sarif"}));
  app.add_option("--disable-pass", o.disabled_passes, "switch an optional optimisation off, by name")
      ->allow_extra_args(false)
      ->check(CLI::IsMember(pass_names(true)));
  app.add_option("-w,--working", o.working_dir, "change to this folder first");
  app.add_option("--module-name", o.module_name, "the module's qualified name (default: from the package folders)");
  app.add_flag("-v,--verbose", o.verbose, "say what is being done");
}

void add_output_options(CLI::App& app, Options& o, Raw& raw) {
  app.add_option("-o,--output-file", o.output, "the output file, or a folder for the outputs");
  app.add_flag("-a,--annotate", o.annotate, "write the report (.html) beside the output");
  app.add_flag("--annotate-fullc", o.annotate_full, "the report with all of the emitted code");
  app.add_option("--annotate-coverage", o.annotate_coverage, "as -a; line coverage is shown by coverage.py with the plugin cyrite.coverage_plugin");
  app.add_flag("--line-directives", o.line_directives, "emit #line, so that debuggers show the source");
  app.add_flag("-p,--embed-positions", o.embed_positions, "put source positions into docstrings");
  app.add_flag("-D,--no-docstrings", raw.no_docstrings, "leave docstrings out");
  app.add_option("--embed", raw.embed, "--embed[=NAME]: emit a main() that runs the module")->expected(0, 1)->default_str("main");
  app.add_flag("-f,--force", o.force, "do it even when the output is up to date");
  app.add_flag("-t,--timestamps", o.timestamps, "only when the source is newer than the output");
  app.add_flag("-M,--depfile", o.depfile, "write <output>.dep: what the output depends on");
  app.add_option("--dump", o.dump, "print ast, types, ir or ir:after=PASS instead of writing output")->check(CLI::IsMember(dump_forms()));
  app.add_option("--runtime", raw.runtime, "inline: the output needs no other file; headers: it includes <cy/...>")->check(CLI::IsMember({"inline", "headers"}));
  app.add_option("--shared", o.shared_module, "accepted: modules carry their helpers themselves");
  app.add_option("--generate-shared", o.shared_output, "write the (empty) module that --shared names");
  // Accepted for the programs that pass them; there is nothing to choose here.
  app.add_flag("-l,--create-listing", o.listing, "write messages to a .lis file too");
  app.add_flag("--fast-fail", raw.ignored, "accepted; all errors are reported in one run");
  app.add_flag("--capi-reexport-cincludes", raw.ignored, "accepted");
  app.add_flag("--gdb", raw.ignored, "accepted; use --line-directives");
  app.add_option("--gdb-outdir", raw.gdb_dir, "accepted");
  app.add_option("--embed-modules", raw.embed_modules, "A,B: modules linked into the program of --embed");
  app.add_option("--cleanup", raw.cleanup, "accepted");
  app.add_flag("--cache", raw.ignored, "accepted");
}

void add_build_options(CLI::App& app, Options& o, Raw& raw) {
  app.add_flag("-i,--inplace", raw.ignored, "put modules beside their sources (the default)");
  app.add_flag("-b,--build", raw.ignored, "accepted; modules are always built");
  app.add_option("-x,--exclude", o.excluded, "leave out files that match a pattern")->allow_extra_args(false);
  app.add_option("-j,--parallel", o.jobs, "how many jobs at a time");
  app.add_flag("-k,--keep-going", o.keep_going, "go on after errors");
  app.add_flag("-q,--quiet", o.quiet, "print only problems");
  app.add_option("-s,--option", raw.ignored_text, "accepted")->allow_extra_args(false);
  app.add_flag("--timeit,--setup", raw.ignored, "accepted");
  app.add_option("--compile-arg", o.compile_args, "one more argument for the C++ compiler")->allow_extra_args(false);
  app.add_option("--link-arg", o.link_args, "one more argument for the linker")->allow_extra_args(false);
}

void finish(Options& o, const Raw& raw) {
  split_pairs(raw.directives, o.directives);
  split_pairs(raw.environment, o.compile_time_env);
  o.language_level_given = raw.level2 || raw.level3 || raw.level3str;
  o.language_level = raw.level2 ? 2 : 3;
  o.language_level_3str = raw.level3str;
  if (raw.no_docstrings) o.docstrings = false;
  for (const std::string& w : raw.warnings) {
    if (w == "error") o.warnings_are_errors = true;
    if (w == "extra") o.extra_warnings = true;
  }
  o.format = raw.format == "json" ? DiagnosticFormat::Json : raw.format == "sarif" ? DiagnosticFormat::Sarif : DiagnosticFormat::Text;
  o.runtime_headers = raw.runtime == "headers";
  o.embed = raw.embed;
  std::istringstream list(raw.embed_modules);
  for (std::string name; std::getline(list, name, ',');)
    if (!name.empty()) o.embed_modules.push_back(name);
  if (o.annotate_full || !o.annotate_coverage.empty()) o.annotate = true;
  if (!o.annotate_coverage.empty()) fmt::print(stderr, "warning: --annotate-coverage: the report shows no coverage; `coverage html` with the plugin cyrite.coverage_plugin does\n");
  o.colour = isatty(2) && !std::getenv("NO_COLOR");
}

void print_version(bool as_cython) {
  if (as_cython) {
    fmt::print("Cython version {}\n", kCythonVersion);
    if (!isatty(2)) fmt::print(stderr, "Cython version {}\n", kCythonVersion);
    fmt::print("(Cyrite {})\n", kVersion);
  } else {
    fmt::print("cyrite {} (compiles the Cython {} language)\n", kVersion, kCythonVersion);
  }
}

Command command_of(const char* word) {
  if (!std::strcmp(word, "build")) return Command::Build;
  if (!std::strcmp(word, "check")) return Command::Check;
  if (!std::strcmp(word, "report")) return Command::Report;
  if (!std::strcmp(word, "compat")) return Command::Compat;
  if (!std::strcmp(word, "generate-shared")) return Command::GenerateShared;
  return Command::Transpile;
}

}  // namespace

CommandLine parse_command_line(int argc, char** argv) {
  CommandLine line;
  Options& o = line.options;
  Raw raw;
  std::vector<char*> rest(argv, argv + argc);
  for (std::size_t i = 1; i < rest.size();) {
    static char embed_main[] = "--embed=main";  // a name comes after "=" only, never as the next word
    if (!std::strcmp(rest[i], "--embed")) rest[i] = embed_main;
    if (!std::strcmp(rest[i], "--as-cython")) { o.as_cython = true; rest.erase(rest.begin() + i); }
    else ++i;
  }
  if (rest.size() > 1) o.command = command_of(rest[1]);
  if (o.command != Command::Transpile) rest.erase(rest.begin() + 1);
  CLI::App app(kAbout, o.as_cython ? "cython" : "cyrite");
  app.add_flag("-V,--version", raw.version, "print the version");
  add_language_options(app, o, raw);
  if (o.command != Command::Compat) add_output_options(app, o, raw);
  if (o.command == Command::Build) add_build_options(app, o, raw);
  if (o.command == Command::GenerateShared) {
    app.add_option("--only", raw.shared_features, "accepted");
    app.add_option("--exclude", raw.shared_features, "accepted");
  }
  if (o.command == Command::Report) app.add_flag("--json", o.report_json, "the facts as JSON instead of HTML");
  app.add_option("sources", o.sources, "source files: .pyx .py .pxd");
  try {
    app.parse(static_cast<int>(rest.size()), rest.data());
  } catch (const CLI::CallForHelp&) {
    fmt::print("{}", app.help());
    line.exit_code = 0;
    return line;
  } catch (const CLI::ParseError& e) {
    fmt::print(stderr, "cyrite: {}\nTry `cyrite --help`.\n", e.what());
    line.exit_code = 2;
    return line;
  }
  if (raw.version) {
    print_version(o.as_cython);
    line.exit_code = 0;
    return line;
  }
  finish(o, raw);
  bool needs_source = o.command != Command::Compat && o.command != Command::GenerateShared && o.shared_output.empty();
  if (needs_source && o.sources.empty()) {
    fmt::print(stderr, "{}", app.help());
    line.exit_code = 2;
  } else if (o.sources.size() > 1 && !o.output.empty() && o.output.back() != '/' && !std::filesystem::is_directory(o.output)) {
    fmt::print(stderr, "cyrite: -o {} names one file, but there are {} sources: give a folder\n", o.output, o.sources.size());
    line.exit_code = 2;
  }
  return line;
}

}  // namespace cyrite
