// The checks that a loop may lose: what each asks, and how it goes.
#include "optimize/checks.h"

#include <algorithm>

#include "semantics/runtime_calls.h"

namespace cyrite::optimize {
using namespace ir;

namespace {
const ItemAccess kItems[] = {
    {&rt::bytes_getitem, &rt::bytes_read, &rt::bytes_extent},
    {&rt::str_getitem, &rt::str_read, &rt::str_extent},
};
}  // namespace

const ItemAccess* item_access(const Instruction& i) {
  if (i.op != Op::RuntimeCall) return nullptr;
  for (const ItemAccess& a : kItems)
    if (i.runtime == a.checked) return i.operands[2]->integer || i.operands[3]->integer ? &a : nullptr;
  return nullptr;
}

bool is_check(const Instruction& i) {
  return (i.op == Op::CheckIndex && (i.checks.bounds || i.checks.wraparound)) || i.op == Op::CheckNotNone || item_access(i);
}

const Instruction* asked_place(const Instruction& check) {
  const Instruction* asked = check.operands[0];
  if (asked->op == Op::Load) asked = asked->operands[0];
  return asked->op == Op::LocalPlace ? asked : nullptr;
}

void drop_check(Instruction& check, std::string proof) {
  check.proof = std::move(proof);
  if (const ItemAccess* item = item_access(check)) {
    check.runtime = item->read;
    check.operands.resize(2);
  } else if (check.op == Op::CheckNotNone) {
    std::erase(check.block->instructions, &check);
  } else {
    check.checks.bounds = check.checks.wraparound = false;
  }
}

Question question_of(const Instruction& check) {
  if (const ItemAccess* item = item_access(check)) return {item->extent, true};
  if (check.op == Op::CheckNotNone) return is_view(check.operands[0]->type) ? Question{&rt::view_is_none, false} : Question{&rt::object_is_none, true};
  return {};
}

}  // namespace cyrite::optimize
