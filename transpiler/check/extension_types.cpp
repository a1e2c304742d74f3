// Extension types (cdef class): what their declarations say of fields, C methods, bases and C names.
#include <algorithm>

#include <fmt/format.h>

#include "check/dataclasses.h"
#include "check/extension_types.h"

namespace cyrite::check {

int special_method_arity(std::string_view name) {
  const SpecialMethod* row = find_special_method(name);
  return row ? row->arity : -2;
}

// A field name that C++ could not take as it is gets an underscore.
Text safe_field_name(Text name) {
  for (std::string_view word :
       {"alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl",
        "const", "constexpr", "const_cast", "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
        "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace",
        "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or", "or_eq", "private", "protected", "public", "register",
        "reinterpret_cast", "return", "short", "signed", "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template",
        "this", "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void",
        "volatile", "wchar_t", "while", "xor", "xor_eq", "errno", "stdin", "stdout", "stderr", "EOF", "NULL", "ob_base", "ob_refcnt",
        "ob_type", "unix", "linux", "major", "minor"})
    if (name == word) return Text(name.str() + "_");
  return name;
}

namespace {

// What the header of a class says, whichever syntax it is written in.
struct Header {
  const ast::Stmt* node = nullptr;
  Text name, module_path;
  Span span;
  ast::List<ast::Expr> bases;
  Text object_name, type_name, check_size;
  bool has_body = false;
  ast::Modifiers modifiers;
  const Decorations* decorations = nullptr;
};

const Type* base_of(Checker& c, const Header& h) {
  if (h.bases.empty()) return nullptr;
  const ast::Expr& e = *h.bases[0];
  const Type* base = c.type_of_expression(e);
  // As the base of a class, these names mean Python's classes and not C's types.
  if (base == c.types.int_) base = c.types.py_int;
  else if (base == c.types.double_ || base == c.types.float_) base = c.types.py_float;
  else if (base == c.types.double_complex) base = c.types.py_complex;
  if (!base) {
    c.error(e.span, diag::base_not_extension_type, h.name.view());
    return nullptr;
  }
  if (is_error(base) || kind_of(base) == TypeKind::Object) return nullptr;
  if (auto* builtin = as<BuiltinType>(base)) {
    if (builtin->cls == BuiltinClass::Tuple || builtin->cls == BuiltinClass::Bytes) { c.error(e.span, diag::variable_size_base, type_text(base)); return nullptr; }
    return base;
  }
  auto* extension = as<ExtensionType>(base);
  if (!extension) { c.error(e.span, diag::base_not_extension_type, h.name.view()); return nullptr; }
  if (extension->is_final) c.error(e.span, diag::final_base, type_text(base), h.name.view());
  return base;
}

void name_in_c(Checker& c, ExtensionType& type, const Header& h) {
  const Place& place = declarations_of(c).place;
  Scope* module = module_scope_of(c.at.scope);
  bool main = is_main_scope(c, c.at.scope);
  std::string own = main && h.module_path.empty() ? h.name.str() : identifier_text((h.module_path ? h.module_path.str() : module->name.str()) + "." + h.name.str()).str();
  type.object_struct = h.object_name ? h.object_name : Text("cy_obj_" + own);
  const BuiltinType* builtin = h.module_path == "__builtin__" || h.module_path == "builtins" ? c.types.builtin(h.name) : nullptr;
  type.type_object = builtin ? Text(fmt::format("((PyTypeObject*){})", builtin->type_object.view())) : h.type_name ? h.type_name : Text("cy_type_" + own);
  type.vtable_struct = Text("cy_vtab_" + own);
  type.vtable_pointer = Text("cy_vtabptr_" + own);
  type.in_header = place.is_extern;
  type.is_extern = place.is_extern || h.modifiers.visibility == ast::Visibility::Extern;
  if (builtin) type.module_name = {};
  else if (h.module_path) type.module_name = h.module_path;
  else if (!main) type.module_name = module->name;
  else if (type.is_extern && !h.module_path) type.module_name = {};
  type.is_imported = !type.module_name.empty() && !(type.module_name == c.options.module_name);
  if (!type.is_imported) type.module_name = {};
  type.is_public = h.modifiers.visibility == ast::Visibility::Public;
  type.is_api = h.modifiers.api;
  type.check_size = h.check_size;
}

// The symbol and type of a class: made, or those of an earlier declaration. Null after a redeclaration error.
Symbol* class_symbol(Checker& c, const Header& h) {
  Scope& scope = *c.at.scope;
  const Place& place = declarations_of(c).place;
  Symbol* known = scope.find_here(h.name);
  if (known && known->kind == SymbolKind::TypeName && known->owner == &scope && known->type->kind == TypeKind::Extension) {
    auto* type = static_cast<const ExtensionType*>(known->type);
    bool implements = known->declared_in_pxd && !place.in_pxd && !known->is_defined;
    if (h.has_body && type->is_complete && !implements) { redeclared(c, h.span, h.name, *known); return nullptr; }
    return known;
  }
  if (known && known->kind != SymbolKind::PythonName && !(known->kind == SymbolKind::TypeName && known->owner != &scope)) {
    redeclared(c, h.span, h.name, *known);
    return nullptr;
  }
  auto* type = c.types.make_named<ExtensionType>(TypeKind::Extension, h.name, {});
  name_in_c(c, *type, h);
  type->c_name = type->object_struct;
  type->span = h.span;
  type->scope = new_scope(c, ScopeKind::ExtensionClass, h.name, &scope);
  type->scope->owner_type = type;
  Symbol* symbol = add_symbol(c, scope, SymbolKind::TypeName, h.name, type, h.span);
  symbol->origin = type->is_imported ? Origin::OtherModule : Origin::ThisModule;
  symbol->c_name = type->type_object;
  symbol->visibility = h.modifiers.visibility;
  symbol->api = h.modifiers.api;
  symbol->module_name = type->module_name;
  return symbol;
}

void apply_decorations(ExtensionType& type, const Decorations& d, const Directives& directives) {
  type.is_final |= d.is_final;
  type.is_internal |= d.internal;
  type.no_gc |= d.no_gc;
  type.no_gc_clear |= d.no_gc_clear;
  type.trashcan |= d.trashcan;
  type.no_trashcan |= d.no_trashcan;
  if (d.freelist) type.freelist = d.freelist;
  if (d.collection_type) type.collection = d.collection_type;
  type.type_version_tag = directives.type_version_tag ? 1 : 0;
}

// ---------------------------------------------------------------- fields

void add_field(Checker& c, ExtensionType& type, Text name, Text cname, const Type* field_type, ast::Visibility visibility, Span span, const ast::Node* definition) {
  const Place& place = declarations_of(c).place;
  Scope& scope = *type.scope;
  if (special_method_arity(name.view()) != -2) { c.error(span, diag::special_name_of_field, name.view()); return; }
  if (Symbol* known = scope.find_here(name)) { redeclared(c, span, name, *known); return; }
  if (Symbol* inherited = type.base ? find_member(c, type.base, name) : nullptr; inherited && inherited->kind == SymbolKind::Field) {
    redeclared(c, span, name, *inherited);
    return;
  }
  if (visibility != ast::Visibility::Private && visibility != ast::Visibility::Extern && (name == "__weakref__" || name == "__dict__")) c.error(span, diag::special_field_exposed, name.view());
  if (as<BufferType>(field_type)) { c.error(span, diag::buffer_not_local); field_type = c.types.error; }
  if (auto* reference = as<ReferenceType>(field_type); reference) { c.error(span, diag::reference_variable); field_type = c.types.error; }
  if (contains_fused(field_type)) { c.error(span, diag::fused_not_here); field_type = c.types.error; }
  if (is_incomplete(field_type) && !is_error(field_type) && !as<ArrayType>(field_type)) c.error(span, diag::incomplete_variable, type_text(field_type));
  if (kind_of(field_type) == TypeKind::Function) field_type = c.types.pointer_to(field_type);
  if (name == "__dict__") {
    if (!is_builtin(field_type, BuiltinClass::Dict)) c.error(span, diag::dict_slot_type);
    type.has_dict = true;
  }
  if (name == "__weakref__") type.has_weakref = true;
  Text c_name = cname ? cname : type.is_extern || place.is_extern ? name : safe_field_name(name);
  type.fields.push_back({name, c_name, field_type, span});
  Symbol* symbol = add_symbol(c, scope, SymbolKind::Field, name, field_type, span);
  symbol->c_name = c_name;
  symbol->visibility = visibility;
  symbol->is_readonly = visibility == ast::Visibility::Readonly;
  symbol->declared_in_pxd = place.in_pxd;
  symbol->definition = definition;
}

// ---------------------------------------------------------------- C methods

bool same_c_signature(Checker& c, const FunctionType& sub, const FunctionType& base) {
  if (c.types.signature_of(&sub) == c.types.signature_of(&base)) return true;
  if (sub.parameters.size() < base.parameters.size() || sub.has_varargs != base.has_varargs) return false;
  for (std::size_t k = 1; k < base.parameters.size(); ++k)
    if (resolved(sub.parameters[k].type) != resolved(base.parameters[k].type)) return false;
  for (std::size_t k = base.parameters.size(); k < sub.parameters.size(); ++k)
    if (!sub.parameters[k].has_default) return false;
  if (resolved(sub.result) == resolved(base.result)) return true;
  return is_object(sub.result) && is_object(base.result);
}

void place_in_vtable(Checker& c, ExtensionType& type, Symbol& symbol, bool is_new) {
  Symbol* inherited = type.base ? find_member(c, type.base, symbol.name) : nullptr;
  bool is_method = inherited && inherited->kind == SymbolKind::CFunction;
  auto* function = static_cast<const FunctionType*>(symbol.type);
  if (is_method) {
    auto* before = static_cast<const FunctionType*>(inherited->type);
    if (inherited->is_final) c.error(symbol.span, diag::override_of_final);
    else if (!same_c_signature(c, *function, *before) && is_new) {
      c.error(symbol.span, diag::signature_differs);
      return;
    }
    // One that C calls in another way has a place of its own; what stands in that of the base class calls it.
    bool same_call = symbol.is_cpdef == inherited->is_cpdef && function->parameters.size() == before->parameters.size() && function->optional_count == before->optional_count;
    if (same_call || inherited->virtual_index < 0) {
      symbol.virtual_index = inherited->virtual_index;
      return;
    }
  }
  // What the definition says of const views holds for its callers.
  if (symbol.virtual_index >= 0 && symbol.virtual_index < static_cast<int>(type.methods.size()) && type.methods[symbol.virtual_index].symbol == &symbol)
    type.methods[symbol.virtual_index].type = function;
  if (!is_new || symbol.virtual_index >= 0) return;
  symbol.virtual_index = static_cast<int>(type.methods.size());
  type.methods.push_back({symbol.name, symbol.c_name, function, &symbol, symbol.is_cpdef, symbol.is_final, function->optional_count});
  type.has_vtable = true;
}

const FunctionType* with_self(Checker& c, const FunctionType& f, const ExtensionType& type, Text name, Span span, bool is_static) {
  if (is_static) {
    FunctionType copy = f;
    copy.is_static_method = true;
    return c.types.function(std::move(copy));
  }
  if (f.parameters.empty()) { c.error(span, diag::method_without_self); return &f; }
  const Type* self = f.parameters[0].type;
  if (resolved(self) == &type) return &f;
  FunctionType copy = f;
  bool fits = kind_of(self) == TypeKind::Object || is_error(self);
  for (const Type* base = type.base; base && !fits; base = as<ExtensionType>(base) ? as<ExtensionType>(base)->base : nullptr) fits = resolved(self) == base;
  if (!fits) c.error(span, diag::method_self_type, type_text(self), name.view(), type.name.view());
  if (kind_of(self) == TypeKind::Object) copy.parameters[0].type = &type;
  return c.types.function(std::move(copy));
}

}  // namespace

Text c_setter_name(Text property) { return Text(property.str() + ".setter"); }

Symbol* find_member(Checker& c, const Type* type, Text name) {
  Scope* scope = c.scope_of_type(type);
  return scope ? c.look_up_in(*scope, name) : nullptr;
}

Symbol* declare_c_method(Checker& c, ExtensionType& type, const ast::NameDeclarator& name, const FunctionType* function, const ast::Modifiers& m,
                         const ast::Node* definition, bool has_body, const Decorations* decorations) {
  if (int arity = special_method_arity(name.name.view()); arity != -2 && !type.is_extern) {
    c.error(name.name_span, diag::special_method_cdef, name.name.view());
    return nullptr;
  }
  bool is_static = decorations && decorations->static_method;
  function = with_self(c, *function, type, name.name, name.name_span, is_static);
  Symbol* known = type.scope->find_here(name.name);
  bool is_new = !known;
  Symbol* symbol = declare_c_function(c, *type.scope, name, function, m, definition, has_body, decorations);
  if (symbol->kind != SymbolKind::CFunction) return nullptr;
  symbol->is_static |= is_static;
  symbol->is_final |= decorations && decorations->is_final;
  if (type.is_imported) { symbol->origin = Origin::OtherModule; symbol->module_name = type.module_name; }
  place_in_vtable(c, type, *symbol, is_new);
  if (contains_fused(symbol->type)) declare_fused_instances(c, *symbol);
  return symbol;
}

namespace {

// An inline `@property` of an extern class (as in numpy's .pxd): a C function of the object that an attribute calls.
// Its setter is another one, under a name that no source can write.
void declare_c_property(Checker& c, ExtensionType& type, const ast::CFunctionDef& d, bool setter) {
  const ast::NameDeclarator* name = nullptr;
  FunctionContext context;
  context.nonempty = true;
  context.is_method = true;
  DeclarationState& state = declarations_of(c);
  Restore place(state.place);
  state.place.in_pxd = state.place.is_extern = false;
  const Type* resolved_type = resolve_declared(c, *d.type, d.declarator, &name, context);
  if (!name || resolved_type->kind != TypeKind::Function) return;
  FunctionType copy = *static_cast<const FunctionType*>(resolved_type);
  copy.nogil |= d.modifiers.nogil;
  if (!d.modifiers.is_inline) c.error(d.span, diag::c_property_form, "be declared inline");
  if (!setter && is_void(copy.result)) c.error(d.span, diag::c_property_form, "give a value");
  if (copy.parameters.size() != (setter ? 2 : 1)) { c.error(d.span, diag::c_property_self); return; }
  Text own_name = setter ? c_setter_name(name->name) : name->name;
  Symbol* symbol = add_symbol(c, *type.scope, SymbolKind::Property, own_name, c.types.function(std::move(copy)), name->name_span);
  symbol->c_name = identifier_text(fmt::format("cy_{}_{}.{}.{}", setter ? "set" : "get", module_scope_of(c.at.scope)->name.view(), type.name.view(), name->name.view()));
  symbol->is_inline = true;
  symbol->definition = &d;
  symbol->is_defined = true;
  state.inline_functions.push_back(symbol);
}

void declare_members(Checker& c, ExtensionType& type, ast::Block body);

void declare_member_variables(Checker& c, ExtensionType& type, const ast::CVarDef& d) {
  const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::Function);
  const Type* base = c.resolve_type(*d.type);
  for (const ast::CDeclarator& declarator : d.declarators) {
    const ast::NameDeclarator* name = nullptr;
    FunctionContext context;
    context.is_method = !decorations->static_method;
    const Type* member = resolve_declarator(c, base, declarator.declarator, &name, context);
    if (!name || name->name.empty() || name->name == "__cythonbufferdefaults__") continue;
    if (member->kind == TypeKind::Function) {
      FunctionType copy = *static_cast<const FunctionType*>(member);
      copy.nogil |= d.modifiers.nogil;
      const FunctionType* written = with_given_types(c, static_cast<const FunctionType*>(c.types.function(std::move(copy))), *decorations);
      Symbol* symbol = declare_c_method(c, type, *name, written, d.modifiers, &d, false, decorations);
      if (symbol) declarations_of(c).decorations_of_declaration[symbol] = decorations;
      if (!declarations_of(c).place.in_pxd && !type.is_extern) c.error(name->name_span, diag::declared_not_defined, name->name.view());
      continue;
    }
    if (d.modifiers.overridable) c.error(d.span, diag::cpdef_variable);
    if (name->name == "__cythonbufferdefaults__") continue;  // defaults of buffer arguments: `mode` is the only one in use
    if (declarations_of(c).implementing) { c.error(name->name_span, diag::field_in_implementation); continue; }
    add_field(c, type, name->name, name->cname, member, d.modifiers.visibility, name->name_span, &d);
    if (declarator.value) c.error(declarator.span, diag::value_in_class);
  }
}

void declare_method_definition(Checker& c, ExtensionType& type, const ast::CFunctionDef& d) {
  DeclarationState& state = declarations_of(c);
  const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::Function);
  if (decorations->property && type.is_extern) {
    if (d.decorators.size() > 1) c.error(d.decorators[1]->span, diag::c_property_form, "have no other decorator");
    declare_c_property(c, type, d, false);
    return;
  }
  if (decorations->accessor == "setter" && type.is_extern) { declare_c_property(c, type, d, true); return; }
  if (decorations->accessor && type.is_extern) { c.not_supported(d.span, "the deleter of a C property"); return; }
  for (const ast::Expr* e : decorations->python) {
    auto* name = ast::as<ast::Name>(e);
    if (name && ((name->name == "staticmethod" && decorations->static_method) || (name->name == "classmethod" && decorations->class_method))) continue;
    c.error(e->span, diag::decorated_c_function);
  }
  Restore directives(c.at.directives, decorations->directives);
  bool from_pxd = state.place.in_pxd;
  if (from_pxd && !d.modifiers.is_inline) { c.error(d.span, diag::body_in_pxd); return; }
  const ast::NameDeclarator* name = nullptr;
  FunctionContext context;
  context.nonempty = true;
  context.is_method = !decorations->static_method;
  const Type* member = resolve_declared(c, *d.type, d.declarator, &name, context);
  if (!name || member->kind != TypeKind::Function) return;
  FunctionType copy = *static_cast<const FunctionType*>(member);
  copy.nogil |= d.modifiers.nogil || decorations->nogil;
  auto* function = with_given_types(c, static_cast<const FunctionType*>(c.types.function(std::move(copy))), *decorations);
  Symbol* symbol = declare_c_method(c, type, *name, function, d.modifiers, &d, true, decorations);
  if (!symbol || symbol->definition != &d) return;
  if (from_pxd) { symbol->is_final = true; symbol->origin = Origin::ThisModule; state.inline_functions.push_back(symbol); return; }
  typed::Function* f = make_c_function(c, *symbol, &d, name->name_span);
  f->owner = &type;
  f->is_static_method = symbol->is_static;
  state.decorations_of_function[f] = decorations;
}

