// Reading files for the checker.
#include "driver/loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "driver/files.h"
#include "parse/parse.h"

namespace cyrite {

const ast::Module* Loader::load_file(const std::string& path, bool is_pxd, bool is_pure_python) {
  std::string bytes;
  FileId id = sources_.add(path, "");
  std::error_code e;
  if (std::filesystem::is_directory(path, e)) {
    diagnostics_.report({0, 0, id}, diag::cannot_read_file, "it is a folder");
    return nullptr;
  }
  if (!read_file(path, bytes)) {
    diagnostics_.report({0, 0, id}, diag::cannot_read_file, fmt::format("No such file or directory: '{}'", path));
    return nullptr;
  }
  if (std::find(files_read_.begin(), files_read_.end(), path) == files_read_.end()) files_read_.push_back(path);
  std::string raw = bytes;
  sources_.replace_text(id, std::move(raw));
  std::optional<std::string> text = decode_source(bytes, id, diagnostics_);
  if (!text) return nullptr;
  sources_.replace_text(id, std::move(*text));
  ParseOptions options;
  options.language_level = language_level_;
  for (const ast::DirectiveComment& c : directive_comments(sources_[id], id, arena_, "cython"))
    if (c.name == "language_level") options.language_level = std::atoi(std::string(c.value).c_str());
  if (options.language_level != 2) options.language_level = 3;
  options.is_pxd = is_pxd;
  options.is_pure_python = is_pure_python;
  options.first_node_id = next_node_id_;
  const ast::Module* module = parse_module(sources_, id, arena_, diagnostics_, options);
  if (module) next_node_id_ = module->next_node_id;
  return module;
}

ModuleLoader::Found Loader::load_pxd(std::string_view qualified_name) {
  std::string key(qualified_name);
  if (auto known = modules_.find(key); known != modules_.end()) return known->second;
  Found found;
  found.qualified_name = qualified_name;
  if (auto place = search_.find_pxd(qualified_name)) {
    found.exists = true;
    found.is_package = place->is_package;
    if (!place->path.empty()) found.module = load_file(place->path, true, false);
  }
  modules_.emplace(key, found);
  return found;
}

const ast::Module* Loader::load_own_pxd(std::string_view qualified_name) {
  auto path = search_.find_own_pxd(qualified_name);
  return path ? load_file(*path, true, false) : nullptr;
}

const ast::Module* Loader::load_include(std::string_view path, FileId from) {
  auto found = search_.find_include(path, sources_[from].path);
  if (!found) return nullptr;
  return load_file(*found, sources_[from].path.ends_with(".pxd"), false);
}

// A header of the project says __cplusplus when it knows of C++. Those of installed libraries ("libxml/tree.h") are not found here: they know.
bool Loader::is_c_header(std::string_view path, FileId from) {
  auto found = search_.find_include(path, sources_[from].path);
  if (!found) return path.find('/') == path.npos;
  std::string text;
  return read_file(*found, text) && text.find("__cplusplus") == text.npos;
}

}  // namespace cyrite
