// The typed tree as text, for dumps and tests: one statement a line, conversions and checks written out.
#pragma once
#include <string>

#include "typed/module.h"

namespace cyrite::typed {

std::string print(const Module&);
std::string print(const Module&, const Function&);
std::string print(const Module&, const Expr&);

}  // namespace cyrite::typed