void declare_annotated_field(Checker& c, ExtensionType& type, const ast::AnnAssign& s) {
  auto* name = ast::as<ast::Name>(s.target);
  if (!name) return;
  Annotation annotation = read_annotation(c, *s.annotation);
  auto* d = declarations_of(c).class_decorations;
  // A field of a dataclass whose annotation says nothing of C holds any object.
  if (!annotation.type && d && d->dataclass && !annotation.is_init_var && c.at.directives->annotation_typing) annotation.type = c.types.object;
  if (!annotation.type || annotation.is_class_var || declarations_of(c).implementing) return;
  if (type.scope->find_here(name->name)) return;
  bool shown = d && d->dataclass && (is_object(annotation.type) || c.convertible(annotation.type, c.types.object));
  auto visibility = !shown ? ast::Visibility::Private : dataclass_option(*d, "frozen", false) ? ast::Visibility::Readonly : ast::Visibility::Public;
  add_field(c, type, name->name, {}, annotation.type, visibility, name->span, &s);
}

// x = cython.declare(cython.int, visibility="public")
void declare_assigned_field(Checker& c, ExtensionType& type, const ast::Assign& s) {
  auto* call = ast::as<ast::Call>(s.value);
  if (!call || cython_name(c, *call->callee) != "declare" || call->arguments.empty()) return;
  const Type* field = c.type_of_expression(*call->arguments[0]);
  if (!field) { c.error(call->span, diag::not_a_type_expression); return; }
  auto visibility = ast::Visibility::Private;
  for (const ast::Keyword* k : call->keywords)
    if (k->name == "visibility")
      if (auto* text = ast::as<ast::StringLiteral>(k->value))
        visibility = text->value == "public" ? ast::Visibility::Public : text->value == "readonly" ? ast::Visibility::Readonly : visibility;
  for (const ast::Expr* target : s.targets)
    if (auto* name = ast::as<ast::Name>(target)) add_field(c, type, name->name, {}, field, visibility, name->span, &s);
}

