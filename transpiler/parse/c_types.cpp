// Definitions of C types: structs, enums, fused types, extension types, C++ classes; extern blocks.
#include "parse/converter.h"

namespace cyrite::parsing {

using namespace ast;

Stmt* Converter::extern_block(TSNode node, Modifiers modifiers, Span span) {
  Children list(walker_, node);
  auto* result = make<ExternBlock>(span);
  TSNode header = list.find(Field::Header), name_space = list.find(Field::Namespace);
  if (kind_of(header) == Kind::Token) {
    result->header_is_star = true;
    result->header = "*";
  } else {
    result->header = plain_string(header);
  }
  if (!ts_node_is_null(name_space)) {
    result->has_namespace = true;
    result->name_space = plain_string(name_space);
  }
  for (Child child : list) {
    if (child.kind == Kind::GilClause) result->nogil = true;
    if (is_token(child, "noexcept")) result->noexcept_ = true;
  }
  modifiers.visibility = Visibility::Extern;
  modifiers.nogil = modifiers.nogil || result->nogil;
  result->modifiers = modifiers;
  result->body = c_block(list.find(Field::Body), Level::CBlock, modifiers);
  // A leading string is C text; it is no statement.
  if (!result->body.empty())
    if (auto* first = as<ExprStmt>(result->body[0]))
      if (auto* text = as<StringLiteral>(first->value)) {
        result->verbatim = text->value;
        result->body = result->body.subspan(1);
      }
  return result;
}

Stmt* Converter::struct_definition(TSNode node, const Modifiers& modifiers, Span span, bool is_typedef) {
  Children list(walker_, node);
  auto* result = make<StructDef>(span);
  TSNode name_node = list.find(Field::Name), cname = list.find(Field::Cname), body = list.find(Field::Body);
  result->name = identifier(name_node);
  result->name_span = span_of(name_node);
  if (!ts_node_is_null(cname)) result->cname = Text(plain_string(cname));
  result->is_union = first_character(list.find(Field::Kind)) == 'u';
  result->is_typedef = is_typedef;
  result->modifiers = modifiers;
  if (modifiers.overridable) error(node, diag::cpdef_struct);
  if (ts_node_is_null(body)) return result;
  result->has_body = true;
  Modifiers inside;
  inside.visibility = modifiers.visibility == Visibility::Extern ? Visibility::Extern : Visibility::Private;
  result->members = c_block(body, Level::Struct, inside);
  return result;
}

Stmt* Converter::enum_definition(TSNode node, const Modifiers& modifiers, Span span, bool is_typedef) {
  Children list(walker_, node);
  auto* result = make<EnumDef>(span);
  TSNode name_node = list.find(Field::Name), cname = list.find(Field::Cname), base = list.find(Field::Base), body = list.find(Field::Body);
  if (!ts_node_is_null(name_node)) {
    result->name = identifier(name_node);
    result->name_span = span_of(name_node);
  }
  if (!ts_node_is_null(cname)) result->cname = Text(plain_string(cname));
  if (!ts_node_is_null(base)) result->base = c_type(base);
  result->is_scoped = list.has(Field::Scoped);
  if (result->is_scoped && !result->name) error(node, diag::unnamed_scoped_enum);
  if (result->base && !result->is_scoped) error(base, diag::enum_base_not_scoped);
  result->is_typedef = is_typedef;
  result->modifiers = modifiers;
  if (ts_node_is_null(body)) return result;
  result->has_body = true;
  std::vector<Enumerator> members;
  Children items(walker_, body);
  for (Child child : items) {
    if ((child.kind == Kind::String || child.kind == Kind::ConcatenatedString) && members.empty() && result->doc.empty()) {
      if (auto* text = as<StringLiteral>(strings(child.node))) result->doc = text->value;
    }
    if (child.kind != Kind::Enumerator) continue;
    Children parts(walker_, child.node);
    Enumerator item{identifier(parts.find(Field::Name)), {}, nullptr, span_of(child.node)};
    TSNode member_cname = parts.find(Field::Cname);
    if (!ts_node_is_null(member_cname)) item.cname = Text(plain_string(member_cname));
    item.value = optional_expression(parts.find(Field::Value));
    members.push_back(item);
  }
  result->members = arena_.copy(members);
  return result;
}

Stmt* Converter::fused_definition(TSNode node, Span span) {
  Children list(walker_, node);
  auto* result = make<FusedDef>(span);
  TSNode name_node = list.find(Field::Name);
  result->name = identifier(name_node);
  result->name_span = span_of(name_node);
  std::vector<TypeExpr*> members;
  Children items(walker_, list.find(Field::Body));
  for (Child child : items)
    if (child.kind == Kind::CTypeId) members.push_back(c_type_id(child.node));
  if (members.empty()) error(node, diag::empty_fused);
  result->members = arena_.copy(members);
  return result;
}

Stmt* Converter::cclass_definition(TSNode node, const Modifiers& modifiers, std::span<Expr*> decorators, Span span, bool is_typedef) {
  Children list(walker_, node);
  auto* result = make<CClassDef>(span);
  result->decorators = decorators;
  result->is_typedef = is_typedef;
  result->modifiers = modifiers;
  TSNode name_node = list.find(Field::Name), alias = list.find(Field::Alias), bases = list.find(Field::Superclasses);
  TSNode options = list.find(Field::Options), body = list.find(Field::Body);
  std::vector<Text> path;
  Children parts(walker_, name_node);
  for (Child part : parts)
    if (part.kind == Kind::Identifier) path.push_back(identifier(part.node));
  result->path = arena_.copy(path);
  result->name_span = span_of(parts[parts.size() - 1].node);
  if (modifiers.overridable) error(node, diag::cpdef_class);
  if (path.size() > 1 && modifiers.visibility != Visibility::Extern && !is_typedef) error(name_node, diag::dotted_class_name);
  if (!ts_node_is_null(alias)) result->as_name = identifier(alias);
  if (!ts_node_is_null(bases)) {
    Arguments converted = arguments(bases);
    result->bases = converted.positional;
    result->keywords = converted.keywords;
    if (!converted.keywords.empty()) error(bases, diag::keyword_bases);
  }
  if (!ts_node_is_null(options)) cclass_options(options, *result);
  if (ts_node_is_null(body)) return result;
  result->has_body = true;
  scopes_.push_back({.kind = Scope::Class});
  Modifiers outer = std::exchange(block_modifiers_, Modifiers{});
  result->body = block(body, Level::CClass);
  block_modifiers_ = outer;
  scopes_.pop_back();
  return result;
}

// [object Name, type Name, check_size ignore]
void Converter::cclass_options(TSNode node, CClassDef& result) {
  Children list(walker_, node);
  for (Child child : list) {
    if (child.kind != Kind::CclassOption) continue;
    Children parts(walker_, child.node);
    TSNode key = parts.find(Field::Key);
    std::string_view word = text_of(key);
    Text value = identifier(parts.find(Field::Value));
    if (word == "object") result.object_name = value;
    else if (word == "type") result.type_name = value;
    else if (word == "check_size") result.check_size = value;
    else error(key, diag::class_option, word);
    if (word == "check_size" && !(value == "ignore" || value == "warn" || value == "error" || value == "min"))
      error(parts.find(Field::Value), diag::class_check_size, value.view());
  }
}

Stmt* Converter::cppclass_definition(TSNode node, const Modifiers& modifiers, std::span<Expr*> decorators, Span span) {
  Children list(walker_, node);
  auto* result = make<CppClassDef>(span);
  result->decorators = decorators;
  result->modifiers = modifiers;
  TSNode name_node = list.find(Field::Name), cname = list.find(Field::Cname), bases = list.find(Field::Bases);
  TSNode parameters_node = list.find(Field::Template), body = list.find(Field::Body);
  result->name = identifier(name_node);
  result->name_span = span_of(name_node);
  if (!ts_node_is_null(cname)) result->cname = Text(plain_string(cname));
  std::vector<TemplateParameter> items;
  if (!ts_node_is_null(parameters_node)) {
    Children parts(walker_, parameters_node);
    for (Child child : parts) {
      if (child.kind != Kind::TemplateParameter) continue;
      Children words(walker_, child.node);
      items.push_back({identifier(words[0].node), words.size() > 1, span_of(child.node)});
    }
  }
  result->template_parameters = arena_.copy(items);
  std::vector<TypeExpr*> base_types;
  if (!ts_node_is_null(bases)) {
    Children parts(walker_, bases);
    for (Child child : parts) {
      if (child.kind != Kind::CType) continue;
      auto* base = make<TypeExpr>(child.node);
      base->type = c_type(child.node);
      base->declarator = empty_declarator(base->span);
      base_types.push_back(base);
    }
  }
  result->bases = arena_.copy(base_types);
  result->nogil = modifiers.nogil;
  for (Child child : list)
    if (child.kind == Kind::GilClause) result->nogil = true;
  if (ts_node_is_null(body)) return result;
  result->has_body = true;
  Modifiers inside;
  inside.visibility = modifiers.visibility == Visibility::Extern ? Visibility::Extern : Visibility::Private;
  inside.nogil = result->nogil;
  result->body = c_block(body, Level::Struct, inside);
  return result;
}

}  // namespace cyrite::parsing
