// The step typed tree -> IR.
#pragma once
#include "diagnostics/diagnostic.h"
#include "ir/ir.h"

namespace cyrite {

ir::Module* lower_module(typed::Module&, Arena&, Diagnostics&);

}  // namespace cyrite
