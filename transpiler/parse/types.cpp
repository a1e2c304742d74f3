// C types, declarators and parameters.
#include "parse/converter.h"

namespace cyrite::parsing {

using namespace ast;

// ---- types

TypeNode* Converter::missing_type(Span span) {
  auto* result = make<SimpleType>(Span{span.begin, 0, file_});
  result->is_missing = true;
  return result;
}

TypeNode* Converter::c_type(TSNode node) {
  Deeper deeper(*this);
  Children list(walker_, node);
  TypeNode* type = nullptr;
  bool is_const = false, is_volatile = false;
  for (Child child : list) {
    switch (child.kind) {
      case Kind::TypeQualifier: {
        bool& seen = first_character(child.node) == 'c' ? is_const : is_volatile;
        if (seen) error(child.node, diag::repeated_word, text_of(child.node));
        seen = true;
        break;
      }
      case Kind::TypeName: {
        std::vector<Text> path;
        Children parts(walker_, child.node);
        for (Child part : parts)
          if (part.kind == Kind::Identifier) path.push_back(identifier(part.node));
        auto* simple = make<SimpleType>(child.node);
        simple->path = arena_.copy(path);
        type = simple;
        break;
      }
      case Kind::SizedType: type = sized_type(child.node); break;
      case Kind::TupleType: type = tuple_type(child.node); break;
      case Kind::TypeSuffix: type = type_suffix(child.node, type); break;
      default:  // the word `complex`
        if (auto* simple = as<SimpleType>(type)) {
          const_cast<SimpleType*>(simple)->is_complex = true;
          type->span = between(type->span, span_of(child.node));
        } else {
          error(child.node, diag::syntax_error, "'complex' does not go with this type");
        }
    }
  }
  if (too_deep(node)) return missing_type(span_of(node));
  if (!is_const && !is_volatile) return type;
  auto* result = make<QualifiedType>(node);
  result->base = type;
  result->is_const = is_const;
  result->is_volatile = is_volatile;
  return result;
}

// `unsigned`, `signed`, `short`, `long` in any order, with an optional basic type.
SimpleType* Converter::sized_type(TSNode node) {
  auto* result = make<SimpleType>(node);
  Text basic("int");
  Children list(walker_, node);
  for (Child child : list) {
    std::string_view word = text_of(child.node);
    if (word == "unsigned" || word == "signed") {
      if (result->signedness != Signedness::Unspecified) error(child.node, diag::repeated_word, word);
      result->signedness = word == "unsigned" ? Signedness::Unsigned : Signedness::Signed;
    } else if (word == "short" || word == "long") {
      bool fits = word == "short" ? result->longness == 0 : result->longness >= 0 && result->longness < 2;
      if (!fits) error(child.node, diag::repeated_word, word);
      else result->longness = static_cast<std::int8_t>(word == "short" ? -1 : result->longness + 1);
    } else {
      basic = Text(word);
    }
  }
  result->path = arena_.copy(std::vector<Text>{basic});
  return result;
}

TypeNode* Converter::type_suffix(TSNode node, TypeNode* base) {
  Children list(walker_, node);
  Span span = between(base->span, span_of(node));
  if (is_token(list[0], ".")) {
    auto* result = make<NestedType>(span);
    result->base = base;
    result->name = identifier(list[1].node);
    return result;
  }
  std::vector<Expr*> items;
  std::vector<Keyword*> keywords;
  for (Child child : list) {
    if (child.kind == Kind::Token) continue;
    if (child.kind == Kind::KeywordArgument) {
      keywords.push_back(keyword(child.node));
      continue;
    }
    if (!keywords.empty()) error(child.node, diag::positional_after_keyword);
    items.push_back(expression(child.node));
  }
  auto* result = make<SubscriptType>(span);
  result->base = base;
  result->arguments = arena_.copy(items);
  result->keywords = arena_.copy(keywords);
  return result;
}

TypeNode* Converter::tuple_type(TSNode node) {
  std::vector<TypeExpr*> items;
  bool comma = false;
  Children list(walker_, node);
  for (Child child : list) {
    comma = comma || is_token(child, ",");
    if (child.kind == Kind::CTypeId) items.push_back(c_type_id(child.node));
  }
  if (items.size() == 1 && !comma && is<NameDeclarator>(items[0]->declarator)) return items[0]->type;
  auto* result = make<TupleType>(node);
  result->items = arena_.copy(items);
  return result;
}

TypeExpr* Converter::c_type_id(TSNode node) {
  Children list(walker_, node);
  auto* result = make<TypeExpr>(node);
  result->type = c_type(list.find(Field::Type));
  TSNode declarator_node = list.find(Field::Declarator);
  result->declarator = ts_node_is_null(declarator_node) ? empty_declarator(result->span) : declarator(declarator_node);
  return result;
}

// The type read as an expression (`sizeof(x)`, `sizeof(a.b)`, `sizeof(x[0])`); null if it has no such reading.
Expr* Converter::expression_of_type(const TypeNode* type) {
  if (auto* simple = as<SimpleType>(type)) {
    if (simple->is_missing || simple->is_complex || simple->longness || simple->signedness != Signedness::Unspecified) return nullptr;
    auto* first = make<Name>(type->span);
    first->name = simple->path[0];
    Expr* result = first;
    for (Text part : simple->path.subspan(1)) {
      auto* attribute = make<Attribute>(type->span);
      attribute->value = result;
      attribute->name = part;
      attribute->name_span = type->span;
      result = attribute;
    }
    return result;
  }
  if (auto* nested = as<NestedType>(type)) {
    Expr* base = expression_of_type(nested->base);
    if (!base) return nullptr;
    auto* result = make<Attribute>(type->span);
    result->value = base;
    result->name = nested->name;
    result->name_span = type->span;
    return result;
  }
  auto* subscript = as<SubscriptType>(type);
  if (!subscript || !subscript->keywords.empty() || subscript->arguments.empty()) return nullptr;
  Expr* base = expression_of_type(subscript->base);
  std::vector<Expr*> items;
  for (Expr* item : subscript->arguments) {
    if (auto* inner = as<TypeExpr>(item)) item = is<NameDeclarator>(inner->declarator) ? expression_of_type(inner->type) : nullptr;
    if (!item) return nullptr;
    items.push_back(item);
  }
  if (!base) return nullptr;
  auto* result = make<Subscript>(type->span);
  result->value = base;
  result->index = items[0];
  if (items.size() > 1) {
    auto* tuple = make<TupleDisplay>(between(items.front()->span, items.back()->span));
    tuple->items = arena_.copy(items);
    result->index = tuple;
  }
  return result;
}

// ---- declarators

Declarator* Converter::empty_declarator(Span span) { return make<NameDeclarator>(Span{span.end(), 0, file_}); }

Declarator* Converter::declarator(TSNode node) {
  Deeper deeper(*this);
  if (too_deep(node)) return empty_declarator(span_of(node));
  switch (kind_of(node)) {
    case Kind::NameDeclarator: return name_declarator(node);
    case Kind::PointerDeclarator: case Kind::AbstractPointerDeclarator: return pointer_declarator(node);
    case Kind::ArrayDeclarator: case Kind::AbstractArrayDeclarator: return array_declarator(node);
    case Kind::FunctionDeclarator: case Kind::AbstractFunctionDeclarator: return function_declarator(node);
    default: {  // parentheses, calling conventions
      Children list(walker_, node);
      Declarator* inner = declarator(list.find(Field::Declarator));
      TSNode convention = list.find(Kind::CallingConvention);
      if (auto* function = const_cast<FunctionDeclarator*>(as<FunctionDeclarator>(inner)); function && !ts_node_is_null(convention)) function->calling_convention = Text(text_of(convention));
      return inner;
    }
  }
}

NameDeclarator* Converter::name_declarator(TSNode node) {
  Children list(walker_, node);
  auto* result = make<NameDeclarator>(node);
  TSNode name_node = list.find(Field::Name);
  result->name_span = span_of(name_node);
  if (kind_of(name_node) == Kind::Identifier) {
    result->name = identifier(name_node);
  } else {
    std::string whole;  // operator names and destructors, without blanks between signs
    Children parts(walker_, name_node);
    for (Child part : parts) {
      std::string_view word = text_of(part.node);
      if (!whole.empty() && whole != "~" && ((word[0] >= 'a' && word[0] <= 'z') || part.kind == Kind::Identifier)) whole += ' ';
      whole += word;
    }
    result->name = Text(whole);
    if (kind_of(name_node) == Kind::OperatorName) result->operator_name = Text(std::string_view(whole).substr(whole[8] == ' ' ? 9 : 8));
  }
  TSNode cname = list.find(Field::Cname);
  if (!ts_node_is_null(cname)) result->cname = Text(plain_string(cname));
  return result;
}

Declarator* Converter::pointer_declarator(TSNode node) {
  Children list(walker_, node);
  TSNode inner = list.find(Field::Declarator);
  Declarator* base = ts_node_is_null(inner) ? empty_declarator(span_of(node)) : declarator(inner);
  std::string_view sign = text_of(list.find(Field::Operator));
  if (sign[0] == '&') {
    auto* result = make<ReferenceDeclarator>(node);
    result->base = base;
    result->is_rvalue = sign.size() == 2;
    return result;
  }
  auto* result = make<PointerDeclarator>(node);
  for (Child child : list) {
    if (child.kind == Kind::TypeQualifier) (first_character(child.node) == 'c' ? result->is_const : result->is_volatile) = true;
    if (child.field == Field::Restrict) result->is_restrict = true;
  }
  result->base = base;
  if (sign.size() == 1) return result;
  auto* outer = make<PointerDeclarator>(node);
  // The qualifiers of `**const p` belong to the inner star, p itself.
  outer->base = result;
  return outer;
}

Declarator* Converter::array_declarator(TSNode node) {
  Children list(walker_, node);
  auto* result = make<ArrayDeclarator>(node);
  TSNode inner = list.find(Field::Declarator);
  result->base = ts_node_is_null(inner) ? empty_declarator(span_of(node)) : declarator(inner);
  int sizes = 0;
  for (Child child : list) {
    if (child.field != Field::Size) continue;
    if (++sizes == 1) result->size = expression(child.node);
    else error(child.node, diag::several_array_sizes);
  }
  return result;
}

Declarator* Converter::function_declarator(TSNode node) {
  Children list(walker_, node);
  auto* result = make<FunctionDeclarator>(node);
  TSNode inner = list.find(Field::Declarator);
  if (ts_node_is_null(inner)) {
    result->base = empty_declarator(Span{ts_node_start_byte(node), 0, file_});
  } else if (kind_of(inner) == Kind::ArrayDeclarator) {  // C++: `T f[T, U](T, U)`; there are no arrays of functions
    std::vector<TemplateParameter> templates;
    Children parts(walker_, inner);
    result->base = declarator(parts.find(Field::Declarator));
    for (Child child : parts) {
      if (child.field != Field::Size || child.kind == Kind::Token) continue;
      if (child.kind != Kind::Identifier) error(child.node, diag::template_parameter_name);
      templates.push_back({identifier(child.node), false, span_of(child.node)});
    }
    result->template_parameters = arena_.copy(templates);
  } else {
    result->base = declarator(inner);
    if (kind_of(inner) == Kind::CallingConventionDeclarator) {
      Children words(walker_, inner);
      result->calling_convention = Text(text_of(words.find(Kind::CallingConvention)));
    }
  }
  result->parameters = arena_.copy(parameters(list.find(Field::Parameters), ParameterPlace::C, &result->has_varargs));
  function_clauses(list, *result);
  return result;
}

void Converter::function_clauses(const Children& list, FunctionDeclarator& result) {
  for (Child child : list) {
    if (child.kind == Kind::TypeQualifier) result.is_const_method = true;
    if (child.kind == Kind::GilClause) {
      Children words(walker_, child.node);
      std::string_view last = text_of(words[words.size() - 1].node);
      if (last == "nogil") result.nogil = true;
      else result.nogil = result.with_gil = true;
    }
    if (child.kind == Kind::ExceptionClause) {
      if (result.exception_clause != ExceptionClause::Unspecified) error(child.node, diag::repeated_word, "except");
      exception_clause(child.node, result);
    }
  }
}

void Converter::exception_clause(TSNode node, FunctionDeclarator& result) {
  Children list(walker_, node);
  if (is_token(list[0], "noexcept")) {
    result.exception_clause = ExceptionClause::NoExcept;
    return;
  }
  TSNode value = list.find(Field::Value), handler = list.find(Field::Handler);
  if (!ts_node_is_null(value)) {
    result.exception_clause = has_token(list, "?") ? ExceptionClause::ValueMaybe : ExceptionClause::Value;
    result.exception_value = expression(value);
  } else if (is_token(list[1], "*")) {
    result.exception_clause = ExceptionClause::Star;
  } else {
    result.exception_clause = ExceptionClause::CppPlus;
    if (!ts_node_is_null(handler)) {
      if (kind_of(handler) == Kind::Token) result.star_handler = true;
      else result.exception_value = expression(handler);
      if (kind_of(handler) == Kind::Identifier && text_of(handler) == "nogil") error(handler, diag::except_plus_name, "nogil", "nogil");
    }
  }
}

}  // namespace cyrite::parsing
