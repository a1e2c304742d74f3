// Conversions between types, implicit and explicit: C and Python numbers, strings, structs, pointers, views, classes.
#include <cstdlib>

#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

using typed::Conversion;

Expr* make_convert(Checker& c, Conversion conversion, Expr* operand, const Type* to, bool is_explicit) {
  auto* made = c.make<typed::Convert>(operand->span, to);
  made->conversion = conversion;
  made->operand = operand;
  made->is_explicit = is_explicit;
  return made;
}

void cannot_convert(Checker& c, Span span, const Type* from, const Type* to) {
  c.error(span, diag::cannot_convert, type_text(from), type_text(to));
}

Expr* retyped(Checker& c, Expr* e, const Type* to) {
  if (e->type == to) return e;
  if (auto* k = typed::as<typed::PyConstant>(e)) {
    auto* made = c.make<typed::PyConstant>(e->span, to);
    made->constant = k->constant;
    return made;
  }
  return make_convert(c, Conversion::TypeAssume, e, to);
}

Expr* not_none(Checker& c, Expr* e, std::string message) {
  if (!may_be_none(c, e)) return e;
  auto* made = c.make<typed::Convert>(e->span, e->type);
  made->conversion = Conversion::NotNone;
  made->operand = e;
  made->not_none = true;
  made->text = message;
  return made;
}

bool is_none(Checker& c, const Expr* e) {
  const Constant* k = known_constant(c, e);
  return k && k->kind == Constant::None;
}

bool is_simple(const Expr* e) {
  switch (e->kind) {
    case typed::Kind::CLiteral:
    case typed::Kind::PyConstant: return true;
    case typed::Kind::LocalRef: return static_cast<const typed::LocalRef*>(e)->local->is_temporary;
    case typed::Kind::GlobalVariable: return static_cast<const typed::GlobalVariable*>(e)->symbol->kind != SymbolKind::CVariable;
    default: return false;
  }
}

bool may_be_none(Checker& c, const Expr* e) {
  switch (e->kind) {
    case typed::Kind::PyConstant: return is_none(c, e);
    case typed::Kind::Display:
    case typed::Kind::DictDisplay:
    case typed::Kind::FormattedString:
    case typed::Kind::MakeFunction: return false;
    case typed::Kind::Let: return may_be_none(c, static_cast<const typed::Let*>(e)->body);
    case typed::Kind::BlockValue: return may_be_none(c, static_cast<const typed::BlockValue*>(e)->value);
    case typed::Kind::GlobalVariable: {
      auto* g = static_cast<const typed::GlobalVariable*>(e);
      return g->symbol->kind != SymbolKind::TypeName;
    }
    case typed::Kind::LocalRef: {
      auto& known = state_of(c).never_none;
      auto found = known.find(static_cast<const typed::LocalRef*>(e)->local);
      return found == known.end() || !found->second;
    }
    case typed::Kind::Convert: {
      auto* v = static_cast<const typed::Convert*>(e);
      if (v->conversion == Conversion::NotNone || v->not_none) return false;
      if (v->conversion == Conversion::TypeTest || v->conversion == Conversion::TypeAssume) return may_be_none(c, v->operand);
      return v->conversion != Conversion::ToObject && v->conversion != Conversion::PointerToString;
    }
    case typed::Kind::RuntimeCall:
      // A row that makes a builtin object makes that object; getters of `object` may give anything.
      return !as<BuiltinType>(e->type) || is_exception_class(e->type);
    case typed::Kind::PyCall: return kind_of(e->type) == TypeKind::Object;  // a constructor call has the type of its class
    default: return true;
  }
}

Expr* decayed(Checker& c, Expr* e) {
  const Type* type = value_type(e->type);
  if (auto* a = as<ArrayType>(type)) return make_convert(c, Conversion::Decay, e, c.types.pointer_to(a->base));
  if (as<FunctionType>(type)) return make_convert(c, Conversion::Decay, e, c.types.pointer_to(type));
  return e;
}

// ---- C values to objects
namespace {

std::string utf8_of(std::uint32_t ch) {
  std::string out;
  if (ch < 0x80) out += static_cast<char>(ch);
  else if (ch < 0x800) out += {static_cast<char>(0xC0 | (ch >> 6)), static_cast<char>(0x80 | (ch & 63))};
  else if (ch < 0x10000) out += {static_cast<char>(0xE0 | (ch >> 12)), static_cast<char>(0x80 | ((ch >> 6) & 63)), static_cast<char>(0x80 | (ch & 63))};
  else out += {static_cast<char>(0xF0 | (ch >> 18)), static_cast<char>(0x80 | ((ch >> 12) & 63)), static_cast<char>(0x80 | ((ch >> 6) & 63)), static_cast<char>(0x80 | (ch & 63))};
  return out;
}

Expr* literal_object(Checker& c, const typed::CLiteral* k) {
  if (k->is_string) return c.constant(k->span, {k->text.empty() ? Constant::EmptyBytes : Constant::Bytes, std::string(k->text), {}});
  if (k->is_integer && kind_of(k->type) == TypeKind::Int) {
    if (is_truth(k->type)) return c.constant(k->span, {k->integer ? Constant::True : Constant::False, {}, {}});
    if (is_character(k->type)) return c.constant(k->span, {Constant::Str, utf8_of(static_cast<std::uint32_t>(k->integer)), {}});
    return c.constant(k->span, {Constant::Int, std::to_string(k->integer), {}});
  }
  if (resolved(k->type) == c.types.double_) {
    std::string text = python_float_text(k->text);  // 0. and 0.0 are one constant
    return c.constant(k->span, {Constant::Float, text.find_first_of("in") == text.npos ? float_text(std::strtod(text.c_str(), nullptr)) : text, {}});
  }
  if (resolved(k->type) == c.types.double_complex) return c.constant(k->span, {Constant::Imaginary, python_imaginary_text(k->text), {}});
  return nullptr;
}

Expr* string_object(Checker& c, Expr* e, const Type* to) {
  auto* made = c.make<typed::Convert>(e->span, to);
  made->conversion = Conversion::PointerToString;
  made->operand = decayed(c, e);
  if (to == c.types.str) {
    made->encoding = c.at.directives->c_string_encoding;
    if (!is_unicode_pointer(e->type) && made->encoding.empty()) {
      cannot_convert(c, e->span, e->type, to);
      return c.error_value(e->span);
    }
  }
  return made;
}

Expr* aggregate_object(Checker& c, const typed::Aggregate* a) {
  std::vector<typed::DisplayItem> items;
  ExprList objects;
  bool constant = true;
  for (Expr* item : a->items) {
    objects.push_back(to_object(c, item));
    constant &= typed::as<typed::PyConstant>(objects.back()) != nullptr;
    items.push_back({objects.back(), false});
  }
  if (constant) {
    Constant tuple{Constant::Tuple, {}, {}};
    for (Expr* e : objects) tuple.items.push_back(typed::as<typed::PyConstant>(e)->constant);
    return c.constant(a->span, std::move(tuple));
  }
  auto* made = c.make<typed::Display>(a->span, c.types.tuple);
  made->display = typed::DisplayKind::Tuple;
  made->items = c.arena.copy(items);
  return made;
}

}  // namespace

