// Calls: of C functions, methods of extension types, function pointers, C++ functions, constructors and Python objects.
#include <algorithm>

#include "check/declarations.h"
#include "check/expressions.h"
#include "check/tree_builder.h"

namespace cyrite::check {

CallArguments arguments_of(const ast::Call& call) {
  CallArguments a;
  a.node = &call;
  for (auto* e : call.arguments) {
    a.has_stars |= ast::is<ast::Starred>(e);
    a.positional.push_back(e);
  }
  for (auto* k : call.keywords) {
    a.has_keywords = true;
    a.has_stars |= k->name.empty();
  }
  a.plain = !a.has_keywords && !a.has_stars;
  return a;
}

void check_call_gil(Checker& c, Span span, const FunctionType* f, std::string_view name) {
  if (c.at.nogil && !f->nogil) c.error(span, diag::call_needs_gil, name);
}

// ---- calls of Python objects
namespace {

std::span<const typed::Argument> python_arguments(Checker& c, const ast::Call& call) {
  std::vector<typed::Argument> list;
  std::unordered_set<Text> seen;
  for (auto* e : call.arguments) {
    auto* starred = ast::as<ast::Starred>(e);
    list.push_back({starred ? typed::ArgumentForm::Star : typed::ArgumentForm::Positional, 0, c.object(starred ? *starred->value : *e)});
  }
  for (auto* k : call.keywords) {
    if (k->name.empty()) {
      list.push_back({typed::ArgumentForm::DoubleStar, 0, c.object(*k->value)});
      continue;
    }
    if (!seen.insert(k->name).second) c.error(k->span, diag::repeated_keyword, k->name);
    list.push_back({typed::ArgumentForm::Keyword, constants_of(c).name(k->name), c.object(*k->value)});
  }
  return c.arena.copy(list);
}

Expr* python_method_call(Checker& c, Span span, Expr* object, Text name, const ast::Call& call) {
  c.require_gil(span, fmt::format("calling the Python method '{}'", name.view()));
  auto* made = c.make<typed::PyMethodCall>(span, c.types.object);
  made->object = to_object(c, object);
  made->name = constants_of(c).name(mangled_name(c, name));
  made->arguments = python_arguments(c, call);
  return is_error(made->object->type) ? c.error_value(span) : made;
}

}  // namespace

Expr* python_call_of(Checker& c, Span span, Expr* callee, const ast::Call& call) {
  if (!typed::as<typed::ModuleName>(callee)) c.require_gil(span, "calling a Python object");  // a name has said so already
  Expr* object = to_object(c, callee);
  if (is_error(object->type)) {
    python_arguments(c, call);
    return c.error_value(span);
  }
  auto* made = c.make<typed::PyCall>(span, c.types.object);
  made->callee = object;
  made->arguments = python_arguments(c, call);
  return made;
}

// ---- arguments of C functions
namespace {

Expr* vararg_value(Checker& c, const ast::Expr& e) {
  if (auto* s = ast::as<ast::StringLiteral>(&e))
    if (Expr* read = string_as(c, *s, c.types.const_char_pointer)) return read;
  Expr* value = decayed(c, c.expr(e));
  if (is_builtin(value->type, BuiltinClass::Bytes) || is_builtin(value->type, BuiltinClass::ByteArray)) return c.convert(value, c.types.char_pointer);
  if (is_builtin(value->type, BuiltinClass::Float)) return c.convert(value, c.types.double_);
  if (is_builtin(value->type, BuiltinClass::Bool)) return c.convert(value, c.types.bint);
  if (is_object(value->type)) {
    c.error(e.span, diag::object_as_vararg);
    return c.error_value(e.span);
  }
  return value;
}

Expr* argument_value(Checker& c, const ast::Expr& e, const FunctionParameter& p) {
  const Type* type = p.type;
  if (auto* r = as<ReferenceType>(type)) {
    const Type* base = plain_type(r->base);
    Expr* value = is_cpp_class(base) ? c.expr(e) : c.expr_as(e, base);
    if (is_cpp_class(base) && is_object(value->type) && !as<ConstType>(r->base) && !r->is_rvalue)
      c.diagnostics.report(e.span, diag::copied_reference, type_text(type));
    return c.convert(value, base);
  }
  state_of(c).borrowable = c.at.nogil ? &e : nullptr;
  Expr* value = c.expr_as(e, type);
  state_of(c).borrowable = nullptr;
  bool refuses_none = p.not_none && is_object(type) && !is_error(value->type) && may_be_none(c, value);
  return refuses_none ? not_none(c, value, "cannot pass None into a C function argument that is declared 'not None'") : value;
}

struct Slots { std::vector<const ast::Expr*> values; bool in_order = true; };

// Which argument expression goes to which parameter; false after a message.
bool assign_slots(Checker& c, Span span, const FunctionType* f, const ast::Call& call, std::size_t skip, std::string_view name, Slots& slots) {
  std::size_t count = f->parameters.size() - skip;
  if (call.arguments.size() > count && !f->has_varargs) {
    c.error(span, diag::too_many_arguments, name, count, call.arguments.size());
    return false;
  }
  slots.values.assign(count, nullptr);
  for (std::size_t i = 0; i < std::min(count, call.arguments.size()); ++i) slots.values[i] = call.arguments[i];
  std::size_t last = call.arguments.size();
  for (auto* k : call.keywords) {
    std::size_t i = 0;
    auto is_meant = [&](const FunctionParameter& p) { return (p.keyword ? p.keyword : p.name) == k->name; };
    while (i < count && !is_meant(f->parameters[i + skip])) ++i;
    if (i == count) {
      c.error(k->span, diag::unknown_keyword, name, k->name);
      return false;
    }
    if (slots.values[i]) {
      c.error(k->span, diag::repeated_argument, name, k->name);
      return false;
    }
    slots.in_order &= i >= last;
    last = i;
    slots.values[i] = k->value;
  }
  std::size_t required = count - static_cast<std::size_t>(std::min<int>(f->optional_count, static_cast<int>(count)));
  std::size_t given = count;
  while (given > 0 && !slots.values[given - 1]) --given;
  for (std::size_t i = 0; i < count; ++i)
    if (!slots.values[i] && (i < required || i < given)) {
      c.error(span, diag::missing_argument, name, f->parameters[i + skip].name.empty() ? std::string("#") + std::to_string(i + 1) : f->parameters[i + skip].name.str());
      return false;
    }
  slots.values.resize(given);
  return true;
}

// Python fills in an optional argument that is left out before a given one; a C call cannot.
bool skips_optional(const FunctionType* f, const ast::Call& call, std::size_t skip) {
  if (call.keywords.empty() || !f->optional_count) return false;
  std::size_t count = f->parameters.size() - skip, last = 0, given = call.arguments.size();
  for (auto* k : call.keywords)
    for (std::size_t i = 0; i < count; ++i)
      if (f->parameters[i + skip].name == k->name) ++given, last = std::max(last, i + 1);
  return last > given;
}

// Keywords that are not written in the order of the parameters: the values are computed in the order in which they are written.
void keep_source_order(Checker& c, Span span, const std::vector<const ast::Expr*>& nodes, ExprList& list) {
  std::vector<std::size_t> order;
  bool sorted = true, several = false;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (is_cpp_class(list[i]->type) || is_error(list[i]->type)) return;
    if (is_simple(list[i])) continue;
    sorted = sorted && (order.empty() || nodes[order.back()]->span.begin < nodes[i]->span.begin);
    several = several || !order.empty();
    order.push_back(i);
  }
  if (sorted || !several || state_of(c).speculative) return;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return nodes[a]->span.begin < nodes[b]->span.begin; });
  StatementList computed;
  for (std::size_t i : order) {
    typed::Local* held = c.temporary(plain_type(list[i]->type), "argument");
    computed.push_back(assignment(c, c.local_ref(list[i]->span, held), list[i]));
    list[i] = c.local_ref(list[i]->span, held);
  }
  list[0] = block_value(c, span, std::move(computed), list[0]);
}

}  // namespace

