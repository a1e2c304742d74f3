// `cyrite build`: transpile, compile and link, several at a time, only what is out of date.
#include "driver/build.h"

#include <fmt/format.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>

#include "driver/compile.h"
#include "driver/files.h"
#include "driver/search_path.h"

namespace fs = std::filesystem;
extern char** environ;

namespace cyrite {
namespace {

// What the target Python says of itself.
struct PythonFacts {
  std::string include, suffix, numpy_include;
};

bool ask_python(const std::string& python, PythonFacts& facts) {
  auto text = output_of({python, "-c",
                         "import sysconfig\nprint(sysconfig.get_paths()['include'])\nprint(sysconfig.get_config_var('EXT_SUFFIX'))\n"
                         "try:\n import numpy\n print(numpy.get_include())\nexcept ImportError: print()"});
  if (!text) return false;
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (at < text->size()) {
    std::size_t end = text->find('\n', at);
    lines.push_back(text->substr(at, end - at));
    if (end == text->npos) break;
    at = end + 1;
  }
  if (lines.size() < 2) return false;
  facts.include = lines[0];
  facts.suffix = lines[1];
  if (lines.size() > 2) facts.numpy_include = lines[2];
  return true;
}

// "a b" or "['a', 'b']", as in distutils comments.
std::vector<std::string> words(const std::string& value) {
  std::vector<std::string> out;
  std::string word;
  char quote = 0;
  for (char c : value) {
    if (quote) {
      if (c == quote) quote = 0;
      else word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == ' ' || c == ',' || c == '[' || c == ']' || c == '\t') {
      if (!word.empty()) out.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

int run(const std::vector<std::string>& command, std::string& output) {
  fs::path log = fs::temp_directory_path() / fmt::format("cyrite-{}-{}.log", getpid(), std::hash<std::thread::id>{}(std::this_thread::get_id()));
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t pid;
  int status = 0;
  int rc = posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (rc != 0) { output = fmt::format("cannot run {}\n", command[0]); return 127; }
  waitpid(pid, &status, 0);
  read_file(log.string(), output);
  std::error_code e;
  fs::remove(log, e);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

// Paths listed in a make-style dependency file.
std::vector<std::string> dependencies_in(const std::string& depfile) {
  std::string text;
  if (!read_file(depfile, text)) return {};
  std::size_t colon = text.find(": ");
  std::vector<std::string> out;
  std::string word;
  for (std::size_t i = colon == text.npos ? text.size() : colon + 2; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\n') { ++i; continue; }
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ' ') { word += ' '; ++i; continue; }
    if (text[i] == ' ' || text[i] == '\n') {
      if (!word.empty()) out.push_back(std::move(word));
      word.clear();
    } else {
      word += text[i];
    }
  }
  if (!word.empty()) out.push_back(word);
  return out;
}

class Builder {
 public:
  Builder(const Options& options, PythonFacts facts) : options_(options), facts_(std::move(facts)) {}

  bool build(const std::string& source);

 private:
  bool up_to_date(const std::string& target, const std::string& record) const;
  std::vector<std::string> compile_command(const std::string& source, const CompileResult& transpiled, const std::string& target,
                                           const std::string& headers_file) const;
  void say(const std::string& text) {
    std::lock_guard lock(mutex_);
    fmt::print(stderr, "{}", text);
    std::fflush(stderr);
  }
  const Options& options_;
  PythonFacts facts_;
  std::mutex mutex_;
};

// The record is the list of files the module was made from and a line with the options it was made with.
bool Builder::up_to_date(const std::string& target, const std::string& record) const {
  std::error_code e;
  auto made = fs::last_write_time(target, e);
  if (e || options_.force) return false;
  std::vector<std::string> files = dependencies_in(record);
  if (files.empty()) return false;
  for (const std::string& file : files) {
    auto changed = fs::last_write_time(file, e);
    if (e || changed > made) return false;
  }
  return true;
}

std::vector<std::string> Builder::compile_command(const std::string& source, const CompileResult& transpiled, const std::string& target,
                                                  const std::string& headers_file) const {
  const char* cxx = std::getenv("CXX");
  std::vector<std::string> command = words(cxx && *cxx ? cxx : "c++");
  for (const char* flag : {"-shared", "-fPIC", "-O2", "-fwrapv", "-DNDEBUG", "-std=c++17"}) command.push_back(flag);
  if (const char* flags = std::getenv("CXXFLAGS"))
    for (std::string& f : words(flags)) command.push_back(std::move(f));
  command.insert(command.end(), {"-I" + facts_.include, "-I" + fs::path(source).parent_path().string() + "/."});
  for (const std::string& dir : options_.include_path) command.push_back("-I" + dir);
  if (!facts_.numpy_include.empty()) command.push_back("-I" + facts_.numpy_include);
  if (options_.runtime_headers) command.push_back("-I" + data_dir() + "/runtime/include");
  if (transpiled.uses_openmp) command.push_back("-fopenmp");
  fs::path folder = fs::path(source).parent_path();
  std::vector<std::string> link = options_.link_args, extra_sources;
  for (const auto& [key, value] : transpiled.distutils) {
    for (const std::string& word : words(value)) {
      if (key == "extra_compile_args") command.push_back(word);
      else if (key == "include_dirs") command.push_back("-I" + word);
      else if (key == "define_macros") command.push_back("-D" + word);
      else if (key == "undef_macros") command.push_back("-U" + word);
      else if (key == "libraries") link.push_back("-l" + word);
      else if (key == "library_dirs") link.push_back("-L" + word);
      else if (key == "runtime_library_dirs") link.push_back("-Wl,-rpath," + word);
      else if (key == "extra_link_args" || key == "extra_objects") link.push_back(word);
      else if (key == "sources") extra_sources.push_back(fs::exists(folder / word) ? (folder / word).string() : word);
    }
  }
  command.insert(command.end(), options_.compile_args.begin(), options_.compile_args.end());
  command.insert(command.end(), {"-MMD", "-MF", headers_file, transpiled.output});
  command.insert(command.end(), extra_sources.begin(), extra_sources.end());
  command.insert(command.end(), {"-o", target});
  command.insert(command.end(), link.begin(), link.end());
  return command;
}

bool Builder::build(const std::string& source) {
  fs::path work = fs::path("build") / "cyrite";
  std::string module = options_.module_name.empty() ? module_place(source).qualified_name : options_.module_name;
  std::string stem = module.substr(module.rfind('.') + 1);
  if (module_place(source).is_package) stem = "__init__";
  std::string target = (fs::path(source).parent_path() / (stem + facts_.suffix)).string();
  std::string record = (work / (module + ".files")).string();
  if (up_to_date(target, record)) {
    if (!options_.quiet) say(fmt::format("{}: up to date\n", source));
    return true;
  }
  Options one = options_;
  one.command = Command::Transpile;
  one.output = (work / (module + ".cpp")).string();
  CompileResult transpiled = compile_file(source, one);
  if (!transpiled.messages.empty()) say(transpiled.messages);
  if (!transpiled.good) return false;
  std::string headers = (work / (module + ".d")).string();
  std::string temporary = target + ".tmp";
  std::vector<std::string> command = compile_command(source, transpiled, temporary, headers);
  if (options_.verbose) say(fmt::format("{}\n", fmt::join(command, " ")));
  std::string output;
  int rc = run(command, output);
  if (rc != 0) {
    say(fmt::format("{}: error: the C++ compiler failed:\n{}", source, output));
    return false;
  }
  if (!output.empty() && options_.verbose) say(output);
  std::error_code e;
  fs::rename(temporary, target, e);
  std::string files = target + ":";
  for (const std::string& f : transpiled.dependencies) files += " " + f;
  for (const std::string& f : dependencies_in(headers))
    if (f != transpiled.output) files += " " + f;
  write_file(record, files + "\n");
  if (!options_.quiet) say(fmt::format("{} -> {}\n", source, target));
  return true;
}

bool excluded(const Options& options, const std::string& source) {
  return std::any_of(options.excluded.begin(), options.excluded.end(),
                     [&](const std::string& pattern) { return fnmatch(pattern.c_str(), source.c_str(), 0) == 0; });
}

std::vector<std::string> expanded_sources(const Options& options) {
  std::vector<std::string> out;
  for (const std::string& given : options.sources) {
    std::error_code e;
    if (!fs::is_directory(given, e)) {
      if (!excluded(options, given)) out.push_back(given);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(given, e))
      if (entry.path().extension() == ".pyx" && !excluded(options, entry.path().string())) out.push_back(entry.path().string());
  }
  std::sort(out.begin() + 0, out.end());
  return out;
}

}  // namespace

int build_modules(const Options& options) {
  PythonFacts facts;
  std::string python = choose_python(options.python);
  if (!ask_python(python, facts)) {
    fmt::print(stderr, "cyrite: cannot run {}: give the Python to build for with --python\n", python);
    return 1;
  }
  std::vector<std::string> sources = expanded_sources(options);
  Builder builder(options, facts);
  std::atomic<std::size_t> next{0};
  std::atomic<int> failures{0};
  auto work = [&] {
    for (std::size_t i; (i = next++) < sources.size();) {
      if (failures && !options.keep_going) return;
      if (!builder.build(sources[i])) ++failures;
    }
  };
  std::size_t jobs = options.jobs > 0 ? static_cast<std::size_t>(options.jobs) : std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(jobs, sources.size()); ++i) threads.emplace_back(work);
  work();
  for (std::thread& t : threads) t.join();
  if (failures) fmt::print(stderr, "cyrite: {} of {} modules failed\n", failures.load(), sources.size());
  return failures ? 1 : 0;
}

}  // namespace cyrite