void declare_python_member(Checker& c, ExtensionType& type, const ast::FunctionDef& d) {
  const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::Function);
  bool special = special_method_arity(d.name.view()) != -2;
  Symbol* known = type.scope->find_here(d.name);
  bool from_pxd = known && known->kind == SymbolKind::CFunction && known->declared_in_pxd && !known->is_defined;
  if (!special && (decorations->cfunc || decorations->ccall || from_pxd)) {
    declare_pure_method(c, type, d, *decorations);
    return;
  }
  if (known && known->kind == SymbolKind::Field && known->visibility == ast::Visibility::Private && decorations->property) return;  // as a property block
  if (known && (known->kind == SymbolKind::CFunction || known->kind == SymbolKind::Field)) { redeclared(c, d.name_span, d.name, *known); return; }
  if (!known) add_symbol(c, *type.scope, decorations->property ? SymbolKind::Property : SymbolKind::PythonName, d.name, c.types.object, d.name_span);
}

void declare_member(Checker& c, ExtensionType& type, const ast::Stmt& s) {
  switch (s.kind) {
    case ast::NodeKind::CVarDef: declare_member_variables(c, type, static_cast<const ast::CVarDef&>(s)); break;
    case ast::NodeKind::CFunctionDef: declare_method_definition(c, type, static_cast<const ast::CFunctionDef&>(s)); break;
    case ast::NodeKind::CdefBlock: declare_members(c, type, static_cast<const ast::CdefBlock&>(s).body); break;
    case ast::NodeKind::CompileTimeIf: declare_members(c, type, chosen_branch(c, static_cast<const ast::CompileTimeIf&>(s))); break;
    case ast::NodeKind::AnnAssign: declare_annotated_field(c, type, static_cast<const ast::AnnAssign&>(s)); break;
    case ast::NodeKind::Assign: declare_assigned_field(c, type, static_cast<const ast::Assign&>(s)); break;
    case ast::NodeKind::FunctionDef: declare_python_member(c, type, static_cast<const ast::FunctionDef&>(s)); break;
    case ast::NodeKind::PropertyDef: {
      auto& d = static_cast<const ast::PropertyDef&>(s);
      Symbol* known = type.scope->find_here(d.name);
      // A property may show a private field under the field's own name: C code goes on to see the field.
      if (known && known->kind == SymbolKind::Field && known->visibility == ast::Visibility::Private) break;
      if (known) redeclared(c, d.name_span, d.name, *known);
      else add_symbol(c, *type.scope, SymbolKind::Property, d.name, c.types.object, d.name_span);
      break;
    }
    case ast::NodeKind::EnumDef: case ast::NodeKind::StructDef: case ast::NodeKind::Typedef: case ast::NodeKind::CompileTimeDef:
    case ast::NodeKind::FusedDef: declare_statement(c, s); break;
    default: break;
  }
}

