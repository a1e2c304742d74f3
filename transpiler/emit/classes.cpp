// Extension types: object structs, vtables, slots.
#include "emit/emitter.h"

namespace cyrite::emit {
void ModuleEmitter::extension_classes() {}
}  // namespace cyrite::emit
