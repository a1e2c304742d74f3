// Function objects, arguments, generators, errors: what the emitter prints, written by hand.
#include "embedded.h"

using namespace embedded;

static PyObject* constants[16];
static PyObject* module_name;
static void make_names() {
  if (constants[0]) return;
  //                 0:f         1:a      2:b      3:c      4:args      5:kw      6: m.f
  const char data[] = "n\001f" "n\001a" "n\001b" "n\001c" "n\004args" "n\002kw" "s\003m.f" "i\006" "t\002\007\007";
  ASSERT_EQ(cy::make_constants(constants, 9, data), 0);
  EXPECT_EQ(repr(constants[8]), "(3, 3)");
  module_name = PyUnicode_FromString("m");
  PyObject* module = PyModule_New("m");
  ASSERT_EQ(cy::begin_module(module, "m"), 0);
}
static const unsigned short names[] = {1, 2, 3};

// def f(a, b=1): return a, b
static PyObject* pair_entry(PyObject* self, PyObject* const* args, size_t nargsf, PyObject* kwnames);
static const cy::Arguments pair_arguments = {"f", constants, names, 0, 2, 1, 0, 0};
static const cy::FunctionInfo pair_info = {pair_entry, &pair_arguments, 0, 6, "the doc", "m.pyx", 7, nullptr, 0, 0};
static PyObject* pair_entry(PyObject* self, PyObject* const* args, size_t nargsf, PyObject* kwnames) {
  PyObject* storage[2];
  PyObject* const* values = cy::parse_arguments(pair_arguments, args, nargsf, kwnames, storage, cy::as_function(self)->defaults, nullptr);
  return values ? PyTuple_Pack(2, values[0], values[1]) : nullptr;
}
// def f(a, /, b, *args, c, **kw)
static PyObject* full_entry(PyObject* self, PyObject* const* args, size_t nargsf, PyObject* kwnames);
static const unsigned short full_locals[] = {4, 5};
static const cy::Arguments full_arguments = {"f", constants, names, 1, 2, 2, 1, cy::has_star | cy::has_double_star};
static const cy::FunctionInfo full_info = {full_entry, &full_arguments, 0, 0, nullptr, "m.pyx", 9, full_locals, 2, 0};
static PyObject* full_entry(PyObject* self, PyObject* const* args, size_t nargsf, PyObject* kwnames) {
  PyObject* storage[5];
  cy::Function* f = cy::as_function(self);
  PyObject* const* v = cy::parse_arguments(full_arguments, args, nargsf, kwnames, storage, f->defaults, f->keyword_values);
  if (!v) return nullptr;
  PyObject* result = PyTuple_Pack(5, v[0], v[1], v[2], v[3], v[4]);
  Py_DECREF(v[3]);
  Py_DECREF(v[4]);
  return result;
}
static std::string call(const char* text) {
  run((std::string("try: r = repr(") + text + ")\nexcept Exception as e: r = type(e).__name__ + ': ' + str(e)").c_str());
  Reference result(eval("r"));
  return PyUnicode_AsUTF8(result);
}

TEST(Functions, arguments_and_texts) {
  make_names();
  Reference defaults(eval("(1,)"));
  Reference f(cy::make_function(&pair_info, module_name, cy::module_dict, defaults, nullptr, nullptr, nullptr));
  set("f", f);
  EXPECT_EQ(call("f(1, 2)"), "(1, 2)");
  EXPECT_EQ(call("f(5)"), "(5, 1)");
  EXPECT_EQ(call("f(b=3, a=2)"), "(2, 3)");
  EXPECT_EQ(call("f()"), "TypeError: f() missing 1 required positional argument: 'a'");
  EXPECT_EQ(call("f(1, 2, 3)"), "TypeError: f() takes from 1 to 2 positional arguments but 3 were given");
  EXPECT_EQ(call("f(1, a=2)"), "TypeError: f() got multiple values for argument 'a'");
  EXPECT_EQ(call("f(1, z=2)"), "TypeError: f() got an unexpected keyword argument 'z'");
  EXPECT_EQ(call("f(b=1)"), "TypeError: f() missing 1 required positional argument: 'a'");
  Reference keyword_defaults(eval("{}"));
  Reference g(cy::make_function(&full_info, module_name, cy::module_dict, nullptr, keyword_defaults, nullptr, nullptr));
  set("g", g);
  EXPECT_EQ(call("g(1, 2, c=3)"), "(1, 2, 3, (), {})");
  EXPECT_EQ(call("g(1, 2, 4, 5, c=3, d=6, a=7)"), "(1, 2, 3, (4, 5), {'d': 6, 'a': 7})");
  EXPECT_EQ(call("g(1, 2)"), "TypeError: f() missing 1 required keyword-only argument: 'c'");
  EXPECT_EQ(call("g(1, c=1)"), "TypeError: f() missing 1 required positional argument: 'b'");
}
TEST(Functions, attributes) {
  make_names();
  Reference defaults(eval("(1,)"));
  Reference f(cy::make_function(&pair_info, module_name, cy::module_dict, defaults, nullptr, nullptr, nullptr));
  set("f", f);
  EXPECT_EQ(call("(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__)"), "('f', 'm.f', 'm', 'the doc', (1,), None)");
  EXPECT_EQ(call("__import__('inspect').signature(f)"), "<Signature (a, b=1)>");
  EXPECT_EQ(call("(f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_firstlineno, f.__code__.co_filename)"), "(('a', 'b'), 2, 7, 'm.pyx')");
  EXPECT_EQ(call("repr(f)[:16]"), "'<cyfunction m.f '");
  run("class C: m = f\nf.x = 5");
  EXPECT_EQ(call("C().m(2)[1]"), "2");
  EXPECT_EQ(call("f.__dict__"), "{'x': 5}");
  EXPECT_EQ(call("type(f).__name__"), "'cython_function_or_method'");
  EXPECT_EQ(call("__import__('weakref').ref(f)() is f"), "True");
  Reference g(cy::make_function(&full_info, module_name, cy::module_dict, nullptr, nullptr, nullptr, nullptr));
  set("g", g);
  EXPECT_EQ(call("__import__('inspect').signature(g)"), "<Signature (a, /, b, *args, c, **kw)>");
  run("del C, f, g");
}

