// What other modules give and take: __pyx_capi__.
#include "emit/emitter.h"

namespace cyrite::emit {
void ModuleEmitter::imports() {}
void ModuleEmitter::exports() {}
}  // namespace cyrite::emit
