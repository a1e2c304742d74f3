// Bytes of a file to UTF-8 text: byte order mark, encoding declaration (PEP 263), the encodings themselves.
#include <fmt/format.h>

#include "parse/parse.h"
#include "parse/utf8.h"

namespace cyrite {

namespace parsing {

std::size_t first_bad_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      ++i;
      continue;
    }
    std::size_t more = c >= 0xF0 && c < 0xF5 ? 3 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xC2 && c < 0xE0 ? 1 : 0;
    if (more == 0 || i + more >= text.size()) return i;
    for (std::size_t k = 1; k <= more; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return i;
    auto second = static_cast<unsigned char>(text[i + 1]);
    bool overlong = (c == 0xE0 && second < 0xA0) || (c == 0xF0 && second < 0x90);
    bool surrogate = c == 0xED && second >= 0xA0;
    if (overlong || surrogate || (c == 0xF4 && second >= 0x90)) return i;
    i += more + 1;
  }
  return std::string_view::npos;
}

}  // namespace parsing

namespace {

using parsing::append_code_point;

struct Encoding { std::string_view names; std::uint16_t upper[128]; };
constexpr Encoding kEncodings[] = {
#define ENCODING(names, ...) {names, {__VA_ARGS__}},
#include "parse/encodings.inc"
};

std::string_view line_at(std::string_view text, std::size_t& at) {
  std::size_t end = text.find_first_of("\r\n", at);
  std::string_view line = text.substr(at, end == text.npos ? text.npos : end - at);
  at = end == text.npos ? text.size() : end + (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n' ? 2 : 1);
  return line;
}

// The name in `# -*- coding: name -*-` on one of the first two lines, in lower case with '-' for '_'; empty if none.
std::string declared_encoding(std::string_view text) {
  std::size_t at = 0;
  for (int i = 0; i < 2 && at < text.size(); ++i) {
    std::string_view line = line_at(text, at);
    std::size_t first = line.find_first_not_of(" \t\f");
    if (first == line.npos) continue;
    if (line[first] != '#') return {};
    std::size_t found = line.find("coding", first);
    // The directive c_string_encoding is no declaration.
    auto is_directive = [&](std::size_t at) { return line.substr(0, at).ends_with("c_string_en"); };
    while (found != line.npos && (is_directive(found) || (found + 6 < line.size() ? line[found + 6] != ':' && line[found + 6] != '=' : true)))
      found = line.find("coding", found + 1);
    if (found == line.npos) continue;
    std::size_t begin = line.find_first_not_of(" \t", found + 7);
    std::string name;
    for (; begin < line.size(); ++begin) {
      char c = line[begin];
      bool is_part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
      if (!is_part) break;
      name += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    if (!name.empty()) return name;
  }
  return {};
}

const Encoding* find_encoding(std::string_view name) {
  std::string wanted = fmt::format(" {} ", name);
  for (const Encoding& encoding : kEncodings)
    if (encoding.names.find(wanted) != std::string_view::npos) return &encoding;
  return nullptr;
}

bool is_utf8(std::string_view name) {
  return name.empty() || name == "utf-8" || name == "utf8" || name.starts_with("utf-8-") || name == "u8";
}

// 8-bit text; on failure the offset of the byte without a meaning.
std::optional<std::size_t> append_decoded(std::string_view bytes, const Encoding& encoding, std::string& text) {
  text.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto byte = static_cast<unsigned char>(bytes[i]);
    std::uint32_t code = byte < 0x80 ? byte : encoding.upper[byte - 0x80];
    if (code == 0) return i;
    append_code_point(text, code);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> decode_source(std::string_view bytes, FileId file, Diagnostics& diagnostics) {
  std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  bytes.remove_prefix(mark);
  auto fail = [&](std::size_t at, const std::string& text) {
    diagnostics.report(Span{static_cast<std::uint32_t>(at + mark), 1, file}, diag::source_encoding, text);
    return std::nullopt;
  };
  auto byte_at = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return fail(0, "the file is UTF-16: save it as UTF-8");
  if (std::size_t nul = bytes.find('\0'); nul != bytes.npos) return fail(nul, "a source file cannot contain NUL bytes");
  if (bytes.size() > 0x7FFFFFFF) return fail(0, "the file is too large: at most 2 GB");
  std::string name = declared_encoding(bytes);
  if (mark && !is_utf8(name)) return fail(0, fmt::format("the file begins with a UTF-8 mark but declares the encoding '{}'", name));
  if (is_utf8(name)) {
    std::size_t bad = parsing::first_bad_utf8(bytes);
    if (bad != bytes.npos)
      return fail(bad, fmt::format("byte 0x{:02x} is not UTF-8: save the file as UTF-8, or declare its encoding in the first line", byte_at(bad)));
    return std::string(bytes);
  }
  const Encoding* encoding = find_encoding(name);
  if (!encoding) return fail(0, fmt::format("the encoding '{}' is not known here: save the file as UTF-8", name));
  std::string text;
  if (auto bad = append_decoded(bytes, *encoding, text))
    return fail(*bad, fmt::format("byte 0x{:02x} has no meaning in the encoding '{}'", byte_at(*bad), name));
  return text;
}

}  // namespace cyrite
