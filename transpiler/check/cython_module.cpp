// The module `cython`: its names, and the types it gives to pure Python code.
#include <fmt/format.h>

#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

std::string cython_name(Checker& c, const ast::Expr& e) {
  if (auto* name = ast::as<ast::Name>(&e)) {
    Symbol* symbol = c.look_up(name->name);
    return symbol && symbol->kind == SymbolKind::CythonModule ? symbol->c_name.str() : std::string();
  }
  auto* attribute = ast::as<ast::Attribute>(&e);
  if (!attribute) return {};
  std::string base = cython_name(c, *attribute->value);
  if (base.empty()) {
    auto* name = ast::as<ast::Name>(attribute->value);
    Symbol* symbol = name ? c.look_up(name->name) : nullptr;
    if (!symbol || symbol->kind != SymbolKind::CythonModule) return {};
    return attribute->name.str();
  }
  return base + "." + attribute->name.str();
}

namespace {

bool take(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix || text.size() == prefix.size()) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// "ulonglong", "schar", "longdouble": basic types in one word.
const Type* one_word_type(TypeTable& types, std::string_view name) {
  if (const Type* type = types.basic(Text(name), 0, 0); type && !name.empty()) return type;
  struct Row { std::string_view name, word; int sign, longness; };
  constexpr Row rows[] = {
      {"uchar", "char", 1, 0}, {"schar", "char", -1, 0}, {"ushort", "short", 1, 0}, {"sshort", "short", -1, 0},
      {"uint", "int", 1, 0}, {"sint", "int", -1, 0}, {"ulong", "long", 1, 0}, {"slong", "long", -1, 0},
      {"longlong", "int", 0, 2}, {"ulonglong", "int", 1, 2}, {"slonglong", "int", -1, 2}, {"longdouble", "double", 0, 1},
  };
  for (const Row& row : rows)
    if (row.name == name) return types.basic(Text(row.word), row.sign, row.longness);
  if (name == "floatcomplex") return types.float_complex;
  if (name == "doublecomplex") return types.double_complex;
  if (name == "longdoublecomplex") return types.longdouble_complex;
  return nullptr;
}

const Type* fused_builtin(Checker& c, std::string_view name) {
  if (name != "integral" && name != "floating" && name != "numeric") return nullptr;
  Symbol* symbol = c.builtin_scope->find_here(Text("cython." + std::string(name)));
  if (symbol) return symbol->type;
  auto* type = c.types.make_named<FusedType>(TypeKind::Fused, Text(name), {});
  if (name != "floating") type->members = {c.types.short_, c.types.int_, c.types.long_};
  if (name != "integral") { type->members.push_back(c.types.float_); type->members.push_back(c.types.double_); }
  if (name == "numeric") { type->members.push_back(c.types.float_complex); type->members.push_back(c.types.double_complex); }
  add_symbol(c, *c.builtin_scope, SymbolKind::TypeName, Text("cython." + std::string(name)), type, {});
  return type;
}

// cython.view.array and cython.view.memoryview: extension types of the runtime, whose fields C code may use.
const Type* view_class(Checker& c, std::string_view name) {
  Text key("cython.view." + std::string(name));
  if (Symbol* symbol = c.builtin_scope->find_here(key)) return symbol->type;
  bool is_array = name == "array";
  auto* type = c.types.make_named<ExtensionType>(TypeKind::Extension, Text(name), {});
  type->object_struct = type->c_name = Text(is_array ? "cy::ArrayObject" : "cy::Memoryview");
  type->type_object = Text(is_array ? "cy::ready_array_type()" : "cy::ready_memoryview_type()");
  type->is_complete = type->is_extern = type->in_header = true;
  type->scope = new_scope(c, ScopeKind::ExtensionClass, Text(name), c.builtin_scope);
  type->scope->owner_type = type;
  auto field = [&](std::string_view member, const Type* of) {
    type->fields.push_back({Text(member), Text(member), of, {}});
    add_symbol(c, *type->scope, SymbolKind::Field, Text(member), of, {})->c_name = Text(member);
  };
  if (is_array) {
    FunctionType freeing;
    freeing.kind = TypeKind::Function;
    freeing.result = c.types.void_;
    freeing.parameters.push_back({Text("data"), {}, c.types.void_pointer});
    field("data", c.types.char_pointer);
    field("len", c.types.ssize);
    field("format", c.types.char_pointer);
    field("ndim", c.types.int_);
    field("itemsize", c.types.ssize);
    field("mode", c.types.object);
    field("callback_free_data", c.types.pointer_to(c.types.function(std::move(freeing))));
    field("free_data", c.types.int_);
    field("dtype_is_object", c.types.int_);
  }
  add_symbol(c, *c.builtin_scope, SymbolKind::TypeName, key, type, {});
  return type;
}

const Type* struct_from_keywords(Checker& c, const ast::Call& call, bool is_union) {
  auto* type = c.types.make_named<StructType>(TypeKind::Struct, {}, {});
  type->is_union = is_union;
  type->is_complete = true;
  type->span = call.span;
  type->scope = new_scope(c, ScopeKind::Struct, {}, nullptr);
  type->scope->owner_type = type;
  for (const ast::Keyword* keyword : call.keywords) {
    const Type* field = c.type_of_expression(*keyword->value);
    if (!field) { c.error(keyword->span, diag::not_a_type_expression); field = c.types.error; }
    type->fields.push_back({keyword->name, keyword->name, field, keyword->span});
    add_symbol(c, *type->scope, SymbolKind::Field, keyword->name, field, keyword->span)->c_name = keyword->name;
  }
  return type;
}

}  // namespace

