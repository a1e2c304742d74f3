// The tokens a grammar cannot describe: line ends, indentation, and the inside of string literals.
//
// Two kinds of text come in (see grammar.js). In masked text a logical line end is U+001E: there a NEWLINE or INDENT
// is always returned, wanted or not, so that a statement can never run on into the next line. In plain text (editors)
// a line end counts only where the parser can use one, which is what tells it apart from one inside brackets.
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tree_sitter/parser.h"

enum Token { NEWLINE, INDENT, DEDENT, STRING_START, STRING_TEXT, STRING_END, FORMAT_TEXT, COMMENT };

enum { LINE_END_MARK = 0x1e, MAX_INDENTS = 200, MAX_STRINGS = 100 };

// How an open string literal ends and what its text may contain.
enum { QUOTE_DOUBLE = 1, QUOTE_TRIPLE = 2, STRING_RAW = 4, STRING_FORMATTED = 8 };

typedef struct {
  uint8_t pending_dedents;  // blocks that the last line end closed and that were not reported yet
  uint8_t string_count;
  uint8_t indent_count;
  uint8_t strings[MAX_STRINGS];
  uint16_t indents[MAX_INDENTS];  // columns of the open blocks; the outermost one, 0, is not stored
} Scanner;

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }
static void skip(TSLexer *lexer) { lexer->advance(lexer, true); }

static bool accept(TSLexer *lexer, enum Token token) {
  lexer->result_symbol = (TSSymbol)token;
  return true;
}

static uint16_t current_indent(const Scanner *scanner) {
  return scanner->indent_count ? scanner->indents[scanner->indent_count - 1] : 0;
}

// ---- line ends ------------------------------------------------------------------------------------------------

// Reads to the first character of the next line that has one and returns its column. A tab goes on to the next
// multiple of eight.
static uint16_t next_line_column(TSLexer *lexer) {
  uint32_t column = 0;
  for (;;) {
    switch (lexer->lookahead) {
      case ' ': ++column; break;
      case '\t': column = (column / 8 + 1) * 8; break;
      case '\n': case '\r': case '\f': column = 0; break;
      case '#':
        while (!lexer->eof(lexer) && lexer->lookahead != '\n' && lexer->lookahead != '\r') advance(lexer);
        continue;
      default:
        if (lexer->eof(lexer)) return 0;
        return column > UINT16_MAX ? UINT16_MAX : (uint16_t)column;
    }
    advance(lexer);
  }
}

// The lexer stands at a line end. `marked`: in masked text.
static bool scan_line_end(Scanner *scanner, TSLexer *lexer, const bool *valid, bool marked) {
  advance(lexer);
  lexer->mark_end(lexer);
  uint16_t column = next_line_column(lexer);
  if (column > current_indent(scanner) && (marked || valid[INDENT])) {
    if (scanner->indent_count == MAX_INDENTS) return false;
    scanner->indents[scanner->indent_count++] = column;
    return accept(lexer, INDENT);
  }
  if (!marked && !valid[NEWLINE]) return false;
  while (column < current_indent(scanner)) {
    --scanner->indent_count;
    ++scanner->pending_dedents;
  }
  return accept(lexer, NEWLINE);
}

// ---- strings --------------------------------------------------------------------------------------------------

static int32_t quote_of(uint8_t string) { return string & QUOTE_DOUBLE ? '"' : '\''; }

// At a quote character: true if it closes the string, which is then consumed whole.
static bool closes(TSLexer *lexer, uint8_t string) {
  int32_t quote = quote_of(string);
  int length = string & QUOTE_TRIPLE ? 3 : 1;
  for (int i = 0; i < length; ++i) {
    if (lexer->lookahead != quote) return false;
    advance(lexer);
  }
  return true;
}

// A backslash and what it takes with it. In a formatted string a brace is never taken, but `\N{...}` is one escape.
static void scan_escape(TSLexer *lexer, uint8_t string) {
  advance(lexer);
  if (lexer->eof(lexer)) return;
  if (!(string & STRING_FORMATTED)) {
    advance(lexer);
    return;
  }
  if (lexer->lookahead == '{' || lexer->lookahead == '}') return;
  bool named = lexer->lookahead == 'N' && !(string & STRING_RAW);
  advance(lexer);
  if (!named || lexer->lookahead != '{') return;
  while (!lexer->eof(lexer) && lexer->lookahead != '}' && lexer->lookahead != '\n' &&
         lexer->lookahead != quote_of(string))
    advance(lexer);
  if (lexer->lookahead == '}') advance(lexer);
}

// A line end within a string of one line: the string was never closed.
static bool at_line_end(TSLexer *lexer) {
  return lexer->lookahead == '\n' || lexer->lookahead == '\r' || lexer->lookahead == LINE_END_MARK;
}

static bool scan_string(Scanner *scanner, TSLexer *lexer, const bool *valid) {
  uint8_t string = scanner->strings[scanner->string_count - 1];
  bool has_text = false;
  while (!lexer->eof(lexer)) {
    lexer->mark_end(lexer);
    if (lexer->lookahead == quote_of(string)) {
      if (closes(lexer, string)) {
        if (has_text) return accept(lexer, STRING_TEXT);
        if (!valid[STRING_END]) return false;
        lexer->mark_end(lexer);
        --scanner->string_count;
        return accept(lexer, STRING_END);
      }
      has_text = true;
      continue;
    }
    if (string & STRING_FORMATTED && (lexer->lookahead == '{' || lexer->lookahead == '}')) {
      int32_t brace = lexer->lookahead;
      advance(lexer);
      if (lexer->lookahead != brace) return has_text && accept(lexer, STRING_TEXT);
      advance(lexer);
    } else if (lexer->lookahead == '\\') {
      scan_escape(lexer, string);
    } else if (!(string & QUOTE_TRIPLE) && at_line_end(lexer)) {
      break;
    } else {
      advance(lexer);
    }
    has_text = true;
  }
  lexer->mark_end(lexer);
  return has_text && accept(lexer, STRING_TEXT);
}

