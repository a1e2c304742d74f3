// Declares structs, unions, enums, typedefs and fused types.
#include <fmt/format.h>

#include "check/declarations.h"
#include "check/expressions.h"
#include "check/fused.h"

namespace cyrite::check {

void note_type_declaration(Checker& c, const Type* type, typed::TypeDeclaration::Kind kind) { c.module->declarations.push_back({type, kind}); }

namespace {

// `api` types keep their names as well: name_api.h declares them.
ast::Visibility visibility_in_c(const ast::Modifiers& m) { return m.api ? ast::Visibility::Public : m.visibility; }

Text c_name_of_type(Checker& c, Scope& scope, Text name, Text cname, ast::Visibility visibility, std::string_view prefix) {
  const Place& place = declarations_of(c).place;
  if (place.is_extern) {
    Text base = cname ? cname : name;
    if (auto* cls = as<CppClassType>(scope.owner_type)) return Text(c_declaration(cls, "") + "::" + base.str());
    bool of_language = base == "bool";  // a keyword is in no namespace
    return place.name_space.empty() || cname || of_language ? base : Text(place.name_space.str() + "::" + name.str());
  }
  if (cname) return cname;
  if (visibility == ast::Visibility::Public) return name;
  Scope* module = module_scope_of(&scope);
  if (module && !is_main_scope(c, &scope)) return identifier_text(fmt::format("{}{}.{}", prefix, module->name.view(), name.view()));
  return unique_c_name(c, std::string(prefix), name);
}

// The module that declares a type, when it is not the one that is compiled.
Text other_module(Checker& c, Scope& scope) {
  Scope* module = module_scope_of(&scope);
  return module && !is_main_scope(c, &scope) ? module->name : Text();
}

void add_struct_member(Checker& c, StructType& type, const ast::NameDeclarator& name, const Type* member) {
  if (is_object(member)) { c.error(name.span, diag::object_in_struct); member = c.types.error; }
  else if (is_view(member)) { c.error(name.span, diag::view_in_struct); member = c.types.error; }
  else if (resolved(member) == &type) { c.error(name.span, diag::struct_in_itself); member = c.types.error; }
  else if (member->kind == TypeKind::Function) member = c.types.pointer_to(member);
  else if (is_incomplete(member) && !is_error(member) && (!as<ArrayType>(member) || !declarations_of(c).place.is_extern)) c.error(name.span, diag::incomplete_variable, type_text(member));
  if (Symbol* known = type.scope->find_here(name.name)) { redeclared(c, name.name_span, name.name, *known); return; }
  // Own names are kept apart from C++ keywords and macros; what C sees keeps its name.
  bool seen_by_c = type.declared_extern || type.is_typedef_form || type.c_name == type.name;
  Text c_name = name.cname ? name.cname : seen_by_c ? name.name : identifier_text("m_" + name.name.str());
  type.fields.push_back({name.name, c_name, member, name.name_span});
  Symbol* symbol = add_symbol(c, *type.scope, SymbolKind::Field, name.name, member, name.name_span);
  symbol->c_name = c_name;
}

void read_members(Checker& c, StructType& type, ast::Block members) {
  for (const ast::Stmt* statement : members) {
    if (auto* branch = ast::as<ast::CompileTimeIf>(statement)) { read_members(c, type, chosen_branch(c, *branch)); continue; }
    auto* d = ast::as<ast::CVarDef>(statement);
    if (!d) { if (!ast::is<ast::Pass>(statement)) declare_statement(c, *statement); continue; }
    const Type* base = c.resolve_type(*d->type);
    for (const ast::CDeclarator& declarator : d->declarators) {
      const ast::NameDeclarator* name = nullptr;
      const Type* member = resolve_declarator(c, base, declarator.declarator, &name, {});
      if (name && !name->name.empty()) add_struct_member(c, type, *name, member);
      if (declarator.value) c.error(declarator.span, diag::value_in_class);
    }
  }
}

StructType* new_struct(Checker& c, const ast::StructDef& d) {
  const Place& place = declarations_of(c).place;
  auto* type = c.types.make_named<StructType>(TypeKind::Struct, d.name, {});
  type->c_name = c_name_of_type(c, *c.at.scope, d.name, d.cname, visibility_in_c(d.modifiers), d.is_union ? "cy_u_" : "cy_s_");
  type->module_name = other_module(c, *c.at.scope);
  type->is_union = d.is_union;
  type->declared_extern = place.is_extern;
  type->is_typedef_form = d.is_typedef && (place.is_extern || d.modifiers.visibility == ast::Visibility::Public);
  type->written_typedef = d.is_typedef;
  type->is_packed = d.modifiers.packed;
  type->span = d.name_span;
  type->scope = new_scope(c, ScopeKind::Struct, d.name, nullptr);
  type->scope->owner_type = type;
  return type;
}

const ConstantValue* next_value(Checker& c, const ConstantValue* previous) {
  if (!previous) return nullptr;
  auto number = small_integer(*previous);
  if (!number) return nullptr;
  ConstantValue value{ConstantValue::Int};
  value.text = std::to_string(*number + 1);
  return c.arena.make_owned<ConstantValue>(value);
}

std::string enumerator_text(Checker& c, const ast::Expr& e) {
  if (auto value = c.compile_time_value(e, false)) {
    if (value->kind == ConstantValue::Int) return value->text;
    if (value->kind == ConstantValue::Bool) return value->truth ? "1" : "0";
    if (value->kind == ConstantValue::Bytes && value->text.size() == 1) return std::to_string(static_cast<int>(value->text[0]));
  }
  return constant_c_text(c, e);
}

struct Enumerators {
  Checker& c;
  EnumType& type;
  const ast::EnumDef& d;
  const ConstantValue* previous = nullptr;
  bool known = true;  // the last value is known

