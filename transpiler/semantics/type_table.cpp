// Makes types, each once: the well-known ones when the table is made, built ones by a key of their parts.
#include "semantics/type_table.h"

#include <fmt/format.h>

#include <string>

namespace cyrite {

// Built types by the text of what they are made of.
struct TypeTable::Uniques {
  std::unordered_map<std::string, const Type*> types;
  std::unordered_map<Text, const Type*> basic;  // by "signedness longness name"
  std::unordered_map<const BuiltinType*, const BuiltinType*> exception_bases;
};

namespace {

std::string key_of(const void* p) { return fmt::format("{:x}", reinterpret_cast<std::uintptr_t>(p)); }

Text basic_key(std::string_view name, int signedness, int longness) {
  return Text(fmt::format("{} {} {}", signedness, longness, name));
}

void append_exceptions(std::string& key, const ExceptionSpec& e) {
  fmt::format_to(std::back_inserter(key), "|{}:{}:{}:{}:{}:{}", static_cast<int>(e.kind), e.value.view(), key_of(e.handler),
                 e.handler_c_name.view(), e.star_handler, e.cpp_value_checked);
}

// `with_names` tells descriptions apart that are equal signatures.
std::string function_key(const FunctionType& f, bool with_names) {
  std::string key = with_names ? "f" : "F";
  key += key_of(f.result);
  for (const FunctionParameter& p : f.parameters) {
    key += ',' + key_of(p.type);
    if (p.not_none) key += '!';
    if (with_names)
      key += fmt::format("{}:{}:{}:{}:{}:{}", p.name.view(), p.c_name.view(), p.or_none, key_of(p.default_value), p.has_default, p.keyword.view());
  }
  append_exceptions(key, f.exceptions);
  if (with_names && f.exceptions.declared) key += 'd';
  fmt::format_to(std::back_inserter(key), "|{}{}{}{}{}{}|{}", f.has_varargs, f.nogil, f.with_gil, f.is_const_method,
                 with_names && f.is_static_method, f.optional_count, f.calling_convention.view());
  return key;
}

struct IntRow { std::string_view name, c_name; IntRank rank; Sign sign; IntRole role; };

}  // namespace

TypeTable::TypeTable(Arena& arena) : arena_(arena), uniques_(std::make_unique<Uniques>()) {
  auto plain = [&](TypeKind kind, Text name, Text c_name) -> const Type* { return make_named<Type>(kind, name, c_name); };
  error = plain(TypeKind::Error, "<error>", "");
  unset = plain(TypeKind::Unset, "<unset>", "");
  void_ = plain(TypeKind::Void, "void", "void");
  object = make_named<ObjectType>(TypeKind::Object, "object", "PyObject");
  null_pointer = make_named<NullPointerType>(TypeKind::NullPointer, "void *", "void");
  exception_state = plain(TypeKind::Exception_, "<exception state>", "");
  make_numbers();
  char_pointer = pointer_to(char_);
  const_char_pointer = pointer_to(const_of(char_));
  void_pointer = pointer_to(void_);
  make_builtins();
}

TypeTable::~TypeTable() = default;

void TypeTable::make_numbers() {
  auto number = [&](const IntType*& slot, const IntRow& row) {
    auto* t = make_named<IntType>(TypeKind::Int, row.name, row.c_name);
    t->rank = row.rank; t->sign = row.sign; t->role = row.role;
    slot = t;
  };
  using R = IntRank; using S = Sign; using O = IntRole;
  number(bint, {"bint", "int", R::Int, S::Signed, O::Truth});
  number(cpp_bool, {"bool", "bool", R::Bool, S::Unsigned, O::Truth});
  number(char_, {"char", "char", R::Char, S::Plain, O::Number});
  number(schar, {"signed char", "signed char", R::Char, S::Signed, O::Number});
  number(uchar, {"unsigned char", "unsigned char", R::Char, S::Unsigned, O::Number});
  number(short_, {"short", "short", R::Short, S::Signed, O::Number});
  number(ushort, {"unsigned short", "unsigned short", R::Short, S::Unsigned, O::Number});
  number(int_, {"int", "int", R::Int, S::Signed, O::Number});
  number(uint, {"unsigned int", "unsigned int", R::Int, S::Unsigned, O::Number});
  number(long_, {"long", "long", R::Long, S::Signed, O::Number});
  number(ulong, {"unsigned long", "unsigned long", R::Long, S::Unsigned, O::Number});
  number(longlong, {"long long", "long long", R::LongLong, S::Signed, O::Number});
  number(ulonglong, {"unsigned long long", "unsigned long long", R::LongLong, S::Unsigned, O::Number});
  number(ssize, {"Py_ssize_t", "Py_ssize_t", R::SSize, S::Signed, O::Number});
  number(size, {"size_t", "size_t", R::SSize, S::Unsigned, O::Number});
  number(ptrdiff, {"ptrdiff_t", "ptrdiff_t", R::SSize, S::Signed, O::Number});
  number(hash, {"Py_hash_t", "Py_hash_t", R::SSize, S::Signed, O::Hash});
  number(ucs4, {"Py_UCS4", "Py_UCS4", R::Int, S::Unsigned, O::CodePoint});
  number(unicode_unit, {"Py_UNICODE", "wchar_t", R::Int, S::Unsigned, O::CodeUnit});
  number(int128, {"__int128", "__int128_t", R::Int128, S::Signed, O::Number});
  number(uint128, {"unsigned __int128", "__uint128_t", R::Int128, S::Unsigned, O::Number});
  const IntType* posix_ssize;
  number(posix_ssize, {"ssize_t", "Py_ssize_t", R::SSize, S::Signed, O::Number});
  auto floating = [&](const FloatType*& slot, Text name, std::uint8_t rank) {
    auto* t = make_named<FloatType>(TypeKind::Float, name, name);
    t->rank = rank;
    slot = t;
  };
  floating(float_, "float", 0);
  floating(double_, "double", 1);
  floating(longdouble, "long double", 2);
  float_complex = complex_of(float_);
  double_complex = complex_of(double_);
  longdouble_complex = complex_of(longdouble);

  auto& basic = uniques_->basic;
  auto row = [&](std::string_view name, int signedness, int longness, const Type* t) { basic[basic_key(name, signedness, longness)] = t; };
  auto* thread_key = make_named<StructType>(TypeKind::Struct, "Py_tss_t", "Py_tss_t");
  thread_key->is_typedef_form = thread_key->is_complete = thread_key->declared_extern = true;
  row("Py_tss_t", 0, 0, thread_key);
  row("char", 0, 0, char_); row("char", 1, 0, uchar); row("char", -1, 0, schar);
  struct Word { int longness; const Type *plain, *is_unsigned; std::string_view alone; };
  const Word words[] = {{-1, short_, ushort, "short"}, {0, int_, uint, "int"}, {1, long_, ulong, "long"}, {2, longlong, ulonglong, ""}};
  for (const Word& w : words) {
    for (std::string_view name : {std::string_view("int"), std::string_view("")}) {
      if (name.empty() && w.longness == 0) { row("", 1, 0, uint); row("", -1, 0, int_); continue; }
      row(name, 0, w.longness, w.plain); row(name, -1, w.longness, w.plain); row(name, 1, w.longness, w.is_unsigned);
    }
    if (w.longness == 0 || w.alone.empty()) continue;
    row(w.alone, 0, 0, w.plain); row(w.alone, -1, 0, w.plain); row(w.alone, 1, 0, w.is_unsigned);
  }
  row("long", 0, 1, longlong); row("long", -1, 1, longlong); row("long", 1, 1, ulonglong);
  row("float", 0, 0, float_); row("double", 0, 0, double_); row("double", 0, 1, longdouble);
  row("complex", 0, 0, double_complex); row("void", 0, 0, void_); row("object", 0, 0, object);
  for (const Type* t : std::initializer_list<const Type*>{bint, ssize, size, posix_ssize, ptrdiff, hash, ucs4, unicode_unit})
    row(t->name.view(), 0, 0, t);
}

void TypeTable::make_builtins() {
  auto make = [&](Text name, BuiltinClass cls, Text type_object, bool exact) {
    auto* t = make_named<BuiltinType>(TypeKind::Builtin, name, name);
    t->cls = cls; t->type_object = type_object; t->exact_required = exact;
    builtins_[name] = t;
    return t;
  };
  using C = BuiltinClass;
  type = make("type", C::Type, "&PyType_Type", false);
  bool_ = make("bool", C::Bool, "&PyBool_Type", false);
  py_int = make("int", C::Int, "&PyLong_Type", true);
  py_float = make("float", C::Float, "&PyFloat_Type", true);
  py_complex = make("complex", C::Complex, "&PyComplex_Type", true);
  str = make("str", C::Str, "&PyUnicode_Type", true);
  bytes = make("bytes", C::Bytes, "&PyBytes_Type", true);
  bytearray = make("bytearray", C::ByteArray, "&PyByteArray_Type", true);
  memoryview = make("memoryview", C::MemoryView, "&PyMemoryView_Type", false);
  list = make("list", C::List, "&PyList_Type", true);
  tuple = make("tuple", C::Tuple, "&PyTuple_Type", true);
  dict = make("dict", C::Dict, "&PyDict_Type", true);
  make("frozendict", C::Other, "CY_FROZENDICT_TYPE", true);
  set = make("set", C::Set, "&PySet_Type", true);
  frozenset = make("frozenset", C::FrozenSet, "&PyFrozenSet_Type", true);
  slice = make("slice", C::Slice, "&PySlice_Type", false);
  range = make("range", C::Range, "&PyRange_Type", true);
  auto exception = [&](std::string_view name, std::string_view base) {
    auto* t = make(name, C::Exception, "PyExc_" + std::string(name), false);
    if (!base.empty()) uniques_->exception_bases[t] = builtins_[base];
  };
#define EXCEPTION(name, base) exception(#name, #base);
#include "semantics/exceptions.def"
  base_exception = builtins_["BaseException"];
  builtins_["IOError"] = builtins_["EnvironmentError"] = builtins_["OSError"];  // other names of it
}

const BuiltinType* TypeTable::builtin(Text name) const {
  auto found = builtins_.find(name);
  return found == builtins_.end() ? nullptr : found->second;
}

const BuiltinType* TypeTable::exception_base(const BuiltinType* t) const {
  auto found = uniques_->exception_bases.find(t);
  return found == uniques_->exception_bases.end() ? nullptr : found->second;
}

const Type* TypeTable::basic(Text name, int signedness, int longness) const {
  auto found = uniques_->basic.find(basic_key(name.view(), signedness, longness));
  return found == uniques_->basic.end() ? nullptr : found->second;
}

template <class T>
T* TypeTable::unique(const std::string& key, TypeKind kind, bool& is_new) {
  auto [at, inserted] = uniques_->types.try_emplace(key, nullptr);
  is_new = inserted;
  if (inserted) at->second = make_named<T>(kind, {}, {});
  return const_cast<T*>(static_cast<const T*>(at->second));
}

const Type* TypeTable::part(const Type* t) { return t && t->kind == TypeKind::Function ? signature_of(static_cast<const FunctionType*>(t)) : t; }

const Type* TypeTable::pointer_to(const Type* base) {
  if (is_error(base)) return error;
  base = part(base);
  bool is_new;
  auto* t = unique<PointerType>("P" + key_of(base), TypeKind::Pointer, is_new);
  t->base = base;
  return t;
}

const Type* TypeTable::array_of(const Type* base, std::int64_t size, Text size_text) {
  if (is_error(base)) return error;
  base = part(base);
  bool is_new;
  auto* t = unique<ArrayType>(fmt::format("A{}|{}|{}", key_of(base), size, size_text.view()), TypeKind::Array, is_new);
  t->base = base; t->size = size; t->size_text = size_text;
  return t;
}

const Type* TypeTable::const_of(const Type* base, bool is_const, bool is_volatile) {
  if (is_error(base)) return error;
  if (!is_const && !is_volatile) return base;
  if (base->kind == TypeKind::Const) {
    auto* inner = static_cast<const ConstType*>(base);
    is_const |= inner->is_const; is_volatile |= inner->is_volatile;
    base = inner->base;
  }
  bool is_new;
  auto* t = unique<ConstType>(fmt::format("C{}|{}{}", key_of(base), is_const, is_volatile), TypeKind::Const, is_new);
  t->base = base; t->is_const = is_const; t->is_volatile = is_volatile;
  return t;
}

const Type* TypeTable::reference_to(const Type* base, bool is_rvalue) {
  if (is_error(base)) return error;
  base = part(base);
  bool is_new;
  auto* t = unique<ReferenceType>(fmt::format("R{}|{}", key_of(base), is_rvalue), TypeKind::Reference, is_new);
  t->base = base; t->is_rvalue = is_rvalue;
  return t;
}

const ComplexType* TypeTable::complex_of(const Type* real) {
  bool is_new;
  auto* t = unique<ComplexType>("X" + key_of(real), TypeKind::Complex, is_new);
  if (is_new) { t->real = real; t->name = real->name.str() + " complex"; }
  return t;
}

const ViewType* TypeTable::view_of(const Type* dtype, std::vector<Axis> axes) {
  std::string key = "V" + key_of(dtype);
  for (Axis a : axes) key += fmt::format("|{}{}", static_cast<int>(a.access), static_cast<int>(a.packing));
  bool is_new;
  auto* t = unique<ViewType>(key, TypeKind::View, is_new);
  if (!is_new) return t;
  t->dtype = dtype;
  bool direct = true;
  for (Axis a : axes) direct &= a.access == AxisAccess::Direct;
  auto rest_follows = [&](std::size_t except) {
    for (std::size_t k = 0; k < axes.size(); ++k)
      if (k != except && axes[k].packing != AxisPacking::Follow) return false;
    return true;
  };
  t->c_contiguous = direct && !axes.empty() && axes.back().packing == AxisPacking::Contiguous && rest_follows(axes.size() - 1);
  t->f_contiguous = direct && !axes.empty() && axes.front().packing == AxisPacking::Contiguous && rest_follows(0) && axes.size() > 1;
  t->axes = std::move(axes);
  return t;
}

const BufferType* TypeTable::buffer_of(const Type* base, const Type* dtype, int ndim, Text mode, bool negative_indices, bool cast) {
  bool is_new;
  auto* t = unique<BufferType>(fmt::format("B{}|{}|{}|{}|{}{}", key_of(base), key_of(dtype), ndim, mode.view(), negative_indices, cast),
                               TypeKind::Buffer, is_new);
  t->base = base; t->dtype = dtype; t->ndim = ndim; t->mode = mode; t->negative_indices = negative_indices; t->cast = cast;
  return t;
}

const TupleTypeC* TypeTable::ctuple_of(std::vector<const Type*> items) {
  std::string key = "T";
  for (const Type*& item : items) { item = part(item); key += key_of(item) + ','; }
  bool is_new;
  auto* t = unique<TupleTypeC>(key, TypeKind::Tuple, is_new);
  t->items = std::move(items);
  return t;
}

const FunctionType* TypeTable::function(FunctionType description) {
  description.kind = TypeKind::Function;
  bool is_new;
  auto* t = unique<FunctionType>(function_key(description, true), TypeKind::Function, is_new);
  if (is_new) *t = std::move(description);
  return t;
}

const FunctionType* TypeTable::signature_of(const FunctionType* f) {
  bool is_new;
  auto* t = unique<FunctionType>(function_key(*f, false), TypeKind::Function, is_new);
  if (!is_new) return t;
  *t = *f;
  t->exceptions.declared = false;
  t->is_static_method = false;
  for (FunctionParameter& p : t->parameters) p = {{}, {}, p.type, p.not_none, false, nullptr, false, {}};
  return t;
}

const CppClassType* TypeTable::instance_of(const CppClassType* generic, std::vector<const Type*> arguments) {
  std::string key = "I" + key_of(generic);
  for (const Type*& argument : arguments) { argument = part(argument); key += ',' + key_of(argument); }
  bool is_new;
  auto* t = unique<CppClassType>(key, TypeKind::CppClass, is_new);
  if (!is_new) return t;
  t->name = generic->name; t->c_name = generic->c_name;
  t->generic = generic;
  t->arguments = std::move(arguments);
  t->name_space = generic->name_space;
  t->is_complete = generic->is_complete; t->is_extern = generic->is_extern; t->declared_nogil = generic->declared_nogil;
  t->outer = generic->outer; t->span = generic->span;
  return t;
}

}  // namespace cyrite
