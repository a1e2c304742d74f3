// C++: overload resolution, operators, constructors, new, method calls, and the functions of cython.operator.
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

const Type* substituted(Checker& c, const Type* type, const CppClassType* instance) {
  if (!instance || !instance->generic || instance->arguments.empty()) return type;
  std::unordered_map<const Type*, const Type*> map;
  const auto& parameters = instance->generic->parameters;
  for (std::size_t i = 0; i < parameters.size() && i < instance->arguments.size(); ++i) map[parameters[i]] = instance->arguments[i];
  return substituted_type(c, type, map);
}

namespace {

using Bindings = std::unordered_map<const Type*, const Type*>;

bool is_reference(const Type* type) { return kind_of(type) == TypeKind::Reference; }
bool is_rvalue_reference(const Type* type) { return as<ReferenceType>(type) && as<ReferenceType>(type)->is_rvalue; }

// Finds what the template parameters in `pattern` stand for when it takes a value of type `actual`.
bool deduce(Checker& c, const Type* pattern, const Type* actual, Bindings& bindings) {
  pattern = plain_type(pattern);
  actual = plain_type(actual);
  if (auto* parameter = as<TemplateParameterType>(pattern)) {
    if (as<FunctionType>(actual)) actual = c.types.pointer_to(actual);
    auto [at, inserted] = bindings.try_emplace(parameter, actual);
    return inserted || same_type(at->second, actual) || (is_numeric(at->second) && is_numeric(actual));
  }
  if (auto* p = as<PointerType>(pattern)) return pointed_type(actual) ? deduce(c, p->base, pointed_type(actual), bindings) : true;
  if (auto* cls = as<CppClassType>(pattern)) {
    auto* other = as<CppClassType>(actual);
    const CppClassType* generic = cls->generic ? cls->generic : cls;
    if (!other || !other->generic || other->generic != generic) return true;
    for (std::size_t i = 0; i < cls->arguments.size() && i < other->arguments.size(); ++i)
      if (!deduce(c, cls->arguments[i], other->arguments[i], bindings)) return false;
  }
  return true;
}

bool mentions_template(const Type* type) {
  type = plain_type(type);
  if (as<TemplateParameterType>(type)) return true;
  if (auto* p = as<PointerType>(type)) return mentions_template(p->base);
  if (auto* cls = as<CppClassType>(type))
    for (const Type* a : cls->arguments)
      if (mentions_template(a)) return true;
  if (auto* f = as<FunctionType>(type)) {
    if (mentions_template(f->result)) return true;
    for (const auto& p : f->parameters)
      if (mentions_template(p.type)) return true;
  }
  return false;
}

// The signature with its own template parameters replaced; null when they cannot be found.
const FunctionType* deduced_signature(Checker& c, const FunctionType* f, const ExprList& arguments, Bindings bindings) {
  if (!mentions_template(f)) return f;
  for (std::size_t i = 0; i < arguments.size() && i < f->parameters.size(); ++i) {
    const Type* type = arguments[i]->type;
    if (kind_of(type) == TypeKind::Array) type = c.types.pointer_to(pointed_type(type));
    if (!deduce(c, f->parameters[i].type, type, bindings)) return nullptr;
  }
  return as<FunctionType>(substituted_type(c, f, bindings));
}

int conversion_cost(Checker& c, Expr* argument, const Type* to) {
  const Type *from = plain_type(argument->type), *target = plain_type(to);
  if (same_type(from, target)) return 0;
  if (const Constant* k = known_constant(c, argument); k && (k->kind == Constant::Bytes || k->kind == Constant::EmptyBytes)) {
    // Literal text: what C++ itself would take for it.
    if (is_string_pointer(target)) return 2;
    if (is_cpp_string(target)) return 4;
    if (is_int(target)) return k->text.size() == 1 ? 6 : -1;
  }
  if (typed::as<typed::CLiteral>(argument) && is_int(from) && is_int(target)) return 1;
  if (is_int(from) && is_int(target)) return number_cost(from, target);
  if (is_float(from) && is_float(target)) return 1;
  if (is_int(from) && is_float(target)) return 4;
  if (kind_of(from) == TypeKind::Array && is_pointer(target) && same_type(pointed_type(from), pointed_type(target))) return 1;
  if (as<TemplateParameterType>(target)) return 6;
  if (auto* cls = as<CppClassType>(target); cls && as<CppClassType>(from) && as<CppClassType>(from)->generic == cls) return 0;
  if (!c.convertible(from, target)) {
    const Constant* k = known_constant(c, argument);
    bool text = k && (k->kind == Constant::Str || k->kind == Constant::Name || k->kind == Constant::Bytes);
    if (text && is_string_pointer(target)) return 3;
    return -1;
  }
  if (is_object(from) != is_object(target)) return 8;
  if (as<CppClassType>(target) && !as<CppClassType>(from)) return 7;  // by a constructor of the parameter's class
  if (is_void(pointed_type(target) ? pointed_type(target) : target)) return 5;
  return 3;
}

}  // namespace

