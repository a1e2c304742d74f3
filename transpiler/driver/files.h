// Reading and writing files: outputs appear whole or not at all, and an unchanged output is not rewritten.
#pragma once
#include <string>
#include <string_view>

namespace cyrite {

bool read_file(const std::string& path, std::string& bytes);
// Through a temporary name and a rename. False, with errno set, when it cannot be written.
bool write_file(const std::string& path, std::string_view text);
std::string replace_extension(const std::string& path, std::string_view extension);

}  // namespace cyrite