// What a C value becomes where a class of its own is asked for: a byte, a bytearray of a char*, a tuple of an array. Null: an ordinary conversion.
static Expr* object_of_class(Checker& c, Expr* e, const Type* to) {
  const Type* from = value_type(e->type);
  if (to == c.types.bytes && kind_of(from) == TypeKind::Int && !is_truth(from) && !is_character(from)) {
    c.require_gil(e->span, "making a bytes object of a C integer");
    bool is_char = as<IntType>(from)->rank == IntRank::Char;
    return c.call_runtime(e->span, is_char ? rt::char_to_bytes : rt::byte_to_bytes, to, {e});
  }
  auto* array = as<ArrayType>(from);
  if (is_string_pointer(from) && (to == c.types.bytes || to == c.types.bytearray)) {
    c.require_gil(e->span, "making a Python object of a C string");
    auto* made = make_convert(c, Conversion::PointerToString, decayed(c, e), to);
    return made;
  }
  if (array && to == c.types.tuple && array->size >= 0 && object_type_of(c, from)) {
    c.require_gil(e->span, "making a Python tuple");
    return c.call_runtime(e->span, rt::array_to_tuple, to, {decayed(c, e), c.integer(e->span, array->size, c.types.ssize)});
  }
  auto* call = typed::as<typed::RuntimeCall>(e);
  if (call && call->function == &rt::pointer_slice_to_bytes && to == c.types.bytearray) return c.call_runtime(e->span, rt::pointer_slice_to_bytearray, to, ExprList(call->arguments.begin(), call->arguments.end()));
  if (auto* bound = typed::as<typed::Let>(e))
    if (Expr* body = is_object(from) ? object_of_class(c, bound->body, to) : nullptr) {
      auto* made = c.make<typed::Let>(e->span, to);
      made->local = bound->local;
      made->value = bound->value;
      made->body = body;
      return made;
    }
  return nullptr;
}

Expr* to_object(Checker& c, Expr* e) {
  const Type* from = value_type(e->type);
  if (is_object(from) || is_error(from) || kind_of(from) == TypeKind::Unset) return e;
  if (auto* k = typed::as<typed::CLiteral>(e))
    if (Expr* made = literal_object(c, k)) return made;
  if (auto* v = typed::as<typed::ViewAttribute>(e); v && !v->index) {
    const RuntimeFunction& row = v->property == typed::ViewProperty::Shape ? rt::view_shape_tuple : v->property == typed::ViewProperty::Strides ? rt::view_strides_tuple : rt::view_suboffsets_tuple;
    return c.call_runtime(e->span, row, c.types.tuple, {v->view});
  }
  if (auto* a = typed::as<typed::Aggregate>(e); a && as<TupleTypeC>(from)) {
    c.require_gil(e->span, "making a Python tuple");
    return aggregate_object(c, a);
  }
  if (is_void(from)) {
    c.error(e->span, diag::void_value);
    return c.error_value(e->span);
  }
  c.require_gil(e->span, fmt::format("converting a '{}' to a Python object", type_text(from)));
  if (signature_of(from)) return function_object(c, e);
  // <T[:n]>pointer as an object is an array: it may own the memory, what a view does not.
  if (auto* cast = typed::as<typed::Convert>(e); cast && cast->conversion == Conversion::PointerToView && cast->is_explicit) {
    auto* made = c.make<typed::Convert>(e->span, cython_type(c, "view.array"));
    made->conversion = Conversion::PointerToView;
    made->operand = cast->operand;
    made->sizes = cast->sizes;
    made->fortran = cast->fortran;
    return made;
  }
  if (is_view(from)) return make_convert(c, Conversion::ViewToObject, e, c.types.object);
  const Type* to = object_type_of(c, from);
  if (auto* cpp = as<CppClassType>(from)) {
    to = cpp_object_type(c, cpp);
    if (to) return make_convert(c, Conversion::CppToObject, e, to);
  }
  if (!to) {
    cannot_convert(c, e->span, from, c.types.object);
    return c.error_value(e->span);
  }
  if (is_string_pointer(from) || is_unicode_pointer(from)) return string_object(c, e, to);
  return make_convert(c, Conversion::ToObject, e, to);
}

