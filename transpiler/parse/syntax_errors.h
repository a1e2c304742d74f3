// Where the first syntax error is, and what to say about it.
#pragma once
#include <tree_sitter/api.h>

#include <string_view>

#include "diagnostics/diagnostic.h"
#include "parse/tokens.h"

namespace cyrite::parsing {

// The offset of the first token of the masked text with which no statement can go on.
std::uint32_t first_error(std::string_view masked);

void report_syntax_error(std::uint32_t offset, std::string_view text, const Tokens& tokens, FileId file, Diagnostics& diagnostics);

// Takes the statement of the module that contains the error out of the masked text, so that the rest can be parsed.
void blank_statement(std::uint32_t offset, Tokens& tokens);

}  // namespace cyrite::parsing
