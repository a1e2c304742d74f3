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
#include <set>
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
  std::size_t colon = text.find(": ", text.starts_with("# ") ? text.find('\n') : 0);
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
  Builder(const Options& options, PythonFacts facts, std::size_t count) : options_(options), facts_(std::move(facts)), count_(count) {}

  bool build(const std::string& source);

 private:
  bool up_to_date(const std::string& source, const std::string& target, const std::string& record) const;
  // The record begins with this: a module made another way is not up to date.
  std::string way() const;
  std::vector<std::string> compile_flags(const std::string& source, const CompileResult& transpiled) const;
  bool compile_c_sources(const std::string& source, const CompileResult& transpiled, const std::string& prefix,
                         std::vector<std::string>& objects, std::vector<std::string>& headers_files);
  bool call(const std::string& source, const std::vector<std::string>& command);
  // A module is done: which one of how many.
  void progress(const std::string& text) {
    std::size_t number = ++done_;
    if (options_.quiet) return;
    say(count_ > 1 ? fmt::format("[{}/{}] {}\n", number, count_, text) : text + "\n");
  }
  void say(const std::string& text) {
    std::lock_guard lock(mutex_);
    fmt::print(stderr, "{}", text);
    std::fflush(stderr);
  }
  const Options& options_;
  PythonFacts facts_;
  std::size_t count_;
  std::atomic<std::size_t> done_{0};
  std::mutex mutex_;
};

std::string Builder::way() const {
  const Options& o = options_;
  std::string text = fmt::format("{} {} {} {} {} {}{}{}{}{}{}{}", kVersion, facts_.include, o.language_level, o.module_name, o.annotate_coverage, o.annotate,
                                 o.annotate_full, o.line_directives, o.embed_positions, o.docstrings, o.lenient, o.runtime_headers);
  for (const auto& list : {o.directives, o.compile_time_env})
    for (const auto& [name, value] : list) text += fmt::format(" {}={}", name, value);
  for (const auto& list : {o.include_path, o.compile_args, o.link_args, o.disabled_passes}) text += fmt::format(" [{}]", fmt::join(list, " "));
  for (const char* variable : {"CC", "CXX", "CFLAGS", "CXXFLAGS", "LDFLAGS"})
    if (const char* value = std::getenv(variable)) text += fmt::format(" {}={}", variable, value);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return "# " + text + "\n";
}

// Where the outputs of a source go: below build/cyrite, beside those of its neighbours. Modules of one name may stand in several folders.
fs::path work_folder(const std::string& source) {
  fs::path folder = fs::path("build") / "cyrite";
  for (const fs::path& part : fs::path(module_place(source).root).lexically_proximate(fs::current_path()).relative_path())
    if (!part.empty() && part != ".") folder /= part == ".." ? fs::path("_") : part;
  return folder;
}

// The record is a line that says how the module was made, and the files that it was made from.
bool Builder::up_to_date(const std::string& source, const std::string& target, const std::string& record) const {
  std::error_code e;
  auto made = fs::last_write_time(target, e);
  std::string text;
  if (e || options_.force || !read_file(record, text) || !text.starts_with(way())) return false;
  auto compiler = fs::last_write_time("/proc/self/exe", e);
  if (!e && compiler > made) return false;
  std::vector<std::string> files = dependencies_in(record);
  if (files.empty()) return false;
  std::string declarations = fs::path(source).replace_extension(".pxd").string();
  bool known = std::any_of(files.begin(), files.end(), [&](const std::string& file) { return fs::equivalent(file, declarations, e); });
  if (!known && fs::exists(declarations, e)) return false;  // it is new
  for (const std::string& file : files) {
    auto changed = fs::last_write_time(file, e);
    if (e || changed > made) return false;
  }
  return true;
}

// What both compilers are told: folders, macros, what the user asked for.
std::vector<std::string> Builder::compile_flags(const std::string& source, const CompileResult& transpiled) const {
  std::vector<std::string> flags = {"-fPIC", "-O2", "-fwrapv", "-DNDEBUG", "-I" + facts_.include, "-I" + (fs::path(source).parent_path() / ".").string()};
  for (const std::string& dir : options_.include_path) flags.push_back("-I" + dir);
  // Headers may stand beside the declarations that name them.
  std::set<std::string> folders;
  for (const std::string& file : transpiled.dependencies)
    if (file.ends_with(".pxd") && !file.starts_with(data_dir()) && folders.insert(fs::path(file).parent_path().string()).second)
      flags.insert(flags.end(), {"-iquote", (fs::path(file).parent_path() / ".").string()});
  if (!facts_.numpy_include.empty()) flags.push_back("-I" + facts_.numpy_include);
  if (options_.runtime_headers) flags.push_back("-I" + data_dir() + "/runtime/include");
  if (transpiled.uses_openmp) flags.push_back("-fopenmp");
  if (transpiled.holds_c_text) flags.push_back("-fpermissive");
  for (const auto& [key, value] : transpiled.distutils) {
    const char* flag = key == "extra_compile_args" ? "" : key == "include_dirs" ? "-I" : key == "define_macros" ? "-D" : key == "undef_macros" ? "-U" : nullptr;
    if (!flag) continue;
    for (const std::string& word : words(value)) flags.push_back(flag + word);
  }
  flags.insert(flags.end(), options_.compile_args.begin(), options_.compile_args.end());
  return flags;
}