// ---- objects to objects
namespace {

// No object can be of both classes. Of extension types that cannot be said: a .pxd need not name the bases of a class.
bool unrelated(const Type* from, const Type* to) {
  if (kind_of(from) == TypeKind::Object || kind_of(to) == TypeKind::Object) return false;
  if (kind_of(from) == TypeKind::Extension && kind_of(to) == TypeKind::Extension) return false;
  if (auto* b = as<BufferType>(from)) from = resolved(b->base);
  if (auto* b = as<BufferType>(to)) to = resolved(b->base);
  if (is_exception_class(from) && is_exception_class(to)) return false;
  return !is_subtype(from, to) && !is_subtype(to, from);
}

Expr* object_to_object(Checker& c, Expr* e, const Type* to, bool is_explicit) {
  const Type* from = value_type(e->type);
  if (is_none(c, e)) return retyped(c, e, to);
  if (is_subtype(from, to)) return e;
  if (is_explicit) return make_convert(c, Conversion::TypeAssume, e, to, true);
  bool is_written = known_constant(c, e) || typed::as<typed::Display>(e);
  bool asked_at_run_time = as<BuiltinType>(from) && as<ExtensionType>(to) && !is_written;  // as in Cython, for the branches of fused functions
  if (unrelated(from, to) && !asked_at_run_time) {
    cannot_convert(c, e->span, from, to);
    return c.error_value(e->span);
  }
  c.require_gil(e->span, "checking the class of a Python object");
  note_class_used(c, to);
  auto* made = c.make<typed::Convert>(e->span, to);
  made->conversion = Conversion::TypeTest;
  made->operand = e;
  auto* b = as<BuiltinType>(to);
  made->exact = b && b->exact_required;
  return made;
}

// ---- objects to C values
std::optional<std::uint32_t> single_character(std::string_view utf8) {
  if (utf8.empty()) return {};
  auto lead = static_cast<unsigned char>(utf8[0]);
  std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (utf8.size() != length) return {};
  std::uint32_t ch = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) ch = (ch << 6) | (static_cast<unsigned char>(utf8[i]) & 63);
  return ch;
}

int bits_of(const IntType* t) {
  switch (t->rank) {
    case IntRank::Bool: return 8;
    case IntRank::Char: return 8;
    case IntRank::Short: return 16;
    case IntRank::Int: return 32;
    case IntRank::Int128: return 128;
    default: return 64;
  }
}

Expr* big_literal(Checker& c, const Expr* e, const Type* to, const std::string& digits) {
  const IntType* i = as<IntType>(to);
  auto value = parse_integer(digits);
  int bits = i->size_unknown ? 64 : bits_of(i);
  if (!value || (bits < 128 && (*value >= (static_cast<__int128>(1) << bits) || *value < -(static_cast<__int128>(1) << (bits - 1))))) {
    c.error(e->span, diag::integer_too_large, digits, type_text(to));
    return c.error_value(e->span);
  }
  auto* made = c.make<typed::CLiteral>(e->span, to);
  bool is_unsigned = *value > INT64_MAX;
  made->text = c.arena.copy(integer_text(*value) + (is_unsigned ? "ULL" : ""));
  made->integer = static_cast<std::int64_t>(*value);
  made->is_integer = !is_unsigned;
  return made;
}

Expr* constant_to_c(Checker& c, Expr* e, const Type* to) {
  const Constant* k = known_constant(c, e);
  if (!k) return nullptr;
  std::string text = k->text;
  bool is_text = k->kind == Constant::Str || k->kind == Constant::Name, is_bytes = k->kind == Constant::Bytes;
  if (const IntType* i = as<IntType>(to)) {
    if (k->kind == Constant::Int && i->role != IntRole::Truth) return big_literal(c, e, to, text);
    if ((k->kind == Constant::True || k->kind == Constant::False)) return c.integer(e->span, k->kind == Constant::True, to);
    auto ch = is_text ? single_character(text) : is_bytes && text.size() == 1 ? std::optional<std::uint32_t>(static_cast<unsigned char>(text[0])) : std::nullopt;
    if (ch && i->role != IntRole::Truth && (is_character(to) || is_bytes || *ch < 128))
      return is_bytes && !is_character(to) ? char_literal(c, e->span, static_cast<unsigned char>(*ch), to) : c.integer(e->span, *ch, to);
  }
  if (is_float(to) && k->kind == Constant::Float) return c.literal(e->span, to, c_float_text(text));
  if (is_float(to) && k->kind == Constant::Int)
    if (auto v = parse_integer(text)) return c.literal(e->span, to, float_text(static_cast<double>(*v)));
  if (is_complex(to) && k->kind == Constant::Imaginary && resolved(to) == c.types.double_complex) return c.literal(e->span, to, c_imaginary_text(text));
  const Type* pointed = pointed_type(to);
  if (pointed && is_void(pointed) && as<ConstType>(pointed) && is_bytes) return c.convert(constant_to_c(c, e, c.types.const_char_pointer), to);
  if (is_string_pointer(to) && (is_bytes || k->kind == Constant::EmptyBytes)) {
    auto* made = c.make<typed::CLiteral>(e->span, to);
    made->text = c.arena.copy(text);
    made->is_string = true;
    return made;
  }
  return nullptr;
}