ExprList converted_arguments(Checker& c, Span span, const FunctionType* f, const ast::Call& call, std::size_t skip, std::string_view name, int* optional_given) {
  ExprList list;
  *optional_given = 0;
  for (auto* e : call.arguments)
    if (ast::is<ast::Starred>(e)) {
      c.error(e->span, diag::star_to_c_function, name);
      return list;
    }
  for (auto* k : call.keywords)
    if (k->name.empty()) {
      c.error(k->span, diag::star_to_c_function, name);
      return list;
    }
  skip = std::min(skip, f->parameters.size());
  Slots slots;
  if (!assign_slots(c, span, f, call, skip, name, slots)) return list;
  for (std::size_t i = 0; i < slots.values.size(); ++i) list.push_back(argument_value(c, *slots.values[i], f->parameters[i + skip]));
  keep_source_order(c, span, slots.values, list);
  std::size_t required = f->parameters.size() - skip - static_cast<std::size_t>(f->optional_count);
  *optional_given = slots.values.size() > required ? static_cast<int>(slots.values.size() - required) : 0;
  if (f->has_varargs)
    for (std::size_t i = f->parameters.size() - skip; i < call.arguments.size(); ++i) list.push_back(vararg_value(c, *call.arguments[i]));
  return list;
}

// ---- C functions
namespace {

bool any_error(const ExprList& list) {
  for (Expr* e : list)
    if (is_error(e->type)) return true;
  return false;
}

bool needs_python_form(const ast::Call& call) {
  for (auto* e : call.arguments)
    if (ast::is<ast::Starred>(e)) return true;
  for (auto* k : call.keywords)
    if (k->name.empty()) return true;
  return false;
}

// self of an extension method is the first parameter of its signature.
std::size_t self_count(const Symbol* method) { return method->is_static ? 0 : 1; }

Expr* overloaded_call(Checker& c, Span span, Symbol* first, const ast::Call& call) {
  ExprList arguments;
  for (auto* e : call.arguments) arguments.push_back(c.expr(*e));
  if (any_error(arguments)) return c.error_value(span);
  Symbol* chosen = choose_overload(c, span, first, arguments, true, first->name);
  return chosen ? c_call(c, span, chosen, arguments) : c.error_value(span);
}

Expr* extension_method_call(Checker& c, Span span, Expr* self, Symbol* method, const ast::Call& call, const Type* named_class) {
  bool unbound = named_class != nullptr;
  if (!unbound) method = fused_instance(c, span, method, call, self_count(method));
  if (!method) return c.error_value(span);
  const FunctionType* f = signature_of(method->type);
  check_call_gil(c, span, f, method->name);
  auto* made = c.make<typed::MethodCall>(span, value_type(f->result));
  made->self = self;
  made->method = method;
  made->signature = f;
  if (!state_of(c).speculative) method->is_used = true;
  made->owner = method->owner && method->owner->owner_type ? method->owner->owner_type : resolved(self->type);
  if (unbound && method->origin == Origin::OtherModule) made->owner = named_class;
  note_class_used(c, made->owner);
  auto* owner = as<ExtensionType>(made->owner);
  made->direct = method->is_final || unbound || (owner && owner->is_final) || method->virtual_index < 0;
  made->skip_dispatch = unbound;
  made->check_none = needs_none_check(c, self);
  ast::Call rest = call;
  if (unbound) rest.arguments = rest.arguments.subspan(1);
  made->arguments = c.arena.copy(converted_arguments(c, span, f, rest, self_count(method), method->name, &made->optional_given));
  for (Expr* e : made->arguments)
    if (is_error(e->type)) return c.error_value(span);
  return made;
}

}  // namespace

