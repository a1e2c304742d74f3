// What of the runtime a module needs, as C++ text.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cyrite {

// The includes and definitions behind these names (without cy::) and all that they use, in the order of the headers.
// Names that are not the runtime's are ignored.
std::string select_runtime(const std::vector<std::string_view>& names_used);
// Every word of emitted text that may be a name of the runtime: after cy::, or a CY_ macro.
std::vector<std::string_view> runtime_names_in(std::string_view emitted);

}  // namespace cyrite
