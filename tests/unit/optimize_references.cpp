// References are released or handed over once on each path, and failing paths share their exits.
#include <gtest/gtest.h>

#include "ir/builder.h"
#include "ir/print.h"
#include "optimize/optimize.h"

using namespace cyrite;
using namespace cyrite::ir;

namespace {
struct References : testing::Test {
  Arena arena;
  TypeTable types{arena};
  Module module;
  Function function;
  typed::Function source;
  typed::Module program;
  References() {
    program.types = &types;
    module.arena = &arena;
    module.source = &program;
    module.functions = {&function};
    function.c_name = "f";
    function.source = &source;
    source.kind = typed::FunctionKind::Def;
    source.result = types.object;
    source.exceptions.kind = ExceptionSpec::Object;
  }
  Local* argument(Builder& b, std::string_view name) {
    Local* l = b.new_local(types.object, name);
    l->is_parameter = true;
    function.arguments.push_back(l);
    return l;
  }
  std::string run() {
    OptimizeOptions options;
    options.verify = true;
    optimize_module(module, options);
    return print(function);
  }
  static int count(const std::string& text, const std::string& word) {
    int n = 0;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) ++n;
    return n;
  }
};
}  // namespace

TEST_F(References, borrowed_arguments_need_no_counting) {
  Builder b(module, function);
  Local *x = argument(b, "x"), *y = argument(b, "y");
  b.place(b.new_block());
  Value sum = b.call(rt::number_add, types.object, {b.load(x), b.load(y)});
  b.add(Op::Return, nullptr, {sum});
  std::string text = run();
  EXPECT_EQ(count(text, "Retain"), 0) << text;
  EXPECT_EQ(count(text, "Release"), 0) << text;
  EXPECT_EQ(count(text, "AddTraceback"), 1) << text;
}

TEST_F(References, a_variable_is_released_at_the_end) {
  Builder b(module, function);
  Local *x = argument(b, "x"), *s = b.new_local(types.object, "s");
  b.place(b.new_block());
  b.store(s, b.call(rt::number_add, types.object, {b.load(x), b.load(x)}));
  b.store(s, b.call(rt::number_add, types.object, {b.load(s), b.load(x)}));
  b.add(Op::Return, nullptr, {b.load(s)});
  std::string text = run();
  EXPECT_EQ(count(text, "Retain"), 1) << text;
  EXPECT_EQ(count(text, "ReleaseMaybe"), 1) << text;
}

TEST_F(References, temporaries_share_error_exits) {
  Builder b(module, function);
  Local* x = argument(b, "x");
  b.place(b.new_block());
  Value a = b.call(rt::number_add, types.object, {b.load(x), b.load(x)});
  Value c = b.call(rt::number_add, types.object, {b.load(x), b.load(x)});
  Value d = b.call(rt::number_add, types.object, {b.load(x), b.load(x)});
  Value e = b.call(rt::number_add, types.object, {c, d});
  Value f = b.call(rt::number_add, types.object, {a, e});
  b.add(Op::Return, nullptr, {f});
  std::string text = run();
  EXPECT_EQ(count(text, " Release "), 2) << text;  // of a, and of c on top of it
}

TEST_F(References, a_join_of_temporaries_moves) {
  Builder b(module, function);
  Local *x = argument(b, "x"), *t = b.new_local(types.object, "");
  t->is_temporary = true;
  b.place(b.new_block());
  Block *yes = b.new_block(), *no = b.new_block(), *end = b.new_block();
  b.branch(b.call(rt::object_is_true, types.bint, {b.load(x)}), yes, no);
  b.place(yes);
  b.store(t, b.call(rt::number_add, types.object, {b.load(x), b.load(x)}));
  b.jump(end);
  b.place(no);
  b.store(t, b.load(x));
  b.jump(end);
  b.place(end);
  b.add(Op::Return, nullptr, {b.load(t)});
  std::string text = run();
  EXPECT_EQ(count(text, "Retain"), 1) << text;
  EXPECT_EQ(count(text, "Release"), 0) << text;
}

TEST_F(References, a_value_that_dies_on_one_edge_is_released_there) {
  Builder b(module, function);
  Local* x = argument(b, "x");
  b.place(b.new_block());
  Value a = b.call(rt::number_add, types.object, {b.load(x), b.load(x)});
  Block *yes = b.new_block(), *no = b.new_block();
  b.branch(b.call(rt::object_is_true, types.bint, {b.load(x)}), yes, no);
  b.place(yes);
  b.add(Op::Return, nullptr, {a});
  b.place(no);
  b.add(Op::Return, nullptr, {b.load(x)});
  std::string text = run();
  EXPECT_EQ(count(text, " Release "), 2) << text;  // on the edge, and when the truth test fails
}
