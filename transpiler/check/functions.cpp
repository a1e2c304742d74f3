// Functions: parameters, bodies, function objects of def, C functions of cdef and cpdef.
#include <fmt/format.h>

#include "ast/walk.h"
#include "check/statements.h"
#include "semantics/special_methods.h"

namespace cyrite::check {

using typed::Expr;
using typed::FunctionKind;
using typed::GeneratorKind;

// ---------------------------------------------------------------- what bodies contain

static void search_yield(const ast::Node& node, bool& found) {
  ast::walk(node, [&](const ast::Node& n) {
    if (ast::is<ast::FunctionDef>(&n) || ast::is<ast::ClassDef>(&n) || ast::is<ast::Lambda>(&n)) return false;
    if (auto* g = ast::as<ast::Comprehension>(&n); g && g->comprehension == ast::ComprehensionKind::Generator) {
      if (!g->clauses.empty() && g->clauses[0]->iterable) search_yield(*g->clauses[0]->iterable, found);  // it is evaluated outside
      return false;
    }
    found |= ast::is<ast::Yield>(&n) || ast::is<ast::YieldFrom>(&n);
    return !found;
  });
}

bool contains_yield(ast::Block body) {
  bool found = false;
  for (const ast::Stmt* s : body) search_yield(*s, found);
  return found;
}

static const ast::StringLiteral* doc_literal(ast::Block body) {
  auto* first = body.empty() ? nullptr : ast::as<ast::ExprStmt>(body[0]);
  auto* text = first ? ast::as<ast::StringLiteral>(first->value) : nullptr;
  bool is_text = text && (text->prefix == ast::StringPrefix::None || text->prefix == ast::StringPrefix::Unicode);
  return is_text ? text : nullptr;
}

std::string_view docstring_of(ast::Block body, bool& has_doc) {
  auto* text = doc_literal(body);
  has_doc = text != nullptr;
  return text ? text->value : std::string_view();
}

ast::Block without_docstring(ast::Block body) { return doc_literal(body) ? body.subspan(1) : body; }

// ---------------------------------------------------------------- making functions

Text qualified_python_name(Checker& c, Text name) {
  Scope* inner = c.at.scope;
  while (inner->is_type_scope) inner = inner->outer;
  if (Symbol* s = inner->find_here(name); s && s->owner == c.module_scope) return name;  // declared global
  for (Scope* scope = inner; scope; scope = scope->outer) {
    if (scope->is_type_scope) continue;
    if (scope->kind == ScopeKind::PythonClass || scope->kind == ScopeKind::ExtensionClass) return Text(scope->name.str() + "." + name.str());
    if (scope->kind == ScopeKind::Function && scope->function)
      return Text(fmt::format("{}.<locals>.{}", scope->function->qualified_name.view(), name.view()));
  }
  return name;
}

typed::Function* Checker::new_function(FunctionKind kind, Text name, Span span) {
  auto* f = arena.make_owned<typed::Function>();
  f->kind = kind;
  f->name = name;
  f->qualified_name = kind == FunctionKind::CFunction ? name : qualified_python_name(*this, name);
  f->parent = at.function && at.function != module->body ? at.function : nullptr;
  f->result = types.object;
  f->directives = at.directives;
  f->span = span;
  f->first_line = span.length || span.begin ? static_cast<int>(sources.line(span)) : 1;
  if (f->c_name.empty()) f->c_name = unique_c_name(*this, kind == FunctionKind::CFunction ? "cy_f_" : "cy_py_", Text(f->qualified_name.view()));
  module->functions.push_back(f);
  return f;
}

typed::Local* new_local(Checker& c, typed::Function& f, Text name, const Type* type, Span span) {
  auto* local = c.arena.make<typed::Local>();
  local->name = name;
  local->type = type;
  local->owner = &f;
  local->span = span;
  local->index = static_cast<int>(f.locals.size());
  f.locals.push_back(local);
  Symbol* symbol = add_symbol(c, *c.at.scope, SymbolKind::Local, name, type, span);
  symbol->local = local;
  if (auto* buffer = as<BufferType>(type)) {
    auto* view = c.arena.make<typed::Local>();
    std::vector<Axis> axes(static_cast<std::size_t>(buffer->ndim), Axis{buffer->mode == "full" ? AxisAccess::Generic : AxisAccess::Direct, AxisPacking::Strided});
    if (!axes.empty() && buffer->mode == "c") {
      for (Axis& axis : axes) axis.packing = AxisPacking::Follow;
      axes.back().packing = AxisPacking::Contiguous;
    } else if (!axes.empty() && buffer->mode == "fortran") {
      for (Axis& axis : axes) axis.packing = AxisPacking::Follow;
      axes.front().packing = AxisPacking::Contiguous;
    }
    view->type = c.types.view_of(buffer->dtype, axes);
    view->owner = &f;
    view->is_temporary = true;
    view->span = span;
    view->index = static_cast<int>(f.locals.size());
    f.locals.push_back(view);
    local->buffer_view = view;
  }
  return local;
}

namespace {

// Saves where the checker stands, and goes into a function.
struct InFunction {
  Checker& c;
  Context old;
  InFunction(Checker& checker, typed::Function& f, Scope& scope) : c(checker), old(checker.at) {
    c.at.function = &f;
    c.at.scope = &scope;
    c.at.nogil = f.nogil && !f.acquires_gil;
    c.at.in_parallel = false;
    c.at.class_namespace = nullptr;
    c.at.loop_depth = 0;
    c.at.in_finally = false;
  }
  ~InFunction() { c.at = old; }
};

Scope* function_scope(Checker& c, typed::Function& f) {
  Scope* scope = new_scope(c, ScopeKind::Function, f.qualified_name, c.at.scope);
  scope->function = &f;
  scope->is_type_scope = f.is_type_scope;
  return scope;
}

// Types that `@cython.locals` gives to parameters and variables.
const Type* type_from_decorator(Checker& c, const Decorations* d, Text name) {
  if (!d) return nullptr;
  for (auto& [known, e] : d->locals) {
    if (!(known == name)) continue;
    const Type* type = c.type_of_expression(*e);
    if (!type) c.error(e->span, diag::not_a_type_expression);
    return type ? type : c.types.error;
  }
  return nullptr;
}

bool is_none(const ast::Expr* e) { return ast::is<ast::NoneLiteral>(e); }

// The declared type of a parameter of a Python function, and what it says of None.
const Type* parameter_type(Checker& c, typed::Parameter& out, const ast::Parameter& p, const Decorations* decorations) {
  const Type* type = nullptr;
  bool annotated = false;
  if (p.type && !(ast::is<ast::SimpleType>(p.type) && static_cast<const ast::SimpleType*>(p.type)->is_missing)) {
    type = c.resolve_type(*p.type, p.declarator);
  } else if (const Type* given = type_from_decorator(c, decorations, p.name)) {
    type = given;
  } else if (p.annotation && p.kind != ast::ParameterKind::VarPositional && p.kind != ast::ParameterKind::VarKeyword) {
    Annotation a = read_annotation(c, *p.annotation);
    type = a.type;
    annotated = type != nullptr;
    if (a.optional || type == c.types.object) out.or_none = true;
    else if (annotated && is_none(p.default_value)) {
      if (type == c.types.double_) type = c.types.py_float;
      else if (type == c.types.bint) type = c.types.bool_;
      else if (type == c.types.double_complex) type = c.types.py_complex;
      if (is_object(type) || is_view(type)) { c.diagnostics.report(p.span, diag::implicit_optional); out.or_none = true; }
    } else if (annotated && (is_object(type) || is_view(type))) {
      out.not_none = true;
    }
  }
  if (!type) return c.types.object;
  if (auto* array = as<ArrayType>(type)) type = c.types.pointer_to(array->base);
  if (auto* reference = as<ReferenceType>(type)) type = reference->base;  // Python passes values: there is nothing to refer to
  if (is_void(type)) { c.error(p.span, diag::void_parameter); return c.types.error; }
  return type;
}

void none_rules(Checker& c, typed::Parameter& out, const ast::Parameter& p) {
  out.or_none |= p.none_clause == ast::NoneClause::OrNone;
  if (p.none_clause == ast::NoneClause::NotNone) {
    out.not_none = true;
    out.or_none = false;
    if (is_none(p.default_value)) c.error(p.span, diag::not_none_default);
  }
  if (is_error(out.type)) return;
  TypeKind kind = kind_of(out.type);
  if (!is_object(out.type) && !is_view(out.type) && kind != TypeKind::Fused) {
    if (p.none_clause != ast::NoneClause::Unspecified) c.error(p.span, diag::none_clause_on_c_type, p.none_clause == ast::NoneClause::NotNone ? "not None" : "or None");
    out.not_none = out.or_none = false;
    return;
  }
  if (kind == TypeKind::Object || out.or_none || out.not_none) return;
  out.not_none = !is_none(p.default_value) && !c.at.directives->allow_none_for_extension_args;
}

bool is_untyped(const ast::Parameter& p) {
  bool missing = !p.type || (ast::is<ast::SimpleType>(p.type) && static_cast<const ast::SimpleType*>(p.type)->is_missing);
  return missing && !p.annotation;
}
// Under c_api_binop_methods either operand may be of the type.
bool is_operator_of_c(const typed::Function& f) {
  return f.kind == FunctionKind::Special && f.directives->c_api_binop_methods && find_special_operator(f.slot.view()) &&
         find_special_operator(f.slot.view())->method == f.slot.view();
}

void add_parameter(Checker& c, typed::Function& f, const ast::Parameter& p, std::size_t index, const Decorations* decorations) {
  typed::Parameter out{};
  out.kind = p.kind;
  out.has_default = p.default_value || p.default_is_star || p.default_is_question;
  bool is_self = index == 0 && f.owner && !f.is_static_method && !f.is_class_method;
  bool stars = p.kind == ast::ParameterKind::VarPositional || p.kind == ast::ParameterKind::VarKeyword;
  bool is_class = index == 0 && f.owner && f.is_class_method && as<ExtensionType>(f.owner);
  if (is_class && is_untyped(p)) {
    out.type = c.types.type;
    out.not_none = true;
  } else if (stars) {
    out.type = p.kind == ast::ParameterKind::VarPositional ? static_cast<const Type*>(c.types.tuple) : c.types.dict;
    if (p.type && !is_object(c.resolve_type(*p.type, p.declarator))) c.error(p.span, diag::typed_star_parameter);
  } else if (is_self && is_untyped(p) && !is_operator_of_c(f)) {
    out.type = f.owner;
    out.not_none = true;
  } else {
    out.type = parameter_type(c, out, p, decorations);
    none_rules(c, out, p);
    bool arrives_in_c = f.kind == FunctionKind::Special && index > 0 && (f.slot == "__getbuffer__" || f.slot == "__releasebuffer__");
    if (!is_error(out.type) && !is_object(out.type) && !is_view(out.type) && !contains_fused(out.type) && !arrives_in_c && !c.convertible(c.types.object, out.type)) {
      c.error(p.span, diag::argument_not_convertible, type_text(out.type));
      out.type = c.types.error;
    }
  }
  Text name = mangled_name(c, p.name);
  out.name = c.module->constants.name(name);
  if (c.at.scope->find_here(name)) { out.local = c.at.scope->find_here(name)->local; f.parameters.push_back(out); return; }
  out.local = new_local(c, f, name, out.type, p.name_span.length ? p.name_span : p.span);
  out.local->is_parameter = true;
  f.parameters.push_back(out);
}

void check_body(Checker& c, typed::Function& f, ast::Block body) {
  declare_block(c, body);
  c.analyse_body(f, *c.at.scope, body);
  f.body = c.block(body);
}

}  // namespace

typed::Function* Checker::check_function_body(typed::Function* f, std::span<ast::Parameter* const> parameters, ast::Block body) {
  Scope* scope = function_scope(*this, *f);
  InFunction inside(*this, *f, *scope);
  at.directives = f->directives;
  const Decorations* decorations = declaration_state->decorations_of_function[f];
  // The types are read where the function stands: its own names are not known there.
  for (std::size_t k = 0; k < parameters.size(); ++k) add_parameter(*this, *f, *parameters[k], k, decorations);
  if (decorations)
    for (auto& [name, e] : decorations->locals)
      if (!scope->find_here(name))
        if (const Type* type = type_from_decorator(*this, decorations, name)) declare_local(*this, name, type, e->span);
  if (f->generator == GeneratorKind::None && contains_yield(body)) f->generator = GeneratorKind::Generator;
  check_body(*this, *f, body);
  return f;
}

// ---------------------------------------------------------------- def

namespace {

GeneratorKind generator_kind(const ast::FunctionDef& d, const Directives& directives) {
  bool yields = contains_yield(d.body);
  if (!d.is_async) return yields ? GeneratorKind::Generator : GeneratorKind::None;
  if (yields) return GeneratorKind::AsyncGenerator;
  return directives.iterable_coroutine ? GeneratorKind::IterableCoroutine : GeneratorKind::Coroutine;
}

Expr* annotations_dict(Checker& c, const ast::FunctionDef& d) {
  std::vector<typed::DictItem> items;
  auto add = [&](Text name, const ast::Expr& annotation) {
    items.push_back({c.name_constant(annotation.span, name), c.constant(annotation.span, {Constant::Str, annotation_text(c, annotation), {}})});
  };
  for (const ast::Parameter* p : d.parameters)
    if (p->annotation) add(mangled_name(c, p->name), *p->annotation);
  if (d.returns) add("return", *d.returns);
  if (items.empty()) return nullptr;
  auto* dict = c.make<typed::DictDisplay>(d.name_span, c.types.dict);
  dict->items = c.arena.copy(items);
  return dict;
}

}  // namespace

void set_documentation(Checker& c, typed::Function& f, ast::Block body) {
  bool has_doc = false;
  f.doc = docstring_of(body, has_doc);
  f.has_doc = has_doc && c.options.docstrings;
}

// The default of a parameter as the object that the function keeps.
static Expr* default_object(Checker& c, const ast::Expr& value, const Type* type) {
  if (type == c.types.py_float) {  // `float | None = 99`: what is passed may be an int as well
    Expr* given = c.expr(value);
    if (is_int(given->type)) return c.convert(c.convert(given, c.types.double_), type);
    return c.convert(given, type);
  }
  if (is_error(type) || is_void(type)) return c.object(value);
  if (is_view(type) || is_none(&value) || kind_of(type) == TypeKind::Buffer || contains_fused(type)) return c.object(value);
  Expr* converted = c.expr_as(value, type);
  return is_object(type) ? converted : c.convert(converted, c.types.object);
}

Expr* make_python_function(Checker& c, const ast::FunctionDef& d, const Decorations& decorations) {
  auto* made = c.make<typed::MakeFunction>(d.name_span, c.types.object);
  typed::Function* f = c.new_function(FunctionKind::Def, d.name, d.name_span);
  made->function = f;
  f->is_type_scope = declarations_of(c).type_scopes.count(&d) > 0;
  if (!d.decorators.empty()) f->first_line = static_cast<int>(c.sources.line(d.decorators[0]->span));
  f->directives = decorations.directives ? decorations.directives : c.at.directives;
  f->generator = generator_kind(d, *f->directives);
  f->is_static_method = decorations.static_method && c.at.class_namespace;
  f->is_class_method = decorations.class_method && c.at.class_namespace;
  if (const ExtensionType* owner = declarations_of(c).method_owner) {
    f->owner = owner;
    f->is_static_method = decorations.static_method;
    f->is_class_method = decorations.class_method;
  }
  declarations_of(c).decorations_of_function[f] = &decorations;
  set_documentation(c, *f, d.body);
  c.check_function_body(f, d.parameters, without_docstring(d.body));
  embed_signature(c, *f, d.parameters, d.returns, nullptr);
  std::vector<Expr*> defaults;
  std::vector<typed::DictItem> keyword_defaults;
  for (std::size_t k = 0; k < d.parameters.size(); ++k) {
    const ast::Parameter& p = *d.parameters[k];
    if (!p.default_value) continue;
    auto shared = declarations_of(c).shared_defaults.find(p.default_value);
    if (is_pointer(f->parameters[k].type) && kind_of(type_of(c, *p.default_value)) == TypeKind::NullPointer) {
      // No object stands for a NULL: the function knows its default, and its object shows None.
      f->parameters[k].c_default = c.expr(*p.default_value);
      if (p.kind == ast::ParameterKind::KeywordOnly) keyword_defaults.push_back({c.name_constant(p.span, mangled_name(c, p.name)), none_value(c, p.span)});
      else defaults.push_back(none_value(c, p.span));
      continue;
    }
    Expr* value = shared != declarations_of(c).shared_defaults.end() ? c.local_ref(p.span, shared->second) : default_object(c, *p.default_value, f->parameters[k].type);
    if (p.kind == ast::ParameterKind::KeywordOnly) keyword_defaults.push_back({c.name_constant(p.span, mangled_name(c, p.name)), value});
    else defaults.push_back(value);
  }
  made->defaults = c.arena.copy(defaults);
  made->keyword_defaults = c.arena.copy(keyword_defaults);
  made->annotations = annotations_dict(c, d);
  return made;
}

static ast::Name* name_node(Checker& c, Text name, Span span) {
  auto* node = c.arena.make<ast::Name>();
  node->kind = ast::NodeKind::Name;
  node->span = span;
  node->name = name;
  return node;
}

void bind_name(Checker& c, Text name, Span span, Expr* value, StatementList& out) { c.assign(*name_node(c, name, span), value, out); }

// Decorators that only C functions can have.
static void check_plain_function(Checker& c, const ast::FunctionDef& d, const Decorations& decorations) {
  if (decorations.nogil && !decorations.cfunc && !decorations.ccall) c.error(d.decorators.empty() ? d.span : d.decorators[0]->span, diag::nogil_python_function);
  if (decorations.ufunc) c.error(d.name_span, diag::ufunc_place, "a Python function");
  for (const ast::Expr* e : d.decorators) {
    auto* call = ast::as<ast::Call>(e);
    std::string name = cython_name(c, call ? *call->callee : *e);
    if ((name == "cfunc" || name == "ccall") && c.at.class_namespace) c.error(e->span, diag::directive_place, name, "Python class");
  }
}

void Checker::check(const ast::FunctionDef& s, StatementList& out) {
  bool in_c = declaration_state->functions.count(&s) > 0;
  if (in_c && !s.type_parameters.empty()) return not_supported(s.name_span, "a C function with type parameters");
  if (in_c) return check_pure_c_function(*this, s, out);
  require_gil(s.span, "defining a Python function");
  const Decorations* decorations = read_decorators(*this, s, s.decorators, DirectiveScope::Function);
  check_plain_function(*this, s, *decorations);
  std::vector<Expr*> decorators;
  std::vector<typed::Local*> held;
  for (const ast::Expr* d : decorations->python) {
    held.push_back(temporary(types.object, "decorator"));
    out.push_back(assignment(*this, local_ref(d->span, held.back()), object(*d)));
  }
  bool fused = is_fused_function(*this, s, *decorations);
  Expr* value = !s.type_parameters.empty() ? generic_function(*this, s, *decorations)
                : fused ? make_fused_python_function(*this, s, *decorations) : make_python_function(*this, s, *decorations);
  for (auto d = held.rbegin(); d != held.rend(); ++d) value = python_call(s.name_span, local_ref(s.name_span, *d), {value});
  bind_name(*this, s.bound_name(), s.name_span, value, out);
}

// ---------------------------------------------------------------- cdef and cpdef

typed::Function* make_c_function(Checker& c, Symbol& symbol, const ast::Node* definition, Span span) {
  auto& known = declarations_of(c).functions;
  if (auto found = known.find(definition); found != known.end()) return found->second;
  Restore where(c.at.function, static_cast<typed::Function*>(nullptr));
  typed::Function* f = c.new_function(FunctionKind::CFunction, symbol.name, span);
  known[definition] = f;
  symbol.function = f;
  f->symbol = &symbol;
  f->c_name = symbol.c_name;
  f->qualified_name = qualified_python_name(c, symbol.name);
  f->directives = symbol.directives ? symbol.directives : c.at.directives;
  if (symbol.owner && symbol.owner->kind == ScopeKind::ExtensionClass) f->owner = symbol.owner->owner_type;
  return f;
}

static void set_signature(typed::Function& f, const Symbol& symbol) {
  auto* type = static_cast<const FunctionType*>(symbol.type);
  f.signature = type;
  f.result = type->result;
  f.exceptions = type->exceptions;
  f.nogil = type->nogil;
  f.acquires_gil = type->with_gil;
  f.is_inline = symbol.is_inline;
  f.is_public = symbol.visibility == ast::Visibility::Public;
  f.is_api = symbol.api;
  f.is_cpdef = symbol.is_cpdef;
  f.is_static_method = symbol.is_static;
}

namespace {

bool is_simple_default(const ast::Expr& e) {
  switch (e.kind) {
    case ast::NodeKind::IntLiteral: case ast::NodeKind::FloatLiteral: case ast::NodeKind::BoolLiteral: case ast::NodeKind::NoneLiteral:
    case ast::NodeKind::StringLiteral: case ast::NodeKind::ImaginaryLiteral: case ast::NodeKind::EllipsisLiteral: return true;
    case ast::NodeKind::Unary: return is_simple_default(*static_cast<const ast::Unary&>(e).operand);
    case ast::NodeKind::Name: return static_cast<const ast::Name&>(e).name == "NULL";
    case ast::NodeKind::TupleDisplay: return static_cast<const ast::TupleDisplay&>(e).items.empty();
    default: return false;
  }
}

}  // namespace

// A default that is no literal is computed once, where the definition stands, and kept in a variable of the module.
Expr* kept_default(Checker& c, const ast::Expr& value, const Type* type, StatementList& out) {
  if (is_error(type)) return nullptr;
  Saved<Context> inside(c.at, c.at);
  if (const auto& body = declarations_of(c).class_body; body.name_space) {
    c.at.scope = body.scope;
    c.at.class_namespace = body.name_space;
  }
  if (is_simple_default(value)) return c.expr_as(value, type);
  Expr* computed = c.expr_as(value, type);
  if (is_error(computed->type)) return nullptr;
  Symbol* kept = hidden_variable(c, value.span, "default", type);
  out.push_back(assignment(c, global_ref(c, value.span, kept), computed));
  return global_ref(c, value.span, kept);
}

static void add_c_parameters(Checker& c, typed::Function& f, const FunctionType& type, const std::vector<Expr*>& defaults) {
  for (std::size_t k = 0; k < type.parameters.size(); ++k) {
    const FunctionParameter& p = type.parameters[k];
    typed::Parameter out{};
    out.kind = ast::ParameterKind::PositionalOrKeyword;
    out.type = p.type;
    out.has_default = p.has_default;
    out.not_none = p.not_none;
    out.or_none = p.or_none;
    out.c_default = defaults[k];
    Text name = p.name ? p.name : Text(fmt::format("argument_{}", k + 1));
    out.name = c.module->constants.name(name);
    if (Symbol* twice = c.at.scope->find_here(name)) { redeclared(c, f.span, name, *twice); continue; }
    out.local = new_local(c, f, name, p.type, f.span);
    out.local->is_parameter = true;
    f.parameters.push_back(out);
  }
}

typed::Function* make_python_wrapper(Checker& c, Symbol& symbol, typed::Function* c_side, Scope& outer) {
  Restore scope_guard(c.at.scope, &outer);
  typed::Function* f = c.new_function(FunctionKind::Def, c_side->name, c_side->span);
  f->directives = c_side->directives;
  f->doc = c_side->doc;
  f->has_doc = c_side->has_doc;
  f->dispatches_to = c_side;
  f->symbol = &symbol;
  f->owner = c_side->owner;
  f->is_static_method = c_side->is_static_method;
  c_side->python_wrapper = f;
  Scope* scope = function_scope(c, *f);
  InFunction inside(c, *f, *scope);
  std::vector<Expr*> defaults;
  for (const typed::Parameter& p : c_side->parameters) defaults.push_back(p.c_default);
  auto& type = static_cast<const FunctionType&>(*symbol.type);
  if (c_side->parameters.size() == type.parameters.size()) add_c_parameters(c, *f, type, defaults);
  for (std::size_t k = 0; k < f->parameters.size(); ++k) {
    const typed::Parameter& p = f->parameters[k];
    bool is_self = k == 0 && f->owner && !f->is_static_method;
    if (is_self || is_object(p.type) || is_view(p.type) || is_error(p.type) || contains_fused(p.type)) continue;
    if (!c.convertible(c.types.object, p.type)) c.error(p.local->span, diag::argument_not_convertible, type_text(p.type));
  }
  if (!is_void(type.result) && !is_error(type.result) && !contains_fused(type.result) && !c.convertible(type.result, c.types.object))
    c.error(f->span, diag::result_not_convertible, type_text(type.result));
  return f;
}

static void check_nogil_function(Checker& c, const typed::Function& f) {
  if (!f.nogil || f.acquires_gil) return;
  if (is_object(f.result)) c.error(f.span, diag::nogil_returns_object);
}

// The body of a C function whose symbol and typed::Function exist. `out` gets what has to run where the definition stands.
void check_c_body(Checker& c, typed::Function& f, std::span<ast::Parameter* const> nodes, ast::Block body, StatementList& out) {
  Symbol& symbol = *f.symbol;
  set_signature(f, symbol);
  set_documentation(c, f, body);
  auto* type = static_cast<const FunctionType*>(symbol.type);
  std::vector<Expr*> defaults(type->parameters.size(), nullptr);
  for (std::size_t k = 0; k < defaults.size() && k < nodes.size(); ++k)
    if (nodes[k]->default_value) {
      Restore directives(c.at.directives, f.directives);
      defaults[k] = kept_default(c, *nodes[k]->default_value, type->parameters[k].type, out);
    }
  Scope* scope = function_scope(c, f);
  InFunction inside(c, f, *scope);
  c.at.directives = f.directives;
  add_c_parameters(c, f, *type, defaults);
  auto decorations = declarations_of(c).decorations_of_function.find(&f);
  if (decorations != declarations_of(c).decorations_of_function.end() && decorations->second)
    for (auto& [name, e] : decorations->second->locals)
      if (!scope->find_here(name))
        if (const Type* given = type_from_decorator(c, decorations->second, name)) declare_local(c, name, given, e->span);
  check_nogil_function(c, f);
  if (kind_of(f.result) == TypeKind::Reference) c.not_supported(f.span, "a function with a body that returns a C++ reference");
  if (contains_yield(body)) c.error(f.span, diag::yield_in_c_function);
  if (symbol.is_cpdef) embed_signature(c, f, nodes, nullptr, type->result);
  check_body(c, f, without_docstring(body));
}

// The function object with the defaults that its C code knows by itself, for introspection; null where there is nothing to show.
Expr* showing_defaults(Checker& c, const typed::Function& f, Expr* function) {
  std::vector<typed::DisplayItem> positional;
  std::vector<typed::DictItem> keywords;
  if (!f.directives || !f.directives->binding) return nullptr;
  for (const typed::Parameter& p : f.parameters) {
    if (!p.has_default) continue;
    auto* converted = p.c_default && is_view(p.c_default->type) ? typed::as<typed::Convert>(p.c_default) : nullptr;
    if (converted && is_object(converted->operand->type)) {  // None stands for no view
      if (p.kind == ast::ParameterKind::KeywordOnly) keywords.push_back({c.name_constant(f.span, Text(c.module->constants[p.name].text)), converted->operand});
      else positional.push_back({converted->operand, false});
      continue;
    }
    bool shown = p.c_default && !is_error(p.c_default->type) && (is_object(p.c_default->type) || (!is_view(p.c_default->type) && !is_pointer(p.c_default->type) && c.convertible(p.c_default->type, c.types.object)));
    if (!shown) return nullptr;
    Expr* value = c.convert(p.c_default, c.types.object);
    if (p.kind == ast::ParameterKind::KeywordOnly) keywords.push_back({c.name_constant(f.span, Text(c.module->constants[p.name].text)), value});
    else positional.push_back({value, false});
  }
  if (positional.empty() && keywords.empty()) return nullptr;
  Expr *defaults = null_object(c, f.span), *keyword_defaults = null_object(c, f.span);
  if (!positional.empty()) {
    auto* tuple = c.make<typed::Display>(f.span, c.types.tuple);
    tuple->display = typed::DisplayKind::Tuple;
    tuple->items = c.arena.copy(positional);
    defaults = tuple;
  }
  if (!keywords.empty()) {
    auto* dict = c.make<typed::DictDisplay>(f.span, c.types.dict);
    dict->items = c.arena.copy(keywords);
    keyword_defaults = dict;
  }
  return c.call_runtime(f.span, rt::function_showing_defaults, c.types.object, {function, defaults, keyword_defaults});
}

bool is_ufunc(Checker& c, const typed::Function& f) {
  auto found = declarations_of(c).decorations_of_function.find(&f);
  bool asked = found != declarations_of(c).decorations_of_function.end() && found->second && found->second->ufunc && f.symbol->owner == c.module_scope;
  Symbol* named = asked ? c.module_scope->find_here(f.symbol->name) : nullptr;
  return named && named->kind == SymbolKind::PythonName;
}

void finish_c_function(Checker& c, typed::Function& f, Scope& scope, StatementList& out) {
  Symbol& symbol = *f.symbol;
  if (is_ufunc(c, f)) return bind_ufunc(c, f, {&symbol}, out);
  if (!symbol.is_cpdef) return;
  typed::Function* wrapper = make_python_wrapper(c, symbol, &f, scope);
  if (f.owner) return;  // the class takes it
  auto* made = c.make<typed::MakeFunction>(f.span, c.types.object);
  made->function = wrapper;
  auto* name = c.make<typed::ModuleName>(f.span, c.types.object);
  name->name = c.module->constants.name(symbol.name);
  Expr* shown = showing_defaults(c, *wrapper, made);
  out.push_back(assignment(c, name, shown ? shown : made));
}

void check_c_function(Checker& c, const ast::CFunctionDef& d, StatementList& out) {
  auto found = declarations_of(c).functions.find(&d);
  if (found == declarations_of(c).functions.end()) return;
  typed::Function& f = *found->second;
  const ast::FunctionDeclarator* declarator = function_declarator(d.declarator);
  if (contains_fused(f.symbol->type)) return check_fused_c_function(c, f, declarator->parameters, d.body, &d, out);
  check_c_body(c, f, declarator->parameters, d.body, out);
  finish_c_function(c, f, *c.at.scope, out);
}

void Checker::check(const ast::CFunctionDef& s, StatementList& out) { check_c_function(*this, s, out); }

}  // namespace cyrite::check
