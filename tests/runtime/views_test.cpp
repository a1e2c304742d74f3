// Typed memoryviews.
#include "embedded.h"

using namespace embedded;
using Doubles = cy::View<double, 1>;
using Grid = cy::View<double, 2>;

struct Pair { double a; int b; };  // in this order: the formats of ctypes before 3.12 leave padding out
namespace cy {
static constexpr ItemField pair_fields[] = {{&ItemLayout<double>::type, "a", offsetof(Pair, a), 1}, {&ItemLayout<int>::type, "b", offsetof(Pair, b), 1}, {nullptr, nullptr, 0, 0}};
template <>
struct ItemLayout<Pair> {
  static constexpr ItemType type = {"Pair", sizeof(Pair), 'S', 0, pair_fields};
};
}  // namespace cy

template <class V>
static std::string acquire(const char* text) {
  Reference o(eval(text));
  V v = cy::view_from_object<V>(o, V::writable);
  std::string raised = error();
  cy::view_release(v);
  return raised;
}
static void imports() { run("import array, struct, ctypes"); }

TEST(Views, acquiring) {
  imports();
  Reference a(eval("array.array('d', [1, 2, 3])"));
  Doubles v = cy::view_from_object<Doubles>(a, 1);
  ASSERT_NE(v.owner, nullptr);
  EXPECT_EQ(v.shape[0], 3);
  cy::view_item(v, 1) = 9;
  EXPECT_EQ(repr(a), "array('d', [1.0, 9.0, 3.0])");
  cy::view_release(v);
  EXPECT_EQ(acquire<Doubles>("array.array('i', [1])"), "ValueError: Buffer dtype mismatch, expected 'double' but got 'int'");
  EXPECT_EQ(acquire<Doubles>("array.array('f', [1])"), "ValueError: Buffer dtype mismatch, expected 'double' but got 'float'");
  EXPECT_EQ(acquire<Doubles>("1"), "TypeError: a bytes-like object is required, not 'int'");
  EXPECT_EQ((acquire<Grid>("array.array('d', [1])")), "ValueError: Buffer has wrong number of dimensions (expected 2, got 1)");
  EXPECT_EQ((acquire<cy::View<unsigned char, 1>>("b'abc'")), "BufferError: Object is not writable.");
  EXPECT_EQ((acquire<cy::View<const unsigned char, 1>>("b'abc'")), "");
  EXPECT_EQ(acquire<Doubles>("(ctypes.c_double * 3)()"), "");
  EXPECT_EQ((acquire<cy::View<double, 2, cy::c_contiguous>>("((ctypes.c_double * 3) * 2)()")), "");
  run("class P(ctypes.Structure): _fields_ = [('a', ctypes.c_double), ('b', ctypes.c_int)]\n"
      "class Q(ctypes.Structure): _fields_ = [('a', ctypes.c_double), ('b', ctypes.c_float)]");
  EXPECT_EQ((acquire<cy::View<Pair, 1>>("(P * 2)()")), "");
  EXPECT_EQ((acquire<cy::View<Pair, 1>>("(Q * 2)()")), "ValueError: Buffer dtype mismatch, expected 'int' but got 'float' in 'Pair.b'");
  EXPECT_EQ((acquire<cy::View<Pair, 1>>("array.array('i', [1])")), "ValueError: Buffer dtype mismatch, expected 'double' but got 'int' in 'Pair.a'");
  EXPECT_EQ(acquire<Doubles>("(ctypes.c_double.__ctype_be__ * 3)()"), "ValueError: Big-endian buffer not supported on little-endian compiler");
  Doubles none = cy::view_from_object<Doubles>(Py_None, 1);
  EXPECT_TRUE(cy::view_is_none(none));
  EXPECT_EQ(taken(cy::view_to_object(none)), "None");
}
TEST(Views, sharing_memory) {
  double memory[12] = {};
  auto at = [&](int first, Py_ssize_t count, Py_ssize_t step) {
    Doubles v{};
    v.data = reinterpret_cast<char*>(memory + first);
    v.shape[0] = count;
    v.strides[0] = step * static_cast<Py_ssize_t>(sizeof(double));
    return v;
  };
  EXPECT_TRUE(cy::views_apart(at(0, 4, 1), at(4, 4, 1)));
  EXPECT_FALSE(cy::views_apart(at(0, 5, 1), at(4, 4, 1)));
  EXPECT_FALSE(cy::views_apart(at(0, 3, 2), at(4, 1, 1)));
  EXPECT_TRUE(cy::views_apart(at(0, 3, 2), at(5, 1, 1)));
  EXPECT_FALSE(cy::views_apart(at(7, 4, -1), at(4, 1, 1)));
  EXPECT_TRUE(cy::views_apart(at(7, 4, -1), at(3, 1, 1)));
  EXPECT_TRUE(cy::views_apart(at(0, 0, 1), at(0, 4, 1)));
  EXPECT_TRUE(cy::view_has_unit_stride(at(0, 4, 1)));
  EXPECT_FALSE(cy::view_has_unit_stride(at(0, 4, 2)));
  EXPECT_FALSE(cy::view_has_unit_stride(at(4, 4, -1)));
  EXPECT_EQ(&cy::view_item(cy::unit_stride(at(2, 4, 1)), 3), memory + 5);
}
static std::string items(const Doubles& v) {
  Reference m(cy::view_to_object(v));
  Reference list(PySequence_List(m));
  return repr(list);
}
TEST(Views, slicing_and_copying) {
  imports();
  Reference a(eval("array.array('d', range(10))"));
  Doubles v = cy::view_from_object<Doubles>(a, 1);
  struct { Py_ssize_t start, stop, step; int flags; const char* python; } cases[] = {
      {2, 8, 3, 7, "2:8:3"}, {0, 0, -1, 4, "::-1"}, {-3, 0, 0, 1, "-3:"}, {0, -20, 0, 2, ":-20"}, {8, 2, -2, 7, "8:2:-2"}, {20, -20, -3, 7, "20:-20:-3"}, {5, 3, 0, 3, "5:3"}, {0, 0, 0, 0, ":"}};
  for (auto& c : cases) {
    Doubles s{};
    s.data = v.data;
    ASSERT_EQ(cy::view_slice_axis(v, s, 0, 0, c.start, c.stop, c.step, c.flags), 0);
    s.owner = v.owner;
    EXPECT_EQ(items(s), taken(eval((std::string("[float(x) for x in range(10)][") + c.python + "]").c_str()))) << c.python;
  }
  Doubles s{};
  EXPECT_EQ(cy::view_slice_axis(v, s, 0, 0, 0, 0, 0, 4), -1);
  EXPECT_EQ(error(), "ValueError: Step may not be zero (axis 0)");
  Doubles to = v, from = v;  // overlapping: a[1:] = a[:-1]
  to.data += 8, to.shape[0] = from.shape[0] = 9;
  EXPECT_EQ(cy::view_assign(to, from), 0);
  EXPECT_EQ(items(v), "[0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]");
  Doubles backwards = v;  // overlapping, not contiguous: a[:] = a[::-1]
  backwards.data += 9 * 8, backwards.strides[0] = -8;
  EXPECT_EQ(cy::view_assign(v, backwards), 0);
  EXPECT_EQ(items(v), "[8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.0, 0.0]");
  to.shape[0] = 4;
  EXPECT_EQ(cy::view_assign(to, from), -1);
  EXPECT_EQ(error(), "ValueError: got differing extents in dimension 0 (got 4 and 9)");
  Doubles copy = cy::view_copy<Doubles>(backwards);
  cy::view_fill(v, 1);
  EXPECT_EQ(items(copy), "[0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]");
  EXPECT_EQ(items(v), "[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]");
  cy::view_release(copy);
  cy::view_release(v);
  EXPECT_EQ(cy::check_index(-1, 5, true, 0), 4);
  EXPECT_EQ(cy::check_index(5, 5, true, 1), -1);
  EXPECT_EQ(error(), "IndexError: Out of bounds on buffer access (axis 1)");
}
TEST(Views, two_dimensions) {
  imports();
  Reference a(eval("memoryview(array.array('d', range(6))).cast('B').cast('d', [2, 3])"));
  Grid v = cy::view_from_object<Grid>(a, 1);
  ASSERT_NE(v.owner, nullptr) << error();
  EXPECT_EQ(cy::view_item(v, 1, 2), 5);
  EXPECT_TRUE(cy::view_is_c_contiguous(v));
  Grid t = cy::view_transpose<Grid>(v);
  EXPECT_EQ(cy::view_item(t, 2, 1), 5);
  EXPECT_TRUE(cy::view_is_f_contiguous(t));
  using Packed = cy::View<double, 2, cy::c_contiguous>;
  Packed refused = cy::view_convert<Packed>(t);
  EXPECT_EQ(refused.owner, nullptr);
  EXPECT_EQ(error(), "ValueError: Buffer not C contiguous.");
  Packed copy = cy::view_copy<Packed>(t);
  EXPECT_EQ(cy::view_item(copy, 2, 1), 5);
  Doubles row{};
  row.data = v.data;
  EXPECT_EQ(cy::view_index_axis(v, row, 0, -1, 1, 1), 0);
  EXPECT_EQ(cy::view_slice_axis(v, row, 1, 0, 0, 0, 0, 0), 0);
  row.owner = v.owner;
  EXPECT_EQ(items(row), "[3.0, 4.0, 5.0]");
  cy::view_release(copy);
  cy::view_release(t);
  cy::view_release(v);
}
static std::string call(const char* text) {
  run((std::string("try: r = repr(") + text + ")\nexcept Exception as e: r = type(e).__name__ + ': ' + str(e)").c_str());
  Reference result(eval("r"));
  return PyUnicode_AsUTF8(result);
}
TEST(Views, the_python_object) {
  imports();
  Reference a(eval("memoryview(array.array('d', range(6))).cast('B').cast('d', [2, 3])"));
  Grid v = cy::view_from_object<Grid>(a, 1);
  {
    Reference m(cy::view_to_object(v));
    set("m", m);
    cy::view_release(v);
    EXPECT_EQ(call("(m.shape, m.strides, m.suboffsets, m.ndim, m.itemsize, m.size, m.nbytes, len(m))"), "((2, 3), (24, 8), (-1, -1), 2, 8, 6, 48, 2)");
    EXPECT_EQ(call("str(m)"), "\"<MemoryView of 'memoryview' object>\"");
    EXPECT_EQ(call("(m[1, 2], list(m[0]), list(m[..., 1]), m.T[2, 1], list(m[::-1, 0]))"), "(5.0, [0.0, 1.0, 2.0], [1.0, 4.0], 5.0, [3.0, 0.0])");
    EXPECT_EQ(call("m[5]"), "IndexError: Out of bounds on buffer access (axis 0)");
    EXPECT_EQ(call("m['a']"), "TypeError: Cannot index with type '<class 'str'>'");
    EXPECT_EQ(call("m[0, 0, 0]"), "IndexError: Out of bounds on buffer access (axis 2)");
    run("m[0] = 7\nm[1, 1] = 2.5\nm[:, 2] = array.array('d', [8, 9])");
    EXPECT_EQ(call("memoryview(m).tolist()"), "[[7.0, 7.0, 8.0], [3.0, 2.5, 9.0]]");
    EXPECT_EQ(call("(m.is_c_contig(), m.T.is_c_contig(), m.T.is_f_contig(), m.T.copy().is_c_contig(), m.copy_fortran().is_f_contig())"), "(True, False, True, True, True)");
    EXPECT_EQ(call("m.T.copy()[2, 1]"), "9.0");
    EXPECT_EQ(call("memoryview(m).format"), "'d'");
    run("del m");
  }
}
TEST(Views, read_only_and_structs) {
  imports();
  using Bytes = cy::View<const unsigned char, 1>;
  Bytes b = cy::view_from_object<Bytes>(Reference(eval("b'abc'")), 0);
  Reference m(cy::view_to_object(b));
  cy::view_release(b);
  set("m", m);
  run("def store():\n  m[0] = 1");
  EXPECT_EQ(call("store()"), "TypeError: Cannot assign to read-only memoryview");
  EXPECT_EQ(call("(memoryview(m).readonly, bytes(m))"), "(True, b'abc')");
  run("class P(ctypes.Structure): _fields_ = [('a', ctypes.c_double), ('b', ctypes.c_int)]\np = (P * 2)(P(2.5, 1), P(4.5, 3))");
  using Pairs = cy::View<Pair, 1>;
  Pairs pairs = cy::view_from_object<Pairs>(Reference(eval("p")), 1);
  EXPECT_EQ(cy::view_item(pairs, 1).a, 4.5);
  cy::view_release(pairs);
  run("del m, p");
}
TEST(Views, arrays) {
  set("array", reinterpret_cast<PyObject*>(cy::ready_array_type()));
  EXPECT_EQ(call("array((2, 3), 8, 'd', mode='fortran').memview.strides"), "(8, 16)");
  EXPECT_EQ(call("array((0,), 8, 'd')"), "ValueError: Invalid shape in axis 0: 0.");
  EXPECT_EQ(call("array((1,), 8, 'd', mode='x')"), "ValueError: Invalid mode, expected 'c' or 'fortran', got x");
  run("a = array(shape=(2, 3), itemsize=4, format='i')\na[1, 2] = 5\nb = a.T");
  EXPECT_EQ(call("(a[1, 2], b[2, 1], a.shape, str(b), memoryview(a).tolist())"), "(5, 5, (2, 3), \"<MemoryView of 'array' object>\", [[0, 0, 0], [0, 0, 5]])");
  run("o = array((2,), 8, 'O')\no[0] = 'x'");
  EXPECT_EQ(call("list(o)"), "['x', None]");
  double memory[4] = {1, 2, 3, 4};
  Reference wrapped(cy::array_from_pointer(memory, 0, 2, 2));
  set("w", wrapped);
  EXPECT_EQ(call("memoryview(w).tolist()"), "[[1.0, 2.0], [3.0, 4.0]]");
  Doubles v = cy::view_from_pointer<Doubles>(memory, false, 4);
  EXPECT_EQ(items(v), "[1.0, 2.0, 3.0, 4.0]");
  cy::view_release(v);
  run("del a, b, o, w");
}
