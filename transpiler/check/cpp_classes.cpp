// C++ classes as cppclass declares them, extern ones and the program's own: members, templates, and the instances made of templates.
#include <fmt/format.h>

#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

using Choice = std::unordered_map<const Type*, const Type*>;

const Type* substituted_type(Checker& c, const Type* type, const Choice& choice) {
  if (!type) return type;
  if (auto found = choice.find(type); found != choice.end()) return found->second;
  auto inside = [&](const Type* t) { return substituted_type(c, t, choice); };
  switch (type->kind) {
    case TypeKind::Alias: {
      auto* target = static_cast<const AliasType*>(type)->target;
      const Type* other = inside(target);
      return other == target ? type : other;
    }
    case TypeKind::Const: { auto* t = static_cast<const ConstType*>(type); return c.types.const_of(inside(t->base), t->is_const, t->is_volatile); }
    case TypeKind::Pointer: return c.types.pointer_to(inside(static_cast<const PointerType*>(type)->base));
    case TypeKind::Reference: { auto* t = static_cast<const ReferenceType*>(type); return c.types.reference_to(inside(t->base), t->is_rvalue); }
    case TypeKind::Array: { auto* t = static_cast<const ArrayType*>(type); return c.types.array_of(inside(t->base), t->size, t->size_text); }
    case TypeKind::Complex: return c.types.complex_of(inside(static_cast<const ComplexType*>(type)->real));
    case TypeKind::View: { auto* t = static_cast<const ViewType*>(type); return c.types.view_of(inside(t->dtype), t->axes); }
    case TypeKind::Buffer: {
      auto* t = static_cast<const BufferType*>(type);
      return c.types.buffer_of(t->base, inside(t->dtype), t->ndim, t->mode, t->negative_indices, t->cast);
    }
    case TypeKind::Tuple: {
      std::vector<const Type*> items;
      for (const Type* item : static_cast<const TupleTypeC*>(type)->items) items.push_back(inside(item));
      return c.types.ctuple_of(std::move(items));
    }
    case TypeKind::Function: {
      FunctionType f = *static_cast<const FunctionType*>(type);
      f.result = inside(f.result);
      for (FunctionParameter& p : f.parameters) p.type = inside(p.type);
      if (f.exceptions.kind == ExceptionSpec::ValueMaybe && !f.exceptions.declared) {
        std::string value = default_exception_value(f.result);
        f.exceptions.kind = value.empty() ? ExceptionSpec::Always : ExceptionSpec::ValueMaybe;
        f.exceptions.value = Text(value);
      }
      if (is_object(f.result) && f.exceptions.kind != ExceptionSpec::Cpp) { f.exceptions.kind = ExceptionSpec::Object; f.exceptions.value = {}; }
      else if (f.exceptions.kind == ExceptionSpec::Always && is_object(f.result)) f.exceptions.kind = ExceptionSpec::Object;
      return c.types.function(std::move(f));
    }
    case TypeKind::CppClass: {
      auto* t = static_cast<const CppClassType*>(type);
      if (t->outer && !t->generic) {  // a class inside the template: that of the instance
        const Type* outer = inside(t->outer);
        if (outer != t->outer)
          if (Scope* scope = c.scope_of_type(outer))
            if (Symbol* s = scope->find_here(t->name); s && s->kind == SymbolKind::TypeName) return s->type;
        return type;
      }
      if (!t->generic) {
        if (t->parameters.empty()) return type;
        std::vector<const Type*> arguments;  // the template named inside itself
        bool changed = false;
        for (const Type* parameter : t->parameters) { arguments.push_back(inside(parameter)); changed |= arguments.back() != parameter; }
        return changed ? cpp_instance(c, {}, t, std::move(arguments)) : type;
      }
      std::vector<const Type*> arguments;
      for (const Type* argument : t->arguments) arguments.push_back(inside(argument));
      return cpp_instance(c, {}, t->generic, std::move(arguments));
    }
    default: return type;
  }
}

const Type* cpp_instance(Checker& c, Span span, const CppClassType* generic, std::vector<const Type*> arguments) {
  for (const Type* argument : arguments)
    if (is_error(argument)) return c.types.error;
  std::size_t required = 0;
  for (const TemplateParameterType* p : generic->parameters) required += !p->optional;
  if (arguments.size() < required || arguments.size() > generic->parameters.size()) {
    c.error(span, diag::template_argument_count, generic->name.view(), generic->parameters.size(), arguments.size());
    return c.types.error;
  }
  // The template inside its own body stands for itself.
  bool own = arguments.size() == generic->parameters.size();
  for (std::size_t k = 0; own && k < arguments.size(); ++k) own = arguments[k] == generic->parameters[k];
  if (own) return generic;
  return c.types.instance_of(generic, std::move(arguments));
}