void declare_members(Checker& c, ExtensionType& type, ast::Block body) {
  for (const ast::Stmt* s : body) declare_member(c, type, *s);
}

// functools.total_ordering under the name by which the module imports it.
bool is_total_ordering(Checker& c, const ast::Expr& e) {
  auto* attribute = ast::as<ast::Attribute>(&e);
  auto* name = ast::as<ast::Name>(attribute ? attribute->value : &e);
  const ast::Module* tree = c.module_scope->module->tree;
  if (!name || !tree || (attribute && attribute->name != "total_ordering")) return false;
  for (const ast::Stmt* s : tree->body) {
    if (auto* i = ast::as<ast::Import>(s); i && attribute)
      for (auto& alias : i->names)
        if (alias.name == "functools" && (alias.as_name ? alias.as_name : alias.name) == name->name) return true;
    if (auto* i = ast::as<ast::ImportFrom>(s); i && !attribute && i->module == "functools")
      for (auto& alias : i->names)
        if (alias.name == "total_ordering" && (alias.as_name ? alias.as_name : alias.name) == name->name) return true;
  }
  return false;
}

// A class whose base is defined further on in the text: it is declared after that one, which its fields and methods follow.
bool waits_for_base(Checker& c, const Header& h, ExtensionType& type, const Type* base) {
  DeclarationState& state = declarations_of(c);
  if (!base || !state.later_classes.count(base)) return false;
  state.waiting_classes.push_back({base, &type, h.bases[0]->span, static_cast<const ast::Stmt*>(h.node), c.at.scope, c.at.directives, state.place});
  return true;
}