// The text of a format specification, up to a replacement field or its end.
static bool scan_format(Scanner *scanner, TSLexer *lexer) {
  uint8_t string = scanner->strings[scanner->string_count - 1];
  bool has_text = false;
  while (!lexer->eof(lexer) && lexer->lookahead != '{' && lexer->lookahead != '}') {
    lexer->mark_end(lexer);
    if (lexer->lookahead == quote_of(string)) {
      if (closes(lexer, string)) return has_text && accept(lexer, FORMAT_TEXT);
    } else if (lexer->lookahead == '\\') {
      scan_escape(lexer, string);
    } else if (!(string & QUOTE_TRIPLE) && at_line_end(lexer)) {
      break;
    } else {
      advance(lexer);
    }
    has_text = true;
  }
  lexer->mark_end(lexer);
  return has_text && accept(lexer, FORMAT_TEXT);
}

static bool scan_string_start(Scanner *scanner, TSLexer *lexer) {
  uint8_t string = 0;
  for (int prefix = 0; lexer->lookahead != '"' && lexer->lookahead != '\''; ++prefix) {
    switch (lexer->lookahead) {
      case 'r': case 'R': string |= STRING_RAW; break;
      case 'f': case 'F': case 't': case 'T': string |= STRING_FORMATTED; break;
      case 'b': case 'B': case 'u': case 'U': case 'c': case 'C': break;
      default: return false;
    }
    if (prefix == 3) return false;
    advance(lexer);
  }
  int32_t quote = lexer->lookahead;
  if (quote == '"') string |= QUOTE_DOUBLE;
  advance(lexer);
  lexer->mark_end(lexer);
  if (lexer->lookahead == quote) {
    advance(lexer);
    if (lexer->lookahead == quote) {
      advance(lexer);
      lexer->mark_end(lexer);
      string |= QUOTE_TRIPLE;
    }
  }
  if (scanner->string_count == MAX_STRINGS) return false;
  scanner->strings[scanner->string_count++] = string;
  return accept(lexer, STRING_START);
}

// ---- what tree-sitter calls -------------------------------------------------------------------------------------

bool tree_sitter_cyrite_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scanner *scanner = payload;
  bool recovering = valid[STRING_TEXT] && valid[INDENT];  // no state of the grammar wants both

  if (scanner->pending_dedents > 0) {
    --scanner->pending_dedents;
    return accept(lexer, DEDENT);
  }
  if (!recovering && scanner->string_count > 0) {
    if (valid[STRING_TEXT] || valid[STRING_END]) return scan_string(scanner, lexer, valid);
    if (valid[FORMAT_TEXT]) return scan_format(scanner, lexer);
  }
  while (lexer->lookahead == ' ' || lexer->lookahead == '\t' || lexer->lookahead == '\f') skip(lexer);
  if (lexer->lookahead == LINE_END_MARK) return scan_line_end(scanner, lexer, valid, true);
  if (lexer->lookahead == '\r' || lexer->lookahead == '\n') {
    if (recovering) return false;
    if (valid[NEWLINE] || valid[INDENT]) return scan_line_end(scanner, lexer, valid, false);
    while (lexer->lookahead == ' ' || lexer->lookahead == '\t' || lexer->lookahead == '\f' ||
           lexer->lookahead == '\r' || lexer->lookahead == '\n') skip(lexer);
  }
  if (lexer->eof(lexer)) {
    if (recovering || !valid[NEWLINE]) return false;
    scanner->pending_dedents = scanner->indent_count;
    scanner->indent_count = 0;
    return accept(lexer, NEWLINE);
  }
  return valid[STRING_START] && scan_string_start(scanner, lexer);
}

unsigned tree_sitter_cyrite_external_scanner_serialize(void *payload, char *buffer) {
  const Scanner *scanner = payload;
  unsigned size = 0;
  buffer[size++] = (char)scanner->pending_dedents;
  buffer[size++] = (char)scanner->string_count;
  buffer[size++] = (char)scanner->indent_count;
  memcpy(buffer + size, scanner->strings, scanner->string_count);
  size += scanner->string_count;
  memcpy(buffer + size, scanner->indents, scanner->indent_count * sizeof(uint16_t));
  return size + (unsigned)(scanner->indent_count * sizeof(uint16_t));
}

void tree_sitter_cyrite_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *scanner = payload;
  scanner->pending_dedents = scanner->string_count = scanner->indent_count = 0;
  if (length < 3) return;
  scanner->pending_dedents = (uint8_t)buffer[0];
  scanner->string_count = (uint8_t)buffer[1];
  scanner->indent_count = (uint8_t)buffer[2];
  memcpy(scanner->strings, buffer + 3, scanner->string_count);
  memcpy(scanner->indents, buffer + 3 + scanner->string_count, scanner->indent_count * sizeof(uint16_t));
}

void *tree_sitter_cyrite_external_scanner_create(void) { return calloc(1, sizeof(Scanner)); }

void tree_sitter_cyrite_external_scanner_destroy(void *payload) { free(payload); }
