// Declares what the statements of a module, .pxd file or function say: variables, C functions, extern blocks.
#include "check/declarations.h"

#include "check/expressions.h"
#include "check/fused.h"

#include <fmt/format.h>

namespace cyrite::check {

void add_header(Checker& c, std::string_view header, std::string_view verbatim, FileId from) {
  auto& seen = declarations_of(c).header_texts;
  auto add = [&](std::string text, bool is_verbatim) {
    if (text.empty() || !seen.insert((is_verbatim ? "v" : "h") + text).second) return;
    bool is_c = !is_verbatim && text[0] == '"' && c.loader.is_c_header(header, from);
    c.module->headers.push_back({std::move(text), is_verbatim, is_c});
  };
  if (!header.empty() && header != "*") add(header[0] == '<' ? std::string(header) : fmt::format("\"{}\"", header), false);
  add(std::string(verbatim), true);
}

namespace {

// `cdef extern int x`: a declaration that says by itself that C has it.
struct ExternWord {
  Restore<Place> guard;
  ExternWord(Checker& c, const ast::Modifiers& m) : guard(declarations_of(c).place) {
    Place& place = declarations_of(c).place;
    if (m.visibility == ast::Visibility::Extern) place.is_extern = true;
  }
};

// `cdef int`: the name is a word of a type, so the declared name is missing.
bool is_type_word(const ast::CVarDef& d, const ast::NameDeclarator& name) {
  auto* type = ast::as<ast::SimpleType>(d.type);
  if (!type || !type->is_missing || name.cname) return false;
  for (std::string_view word : {"void", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "bint", "size_t", "ssize_t", "Py_ssize_t", "ptrdiff_t"})
    if (name.name == word) return true;
  return false;
}

// What other modules and C see of a public function has to make sense there.
void check_public_function(Checker& c, const ast::CFunctionDef& d, const FunctionType& f) {
  bool is_public = d.modifiers.visibility == ast::Visibility::Public;
  if ((!is_public && !d.modifiers.api) || c.at.scope->kind != ScopeKind::Module) return;
  const ast::FunctionDeclarator* written = function_declarator(d.declarator);
  auto is_private = [&](const Type* type) {
    auto* alias = as<AliasType>(type);
    if (!alias || alias->declared_extern) return false;
    Symbol* symbol = module_scope_of(c.at.scope)->find_here(alias->name);
    return symbol && symbol->type == alias && symbol->visibility == ast::Visibility::Private && !symbol->api;
  };
  for (std::size_t k = 0; k < f.parameters.size() && k < written->parameters.size(); ++k)
    if (is_private(f.parameters[k].type)) c.error(written->parameters[k]->span, diag::public_private_type, type_text(f.parameters[k].type));
  if (is_private(f.result)) c.error(d.span, diag::public_private_type, type_text(f.result));
  for (const ast::Parameter* p : written->parameters)
    if (p->default_value) { c.error(p->span, diag::public_optional_argument); break; }
}

bool in_function(Checker& c) { return c.at.scope->kind == ScopeKind::Function; }

Text c_name_of_variable(Checker& c, const ast::NameDeclarator& name, const ast::Modifiers& m, const Scope& scope) {
  const Place& place = declarations_of(c).place;
  if (place.is_extern) {
    std::string base = (name.cname ? name.cname : name.name).str();
    return place.name_space.empty() || name.cname ? Text(base) : Text(place.name_space.str() + "::" + base);
  }
  if (name.cname) return name.cname;
  if (m.visibility == ast::Visibility::Public) return name.name;
  if (!is_main_scope(c, &scope)) return Text("cy_i_" + identifier_text(qualified_in(*module_scope_of(const_cast<Scope*>(&scope)), name.name).view()).str());
  return unique_c_name(c, "cy_v_", name.name);
}

Origin origin_here(Checker& c, const Scope& scope) {
  if (declarations_of(c).place.is_extern) return Origin::Extern;
  return is_main_scope(c, &scope) ? Origin::ThisModule : Origin::OtherModule;
}

// Can C++ make an object of the class without being told anything?
bool has_default_constructor(Checker& c, const CppClassType& cls) {
  Scope* scope = c.scope_of_type(&cls);
  Symbol* first = scope ? scope->find_here("<init>") : nullptr;
  for (Symbol* s = first; s; s = s->next_overload)
    if (auto* f = as<FunctionType>(s->type); f && static_cast<int>(f->parameters.size()) == f->optional_count) return true;
  return !first;
}

void check_variable_type(Checker& c, Span span, const Type* type, const ast::Modifiers& m) {
  if (is_error(type)) return;
  bool is_extern = m.visibility == ast::Visibility::Extern;
  if (is_incomplete(type) && !(is_extern && as<ArrayType>(type))) c.error(span, diag::incomplete_variable, type_text(type));
  if (is_extern && is_object(type)) c.error(span, diag::extern_object);
  auto* cls = as<CppClassType>(type);
  if (cls && !is_extern && !declarations_of(c).place.is_extern && !c.at.directives->cpp_locals && !has_default_constructor(c, *cls))
    c.error(span, diag::no_constructor, type_text(type));
  if (auto* reference = as<ReferenceType>(type); reference && !is_extern)
    c.error(span, diag::reference_variable);
}

// May a function that is declared to report exceptions in one way report them in the other?
bool exceptions_agree(const ExceptionSpec& declared, const ExceptionSpec& defined) {
  if (declared.kind == ExceptionSpec::Value || declared.kind == ExceptionSpec::ValueMaybe) {
    if (defined.kind == ExceptionSpec::None || defined.kind == ExceptionSpec::Object) return true;
    if (!(defined.value == declared.value)) return false;
    return declared.kind == ExceptionSpec::ValueMaybe || defined.kind == ExceptionSpec::Value;
  }
  return true;
}

// Callers name the arguments as the .pxd does, whatever the definition calls them.
const FunctionType* with_declared_names(Checker& c, const FunctionType* declared, const FunctionType* defined) {
  FunctionType copy = *defined;
  bool changed = false;
  for (std::size_t k = 0; k < copy.parameters.size() && k < declared->parameters.size(); ++k) {
    Text name = declared->parameters[k].name;
    if (!name || name == copy.parameters[k].name) continue;
    copy.parameters[k].keyword = name;
    changed = true;
  }
  return changed ? c.types.function(std::move(copy)) : defined;
}

// A prototype repeated must agree with what was declared before. Gives the type that holds from here on.
const FunctionType* merged_signature(Checker& c, Symbol& known, const FunctionType* type, Span span, bool is_redefinition) {
  auto* old = static_cast<const FunctionType*>(known.type);
  if (old && known.declared_in_pxd && !declarations_of(c).place.in_pxd) type = with_declared_names(c, old, type);
  if (!old || c.types.signature_of(old) == c.types.signature_of(type)) return type;
  const Place& place = declarations_of(c).place;
  if (place.is_extern && known.origin == Origin::Extern) {
    c.diagnostics.report(span, diag::signature_differs_warning);
    return type;
  }
  auto same = [&](const Type* a, const Type* b) { return (as<ReferenceType>(a) != nullptr) == (as<ReferenceType>(b) != nullptr) && (same_type(a, b) || (!is_object(a) && !is_object(b) && same_type(c.types.pointer_to(a), c.types.pointer_to(b)))); };
  // A view that is only read: its items may be const in the definition.
  auto same_view = [](const Type* a, const Type* b) {
    auto *x = as<ViewType>(a), *y = as<ViewType>(b);
    return x && y && same_type(plain_type(x->dtype), plain_type(y->dtype)) && x->axes == y->axes;
  };
  bool compatible = old->nogil == type->nogil && old->parameters.size() == type->parameters.size() && old->has_varargs == type->has_varargs &&
                    same(old->result, type->result);
  for (std::size_t k = 0; compatible && k < old->parameters.size(); ++k) compatible = same(old->parameters[k].type, type->parameters[k].type) || same_view(old->parameters[k].type, type->parameters[k].type);
  // A .pxd says less about defaults, and an exception clause there may be wider than that of the definition.
  if (compatible && (known.declared_in_pxd || is_redefinition)) {
    if (known.declared_in_pxd && !exceptions_agree(old->exceptions, type->exceptions)) c.error(span, diag::signature_differs);
    return type;
  }
  c.error(span, diag::signature_differs);
  return type;
}

void set_function_facts(Checker& c, Symbol& s, const ast::Modifiers& m, const ast::Node* definition, bool has_body) {
  const Place& place = declarations_of(c).place;
  s.is_cpdef |= m.overridable;
  s.is_inline |= m.is_inline;
  s.api |= m.api;
  if (m.visibility != ast::Visibility::Private && !(s.origin != Origin::Extern && m.visibility == ast::Visibility::Extern)) s.visibility = m.visibility;
  if (place.in_pxd && !place.is_extern && !(m.is_inline && has_body)) s.declared_in_pxd = true;
  if (has_body) { s.is_defined = true; s.definition = definition; }
  else if (!s.definition) s.definition = definition;
}

Text c_name_of_function(Checker& c, Scope& scope, const ast::NameDeclarator& name, const ast::Modifiers& m, bool has_body) {
  const Place& place = declarations_of(c).place;
  if (place.is_extern) {
    std::string base = (name.cname ? name.cname : name.name).str();
    return place.name_space.empty() || name.cname ? Text(base) : Text(place.name_space.str() + "::" + base);
  }
  if (name.cname) return name.cname;
  if (m.visibility == ast::Visibility::Public && has_body) return name.name;
  Scope& module = *module_scope_of(&scope);
  std::string path = scope.owner_type ? scope.owner_type->name.str() + "." + name.name.str() : name.name.str();
  if (!is_main_scope(c, &scope)) return identifier_text("cy_i_" + module.name.str() + "." + path);
  return unique_c_name(c, "cy_f_", Text(path));
}

// Without a header nobody else declares what the linker finds.
void note_linked(Checker& c, const Scope& scope, Symbol& symbol) {
  const Place& place = declarations_of(c).place;
  if (!place.is_extern || place.has_header || !place.name_space.empty()) return;
  if (scope.kind != ScopeKind::Module || symbol.origin != Origin::Extern) return;
  auto& linked = c.module->linked;
  if (std::find(linked.begin(), linked.end(), &symbol) == linked.end()) linked.push_back(&symbol);
}

}  // namespace

Symbol* declare_variable(Checker& c, Scope& scope, const ast::NameDeclarator& name, const Type* type, const ast::Modifiers& m,
                         const ast::Node* definition) {
  const Place& place = declarations_of(c).place;
  if (as<BufferType>(type)) { c.error(name.span, diag::buffer_not_local); type = c.types.error; }
  if (m.visibility == ast::Visibility::Readonly) c.error(name.span, diag::readonly_variable);
  Symbol* known = scope.find_here(name.name);
  if (known && known->kind == SymbolKind::CVariable) {
    if (known->type != type && resolved(known->type) != resolved(type) && !is_error(type) && !is_error(known->type)) {
      bool twice_in_pxd = known->declared_in_pxd && place.in_pxd;  // the first one counts
      if (known->origin == Origin::Extern || twice_in_pxd) c.diagnostics.report(name.name_span, diag::variable_type_differs, name.name.view());
      else redeclared(c, name.name_span, name.name, *known);
    } else if (!known->declared_in_pxd && known->origin != Origin::Extern) {
      redeclared(c, name.name_span, name.name, *known);
    }
    if (!place.in_pxd && m.visibility == ast::Visibility::Public) { known->visibility = m.visibility; known->c_name = name.cname ? name.cname : name.name; }
    if (!place.in_pxd) known->span = name.name_span;
    return known;
  }
  if (known && known->kind != SymbolKind::PythonName) { redeclared(c, name.name_span, name.name, *known); return known; }
  Symbol* symbol = add_symbol(c, scope, SymbolKind::CVariable, name.name, type, name.name_span);
  symbol->origin = origin_here(c, scope);
  symbol->c_name = c_name_of_variable(c, name, m, scope);
  symbol->visibility = m.visibility;
  symbol->api = m.api;
  symbol->declared_in_pxd = place.in_pxd && !place.is_extern;
  symbol->definition = definition;
  if (symbol->origin == Origin::OtherModule) symbol->module_name = module_scope_of(&scope)->name;
  note_linked(c, scope, *symbol);
  if (symbol->origin == Origin::ThisModule) {
    c.module->variables.push_back(symbol);
    if (symbol->api || symbol->declared_in_pxd) c.module->exported.push_back(symbol);
  }
  return symbol;
}

static bool check_ufunc(Checker& c, const Scope& scope, const ast::NameDeclarator& name, const FunctionType& type, const ast::Modifiers& m, bool has_body) {
  if (scope.kind != ScopeKind::Module) { c.error(name.name_span, diag::ufunc_place, "a method"); return false; }
  if (m.overridable || !has_body) { c.error(name.name_span, diag::ufunc_place, has_body ? "a cpdef function" : "a declaration without a body"); return false; }
  if (type.optional_count || type.has_varargs) { c.error(name.name_span, diag::ufunc_parameters); return false; }
  if (Symbol* known = scope.find_here(name.name); known && known->kind != SymbolKind::PythonName) redeclared(c, name.name_span, name.name, *known);
  return true;
}

Symbol* declare_c_function(Checker& c, Scope& scope, const ast::NameDeclarator& name, const FunctionType* type, const ast::Modifiers& m,
                           const ast::Node* definition, bool has_body, const Decorations* decorations) {
  const Place& place = declarations_of(c).place;
  if (place.is_extern && type->optional_count && scope.kind == ScopeKind::Module) c.error(name.span, diag::extern_defaults);
  bool is_ufunc = decorations && decorations->ufunc && check_ufunc(c, scope, name, *type, m, has_body);
  Symbol* known = is_ufunc ? nullptr : scope.find_here(name.name);
  if (known && known->kind != SymbolKind::CFunction && known->kind != SymbolKind::PythonName) {
    redeclared(c, name.name_span, name.name, *known);
    return known;
  }
  bool is_overload = known && known->kind == SymbolKind::CFunction && place.is_extern && known->origin == Origin::Extern &&
                     (c.module->is_cplus || !place.name_space.empty() || (name.cname && !(name.cname == known->c_name.view()))) &&
                     c.types.signature_of(static_cast<const FunctionType*>(known->type)) != c.types.signature_of(type);
  Symbol* symbol = known;
  if (!known || known->kind == SymbolKind::PythonName || is_overload) {
    // The name of a ufunc is that of the Python object.
    symbol = add_symbol(c, scope, SymbolKind::CFunction, is_ufunc ? Text("ufunc " + name.name.str()) : name.name, type, name.name_span);
    if (is_ufunc) {
      symbol->name = name.name;
      add_symbol(c, scope, SymbolKind::PythonName, name.name, c.types.object, name.name_span);
      state_of(c).python_names.insert(name.name);
    }
    if (is_overload) symbol->next_overload = known;
    symbol->origin = origin_here(c, scope);
    symbol->c_name = c_name_of_function(c, scope, name, m, has_body);
    symbol->declared_in_pxd = false;
  } else {
    if (has_body && known->is_defined) redeclared(c, name.name_span, name.name, *known);
    if (m.overridable != known->is_cpdef && !place.is_extern)
      c.diagnostics.report(name.name_span, diag::function_was_declared, name.name.view(), m.overridable ? "cdef" : "cpdef");
    symbol->type = merged_signature(c, *known, type, name.name_span, has_body);
    if (place.is_extern && known->origin == Origin::ThisModule) {  // a .pxd declares it, an extern block provides it
      symbol->c_name = name.cname ? name.cname : name.name;
      symbol->origin = Origin::Extern;
      symbol->is_defined = true;
    }
    if (m.visibility == ast::Visibility::Public && has_body) symbol->c_name = name.cname ? name.cname : name.name;
    if (has_body) symbol->span = name.name_span;
  }
  if (symbol->origin == Origin::OtherModule) symbol->module_name = module_scope_of(&scope)->name;
  note_linked(c, scope, *symbol);
  set_function_facts(c, *symbol, m, definition, has_body);
  if (decorations) { symbol->directives = decorations->directives; symbol->is_final |= decorations->is_final; }
  bool in_module = scope.kind == ScopeKind::Module;
  if (in_module && !has_body && !place.in_pxd && !place.is_extern) c.error(name.name_span, diag::declared_not_defined, name.name.view());
  if (symbol->is_cpdef && !symbol->python_counterpart) {
    auto* counterpart = c.arena.make_owned<Symbol>();
    counterpart->kind = SymbolKind::PythonName;
    counterpart->name = name.name;
    counterpart->owner = &scope;
    counterpart->type = c.types.object;
    symbol->python_counterpart = counterpart;
  }
  return symbol;
}

// @cython.locals gives types to parameters that have none.
const FunctionType* with_given_types(Checker& c, const FunctionType* type, const Decorations& decorations) {
  FunctionType copy = *type;
  bool changed = false;
  for (auto& [name, e] : decorations.locals)
    for (FunctionParameter& p : copy.parameters)
      if (p.name == name && p.type == c.types.object)
        if (const Type* given = c.type_of_expression(*e)) { p.type = given; changed = true; }
  return changed ? static_cast<const FunctionType*>(c.types.function(std::move(copy))) : type;
}

namespace {

void declare_variables(Checker& c, const ast::CVarDef& d) {
  DeclarationState& state = declarations_of(c);
  ExternWord word(c, d.modifiers);
  const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::Function);
  Restore directives(c.at.directives, decorations->directives);
  Scope& scope = *c.at.scope;
  Scope* templates = template_scope(c, d);
  Restore inside(c.at.scope, templates ? templates : c.at.scope);
  const Type* base = c.resolve_type(*d.type);
  if (kind_of(base) == TypeKind::Fused && !state.place.in_pxd && d.modifiers.visibility != ast::Visibility::Extern) {
    bool all_functions = true;
    for (const ast::CDeclarator& declarator : d.declarators) all_functions &= function_declarator(declarator.declarator) != nullptr;
    if (!all_functions) { c.error(d.span, diag::fused_not_here); return; }
  }
  for (const ast::CDeclarator& declarator : d.declarators) {
    const ast::NameDeclarator* name = nullptr;
    bool is_name = ast::is<ast::NameDeclarator>(declarator.declarator);
    if (d.declarators.size() > 1 && !is_name && c.at.directives->warn_multiple_declarators)
      c.diagnostics.report(declarator.declarator->span, diag::mixed_declarators);
    FunctionContext context;
    context.is_method = c.at.scope->kind == ScopeKind::ExtensionClass;
    const Type* type = resolve_declarator(c, base, declarator.declarator, &name, context);
    if (!name) continue;
    if (name->name.empty() || is_type_word(d, *name)) {
      c.error(declarator.declarator->span, diag::declaration_without_name);
      continue;
    }
    if (type->kind == TypeKind::Function) {
      FunctionType copy = *static_cast<const FunctionType*>(type);
      copy.nogil |= d.modifiers.nogil;
      auto* written = static_cast<const FunctionType*>(c.types.function(std::move(copy)));
      Symbol* symbol = declare_c_function(c, scope, *name, with_given_types(c, written, *decorations), d.modifiers, &d, false, decorations);
      state.decorations_of_declaration[symbol] = decorations;
      if (symbol->kind == SymbolKind::CFunction && symbol->origin == Origin::OtherModule && contains_fused(symbol->type)) declare_fused_instances(c, *symbol);
      if (templates) state.template_parameters[symbol] = templates->in_order;
      continue;
    }
    if (d.modifiers.overridable) c.error(d.span, diag::cpdef_variable);
    check_variable_type(c, declarator.declarator->span, type, d.modifiers);
    declare_variable(c, scope, *name, type, d.modifiers, &d);
    if (declarator.value && state.place.is_extern) c.diagnostics.report(declarator.span, diag::extern_value);
  }
}

void declare_function_definition(Checker& c, const ast::CFunctionDef& d) {
  DeclarationState& state = declarations_of(c);
  const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::Function);
  Restore directives(c.at.directives, decorations->directives);
  if (!decorations->python.empty()) c.error(decorations->python[0]->span, diag::decorated_c_function);
  if (state.place.is_extern) { c.error(d.span, diag::body_in_extern); return; }
  if (state.place.in_pxd && !d.modifiers.is_inline) { c.error(d.span, diag::body_in_pxd); return; }
  bool from_pxd = state.place.in_pxd;
  Restore pxd(state.place.in_pxd, false);
  const ast::NameDeclarator* name = nullptr;
  FunctionContext context;
  context.nonempty = true;
  context.is_method = c.at.scope->kind == ScopeKind::ExtensionClass;
  const Type* type = resolve_declared(c, *d.type, d.declarator, &name, context);
  auto* function = type->kind == TypeKind::Function ? static_cast<const FunctionType*>(type) : nullptr;
  if (!name || !function) return;
  function = with_given_types(c, function, *decorations);
  if (from_pxd && (d.modifiers.visibility == ast::Visibility::Public || d.modifiers.api))
    c.error(d.span, diag::inline_in_pxd, d.modifiers.api ? "api" : "public");
  if (!from_pxd) check_public_function(c, d, *function);
  for (const ast::Declarator* around = d.declarator; auto* pointer = ast::as<ast::PointerDeclarator>(around); around = pointer->base)
    if (pointer->is_restrict) { c.error(pointer->span, diag::restrict_not_pointer); break; }
  if (function->exceptions.kind == ExceptionSpec::Cpp) {
    if (function->exceptions.handler || function->exceptions.star_handler) c.error(d.span, diag::exception_clause_not_extern);
    else c.diagnostics.report(d.span, diag::exception_clause_not_extern_warning);
  }
  if (d.modifiers.nogil || decorations->nogil) {
    FunctionType copy = *function;
    copy.nogil = true;
    function = c.types.function(std::move(copy));
  }
  Symbol* symbol = declare_c_function(c, *c.at.scope, *name, function, d.modifiers, &d, true, decorations);
  if (symbol->kind != SymbolKind::CFunction || symbol->definition != &d) return;
  if (from_pxd) {  // an inline function: every module that uses it has its own copy
    symbol->origin = Origin::ThisModule;
    state.inline_functions.push_back(symbol);
    if (contains_fused(symbol->type)) declare_fused_instances(c, *symbol);
  } else {
    state.decorations_of_function[make_c_function(c, *symbol, &d, name->name_span)] = decorations;
    if (contains_fused(symbol->type)) declare_fused_instances(c, *symbol);
  }
}

