// From C++ text to importable modules.
#pragma once
#include "driver/options.h"

namespace cyrite {

int build_modules(const Options& options);  // exit status

}  // namespace cyrite
