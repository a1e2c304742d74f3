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
    std::string folder = testing::TempDir() + "cyrite_emit";
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
