// The types of the language. Every type exists once (see type_table.h): compare pointers.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/source_file.h"
#include "base/text.h"

namespace cyrite {

struct Scope;
struct Symbol;
struct ConstantValue;
namespace ast { struct Expr; }

enum class TypeKind : std::uint8_t {
  Error,         // something already reported; silences what follows from it
  Unset,         // a variable whose type inference has not decided yet
  Void,
  Object,        // any Python object
  Builtin,       // an exact or sub-classed builtin: list, dict, str ... (PyObject* in C)
  Extension,     // a cdef class
  Int,           // every C integer, bint, character types and extern integer typedefs
  Float,
  Complex,
  Enum,
  Pointer,
  Array,
  Const,         // const and/or volatile T
  Reference,     // C++ T& and T&&
  Struct,        // struct and union
  Function,      // the type of a C function
  CppClass,
  TemplateParameter,
  View,          // typed memoryview T[:, ::1]
  Buffer,        // old buffer syntax: an object type with known items
  Tuple,         // ctuple (int, double)
  Fused,
  NullPointer,   // the type of NULL
  Alias,         // ctypedef; `target` has the properties
  Exception_,    // unused in source: the saved handled-exception state of a try statement (IR)
};

struct Type {
  TypeKind kind;
  Text name;    // as users write it; printed in diagnostics
  Text c_name;  // as emitted C++ spells it, for the kinds that have a name of their own
};

struct ObjectType : Type {};  // Object

enum class BuiltinClass : std::uint8_t {
  Type, Bool, Int, Float, Complex, Str, Bytes, ByteArray, MemoryView, List, Tuple, Dict, Set, FrozenSet, Slice, Range,
  Exception,  // every builtin exception class: `name` says which
  Function, Property, Iterator, Other
};
struct BuiltinType : Type {
  BuiltinClass cls;
  Text type_object;      // C expression of the type object: "&PyList_Type", "PyExc_ValueError"
  bool exact_required;   // a variable of this type holds only the exact class (list, dict, str ...), as in Cython
  Scope* methods = nullptr;  // unused: methods are rows of builtin_methods.def
};

enum class IntRank : std::uint8_t { Bool /* C++ bool */, Char, Short, Int, Long, LongLong, SSize, Int128 };
enum class Sign : std::uint8_t { Signed, Unsigned, Plain /* char */ };
enum class IntRole : std::uint8_t { Number, Truth /* bint */, CodePoint /* Py_UCS4 */, CodeUnit /* Py_UNICODE, wchar */, Hash /* Py_hash_t */ };
struct IntType : Type {
  IntRank rank;
  Sign sign;
  IntRole role;
  bool size_unknown;  // an extern `ctypedef int T`: only the C++ compiler knows its width and sign
};
struct FloatType : Type { std::uint8_t rank; bool size_unknown; };  // float 0, double 1, long double 2
struct ComplexType : Type { const Type* real; };
struct EnumType : Type { Scope* members; bool is_scoped; const Type* underlying; bool is_cpdef; bool is_anonymous; bool declared_extern; Span span; bool has_doc; std::string_view doc; Text module_name; /* of another module that declares it */ };
struct PointerType : Type { const Type* base; };
struct ArrayType : Type { const Type* base; std::int64_t size; Text size_text; };  // size -1: unknown; size_text: a C expression when not a number
struct ConstType : Type { const Type* base; bool is_const, is_volatile; };
struct ReferenceType : Type { const Type* base; bool is_rvalue; };
struct NullPointerType : Type {};

struct Field { Text name, c_name; const Type* type; Span span; };
struct StructType : Type {
  bool is_union, is_packed, is_complete, declared_extern;
  bool is_typedef_form; bool written_typedef = false;  // `ctypedef struct`
   // named by a typedef: `ctypedef struct`, or an anonymous one
  std::vector<Field> fields;
  Scope* scope;
  Span span;
  Text module_name;  // of another module that declares it
};
struct TupleTypeC : Type { std::vector<const Type*> items; };

// How a C function reports an exception.
struct ExceptionSpec {
  enum Kind : std::uint8_t {
    None,         // noexcept: an exception is printed and swallowed; for extern functions: cannot raise
    Value,        // returns `value` exactly when an exception is set
    ValueMaybe,   // returns `value` perhaps when an exception is set: ask PyErr_Occurred()
    Always,       // except *: ask after every call
    Object,       // returns a Python object (or a view): NULL means an exception
    Cpp,          // except +: C++ exceptions are translated
  } kind = None;
  Text value;         // C text of the value
  const Symbol* handler = nullptr;  // except +handler: a C function or a Python exception class
  Text handler_c_name;
  bool star_handler = false;        // except +*
  bool cpp_value_checked = false;   // except +v forms: also checks PyErr_Occurred
  bool declared = false;            // written in the source (as against defaulted)
  friend bool operator==(const ExceptionSpec&, const ExceptionSpec&) = default;
};
struct FunctionParameter {
  Text name, c_name;
  const Type* type;
  bool not_none = false, or_none = false;
  const ast::Expr* default_value = nullptr;
  bool has_default = false;
  Text keyword;  // how callers name it, where a .pxd says another name than the definition
};
struct FunctionType : Type {
  const Type* result;
  std::vector<FunctionParameter> parameters;
  bool has_varargs = false;
  ExceptionSpec exceptions;
  bool nogil = false;      // may be called without the GIL
  bool with_gil = false;   // takes the GIL itself
  bool is_const_method = false, is_static_method = false;
  int optional_count = 0;  // trailing parameters with defaults: they travel in an optional-argument struct
  Text calling_convention;
};

enum class AxisAccess : std::uint8_t { Direct, Indirect, Generic /* either: full */ };
enum class AxisPacking : std::uint8_t { Strided, Contiguous, Follow };
struct Axis {
  AxisAccess access; AxisPacking packing;
  friend bool operator==(const Axis&, const Axis&) = default;
};
struct ViewType : Type {
  const Type* dtype;  // may be Const
  std::vector<Axis> axes;
  bool c_contiguous = false, f_contiguous = false;
};
struct BufferType : Type {  // ndarray[T, ndim=..., mode=..., negative_indices=..., cast=...]
  const Type* base;  // the object type: Extension (np.ndarray) or Object
  const Type* dtype;
  int ndim;
  Text mode;  // "strided", "c", "fortran", "full"
  bool negative_indices, cast;
};

struct VirtualMethod { Text name, c_name; const FunctionType* type; Symbol* symbol; bool is_cpdef; bool is_final; int optional_count; };
struct ExtensionType : Type {
  Text module_name;        // of the module that defines it; empty: this one
  Text object_struct;      // C name of the object struct
  Text type_object;        // C expression of its type object pointer
  Text vtable_struct, vtable_pointer;  // C names; empty when there is none
  const Type* base = nullptr;  // Extension, Builtin (list, Exception ...) or null for object
  Scope* scope = nullptr;
  std::vector<Field> fields;               // own fields, in order
  std::vector<VirtualMethod> methods;      // own new vtable entries, in order
  bool is_complete = false, is_extern = false, in_header = false /* of C: it declares the object struct */, is_imported = false, is_final = false, is_internal = false, is_public = false, is_api = false;
  bool has_vtable = false, has_dict = false, has_weakref = false, no_gc = false, no_gc_clear = false, trashcan = false, no_trashcan = false;
  int freelist = 0;
  Text check_size;         // "", "error", "warn", "ignore"
  Text collection;         // collection_type directive: "sequence", "mapping" or empty
  std::int8_t type_version_tag = -1;
  Span span;
};

struct TemplateParameterType : Type { bool optional; };
struct CppClassType : Type {
  Scope* scope = nullptr;
  std::vector<const TemplateParameterType*> parameters;
  std::vector<const Type*> arguments;        // of an instance
  const CppClassType* generic = nullptr;     // the template an instance was made from
  std::vector<const Type*> bases;
  Text name_space;
  bool is_complete = false, is_extern = true, declared_nogil = false;
  const CppClassType* outer = nullptr;       // nested class of
  Span span;
};
struct FusedType : Type { std::vector<const Type*> members; };
struct AliasType : Type { const Type* target; bool declared_extern; Span span; Text module_name; /* of another module that declares it */ };

template <class T> struct TypeKindOf;
#define KIND(T, K) template <> struct TypeKindOf<T> { static constexpr TypeKind value = TypeKind::K; };
KIND(BuiltinType, Builtin) KIND(IntType, Int) KIND(FloatType, Float) KIND(ComplexType, Complex) KIND(EnumType, Enum)
KIND(PointerType, Pointer) KIND(ArrayType, Array) KIND(ConstType, Const) KIND(ReferenceType, Reference) KIND(StructType, Struct)
KIND(TupleTypeC, Tuple) KIND(FunctionType, Function) KIND(ViewType, View) KIND(BufferType, Buffer) KIND(ExtensionType, Extension)
KIND(TemplateParameterType, TemplateParameter) KIND(CppClassType, CppClass) KIND(FusedType, Fused) KIND(AliasType, Alias)
#undef KIND

// The type without const, volatile and ctypedef names.
inline const Type* resolved(const Type* t) {
  while (t) {
    if (t->kind == TypeKind::Alias) t = static_cast<const AliasType*>(t)->target;
    else if (t->kind == TypeKind::Const) t = static_cast<const ConstType*>(t)->base;
    else break;
  }
  return t;
}
// The type, seen through ctypedef and const, as a T; null if it is none.
template <class T>
const T* as(const Type* t) {
  t = resolved(t);
  return t && t->kind == TypeKindOf<T>::value ? static_cast<const T*>(t) : nullptr;
}
template <>
inline const ConstType* as<ConstType>(const Type* t) { return t && t->kind == TypeKind::Const ? static_cast<const ConstType*>(t) : nullptr; }
template <>
inline const AliasType* as<AliasType>(const Type* t) { return t && t->kind == TypeKind::Alias ? static_cast<const AliasType*>(t) : nullptr; }

inline TypeKind kind_of(const Type* t) { t = resolved(t); return t ? t->kind : TypeKind::Error; }
// A PyObject* in C: it has a reference count.
inline bool is_object(const Type* t) {
  TypeKind k = kind_of(t);
  return k == TypeKind::Object || k == TypeKind::Builtin || k == TypeKind::Extension || k == TypeKind::Buffer;
}
inline bool is_view(const Type* t) { return kind_of(t) == TypeKind::View; }
// A value of this type holds references that must be counted: objects, views and C++ owned objects of the runtime.
inline bool is_counted(const Type* t) { return is_object(t) || is_view(t); }
inline bool is_error(const Type* t) { return !t || kind_of(t) == TypeKind::Error; }
inline bool is_int(const Type* t) { TypeKind k = kind_of(t); return k == TypeKind::Int || k == TypeKind::Enum; }
inline bool is_float(const Type* t) { return kind_of(t) == TypeKind::Float; }
inline bool is_complex(const Type* t) { return kind_of(t) == TypeKind::Complex; }
inline bool is_numeric(const Type* t) { return is_int(t) || is_float(t) || is_complex(t); }
inline bool is_pointer(const Type* t) { TypeKind k = kind_of(t); return k == TypeKind::Pointer || k == TypeKind::NullPointer; }
inline bool is_void(const Type* t) { return kind_of(t) == TypeKind::Void; }
inline bool is_truth(const Type* t) { auto i = as<IntType>(t); return i && i->role == IntRole::Truth; }
inline bool is_builtin(const Type* t, BuiltinClass c) { auto b = as<BuiltinType>(t); return b && b->cls == c; }

}  // namespace cyrite
