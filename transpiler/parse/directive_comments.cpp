// `# cython: name = value, ...` and `# distutils: name = value` in the comments at the head of a source.
#include "parse/parse.h"

namespace cyrite {

namespace {

std::string_view trimmed(std::string_view text) {
  std::size_t begin = text.find_first_not_of(" \t\f\r");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\f\r") - begin + 1);
}

}  // namespace

std::vector<ast::DirectiveComment> directive_comments(const SourceFile& source, FileId file, Arena& arena, std::string_view kind) {
  std::vector<ast::DirectiveComment> result;
  std::string_view text = source.text;
  auto add = [&](std::string_view item) {
    item = trimmed(item);
    if (item.empty()) return;
    std::size_t equals = item.find('=');
    ast::DirectiveComment comment;
    comment.name = Text(trimmed(item.substr(0, equals)));
    if (equals != item.npos) comment.value = arena.copy(trimmed(item.substr(equals + 1)));
    comment.span = {static_cast<std::uint32_t>(item.data() - text.data()), static_cast<std::uint32_t>(item.size()), file};
    result.push_back(comment);
  };
  for (std::uint32_t number = 1; number <= source.line_starts.size(); ++number) {
    std::string_view line = trimmed(source.line_text(number));
    if (line.empty()) continue;
    if (line[0] != '#') break;
    line = trimmed(line.substr(1));
    if (!line.starts_with(kind)) continue;
    line = trimmed(line.substr(kind.size()));
    if (!line.starts_with(':')) continue;
    line = trimmed(line.substr(1));
    // A comment that only talks about cython: no name and '=' follow.
    std::size_t name_end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
    if (name_end == 0 || name_end == line.npos || !trimmed(line.substr(name_end)).starts_with('=')) continue;
    if (kind == "distutils") {
      add(line);
      continue;
    }
    while (!line.empty()) {
      std::size_t comma = line.find(',');
      add(line.substr(0, comma));
      line = comma == line.npos ? std::string_view() : line.substr(comma + 1);
    }
  }
  return result;
}

}  // namespace cyrite
