// The constants of the module as one table of bytes (format: runtime/include/cy/constants.h).
#include <cstdlib>
#include <cstring>

#include "emit/emitter.h"

namespace cyrite::emit {
namespace {

void number(std::string& out, std::uint64_t n) {
  while (n >= 0x80) {
    out += static_cast<char>((n & 0x7F) | 0x80);
    n >>= 7;
  }
  out += static_cast<char>(n);
}
void text(std::string& out, char kind, const std::string& bytes) {
  out += kind;
  number(out, bytes.size());
  out += bytes;
}
void floating(std::string& out, char kind, const std::string& digits) {
  double value = std::strtod(digits.c_str(), nullptr);
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  out += kind;
  for (int k = 0; k < 8; ++k) out += static_cast<char>(bits >> (8 * k) & 0xFF);
}
void integer(std::string& out, const std::string& digits) {
  bool fits = digits.size() <= 18 && digits.find_first_not_of("-0123456789") == std::string::npos;
  if (!fits) return text(out, 'I', digits);
  long long value = std::strtoll(digits.c_str(), nullptr, 10);
  out += 'i';
  number(out, static_cast<std::uint64_t>(value) << 1 ^ (value < 0 ? ~std::uint64_t{0} : 0));
}
void items(std::string& out, char kind, const std::vector<ConstantId>& ids, bool counted) {
  out += kind;
  if (counted) number(out, ids.size());
  for (ConstantId id : ids) number(out, id);
}

void record(std::string& out, const Constant& c) {
  switch (c.kind) {
    case Constant::None: out += 'N'; return;
    case Constant::True: out += 'T'; return;
    case Constant::False: out += 'F'; return;
    case Constant::Ellipsis: out += 'E'; return;
    case Constant::NotImplemented_: out += 'X'; return;
    case Constant::Str: return text(out, 's', c.text);
    case Constant::Name: return text(out, 'n', c.text);
    case Constant::Bytes: return text(out, 'b', c.text);
    case Constant::Int: return integer(out, c.text);
    case Constant::Float: return floating(out, 'f', c.text);
    case Constant::Imaginary: return floating(out, 'j', c.text);
    case Constant::Tuple: return items(out, 't', c.items, true);
    case Constant::FrozenSet: return items(out, 'z', c.items, true);
    case Constant::Slice: return items(out, 'l', c.items, false);
    case Constant::EmptyTuple: return items(out, 't', {}, true);
    case Constant::EmptyStr: return text(out, 's', "");
    case Constant::EmptyBytes: return text(out, 'b', "");
  }
}

}  // namespace

void ModuleEmitter::constant_table() {
  const Constants& list = source.constants;
  std::string bytes;
  for (ConstantId id = 0; id < list.size(); ++id) record(bytes, list[id]);
  constants_text = "static const char constant_data[] =\n";
  std::string row;
  auto flush = [&] {
    if (!row.empty()) constants_text += "  " + quoted(row) + "\n";
    row.clear();
  };
  for (char c : bytes) {
    row += c;
    if (row.size() >= 90) flush();
  }
  flush();
  if (bytes.empty()) constants_text += "  \"\"";
  constants_text += ";\n";
}

}  // namespace cyrite::emit
