// Looks for .pxd files as Cython does: beside the source's package root, in -I, in what we ship, in the installed packages.
#include "driver/search_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace fs = std::filesystem;

namespace cyrite {
namespace {

bool is_file(const fs::path& p) { std::error_code e; return fs::is_regular_file(p, e); }
bool is_dir(const fs::path& p) { std::error_code e; return fs::is_directory(p, e); }

bool has_package_mark(const fs::path& folder) {
  for (const char* name : {"__init__.py", "__init__.pyx", "__init__.pxd", "__init__.pyc", "__init__.so"})
    if (is_file(folder / name)) return true;
  return false;
}

// `stem.pxd`, or the newest `stem.cython-NN.pxd` that is meant for the language version we compile.
std::optional<std::string> versioned_pxd(const fs::path& folder, const std::string& stem) {
  constexpr int kLanguageVersion = 33;  // Cython 3.3
  int best = -1;
  std::string found;
  std::error_code e;
  std::string prefix = stem + ".cython-";
  for (const auto& entry : fs::directory_iterator(folder.empty() ? fs::path(".") : folder, e)) {
    std::string name = entry.path().filename().string();
    if (name.rfind(prefix, 0) != 0 || entry.path().extension() != ".pxd") continue;
    int version = std::atoi(name.c_str() + prefix.size());
    if (version <= kLanguageVersion && version > best) { best = version; found = (folder / name).string(); }
  }
  if (best >= 0) return found;
  fs::path plain = folder / (stem + ".pxd");
  if (is_file(plain)) return plain.string();
  return std::nullopt;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (true) {
    std::size_t next = text.find(separator, at);
    parts.emplace_back(text.substr(at, next == text.npos ? next : next - at));
    if (next == text.npos) return parts;
    at = next + 1;
  }
}

void add_site_packages_below(const fs::path& prefix, std::vector<std::string>& out) {
  for (const char* lib : {"lib", "lib64"}) {
    std::error_code e;
    for (const auto& entry : fs::directory_iterator(prefix / lib, e)) {
      if (entry.path().filename().string().rfind("python3", 0) != 0) continue;
      for (const char* leaf : {"site-packages", "dist-packages"})
        if (is_dir(entry.path() / leaf)) out.push_back((entry.path() / leaf).string());
    }
  }
}

std::string quoted(const std::string& word) {
  std::string out = "'";
  for (char c : word) {
    if (c == '\'') out += "'\\''";
    else out += c;
  }
  return out + "'";
}

}  // namespace

std::string executable_path() {
  std::error_code e;
  fs::path p = fs::read_symlink("/proc/self/exe", e);
  return e ? std::string() : p.string();
}

std::string data_dir() {
  if (const char* given = std::getenv("CYRITE_DATA_DIR")) return given;
  fs::path here = fs::path(executable_path()).parent_path();
  auto good = [](const fs::path& p) { return is_file(p / "includes" / "libc" / "math.pxd"); };
  for (const char* relative : {"../share/cyrite", "../cyrite/data", "data", "../data"})
    if (good(here / relative)) return fs::canonical(here / relative).string();
  std::vector<std::string> sites;
  add_site_packages_below(here.parent_path(), sites);
  for (const std::string& site : sites)
    if (good(fs::path(site) / "cyrite" / "data")) return (fs::path(site) / "cyrite" / "data").string();
  for (fs::path p = here; p.has_relative_path(); p = p.parent_path())
    if (good(p)) return p.string();
  return {};
}

std::optional<std::string> output_of(const std::vector<std::string>& command) {
  std::string line;
  for (const std::string& word : command) line += (line.empty() ? "" : " ") + quoted(word);
  FILE* pipe = popen((line + " 2>/dev/null").c_str(), "r");
  if (!pipe) return std::nullopt;
  std::string text;
  std::array<char, 4096> buffer;
  while (std::size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), n);
  if (pclose(pipe) != 0) return std::nullopt;
  return text;
}

std::string choose_python(const std::string& given) {
  if (!given.empty()) return given;
  fs::path here = fs::path(executable_path()).parent_path();
  for (const char* name : {"python3", "python"})
    if (is_file(here / name)) return (here / name).string();
  if (const char* env = std::getenv("VIRTUAL_ENV"))
    if (is_file(fs::path(env) / "bin" / "python3")) return (fs::path(env) / "bin" / "python3").string();
  return "python3";
}

SearchPath::SearchPath(std::vector<std::string> include_path, std::vector<std::string> installed, const std::string& source, std::string python)
    : include_path_(std::move(include_path)), package_root_(module_place(source).root), python_(std::move(python)),
      site_known_(!installed.empty()), site_(std::move(installed)) {}

