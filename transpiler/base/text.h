// Interned text: two equal names are one pointer, so comparing and hashing a name costs nothing.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace cyrite {

class Text {
 public:
  constexpr Text() = default;
  Text(std::string_view text);  // interns; implicit so that literals read well
  Text(const char* text) : Text(std::string_view(text)) {}
  Text(const std::string& text) : Text(std::string_view(text)) {}

  std::string_view view() const { return entry_ ? std::string_view(entry_->data(), entry_->size) : std::string_view(); }
  operator std::string_view() const { return view(); }
  std::string str() const { return std::string(view()); }
  const char* c_str() const { return entry_ ? entry_->data() : ""; }
  bool empty() const { return !entry_; }
  explicit operator bool() const { return entry_ != nullptr; }
  friend bool operator==(Text a, Text b) { return a.entry_ == b.entry_; }
  friend bool operator==(Text a, const char* b) { return a.view() == b; }
  friend bool operator==(Text a, std::string_view b) { return a.view() == b; }
  const void* key() const { return entry_; }

 private:
  struct Entry {
    std::uint32_t size;
    const char* data() const { return reinterpret_cast<const char*>(this + 1); }
  };
  friend class TextTable;
  const Entry* entry_ = nullptr;  // the empty text is null
};

}  // namespace cyrite

template <>
struct std::hash<cyrite::Text> {
  std::size_t operator()(cyrite::Text t) const noexcept {
    auto k = reinterpret_cast<std::uintptr_t>(t.key());
    return static_cast<std::size_t>((k >> 4) * 0x9E3779B97F4A7C15ull);
  }
};