bool builtin_has_number(const BuiltinType* b, const Type* to) {
  switch (b->cls) {
    case BuiltinClass::List: case BuiltinClass::Tuple: case BuiltinClass::Dict: case BuiltinClass::Set:
    case BuiltinClass::FrozenSet: case BuiltinClass::Slice: case BuiltinClass::Range: case BuiltinClass::ByteArray:
    case BuiltinClass::Exception: case BuiltinClass::MemoryView: return false;
    case BuiltinClass::Str: return is_character(to) || is_int(to);
    case BuiltinClass::Bytes: return is_int(to);
    default: return true;
  }
}

Expr* string_to_pointer(Checker& c, Expr* e, const Type* to) {
  const Type* from = value_type(e->type);
  Text encoding = c.at.directives->c_string_encoding;
  bool wide = is_unicode_pointer(to);
  if (from == c.types.str && !wide && encoding.empty()) {
    c.error(e->span, diag::str_to_char_pointer);
    return c.error_value(e->span);
  }
  auto* b = as<BuiltinType>(from);
  bool fits = !b || (wide ? b->cls == BuiltinClass::Str : b->cls == BuiltinClass::Bytes || b->cls == BuiltinClass::ByteArray || b->cls == BuiltinClass::Str);
  if (!fits || (!b && kind_of(from) != TypeKind::Object)) {
    cannot_convert(c, e->span, from, to);
    return c.error_value(e->span);
  }
  c.require_gil(e->span, "taking the memory of a Python string");
  auto* made = c.make<typed::Convert>(e->span, to);
  made->conversion = Conversion::StringToPointer;
  made->operand = e;
  made->encoding = encoding;
  return made;
}

// A power of C numbers is a Python object only because it may become complex. Where the result has to be a C number after
// all, the whole computation is C's, as in Cython. Null: this is no such computation.
Expr* soft_number(Checker& c, Expr* e, bool& has_power) {
  if (auto* v = typed::as<typed::Convert>(e)) return v->conversion == Conversion::ToObject && (is_int(v->operand->type) || is_float(v->operand->type)) && !is_character(v->operand->type) ? v->operand : nullptr;
  if (const Constant* k = known_constant(c, e)) {
    if (k->kind == Constant::Float) return c.literal(e->span, c.types.double_, c_float_text(k->text));
    auto n = known_integer(c, e);
    return n && k->kind == Constant::Int ? c.integer(e->span, *n, c.types.long_) : nullptr;
  }
  auto* call = typed::as<typed::RuntimeCall>(e);
  if (!call || call->arguments.size() != 2) return nullptr;
  struct Row { const RuntimeFunction *plain, *in_place; ast::BinaryOperator op; };
  static const Row rows[] = {{&rt::number_power, &rt::number_inplace_power, ast::BinaryOperator::Power}, {&rt::number_add, &rt::number_inplace_add, ast::BinaryOperator::Add},
                             {&rt::number_subtract, &rt::number_inplace_subtract, ast::BinaryOperator::Subtract}, {&rt::number_multiply, &rt::number_inplace_multiply, ast::BinaryOperator::Multiply},
                             {&rt::number_true_divide, &rt::number_inplace_true_divide, ast::BinaryOperator::TrueDivide}, {&rt::number_add_double, nullptr, ast::BinaryOperator::Add},
                             {&rt::number_subtract_double, nullptr, ast::BinaryOperator::Subtract}, {&rt::number_multiply_double, nullptr, ast::BinaryOperator::Multiply},
                             {&rt::number_true_divide_double, nullptr, ast::BinaryOperator::TrueDivide}};
  for (const Row& row : rows) {
    if (call->function != row.plain && call->function != row.in_place) continue;
    Expr* a = is_object(call->arguments[0]->type) ? soft_number(c, call->arguments[0], has_power) : call->arguments[0];
    Expr* b = is_object(call->arguments[1]->type) ? soft_number(c, call->arguments[1], has_power) : call->arguments[1];
    if (!a || !b) return nullptr;
    if (row.op != ast::BinaryOperator::Power) return binary(c, e->span, row.op, a, b);
    has_power = true;
    auto* made = c.make<typed::CBinary>(e->span, wider_type(c, wider_type(c, a->type, b->type), c.types.int_));
    made->op = typed::COperator::Power;
    made->left = c.convert(a, made->type);
    made->right = c.convert(b, made->type);
    return made;
  }
  return nullptr;
}

Expr* object_to_c(Checker& c, Expr* e, const Type* to, bool is_explicit) {
  if (is_float(to)) {
    bool has_power = false;
    if (Expr* number = typed::as<typed::RuntimeCall>(e) ? soft_number(c, e, has_power) : nullptr; number && has_power) return c.convert(number, to, is_explicit);
  }
  if (Expr* constant = constant_to_c(c, e, to)) return constant;
  const Type* from = value_type(e->type);
  auto* b = as<BuiltinType>(from);
  if (is_truth(to)) return c.truth(e);
  auto refuse = [&] { cannot_convert(c, e->span, from, to); return c.error_value(e->span); };
  Conversion conversion = Conversion::FromObject;
  if (Expr* display = display_to_c(c, e, to)) return display;
  switch (kind_of(to)) {
    case TypeKind::Int: case TypeKind::Float: case TypeKind::Complex: case TypeKind::Enum:
      if ((b && !builtin_has_number(b, to)) || is_none(c, e)) return refuse();
      break;
    case TypeKind::Struct: case TypeKind::Tuple:
      if (!object_type_of(c, to)) return refuse();
      break;
    case TypeKind::Array: break;
    case TypeKind::Pointer: case TypeKind::NullPointer:
      if (is_string_pointer(to) || is_unicode_pointer(to)) return string_to_pointer(c, e, to);
      if (!is_explicit || is_function_pointer(to)) return refuse();
      return make_convert(c, Conversion::ObjectToPointer, e, to, true);
    case TypeKind::View: {
      if (b && b->cls != BuiltinClass::Bytes && b->cls != BuiltinClass::ByteArray && b->cls != BuiltinClass::MemoryView && b->cls != BuiltinClass::Type) return refuse();
      if (c.at.nogil && is_none(c, e)) return c.call_runtime(e->span, rt::none_view, to, {});
      c.require_gil(e->span, "taking a memoryview of a Python object");
      auto* made = c.make<typed::Convert>(e->span, to);
      made->conversion = Conversion::ObjectToView;
      made->operand = e;
      made->writable = !as<ConstType>(as<ViewType>(to)->dtype);
      return made;
    }
    case TypeKind::CppClass:
      if (!cpp_object_type(c, as<CppClassType>(to))) return refuse();
      conversion = Conversion::CppFromObject;
      break;
    default: return refuse();
  }
  c.require_gil(e->span, fmt::format("converting a Python object to '{}'", type_text(to)));
  return make_convert(c, conversion, e, to, is_explicit);
}

