// The passes in their order; what each does stands in the file of its name.
#include <cstdio>
#include <cstdlib>

#include <algorithm>
#include <span>

#include "ir/print.h"
#include "optimize/optimize.h"
#include "optimize/passes.h"

namespace cyrite {
namespace {

struct Pass {
  std::string_view name;
  void (*run)(ir::Module&, ir::Function&);
  bool optional;  // only makes the output better: --disable-pass may leave it out
};
constexpr Pass kPasses[] = {
    {"unreachable", optimize::unreachable, false},
    {"branches", optimize::branches, true},
    {"index_checks", optimize::index_checks, true},
    {"view_versions", optimize::view_versions, true},
    {"parallel", optimize::parallel, false},
    {"recursion", optimize::recursion, false},
    {"direct_calls", optimize::direct_calls, true},
    {"generators", optimize::generators, false},
    {"line_events", optimize::line_events, false},
    {"exits", optimize::exits, false},
    {"gil", optimize::gil, false},
    {"reference_counts", optimize::reference_counts, false},
    {"variables", optimize::variables, false},
    {"error_paths", optimize::error_paths, false},
    {"layout", optimize::layout, false},
};

void check(const ir::Function& function, std::string_view pass) {
  std::string fault = ir::verify(function);
  if (fault.empty()) return;
  std::fprintf(stderr, "internal fault: the IR is malformed after %.*s: %s\n%s", static_cast<int>(pass.size()), pass.data(),
               fault.c_str(), ir::print(function).c_str());
  std::abort();
}

}  // namespace

void optimize_module(ir::Module& module, const OptimizeOptions& options) {
  if (options.verify)
    for (ir::Function* f : module.functions) check(*f, "lowering");
  for (const Pass& pass : kPasses) {
    if (pass.optional && std::find(options.disabled.begin(), options.disabled.end(), pass.name) != options.disabled.end()) continue;
    std::vector<ir::Function*> functions = module.functions;  // generators adds to it
    for (ir::Function* f : functions) {
      if (f->blocks.empty()) continue;
      pass.run(module, *f);
      if (options.verify) check(*f, pass.name);
    }
    if (options.verify)
      for (ir::Function* f : module.functions)
        if (f->is_resume) check(*f, pass.name);
    if (options.dump && options.dump_after == pass.name) *options.dump = ir::print(module);
  }
}

std::vector<std::string> pass_names(bool only_optional) {
  std::vector<std::string> names;
  for (const Pass& pass : kPasses)
    if (pass.optional || !only_optional) names.emplace_back(pass.name);
  return names;
}

}  // namespace cyrite