Expr* c_method_call(Checker& c, Span span, Expr* self, Symbol* method) {
  return extension_method_call(c, span, self, method, *TreeBuilder{c, span}.node<ast::Call>(), nullptr);
}

// A call whose arguments are checked expressions; they are converted here.
Expr* c_call(Checker& c, Span span, Symbol* symbol, ExprList arguments) {
  const FunctionType* f = signature_of(symbol->type);
  check_call_gil(c, span, f, symbol->name);
  for (std::size_t i = 0; i < arguments.size() && i < f->parameters.size(); ++i) arguments[i] = c.convert(arguments[i], plain_type(f->parameters[i].type));
  for (std::size_t i = f->parameters.size(); i < arguments.size(); ++i) arguments[i] = decayed(c, arguments[i]);
  if (any_error(arguments)) return c.error_value(span);
  auto* made = c.make<typed::CCall>(span, value_type(f->result));
  made->symbol = symbol;
  made->signature = f;
  std::size_t required = f->parameters.size() - static_cast<std::size_t>(f->optional_count);
  made->optional_given = arguments.size() > required ? static_cast<int>(arguments.size() - required) : 0;
  made->arguments = c.arena.copy(arguments);
  if (!state_of(c).speculative) symbol->is_used = true;
  return made;
}

// The signature with the names that the typedef of the pointer gives to the parameters: arguments may name them.
static const FunctionType* with_parameter_names(Checker& c, const Expr* callee, const FunctionType* f) {
  auto& typedefs = declarations_of(c).pointer_parameters;
  auto found = callee ? typedefs.find(callee->type) : typedefs.end();
  if (found == typedefs.end() || found->second->parameters.size() != f->parameters.size()) return f;
  auto* named = c.arena.make_owned<FunctionType>(*f);
  for (std::size_t k = 0; k < named->parameters.size(); ++k) {
    auto* declarator = name_declarator(found->second->parameters[k]->declarator);
    named->parameters[k].name = declarator && declarator->name ? declarator->name : found->second->parameters[k]->name;
  }
  return named;
}