// ---- C values to C values
bool loses_const(const Type* from, const Type* to) {
  const Type *f = pointed_type(from), *t = pointed_type(to);
  if (!f || !t) return false;
  return as<ConstType>(f) && as<ConstType>(f)->is_const && !(as<ConstType>(t) && as<ConstType>(t)->is_const) && !as<FunctionType>(t);
}

bool function_fits(Checker& c, const FunctionType* from, const FunctionType* to) {
  if (from == to) return true;
  if (!same_signature(c, from, to, false)) return false;
  ExceptionSpec::Kind f = from->exceptions.kind, t = to->exceptions.kind;
  if (f == t) return f != ExceptionSpec::Value && f != ExceptionSpec::ValueMaybe ? true : from->exceptions.value == to->exceptions.value;
  if (f == ExceptionSpec::None) return t != ExceptionSpec::Cpp && t != ExceptionSpec::Value;
  if (f == ExceptionSpec::Value && t == ExceptionSpec::ValueMaybe) return from->exceptions.value == to->exceptions.value;
  return t == ExceptionSpec::Always && f != ExceptionSpec::Cpp;
}

bool pointer_fits(Checker& c, const Type* from, const Type* to) {
  if (kind_of(from) == TypeKind::NullPointer) return true;
  const Type *f = pointed_type(from), *t = pointed_type(to);
  if (!f || !t) return false;
  if (auto* wanted = as<FunctionType>(t)) return as<FunctionType>(f) && function_fits(c, as<FunctionType>(f), wanted);
  if (is_void(t)) return !as<FunctionType>(f);
  if (same_type(f, t)) return true;
  auto *own = as<IntType>(f), *wanted = as<IntType>(t);
  if (own && wanted && own->c_name == "Py_ssize_t" && wanted->c_name == "Py_ssize_t") return true;  // ssize_t is another name of it
  if (is_string_pointer(from) && is_string_pointer(to)) {  // plain char and signed char are distinct, as in C
    return false;
  }
  return is_cpp_class(f) && is_cpp_class(t) && cpp_derives(f, t);
}

bool c_convertible(Checker& c, const Type* from, const Type* to) {
  if (same_type(from, to)) return true;
  switch (kind_of(to)) {
    case TypeKind::Int: return is_int(from);
    case TypeKind::Float: return is_int(from) || is_float(from);
    case TypeKind::Complex: return is_numeric(from);
    case TypeKind::Enum: return !c.module->is_cplus && !as<EnumType>(to)->is_scoped && (is_int(from) || kind_of(from) == TypeKind::Enum);  // as in C
    case TypeKind::Pointer:
      if (auto* f = as<FunctionType>(from)) {
        auto* wanted = as<FunctionType>(pointed_type(to));
        return wanted && function_fits(c, f, wanted);
      }
      return pointer_fits(c, from, to);
    case TypeKind::View: {
      auto *f = as<ViewType>(from), *t = as<ViewType>(to);
      std::string why;
      return f && t && view_convertible(f, t, &why);
    }
    case TypeKind::Tuple: {
      auto *f = as<TupleTypeC>(from), *t = as<TupleTypeC>(to);
      if (!f || f->items.size() != t->items.size()) return false;
      for (std::size_t i = 0; i < f->items.size(); ++i)
        if (!c.convertible(f->items[i], t->items[i])) return false;
      return true;
    }
    case TypeKind::CppClass: {
      if (cpp_derives(from, to)) return true;
      if (library_name(as<CppClassType>(to)).empty()) return false;  // a constructor of the program's classes is called by name
      Symbol* constructor = member_of(c, to, "<init>");
      for (Symbol* s = constructor; s; s = s->next_overload)
        if (auto* f = as<FunctionType>(s->type); f && !f->parameters.empty() &&
            static_cast<int>(f->parameters.size()) - f->optional_count <= 1 &&
            !is_cpp_class(f->parameters[0].type) && c.convertible(from, value_type(substituted(c, f->parameters[0].type, as<CppClassType>(to)))))
          return true;
      return false;
    }
    default: return false;
  }
}

