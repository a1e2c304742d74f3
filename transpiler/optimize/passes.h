// The passes: one free function each, in the file of its name. They change one function.
#pragma once
#include "ir/ir.h"

namespace cyrite::optimize {

// Drops what cannot be reached; loops that never come back become plain blocks.
void unreachable(ir::Module&, ir::Function&);
// Branches on constants become jumps; blocks that only jump are skipped.
void branches(ir::Module&, ir::Function&);
// Drops index checks that cannot fail; loops whose checks can be decided before they start get a version without them.
void index_checks(ir::Module&, ir::Function&);
// Loops over views that may be strided or share memory get a version for those that do not.
void view_versions(ir::Module&, ir::Function&);
// Locals of parallel regions become private to them.
void parallel(ir::Module&, ir::Function&);
// Functions that may call themselves without end raise RecursionError.
void recursion(ir::Module&, ir::Function&);
// Calls of functions of the module call their C bodies while their names hold them.
void direct_calls(ir::Module&, ir::Function&);
// A generator's body becomes its resume function.
void generators(ir::Module&, ir::Function&);
// Marks what runs without the GIL.
void gil(ir::Module&, ir::Function&);
// Functions with linetrace tell tracers of their lines.
void line_events(ir::Module&, ir::Function&);
// One block through which every failure leaves the function, one for every return where there is something to release.
void exits(ir::Module&, ir::Function&);
// Inserts Retain and Release.
void reference_counts(ir::Module&, ir::Function&);
// Releases users' variables at the end; finds which start as NULL.
void variables(ir::Module&, ir::Function&);
// Gives failing instructions their error exits.
void error_paths(ir::Module&, ir::Function&);
// Puts the blocks in the order in which they are printed.
void layout(ir::Module&, ir::Function&);

}  // namespace cyrite::optimize
