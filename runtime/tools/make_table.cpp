// Cuts the runtime headers into chunks and writes them as a C++ table (rules: runtime/README.md).
// usage: make_table OUTPUT.cpp HEADER...
#include <cctype>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Chunk {
  std::string text;
  std::size_t header = 0;
  bool in_namespace = false;
  std::vector<std::string> names;      // what it defines
  std::set<std::string> uses;          // every word in it
  std::vector<std::string> triggers;   // a specialisation or an operator: the words of its head
};
struct Header {
  std::string name;
  std::vector<std::string> includes;         // "cy/x.h"
  std::vector<std::string> system_includes;  // <x>
  std::vector<std::string> lines;
};

[[noreturn]] void fail(const std::string& text) {
  std::fprintf(stderr, "make_table: %s\n", text.c_str());
  std::exit(1);
}
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// The end of the string or character literal that starts at i.
std::size_t literal_end(std::string_view s, std::size_t i) {
  char quote = s[i++];
  while (i < s.size() && s[i] != quote) i += s[i] == '\\' ? 2 : 1;
  return i + 1;
}
// A quote between digits is a separator, not a literal.
bool starts_literal(std::string_view s, std::size_t i) { return s[i] == '"' || (s[i] == '\'' && (i == 0 || !is_word(s[i - 1]))); }

std::string without_comments(const std::string& s) {
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    if (starts_literal(s, i)) {
      std::size_t end = literal_end(s, i);
      out += s.substr(i, end - i);
      i = end;
    } else if (s.compare(i, 2, "//") == 0) {
      while (i < s.size() && s[i] != '\n') ++i;
    } else if (s.compare(i, 2, "/*") == 0) {
      i = s.find("*/", i) + 2;
    } else {
      out += s[i++];
    }
  }
  return out;
}
std::string trimmed(std::string_view s) {
  std::size_t end = s.find_last_not_of(" \t\r");
  return end == std::string_view::npos ? "" : std::string(s.substr(0, end + 1));
}
Header read_header(const std::string& path) {
  std::ifstream in(path);
  if (!in) fail("cannot read " + path);
  std::stringstream all;
  all << in.rdbuf();
  Header h;
  h.name = path.substr(path.find_last_of('/') + 1);
  std::stringstream lines(without_comments(all.str()));
  for (std::string line; std::getline(lines, line);) {
    line = trimmed(line);
    if (line.empty() || line == "#pragma once") continue;
    if (line.rfind("#include \"cy/", 0) == 0) h.includes.push_back(line.substr(13, line.size() - 14));
    else h.lines.push_back(line);
  }
  return h;
}

struct Token {
  std::string text;
  std::size_t at;
};
std::vector<Token> tokens(std::string_view s) {
  std::vector<Token> list;
  for (std::size_t i = 0; i < s.size();) {
    if (starts_literal(s, i)) {
      i = literal_end(s, i);
    } else if (is_word(s[i])) {
      std::size_t end = i;
      while (end < s.size() && (is_word(s[end]) || (s[end] == '\'' && std::isdigit(static_cast<unsigned char>(s[i]))))) ++end;
      list.push_back({std::string(s.substr(i, end - i)), i});
      i = end;
    } else {
      if (!std::isspace(static_cast<unsigned char>(s[i]))) list.push_back({std::string(1, s[i]), i});
      ++i;
    }
  }
  return list;
}
bool is_name(const std::string& t) { return std::isalpha(static_cast<unsigned char>(t[0])) || t[0] == '_'; }

