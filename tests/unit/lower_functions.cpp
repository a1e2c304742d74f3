// Arguments, closures, generators.
#include "typed_tree.h"

using namespace cyrite;
using namespace cyrite::typed;
using LowerFunctions = Tree;

TEST_F(LowerFunctions, an_object_argument_is_the_variable) {
  Local* x = parameter("x", types.object);
  body({give(runtime(rt::number_add, types.object, {ref(x), ref(x)}))});
  std::string text = ir();
  EXPECT_EQ(count(text, "parameter"), 1) << text;
  EXPECT_EQ(count(text, "Store"), 0) << text;
  EXPECT_TRUE(in_order(text, {"number_add", "Return"})) << text;
}

TEST_F(LowerFunctions, a_typed_argument_is_converted_once) {
  parameter("n", types.int_);
  parameter("items", types.list);
  body({});
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"int_from_object", "Store v_n", "argument_typetest", "Return"})) << text;
}

TEST_F(LowerFunctions, a_constant_default_is_evaluated_when_the_argument_is_absent) {
  parameter("n", types.int_, number(3));
  body({});
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"Compare ==", "default", "Store v_n, 3", "given", "int_from_object"})) << text;
}

TEST_F(LowerFunctions, optional_arguments_of_c_functions_are_counted) {
  function->kind = FunctionKind::CFunction;
  function->result = types.int_;
  parameter("a", types.int_);
  parameter("b", types.int_, number(7));
  body({});
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"parameter v_optional_given", "Compare >", "Store v_b, 7", "Return 0"})) << text;
}

TEST_F(LowerFunctions, a_captured_argument_moves_into_the_closure) {
  Local* x = parameter("x", types.object);
  x->is_captured = true;
  Function* outer = function;
  auto* make = expr<MakeFunction>(types.object);
  body({give(make)});
  Function* inner = def("inner");
  inner->parent = outer;
  make->function = inner;
  body({give(ref(x, true))});
  std::string text = ir(0), inside = ir(1);
  EXPECT_TRUE(in_order(text, {"MakeClosure", "Store v_closure", "Store v_x", "MakeFunction inner"})) << text;
  EXPECT_TRUE(in_order(inside, {"closure^1", "v_outer_closure", "CheckBound \"x\" v_x", "Load v_x"})) << inside;
}

TEST_F(LowerFunctions, a_function_between_carries_the_closure) {
  Local* x = parameter("x", types.object);
  x->is_captured = true;
  Function* outer = function;
  auto* make_middle = expr<MakeFunction>(types.object);
  body({give(make_middle)});
  Function* middle = def("middle");
  middle->parent = outer;
  make_middle->function = middle;
  auto* make_inner = expr<MakeFunction>(types.object);
  body({give(make_inner)});
  Function* inner = def("inner");
  inner->parent = middle;
  make_inner->function = inner;
  body({give(ref(x))});
  std::string between = ir(1), inside = ir(2);
  EXPECT_TRUE(in_order(between, {"v_outer_closure", "Load v_outer_closure", "MakeFunction inner"})) << between;
  EXPECT_NE(inside.find("closure^1"), std::string::npos) << inside;
}

TEST_F(LowerFunctions, a_generator_starts_after_its_arguments) {
  function->generator = GeneratorKind::Generator;
  Local* n = parameter("n", types.int_);
  auto* yield = expr<Yield>(types.object);
  yield->value = convert(Conversion::ToObject, ref(n), types.object);
  auto* from = expr<YieldFrom>(types.object);
  from->iterable = global("other");
  body({run(yield), give(from)});
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"int_from_object", "StartGenerator", "body", "int_to_object", "Suspend", "Delegate", "Return"})) << text;
}
