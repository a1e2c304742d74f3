// Linear forms: exact sums, and the refusal of what could overflow.
#include <gtest/gtest.h>

#include "optimize/affine.h"

namespace cyrite::optimize {
namespace {

Affine leaf(int number, std::int64_t coefficient = 1, std::int64_t constant = 0) {
  Affine a;
  a.terms[number] = coefficient;
  a.constant = constant;
  return a;
}

TEST(Affine, TermsThatCancelDisappear) {
  Affine a = leaf(0, 2, 5);
  ASSERT_TRUE(add_scaled(a, leaf(0, 1, 1), -2));
  EXPECT_TRUE(a.is_constant());
  EXPECT_EQ(a.constant, 3);
}

TEST(Affine, LargeCoefficientsAreRefused) {
  Affine a = leaf(0, std::int64_t{1} << 39);
  EXPECT_FALSE(add_scaled(a, leaf(0, std::int64_t{1} << 39), 2));
  EXPECT_FALSE(add_scaled(a, leaf(1, 1, std::int64_t{1} << 41), 1));
}

TEST(Affine, NotNegativeNeedsNotNegativeLeaves) {
  std::vector<Leaf> leaves{{"extent a 0", nullptr, false, true}, {"local n", nullptr, false, false}};
  EXPECT_TRUE(known_not_negative(leaf(0, 1, 0), leaves));
  EXPECT_FALSE(known_not_negative(leaf(0, 1, -1), leaves));
  EXPECT_FALSE(known_not_negative(leaf(0, -1, 1), leaves));
  EXPECT_FALSE(known_not_negative(leaf(1, 1, 1), leaves));
}

}  // namespace
}  // namespace cyrite::optimize
