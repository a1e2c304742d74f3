// Parameter lists of def, cdef and lambda.
#include <algorithm>

#include "parse/converter.h"

namespace cyrite::parsing {

using namespace ast;

std::vector<Parameter*> Converter::parameters(TSNode node, ParameterPlace place, bool* has_varargs) {
  std::vector<Parameter*> result;
  bool keyword_only = false, bare_star = false;
  Children list(walker_, node);
  for (Child child : list) {
    switch (child.kind) {
      case Kind::Token: continue;
      case Kind::CVarargs:
        if (has_varargs) *has_varargs = true;
        else error(child.node, diag::syntax_error, "'...' is for C functions: write *args");
        continue;
      case Kind::PositionalSeparator:
        if (result.empty() || keyword_only) error(child.node, diag::slash_in_parameters);
        for (Parameter* earlier : result) {
          if (earlier->kind == ParameterKind::PositionalOnly) error(child.node, diag::slash_in_parameters);
          if (earlier->kind == ParameterKind::PositionalOrKeyword) earlier->kind = ParameterKind::PositionalOnly;
        }
        continue;
      case Kind::KeywordSeparator:
        if (keyword_only) error(child.node, diag::two_stars_in_parameters);
        keyword_only = bare_star = true;
        continue;
      default: break;
    }
    Parameter* added = parameter(child, place);
    if (!result.empty() && result.back()->kind == ParameterKind::VarKeyword) error(child.node, diag::parameter_after_keywords);
    if (added->kind == ParameterKind::VarPositional) {
      if (keyword_only) error(child.node, diag::two_stars_in_parameters);
      keyword_only = true;
    } else if (added->kind == ParameterKind::PositionalOrKeyword && keyword_only) {
      added->kind = ParameterKind::KeywordOnly;
    }
    if (bare_star && options_.is_pure_python && added->kind == ParameterKind::VarKeyword) error(child.node, diag::bare_star);
    bare_star = false;
    result.push_back(added);
  }
  if (bare_star && options_.is_pure_python) error(list[list.size() - 1].node, diag::bare_star);  // in Cython it says nothing then
  check_parameters(result);
  return result;
}

void Converter::check_parameters(const std::vector<Parameter*>& list) {
  bool default_seen = false;
  std::vector<Text> names;
  names.reserve(list.size());
  for (const Parameter* item : list) {
    bool has_default = item->default_value || item->default_is_star || item->default_is_question;
    if (item->kind == ParameterKind::PositionalOnly || item->kind == ParameterKind::PositionalOrKeyword) {
      if (default_seen && !has_default) error(item->span, diag::default_order);
      default_seen = default_seen || has_default;
    }
    if (item->name) names.push_back(item->name);
  }
  std::sort(names.begin(), names.end(), [](Text a, Text b) { return a.key() < b.key(); });
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (!(names[i] == names[i - 1])) continue;
    auto last = std::find_if(list.rbegin(), list.rend(), [&](const Parameter* p) { return p->name == names[i]; });
    error((*last)->span, diag::repeated_parameter, names[i].view());
  }
}

static NameDeclarator* innermost(Declarator* declarator) {
  while (declarator) {
    switch (declarator->kind) {
      case NodeKind::NameDeclarator: return static_cast<NameDeclarator*>(declarator);
      case NodeKind::PointerDeclarator: declarator = static_cast<PointerDeclarator*>(declarator)->base; break;
      case NodeKind::ReferenceDeclarator: declarator = static_cast<ReferenceDeclarator*>(declarator)->base; break;
      case NodeKind::ArrayDeclarator: declarator = static_cast<ArrayDeclarator*>(declarator)->base; break;
      case NodeKind::FunctionDeclarator: declarator = static_cast<FunctionDeclarator*>(declarator)->base; break;
      default: return nullptr;
    }
  }
  return nullptr;
}

// `f(x)`, `f(long)`.
SimpleType* Converter::type_of_one_word(TSNode node) {
  auto* type = make<SimpleType>(node);
  std::string_view word = text_of(node);
  type->signedness = word == "unsigned" ? Signedness::Unsigned : word == "signed" ? Signedness::Signed : Signedness::Unspecified;
  type->longness = word == "short" ? -1 : word == "long" ? 1 : 0;
  bool is_sized = type->longness || type->signedness != Signedness::Unspecified;
  type->path = arena_.copy(std::vector<Text>{is_sized ? Text("int") : identifier(node)});
  return type;
}

