// Typed memoryviews: items, slices, shapes, copies and fills.
#include <algorithm>

#include <fmt/format.h>

#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

namespace {

// Views are big structs with a counted owner: they are looked at where they are.
Value view_operand(FunctionLowering& l, const Expr* view) {
  switch (view->kind) {
    case Kind::LocalRef:
    case Kind::GlobalVariable:
    case Kind::FieldRef:
    case Kind::Element:
    case Kind::Dereference: return l.place(view);
    default: return l.value(view);
  }
}

std::string view_name(const Expr* view) {
  if (auto* n = as<LocalRef>(view)) return n->local->name.str();
  if (auto* n = as<GlobalVariable>(view)) return n->symbol->name.str();
  if (auto* n = as<FieldRef>(view)) return n->name.str();
  return {};
}

Value checked_view(FunctionLowering& l, const Expr* view, IndexChecks checks, std::string_view none_message, bool attribute = false) {
  Value v = view_operand(l, view);
  if (auto* n = as<LocalRef>(view)) checks.initialized = checks.initialized || n->check_bound;
  if (checks.initialized) l.b.add(Op::CheckView, nullptr, {v})->text = view_name(view);
  if (checks.none) l.check_not_none(v, none_message, attribute);
  return v;
}

}  // namespace

Value FunctionLowering::view_item(const ViewElement& e) {
  Value view = checked_view(*this, e.view, e.checks, "Cannot index None memoryview slice");
  std::vector<Value> operands{view};
  std::vector<Value> indices = values(e.indices);
  for (std::size_t i = 0; i < indices.size(); ++i) {
    Value index = indices[i];
    auto* literal = as<CLiteral>(e.indices[i]);
    bool negative = !(literal && literal->is_integer && literal->integer >= 0);
    if (auto* type = as<IntType>(index->type)) negative = negative && type->sign != Sign::Unsigned;
    IndexChecks checks{e.checks.bounds, e.checks.wraparound && negative, false, false};
    if (checks.bounds || checks.wraparound) {
      Value check = b.add(Op::CheckIndex, types.ssize, {view, index});
      check->integer = static_cast<std::int64_t>(i);
      check->checks = checks;
      check->flag = e.is_buffer;
      index = check;
    }
    operands.push_back(index);
  }
  Value v = b.add(Op::ViewItemPlace, e.type, std::move(operands));
  v->flag = e.is_buffer;
  return v;
}

Value FunctionLowering::lower(const ViewElement& e) { return b.load(view_item(e)); }

Value FunctionLowering::lower(const ViewSlice& e) {
  std::vector<Value> operands{checked_view(*this, e.view, e.checks, "Cannot slice None memoryview slice")};
  for (const ViewSubscript& s : e.subscripts)
    for (const Expr* part : {s.index, s.lower, s.upper, s.step})
      if (part) operands.push_back(value(part));
  Value v = b.add(Op::SliceView, e.type, std::move(operands));
  v->subscripts.assign(e.subscripts.begin(), e.subscripts.end());
  v->checks = e.checks;
  return v;
}

Value FunctionLowering::lower(const ViewAttribute& e) {
  static const char* const names[] = {"shape", "strides", "suboffsets"};
  const char* name = names[static_cast<int>(e.property)];
  Value view = checked_view(*this, e.view, e.checks, fmt::format("Cannot access '{}' attribute of None memoryview slice", name), true);
  auto* literal = e.index ? as<CLiteral>(e.index) : nullptr;
  if (literal && literal->is_integer && e.property != ViewProperty::Suboffsets) {
    Value v = b.add(e.property == ViewProperty::Shape ? Op::ViewExtent : Op::ViewStride, e.type, {view});
    v->integer = literal->integer;
    return v;
  }
  auto* type = static_cast<const ViewType*>(resolved(e.view->type));
  bool direct = std::all_of(type->axes.begin(), type->axes.end(), [](const Axis& axis) { return axis.access == AxisAccess::Direct; });
  if (e.property == ViewProperty::Suboffsets && direct && e.index) return b.integer(types.ssize, -1);  // such a view keeps none
  Value field = b.add(Op::FieldPlace, types.array_of(types.ssize, static_cast<std::int64_t>(type->axes.size())), {view});
  field->text = name;
  if (e.index) return b.load(b.add(Op::ElementPlace, types.ssize, {field, value(e.index)}));
  return b.add(Op::AddressOf, e.type, {b.add(Op::ElementPlace, types.ssize, {field, b.integer(types.ssize, 0)})});
}

void FunctionLowering::lower(const ViewAssign& s) {
  // The source is evaluated first, as in every assignment.
  bool copies = is_view(s.source->type);
  Value source_value = copies ? view_operand(*this, s.source) : value(s.source);
  Value target = view_operand(*this, s.target);
  call(copies ? rt::view_assign : rt::view_fill, types.int_, {target, source_value});
}

}  // namespace cyrite::lower
