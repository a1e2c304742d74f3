// Owns the memory of one compilation's trees: nodes are bump-allocated and never freed one by one.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace cyrite {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(std::size_t size, std::size_t align) {
    std::uintptr_t at = (cursor_ + align - 1) & ~(align - 1);
    if (at + size > limit_) at = new_chunk(size, align);
    cursor_ = at + size;
    return reinterpret_cast<void*>(at);
  }
  ~Arena() {
    for (auto at = owned_.rbegin(); at != owned_.rend(); ++at) at->destroy(at->object);
  }
  // T's destructor is run when the arena dies: for what holds vectors and maps (scopes, functions, types).
  template <class T, class... Args>
  T* make_owned(Args&&... args) {
    T* object = make<T>(std::forward<Args>(args)...);
    owned_.push_back({object, [](void* p) { static_cast<T*>(p)->~T(); }});
    return object;
  }
  // T's destructor is never run: T owns nothing outside the arena.
  template <class T, class... Args>
  T* make(Args&&... args) {
    return ::new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }
  template <class T>
  std::span<T> copy(const std::vector<T>& items) {
    if (items.empty()) return {};
    T* data = static_cast<T*>(allocate(sizeof(T) * items.size(), alignof(T)));
    for (std::size_t i = 0; i < items.size(); ++i) ::new (data + i) T(items[i]);
    return {data, items.size()};
  }
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* data = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(data, text.data(), text.size());
    return {data, text.size()};
  }

 private:
  std::uintptr_t new_chunk(std::size_t size, std::size_t align) {
    std::size_t bytes = size + align > kChunk ? size + align : kChunk;
    chunks_.push_back(std::make_unique<char[]>(bytes));
    cursor_ = reinterpret_cast<std::uintptr_t>(chunks_.back().get());
    limit_ = cursor_ + bytes;
    return (cursor_ + align - 1) & ~(align - 1);
  }
  static constexpr std::size_t kChunk = 64 * 1024;
  struct Owned { void* object; void (*destroy)(void*); };
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::vector<Owned> owned_;
  std::uintptr_t cursor_ = 0, limit_ = 0;
};

}  // namespace cyrite
