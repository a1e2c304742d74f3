// The pieces of the runtime that a module gets compile on their own, without a warning, and hold nothing superfluous.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "table/runtime_table.h"

static bool compiles(const std::string& text) {
  std::string command = std::string(CYRITE_CXX) + " -std=c++17 -Wall -Wextra -Werror -fsyntax-only -x c++";
  std::string directories = CYRITE_PYTHON_INCLUDE;
  for (std::size_t at = 0, end; at < directories.size(); at = end + 1) {
    end = directories.find(';', at);
    if (end == std::string::npos) end = directories.size();
    command += " -isystem " + directories.substr(at, end - at);
  }
  std::FILE* compiler = popen((command + " -").c_str(), "w");
  std::fwrite(text.data(), 1, text.size(), compiler);
  return pclose(compiler) == 0;
}
TEST(Table, selections_compile_alone) {
  const std::vector<std::vector<std::string_view>> selections = {
      {},
      {"number_add"},
      {"parse_arguments", "make_function", "begin_module", "create_module", "make_constants", "add_traceback"},
      {"view_from_object", "view_item", "raise_index_error", "c_contiguous"},
      {"view_to_object", "view_assign"},
      {"make_generator", "generator_kind", "generator_delegate"},
      {"make_generator", "async_generator_kind", "async_generator_value"},
      {"Complex", "power"},
      {"make_type", "binary_operator", "find_override"},
      {"except_star_finish", "with_enter", "CY_UNLIKELY"}};
  for (auto& names : selections) EXPECT_TRUE(compiles(cyrite::select_runtime(names))) << (names.empty() ? "nothing" : names[0]);
}
TEST(Table, only_what_is_used) {
  std::string text = cyrite::select_runtime({"list_append"});
  EXPECT_NE(text.find("int list_append("), std::string::npos);
  EXPECT_EQ(text.find("dict_getitem"), std::string::npos);
  EXPECT_EQ(text.find("//"), std::string::npos);
  EXPECT_LT(text.size(), 2500u);
  std::string function = cyrite::select_runtime({"make_function"});
  EXPECT_EQ(function.find("as_generator"), std::string::npos);
}
TEST(Table, finds_names) {
  auto names = cyrite::runtime_names_in("x = cy::number_add(a, cy::number_add(b)); CY_TRY(acy::none, xcy::no)");
  EXPECT_EQ(names, (std::vector<std::string_view>{"CY_TRY", "number_add"}));
}
