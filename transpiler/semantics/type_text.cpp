// Prints types as users write them, for diagnostics and cython.typeof().
#include <fmt/format.h>

#include "semantics/type_table.h"

namespace cyrite {
namespace {

std::string text(const Type* type, std::string inner);

std::string list_of(const std::vector<const Type*>& items) {
  std::string out;
  for (const Type* item : items) out += (out.empty() ? "" : ", ") + text(item, {});
  return out;
}

std::string with_inner(std::string_view base, const std::string& inner) {
  return inner.empty() ? std::string(base) : fmt::format("{} {}", base, inner);
}

std::string exception_clause(const FunctionType& f) {
  std::string out;
  if (!is_object(f.result)) {
    switch (f.exceptions.kind) {
      case ExceptionSpec::None: out = " noexcept"; break;
      case ExceptionSpec::Value: out = fmt::format(" except {}", f.exceptions.value.view()); break;
      case ExceptionSpec::ValueMaybe: out = fmt::format(" except? {}", f.exceptions.value.view()); break;
      case ExceptionSpec::Always: out = " except *"; break;
      case ExceptionSpec::Cpp: out = " except +"; break;
      case ExceptionSpec::Object: break;
    }
    if (f.nogil) out += " nogil";
  }
  if (f.is_const_method) out += " const";
  return out;
}

std::string function_text(const FunctionType& f, std::string inner) {
  std::string parameters;
  for (std::size_t k = 0; k < f.parameters.size(); ++k) {
    if (k) parameters += ", ";
    bool optional = k + f.optional_count >= f.parameters.size();
    parameters += text(f.parameters[k].type, optional && f.optional_count ? "=*" : "");
  }
  if (f.has_varargs) parameters += parameters.empty() ? "..." : ", ...";
  if (!inner.empty() && (inner[0] == '*' || inner[0] == '&')) inner = "(" + inner + ")";
  return text(f.result, fmt::format("{}({}){}", inner, parameters, exception_clause(f)));
}

std::string_view axis_text(const ViewType& view, std::size_t k) {
  Axis a = view.axes[k];
  bool near_follow = view.axes.size() == 1;
  for (std::size_t n = k ? k - 1 : 0; n < view.axes.size() && n <= k + 1; ++n)
    near_follow |= view.axes[n].packing == AxisPacking::Follow;
  bool contiguous = a.packing == AxisPacking::Contiguous;
  switch (a.access) {
    case AxisAccess::Direct: return contiguous ? (near_follow ? "::1" : "::contiguous") : ":";
    case AxisAccess::Indirect: return contiguous ? "::indirect_contiguous" : "::indirect";
    case AxisAccess::Generic: return contiguous ? "::generic_contiguous" : "::generic";
  }
  return ":";
}

std::string view_text(const ViewType& view) {
  std::string out = text(view.dtype, {}) + "[";
  for (std::size_t k = 0; k < view.axes.size(); ++k) {
    if (k) out += ", ";
    out += axis_text(view, k);
  }
  return out + "]";
}

std::string class_text(const CppClassType& c) {
  std::string out = c.outer ? class_text(*c.outer) + "." + c.name.str() : c.name.str();
  if (!c.arguments.empty()) out += "[" + list_of(c.arguments) + "]";
  return out;
}

std::string text(const Type* type, std::string inner) {
  if (!type) return with_inner("<error>", inner);
  switch (type->kind) {
    case TypeKind::Pointer: return text(static_cast<const PointerType*>(type)->base, "*" + inner);
    case TypeKind::Reference: {
      auto* r = static_cast<const ReferenceType*>(type);
      return text(r->base, (r->is_rvalue ? "&&" : "&") + inner);
    }
    case TypeKind::Array: {
      auto* a = static_cast<const ArrayType*>(type);
      if (!inner.empty() && (inner[0] == '*' || inner[0] == '&')) inner = "(" + inner + ")";
      std::string size = a->size >= 0 ? std::to_string(a->size) : a->size_text.str();
      return text(a->base, fmt::format("{}[{}]", inner, size));
    }
    case TypeKind::Const: {
      auto* c = static_cast<const ConstType*>(type);
      std::string words = c->is_const && c->is_volatile ? "const volatile" : c->is_const ? "const" : "volatile";
      if (c->base->kind == TypeKind::Pointer) return text(c->base, with_inner(words, inner));
      return words + " " + text(c->base, std::move(inner));
    }
    case TypeKind::Function: return function_text(*static_cast<const FunctionType*>(type), std::move(inner));
    case TypeKind::View: return with_inner(view_text(*static_cast<const ViewType*>(type)), inner);
    case TypeKind::Buffer: {
      auto* b = static_cast<const BufferType*>(type);
      return with_inner(fmt::format("{}[{}, ndim={}]", text(b->base, {}), text(b->dtype, {}), b->ndim), inner);
    }
    case TypeKind::Tuple: return with_inner("(" + list_of(static_cast<const TupleTypeC*>(type)->items) + ")", inner);
    case TypeKind::CppClass: return with_inner(class_text(*static_cast<const CppClassType*>(type)), inner);
    default: return with_inner(type->name.view(), inner);
  }
}

}  // namespace

std::string type_text(const Type* type) { return text(type, {}); }

std::string typeof_text(const Type* type) {
  const Type* t = resolved(type);
  if (t && t->kind == TypeKind::Object) return "Python object";
  if (t && t->kind == TypeKind::Builtin) return t->name.str() + " object";
  return type_text(type);
}

}  // namespace cyrite