Expr* convert_literal(Checker& c, const typed::CLiteral* k, const Type* to) {
  if (k->is_string) {
    if (!is_string_pointer(to)) return nullptr;
    auto* made = c.make<typed::CLiteral>(k->span, to);
    made->text = k->text;
    made->is_string = true;
    return made;
  }
  if (!k->is_integer || kind_of(k->type) != TypeKind::Int) return nullptr;
  if (is_truth(to)) return truth_flag(c, k->span, k->integer != 0);
  if (auto* i = as<IntType>(to)) {
    if (!is_truth(k->type) && !is_character(k->type)) return big_literal(c, k, to, std::to_string(k->integer));
    (void)i;
    return c.integer(k->span, k->integer, to);
  }
  if (is_float(to) && k->integer < (1LL << 53) && k->integer > -(1LL << 53)) return c.literal(k->span, to, float_text(static_cast<double>(k->integer)));
  return nullptr;
}

// A C array seen through a view: its memory is borrowed.
Expr* array_as_view(Checker& c, Expr* e, const ViewType* to) {
  ExprList sizes;
  const Type* item = value_type(e->type);
  for (std::size_t i = 0; i < to->axes.size(); ++i) {
    auto* array = as<ArrayType>(item);
    if (!array || array->size < 0) return nullptr;
    sizes.push_back(c.integer(e->span, array->size, c.types.ssize));
    item = value_type(array->base);
  }
  if (!same_type(plain_type(item), plain_type(to->dtype)) || to->f_contiguous != (to->axes.size() == 1 && to->f_contiguous)) return nullptr;
  c.require_gil(e->span, "making a view of a C array");
  std::vector<Axis> axes(to->axes.size(), {AxisAccess::Direct, AxisPacking::Follow});
  axes.back().packing = AxisPacking::Contiguous;
  auto* made = static_cast<typed::Convert*>(make_convert(c, Conversion::PointerToView, decayed(c, e), c.types.view_of(plain_type(to->dtype), axes)));
  made->sizes = c.arena.copy(sizes);
  return c.convert(made, to);
}

// The instance of a fused function that has the signature of a function pointer; null when it is another value.
Expr* fused_function_for(Checker& c, Expr* e, const Type* to) {
  auto* g = typed::as<typed::GlobalVariable>(e);
  const FunctionType* wanted = signature_of(to);
  if (!g || !wanted || g->symbol->kind != SymbolKind::CFunction) return nullptr;
  auto& known = declarations_of(c).fused_instances;
  auto found = known.find(g->symbol);
  if (found == known.end()) return nullptr;
  for (Symbol* instance : found->second)
    if (same_signature(c, signature_of(instance->type), wanted, false)) return symbol_value(c, e->span, instance, nullptr);
  return nullptr;
}

Expr* c_to_c(Checker& c, Expr* e, const Type* to, bool is_explicit) {
  if (Expr* instance = fused_function_for(c, e, to)) e = instance;
  const Type* from = value_type(e->type);
  if (auto* k = typed::as<typed::CLiteral>(e))
    if (Expr* made = convert_literal(c, k, to)) return made;
  if (is_truth(to) && is_numeric(from)) return c.truth(e);
  if (as<TupleTypeC>(from) && as<TupleTypeC>(to) && c_convertible(c, from, to)) return convert_ctuple(c, e, as<TupleTypeC>(from), to);
  if (auto *items = as<TupleTypeC>(from), *none = as<TupleTypeC>(to); items && !none && items->items.size() == 2)
    if (auto* pair = as<CppClassType>(to); pair && library_name(pair) == "pair" && pair->arguments.size() == 2) return convert_ctuple_to_pair(c, e, items, pair);
  if (as<ArrayType>(from) && as<ViewType>(to))
    if (Expr* made = array_as_view(c, e, as<ViewType>(to))) return made;
  if (as<ViewType>(from) && as<ViewType>(to)) {
    std::string why;
    if (view_convertible(as<ViewType>(from), as<ViewType>(to), &why)) return make_convert(c, Conversion::ViewToView, e, to);
    c.error(e->span, diag::views_differ, type_text(from), type_text(to), why);
    return c.error_value(e->span);
  }
  bool scalar = is_numeric(from) || pointed_type(from) || is_pointer(from) || as<FunctionType>(from);
  bool scalar_to = is_numeric(to) || is_pointer(to);
  bool fits = c_convertible(c, from, to) || (is_explicit && scalar && scalar_to && !(is_complex(from) && !is_complex(to)));
  if (!fits) {
    cannot_convert(c, e->span, from, to);
    return c.error_value(e->span);
  }
  if (!is_explicit && loses_const(from, to)) c.diagnostics.report(e->span, diag::discards_const, type_text(to), type_text(from));
  if (as<ArrayType>(from) || as<FunctionType>(from)) e = decayed(c, e);
  if (e->type == to) return e;
  if (auto *cls = as<CppClassType>(to), *own = as<CppClassType>(from); cls && own && own->generic == cls) return e;  // a template named without arguments
  if (auto* cls = as<CppClassType>(to); cls && !cpp_derives(from, to)) return cpp_construct(c, e->span, cls, {e});
  auto* made = c.make<typed::Convert>(e->span, to);
  made->conversion = Conversion::CCast;
  made->operand = e;
  made->is_explicit = is_explicit;
  made->overflow_check = c.at.directives && c.at.directives->overflowcheck && is_int(from) && kind_of(to) == TypeKind::Int;
  return made;
}

}  // namespace

// A C++ string as the class that is asked for, whatever c_string_type says; null: an ordinary conversion.
static Expr* cpp_string_object(Checker& c, Expr* e, const Type* to) {
  if (!is_cpp_string(e->type)) return nullptr;
  bool decodes = is_builtin(to, BuiltinClass::Str) && !c.at.directives->c_string_encoding.empty();
  const RuntimeFunction* row = is_builtin(to, BuiltinClass::Bytes) ? &rt::cpp_string_to_bytes : is_builtin(to, BuiltinClass::ByteArray) ? &rt::cpp_string_to_bytearray : decodes ? &rt::cpp_string_to_str : nullptr;
  if (!row) return nullptr;
  c.require_gil(e->span, "making a Python object of a C++ string");
  return c.call_runtime(e->span, *row, to, {e});
}