int number_cost(const Type* from, const Type* to) {
  const IntType *f = as<IntType>(from), *t = as<IntType>(to);
  if (!f || !t) return 2;
  if (f->role != t->role) return 3;
  return t->rank < f->rank ? 3 : f->sign == t->sign ? 1 : 2;
}

Symbol* choose_overload(Checker& c, Span span, Symbol* first, const ExprList& arguments, bool report, std::string_view what) {
  Symbol* best = nullptr;
  int best_cost = 0;
  std::size_t candidates = 0;
  for (Symbol* s = first; s; s = s->next_overload) {
    const FunctionType* f = signature_of(s->type);
    if (!f) continue;
    ++candidates;
    std::size_t least = f->parameters.size() - static_cast<std::size_t>(f->optional_count);
    if (arguments.size() < least || (arguments.size() > f->parameters.size() && !f->has_varargs)) continue;
    const FunctionType* deduced = deduced_signature(c, f, arguments, {});
    if (!deduced) continue;
    int cost = deduced == f ? 0 : 1;
    bool fits = true;
    for (std::size_t i = 0; i < arguments.size() && i < deduced->parameters.size() && fits; ++i) {
      int one = conversion_cost(c, arguments[i], value_type(deduced->parameters[i].type));
      fits = one >= 0;
      cost += one;
    }
    if (!fits || (best && cost >= best_cost)) continue;
    best = s;
    best_cost = cost;
  }
  if (!best && candidates == 1) return first;  // the conversion of the argument says what is wrong
  if (!best && report) {
    std::string given;
    for (Expr* e : arguments) given += (given.empty() ? "" : ", ") + type_text(e->type);
    c.error(span, diag::no_overload, what, given);
  }
  return best;
}

namespace {

// Literal text is passed to C++ as it stands in the source.
Expr* text_argument(Checker& c, Expr* e, const Type* to) {
  const Constant* k = is_string_pointer(to) ? known_constant(c, e) : nullptr;
  if (!k || (k->kind != Constant::Str && k->kind != Constant::Name && k->kind != Constant::Bytes)) return c.convert(e, to);
  auto* made = c.make<typed::CLiteral>(e->span, to);
  made->text = c.arena.copy(std::string_view(k->text));
  made->is_string = true;
  return made;
}

// A plain reference refers to variables: an object that an expression makes gets a name.
Expr* named_value(Checker& c, Expr* e) {
  bool makes = typed::as<typed::CppConstruct>(e) || typed::as<typed::Convert>(e) || ((typed::as<typed::CppCall>(e) || typed::as<typed::CppOperation>(e)) && !typed::gives_reference(e));
  if (!makes || kind_of(e->type) != TypeKind::CppClass) return e;
  std::vector<typed::Let*> lets;
  Expr* use = nullptr;
  let(c, e, use, lets);
  return close_lets(lets, use);
}

ExprList convert_all(Checker& c, const FunctionType* f, ExprList arguments, Span span, std::string_view name) {
  std::size_t least = f->parameters.size() - static_cast<std::size_t>(f->optional_count);
  if (arguments.size() < least) c.error(span, diag::missing_argument, name, f->parameters[arguments.size()].name);
  else if (arguments.size() > f->parameters.size() && !f->has_varargs) c.error(span, diag::too_many_arguments, name, f->parameters.size(), arguments.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (i >= f->parameters.size()) {
      arguments[i] = decayed(c, arguments[i]);
      continue;
    }
    const Type* type = value_type(f->parameters[i].type);
    if (!mentions_template(type)) arguments[i] = text_argument(c, arguments[i], plain_type(type));
    if (auto* reference = as<ReferenceType>(f->parameters[i].type); reference && !reference->is_rvalue && !as<ConstType>(reference->base))
      arguments[i] = named_value(c, arguments[i]);
  }
  return arguments;
}

bool failed(const ExprList& list) {
  for (Expr* e : list)
    if (is_error(e->type)) return true;
  return false;
}

}  // namespace

