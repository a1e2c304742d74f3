// The builder makes well-formed functions, and verify names the fault of a malformed one.
#include <gtest/gtest.h>

#include "ir/builder.h"
#include "ir/print.h"

using namespace cyrite;
using namespace cyrite::ir;

namespace {
struct Fixture : testing::Test {
  Arena arena;
  Module module;
  Function function;
  IntType integer{};
  Fixture() {
    module.arena = &arena;
    function.c_name = "f";
    integer.kind = TypeKind::Int;
    integer.name = integer.c_name = "long";
  }
};
}  // namespace

TEST_F(Fixture, a_built_function_is_well_formed) {
  Builder b(module, function);
  Local* x = b.new_local(&integer, "x");
  Local* again = b.new_local(&integer, "x");
  EXPECT_NE(x->name, again->name);
  b.place(b.new_block("entry"));
  b.store(x, b.integer(&integer, 3));
  Block* yes = b.new_block();
  Block* no = b.new_block();
  b.branch(b.load(x), yes, no);
  b.place(yes);
  b.add(Op::Return, nullptr, {b.load(x)});
  b.place(no);
  b.add(Op::Return, nullptr, {b.integer(&integer, 0)});
  EXPECT_EQ(verify(function), "");
}

TEST_F(Fixture, a_block_without_terminator_is_a_fault) {
  Builder b(module, function);
  b.place(b.new_block());
  b.integer(&integer, 3);
  EXPECT_NE(verify(function).find("terminator"), std::string::npos);
}

TEST_F(Fixture, a_value_must_be_defined_on_every_path) {
  Builder b(module, function);
  b.place(b.new_block());
  Block *left = b.new_block(), *right = b.new_block(), *end = b.new_block();
  b.branch(b.integer(&integer, 1), left, right);
  b.place(left);
  Value v = b.add(Op::Unary, &integer, {b.integer(&integer, 2)});
  b.jump(end);
  b.place(right);
  b.jump(end);
  b.place(end);
  b.add(Op::Return, nullptr, {v});
  EXPECT_NE(verify(function).find("not defined on every path"), std::string::npos);
}
