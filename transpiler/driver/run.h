// The whole program behind main().
#pragma once

namespace cyrite {
int run_program(int argc, char** argv);  // exit status
}
