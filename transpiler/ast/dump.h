// The syntax tree as text, for --dump=ast, tests and readers.
#pragma once
#include <string>

#include "ast/nodes.h"

namespace cyrite::ast {

// An indented S-expression; what is empty, false or null is left out.
std::string dump(const Node& node);
std::string dump(const Module& module);

}  // namespace cyrite::ast
