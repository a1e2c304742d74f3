// One source text of a compilation, decoded to UTF-8, and the table that numbers them.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cyrite {

using FileId = std::uint16_t;

// A range of bytes of one source file.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t length = 0;
  FileId file = 0;
  std::uint32_t end() const { return begin + length; }
};

struct Position {
  std::uint32_t line = 1;    // from 1
  std::uint32_t column = 0;  // from 0, in code points
};

struct SourceFile {
  std::string path;                        // as it was given or found
  std::string text;                        // UTF-8, line ends as in the file
  std::vector<std::uint32_t> line_starts;  // byte offset of each line
  SourceFile(std::string path, std::string text);
  Position position(std::uint32_t offset) const;
  std::uint32_t line_of(std::uint32_t offset) const;  // from 1
  std::string_view line_text(std::uint32_t line) const;
};

class SourceFiles {
 public:
  FileId add(std::string path, std::string utf8_text);
  void replace_text(FileId id, std::string utf8_text);  // once, when the bytes of a file have been decoded
  const SourceFile& operator[](FileId id) const { return *files_[id]; }
  std::size_t size() const { return files_.size(); }
  Position position(Span span) const { return files_[span.file]->position(span.begin); }
  std::uint32_t line(Span span) const { return files_[span.file]->line_of(span.begin); }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
};

}  // namespace cyrite
