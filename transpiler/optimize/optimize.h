// The passes over the IR, in their order.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ir/ir.h"

namespace cyrite {

struct OptimizeOptions {
  std::vector<std::string> disabled;   // --disable-pass=NAME (optional passes only)
  std::string dump_after;              // --dump=ir:after=NAME: `dump` receives the IR
  std::string* dump = nullptr;
  bool verify = false;                 // after every pass; a fault aborts with the pass's name
};
void optimize_module(ir::Module&, const OptimizeOptions&);
std::vector<std::string> pass_names(bool only_optional);

}  // namespace cyrite
