// What C++ classes convert to and from: the containers and strings of the standard library, and bases.
#include "check/expressions.h"

namespace cyrite::check {

// The name of a class of namespace std, without its arguments; empty for other classes.
std::string_view library_name(const CppClassType* t) {
  const CppClassType* generic = t->generic ? t->generic : t;
  std::string_view name = generic->c_name.view();
  if (generic->name_space.view().substr(0, 3) != "std") return {};
  if (auto colons = name.rfind("::"); colons != name.npos) name.remove_prefix(colons + 2);
  if (auto angle = name.find('<'); angle != name.npos) name = name.substr(0, angle);
  return name;
}

// The class that a C++ library type converts to and from; null if it has none.
const Type* cpp_object_type(Checker& c, const CppClassType* t) {
  std::string_view name = library_name(t);
  if (name.empty()) return nullptr;
  // What it holds has to be an object too; what compares or hashes it need not.
  std::size_t held = name == "pair" || name.find("map") != name.npos ? 2 : 1;
  for (std::size_t k = 0; k < t->arguments.size() && k < held; ++k)
    if (auto* own = as<CppClassType>(t->arguments[k]); own && !cpp_object_type(c, own)) return nullptr;
  if (name == "string") return object_type_of(c, c.types.char_pointer);
  if (name == "vector" || name == "list" || name == "deque" || name == "forward_list") return c.types.list;
  if (name == "set" || name == "unordered_set" || name == "multiset" || name == "unordered_multiset") return c.types.set;
  if (name == "map" || name == "unordered_map" || name == "multimap" || name == "unordered_multimap") return c.types.dict;
  if (name == "pair") return c.types.tuple;
  if (name == "complex") return c.types.py_complex;
  if (name == "optional" || name == "string_view") return c.types.object;
  return nullptr;
}

bool is_cpp_string(const Type* type) {
  auto* cls = as<CppClassType>(value_type(type));
  return cls && (library_name(cls) == "string" || library_name(cls) == "string_view");
}

bool cpp_derives(const Type* sub, const Type* base) {
  auto* s = as<CppClassType>(value_type(sub));
  if (!s) return false;
  if (s->generic && s->generic == as<CppClassType>(value_type(base))) return true;  // a template named without arguments
  if (same_type(sub, base)) return true;
  for (const Type* b : s->bases)
    if (cpp_derives(b, base)) return true;
  return false;
}

}  // namespace cyrite::check
