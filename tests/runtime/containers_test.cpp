// Lists, tuples, dicts, sets, texts, unpacking.
#include "embedded.h"

using namespace embedded;

TEST(Containers, lists) {
  Reference list(eval("[1, 2, 3]")), one(PyLong_FromLong(1));
  for (int i = 0; i < 100; ++i) ASSERT_EQ(cy::list_append(list, one), 0);
  EXPECT_EQ(cy::list_size(list), 103);
  for (int i = 0; i < 100; ++i) Py_XDECREF(cy::list_pop(list));
  EXPECT_EQ(repr(list), "[1, 2, 3]");
  EXPECT_EQ(taken(cy::list_pop_index(list, 0)), "1");
  EXPECT_EQ(taken(cy::list_pop_index(list, 5)), "NULL");
  EXPECT_EQ(error(), "IndexError: pop index out of range");
  EXPECT_EQ(taken(cy::list_getitem(list, -1, 1, 1)), "3");
  EXPECT_EQ(taken(cy::list_getitem(list, 2, 1, 1)), "NULL");
  EXPECT_EQ(error(), "IndexError: list index out of range");
  EXPECT_EQ(cy::list_setitem(list, -3, one, 1, 1), -1);
  EXPECT_EQ(error(), "IndexError: list assignment index out of range");
  EXPECT_EQ(taken(cy::list_getslice(list, -1, PY_SSIZE_T_MAX)), "[3]");
  EXPECT_EQ(cy::list_extend(list, Reference(eval("'ab'"))), 0);
  EXPECT_EQ(repr(list), "[2, 3, 'a', 'b']");
  EXPECT_EQ(cy::list_length(Py_None), -1);
  EXPECT_EQ(error(), "TypeError: object of type 'NoneType' has no len()");
}
TEST(Containers, items_of_any_object) {
  Reference tuple(eval("(1, 2)")), text(eval("'ab'")), dict(eval("{-1: 'm'}")), list(eval("[5, 6]"));
  EXPECT_EQ(taken(cy::object_getitem_int(tuple, -1, 1, 1)), "2");
  EXPECT_EQ(taken(cy::object_getitem_int(text, -1, 1, 1)), "'b'");
  EXPECT_EQ(taken(cy::object_getitem_int(dict, -1, 1, 1)), "'m'");
  EXPECT_EQ(taken(cy::object_getitem_int(tuple, 2, 1, 1)), "NULL");
  EXPECT_EQ(error(), "IndexError: tuple index out of range");
  EXPECT_EQ(taken(cy::object_getitem(list, Reference(PyLong_FromLong(-2)))), "5");
  EXPECT_EQ(taken(cy::sequence_getslice(text, 1, 0, 1, 0)), "'b'");
}
TEST(Containers, dicts) {
  Reference dict(eval("{'a': 1}")), a(eval("'a'")), b(eval("(1, 2)"));
  EXPECT_EQ(taken(cy::dict_getitem(dict, a)), "1");
  EXPECT_EQ(taken(cy::dict_getitem(dict, b)), "NULL");
  EXPECT_EQ(error(), "KeyError: (1, 2)");
  EXPECT_EQ(taken(cy::dict_get(dict, b, Py_None)), "None");
  EXPECT_EQ(taken(cy::dict_pop_default(dict, b, Py_None)), "None");
  EXPECT_EQ(taken(cy::dict_keys(dict)), "dict_keys(['a'])");
  PyObject *key, *value;
  Py_ssize_t position = 0;
  EXPECT_EQ(cy::dict_next_item(dict, 1, position, key, value), 1);
  EXPECT_EQ(taken(key) + taken(value), "'a'1");
  EXPECT_EQ(cy::dict_next_item(dict, 1, position, key, value), 0);
  EXPECT_EQ(cy::dict_next_item(dict, 2, position, key, value), -1);
  EXPECT_EQ(error(), "RuntimeError: dictionary changed size during iteration");
}
TEST(Containers, unpacking) {
  PyObject *a, *b;
  ASSERT_EQ(cy::unpack_2(Reference(eval("iter('xy')")), a, b), 0);
  EXPECT_EQ(taken(a) + taken(b), "'x''y'");
  EXPECT_EQ(cy::unpack_2(Reference(eval("(1, 2, 3)")), a, b), -1);
  EXPECT_EQ(error(), "ValueError: too many values to unpack (expected 2)");
  EXPECT_EQ(cy::unpack_2(Reference(eval("[1]")), a, b), -1);
  EXPECT_EQ(error(), "ValueError: not enough values to unpack (expected 2, got 1)");
  EXPECT_EQ(cy::unpack_2(Py_None, a, b), -1);
  EXPECT_EQ(error(), "TypeError: cannot unpack non-iterable NoneType object");
  EXPECT_EQ(taken(cy::unpack_starred_to_tuple(Reference(eval("range(5)")), 1, 2)), "(0, [1, 2], 3, 4)");
}
TEST(Containers, texts) {
  Reference s(eval("'h\\xe9llo'")), l(eval("'l'"));
  EXPECT_EQ(cy::str_getitem(s, -1, 1, 1), static_cast<Py_UCS4>('o'));
  EXPECT_EQ(cy::str_getitem(s, 9, 1, 1), static_cast<Py_UCS4>(-1));
  EXPECT_EQ(error(), "IndexError: string index out of range");
  EXPECT_EQ(taken(cy::str_getslice(s, 1, -1)), "'\xc3\xa9ll'");
  EXPECT_EQ(cy::str_find(s, l, 0, PY_SSIZE_T_MAX), 2);
  EXPECT_EQ(cy::str_compare(s, Reference(eval("'h' + chr(0xe9) + 'llo'")), Py_EQ), 1);
  EXPECT_EQ(cy::str_compare(s, Py_None, Py_EQ), 0);
  PyObject* place = eval("'a' * 3");
  EXPECT_EQ(cy::str_append(place, l), 0);
  EXPECT_EQ(taken(place), "'aaal'");
  Reference bytes(eval("b'abc'"));
  EXPECT_EQ(cy::bytes_startswith(bytes, Reference(eval("b'ab'")), 0, PY_SSIZE_T_MAX), 1);
  EXPECT_EQ(cy::bytes_endswith(bytes, Reference(eval("(b'x', b'bc')")), 0, PY_SSIZE_T_MAX), 1);
  EXPECT_EQ(taken(cy::bytes_decode(bytes, 1, PY_SSIZE_T_MAX, nullptr, nullptr)), "'bc'");
}
TEST(Containers, calls) {
  run("def f(*a, **k): return a, k");
  Reference f(eval("f")), dict(eval("{'x': 1}"));
  EXPECT_EQ(cy::keywords_merge(dict, Reference(eval("{'x': 2}")), f), -1);
  std::string text = error();
  EXPECT_NE(text.find("f() got multiple values for keyword argument 'x'"), std::string::npos) << text;
  EXPECT_EQ(taken(cy::star_tuple(f, Reference(eval("1")))), "NULL");
  text = error();
  EXPECT_NE(text.find("f() argument after * must be an iterable, not int"), std::string::npos) << text;
  PyObject* args[] = {nullptr, Py_None, Py_True};
  Reference names(eval("('k',)"));
  EXPECT_EQ(taken(cy::call_vector(f, args + 1, 1, names)), "((None,), {'k': True})");
}
TEST(Containers, arrays) {
  int items[3];
  EXPECT_EQ(cy::array_from_object(Reference(eval("[1, 2, 3]")), items, 3), 0);
  EXPECT_EQ(taken(cy::array_to_list(items, 3)), "[1, 2, 3]");
  EXPECT_EQ(cy::array_from_object(Reference(eval("[1, 2]")), items, 3), -1);
  EXPECT_EQ(error(), "IndexError: not enough values found during array assignment, expected 3, got 2");
  EXPECT_EQ(cy::array_from_object(Reference(eval("iter([1, 2, 3, 4])")), items, 3), -1);
  EXPECT_EQ(error(), "IndexError: too many values found during array assignment, expected 3");
}
