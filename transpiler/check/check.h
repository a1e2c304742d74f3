// The step that gives the source its meaning: syntax tree -> typed tree.
#pragma once
#include "ast/declarations.h"
#include "diagnostics/diagnostic.h"
#include "semantics/module_loader.h"
#include "typed/module.h"

namespace cyrite {

struct CheckOptions {
  Text module_name;             // qualified
  bool is_package = false;      // compiled from an __init__ file
  bool is_pxd_only = false;
  bool is_pure_python = false;  // a .py file
  bool is_cplus = false;        // --cplus or distutils language
  int language_level = 3;       // 2 or 3
  bool language_level_3str = false;
  Directives directives;        // from the command line, then the file's comments are laid over
  std::vector<std::pair<Text, ConstantValue>> compile_time_env;  // -E
  bool lenient = false;         // undefined names are warnings
  bool docstrings = true;
};

// own_pxd: the .pxd beside the source (null if none). Null after errors that leave nothing to go on with; check diagnostics.has_errors().
typed::Module* check_module(const ast::Module& source, const ast::Module* own_pxd, const CheckOptions&, ModuleLoader&, SourceFiles&,
                            TypeTable&, Arena&, Diagnostics&);

}  // namespace cyrite
