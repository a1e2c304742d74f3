// Positions in a source text.
#include "base/source_file.h"

#include <algorithm>

namespace cyrite {

SourceFile::SourceFile(std::string p, std::string t) : path(std::move(p)), text(std::move(t)) {
  line_starts.push_back(0);
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') line_starts.push_back(i + 1);
    else if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) line_starts.push_back(i + 1);
  }
}

std::uint32_t SourceFile::line_of(std::uint32_t offset) const {
  auto after = std::upper_bound(line_starts.begin(), line_starts.end(), offset);
  return static_cast<std::uint32_t>(after - line_starts.begin());
}

Position SourceFile::position(std::uint32_t offset) const {
  Position at;
  at.line = line_of(offset);
  std::uint32_t stop = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text.size()));
  for (std::uint32_t i = line_starts[at.line - 1]; i < stop; ++i)
    if ((text[i] & 0xC0) != 0x80) ++at.column;
  return at;
}

std::string_view SourceFile::line_text(std::uint32_t line) const {
  if (line == 0 || line > line_starts.size()) return {};
  std::uint32_t begin = line_starts[line - 1];
  std::uint32_t end = line < line_starts.size() ? line_starts[line] : static_cast<std::uint32_t>(text.size());
  while (end > begin && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  return std::string_view(text).substr(begin, end - begin);
}

FileId SourceFiles::add(std::string path, std::string utf8_text) {
  files_.push_back(std::make_unique<SourceFile>(std::move(path), std::move(utf8_text)));
  return static_cast<FileId>(files_.size() - 1);
}

void SourceFiles::replace_text(FileId id, std::string utf8_text) {
  files_[id] = std::make_unique<SourceFile>(files_[id]->path, std::move(utf8_text));
}

}  // namespace cyrite