namespace {

Choice choice_of(const CppClassType& instance) {
  Choice choice;
  for (std::size_t k = 0; k < instance.arguments.size() && k < instance.generic->parameters.size(); ++k)
    choice[instance.generic->parameters[k]] = instance.arguments[k];
  return choice;
}

// A class nested in a template, for one instance of the outer class.
const Type* nested_instance(Checker& c, const CppClassType& nested, const CppClassType& outer, const Choice& choice) {
  auto* own = c.types.make_named<CppClassType>(TypeKind::CppClass, nested.name, nested.c_name);
  own->outer = &outer;
  own->is_complete = nested.is_complete;
  own->is_extern = nested.is_extern;
  own->declared_nogil = nested.declared_nogil;
  own->parameters = nested.parameters;
  own->span = nested.span;
  own->scope = new_scope(c, ScopeKind::CppClass, nested.name, nested.scope ? nested.scope->outer : nullptr);
  own->scope->owner_type = own;
  declarations_of(c).nested_instances[own] = {&nested, choice};
  return own;
}

// A typedef or enum inside a template is one of the instance; a typedef of a template parameter is the argument.
const Type* member_type(Checker& c, const Type* type, Text name, const CppClassType& owner) {
  Text c_name((is_open_template(&owner) ? "typename " : "") + c_declaration(&owner, "") + "::" + name.str());
  auto copy = [&]<class T>(const T& of) {
    T* own = c.types.make_named<T>(of.kind, of.name, c_name);
    *own = of;
    own->c_name = c_name;
    return own;
  };
  switch (type->kind) {
    case TypeKind::Int: return static_cast<const IntType*>(type)->size_unknown ? copy(*static_cast<const IntType*>(type)) : type;
    case TypeKind::Float: return static_cast<const FloatType*>(type)->size_unknown ? copy(*static_cast<const FloatType*>(type)) : type;
    case TypeKind::Enum: return static_cast<const EnumType*>(type)->declared_extern ? copy(*static_cast<const EnumType*>(type)) : type;
    default: return type;
  }
}

// A struct or union inside a template, for one instance: its fields may be of the arguments' types.
const StructType* nested_struct(Checker& c, const StructType& generic, const CppClassType& owner, const Choice& choice) {
  auto* own = c.types.make_named<StructType>(TypeKind::Struct, generic.name, {});
  *own = generic;
  own->c_name = Text(c_declaration(&owner, "") + "::" + generic.name.str());
  own->is_typedef_form = true;  // named without `struct`
  own->scope = new_scope(c, ScopeKind::Struct, generic.name, generic.scope ? generic.scope->outer : nullptr);
  own->scope->owner_type = own;
  own->fields.clear();
  for (const Field& field : generic.fields) {
    own->fields.push_back(field);
    own->fields.back().type = substituted_type(c, field.type, choice);
    Symbol* symbol = add_symbol(c, *own->scope, SymbolKind::Field, field.name, own->fields.back().type, field.span);
    symbol->c_name = field.c_name;
  }
  return own;
}

Symbol* substituted_symbol(Checker& c, Scope& scope, const Symbol& generic, const CppClassType& owner, Choice& choice) {
  auto* symbol = c.arena.make_owned<Symbol>(generic);
  symbol->owner = &scope;
  if (generic.kind == SymbolKind::TypeName && generic.type && generic.c_name.view().find("::") != std::string_view::npos && !choice.count(generic.type))
    if (const Type* own = member_type(c, generic.type, generic.name, owner); own != generic.type) {
      symbol->type = choice[generic.type] = own;
      symbol->next_overload = nullptr;
      return symbol;
    }
  auto* nested = generic.kind == SymbolKind::TypeName ? as<CppClassType>(generic.type) : nullptr;
  if (generic.kind == SymbolKind::TypeName && generic.type && generic.type->kind == TypeKind::Struct && static_cast<const StructType*>(generic.type)->declared_extern) {
    symbol->type = nested_struct(c, *static_cast<const StructType*>(generic.type), owner, choice);
    choice[generic.type] = symbol->type;
    symbol->next_overload = nullptr;
    return symbol;
  }
  if (nested && nested->outer && !nested->generic) symbol->type = nested_instance(c, *nested, owner, choice);
  else if (auto found = choice.find(generic.type); generic.kind == SymbolKind::EnumMember && found != choice.end()) {
    symbol->type = found->second;
    std::string_view name = generic.c_name.view();
    if (std::size_t at = name.rfind("::"); at != name.npos) symbol->c_name = Text(c_declaration(&owner, "") + std::string(name.substr(at)));
  } else if (generic.type) symbol->type = substituted_type(c, generic.type, choice);
  symbol->next_overload = nullptr;
  return symbol;
}

void fill_scope(Checker& c, Scope& scope, const Scope& generic, const CppClassType& owner, Choice choice) {
  // Types first: the members speak of them.
  std::unordered_map<const Symbol*, Symbol*> made;
  for (bool types : {true, false})
    for (const Symbol* symbol : generic.in_order) {
      if ((symbol->kind == SymbolKind::TypeName) != types) continue;
      Symbol* own = substituted_symbol(c, scope, *symbol, owner, choice);
      made[symbol] = own;
      if (symbol->next_overload) {
        auto before = made.find(symbol->next_overload);
        own->next_overload = before == made.end() ? nullptr : before->second;
      }
      scope.symbols[symbol->name] = own;
      scope.in_order.push_back(own);
    }
}

}  // namespace

