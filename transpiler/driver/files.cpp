// Reading and writing files.
#include "driver/files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

namespace fs = std::filesystem;

namespace cyrite {

bool read_file(const std::string& path, std::string& bytes) {
  FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return false;
  bytes.clear();
  char buffer[65536];
  while (std::size_t n = std::fread(buffer, 1, sizeof buffer, file)) bytes.append(buffer, n);
  bool good = !std::ferror(file);
  std::fclose(file);
  return good;
}

bool write_file(const std::string& path, std::string_view text) {
  std::string before;
  if (read_file(path, before) && before == text) return true;
  std::error_code e;
  if (fs::path(path).has_parent_path()) fs::create_directories(fs::path(path).parent_path(), e);
  std::string temporary = fmt::format("{}.{}.tmp", path, getpid());
  FILE* file = std::fopen(temporary.c_str(), "wb");
  if (!file) return false;
  bool good = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  good = std::fclose(file) == 0 && good;
  if (good) good = std::rename(temporary.c_str(), path.c_str()) == 0;
  if (!good) std::remove(temporary.c_str());
  return good;
}

std::string replace_extension(const std::string& path, std::string_view extension) {
  return fs::path(path).replace_extension(extension).string();
}

}  // namespace cyrite
