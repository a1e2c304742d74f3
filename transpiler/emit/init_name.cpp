// The C name of a module's init function: PyInit_ and the name, or PyInitU_ and its punycode for names outside ASCII (PEP 489).
#include <cstdint>
#include <vector>

#include "emit/emitter.h"

namespace cyrite::emit {

static std::vector<std::uint32_t> code_points(std::string_view utf8) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < utf8.size();) {
    unsigned char lead = static_cast<unsigned char>(utf8[i]);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t c = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k) c = c << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
    out.push_back(c);
    i += length;
  }
  return out;
}

// RFC 3492, section 6.3, with the parameters of Punycode; the delimiter is `_`, which a C name may hold.
static std::string punycode(std::string_view utf8) {
  constexpr std::uint32_t base = 36, t_min = 1, t_max = 26, skew = 38, damp = 700;
  std::vector<std::uint32_t> input = code_points(utf8);
  std::string out;
  for (std::uint32_t c : input)
    if (c < 0x80) out += static_cast<char>(c);
  std::uint32_t handled = static_cast<std::uint32_t>(out.size()), basic = handled, n = 0x80, delta = 0, bias = 72;
  if (basic) out += '_';
  while (handled < input.size()) {
    std::uint32_t next = UINT32_MAX;
    for (std::uint32_t c : input)
      if (c >= n && c < next) next = c;
    delta += (next - n) * (handled + 1);
    n = next;
    for (std::uint32_t c : input) {
      if (c < n) ++delta;
      if (c != n) continue;
      std::uint32_t q = delta;
      for (std::uint32_t k = base;; k += base) {
        std::uint32_t t = k <= bias ? t_min : k >= bias + t_max ? t_max : k - bias;
        std::uint32_t digit = q < t ? q : t + (q - t) % (base - t);
        out += static_cast<char>(digit < 26 ? 'a' + digit : '0' + digit - 26);
        if (q < t) break;
        q = (q - t) / (base - t);
      }
      delta = handled == basic ? delta / damp : delta / 2;
      delta += delta / (handled + 1);
      std::uint32_t k = 0;
      for (; delta > (base - t_min) * t_max / 2; k += base) delta /= base - t_min;
      bias = k + (base - t_min + 1) * delta / (delta + skew);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return out;
}

std::string init_name(std::string_view module) {
  std::string_view last = module.substr(module.rfind('.') + 1);
  for (char c : last)
    if (static_cast<unsigned char>(c) >= 0x80) return "PyInitU_" + punycode(last);
  return "PyInit_" + std::string(last);
}

}  // namespace cyrite::emit
