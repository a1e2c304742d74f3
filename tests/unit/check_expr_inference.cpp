// Types of variables that are not declared.
#include "unit/check_source.h"

namespace cyrite::test {

TEST(Inference, Literals) {
  EXPECT_EQ(type_of_local("    x = 1.5\n    return x\n", "x"), "double");
  EXPECT_EQ(type_of_local("    x = True\n    return x\n", "x"), "bint");
  EXPECT_EQ(type_of_local("    x = 'a'\n    return x\n", "x"), "str");
  EXPECT_EQ(type_of_local("    x = [1]\n    return x\n", "x"), "list");
  EXPECT_EQ(type_of_local("    x = 1\n    return x\n", "x"), "long");
}

TEST(Inference, IntegersThatMightOverflowAreObjects) {
  EXPECT_EQ(type_of_local("    x = 1\n    x += 1\n    return x\n", "x"), "int");
  EXPECT_EQ(type_of_local("    x = len(a)\n    return x\n", "x", "list a"), "Py_ssize_t");
  EXPECT_EQ(type_of_local("    x = len(a)\n    y = x * 2\n    return y\n", "x", "list a"), "int");
}

TEST(Inference, MixedNumbersStayObjects) {
  EXPECT_EQ(type_of_local("    n = len(a)\n    if n:\n        n += 0.0\n    return n\n", "n", "list a"), "object");
  EXPECT_EQ(type_of_local("    x = 0\n    x = 1.5\n    return x\n", "x"), "object");
}

TEST(Inference, NoneIsIgnoredBesideAClass) {
  EXPECT_EQ(type_of_local("    x = None\n    x = [1]\n    return x\n", "x"), "list");
}

TEST(Inference, LoopVariables) {
  EXPECT_EQ(type_of_local("    for i in range(10):\n        print(i)\n", "i"), "long");
  EXPECT_EQ(type_of_local("    for i in range(n):\n        print(i)\n", "i", "n"), "object");
  EXPECT_EQ(type_of_local("    for c in s:\n        print(c)\n", "c", "str s"), "Py_UCS4");
  EXPECT_EQ(type_of_local("    for i in range(10):\n        print(i)\n    return i\n", "i"), "object");  // it may be unbound
}

TEST(Inference, Unbound) {
  EXPECT_EQ(check_source("def f():\n    x\n    x = 1\n").messages, std::vector<std::string>{"2: unbound_variable"});
  EXPECT_TRUE(check_source("def f(c):\n    if c:\n        x = 1\n    return x\n").messages.empty());
  EXPECT_EQ(body_of(check_source("def f(c):\n    if c:\n        x = []\n    return x\n"), "f"), "if truth(c)\n  x = []\nreturn x?\n");
}

TEST(Inference, Captured) {
  Checked checked = check_source("def f(a):\n    b = a\n    def g():\n        return b\n    return g\n");
  EXPECT_TRUE(checked.messages.empty());
  EXPECT_NE(checked.tree.find("local b: object captured"), std::string::npos) << checked.tree;
}

}  // namespace cyrite::test