Expr* cpp_operation(Checker& c, Span span, std::string_view op, ExprList operands, bool report) {
  if (failed(operands)) return c.error_value(span);
  Text name = (op == "bool" ? "operator " : "operator") + std::string(op);
  Symbol* symbol = is_cpp_class(operands[0]->type) ? member_of(c, operands[0]->type, name) : nullptr;
  ExprList rest(operands.begin() + 1, operands.end());
  auto* made = c.make<typed::CppOperation>(span, c.types.error);
  made->op = c.arena.copy(op);
  if (symbol) {
    Symbol* chosen = choose_overload(c, span, symbol, rest, false, name);
    if (chosen && signature_of(chosen->type) && signature_of(chosen->type)->parameters.size() != rest.size()) chosen = nullptr;
    const FunctionType* f = chosen ? deduced_signature(c, signature_of(chosen->type), rest, {}) : nullptr;
    if (f) {
      check_call_gil(c, span, f, name);
      rest = convert_all(c, f, rest, span, name);
      ExprList all{operands[0]};
      all.insert(all.end(), rest.begin(), rest.end());
      if (failed(all)) return c.error_value(span);
      made->operands = c.arena.copy(all);
      made->type = value_type(substituted(c, f->result, as<CppClassType>(value_type(operands[0]->type))));
      auto* integer = as<IntType>(made->type);
      bool of_bits = op == "[]" && integer && (integer->rank == IntRank::Bool || integer->c_name == "bool") && is_cpp_class(operands[0]->type);  // vector<bool>: no element has an address
      made->gives_reference = is_reference(f->result) && !of_bits;
      made->exceptions = f->exceptions;
      return made;
    }
  }
  // Free operators, declared in the module or, with all their operands, in the class of one.
  std::vector<Symbol*> free_operators;
  for (Symbol* s = c.look_up(name); s; s = s->next_overload) free_operators.push_back(s);
  for (Expr* e : operands)
    for (Symbol* s = is_cpp_class(e->type) ? member_of(c, e->type, name) : nullptr; s; s = s->next_overload) free_operators.push_back(s);
  const FunctionType* best = nullptr;
  int best_cost = 0;
  for (Symbol* s : free_operators) {
    const FunctionType* f = signature_of(s->type);
    if (!f || f->parameters.size() != operands.size()) continue;
    f = deduced_signature(c, f, operands, {});
    int cost = 0;
    for (std::size_t i = 0; f && cost >= 0 && i < operands.size(); ++i) {
      int one = conversion_cost(c, operands[i], value_type(f->parameters[i].type));
      cost = one < 0 ? -1 : cost + one;
    }
    if (!f || cost < 0 || (best && cost >= best_cost)) continue;
    best = f;
    best_cost = cost;
  }
  if (best) {
    made->operands = c.arena.copy(convert_all(c, best, operands, span, name));
    made->type = value_type(best->result);
    made->gives_reference = is_reference(best->result);
    made->exceptions = best->exceptions;
    return made;
  }
  // A plain assignment and C operators between a class that converts by itself.
  if (!report) return nullptr;
  if (operands.size() == 1) c.error(span, diag::wrong_operand, op, type_text(operands[0]->type));
  else c.error(span, diag::wrong_operands, op, type_text(operands[0]->type), type_text(operands[1]->type));
  return c.error_value(span);
}