void declare_waiting_classes(Checker& c, const Type* base) {
  DeclarationState& state = declarations_of(c);
  auto first = std::stable_partition(state.waiting_classes.begin(), state.waiting_classes.end(), [&](const auto& w) { return w.base != base; });
  std::vector<DeclarationState::WaitingClass> waiting(first, state.waiting_classes.end());
  state.waiting_classes.erase(first, state.waiting_classes.end());
  for (const DeclarationState::WaitingClass& w : waiting) {
    Restore scope(c.at.scope, w.scope);
    Restore directives(c.at.directives, w.directives);
    Restore place(state.place, w.place);
    declare_statement(c, *w.definition);
  }
}

void declare_class_body(Checker& c, const Header& h, Symbol* symbol, const Type* base, ast::Block body);

void declare_class(Checker& c, const Header& h, ast::Block body) {
  DeclarationState& state = declarations_of(c);
  Symbol* symbol = class_symbol(c, h);
  if (!symbol) return;
  auto& type = *const_cast<ExtensionType*>(static_cast<const ExtensionType*>(symbol->type));
  apply_decorations(type, *h.decorations, *h.decorations->directives);
  if (state.place.in_pxd) symbol->declared_in_pxd = true;
  if (!h.has_body) return;
  const Type* base = base_of(c, h);
  if (waits_for_base(c, h, type, base)) return;
  state.later_classes.erase(&type);
  if (auto* extension = as<ExtensionType>(base); extension && !extension->is_complete) c.error(h.bases[0]->span, diag::incomplete_base, type_text(base), h.name.view());
  declare_class_body(c, h, symbol, base, body);
  declare_waiting_classes(c, &type);
}

