// The Python constants of a module: each once, made when the module is imported.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/text.h"

namespace cyrite {

using ConstantId = std::uint32_t;
struct Constant {
  enum Kind : std::uint8_t {
    None, True, False, Ellipsis, NotImplemented_,
    Str,       // text: UTF-8 (lone surrogates as three bytes)
    Name,      // an interned str: attribute names, keywords, global names
    Bytes, Int /* text: decimal or 0x */, Float /* text as for C, or inf/nan */, Imaginary,
    Tuple, FrozenSet, Slice,  // items
    EmptyTuple, EmptyStr, EmptyBytes
  } kind;
  std::string text;
  std::vector<ConstantId> items;
};

class Constants {
 public:
  ConstantId add(Constant constant);  // the same constant gives the same id; 1, 1.0 and True are different
  ConstantId name(Text text) { return add({Constant::Name, text.str(), {}}); }
  const Constant& operator[](ConstantId id) const { return list_[id]; }
  std::size_t size() const { return list_.size(); }

 private:
  std::vector<Constant> list_;
  std::vector<std::vector<ConstantId>> buckets_;
};

// A value known when compiling: what DEF, IF, constant folding and array sizes compute with.
struct ConstantValue {
  enum Kind : std::uint8_t { Int, Float, Bool, Str, Bytes, None, Tuple, Complex, Ellipsis } kind;
  std::string text;           // Int: decimal of any size; Str: UTF-8; Bytes
  double number = 0;          // Float, Complex
  double imaginary = 0;       // Complex
  bool truth = false;         // Bool
  std::vector<ConstantValue> items;
};

}  // namespace cyrite
