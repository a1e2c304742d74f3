// The methods of C++ classes of the program's own. The body of each is a C function that takes `this`; the class that is emitted
// declares the method and forwards to it.
#include <fmt/format.h>

#include "check/expressions.h"
#include "check/statements.h"

namespace cyrite::check {

namespace {

// The signature of the C function: `this` first.
const FunctionType* body_signature(Checker& c, const CppClassType& type, const FunctionType* method) {
  if (method->is_static_method) return method;
  FunctionType f = *method;
  FunctionParameter self{};
  self.name = self.c_name = "this";
  self.type = c.types.pointer_to(f.is_const_method ? c.types.const_of(&type, true, false) : static_cast<const Type*>(&type));
  f.parameters.insert(f.parameters.begin(), self);
  f.is_const_method = false;
  return c.types.function(std::move(f));
}

Symbol* add_method(Checker& c, CppClassType& type, Text name, Text c_name, const FunctionType* signature, const ast::CFunctionDef& d, Span span) {
  Symbol* known = type.scope->find_here(name);
  if (known && known->kind != SymbolKind::CFunction) { redeclared(c, span, name, *known); return nullptr; }
  for (Symbol* s = known; s; s = s->next_overload) {
    auto* other = static_cast<const FunctionType*>(s->type);
    bool same = other->parameters.size() == signature->parameters.size() && other->is_const_method == signature->is_const_method;
    for (std::size_t k = 0; same && k < other->parameters.size(); ++k) same = same_type(other->parameters[k].type, signature->parameters[k].type);
    if (!same) continue;
    if (s->is_defined) { redeclared(c, span, name, *s); return nullptr; }
    s->is_defined = true;  // declared before, in the .pxd
    s->definition = &d;
    return s;
  }
  Symbol* symbol = add_symbol(c, *type.scope, SymbolKind::CFunction, name, signature, span);
  symbol->next_overload = known;
  symbol->c_name = c_name;
  symbol->origin = Origin::ThisModule;
  symbol->is_static = signature->is_static_method;
  symbol->is_defined = true;
  symbol->definition = &d;
  return symbol;
}

const FunctionType* method_signature(Checker& c, const CppClassType& type, const ast::CFunctionDef& d, const Decorations& decorations, const ast::NameDeclarator** name,
                                     bool* is_special) {
  FunctionContext context;
  context.nonempty = true;
  const Type* resolved_type = resolve_declared(c, *d.type, d.declarator, name, context);
  if (!*name || resolved_type->kind != TypeKind::Function) return nullptr;
  FunctionType f = *static_cast<const FunctionType*>(resolved_type);
  Text given = (*name)->name;
  *is_special = given == "__init__" || given == "__dealloc__" || given == type.name;
  if (*is_special) {  // C++ knows no way to pass the exception on: it is reported where it ends
    f.result = c.types.void_;
    f.exceptions = {};
  }
  if (given == "__dealloc__" && !f.parameters.empty()) c.error((*name)->span, diag::too_many_arguments, given.view(), std::size_t{0}, f.parameters.size());
  f.nogil |= d.modifiers.nogil || type.declared_nogil || decorations.nogil;
  f.is_static_method = decorations.static_method || d.modifiers.is_static;
  if (f.optional_count || f.has_varargs) c.not_supported((*name)->span, "a default argument of a method of a C++ class");
  const FunctionType* made = c.types.function(std::move(f));
  if (contains_fused(made)) c.not_supported((*name)->span, "a fused type in a method of a C++ class");
  return made;
}

}  // namespace

void declare_cpp_method(Checker& c, CppClassType& type, const ast::CFunctionDef& d) {
  DeclarationState& state = declarations_of(c);
  if (type.is_extern) { c.error(d.span, diag::body_in_extern); return; }
  const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::Function);
  Restore directives(c.at.directives, decorations->directives);
  if (decorations->python.size() > (decorations->static_method ? 1u : 0u)) c.error(decorations->python[0]->span, diag::decorated_c_function);
  const ast::NameDeclarator* name = nullptr;
  bool is_special = false;
  const FunctionType* signature = method_signature(c, type, d, *decorations, &name, &is_special);
  if (!signature || contains_fused(signature)) return;
  bool is_constructor = is_special && name->name != "__dealloc__";
  Text own_name = is_constructor ? Text("__init__") : name->name;
  Text c_name = is_constructor ? Text("cy_init_" + type.name.str()) : is_special ? Text("cy_dealloc_" + type.name.str()) : name->cname ? name->cname : name->name;
  Symbol* method = add_method(c, type, own_name, c_name, signature, d, name->name_span);
  if (!method) return;
  if (is_constructor)
    if (Symbol* constructor = add_method(c, type, "<init>", type.c_name, signature, d, name->name_span)) constructor->is_inline = false;
  auto* body = c.arena.make_owned<Symbol>();
  body->kind = SymbolKind::CFunction;
  body->name = own_name;
  body->owner = type.scope;
  body->type = body_signature(c, type, signature);
  body->span = name->name_span;
  body->c_name = unique_c_name(c, "cy_f_", Text(type.name.str() + "." + own_name.str()));
  body->directives = c.at.directives;
  body->is_defined = true;
  typed::Function* f = make_c_function(c, *body, &d, name->name_span);
  f->qualified_name = Text(type.name.str() + "." + own_name.str());
  method->function = f;
  state.cpp_methods.push_back({f, &d, &type});
}

void check_cpp_methods(Checker& c) {
  DeclarationState& state = declarations_of(c);
  for (std::size_t k = 0; k < state.cpp_methods.size(); ++k) {
    auto [f, d, owner] = state.cpp_methods[k];
    Context old = c.at;
    c.at = {};
    c.at.scope = owner->scope;
    c.at.function = c.module->body;
    c.at.directives = f->directives;
    StatementList out;
    check_c_body(c, *f, {}, d->body, out);
    c.at = old;
  }
}

}  // namespace cyrite::check
