// Checks a module: its .pxd and its own declarations are bound, then the statements of its body are checked in order.
#include <algorithm>

#include <fmt/format.h>

#include <algorithm>

#include "check/expressions.h"
#include "check/fused.h"
#include "check/statements.h"

namespace cyrite::check {
namespace {

void add_builtin_type(Checker& c, Text name, const Type* type) {
  Symbol* symbol = add_symbol(c, *c.builtin_scope, SymbolKind::TypeName, name, type, {});
  symbol->origin = Origin::Builtin;
  symbol->is_python_builtin = true;
}

// Py_buffer and Py_complex: structs of the C API that are known without a cimport.
void add_builtin_struct(Checker& c, Text name, std::initializer_list<std::pair<Text, const Type*>> fields) {
  auto* type = c.types.make_named<StructType>(TypeKind::Struct, name, name);
  type->is_complete = type->declared_extern = type->is_typedef_form = true;
  type->scope = new_scope(c, ScopeKind::Struct, name, nullptr);
  type->scope->owner_type = type;
  for (auto& [field, field_type] : fields) {
    type->fields.push_back({field, field, field_type, {}});
    add_symbol(c, *type->scope, SymbolKind::Field, field, field_type, {})->c_name = field;
  }
  add_builtin_type(c, name, type);
}

void make_builtin_scope(Checker& c) {
  c.builtin_scope = new_scope(c, ScopeKind::Builtins, {}, nullptr);
  TypeTable& t = c.types;
  for (const BuiltinType* type : {t.type, t.bool_, t.py_int, t.py_float, t.py_complex, t.str, t.bytes, t.bytearray, t.memoryview, t.list,
                                  t.tuple, t.dict, t.set, t.frozenset, t.slice, t.range, t.builtin("frozendict")})
    add_builtin_type(c, type->name, type);
#define EXCEPTION(name, base) add_builtin_type(c, #name, t.builtin(#name));
#include "semantics/exceptions.def"
  add_builtin_type(c, "object", t.object);
  add_builtin_type(c, "unicode", t.str);
  add_builtin_type(c, "basestring", t.str);
  const Type* ssize_pointer = t.pointer_to(t.ssize);
  add_builtin_struct(c, "Py_buffer", {{"buf", t.void_pointer}, {"obj", t.object}, {"len", t.ssize}, {"itemsize", t.ssize}, {"readonly", t.bint},
                                      {"ndim", t.int_}, {"format", t.char_pointer}, {"shape", ssize_pointer}, {"strides", ssize_pointer},
                                      {"suboffsets", ssize_pointer}, {"smalltable", t.array_of(t.ssize, 2)}, {"internal", t.void_pointer}});
  add_builtin_struct(c, "Py_complex", {{"real", t.double_}, {"imag", t.double_}});
}

// C++ libraries are spoken of: the headers are not C's, and functions may be overloaded.
bool speaks_cpp(ast::Block body) {
  auto names_library = [](std::string_view name) { return name == "libcpp" || name.substr(0, 7) == "libcpp."; };
  for (const ast::Stmt* s : body) {
    bool found = false;
    ast::match(
        *s, [&](const ast::CppClassDef&) { found = true; },
        [&](const ast::ExternBlock& n) { found = n.has_namespace || speaks_cpp(n.body); },
        [&](const ast::CdefBlock& n) { found = speaks_cpp(n.body); },
        [&](const ast::CompileTimeIf& n) {
          for (const auto& clause : n.clauses) found |= speaks_cpp(clause.body);
        },
        [&](const ast::CImportFrom& n) { found = names_library(n.module.view()); },
        [&](const ast::CImport& n) {
          for (const auto& alias : n.names) found |= names_library(alias.name.view());
        },
        [&](const ast::CVarDef& n) {
          for (const ast::CDeclarator& d : n.declarators)
            if (auto* f = function_declarator(d.declarator)) found |= f->exception_clause == ast::ExceptionClause::CppPlus;
        },
        [](const ast::Stmt&) {});
    if (found) return true;
  }
  return false;
}

void make_module(Checker& c, const ast::Module& source) {
  c.module = c.arena.make_owned<typed::Module>();
  c.module->name = c.options.module_name;
  c.module->sources = &c.sources;
  c.module->types = &c.types;
  c.module->is_cplus = c.options.is_cplus || speaks_cpp(source.body);
  c.module->is_package = c.options.is_package;
  make_builtin_scope(c);
  c.at.directives = c.arena.make<Directives>(c.options.directives);
  define_compile_time_names(c);
  c.module_scope = new_scope(c, ScopeKind::Module, c.options.module_name, nullptr);
  auto* info = c.arena.make_owned<ModuleScopeInfo>();
  info->qualified_name = c.options.module_name;
  info->is_package = c.options.is_package;
  info->is_main = true;
  info->tree = &source;
  c.module_scope->module = info;
  declarations_of(c).modules[c.options.module_name] = c.module_scope;
  c.at.scope = c.module_scope;
}

// The declarations of the .pxd beside the source hold in the source as well.
void bind_own_pxd(Checker& c, const ast::Module& pxd) {
  DeclarationState& state = declarations_of(c);
  Restore directives(c.at.directives);
  c.at.directives = directives_from_comments(c, pxd, c.options.directives);
  Restore place(state.place, Place{});
  state.place.in_pxd = true;
  declare_block(c, pxd.body);
  // A class that a .pxd only names has no layout that other modules could use.
  for (const Symbol* symbol : c.module_scope->in_order) {
    auto* type = symbol->kind == SymbolKind::TypeName ? as<ExtensionType>(symbol->type) : nullptr;
    bool own = type && symbol->owner == c.module_scope && !type->is_extern && !type->is_imported;
    if (own && !type->is_complete) c.error(symbol->span, diag::declared_not_defined, symbol->name.view());
  }
}

void make_body(Checker& c) {
  typed::Function* body = c.new_function(typed::FunctionKind::ModuleBody, c.options.module_name, {});
  body->c_name = "cy_module_body";
  body->qualified_name = "<module>";
  body->result = c.types.int_;
  c.module->body = body;
  c.module_scope->function = body;
}

// `cpdef` in an extern block: Python gets a function of this name.
void bind_extern_functions(Checker& c, StatementList& out) {
  for (Symbol* symbol : std::vector<Symbol*>(c.module_scope->in_order)) {
    bool wanted = symbol->kind == SymbolKind::CFunction && symbol->owner == c.module_scope && symbol->origin == Origin::Extern && symbol->is_cpdef && !symbol->next_overload;
    if (!wanted) continue;
    auto* value = c.make<typed::GlobalVariable>(symbol->span, symbol->type);
    value->symbol = symbol;
    auto* name = c.make<typed::ModuleName>(symbol->span, c.types.object);
    name->name = c.module->constants.name(symbol->name);
    Expr* function = function_object(c, value);
    if (!is_error(function->type)) out.push_back(assignment(c, name, function));
  }
}

// `cdef const int N = 1` in the .pxd of the module: the module gives it the value.
void check_values_of_pxd(Checker& c, const ast::Module& pxd, StatementList& out) {
  for (const ast::Stmt* s : pxd.body)
    if (auto* d = ast::as<ast::CVarDef>(s))
      if (std::any_of(d->declarators.begin(), d->declarators.end(), [](const ast::CDeclarator& one) { return one.value; })) c.statement(*s, out);
}

void check_statements(Checker& c, const ast::Module& source, const ast::Module* own_pxd) {
  bool has_doc = false;
  c.module->doc = docstring_of(source.body, has_doc);
  c.module->has_doc = has_doc && c.options.docstrings;
  c.at.function = c.module->body;
  StatementList list;
  start_annotations(c, source.body, {}, list);
  bind_extern_functions(c, list);
  if (own_pxd) check_values_of_pxd(c, *own_pxd, list);
  for (const ast::Stmt* s : without_docstring(source.body)) c.statement(*s, list);
  bind_test_dictionary(c, source, list);
  c.module->body->body = block_of(c, std::move(list), {});
}

// Functions with bodies in .pxd files: those that are used, and then those that these use.
void check_inline_functions(Checker& c) {
  DeclarationState& state = declarations_of(c);
  for (bool again = true; again;) {
    again = false;
    for (std::size_t k = 0; k < state.inline_functions.size(); ++k) {
      Symbol* symbol = state.inline_functions[k];
      if (symbol->function || !(symbol->is_used || is_main_scope(c, symbol->owner))) continue;
      auto* d = ast::as<ast::CFunctionDef>(symbol->definition);
      if (!d) continue;
      again = true;
      Context old = c.at;
      Scope* owner = symbol->owner;
      c.at = {};
      c.at.scope = owner;
      c.at.function = c.module->body;
      Scope* module = module_scope_of(owner);
      c.at.directives = symbol->directives ? symbol->directives : module->module->directives;
      make_c_function(c, *symbol, d, symbol->span);
      StatementList out;
      check_c_function(c, *d, out);
      c.at = old;
    }
  }
}

void check_all_defined(Checker& c) {
  for (const Symbol* symbol : c.module_scope->in_order) {
    bool declared = symbol->kind == SymbolKind::CFunction && symbol->declared_in_pxd && symbol->origin == Origin::ThisModule;
    if (declared && !symbol->is_defined) c.error(symbol->span, diag::declared_not_defined, symbol->name.view());
    auto* type = symbol->kind == SymbolKind::TypeName && symbol->type && symbol->type->kind == TypeKind::Extension ? static_cast<const ExtensionType*>(symbol->type) : nullptr;
    if (!type || symbol->owner != c.module_scope || type->is_complete) continue;
    c.error(symbol->span, diag::declared_not_defined, symbol->name.view());
  }
}

// The names of an instance of a fused function in the table of what a module exports: by the types of its arguments, and as
// modules of Cython before 3.3 look for it.
void name_fused_instance(Checker& c, const Symbol& generic, Symbol& instance) {
  std::vector<const FusedType*> fused;
  collect_fused(generic.type, fused);
  const FusedChoice& choice = declarations_of(c).choice_of_instance.at(&instance);
  std::string numbers, types;
  for (const FusedType* type : fused) {
    auto chosen = std::find(type->members.begin(), type->members.end(), choice.at(type));
    numbers += fmt::format("{}{}", numbers.empty() ? "" : "_", chosen - type->members.begin());
  }
  auto& written = static_cast<const FunctionType&>(*generic.type);
  auto& chosen = static_cast<const FunctionType&>(*instance.type);
  for (std::size_t k = 0; k < written.parameters.size(); ++k)
    if (contains_fused(written.parameters[k].type)) types += (types.empty() ? "" : ",") + type_text(chosen.parameters[k].type);
  instance.specialised_name = Text(fmt::format("{}[{}]", generic.name.view(), types));
  instance.name = Text(fmt::format("__pyx_fuse_{}{}", numbers, generic.name.view()));
}

void collect_exports(Checker& c) {
  for (Symbol* symbol : c.module_scope->in_order) {
    if (symbol->kind != SymbolKind::CFunction || symbol->owner != c.module_scope) continue;
    bool is_provided = symbol->origin == Origin::Extern && symbol->declared_in_pxd;  // by C code that only this module includes
    if (symbol->origin != Origin::ThisModule && !is_provided) continue;
    if (symbol->is_inline && symbol->function == nullptr) continue;
    if (!symbol->api && !symbol->declared_in_pxd) continue;
    auto& fused = declarations_of(c).fused_instances;
    auto instances = fused.find(symbol);
    if (instances == fused.end()) { c.module->exported.push_back(symbol); continue; }
    for (Symbol* instance : instances->second) {  // each under names of its own
      name_fused_instance(c, *symbol, *instance);
      c.module->exported.push_back(instance);
    }
  }
  for (const Symbol* symbol : c.module_scope->in_order) {
    c.module->api_header |= symbol->api;
    c.module->public_header |= symbol->visibility == ast::Visibility::Public && symbol->origin == Origin::ThisModule;
  }
}

void mark_type(const Type* type, std::vector<const ExtensionType*>& used) {
  if (auto* pointer = as<PointerType>(type)) return mark_type(pointer->base, used);
  if (auto* buffer = as<BufferType>(type)) return mark_type(buffer->base, used);
  auto* extension = as<ExtensionType>(type);
  if (!extension) return;
  for (const ExtensionType* known : used)
    if (known == extension) return;
  used.push_back(extension);
  mark_type(extension->base, used);
}

// What the module takes from others at import: the functions, variables and classes of cimported modules that it uses.
void collect_imports(Checker& c) {
  std::vector<const ExtensionType*> used;
  for (Scope* scope : declarations_of(c).module_order)
    for (const Symbol* symbol : scope->in_order) {
      if (!symbol->is_used) continue;
      mark_type(symbol->type, used);
      if (auto* f = as<FunctionType>(symbol->type)) {
        mark_type(f->result, used);
        for (const FunctionParameter& p : f->parameters) mark_type(p.type, used);
      }
    }
  for (const typed::ExtensionClass* cls : c.module->classes) mark_type(cls->type->base, used);
  for (const Symbol* symbol : c.module_scope->in_order)
    if (symbol->kind == SymbolKind::TypeName && symbol->owner == c.module_scope && kind_of(symbol->type) == TypeKind::Extension) mark_type(symbol->type, used);
  auto& imports = c.module->imports;
  auto module_named = [&](Text name) -> typed::ImportedModule& {
    for (typed::ImportedModule* known : imports)
      if (known->name == name) return *known;
    auto* made = c.arena.make_owned<typed::ImportedModule>();
    made->name = name;
    imports.push_back(made);
    return *made;
  };
  for (Scope* scope : declarations_of(c).module_order)
    for (Symbol* symbol : scope->in_order) {
      if (!symbol->is_used || symbol->origin != Origin::OtherModule) continue;
      auto& fused = declarations_of(c).fused_instances;
      if (auto instances = fused.find(symbol); instances != fused.end() && symbol->kind == SymbolKind::CFunction) {
        for (Symbol* instance : instances->second) {
          if (!instance->is_used) continue;
          name_fused_instance(c, *symbol, *instance);
          module_named(scope->name).functions.push_back(instance);
        }
        continue;
      }
      if (symbol->kind == SymbolKind::CFunction) module_named(scope->name).functions.push_back(symbol);
      if (symbol->kind == SymbolKind::CVariable) module_named(scope->name).variables.push_back(symbol);
    }
  for (const ExtensionType* type : used)
    if (!type->module_name.empty()) module_named(type->module_name).types.push_back(type);
}

// NumPy's C functions need their table: a module that cimports numpy and never asks for it gets it on import.
void add_numpy_import(Checker& c, const ast::Module& source) {
  auto& modules = declarations_of(c).modules;
  auto found = modules.find(Text("numpy"));
  if (!c.module->uses_numpy || found == modules.end() || !found->second) return;
  for (std::string_view name : {"import_array", "_import_array"})
    if (Symbol* symbol = found->second->find_here(Text(name)); symbol && symbol->is_used) return;
  if (!found->second->find_here(Text("import_array")) && !found->second->find_here(Text("_import_array"))) return;
  for (const ast::Stmt* s : source.body) {
    const Span* at = nullptr;
    if (auto* d = ast::as<ast::CImport>(s)) {
      for (const ast::ImportAlias& alias : d->names)
        if (!at && (alias.name == "numpy" || alias.name.view().rfind("numpy.", 0) == 0)) at = &alias.span;
    } else if (auto* d = ast::as<ast::CImportFrom>(s); d && d->module == "numpy") {
      at = &s->span;
    }
    if (!at) continue;
    c.module->adds_numpy_import = true;
    c.diagnostics.report(*at, diag::numpy_import_added);
    return;
  }
}

}  // namespace

// ---------------------------------------------------------------- declarations among the statements

void Checker::check(const ast::Include& s, StatementList& out) {
  auto found = declaration_state->includes.find(&s);
  if (found == declaration_state->includes.end() || !found->second) return;
  for (const ast::Stmt* inner : without_docstring(found->second->body)) statement(*inner, out);
}

void Checker::check(const ast::CompileTimeIf& s, StatementList& out) {
  for (const ast::Stmt* inner : chosen_branch(*this, s)) statement(*inner, out);
}

void Checker::check(const ast::CdefBlock& s, StatementList& out) {
  for (const ast::Stmt* inner : s.body) statement(*inner, out);
}

// A value that is the same whenever it is computed: literals and what C makes of them.
static bool is_known_value(const typed::Expr* e) {
  switch (e->kind) {
    case typed::Kind::CLiteral: case typed::Kind::PyConstant: case typed::Kind::Aggregate: case typed::Kind::AddressOf: return true;
    case typed::Kind::Convert: return is_known_value(static_cast<const typed::Convert*>(e)->operand);
    case typed::Kind::CUnary: return is_known_value(static_cast<const typed::CUnary*>(e)->operand);
    case typed::Kind::CBinary: {
      auto* b = static_cast<const typed::CBinary*>(e);
      return is_known_value(b->left) && is_known_value(b->right);
    }
    case typed::Kind::GlobalVariable: return static_cast<const typed::GlobalVariable*>(e)->symbol->kind != SymbolKind::CVariable;
    default: return false;
  }
}

// The initialisers run where the declaration stands; a cdef object without one is None from the start.
void Checker::check(const ast::CVarDef& s, StatementList& out) {
  for (const ast::CDeclarator& declarator : s.declarators) {
    if (!declarator.value) continue;
    const ast::NameDeclarator* name = name_declarator(declarator.declarator);
    Symbol* symbol = name ? at.scope->find_here(name->name) : nullptr;
    const Type* type = symbol && symbol->kind == SymbolKind::Local && symbol->local ? symbol->local->type : symbol ? symbol->type : nullptr;
    if (!type || is_error(type) || type->kind == TypeKind::Function) continue;
    typed::Expr* value = contains_fused(type) || is_cpp_class(type) || is_object(type) ? expr(*declarator.value) : expr_as(*declarator.value, type);
    auto* constant = as<ConstType>(type);
    auto* array = as<ArrayType>(constant ? constant->base : type);
    if (array && (constant || as<ConstType>(array->base))) {
      error(declarator.span, diag::assignment_to_const, name->name.view());
      continue;
    }
    if (as<ConstType>(type) && !is_object(type) && at.scope->kind == ScopeKind::Module && !is_error(value->type) && !is_known_value(value))
      error(declarator.span, diag::initialiser_not_constant, name->name.view());
    Saved<bool> initialising(state_of(*this).initialising, true);
    bind_name(*this, name->name, name->name_span, value, out);
  }
}

void Checker::check(const ast::CompileTimeDef&, StatementList&) {}
void Checker::check(const ast::StructDef&, StatementList&) {}
void Checker::check(const ast::EnumDef&, StatementList&) {}
void Checker::check(const ast::Typedef&, StatementList&) {}
void Checker::check(const ast::FusedDef&, StatementList&) {}
void Checker::check(const ast::CppClassDef&, StatementList&) {}
void Checker::check(const ast::ExternBlock&, StatementList&) {}
void Checker::check(const ast::CImport&, StatementList&) {}
void Checker::check(const ast::CImportFrom&, StatementList&) {}
void Checker::check(const ast::CClassDef& s, StatementList& out) { check_extension_type(*this, s, out); }
void Checker::check(const ast::PropertyDef& s, StatementList&) { error(s.span, diag::property_not_here); }

}  // namespace cyrite::check

namespace cyrite {

typed::Module* check_module(const ast::Module& source, const ast::Module* own_pxd, const CheckOptions& options, ModuleLoader& loader,
                            SourceFiles& sources, TypeTable& types, Arena& arena, Diagnostics& diagnostics) {
  check::Checker c(options, loader, sources, types, arena, diagnostics);
  check::make_module(c, source);
  c.at.directives = check::directives_from_comments(c, source, options.directives);
  c.module->directives = c.at.directives;
  c.module_scope->module->directives = c.at.directives;
  c.module->python2_texts = check::language_level(c) == 2;
  check::make_body(c);
  if (own_pxd) check::bind_own_pxd(c, *own_pxd);
  check::declare_block(c, source.body);
  check::report_waiting_classes(c);
  c.declare_bound_names(*c.module_scope, source.body);
  check::check_name_order(c, source.body);
  check::report_unreachable_in_module(c, source.body);
  check::check_statements(c, source, own_pxd);
  check::check_cpp_methods(c);
  check::check_inline_functions(c);
  check::check_all_defined(c);
  check::add_numpy_import(c, source);
  check::collect_exports(c);
  check::collect_imports(c);
  c.report_unexplained();
  return c.module;
}

}  // namespace cyrite
