// Arithmetic, conversion and formatting of numbers.
#include "embedded.h"

using namespace embedded;

TEST(Numbers, arithmetic_is_pythons) {
  const char* values[] = {"0", "1", "-1", "7", "-7", "2**29", "2**30", "-2**30", "2**31", "2**62", "-2**63", "2**64", "0.0", "-0.0", "1.5", "-2.25", "True", "1e308"};
  struct { const char* sign; PyObject* (*function)(PyObject*, PyObject*); } operations[] = {
      {"+", cy::number_add}, {"-", cy::number_subtract}, {"*", cy::number_multiply}, {"//", cy::number_floor_divide}, {"%", cy::number_remainder},
      {"/", cy::number_true_divide}, {"&", cy::number_and}, {"|", cy::number_or}, {"^", cy::number_xor}};
  for (const char* a : values)
    for (const char* b : values)
      for (auto& op : operations) {
        Reference left(eval(a)), right(eval(b));
        set("a", left), set("b", right);
        std::string found = taken(op.function(left, right)), raised = error();
        run((std::string("try: r = repr(a ") + op.sign + " b)\nexcept Exception as e: r = type(e).__name__ + ': ' + str(e)").c_str());
        std::string expected = PyUnicode_AsUTF8(Reference(eval("r")));
        EXPECT_EQ(raised.empty() ? found : raised, expected) << a << " " << op.sign << " " << b;
      }
}
TEST(Numbers, arithmetic_with_a_c_integer) {
  for (const char* a : {"0", "-7", "2**60", "2**70", "1.5", "True"})
    for (Py_ssize_t b : {Py_ssize_t(1), Py_ssize_t(-3), Py_ssize_t(1) << 40}) {
      Reference left(eval(a)), right(PyLong_FromSsize_t(b));
      EXPECT_EQ(taken(cy::number_add_int(left, b)), taken(PyNumber_Add(left, right)));
      EXPECT_EQ(taken(cy::number_subtract_int(left, b)), taken(PyNumber_Subtract(left, right)));
      EXPECT_EQ(taken(cy::int_subtract_number(b, left)), taken(PyNumber_Subtract(right, left)));
      EXPECT_EQ(taken(cy::number_multiply_int(left, b)), taken(PyNumber_Multiply(left, right)));
      EXPECT_EQ(taken(cy::number_floor_divide_int(left, b)), taken(PyNumber_FloorDivide(left, right)));
      EXPECT_EQ(taken(cy::number_remainder_int(left, b)), taken(PyNumber_Remainder(left, right)));
      EXPECT_EQ(taken(cy::number_true_divide_int(left, b)), taken(PyNumber_TrueDivide(left, right)));
      for (int op : {Py_LT, Py_LE, Py_EQ, Py_NE, Py_GT, Py_GE}) EXPECT_EQ(cy::number_compare_int(left, b, op), PyObject_RichCompareBool(left, right, op));
    }
}
TEST(Numbers, conversion_checks_the_range) {
  Reference big(eval("2**70")), negative(eval("-1")), large(eval("2**40")), text(eval("'x'")), real(eval("1.9")), minimum(eval("-2**63"));
  EXPECT_EQ(cy::int_from_object<int>(large), -1);
  EXPECT_EQ(error(), "OverflowError: value too large to convert to int");
  cy::int_from_object<unsigned>(negative);
  EXPECT_EQ(error(), "OverflowError: can't convert negative value to unsigned int");
  cy::int_from_object<long>(big);
  EXPECT_EQ(error(), "OverflowError: Python int too large to convert to C long");
  cy::int_from_object<int>(text);
  EXPECT_EQ(error(), "TypeError: an integer is required");
  EXPECT_EQ(cy::int_from_object<int>(real), 1);
  EXPECT_EQ(cy::int_from_object<long>(minimum), INT64_MIN);
  EXPECT_EQ(cy::int_from_object<signed char>(negative), -1);
  EXPECT_EQ(error(), "");
  cy::size_from_index(real);
  EXPECT_EQ(error(), "TypeError: 'float' object cannot be interpreted as an integer");
  cy::ucs4_from_object(Reference(eval("'ab'")));
  EXPECT_EQ(error(), "ValueError: only single character unicode strings can be converted to Py_UCS4, got length 2");
  EXPECT_EQ(taken(cy::int_to_object(static_cast<unsigned long>(-1))), "18446744073709551615");
  EXPECT_EQ(taken(cy::int_to_object(static_cast<__int128>(-1))), "-1");
}
TEST(Numbers, division_follows_python) {
  EXPECT_EQ(cy::floor_divide(-7, 2), -4);
  EXPECT_EQ(cy::floor_modulo(-7, 2), 1);
  EXPECT_EQ(cy::floor_divide(7u, 2u), 3u);
  for (double a : {1.0, -1.0, 0.0, -0.0, 7.5, -7.5, 1e300, HUGE_VAL})
    for (double b : {0.1, -0.1, 3.0, -3.0, 1e-300, HUGE_VAL, -HUGE_VAL}) {
      Reference left(PyFloat_FromDouble(a)), right(PyFloat_FromDouble(b));
      EXPECT_EQ(taken(PyFloat_FromDouble(cy::floor_divide(a, b))), taken(PyNumber_FloorDivide(left, right))) << a << " // " << b;
      EXPECT_EQ(taken(PyFloat_FromDouble(cy::floor_modulo(a, b))), taken(PyNumber_Remainder(left, right))) << a << " % " << b;
    }
  EXPECT_TRUE(cy::division_overflows(INT32_MIN, -1));
  EXPECT_FALSE(cy::division_overflows(5, -1));
  EXPECT_FALSE(cy::division_overflows(0x80000000u, 0xFFFFFFFFu));
  EXPECT_EQ(cy::power(3, 5), 243);
  EXPECT_EQ(cy::power(2, -1), 0);
}
TEST(Numbers, loops_are_counted) {
  EXPECT_EQ(cy::loop_count(0, 10, 3), 4u);
  EXPECT_EQ(cy::loop_count(10, 0, -3), 4u);
  EXPECT_EQ(cy::loop_count(0, 0, 1), 0u);
  EXPECT_EQ(cy::loop_count(0, -5, 1), 0u);
  EXPECT_EQ(cy::loop_count(INT32_MIN, INT32_MAX, 1), 0xFFFFFFFFu);
  EXPECT_EQ(cy::loop_count(0u, 10u, 4u), 3u);
}
TEST(Numbers, formatting) {
  EXPECT_EQ(taken(cy::format_int(-42, 6, ' ', 'd')), "'   -42'");
  EXPECT_EQ(taken(cy::format_int(-42, 6, '0', 'd')), "'-00042'");
  EXPECT_EQ(taken(cy::format_int(255u, 0, ' ', 'X')), "'FF'");
  EXPECT_EQ(taken(cy::format_int(static_cast<long>(INT64_MIN), 0, ' ', 'd')), "'-9223372036854775808'");
  EXPECT_EQ(taken(cy::format_double(1.0 / 3, ".3f")), "'0.333'");
  EXPECT_EQ(taken(cy::format_object(Reference(eval("True")))), "'True'");
}
TEST(Numbers, complex_numbers) {
  cy::Complex<double> a(1, 2), b(3, -4);
  EXPECT_EQ(taken(cy::complex_to_object(a / b)), taken(eval("(1+2j)/(3-4j)")));
  EXPECT_EQ(taken(cy::complex_to_object(a * b)), taken(eval("(1+2j)*(3-4j)")));
  EXPECT_EQ(taken(cy::complex_to_object(cy::power(a, cy::Complex<double>(2, 0)))), "(-3+4j)");
  EXPECT_TRUE(cy::complex_from_object<cy::Complex<double>>(Reference(eval("1+2j"))) == a);
}
