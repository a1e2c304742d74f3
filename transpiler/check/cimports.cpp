// cimport: finds .pxd files through the loader, reads each once into a scope of its own, and binds names.
#include <fmt/format.h>

#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

std::string package_of(const ModuleScopeInfo& info) {
  std::string name = info.qualified_name.str();
  if (info.is_package) return name;
  std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? std::string() : name.substr(0, dot);
}

// What only the declarations of another module name is nothing that this module has to import.
void note_use_of_module(Checker& c, Symbol& symbol) { symbol.is_used = symbol.is_used || is_main_scope(c, c.at.scope); }

namespace {

Scope* module_scope(Checker& c, Text name, bool is_package) {
  Scope* scope = new_scope(c, ScopeKind::Module, name, nullptr);
  auto* info = c.arena.make_owned<ModuleScopeInfo>();
  info->qualified_name = name;
  info->is_package = is_package;
  scope->module = info;
  DeclarationState& state = declarations_of(c);
  state.modules[name] = scope;
  state.module_order.push_back(scope);
  return scope;
}

// Reads the declarations of a .pxd into its scope; a module that cimports this one meanwhile sees what is there so far.
void read_module(Checker& c, Scope& scope, const ast::Module& tree) {
  DeclarationState& state = declarations_of(c);
  scope.module->tree = &tree;
  Context old = c.at;
  Restore place(state.place, Place{});
  state.place.in_pxd = true;
  c.at = {};
  c.at.scope = &scope;
  c.at.directives = old.directives;
  Directives base = c.options.directives;
  c.at.directives = directives_from_comments(c, tree, base);
  scope.module->directives = c.at.directives;
  declare_block(c, tree.body);
  scope.module->is_complete = true;
  c.at = old;
}

void bind_in_package(Checker& c, Text name, Scope* scope) {
  std::string_view full = name.view();
  std::size_t dot = full.rfind('.');
  if (dot == full.npos) return;
  // The package's own declarations are read only when somebody cimports the package.
  Text package_name(full.substr(0, dot));
  auto known = declarations_of(c).modules.find(package_name);
  Scope* package = known == declarations_of(c).modules.end() ? nullptr : known->second;
  if (!package) {
    package = module_scope(c, package_name, true);
    package->module->is_unread = true;
    bind_in_package(c, package_name, package);
  }
  Text last(full.substr(dot + 1));
  if (package->find_here(last)) return;
  add_symbol(c, *package, SymbolKind::CModule, last, nullptr, {})->scope = scope;
}

}  // namespace

Scope* load_module_scope(Checker& c, Text name, Span span, bool report) {
  DeclarationState& state = declarations_of(c);
  if (name.empty()) return nullptr;
  if (auto found = state.modules.find(name); found != state.modules.end()) {
    if (found->second && found->second->module->is_unread) {
      found->second->module->is_unread = false;
      if (ModuleLoader::Found file = c.loader.load_pxd(name.view()); file.module) read_module(c, *found->second, *file.module);
      if (name == "numpy") c.module->uses_numpy = true;
      return found->second;
    }
    if (!found->second && report) c.error(span, diag::cimport_not_found, name.view());
    return found->second;
  }
  ModuleLoader::Found found = c.loader.load_pxd(name.view());
  if (!found.exists && !found.is_package) {
    if (!report) return nullptr;  // it may be asked for again, with a message
    state.modules[name] = nullptr;
    c.error(span, diag::cimport_not_found, name.view());
    return nullptr;
  }
  Scope* scope = module_scope(c, name, found.is_package);
  if (name == "numpy") c.module->uses_numpy = true;
  bind_in_package(c, name, scope);
  if (found.module) read_module(c, *scope, *found.module);
  return scope;
}