Expr* Checker::convert(Expr* e, const Type* to, bool is_explicit) {
  if (!to || is_error(to) || is_error(e->type)) return is_error(e->type) ? e : error_value(e->span);
  to = value_type(to);
  if (to->kind == TypeKind::Const) to = static_cast<const ConstType*>(to)->base;
  const Type* from = value_type(e->type);
  if (kind_of(to) == TypeKind::Unset || kind_of(from) == TypeKind::Unset || from == to) return e;
  if (is_object(to)) {
    if (Expr* made = cpp_string_object(*this, e, to)) return made;
    if (Expr* made = object_of_class(*this, e, to)) return made;
    Expr* object = to_object(*this, e);
    if (is_error(object->type)) return object;
    if (!is_object(from) && kind_of(to) != TypeKind::Object && !is_subtype(object->type, to)) {
      if (kind_of(object->type) != TypeKind::Object && unrelated(object->type, to)) {
        cannot_convert(*this, e->span, from, to);
        return error_value(e->span);
      }
    }
    return object_to_object(*this, object, to, is_explicit);
  }
  if (is_object(from)) {
    // Literal text becomes a C++ string as it stands, where its characters are bytes.
    const Constant* text = is_cpp_string(to) ? known_constant(*this, e) : nullptr;
    bool plain = text && (text->kind == Constant::Str || text->kind == Constant::Name);
    for (char ch : plain ? std::string_view(text->text) : std::string_view()) plain &= static_cast<unsigned char>(ch) < 128;
    if (plain) e = constant(e->span, {Constant::Bytes, text->text, {}});
    return object_to_c(*this, e, to, is_explicit);
  }
  if (is_void(from)) {
    error(e->span, diag::void_value);
    return error_value(e->span);
  }
  if (resolved(from) == resolved(to)) return e;
  if (same_type(from, to) && !pointed_type(from)) return e;
  return c_to_c(*this, e, to, is_explicit);
}

bool Checker::convertible(const Type* from, const Type* to) const {
  from = value_type(from);
  to = value_type(to);
  if (is_error(from) || is_error(to)) return true;
  auto& self = const_cast<Checker&>(*this);
  if (is_object(to)) {
    const Type* object = is_object(from) ? from : is_function_pointer(from) ? types.object : object_type_of(self, from);
    if (!object) return false;
    return is_object(from) ? !unrelated(object, to) : kind_of(to) == TypeKind::Object || !unrelated(object, to);
  }
  if (is_object(from)) {
    auto* b = as<BuiltinType>(from);
    switch (kind_of(to)) {
      case TypeKind::Int: case TypeKind::Float: case TypeKind::Complex: case TypeKind::Enum: return !b || builtin_has_number(b, to);
      case TypeKind::Struct: case TypeKind::Tuple: return object_type_of(self, to) != nullptr;
      case TypeKind::View: return !b || b->cls == BuiltinClass::Bytes || b->cls == BuiltinClass::ByteArray || b->cls == BuiltinClass::MemoryView;
      case TypeKind::Pointer: return is_string_pointer(to) && (!b || b->cls == BuiltinClass::Bytes || b->cls == BuiltinClass::ByteArray);
      case TypeKind::CppClass: return cpp_object_type(self, as<CppClassType>(to)) != nullptr;
      case TypeKind::Array: return true;
      default: return false;
    }
  }
  return c_convertible(self, plain_type(from), plain_type(to));
}

Expr* to_ssize(Checker& c, Expr* e) {
  const Type* type = value_type(e->type);
  if (is_int(type)) {
    if (auto n = known_integer(c, e)) return c.integer(e->span, *n, c.types.ssize);
    const IntType* i = as<IntType>(type);
    if (i && i->sign == Sign::Unsigned && !fits_ssize(type)) return e;
    return is_ssize_like(type) ? e : make_convert(c, Conversion::CCast, e, c.types.ssize);
  }
  if (is_object(type)) {
    c.require_gil(e->span, "using a Python object as an index");
    return c.call_runtime(e->span, rt::size_from_index, c.types.ssize, {e});
  }
  return c.convert(e, c.types.ssize);
}

// ---- casts as they are written
// An object that nothing but this expression holds: the result of an operation or a call. Items and attributes are left
// out: as a rule their container keeps them.
bool is_fresh_object(const Expr* e) {
  if (!is_object(e->type)) return false;
  switch (e->kind) {
    case typed::Kind::PyCall: case typed::Kind::PyMethodCall: case typed::Kind::Display: case typed::Kind::DictDisplay:
    case typed::Kind::FormattedString: case typed::Kind::CCall: return true;
    case typed::Kind::RuntimeCall: {
      std::string_view name = static_cast<const typed::RuntimeCall*>(e)->function->name;
      for (std::string_view kept : {"getitem", "getattr", "index", "item"})
        if (name.find(kept) != name.npos) return false;
      return true;
    }
    case typed::Kind::Convert: {
      auto* v = static_cast<const typed::Convert*>(e);
      if (!is_object(v->operand->type)) return v->conversion == Conversion::ToObject;
      return is_fresh_object(v->operand);
    }
    default: return false;
  }
}

