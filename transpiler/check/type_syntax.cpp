// Types as they are written: base types, declarators around names, arrays, function types.
#include <fmt/format.h>

#include "check/declarations.h"

namespace cyrite::check {

const ast::NameDeclarator* name_declarator(const ast::Declarator* d) {
  while (d) {
    switch (d->kind) {
      case ast::NodeKind::NameDeclarator: return static_cast<const ast::NameDeclarator*>(d);
      case ast::NodeKind::PointerDeclarator: d = static_cast<const ast::PointerDeclarator*>(d)->base; break;
      case ast::NodeKind::ReferenceDeclarator: d = static_cast<const ast::ReferenceDeclarator*>(d)->base; break;
      case ast::NodeKind::ArrayDeclarator: d = static_cast<const ast::ArrayDeclarator*>(d)->base; break;
      case ast::NodeKind::FunctionDeclarator: d = static_cast<const ast::FunctionDeclarator*>(d)->base; break;
      default: return nullptr;
    }
  }
  return nullptr;
}

const ast::FunctionDeclarator* function_declarator(const ast::Declarator* d) {
  while (d) {
    if (auto* f = ast::as<ast::FunctionDeclarator>(d)) {
      if (ast::is<ast::NameDeclarator>(f->base)) return f;
      d = f->base;
    } else if (auto* p = ast::as<ast::PointerDeclarator>(d)) d = p->base;
    else if (auto* r = ast::as<ast::ReferenceDeclarator>(d)) d = r->base;
    else if (auto* a = ast::as<ast::ArrayDeclarator>(d)) d = a->base;
    else return nullptr;
  }
  return nullptr;
}

bool is_incomplete(const Type* type) {
  const Type* t = resolved(type);
  if (!t) return false;
  if (t->kind == TypeKind::Void) return true;
  if (t->kind == TypeKind::Struct) { auto* s = static_cast<const StructType*>(t); return !s->is_complete && !s->declared_extern; }
  if (t->kind == TypeKind::CppClass) { auto* k = static_cast<const CppClassType*>(t); return !k->is_complete && !k->is_extern; }
  if (t->kind == TypeKind::Array) return static_cast<const ArrayType*>(t)->size < 0 && static_cast<const ArrayType*>(t)->size_text.empty();
  return false;
}

bool contains_fused(const Type* type) {
  if (!type) return false;
  switch (type->kind) {
    case TypeKind::Fused: return true;
    case TypeKind::Alias: return contains_fused(static_cast<const AliasType*>(type)->target);
    case TypeKind::Const: return contains_fused(static_cast<const ConstType*>(type)->base);
    case TypeKind::Pointer: return contains_fused(static_cast<const PointerType*>(type)->base);
    case TypeKind::Reference: return contains_fused(static_cast<const ReferenceType*>(type)->base);
    case TypeKind::Array: return contains_fused(static_cast<const ArrayType*>(type)->base);
    case TypeKind::View: return contains_fused(static_cast<const ViewType*>(type)->dtype);
    case TypeKind::Complex: return contains_fused(static_cast<const ComplexType*>(type)->real);
    case TypeKind::Buffer: return contains_fused(static_cast<const BufferType*>(type)->dtype);
    case TypeKind::Tuple:
      for (const Type* item : static_cast<const TupleTypeC*>(type)->items)
        if (contains_fused(item)) return true;
      return false;
    case TypeKind::CppClass:
      for (const Type* item : static_cast<const CppClassType*>(type)->arguments)
        if (contains_fused(item)) return true;
      return false;
    case TypeKind::Function: {
      auto* f = static_cast<const FunctionType*>(type);
      if (contains_fused(f->result)) return true;
      for (const FunctionParameter& p : f->parameters)
        if (contains_fused(p.type)) return true;
      return false;
    }
    default: return false;
  }
}

namespace {

// While a fused function is checked for one combination, its fused types stand for the chosen members.
const Type* chosen(Checker& c, const Type* type) {
  auto& choice = declarations_of(c).fused_choice;
  if (choice.empty() || !contains_fused(type)) return type;
  return substituted_type(c, type, choice);
}

// Where a dotted path starts: the scope its last part is looked up in. Null when it leads nowhere.
Scope* scope_of_path(Checker& c, std::span<const Text> modules, Span span) {
  Symbol* symbol = c.look_up(modules[0]);
  Scope* scope = nullptr;
  if (symbol && symbol->kind == SymbolKind::CModule) scope = symbol->scope;
  else if (symbol && symbol->kind == SymbolKind::TypeName) scope = c.scope_of_type(symbol->type);
  for (std::size_t k = 1; scope && k < modules.size(); ++k) {
    Symbol* next = c.look_up_in(*scope, modules[k]);
    if (next && next->kind == SymbolKind::CModule) scope = next->scope;
    else if (next && next->kind == SymbolKind::TypeName) scope = c.scope_of_type(next->type);
    else scope = nullptr;
  }
  if (scope || symbol) return scope;
  // A module that was never cimported may still be named in full.
  std::string name;
  for (Text part : modules) name += (name.empty() ? "" : ".") + part.str();
  return load_module_scope(c, Text(name), span, false);
}

std::string cython_path_of(Checker& c, std::span<const Text> path) {
  Symbol* symbol = c.look_up(path[0]);
  if (!symbol || symbol->kind != SymbolKind::CythonModule) return {};
  std::string out = symbol->c_name.str();
  for (Text part : path.subspan(1)) out += (out.empty() ? "" : ".") + part.str();
  return out;
}

std::string dotted(std::span<const Text> path) {
  std::string out;
  for (Text part : path) out += (out.empty() ? "" : ".") + part.str();
  return out;
}

// Attributes and methods of a class do not hide types of the module.
Symbol* look_up_type(Checker& c, Text name) {
  Symbol* symbol = c.look_up(name);
  bool member = symbol && symbol->kind != SymbolKind::TypeName && symbol->owner && symbol->owner->kind == ScopeKind::ExtensionClass;
  if (!member) return symbol;
  Restore outside(c.at.scope, symbol->owner->outer);
  return look_up_type(c, name);
}

bool is_basic_word(std::string_view name) {
  for (std::string_view word : {"void", "char", "int", "float", "double", "bint", "short", "long", "Py_UCS4", "Py_UNICODE", "Py_hash_t",
                                "Py_ssize_t", "ssize_t", "size_t", "ptrdiff_t", "object"})
    if (word == name) return true;
  return false;
}

}  // namespace

const Type* complexified(Checker& c, Span span, const Type* type) {
  if (is_error(type)) return type;
  if (!(is_int(type) || is_float(type) || kind_of(type) == TypeKind::Fused)) {
    c.error(span, diag::complex_of_what, type_text(type));
    return c.types.error;
  }
  return c.types.complex_of(type);
}

const Type* type_of_symbol_path(Checker& c, std::span<const Text> path, Span span, bool report) {
  if (path.size() == 1 && is_basic_word(path[0].view())) return c.types.basic(path[0], 0, 0);
  std::string in_cython = cython_path_of(c, path);
  if (!in_cython.empty())
    if (const Type* type = cython_type(c, in_cython)) return type;
  Symbol* symbol = nullptr;
  if (path.size() == 1) symbol = look_up_type(c, path[0]);
  else if (Scope* scope = scope_of_path(c, path.first(path.size() - 1), span)) {
    symbol = c.look_up_in(*scope, path.back());
    if (!symbol && scope->kind == ScopeKind::Module) symbol = c.builtin_scope->find_here(path.back());  // every module knows them: cpython.Py_buffer
  }
  if (symbol && symbol->kind == SymbolKind::TypeName) {
    note_use_of_module(c, *symbol);
    return symbol->type;
  }
  if (report) c.error(span, diag::not_a_type_identifier, dotted(path));
  return nullptr;
}

namespace {

const Type* simple_type(Checker& c, const ast::SimpleType& t) {
  if (t.is_missing) return c.types.object;
  const Type* type = nullptr;
  if (t.longness != 0 || t.signedness != ast::Signedness::Unspecified) {
    int sign = t.signedness == ast::Signedness::Signed ? -1 : t.signedness == ast::Signedness::Unsigned ? 1 : 0;
    type = c.types.basic(t.path.empty() ? Text() : t.path.back(), sign, t.longness);
    if (!type) c.error(t.span, diag::type_words);
  } else {
    type = type_of_symbol_path(c, t.path, t.span, true);
  }
  if (!type) return c.types.error;
  if (t.is_complex) return complexified(c, t.span, type);
  // `complex` and `bool` in a cdef: the C type of the builtin class.
  if (is_builtin(type, BuiltinClass::Complex)) return c.types.double_complex;
  return type;
}

bool has_slices(std::span<ast::Expr* const> arguments) {
  for (const ast::Expr* argument : arguments)
    if (ast::is<ast::Slice>(argument)) return true;
  return false;
}

// `char[SIZE]`: what stands between the brackets may be a type, and is read as one.
const ast::Expr* size_value(Checker& c, const ast::Expr* size) {
  auto* type = ast::as<ast::TypeExpr>(size);
  auto* simple = type ? ast::as<ast::SimpleType>(type->type) : nullptr;
  if (!simple || simple->path.empty()) return size;
  ast::Expr* value = nullptr;
  for (Text part : simple->path) {
    if (!value) {
      auto* name = c.arena.make<ast::Name>();
      name->name = part;
      value = name;
    } else {
      auto* attribute = c.arena.make<ast::Attribute>();
      attribute->value = value;
      attribute->name = part;
      value = attribute;
    }
    value->span = size->span;
  }
  return value;
}

const Type* array_type(Checker& c, const Type* base, const ast::Expr* size, Span span) {
  if (is_error(base)) return base;
  if (is_object(base)) { c.error(span, diag::array_of_objects); return c.types.error; }
  if (kind_of(base) == TypeKind::Function) { c.error(span, diag::array_of_functions); return c.types.error; }
  if (is_incomplete(base)) c.error(span, diag::array_of_incomplete, type_text(base));
  if (!size) return c.types.array_of(base, -1);
  size = size_value(c, size);
  auto value = c.compile_time_value(*size, false);
  if (value && value->kind != ConstantValue::Int) {
    c.error(size->span, diag::array_size_type);
    return c.types.error;
  }
  if (value)
    if (auto number = small_integer(*value)) return c.types.array_of(base, *number);
  std::string text = constant_c_text(c, *size);
  if (text.empty()) {
    c.error(size->span, diag::array_size_constant);
    return c.types.error;
  }
  return c.types.array_of(base, -1, Text(text));
}

const Type* dtype_of(Checker& c, const ast::Expr& e) {
  const Type* type = c.type_of_expression(e);
  if (!type) c.error(e.span, diag::not_a_type_expression);
  return type ? type : c.types.error;
}

// ndarray[T, ndim=2, mode="c", negative_indices=False, cast=True]
const Type* buffer_type(Checker& c, const Type* base, const ast::SubscriptType& t) {
  const Type* dtype = nullptr;
  int ndim = 1;
  Text mode = as<ExtensionType>(base) ? "strided" : "full";
  bool negative = true, cast = false, failed = false;
  auto fail = [&](Span span, std::string_view text) { c.error(span, diag::buffer_option, text); failed = true; };
  auto option = [&](std::string_view name, const ast::Expr& value) {
    if (name == "dtype") { dtype = dtype_of(c, value); return; }
    auto known = c.compile_time_value(value, false);
    if (name == "ndim") {
      auto number = known ? small_integer(*known) : std::nullopt;
      if (number && *number >= 0) ndim = static_cast<int>(*number);
      else fail(t.span, "ndim must be a number that is not negative");
    } else if (name == "mode") {
      mode = known && (known->kind == ConstantValue::Str || known->kind == ConstantValue::Bytes) ? Text(known->text) : Text("?");
      if (!(mode == "full" || mode == "strided" || mode == "c" || mode == "fortran")) fail(t.span, "mode must be full, strided, c or fortran");
    } else if (name == "negative_indices" || name == "cast") {
      if (!known || known->kind != ConstantValue::Bool) fail(t.span, fmt::format("{} must be True or False", name));
      else (name == "cast" ? cast : negative) = known->truth;
    } else {
      fail(value.span, fmt::format("there is no option '{}'", name));
    }
  };
  constexpr std::string_view order[] = {"dtype", "ndim", "mode", "negative_indices", "cast"};
  for (std::size_t k = 0; k < t.arguments.size(); ++k) {
    if (k >= 2) { fail(t.arguments[k]->span, "only the item type and ndim can be given by position"); break; }
    option(order[k], *t.arguments[k]);
  }
  for (const ast::Keyword* keyword : t.keywords) {
    bool known_twice = (keyword->name == "dtype" && !t.arguments.empty()) || (keyword->name == "ndim" && t.arguments.size() > 1);
    if (known_twice) fail(keyword->span, fmt::format("{} is given twice", keyword->name.view()));
    else option(keyword->name.view(), *keyword->value);
  }
  if (!dtype && !failed) fail(t.span, "the item type is missing");
  if (failed || is_error(dtype)) return c.types.error;
  if (as<ExtensionType>(dtype)) { fail(t.span, "the item type must be a C type, a struct or object"); return c.types.error; }
  return c.types.buffer_of(base, dtype, ndim, mode, negative, cast);
}

// `double[2][3]` reads as C's `double a[2][3]`: the last size belongs to the innermost array.
const Type* with_inner_array(Checker& c, const Type* outer, const ast::Expr* size, Span span) {
  auto* array = as<ArrayType>(outer);
  if (!array) return array_type(c, outer, size, span);
  const Type* inner = with_inner_array(c, array->base, size, span);
  return is_error(inner) ? inner : c.types.array_of(inner, array->size, array->size_text);
}

// C++ copies and drops values without counting references.
const Type* template_argument(Checker& c, const Type* type, Span span) {
  if (!is_object(type) && !is_view(type)) return type;
  c.error(span, diag::template_argument_object, type_text(type));
  return c.types.error;
}

const Type* subscript_type(Checker& c, const ast::SubscriptType& t) {
  const Type* base = c.resolve_type(*t.base);
  if (is_error(base)) return base;
  if (has_slices(t.arguments)) return view_from_axes(c, t.span, base, t.arguments);
  if (auto* cls = as<CppClassType>(base); cls && !cls->parameters.empty()) {
    if (!t.keywords.empty()) { c.error(t.span, diag::template_keywords); return c.types.error; }
    std::vector<const Type*> arguments;
    for (const ast::Expr* argument : t.arguments) {
      const Type* type = c.type_of_expression(*argument);
      if (!type) { c.error(argument->span, diag::template_argument_no_type); type = c.types.error; }
      arguments.push_back(template_argument(c, type, argument->span));
    }
    return cpp_instance(c, t.span, cls, std::move(arguments));
  }
  if (auto* builtin = as<BuiltinType>(base)) {
    if (builtin->cls != BuiltinClass::Type && t.keywords.empty()) return base;  // list[int], dict[str, int]: what is inside is not kept
  }
  if (is_object(base)) return buffer_type(c, base, t);
  if (t.arguments.size() > 1 || !t.keywords.empty()) { c.error(t.span, diag::array_form); return c.types.error; }
  const ast::Expr* size = t.arguments.empty() ? nullptr : t.arguments[0];
  return ast::is<ast::SubscriptType>(t.base) ? with_inner_array(c, base, size, t.span) : array_type(c, base, size, t.span);
}

const Type* nested_type(Checker& c, const ast::NestedType& t) {
  const Type* base = c.resolve_type(*t.base);
  if (is_error(base)) return base;
  if (!as<CppClassType>(base)) {
    c.error(t.span, diag::not_a_type_scope, type_text(base));
    return c.types.error;
  }
  Scope* scope = c.scope_of_type(base);
  Symbol* symbol = scope ? c.look_up_in(*scope, t.name) : nullptr;
  if (symbol && symbol->kind == SymbolKind::TypeName) return symbol->type;
  c.error(t.span, diag::not_a_type_identifier, type_text(base) + "." + t.name.str());
  return c.types.error;
}

const Type* tuple_type(Checker& c, const ast::TupleType& t) {
  // `(int *)`: parentheses around a type.
  if (t.items.size() == 1 && !ast::is<ast::NameDeclarator>(t.items[0]->declarator)) return c.resolve_type(*t.items[0]->type, t.items[0]->declarator);
  std::vector<const Type*> items;
  for (const ast::TypeExpr* item : t.items) {
    const Type* type = c.resolve_type(*item->type, item->declarator);
    if (is_error(type)) return type;
    if (is_object(type)) { c.error(item->span, diag::object_in_ctuple); return c.types.error; }
    items.push_back(type);
  }
  return c.types.ctuple_of(std::move(items));
}

const Type* qualified_type(Checker& c, const ast::QualifiedType& t) {
  const Type* base = c.resolve_type(*t.base);
  if (is_error(base)) return base;
  if (is_object(base)) { c.error(t.span, diag::const_object); return c.types.error; }
  // `const double[:]` is a view of const items.
  if (auto* view = as<ViewType>(base)) return c.types.view_of(c.types.const_of(view->dtype, t.is_const, t.is_volatile), view->axes);
  return c.types.const_of(base, t.is_const, t.is_volatile);
}

const ast::SimpleType* lone_name(const ast::Parameter& p) {
  auto* simple = p.type ? ast::as<ast::SimpleType>(p.type) : nullptr;
  auto* name = p.declarator ? ast::as<ast::NameDeclarator>(p.declarator) : nullptr;
  if (p.declarator && !name) return nullptr;  // a pointer, an array: the name stands inside
  bool alone = simple && (!name || name->name.empty()) && simple->path.size() == 1 && simple->longness == 0 &&
               simple->signedness == ast::Signedness::Unspecified && !simple->is_complex;
  return alone ? simple : nullptr;
}

// T&& of a template takes whatever it is given.
bool is_forwarding(const ReferenceType& reference) { return reference.base->kind == TypeKind::TemplateParameter; }

// Members of C++ classes, and what a .pxd says of a library, may be declared as they are: nothing of ours is called with them.
bool is_cppclass_scope(Checker& c) {
  const Place& place = declarations_of(c).place;
  if (place.is_extern && place.in_pxd) return true;
  for (const Scope* scope = c.at.scope; scope; scope = scope->outer)
    if (scope->kind == ScopeKind::CppClass && scope->owner_type) return true;
  return false;
}

// A parameter of a C function: one bare name is its name, where it must have one or the name is no type.
FunctionParameter c_parameter(Checker& c, const ast::Parameter& p, const FunctionContext& context, bool is_self) {
  FunctionParameter out;
  out.name = p.name;
  const Type* untyped = is_self && context.is_method && c.at.scope->owner_type ? c.at.scope->owner_type : c.types.object;
  auto* bare = lone_name(p);
  if (!p.type) {
    out.type = untyped;
  } else if (bare && (context.nonempty || !type_of_symbol_path(c, bare->path, bare->span, false))) {
    out.name = bare->path[0];
    out.type = untyped;
  } else if (auto* simple = ast::as<ast::SimpleType>(p.type); simple && simple->is_missing && is_self) {
    out.type = untyped;
  } else {
    const ast::NameDeclarator* name = nullptr;
    out.type = resolve_declared(c, *p.type, p.declarator, &name, {});
    if (name) {
      out.name = name->name;
      if (name->cname) c.error(name->span, diag::parameter_c_name);
    }
    auto* word = ast::as<ast::SimpleType>(p.type);
    bool named_like_type = context.nonempty && out.name.empty() && word && !as<PointerType>(out.type) && !as<ArrayType>(out.type);
    if (named_like_type) {  // `f(long)` with a body: a parameter whose name is that word
      std::string_view text = std::string_view(c.sources[word->span.file].text).substr(word->span.begin, word->span.length);
      if (text == "long" || text == "short" || text == "complex") {
        out.name = Text(text);
        out.type = c.types.object;
      }
    }
    if (context.nonempty && out.name.empty()) c.error(p.span, diag::parameter_name_missing);
    bool is_incomplete_value = kind_of(out.type) == TypeKind::Struct && is_incomplete(out.type);
    if (context.nonempty && is_incomplete_value) c.error(p.span, diag::incomplete_argument, type_text(out.type));
    if (auto* reference = as<ReferenceType>(out.type); reference && reference->is_rvalue && !is_forwarding(*reference) && !is_cppclass_scope(c)) c.error(p.span, diag::rvalue_reference, "an argument here");
  }
  bool annotated = false;
  if (p.annotation && (!p.type || (ast::is<ast::SimpleType>(p.type) && static_cast<const ast::SimpleType*>(p.type)->is_missing))) {
    Annotation annotation = read_annotation(c, *p.annotation);
    if (annotation.type) {
      out.type = annotation.type;
      out.or_none = annotation.optional || (p.default_value && ast::is<ast::NoneLiteral>(p.default_value));
      annotated = is_object(out.type) && !out.or_none && kind_of(out.type) != TypeKind::Object;
    }
  }
  if (auto* array = as<ArrayType>(out.type)) out.type = c.types.pointer_to(array->base);
  if (is_void(out.type)) c.error(p.span, diag::void_parameter);
  if (kind_of(out.type) == TypeKind::Function) out.type = c.types.pointer_to(out.type);
  out.not_none = p.none_clause == ast::NoneClause::NotNone || annotated;
  out.or_none |= p.none_clause == ast::NoneClause::OrNone;
  out.default_value = p.default_value;
  out.has_default = p.default_value || p.default_is_star || p.default_is_question;
  return out;
}

const Type* function_type(Checker& c, const Type* result, const ast::FunctionDeclarator& d, const FunctionContext& context) {
  FunctionType f{};
  f.result = result;
  bool is_pointer = !ast::is<ast::NameDeclarator>(d.base);
  FunctionContext inner = context;
  if (is_pointer) inner = {};
  for (std::size_t k = 0; k < d.parameters.size(); ++k) {
    f.parameters.push_back(c_parameter(c, *d.parameters[k], inner, k == 0));
    if (f.parameters.back().has_default) ++f.optional_count;
    else if (f.optional_count) c.error(d.span, diag::default_before_required);
  }
  f.has_varargs = d.has_varargs;
  f.nogil = d.nogil || d.with_gil || declarations_of(c).place.nogil;
  f.with_gil = d.with_gil;
  f.is_const_method = d.is_const_method;
  if (kind_of(result) == TypeKind::Function) c.error(d.span, diag::function_returns_function);
  if (as<ArrayType>(result)) c.error(d.span, diag::function_returns_array);
  if (auto* reference = as<ReferenceType>(result); reference && reference->is_rvalue && !is_cppclass_scope(c)) c.error(d.span, diag::rvalue_reference, "returned here");
  if (d.calling_convention) f.calling_convention = d.calling_convention;
  ExceptionSource source{d.exception_clause, d.exception_value, d.star_handler, is_pointer, context.is_method, d.span};
  f.exceptions = exception_spec(c, source, result);
  if (Text spec = c.at.directives->callspec; spec && context.nonempty) {
    if (d.calling_convention && !(d.calling_convention == spec)) c.error(d.span, diag::calling_conventions, d.calling_convention.view(), spec.view());
    f.calling_convention = spec;
  }
  return c.types.function(std::move(f));
}

}  // namespace

const Type* resolve_declarator(Checker& c, const Type* type, const ast::Declarator* d, const ast::NameDeclarator** name, FunctionContext context) {
  while (d) {
    if (auto* n = ast::as<ast::NameDeclarator>(d)) {
      if (name) *name = n;
      return type;
    }
    if (auto* pointer = ast::as<ast::PointerDeclarator>(d)) {
      if (is_object(type)) { c.error(d->span, diag::pointer_to_object); type = c.types.error; }
      else if (is_view(type)) { c.error(d->span, diag::pointer_to_view); type = c.types.error; }
      else type = c.types.pointer_to(type);
      if (!is_error(type)) type = c.types.const_of(type, pointer->is_const, pointer->is_volatile);
      d = pointer->base;
    } else if (auto* reference = ast::as<ast::ReferenceDeclarator>(d)) {
      if (is_object(type)) { c.error(d->span, diag::reference_to_object); type = c.types.error; }
      else type = c.types.reference_to(type, reference->is_rvalue);
      d = reference->base;
    } else if (auto* array = ast::as<ast::ArrayDeclarator>(d)) {
      auto* cls = as<CppClassType>(type);
      if (cls && !cls->parameters.empty() && array->size) {
        const Type* argument = c.type_of_expression(*array->size);
        if (!argument) { c.error(array->size->span, diag::template_argument_no_type); argument = c.types.error; }
        type = cpp_instance(c, array->span, cls, {template_argument(c, argument, array->size->span)});
      } else {
        type = array_type(c, type, array->size, array->span);
      }
      d = array->base;
    } else if (auto* function = ast::as<ast::FunctionDeclarator>(d)) {
      type = function_type(c, type, *function, context);
      d = function->base;
    } else {
      return c.types.error;
    }
  }
  return type;
}

// cython.pointer(T) among template arguments reads like a function type. Null: it is none.
static const Type* pointer_call(Checker& c, const ast::TypeNode& t, const ast::Declarator* d) {
  auto* simple = ast::as<ast::SimpleType>(&t);
  auto* call = d ? ast::as<ast::FunctionDeclarator>(d) : nullptr;
  if (!simple || !call || simple->path.size() != 2 || !(simple->path[1] == "pointer") || call->parameters.size() != 1 || !ast::is<ast::NameDeclarator>(call->base)) return nullptr;
  Symbol* module = c.look_up(simple->path[0]);
  const ast::Parameter& item = *call->parameters[0];
  if (!module || module->kind != SymbolKind::CythonModule || !item.type) return nullptr;
  const Type* pointed = c.resolve_type(*item.type, item.declarator);
  return is_error(pointed) ? pointed : c.types.pointer_to(pointed);
}

const Type* resolve_declared(Checker& c, const ast::TypeNode& t, const ast::Declarator* d, const ast::NameDeclarator** name, FunctionContext context) {
  if (const Type* type = pointer_call(c, t, d)) {
    if (name) *name = static_cast<const ast::NameDeclarator*>(static_cast<const ast::FunctionDeclarator*>(d)->base);
    return type;
  }
  const Type* base = c.resolve_type(t);
  return resolve_declarator(c, base, d, name, context);
}

const Type* Checker::resolve_type(const ast::TypeNode& t) {
  Restore guard(at.in_annotation, false);
  const Type* type = types.error;
  switch (t.kind) {
    case ast::NodeKind::SimpleType: type = simple_type(*this, static_cast<const ast::SimpleType&>(t)); break;
    case ast::NodeKind::SubscriptType: type = subscript_type(*this, static_cast<const ast::SubscriptType&>(t)); break;
    case ast::NodeKind::NestedType: type = nested_type(*this, static_cast<const ast::NestedType&>(t)); break;
    case ast::NodeKind::TupleType: type = tuple_type(*this, static_cast<const ast::TupleType&>(t)); break;
    case ast::NodeKind::QualifiedType: type = qualified_type(*this, static_cast<const ast::QualifiedType&>(t)); break;
    default: break;
  }
  return chosen(*this, type);
}

const Type* Checker::resolve_type(const ast::TypeNode& t, const ast::Declarator* d, const ast::NameDeclarator** name) {
  return resolve_declared(*this, t, d, name, {});
}

}  // namespace cyrite::check
