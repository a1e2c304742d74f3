// The step typed tree -> IR.
#pragma once
#include "diagnostics/diagnostic.h"
#include "ir/ir.h"

namespace cyrite {

// parallel_regions: prange and parallel() become regions; without them they run on one thread, with the same results.
ir::Module* lower_module(typed::Module&, Arena&, Diagnostics&, bool parallel_regions = true);

}  // namespace cyrite