// A pointer into the memory of an object that is gone when the statement ends.
bool is_unsafe_pointer(const Expr* e) {
  auto* v = typed::as<typed::Convert>(e);
  if (!v) return false;
  auto* cls = as<CppClassType>(v->type);
  bool points = is_string_pointer(v->type) || is_unicode_pointer(v->type) || (cls && library_name(cls) == "string_view");
  bool into_object = is_object(v->operand->type) && points;
  return into_object ? is_fresh_object(v->operand) : pointed_type(v->type) && is_unsafe_pointer(v->operand);
}

// Casting a literal is writing another one only where the type is as wide as a literal and holds the value: -1 as an unsigned int does not.
static bool holds_integer(const IntType* type, std::int64_t value) {
  if (!type || type->size_unknown || type->role != IntRole::Number || type->rank < IntRank::Int) return false;
  bool is_int = type->rank == IntRank::Int;
  if (type->sign == Sign::Unsigned) return value >= 0 && (!is_int || value <= UINT32_MAX);
  return !is_int || (value >= INT32_MIN && value <= INT32_MAX);
}

Expr* cast_to(Checker& c, Expr* e, const Type* to, bool checked, Span span) {
  const Type* from = value_type(e->type);
  if (is_error(from) || is_error(to)) return c.error_value(span);
  // <mpz_t>pointer: an array is passed by the address of its first item.
  if (auto* array = as<ArrayType>(to); array && is_pointer(from)) return cast_to(c, e, c.types.pointer_to(array->base), checked, span);
  if (Expr* instance = is_function_pointer(to) ? fused_function_for(c, e, to) : nullptr) return c.convert(instance, to, true);
  if (is_object(to)) {
    if (is_object(from)) {
      if (!checked) return is_subtype(from, to) && kind_of(to) != TypeKind::Object ? e : from == to ? e : make_convert(c, Conversion::TypeAssume, e, to, true);
      auto* made = c.make<typed::Convert>(span, to);
      made->conversion = Conversion::TypeTest;
      made->operand = e;
      made->not_none = made->is_explicit = true;
      auto* b = as<BuiltinType>(to);
      made->exact = b && b->exact_required;
      return made;
    }
    if (is_builtin(to, BuiltinClass::Bool) && (is_numeric(from) || is_pointer(from))) return to_object(c, c.truth(e));
    if (is_string_pointer(from) && (to == c.types.bytes || to == c.types.str || to == c.types.bytearray)) return string_object(c, e, to);
    if (is_string_pointer(from) && kind_of(to) == TypeKind::Object) return to_object(c, e);
    if (as<ArrayType>(from) && kind_of(to) == TypeKind::Object && object_type_of(c, from)) return to_object(c, e);
    if (as<ArrayType>(from) && (to == c.types.list || to == c.types.tuple)) return c.convert(e, to);
    if (pointed_type(from) || is_pointer(from)) {
      if (!state_of(c).may_borrow) c.require_gil(span, "making a Python object of a pointer");
      return make_convert(c, Conversion::PointerToObject, decayed(c, e), to, true);
    }
    return c.convert(e, to);
  }
  if (is_object(from)) {
    if (is_void(to)) return e;  // <void> value: what is not used
    if (auto* s = as<StructType>(to); s && s->c_name == "PyObject") return e;  // the object itself: <void*> (<PyObject> value)
    const Type* pointed = pointed_type(to);
    if (pointed && is_numeric(pointed) && !is_string_pointer(to) && !is_unicode_pointer(to)) {
      c.error(span, diag::cast_object_to_pointer, type_text(to));
      return c.error_value(span);
    }
    if (is_pointer(to) && !is_string_pointer(to) && !is_unicode_pointer(to) && is_fresh_object(e)) {
      c.error(span, diag::cast_of_temporary);
      return c.error_value(span);
    }
    if (is_pointer(to) && !is_string_pointer(to) && !is_unicode_pointer(to)) return make_convert(c, Conversion::ObjectToPointer, e, to, true);
    return c.convert(e, to, true);
  }
  if (is_cpp_class(to) || is_cpp_class(from) || kind_of(to) == TypeKind::Struct) {
    if (same_type(from, to)) return e;
    if (is_truth(to)) return c.truth(e);
    if (is_cpp_class(to) && !is_cpp_class(from)) return c.convert(e, to, true);
    return make_convert(c, Conversion::CCast, e, to, true);
  }
  if (is_void(to)) return make_convert(c, Conversion::CCast, e, to, true);
  if (is_complex(to) || is_numeric(to) || is_pointer(to)) {
    if (is_complex(from) && is_numeric(to) && !is_complex(to))  // as in C: the imaginary part is dropped
      return is_truth(to) ? c.truth(e) : cast_to(c, attribute_of(c, span, e, "real"), to, checked, span);
    if (resolved(from) == resolved(to)) return from == to ? e : make_convert(c, Conversion::CCast, e, to, true);
    if (auto* integer = as<IntType>(to); is_truth(to) && integer->rank == IntRank::Bool) return make_convert(c, Conversion::CCast, c.truth(e), to, true);
    if (is_truth(to)) return c.truth(e);
    auto* opaque = as<StructType>(from);  // a struct of a header may stand for any type: the C++ compiler knows
    bool may_be_number = opaque && opaque->declared_extern && opaque->fields.empty() && is_numeric(to);
    if (!may_be_number && !is_numeric(from) && !pointed_type(from) && !is_pointer(from) && !as<FunctionType>(from)) {
      cannot_convert(c, span, from, to);
      return c.error_value(span);
    }
    if (auto* k = typed::as<typed::CLiteral>(e); k && k->is_integer && holds_integer(as<IntType>(to), k->integer)) return c.convert(e, to, true);
    return make_convert(c, Conversion::CCast, decayed(c, e), to, true);
  }
  return c.convert(e, to, true);
}

}  // namespace cyrite::check
