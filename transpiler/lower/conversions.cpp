// Conversions between C values and Python objects, and between object types.
#include <fmt/format.h>

#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

void FunctionLowering::check_not_none(Value v, std::string_view message, bool attribute_error) {
  Value check = b.add(Op::CheckNotNone, nullptr, {v});
  check->text = message;
  check->flag = attribute_error;
}

Value FunctionLowering::as_type(Value v, const Type* to) {
  if (!v || !to || v->type == to || !is_object(v->type) || !is_object(to) || resolved(v->type) == resolved(to)) return v;
  // A fresh object is simply declared to be of the other type.
  if (ir::info(v->op).result != ir::ResultClass::Borrowed && v->op != Op::Load && ir::ownership(*v) == ir::Ownership::Owned) {
    v->type = to;
    return v;
  }
  return b.add(Op::BorrowCast, to, {v});
}

static bool is_char(const Type* t) {
  auto i = as<IntType>(t);
  return i && i->rank == IntRank::Char;
}

Value FunctionLowering::to_object(Value v, const Type* from) {
  if (!v || is_void(from)) return none();
  if (is_object(from)) return v;
  const Type* t = resolved(from);
  switch (t->kind) {
    case TypeKind::View: return call(rt::view_to_object, types.object, {v});
    case TypeKind::Int: {
      auto* i = static_cast<const IntType*>(t);
      if (i->role == IntRole::Truth || i->rank == IntRank::Bool) return call(rt::bool_to_object, types.object, {v});
      if (i->role == IntRole::CodePoint || i->role == IntRole::CodeUnit) return call(rt::ucs4_to_object, types.object, {v});
      return call(rt::int_to_object, types.object, {v});
    }
    case TypeKind::Enum: return call(static_cast<const EnumType*>(t)->is_cpdef ? rt::to_object : rt::enum_to_object, types.object, {v});
    case TypeKind::Float: return call(rt::double_to_object, types.object, {v});
    case TypeKind::Complex: return call(rt::complex_to_object, types.object, {v});
    case TypeKind::Pointer: {
      const Type* base = static_cast<const PointerType*>(t)->base;
      if (is_char(base)) return call(rt::pointer_to_bytes, types.object, {v});
      if (auto i = as<IntType>(base); i && i->role == IntRole::CodeUnit) return call(rt::wide_pointer_to_str, types.object, {v});
      return call(rt::to_object, types.object, {v});
    }
    case TypeKind::Array: {
      auto* array = static_cast<const ArrayType*>(t);
      if (is_char(array->base)) return call(rt::pointer_to_bytes, types.object, {v});
      if (kind_of(array->base) == TypeKind::Array || array->size < 0) return call(rt::to_object, types.object, {v});
      auto item = as<IntType>(array->base);
      bool characters = item && (item->role == IntRole::CodePoint || item->role == IntRole::CodeUnit);
      return call(characters ? rt::characters_to_list : rt::array_to_list, types.object, {v, b.integer(types.ssize, array->size)});
    }
    case TypeKind::CppClass: return call(rt::cpp_to_object, types.object, {v});
    default: return call(rt::to_object, types.object, {v});
  }
}

// The message about a wrong item type names it as the source does: a ctypedef's name is not known to C++ any more.
Value FunctionLowering::acquire_view(Value v, const Type* to, bool writable) {
  const Type* item = static_cast<const ViewType*>(resolved(to))->dtype;
  if (auto* constant = as<ConstType>(item)) item = constant->base;
  std::vector<Value> arguments{v, b.integer(types.bint, writable)};
  if (item->kind == TypeKind::Alias) arguments.push_back(text_literal(item->name));
  return call(rt::view_from_object, to, std::move(arguments));
}

Value FunctionLowering::from_object(Value v, const Type* to) {
  const Type* t = resolved(to);
  switch (t->kind) {
    case TypeKind::Object:
    case TypeKind::Builtin:
    case TypeKind::Extension:
    case TypeKind::Buffer: return check_type(v, to, false, false);
    case TypeKind::Void: return nullptr;
    case TypeKind::View: {
      return acquire_view(v, to, !as<ConstType>(static_cast<const ViewType*>(t)->dtype));
    }
    case TypeKind::Int: {
      auto* i = static_cast<const IntType*>(t);
      if (i->role == IntRole::Truth || i->rank == IntRank::Bool) return call(rt::object_is_true, to, {v});
      if (i->role == IntRole::CodePoint) return call(rt::ucs4_from_object, to, {v});
      if (i->role == IntRole::CodeUnit) return call(rt::wide_char_from_object, to, {v});
      if (i->role == IntRole::Hash) return call(rt::hash_from_object, to, {v});
      if (to == types.ssize) return call(rt::size_from_index, to, {v});
      bool named = to->kind == TypeKind::Alias || i->size_unknown || to->name == "size_t";  // messages say the type as it is declared
      return named ? call(rt::int_from_object_named, to, {v, text_literal(to->name.view())}) : call(rt::int_from_object, to, {v});
    }
    case TypeKind::Enum: return call(rt::enum_from_object, to, {v});
    case TypeKind::Float: return call(t == types.double_ ? rt::double_from_object : rt::float_from_object, to, {v});
    case TypeKind::Complex: return call(rt::complex_from_object, to, {v});
    case TypeKind::Pointer: {
      auto i = as<IntType>(static_cast<const PointerType*>(t)->base);
      if (i && i->role == IntRole::CodeUnit) return call(rt::wide_pointer_from_str, to, {v});
      std::string_view encoding = source.directives ? source.directives->c_string_encoding.view() : std::string_view();
      bool ascii = encoding == "ascii" || encoding == "us-ascii";
      return call(encoding.empty() ? rt::pointer_from_bytes : ascii ? rt::pointer_from_ascii : rt::pointer_from_string, to, {v});
    }
    case TypeKind::CppClass: return call(rt::cpp_from_object, to, {v});
    default: return call(rt::from_object, to, {v});
  }
}

