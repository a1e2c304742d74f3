// Emitted modules compile without warnings and run: IR made by hand, compiled and imported by Python.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "emit/emit.h"
#include "ir/builder.h"
#include "optimize/optimize.h"

using namespace cyrite;
using namespace cyrite::ir;

namespace {

struct Program {
  Arena arena;
  TypeTable types{arena};
  Module module;
  typed::Module source;
  std::vector<std::unique_ptr<Function>> functions;
  std::vector<std::unique_ptr<typed::Function>> sources;

  Program() {
    module.arena = &arena;
    module.source = &source;
    source.name = "made";
    source.types = &types;
    source.body = &make("body", typed::FunctionKind::ModuleBody, types.int_);
    source.body->exceptions.kind = ExceptionSpec::Value;
    source.body->exceptions.value = "-1";
  }
  typed::Function& make(std::string_view name, typed::FunctionKind kind, const Type* result) {
    sources.push_back(std::make_unique<typed::Function>());
    functions.push_back(std::make_unique<Function>());
    typed::Function& s = *sources.back();
    s.name = name;
    s.c_name = "f_" + std::string(name);
    s.kind = kind;
    s.result = result;
    s.exceptions.kind = ExceptionSpec::Object;
    functions.back()->source = &s;
    functions.back()->c_name = s.c_name.str();
    module.functions.push_back(functions.back().get());
    return s;
  }
  Function& function(std::string_view name, std::vector<std::string> parameters) {
    typed::Function& s = make(name, typed::FunctionKind::Def, types.object);
    Function& f = *functions.back();
    Builder b(module, f);
    for (const std::string& p : parameters) {
      Local* l = b.new_local(types.object, p);
      l->is_parameter = true;
      f.arguments.push_back(l);
      typed::Parameter parameter{};
      parameter.kind = ast::ParameterKind::PositionalOrKeyword;
      parameter.name = source.constants.name(p);
      s.parameters.push_back(parameter);
    }
    return f;
  }
  // Defines every function in the module's namespace.
  void finish() {
    Function& f = *functions[0];
    Builder b(module, f);
    b.place(b.new_block());
    for (std::size_t k = 1; k < functions.size(); ++k) {
      Value v = b.add(Op::MakeFunction, types.object, {b.null(types.object), b.null(types.object), b.null(types.object), b.null(types.object)});
      v->function = functions[k].get();
      Instruction* store = b.add(Op::StoreModuleName, nullptr, {v});
      store->constant = source.constants.name(sources[k]->name);
    }
    b.add(Op::Return, nullptr, {});
    f.source->result ? void() : void();
  }
  int run(const std::string& python) {
    finish();
    OptimizeOptions options;
    options.verify = true;
    optimize_module(module, options);
    EmitOptions emit;
    emit.runtime_headers = true;
    emit.version = "0";
    // The tests run beside each other: a folder each.
    std::string folder = testing::TempDir() + "cyrite_emit_" + testing::UnitTest::GetInstance()->current_test_info()->name();
    std::string text = emit_module(module, emit).cpp;
    std::system(("mkdir -p " + folder).c_str());
    std::ofstream(folder + "/made.cpp") << text;
    std::ofstream(folder + "/test.py") << python;
    const char* extra = std::getenv("CYRITE_TEST_INCLUDE");
    std::string command = "cd " + folder + " && rm -f made.so && c++ -std=c++17 -g -Wall -Wextra -Werror -shared -fPIC $(python3-config --includes) " +
                          (extra ? std::string("-I") + extra + " " : "") + "-I" CYRITE_ROOT "/runtime/include made.cpp -o made.so && python3 test.py";
    int status = std::system(command.c_str());
    if (status) fputs(text.c_str(), stderr);
    return status;
  }
};

}  // namespace

TEST(Emit, a_function_that_adds) {
  Program p;
  Function& f = p.function("add", {"x", "y"});
  Builder b(p.module, f);
  b.place(b.new_block());
  b.add(Op::Return, nullptr, {b.call(rt::number_add, p.types.object, {b.load(f.arguments[0]), b.load(f.arguments[1])})});
  EXPECT_EQ(p.run("import made\n"
                  "assert made.add(1, 2) == 3 and made.add(y='b', x='a') == 'ab'\n"
                  "try: made.add(1, 'x')\n"
                  "except TypeError as e: assert e.__traceback__.tb_next.tb_frame.f_code.co_name == 'made.add', e.__traceback__.tb_next.tb_frame.f_code.co_name\n"
                  "else: raise SystemExit(1)\n"),
            0);
}