  void add(const ast::Enumerator& item) {
    const Place& place = declarations_of(c).place;
    const Type* member_type = type.is_anonymous ? static_cast<const Type*>(c.types.int_) : &type;
    Scope& scope = type.is_scoped ? *type.members : *c.at.scope;
    if (Symbol* before = scope.find_here(item.name); before && before->kind != SymbolKind::PythonName) {
      if (!(place.is_extern && before->kind == SymbolKind::EnumMember)) redeclared(c, item.span, item.name, *before);
      return;
    }
    Symbol* symbol = add_symbol(c, scope, SymbolKind::EnumMember, item.name, member_type, item.span);
    symbol->origin = place.is_extern ? Origin::Extern : Origin::ThisModule;
    symbol->visibility = d.modifiers.visibility;
    symbol->c_name = c_name(item, place, scope);
    if (item.value) set_value(*symbol, *item.value);
    else if (!place.is_extern) count_on(*symbol);
    previous = symbol->constant;
    known = symbol->constant != nullptr;
    if (&scope != type.members) { type.members->symbols[item.name] = symbol; type.members->in_order.push_back(symbol); }
  }

  Text c_name(const ast::Enumerator& item, const Place& place, Scope& scope) {
    if (type.is_scoped) return Text(type.c_name.str() + "::" + (item.cname ? item.cname : item.name).str());
    if (item.cname) return item.cname;
    if (auto* cls = as<CppClassType>(scope.owner_type); place.is_extern && cls) return Text(c_declaration(cls, "") + "::" + item.name.str());
    if (place.is_extern) return place.name_space.empty() ? item.name : Text(place.name_space.str() + "::" + item.name.str());
    if (d.modifiers.visibility == ast::Visibility::Public) return item.name;
    Scope* module = module_scope_of(&scope);
    if (module && !is_main_scope(c, &scope)) return identifier_text(fmt::format("cy_e_{}.{}", module->name.view(), item.name.view()));
    return unique_c_name(c, "cy_e_", item.name);
  }

  void set_value(Symbol& symbol, const ast::Expr& e) {
    auto value = c.compile_time_value(e, false);
    if (value && value->kind == ConstantValue::Int) symbol.constant = c.arena.make_owned<ConstantValue>(*value);
    symbol.value_text = Text(enumerator_text(c, e));
    if (symbol.value_text.empty()) c.error(e.span, diag::enumerator_constant);
  }