Place place_in(const ast::ExternBlock& d, Place place) {
  place.is_extern = true;
  place.name_space = d.has_namespace ? Text(d.name_space) : Text();
  place.header = Text(d.header);
  place.nogil = d.modifiers.nogil;
  place.has_header = !d.header.empty() || d.header_is_star;
  return place;
}

void declare_extern_block(Checker& c, const ast::ExternBlock& d) {
  DeclarationState& state = declarations_of(c);
  Restore guard(state.place, place_in(d, state.place));
  add_header(c, d.header_is_star ? "" : d.header, d.verbatim, d.span.file);
  declare_block(c, d.body);
}

void declare_include(Checker& c, const ast::Include& d) {
  DeclarationState& state = declarations_of(c);
  const ast::Module* included = included_module(c, d);
  if (!included) { c.error(d.span, diag::include_not_found, d.path); return; }
  const std::string& path = c.sources[included->file].path;
  if (state.included_files.empty()) state.included_files.push_back(c.sources[d.span.file].path);
  if (std::find(state.included_files.begin(), state.included_files.end(), path) != state.included_files.end()) {
    c.error(d.span, diag::include_cycle, d.path);
    state.includes[&d] = nullptr;
    return;
  }
  state.included_files.push_back(path);
  declare_block(c, included->body);
  state.included_files.pop_back();
}

