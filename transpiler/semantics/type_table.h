// Makes types, each once.
#pragma once
#include <memory>
#include <string_view>
#include <unordered_map>

#include "base/arena.h"
#include "semantics/types.h"

namespace cyrite {

class TypeTable {
 public:
  explicit TypeTable(Arena& arena);

  // The well-known types.
  const Type *error, *unset, *void_, *object, *null_pointer, *exception_state;
  const IntType *bint, *cpp_bool, *char_, *schar, *uchar, *short_, *ushort, *int_, *uint, *long_, *ulong, *longlong, *ulonglong,
      *ssize, *size, *ptrdiff, *hash, *ucs4, *unicode_unit, *int128, *uint128;
  const FloatType *float_, *double_, *longdouble;
  const ComplexType *float_complex, *double_complex, *longdouble_complex;
  const Type *char_pointer, *const_char_pointer, *void_pointer;
  const BuiltinType *type, *bool_, *py_int, *py_float, *py_complex, *str, *bytes, *bytearray, *memoryview, *list, *tuple, *dict, *set,
      *frozenset, *slice, *range, *base_exception;

  // A builtin class by its Python name (exceptions included); null if there is none.
  const BuiltinType* builtin(Text name) const;
  // The class an exception class derives from ("ValueError" -> Exception); null for other builtins and BaseException.
  const BuiltinType* exception_base(const BuiltinType*) const;
  // A C type by the words of its name: signedness -1 signed, +1 unsigned, 0 unspecified; longness as in ast::SimpleType.
  // Knows int char short long double float void bint Py_ssize_t size_t ssize_t ptrdiff_t Py_hash_t Py_UCS4 Py_UNICODE object
  // wchar_t ... ; null if the name is no basic type.
  const Type* basic(Text name, int signedness, int longness) const;

  const Type* pointer_to(const Type*);
  const Type* array_of(const Type*, std::int64_t size, Text size_text = {});
  const Type* const_of(const Type*, bool is_const = true, bool is_volatile = false);
  const Type* reference_to(const Type*, bool is_rvalue = false);
  const ComplexType* complex_of(const Type* real);
  const ViewType* view_of(const Type* dtype, std::vector<Axis> axes);
  const BufferType* buffer_of(const Type* base, const Type* dtype, int ndim, Text mode, bool negative_indices, bool cast);
  const TupleTypeC* ctuple_of(std::vector<const Type*> items);
  // Each distinct description (parameter names and defaults count: calls with keywords need them) gives one type.
  const FunctionType* function(FunctionType description);
  // The one that stands for all functions of equal signature (parameter types, result, exceptions, GIL): compare these.
  // pointer_to(), array_of() ... take it by themselves, so pointers to functions of equal signature are one type.
  const FunctionType* signature_of(const FunctionType*);
  const CppClassType* instance_of(const CppClassType* generic, std::vector<const Type*> arguments);
  // Types with a name of their own are made once by their declaration.
  template <class T>
  T* make_named(TypeKind kind, Text name, Text c_name) {
    T* t = arena_.make_owned<T>();
    t->kind = kind; t->name = name; t->c_name = c_name;
    return t;
  }
  Arena& arena() { return arena_; }
  ~TypeTable();

 private:
  void make_numbers();
  void make_builtins();
  template <class T>
  T* unique(const std::string& key, TypeKind kind, bool& is_new);
  const Type* part(const Type*);  // what may stand inside another type: a function as its signature
  Arena& arena_;
  std::unordered_map<Text, const BuiltinType*> builtins_;
  struct Uniques;
  std::unique_ptr<Uniques> uniques_;
};

// The type as users write it: "double[:, ::1]", "const char *", "list". For diagnostics.
std::string type_text(const Type*);
// What cython.typeof() answers: as type_text(), but "Python object", "list object".
std::string typeof_text(const Type*);
// `type name` as C++ declares it: c_declaration(int(*)(double), "f") is "int (*f)(double)". Empty name: the bare type.
std::string c_declaration(const Type*, std::string_view name);
bool is_open_template(const Type*);  // speaks of the parameters of a C++ template of the program's own
// A short text that names the type inside identifiers: dict keys of fused functions, helper names.
std::string mangled_type(const Type*);

}  // namespace cyrite