// def gen(x): try: got = yield x; yield got / finally: x is cleared;  return 7
struct CountFrame { PyObject* x; };
static PyObject* count_resume(cy::Generator* g, PyObject* sent) {
  CountFrame* frame = static_cast<CountFrame*>(cy::generator_frame(g));
  switch (g->label) {
    case 0: g->label = 1; return cy::new_reference(frame->x);
    case 1:
      if (!sent) return nullptr;
      g->label = 2;
      return sent;
    case 2: {
      if (!sent) return nullptr;
      Py_DECREF(sent);
      PyObject* result = nullptr;
      PyObject* inner = eval("iter([10, 20])");
      PyObject* first = cy::generator_delegate(g, inner, result);
      Py_DECREF(inner);
      g->label = 3;
      return first;
    }
    default:
      if (!sent) return nullptr;
      Py_DECREF(sent);
      return cy::generator_return(g, PyLong_FromLong(7));
  }
}
static const cy::GeneratorInfo count_info = {count_resume, sizeof(CountFrame), 1, nullptr, &pair_info, cy::generator_kind};
static const cy::GeneratorInfo count_coroutine = {count_resume, sizeof(CountFrame), 1, nullptr, &pair_info, cy::coroutine_kind};
static PyObject* make_count(const cy::GeneratorInfo* info) {
  PyObject* g = cy::make_generator(info, nullptr);
  static_cast<CountFrame*>(cy::generator_frame(cy::as_generator(g)))->x = eval("'first'");
  return g;
}
TEST(Functions, generators) {
  make_names();
  Reference g(make_count(&count_info));
  set("g", g);
  EXPECT_EQ(call("g.send(1)"), "TypeError: can't send non-None value to a just-started generator");
  EXPECT_EQ(call("(next(g), g.send('sent'), next(g), next(g))"), "('first', 'sent', 10, 20)");
  EXPECT_EQ(call("(g.gi_yieldfrom is not None, g.gi_suspended)"), "(True, True)");
  EXPECT_EQ(call("next(g)"), "StopIteration: 7");
  EXPECT_EQ(call("next(g)"), "StopIteration: ");
  EXPECT_EQ(call("isinstance(g, __import__('collections.abc').abc.Generator)"), "True");
  Reference h(make_count(&count_info));
  set("h", h);
  EXPECT_EQ(call("(next(h), h.throw(ValueError('v')))"), "ValueError: v");
  EXPECT_EQ(call("list(h)"), "[]");
  Reference k(make_count(&count_info));
  set("k", k);
  EXPECT_EQ(call("(next(k), k.close(), list(k))"), "('first', None, [])");
  run("def outer(g):\n  r = yield from g\n  yield r");
  Reference inner(make_count(&count_info));
  set("i", inner);
  EXPECT_EQ(call("list(outer(i))"), "['first', None, 10, 20, 7]");
  Reference c(make_count(&count_coroutine));
  set("c", c);
  EXPECT_EQ(call("(c.send(None), c.close())"), "('first', None)");
  EXPECT_EQ(call("isinstance(c, __import__('collections.abc').abc.Coroutine)"), "True");
  EXPECT_EQ(call("c.send(None)"), "RuntimeError: cannot reuse already awaited coroutine");
  run("del g, h, k, i, c");
}
TEST(Functions, errors) {
  make_names();
  Reference value_error(eval("ValueError")), key_error(eval("KeyError('k')")), classes(eval("(KeyError, ValueError)")), one(eval("1"));
  cy::raise_exception(value_error, nullptr, nullptr, key_error);
  cy::add_traceback("m.f", "m.pyx", 12);
  EXPECT_EQ(cy::raised_matches(classes), 1);
  cy::ExceptionState state{};
  cy::enter_handler(&state);
  Reference handled(cy::handled_value());
  set("e", handled);
  EXPECT_EQ(call("(e.__cause__, e.__traceback__.tb_lineno, e.__traceback__.tb_frame.f_code.co_filename)"), "(KeyError('k'), 12, 'm.pyx')");
  cy::reraise();
  cy::ExceptionState inner{};
  cy::save_raised(&inner);
  cy::drop_exception(&inner);
  cy::leave_handler(&state);
  EXPECT_EQ(cy::handled_exception(), nullptr);
  cy::reraise();
  EXPECT_EQ(error(), "RuntimeError: No active exception to reraise");
  cy::raise_exception(one, nullptr, nullptr, nullptr);
  EXPECT_EQ(error(), "TypeError: exceptions must derive from BaseException");
  PyErr_SetString(PyExc_ValueError, "x");
  EXPECT_EQ(cy::raised_matches(one), -1);
  EXPECT_EQ(error(), "TypeError: catching classes that do not inherit from BaseException is not allowed");
  run("del e");
}
TEST(Functions, names_and_classes) {
  make_names();
  Reference name(PyUnicode_InternFromString("len")), missing(PyUnicode_InternFromString("nothing"));
  cy::NameCache cache = {};
  EXPECT_EQ(taken(cy::load_module_name(&cache, name)), "<built-in function len>");
  cy::module_set_name(name, Py_None);
  EXPECT_EQ(taken(cy::load_module_name(&cache, name)), "None");
  cy::module_delete_name(name);
  EXPECT_EQ(taken(cy::load_module_name(&cache, name)), "<built-in function len>");
  EXPECT_EQ(taken(cy::module_get_name(missing)), "NULL");
  EXPECT_EQ(error(), "NameError: name 'nothing' is not defined");
  Reference bases(eval("(dict,)")), body(eval("{'x': 1}")), cls_name(eval("'K'"));
  Reference meta(cy::class_metaclass(bases, nullptr));
  Reference space(cy::class_prepare(meta, bases, cls_name, cls_name, module_name, nullptr, nullptr));
  Reference cls(cy::class_create(meta, cls_name, bases, space, nullptr));
  EXPECT_EQ(repr(cls), "<class 'm.K'>");
}

