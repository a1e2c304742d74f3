#include "optimize/passes.h"
namespace cyrite::optimize { void generators(ir::Module&, ir::Function&) {} }