Expr* c_function_call(Checker& c, Span span, Symbol* symbol, Expr* callee, const FunctionType* f, const ast::Call& call) {
  if (symbol) {
    Symbol* instance = fused_instance(c, span, symbol, call, 0);
    if (!instance) return c.error_value(span);
    if (!state_of(c).speculative) symbol->is_used = true;
    if (instance != symbol) symbol = instance, f = signature_of(instance->type);
  }
  std::string name = symbol ? symbol->name.str() : type_text(f);
  if (symbol && symbol->next_overload) return overloaded_call(c, span, symbol, call);
  if (symbol && symbol->is_cpdef && (needs_python_form(call) || skips_optional(f, call, 0))) return python_call_of(c, span, python_name(c, span, symbol->name, false), call);
  // How many arguments there are is known only when it runs: the function is called as Python would.
  bool is_plain = symbol && symbol->kind == SymbolKind::CFunction && symbol->owner && symbol->owner->kind == ScopeKind::Module && !f->optional_count;
  if (is_plain && needs_python_form(call) && !f->has_varargs) return python_call_of(c, span, symbol_value(c, span, symbol, nullptr), call);
  check_call_gil(c, span, f, name);
  auto* made = c.make<typed::CCall>(span, value_type(f->result));
  made->symbol = symbol;
  made->callee = callee;
  made->signature = f;
  made->arguments = c.arena.copy(converted_arguments(c, span, call.keywords.empty() ? f : with_parameter_names(c, callee, f), call, 0, name, &made->optional_given));
  if (symbol && !state_of(c).speculative) symbol->is_used = true;
  return made;
}

