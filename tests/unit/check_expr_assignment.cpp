// Assignment targets, conversions, calls and subscripts.
#include "unit/check_source.h"

namespace cyrite::test {

TEST(Assignment, SwapNeedsNoTuple) {
  EXPECT_EQ(body_of(check_source("def f(a, b):\n    a, b = b, a\n    return a\n"), "f"), "t0 = b\nt1 = a\na = t0\nb = t1\nreturn a\n");
}

TEST(Assignment, Unpacking) {
  EXPECT_EQ(body_of(check_source("def f(x):\n    a, *b = x\n    return b\n"), "f"), "unpack t0, *t1 = x\na = t0\nb = t1\nreturn b\n");
  EXPECT_EQ(check_source("def f():\n    a, b = 1, 2, 3\n").messages, std::vector<std::string>{"2: wrong_number_of_values"});
}

TEST(Assignment, AugmentedTargetIsEvaluatedOnce) {
  EXPECT_EQ(body_of(check_source("def f(g):\n    g().x += 1\n"), "f"),
            "t0 = call g()\nobject_setattr(t0, 'x', number_inplace_add_int(object_getattr(t0, 'x'), 1))\n");
}

TEST(Assignment, ViewsAndPointers) {
  EXPECT_EQ(body_of(check_source("def f(double[:] v, int i):\n    v[i] += 1\n"), "f"), "v[cast<Py_ssize_t>(i)/bw] = (v[cast<Py_ssize_t>(i)/bw] + 1.0)\n");
  EXPECT_EQ(body_of(check_source("cdef void f(int *p):\n    p[0] = 3\n"), "f"), "p[0] = 3\n");
}

TEST(Conversions, Refused) {
  EXPECT_EQ(check_source("def f():\n    cdef int x = 1.5\n    return x\n").messages, std::vector<std::string>{"2: cannot_convert"});
  EXPECT_EQ(check_source("def f(list x):\n    cdef dict d = x\n    return d\n").messages, std::vector<std::string>{"2: cannot_convert"});
  EXPECT_EQ(check_source("def f():\n    cdef int x = 10 ** 10\n    return x\n").messages, std::vector<std::string>{"2: integer_too_large"});
}

TEST(Names, Undeclared) {
  EXPECT_EQ(check_source("def f():\n    return nothing\n").messages, std::vector<std::string>{"2: undeclared_name"});
  EXPECT_TRUE(check_source("def f():\n    globals().update(nothing=1)\n    return nothing\n").messages.empty());
}

TEST(Calls, CFunctions) {
  std::string g = "cdef int g(int a, int b=2):\n    return a\n";
  EXPECT_EQ(returned("x", "g(x)", g), "box<int>(g(unbox<int>(x)))");
  EXPECT_EQ(returned("x", "g(b=1, a=x)", g), "box<int>(g(unbox<int>(x), 1))");
  EXPECT_EQ(returned("x", "g()", g), "4: missing_argument");
  EXPECT_EQ(returned("x", "g(1, 2, 3)", g), "4: too_many_arguments");
}

TEST(Calls, WithoutTheGil) {
  EXPECT_EQ(check_source("cdef int g():\n    return 1\ncdef int f() nogil:\n    return g()\n").messages, std::vector<std::string>{"4: call_needs_gil"});
  EXPECT_EQ(check_source("cdef object f(object x) with gil:\n    with nogil:\n        print(x)\n").messages, std::vector<std::string>{"3: needs_gil"});
}

TEST(Builtins, OnlyWhereTheNameIsTheBuiltin) {
  EXPECT_EQ(returned("list x", "len(x)"), "box<int>(list_length(not_none(x)))");
  EXPECT_EQ(returned("x", "len(x)", "def len(x):\n    return 1\n"), "call module.len(x)");
  EXPECT_EQ(returned("x", "isinstance(x, (list, str))"), "box<bool>(let t0 = x in (is_list(t0) or is_str(t0)))");
}

}  // namespace cyrite::test
