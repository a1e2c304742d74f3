// Makes scopes and symbols, and looks names up in them.
#include <fmt/format.h>

#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

Checker::Checker(const CheckOptions& o, ModuleLoader& l, SourceFiles& s, TypeTable& t, Arena& a, Diagnostics& d)
    : options(o), loader(l), sources(s), types(t), arena(a), diagnostics(d), declaration_state(std::make_shared<DeclarationState>()) {}

DeclarationState& declarations_of(Checker& c) { return *c.declaration_state; }

Scope* new_scope(Checker& c, ScopeKind kind, Text name, Scope* outer) {
  Scope* scope = c.arena.make_owned<Scope>();
  scope->kind = kind;
  scope->name = name;
  scope->outer = outer;
  return scope;
}

Symbol* add_symbol(Checker& c, Scope& scope, SymbolKind kind, Text name, const Type* type, Span span) {
  auto* symbol = c.arena.make_owned<Symbol>();
  symbol->kind = kind;
  symbol->name = name;
  symbol->type = type;
  symbol->owner = &scope;
  symbol->span = span;
  symbol->directives = c.at.directives;
  scope.symbols[name] = symbol;
  scope.in_order.push_back(symbol);
  return symbol;
}

Scope* module_scope_of(Scope* scope) {
  while (scope && scope->kind != ScopeKind::Module) scope = scope->outer;
  return scope;
}

bool is_main_scope(Checker& c, const Scope* scope) { return scope && module_scope_of(const_cast<Scope*>(scope)) == c.module_scope; }

Text identifier_text(std::string_view text) {
  std::string out;
  for (unsigned char ch : text) {
    bool plain = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '_';
    if (plain) out += static_cast<char>(ch);
    else if (ch == '.') out += "__";
    else out += fmt::format("_{:02x}", ch);
  }
  return out;
}

// Names of this module need no module name: they are static in the output.
Text unique_c_name(Checker& c, std::string prefix, Text name) {
  std::string base = prefix + identifier_text(name.view()).str();
  if (base.size() > 160) base.resize(160);  // the qualified name of something nested deeply
  int count = declarations_of(c).name_counts[Text(base)]++;
  return count ? Text(fmt::format("{}_{}", base, count + 1)) : Text(base);
}

Symbol* hidden_variable(Checker& c, Span span, Text name, const Type* type) {
  auto* symbol = c.arena.make_owned<Symbol>();
  symbol->kind = SymbolKind::CVariable;
  symbol->name = name;
  symbol->c_name = unique_c_name(c, "cy_h_", name);
  symbol->type = type;
  symbol->owner = c.module_scope;
  symbol->span = span;
  if (!state_of(c).speculative) c.module->variables.push_back(symbol);
  return symbol;
}

typed::Expr* global_ref(Checker& c, Span span, Symbol* symbol) {
  auto* made = c.make<typed::GlobalVariable>(span, symbol->type);
  made->symbol = symbol;
  return made;
}

Text qualified_in(const Scope& scope, Text name) {
  return scope.name.empty() ? name : Text(scope.name.str() + "." + name.str());
}

void redeclared(Checker& c, Span span, Text name, const Symbol& previous) {
  auto& diagnostic = c.diagnostics.report(span, diag::redeclared, name.view());
  if (previous.span.length && previous.origin != Origin::Builtin)
    diagnostic.notes.push_back({Severity::Note, "previous_declaration", previous.span, "it was declared here first", {}});
}

Symbol* Checker::declare(Scope& scope, SymbolKind kind, Text name, const Type* type, Span span) {
  Symbol* known = scope.find_here(name);
  if (!known) return add_symbol(*this, scope, kind, name, type, span);
  if (known->kind == kind && known->type == type) return known;
  if (known->kind == SymbolKind::PythonName && kind == SymbolKind::PythonName) return known;
  redeclared(*this, span, name, *known);
  return known;
}

// Names of classes are not seen from the functions inside them.
static bool is_class_scope(const Scope& scope) {
  return scope.kind == ScopeKind::PythonClass || scope.kind == ScopeKind::ExtensionClass;
}

// A module in the package is known there once somebody cimported it; `cimport *` does not take it.
static bool is_submodule(const Scope& package, const Symbol& found) {
  return found.kind == SymbolKind::CModule && found.scope && found.scope->name.view() == package.name.str() + "." + found.name.str();
}

static Symbol* find_in_module(Checker& c, Scope& scope, Text name) {
  if (Symbol* found = scope.find_here(name)) return found;
  if (!scope.module || scope.module->is_searched) return nullptr;  // modules may cimport * from each other
  Saved<bool> searching(scope.module->is_searched, true);
  for (Scope* star : scope.module->star_cimports)
    if (Symbol* found = c.look_up_in(*star, name))
      if ((found->kind != SymbolKind::PythonName || found->origin == Origin::OtherModule) && !is_submodule(*star, *found)) return found;
  return nullptr;
}

Symbol* Checker::look_up(Text name) {
  bool through_function = false;
  for (Scope* scope = at.scope; scope; scope = scope->outer) {
    if (is_class_scope(*scope) && through_function) continue;
    Symbol* found = scope->kind == ScopeKind::Module ? find_in_module(*this, *scope, name)
                    : scope->kind == ScopeKind::CppClass && through_function ? look_up_in(*scope, name)  // of its bases too
                                                                             : scope->find_here(name);
    if (found) return found;
    through_function |= (scope->kind == ScopeKind::Function && !scope->is_type_scope) || scope->kind == ScopeKind::Comprehension;
  }
  return builtin_scope ? builtin_scope->find_here(name) : nullptr;
}

static Symbol* find_in_bases(Checker& c, const Type* type, Text name) {
  if (auto* extension = as<ExtensionType>(type)) {
    Scope* base = extension->base ? c.scope_of_type(extension->base) : nullptr;
    return base ? c.look_up_in(*base, name) : nullptr;
  }
  if (auto* cls = as<CppClassType>(type))
    for (const Type* base : cls->bases)
      if (Scope* scope = c.scope_of_type(base))
        if (Symbol* found = c.look_up_in(*scope, name)) return found;
  return nullptr;
}

Symbol* Checker::look_up_in(Scope& scope, Text name) {
  if (scope.kind == ScopeKind::Module) return find_in_module(*this, scope, name);
  if (Symbol* found = scope.find_here(name)) return found;
  return scope.owner_type ? find_in_bases(*this, scope.owner_type, name) : nullptr;
}

Scope* Checker::scope_of_type(const Type* type) {
  type = resolved(type);
  if (!type) return nullptr;
  switch (type->kind) {
    case TypeKind::Struct: return static_cast<const StructType*>(type)->scope;
    case TypeKind::Extension: return static_cast<const ExtensionType*>(type)->scope;
    case TypeKind::Enum: return static_cast<const EnumType*>(type)->members;
    case TypeKind::Buffer: return scope_of_type(static_cast<const BufferType*>(type)->base);
    case TypeKind::CppClass: return cpp_scope(*this, static_cast<const CppClassType*>(type));
    case TypeKind::Reference: return scope_of_type(static_cast<const ReferenceType*>(type)->base);
    default: return nullptr;
  }
}

}  // namespace cyrite::check
