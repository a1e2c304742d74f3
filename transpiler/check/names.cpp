// What a name in an expression means: variables, C globals, functions, types, enum members, DEF constants, cimported
// modules, names of the module dict, of a class body, and builtins.
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

Text mangled_name(Checker& c, Text name) {
  std::string_view n = name.view(), cls = c.at.class_name.view();
  if (cls.empty() || n.size() < 3 || n.substr(0, 2) != "__" || n.substr(n.size() - 2) == "__") return name;
  while (!cls.empty() && cls.front() == '_') cls.remove_prefix(1);
  return cls.empty() ? name : Text("_" + std::string(cls) + std::string(n));
}

Symbol* find_name(Checker& c, Text name) {
  Text mangled = mangled_name(c, name);
  Symbol* s = c.look_up(mangled);
  return s || mangled == name ? s : c.look_up(name);
}

bool is_known_builtin(std::string_view name) {
  static const std::unordered_set<std::string_view> names = {
#define BUILTIN(n) n,
#include "semantics/builtin_names.def"
  };
  return names.count(name) > 0;
}

bool is_builtin_name(Checker& c, const ast::Expr& e, std::string_view* name) {
  auto* n = ast::as<ast::Name>(&e);
  if (!n) return false;
  Symbol* s = find_name(c, n->name);
  if (s ? s->origin != Origin::Builtin && !(s->owner && s->owner->kind == ScopeKind::Builtins) && !s->is_python_builtin
        : !is_known_builtin(n->name))
    return false;
  *name = n->name.view();
  return true;
}

// Builtins of Python 2 under the names that they have today.
Text present_name(Text name) {
  static const std::pair<std::string_view, std::string_view> renamed[] = {
      {"unicode", "str"}, {"basestring", "str"}, {"unichr", "chr"}, {"xrange", "range"}, {"long", "int"}, {"raw_input", "input"}};
  for (auto& [old_name, new_name] : renamed)
    if (name.view() == old_name) return Text(new_name);
  return name;
}

Expr* python_name(Checker& c, Span span, Text name, bool builtin) {
  c.require_gil(span, fmt::format("looking up the Python name '{}'", name.view()));
  if (builtin) name = present_name(name);
  if (Symbol* type = builtin && name == "frozendict" ? c.builtin_scope->find_here(name) : nullptr) {  // no name of older Pythons
    auto* made = c.make<typed::GlobalVariable>(span, c.types.type);
    made->symbol = type;
    return made;
  }
  const Type* type = c.types.object;
  if (builtin)
    if (auto* b = c.types.builtin(name); b || name == "object") type = c.types.type;
  auto* made = c.make<typed::ModuleName>(span, type);
  made->name = constants_of(c).name(name);
  made->is_builtin = builtin;
  made->class_namespace = c.at.scope && c.at.scope->kind == ScopeKind::PythonClass ? c.at.class_namespace : nullptr;
  if (made->class_namespace) made->type = c.types.object;
  return made;
}

