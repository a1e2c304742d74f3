// Runs work on a stack that is deep enough for deeply nested programs.
#pragma once

namespace cyrite {

void run_on_deep_stack(void (*work)(void*), void* argument);

}  // namespace cyrite
