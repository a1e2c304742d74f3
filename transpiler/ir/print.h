// The IR as text, for --dump=ir and golden tests; and the check that it is well formed.
#pragma once
#include <string>

#include "ir/ir.h"

namespace cyrite::ir {

std::string print(const Function&);
std::string print(const Module&);
// Empty when the function keeps the rules of ir.h; otherwise one sentence on the first fault.
std::string verify(const Function&);

}  // namespace cyrite::ir
