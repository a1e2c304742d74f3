// Fused functions: one checked instance for each combination of the types that their fused types stand for.
#include <fmt/format.h>

#include "check/fused.h"
#include "check/statements.h"

namespace cyrite::check {

void collect_fused(const Type* type, std::vector<const FusedType*>& out) {
  if (!type || !contains_fused(type)) return;
  switch (type->kind) {
    case TypeKind::Fused: {
      auto* fused = static_cast<const FusedType*>(type);
      for (const FusedType* known : out)
        if (known == fused) return;
      out.push_back(fused);
      return;
    }
    case TypeKind::Alias: return collect_fused(static_cast<const AliasType*>(type)->target, out);
    case TypeKind::Const: return collect_fused(static_cast<const ConstType*>(type)->base, out);
    case TypeKind::Pointer: {
      const Type* base = static_cast<const PointerType*>(type)->base;
      if (auto* f = as<FunctionType>(base)) collect_fused(f->result, out);  // of a function pointer the result counts, and comes first
      return collect_fused(base, out);
    }
    case TypeKind::Reference: return collect_fused(static_cast<const ReferenceType*>(type)->base, out);
    case TypeKind::Array: return collect_fused(static_cast<const ArrayType*>(type)->base, out);
    case TypeKind::View: return collect_fused(static_cast<const ViewType*>(type)->dtype, out);
    case TypeKind::Complex: return collect_fused(static_cast<const ComplexType*>(type)->real, out);
    case TypeKind::Buffer: return collect_fused(static_cast<const BufferType*>(type)->dtype, out);
    case TypeKind::Tuple:
      for (const Type* item : static_cast<const TupleTypeC*>(type)->items) collect_fused(item, out);
      return;
    case TypeKind::CppClass:
      for (const Type* item : static_cast<const CppClassType*>(type)->arguments) collect_fused(item, out);
      return;
    case TypeKind::Function: {
      auto* f = static_cast<const FunctionType*>(type);
      for (const FunctionParameter& p : f->parameters) collect_fused(p.type, out);
      collect_fused(f->result, out);
      return;
    }
    default: return;
  }
}

namespace {

using Choice = FusedChoice;

// Every combination, the first fused type varying slowest.
std::vector<Choice> combinations(const std::vector<const FusedType*>& fused) {
  std::vector<Choice> all{{}};
  for (const FusedType* type : fused) {
    std::vector<Choice> next;
    for (const Choice& one : all)
      for (const Type* member : type->members) {
        Choice more = one;
        more[type] = member;
        next.push_back(std::move(more));
      }
    all = std::move(next);
  }
  return all;
}

// The type a parameter of a Python function is given: in C's way, by a decorator or by an annotation.
const Type* declared_parameter_type(Checker& c, const ast::Parameter& p, const Decorations& decorations) {
  if (p.type && !(ast::is<ast::SimpleType>(p.type) && static_cast<const ast::SimpleType*>(p.type)->is_missing)) return c.resolve_type(*p.type, p.declarator);
  for (auto& [name, e] : decorations.locals)
    if (name == p.name) return c.type_of_expression(*e);
  return p.annotation ? read_annotation(c, *p.annotation).type : nullptr;
}

// The parameters that decide, the fused types in the order in which they are met, and how many arguments there must be.
struct Deciding {
  std::vector<FusedParameter> parameters;
  std::vector<const FusedType*> fused;
  std::size_t least = 0;
};
template <class TypeOf>
Deciding deciding_parameters(Checker& c, std::span<ast::Parameter* const> nodes, TypeOf type_of) {
  Deciding out;
  int position = 0, defaults = 0;
  for (const ast::Parameter* p : nodes) {
    bool star = p->kind == ast::ParameterKind::VarPositional || p->kind == ast::ParameterKind::VarKeyword;
    if (star) continue;
    bool keyword = p->kind == ast::ParameterKind::KeywordOnly;
    const Type* type = type_of(*p);
    bool has_default = p->default_value != nullptr;
    if (type && contains_fused(type)) {
      out.parameters.push_back({mangled_name(c, p->name), type, keyword ? -1 : position, has_default && !keyword ? defaults : -1});
      collect_fused(type, out.fused);
    }
    if (keyword) continue;
    ++position;
    defaults += has_default;
    out.least += !has_default;
  }
  return out;
}

}  // namespace

// vector[integral] stands for vector[int], vector[long] ...
std::vector<const Type*> fused_alternatives(Checker& c, const Type* type) {
  std::vector<const FusedType*> fused;
  collect_fused(type, fused);
  std::vector<const Type*> out;
  for (const Choice& choice : combinations(fused)) out.push_back(substituted_type(c, type, choice));
  return out;
}

bool is_fused_function(Checker& c, const ast::FunctionDef& d, const Decorations& decorations) {
  bool fused = false;
  c.diagnostics.mute();
  for (const ast::Parameter* p : d.parameters) {
    if (p->type && !(ast::is<ast::SimpleType>(p->type) && static_cast<const ast::SimpleType*>(p->type)->is_missing)) fused |= contains_fused(c.resolve_type(*p->type, p->declarator));
    else if (p->annotation) fused |= contains_fused(read_annotation(c, *p->annotation).type);
  }
  for (auto& [name, e] : decorations.locals) fused |= contains_fused(c.type_of_expression(*e));
  c.diagnostics.unmute();
  return fused;
}

// Every combination is a function of its own; an object that holds them all is what the name is bound to.
Expr* make_fused_python_function(Checker& c, const ast::FunctionDef& d, const Decorations& decorations) {
  Deciding deciding = deciding_parameters(c, d.parameters, [&](const ast::Parameter& p) { return declared_parameter_type(c, p, decorations); });
  if (deciding.fused.empty()) {
    c.not_supported(d.name_span, "a def function with a fused type that no parameter decides");
    return c.error_value(d.name_span);
  }
  ExprList functions;
  std::vector<std::string> signatures;
  auto& state = declarations_of(c);
  // Defaults are computed once, whatever instance takes them; each instance converts its own.
  StatementList computed;
  Restore shared(state.shared_defaults);
  state.shared_defaults.clear();
  for (const ast::Parameter* p : d.parameters) {
    const Type* type = p->default_value ? declared_parameter_type(c, *p, decorations) : nullptr;
    if (!type || !contains_fused(type) || is_error(type)) continue;
    typed::Local* held = c.temporary(c.types.object, "default");
    computed.push_back(assignment(c, c.local_ref(p->span, held), c.object(*p->default_value)));
    state.shared_defaults[p->default_value] = held;
  }
  for (const Choice& choice : combinations(deciding.fused)) {
    Restore chosen(state.fused_choice, choice);
    functions.push_back(make_python_function(c, d, decorations));
    signatures.push_back(fused_signature_text(deciding.fused, choice));
  }
  Expr* made = fused_dispatcher(c, d.name_span, deciding.fused, deciding.parameters, functions, signatures, deciding.least);
  return computed.empty() ? made : block_value(c, d.name_span, std::move(computed), made);
}

// Declares the instances of a C function before any body is checked, so that calls find them.
void declare_fused_instances(Checker& c, Symbol& symbol) {
  auto& state = declarations_of(c);
  if (state.fused_instances.count(&symbol)) return;
  std::vector<const FusedType*> fused;
  collect_fused(symbol.type, fused);
  auto& instances = state.fused_instances[&symbol];
  auto* owner = symbol.owner ? symbol.owner->owner_type ? const_cast<ExtensionType*>(as<ExtensionType>(symbol.owner->owner_type)) : nullptr : nullptr;
  std::vector<VirtualMethod> entries;
  for (const Choice& choice : combinations(fused)) {
    auto* instance = c.arena.make_owned<Symbol>(symbol);
    instance->type = substituted_type(c, symbol.type, choice);
    instance->c_name = unique_c_name(c, symbol.c_name.str() + "_", std::to_string(instances.size()));
    instance->function = nullptr;
    instance->next_overload = nullptr;
    if (owner && symbol.virtual_index >= 0) {
      // Each instance has a place in the vtable under a name of its own.
      instance->name = Text(fmt::format("__pyx_fuse_{}{}", instances.size(), symbol.name.view()));
      entries.push_back({instance->name, instance->c_name, static_cast<const FunctionType*>(instance->type), instance, instance->is_cpdef, instance->is_final,
                         static_cast<const FunctionType*>(instance->type)->optional_count});
    }
    instances.push_back(instance);
    state.choice_of_instance[instance] = choice;
  }
  for (std::size_t k = 0; owner && k < owner->methods.size(); ++k) {
    if (owner->methods[k].symbol != &symbol) continue;
    owner->methods.erase(owner->methods.begin() + static_cast<std::ptrdiff_t>(k));
    owner->methods.insert(owner->methods.begin() + static_cast<std::ptrdiff_t>(k), entries.begin(), entries.end());
    break;
  }
}

void check_fused_c_function(Checker& c, typed::Function& f, std::span<ast::Parameter* const> nodes, ast::Block body, const ast::Node*, StatementList& out) {
  auto& state = declarations_of(c);
  Symbol& symbol = *f.symbol;
  declare_fused_instances(c, symbol);
  // The generic function itself is never emitted.
  auto& functions = c.module->functions;
  for (std::size_t k = functions.size(); k-- > 0;)
    if (functions[k] == &f) { functions.erase(functions.begin() + static_cast<std::ptrdiff_t>(k)); break; }
  ExprList objects;
  std::vector<std::string> signatures;
  std::vector<const FusedType*> fused;
  collect_fused(symbol.type, fused);
  for (Symbol* instance : state.fused_instances[&symbol]) {
    Restore choice(state.fused_choice, state.choice_of_instance[instance]);
    typed::Function* made = instance->function;
    if (!made) made = make_fused_function(c, *instance, f);
    check_c_body(c, *made, nodes, body, out);
    if (!symbol.is_cpdef) continue;
    auto* object = c.make<typed::MakeFunction>(f.span, c.types.object);
    object->function = make_python_wrapper(c, *instance, made, *c.at.scope);
    objects.push_back(object);
    signatures.push_back(fused_signature_text(fused, state.choice_of_instance[instance]));
  }
  if (is_ufunc(c, f)) return bind_ufunc(c, f, state.fused_instances[&symbol], out);
  if (objects.empty()) return;
  auto* signature = static_cast<const FunctionType*>(symbol.type);
  std::size_t index = 0;
  Deciding deciding = deciding_parameters(c, nodes, [&](const ast::Parameter&) { return index < signature->parameters.size() ? signature->parameters[index++].type : nullptr; });
  Expr* value = fused_dispatcher(c, f.span, fused, deciding.parameters, objects, signatures, deciding.least);
  if (f.owner) state.fused_method = value;  // the class takes it
  else bind_name(c, symbol.name, f.span, value, out);
}

typed::Function* make_fused_function(Checker& c, Symbol& instance, const typed::Function& generic) {
  Restore where(c.at.function, static_cast<typed::Function*>(nullptr));
  typed::Function* made = c.new_function(typed::FunctionKind::CFunction, generic.name, generic.span);
  made->symbol = &instance;
  made->c_name = instance.c_name;
  made->qualified_name = generic.qualified_name;
  made->directives = generic.directives;
  made->owner = generic.owner;
  made->is_static_method = generic.is_static_method;
  made->has_fused = true;
  instance.function = made;
  return made;
}

}  // namespace cyrite::check
