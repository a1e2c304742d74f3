// C declarations in Python's own syntax: cython.declare, annotations, decorators, cython.cimports, and a .pxd beside a .py file.
#include "ast/walk.h"
#include "check/statements.h"

namespace cyrite::check {
namespace {

bool in_module_scope(Checker& c) { return c.at.scope->kind == ScopeKind::Module; }

const Type* given_type(Checker& c, const ast::Expr& e) {
  const Type* type = c.type_of_expression(e);
  if (!type) c.error(e.span, diag::not_a_type_expression);
  return type ? type : c.types.error;
}

void declare_name(Checker& c, Text name, const Type* type, Span span, const ast::Node* definition) {
  if (c.at.scope->kind == ScopeKind::Function) return declare_local(c, name, type, span);
  if (!in_module_scope(c)) return;
  auto* declarator = c.arena.make<ast::NameDeclarator>();
  declarator->kind = ast::NodeKind::NameDeclarator;
  declarator->span = declarator->name_span = span;
  declarator->name = name;
  declare_variable(c, *c.at.scope, *declarator, type, {}, definition);
}

// cython.declare(int), cython.declare(cython.int, 5): the type, or null when the call is another one.
const Type* declared_type(Checker& c, const ast::Expr& value) {
  auto* call = ast::as<ast::Call>(&value);
  if (!call || cython_name(c, *call->callee) != "declare" || call->arguments.empty()) return nullptr;
  return given_type(c, *call->arguments[0]);
}

void declare_assignment(Checker& c, const ast::Assign& s) {
  const Type* type = declared_type(c, *s.value);
  if (type) {
    for (const ast::Expr* target : s.targets)
      if (auto* name = ast::as<ast::Name>(target)) declare_name(c, name->name, type, name->span, &s);
    return;
  }
  // T = cython.struct(...), cython.typedef(...), cython.fused_type(...): a name of a type.
  auto* call = ast::as<ast::Call>(s.value);
  if (!call || s.targets.size() != 1 || !ast::is<ast::Name>(s.targets[0])) return;
  std::string name = cython_name(c, *call->callee);
  if (name != "struct" && name != "union" && name != "typedef" && name != "fused_type") return;
  auto* target = static_cast<const ast::Name*>(s.targets[0]);
  const Type* made = cython_type_expression(c, *call);
  if (!made || is_error(made)) return;
  if (made->kind == TypeKind::Struct && made->name.empty()) {
    auto* type_made = const_cast<StructType*>(static_cast<const StructType*>(made));
    type_made->name = target->name;
    type_made->c_name = unique_c_name(c, type_made->is_union ? "cy_u_" : "cy_s_", target->name);
    note_type_declaration(c, made, type_made->is_union ? typed::TypeDeclaration::Union : typed::TypeDeclaration::Struct);
  } else if (made->kind == TypeKind::Fused && made->name.empty()) {
    const_cast<Type*>(made)->name = target->name;
  }
  Symbol* symbol = add_symbol(c, *c.at.scope, SymbolKind::TypeName, target->name, made, target->span);
  symbol->c_name = made->c_name;
}

void declare_annotation(Checker& c, const ast::AnnAssign& s) {
  auto* name = ast::as<ast::Name>(s.target);
  if (!name || s.parenthesised) return;
  bool is_global = in_module_scope(c);
  if (!is_global && c.at.scope->kind != ScopeKind::Function) return;
  Annotation annotation = read_annotation(c, *s.annotation);
  const Type* type = annotation.type;
  if (!type || annotation.is_class_var) return;
  // A Python name of a module stays one: only C types make a variable of it.
  if (is_global && is_object(type)) return;
  if (!is_global && c.at.scope->find_here(name->name)) return;
  declare_name(c, name->name, type, name->span, &s);
  Symbol* symbol = is_global || !is_object(type) ? nullptr : c.at.scope->find_here(name->name);
  if (symbol && symbol->local) symbol->local->is_deleted = true;  // unbound until it is assigned, as in Python
}

void declare_call(Checker& c, const ast::ExprStmt& s) {
  auto* call = ast::as<ast::Call>(s.value);
  if (!call || cython_name(c, *call->callee) != "declare") return;
  for (const ast::Keyword* keyword : call->keywords) declare_name(c, keyword->name, given_type(c, *keyword->value), keyword->span, &s);
}

constexpr std::string_view kCimports = "cython.cimports";

// What is wrong with `import NAME` of something below cython.cimports; empty if nothing.
std::string_view wrong_cimport(const ast::ImportAlias& alias) {
  if (alias.name == kCimports) return "cimport one of the modules in it";
  bool binds_cython = !alias.as_name || alias.as_name == "cython";
  bool inside = alias.name.view().substr(0, kCimports.size() + 1) == "cython.cimports.";
  return inside && binds_cython ? "write 'from cython.cimports... import ...' or 'import ... as ...'" : std::string_view();
}

void declare_import(Checker& c, const ast::Import& s) {
  for (const ast::ImportAlias& alias : s.names) {
    std::string_view name = alias.name.view();
    if (std::string_view wrong = wrong_cimport(alias); !wrong.empty()) {
      c.error(alias.span, diag::cython_module_import, name, wrong);
    } else if (name.substr(0, kCimports.size()) == kCimports && name.size() > kCimports.size() && name[kCimports.size()] == '.') {
      ast::ImportAlias inner = alias;
      cimport_module(c, inner, name.substr(kCimports.size() + 1));
    } else if (name == "cython" || name.substr(0, 7) == "cython.") {
      cimport_module(c, alias, name);
    }
  }
}

void declare_import_from(Checker& c, const ast::ImportFrom& s) {
  if (s.level > 0) return;
  std::string_view module = s.module.view();
  if (module == kCimports) {
    for (const ast::ImportAlias& alias : s.names) {
      ast::ImportAlias inner = alias;
      if (!inner.as_name) inner.as_name = alias.name;
      cimport_module(c, inner, alias.name.view());
    }
  } else if (module.substr(0, kCimports.size() + 1) == "cython.cimports.") {
    cimport_from(c, module.substr(kCimports.size() + 1), 0, s.names, s.is_star, s.span);
  } else if (module == "cython" || module.substr(0, 7) == "cython.") {
    cimport_from(c, module, 0, s.names, s.is_star, s.span);
  }
}

// ---- functions

// `-> None` of a function that returns something after all, which is an object then.
bool returns_value(ast::Block body) {
  bool found = false;
  for (const ast::Stmt* s : body)
    ast::walk(*s, [&](const ast::Node& n) {
      if (ast::is<ast::FunctionDef>(&n) || ast::is<ast::ClassDef>(&n) || ast::is<ast::Lambda>(&n)) return false;
      auto* r = ast::as<ast::Return>(&n);
      found |= r && r->value && !ast::is<ast::NoneLiteral>(r->value);
      return !found;
    });
  return found;
}

const Type* result_type(Checker& c, const ast::FunctionDef& d, const Decorations& decorations, bool& declared) {
  declared = true;
  if (decorations.returns) return given_type(c, *decorations.returns);
  if (d.returns && c.at.directives->annotation_typing) {
    if (ast::is<ast::NoneLiteral>(d.returns)) return returns_value(d.body) ? static_cast<const Type*>(c.types.object) : c.types.void_;
    Annotation a = read_annotation(c, *d.returns);
    if (a.type) return a.type;
  }
  declared = false;
  return c.types.object;
}

FunctionParameter parameter_of(Checker& c, const ast::Parameter& p, const Decorations& decorations, bool is_self) {
  FunctionParameter out;
  out.name = p.name;
  out.type = is_self && c.at.scope->owner_type ? c.at.scope->owner_type : c.types.object;
  out.has_default = p.default_value != nullptr;
  out.default_value = p.default_value;
  bool declared = false;
  if (p.type && !(ast::is<ast::SimpleType>(p.type) && static_cast<const ast::SimpleType*>(p.type)->is_missing)) {
    out.type = c.resolve_type(*p.type, p.declarator);
    declared = true;
  }
  for (auto& [name, e] : decorations.locals)
    if (name == p.name) { out.type = given_type(c, *e); declared = true; }
  if (!declared && p.annotation) {
    Annotation a = read_annotation(c, *p.annotation);
    if (a.type) {
      out.type = a.type;
      out.or_none = a.optional || a.type == c.types.object || ast::is<ast::NoneLiteral>(p.default_value);
    }
  }
  if (auto* array = as<ArrayType>(out.type)) out.type = c.types.pointer_to(array->base);
  return out;
}

ExceptionSpec pure_exceptions(Checker& c, const Decorations& decorations, const Type* result, bool is_method, Span span) {
  ExceptionSource source;
  source.span = span;
  source.is_method = is_method;
  if (!decorations.exceptval) return exception_spec(c, source, result);
  const ast::Expr* value = decorations.exceptval->arguments.empty() ? nullptr : decorations.exceptval->arguments[0];
  bool check = true;
  for (const ast::Keyword* k : decorations.exceptval->keywords)
    if (k->name == "check")
      if (auto* b = ast::as<ast::BoolLiteral>(k->value)) check = b->value;
  if (ast::is<ast::NoneLiteral>(value)) value = nullptr;
  using Clause = ast::ExceptionClause;
  source.value = value;
  if (value && ast::is<ast::StringLiteral>(value) && static_cast<const ast::StringLiteral*>(value)->value == "+") {
    source.clause = Clause::CppPlus;
    source.value = nullptr;
  } else {
    source.clause = value ? (check ? Clause::ValueMaybe : Clause::Value) : check ? Clause::Star : Clause::NoExcept;
  }
  if (is_object(result)) {
    if (value) c.error(decorations.first_span, diag::exception_clause_on_object);
    else if (!check) c.diagnostics.report(decorations.first_span, diag::noexcept_on_object);
    source.clause = Clause::Unspecified;
  }
  return exception_spec(c, source, result);
}

const FunctionType* pure_signature(Checker& c, const ast::FunctionDef& d, const Decorations& decorations, bool is_method) {
  FunctionType f{};
  bool declared;
  f.result = result_type(c, d, decorations, declared);
  for (std::size_t k = 0; k < d.parameters.size(); ++k) {
    const ast::Parameter& p = *d.parameters[k];
    if (p.kind == ast::ParameterKind::VarPositional || p.kind == ast::ParameterKind::VarKeyword) c.error(p.span, diag::stars_in_c_function);
    else f.parameters.push_back(parameter_of(c, p, decorations, k == 0 && is_method && !decorations.static_method));
    if (p.default_value) ++f.optional_count;
  }
  f.nogil = decorations.nogil || decorations.with_gil;
  f.with_gil = decorations.with_gil;
  f.is_static_method = decorations.static_method;
  f.exceptions = pure_exceptions(c, decorations, f.result, is_method, d.name_span);
  return c.types.function(std::move(f));
}

// What a .pxd says of a def in the source: the def becomes the definition of that C function.
const FunctionType* signature_from_pxd(Checker& c, const Symbol& symbol, const ast::FunctionDef& d) {
  auto* declared = static_cast<const FunctionType*>(symbol.type);
  if (declared->parameters.size() != d.parameters.size()) {
    c.error(d.name_span, diag::signature_differs);
    return declared;
  }
  FunctionType f = *declared;
  for (std::size_t k = 0; k < f.parameters.size(); ++k) {
    if (f.parameters[k].name != d.parameters[k]->name) f.parameters[k].keyword = f.parameters[k].name;
    f.parameters[k].name = d.parameters[k]->name;
    f.parameters[k].default_value = d.parameters[k]->default_value;
  }
  Place& place = declarations_of(c).place;
  if (f.exceptions.kind == ExceptionSpec::Always && !place.in_pxd && c.at.scope->kind == ScopeKind::Module) {
    std::string value = default_exception_value(f.result);
    if (!value.empty()) { f.exceptions.kind = ExceptionSpec::ValueMaybe; f.exceptions.value = Text(value); }
  }
  return c.types.function(std::move(f));
}

}  // namespace

bool declare_pure_function(Checker& c, const ast::FunctionDef& d) {
  Scope& scope = *c.at.scope;
  const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::Function);
  Symbol* known = scope.find_here(d.name);
  bool from_pxd = known && known->kind == SymbolKind::CFunction && known->declared_in_pxd && !known->is_defined;
  bool automatic = c.at.directives->auto_cpdef && scope.kind == ScopeKind::Module && !d.is_async && decorations->python.empty() && !contains_yield(d.body);
  if (automatic)
    for (const ast::Parameter* p : d.parameters) automatic &= p->kind == ast::ParameterKind::PositionalOrKeyword;
  if (!decorations->cfunc && !decorations->ccall && !from_pxd && !automatic) return false;
  if (scope.kind == ScopeKind::Function) { c.error(d.name_span, diag::c_function_in_function); return true; }
  Restore directives(c.at.directives, decorations->directives);
  bool is_method = scope.kind == ScopeKind::ExtensionClass;
  if ((decorations->cfunc || decorations->ccall) && contains_yield(d.body)) c.error(d.name_span, diag::yield_in_c_function);
  const FunctionType* type = from_pxd ? signature_from_pxd(c, *known, d) : pure_signature(c, d, *decorations, is_method);
  auto* name = c.arena.make<ast::NameDeclarator>();
  name->kind = ast::NodeKind::NameDeclarator;
  name->span = name->name_span = d.name_span;
  name->name = d.name;
  ast::Modifiers modifiers;
  modifiers.overridable = from_pxd ? known->is_cpdef : decorations->ccall || automatic;
  modifiers.is_inline = decorations->is_inline;
  if (from_pxd) modifiers.visibility = known->visibility;
  Symbol* symbol = declare_c_function(c, scope, *name, type, modifiers, &d, true, decorations);
  if (symbol->kind != SymbolKind::CFunction || symbol->definition != &d) return true;
  symbol->is_static = decorations->static_method;
  typed::Function* f = make_c_function(c, *symbol, &d, d.name_span);
  if (contains_fused(symbol->type)) declare_fused_instances(c, *symbol);  // a call may stand before the function
  auto declared = declarations_of(c).decorations_of_declaration.find(symbol);
  if (from_pxd && decorations->locals.empty() && declared != declarations_of(c).decorations_of_declaration.end()) {
    auto* both = c.arena.make<Decorations>(*decorations);
    both->locals = declared->second->locals;
    decorations = both;
  }
  declarations_of(c).decorations_of_function[f] = decorations;
  return true;
}