namespace {

// The full name of `name` as cimported here; empty (reported) when it leads out of the package.
std::string absolute_name(Checker& c, std::string_view name, int level, Span span) {
  if (level == 0) return std::string(name);
  std::string package = package_of(*module_scope_of(c.at.scope)->module);
  for (int k = 1; k < level && !package.empty(); ++k) {
    std::size_t dot = package.rfind('.');
    package = dot == std::string::npos ? std::string() : package.substr(0, dot);
  }
  if (package.empty()) { c.error(span, diag::relative_beyond_package); return {}; }
  return name.empty() ? package : package + "." + std::string(name);
}

// Under language level 2 a plain name is looked for beside this module first.
Scope* find_scope(Checker& c, std::string_view name, int level, Span span) {
  if (level == 0 && language_level(c) < 3 && !package_of(*module_scope_of(c.at.scope)->module).empty()) {
    std::string beside = package_of(*module_scope_of(c.at.scope)->module) + "." + std::string(name);
    if (Scope* scope = load_module_scope(c, Text(beside), span, false)) return scope;
  }
  std::string full = absolute_name(c, name, level, span);
  return full.empty() ? nullptr : load_module_scope(c, Text(full), span, true);
}

void bind_module(Checker& c, Text name, Scope* target, Span span) {
  Scope& scope = *c.at.scope;
  // Of two modules cimported under one name the first counts, as in Cython.
  if (Symbol* known = scope.find_here(name); known && known->kind == SymbolKind::CModule) return;
  add_symbol(c, scope, SymbolKind::CModule, name, nullptr, span)->scope = target;
}

void bind_cython(Checker& c, Text name, std::string_view path, Span span) {
  add_symbol(c, *c.at.scope, SymbolKind::CythonModule, name, nullptr, span)->c_name = Text(path);
}

// `cython`, `cython.parallel` ...: what follows "cython."; the second value tells whether the name is cython's at all.
bool in_cython(std::string_view name, std::string& rest) {
  if (name == "cython") { rest.clear(); return true; }
  if (name.substr(0, 7) != "cython.") return false;
  rest = std::string(name.substr(7));
  return true;
}

void bind_symbol(Checker& c, Text name, Symbol* symbol) {
  Scope& scope = *c.at.scope;
  if (&scope == symbol->owner) return;
  scope.symbols[name] = symbol;
}

// Every module knows the builtins and the types that need no cimport: `from cpython cimport Py_buffer`.
bool is_name_of_language(Checker& c, Text name, Text local) {
  if (Symbol* builtin = c.builtin_scope->find_here(name)) { bind_symbol(c, local, builtin); return true; }
  return name == local && is_known_builtin(name.view());
}

void cimport_names(Checker& c, std::string_view module, int level, std::span<const ast::ImportAlias> names, Span span) {
  Scope* scope = find_scope(c, module, level, span);
  if (!scope) {
    // What was asked for is unknown: it must not be reported again and again.
    for (const ast::ImportAlias& alias : names) {
      Symbol* symbol = add_symbol(c, *c.at.scope, SymbolKind::TypeName, alias.as_name ? alias.as_name : alias.name, c.types.error, alias.span);
      symbol->origin = Origin::OtherModule;
    }
    return;
  }
  for (const ast::ImportAlias& alias : names) {
    Text local = alias.as_name ? alias.as_name : alias.name;
    Symbol* symbol = c.look_up_in(*scope, alias.name);
    if (symbol && symbol->kind == SymbolKind::CModule && scope->module)  // what the package declares goes before its modules
      for (Scope* star : scope->module->star_cimports)
        if (Symbol* declared = c.look_up_in(*star, alias.name); declared && declared->kind == SymbolKind::TypeName) symbol = declared;
    if (symbol && symbol->kind != SymbolKind::PythonName) {
      bind_symbol(c, local, symbol);
      continue;
    }
    std::string full = scope->name.str() + "." + alias.name.str();
    if (Scope* submodule = load_module_scope(c, Text(full), alias.span, false)) { bind_module(c, local, submodule, alias.span); continue; }
    if (is_name_of_language(c, alias.name, local)) continue;
    c.error(alias.span, diag::cimport_name, alias.name.view(), scope->name.view());
    add_symbol(c, *c.at.scope, SymbolKind::TypeName, local, c.types.error, alias.span);
  }
}

}  // namespace