TEST(Emit, a_counted_loop_over_a_pointer) {
  Program p;
  Function& f = p.function("total", {"n"});
  Builder b(p.module, f);
  const Type* ssize = p.types.ssize;
  Local *n = b.new_local(ssize, "count"), *i = b.new_local(ssize, "i"), *sum = b.new_local(p.types.double_, "sum");
  b.place(b.new_block());
  b.store(n, b.call(*find_runtime_function("object_length"), ssize, {b.load(f.arguments[0])}));
  b.store(sum, b.literal(p.types.double_, "0.0"));
  CountedLoop loop;
  loop.counter = i;
  loop.type = ssize;
  loop.start = b.integer(ssize, 0);
  loop.stop = b.load(n);
  Block *body = b.new_block("body"), *exit = b.new_block("exit");
  Instruction* begin = b.add(Op::LoopBegin, nullptr);
  begin->loop = &loop;
  begin->targets[0] = body;
  begin->targets[1] = exit;
  loop.begin = b.current();
  body->loop = &loop;
  b.loop = &loop;
  b.place(body);
  Value converted = b.add(Op::CCast, p.types.double_, {b.load(i)});
  Value add = b.add(Op::Binary, p.types.double_, {b.load(sum), converted});
  add->c_operator = typed::COperator::Add;
  b.store(sum, add);
  Instruction* end = b.add(Op::LoopEnd, nullptr);
  end->loop = &loop;
  end->targets[0] = body;
  end->targets[1] = exit;
  loop.latch = b.current();
  b.loop = nullptr;
  b.place(exit);
  const RuntimeFunction* box = find_runtime_function("double_to_object");
  b.add(Op::Return, nullptr, {b.call(box ? *box : *find_runtime_function("to_object"), p.types.object, {b.load(sum)})});
  EXPECT_EQ(p.run("import made\nassert made.total([0] * 5) == 10.0\n"), 0);
}

TEST(Emit, a_generator_keeps_what_lives_across_a_yield) {
  Program p;
  Function& f = p.function("twice", {"items"});
  f.source->generator = typed::GeneratorKind::Generator;
  Builder b(p.module, f);
  const Type* object = p.types.object;
  Local* x = b.new_local(object, "x");
  b.place(b.new_block());
  Block* start = b.new_block("body");
  b.add(Op::StartGenerator, nullptr)->targets[0] = start;
  b.place(start);
  Value iterator = b.call(rt::object_iter, object, {b.load(f.arguments[0])});
  Block *head = b.new_block("next"), *body = b.new_block("item"), *end = b.new_block("end");
  b.place(head);
  Value item = b.call(rt::iterator_next, object, {iterator});
  Value test = b.add(Op::Compare, p.types.bint, {item, b.null(object)});
  test->comparison = typed::CComparison::Equal;
  b.branch(test, end, body);
  b.place(body);
  b.store(x, item);
  Value doubled = b.call(rt::number_add, object, {b.load(x), b.load(x)});
  Value sent = b.add(Op::Suspend, object, {doubled});
  Value again = b.add(Op::Suspend, object, {sent});
  (void)again;
  b.jump(head);
  b.place(end);
  b.add(Op::Return, nullptr, {b.load(x)});
  EXPECT_EQ(p.run("import made, sys\n"
                  "g = made.twice([1, 'a', [2]])\n"
                  "assert list(g) == [2, None, 'aa', None, [2, 2], None]\n"
                  "g = made.twice((5,))\n"
                  "assert next(g) == 10 and g.send('sent') == 'sent'\n"
                  "try: next(g)\n"
                  "except StopIteration as e: assert e.value == 5\n"
                  "g = made.twice([1, None])\n"
                  "assert next(g) == 2\n"
                  "try: next(g), next(g)\n"
                  "except TypeError: pass\n"
                  "else: raise SystemExit(1)\n"
                  "o = object(); n = sys.getrefcount(o)\n"
                  "class A:\n"
                  "  def __add__(self, other): return o\n"
                  "g = made.twice([A()] * 3); next(g); next(g); next(g); del g\n"
                  "list(made.twice([A()] * 3))\n"
                  "assert sys.getrefcount(o) == n, sys.getrefcount(o) - n\n"),
            0);
}