Scope* cpp_scope(Checker& c, const CppClassType* type) {
  auto& state = declarations_of(c);
  if (auto nested = state.nested_instances.find(type); nested != state.nested_instances.end()) {
    auto [generic, choice] = nested->second;
    state.nested_instances.erase(nested);
    if (generic->scope) fill_scope(c, *type->scope, *generic->scope, *type, choice);
    auto* own = const_cast<CppClassType*>(type);
    for (const Type* base : generic->bases) own->bases.push_back(substituted_type(c, base, choice));
    return type->scope;
  }
  if (type->scope || !type->generic) return type->scope;
  auto* own = const_cast<CppClassType*>(type);
  const CppClassType* generic = type->generic;
  Choice choice = choice_of(*type);
  own->scope = new_scope(c, ScopeKind::CppClass, generic->name, generic->scope ? generic->scope->outer : nullptr);
  own->scope->owner_type = own;
  choice[generic] = type;
  for (const Type* base : generic->bases) own->bases.push_back(substituted_type(c, base, choice));
  if (generic->scope) fill_scope(c, *own->scope, *generic->scope, *own, choice);
  return own->scope;
}

// ---------------------------------------------------------------- declarations

namespace {

void declare_cpp_members(Checker& c, CppClassType& type, ast::Block body);

void declare_cpp_field(Checker& c, CppClassType& type, const ast::NameDeclarator& name, const Type* field) {
  if (const Symbol* known = type.scope->find_here(name.name)) {
    bool again = !type.is_extern && known->kind == SymbolKind::Field && same_type(known->type, field);  // the .pxd said so already
    if (!again) redeclared(c, name.name_span, name.name, *known);
    return;
  }
  if (!type.is_extern && is_view(field)) { c.not_supported(name.name_span, "a memoryview in a C++ class"); field = c.types.error; }
  Symbol* symbol = add_symbol(c, *type.scope, SymbolKind::Field, name.name, field, name.name_span);
  symbol->c_name = name.cname ? name.cname : name.name;
  // The reference of a class of ours is kept by an object that copies and releases it.
  if (!type.is_extern && is_object(field)) symbol->c_name = Text(symbol->c_name.str() + ".object");
  symbol->origin = type.is_extern ? Origin::Extern : Origin::ThisModule;
}

void declare_cpp_variable(Checker& c, CppClassType& type, const ast::CVarDef& d) {
  DeclarationState& state = declarations_of(c);
  const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::Function);
  Scope* templates = template_scope(c, d);
  Restore scope(c.at.scope, templates ? templates : c.at.scope);
  const Type* base = c.resolve_type(*d.type);
  for (const ast::CDeclarator& declarator : d.declarators) {
    const ast::NameDeclarator* name = nullptr;
    const Type* member = resolve_declarator(c, base, declarator.declarator, &name, {});
    if (!name || name->name.empty()) continue;
    if (member->kind != TypeKind::Function) {
      declare_cpp_field(c, type, *name, member);
      continue;
    }
    FunctionType copy = *static_cast<const FunctionType*>(member);
    copy.nogil |= d.modifiers.nogil || type.declared_nogil;
    copy.is_static_method = decorations->static_method || d.modifiers.is_static;
    bool is_constructor = name->name == type.name || name->name == "__init__";
    if (is_constructor && !type.is_extern && !copy.parameters.empty()) c.error(name->name_span, diag::declared_not_defined, name->name.view());
    if (is_constructor && !copy.exceptions.declared) copy.exceptions = {};
    Text own = is_constructor ? Text("<init>") : name->name;
    // Without a clause a constructor, like any C++ function, is taken not to raise.
    const FunctionType* function = c.types.function(std::move(copy));
    Symbol* known = type.scope->find_here(own);
    for (Symbol* s = known; s; s = s->next_overload)
      if (s->kind == SymbolKind::CFunction && c.types.signature_of(static_cast<const FunctionType*>(s->type)) == c.types.signature_of(function)) function = nullptr;
    if (known && known->kind != SymbolKind::CFunction && !type.is_extern) { redeclared(c, name->name_span, name->name, *known); continue; }
    if (!function) continue;
    Symbol* symbol = add_symbol(c, *type.scope, SymbolKind::CFunction, own, function, name->name_span);
    symbol->next_overload = known && known->kind == SymbolKind::CFunction ? known : nullptr;
    symbol->c_name = name->cname ? name->cname : name->name;
    symbol->origin = Origin::Extern;
    symbol->is_static = function->is_static_method;
    symbol->definition = &d;
    if (templates) state.template_parameters[symbol] = templates->in_order;
  }
}

