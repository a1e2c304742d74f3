// The functions of the runtime that compiled code may call: one row of runtime_calls.def each. The checker picks rows,
// lowering emits them, reference counting, error edges, the nogil check, the choice of headers and the annotation report
// all read the row; a test asserts each row against the real header.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace cyrite {

// How the runtime function takes an argument.
enum class ArgumentMode : std::uint8_t {
  Object,    // PyObject*, borrowed for the call
  Maybe,     // PyObject*, borrowed, may be NULL
  Steal,     // PyObject*, the call takes the reference over (also when it fails)
  Size,      // Py_ssize_t
  Int,       // int
  Truth,     // int as a flag
  Double,    // double
  Text,      // const char*: a C string literal
  C,         // any C value: the function is a template over its type
  View,      // const cy::View&
  Place,     // T&: an lvalue (Object places included)
  Type,      // a type object expression, PyTypeObject*
};
enum class ResultMode : std::uint8_t {
  New,       // PyObject*, a new reference
  Borrowed,  // PyObject*, borrowed from an argument or immortal
  Status,    // int, only success or failure
  Truth,     // int used as a truth value
  Int, Size, Hash, Double,
  UCS4,      // Py_UCS4, (Py_UCS4)-1 on failure
  Void,
  T,         // the type of the expression, given as template argument: cy::name<T>(...)
  View,      // cy::View, owned
  SameC,     // the (deduced) C type of the first argument
};
enum class Failure : std::uint8_t { Never, Null, MinusOne, MinusOneMaybe /* -1 and PyErr_Occurred() */, Occurred /* ask always */, Negative, ViewNull /* .owner == nullptr */ };
enum class Gil : std::uint8_t { Held, Free /* may be called without it */ };
// What a line that does this pays, for the annotation report: 0 C speed, 1 a few instructions on Python objects,
// 2 a Python operation, 3 a Python call or look-up by name.
using CostClass = std::uint8_t;

struct RuntimeFunction {
  std::string_view name;    // cy::name
  std::string_view header;  // "list.h": below runtime/include/cy/
  ResultMode result;
  std::span<const ArgumentMode> arguments;
  Failure failure;
  Gil gil;
  CostClass cost;
  std::string_view advice;  // what it does and what to write instead; shown by the report
};

namespace rt {
#define CALL(name, header, result, arguments, failure, gil, cost, advice) extern const RuntimeFunction name;
#include "semantics/runtime_calls.def"
}  // namespace rt
std::span<const RuntimeFunction* const> all_runtime_functions();
const RuntimeFunction* find_runtime_function(std::string_view name);

}  // namespace cyrite
