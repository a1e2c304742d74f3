// The checks that a loop may lose: indices of views, items of bytes and str, None in front of a use.
#pragma once
#include "ir/ir.h"

namespace cyrite::optimize {

// Reading an item of an immutable sequence: with its checks, without them, and how many items there are (none in None).
struct ItemAccess {
  const RuntimeFunction* checked;
  const RuntimeFunction* read;
  const RuntimeFunction* extent;
};
const ItemAccess* item_access(const ir::Instruction&);  // null: the instruction is no such reading, or has no check left

bool is_check(const ir::Instruction&);
// The place of the local that the check asks about: a view, or the variable of an object; null: it asks about some other value.
const ir::Instruction* asked_place(const ir::Instruction& check);
// The check is gone; `proof` says why it could not fail.
void drop_check(ir::Instruction& check, std::string proof);
// How many items the check allows, or, for None, whether the value is None: computed again at the end of a block.
struct Question {
  const RuntimeFunction* function = nullptr;  // null: the extent of a view
  bool of_object = false;                     // asks the value of the place, not the place
};
Question question_of(const ir::Instruction& check);

}  // namespace cyrite::optimize