namespace {

Symbol* constructors_of(Checker& c, const CppClassType* cls) {
  if (Symbol* s = member_of(c, cls, "<init>")) return s;
  return nullptr;
}

// The arguments of a constructor, converted; the exception specification of the one that is chosen.
bool constructor_arguments(Checker& c, Span span, const CppClassType* cls, ExprList& arguments, ExceptionSpec& exceptions) {
  Symbol* first = constructors_of(c, cls);
  if (!first) {
    if (arguments.size() > 1 || (arguments.size() == 1 && !same_type(arguments[0]->type, cls))) {
      c.error(span, diag::no_constructor, type_text(cls));
      return false;
    }
    return true;
  }
  if (arguments.size() == 1 && same_type(arguments[0]->type, cls)) {  // copying needs no declaration
    Symbol* copy = choose_overload(c, span, first, arguments, false, type_text(cls));
    if (!copy || copy == first) return true;
  }
  Symbol* chosen = choose_overload(c, span, first, arguments, true, type_text(cls));
  if (!chosen) return false;
  const FunctionType* f = deduced_signature(c, signature_of(chosen->type), arguments, {});
  if (!f) f = signature_of(chosen->type);
  if (c.at.nogil && !f->nogil && !cls->declared_nogil) check_call_gil(c, span, f, type_text(cls));
  exceptions = f->exceptions;
  arguments = convert_all(c, f, arguments, span, type_text(cls));
  return !failed(arguments);
}

}  // namespace

Expr* cpp_construct(Checker& c, Span span, const CppClassType* cls, ExprList arguments) {
  auto* made = c.make<typed::CppConstruct>(span, cls);
  if (!constructor_arguments(c, span, cls, arguments, made->exceptions)) return c.error_value(span);
  made->arguments = c.arena.copy(arguments);
  return made;
}

// True (after a message) where a call of C++ has arguments that are not just given by position.
bool has_keywords_for_cpp(Checker& c, std::span<ast::Expr* const> arguments, std::span<ast::Keyword* const> keywords, std::string_view what) {
  const Span* wrong = keywords.empty() ? nullptr : &keywords[0]->span;
  for (const ast::Expr* e : arguments)
    if (ast::is<ast::Starred>(e)) wrong = &e->span;
  if (wrong) c.error(*wrong, diag::cpp_keyword_arguments, what);
  return wrong != nullptr;
}

Expr* Checker::check(const ast::New& n) {
  const Type* type = resolve_type(*n.type);
  if (has_keywords_for_cpp(*this, n.arguments, n.keywords, "new")) return error_value(n.span);
  ExprList arguments;
  for (auto* e : n.arguments) arguments.push_back(expr(*e));
  if (is_error(type) || failed(arguments)) return error_value(n.span);
  auto* cls = as<CppClassType>(type);
  if (!cls) {
    error(n.span, diag::new_needs_cpp_class, type_text(type));
    return error_value(n.span);
  }
  auto* made = make<typed::CppNew>(n.span, types.pointer_to(type));
  made->created = type;
  if (!constructor_arguments(*this, n.span, cls, arguments, made->exceptions)) return error_value(n.span);
  made->arguments = arena.copy(arguments);
  return made;
}

// The arguments of a call as C++ values; which overload they choose is not known yet. A dict display is a struct where one is wanted.
ExprList cpp_arguments(Checker& c, const ast::Call& call, const Symbol& first) {
  auto struct_wanted = [&](std::size_t i) -> const Type* {
    for (const Symbol* s = &first; s; s = s->next_overload)
      if (auto* f = signature_of(s->type); f && i < f->parameters.size() && as<StructType>(plain_type(f->parameters[i].type))) return plain_type(f->parameters[i].type);
    return nullptr;
  };
  ExprList arguments;
  for (const ast::Expr* e : call.arguments) {
    const Type* type = ast::is<ast::DictDisplay>(e) ? struct_wanted(arguments.size()) : nullptr;
    arguments.push_back(type ? c.expr_as(*e, type) : c.expr(*e));
  }
  return arguments;
}

Expr* cpp_method_call(Checker& c, Span span, Expr* object, const CppClassType* cls, Symbol* method, ExprList arguments, std::span<const Type* const> template_arguments) {
  Symbol* chosen = choose_overload(c, span, method, arguments, true, method->name);
  if (!chosen) return c.error_value(span);
  const FunctionType* f = deduced_signature(c, signature_of(chosen->type), arguments, {});
  if (!f) f = signature_of(chosen->type);
  check_call_gil(c, span, f, method->name);
  auto* made = c.make<typed::CppCall>(span, value_type(substituted(c, f->result, cls)));
  made->gives_rvalue = is_rvalue_reference(f->result);
  made->gives_reference = is_reference(f->result) && !made->gives_rvalue;
  made->object = object;
  made->cls = object ? nullptr : cls;
  made->c_name = chosen->c_name.empty() ? chosen->name : chosen->c_name;
  made->template_arguments = template_arguments;
  made->through_pointer = object && pointed_type(object->type);
  made->exceptions = f->exceptions;
  arguments = convert_all(c, f, arguments, span, method->name);
  if (failed(arguments)) return c.error_value(span);
  made->arguments = c.arena.copy(arguments);
  return made;
}