void declare_cpp_members(Checker& c, CppClassType& type, ast::Block body) {
  for (const ast::Stmt* s : body) {
    switch (s->kind) {
      case ast::NodeKind::CVarDef: declare_cpp_variable(c, type, static_cast<const ast::CVarDef&>(*s)); break;
      case ast::NodeKind::CdefBlock: declare_cpp_members(c, type, static_cast<const ast::CdefBlock&>(*s).body); break;
      case ast::NodeKind::CompileTimeIf: declare_cpp_members(c, type, chosen_branch(c, static_cast<const ast::CompileTimeIf&>(*s))); break;
      case ast::NodeKind::CFunctionDef: declare_cpp_method(c, type, static_cast<const ast::CFunctionDef&>(*s)); break;
      case ast::NodeKind::FunctionDef:
        if (!type.is_extern) c.not_supported(s->span, "a def function in a C++ class");
        break;
      case ast::NodeKind::Pass: case ast::NodeKind::ExprStmt: break;
      default: declare_statement(c, *s);
    }
  }
}

}  // namespace

// The scope of `U` in `T f[U](U)`; null for a plain declaration.
Scope* template_scope(Checker& c, const ast::CVarDef& d) {
  const ast::FunctionDeclarator* f = nullptr;
  for (const ast::CDeclarator& declarator : d.declarators)
    if (auto* found = function_declarator(declarator.declarator); found && !found->template_parameters.empty()) f = found;
  if (!f) return nullptr;
  Scope* scope = new_scope(c, ScopeKind::CppClass, {}, c.at.scope);
  for (const ast::TemplateParameter& p : f->template_parameters) {
    auto* type = c.types.make_named<TemplateParameterType>(TypeKind::TemplateParameter, p.name, p.name);
    type->optional = p.optional;
    add_symbol(c, *scope, SymbolKind::TypeName, p.name, type, p.span);
  }
  return scope;
}

// How C++ calls a class of the program's own.
static Text own_class_name(Checker& c, const ast::CppClassDef& d) {
  Scope& scope = *c.at.scope;
  bool keeps_name = d.modifiers.visibility != ast::Visibility::Private || as<CppClassType>(scope.owner_type);
  if (d.cname || keeps_name) return d.cname ? d.cname : d.name;
  // Other modules that cimport it know it by the same name.
  if (is_main_scope(c, &scope) && !declarations_of(c).place.in_pxd) return unique_c_name(c, "cy_class_", d.name);
  return identifier_text(fmt::format("cy_class_{}.{}", module_scope_of(&scope)->name.view(), d.name.view()));
}

// The class without its members: it can be named before its body is read, by a .pxd that this one cimports.
static CppClassType* new_cpp_class(Checker& c, const ast::CppClassDef& d) {
  DeclarationState& state = declarations_of(c);
  Scope& scope = *c.at.scope;
  bool is_extern = state.place.is_extern;
  auto* type = c.types.make_named<CppClassType>(TypeKind::CppClass, d.name, is_extern ? d.cname ? d.cname : d.name : own_class_name(c, d));
  type->is_extern = is_extern;
  if (is_extern && !d.cname) type->name_space = state.place.name_space;
  type->outer = as<CppClassType>(scope.owner_type);
  if (type->outer) type->name_space = {};
  type->span = d.name_span;
  type->scope = new_scope(c, ScopeKind::CppClass, d.name, &scope);
  type->scope->owner_type = type;
  for (const ast::TemplateParameter& p : d.template_parameters) {
    auto* parameter = c.types.make_named<TemplateParameterType>(TypeKind::TemplateParameter, p.name, p.name);
    parameter->optional = p.optional;
    type->parameters.push_back(parameter);
  }
  Symbol* symbol = add_symbol(c, scope, SymbolKind::TypeName, d.name, type, d.name_span);
  symbol->c_name = type->c_name;
  symbol->origin = is_extern ? Origin::Extern : Origin::ThisModule;
  return type;
}