Value FunctionLowering::truth(Value v, const Type* from) {
  if (is_object(from)) return call(rt::object_is_true, types.bint, {v});
  if (is_view(from)) return b.add(Op::NotTruth, types.bint, {call(rt::view_is_none, types.bint, {v})});
  if (is_truth(from) || resolved(from) == types.cpp_bool) return v;
  return compare(CComparison::NotEqual, v, zero(from));
}

// ---- tests of classes

static bool needs_exact(const Type* to) {
  auto* builtin = as<BuiltinType>(to);
  return builtin && builtin->exact_required;
}
static Value type_object(FunctionLowering& l, const Type* of) {
  if (auto* buffer = as<BufferType>(of)) of = buffer->base;
  Value v = l.b.add(Op::TypeObject, l.types.type);
  v->of_type = of;
  return v;
}
static bool is_any_object(const Type* t) {
  if (auto* buffer = as<BufferType>(t)) t = buffer->base;
  return kind_of(t) == TypeKind::Object;
}

Value FunctionLowering::check_type(Value v, const Type* to, bool not_none, bool exact) {
  if (is_any_object(to)) {
    if (not_none) check_not_none(v, fmt::format("Expected {}, got None", type_text(to)), false);
    return as_type(v, to);
  }
  const RuntimeFunction& row = not_none && needs_exact(to) ? rt::object_typetest_exact_not_none : not_none ? rt::object_typetest_not_none : exact || needs_exact(to) ? rt::object_typetest_exact : rt::object_typetest;
  call(row, types.int_, {v, type_object(*this, to)});
  return as_type(v, to);
}

void FunctionLowering::check_argument(Value v, const Parameter& p) {
  if (is_any_object(p.local->type)) {
    if (p.not_none) check_not_none(v, fmt::format("Argument '{}' must not be None", p.local->name.view()), false);
    return;
  }
  const Type* to = p.local->type;

  call(rt::argument_typetest, types.int_,
       {v, type_object(*this, to), b.integer(types.bint, !p.not_none), text_literal(p.local->name), b.integer(types.bint, needs_exact(to))});
}

Value FunctionLowering::argument_from_object(Value v, const Parameter& p) {
  const Type* to = p.local->type;
  if (to == types.py_float || to == types.py_int)
    return call(rt::number_argument, to, {v, type_object(*this, to), b.integer(types.bint, !p.not_none), text_literal(p.local->name)});
  if (is_object(to)) {
    check_argument(v, p);
    return as_type(v, to);
  }
  if (p.not_none) check_not_none(v, fmt::format("Argument '{}' must not be None", p.local->name.view()), false);
  return from_object(v, to);
}

// ---- the node

static Value string_to_pointer(FunctionLowering& l, const Convert& e, Value v) {
  auto* pointer = as<PointerType>(e.type);
  auto i = pointer ? as<IntType>(pointer->base) : nullptr;
  if (i && i->role == IntRole::CodeUnit) return l.call(rt::wide_pointer_from_str, e.type, {v});
  std::string_view encoding = e.encoding.view();
  bool bytes = encoding.empty() || is_builtin(e.operand->type, BuiltinClass::Bytes) || is_builtin(e.operand->type, BuiltinClass::ByteArray);
  if (bytes) return l.call(rt::pointer_from_bytes, e.type, {v});
  return l.call(encoding == "ascii" || encoding == "us-ascii" ? rt::pointer_from_ascii : rt::pointer_from_string, e.type, {v});
}

static Value pointer_to_string(FunctionLowering& l, const Convert& e, Value v) {
  const Type* from = e.operand->type;
  auto* pointer = as<PointerType>(from);
  auto* array = as<ArrayType>(from);
  auto i = pointer ? as<IntType>(pointer->base) : array ? as<IntType>(array->base) : nullptr;
  if (i && i->role == IntRole::CodeUnit) return l.call(rt::wide_pointer_to_str, e.type, {v});
  if (is_builtin(e.type, BuiltinClass::Str)) return l.call(rt::pointer_to_str, e.type, {v, l.text_literal(!e.encoding || e.encoding == "default" ? "utf8" : e.encoding.view())});
  if (is_builtin(e.type, BuiltinClass::ByteArray)) return l.call(rt::pointer_to_bytearray, e.type, {v});
  return l.call(rt::pointer_to_bytes, e.type, {v});
}

