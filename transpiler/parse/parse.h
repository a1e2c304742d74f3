// From the bytes of a file to its syntax tree.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "ast/declarations.h"
#include "base/arena.h"
#include "diagnostics/diagnostic.h"

namespace cyrite {

struct ParseOptions {
  int language_level = 3;       // 2 or 3
  bool is_pxd = false;          // declarations only
  bool is_pure_python = false;  // a .py file: Python's syntax, no cdef
  std::uint32_t first_node_id = 1;
};

// The syntax tree of a source file, with every syntax error reported. Null if the errors leave nothing to go on with;
// a tree that comes with errors lacks the statements they stand in.
ast::Module* parse_module(const SourceFiles& files, FileId file, Arena& arena, Diagnostics& diagnostics,
                          const ParseOptions& options);

// What `# cython:` comments at the head of a source say, without parsing it: the language level, and so on, must be
// known before. The spans are of `file`.
std::vector<ast::DirectiveComment> directive_comments(const SourceFile& source, FileId file, Arena& arena,
                                                      std::string_view kind);

// The text of a file as UTF-8, by its encoding declaration (PEP 263) and byte order mark, the mark removed. Empty, with
// the reason reported at the place in the bytes, if they are no text: not of the encoding, or with NUL bytes.
std::optional<std::string> decode_source(std::string_view bytes, FileId file, Diagnostics& diagnostics);

}  // namespace cyrite
