// Addresses, sizeof and casts.
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

Expr* address_of(Checker& c, const ast::Unary& n) {
  Expr* place = c.expr(*n.operand);
  if (is_error(place->type)) return place;
  const Type* type = place->type;
  if (as<FunctionType>(value_type(type))) return make_convert(c, typed::Conversion::Decay, place, c.types.pointer_to(value_type(type)));
  if (is_cpp_class(type) && member_of(c, type, "operator&")) return cpp_operation(c, n.span, "&", {place});
  switch (place->kind) {
    case typed::Kind::LocalRef:
    case typed::Kind::FieldRef:
    case typed::Kind::Element:
    case typed::Kind::Dereference:
    case typed::Kind::ViewElement:
      break;
    case typed::Kind::ViewAttribute: return place;
    case typed::Kind::GlobalVariable:
      if (static_cast<typed::GlobalVariable*>(place)->symbol->kind == SymbolKind::CVariable) break;
      [[fallthrough]];
    default:
      if (typed::gives_reference(place)) break;
      c.error(n.span, diag::not_an_lvalue);
      return c.error_value(n.span);
  }
  if (is_object(type) || is_view(type)) {
    c.error(n.span, diag::address_of_object, type_text(type));
    return c.error_value(n.span);
  }
  const Type* pointed = value_type(type);
  if (auto* element = typed::as<typed::ViewElement>(place))
    if (auto* view = as<ViewType>(value_type(element->view->type))) pointed = view->dtype;
  if (auto* element = typed::as<typed::Element>(place); element && pointed_type(element->base->type)) pointed = value_type(pointed_type(element->base->type));
  if (auto* local = typed::as<typed::LocalRef>(place)) pointed = value_type(local->local->type);
  if (auto* global = typed::as<typed::GlobalVariable>(place)) pointed = value_type(global->symbol->type);
  auto* made = c.make<typed::AddressOf>(n.span, c.types.pointer_to(pointed));
  made->place = place;
  return made;
}

Expr* Checker::check(const ast::Sizeof& n) {
  const Type* type = nullptr;
  if (n.value) type = type_of_expression(*n.value);
  bool names_a_value = false;
  if (auto* name = ast::as<ast::Name>(n.value))
    if (Symbol* s = find_name(*this, name->name)) names_a_value = s->kind == SymbolKind::Local || s->kind == SymbolKind::CVariable || s->kind == SymbolKind::PythonName;
  if (!n.value || (n.type && !type && !names_a_value && !ast::is<ast::Subscript>(n.value) && !ast::is<ast::Attribute>(n.value))) {
    if (n.type) type = resolve_type(*n.type, n.declarator);
  } else if (names_a_value || !type) {
    ++state_of(*this).speculative;
    Expr* value = expr(*n.value);
    --state_of(*this).speculative;
    type = value->type;
    if (auto* local = typed::as<typed::LocalRef>(value)) type = local->local->type;
  }
  if (!type || is_error(type)) return error_value(n.span);
  if (is_object(type) && !as<ExtensionType>(type)) {
    error(n.span, diag::sizeof_object, type_text(type));
    return error_value(n.span);
  }
  if (kind_of(type) == TypeKind::Struct && is_incomplete(type) && !as<StructType>(type)->declared_extern) {
    error(n.span, diag::sizeof_incomplete, type_text(type));
    return error_value(n.span);
  }
  auto* made = make<typed::SizeofType>(n.span, types.size);
  made->measured = type;
  return made;
}

Expr* Checker::check(const ast::Cast& n) {
  if (auto* view = ast::as<ast::SubscriptType>(n.type))
    if (Expr* made = pointer_cast_to_view(*this, n, *view)) return made;
  const Type* type = resolve_type(*n.type, n.declarator);
  if (is_error(type)) {
    expr(*n.value);
    return error_value(n.span);
  }
  if (auto* literal = ast::as<ast::StringLiteral>(n.value))
    if (is_string_pointer(type) || is_int(type))
      if (Expr* made = string_as(*this, *literal, type)) return made;
  auto* subscript = ast::as<ast::Subscript>(n.value);
  bool slice = subscript && ast::is<ast::Slice>(subscript->index) && (type == types.bytes || type == types.str || type == types.bytearray);
  Saved<const Type*> wanted(state_of(*this).slice_class, slice ? type : state_of(*this).slice_class);
  bool may_borrow = at.nogil && state_of(*this).borrowable == &n;
  state_of(*this).borrowable = nullptr;
  Expr* value = expr(*n.value);
  Saved<bool> borrow(state_of(*this).may_borrow, may_borrow);
  return cast_to(*this, value, type, n.checked, n.span);
}

// <T[:n, :m]>pointer: a view of memory that somebody else owns.
Expr* pointer_cast_to_view(Checker& c, const ast::Cast& n, const ast::SubscriptType& written) {
  bool slices = !written.arguments.empty();
  for (auto* e : written.arguments) slices = slices && ast::is<ast::Slice>(e);
  if (!slices) return nullptr;
  bool sized = false;
  for (auto* e : written.arguments) sized |= ast::as<ast::Slice>(e)->upper != nullptr;
  Expr* value = c.expr(*n.value);
  if (is_error(value->type)) return value;
  if (!sized && !as<ArrayType>(value_type(value->type))) return nullptr;
  const Type* dtype = c.resolve_type(*written.base);
  if (is_error(dtype)) return c.error_value(n.span);
  std::vector<Axis> axes;
  ExprList sizes;
  auto* array = as<ArrayType>(value_type(value->type));
  bool fortran = false;
  const Type* item = value_type(value->type);
  for (std::size_t i = 0; i < written.arguments.size(); ++i) {
    auto* s = ast::as<ast::Slice>(written.arguments[i]);
    bool one = s->step && known_integer(c, c.expr(*s->step)) == 1;
    fortran |= one && i == 0 && written.arguments.size() > 1;
    axes.push_back({AxisAccess::Direct, AxisPacking::Follow});
    if (s->upper) sizes.push_back(c.expr_as(*s->upper, c.types.ssize));
    else if (array && array->size >= 0) sizes.push_back(c.integer(n.span, array->size, c.types.ssize));
    else {
      c.error(s->span, diag::view_cast_needs_size);
      return c.error_value(n.span);
    }
    item = pointed_type(item) ? pointed_type(item) : item;
    array = as<ArrayType>(item);
  }
  (fortran ? axes.front() : axes.back()).packing = AxisPacking::Contiguous;
  const Type* pointed = pointed_type(value->type);
  bool untyped = kind_of(value->type) == TypeKind::NullPointer || (pointed && is_void(pointed));
  if (untyped) {
    value = make_convert(c, typed::Conversion::CCast, value, c.types.pointer_to(dtype), true);
    pointed = dtype;
  }
  if (!pointed || (!is_void(pointed) && !same_type(dtype, item) && !same_type(dtype, pointed))) {
    c.error(n.span, diag::view_cast_of_wrong_pointer, type_text(value->type), type_text(dtype));
    return c.error_value(n.span);
  }
  c.require_gil(n.span, "making a view of a pointer");
  auto* made = static_cast<typed::Convert*>(make_convert(c, typed::Conversion::PointerToView, decayed(c, value), c.types.view_of(dtype, axes), true));
  made->sizes = c.arena.copy(sizes);
  made->fortran = fortran;
  return made;
}

}  // namespace cyrite::check
