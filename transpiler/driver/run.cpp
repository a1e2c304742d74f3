// Carries out one command.
#include "driver/run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "diagnostics/render.h"
#include "driver/build.h"
#include "driver/compile.h"
#include "driver/files.h"
#include "driver/search_path.h"

namespace fs = std::filesystem;

namespace cyrite {
namespace {

bool newer_than_source(const std::string& source, const std::string& output) {
  std::error_code e;
  auto made = fs::last_write_time(output, e);
  if (e) return false;
  auto changed = fs::last_write_time(source, e);
  return !e && made >= changed;
}

// Several sources are compiled at the same time; their messages come out in the order of the command line.
int transpile(const Options& options) {
  std::vector<CompileResult> results(options.sources.size());
  std::atomic<std::size_t> next{0};
  auto work = [&] {
    for (std::size_t i; (i = next++) < options.sources.size();) {
      const std::string& source = options.sources[i];
      if (options.timestamps && !options.force && newer_than_source(source, output_path(source, options))) {
        results[i].good = true;
        continue;
      }
      results[i] = compile_file(source, options);
    }
  };
  std::size_t jobs = options.jobs > 0 ? static_cast<std::size_t>(options.jobs) : std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(jobs, options.sources.size()); ++i) threads.emplace_back(work);
  work();
  for (std::thread& t : threads) t.join();
  bool good = true;
  if (options.format != DiagnosticFormat::Text && results.size() > 1) {  // one document for all of them
    std::vector<std::string> documents;
    for (CompileResult& r : results) documents.push_back(std::move(r.messages));
    for (CompileResult& r : results) r.messages.clear();
    results[0].messages = options.format == DiagnosticFormat::Json ? joined_json(documents) : joined_sarif(documents);
  }
  bool to_stdout = options.format != DiagnosticFormat::Text;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const CompileResult& r = results[i];
    if (!r.messages.empty()) fmt::print(to_stdout ? stdout : stderr, "{}", r.messages);
    fmt::print("{}", r.printed);
    if (options.listing) write_file(replace_extension(output_path(options.sources[i], options), ".lis"), r.messages);
    good = good && r.good;
  }
  return good ? 0 : 1;
}

int print_compat_folder() {
  std::string data = data_dir();
  for (const char* place : {"/compat", "/python/cyrite/compat", "/../compat"}) {
    std::error_code e;
    if (!data.empty() && fs::is_directory(data + place, e)) {
      fmt::print("{}\n", fs::canonical(data + place).string());
      return 0;
    }
  }
  fmt::print(stderr, "cyrite: the compat folder is not installed\n");
  return 1;
}

}  // namespace

int run_program(int argc, char** argv) {
  CommandLine line = parse_command_line(argc, argv);
  if (line.exit_code >= 0) return line.exit_code;
  const Options& options = line.options;
  if (!options.working_dir.empty() && chdir(options.working_dir.c_str()) != 0) {
    fmt::print(stderr, "cyrite: cannot change to folder {}\n", options.working_dir);
    return 1;
  }
  switch (options.command) {
    case Command::Build: return build_modules(options);
    case Command::Compat: return print_compat_folder();
    case Command::GenerateShared:
      fmt::print(stderr, "cyrite: error: generate-shared is not supported yet\n");
      return 1;
    case Command::Transpile:
    case Command::Check:
    case Command::Report: break;
  }
  if (!options.shared_output.empty()) {
    fmt::print(stderr, "cyrite: error: --generate-shared is not supported yet\n");
    return 1;
  }
  return transpile(options);
}

}  // namespace cyrite