// ---- constructors of structs
Expr* construct_struct(Checker& c, const ast::Call& call, const StructType* s) {
  ExprList items;
  std::vector<Text> names;
  if (call.arguments.size() > s->fields.size()) {
    c.error(call.span, diag::too_many_arguments, s->name, s->fields.size(), call.arguments.size());
    return c.error_value(call.span);
  }
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    items.push_back(c.expr_as(*call.arguments[i], s->fields[i].type));
    names.push_back(s->fields[i].name);
  }
  for (auto* k : call.keywords) {
    const Field* field = nullptr;
    for (const Field& f : s->fields)
      if (f.name == k->name) field = &f;
    if (!field) {
      c.error(k->span, diag::no_such_member, s->name.str(), k->name);
      return c.error_value(call.span);
    }
    for (Text n : names)
      if (n == k->name) c.error(k->span, diag::repeated_keyword, k->name);
    items.push_back(c.expr_as(*k->value, field->type));
    names.push_back(k->name);
  }
  if (any_error(items)) return c.error_value(call.span);
  auto* made = c.make<typed::Aggregate>(call.span, s);
  made->items = c.arena.copy(items);
  made->fields = c.arena.copy(names);
  return made;
}

Expr* struct_from_display(Checker& c, const ast::DictDisplay& n, const StructType* s) {
  ExprList items;
  std::vector<Text> names;
  for (std::size_t i = 0; i < n.values.size(); ++i) {
    auto* key = ast::as<ast::StringLiteral>(n.keys[i]);
    const Field* field = nullptr;
    if (key)
      for (const Field& f : s->fields)
        if (f.name == key->value) field = &f;
    if (!field) {
      c.error(n.span, diag::bad_struct_display, type_text(s));
      return c.error_value(n.span);
    }
    items.push_back(c.expr_as(*n.values[i], field->type));
    names.push_back(field->name);
  }
  auto* made = c.make<typed::Aggregate>(n.span, s);
  made->items = c.arena.copy(items);
  made->fields = c.arena.copy(names);
  return made;
}