void declare_cpp_class_name(Checker& c, const ast::CppClassDef& d) {
  if (declarations_of(c).place.is_extern && !c.at.scope->find_here(d.name)) new_cpp_class(c, d);
}

// A template named as a base without arguments takes those of the class.
static const Type* base_class(Checker& c, const CppClassType& type, const ast::TypeExpr& base) {
  const Type* named = c.resolve_type(*base.type, base.declarator);
  auto* cls = as<CppClassType>(named);
  if (!cls) {
    if (!is_error(named) && kind_of(named) != TypeKind::Struct) c.error(base.span, diag::cpp_base_class, type_text(named));
    return nullptr;
  }
  if (cls->parameters.empty() || cls->generic) return named;
  std::vector<const Type*> arguments;
  for (std::size_t k = 0; k < cls->parameters.size() && k < type.parameters.size() && !cls->parameters[k]->optional; ++k) arguments.push_back(type.parameters[k]);
  return cpp_instance(c, base.span, cls, std::move(arguments));
}

// C++ calls the constructor of the base by itself: one that does without the GIL cannot have a base that needs it.
static void check_constructors(Checker& c, const CppClassType& type) {
  auto constructor_of = [&](const CppClassType& cls) -> Symbol* {
    Symbol* s = cls.scope ? cls.scope->find_here("<init>") : nullptr;
    return s && s->definition ? s : nullptr;
  };
  auto needs_gil = [&](auto& self, const CppClassType& cls) -> const Symbol* {
    for (const Type* base : cls.bases) {
      auto* b = as<CppClassType>(base);
      if (!b || b->is_extern) continue;
      cpp_scope(c, b);
      Symbol* s = constructor_of(*b);
      if (s && !static_cast<const FunctionType*>(s->type)->nogil) return s;
      if (const Symbol* found = self(self, *b)) return found;
    }
    return nullptr;
  };
  for (const Symbol* s = constructor_of(type); s; s = s->next_overload) {
    if (!static_cast<const FunctionType*>(s->type)->nogil) continue;
    const Symbol* base = needs_gil(needs_gil, type);
    if (!base) continue;
    c.error(base->span, diag::needs_gil, "the constructor of a base class, which a nogil constructor calls");
    c.error(s->span, diag::needs_gil, "the constructor of the base class, which this constructor calls");
    return;
  }
}

void declare_cpp_class(Checker& c, const ast::CppClassDef& d) {
  c.module->is_cplus = true;
  Scope& scope = *c.at.scope;
  Symbol* known = scope.find_here(d.name);
  CppClassType* type = nullptr;
  if (known && known->kind == SymbolKind::TypeName && known->type->kind == TypeKind::CppClass) {
    type = const_cast<CppClassType*>(static_cast<const CppClassType*>(known->type));
  } else if (known && known->kind != SymbolKind::PythonName) {
    redeclared(c, d.name_span, d.name, *known);
    return;
  } else {
    type = new_cpp_class(c, d);
  }
  bool was_complete = type->is_complete;
  if (!d.has_body) { type->is_complete = true; return; }
  type->is_complete = true;
  type->declared_nogil |= d.nogil;
  // Template parameters are seen inside the class, and are no members of it.
  Scope* parameters = new_scope(c, ScopeKind::CppClass, {}, &scope);
  for (std::size_t k = 0; k < type->parameters.size(); ++k)
    add_symbol(c, *parameters, SymbolKind::TypeName, d.template_parameters[k].name, type->parameters[k], d.template_parameters[k].span);
  type->scope->outer = parameters;
  Restore inside(c.at.scope, type->scope);
  bool again = !type->is_extern && was_complete;
  for (const ast::TypeExpr* base : d.bases)
    if (const Type* t = base_class(c, *type, *base); t && !is_error(t) && !again) type->bases.push_back(t);
  declare_cpp_members(c, *type, d.body);
  if (!type->is_extern) check_constructors(c, *type);
  if (!type->is_extern && !again && !type->outer) note_type_declaration(c, type, typed::TypeDeclaration::CppClass);
}

}  // namespace cyrite::check
