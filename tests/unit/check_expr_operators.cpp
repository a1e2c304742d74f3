// Arithmetic, comparisons and constant folding.
#include "unit/check_source.h"

namespace cyrite::test {

TEST(Operators, PythonObjects) {
  EXPECT_EQ(returned("x, y", "x + y"), "number_add(x, y)");
  EXPECT_EQ(returned("x", "x - 1"), "number_subtract_int(x, 1)");
  EXPECT_EQ(returned("x, y", "x @ y"), "number_matrix_multiply(x, y)");
  EXPECT_EQ(returned("x", "-x"), "number_negative(x)");
}

TEST(Operators, CArithmetic) {
  EXPECT_EQ(returned("double x, double y", "x + y"), "box<float>((x + y))");
  EXPECT_EQ(returned("int a, int b", "a // b"), "box<int>((a //?0! b))");
  EXPECT_EQ(returned("int a, int b", "a % b"), "box<int>((a %?0 b))");
  EXPECT_EQ(returned("int a, int b", "a / b"), "box<float>((cast<double>(a) /?0 cast<double>(b)))");
  EXPECT_EQ(returned("int a", "a / 2"), "box<float>((cast<double>(a) / 2.0))");
  EXPECT_EQ(returned("bint a, bint b", "a & b"), "box<bool>((a & b))");
  EXPECT_EQ(returned("bint a, bint b", "a + b"), "box<int>((cast<int>(a) + cast<int>(b)))");
}

TEST(Operators, DivisionUnderCdivision) {
  EXPECT_EQ(returned("int a, int b", "a // b", "# cython: cdivision=True\n"), "box<int>((a c/ b))");
  EXPECT_EQ(returned("int a, int b", "a % b", "# cython: cdivision=True\n"), "box<int>((a c% b))");
}

TEST(Operators, ConstantsAreExact) {
  EXPECT_EQ(returned("", "10 ** 20"), "100000000000000000000");
  EXPECT_EQ(returned("", "1 << 40"), "1099511627776");
  EXPECT_EQ(returned("", "-7 // 2"), "-4");
  EXPECT_EQ(returned("", "-7 % 3"), "2");
  EXPECT_EQ(returned("", "1 / 3"), "0.3333333333333333");
  EXPECT_EQ(returned("", "'a' 'b' + 'c'"), "'abc'");
}

TEST(Operators, Powers) {
  EXPECT_EQ(returned("double x", "x ** 2"), "box<float>((x ** 2.0))");
  EXPECT_EQ(returned("double x", "x ** 0.5"), "number_power(box<float>(x), 0.5)");
  EXPECT_EQ(returned("double x", "(x * x) ** 0.5"), "box<float>(((x * x) ** 0.5))");
  EXPECT_EQ(returned("list x", "10 ** len(x)"), "number_power(10, box<int>(list_length(not_none(x))))");
  EXPECT_EQ(body_of(check_source("cdef double g(double x):\n    return x ** 0.5\n"), "g"), "return (x ** 0.5)\n");
}

TEST(Operators, Comparisons) {
  EXPECT_EQ(returned("x, y", "x < y"), "object_compare(x, y, Py_LT)");
  EXPECT_EQ(returned("int a, int b", "a == b"), "box<bool>((a == b))");
  EXPECT_EQ(returned("x", "x is None"), "box<bool>((x == None))");
  EXPECT_EQ(returned("int a, int b, int c", "a < b < c"), "box<bool>(let t0 = a in let t1 = b in ((t0 < t1) and (t1 < c)))");
  EXPECT_EQ(returned("int a", "a in (1, 2)"), "box<bool>(let t0 = a in ((t0 == 1) or (t0 == 2)))");
  EXPECT_EQ(returned("dict d, k", "k not in d"), "box<bool>(not dict_contains(k, not_none(d)))");
}

TEST(Operators, WrongOperands) {
  EXPECT_EQ(check_source("def f(double x):\n    return x & 1\n").messages, std::vector<std::string>{"2: wrong_operands"});
  EXPECT_EQ(check_source("def f(double x):\n    return ~x\n").messages, std::vector<std::string>{"2: wrong_operand"});
  EXPECT_EQ(check_source("def f(double complex x):\n    return x < x\n").messages, std::vector<std::string>{"2: complex_is_unordered"});
}

}  // namespace cyrite::test