Expr* cpp_operator_call(Checker& c, const ast::Call& n, Symbol* s) {
  const FunctionType* f = signature_of(s->type);
  if (!f || (!mentions_template(f) && !s->next_overload) || !n.keywords.empty()) return nullptr;
  bool is_template = false;
  for (Symbol* o = s; o; o = o->next_overload) is_template |= signature_of(o->type) && mentions_template(signature_of(o->type));
  if (!is_template) return nullptr;
  ExprList arguments;
  for (auto* e : n.arguments) arguments.push_back(c.expr(*e));
  if (failed(arguments)) return c.error_value(n.span);
  return cpp_method_call(c, n.span, nullptr, nullptr, s, arguments, {});
}

Expr* template_call(Checker& c, const ast::Call& n) {
  auto* index = ast::as<ast::Subscript>(n.callee);
  Symbol* s = nullptr;
  Expr* object = nullptr;
  const CppClassType* cls = nullptr;
  if (auto* name = ast::as<ast::Name>(index->value)) s = find_name(c, name->name);
  else if (ast::is<ast::Attribute>(index->value)) {
    s = module_member(c, *index->value);
    auto* a = ast::as<ast::Attribute>(index->value);
    bool pointer;
    if (!s && !type_name(c, *a->value) && (cls = cpp_class_of(type_of(c, *a->value), &pointer))) {
      s = member_of(c, cls, a->name);
      if (s) object = c.expr(*a->value);
    }
  }
  const FunctionType* f = s && s->kind == SymbolKind::CFunction ? signature_of(s->type) : nullptr;
  auto& declared = declarations_of(c).template_parameters;  // in `R f[T](int)` only the list names T
  auto written = s ? declared.find(s) : declared.end();
  if (!f || (!mentions_template(f) && written == declared.end())) return nullptr;
  std::vector<const Type*> given;
  for (auto* e : index_list(*index->index)) {
    const Type* t = c.type_of_expression(*e);
    if (!t) return nullptr;
    given.push_back(t);
  }
  Bindings bindings;
  std::vector<const Type*> order;
  auto note = [&](auto&& self, const Type* t) -> void {
    t = plain_type(t);
    if (as<TemplateParameterType>(t)) {
      for (const Type* o : order)
        if (o == t) return;
      order.push_back(t);
    } else if (auto* p = as<PointerType>(t)) self(self, p->base);
    else if (auto* k = as<CppClassType>(t))
      for (const Type* a : k->arguments) self(self, a);
  };
  if (written != declared.end())
    for (Symbol* parameter : written->second) order.push_back(parameter->type);
  note(note, f->result);
  for (const auto& p : f->parameters) note(note, p.type);
  for (std::size_t i = 0; i < given.size() && i < order.size(); ++i) bindings[order[i]] = given[i];
  ExprList arguments;
  for (auto* e : n.arguments) arguments.push_back(c.expr(*e));
  if (failed(arguments)) return c.error_value(n.span);
  const FunctionType* real = deduced_signature(c, f, arguments, bindings);
  if (!real) real = f;
  check_call_gil(c, n.span, real, s->name);
  auto* made = c.make<typed::CppCall>(n.span, value_type(real->result));
  made->gives_rvalue = is_rvalue_reference(real->result);
  made->gives_reference = is_reference(real->result) && !made->gives_rvalue;
  made->object = object;
  made->through_pointer = object && pointed_type(object->type);
  made->c_name = s->c_name.empty() ? s->name : s->c_name;
  made->template_arguments = c.arena.copy(given);
  made->exceptions = real->exceptions;
  // The real template may have more parameters, with defaults, than its declaration names: C++ counts.
  ExprList more;
  while (arguments.size() > real->parameters.size()) more.insert(more.begin(), decayed(c, arguments.back())), arguments.pop_back();
  arguments = convert_all(c, real, arguments, n.span, s->name);
  arguments.insert(arguments.end(), more.begin(), more.end());
  if (failed(arguments)) return c.error_value(n.span);
  made->arguments = c.arena.copy(arguments);
  return made;
}

