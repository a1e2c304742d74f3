// A C function as a Python object: a Python function that converts its arguments, calls and converts the result.
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

namespace {

// How the type of an argument or result is shown to Python: the class it converts from and to.
std::string shown_type(Checker& c, const Type* type) {
  const Type* object = object_type_of(c, type);
  return object && kind_of(object) != TypeKind::Object ? type_text(object) : std::string("object");
}

bool is_convertible(Checker& c, Span span, const FunctionType& f) {
  auto refuse = [&] {
    c.error(span, diag::cannot_convert, type_text(&f), type_text(c.types.object));
    return false;
  };
  if (f.has_varargs || f.optional_count) return refuse();
  for (const FunctionParameter& p : f.parameters)
    if (!is_object(p.type) && !c.convertible(c.types.object, p.type)) return refuse();
  return is_void(f.result) || is_object(f.result) || c.convertible(f.result, c.types.object) || refuse();
}

typed::Function* wrapper_of(Checker& c, Span span, Symbol& symbol, const FunctionType& f) {
  typed::Function* function = c.new_function(typed::FunctionKind::Def, "wrap", span);
  function->result = c.types.object;
  function->directives = c.at.directives;
  Context outside = c.at;
  Scope* scope = new_scope(c, ScopeKind::Function, "wrap", c.module_scope);
  scope->function = function;
  c.at.function = function;
  c.at.scope = scope;
  c.at.nogil = c.at.in_parallel = false;
  ExprList arguments;
  std::string doc = "wrap(";
  for (std::size_t k = 0; k < f.parameters.size(); ++k) {
    const FunctionParameter& p = f.parameters[k];
    Text name = p.name ? p.name : Text(fmt::format("arg{}", k));
    typed::Parameter out{};
    out.kind = ast::ParameterKind::PositionalOrKeyword;
    out.type = value_type(p.type);
    out.name = c.module->constants.name(name);
    out.not_none = p.not_none;
    out.local = new_local(c, *function, name, out.type, span);
    out.local->is_parameter = true;
    function->parameters.push_back(out);
    arguments.push_back(c.local_ref(span, out.local));
    doc += fmt::format("{}{}: {}", k ? ", " : "", name.view(), shown_type(c, p.type));
  }
  doc += ")" + (is_void(f.result) ? std::string() : " -> " + shown_type(c, f.result));
  function->doc = c.arena.copy(doc);
  function->has_doc = c.options.docstrings;
  auto* call = c.make<typed::CCall>(span, value_type(f.result));
  call->symbol = &symbol;
  call->signature = &f;
  call->arguments = c.arena.copy(arguments);
  StatementList body;
  auto* result = c.make<typed::Return>(span);
  if (is_void(f.result)) {
    body.push_back(expression_statement(c, call));
    result->value = none_value(c, span);
  } else {
    result->value = to_object(c, call);
  }
  body.push_back(result);
  auto* block = c.make<typed::Block>(span);
  std::vector<typed::Stmt*> statements(body.begin(), body.end());
  block->statements = c.arena.copy(statements);
  function->body = block;
  c.at = outside;
  return function;
}

}  // namespace

Expr* function_object(Checker& c, Expr* e) {
  auto* g = typed::as<typed::GlobalVariable>(e);
  Symbol* symbol = g ? g->symbol : nullptr;
  bool is_method = symbol && symbol->owner && symbol->owner->kind != ScopeKind::Module;
  if (symbol && symbol->is_cpdef && !is_method && symbol->origin == Origin::ThisModule) return python_name(c, e->span, symbol->name, false);
  auto* f = symbol && symbol->kind == SymbolKind::CFunction && !is_method && !symbol->next_overload ? as<FunctionType>(symbol->type) : nullptr;
  if (!f || contains_fused(f) || symbol->is_cpdef) {
    c.not_supported(e->span, "using this C function as a Python object");
    return c.error_value(e->span);
  }
  c.require_gil(e->span, "making a Python function of a C function");
  auto* made = c.make<typed::MakeFunction>(e->span, c.types.object);
  if (state_of(c).speculative) return made;
  if (!is_convertible(c, e->span, *f)) return c.error_value(e->span);
  symbol->is_used = true;
  made->function = wrapper_of(c, e->span, *symbol, *f);
  return made;
}

}  // namespace cyrite::check
