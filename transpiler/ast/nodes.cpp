// Names of the node kinds.
#include "ast/nodes.h"

namespace cyrite::ast {

std::string_view name_of(NodeKind kind) {
  static constexpr std::string_view names[] = {
#define EXPR(N) #N,
#define TYPE(N) #N,
#define DECLARATOR(N) #N,
#define STMT(N) #N,
#define PATTERN(N) #N,
#include "ast/nodes.def"
  };
  return names[static_cast<int>(kind)];
}

}  // namespace cyrite::ast
