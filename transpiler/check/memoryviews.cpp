// Typed memoryviews: elements, slices, attributes and methods, conversions between view types, and <T[:n]>pointer.
#include "check/expressions.h"

namespace cyrite::check {

typed::IndexChecks index_checks(Checker& c, const Expr* base) {
  const Directives& d = *c.at.directives;
  typed::IndexChecks checks{};
  checks.bounds = d.boundscheck;
  checks.wraparound = d.wraparound;
  auto* local = typed::as<typed::LocalRef>(base);
  bool may_be_unset = local ? local->check_bound : base->kind == typed::Kind::GlobalVariable || base->kind == typed::Kind::FieldRef;
  checks.initialized = d.initializedcheck && may_be_unset;
  bool fresh = local && local->local->is_temporary;
  checks.none = !fresh && (d.nonecheck == MaybeBool::True || (d.nonecheck == MaybeBool::Unset && !d.boundscheck));
  return checks;
}

namespace {

const Type* contiguous_view(Checker& c, const ViewType* v, bool fortran) {
  std::vector<Axis> axes(v->axes.size(), {AxisAccess::Direct, AxisPacking::Follow});
  (fortran ? axes.front() : axes.back()).packing = AxisPacking::Contiguous;
  return c.types.view_of(plain_type(v->dtype), axes);
}

Expr* index_value(Checker& c, const ast::Expr& e) {
  Expr* index = c.expr(e);
  if (is_error(index->type)) return index;
  if (!is_int(index->type) && !is_object(index->type)) {
    c.error(e.span, diag::bad_c_index, type_text(index->type));
    return c.error_value(e.span);
  }
  return to_ssize(c, index);
}

}  // namespace

Expr* view_element(Checker& c, Span span, Expr* view, const std::vector<const ast::Expr*>& indices, bool is_buffer) {
  auto* type = as<ViewType>(value_type(view->type));
  auto* made = c.make<typed::ViewElement>(span, plain_type(type->dtype));
  ExprList list;
  bool signed_index = false;
  for (auto* e : indices) {
    list.push_back(index_value(c, *e));
    if (is_error(list.back()->type)) return list.back();
    auto n = known_integer(c, list.back());
    auto* i = as<IntType>(value_type(type_of(c, *e)));
    signed_index |= n ? *n < 0 : !i || i->sign != Sign::Unsigned;
  }
  made->view = view;
  made->indices = c.arena.copy(list);
  made->checks = index_checks(c, view);
  made->checks.wraparound = made->checks.wraparound && signed_index;
  made->is_buffer = is_buffer;
  if (is_object(made->type)) c.require_gil(span, "reading a Python object from a view");
  return made;
}

// ---- slicing
namespace {

struct SliceShape {
  std::vector<typed::ViewSubscript> subscripts;
  std::vector<Axis> axes;   // of the result
  bool all_indices = true;
  bool keeps_c = true, keeps_f = true;  // a contiguous base gives a contiguous slice
};

void add_full_axis(SliceShape& shape, const Axis& axis) {
  shape.subscripts.push_back({typed::ViewSubscript::Slice, nullptr, nullptr, nullptr, nullptr});
  shape.axes.push_back(axis);
  shape.all_indices = false;
}

void add_slice(Checker& c, SliceShape& shape, const ast::Slice& s, const Axis& axis) {
  auto bound = [&](const ast::Expr* e) -> Expr* { return e && !ast::is<ast::NoneLiteral>(e) ? index_value(c, *e) : nullptr; };
  typed::ViewSubscript sub{typed::ViewSubscript::Slice, nullptr, nullptr, nullptr, nullptr};
  sub.lower = bound(s.lower);
  sub.upper = bound(s.upper);
  sub.step = bound(s.step);
  bool first = true;
  for (auto& earlier : shape.subscripts) first &= earlier.kind == typed::ViewSubscript::Index;
  if (sub.step) shape.keeps_c = shape.keeps_f = false;
  if ((sub.lower || sub.upper) && !first) shape.keeps_c = false;
  shape.subscripts.push_back(sub);
  shape.axes.push_back(axis);
  shape.all_indices = false;
}

bool is_newaxis(const ast::Expr& e) { return ast::is<ast::NoneLiteral>(&e); }

bool read_subscripts(Checker& c, Span span, const ViewType* type, const std::vector<const ast::Expr*>& indices, SliceShape& shape) {
  std::size_t given = 0;
  for (auto* e : indices) given += !is_newaxis(*e) && !ast::is<ast::EllipsisLiteral>(e);
  if (given > type->axes.size()) {
    c.error(span, diag::too_many_view_indices, given, type_text(type));
    return false;
  }
  std::size_t axis = 0;
  bool seen_ellipsis = false;
  for (auto* e : indices) {
    if (is_newaxis(*e)) {
      shape.subscripts.push_back({typed::ViewSubscript::NewAxis, nullptr, nullptr, nullptr, nullptr});
      shape.axes.push_back({AxisAccess::Direct, AxisPacking::Strided});
      shape.all_indices = shape.keeps_c = shape.keeps_f = false;
    } else if (ast::is<ast::EllipsisLiteral>(e)) {
      if (seen_ellipsis) {
        c.error(e->span, diag::two_ellipses);
        return false;
      }
      seen_ellipsis = true;
      for (std::size_t n = type->axes.size() - given; n-- > 0;) add_full_axis(shape, type->axes[axis++]);
      shape.all_indices = false;
    } else if (auto* s = ast::as<ast::Slice>(e)) {
      add_slice(c, shape, *s, type->axes[axis++]);
    } else {
      typed::ViewSubscript sub{typed::ViewSubscript::Index, index_value(c, *e), nullptr, nullptr, nullptr};
      if (is_error(sub.index->type)) return false;
      if (!shape.axes.empty()) shape.keeps_c = false;
      if (type->axes[axis].access == AxisAccess::Indirect && !shape.axes.empty()) {
        c.error(e->span, diag::indirect_index_after_slice);
        return false;
      }
      shape.subscripts.push_back(sub);
      ++axis;
    }
  }
  shape.all_indices = shape.all_indices && axis == type->axes.size();
  while (axis < type->axes.size()) add_full_axis(shape, type->axes[axis++]);
  return true;
}

// Only leading indirect axes are indexed, the others are taken whole: these are as contiguous as they were.
bool behind_indirect_axes(const ViewType* type, const SliceShape& shape) {
  std::size_t indexed = 0;
  while (indexed < shape.subscripts.size() && shape.subscripts[indexed].kind == typed::ViewSubscript::Index) ++indexed;
  if (!indexed || type->axes[indexed - 1].access == AxisAccess::Direct || shape.axes.empty()) return false;
  bool contiguous = false;
  for (std::size_t i = indexed; i < shape.subscripts.size(); ++i) {
    const auto& s = shape.subscripts[i];
    if (s.kind != typed::ViewSubscript::Slice || s.lower || s.upper || s.step) return false;
  }
  for (const Axis& axis : shape.axes) {
    if (axis.access != AxisAccess::Direct || axis.packing == AxisPacking::Strided) return false;
    contiguous |= axis.packing == AxisPacking::Contiguous;
  }
  return contiguous;
}

// The axes of the result: contiguity survives only where it is certain.
std::vector<Axis> result_axes(const ViewType* type, const SliceShape& shape) {
  std::vector<Axis> axes = shape.axes;
  if (behind_indirect_axes(type, shape)) return axes;
  bool c_order = type->c_contiguous && shape.keeps_c;
  bool f_order = false;
  if (type->f_contiguous && shape.keeps_f) {
    // Fortran order: leading axes full, indices only after them.
    f_order = true;
    bool index_seen = false;
    for (std::size_t i = 0; i < shape.subscripts.size(); ++i) {
      const auto& s = shape.subscripts[i];
      if (s.kind == typed::ViewSubscript::Index) index_seen = true;
      else if (index_seen) f_order = false;
      bool last_slice = i + 1 == shape.subscripts.size() || shape.subscripts[i + 1].kind == typed::ViewSubscript::Index;
      if ((s.lower || s.upper) && !last_slice) f_order = false;
    }
  }
  for (Axis& axis : axes)
    if (axis.packing != AxisPacking::Strided) axis.packing = AxisPacking::Strided;
  if (axes.empty()) return axes;
  if (c_order || f_order) {
    for (Axis& axis : axes) axis.packing = AxisPacking::Follow;
    (c_order ? axes.back() : axes.front()).packing = AxisPacking::Contiguous;
  }
  return axes;
}

}  // namespace

Expr* view_subscript(Checker& c, const ast::Subscript& n, Expr* view) {
  auto* type = as<ViewType>(value_type(view->type));
  auto indices = index_list(*n.index);
  SliceShape shape;
  bool plain = indices.size() == type->axes.size();
  for (auto* e : indices) plain = plain && !is_newaxis(*e) && !ast::is<ast::EllipsisLiteral>(e) && !ast::is<ast::Slice>(e);
  if (plain) return view_element(c, n.span, view, indices, false);
  if (!read_subscripts(c, n.span, type, indices, shape)) return c.error_value(n.span);
  auto* made = c.make<typed::ViewSlice>(n.span, c.types.view_of(type->dtype, result_axes(type, shape)));
  made->view = view;
  made->subscripts = c.arena.copy(shape.subscripts);
  made->checks = index_checks(c, view);
  return made;
}

Expr* view_row(Checker& c, Span span, Expr* view, Expr* index, typed::IndexChecks checks) {
  auto* type = as<ViewType>(value_type(view->type));
  SliceShape shape;
  shape.subscripts.push_back({typed::ViewSubscript::Index, index, nullptr, nullptr, nullptr});
  for (std::size_t axis = 1; axis < type->axes.size(); ++axis) add_full_axis(shape, type->axes[axis]);
  auto* made = c.make<typed::ViewSlice>(span, c.types.view_of(type->dtype, result_axes(type, shape)));
  made->view = view;
  made->subscripts = c.arena.copy(shape.subscripts);
  made->checks = checks;
  return made;
}

// ---- attributes
Expr* view_attribute(Checker& c, Span span, Expr* view, Text name) {
  auto* type = as<ViewType>(value_type(view->type));
  auto array = [&](typed::ViewProperty property) {
    auto* made = c.make<typed::ViewAttribute>(span, c.types.array_of(c.types.ssize, 8));
    made->view = view;
    made->property = property;
    made->checks = index_checks(c, view);
    return made;
  };
  if (name == "shape") return array(typed::ViewProperty::Shape);
  if (name == "strides") return array(typed::ViewProperty::Strides);
  if (name == "suboffsets") return array(typed::ViewProperty::Suboffsets);
  if (name == "T") {
    std::vector<Axis> axes(type->axes.rbegin(), type->axes.rend());
    return c.call_runtime(span, rt::view_transpose, c.types.view_of(type->dtype, axes), {view});
  }
  if (name == "base") return c.call_runtime(span, rt::view_base, c.types.object, {view});
  if (name == "size") return c.call_runtime(span, rt::view_size, c.types.ssize, {view});
  if (name == "nbytes") return c.call_runtime(span, rt::view_nbytes, c.types.ssize, {view});
  if (name == "ndim") return c.integer(span, static_cast<std::int64_t>(type->axes.size()), c.types.int_);
  if (name == "itemsize") {
    auto* made = c.make<typed::SizeofType>(span, c.types.size);
    made->measured = type->dtype;
    return make_convert(c, typed::Conversion::CCast, made, c.types.ssize);
  }
  return nullptr;
}

Expr* view_attribute_item(Checker& c, const ast::Subscript& n, const typed::ViewAttribute* attribute) {
  if (ast::is<ast::Slice>(n.index)) return subscript_of(c, n, to_object(c, const_cast<typed::ViewAttribute*>(attribute)));
  Expr* index = index_value(c, *n.index);
  if (is_error(index->type)) return index;
  auto dimensions = static_cast<std::int64_t>(as<ViewType>(value_type(attribute->view->type))->axes.size());
  if (auto k = known_integer(c, index)) {
    if (*k < 0 && *k >= -dimensions) index = c.integer(index->span, *k + dimensions, c.types.ssize);
    else if (*k >= dimensions || *k < 0) {
      c.error(index->span, diag::dimension_out_of_bounds, *k, dimensions);
      return c.error_value(n.span);
    }
  }
  auto* made = c.make<typed::ViewAttribute>(n.span, c.types.ssize);
  made->view = attribute->view;
  made->property = attribute->property;
  made->checks = attribute->checks;
  made->index = index;
  return made;
}

Expr* view_method_call(Checker& c, const ast::Call& n, Expr* view, Text name) {
  auto* type = as<ViewType>(value_type(view->type));
  if (!n.arguments.empty() || !n.keywords.empty()) return nullptr;
  if (name == "copy") return c.call_runtime(n.span, rt::view_copy, contiguous_view(c, type, false), {view});
  if (name == "copy_fortran") return c.call_runtime(n.span, rt::view_copy_fortran, contiguous_view(c, type, true), {view});
  if (name == "is_c_contig") return c.call_runtime(n.span, rt::view_is_c_contiguous, c.types.bint, {view});
  if (name == "is_f_contig") return c.call_runtime(n.span, rt::view_is_f_contiguous, c.types.bint, {view});
  return nullptr;
}

bool view_convertible(const ViewType* from, const ViewType* to, std::string* why) {
  if (from->axes.size() != to->axes.size()) {
    *why = fmt::format("they have {} and {} dimensions", from->axes.size(), to->axes.size());
    return false;
  }
  auto *cf = as<ConstType>(from->dtype), *ct = as<ConstType>(to->dtype);
  if (!same_type(cf ? cf->base : from->dtype, ct ? ct->base : to->dtype)) {
    *why = "their item types differ";
    return false;
  }
  if (cf && cf->is_const && !ct) {
    *why = "the first one is read-only";
    return false;
  }
  if ((to->c_contiguous && !from->c_contiguous) || (to->f_contiguous && !from->f_contiguous)) {
    *why = "the first one may be strided (take a .copy(), or declare the second one strided)";
    return false;
  }
  for (std::size_t i = 0; i < from->axes.size(); ++i) {
    AxisAccess f = from->axes[i].access, t = to->axes[i].access;
    if (f != t && t != AxisAccess::Generic) {
      *why = "one of them is indirect";
      return false;
    }
  }
  return true;
}

}  // namespace cyrite::check