std::vector<std::string> link_flags(const CompileResult& transpiled) {
  std::vector<std::string> flags;
  for (const auto& [key, value] : transpiled.distutils) {
    const char* flag = key == "libraries" ? "-l" : key == "library_dirs" ? "-L" : key == "runtime_library_dirs" ? "-Wl,-rpath,"
                       : key == "extra_link_args" || key == "extra_objects" ? "" : nullptr;
    if (!flag) continue;
    for (const std::string& word : words(value)) flags.push_back(flag + word);
  }
  return flags;
}

std::vector<std::string> compiler_from(const char* variable, const char* otherwise, const char* flags_variable) {
  const char* chosen = std::getenv(variable);
  std::vector<std::string> command = words(chosen && *chosen ? chosen : otherwise);
  if (const char* flags = std::getenv(flags_variable))
    for (std::string& f : words(flags)) command.push_back(std::move(f));
  return command;
}

bool Builder::call(const std::string& source, const std::vector<std::string>& command) {
  if (options_.verbose) say(fmt::format("{}\n", fmt::join(command, " ")));
  std::string output;
  int rc = run(command, output);
  if (rc != 0) say(fmt::format("{}: error: the C++ compiler failed:\n{}", source, output));
  else if (!output.empty() && options_.verbose) say(output);
  return rc == 0;
}

// `# distutils: sources`: each is compiled as what its name says, C by the C compiler.
bool Builder::compile_c_sources(const std::string& source, const CompileResult& transpiled, const std::string& prefix,
                                std::vector<std::string>& objects, std::vector<std::string>& headers_files) {
  fs::path folder = fs::path(source).parent_path();
  for (const auto& [key, value] : transpiled.distutils) {
    if (key != "sources") continue;
    for (const std::string& word : words(value)) {
      std::string path = fs::exists(folder / word) ? (folder / word).string() : word;
      std::string object = fmt::format("{}.{}.o", prefix, objects.size());
      bool is_c = fs::path(path).extension() == ".c";
      std::vector<std::string> command = is_c ? compiler_from("CC", "cc", "CFLAGS") : compiler_from("CXX", "c++", "CXXFLAGS");
      if (!is_c) command.push_back("-std=c++17");
      for (std::string& flag : compile_flags(source, transpiled))
        if (!is_c || !flag.starts_with("-std=")) command.push_back(std::move(flag));
      headers_files.push_back(object + ".d");
      command.insert(command.end(), {"-MMD", "-MF", headers_files.back(), "-c", path, "-o", object});
      if (!call(source, command)) return false;
      objects.push_back(object);
    }
  }
  return true;
}

bool Builder::build(const std::string& source) {
  fs::path work = work_folder(source);
  std::string module = module_name_of(source, options_.module_name);
  std::string stem = module.substr(module.rfind('.') + 1);
  if (module_place(source).is_package) stem = "__init__";
  std::string target = (fs::path(source).parent_path() / (stem + facts_.suffix)).string();
  std::string record = (work / (module + ".files")).string();
  if (up_to_date(source, target, record)) {
    progress(fmt::format("{}: up to date", source));
    return true;
  }
  Options one = options_;
  one.command = Command::Transpile;
  one.output = (work / (module + ".cpp")).string();
  CompileResult transpiled = compile_file(source, one);
  if (transpiled.reported || !transpiled.good) say(transpiled.messages);
  if (!transpiled.good) return false;
  std::vector<std::string> headers = {(work / (module + ".d")).string()}, objects;
  if (!compile_c_sources(source, transpiled, (work / module).string(), objects, headers)) return false;
  std::string temporary = target + ".tmp";
  std::vector<std::string> command = compiler_from("CXX", "c++", "CXXFLAGS");
  command.insert(command.end(), {"-shared", "-std=c++17"});
  for (std::string& flag : compile_flags(source, transpiled)) command.push_back(std::move(flag));
  command.insert(command.end(), {"-MMD", "-MF", headers[0], transpiled.output});
  command.insert(command.end(), objects.begin(), objects.end());
  command.insert(command.end(), {"-o", temporary});
  if (const char* flags = std::getenv("LDFLAGS"))
    for (std::string& flag : words(flags)) command.push_back(std::move(flag));
  for (std::string& flag : link_flags(transpiled)) command.push_back(std::move(flag));
  command.insert(command.end(), options_.link_args.begin(), options_.link_args.end());
  if (!call(source, command)) return false;
  std::error_code e;
  fs::rename(temporary, target, e);
  std::string files = way() + target + ":";
  auto add = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names)
      if (name != transpiled.output) {
        files += ' ';
        for (char c : name) files += c == ' ' ? std::string("\\ ") : std::string(1, c);
      }
  };
  add(transpiled.dependencies);
  for (const std::string& file : headers) add(dependencies_in(file));
  write_file(record, files + "\n");
  progress(fmt::format("{} -> {}", source, target));
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
  Builder builder(options, facts, sources.size());
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
