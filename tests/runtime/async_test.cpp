// Coroutines and async generators under asyncio, with statements, except*.
#include "embedded.h"

using namespace embedded;

static PyObject* constants[4];
static const unsigned short no_names[] = {0};
static PyObject* no_entry(PyObject*, PyObject* const*, size_t, PyObject*) { return nullptr; }
static const cy::Arguments no_arguments = {"agen", constants, no_names, 0, 0, 0, 0, 0};
static const cy::FunctionInfo info = {no_entry, &no_arguments, 0, 0, nullptr, "m.pyx", 1, nullptr, 0, cy::is_async_generator};

// async def agen(sleep): yield 1; await sleep(0); yield 2
struct Frame { PyObject* sleep; };
static PyObject* agen_resume(cy::Generator* g, PyObject* sent) {
  Frame* frame = static_cast<Frame*>(cy::generator_frame(g));
  if (g->label && !sent) return nullptr;
  if (g->label) Py_DECREF(sent);
  switch (g->label) {
    case 0:
      g->label = 1;
      return cy::async_generator_value(Reference(PyLong_FromLong(1)));
    case 1: {
      Reference zero(PyLong_FromLong(0)), awaitable(cy::call_1(frame->sleep, zero));
      PyObject* result = nullptr;
      PyObject* first = cy::generator_await(g, awaitable, result);
      g->label = 2;
      return first;
    }
    case 2:
      g->label = 3;
      return cy::async_generator_value(Reference(PyLong_FromLong(2)));
    default: return cy::generator_return(g, cy::new_reference(Py_None));
  }
}
static const cy::GeneratorInfo agen_info = {agen_resume, sizeof(Frame), 1, nullptr, &info, cy::async_generator_kind};
static PyObject* make_agen() {
  if (!constants[0]) cy::make_constants(constants, 1, "n\004agen");
  PyObject* g = cy::make_generator(&agen_info, nullptr);
  static_cast<Frame*>(cy::generator_frame(cy::as_generator(g)))->sleep = eval("asyncio.sleep");
  return g;
}
// async def co(g): return await g.__anext__()
static PyObject* co_resume(cy::Generator* g, PyObject* sent) {
  if (g->label == 0) {
    PyObject* result = nullptr;
    Reference awaitable(cy::object_anext(static_cast<Frame*>(cy::generator_frame(g))->sleep));
    PyObject* first = cy::generator_await(g, awaitable, result);
    if (!first && result) return cy::generator_return(g, result);
    g->label = 1;
    return first;
  }
  return sent ? cy::generator_return(g, sent) : nullptr;
}
static const cy::GeneratorInfo co_info = {co_resume, sizeof(Frame), 1, nullptr, &info, cy::coroutine_kind};

static std::string call(const char* text) {
  run((std::string("try: r = repr(") + text + ")\nexcept Exception as e: r = type(e).__name__ + ': ' + str(e)").c_str());
  Reference result(eval("r"));
  return PyUnicode_AsUTF8(result);
}
TEST(Async, generators_and_coroutines) {
  run("import asyncio, collections.abc, gc");
  Reference g(make_agen());
  set("g", g);
  run("async def collect(g): return [x async for x in g]");
  EXPECT_EQ(call("asyncio.run(collect(g))"), "[1, 2]");
  EXPECT_EQ(call("isinstance(g, collections.abc.AsyncGenerator)"), "True");
  EXPECT_EQ(call("asyncio.run(collect(g))"), "[]");
  Reference h(make_agen());
  set("h", h);
  run("async def partly(g):\n  async for x in g: break\n  try: await g.athrow(ValueError('t'))\n  except ValueError as e: r = str(e)\n  await g.aclose()\n  return x, r");
  EXPECT_EQ(call("asyncio.run(partly(h))"), "(1, 't')");
  Reference k(make_agen()), c(cy::make_generator(&co_info, nullptr));
  static_cast<Frame*>(cy::generator_frame(cy::as_generator(c)))->sleep = cy::new_reference(k);
  set("c", c);
  EXPECT_EQ(call("asyncio.run(c)"), "1");
  EXPECT_EQ(call("asyncio.run(collect(1))"), "TypeError: 'async for' requires an object with __aiter__ method, got int");
  Reference cls(eval("1"));
  EXPECT_EQ(cy::object_aiter(cls), nullptr);
  EXPECT_EQ(error(), "TypeError: 'async for' requires an object with __aiter__ method, got int");
  run("del g, h, c\ngc.collect()");
}
TEST(Async, with_statements) {
  run("class M:\n  log = []\n  def __enter__(self): self.log.append('in'); return 5\n  def __exit__(self, t, v, tb): self.log.append(t); return True\nm = M()");
  Reference m(eval("m")), one(eval("1"));
  Reference exit(cy::with_exit_method(m));
  EXPECT_EQ(taken(cy::with_enter(m)), "5");
  EXPECT_EQ(cy::exit_without_exception(exit), 0);
  PyErr_SetString(PyExc_KeyError, "k");
  cy::ExceptionState state{};
  cy::enter_handler(&state);
  EXPECT_EQ(cy::exit_with_exception(exit), 1);
  cy::leave_handler(&state);
  EXPECT_EQ(call("m.log"), "['in', None, <class 'KeyError'>]");
  EXPECT_EQ(cy::with_exit_method(one), nullptr);
#if PY_VERSION_HEX >= 0x030B0000
  EXPECT_EQ(error(), "TypeError: 'int' object does not support the context manager protocol");
#else
  EXPECT_EQ(error(), "AttributeError: __enter__");
#endif
}
#if PY_VERSION_HEX >= 0x030B0000
TEST(Async, except_star) {
  run("def group():\n  try: raise ExceptionGroup('g', [ValueError('v'), KeyError('k'), ExceptionGroup('h', [ValueError('w'), OSError('o')])])\n"
      "  except BaseException as e: return e\neg = group()");
  Reference original(eval("eg")), value_error(eval("ValueError")), group(eval("ExceptionGroup"));
  PyObject *rest = cy::except_star_begin(original), *matched = nullptr;
  ASSERT_EQ(cy::except_star_match(rest, value_error, matched), 1);
  EXPECT_EQ(repr(matched), "ExceptionGroup('g', [ValueError('v'), ExceptionGroup('h', [ValueError('w')])])");
  EXPECT_EQ(repr(rest), "ExceptionGroup('g', [KeyError('k'), ExceptionGroup('h', [OSError('o')])])");
  Reference raised(PyList_New(0));
  PyErr_SetString(PyExc_TypeError, "new");
  EXPECT_EQ(cy::except_star_keep(raised), 0);
  EXPECT_EQ(cy::except_star_finish(original, raised, rest), -1);
  Reference result(cy::take_raised());
  EXPECT_EQ(repr(result), "ExceptionGroup('', [TypeError('new'), ExceptionGroup('g', [KeyError('k'), ExceptionGroup('h', [OSError('o')])])])");
  EXPECT_EQ(cy::except_star_match(rest, group, matched), -1);
  EXPECT_EQ(error(), "TypeError: catching ExceptionGroup with except* is not allowed. Use except instead.");
  Py_DECREF(rest);
  Py_DECREF(matched);
}
#endif