namespace {

// Then an unknown name is looked up at run time.
bool globals_are_dynamic(Checker& c) {
  return state_of(c).globals_are_dynamic;
}

bool is_module_attribute(std::string_view name) {
  for (std::string_view n : {"__name__", "__file__", "__doc__", "__path__", "__package__", "__spec__", "__builtins__",
                             "__loader__", "__dict__", "__annotations__", "__all__", "__test__"})
    if (n == name) return true;
  return false;
}

// __class__ in a method of an extension type: the type itself.
Expr* class_of_method(Checker& c, Span span) {
  typed::Function* f = c.at.function;
  while (f && f->parent && !as<ExtensionType>(f->owner)) f = f->parent;
  auto* owner = f ? as<ExtensionType>(f->owner) : nullptr;
  bool lambda_of_body = f && !owner && c.at.function != c.module->body && !c.at.class_name.empty();
  Symbol* s = owner ? c.look_up(owner->name) : lambda_of_body ? c.look_up(c.at.class_name) : nullptr;
  if (!s || s->kind != SymbolKind::TypeName) return nullptr;
  state_of(c).names_class.insert(f);
  return symbol_value(c, span, s, nullptr);
}

// An inline function of another module's .pxd finds in this module what plain statements of the .pxd bind: its author asks for that.
bool is_bound_by_pxd(Checker& c, Text name) {
  Scope* scope = c.at.scope ? module_scope_of(c.at.scope) : nullptr;
  if (!scope || is_main_scope(c, scope) || !scope->module || !scope->module->tree) return false;
  BoundNameSets sets;
  collect_bound_names(c, scope->module->tree->body, sets);
  for (auto& [bound, at] : sets.bound)
    if (bound == name) return true;
  return false;
}

Expr* unknown_name(Checker& c, Span span, Text name) {
  if (name == "__class__")
    if (Expr* made = class_of_method(c, span)) return made;
  if (is_known_builtin(name)) return python_name(c, span, name, true);
  bool in_class = c.at.scope && c.at.scope->kind == ScopeKind::PythonClass;
  if (is_bound_by_pxd(c, name)) return python_name(c, span, name, false);
  if (!in_class && !is_module_attribute(name) && !globals_are_dynamic(c)) {
    if (c.options.lenient) c.diagnostics.report(span, diag::undeclared_name_warning, name);
    else c.error(span, diag::undeclared_name, name);
  }
  return python_name(c, span, name, false);
}

// The class objects that a name of a type stands for in an expression.
Expr* type_object(Checker& c, Span span, Symbol* s) {
  if (as<ExtensionType>(s->type)) {
    auto* made = c.make<typed::GlobalVariable>(span, c.types.type);
    made->symbol = s;
    c.require_gil(span, "using a class as a value");
    return made;
  }
  if (as<BuiltinType>(s->type) || kind_of(s->type) == TypeKind::Object) return python_name(c, span, s->name, true);
  if (auto* e = as<EnumType>(s->type); e && (e->is_cpdef || s->python_counterpart)) return python_name(c, span, s->name, false);
  if (s->python_counterpart) return python_name(c, span, s->name, false);
  c.error(span, diag::type_is_no_value);
  return c.error_value(span);
}

Expr* local_value(Checker& c, Span span, Symbol* s, const ast::Node* at) {
  typed::Local* local = s->local;
  if (!local) return python_name(c, span, s->name, false);
  ExpressionState& state = state_of(c);
  if (local->is_class_cell) state.names_class.insert(c.at.function);
  if (kind_of(local->type) == TypeKind::Unset) {
    state.met_unset = true;
    auto* made = c.make<typed::LocalRef>(span, c.types.object);
    made->local = local;
    return made;
  }
  auto* made = static_cast<typed::LocalRef*>(c.local_ref(span, local));
  auto* name = static_cast<const ast::Name*>(at);
  bool counted = is_counted(local->type);
  if (!counted || !name) return made;
  made->check_bound = c.is_maybe_unbound(*name);
  if (is_view(local->type) && !c.at.directives->initializedcheck) made->check_bound = false;
  return made;
}

Expr* function_value(Checker& c, Span span, Symbol* s) {
  auto* made = c.make<typed::GlobalVariable>(span, s->type);
  made->symbol = s;
  if (!state_of(c).speculative) s->is_used = true;
  return made;
}

}  // namespace

// `this`, in a method of the C++ class (or of one that inherits from it) whose member is named alone; null elsewhere.
Expr* cpp_self(Checker& c, Span span, const Symbol& member) {
  bool is_member = member.owner && member.owner->kind == ScopeKind::CppClass && member.owner->owner_type && !member.is_static;
  Symbol* self = is_member ? c.look_up("this") : nullptr;
  return self && self->kind == SymbolKind::Local ? local_value(c, span, self, nullptr) : nullptr;
}

Expr* constant_value(Checker& c, Span span, const ConstantValue& v) {
  switch (v.kind) {
    case ConstantValue::Int: return integer_constant(c, span, v.text);
    case ConstantValue::Float: return c.literal(span, c.types.double_, c_float_text(float_text(v.number)));
    case ConstantValue::Bool: return truth_flag(c, span, v.truth);
    case ConstantValue::Str: return c.constant(span, {v.text.empty() ? Constant::EmptyStr : Constant::Str, v.text, {}});
    case ConstantValue::Bytes: return c.constant(span, {v.text.empty() ? Constant::EmptyBytes : Constant::Bytes, v.text, {}});
    case ConstantValue::None: return none_value(c, span);
    case ConstantValue::Ellipsis: return c.constant(span, {Constant::Ellipsis, {}, {}});
    case ConstantValue::Complex: return binary(c, span, ast::BinaryOperator::Add, c.literal(span, c.types.double_, c_float_text(float_text(v.number))), c.literal(span, c.types.double_complex, c_imaginary_text(float_text(v.imaginary))));
    case ConstantValue::Tuple: break;
  }
  if (v.items.empty()) return c.constant(span, {Constant::EmptyTuple, {}, {}});
  Constant tuple{Constant::Tuple, {}, {}};
  for (const ConstantValue& item : v.items) {
    auto* e = typed::as<typed::PyConstant>(to_object(c, constant_value(c, span, item)));
    if (!e) return c.error_value(span);
    tuple.items.push_back(e->constant);
  }
  return c.constant(span, std::move(tuple));
}