void check_pure_c_function(Checker& c, const ast::FunctionDef& d, StatementList& out) {
  typed::Function& f = *declarations_of(c).functions.at(&d);
  if (contains_fused(f.symbol->type)) return check_fused_c_function(c, f, d.parameters, d.body, &d, out);
  check_c_body(c, f, d.parameters, d.body, out);
  finish_c_function(c, f, *c.at.scope, out);
}

void declare_pure(Checker& c, const ast::Stmt& s) {
  switch (s.kind) {
    case ast::NodeKind::Import: declare_import(c, static_cast<const ast::Import&>(s)); break;
    case ast::NodeKind::ImportFrom: declare_import_from(c, static_cast<const ast::ImportFrom&>(s)); break;
    case ast::NodeKind::Assign: declare_assignment(c, static_cast<const ast::Assign&>(s)); break;
    case ast::NodeKind::AnnAssign: declare_annotation(c, static_cast<const ast::AnnAssign&>(s)); break;
    case ast::NodeKind::ExprStmt: declare_call(c, static_cast<const ast::ExprStmt&>(s)); break;
    case ast::NodeKind::FunctionDef:
      if (in_module_scope(c)) declare_pure_function(c, static_cast<const ast::FunctionDef&>(s));
      break;
    case ast::NodeKind::ClassDef: {
      auto& d = static_cast<const ast::ClassDef&>(s);
      if (!in_module_scope(c)) break;
      const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::PythonClass);
      Symbol* known = c.at.scope->find_here(d.name);
      auto* type = known && known->kind == SymbolKind::TypeName ? as<ExtensionType>(known->type) : nullptr;
      bool from_pxd = type && type->module_name.empty() && !type->is_extern;
      if (decorations->cclass || decorations->dataclass || decorations->total_ordering || from_pxd || declarations_of(c).section == "cclass") declare_pure_extension_type(c, d, *decorations);
      break;
    }
    default: break;
  }
}