void declare_class_body(Checker& c, const Header& h, Symbol* symbol, const Type* base, ast::Block body) {
  DeclarationState& state = declarations_of(c);
  auto& type = *const_cast<ExtensionType*>(static_cast<const ExtensionType*>(symbol->type));
  bool has_doc = false;
  std::string_view doc = docstring_of(body, has_doc);
  if (state.place.in_pxd && has_doc) state.docs_in_pxd[&type] = doc;  // for the definition that has none
  bool implementing = symbol->declared_in_pxd && !state.place.in_pxd && type.is_complete;
  bool placeholder = !implementing;
  if (placeholder) type.base = base;
  else if (base && type.base != base) c.error(h.span, diag::base_differs, h.name.view());
  if (type.base && h.decorations->freelist && as<ExtensionType>(type.base)) {
    auto* definition = ast::as<ast::CClassDef>(h.node);
    Span at = definition && !definition->decorators.empty() ? definition->decorators[0]->span : h.span;
    c.diagnostics.report(at, diag::freelist_of_subtype, h.name.view());
    type.freelist = 0;
  }
  if (auto* extension = as<ExtensionType>(type.base)) {
    type.has_vtable |= extension->has_vtable;
    if (type.freelist && !h.decorations->freelist) type.freelist = 0;
    type.has_dict |= extension->has_dict;
    type.has_weakref |= extension->has_weakref;
  }
  Restore scope(c.at.scope, type.scope);
  Restore directives(c.at.directives, h.decorations->directives);
  Restore how(state.implementing, implementing);
  Restore around(state.class_decorations, h.decorations);
  Restore name(c.at.class_name, h.name);
  type.is_complete = true;
  Restore place(state.place);
  state.place.is_extern = state.place.is_extern || type.is_extern;
  state.place.extern_noexcept = false;  // C methods of extern classes are Cython's: they may raise
  state.place.is_extern = false;
  declare_members(c, type, body);
  // As in Cython, the instances of fused methods have their places in the vtable after those of all plain methods.
  std::stable_partition(type.methods.begin(), type.methods.end(), [](const VirtualMethod& m) { return m.name.view().rfind("__pyx_fuse_", 0) != 0; });
  // The digits of an int end its object: nothing can come after them.
  if (is_builtin(type.base, BuiltinClass::Int) && (!type.fields.empty() || type.has_vtable)) c.error(h.span, diag::variable_size_base, type_text(type.base));
  if (state.place.in_pxd) { symbol->is_defined = type.is_imported || type.is_extern; return; }
  symbol->is_defined = true;
  if (type.is_imported || type.is_extern) return;
  auto* cls = c.arena.make_owned<typed::ExtensionClass>();
  cls->type = &type;
  cls->span = h.span;
  cls->directives = h.decorations->directives;
  cls->total_ordering = h.decorations->total_ordering;
  for (const ast::Expr* e : h.decorations->python) cls->total_ordering |= is_total_ordering(c, *e);
  auto declared_doc = state.docs_in_pxd.find(&type);
  bool from_pxd = !has_doc && declared_doc != state.docs_in_pxd.end();
  cls->doc = from_pxd ? declared_doc->second : doc;
  cls->has_doc = (has_doc || from_pxd) && c.options.docstrings;
  c.module->classes.push_back(cls);
  state.classes[h.node] = cls;
  state.class_of_type[&type] = cls;
}

}  // namespace

