// Functions that slots of extension types call: their C signatures.
#include "emit/emitter.h"

namespace cyrite::emit {
bool ModuleEmitter::special_takes_arguments(const typed::Function& f) { return f.slot == "__init__" || f.slot == "__cinit__" || f.slot == "__call__"; }
std::string ModuleEmitter::special_signature(const ir::Function& f) {
  std::string parameters;
  for (std::size_t k = 0; k < f.arguments.size(); ++k) parameters += (k ? ", " : "") + c_declaration(f.arguments[k]->type, f.arguments[k]->name);
  return fmt::format("static {}{}({})", result_type(f), function_name(f), parameters);
}
std::string ModuleEmitter::special_prologue(const ir::Function&) { return ""; }
}  // namespace cyrite::emit