static Value cast(FunctionLowering& l, const Convert& e, Value v) {
  if (e.overflow_check && is_int(e.type) && is_int(e.operand->type)) return l.call(rt::integer_cast_checked, e.type, {v});
  if (is_object(e.type) && is_object(v->type)) return l.as_type(v, e.type);
  if (v->type == e.type) return v;
  return l.b.add(Op::CCast, e.type, {v});
}

static Value view_conversion(FunctionLowering& l, const Convert& e, Value v) {
  switch (e.conversion) {
    case Conversion::ObjectToView:
      if (e.not_none) l.check_not_none(v, e.text ? fmt::format("Argument '{}' must not be None", e.text.view()) : "Cannot convert None to a memoryview", false);
      return l.acquire_view(v, e.type, e.writable);
    case Conversion::ViewToObject: return l.call(rt::view_to_object, e.type, {v});
    case Conversion::ViewToView: return l.call(rt::view_convert, e.type, {v});
    default: break;
  }
  std::vector<Value> arguments{v, l.b.integer(l.types.bint, e.fortran)};
  for (const Expr* size : e.sizes) arguments.push_back(l.value(size));
  return l.call(is_object(e.type) ? rt::array_from_pointer : rt::view_from_pointer, e.type, arguments);
}

static std::string none_message(const Convert& e) {
  std::string_view text = e.text.view();
  if (text.find(' ') != std::string_view::npos) return std::string(text);  // a whole message
  if (text.empty()) return "'NoneType' object is not subscriptable";
  return fmt::format("Argument '{}' must not be None", text);
}

Value FunctionLowering::lower(const Convert& e) {
  switch (e.conversion) {
    case Conversion::Decay: {
      if (!as<ArrayType>(e.operand->type)) {  // a function is its address
        Value function = value(e.operand);
        if (as<FunctionType>(function->type)) function->type = e.type;
        return function;
      }
      Value first = b.add(Op::ElementPlace, as<ArrayType>(e.operand->type)->base, {place(e.operand), b.integer(types.int_, 0)});
      return b.add(Op::AddressOf, e.type, {first});
    }
    case Conversion::ToObject:
      // Arrays are passed as they are: no value of an array exists.
      if (kind_of(e.operand->type) == TypeKind::Array) return as_type(to_object(place(e.operand), e.operand->type), e.type);
      break;
    default: break;
  }
  if (e.conversion == Conversion::ToTruth && as<Logical>(e.operand) && !is_cheap(e.operand) && !is_truth(e.operand->type)) {
    ir::Local* result = temporary(types.bint, "truth");
    ir::Block *yes = b.new_block("true"), *no = b.new_block("false"), *after = b.new_block();
    branch_truth(e.operand, yes, no);
    b.place(yes);
    b.store(result, b.integer(types.bint, 1));
    b.jump(after);
    b.place(no);
    b.store(result, b.integer(types.bint, 0));
    b.place(after);
    return b.load(result);
  }
  Value v = e.conversion == Conversion::PointerToString && kind_of(e.operand->type) == TypeKind::Array ? place(e.operand) : value(e.operand);
  switch (e.conversion) {
    case Conversion::CCast: return cast(*this, e, v);
    case Conversion::ToObject: return as_type(to_object(v, e.operand->type), e.type);
    case Conversion::FromObject: return from_object(v, e.type);
    case Conversion::ToTruth: return truth(v, e.operand->type);
    case Conversion::TypeTest: return check_type(v, e.type, e.not_none, e.exact);
    case Conversion::TypeAssume: return is_object(e.type) ? as_type(v, e.type) : cast(*this, e, v);
    case Conversion::NotNone:
      check_not_none(v, none_message(e), none_message(e).find("has no attribute") != std::string::npos);
      return as_type(v, e.type);
    case Conversion::ObjectToView:
    case Conversion::ViewToObject:
    case Conversion::ViewToView:
    case Conversion::PointerToView: return view_conversion(*this, e, v);
    case Conversion::ObjectToPointer: return b.add(Op::ObjectToPointer, e.type, {v});
    case Conversion::PointerToObject: return b.add(Op::PointerToObject, e.type, {v});
    case Conversion::StringToPointer: return string_to_pointer(*this, e, v);
    case Conversion::PointerToString: return pointer_to_string(*this, e, v);
    case Conversion::CppFromObject: return call(rt::cpp_from_object, e.type, {v});
    case Conversion::CppToObject: return call(rt::cpp_to_object, e.type, {v});
    case Conversion::Decay: break;
  }
  return v;
}

}  // namespace cyrite::lower