const Type* cython_type(Checker& c, std::string_view name) {
  if (const Type* fused = fused_builtin(c, name)) return fused;
  std::string_view rest = name;
  if (take(rest, "const_") || take(rest, "volatile_")) {
    const Type* base = cython_type(c, rest);
    bool is_const = name[0] == 'c';
    return base ? c.types.const_of(base, is_const, !is_const) : nullptr;
  }
  if (const Type* type = one_word_type(c.types, name)) return type;
  if (take(rest, "p_") || take(rest, "p")) {
    const Type* base = cython_type(c, rest);
    if (base && !is_object(base)) return c.types.pointer_to(base);
  }
  if (name == "unicode") return c.types.str;
  if (name == "basestring") return c.types.str;
  if (name == "pymutex" || name == "pythread_type_lock") {
    Scope* library = load_module_scope(c, "cyrite.lock", {}, false);
    Symbol* lock = library ? library->find_here("pymutex") : nullptr;
    return lock ? lock->type : nullptr;
  }
  if (name == "view.array" || name == "view.memoryview") return view_class(c, name.substr(5));
  // cython.list, cython.dict ...: the builtin classes
  Symbol* builtin = name.find('.') == name.npos ? c.builtin_scope->find_here(Text(name)) : nullptr;
  return builtin && builtin->kind == SymbolKind::TypeName && is_object(builtin->type) ? builtin->type : nullptr;
}

const Type* cython_type_expression(Checker& c, const ast::Expr& e) {
  auto element = [&](const ast::Expr& argument) -> const Type* {
    const Type* type = c.type_of_expression(argument);
    if (!type) c.error(argument.span, diag::not_a_type_expression);
    return type ? type : c.types.error;
  };
  if (auto* subscript = ast::as<ast::Subscript>(&e)) {
    std::string name = cython_name(c, *subscript->value);
    if (name == "pointer") {
      const Type* base = element(*subscript->index);
      if (is_object(base)) { c.error(e.span, diag::pointer_to_object); return c.types.error; }
      return c.types.pointer_to(base);
    }
    if (name == "restrict") return element(*subscript->index);
    if (name == "const") return c.types.const_of(element(*subscript->index));
    if (name == "volatile") return c.types.const_of(element(*subscript->index), false, true);
    return nullptr;
  }
  auto* call = ast::as<ast::Call>(&e);
  if (!call) return nullptr;
  std::string name = cython_name(c, *call->callee);
  if (name.empty()) return nullptr;
  if (name == "pointer" && call->arguments.size() == 1) return c.types.pointer_to(element(*call->arguments[0]));
  if (name == "const" && call->arguments.size() == 1) return c.types.const_of(element(*call->arguments[0]));
  if (name == "array" && call->arguments.size() == 2) {
    auto size = c.compile_time_value(*call->arguments[1]);
    auto number = size ? small_integer(*size) : std::nullopt;
    return c.types.array_of(element(*call->arguments[0]), number.value_or(-1));
  }
  if (name == "typeof" && call->arguments.size() == 1) return type_of(c, *call->arguments[0]);
  if (name == "struct") return struct_from_keywords(c, *call, false);
  if (name == "union") return struct_from_keywords(c, *call, true);
  if (name == "typedef" && call->arguments.size() == 1) return element(*call->arguments[0]);
  if (name == "fused_type") {
    auto* fused = c.types.make_named<FusedType>(TypeKind::Fused, {}, {});
    for (const ast::Expr* argument : call->arguments) {
      const Type* member = element(*argument);
      // A fused type among the members gives all of its own.
      if (auto* inner = as<FusedType>(member)) fused->members.insert(fused->members.end(), inner->members.begin(), inner->members.end());
      else fused->members.push_back(member);
    }
    return fused;
  }
  return nullptr;
}

// What `from cython.parallel cimport *` gives.
std::span<const std::string_view> cython_members(std::string_view module) {
  static constexpr std::string_view parallel[] = {"prange", "parallel", "threadid"};
  static constexpr std::string_view view[] = {"array", "memoryview", "generic", "strided", "indirect", "generic_contiguous", "contiguous", "indirect_contiguous"};
  static constexpr std::string_view operators[] = {"dereference", "address", "preincrement", "predecrement", "postincrement", "postdecrement", "typeid", "comma"};
  if (module == "parallel") return parallel;
  if (module == "view") return view;
  if (module == "operator") return operators;
  return {};
}

bool is_cython_member(std::string_view path) {
  for (std::string_view name :
       {"parallel", "view", "operator", "cimports", "dataclasses", "compiled", "declare", "cast", "locals", "returns", "address", "sizeof",
        "typeof", "pointer", "array", "struct", "union", "typedef", "fused_type", "NULL", "nogil", "gil", "cfunc", "ccall", "cclass",
        "inline", "const", "volatile", "restrict", "typeid", "exceptval", "final", "internal", "cdiv", "cmod", "operator.dereference",
        "operator.address", "parallel.prange", "parallel.parallel", "parallel.threadid", "view.array", "view.memoryview", "view.contiguous",
        "view.generic", "view.strided", "view.indirect", "view.generic_contiguous", "view.indirect_contiguous", "undeclared", "pymutex",
        "pythread_type_lock", "integral", "floating", "numeric", "critical_section", "with_gil", "total_ordering", "ufunc",
        "likely", "unlikely", "annotation_typing", "freelist", "no_gc", "no_gc_clear", "trashcan", "collection_type", "staticmethod", "test_assert_path_exists",
        "test_fail_if_path_exists", "shadow", "py_int", "py_float", "memoryview"})
    if (name == path) return true;
  return path.rfind("operator.", 0) == 0 || path.rfind("cimports.", 0) == 0 || path.rfind("dataclasses.", 0) == 0 || is_directive_name(path);
}

}  // namespace cyrite::check