// ---- cython.operator
// x++: the operator that is declared with an unused int argument.
static Expr* postfix_operation(Checker& c, Span span, std::string_view op, Expr* operand) {
  Symbol* symbol = member_of(c, operand->type, Text("operator" + std::string(op)));
  for (; symbol; symbol = symbol->next_overload) {
    const FunctionType* f = signature_of(symbol->type);
    if (!f || f->parameters.size() != 1) continue;
    check_call_gil(c, span, f, symbol->name);
    auto* made = c.make<typed::CppOperation>(span, value_type(substituted(c, f->result, as<CppClassType>(value_type(operand->type)))));
    made->op = op == "++" ? "post++" : "post--";
    ExprList operands{operand};
    made->operands = c.arena.copy(operands);
    made->exceptions = f->exceptions;
    return made;
  }
  c.error(span, diag::no_postfix_operator, type_text(operand->type), op);
  return c.error_value(span);
}

Expr* operator_function(Checker& c, const ast::Call& n, std::string_view name) {
  ExprList arguments;
  if (name == "typeid") {
    if (n.arguments.size() != 1) return nullptr;
    const Type* type = c.type_of_expression(*n.arguments[0]);
    auto* made = c.make<typed::CppTypeid>(n.span, c.types.object);
    made->of_type = type;
    if (!type) made->of_value = c.expr(*n.arguments[0]);
    Scope* library = load_module_scope(c, "libcpp.typeinfo", n.span, false);
    Symbol* info = library ? library->find_here("type_info") : c.look_up("type_info");
    made->type = info && info->type ? info->type : c.types.error;
    if (is_error(made->type)) c.error(n.span, diag::typeid_needs_type_info);
    return made;
  }
  for (auto* e : n.arguments) arguments.push_back(c.expr(*e));
  if (failed(arguments)) return c.error_value(n.span);
  bool of_class = name == "comma" && arguments.size() == 2 && (is_cpp_class(arguments[0]->type) || is_cpp_class(arguments[1]->type));
  if (Expr* made = of_class ? cpp_operation(c, n.span, ",", arguments, false) : nullptr) return made;
  if (name == "comma" && arguments.size() == 2) return after(c, arguments[0], arguments[1]);
  if (arguments.size() != 1) {
    c.error(n.span, diag::too_many_arguments, name, std::size_t{1}, arguments.size());
    return c.error_value(n.span);
  }
  Expr* operand = arguments[0];
  struct Row { std::string_view name, op; typed::CUnaryOperator c_op; };
  static constexpr Row rows[] = {{"preincrement", "++", typed::CUnaryOperator::PreIncrement}, {"predecrement", "--", typed::CUnaryOperator::PreDecrement},
                                 {"postincrement", "++", typed::CUnaryOperator::PostIncrement}, {"postdecrement", "--", typed::CUnaryOperator::PostDecrement}};
  if (name == "dereference") {
    if (is_cpp_class(operand->type)) return cpp_operation(c, n.span, "*", {operand});
    const Type* pointed = pointed_type(operand->type);
    if (!pointed || is_void(pointed) || is_object(operand->type)) {
      c.error(n.span, diag::wrong_operand, "*", type_text(operand->type));
      return c.error_value(n.span);
    }
    auto* made = c.make<typed::Dereference>(n.span, value_type(pointed));
    made->pointer = decayed(c, operand);
    return made;
  }
  for (const Row& row : rows)
    if (row.name == name) {
      bool post = row.name.substr(0, 4) == "post";
      if (is_cpp_class(operand->type)) {
        if (post) return postfix_operation(c, n.span, row.op, operand);
        Expr* made = cpp_operation(c, n.span, row.op, {operand});
        return made;
      }
      if (!is_numeric(operand->type) && !is_pointer(operand->type)) {
        c.error(n.span, diag::wrong_operand, row.op, type_text(operand->type));
        return c.error_value(n.span);
      }
      auto* made = c.make<typed::CUnary>(n.span, operand->type);
      made->op = row.c_op;
      made->operand = operand;
      return made;
    }
  return nullptr;
}

}  // namespace cyrite::check