  void count_on(Symbol& symbol) {
    if (!previous && known && type.members->in_order.empty()) symbol.constant = c.arena.make_owned<ConstantValue>(ConstantValue{ConstantValue::Int, "0"});
    else symbol.constant = next_value(c, previous);
  }
};

}  // namespace

// C text of a constant expression whose value only the C++ compiler knows; empty where there is none.
std::string constant_c_text(Checker& c, const ast::Expr& e) {
  auto symbol_text = [](const Symbol* s) {
    bool constant = s && (s->kind == SymbolKind::EnumMember || (s->kind == SymbolKind::CVariable && s->origin == Origin::Extern));
    return constant ? s->c_name.str() : std::string();
  };
  if (auto* literal = ast::as<ast::IntLiteral>(&e)) return literal->digits.str();
  if (auto* name = ast::as<ast::Name>(&e)) return symbol_text(c.look_up(name->name));
  if (auto* attribute = ast::as<ast::Attribute>(&e)) {
    auto* base = ast::as<ast::Name>(attribute->value);
    Symbol* owner = base ? c.look_up(base->name) : nullptr;
    Scope* scope = !owner ? nullptr : owner->scope ? owner->scope : owner->kind == SymbolKind::TypeName ? c.scope_of_type(owner->type) : nullptr;
    return scope ? symbol_text(c.look_up_in(*scope, attribute->name)) : std::string();
  }
  if (auto* unary = ast::as<ast::Unary>(&e)) {
    std::string operand = constant_c_text(c, *unary->operand);
    char op = unary->op == ast::UnaryOperator::Minus ? '-' : unary->op == ast::UnaryOperator::Invert ? '~' : unary->op == ast::UnaryOperator::Plus ? '+' : '!';
    return operand.empty() || unary->op == ast::UnaryOperator::AddressOf ? std::string() : fmt::format("({}{})", op, operand);
  }
  if (auto* binary = ast::as<ast::Binary>(&e)) {
    constexpr std::string_view ops[] = {"+", "-", "*", "", "/", "/", "%", "", "<<", ">>", "&", "|", "^"};
    std::string_view op = ops[static_cast<int>(binary->op)];
    std::string left = constant_c_text(c, *binary->left), right = constant_c_text(c, *binary->right);
    return left.empty() || right.empty() || op.empty() ? std::string() : fmt::format("({} {} {})", left, op, right);
  }
  if (auto* size = ast::as<ast::Sizeof>(&e); size && size->type) {
    const Type* type = c.resolve_type(*size->type, size->declarator);
    return is_error(type) ? std::string() : fmt::format("sizeof({})", c_declaration(type, {}));
  }
  if (auto* cast = ast::as<ast::Cast>(&e)) {
    std::string value = constant_c_text(c, *cast->value);
    const Type* type = value.empty() ? nullptr : c.resolve_type(*cast->type, cast->declarator);
    return !type || is_error(type) ? std::string() : fmt::format("(({}){})", c_declaration(type, {}), value);
  }
  return {};
}

void declare_struct(Checker& c, const ast::StructDef& d) {
  const Place& place = declarations_of(c).place;
  Scope& scope = *c.at.scope;
  Symbol* symbol = scope.find_here(d.name);
  StructType* type = nullptr;
  if (symbol && symbol->kind == SymbolKind::TypeName && symbol->type->kind == TypeKind::Struct) {
    type = const_cast<StructType*>(static_cast<const StructType*>(symbol->type));
    if (type->is_union != d.is_union) { redeclared(c, d.name_span, d.name, *symbol); return; }
    if (type->written_typedef != d.is_typedef && !place.is_extern) c.error(d.span, diag::typedef_word_differs, d.name.view(), d.is_typedef ? "cdef" : "ctypedef");
    if (type->is_complete && d.has_body) {
      if (!place.is_extern) redeclared(c, d.name_span, d.name, *symbol);
      return;
    }
  } else if (symbol && symbol->kind != SymbolKind::PythonName) {
    redeclared(c, d.name_span, d.name, *symbol);
    return;
  } else {
    type = new_struct(c, d);
    symbol = add_symbol(c, scope, SymbolKind::TypeName, d.name, type, d.name_span);
    symbol->c_name = type->c_name;
    symbol->origin = place.is_extern ? Origin::Extern : Origin::ThisModule;
    symbol->visibility = d.modifiers.visibility;
  }
  if (!d.has_body) return;
  read_members(c, *type, d.members);
  type->is_complete = true;
  if (type->fields.empty() && !place.is_extern) c.error(d.span, diag::empty_struct);
  if (!place.is_extern) note_type_declaration(c, type, d.is_union ? typed::TypeDeclaration::Union : typed::TypeDeclaration::Struct);
}

namespace {
EnumType* new_enum(Checker& c, const ast::EnumDef& d) {
  const Place& place = declarations_of(c).place;
  Scope& scope = *c.at.scope;
  auto* type = c.types.make_named<EnumType>(TypeKind::Enum, d.name, {});
  type->members = new_scope(c, ScopeKind::Enum, d.name, &scope);
  type->members->owner_type = type;
  type->is_scoped = d.is_scoped;
  type->is_cpdef = d.modifiers.overridable;
  type->module_name = other_module(c, scope);
  type->is_anonymous = d.name.empty();
  type->declared_extern = place.is_extern;
  type->span = d.name_span;
  type->has_doc = !d.doc.empty();
  type->doc = d.doc;
  if (d.name) {
    std::string spelling = c_name_of_type(c, scope, d.name, d.cname, visibility_in_c(d.modifiers), "cy_enum_").str();
    bool tagged = place.is_extern && !d.is_typedef && !d.is_scoped && place.name_space.empty() && !c.module->is_cplus;
    type->c_name = Text(tagged && spelling.find(' ') == spelling.npos ? "enum " + spelling : spelling);
    Symbol* symbol = add_symbol(c, scope, SymbolKind::TypeName, d.name, type, d.name_span);
    symbol->c_name = type->c_name;
    symbol->origin = place.is_extern ? Origin::Extern : Origin::ThisModule;
    if (type->is_cpdef) {
      symbol->python_counterpart = c.arena.make_owned<Symbol>();
      symbol->python_counterpart->kind = SymbolKind::PythonName;
      symbol->python_counterpart->name = d.name;
    }
  }
  return type;
}

}  // namespace

void declare_enum(Checker& c, const ast::EnumDef& d) {
  const Place& place = declarations_of(c).place;
  Scope& scope = *c.at.scope;
  EnumType* type = nullptr;
  if (d.name) {
    Symbol* known = scope.find_here(d.name);
    if (known && known->kind == SymbolKind::TypeName && known->type->kind == TypeKind::Enum) {
      type = const_cast<EnumType*>(static_cast<const EnumType*>(known->type));
      if (!type->members->in_order.empty() && !d.members.empty()) { redeclared(c, d.name_span, d.name, *known); return; }
    } else if (known && known->kind != SymbolKind::PythonName) {
      redeclared(c, d.name_span, d.name, *known);
      return;
    }
  }
  bool is_new = !type || type->members->in_order.empty();
  if (!type) type = new_enum(c, d);
  if (d.base) {
    type->underlying = c.resolve_type(*d.base);
    if (!is_error(type->underlying) && kind_of(type->underlying) != TypeKind::Int) c.error(d.base->span, diag::enum_base, type_text(type->underlying));
  } else if (is_new && d.is_scoped) {
    type->underlying = c.types.int_;
  }
  Enumerators reader{c, *type, d};
  for (const ast::Enumerator& item : d.members) reader.add(item);
  if (d.has_body && d.members.empty() && !place.is_extern) c.error(d.span, diag::empty_enum);
  if (is_new && !place.is_extern) note_type_declaration(c, type, typed::TypeDeclaration::Enum);
  bool is_public = !place.is_extern && !type->is_scoped && (d.modifiers.visibility == ast::Visibility::Public || d.modifiers.api);
  if ((d.modifiers.overridable || is_public) && is_main_scope(c, &scope)) c.module->python_enums.push_back(type);
}

static void declare_included_type_names(Checker& c, const ast::Include& d) {
  DeclarationState& state = declarations_of(c);
  const ast::Module* included = included_module(c, d);
  if (!included) return;  // said where the statement stands, as that a file includes itself is
  const std::string& path = c.sources[included->file].path;
  if (!state.naming_includes.insert(path).second) return;
  declare_type_names(c, included->body);
  declare_extern_type_names(c, included->body);
  state.naming_includes.erase(path);
}

// Types may be used before the statement that declares them: their names are bound first.
void declare_type_names(Checker& c, ast::Block block) {
  for (const ast::Stmt* statement : block) {
    if (auto* include = ast::as<ast::Include>(statement)) declare_included_type_names(c, *include);
    if (auto* cls = ast::as<ast::ClassDef>(statement)) declare_pure_class_name(c, *cls);
    if (auto* words = ast::as<ast::CdefBlock>(statement); words && words->modifiers.visibility != ast::Visibility::Extern) declare_type_names(c, words->body);
    if (auto* cls = ast::as<ast::CClassDef>(statement); cls && cls->has_body) declare_class_name(c, *cls);
    if (auto* cpp = ast::as<ast::CppClassDef>(statement)) declare_cpp_class_name(c, *cpp);
    auto* d = ast::as<ast::StructDef>(statement);
    auto* e = ast::as<ast::EnumDef>(statement);
    Text name = d ? d->name : e ? e->name : Text();
    if (!name || c.at.scope->find_here(name)) continue;
    if (e) {
      new_enum(c, *e);
      continue;
    }
    const Place& place = declarations_of(c).place;
    StructType* type = new_struct(c, *d);
    Symbol* symbol = add_symbol(c, *c.at.scope, SymbolKind::TypeName, name, type, d->name_span);
    symbol->c_name = type->c_name;
    symbol->origin = place.is_extern ? Origin::Extern : Origin::ThisModule;
    symbol->visibility = d->modifiers.visibility;
  }
}

void declare_typedef(Checker& c, const ast::Typedef& d) {
  DeclarationState& state = declarations_of(c);
  const ast::NameDeclarator* name = nullptr;
  const Type* target = c.resolve_type(*d.type, d.declarator, &name);
  if (!name || name->name.empty()) { c.error(d.span, diag::declaration_without_name); return; }
  if (as<BufferType>(target)) { c.error(d.span, diag::buffer_typedef); target = c.types.error; }
  Scope& scope = *c.at.scope;
  if (Symbol* known = scope.find_here(name->name); known && known->kind != SymbolKind::PythonName) {
    bool same = known->kind == SymbolKind::TypeName && (known->type == target || resolved(known->type) == resolved(target) || state.place.is_extern);
    if (!same) redeclared(c, name->name_span, name->name, *known);
    return;
  }
  Text c_name = is_error(target) ? Text() : c_name_of_type(c, scope, name->name, name->cname, visibility_in_c(d.modifiers), "cy_t_");
  const Type* type = target;
  auto* integer = target->kind == TypeKind::Int ? static_cast<const IntType*>(target) : nullptr;
  auto* floating = target->kind == TypeKind::Float ? static_cast<const FloatType*>(target) : nullptr;
  if (is_error(target) || is_object(target) || kind_of(target) == TypeKind::Fused) {
    type = target;
  } else if (state.place.is_extern && integer) {
    auto* own = c.types.make_named<IntType>(TypeKind::Int, name->name, c_name);
    own->rank = integer->rank; own->sign = integer->sign; own->role = integer->role; own->size_unknown = true;
    type = own;
  } else if (state.place.is_extern && floating) {
    auto* own = c.types.make_named<FloatType>(TypeKind::Float, name->name, c_name);
    own->rank = floating->rank; own->size_unknown = true;
    type = own;
  } else {
    auto* own = c.types.make_named<AliasType>(TypeKind::Alias, name->name, c_name);
    own->target = target; own->declared_extern = state.place.is_extern; own->span = name->name_span; own->module_name = other_module(c, scope);
    type = own;
    const ast::Declarator* around = d.declarator;
    while (auto* pointer = ast::as<ast::PointerDeclarator>(around)) around = pointer->base;
    if (auto* function = ast::as<ast::FunctionDeclarator>(around); function && is_function_pointer(target)) state.pointer_parameters[own] = function;
    if (!state.place.is_extern && !is_view(target) && !contains_fused(target)) note_type_declaration(c, type, typed::TypeDeclaration::Typedef);
  }
  Symbol* symbol = add_symbol(c, scope, SymbolKind::TypeName, name->name, type, name->name_span);
  symbol->c_name = c_name;
  symbol->origin = state.place.is_extern ? Origin::Extern : Origin::ThisModule;
  symbol->visibility = d.modifiers.visibility;
  symbol->api = d.modifiers.api;
}

void declare_fused(Checker& c, const ast::FusedDef& d) {
  if (Symbol* known = c.at.scope->find_here(d.name); known && known->kind != SymbolKind::PythonName) {
    redeclared(c, d.name_span, d.name, *known);
    return;
  }
  auto* type = c.types.make_named<FusedType>(TypeKind::Fused, d.name, {});
  for (const ast::TypeExpr* member : d.members) {
    const Type* t = c.resolve_type(*member->type, member->declarator);
    if (is_error(t)) continue;
    // A fused type among the members gives all of its own.
    std::vector<const Type*> added{t};
    if (auto* inner = as<FusedType>(t)) added = inner->members;
    else if (contains_fused(t)) added = fused_alternatives(c, t);
    for (const Type* one : added) {
      bool twice = false;
      for (const Type* before : type->members) twice |= before == one;
      if (twice && added.size() == 1) c.error(member->span, diag::fused_twice, type_text(one));
      if (!twice) type->members.push_back(one);
    }
  }
  add_symbol(c, *c.at.scope, SymbolKind::TypeName, d.name, type, d.name_span);
}

}  // namespace cyrite::check
