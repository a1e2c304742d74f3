// The table behind Text: shards by hash, so that files compiled in parallel rarely wait for one another.
#include "base/text.h"

#include <cstring>
#include <mutex>
#include <unordered_map>

#include "base/arena.h"

namespace cyrite {

class TextTable {
 public:
  static const Text::Entry* intern(std::string_view text) {
    static TextTable* table = new TextTable;  // lives as long as the process: names outlive every compilation
    Shard& shard = table->shards_[std::hash<std::string_view>{}(text) % kShards];
    std::lock_guard lock(shard.mutex);
    auto found = shard.entries.find(text);
    if (found != shard.entries.end()) return found->second;
    auto* entry = static_cast<Text::Entry*>(shard.arena.allocate(sizeof(Text::Entry) + text.size() + 1, alignof(Text::Entry)));
    entry->size = static_cast<std::uint32_t>(text.size());
    char* data = const_cast<char*>(entry->data());
    std::memcpy(data, text.data(), text.size());
    data[text.size()] = '\0';
    shard.entries.emplace(std::string_view(data, text.size()), entry);
    return entry;
  }

 private:
  static constexpr std::size_t kShards = 16;
  struct Shard {
    std::mutex mutex;
    Arena arena;
    std::unordered_map<std::string_view, const Text::Entry*> entries;
  };
  Shard shards_[kShards];
};

Text::Text(std::string_view text) : entry_(text.empty() ? nullptr : TextTable::intern(text)) {}

}  // namespace cyrite
