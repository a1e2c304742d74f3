// Calls of the cython module's own functions, and fused functions chosen by type.
#include "check/declarations.h"
#include "check/expressions.h"
#include "check/fused.h"

namespace cyrite::check {

namespace {

Expr* call_cast(Checker& c, const ast::Call& n) {
  if (n.arguments.size() != 2) return nullptr;
  const Type* type = c.type_of_expression(*n.arguments[0]);
  if (auto* text = ast::as<ast::StringLiteral>(n.arguments[0]); !type && text)
    if (const ast::Expr* parsed = parse_type_text(c, text->value, text->span)) type = c.type_of_expression(*parsed);
  if (!type) {
    c.error(n.arguments[0]->span, diag::type_expected);
    return c.error_value(n.span);
  }
  bool checked = false;
  for (auto* k : n.keywords)
    if (k->name == "typecheck")
      if (auto* b = ast::as<ast::BoolLiteral>(k->value)) checked = b->value;
  if (auto* literal = ast::as<ast::StringLiteral>(n.arguments[1]))
    if (is_string_pointer(type) || is_int(type))
      if (Expr* made = string_as(c, *literal, type)) return made;
  return cast_to(c, c.expr(*n.arguments[1]), type, checked, n.span);
}

Expr* call_typeof(Checker& c, const ast::Call& n) {
  if (n.arguments.size() != 1) return nullptr;
  const Type* type = type_of(c, *n.arguments[0]);
  Expr* probe = speculative_type_probe(c, *n.arguments[0]);
  if (auto* local = typed::as<typed::LocalRef>(probe)) type = local->local->type;
  if (is_error(type)) {
    c.expr(*n.arguments[0]);
    return c.error_value(n.span);
  }
  std::string text = kind_of(type) == TypeKind::Object ? "Python object" : type_text(type);
  if (as<BuiltinType>(type)) text += " object";
  return c.constant(n.span, {Constant::Str, text, {}});
}

Expr* call_sizeof(Checker& c, const ast::Call& n) {
  if (n.arguments.size() != 1) return nullptr;
  const Type* type = c.type_of_expression(*n.arguments[0]);
  if (!type) type = type_of(c, *n.arguments[0]);
  if (is_error(type)) return c.expr(*n.arguments[0]);
  auto* made = c.make<typed::SizeofType>(n.span, c.types.size);
  made->measured = type;
  return made;
}

Expr* call_address(Checker& c, const ast::Call& n) {
  if (n.arguments.size() != 1) return nullptr;
  ast::Unary unary{};
  unary.kind = ast::NodeKind::Unary;
  unary.span = n.span;
  unary.op = ast::UnaryOperator::AddressOf;
  unary.operand = const_cast<ast::Expr*>(static_cast<const ast::Expr*>(n.arguments[0]));
  return address_of(c, unary);
}

Expr* call_declare(Checker& c, const ast::Call& n) {
  if (n.arguments.empty()) return nullptr;
  const Type* type = c.type_of_expression(*n.arguments[0]);
  if (!type) {
    c.error(n.arguments[0]->span, diag::type_expected);
    return c.error_value(n.span);
  }
  if (n.arguments.size() < 2) return c.error_value(n.span);  // declares only: nothing to store
  return c.expr_as(*n.arguments[1], type);
}

// cython.cdiv and cython.cmod: C's operators whatever cdivision says.
Expr* call_c_operator(Checker& c, const ast::Call& n, typed::COperator op) {
  if (n.arguments.size() != 2) return nullptr;
  Expr *a = c.expr(*n.arguments[0]), *b = c.expr(*n.arguments[1]);
  if (is_error(a->type) || is_error(b->type)) return c.error_value(n.span);
  const Type* type = c.arithmetic_type(ast::BinaryOperator::FloorDivide, a->type, b->type);
  if (!type) {
    if (!is_object(a->type) && !is_object(b->type)) return nullptr;
    type = c.types.long_;
  }
  auto* made = c.make<typed::CBinary>(n.span, type);
  made->op = op;
  made->left = c.convert(a, type);
  made->right = c.convert(b, type);
  return made;
}

}  // namespace

Expr* cython_call(Checker& c, const ast::Call& n, const std::string& path) {
  std::string_view name = path;
  if (name == "cython") return nullptr;
  if (name == "cast") return call_cast(c, n);
  if (name == "typeof") return call_typeof(c, n);
  if (name == "sizeof") return call_sizeof(c, n);
  if (name == "address") return call_address(c, n);
  if (name == "declare") return call_declare(c, n);
  if ((name == "likely" || name == "unlikely") && n.arguments.size() == 1) return c.condition(*n.arguments[0]);
  if (name == "cdiv") return call_c_operator(c, n, typed::COperator::Divide);
  if (name == "cmod") return call_c_operator(c, n, typed::COperator::Modulo);
  if (name.substr(0, 9) == "operator.") {
    if (Expr* made = operator_function(c, n, name.substr(9))) return made;
  } else if (name == "parallel.threadid" || name == "threadid") {
    return c.call_runtime(n.span, rt::parallel_thread, c.types.int_, {});
  }
  // A class that Python sees: called as any other.
  if (name == "view.array") return python_call_of(c, n.span, c.call_runtime(n.callee->span, rt::view_array_type, c.types.object, {}), n);
  if (name == "view.memoryview") return python_call_of(c, n.span, c.call_runtime(n.callee->span, rt::view_memoryview_type, c.types.object, {}), n);
  if (c.type_of_expression(*n.callee)) return nullptr;
  c.not_supported(n.span, c.arena.copy("cython." + std::string(name) + "()"));
  return c.error_value(n.span);
}

// ---- fused functions
namespace {

const std::vector<Symbol*>* instances_of(Checker& c, const Symbol* s) {
  auto& map = declarations_of(c).fused_instances;
  auto found = map.find(s);
  return found == map.end() || found->second.empty() ? nullptr : &found->second;
}

int match_cost(Checker& c, const Type* argument, const Type* parameter) {
  if (same_type(argument, parameter)) return 0;
  if (is_int(argument) && is_int(parameter)) return number_cost(argument, parameter) + 1;
  if (is_float(argument) && is_float(parameter)) return 2;
  if (is_int(argument) && is_float(parameter)) return 6;
  if (kind_of(argument) == TypeKind::Object && is_object(parameter)) return kind_of(parameter) == TypeKind::Object ? 0 : 5;
  if (!c.convertible(argument, parameter)) return -1;
  if (is_builtin(argument, BuiltinClass::Bytes) && is_string_pointer(parameter)) return 3;
  return is_object(argument) != is_object(parameter) ? 9 : 4;
}

}  // namespace

// The instance of a fused function that fits the arguments best; the symbol itself when it is not fused.
Symbol* fused_instance(Checker& c, Span span, Symbol* s, const ast::Call& call, std::size_t skip) {
  const std::vector<Symbol*>* instances = instances_of(c, s);
  if (!instances) return s;
  const FunctionType* generic = signature_of(s->type);
  struct Given { std::size_t parameter; const ast::Expr* value; const Type* type; };
  std::vector<Given> given;
  for (std::size_t i = 0; i < call.arguments.size(); ++i)
    given.push_back({i + skip, call.arguments[i], ast::is<ast::Starred>(call.arguments[i]) ? c.types.object : type_of(c, *call.arguments[i])});
  for (auto* k : call.keywords)
    for (std::size_t i = skip; generic && i < generic->parameters.size(); ++i)
      if (generic->parameters[i].name == k->name) given.push_back({i, k->value, type_of(c, *k->value)});
  // A type was only asked for: what is wrong with an argument is said when it is checked for good.
  for (Given& g : given) {
    if (!is_error(g.type)) continue;
    g.type = c.expr(*g.value)->type;
    if (!is_error(g.type)) continue;
    if (!c.diagnostics.has_errors()) c.not_supported(g.value->span, "this argument of a fused function");
    return nullptr;
  }
  Symbol* best = nullptr;
  int best_cost = 0;
  for (Symbol* instance : *instances) {
    const FunctionType* f = signature_of(instance->type);
    if (!f) continue;
    int cost = 0;
    bool fits = true;
    for (auto [i, value, type] : given) {
      if (i >= f->parameters.size() || !fits) continue;
      int one = match_cost(c, value_type(type), value_type(f->parameters[i].type));
      bool fused_here = generic && i < generic->parameters.size() && !same_type(generic->parameters[i].type, f->parameters[i].type);
      if (one < 0) fits = !fused_here;
      else cost += fused_here ? one : 0;
    }
    if (fits && (!best || cost < best_cost)) {
      best = instance;
      best_cost = cost;
    }
  }
  if (!best) c.error(span, diag::no_fused_instance, s->name);
  return best;
}

// The instance for the types in the brackets; null with an error if there is none.
Symbol* fused_instance_of_types(Checker& c, Symbol* s, const ast::Subscript& n) {
  std::vector<const Type*> wanted;
  for (const ast::Expr* e : index_list(*n.index)) {
    const Type* t = c.type_of_expression(*e);
    if (!t) {
      c.error(e->span, diag::type_expected);
      return nullptr;
    }
    wanted.push_back(t);
  }
  std::vector<const FusedType*> fused;
  collect_fused(s->type, fused);
  auto& choices = declarations_of(c).choice_of_instance;
  for (Symbol* instance : *instances_of(c, s)) {
    auto& choice = choices[instance];
    bool same = fused.size() >= wanted.size();
    for (std::size_t i = 0; same && i < wanted.size(); ++i) same = same_type(choice[fused[i]], wanted[i]);
    if (same) return instance;
  }
  c.error(n.span, diag::no_fused_instance, s->name);
  return nullptr;
}

// f[double], f[int, float]: a fused function by its types.
Expr* fused_index(Checker& c, const ast::Subscript& n) {
  Symbol* s = nullptr;
  if (auto* name = ast::as<ast::Name>(n.value)) s = find_name(c, name->name);
  else if (ast::is<ast::Attribute>(n.value)) s = module_member(c, *n.value);
  if (!s || s->kind != SymbolKind::CFunction || !instances_of(c, s)) return nullptr;
  // Types that Python computes: the function of Python chooses.
  if (s->is_cpdef)
    for (const ast::Expr* e : index_list(*n.index))
      if (!c.type_of_expression(*e)) return nullptr;
  Symbol* instance = fused_instance_of_types(c, s, n);
  if (!instance) return c.error_value(n.span);
  if (!state_of(c).speculative) s->is_used = true;
  return symbol_value(c, n.span, instance, nullptr);
}

// The C method that `object.method[types]` names; null when it is no fused method of an extension type.
Symbol* fused_method_symbol(Checker& c, const ast::Attribute& n) {
  if (module_member(c, *n.value) || type_name(c, *n.value) || !cython_path(c, *n.value).empty()) return nullptr;
  const Type* type = value_type(type_of(c, *n.value));
  Symbol* member = as<ExtensionType>(type) ? member_of(c, type, n.name) : nullptr;
  return member && member->kind == SymbolKind::CFunction && instances_of(c, member) ? member : nullptr;
}

}  // namespace cyrite::check