// Skips a template head: the index after its closing >.
std::size_t after_template(const std::vector<Token>& t, std::size_t i) {
  while (i < t.size() && t[i].text == "template") {
    int depth = 0;
    for (++i; i < t.size(); ++i) {
      if (t[i].text == "<") ++depth;
      if (t[i].text == ">" && --depth == 0) break;
    }
    ++i;
  }
  return i;
}
void words_before(const std::vector<Token>& t, std::string_view stop, std::vector<std::string>& out) {
  for (const Token& token : t) {
    if (token.text == stop) return;
    if (is_name(token.text)) out.push_back(token.text);
  }
}
void enumerators(const std::vector<Token>& t, std::size_t i, Chunk& c) {
  while (i < t.size() && t[i].text != "{") ++i;
  bool at_start = true;
  for (; i < t.size() && t[i].text != "}"; ++i) {
    if (t[i].text == "{" || t[i].text == ",") at_start = true;
    else if (at_start && is_name(t[i].text)) {
      c.names.push_back(t[i].text);
      at_start = false;
    }
  }
}
// The names that one declaration defines.
void define_names(const std::string& text, Chunk& c) {
  std::vector<Token> t = tokens(text);
  std::size_t i = after_template(t, 0);
  while (i < t.size() && (t[i].text == "CY_UNUSED" || t[i].text == "CY_COLD")) ++i;
  if (i >= t.size()) return;
  if (t[i].text == "using") return c.names.push_back(t[i + 1].text);
  if (t[i].text == "struct" || t[i].text == "enum" || t[i].text == "union") {
    if (i + 2 < t.size() && t[i + 2].text == "<") return words_before(t, "{", c.triggers);
    if (t[i].text == "enum") enumerators(t, i, c);
    return c.names.push_back(t[i + 1].text);
  }
  int depth = 0;
  for (std::size_t k = i; k < t.size(); ++k) {
    const std::string& s = t[k].text;
    if (s == "operator") return words_before(t, "{", c.triggers);
    if (s == "<") ++depth;
    if (s == ">" && depth) --depth;
    if (depth) continue;
    if (s == "(") return c.names.push_back(t[k - 1].text);
    if (s == "=" || s == ";" || s == "[" || s == "{") break;
  }
  depth = 0;
  for (std::size_t k = i + 1; k < t.size(); ++k) {  // a variable, or several
    const std::string& s = t[k].text;
    if (depth == 0 && (s == "=" || s == ";" || s == "[" || s == ",")) {
      std::size_t name = k - 1;
      while (name > i && t[name].text == "CY_UNUSED") --name;
      if (is_name(t[name].text) && t[name].text != "nullptr") c.names.push_back(t[name].text);
    }
    if (s == "{" || s == "(" || s == "[") ++depth;
    if (s == "}" || s == ")" || s == "]") --depth;
  }
}

class Cutter {
 public:
  std::vector<Chunk> chunks;

  void cut(const Header& h, std::size_t index) {
    header_ = index;
    in_namespace_ = false;
    for (at_ = 0; at_ < h.lines.size();) {
      const std::string& line = h.lines[at_];
      if (line == "namespace cy {") in_namespace_ = true, ++at_;
      else if (line == "}" && in_namespace_) in_namespace_ = false, ++at_;
      else if (line.rfind("#if", 0) == 0) group(h);
      else if (line.rfind("#include <", 0) == 0) add(line), ++at_;
      else if (line.rfind("#define", 0) == 0) define(line), ++at_;
      else if (line[0] == '#') fail(h.name + ": unexpected " + line);
      else {
        std::string text = declaration(h, at_);
        add(text);
        define_names(text, chunks.back());
      }
    }
    if (in_namespace_) fail(h.name + ": the namespace is not closed");
  }

 private:
  std::size_t header_ = 0, at_ = 0;
  bool in_namespace_ = false;

  void add(const std::string& text) {
    Chunk c;
    c.text = text;
    c.header = header_;
    c.in_namespace = in_namespace_;
    std::vector<Token> t = tokens(text);
    for (std::size_t i = 0; i < t.size(); ++i) {
      bool is_member = i && (t[i - 1].text == "." || (t[i - 1].text == ">" && i > 1 && t[i - 2].text == "-"));
      if (is_name(t[i].text) && !is_member) c.uses.insert(t[i].text);
    }
    chunks.push_back(std::move(c));
  }
  void define(const std::string& line) {
    add(line);
    chunks.back().names.push_back(tokens(line)[2].text);
  }
  // A declaration from line `at` on; `at` is moved behind it.
  static std::string declaration(const Header& h, std::size_t& at) {
    std::string text;
    int depth = 0;
    while (at < h.lines.size()) {
      const std::string& line = h.lines[at++];
      text += (text.empty() ? "" : "\n") + line;
      if (line[0] == '#') continue;
      for (const Token& t : tokens(line)) {
        if (t.text == "{" || t.text == "(") ++depth;
        if (t.text == "}" || t.text == ")") --depth;
      }
      char last = line.back();
      if (depth == 0 && (last == ';' || last == '}')) return text;
    }
    fail(h.name + ": a declaration does not end:\n" + text);
  }
  // A whole #if ... #endif.
  void group(const Header& h) {
    std::string text;
    std::size_t first = at_;
    for (int depth = 0; at_ < h.lines.size();) {
      const std::string& line = h.lines[at_++];
      text += (text.empty() ? "" : "\n") + line;
      if (line.rfind("#if", 0) == 0) ++depth;
      if (line.rfind("#endif", 0) == 0 && --depth == 0) break;
    }
    add(text);
    Chunk& c = chunks.back();
    for (std::size_t i = first; i < at_;) {
      if (h.lines[i].rfind("#define", 0) == 0) c.names.push_back(tokens(h.lines[i])[2].text);
      if (h.lines[i][0] == '#') ++i;
      else define_names(declaration(h, i), c);
    }
  }
};

