// Every row of runtime_calls.def can be called as it says, on the real header, with the result that it says.
#include <type_traits>
#include <utility>

#include "cy/all.h"
#include "cy/cpp_convert.h"

namespace {

// ---- argument modes as types
using Object = PyObject*;
using Maybe = PyObject*;
using Steal = PyObject*;
using Size = Py_ssize_t;
using Int = int;
using Truth = int;
using Double = double;
using Text = const char*;
using Type = PyTypeObject*;
using View = cy::View<double, 1>&;
struct Place {  // any lvalue that a function of the runtime asks for
  operator PyObject*&() const;
  operator Py_ssize_t&() const;
  operator cy::CriticalSection&() const;
};
struct C {  // some C value: what templates over it take depends on the function
  operator cy::Generator*() const;
};

template <class... A>
struct Row;
template <class... A>
struct Row<void(A...)> {
  template <class F>
  static auto call(F f) -> decltype(f(std::declval<A>()...));
};

#define CYRITE_RESULT_New PyObject*
#define CYRITE_RESULT_Borrowed PyObject*
#define CYRITE_RESULT_Status int
#define CYRITE_RESULT_Truth int
#define CYRITE_RESULT_Int int
#define CYRITE_RESULT_Size Py_ssize_t
#define CYRITE_RESULT_Hash Py_hash_t
#define CYRITE_RESULT_Double double
#define CYRITE_RESULT_UCS4 Py_UCS4
#define CYRITE_RESULT_Void void
// Rows with a C argument or a result of the expression's type are templates: only their names are checked, by the using declarations.
#define CALL_PLAIN(name, result, arguments)                                                                                         \
  static_assert(std::is_same<decltype(Row<void arguments>::call([](auto&&... a) -> decltype(cy::name(a...)) { return cy::name(a...); })), \
                             CYRITE_RESULT_##result>::value,                                                                        \
                #name " differs from runtime_calls.def");
#include "runtime_rows.inc"

}  // namespace
namespace named {
#define CALL(name, ...) using cy::name;
#include "semantics/runtime_calls.def"
}  // namespace named
