// Sets directives from text, and knows where each may stand.
#include "semantics/directives.h"

#include <string>

namespace cyrite {
namespace {

// Directives without a field (decorators, with statements) and those that may not stand everywhere.
// DirectiveScope bits; 0: this row only says that the name exists and is allowed anywhere.
struct Row { std::string_view name; unsigned scopes; bool immediate; };
constexpr unsigned M = 1, F = 2, P = 4, C = 8, W = 16;
constexpr Row kRows[] = {
    {"auto_pickle", M | C, true}, {"final", C | F, true}, {"ccomplex", M, false}, {"collection_type", C, true},
    {"nogil", F | W, false}, {"gil", W, false}, {"with_gil", F, true}, {"critical_section", F | W, false},
    {"inline", F, true}, {"cfunc", F | W, true}, {"ccall", F | W, true}, {"returns", F, true}, {"exceptval", F, true},
    {"locals", F, false}, {"staticmethod", F, false}, {"no_gc_clear", C, true}, {"no_gc", C, true}, {"internal", C, true},
    {"cclass", P | C | W, true}, {"autotestdict", M, false}, {"autotestdict.all", M, false}, {"autotestdict.cdef", M, false},
    {"set_initial_path", M, false}, {"test_assert_path_exists", F | P | C, true}, {"test_fail_if_path_exists", F | P | C, true},
    {"test_assert_c_code_has", M, false}, {"test_fail_if_c_code_has", M, false}, {"test_body_needs_exception_handling", W, true},
    {"freelist", C, true}, {"formal_grammar", M, false}, {"emit_code_comments", M, false}, {"c_string_type", M, false},
    {"c_string_encoding", M, false}, {"type_version_tag", M | C, true}, {"language_level", M, false},
    {"old_style_globals", M, false}, {"np_pythran", M, false}, {"preliminary_late_includes_cy28", M, false}, {"fast_gil", M, false},
    {"iterable_coroutine", M | F, false}, {"trashcan", C, false}, {"total_ordering", P | C, true},
    {"dataclasses.dataclass", P | C, true}, {"dataclasses.field", 0, false}, {"cpp_locals", M | F | C, false}, {"ufunc", F, true},
    {"legacy_implicit_noexcept", M, false}, {"c_compile_guard", F, false}, {"control_flow.dot_output", M, false},
    {"control_flow.dot_annotate_defs", M, false}, {"freethreading_compatible", M, false}, {"subinterpreters_compatible", M, false},
    {"warn", 0, false},
};

const Row* find_row(std::string_view name) {
  for (const Row& row : kRows)
    if (row.name == name) return &row;
  return nullptr;
}

bool parse_bool(std::string_view value, bool relaxed, bool& out) {
  if (value == "True" || value == "False") { out = value == "True"; return true; }
  if (!relaxed) return false;
  std::string lower;
  for (char c : value) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (lower == "true" || lower == "yes") { out = true; return true; }
  if (lower == "false" || lower == "no") { out = false; return true; }
  return false;
}

// The spelling of an encoding that comparisons use: "UTF8", "utf_8" -> "utf8"; "us-ascii" -> "ascii"; others as they are.
std::string normal_encoding(std::string_view value) {
  std::string simple;
  for (char c : value)
    if (c != '-' && c != '_' && c != ' ') simple += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (simple == "default" || simple == "utf8" || simple == "utf") return simple == "utf" ? "utf8" : simple;
  if (simple == "ascii" || simple == "usascii" || simple == "646") return "ascii";
  if (simple == "latin1" || simple == "iso88591" || simple == "l1" || simple == "8859" || simple == "cp819") return "iso8859-1";
  return std::string(value);
}

// The values a text directive takes; null: any.
std::string_view values_of(std::string_view name) {
  if (name == "c_string_type") return "bytes, bytearray, str, unicode";
  if (name == "embedsignature.format") return "c, clinic, python";
  if (name == "subinterpreters_compatible") return "no, shared_gil, own_gil";
  if (name == "language_level") return "2, 3, 3str";
  return {};
}

bool is_one_of(std::string_view value, std::string_view choices) {
  while (!choices.empty()) {
    std::size_t comma = choices.find(", ");
    if (choices.substr(0, comma) == value) return true;
    if (comma == choices.npos) break;
    choices.remove_prefix(comma + 2);
  }
  return false;
}

bool set(bool& field, std::string_view, std::string_view value, bool relaxed) { return parse_bool(value, relaxed, field); }
bool set(MaybeBool& field, std::string_view, std::string_view value, bool relaxed) {
  bool truth;
  if (!parse_bool(value, relaxed, truth)) return false;
  field = truth ? MaybeBool::True : MaybeBool::False;
  return true;
}
bool set(Text& field, std::string_view name, std::string_view value, bool) {
  std::string_view choices = values_of(name);
  if (!choices.empty() && !is_one_of(value, choices)) return false;
  if (name == "c_string_encoding") field = normal_encoding(value);
  else if (name == "c_string_type" && value == "unicode") field = "str";
  else field = value;
  return true;
}

struct Field { std::string_view name; bool is_bool; DirectiveSet (*set)(Directives&, std::string_view, bool); };
constexpr Field kFields[] = {
#define DIRECTIVE(field, name, type, default_value, kind)                                                    \
  {name, std::string_view(#kind) != "Text", [](Directives& d, std::string_view value, bool relaxed) {        \
     return set(d.field, name, value, relaxed) ? DirectiveSet::Ok : DirectiveSet::BadValue;                  \
   }},
#include "semantics/directives.def"
};

const Field* find_field(std::string_view name) {
  for (const Field& field : kFields)
    if (field.name == name) return &field;
  return nullptr;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

DirectiveSet set_directive(Directives& directives, std::string_view name, std::string_view value, bool relaxed) {
  if (const Field* field = find_field(name)) return field->set(directives, value, relaxed);
  if (!ends_with(name, ".all")) return DirectiveSet::UnknownName;
  std::string_view group = name.substr(0, name.size() - 3);
  DirectiveSet result = DirectiveSet::UnknownName;
  for (const Field& field : kFields)
    if (field.is_bool && field.name.substr(0, group.size()) == group) result = field.set(directives, value, relaxed);
  return result;
}

bool is_directive_name(std::string_view name) { return find_field(name) || find_row(name); }

std::string_view directive_values(std::string_view name) {
  std::string_view choices = values_of(name);
  return choices.empty() ? "True or False" : choices;
}

bool directive_allowed(std::string_view name, DirectiveScope scope) {
  const Row* row = find_row(name);
  return !row || row->scopes == 0 || (row->scopes & static_cast<unsigned>(scope));
}

bool is_immediate_directive(std::string_view name) {
  const Row* row = find_row(name);
  return row && row->immediate;
}

}  // namespace cyrite
