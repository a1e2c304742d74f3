// The texts by which modules compare C functions and variables when one imports them from another: C declarations with Cython's names.
#include "emit/emitter.h"

namespace cyrite::emit {
namespace {

// "pkg.mod" -> "3pkg_3mod_"
std::string mangled_module(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at <= name.size();) {
    std::size_t dot = std::min(name.find('.', at), name.size());
    out += fmt::format("{}{}_", dot - at, name.substr(at, dot - at));
    at = dot + 1;
  }
  return out;
}
std::string join(std::string base, const std::string& inner) {
  if (inner.empty()) return base;
  return base.back() == '*' ? base + inner : base + " " + inner;
}

struct SignaturePrinter {
  std::string_view own_module;  // where types are declared, unless they say so themselves

  template <class T>
  std::string named(const char* keyword, const T& type) {
    return fmt::format("{}__pyx_t_{}{}", keyword, mangled_module(type.module_name.empty() ? own_module : type.module_name.view()), type.name.view());
  }

  std::string extension(const ExtensionType& t) {
    if (t.is_extern || t.object_struct.view().rfind("cy_obj_", 0) != 0) return (t.is_extern ? "" : "struct ") + t.object_struct.str() + " *";
    return fmt::format("struct __pyx_obj_{}{} *", mangled_module(t.module_name.empty() ? own_module : t.module_name.view()), t.name.view());
  }

  std::string parameters(const FunctionType& f) {
    std::string text;
    for (const FunctionParameter& p : f.parameters) text += (text.empty() ? "" : ", ") + print(p.type, "");
    if (f.has_varargs) text += text.empty() ? "..." : ", ...";
    return text.empty() ? "void" : text;
  }

  std::string print(const Type* t, std::string inner) {
    switch (t->kind) {
      case TypeKind::Extension: return join(extension(*static_cast<const ExtensionType*>(t)), inner);
      case TypeKind::Object: case TypeKind::Builtin: case TypeKind::Buffer: return (is_builtin(t, BuiltinClass::Type) ? "PyTypeObject *" : "PyObject *") + inner;
      case TypeKind::Pointer: {
        const Type* base = static_cast<const PointerType*>(t)->base;
        bool suffix = base->kind == TypeKind::Function || base->kind == TypeKind::Array;
        return print(base, suffix ? "(*" + inner + ")" : "*" + inner);
      }
      case TypeKind::Array: {
        auto* a = static_cast<const ArrayType*>(t);
        return print(a->base, fmt::format("{}[{}]", inner, a->size_text.empty() ? fmt::format("{}", a->size) : a->size_text.str()));
      }
      case TypeKind::Function: {
        auto* f = static_cast<const FunctionType*>(t);
        return print(f->result, fmt::format("{}({})", inner, parameters(*f)));
      }
      case TypeKind::Const: return print(static_cast<const ConstType*>(t)->base, join("const", inner));
      case TypeKind::Struct: {
        auto* s = static_cast<const StructType*>(t);
        const char* keyword = s->is_typedef_form ? "" : s->is_union ? "union " : "struct ";
        return join(s->declared_extern ? c_declaration(t, "") : named(keyword, *s), inner);
      }
      case TypeKind::Enum: {
        auto* e = static_cast<const EnumType*>(t);
        return join(e->declared_extern || e->is_anonymous ? c_declaration(t, "") : named("enum ", *e), inner);
      }
      case TypeKind::Alias: {
        auto* a = static_cast<const AliasType*>(t);
        return join(a->declared_extern ? c_declaration(t, "") : named("", *a), inner);
      }
      case TypeKind::Complex: {
        std::string real = c_declaration(static_cast<const ComplexType*>(t)->real, "");
        for (char& ch : real)
          if (ch == ' ') ch = '_';
        return join("__pyx_t_" + real + "_complex", inner);
      }
      case TypeKind::Tuple: {
        std::string name = "__pyx_ctuple_";
        for (const Type* item : static_cast<const TupleTypeC*>(t)->items) name += (name.size() > 13 ? "__and_" : "") + mangled_type(item);
        return join(name, inner);
      }
      case TypeKind::Int: {
        auto* i = static_cast<const IntType*>(t);
        bool old_name = i->rank == IntRank::LongLong && !i->size_unknown && i->role == IntRole::Number;
        return join(!old_name ? c_declaration(t, "") : i->sign == Sign::Unsigned ? "unsigned PY_LONG_LONG" : "PY_LONG_LONG", inner);
      }
      case TypeKind::View: return join(type_text(t), inner);  // not the struct that Cython has: such functions cross only between our modules
      default: return join(c_declaration(t, ""), inner);
    }
  }
};

}  // namespace

std::string ModuleEmitter::capi_signature(const Symbol& s) {
  std::string_view module_name = s.module_name.empty() ? source.name.view() : s.module_name.view();
  SignaturePrinter printer{source.name.view()};
  auto* f = as<FunctionType>(s.type);
  if (!f) return printer.print(s.type, "");
  std::string text;
  auto add = [&](const std::string& p) { text += (text.empty() ? "" : ", ") + p; };
  std::size_t required = f->parameters.size() - static_cast<std::size_t>(f->optional_count);
  for (std::size_t k = 0; k < required; ++k) add(printer.print(f->parameters[k].type, ""));
  if (s.is_cpdef) add("int __pyx_skip_dispatch");
  if (f->optional_count) add(fmt::format("struct __pyx_opt_args_{}{} *__pyx_optional_args", mangled_module(module_name), s.name.view()));
  if (f->has_varargs) add("...");
  if (text.empty()) text = "void";
  std::string result = printer.print(f->result, "");
  return fmt::format("{}{}({})", result, result.back() == '*' ? "" : " ", text);
}

}  // namespace cyrite::emit
