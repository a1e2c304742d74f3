// The parse step: trees of what Cython adds, places of errors, literals, encodings.
#include <gtest/gtest.h>

#include "ast/dump.h"
#include "ast/walk.h"
#include "parse/parse.h"

namespace cyrite {
namespace {

struct Parsed {
  SourceFiles files;
  Arena arena;
  Diagnostics diagnostics;
  const ast::Module* module = nullptr;

  explicit Parsed(std::string_view source, ParseOptions options = {}) {
    FileId file = files.add("test.pyx", std::string(source));
    module = parse_module(files, file, arena, diagnostics, options);
  }
  // "line:column id" of the first error; empty if there is none.
  std::string error() const {
    if (diagnostics.all().empty()) return "";
    const Diagnostic& first = diagnostics.all().front();
    Position at = files.position(first.span);
    return fmt::format("{}:{} {}", at.line, at.column + 1, first.id);
  }
  std::string text() const { return diagnostics.all().empty() ? "" : diagnostics.all().front().text; }
};

std::string error_of(std::string_view source, ParseOptions options = {}) { return Parsed(source, options).error(); }

// The dump on one line.
std::string shape(std::string_view source, ParseOptions options = {}) {
  Parsed parsed(source, options);
  EXPECT_EQ(parsed.error(), "") << source << ": " << parsed.text();
  if (!parsed.module) return "";
  std::string out;
  for (char c : ast::dump(*parsed.module)) {
    if (c == '\n') c = ' ';
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += c;
  }
  return out.substr(0, out.find_last_not_of(' ') + 1);
}

constexpr ParseOptions kLevel2{.language_level = 2};
constexpr ParseOptions kPython{.is_pure_python = true};

const ast::StringLiteral* literal(const Parsed& parsed) {
  return ast::as<ast::StringLiteral>(ast::as<ast::ExprStmt>(parsed.module->body[0])->value);
}

// ---- trees

TEST(Parse, BitwiseOperatorsBindAsInPython) {
  EXPECT_EQ(shape("a | b ^ c & d"),
            "(ExprStmt value: (Binary op=| left: (Name name=a) right: (Binary op=^ left: (Name name=b) right: "
            "(Binary op=& left: (Name name=c) right: (Name name=d)))))");
}

TEST(Parse, CastBindsLikeAUnaryOperator) {
  EXPECT_EQ(shape("<int>x ** 2"),
            "(ExprStmt value: (Cast type: (SimpleType path=[int]) declarator: (NameDeclarator) value: (Binary op=** left: "
            "(Name name=x) right: (IntLiteral digits=2))))");
  EXPECT_NE(shape("<int>x < y").find("(Compare first: (Cast"), std::string::npos);
  EXPECT_NE(shape("a < b > c").find("ops=[< >]"), std::string::npos);
}

TEST(Parse, AwaitBindsTighterThanPower) {
  EXPECT_NE(shape("async def f(): await x ** 2").find("(Binary op=** left: (Await"), std::string::npos);
}

TEST(Parse, NamedExpressionTakesAWholeConditional) {
  EXPECT_NE(shape("(x := a if b else c)").find("(NamedExpr target: (Name name=x) value: (Conditional"), std::string::npos);
}

TEST(Parse, DeclaratorsNestAsWritten) {
  EXPECT_EQ(shape("cdef int *a[3], (*b)[3]"),
            "(CVarDef type: (SimpleType path=[int]) declarators: "
            "(Item declarator: (PointerDeclarator base: (ArrayDeclarator base: (NameDeclarator name=a) size: (IntLiteral digits=3)))) "
            "(Item declarator: (ArrayDeclarator base: (PointerDeclarator base: (NameDeclarator name=b)) size: (IntLiteral digits=3))))");
}

TEST(Parse, FunctionPointerIsNoFunctionNamedVoid) {
  EXPECT_EQ(shape("cdef void (*f)(void*)"),
            "(CVarDef type: (SimpleType path=[void]) declarators: (Item declarator: (FunctionDeclarator base: (PointerDeclarator "
            "base: (NameDeclarator name=f)) parameters: (Parameter type: (SimpleType path=[void]) declarator: (PointerDeclarator "
            "base: (NameDeclarator))))))");
}

TEST(Parse, LoneNameInACParameterListIsAType) {
  EXPECT_NE(shape("cdef f(x): pass").find("(Parameter type: (SimpleType path=[x]) declarator: (NameDeclarator))"), std::string::npos);
  EXPECT_NE(shape("cdef f(long): pass").find("(SimpleType path=[int] longness=1)"), std::string::npos);
  EXPECT_NE(shape("def f(x): pass").find("(Parameter name=x)"), std::string::npos);
  EXPECT_NE(shape("def f(x not None): pass").find("(Parameter name=x none_clause=not-none)"), std::string::npos);
}

TEST(Parse, SizeofOfANameHasBothReadings) {
  std::string tree = shape("sizeof(x.y)");
  EXPECT_NE(tree.find("(Sizeof type: (SimpleType path=[x y])"), std::string::npos) << tree;
  EXPECT_NE(tree.find("value: (Attribute value: (Name name=x) name=y)"), std::string::npos) << tree;
  EXPECT_EQ(shape("sizeof(int*)").find("value: (Name"), std::string::npos);
}

TEST(Parse, ExceptionClauses) {
  EXPECT_NE(shape("cdef int f() except? -1: pass").find("exception_clause=except?"), std::string::npos);
  EXPECT_NE(shape("cdef int f() except *: pass").find("exception_clause=except*"), std::string::npos);
  EXPECT_NE(shape("cdef extern from *:\n  int f() except +handler").find("exception_clause=except+ exception_value: (Name name=handler)"), std::string::npos);
  EXPECT_NE(shape("cdef extern from *:\n  int f() except +*").find("star_handler=true"), std::string::npos);
  EXPECT_NE(shape("cdef int f() noexcept nogil: pass").find("exception_clause=noexcept nogil=true"), std::string::npos);
}

TEST(Parse, ModifiersComeFromEnclosingBlocks) {
  std::string tree = shape("cdef public:\n  int a\ncdef extern from 'x.h' nogil:\n  int f()");
  EXPECT_NE(tree.find("name=a)) modifiers: (Modifiers visibility=public)"), std::string::npos) << tree;
  EXPECT_NE(tree.find("(Modifiers visibility=extern nogil=true)))"), std::string::npos) << tree;
}

TEST(Parse, LongChainsAndDeepNesting) {
  std::string sum = "x = a", parentheses(10000, '('), calls = "x = a";
  for (int i = 0; i < 5000; ++i) sum += " + a", calls += ".b()";
  EXPECT_EQ(error_of(sum), "");
  EXPECT_EQ(error_of(calls), "");
  Parsed deep("x = " + parentheses + "1" + std::string(10000, ')'));
  EXPECT_EQ(deep.error(), "1:205 syntax_error");
  EXPECT_NE(deep.text().find("too deeply nested"), std::string::npos);
  EXPECT_EQ(error_of("x = " + std::string(100000, '-') + "1").substr(0, 2), "1:");
}

TEST(Parse, CythonTakesABareStarBeforeNothing) {
  EXPECT_EQ(error_of("def f(*, **k): pass"), "");
  EXPECT_EQ(error_of("def f(*, **k): pass", {.is_pure_python = true}), "1:10 bare_star");
}

TEST(Parse, NodeIdsContinue) {
  Parsed first("x = 1\n"), second("x = 1\n", {.first_node_id = 100});
  EXPECT_EQ(second.module->next_node_id - 100, first.module->next_node_id - 1);
  EXPECT_GE(second.module->body[0]->id, 100u);
}

TEST(Parse, WalkVisitsParametersKeywordsAndClauses) {
  Parsed parsed("def f(a=x1): return g(k=x2, *[x3 for i in x4 if x5])\ntry: pass\nexcept x6 as e: x7\n");
  std::string seen;
  for (const ast::Stmt* statement : parsed.module->body)
    ast::walk(*statement, [&](const ast::Node& node) {
      if (auto* name = ast::as<ast::Name>(&node); name && name->name.view()[0] == 'x') seen += name->name.view();
      return true;
    });
  EXPECT_EQ(seen, "x1x3x4x5x2x6x7");
}

// ---- literals

TEST(Parse, StringsAreDecoded) {
  Parsed parsed(R"('a\x41\u20ac\N{BULLET}\101\q')");
  EXPECT_EQ(literal(parsed)->value, "aA€•A\\q");
  EXPECT_EQ(literal(parsed)->bytes_value, "aA\\u20ac\\N{BULLET}A\\q");
  Parsed bytes(R"(b'\xff\u1234')");
  EXPECT_EQ(literal(bytes)->value, "\xff\\u1234");
  Parsed raw(R"(r'\n\'')");
  EXPECT_EQ(literal(raw)->value, "\\n\\'");
  Parsed character("c'\\n'");
  EXPECT_EQ(literal(character)->prefix, ast::StringPrefix::CharacterConstant);
}

TEST(Parse, FormattedStrings) {
  EXPECT_EQ(shape("f'{x!r:>{w}} {{y}} {z = }' 'end'"),
            "(ExprStmt value: (FormattedString parts: (FormattedValue value: (Name name=x) conversion=r format_spec: (FormattedString "
            "parts: (StringLiteral value=\">\" bytes_value=\">\") (FormattedValue value: (Name name=w)))) (StringLiteral value=\" {y} z = "
            "\" bytes_value=\" {y} z = \") (FormattedValue value: (Name name=z) conversion=r text=\"z\") (StringLiteral value=\"end\" "
            "bytes_value=\"end\")))");
  EXPECT_NE(shape("f'{x:=5}'").find("value=\"=5\""), std::string::npos);
  EXPECT_NE(shape("f'{f'{a[\"b\"]}'}'").find("(FormattedString"), std::string::npos);
  EXPECT_NE(shape("t'{x}'").find("is_template=true"), std::string::npos);
  EXPECT_EQ(error_of("x = f'{}'"), "1:8 syntax_error");
  EXPECT_EQ(error_of("x = f'}'"), "1:7 syntax_error");
  EXPECT_EQ(error_of("x = f'{a!x}'"), "1:9 syntax_error");
}

TEST(Parse, Numbers) {
  EXPECT_NE(shape("0XFF_ff").find("digits=0xffff"), std::string::npos);
  EXPECT_NE(shape("10uLL").find("digits=10 is_unsigned=true longs=2"), std::string::npos);
  EXPECT_NE(shape("1_0.5e-3J").find("(ImaginaryLiteral digits=10.5e-3)"), std::string::npos);
  EXPECT_NE(shape("0777", kLevel2).find("digits=0o777"), std::string::npos);
  EXPECT_EQ(error_of("x = 0777"), "1:5 leading_zeros");
  EXPECT_EQ(error_of("x = 08"), "1:5 leading_zeros");
  EXPECT_EQ(error_of("x = 1_"), "1:5 underscore_in_number");
  EXPECT_EQ(error_of("x = 00"), "");
}

TEST(Parse, IdentifiersAreNormalized) {
  EXPECT_NE(shape("ﬁx = 1").find("(Name name=fix)"), std::string::npos);
  EXPECT_NE(shape("e\xCC\x81 = 1").find("(Name name=\xC3\xA9)"), std::string::npos);
}

// ---- language level 2

TEST(Parse, Python2) {
  EXPECT_NE(shape("print -1", kLevel2).find("(Print values: (Unary op=-"), std::string::npos);
  EXPECT_NE(shape("print (x), y,", kLevel2).find("(Print values:"), std::string::npos);
  EXPECT_NE(shape("if x: print\nprint [1]", kLevel2).find("(Print newline=true)"), std::string::npos);
  EXPECT_NE(shape("print >>f, x", kLevel2).find("stream: (Name name=f)"), std::string::npos);
  EXPECT_NE(shape("from __future__ import print_function\nprint(x)", kLevel2).find("(Call"), std::string::npos);
  EXPECT_NE(shape("exec 'x' in a, b", kLevel2).find("globals: (Name name=a)"), std::string::npos);
  EXPECT_NE(shape("x = `y, z`", kLevel2).find("(Backquote"), std::string::npos);
  EXPECT_NE(shape("try: x\nexcept E, e: y", kLevel2).find("target: (Name name=e)"), std::string::npos);
  EXPECT_NE(shape("raise E, v, tb", kLevel2).find("traceback: (Name name=tb)"), std::string::npos);
  EXPECT_NE(shape("a <> b", kLevel2).find("!="), std::string::npos);
  EXPECT_EQ(error_of("print x"), "1:1 print_statement");
  EXPECT_EQ(error_of("a <> b"), "1:3 old_not_equal");
}

// ---- errors, at the place

TEST(Parse, ErrorsOfTheGrammar) {
  EXPECT_EQ(error_of("if x\n  y\n"), "1:5 missing_colon");
  EXPECT_EQ(error_of("x = 1 +\n2\n"), "1:8 syntax_error");
  EXPECT_EQ(error_of("x = (1,\n  2\ny = 3\n"), "1:5 syntax_error");
  EXPECT_EQ(Parsed("x = (1,\n  2\ny = 3\n").text(), "'(' was never closed");
  EXPECT_EQ(error_of("x = (1]"), "1:7 syntax_error");
  EXPECT_EQ(error_of("x = 'abc\n"), "1:5 syntax_error");
  EXPECT_EQ(error_of("f() = 1"), "1:5 syntax_error");
  EXPECT_EQ(error_of("x = class"), "1:5 syntax_error");
  EXPECT_EQ(error_of("def for(): pass"), "1:5 syntax_error");
  EXPECT_EQ(error_of("x = a b"), "1:7 syntax_error");
  EXPECT_EQ(error_of("x = “a”"), "1:5 invalid_character");
  EXPECT_EQ(error_of("else:\n  pass"), "1:1 syntax_error");
  EXPECT_EQ(error_of("f(a for a in b, 1)"), "1:14 comprehension_over_list");
}

TEST(Parse, ErrorsOfIndentation) {
  EXPECT_EQ(error_of("x\n  y\n"), "2:3 syntax_error");
  EXPECT_EQ(error_of("if x:\n    y\n  z\n"), "3:3 syntax_error");
  EXPECT_EQ(error_of("if x:\ny\n"), "2:1 syntax_error");
  EXPECT_EQ(error_of("if x:\n"), "1:6 syntax_error");
  EXPECT_EQ(error_of("if x:\n        a\n\tb\n"), "3:2 syntax_error");
  EXPECT_EQ(error_of("if x:\n\ta\n\tb\n"), "");
}

TEST(Parse, EveryBrokenStatementIsReported) {
  Parsed parsed("x = = 1\ndef f():\n  return 1 1\ny = 2\nbreak\n");
  ASSERT_EQ(parsed.diagnostics.all().size(), 3u);
  EXPECT_EQ(parsed.files.line(parsed.diagnostics.all()[0].span), 1u);
  EXPECT_EQ(parsed.files.line(parsed.diagnostics.all()[1].span), 3u);
  EXPECT_EQ(parsed.files.line(parsed.diagnostics.all()[2].span), 5u);
  ASSERT_NE(parsed.module, nullptr);
  EXPECT_EQ(parsed.module->body.size(), 4u);  // what is left of a broken statement stays
}

struct Case { const char* source; const char* error; };

class Rules : public testing::TestWithParam<Case> {};
TEST_P(Rules, AreKept) { EXPECT_EQ(error_of(GetParam().source), GetParam().error) << GetParam().source; }

INSTANTIATE_TEST_SUITE_P(Parse, Rules, testing::ValuesIn(std::vector<Case>{
    {"def f(a=1, b): pass", "1:12 default_order"},
    {"def f(a, a): pass", "1:10 repeated_parameter"},
    {"def f(*a, *b): pass", "1:11 two_stars_in_parameters"},
    {"def f(**k, a): pass", "1:12 parameter_after_keywords"},
    {"def f(/): pass", "1:7 slash_in_parameters"},
    {"f(a=1, b)", "1:8 positional_after_keyword"},
    {"f(**a, b)", "1:8 argument_after_unpacking"},
    {"f(a=1, a=2)", "1:8 repeated_keyword_argument"},
    {"break", "1:1 outside_loop"},
    {"while x:\n  def f(): continue", "2:12 outside_loop"},
    {"return 1", "1:1 outside_function"},
    {"yield 1", "1:1 outside_function"},
    {"class A:\n  return 1", "2:3 outside_function"},
    {"def f(): await x", "1:10 await_outside_async"},
    {"def f():\n  async for x in y: pass", "2:3 async_outside_async"},
    {"[(yield) for x in y]", "1:3 yield_in_comprehension"},
    {"cdef f(x=*): pass", "1:10 star_default"},
    {"x = (*a)", "1:6 star_outside_list"},
    {"*a = b", "1:1 starred_target_alone"},
    {"*a, *b = c", "1:5 two_starred_targets"},
    {"del f()", "1:5 not_a_target"},
    {"del (a, 1)", "1:9 not_a_target"},
    {"with a as 1: pass", "1:11 not_a_target"},
    {"(a, b) += 1", "1:1 augmented_target"},
    {"x = y += 1", "1:5 augmented_in_expression"},
    {"a, b: int = 1", "1:1 annotated_target"},
    {"x := 1", "1:1 walrus_statement"},
    {"x = y as z", "1:7 as_outside_statement"},
    {"nonlocal x", "1:1 nonlocal_in_module"},
    {"def f(x):\n  global x", "2:10 parameter_declared"},
    {"def f():\n  global x\n  nonlocal x", "2:10 global_and_nonlocal"},
    {"try: pass\nx", "2:1 try_without_handlers"},
    {"try: pass\nexcept: pass\nexcept A: pass", "2:1 bare_except_not_last"},
    {"try: pass\nexcept* A: pass\nexcept B: pass", "3:1 mixed_except_star"},
    {"for x in y:\n  try: pass\n  except* A: break", "3:14 jump_out_of_except_star"},
    {"match x:\n  case _: pass\n  case 1: pass", "2:8 irrefutable_pattern"},
    {"match x:\n  case (a, a): pass", "2:12 repeated_pattern_name"},
    {"match x:\n  case a | 1: pass", "2:8 irrefutable_pattern"},
    {"match x:\n  case (1, a) | 2: pass", "2:8 alternatives_bind_differently"},
    {"match x:\n  case [*a, *b]: pass", "2:13 two_star_patterns"},
    {"match x:\n  case {a: 1}: pass", "2:9 mapping_key"},
    {"match x:\n  case A(b=1, 2): pass", "2:15 positional_pattern_after_keyword"},
    {"match x:\n  case 1 as _: pass", "2:13 wildcard_as_name"},
    {"if x:\n  cdef int y", "2:3 cdef_not_here"},
    {"class A:\n  cdef int y", "2:3 cdef_not_here"},
    {"def f():\n  cdef int g(): pass", "2:3 c_function_not_here"},
    {"def f():\n  cdef struct S:\n    int x", "2:3 c_type_not_here"},
    {"def f():\n  ctypedef int T", "2:3 ctypedef_not_here"},
    {"def f():\n  include 'x.pxi'", "2:3 include_not_here"},
    {"def f():\n  from a import *", "2:17 star_import_place"},
    {"x = 1\nfrom __future__ import division", "2:1 late_future"},
    {"from __future__ import nothing", "1:24 unknown_future"},
    {"x = 'a' b'b'", "1:9 joined_bytes"},
    {"x = c'ab'", "1:5 character_length"},
    {"x = b'\xC3\xA9'", "1:7 non_ascii_in_bytes"},
    {"x = '\\xg'", "1:6 bad_escape"},
    {"x = '\\u12'", "1:6 bad_escape"},
    {"x = '\\N{nothing}'", "1:6 unknown_character_name"},
    {"x = ub'a'", "1:5 string_prefix"},
    {"cdef class A:\n  property p:\n    x = 1", "3:5 not_in_property"},
    {"cdef int f(int x not None): pass", "1:18 none_clause_in_c_function"},
    {"cdef int x: pass", "1:10 body_without_function"},
    {"ctypedef int a, b", "1:17 typedef_form"},
    {"cpdef class A: pass", "1:7 cpdef_class"},
    {"cdef enum class:\n  a", "1:6 unnamed_scoped_enum"},
    {"from a import b,", "1:16 trailing_comma_in_import"},
}));

TEST(Parse, PurePythonKnowsNoCython) {
  EXPECT_EQ(error_of("cdef int x", kPython), "1:1 cython_syntax_in_python");
  EXPECT_EQ(error_of("cdef = 1\nx = sizeof(cdef)\nnew = 2\n", kPython), "");
  EXPECT_EQ(error_of("x = 1L", kPython), "1:5 integer_suffix_in_python");
  EXPECT_EQ(error_of("as = 1", kPython), "1:1 keyword_as_name");
}

TEST(Parse, DeclarationFiles) {
  ParseOptions pxd{.is_pxd = true};
  EXPECT_EQ(error_of("cdef int f(int x=*)\ncdef class A:\n  cdef int x\n  cpdef g(self, y=?)\n", pxd), "");
  EXPECT_EQ(error_of("def f(): pass", pxd), "1:1 def_in_pxd");
  EXPECT_EQ(error_of("cdef class A:\n  for x in y: pass", pxd), "2:3 executable_in_pxd");
}

// ---- sources

TEST(Parse, DirectiveComments) {
  Parsed parsed("# cython: boundscheck=False, language_level = 3\n\n# distutils: language = c++\n# cython is nice\nx = 1\n# cython: late=1\n");
  ASSERT_EQ(parsed.module->directive_comments.size(), 2u);
  EXPECT_EQ(parsed.module->directive_comments[0].name.view(), "boundscheck");
  EXPECT_EQ(parsed.module->directive_comments[1].value, "3");
  ASSERT_EQ(parsed.module->distutils_comments.size(), 1u);
  EXPECT_EQ(parsed.module->distutils_comments[0].value, "c++");
}

std::string decoded(std::string_view bytes) {
  SourceFiles files;
  Diagnostics diagnostics;
  FileId file = files.add("test.pyx", "");
  auto text = decode_source(bytes, file, diagnostics);
  return text ? *text : "error: " + diagnostics.all().front().text;
}

TEST(Parse, Encodings) {
  EXPECT_EQ(decoded("\xEF\xBB\xBFx"), "x");
  EXPECT_EQ(decoded("# coding: latin-1\n\xE9"), "# coding: latin-1\n\xC3\xA9");
  EXPECT_EQ(decoded("#!x\n# -*- coding: cp1252 -*-\n\x80"), "#!x\n# -*- coding: cp1252 -*-\n\xE2\x82\xAC");
  EXPECT_EQ(decoded("# coding: ISO_8859_15\n\xA4"), "# coding: ISO_8859_15\n\xE2\x82\xAC");
  EXPECT_EQ(decoded("\xE9").substr(0, 26), "error: byte 0xe9 is not UT");
  EXPECT_EQ(decoded(std::string_view("a\0b", 3)), "error: a source file cannot contain NUL bytes");
  EXPECT_EQ(decoded("# coding: nonsense\n").substr(0, 33), "error: the encoding 'nonsense' is");
  EXPECT_EQ(decoded("# cython: c_string_encoding=default\nx"), "# cython: c_string_encoding=default\nx");
}

TEST(Parse, LineEnds) {
  EXPECT_EQ(shape("if x:\r\n  y\r\nz"), shape("if x:\n  y\nz"));
  EXPECT_EQ(shape("if x:\r  y\rz"), shape("if x:\n  y\nz"));
  EXPECT_EQ(shape("x = \\\n  1 # c"), shape("x = 1"));
  EXPECT_EQ(error_of("x = \\ \n1"), "1:6 syntax_error");
}

}  // namespace
}  // namespace cyrite
