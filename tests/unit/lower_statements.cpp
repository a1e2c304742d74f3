// Loops, exceptions, ways out of statements.
#include "typed_tree.h"

using namespace cyrite;
using namespace cyrite::typed;
using LowerStatements = Tree;

TEST_F(LowerStatements, a_range_is_a_counted_loop) {
  Local *n = parameter("n", types.long_), *i = variable("i", types.long_);
  auto* loop = stmt<ForRange>();
  loop->variable = ref(i);
  loop->counter_type = types.long_;
  loop->start = number(0, types.long_);
  loop->stop = ref(n);
  loop->body = block({when(compare(CComparison::Equal, ref(i), number(3, types.long_)), stmt<Continue>()),
                      when(compare(CComparison::Equal, ref(i), number(5, types.long_)), stmt<Break>())});
  body({loop});
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"LoopBegin v_counter = 0 to", "for body", "Load v_counter", "Store v_i", "for next", "LoopEnd", "for exit", "after for"})) << text;
}

TEST_F(LowerStatements, an_iterator_ends_with_null) {
  Local *items = parameter("items", types.object), *item = temporary(types.object);
  auto* loop = stmt<ForEach>();
  loop->iteration = IterationKind::Iterator;
  loop->iterable = ref(items);
  std::vector<Local*> elements{item};
  loop->elements = arena.copy(elements);
  loop->body = block({run(call(global("g"), {ref(item)}))});
  body({loop});
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"fast_iter", "fast_next", "Compare ==", "Branch", "for body", "CallPython"})) << text;
}

TEST_F(LowerStatements, finally_exists_once_for_all_exits) {
  Local* x = parameter("x", types.object);
  auto* loop = stmt<While>();
  loop->condition = number(1, types.bint);
  auto test = [&](const char* name) { return convert(Conversion::ToTruth, call(global(name)), types.bint); };
  loop->body = protect(block({when(test("a"), give(ref(x))), when(test("b"), stmt<Break>()), when(test("c"), stmt<Continue>())}), {},
                       block({run(call(global("cleanup")))}));
  body({loop});
  std::string text = ir();
  // Once for exits, once for exceptions.
  ConstantId cleanup = module.constants.name("cleanup");
  EXPECT_EQ(count(text, "LoadModuleName const#" + std::to_string(cleanup)), 2) << text;
  EXPECT_EQ(count(text, "Switch"), 1) << text;
  EXPECT_TRUE(in_order(text, {"Store v_leaving, 1", "Switch", "EnterHandler", "reraise", "LeaveHandler", "Fail"})) << text;
}

TEST_F(LowerStatements, builtin_classes_are_matched_before_the_exception_is_handled) {
  body({protect(block({run(call(global("g")))}), {handler({builtin("KeyError")}, block({give(number(1))}))})});
  function->result = types.int_;
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"except", "raised_matches", "Fail", "except body", "EnterHandler", "LeaveHandler", "Return 1"})) << text;
}

TEST_F(LowerStatements, other_classes_are_matched_while_it_is_handled) {
  Local* e = variable("e", types.object);
  e->is_deleted = true;
  body({protect(block({run(call(global("g")))}), {handler({global("Mine")}, block({run(ref(e, true))}), e)})});
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"EnterHandler", "handled_matches", "reraise", "handled_value", "Store v_e", "LeaveHandler", "Clear v_e", "Clear v_e"})) << text;
}

TEST_F(LowerStatements, with_calls_exit_on_every_way) {
  auto* with = stmt<With>();
  with->manager = call(global("manager"));
  with->entered = temporary(types.object);
  with->body = block({when(convert(Conversion::ToTruth, ref(with->entered), types.bint), give(ref(with->entered)))});
  body({with});
  std::string text = ir();
  EXPECT_EQ(count(text, "exit_without_exception"), 2) << text;
  EXPECT_EQ(count(text, "exit_with_exception"), 1) << text;
  EXPECT_TRUE(in_order(text, {"with_exit_method", "with_enter"})) << text;
}

TEST_F(LowerStatements, leaving_a_nogil_section_takes_the_gil_back) {
  auto* section = stmt<GilSection>();
  section->release = true;
  section->body = block({give(number(1))});
  body({section});
  function->result = types.int_;
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"ReleaseGil", "ReacquireGil", "Return"})) << text;
}

TEST_F(LowerStatements, prange_carries_its_exits_out) {
  Local *n = parameter("n", types.int_), *i = variable("i", types.int_);
  function->result = types.int_;
  auto* loop = stmt<ParallelRange>();
  loop->facts = arena.make<ParallelFacts>();
  loop->variable = ref(i);
  loop->counter_type = types.int_;
  loop->stop = ref(n);
  loop->nogil = true;
  loop->body = block({when(compare(CComparison::Equal, ref(i), number(3)), give(ref(i))),
                      when(compare(CComparison::Equal, ref(i), number(4)), stmt<Break>())});
  body({loop});
  std::string text = ir();
  EXPECT_TRUE(in_order(text, {"ReleaseGil", "ParallelBegin range", "Store v_status, 1", "Store v_status, 2", "SaveRaised", "ParallelEnd", "ReacquireGil", "Switch", "RestoreRaised"})) << text;
}

TEST_F(LowerStatements, and_of_objects_in_a_condition_makes_no_value) {
  Local *a = parameter("a", types.object), *b = parameter("b", types.object);
  auto* both = expr<Logical>(types.object);
  both->is_and = true;
  both->left = ref(a);
  both->right = ref(b);
  body({when(convert(Conversion::ToTruth, both, types.bint), give(ref(a)))});
  std::string text = ir();
  EXPECT_EQ(count(text, "object_is_true"), 2) << text;
  EXPECT_EQ(count(text, "Store"), 0) << text;
}