const std::vector<std::string>& SearchPath::site_packages() {
  if (site_known_) return site_;
  site_known_ = true;
  if (const char* env = std::getenv("PYTHONPATH"))
    for (const std::string& p : split(env, ':'))
      if (!p.empty()) site_.push_back(p);
  std::string python = choose_python(python_);
  fs::path prefix = fs::path(python).parent_path().parent_path();
  if (is_file(prefix / "pyvenv.cfg")) {
    add_site_packages_below(prefix, site_);
    return site_;
  }
  // Only its own answer is right for a Python that is not a virtual environment (shims, distributions' extra folders).
  if (auto text = output_of({python, "-c", "import sys; print('\\n'.join(p for p in sys.path if p))"}))
    for (const std::string& p : split(*text, '\n'))
      if (!p.empty() && is_dir(p)) site_.push_back(p);
  return site_;
}

std::optional<SearchPath::Found> SearchPath::find_in(const std::string& root, std::string_view dotted, bool need_package_marks) const {
  std::vector<std::string> parts = split(dotted, '.');
  fs::path folder = root == "." ? fs::path() : fs::path(root);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    // `a.b.pxd` beside packages is an old spelling that some projects still use.
    if (auto flat = versioned_pxd(folder, fmt::format("{}", fmt::join(parts.begin() + i, parts.end(), ".")))) return Found{*flat, false};
    folder /= parts[i];
    if (!is_dir(folder) || (need_package_marks && !has_package_mark(folder))) return std::nullopt;
  }
  if (auto plain = versioned_pxd(folder, parts.back())) return Found{*plain, false};
  fs::path package = folder / parts.back();
  if (!is_dir(package)) return std::nullopt;
  if (auto init = versioned_pxd(package, "__init__")) return Found{*init, true};
  if (has_package_mark(package)) return Found{"", true};
  return std::nullopt;
}

std::optional<SearchPath::Found> SearchPath::find_pxd(std::string_view name) {
  std::optional<Found> package_only;
  auto look = [&](const std::string& root, bool marks) -> std::optional<Found> {
    auto found = find_in(root, name, marks);
    if (found && found->path.empty()) {
      if (!package_only) package_only = found;
      return std::nullopt;
    }
    return found;
  };
  if (auto f = look(package_root_, true)) return f;
  for (const std::string& root : include_path_)
    if (auto f = look(root, false)) return f;
  std::string shipped = data_dir();
  bool is_numpy = name.rfind("numpy", 0) == 0;  // NumPy's own declarations come first; ours are for versions without
  if (!shipped.empty() && !is_numpy)
    if (auto f = look(shipped + "/includes", false)) return f;
  for (const std::string& root : site_packages())
    if (auto f = look(root, true)) return f;
  for (const std::string& root : site_packages())  // packages without an __init__
    if (auto f = look(root, false)) return f;
  if (!shipped.empty() && is_numpy)
    if (auto f = look(shipped + "/includes", false)) return f;
  return package_only;
}

std::optional<std::string> SearchPath::find_own_pxd(std::string_view name) const {
  if (auto f = find_in(package_root_, name, true); f && !f->path.empty()) return f->path;
  for (const std::string& root : include_path_)
    if (auto f = find_in(root, name, false); f && !f->path.empty()) return f->path;
  return std::nullopt;
}

std::optional<std::string> SearchPath::find_include(std::string_view path, const std::string& from_file) const {
  fs::path beside = fs::path(from_file).parent_path() / path;
  if (is_file(beside)) return beside.string();
  if (is_file(fs::path(path))) return std::string(path);
  for (const std::string& root : include_path_)
    if (is_file(fs::path(root) / path)) return (fs::path(root) / path).string();
  if (std::string data = data_dir(); !data.empty() && is_file(fs::path(data) / "includes" / path))
    return (fs::path(data) / "includes" / path).string();
  return std::nullopt;
}

ModulePlace module_place(const std::string& source_path) {
  fs::path source(source_path);
  ModulePlace place;
  std::string stem = source.filename().string();
  stem = stem.substr(0, stem.rfind('.'));
  fs::path folder = source.parent_path();
  place.is_package = stem == "__init__";
  place.qualified_name = place.is_package ? "" : stem;
  std::error_code e;
  fs::path absolute = fs::absolute(folder.empty() ? fs::path(".") : folder, e).lexically_normal();
  if (!absolute.has_filename()) absolute = absolute.parent_path();
  while (has_package_mark(absolute) && absolute.has_relative_path()) {
    std::string part = absolute.filename().string();
    place.qualified_name = place.qualified_name.empty() ? part : part + "." + place.qualified_name;
    absolute = absolute.parent_path();
  }
  if (place.qualified_name.empty()) place.qualified_name = stem;
  // A source that is named relatively has neighbours that are: messages and depfiles show the paths so.
  place.root = absolute.string();
  if (source.is_relative()) place.root = absolute.lexically_relative(fs::current_path(e)).string();
  if (place.root.empty()) place.root = absolute.string();
  return place;
}

std::string module_name_of(const std::string& source_path, const std::string& given) {
  constexpr std::string_view package_file = ".__init__";
  if (given.empty()) return module_place(source_path).qualified_name;
  return given.ends_with(package_file) ? given.substr(0, given.size() - package_file.size()) : given;
}

}  // namespace cyrite