namespace {
Header header_of(Checker& c, const ast::CClassDef& d) {
  Header h;
  h.node = &d;
  h.name = d.as_name ? d.as_name : d.path.back();
  std::string path;
  for (std::size_t k = 0; k + 1 < d.path.size(); ++k) path += (k ? "." : "") + d.path[k].str();
  h.module_path = Text(path);
  h.span = d.name_span;
  h.bases = d.bases;
  h.object_name = d.object_name;
  h.type_name = d.type_name;
  h.check_size = d.check_size;
  h.has_body = d.has_body;
  h.modifiers = d.modifiers;
  (void)c;
  return h;
}
}  // namespace

// Classes that wait for each other.
void report_waiting_classes(Checker& c) {
  for (const DeclarationState::WaitingClass& w : declarations_of(c).waiting_classes) {
    c.error(w.base_span, diag::incomplete_base, type_text(w.base), w.type->name.view());
    w.type->is_complete = true;  // one message is enough
  }
}

// Classes may be used before the statement that defines them.
void declare_class_name(Checker& c, const ast::CClassDef& d) {
  if (c.at.scope->kind != ScopeKind::Module) return;
  Header h = header_of(c, d);
  if (c.at.scope->find_here(h.name)) return;
  if (Symbol* symbol = class_symbol(c, h)) declarations_of(c).later_classes.insert(symbol->type);
}