// Declarations that leave nothing to run.
bool is_pure_declaration(Checker& c, const ast::Stmt& s) {
  if (auto* e = ast::as<ast::ExprStmt>(&s)) {
    auto* call = ast::as<ast::Call>(e->value);
    return call && cython_name(c, *call->callee) == "declare";
  }
  auto* assignment = ast::as<ast::Assign>(&s);
  auto* call = assignment ? ast::as<ast::Call>(assignment->value) : nullptr;
  if (!call) return false;
  std::string name = cython_name(c, *call->callee);
  if (name == "declare") return call->arguments.size() == 1;
  return name == "struct" || name == "union" || name == "typedef" || name == "fused_type";
}

static void assign_annotated(Checker& c, const ast::AnnAssign& s, StatementList& out);

void Checker::check(const ast::AnnAssign& s, StatementList& out) {
  if (s.value) assign_annotated(*this, s, out);
  keep_annotation(*this, s, out);
}

static void assign_annotated(Checker& c, const ast::AnnAssign& s, StatementList& out) {
  if (auto* name = ast::as<ast::Name>(s.target)) {
    Symbol* symbol = find_name(c, name->name);
    const Type* type = symbol && (symbol->kind == SymbolKind::CVariable || symbol->kind == SymbolKind::Local) ? symbol->type : nullptr;
    if (type && kind_of(type) != TypeKind::Unset) { c.assign(*s.target, c.expr_as(*s.value, type), out); return; }
  }
  c.assign(*s.target, c.expr(*s.value), out);
}

}  // namespace cyrite::check
