// Chooses chunks: the closure of the names used, then the specialisations that became relevant, until nothing changes.
#include "table/runtime_table.h"

#include <algorithm>
#include <cctype>

#include "table/chunks.h"

namespace cyrite {
namespace {

struct Selection {
  std::vector<bool> chosen = std::vector<bool>(runtime_chunk_count);
  std::vector<unsigned> pending;

  void choose(unsigned chunk) {
    if (chosen[chunk]) return;
    chosen[chunk] = true;
    pending.push_back(chunk);
  }
  void choose_name(std::string_view name) {
    const RuntimeName* end = runtime_names + runtime_name_count;
    auto* found = std::lower_bound(runtime_names, end, name, [](const RuntimeName& a, std::string_view b) { return a.name < b; });
    for (; found != end && found->name == name; ++found) choose(found->chunk);
  }
  void follow() {
    while (!pending.empty()) {
      const RuntimeChunk& c = runtime_chunks[pending.back()];
      pending.pop_back();
      for (unsigned i = 0; i < c.use_count; ++i) choose(runtime_chunk_uses[c.first_use + i]);
    }
  }
  bool triggered(const RuntimeChunk& c) const {
    for (unsigned i = 0; i < c.trigger_count; ++i)
      if (!chosen[runtime_chunk_triggers[c.first_trigger + i]]) return false;
    return c.trigger_count > 0;
  }
  void close() {
    for (bool changed = true; changed;) {
      changed = false;
      follow();
      for (unsigned i = 0; i < runtime_chunk_count; ++i)
        if (!chosen[i] && triggered(runtime_chunks[i])) choose(i), changed = true;
    }
  }
  // What stands outside the namespace (includes, macros) goes with its header; that of python.h always.
  void add_outside() {
    std::vector<bool> used(runtime_chunk_count + 1);
    used[0] = true;
    for (unsigned i = 0; i < runtime_chunk_count; ++i)
      if (chosen[i]) used[runtime_chunks[i].header] = true;
    for (unsigned i = 0; i < runtime_chunk_count; ++i)
      if (!runtime_chunks[i].in_namespace && used[runtime_chunks[i].header]) chosen[i] = true;
  }
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

}  // namespace

std::string select_runtime(const std::vector<std::string_view>& names_used) {
  Selection s;
  for (std::string_view name : names_used) s.choose_name(name);
  s.close();
  s.add_outside();
  std::string outside, inside;
  for (unsigned i = 0; i < runtime_chunk_count; ++i) {
    if (!s.chosen[i]) continue;
    std::string& to = runtime_chunks[i].in_namespace ? inside : outside;
    std::string_view text = runtime_chunks[i].text;
    if (text.substr(0, 9) == "#include " && outside.find(text) != std::string::npos) continue;
    to.append(text).push_back('\n');
  }
  // Inside a namespace without a name nothing is visible to other modules, which may have been made by another version. Clang would
  // report every inline function in it that is not called.
  return outside + "#ifdef __clang__\n#pragma clang diagnostic push\n#pragma clang diagnostic ignored \"-Wunused\"\n#endif\nnamespace cy {\nnamespace {\n" +
         inside + "}\n}\n#ifdef __clang__\n#pragma clang diagnostic pop\n#endif\n";
}

std::vector<std::string_view> runtime_names_in(std::string_view emitted) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i + 4 < emitted.size(); ++i) {
    bool qualified = emitted.compare(i, 4, "cy::") == 0, macro = emitted.compare(i, 3, "CY_") == 0;
    if ((!qualified && !macro) || (i && is_word(emitted[i - 1]))) continue;
    std::size_t first = qualified ? i + 4 : i, end = first;
    while (end < emitted.size() && is_word(emitted[end])) ++end;
    names.push_back(emitted.substr(first, end - first));
    i = end;
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace cyrite
