// A C function as a Python object: a Python function that converts its arguments, calls and converts the result.
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

namespace {

// How the type of an argument or result is shown to Python: its class, or in quotes the C type.
std::string shown_type(const Type* type) {
  if (is_object(type)) return type_text(type);
  if (is_truth(type)) return "bool";
  return is_float(type) ? "float" : "'" + type_text(type) + "'";
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

bool is_method(const Symbol& symbol) { return symbol.owner && symbol.owner->kind == ScopeKind::ExtensionClass && !symbol.is_static; }

Expr* call_of(Checker& c, Span span, Symbol* symbol, Expr* pointer, const FunctionType& f, const ExprList& arguments) {
  if (!symbol || !is_method(*symbol)) {
    auto* call = c.make<typed::CCall>(span, value_type(f.result));
    call->symbol = symbol;
    call->callee = pointer;
    call->signature = &f;
    call->arguments = c.arena.copy(arguments);
    return call;
  }
  auto* call = c.make<typed::MethodCall>(span, value_type(f.result));
  call->self = arguments[0];
  call->method = symbol;
  call->signature = &f;
  call->arguments = c.arena.copy(ExprList(arguments.begin() + 1, arguments.end()));
  call->owner = symbol->owner->owner_type;
  auto* owner = as<ExtensionType>(call->owner);
  call->direct = symbol->is_final || (owner && owner->is_final) || symbol->virtual_index < 0;
  return call;
}

// What the wrapper of a function pointer gets first: the capsule that holds it. The pointer is taken out of it.
Expr* pointer_parameter(Checker& c, Span span, typed::Function& function, const FunctionType& f) {
  typed::Parameter held{};
  held.kind = ast::ParameterKind::PositionalOnly;
  held.type = c.types.object;
  held.name = c.module->constants.name(Text("function"));
  held.local = new_local(c, function, Text(".function"), held.type, span);
  held.local->is_parameter = true;
  function.parameters.push_back(held);
  return c.call_runtime(span, rt::function_from_capsule, c.types.pointer_to(&f), {c.local_ref(span, held.local), text_literal(c, span, type_text(&f))});
}

// `symbol` null: of a function pointer, which is bound as the first argument.
typed::Function* wrapper_of(Checker& c, Span span, Symbol* symbol, const FunctionType& f) {
  typed::Function* function = c.new_function(typed::FunctionKind::Def, symbol && symbol->is_cpdef ? symbol->name : Text("wrap"), span);
  function->qualified_name = symbol ? symbol->name : Text("wrap");  // in messages and tracebacks
  function->result = c.types.object;
  function->directives = c.at.directives;
  Context outside = c.at;
  Scope* scope = new_scope(c, ScopeKind::Function, "wrap", c.module_scope);
  scope->function = function;
  c.at.function = function;
  c.at.scope = scope;
  c.at.nogil = c.at.in_parallel = false;
  Expr* pointer = symbol ? nullptr : pointer_parameter(c, span, *function, f);
  ExprList arguments;
  std::string doc = "wrap(";
  for (std::size_t k = 0; k < f.parameters.size(); ++k) {
    const FunctionParameter& p = f.parameters[k];
    Text name = p.name ? p.name : Text(fmt::format("arg{}", k));
    typed::Parameter out{};
    out.kind = ast::ParameterKind::PositionalOrKeyword;
    out.type = value_type(p.type);
    out.name = c.module->constants.name(name);
    out.not_none = p.not_none || (k == 0 && symbol && is_method(*symbol));
    out.local = new_local(c, *function, name, out.type, span);
    out.local->is_parameter = true;
    function->parameters.push_back(out);
    arguments.push_back(c.local_ref(span, out.local));
    doc += fmt::format("{}{}: {}", k ? ", " : "", name.view(), shown_type(p.type));
  }
  doc += ")" + (is_void(f.result) ? std::string() : " -> " + shown_type(f.result));
  function->doc = c.arena.copy(doc);
  function->has_doc = c.options.docstrings;
  Expr* call = call_of(c, span, symbol, pointer, f, arguments);
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

// The function that a value stands for: named alone, or as a method of an object (then `self` is set).
struct Named { Symbol* symbol = nullptr; Expr* self = nullptr; };
static Named named_function(Checker& c, Expr* e) {
  if (auto* g = typed::as<typed::GlobalVariable>(e)) return {g->symbol, nullptr};
  auto* field = typed::as<typed::FieldRef>(e);
  if (!field || !as<ExtensionType>(field->owner)) return {};
  Symbol* member = member_of(c, field->owner, field->name);
  return member && member->kind == SymbolKind::CFunction ? Named{member, member->is_static ? nullptr : field->object} : Named{};
}

namespace {

// A function pointer that is known when the program runs: the wrapper is bound to it as a method is to its object.
Expr* pointer_object(Checker& c, Expr* e, const FunctionType& f) {
  c.require_gil(e->span, "making a Python function of a C function pointer");
  auto* made = c.make<typed::MakeFunction>(e->span, c.types.object);
  if (state_of(c).speculative) return made;
  if (contains_fused(&f) || !is_convertible(c, e->span, f)) return c.error_value(e->span);
  made->function = wrapper_of(c, e->span, nullptr, f);
  Expr* held = c.call_runtime(e->span, rt::function_to_capsule, c.types.object, {decayed(c, e), text_literal(c, e->span, type_text(&f))});
  return c.call_runtime(e->span, rt::call_method_1, c.types.object, {made, c.name_constant(e->span, "__get__"), held});
}

}  // namespace

Expr* function_object(Checker& c, Expr* e) {
  auto [symbol, self] = named_function(c, e);
  auto* f = signature_of(e->type);
  if (!symbol || symbol->kind != SymbolKind::CFunction) return pointer_object(c, e, *f);
  bool in_class = symbol->owner && symbol->owner->kind != ScopeKind::Module;
  if (symbol->is_cpdef && !in_class && symbol->origin == Origin::ThisModule) return python_name(c, e->span, symbol->name, false);
  bool of_extension = in_class && symbol->owner->kind == ScopeKind::ExtensionClass;
  bool named = (!in_class || of_extension) && !symbol->next_overload && !contains_fused(f) && as<FunctionType>(symbol->type);
  if (!named || (symbol->is_cpdef && in_class)) {
    c.not_supported(e->span, "using this C function as a Python object");
    return c.error_value(e->span);
  }
  c.require_gil(e->span, "making a Python function of a C function");
  auto* made = c.make<typed::MakeFunction>(e->span, c.types.object);
  if (state_of(c).speculative) return made;
  if (!is_convertible(c, e->span, *f)) return c.error_value(e->span);
  symbol->is_used = true;
  made->function = wrapper_of(c, e->span, symbol, *f);
  if (!self) return made;
  return c.call_runtime(e->span, rt::call_method_1, c.types.object, {made, c.name_constant(e->span, "__get__"), to_object(c, self)});
}

}  // namespace cyrite::check