Expr* symbol_value(Checker& c, Span span, Symbol* s, const ast::Node* at) {
  if (s->origin == Origin::Builtin || (s->owner && s->owner->kind == ScopeKind::Builtins)) {
    return s->name == "NULL" ? c.literal(span, c.types.null_pointer, "NULL") : python_name(c, span, s->name, true);
  }
  switch (s->kind) {
    case SymbolKind::PythonName: return python_name(c, span, s->name, false);
    case SymbolKind::Local: return local_value(c, span, s, at);
    case SymbolKind::CVariable: {
      auto* made = c.make<typed::GlobalVariable>(span, value_type(s->type));
      made->symbol = s;
      made->check_bound = is_view(s->type) && c.at.directives->initializedcheck;
      if (!state_of(c).speculative) s->is_used = true;
      return made;
    }
    case SymbolKind::EnumMember: {
      auto* made = c.make<typed::GlobalVariable>(span, s->type);
      made->symbol = s;
      if (!state_of(c).speculative) s->is_used = true;
      return made;
    }
    case SymbolKind::CFunction: return function_value(c, span, s);
    case SymbolKind::TypeName:
      if (!state_of(c).speculative) s->is_used = true;
      return type_object(c, span, s);
    case SymbolKind::CompileTimeConstant: return s->constant ? constant_value(c, span, *s->constant) : c.error_value(span);
    case SymbolKind::CModule:
      if (s->python_counterpart || state_of(c).python_names.empty() || state_of(c).python_names.count(s->name)) return python_name(c, span, s->name, false);
      c.error(span, diag::module_is_no_value, s->name);
      return c.error_value(span);
    case SymbolKind::CythonModule:
      if (Expr* made = cython_constant(c, span, s->c_name.view().substr(0, 7) == "cython." ? s->c_name.view().substr(7) : s->c_name.view())) return made;
      return python_name(c, span, s->name, false);
    case SymbolKind::Field:
      if (Expr* self = cpp_self(c, span, *s)) return attribute_of(c, span, self, s->name);
      return python_name(c, span, s->name, false);
    case SymbolKind::Property: return python_name(c, span, s->name, false);
  }
  return c.error_value(span);
}

// A name that the class around type parameters, or around the value of a type alias, binds: read from the class body's dict.
static Expr* name_of_class(Checker& c, Span span, const Symbol& s) {
  auto* made = c.make<typed::ModuleName>(span, c.types.object);
  made->name = constants_of(c).name(s.name);
  made->class_namespace = s.owner->class_namespace;
  c.local_ref(span, made->class_namespace);  // it is captured
  return made;
}

Expr* Checker::check(const ast::Name& n) {
  if (n.name == "__debug__" && !find_name(*this, n.name)) return python_name(*this, n.span, n.name, true);
  if (n.name == "NULL" && !look_up(n.name)) return literal(n.span, types.null_pointer, "NULL");
  Symbol* s = find_name(*this, n.name);
  if (!s) return unknown_name(*this, n.span, mangled_name(*this, n.name));
  if (at.scope && at.scope->kind == ScopeKind::PythonClass && s->owner == at.scope && s->kind != SymbolKind::Local) return python_name(*this, n.span, s->name, false);
  if (s->kind == SymbolKind::PythonName && s->owner && s->owner != at.scope && s->owner->class_namespace) return name_of_class(*this, n.span, *s);
  return symbol_value(*this, n.span, s, &n);
}

// ---- dotted names through cimported modules and the cython module
namespace {
std::string full_cython_path(Checker& c, const ast::Expr& e) {
  if (auto* n = ast::as<ast::Name>(&e)) {
    Symbol* s = find_name(c, n->name);
    if (!s || s->kind != SymbolKind::CythonModule) return {};
    std::string_view path = s->c_name.view();
    if (path.empty() || path == "cython") return "cython";
    return path.substr(0, 7) == "cython." ? std::string(path) : "cython." + std::string(path);
  }
  auto* a = ast::as<ast::Attribute>(&e);
  if (!a) return {};
  std::string base = full_cython_path(c, *a->value);
  return base.empty() ? base : base + "." + a->name.str();
}
}  // namespace

// The path below the cython module: "compiled", "parallel.prange"; "cython" for the module itself.
std::string cython_path(Checker& c, const ast::Expr& e) {
  std::string path = full_cython_path(c, e);
  return path.size() > 7 ? path.substr(7) : path;
}

Symbol* module_member(Checker& c, const ast::Expr& e) {
  if (auto* n = ast::as<ast::Name>(&e)) {
    Symbol* s = find_name(c, n->name);
    return s && s->kind == SymbolKind::CModule ? s : nullptr;
  }
  auto* a = ast::as<ast::Attribute>(&e);
  if (!a) return nullptr;
  Symbol* base = module_member(c, *a->value);
  if (!base || base->kind != SymbolKind::CModule || !base->scope) return nullptr;
  return c.look_up_in(*base->scope, a->name);
}

Symbol* type_name(Checker& c, const ast::Expr& e) {
  Symbol* s = nullptr;
  if (auto* n = ast::as<ast::Name>(&e)) s = find_name(c, n->name);
  else s = module_member(c, e);
  return s && s->kind == SymbolKind::TypeName ? s : nullptr;
}

}  // namespace cyrite::check