// ---- which call it is
namespace {

Expr* type_call(Checker& c, const ast::Call& n, Symbol* symbol, const Type* type) {
  const Type* real = resolved(type);
  if (auto* s = as<StructType>(real)) return construct_struct(c, n, s);
  if (auto* cls = as<CppClassType>(real)) {
    if (has_keywords_for_cpp(c, n.arguments, n.keywords, type_text(cls))) return c.error_value(n.span);
    ExprList arguments;
    for (auto* e : n.arguments) arguments.push_back(c.expr(*e));
    return any_error(arguments) ? c.error_value(n.span) : cpp_construct(c, n.span, cls, arguments);
  }
  if (symbol && as<ExtensionType>(real)) {
    Expr* made = python_call_of(c, n.span, symbol_value(c, n.callee->span, symbol, nullptr), n);
    if (!is_error(made->type)) made->type = real;
    return made;
  }
  if (is_numeric(real) || is_pointer(real)) {
    auto* e = as<EnumType>(real);
    if (e && e->is_cpdef && symbol) return nullptr;
    if (n.arguments.size() == 1 && n.keywords.empty()) return cast_to(c, c.expr(*n.arguments[0]), type, false, n.span);
    if (n.arguments.empty() && n.keywords.empty() && is_numeric(real)) return c.convert(c.integer(n.span, 0, c.types.long_), type);
  }
  return nullptr;
}

Expr* method_call(Checker& c, const ast::Call& n, const ast::Attribute& callee);

// Type.method(object, ...): a method of an extension type called through its class.
Expr* unbound_call(Checker& c, const ast::Call& n, Symbol* type, Text name) {
  auto* e = as<ExtensionType>(type->type);
  if (!e) return nullptr;
  Symbol* method = member_of(c, e, name);
  if (!method || method->kind != SymbolKind::CFunction) return nullptr;
  if (method->is_static) return c_function_call(c, n.span, method, nullptr, signature_of(method->type), n);
  if (needs_python_form(n) || n.arguments.empty()) return nullptr;
  Expr* self = c.expr_as(*n.arguments[0], e);
  if (is_error(self->type)) return self;
  return extension_method_call(c, n.span, self, method, n, e);
}

// bytes.decode(b, "ascii"): the method of an object of just that class, which may still be None.
Expr* builtin_unbound_call(Checker& c, const ast::Call& n, const ast::Attribute& callee) {
  std::string_view name;
  if (!is_builtin_name(c, *callee.value, &name) || !arguments_of(n).plain || n.arguments.empty()) return nullptr;
  auto* cls = as<BuiltinType>(c.types.builtin(Text(name)));
  if (!cls || !cls->exact_required || resolved(type_of(c, *n.arguments[0])) != cls) return nullptr;
  auto* rest = c.arena.make<ast::Call>();
  *rest = n;
  rest->arguments = n.arguments.subspan(1);
  std::string message = fmt::format("descriptor '{}' requires a '{}' object but received a 'NoneType'", callee.name.view(), name);
  Expr* object = not_none(c, c.expr(*n.arguments[0]), message);
  if (Expr* made = builtin_method_call(c, *rest, object, callee.name)) return made;
  bool of_class = callee.name == "fromkeys" || callee.name == "fromhex" || callee.name == "maketrans";
  return of_class ? nullptr : python_method_call(c, n.span, object, callee.name, *rest);
}

Expr* cpp_static_call(Checker& c, const ast::Call& n, Symbol* type, Text name) {
  auto* cls = as<CppClassType>(type->type);
  if (!cls) return nullptr;
  Symbol* method = member_of(c, cls, name);
  if (!method || method->kind != SymbolKind::CFunction) return nullptr;
  if (has_keywords_for_cpp(c, n.arguments, n.keywords, name.view())) return c.error_value(n.span);
  ExprList arguments;
  for (auto* e : n.arguments) arguments.push_back(c.expr(*e));
  if (any_error(arguments)) return c.error_value(n.span);
  // Base.method() in a method of a class that inherits from it: of this very object, without looking for an override.
  if (Expr* self = cpp_self(c, n.span, *method); self && c.convertible(self->type, c.types.pointer_to(cls))) {
    Expr* made = cpp_method_call(c, n.span, self, cls, method, arguments, {});
    if (typed::as<typed::CppCall>(made)) {
      auto* call = static_cast<typed::CppCall*>(made);
      call->c_name = Text(c_declaration(cls, "") + "::" + call->c_name.str());
    }
    return made;
  }
  return cpp_method_call(c, n.span, nullptr, cls, method, arguments, {});
}

// method() in a method of a C++ class: called on `this`. Null: the name is no such method.
Expr* own_method_call(Checker& c, const ast::Call& n, Symbol* method) {
  auto* cls = method->owner && method->owner->kind == ScopeKind::CppClass ? as<CppClassType>(method->owner->owner_type) : nullptr;
  if (!cls) return nullptr;
  Expr* self = cpp_self(c, n.span, *method);
  if (!self && !method->is_static) return nullptr;
  if (has_keywords_for_cpp(c, n.arguments, n.keywords, method->name.view())) return c.error_value(n.span);
  ExprList arguments;
  for (auto* e : n.arguments) arguments.push_back(c.expr(*e));
  if (any_error(arguments)) return c.error_value(n.span);
  return cpp_method_call(c, n.span, self, cls, method, arguments, {});
}

Expr* object_method_call(Checker& c, const ast::Call& n, Expr* object, const ast::Attribute& callee) {
  const Type* type = value_type(object->type);
  if (is_view(type))
    if (Expr* made = view_method_call(c, n, object, callee.name)) return made;
  if (as<ExtensionType>(type) || as<BufferType>(type)) {
    Symbol* member = member_of(c, type, callee.name);
    if (member && member->kind == SymbolKind::CFunction && !(member->is_cpdef && (needs_python_form(n) || skips_optional(signature_of(member->type), n, self_count(member))))) {
      if (member->is_static) return c_function_call(c, n.span, member, nullptr, signature_of(member->type), n);
      return extension_method_call(c, n.span, object, member, n, nullptr);
    }
    if (member && member->kind != SymbolKind::PythonName && member->kind != SymbolKind::CFunction) {
      Expr* value = attribute_of(c, callee.span, object, callee.name);
      if (const FunctionType* f = signature_of(value->type)) return c_function_call(c, n.span, nullptr, value, f, n);
      return python_call_of(c, n.span, value, n);
    }
  }
  if (!n.callee) return nullptr;
  if (Expr* made = builtin_method_call(c, n, object, callee.name)) return made;
  if (is_error(type)) return object;
  return python_method_call(c, n.span, object, callee.name, n);
}

Expr* method_call(Checker& c, const ast::Call& n, const ast::Attribute& callee) {
  if (Symbol* type = type_name(c, *callee.value)) {
    if (Expr* made = unbound_call(c, n, type, callee.name)) return made;
    if (Expr* made = cpp_static_call(c, n, type, callee.name)) return made;
  }
  if (Expr* made = builtin_unbound_call(c, n, callee)) return made;
  if (ast::is<ast::Subscript>(callee.value))
    if (auto* cls = as<CppClassType>(c.type_of_expression(*callee.value))) {
      Symbol* method = member_of(c, cls, callee.name);
      ExprList arguments;
      for (auto* e : n.arguments) arguments.push_back(c.expr(*e));
      if (method && !any_error(arguments)) return cpp_method_call(c, n.span, nullptr, cls, method, arguments, {});
      return c.error_value(n.span);
    }
  state_of(c).borrowable = c.at.nogil ? callee.value : nullptr;  // a call lasts no longer than what holds the object
  Expr* object = c.expr(*callee.value);
  state_of(c).borrowable = nullptr;
  if (is_error(object->type)) {
    for (auto* e : n.arguments) c.expr(ast::is<ast::Starred>(e) ? *ast::as<ast::Starred>(e)->value : *e);
    return object;
  }
  bool through_pointer;
  if (auto* cls = cpp_class_of(object->type, &through_pointer)) {
    Symbol* method = member_of(c, cls, callee.name);
    if (method && method->kind == SymbolKind::CFunction) {
      ExprList arguments = cpp_arguments(c, n, *method);
      return any_error(arguments) ? c.error_value(n.span) : cpp_method_call(c, n.span, object, cls, method, arguments, {});
    }
    if (!method && callee.name == "decode" && is_cpp_string(object->type)) {
      object = c.convert(object, c.types.bytes);
      return object_method_call(c, n, object, callee);
    }
  }
  if (is_string_pointer(object->type) && callee.name == "decode") object = c.convert(object, c.types.bytes);
  if (is_object(object->type) || is_view(object->type) || is_character(object->type)) return object_method_call(c, n, object, callee);
  Expr* value = attribute_of(c, callee.span, object, callee.name);
  if (is_error(value->type)) return value;
  if (auto* call = typed::as<typed::RuntimeCall>(value); call && call->function == &rt::object_getattr)
    return python_method_call(c, n.span, object, callee.name, n);
  if (const FunctionType* f = signature_of(value->type)) return c_function_call(c, n.span, nullptr, value, f, n);
  return python_call_of(c, n.span, value, n);
}

Expr* value_call(Checker& c, const ast::Call& n, Expr* callee) {
  if (is_error(callee->type)) {
    for (auto* e : n.arguments) c.expr(ast::is<ast::Starred>(e) ? *ast::as<ast::Starred>(e)->value : *e);
    return callee;
  }
  if (auto* g = typed::as<typed::GlobalVariable>(callee); g && g->symbol->kind == SymbolKind::CFunction)
    return c_function_call(c, n.span, g->symbol, nullptr, signature_of(g->symbol->type), n);
  if (const FunctionType* f = signature_of(callee->type)) return c_function_call(c, n.span, nullptr, callee, f, n);
  if (is_cpp_class(callee->type)) {
    ExprList operands{callee};
    for (auto* e : n.arguments) operands.push_back(c.expr(*e));
    return cpp_operation(c, n.span, "()", operands);
  }
  if (!is_object(callee->type)) {
    c.error(n.span, diag::not_callable, type_text(callee->type));
    return c.error_value(n.span);
  }
  return python_call_of(c, n.span, callee, n);
}

// The symbol a callee names, directly or through cimported modules.
Symbol* callee_symbol(Checker& c, const ast::Expr& callee) {
  if (auto* name = ast::as<ast::Name>(&callee)) return find_name(c, name->name);
  if (ast::is<ast::Attribute>(&callee)) return module_member(c, callee);
  return nullptr;
}

}  // namespace