// cdef class with __add__ only on the left, an attribute, __getitem__ by int.
struct Point { PyObject_HEAD double x; };
static cy::TypeStorage point_type;
static PyObject* point_add(PyObject* a, PyObject*) { return PyFloat_FromDouble(reinterpret_cast<Point*>(a)->x); }
static PyObject* point_nb_add(PyObject* a, PyObject* b) {
  return cy::binary_operator(a, b, &point_type.ht_type, offsetof(PyNumberMethods, nb_add), point_add, nullptr);
}
static PyObject* point_new(PyTypeObject* type, PyObject*, PyObject*) { return cy::allocate(type); }
static const cy::TypeSlot point_slots[] = {{offsetof(cy::TypeStorage, ht_type.tp_new), reinterpret_cast<cy::SlotFunction>(point_new)},
                                           {offsetof(cy::TypeStorage, as_number.nb_add), reinterpret_cast<cy::SlotFunction>(point_nb_add)},
                                           {0, nullptr}};
static const cy::TypeInfo point_info = {"m.Point", "doc", sizeof(Point), Py_TPFLAGS_BASETYPE, point_slots, nullptr, nullptr, nullptr, 0, 0};
TEST(Functions, extension_types) {
  make_names();
  ASSERT_EQ(cy::make_type(&point_type, &point_info, nullptr), 0);
  set("Point", reinterpret_cast<PyObject*>(&point_type));
  EXPECT_EQ(call("Point() + 1"), "0.0");
  EXPECT_EQ(call("1 + Point()"), "TypeError: unsupported operand type(s) for +: 'int' and 'm.Point'");
  EXPECT_EQ(call("type('Q', (Point,), {})() + 2"), "0.0");
  int vtable;
  EXPECT_EQ(cy::set_vtable(&point_type.ht_type, &vtable), 0);
  EXPECT_EQ(cy::get_vtable(&point_type.ht_type), &vtable);
  run("del Point");
}
