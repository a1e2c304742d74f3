// Where .pxd files, included files and our own data are found.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cyrite {

// The folder with includes/, runtime/ and templates/: $CYRITE_DATA_DIR, beside the executable, in the installed package, or the
// source checkout. Empty if there is none.
std::string data_dir();

class SearchPath {
 public:
  // include_path: -I in order; installed: --installed, the folders of installed packages if the caller knows them; source: the file being compiled; python: --python or empty.
  SearchPath(std::vector<std::string> include_path, std::vector<std::string> installed, const std::string& source, std::string python);

  struct Found {
    std::string path;          // of the .pxd; empty for a package folder without one
    bool is_package = false;
  };
  std::optional<Found> find_pxd(std::string_view qualified_name);
  // The .pxd that belongs to the module itself: it is not looked for among the installed packages.
  std::optional<std::string> find_own_pxd(std::string_view qualified_name) const;
  std::optional<std::string> find_include(std::string_view path, const std::string& from_file) const;

 private:
  std::optional<Found> find_in(const std::string& root, std::string_view dotted, bool need_package_marks) const;
  const std::vector<std::string>& site_packages();
  std::vector<std::string> include_path_;
  std::string package_root_;
  std::string python_;
  bool site_known_ = false;
  std::vector<std::string> site_;
};

// The folder that holds the outermost package of a source file, and the qualified module name that follows from it.
struct ModulePlace { std::string root; std::string qualified_name; bool is_package = false; };
ModulePlace module_place(const std::string& source_path);
// The qualified name of the module that a source makes: the given one (`pkg.__init__` is the package itself), or that of its place.
std::string module_name_of(const std::string& source_path, const std::string& given);

// The Python to ask: `given`, else the one beside this executable, else $VIRTUAL_ENV's, else python3 on PATH.
std::string choose_python(const std::string& given);
// What a command prints on stdout; nothing when it fails.
std::optional<std::string> output_of(const std::vector<std::string>& command);
std::string executable_path();

}  // namespace cyrite
