// The command-line program.
#include "driver/run.h"

int main(int argc, char** argv) { return cyrite::run_program(argc, argv); }