Expr* Checker::check(const ast::Call& n) {
  if (std::string path = cython_path(*this, *n.callee); !path.empty())
    if (Expr* made = cython_call(*this, n, path)) return made;
  std::string_view builtin;
  if (is_builtin_name(*this, *n.callee, &builtin))
    if (Expr* made = builtin_call(*this, n, builtin)) return made;
  if (Symbol* s = callee_symbol(*this, *n.callee); s && s->origin != Origin::Builtin) {
    if (s->kind == SymbolKind::TypeName)
      if (Expr* made = type_call(*this, n, s, s->type)) return made;
    if (Expr* made = s->kind == SymbolKind::CFunction ? own_method_call(*this, n, s) : nullptr) return made;
    if (s->kind == SymbolKind::CFunction && !(at.scope && at.scope->kind == ScopeKind::PythonClass && s->owner == at.scope)) {
      if (Expr* made = cpp_operator_call(*this, n, s)) return made;
      return c_function_call(*this, n.span, s, nullptr, signature_of(s->type), n);
    }
  }
  if (auto* subscript = ast::as<ast::Subscript>(n.callee)) {
    auto* attribute = ast::as<ast::Attribute>(subscript->value);
    if (Symbol* method = attribute ? fused_method_symbol(*this, *attribute) : nullptr) {
      Symbol* instance = fused_instance_of_types(*this, method, *subscript);
      Expr* self = instance ? expr(*attribute->value) : nullptr;
      return self && !is_error(self->type) ? extension_method_call(*this, n.span, self, instance, n, nullptr) : error_value(n.span);
    }
    if (Expr* made = template_call(*this, n)) return made;
    if (const Type* type = type_of_expression(*n.callee))
      if (Expr* made = type_call(*this, n, nullptr, type)) return made;
  }
  if (auto* attribute = ast::as<ast::Attribute>(n.callee)) {
    if (const Type* type = cython_path(*this, *attribute).empty() ? nullptr : type_of_expression(*attribute))
      if (Expr* made = type_call(*this, n, nullptr, type)) return made;
    if (attribute->name == "conjugate" && n.arguments.empty() && n.keywords.empty())
      if (const Type* type = type_of(*this, *attribute->value); type && is_complex(value_type(type))) return call_runtime(n.span, rt::complex_conjugate, value_type(type), {expr(*attribute->value)});
    Symbol* module = module_member(*this, *attribute->value);
    if (!module) return method_call(*this, n, *attribute);
    if (module->kind != SymbolKind::CModule) return method_call(*this, n, *attribute);
    Symbol* member = module->scope ? look_up_in(*module->scope, attribute->name) : nullptr;
    if (!member && (module->python_counterpart || state_of(*this).python_names.count(module->name) || state_of(*this).python_names.empty()))
      return python_method_call(*this, n.span, python_name(*this, attribute->value->span, module->name, false), attribute->name, n);
  }
  return value_call(*this, n, expr(*n.callee));
}

}  // namespace cyrite::check