// A class of Python's syntax that `cython.cclass` makes an extension type. Imports are not read yet: `cython` is taken by its name.
void declare_pure_class_name(Checker& c, const ast::ClassDef& d) {
  if (c.at.scope->kind != ScopeKind::Module || c.at.scope->find_here(d.name)) return;
  auto is_cclass = [](const ast::Expr* e) {
    auto* attribute = ast::as<ast::Attribute>(e);
    auto* module = attribute ? ast::as<ast::Name>(attribute->value) : nullptr;
    return module && module->name == "cython" && attribute->name == "cclass";
  };
  if (!std::any_of(d.decorators.begin(), d.decorators.end(), is_cclass)) return;
  Header h;
  h.node = &d;
  h.name = d.name;
  h.span = d.name_span;
  if (Symbol* symbol = class_symbol(c, h)) declarations_of(c).later_classes.insert(symbol->type);
}

void declare_extension_type(Checker& c, const ast::CClassDef& d) {
  Header h = header_of(c, d);
  h.decorations = read_decorators(c, d, d.decorators, DirectiveScope::ExtensionClass);
  bool is_extern = declarations_of(c).place.is_extern || d.modifiers.visibility == ast::Visibility::Extern;
  if (is_extern && h.object_name.empty() && declarations_of(c).place.is_extern) c.error(d.span, diag::extern_class_object);
  for (const ast::Expr* e : h.decorations->python)
    if (!is_total_ordering(c, *e)) { c.error(e->span, diag::decorated_c_class); break; }
  declare_class(c, h, d.body);
}

void declare_pure_extension_type(Checker& c, const ast::ClassDef& d, const Decorations& decorations) {
  Header h;
  h.node = &d;
  h.name = d.name;
  h.span = d.name_span;
  h.bases = d.bases;
  h.has_body = true;
  h.decorations = &decorations;
  if (!d.keywords.empty()) c.error(d.keywords[0]->span, diag::class_keywords);
  declare_class(c, h, d.body);
}

}  // namespace cyrite::check
