// Finds, decodes and parses the files that a module cimports or includes.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "diagnostics/diagnostic.h"
#include "driver/search_path.h"
#include "semantics/module_loader.h"

namespace cyrite {

class Loader : public ModuleLoader {
 public:
  Loader(SearchPath& search, SourceFiles& sources, Arena& arena, Diagnostics& diagnostics, int language_level)
      : search_(search), sources_(sources), arena_(arena), diagnostics_(diagnostics), language_level_(language_level) {}

  Found load_pxd(std::string_view qualified_name) override;
  const ast::Module* load_include(std::string_view path, FileId from) override;
  bool is_c_header(std::string_view path, FileId from) override;
  // The .pxd that belongs to the module that is compiled. Null if there is none.
  const ast::Module* load_own_pxd(std::string_view qualified_name);
  // The module's own source or .pxd. Null if the file cannot be read (reported) or has nothing usable.
  const ast::Module* load_file(const std::string& path, bool is_pxd, bool is_pure_python);
  // Every file read so far, in order.
  const std::vector<std::string>& files_read() const { return files_read_; }

 private:
  SearchPath& search_;
  SourceFiles& sources_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  int language_level_;
  std::uint32_t next_node_id_ = 1;
  std::unordered_map<std::string, Found> modules_;
  std::vector<std::string> files_read_;
};

}  // namespace cyrite