void declare_nested(Checker& c, const ast::Stmt& s) {
  switch (s.kind) {
    case ast::NodeKind::If: {
      auto& n = static_cast<const ast::If&>(s);
      MaybeBool known = compiled_condition(c, *n.condition);
      if (known != MaybeBool::False) declare_block(c, n.body);
      if (known != MaybeBool::True) declare_block(c, n.orelse);
      break;
    }
    case ast::NodeKind::While: {
      auto& n = static_cast<const ast::While&>(s);
      declare_block(c, n.body);
      declare_block(c, n.orelse);
      break;
    }
    case ast::NodeKind::For: {
      auto& n = static_cast<const ast::For&>(s);
      declare_block(c, n.body);
      declare_block(c, n.orelse);
      break;
    }
    case ast::NodeKind::ForFrom: {
      auto& n = static_cast<const ast::ForFrom&>(s);
      declare_block(c, n.body);
      declare_block(c, n.orelse);
      break;
    }
    case ast::NodeKind::With: {
      auto& n = static_cast<const ast::With&>(s);
      Restore section(declarations_of(c).section);
      for (const ast::WithItem& item : n.items)
        if (std::string name = cython_name(c, *item.context); name == "cclass" || name == "cfunc" || name == "ccall") declarations_of(c).section = Text(name);
      declare_block(c, n.body);
      break;
    }
    case ast::NodeKind::Try: {
      auto& n = static_cast<const ast::Try&>(s);
      declare_block(c, n.body);
      for (const ast::ExceptHandler* handler : n.handlers) declare_block(c, handler->body);
      declare_block(c, n.orelse);
      declare_block(c, n.finally_body);
      break;
    }
    case ast::NodeKind::Match:
      for (const ast::MatchCase* item : static_cast<const ast::Match&>(s).cases) declare_block(c, item->body);
      break;
    default: break;
  }
}

}  // namespace