// Why `cython.REST` is no module; empty where it is one.
static std::string_view wrong_cython_module(std::string_view rest) {
  for (std::string_view module : {"", "parallel", "view", "operator", "dataclasses"})
    if (rest == module) return {};
  if (rest == "cimports") return "cimport one of the modules in it";
  if (rest.substr(0, 9) == "cimports.") return "write 'from cython.cimports... import ...' or 'import ... as ...'";
  if (is_cython_member(rest)) return "write 'import cython' and use the name from there";
  return "there are cython.cimports, cython.dataclasses, cython.operator, cython.parallel and cython.view";
}

void cimport_module(Checker& c, const ast::ImportAlias& alias, std::string_view name) {
  std::string rest;
  if (in_cython(name, rest)) {
    if (rest.substr(0, 9) == "cimports." && alias.as_name) return cimport_module(c, alias, name.substr(16));
    if (std::string_view wrong = wrong_cython_module(rest); !wrong.empty()) {
      c.error(alias.span, diag::cython_module_import, name, wrong);
      if (!alias.as_name) bind_cython(c, "cython", "", alias.span);
      return;
    }
    if (alias.as_name) bind_cython(c, alias.as_name, rest, alias.span);
    else bind_cython(c, "cython", "", alias.span);
    return;
  }
  Scope* scope = find_scope(c, name, 0, alias.span);
  if (!scope) {
    std::string_view first = name.substr(0, name.find('.'));
    add_symbol(c, *c.at.scope, SymbolKind::TypeName, alias.as_name ? alias.as_name : Text(first), c.types.error, alias.span);
    return;
  }
  if (alias.as_name || name.find('.') == name.npos) { bind_module(c, alias.as_name ? alias.as_name : Text(name), scope, alias.span); return; }
  std::string full = scope->name.str();
  std::string top = full.substr(0, full.size() - name.size() + name.find('.'));
  bind_module(c, Text(name.substr(0, name.find('.'))), declarations_of(c).modules[Text(top)], alias.span);
}

void declare_cimport(Checker& c, const ast::CImport& s) {
  for (const ast::ImportAlias& alias : s.names) cimport_module(c, alias, alias.name.view());
}

void cimport_from(Checker& c, std::string_view module, int level, std::span<const ast::ImportAlias> names, bool is_star, Span span) {
  std::string rest;
  if (level == 0 && module.substr(0, 16) == "cython.cimports.") return cimport_from(c, module.substr(16), 0, names, is_star, span);
  if (level == 0 && in_cython(module, rest)) {
    if (is_star)
      for (std::string_view member : cython_members(rest)) bind_cython(c, Text(member), rest + "." + std::string(member), span);
    for (const ast::ImportAlias& alias : names) {
      std::string path = rest.empty() ? alias.name.str() : rest + "." + alias.name.str();
      if (!is_cython_member(path) && !cython_type(c, path)) { c.error(alias.span, diag::cimport_name, alias.name.view(), module); continue; }
      bind_cython(c, alias.as_name ? alias.as_name : alias.name, path, alias.span);
    }
    return;
  }
  if (!is_star) { cimport_names(c, module, level, names, span); return; }
  Scope* scope = find_scope(c, module, level, span);
  Scope* into = module_scope_of(c.at.scope);
  if (scope && into && into->module) into->module->star_cimports.push_back(scope);
}

void declare_cimport_from(Checker& c, const ast::CImportFrom& s) { cimport_from(c, s.module.view(), s.level, s.names, s.is_star, s.span); }

// A class of another module whose type object, fields or methods are needed has to be imported, even where no name of the source names it.
void note_class_used(Checker& c, const Type* type) {
  auto* extension = as<ExtensionType>(type);
  if (!extension || extension->module_name.empty() || state_of(c).speculative) return;
  auto& modules = declarations_of(c).modules;
  auto found = modules.find(extension->module_name);
  Symbol* symbol = found != modules.end() && found->second ? found->second->find_here(extension->name) : nullptr;
  if (symbol && symbol->kind == SymbolKind::TypeName && resolved(symbol->type) == extension) symbol->is_used = true;
}

}  // namespace cyrite::check
