// How types are spelt in emitted C++, and the short texts that name them inside identifiers.
#include <fmt/format.h>

#include "semantics/type_table.h"

namespace cyrite {
namespace {

std::string declare(const Type* type, std::string inner);

// `base` and what stands right of it: "double" + "*x" -> "double *x"; "double" + "" -> "double".
std::string join(std::string_view base, std::string_view inner) {
  if (inner.empty()) return std::string(base);
  return fmt::format("{} {}", base, inner);
}

std::string parameters(const FunctionType& f) {
  std::string out;
  for (const FunctionParameter& p : f.parameters) {
    if (!out.empty()) out += ", ";
    out += declare(p.type, {});
  }
  if (f.has_varargs) out += out.empty() ? "..." : ", ...";
  return out;
}

// A declarator that starts with * or & binds weaker than () and []: it needs parentheses before them.
std::string before_suffix(std::string inner) {
  bool wrap = !inner.empty() && (inner[0] == '*' || inner[0] == '&');
  return wrap ? "(" + inner + ")" : inner;
}

std::string class_name(const CppClassType& c) {
  std::string out;
  if (c.outer) out = class_name(*c.outer) + "::";
  else if (!c.name_space.empty()) out = c.name_space.str() + "::";
  std::string own = c.c_name.empty() ? c.name.str() : c.c_name.str();
  if (own.rfind(out, 0) == 0) out.clear();  // already qualified
  out += own;
  if (!c.is_extern && !c.generic && !c.parameters.empty()) {  // the template inside its own methods
    out += '<';
    for (std::size_t k = 0; k < c.parameters.size(); ++k) out += (k ? ", " : "") + c.parameters[k]->c_name.str();
    out += '>';
  }
  if (!c.arguments.empty() && own.find('<') == std::string::npos) {
    out += '<';
    for (std::size_t k = 0; k < c.arguments.size(); ++k) out += (k ? ", " : "") + declare(c.arguments[k], {});
    out += '>';
  }
  return out;
}

std::string own_name(const Type& t) { return t.c_name.empty() ? t.name.str() : t.c_name.str(); }

std::string struct_name(const StructType& s) {
  std::string_view name = s.c_name.empty() ? s.name.view() : s.c_name.view();
  if (s.is_typedef_form || !s.declared_extern || name.find(':') != name.npos || name.find(' ') != name.npos) return std::string(name);
  return fmt::format("{} {}", s.is_union ? "union" : "struct", name);
}

// cy::View<item, dimensions, axes>
std::string view_name(const ViewType& v) {
  bool strided = true;
  for (const Axis& axis : v.axes) strided = strided && axis.access == AxisAccess::Direct && axis.packing == AxisPacking::Strided;
  std::string axes;
  if (v.c_contiguous) axes = "cy::c_contiguous";
  else if (v.f_contiguous) axes = "cy::f_contiguous";
  else if (strided) axes = "cy::strided";
  else {
    static const char* const access[] = {"cy::direct", "cy::indirect", "cy::generic_access"};
    static const char* const packing[] = {"", " | cy::contiguous", " | cy::follow"};
    axes = "cy::axes(";
    for (std::size_t k = 0; k < v.axes.size(); ++k)
      axes += fmt::format("{}{}{}", k ? ", " : "", access[static_cast<int>(v.axes[k].access)], packing[static_cast<int>(v.axes[k].packing)]);
    axes += ")";
  }
  auto* constant = as<ConstType>(v.dtype);  // of objects: their references are counted all the same
  const Type* item = constant && is_object(constant->base) ? constant->base : v.dtype;
  return fmt::format("cy::View<{}, {}, {}>", declare(item, {}), v.axes.size(), axes);
}

std::string declare_const(const ConstType& c, std::string inner) {
  std::string words = c.is_const && c.is_volatile ? "const volatile" : c.is_const ? "const" : "volatile";
  TypeKind base = c.base->kind;
  if (base == TypeKind::Pointer || base == TypeKind::Function) {
    std::string text = inner.empty() ? words : words + " " + inner;
    return declare(static_cast<const PointerType*>(c.base)->base, before_suffix("*" + text));
  }
  return words + " " + declare(c.base, std::move(inner));
}

bool is_open(const Type* type) {  // speaks of template parameters
  if (!type) return false;
  switch (type->kind) {
    case TypeKind::TemplateParameter: return true;
    case TypeKind::Pointer: return is_open(static_cast<const PointerType*>(type)->base);
    case TypeKind::Const: return is_open(static_cast<const ConstType*>(type)->base);
    case TypeKind::Reference: return is_open(static_cast<const ReferenceType*>(type)->base);
    case TypeKind::Alias: return is_open(static_cast<const AliasType*>(type)->target);
    case TypeKind::CppClass: {
      auto* c = static_cast<const CppClassType*>(type);
      if (c->outer && is_open(c->outer)) return true;
      if (!c->is_extern && !c->generic && !c->parameters.empty()) return true;
      for (const Type* argument : c->arguments)
        if (is_open(argument)) return true;
      return false;
    }
    default: return false;
  }
}

std::string declare(const Type* type, std::string inner) {
  switch (type->kind) {
    case TypeKind::Void: return join("void", inner);
    case TypeKind::Object:
    case TypeKind::Builtin:
    case TypeKind::Extension:
    case TypeKind::Buffer: return "PyObject *" + inner;
    case TypeKind::NullPointer: return "void *" + inner;
    case TypeKind::Pointer: {
      const Type* base = static_cast<const PointerType*>(type)->base;
      bool suffix = base->kind == TypeKind::Function || base->kind == TypeKind::Array;
      return declare(base, suffix ? "(*" + inner + ")" : "*" + inner);
    }
    case TypeKind::Array: {
      const auto* a = static_cast<const ArrayType*>(type);
      std::string size = !a->size_text.empty() ? a->size_text.str() : a->size >= 0 ? fmt::format("{}", a->size) : "";
      return declare(a->base, fmt::format("{}[{}]", before_suffix(std::move(inner)), size));
    }
    case TypeKind::Const: return declare_const(*static_cast<const ConstType*>(type), std::move(inner));
    case TypeKind::Reference: {
      const auto* r = static_cast<const ReferenceType*>(type);
      return declare(r->base, (r->is_rvalue ? "&&" : "&") + inner);
    }
    case TypeKind::Function: {
      const auto* f = static_cast<const FunctionType*>(type);
      return declare(f->result, fmt::format("{}({})", before_suffix(std::move(inner)), parameters(*f)));
    }
    case TypeKind::Struct: return join(struct_name(*static_cast<const StructType*>(type)), inner);
    case TypeKind::CppClass: {
      auto* c = static_cast<const CppClassType*>(type);
      return join((c->outer && is_open(c->outer) ? "typename " : "") + class_name(*c), inner);
    }
    case TypeKind::Complex:
      return join(fmt::format("cy::Complex<{}>", declare(static_cast<const ComplexType*>(type)->real, {})), inner);
    case TypeKind::Alias:  // views have no typedefs in what is emitted
      if (auto* alias = static_cast<const AliasType*>(type); kind_of(alias->target) == TypeKind::View) return declare(alias->target, std::move(inner));
      return join(own_name(*type), inner);
    case TypeKind::View: return join(view_name(*static_cast<const ViewType*>(type)), inner);
    case TypeKind::Exception_: return join("cy::ExceptionState", inner);
    case TypeKind::Tuple: return join("cy_" + mangled_type(type), inner);
    default: return join(own_name(*type), inner);
  }
}

std::string mangled_text(std::string_view text) {
  std::string out;
  for (unsigned char c : text) {
    bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    if (plain) out += static_cast<char>(c);
    else if (c == ' ' || c == '.' || c == ':') out += '_';
    else out += fmt::format("{:02x}", c);
  }
  return out;
}

}  // namespace

std::string c_declaration(const Type* type, std::string_view name) { return declare(type, std::string(name)); }

bool is_open_template(const Type* type) { return is_open(type); }

std::string mangled_type(const Type* type) {
  switch (type->kind) {
    case TypeKind::Pointer: return mangled_type(static_cast<const PointerType*>(type)->base) + "_ptr";
    case TypeKind::Const: return "const_" + mangled_type(static_cast<const ConstType*>(type)->base);
    case TypeKind::Reference: return mangled_type(static_cast<const ReferenceType*>(type)->base) + "_ref";
    case TypeKind::Complex: return mangled_type(static_cast<const ComplexType*>(type)->real) + "_complex";
    case TypeKind::Array: {
      const auto* a = static_cast<const ArrayType*>(type);
      return fmt::format("{}_array{}", mangled_type(a->base), a->size);
    }
    case TypeKind::View: {
      const auto* v = static_cast<const ViewType*>(type);
      std::string out = "view_" + mangled_type(v->dtype) + "_";
      for (const Axis& axis : v->axes) {
        out += "dpg"[static_cast<int>(axis.access)];
        out += "scf"[static_cast<int>(axis.packing)];
      }
      return out;
    }
    case TypeKind::Tuple: {
      std::string out = "tuple";
      for (const Type* item : static_cast<const TupleTypeC*>(type)->items) out += "_" + mangled_type(item);
      return out;
    }
    case TypeKind::Function: {
      const auto* f = static_cast<const FunctionType*>(type);
      std::string out = "function_" + mangled_type(f->result);
      for (const FunctionParameter& p : f->parameters) out += "_" + mangled_type(p.type);
      return out + "_end";
    }
    case TypeKind::CppClass: {
      const auto* c = static_cast<const CppClassType*>(type);
      std::string out = mangled_text(c->name.view());
      for (const Type* argument : c->arguments) out += "_" + mangled_type(argument);
      return out;
    }
    default: return mangled_text(type->name.empty() ? type->c_name.view() : type->name.view());
  }
}

}  // namespace cyrite
