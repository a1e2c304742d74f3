// What can be said of types: which contains which, what a C value becomes as a Python object, common types.
#include "check/expressions.h"

namespace cyrite::check {

const Type* value_type(const Type* type) {
  while (type && kind_of(type) == TypeKind::Reference) type = as<ReferenceType>(type)->base;
  return type;
}

const Type* plain_type(const Type* type) {
  for (;;) {
    type = value_type(type);
    if (type && type->kind == TypeKind::Const) type = static_cast<const ConstType*>(type)->base;
    else return type;
  }
}

bool is_cpp_class(const Type* type) { return kind_of(value_type(type)) == TypeKind::CppClass; }

namespace {
bool is_char_like(const Type* type) {
  const IntType* i = as<IntType>(type);
  return i && i->rank == IntRank::Char && i->role == IntRole::Number;
}
}  // namespace

bool is_string_pointer(const Type* type) {
  const Type* base = pointed_type(type);
  return base && is_char_like(base);
}

bool is_unicode_pointer(const Type* type) {
  const IntType* i = as<IntType>(pointed_type(type));
  return i && i->role == IntRole::CodeUnit;
}

bool is_character(const Type* type) {
  const IntType* i = as<IntType>(value_type(type));
  return i && (i->role == IntRole::CodePoint || i->role == IntRole::CodeUnit);
}

const FunctionType* signature_of(const Type* type) {
  type = value_type(type);
  if (auto* f = as<FunctionType>(type)) return f;
  if (auto* p = as<PointerType>(type)) return as<FunctionType>(p->base);
  return nullptr;
}

bool is_function_pointer(const Type* type) {
  const PointerType* p = as<PointerType>(value_type(type));
  return p && as<FunctionType>(p->base);
}

const Type* pointed_type(const Type* type) {
  type = value_type(type);
  if (auto* p = as<PointerType>(type)) return p->base;
  if (auto* a = as<ArrayType>(type)) return a->base;
  return nullptr;
}

const StructType* struct_of(const Type* type, bool* through_pointer) {
  type = value_type(type);
  *through_pointer = false;
  if (auto* s = as<StructType>(type)) return s;
  if (auto* p = as<PointerType>(type)) {
    *through_pointer = true;
    return as<StructType>(p->base);
  }
  return nullptr;
}

const CppClassType* cpp_class_of(const Type* type, bool* through_pointer) {
  type = value_type(type);
  *through_pointer = false;
  if (auto* s = as<CppClassType>(type)) return s;
  if (auto* p = as<PointerType>(type)) {
    *through_pointer = true;
    return as<CppClassType>(p->base);
  }
  return nullptr;
}

bool is_exception_class(const Type* type) { return is_builtin(type, BuiltinClass::Exception); }

// What pointers point to: a typedef of a header counts as the type that it is declared as, only the C++ compiler knows better. Values are
// still converted with care.
static bool same_declared(const Type* a, const Type* b) {
  auto *x = as<IntType>(a), *y = as<IntType>(b);
  if (x && y) return (x->size_unknown || y->size_unknown) && x->rank == y->rank && x->sign == y->sign && x->role == y->role;
  auto *f = as<FloatType>(a), *g = as<FloatType>(b);
  return f && g && (f->size_unknown || g->size_unknown) && f->rank == g->rank;
}

bool same_type(const Type* a, const Type* b) {
  a = resolved(value_type(a));
  b = resolved(value_type(b));
  if (a == b) return true;
  if (!a || !b || a->kind != b->kind) return false;
  if (auto* p = as<PointerType>(a)) return same_type(p->base, as<PointerType>(b)->base) || same_declared(p->base, as<PointerType>(b)->base);
  if (auto* x = as<ArrayType>(a)) {
    auto* y = as<ArrayType>(b);
    return x->size == y->size && same_type(x->base, y->base);
  }
  if (auto* x = as<StructType>(a)) {  // the same struct of a header, declared in two places
    auto* y = as<StructType>(b);
    return x->declared_extern && y->declared_extern && !x->c_name.empty() && x->c_name == y->c_name && x->is_union == y->is_union;
  }
  if (auto* x = as<EnumType>(a)) {
    auto* y = as<EnumType>(b);
    return x->declared_extern && y->declared_extern && !x->c_name.empty() && x->c_name == y->c_name;
  }
  if (auto* x = as<CppClassType>(a)) {
    auto* y = as<CppClassType>(b);
    bool same = x->generic && x->generic == y->generic && x->arguments.size() == y->arguments.size();
    for (std::size_t i = 0; same && i < x->arguments.size(); ++i) same = same_type(x->arguments[i], y->arguments[i]);
    return same;
  }
  return false;
}

static bool same_in_signature(const Type* a, const Type* b) { return same_type(a, b) || same_declared(resolved(value_type(a)), resolved(value_type(b))); }

bool same_signature(Checker&, const FunctionType* a, const FunctionType* b, bool check_exceptions) {
  if (a == b) return true;
  if (a->parameters.size() != b->parameters.size() || a->has_varargs != b->has_varargs) return false;
  if (a->optional_count != b->optional_count) return false;
  if (!same_in_signature(a->result, b->result)) return false;
  for (std::size_t i = 0; i < a->parameters.size(); ++i)
    if (!same_in_signature(a->parameters[i].type, b->parameters[i].type)) return false;
  if (b->nogil && !a->nogil) return false;
  if (!check_exceptions) return true;
  return a->exceptions.kind == b->exceptions.kind && a->exceptions.value == b->exceptions.value;
}

// `ctypedef class __builtin__.list [object PyListObject]`: Python's own class under another declaration.
static bool declares_builtin(const ExtensionType* e, const BuiltinType* b) { return e->is_extern && e->module_name.empty() && e->name == b->name && e->type_object.view().find(b->type_object.view()) != std::string_view::npos; }

// The class that a builtin exception derives from, by name; empty for BaseException.
static std::string_view base_of_exception(std::string_view name) {
  static const std::unordered_map<std::string_view, std::string_view> bases = {
#define EXCEPTION(name, base) {#name, #base},
#include "semantics/exceptions.def"
  };
  auto found = bases.find(name);
  return found == bases.end() ? std::string_view() : found->second;
}

bool is_subtype(const Type* sub, const Type* base) {
  sub = resolved(sub);
  base = resolved(base);
  if (sub == base || !base || base->kind == TypeKind::Object) return true;
  if (auto* buffer = as<BufferType>(base)) {
    if (auto* other = as<BufferType>(sub)) return other == buffer;
    return false;
  }
  if (auto* buffer = as<BufferType>(sub)) return is_subtype(buffer->base, base);
  if (auto *e = as<ExtensionType>(sub); e && as<BuiltinType>(base) && declares_builtin(e, as<BuiltinType>(base))) return true;
  if (auto *e = as<ExtensionType>(base); e && as<BuiltinType>(sub) && declares_builtin(e, as<BuiltinType>(sub))) return true;
  if (auto* e = as<ExtensionType>(sub)) return e->base && is_subtype(e->base, base);
  if (auto* b = as<BuiltinType>(sub)) {
    auto* other = as<BuiltinType>(base);
    if (!other) return false;
    if (other->cls == BuiltinClass::Int && b->cls == BuiltinClass::Bool) return true;
    if (other->cls != BuiltinClass::Exception || b->cls != BuiltinClass::Exception) return false;
    for (std::string_view name = b->name.view(); !name.empty(); name = base_of_exception(name))
      if (other->name == name) return true;
    return false;
  }
  return false;
}

bool fits_ssize(const Type* type) {
  if (kind_of(value_type(type)) == TypeKind::Enum) return true;
  const IntType* i = as<IntType>(value_type(type));
  if (!i) return false;
  if (i->size_unknown) return false;
  if (i->rank < IntRank::Long) return true;
  return i->sign == Sign::Signed && i->rank <= IntRank::SSize;
}

bool is_ssize_like(const Type* type) {
  const IntType* i = as<IntType>(value_type(type));
  return i && i->rank == IntRank::SSize && i->sign == Sign::Signed;
}

namespace {
int number_rank(const Type* type) {
  if (auto* f = as<FloatType>(type)) return 100 + f->rank;
  if (auto* i = as<IntType>(type)) return i->role == IntRole::Truth ? 0 : static_cast<int>(i->rank) + 1;
  return static_cast<int>(IntRank::Int) + 1;  // enums
}
bool is_unsigned(const Type* type) {
  const IntType* i = as<IntType>(type);
  return i && (i->sign == Sign::Unsigned || is_character(type));
}
}  // namespace

const Type* wider_type(Checker& c, const Type* a, const Type* b) {
  a = plain_type(a);
  b = plain_type(b);
  if (a == b) return a;
  const ComplexType *ca = as<ComplexType>(a), *cb = as<ComplexType>(b);
  if (ca || cb) return c.types.complex_of(resolved(wider_type(c, ca ? ca->real : is_float(a) ? a : c.types.double_,
                                                     cb ? cb->real : is_float(b) ? b : c.types.double_)));
  if (kind_of(a) == TypeKind::Enum) a = c.types.int_;
  if (kind_of(b) == TypeKind::Enum) b = c.types.int_;
  int ra = number_rank(a), rb = number_rank(b);
  if (ra != rb) return ra < rb ? b : a;
  bool ua = is_unsigned(a), ub = is_unsigned(b);
  if (ua != ub) return ua ? a : b;
  return a->kind == TypeKind::Alias ? a : b;
}

const Type* object_type_of(Checker& c, const Type* type) {
  type = value_type(type);
  if (is_object(type)) return type;
  switch (kind_of(type)) {
    case TypeKind::Int: {
      const IntType* i = as<IntType>(type);
      if (i->role == IntRole::Truth || i->rank == IntRank::Bool) return c.types.bool_;
      if (is_character(type)) return c.types.str;
      return c.types.py_int;
    }
    case TypeKind::Enum: {
      const EnumType* e = as<EnumType>(type);
      return e->is_cpdef || e->is_scoped ? c.types.object : static_cast<const Type*>(c.types.py_int);
    }
    case TypeKind::Float: return c.types.py_float;
    case TypeKind::Complex: return c.types.py_complex;
    case TypeKind::Tuple: {
      for (const Type* item : as<TupleTypeC>(type)->items)
        if (!object_type_of(c, item)) return nullptr;
      return c.types.tuple;
    }
    case TypeKind::Struct: {
      const StructType* s = as<StructType>(type);
      for (const Field& field : s->fields) {
        if (!object_type_of(c, field.type)) return nullptr;
        // Every member of a union is read: bytes that are a number to one must not be an address to another.
        if (s->is_union && !is_numeric(field.type) && !same_type(field.type, s->fields[0].type)) return nullptr;
        if (s->is_union && is_numeric(field.type) != is_numeric(s->fields[0].type)) return nullptr;
      }
      return c.types.dict;
    }
    case TypeKind::View: return c.types.object;
    case TypeKind::Array: {
      if (is_string_pointer(type)) return object_type_of(c, c.types.char_pointer);
      if (is_unicode_pointer(type)) return c.types.str;
      return object_type_of(c, as<ArrayType>(type)->base) ? c.types.list : nullptr;
    }
    case TypeKind::Pointer: {
      if (is_unicode_pointer(type)) return c.types.str;
      if (!is_string_pointer(type)) return nullptr;
      Text wanted = c.at.directives ? c.at.directives->c_string_type : Text("bytes");
      if (wanted == "str" || wanted == "unicode") return c.types.str;
      return wanted == "bytearray" ? c.types.bytearray : c.types.bytes;
    }
    case TypeKind::Function: return c.types.object;
    case TypeKind::CppClass: return as<CppClassType>(type)->is_extern ? c.types.object : nullptr;
    default: return nullptr;
  }
}

namespace {
const Type* common_base(Checker& c, const Type* a, const Type* b) {
  for (const Type* t = a; t;) {
    if (is_subtype(b, t)) return t;
    if (auto* builtin = as<BuiltinType>(t)) {
      t = c.types.exception_base(builtin);
      continue;
    }
    auto* e = as<ExtensionType>(t);
    t = e ? e->base : nullptr;
  }
  return c.types.object;
}
}  // namespace

// The type that holds either value without changing what a program sees of it: an int and a float have none but object.
const Type* Checker::spanning_type(const Type* a, const Type* b) {
  a = plain_type(a);
  b = plain_type(b);
  if (!a || kind_of(a) == TypeKind::Unset) return b;
  if (!b || kind_of(b) == TypeKind::Unset) return a;
  if (is_error(a) || is_error(b)) return types.error;
  if (same_type(a, b)) return a;
  if (resolved(a) == types.object || resolved(b) == types.object) return types.object;
  if (is_void(a) || is_void(b)) return types.object;
  if (is_numeric(a) && is_numeric(b)) {
    if (is_truth(a) || is_truth(b) || is_character(a) || is_character(b)) return types.object;
    if (is_int(a) && is_int(b)) return wider_type(*this, a, b);
    if (is_float(a) && is_float(b)) return wider_type(*this, a, b);
    if (is_complex(a) && is_complex(b)) return wider_type(*this, a, b);
    return types.object;
  }
  if (is_object(a) != is_object(b)) {
    const Type* from = is_object(a) ? object_type_of(*this, b) : object_type_of(*this, a);
    const Type* object_side = is_object(a) ? a : b;
    if (!from) return types.object;
    if (is_builtin(object_side, BuiltinClass::Float) && is_float(is_object(a) ? b : a)) return types.double_;
    return same_type(from, object_side) ? object_side : types.object;
  }
  if (is_object(a)) {
    if (is_subtype(a, b)) return is_builtin(a, BuiltinClass::Bool) ? types.object : b;
    if (is_subtype(b, a)) return is_builtin(b, BuiltinClass::Bool) ? types.object : a;
    bool related = (as<ExtensionType>(a) && as<ExtensionType>(b)) || (is_builtin(a, BuiltinClass::Exception) && is_builtin(b, BuiltinClass::Exception));
    return related ? common_base(*this, a, b) : types.object;
  }
  if (kind_of(a) == TypeKind::NullPointer && is_pointer(b)) return b;
  if (kind_of(b) == TypeKind::NullPointer && is_pointer(a)) return a;
  if (pointed_type(a) && pointed_type(b)) {
    if (same_type(pointed_type(a), pointed_type(b))) return kind_of(a) == TypeKind::Array ? types.pointer_to(pointed_type(a)) : a;
    bool x;
    const CppClassType *ca = cpp_class_of(a, &x), *cb = cpp_class_of(b, &x);
    if (ca && cb) {
      if (convertible(a, b)) return b;
      if (convertible(b, a)) return a;
      // The nearest class that both derive from.
      for (const Type* base : ca->bases)
        if (const Type* common = spanning_type(types.pointer_to(base), b); cpp_class_of(common, &x)) return common;
    }
    return types.void_pointer;
  }
  if (convertible(a, b)) return b;
  if (convertible(b, a)) return a;
  return types.object;
}

}  // namespace cyrite::check
