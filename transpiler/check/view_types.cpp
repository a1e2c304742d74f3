// The axes of typed memoryviews as they are written: `T[:, ::1]`, `T[::view.generic, :]`.
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {
namespace {

struct Axes {
  std::vector<Axis> axes;
  std::vector<bool> marked;  // `::1`
};

struct NamedAxis { std::string_view name; AxisAccess access; AxisPacking packing; };
constexpr NamedAxis kNamedAxes[] = {
    {"generic", AxisAccess::Generic, AxisPacking::Strided},       {"strided", AxisAccess::Direct, AxisPacking::Strided},
    {"indirect", AxisAccess::Indirect, AxisPacking::Strided},     {"generic_contiguous", AxisAccess::Generic, AxisPacking::Contiguous},
    {"contiguous", AxisAccess::Direct, AxisPacking::Contiguous},  {"indirect_contiguous", AxisAccess::Indirect, AxisPacking::Contiguous},
};

// `view.generic`, `cython.view.generic`, or the name after `from cython.view cimport generic`.
const NamedAxis* named_axis(Checker& c, const ast::Expr& step) {
  std::string path = cython_name(c, step);
  if (path.rfind("view.", 0) != 0) return nullptr;
  for (const NamedAxis& axis : kNamedAxes)
    if (path.substr(5) == axis.name) return &axis;
  return nullptr;
}

bool read_axis(Checker& c, const ast::Expr& e, Axes& out) {
  auto* slice = ast::as<ast::Slice>(&e);
  if (!slice) { c.error(e.span, diag::view_axis, "an axis is written ':' or '::1'"); return false; }
  if (slice->lower) { c.error(slice->lower->span, diag::view_axis, "an axis has no start"); return false; }
  if (slice->upper) { c.error(slice->upper->span, diag::view_axis, "an axis has no end"); return false; }
  if (!slice->step) {
    out.axes.push_back({AxisAccess::Direct, AxisPacking::Strided});
    out.marked.push_back(false);
    return true;
  }
  if (auto* number = ast::as<ast::IntLiteral>(slice->step)) {
    if (auto value = parse_integer(number->digits.view()); !value || *value != 1) { c.error(slice->step->span, diag::view_axis, "the step of an axis can only be 1"); return false; }
    out.axes.push_back({AxisAccess::Direct, AxisPacking::Contiguous});
    out.marked.push_back(true);
    return true;
  }
  if (const NamedAxis* named = named_axis(c, *slice->step)) {
    out.axes.push_back({named->access, named->packing});
    out.marked.push_back(false);
    return true;
  }
  c.error(slice->step->span, diag::view_axis, "the step of an axis is 1 or a name of cython.view");
  return false;
}

// With one `::1`, the axes beside it follow its memory.
bool spread_contiguity(Checker& c, std::span<ast::Expr* const> nodes, Axes& a, bool& is_c, bool& is_f) {
  int contiguous = -1, count = static_cast<int>(a.axes.size());
  for (int k = 0; k < count; ++k) {
    if (!a.marked[k]) continue;
    if (contiguous >= 0) { c.error(nodes[count - 1]->span, diag::view_axis, "only one axis can be '::1'"); return false; }
    contiguous = k;
  }
  if (contiguous < 0) return true;
  is_c = contiguous == count - 1;
  is_f = !is_c;
  if (is_f && contiguous && a.axes[contiguous - 1].access == AxisAccess::Direct) {
    c.error(nodes[contiguous]->span, diag::view_axis, "'::1' must be the first or the last axis, or follow an indirect one");
    return false;
  }
  int start = contiguous + 1;
  if (is_c) {
    start = 0;
    for (int k = 0; k < count; ++k)
      if (a.axes[k].access != AxisAccess::Direct) start = k + 1;
  }
  for (int k = start; k < count - (is_c ? 1 : 0); ++k) {
    if (a.axes[k].access != AxisAccess::Direct) { c.error(nodes[k]->span, diag::view_axis, "an indirect axis cannot follow a contiguous one"); return false; }
    if (a.axes[k].packing == AxisPacking::Contiguous) { c.error(nodes[k]->span, diag::view_axis, "this axis cannot be contiguous too"); return false; }
    a.axes[k].packing = AxisPacking::Follow;
  }
  return true;
}

bool check_axes(Checker& c, std::span<ast::Expr* const> nodes, const Axes& a) {
  int last_indirect = -1, count = static_cast<int>(a.axes.size());
  for (int k = 0; k < count; ++k)
    if (a.axes[k].access == AxisAccess::Indirect) last_indirect = k;
  bool has_contiguous = false, has_strided = false;
  for (int k = 0; k < count; ++k) {
    const Axis& axis = a.axes[k];
    if (axis.packing == AxisPacking::Contiguous) {
      if (has_contiguous) { c.error(nodes[k]->span, diag::view_axis, "only one direct axis can be contiguous"); return false; }
      if (axis.access != AxisAccess::Indirect && k != last_indirect + 1 && k != count - 1) { c.error(nodes[k]->span, diag::view_axis, "only the first direct axis or the last one can be contiguous"); return false; }
      has_contiguous = axis.access != AxisAccess::Indirect;
    } else if (axis.packing == AxisPacking::Follow) {
      if (has_strided) { c.error(nodes[k]->span, diag::view_axis, "an axis cannot follow a strided one"); return false; }
    } else {
      has_strided = true;
    }
    if (axis.access != AxisAccess::Direct) has_strided = false;
  }
  return true;
}

bool is_item_type(const Type* type, int depth = 0) {
  switch (kind_of(type)) {
    case TypeKind::Error: case TypeKind::Int: case TypeKind::Float: case TypeKind::Complex: case TypeKind::Enum: case TypeKind::Object:
    case TypeKind::Builtin: case TypeKind::Extension: case TypeKind::Fused: case TypeKind::TemplateParameter: return true;
    case TypeKind::Array: return depth < 8 && is_item_type(as<ArrayType>(type)->base, depth + 1);
    case TypeKind::Struct: {
      auto* s = as<StructType>(type);
      if (s->is_union) return false;
      for (const Field& field : s->fields)
        if (!is_item_type(field.type, depth + 1)) return false;
      return true;
    }
    default: return false;
  }
}

}  // namespace

const Type* view_from_axes(Checker& c, Span span, const Type* dtype, std::span<ast::Expr* const> nodes) {
  if (is_error(dtype)) return c.types.error;
  Axes a;
  bool is_c = false, is_f = false;
  for (const ast::Expr* node : nodes)
    if (!read_axis(c, *node, a)) return c.types.error;
  if (!spread_contiguity(c, nodes, a, is_c, is_f) || !check_axes(c, nodes, a)) return c.types.error;
  if (a.axes.size() > 8) { c.error(span, diag::view_dimensions); return c.types.error; }
  if (!is_item_type(dtype)) { c.error(span, diag::view_item_type, type_text(dtype)); return c.types.error; }
  return c.types.view_of(dtype, std::move(a.axes));
}

}  // namespace cyrite::check
