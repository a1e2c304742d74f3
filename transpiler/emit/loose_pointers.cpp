// Pointers of C headers that a program declares loosely: `char*` for `const char*`, `int*` for `unsigned*`, `void*` for a pointer to a struct.
// C compilers only warn there; in C++ each such pointer is converted where it crosses the border. Programs in C++ declare exactly.
#include <algorithm>
#include <cctype>

#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;

namespace {

std::string_view module_name_of(const Scope* scope) {
  while (scope && scope->kind != ScopeKind::Module) scope = scope->outer;
  return scope ? scope->name.view() : std::string_view();
}

// The .pxd files that come with Cyrite say exactly what the headers say.
bool is_exact_module(std::string_view module) {
  std::string_view package = module.substr(0, module.find('.'));
  static constexpr std::string_view exact[] = {"libc", "libcpp", "cpython", "posix", "openmp", "cython"};
  return std::find(std::begin(exact), std::end(exact), package) != std::end(exact);
}

// C++ has two of each, for const and other pointers: the argument chooses.
bool is_overloaded_in_cpp(std::string_view name) {
  static constexpr std::string_view names[] = {"memchr", "strchr", "strpbrk", "strrchr", "strstr", "wcschr", "wcspbrk", "wcsrchr", "wcsstr", "wmemchr"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool is_null(const std::string& text) { return text == "nullptr" || text == "NULL"; }

}  // namespace

bool ModuleEmitter::is_loose(const Symbol* symbol) const {
  return symbol && symbol->origin == Origin::Extern && !source.is_cplus && !is_exact_module(module_name_of(symbol->owner));
}

bool ModuleEmitter::is_loose(const StructType& type) const {
  return type.declared_extern && !source.is_cplus && !is_exact_module(module_name_of(type.scope));
}

bool ModuleEmitter::returns_loosely(const Symbol* symbol) const {
  return is_loose(symbol) || (symbol && symbol->origin == Origin::Extern && is_overloaded_in_cpp(symbol->name.view()));
}

// A variable of a header, a field of one of its structs, or an item of an array there.
bool ModuleEmitter::is_loose(Value place) const {
  switch (place->op) {
    case Op::GlobalPlace: return place->symbol && place->symbol->kind == SymbolKind::CVariable && is_loose(place->symbol);
    case Op::FieldPlace:
    case Op::PointerFieldPlace: {
      auto* owner = as<StructType>(place->of_type);
      return owner && is_loose(*owner);
    }
    case Op::ElementPlace: return is_loose(place->operands[0]);
    default: return false;
  }
}

Expression ModuleEmitter::as_declared(const Instruction& i, Expression value) const {
  const Type* type = resolved(i.type);
  bool object = i.op == Op::CallFunction && is_object(i.signature->result) && as<ExtensionType>(i.signature->result);  // C declares its struct
  if (kind_of(type) != TypeKind::Pointer && !object) return value;
  return {fmt::format("({}){}", c_declaration(i.type, ""), wrap(value, kUnary)), kUnary};
}

// Macros take their arguments as they are: some hand them to what takes pointers only.
std::string ModuleEmitter::loose_argument(const Instruction& call, const Type* parameter, std::string text) {
  bool converts = kind_of(parameter) == TypeKind::Pointer && is_loose(call.symbol) && !is_overloaded_in_cpp(call.symbol->name.view());
  if (!converts || is_null(text)) return text;
  std::string name = symbol_name(*call.symbol);
  bool plain = std::all_of(name.begin(), name.end(), [](char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)); });
  if (!plain) return loose_pointer(std::move(text));
  loose_functions.insert(name);
  return fmt::format("CY_LOOSE_{}({})", name, text);
}

std::string ModuleEmitter::loose_pointer(std::string text) { return is_null(text) ? text : fmt::format("cy::loose({})", text); }

std::string ModuleEmitter::loose_macros() const {
  std::string text;
  for (const std::string& name : loose_functions)
    text += fmt::format("#ifdef {0}\n#define CY_LOOSE_{0}(...) __VA_ARGS__\n#else\n#define CY_LOOSE_{0}(...) cy::loose(__VA_ARGS__)\n#endif\n", name);
  return text;
}

}  // namespace cyrite::emit
