// How the checker gets at other files: it asks for a cimported module or an included file by name; the driver finds, decodes and
// parses it. (check/ must not know parse/.)
#pragma once
#include <string>
#include <string_view>

#include "ast/declarations.h"

namespace cyrite {

class ModuleLoader {
 public:
  virtual ~ModuleLoader() = default;
  // The .pxd of a module by its qualified name ("libc.math", "numpy", "pkg.sub"); a package gives its __init__.pxd. Null if there
  // is none (is_package tells that the name is at least a package directory), or after errors were reported.
  struct Found { const ast::Module* module = nullptr; bool is_package = false; bool exists = false; Text qualified_name; };
  virtual Found load_pxd(std::string_view qualified_name) = 0;
  // An included file, by the path as written, looked for beside `from` and in the include path. Null if not found.
  virtual const ast::Module* load_include(std::string_view path, FileId from) = 0;
  // Whether a header is for C alone: what it declares is not marked as C where C++ includes it.
  virtual bool is_c_header(std::string_view /*path*/, FileId /*from*/) { return true; }
};

}  // namespace cyrite
