// match statements and their patterns.
#include <algorithm>

#include <cstdlib>
#include <string>

#include "parse/converter.h"

namespace cyrite::parsing {

using namespace ast;

Stmt* Converter::match_statement(TSNode node) {
  Children list(walker_, node);
  auto* result = make<Match>(node);
  std::vector<Expr*> subjects;
  bool comma = false;
  TSNode first{}, last{};
  for (Child child : list) {
    if (child.field == Field::Body) break;
    if (is_token(child, ",")) comma = true;
    if (child.field != Field::Subject || child.kind == Kind::Token) continue;
    if (subjects.empty()) first = child.node;
    last = child.node;
    subjects.push_back(child.kind == Kind::ListSplat ? starred(child.node) : expression(child.node));
  }
  result->subject = subjects[0];
  if (comma) {
    auto* tuple = make<TupleDisplay>(between(first, last));
    tuple->items = arena_.copy(subjects);
    result->subject = tuple;
  }
  std::vector<MatchCase*> cases;
  Children body(walker_, list.find(Field::Body));
  for (Child child : body)
    if (child.kind == Kind::CaseClause) cases.push_back(match_case(child.node));
  for (std::size_t i = 0; i + 1 < cases.size(); ++i)
    if (!cases[i]->guard && is_irrefutable(cases[i]->pattern)) error(cases[i]->pattern->span, diag::irrefutable_pattern);
  result->cases = arena_.copy(cases);
  return result;
}

MatchCase* Converter::match_case(TSNode node) {
  Children list(walker_, node);
  auto* result = arena_.make<MatchCase>();
  result->span = span_of(node);
  std::vector<Text> names;
  auto* outer = std::exchange(pattern_names_, &names);
  std::vector<Pattern*> items;
  bool comma = false;
  TSNode first{}, last{};
  for (Child child : list) {
    if (is_token(child, ",")) comma = true;
    if (child.kind != Kind::CasePattern) continue;
    if (items.empty()) first = child.node;
    last = child.node;
    items.push_back(pattern(child.node));
  }
  result->pattern = items[0];
  if (comma) {
    check_single_star(items, first);
    auto* sequence = make<SequencePattern>(between(first, last));
    sequence->items = arena_.copy(items);
    result->pattern = sequence;
  } else if (is<StarPattern>(items[0])) {
    error(first, diag::star_pattern_alone);
  }
  pattern_names_ = outer;
  TSNode guard = list.find(Field::Guard);
  if (!ts_node_is_null(guard)) {
    Children parts(walker_, guard);
    result->guard = expression(parts[1].node);
  }
  result->body = control_block(list.find(Field::Consequence));
  return result;
}

bool Converter::is_irrefutable(const Pattern* pattern) const {
  if (auto* capture = as<AsPattern>(pattern)) return !capture->pattern || is_irrefutable(capture->pattern);
  if (auto* alternatives = as<OrPattern>(pattern)) return is_irrefutable(alternatives->alternatives.back());
  return false;
}

void Converter::pattern_name(TSNode node, Text name) {
  check_bindable(name, span_of(node));
  if (!pattern_names_ || !name) return;
  if (std::find(pattern_names_->begin(), pattern_names_->end(), name) != pattern_names_->end())
    error(node, diag::repeated_pattern_name, name.view());
  else pattern_names_->push_back(name);
}

Pattern* Converter::pattern(TSNode node) {
  Deeper deeper(*this);
  if (too_deep(node)) return make<AsPattern>(node);
  Kind kind = kind_of(node);
  while (kind == Kind::CasePattern) {
    Children list(walker_, node);
    node = list[0].node;
    kind = list[0].kind;
  }
  return pattern_of_kind(node, kind);
}

Pattern* Converter::pattern_of_kind(TSNode node, Kind kind) {
  switch (kind) {
    case Kind::AsPattern: {
      Children list(walker_, node);
      Pattern* inner = pattern(list.find(Field::Pattern));
      if (is<StarPattern>(inner)) error(list[0].node, diag::star_pattern_alone);
      return capture(list.find(Field::Alias), inner);
    }
    case Kind::UnionPattern: return or_pattern(node);
    case Kind::ListPattern: return sequence_pattern(node, false);
    case Kind::TuplePattern: return sequence_pattern(node, true);
    case Kind::DictPattern: return mapping_pattern(node);
    case Kind::ClassPattern: return class_pattern(node);
    case Kind::SplatPattern: {
      Children list(walker_, node);
      auto* result = make<StarPattern>(node);
      if (text_of(list[0].node) == "**") error(node, diag::star_pattern_alone);
      if (list[1].kind == Kind::Identifier) result->name = identifier(list[1].node);
      pattern_name(node, result->name);
      return result;
    }
    case Kind::DottedName: return dotted_pattern(node);
    case Kind::WildcardPattern: return make<AsPattern>(node);
    case Kind::True: case Kind::False: case Kind::None: {
      auto* result = make<SingletonPattern>(node);
      result->value = expression(node);
      return result;
    }
    default: return value_pattern(node);
  }
}

AsPattern* Converter::capture(TSNode node, Pattern* pattern) {
  auto* result = make<AsPattern>(pattern ? between(pattern->span, span_of(node)) : span_of(node));
  result->pattern = pattern;
  result->name = identifier(node);
  if (result->name == "_") error(node, diag::wildcard_as_name);
  pattern_name(node, result->name);
  return result;
}

Pattern* Converter::dotted_pattern(TSNode node) {
  Children list(walker_, node);
  if (list.size() == 1 && text_of(list[0].node) == "_") return make<AsPattern>(node);
  // C's NULL is a value, not a name to bind.
  if (list.size() == 1 && text_of(list[0].node) != "NULL") return capture(list[0].node, nullptr);
  auto* result = make<ValuePattern>(node);
  result->value = dotted_expression(node);
  return result;
}

Expr* Converter::dotted_expression(TSNode node) {
  Children list(walker_, node);
  Expr* value = name(list[0].node);
  for (std::size_t i = 2; i < list.size(); i += 2) {
    auto* attribute = make<Attribute>(between(node, list[i].node));
    attribute->value = value;
    attribute->name = identifier(list[i].node);
    attribute->name_span = span_of(list[i].node);
    value = attribute;
  }
  return value;
}

Pattern* Converter::value_pattern(TSNode node) {
  auto* result = make<ValuePattern>(node);
  result->value = pattern_number(node, kind_of(node));
  return result;
}

// A number with a sign, a complex number, or a string.
Expr* Converter::pattern_number(TSNode node, Kind kind) {
  if (kind == Kind::SignedNumber) {
    Children list(walker_, node);
    Expr* value = expression(list[list.size() - 1].node);
    if (list.size() == 1) return value;
    auto* result = make<Unary>(node);
    result->op = first_character(list[0].node) == '-' ? UnaryOperator::Minus : UnaryOperator::Plus;
    result->operand = value;
    return result;
  }
  if (kind == Kind::ComplexPattern) {
    Children list(walker_, node);
    auto* result = make<Binary>(node);
    result->op = first_character(list.find(Field::Operator)) == '-' ? BinaryOperator::Subtract : BinaryOperator::Add;
    result->left = pattern_number(list.find(Field::Real), Kind::SignedNumber);
    result->right = expression(list.find(Field::Imaginary));
    const Expr* real = is<Unary>(result->left) ? static_cast<const Unary*>(result->left)->operand : result->left;
    if (is<ImaginaryLiteral>(real)) error(list.find(Field::Real), diag::complex_pattern, "real");
    if (!is<ImaginaryLiteral>(result->right)) error(list.find(Field::Imaginary), diag::complex_pattern, "imaginary");
    return result;
  }
  Expr* value = expression(node);
  if (is<FormattedString>(value)) error(node, diag::formatted_pattern);
  return value;
}

void Converter::check_single_star(const std::vector<Pattern*>& items, TSNode node) {
  int stars = 0;
  for (const Pattern* item : items)
    if (is<StarPattern>(item) && ++stars == 2) error(item->span, diag::two_star_patterns);
  (void)node;
}

Pattern* Converter::sequence_pattern(TSNode node, bool parenthesised) {
  std::vector<Pattern*> items;
  bool comma = false;
  Children list(walker_, node);
  for (Child child : list) {
    comma = comma || is_token(child, ",");
    if (child.kind != Kind::Token) items.push_back(pattern(child.node));
  }
  if (parenthesised && items.size() == 1 && !comma) {
    if (is<StarPattern>(items[0])) error(node, diag::star_pattern_alone);
    return items[0];
  }
  check_single_star(items, node);
  auto* result = make<SequencePattern>(node);
  result->items = arena_.copy(items);
  return result;
}

// What a literal key is as a key of a dict, where numbers that are equal are one key; empty where it is no literal.
static std::string key_value(const Expr* key) {
  auto number = [](double value) { return value == 0 ? std::string("0") : std::to_string(value); };
  double sign = 1;
  if (auto* unary = as<Unary>(key)) {
    if (unary->op == UnaryOperator::Minus) sign = -1;
    key = unary->operand;
  }
  if (auto* b = as<BoolLiteral>(key)) return number(b->value ? 1 : 0);
  if (auto* i = as<IntLiteral>(key)) {
    bool small = i->digits.view().size() < 15 && i->digits.view().find_first_not_of("0123456789") == std::string_view::npos;
    return small ? number(sign * std::stod(i->digits.str())) : (sign < 0 ? "-" : "") + i->digits.str();
  }
  if (auto* f = as<FloatLiteral>(key)) return number(sign * std::strtod(f->digits.str().c_str(), nullptr));
  if (auto* j = as<ImaginaryLiteral>(key)) {
    double value = sign * std::strtod(j->digits.str().c_str(), nullptr);
    return value == 0 ? "0" : number(value) + "j";
  }
  if (auto* s = as<StringLiteral>(key)) return (s->prefix == StringPrefix::Bytes ? "b'" : "'") + std::string(s->value);
  return is<NoneLiteral>(key) ? "None" : "";
}

Pattern* Converter::mapping_pattern(TSNode node) {
  auto* result = make<MappingPattern>(node);
  std::vector<std::string> seen;
  std::vector<Expr*> keys;
  std::vector<Pattern*> values;
  Children list(walker_, node);
  for (Child child : list) {
    if (result->has_rest && child.kind != Kind::Token) error(child.node, diag::rest_pattern_last);
    if (child.kind == Kind::SplatPattern) {
      Children parts(walker_, child.node);
      if (text_of(parts[0].node) != "**") error(child.node, diag::star_in_mapping);
      if (parts[1].kind == Kind::Identifier) result->rest = identifier(parts[1].node);
      else error(child.node, diag::wildcard_as_name);
      result->has_rest = true;
      pattern_name(child.node, result->rest);
    } else if (child.kind == Kind::KeyValuePattern) {
      Children parts(walker_, child.node);
      TSNode key = parts.find(Field::Key);
      Kind kind = kind_of(key);
      bool is_dotted = kind == Kind::DottedName && ts_node_child_count(key) > 1;
      bool is_literal = kind == Kind::String || kind == Kind::ConcatenatedString || kind == Kind::SignedNumber ||
                        kind == Kind::ComplexPattern || kind == Kind::True || kind == Kind::False || kind == Kind::None;
      if (!is_dotted && !is_literal) error(key, diag::mapping_key);
      keys.push_back(is_dotted ? dotted_expression(key) : is_literal ? pattern_number(key, kind) : placeholder(key));
      if (std::string value = key_value(keys.back()); !value.empty()) {
        for (const std::string& before : seen)
          if (before == value) error(key, diag::repeated_mapping_key, text_of(key));
        seen.push_back(value);
      }
      values.push_back(pattern(parts.find(Field::Value)));
      if (is<StarPattern>(values.back())) error(parts.find(Field::Value), diag::star_pattern_alone);
    }
  }
  result->keys = arena_.copy(keys);
  result->values = arena_.copy(values);
  return result;
}

Pattern* Converter::class_pattern(TSNode node) {
  auto* result = make<ClassPattern>(node);
  Children list(walker_, node);
  result->cls = dotted_expression(list.find(Field::Class));
  std::vector<Pattern*> positional, keyword_patterns;
  std::vector<Text> keywords;
  for (Child child : list) {
    if (child.kind == Kind::CasePattern) {
      if (!keywords.empty()) error(child.node, diag::positional_pattern_after_keyword);
      positional.push_back(pattern(child.node));
      if (is<StarPattern>(positional.back())) error(child.node, diag::star_pattern_alone);
    } else if (child.kind == Kind::KeywordPattern) {
      Children parts(walker_, child.node);
      Text key = identifier(parts.find(Field::Name));
      if (std::find(keywords.begin(), keywords.end(), key) != keywords.end()) error(child.node, diag::repeated_pattern_keyword, key.view());
      keywords.push_back(key);
      keyword_patterns.push_back(pattern(parts.find(Field::Value)));
    }
  }
  result->positional = arena_.copy(positional);
  result->keywords = arena_.copy(keywords);
  result->keyword_patterns = arena_.copy(keyword_patterns);
  return result;
}

// Each alternative names for itself; all must name the same.
Pattern* Converter::or_pattern(TSNode node) {
  std::vector<Pattern*> alternatives;
  std::vector<Text> before = pattern_names_ ? *pattern_names_ : std::vector<Text>{}, first;
  auto sorted = [](std::vector<Text> names) {
    std::sort(names.begin(), names.end(), [](Text a, Text b) { return a.key() < b.key(); });
    return names;
  };
  Children list(walker_, node);
  for (Child child : list) {
    if (child.kind == Kind::Token) continue;
    if (!alternatives.empty() && is_irrefutable(alternatives.back())) error(alternatives.back()->span, diag::irrefutable_pattern);
    if (pattern_names_) *pattern_names_ = before;
    alternatives.push_back(pattern(child.node));
    if (is<StarPattern>(alternatives.back())) error(child.node, diag::star_pattern_alone);
    if (!pattern_names_) continue;
    if (alternatives.size() == 1) first = sorted(*pattern_names_);
    else if (sorted(*pattern_names_) != first) error(node, diag::alternatives_bind_differently);
  }
  auto* result = make<OrPattern>(node);
  result->alternatives = arena_.copy(alternatives);
  return result;
}

}  // namespace cyrite::parsing