Parameter* Converter::parameter(const Child& child, ParameterPlace place) {
  Deeper deeper(*this);
  auto* result = arena_.make<Parameter>();
  result->span = span_of(child.node);
  result->id = next_id_++;
  result->kind = ParameterKind::PositionalOrKeyword;
  if (too_deep(child.node)) return result;
  switch (child.kind) {
    case Kind::Identifier:
      if (place == ParameterPlace::C) {
        result->type = type_of_one_word(child.node);
        result->declarator = empty_declarator(result->span);
        result->name_span = result->span;
      } else {
        result->name = identifier(child.node);
        result->name_span = result->span;
      }
      break;
    case Kind::ListSplatPattern: case Kind::DictionarySplatPattern: splat_parameter(child.node, *result); break;
    case Kind::CParameter: c_parameter(child.node, *result, place); break;
    default: {  // typed_parameter, default_parameter, typed_default_parameter
      Children list(walker_, child.node);
      TSNode name_node = list.find(Field::Name), annotation = list.find(Field::Type);
      if (kind_of(name_node) == Kind::Identifier) {
        result->name = identifier(name_node);
        result->name_span = span_of(name_node);
      } else {
        splat_parameter(name_node, *result);
      }
      if (!ts_node_is_null(annotation)) {
        if (place == ParameterPlace::Lambda) error(annotation, diag::lambda_annotation);
        Children inside(walker_, annotation);
        bool is_splat = inside[0].kind == Kind::SplatType;
        if (is_splat && result->kind != ParameterKind::VarPositional) error(annotation, diag::star_outside_list);
        result->annotation = is_splat ? starred(inside[0].node) : expression(annotation);
      }
      TSNode value = list.find(Field::Value);
      if (!ts_node_is_null(value)) default_value(value, *result);
    }
  }
  check_bindable(result->name, result->name_span);
  return result;
}

void Converter::splat_parameter(TSNode node, Parameter& result) {
  Children list(walker_, node);
  result.kind = kind_of(node) == Kind::ListSplatPattern ? ParameterKind::VarPositional : ParameterKind::VarKeyword;
  if (list[1].kind != Kind::Identifier) {
    error(list[1].node, diag::syntax_error, "a parameter needs a name here");
    return;
  }
  result.name = identifier(list[1].node);
  result.name_span = span_of(list[1].node);
}

void Converter::default_value(TSNode node, Parameter& result) {
  if (kind_of(node) != Kind::Token) {
    result.default_value = expression(node);
    return;
  }
  (first_character(node) == '*' ? result.default_is_star : result.default_is_question) = true;
  if (!options_.is_pxd && level_ != Level::CBlock && level_ != Level::Struct) error(node, diag::star_default);
}

void Converter::c_parameter(TSNode node, Parameter& result, ParameterPlace place) {
  if (options_.is_pure_python) error(node, diag::cython_syntax_in_python, "a C type before a parameter");
  Children list(walker_, node);
  result.type = c_type(list.find(Field::Type));
  TSNode declarator_node = list.find(Field::Declarator);
  result.declarator =
      ts_node_is_null(declarator_node) ? empty_declarator(result.type->span) : declarator(declarator_node);
  if (NameDeclarator* name = innermost(result.declarator)) {
    result.name = name->name;
    result.name_span = name->name ? name->name_span : result.span;
  }
  auto* simple = as<SimpleType>(result.type);
  bool is_plain = simple && simple->path.size() == 1 && !simple->longness && !simple->is_complex && simple->signedness == Signedness::Unspecified;
  if (!result.name && place != ParameterPlace::C && ts_node_is_null(declarator_node) && is_plain) {
    // `def f(x not None)`: what reads as a type is the name.
    result.name = simple->path[0];
    result.name_span = simple->span;
    result.type = nullptr;
    result.declarator = nullptr;
  } else if (!result.name && place != ParameterPlace::C) {
    // `def f(foo.bar)` or `def f(int*)`: a Python parameter has a name.
    error(node, diag::parameter_without_name);
  }
  TSNode none = list.find(Kind::NoneClause), annotation = list.find(Field::Annotation), value = list.find(Field::Default);
  if (!ts_node_is_null(none)) {
    result.none_clause = first_character(none) == 'n' ? NoneClause::NotNone : NoneClause::OrNone;
    if (place == ParameterPlace::C) error(none, diag::none_clause_in_c_function, text_of(none));
  }
  if (!ts_node_is_null(annotation)) result.annotation = expression(annotation);
  if (!ts_node_is_null(value)) default_value(value, result);
}

}  // namespace cyrite::parsing