const ast::Module* included_module(Checker& c, const ast::Include& d) {
  auto [at, is_new] = declarations_of(c).includes.try_emplace(&d, nullptr);
  if (is_new) at->second = c.loader.load_include(d.path, d.span.file);
  return at->second;
}

void declare_extern_type_names(Checker& c, ast::Block block) {
  for (const ast::Stmt* statement : block) {
    auto* external = ast::as<ast::ExternBlock>(statement);
    if (!external) continue;
    DeclarationState& state = declarations_of(c);
    Restore guard(state.place, place_in(*external, state.place));
    declare_type_names(c, external->body);
  }
}

void declare_block(Checker& c, ast::Block block) {
  declare_type_names(c, block);
  declare_extern_type_names(c, block);
  for (const ast::Stmt* statement : block) declare_statement(c, *statement);
}

void declare_statement(Checker& c, const ast::Stmt& s) {
  switch (s.kind) {
    case ast::NodeKind::Include: declare_include(c, static_cast<const ast::Include&>(s)); break;
    case ast::NodeKind::CompileTimeDef: declare_compile_time(c, static_cast<const ast::CompileTimeDef&>(s)); break;
    case ast::NodeKind::CompileTimeIf: declare_block(c, chosen_branch(c, static_cast<const ast::CompileTimeIf&>(s))); break;
    case ast::NodeKind::CVarDef:
      if (in_function(c)) declare_local_variables(c, static_cast<const ast::CVarDef&>(s));
      else declare_variables(c, static_cast<const ast::CVarDef&>(s));
      break;
    case ast::NodeKind::CFunctionDef: declare_function_definition(c, static_cast<const ast::CFunctionDef&>(s)); break;
    case ast::NodeKind::StructDef: declare_struct(c, static_cast<const ast::StructDef&>(s)); break;
    case ast::NodeKind::EnumDef: declare_enum(c, static_cast<const ast::EnumDef&>(s)); break;
    case ast::NodeKind::Typedef: declare_typedef(c, static_cast<const ast::Typedef&>(s)); break;
    case ast::NodeKind::FusedDef: declare_fused(c, static_cast<const ast::FusedDef&>(s)); break;
    case ast::NodeKind::CClassDef: declare_extension_type(c, static_cast<const ast::CClassDef&>(s)); break;
    case ast::NodeKind::CppClassDef: declare_cpp_class(c, static_cast<const ast::CppClassDef&>(s)); break;
    case ast::NodeKind::ExternBlock: declare_extern_block(c, static_cast<const ast::ExternBlock&>(s)); break;
    case ast::NodeKind::CdefBlock: {
      auto& d = static_cast<const ast::CdefBlock&>(s);
      ExternWord word(c, d.modifiers);
      declare_block(c, d.body);
      break;
    }
    case ast::NodeKind::CImport: declare_cimport(c, static_cast<const ast::CImport&>(s)); break;
    case ast::NodeKind::CImportFrom: declare_cimport_from(c, static_cast<const ast::CImportFrom&>(s)); break;
    case ast::NodeKind::Import: case ast::NodeKind::ImportFrom: case ast::NodeKind::FunctionDef: case ast::NodeKind::ClassDef:
    case ast::NodeKind::Assign: case ast::NodeKind::AnnAssign: case ast::NodeKind::ExprStmt: declare_pure(c, s); break;
    default: declare_nested(c, s);
  }
}

