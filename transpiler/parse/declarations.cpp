// cdef, cpdef and ctypedef; the blocks of C declarations; compile-time statements.
#include "parse/converter.h"

namespace cyrite::parsing {

using namespace ast;

namespace {

bool is_definition(Kind kind) {
  switch (kind) {
    case Kind::StructDefinition: case Kind::EnumDefinition: case Kind::CppclassDefinition: case Kind::FusedDefinition:
    case Kind::CclassDefinition: case Kind::CDeclaration: case Kind::CFunctionDefinition: return true;
    default: return false;
  }
}

}  // namespace

void Converter::add_modifier(TSNode node, Modifiers& modifiers) {
  std::string_view word = text_of(node);
  auto set_visibility = [&](Visibility visibility) {
    if (modifiers.visibility != Visibility::Private && modifiers.visibility != visibility && modifiers.visibility != Visibility::Extern)
      error(node, diag::conflicting_visibility, word);
    modifiers.visibility = visibility;
  };
  if (word == "public") set_visibility(Visibility::Public);
  else if (word == "readonly") set_visibility(Visibility::Readonly);
  else if (word == "extern") set_visibility(Visibility::Extern);
  else if (word == "api") modifiers.api = true;
  else if (word == "inline") modifiers.is_inline = true;
  else if (word == "packed") modifiers.packed = true;
  else if (word == "nogil") modifiers.nogil = true;
  else modifiers.is_static = true;
}

void Converter::check_cdef_place(TSNode node, Kind definition) {
  if (options_.is_pure_python) {
    error(node, diag::cython_syntax_in_python, "cdef");
    return;
  }
  bool is_type = definition == Kind::StructDefinition || definition == Kind::EnumDefinition ||
                 definition == Kind::FusedDefinition || definition == Kind::CppclassDefinition;
  switch (level_) {
    case Level::Control: case Level::Property: case Level::Class: error(node, diag::cdef_not_here); break;
    case Level::Function:
      if (definition == Kind::CFunctionDefinition) error(node, diag::c_function_not_here);
      else if (definition == Kind::CclassDefinition || is_type) error(node, diag::c_type_not_here);
      break;
    case Level::CClass:
      if (definition == Kind::CclassDefinition || is_type) error(node, diag::c_type_not_here);
      break;
    default: break;
  }
}

Stmt* Converter::cdef_statement(TSNode node, std::span<Expr*> decorators, Span span) {
  Children list(walker_, node);
  Modifiers modifiers = block_modifiers_;
  modifiers.overridable = text_of(list[0].node) == "cpdef";
  TSNode body = list.find(Field::Body), extern_node = list.find(Kind::ExternBlock);
  if (!ts_node_is_null(extern_node)) {
    if (level_ != Level::Module && level_ != Level::CBlock) error(node, diag::cdef_not_here);
    if (modifiers.overridable) error(list[0].node, diag::cpdef_block);
    return extern_block(extern_node, modifiers, span);
  }
  bool is_block = !ts_node_is_null(body) && kind_of(body) == Kind::CBlock;
  if (!is_block) return c_definition(node, modifiers, decorators, span, false);
  check_cdef_place(node, Kind::CDeclaration);
  if (modifiers.overridable) error(list[0].node, diag::cpdef_block);
  for (Child child : list)
    if (child.kind == Kind::CModifier) add_modifier(child.node, modifiers);
  return cdef_block(body, modifiers, span);
}

Stmt* Converter::cdef_block(TSNode node, const Modifiers& modifiers, Span span) {
  auto* result = make<CdefBlock>(span);
  result->modifiers = modifiers;
  Level level = level_ == Level::Function || level_ == Level::CClass ? level_ : Level::CBlock;
  result->body = c_block(node, level, modifiers);
  return result;
}

Block Converter::c_block(TSNode node, Level level, const Modifiers& modifiers) {
  Level outer = std::exchange(level_, level);
  Modifiers outer_modifiers = std::exchange(block_modifiers_, modifiers);
  std::vector<Stmt*> body;
  Children list(walker_, node);
  for (Child child : list) c_statement(child.node, child.kind, body);
  level_ = outer;
  block_modifiers_ = outer_modifiers;
  return arena_.copy(body);
}

void Converter::c_statement(TSNode node, Kind kind, std::vector<Stmt*>& out) {
  Deeper deeper(*this);
  if (kind == Kind::Token || too_deep(node)) return;
  after_future_ = true;
  if (kind == Kind::CDefinition) out.push_back(c_definition(node, block_modifiers_, {}, span_of(node), false));
  else if (kind == Kind::ExternBlock) out.push_back(extern_block(node, block_modifiers_, span_of(node)));
  else statement(node, kind, out);
}

// The words before a definition, then the definition.
Stmt* Converter::c_definition(TSNode node, Modifiers modifiers, std::span<Expr*> decorators, Span span, bool is_typedef) {
  Children list(walker_, node);
  TSNode definition{};
  for (Child child : list) {
    if (child.kind == Kind::CModifier) add_modifier(child.node, modifiers);
    if (is_definition(child.kind)) definition = child.node;
  }
  Kind kind = kind_of(definition);
  if (!is_typedef) check_cdef_place(node, kind);
  else if (options_.is_pure_python) error(node, diag::cython_syntax_in_python, "ctypedef");
  bool decorable = kind == Kind::CDeclaration || kind == Kind::CFunctionDefinition || kind == Kind::CclassDefinition ||
                   kind == Kind::CppclassDefinition || level_ == Level::CBlock;
  if (!decorators.empty() && !decorable) error(node, diag::decorator_not_here);
  switch (kind) {
    case Kind::StructDefinition: return struct_definition(definition, modifiers, span, is_typedef);
    case Kind::EnumDefinition: return enum_definition(definition, modifiers, span, is_typedef);
    case Kind::FusedDefinition: return fused_definition(definition, span);
    case Kind::CclassDefinition: return cclass_definition(definition, modifiers, decorators, span, is_typedef);
    case Kind::CppclassDefinition: return cppclass_definition(definition, modifiers, decorators, span);
    case Kind::CFunctionDefinition:
      if (is_typedef) error(node, diag::typedef_form);
      return c_function(definition, modifiers, decorators, span);
    default:
      if (is_typedef) return typedef_statement(definition, modifiers, span);
      return c_declaration(definition, modifiers, decorators, span);
  }
}

Stmt* Converter::c_declaration(TSNode node, const Modifiers& modifiers, std::span<Expr*> decorators, Span span) {
  Children list(walker_, node);
  auto* result = make<CVarDef>(span);
  result->decorators = decorators;
  result->modifiers = modifiers;
  TSNode type = list.find(Field::Type);
  result->type = ts_node_is_null(type) ? missing_type(span_of(node)) : c_type(type);
  std::vector<CDeclarator> items;
  for (Child child : list) {
    if (child.field == Field::Declarator) {
      items.push_back({declarator(child.node), nullptr, span_of(child.node)});
    } else if (child.kind == Kind::InitDeclarator) {
      Children parts(walker_, child.node);
      CDeclarator item{declarator(parts.find(Field::Declarator)), nullptr, span_of(child.node)};
      item.value = expression(parts.find(Field::Value));
      items.push_back(item);
    }
  }
  result->declarators = arena_.copy(items);
  return result;
}

Stmt* Converter::typedef_statement(TSNode node, const Modifiers& modifiers, Span span) {
  Children list(walker_, node);
  auto* result = make<Typedef>(span);
  result->modifiers = modifiers;
  TSNode type = list.find(Field::Type);
  result->type = ts_node_is_null(type) ? missing_type(span_of(node)) : c_type(type);
  int count = 0;
  for (Child child : list) {
    if (child.kind == Kind::InitDeclarator) error(child.node, diag::typedef_form);
    if (child.field != Field::Declarator) continue;
    if (++count == 1) result->declarator = declarator(child.node);
    else error(child.node, diag::typedef_form);
  }
  if (!result->declarator) result->declarator = empty_declarator(span);
  return result;
}

static const FunctionDeclarator* find_function(const Declarator* declarator) {
  while (declarator) {
    switch (declarator->kind) {
      case NodeKind::FunctionDeclarator: return static_cast<const FunctionDeclarator*>(declarator);
      case NodeKind::PointerDeclarator: declarator = static_cast<const PointerDeclarator*>(declarator)->base; break;
      case NodeKind::ReferenceDeclarator: declarator = static_cast<const ReferenceDeclarator*>(declarator)->base; break;
      case NodeKind::ArrayDeclarator: declarator = static_cast<const ArrayDeclarator*>(declarator)->base; break;
      default: return nullptr;
    }
  }
  return nullptr;
}

Stmt* Converter::c_function(TSNode node, const Modifiers& modifiers, std::span<Expr*> decorators, Span span) {
  Children list(walker_, node);
  auto* result = make<CFunctionDef>(span);
  result->decorators = decorators;
  result->modifiers = modifiers;
  TSNode type = list.find(Field::Type);
  result->type = ts_node_is_null(type) ? missing_type(span_of(node)) : c_type(type);
  result->declarator = declarator(list.find(Field::Declarator));
  Scope inside{.kind = Scope::Function};
  if (const FunctionDeclarator* function = find_function(result->declarator)) {
    for (const Parameter* item : function->parameters)
      if (item->name) inside.parameters.push_back(item->name);
  } else {
    error(list.find(Field::Declarator), diag::body_without_function);
  }
  scopes_.push_back(std::move(inside));
  Modifiers outer = std::exchange(block_modifiers_, Modifiers{});
  result->body = block(list.find(Field::Body), Level::Function);
  block_modifiers_ = outer;
  scopes_.pop_back();
  return result;
}

Stmt* Converter::property_definition(TSNode node) {
  if (level_ != Level::CClass) error(node, diag::property_not_here);
  Children list(walker_, node);
  auto* result = make<PropertyDef>(node);
  TSNode name_node = list.find(Field::Name);
  result->name = identifier(name_node);
  result->name_span = span_of(name_node);
  result->body = block(list.find(Field::Body), Level::Property);
  return result;
}

// ---- DEF and IF

Stmt* Converter::compile_time_def(TSNode node) {
  Children list(walker_, node);
  auto* result = make<CompileTimeDef>(node);
  result->name = identifier(list.find(Field::Name));
  result->value = expression(list.find(Field::Value));
  return result;
}

// The bodies stand where the IF stands.
Stmt* Converter::compile_time_if(TSNode node) {
  auto* result = make<CompileTimeIf>(node);
  std::vector<CompileTimeIf::Clause> clauses;
  auto body_of = [&](TSNode body) {
    std::vector<Stmt*> statements;
    Children list(walker_, body);
    for (Child child : list) c_statement(child.node, child.kind, statements);
    return arena_.copy(statements);
  };
  Children list(walker_, node);
  clauses.push_back({expression(list.find(Field::Condition)), {}});
  clauses.back().body = body_of(list.find(Field::Consequence));
  for (Child child : list) {
    if (child.kind != Kind::CompileTimeElifClause && child.kind != Kind::CompileTimeElseClause) continue;
    Children parts(walker_, child.node);
    CompileTimeIf::Clause clause{};
    clause.condition = optional_expression(parts.find(Field::Condition));
    clause.body = body_of(parts.find(child.kind == Kind::CompileTimeElseClause ? Field::Body : Field::Consequence));
    clauses.push_back(clause);
  }
  result->clauses = arena_.copy(clauses);
  return result;
}

}  // namespace cyrite::parsing
