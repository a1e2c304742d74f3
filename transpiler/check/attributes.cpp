// Attributes: of Python objects, fields and methods of extension types, structs and C++ classes, members of cimported
// modules and enums, names of the cython module.
#include "check/expressions.h"

namespace cyrite::check {

Symbol* member_of(Checker& c, const Type* type, Text name) {
  type = plain_type(type);
  if (auto* b = as<BufferType>(type)) type = resolved(b->base);
  Scope* scope = c.scope_of_type(resolved(type));
  if (!scope) return nullptr;
  Text mangled = mangled_name(c, name);
  Symbol* s = c.look_up_in(*scope, mangled);
  if (s || !(mangled == name)) return s ? s : c.look_up_in(*scope, name);
  // `_Class__name` written in full.
  for (auto* e = as<ExtensionType>(type); e; e = e->base ? as<ExtensionType>(e->base) : nullptr) {
    std::string_view cls = e->name.view();
    while (!cls.empty() && cls.front() == '_') cls.remove_prefix(1);
    std::string prefix = "_" + std::string(cls) + "__";
    if (name.view().size() > prefix.size() && name.view().substr(0, prefix.size()) == prefix) return e->scope->find_here(Text(name.view().substr(prefix.size() - 2)));
  }
  return nullptr;
}

bool needs_none_check(Checker& c, const Expr* object) {
  return c.at.directives->nonecheck != MaybeBool::False && may_be_none(c, object);
}

Expr* python_attribute(Checker& c, Span span, Expr* object, Text name) {
  c.require_gil(span, fmt::format("looking up the attribute '{}' of a Python object", name.view()));
  Expr* value = to_object(c, object);
  if (is_error(value->type)) return value;
  return c.call_runtime(span, rt::object_getattr, c.types.object, {value, c.name_constant(span, mangled_name(c, name))});
}

// A field of a struct, union, extension object or C++ value.
Expr* field_of(Checker& c, Span span, Expr* object, Symbol& field) {
  const Type* type = value_type(object->type);
  auto* made = c.make<typed::FieldRef>(span, value_type(field.type));
  made->object = object;
  made->name = field.name;
  made->c_name = field.c_name.empty() ? field.name : field.c_name;
  made->through_pointer = pointed_type(type) != nullptr;
  if (auto* b = as<BufferType>(type)) type = b->base;
  made->owner = made->through_pointer ? pointed_type(type) : type;
  if (is_object(type)) {
    made->check_none = needs_none_check(c, object);
    made->through_pointer = true;
    if (field.owner && field.owner->owner_type) made->owner = field.owner->owner_type;
    note_class_used(c, made->owner);
    if (is_object(field.type) && c.at.nogil && state_of(c).may_borrow) made->borrowed = true;
    else if (is_object(field.type)) c.require_gil(span, "reading a Python object attribute");
  }
  made->check_initialized = is_view(field.type) && c.at.directives->initializedcheck;
  return made;
}

namespace {

Expr* unknown_member(Checker& c, Span span, const Type* type, Text name) {
  c.error(span, diag::no_such_member, type_text(type), name);
  return c.error_value(span);
}

Expr* complex_part(Checker& c, Span span, Expr* object, const ComplexType* type, Text name) {
  if (name != "real" && name != "imag") return python_attribute(c, span, object, name);
  auto* made = c.make<typed::FieldRef>(span, type->real);
  made->object = object;
  made->name = made->c_name = name;
  made->owner = type;
  return made;
}

// An attribute of an extension object.
Expr* extension_attribute(Checker& c, Span span, Expr* object, Text name) {
  Symbol* member = member_of(c, object->type, name);
  if (!member) return python_attribute(c, span, object, name);
  switch (member->kind) {
    case SymbolKind::Field: return field_of(c, span, object, *member);
    case SymbolKind::Property:
      if (signature_of(member->type) && member->function == nullptr && member->origin != Origin::ThisModule && member->is_inline)
        return c_call(c, span, member, {object});
      if (signature_of(member->type)) return c_call(c, span, member, {object});
      return python_attribute(c, span, object, name);
    case SymbolKind::CFunction:
      if (member->is_cpdef) return python_attribute(c, span, object, name);
      {
        auto* made = c.make<typed::FieldRef>(span, member->type);
        made->object = object;
        made->name = made->c_name = name;
        made->owner = resolved(object->type);
        made->through_pointer = true;
        made->check_none = needs_none_check(c, object);
        made->method = member;
        return made;
      }
    default: return python_attribute(c, span, object, name);
  }
}

Expr* struct_field(Checker& c, Span span, Expr* object, const StructType* s, Text name) {
  Symbol* member = member_of(c, s, name);
  if (member && member->kind == SymbolKind::Field) return field_of(c, span, object, *member);
  for (const Field& field : s->fields)
    if (field.name == name) {
      auto* made = c.make<typed::FieldRef>(span, value_type(field.type));
      made->object = object;
      made->name = field.name;
      made->c_name = field.c_name.empty() ? field.name : field.c_name;
      made->through_pointer = pointed_type(object->type) != nullptr;
      made->owner = s;
      return made;
    }
  // A struct is a dict to Python: the methods of that remain within reach.
  if (!pointed_type(object->type) && object_type_of(c, s))
    for (std::string_view method : {"items", "keys", "values", "get", "copy", "pop", "popitem", "update", "setdefault", "clear"})
      if (name == method) return python_attribute(c, span, to_object(c, object), name);
  return unknown_member(c, span, s, name);
}

Expr* cpp_member(Checker& c, Span span, Expr* object, const CppClassType* cls, Text name) {
  Symbol* member = member_of(c, cls, name);
  if (!member) return unknown_member(c, span, cls, name);
  if (member->kind == SymbolKind::Field || member->kind == SymbolKind::CVariable) {
    Expr* field = field_of(c, span, object, *member);
    const Type* type = substituted(c, value_type(member->type), cls);
    field->type = type;
    return field;
  }
  auto* made = c.make<typed::FieldRef>(span, member->type);  // a method: only a call can use it
  made->object = object;
  made->name = name;
  made->c_name = member->c_name.empty() ? name : member->c_name;
  made->through_pointer = pointed_type(object->type) != nullptr;
  made->owner = cls;
  return made;
}

}  // namespace

// object.name, where the object is already checked.
Expr* attribute_of(Checker& c, Span span, Expr* object, Text name) {
  const Type* type = value_type(object->type);
  if (is_error(type)) return c.error_value(span);
  bool through_pointer;
  if (auto* s = struct_of(type, &through_pointer)) return struct_field(c, span, object, s, name);
  if (auto* cls = cpp_class_of(type, &through_pointer)) return cpp_member(c, span, object, cls, name);
  if (auto* p = as<PointerType>(type); p && !is_string_pointer(type)) {
    if (as<TupleTypeC>(p->base) || is_void(p->base)) return unknown_member(c, span, type, name);
    if (auto* pp = as<PointerType>(p->base); pp && struct_of(pp, &through_pointer)) return unknown_member(c, span, type, name);
  }
  if (auto* complex = as<ComplexType>(type)) return complex_part(c, span, object, complex, name);
  if (is_view(type))
    if (Expr* found = view_attribute(c, span, object, name)) return found;
  if (as<ExtensionType>(type) || as<BufferType>(type)) return extension_attribute(c, span, object, name);
  return python_attribute(c, span, object, name);
}

// What `cython.PATH` is as a value; null: nothing that the compiler knows.
Expr* cython_constant(Checker& c, Span span, std::string_view path) {
  if (path == "compiled") return truth_flag(c, span, true);
  if (path == "NULL") return c.literal(span, c.types.null_pointer, "NULL");
  if (path == "view.array") return c.call_runtime(span, rt::view_array_type, c.types.object, {});
  if (path == "view.memoryview") return c.call_runtime(span, rt::view_memoryview_type, c.types.object, {});
  if (path == "__version__") return c.constant(span, {Constant::Str, "3.3.1", {}});
  if (path == "set" || path == "frozenset") return python_name(c, span, Text(path), true);  // names from when these were no builtins
  return nullptr;
}

namespace {

// Type.member: enum members, static methods and unbound methods; null when it is an ordinary attribute.
Expr* member_of_type(Checker& c, const ast::Attribute& n, Symbol* type) {
  if (as<EnumType>(type->type)) {
    Scope* scope = c.scope_of_type(resolved(type->type));
    Symbol* member = scope ? c.look_up_in(*scope, n.name) : nullptr;
    if (member && member->kind == SymbolKind::EnumMember) return symbol_value(c, n.span, member, nullptr);
    if (as<EnumType>(type->type)->is_cpdef) return nullptr;
    return unknown_member(c, n.span, type->type, n.name);
  }
  if (auto* e = as<ExtensionType>(type->type)) {
    Symbol* member = member_of(c, e, n.name);
    if (member && member->kind == SymbolKind::CFunction && !member->is_cpdef) return symbol_value(c, n.span, member, nullptr);
    return nullptr;
  }
  if (is_cpp_class(type->type)) {
    Symbol* member = member_of(c, type->type, n.name);
    if (!member) return unknown_member(c, n.span, type->type, n.name);
    return symbol_value(c, n.span, member, nullptr);
  }
  return nullptr;
}

Expr* module_attribute(Checker& c, const ast::Attribute& n, Symbol* module) {
  Symbol* member = module->scope ? c.look_up_in(*module->scope, n.name) : nullptr;
  bool is_python = module->python_counterpart || state_of(c).python_names.count(module->name);
  if (member && !(is_python && member->kind == SymbolKind::PythonName) && !(is_python && member->kind == SymbolKind::CFunction && member->is_cpdef)) {
    if (member->kind == SymbolKind::PythonName || (member->kind == SymbolKind::TypeName && !as<ExtensionType>(member->type) && is_python))
      return python_attribute(c, n.span, python_name(c, n.value->span, module->name, false), n.name);
    return symbol_value(c, n.span, member, nullptr);
  }
  if (!is_python && !state_of(c).python_names.empty()) {
    c.error(n.name_span, diag::no_such_module_member, module->name, n.name);
    return c.error_value(n.span);
  }
  return nullptr;
}

}  // namespace

Expr* Checker::check(const ast::Attribute& n) {
  if (std::string path = cython_path(*this, n); !path.empty()) {
    if (Expr* made = cython_constant(*this, n.span, path)) return made;
    if (type_of_expression(n)) {
      error(n.span, diag::type_is_no_value);
      return error_value(n.span);
    }
    return python_attribute(*this, n.span, expr(*n.value), n.name);
  }
  if (Symbol* module = module_member(*this, *n.value); module && module->kind == SymbolKind::CModule)
    if (Expr* found = module_attribute(*this, n, module)) return found;
  if (Symbol* type = type_name(*this, *n.value))
    if (Expr* found = member_of_type(*this, n, type)) return found;
  bool may_borrow = state_of(*this).borrowable == &n;
  state_of(*this).borrowable = n.value;  // only what it holds is wanted
  Expr* object = expr(*n.value);
  state_of(*this).borrowable = nullptr;
  Saved<bool> borrow(state_of(*this).may_borrow, may_borrow);
  if (auto* f = signature_of(object->type); f && typed::as<typed::GlobalVariable>(object))
    if (auto* g = typed::as<typed::GlobalVariable>(object); g->symbol->kind == SymbolKind::CFunction) object = to_object(*this, object);
  return attribute_of(*this, n.span, object, n.name);
}

}  // namespace cyrite::check