// Variables of a function: locals with a C type. Their initialisers run where the statement stands.
void declare_local_variables(Checker& c, const ast::CVarDef& d) {
  if (c.at.function == nullptr) return;
  const Type* base = c.resolve_type(*d.type);
  for (const ast::CDeclarator& declarator : d.declarators) {
    const ast::NameDeclarator* name = nullptr;
    bool is_name = ast::is<ast::NameDeclarator>(declarator.declarator);
    if (d.declarators.size() > 1 && !is_name && c.at.directives->warn_multiple_declarators)
      c.diagnostics.report(declarator.declarator->span, diag::mixed_declarators);
    const Type* type = resolve_declarator(c, base, declarator.declarator, &name, {});
    if (!name || name->name.empty() || is_type_word(d, *name)) { c.error(declarator.declarator->span, diag::declaration_without_name); continue; }
    if (type->kind == TypeKind::Function) { c.error(declarator.declarator->span, diag::function_not_here); continue; }
    if (d.modifiers.visibility != ast::Visibility::Private) c.error(declarator.declarator->span, diag::local_visibility);
    check_variable_type(c, declarator.declarator->span, type, d.modifiers);
    declare_local(c, name->name, type, name->name_span);
  }
}

void declare_local(Checker& c, Text name, const Type* type, Span span) {
  Symbol* known = c.at.scope->find_here(name);
  if (known) {
    if (known->kind == SymbolKind::Local && known->local && kind_of(known->local->type) == TypeKind::Unset) {
      known->local->type = known->type = type;
      known->local->is_declared = true;
      return;
    }
    redeclared(c, span, name, *known);
    return;
  }
  typed::Local* local = new_local(c, *c.at.function, name, type, span);
  local->is_declared = true;
}

}  // namespace cyrite::check