void order(const std::string& name, const std::map<std::string, Header>& headers, std::set<std::string>& seen, std::vector<const Header*>& out) {
  auto found = headers.find(name);
  if (found == headers.end() || !seen.insert(name).second) return;
  for (const std::string& inner : found->second.includes) order(inner, headers, seen, out);
  out.push_back(&found->second);
}

std::string literal(const std::string& text) {  // a raw string, in pieces that every compiler takes
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 8000) out += "R\"~~(" + text.substr(i, 8000) + ")~~\"";
  return out;
}
std::string numbers(const std::set<std::size_t>& list) {
  std::string out;
  for (std::size_t n : list) out += std::to_string(n) + ",";
  return out;
}

void write_table(const char* path, const std::vector<Chunk>& chunks) {
  std::map<std::string, std::set<std::size_t>> by_name;
  for (std::size_t i = 0; i < chunks.size(); ++i)
    for (const std::string& n : chunks[i].names) by_name[n].insert(i);
  std::ofstream out(path);
  out << "// Made by make_table from the headers of the runtime.\n#include \"table/chunks.h\"\n\nnamespace cyrite {\n";
  std::string uses, triggers, table, names;
  std::size_t use_count = 0, trigger_count = 0;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const Chunk& c = chunks[i];
    std::set<std::size_t> needed;
    bool specialises = !c.triggers.empty();
    for (const std::string& word : c.uses)
      if (auto found = by_name.find(word); found != by_name.end()) needed.insert(found->second.begin(), found->second.end());
    needed.erase(i);
    std::size_t first_trigger = trigger_count;
    std::set<std::string> heads(c.triggers.begin(), c.triggers.end());
    for (const std::string& word : heads)
      if (auto found = by_name.find(word); found != by_name.end() && specialises) triggers += std::to_string(*found->second.begin()) + ",", ++trigger_count;
    table += "  {" + literal(c.text) + ", " + std::to_string(c.header) + ", " + (c.in_namespace ? "true" : "false") + ", " + std::to_string(use_count) +
             ", " + std::to_string(needed.size()) + ", " + std::to_string(first_trigger) + ", " + std::to_string(trigger_count - first_trigger) + "},\n";
    uses += numbers(needed);
    use_count += needed.size();
  }
  std::size_t name_count = 0;
  for (auto& [name, list] : by_name)
    for (std::size_t i : list) names += "  {\"" + name + "\", " + std::to_string(i) + "},\n", ++name_count;
  out << "const RuntimeChunk runtime_chunks[] = {\n" << table << "};\nconst unsigned runtime_chunk_count = " << chunks.size() << ";\n";
  out << "const unsigned short runtime_chunk_uses[] = {" << uses << "0};\nconst unsigned short runtime_chunk_triggers[] = {" << triggers << "0};\n";
  out << "const RuntimeName runtime_names[] = {\n" << names << "};\nconst unsigned runtime_name_count = " << name_count << ";\n}  // namespace cyrite\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) fail("usage: make_table OUTPUT.cpp HEADER...");
  std::map<std::string, Header> headers;
  for (int i = 2; i < argc; ++i) {
    Header h = read_header(argv[i]);
    if (h.name != "all.h") headers[h.name] = h;
  }
  std::set<std::string> seen;
  std::vector<const Header*> list;
  order("python.h", headers, seen, list);
  for (auto& [name, header] : headers) order(name, headers, seen, list);
  Cutter cutter;
  for (std::size_t i = 0; i < list.size(); ++i) cutter.cut(*list[i], i);
  write_table(argv[1], cutter.chunks);
}
