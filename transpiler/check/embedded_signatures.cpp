// The directive embedsignature: docstrings begin with the signature of their function, written as C declarations (format c), as
// Python annotations (python), or for inspect (clinic).
#include <algorithm>

#include "check/statements.h"

namespace cyrite::check {

namespace {

enum class Format { C, Python, Clinic };

Format format_of(const Directives& d) {
  return d.embedsignature_format == "python" ? Format::Python : d.embedsignature_format == "clinic" ? Format::Clinic : Format::C;
}

// A type as it is written before a name: `char *` and `int ` (the name follows).
std::string c_text(const Type* type) { return is_truth(type) ? "bool" : type_text(type); }

std::string python_text(const Directives& d, const Type* type) {
  if (is_string_pointer(type)) return d.c_string_type.str();
  if (is_truth(type)) return "bool";
  if (is_int(type) || kind_of(type) == TypeKind::Enum) return "int";
  if (is_float(type)) return "float";
  if (is_complex(type)) return "complex";
  std::string text = type_text(type);
  std::replace(text.begin(), text.end(), ' ', '_');
  std::replace(text.begin(), text.end(), '*', 'p');
  return text;
}

bool is_plain_object(const Type* type) { return !type || is_error(type) || kind_of(type) == TypeKind::Object || kind_of(type) == TypeKind::Fused; }

struct Writer {
  Checker& c;
  const Directives& directives;
  Format format;

  std::string default_text(const ast::Expr& e) {
    if (auto* s = ast::as<ast::StringLiteral>(&e)) return (s->prefix == ast::StringPrefix::Bytes ? "b'" : "'") + std::string(s->value) + "'";
    return annotation_text(c, e);
  }

  std::string parameter(const ast::Parameter& p, const typed::Parameter* of, bool is_first, bool is_class_method) {
    const Type* type = of ? of->type : nullptr;
    std::string out = p.name.empty() && of && of->local ? of->local->name.str() : p.name.str(), annotation;
    bool stars = p.kind == ast::ParameterKind::VarPositional || p.kind == ast::ParameterKind::VarKeyword;
    if (is_first) {
      if (format == Format::Clinic) out = is_class_method ? "$type" : "$self";
    } else if (!stars && format == Format::C && !is_plain_object(type) && p.type) {
      std::string before = c_text(type);
      out = before + (before.back() == '*' ? "" : " ") + out;
    } else if (!stars && format == Format::Python && !p.annotation && !is_plain_object(type)) {
      annotation = python_text(directives, type);
    }
    if (p.annotation && format != Format::Clinic) annotation = annotation_text(c, *p.annotation);
    if (!annotation.empty()) out += ": " + annotation;
    if (p.default_value) out += (annotation.empty() ? "=" : " = ") + default_text(*p.default_value);
    return (p.kind == ast::ParameterKind::VarPositional ? "*" : p.kind == ast::ParameterKind::VarKeyword ? "**" : "") + out;
  }

  std::string parameters(std::span<ast::Parameter* const> nodes, const typed::Function& f, bool hide_self) {
    std::vector<std::string> list;
    bool star_seen = false;
    bool is_method = f.owner && !f.is_static_method;
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const ast::Parameter& p = *nodes[k];
      bool is_first = k == 0 && is_method;
      star_seen |= p.kind == ast::ParameterKind::VarPositional;
      if (p.kind == ast::ParameterKind::KeywordOnly && !star_seen) {
        list.push_back("*");
        star_seen = true;
      }
      if (!(is_first && hide_self)) list.push_back(parameter(p, k < f.parameters.size() ? &f.parameters[k] : nullptr, is_first, f.is_class_method));
      bool last_positional = p.kind == ast::ParameterKind::PositionalOnly && (k + 1 == nodes.size() || nodes[k + 1]->kind != ast::ParameterKind::PositionalOnly);
      if (last_positional) list.push_back("/");
    }
    std::string text;
    for (const std::string& item : list) text += (text.empty() ? "" : ", ") + item;
    return text;
  }

  std::string result(const ast::Expr* annotation, const Type* type) {
    if (format == Format::Clinic) return {};
    if (annotation) return " -> " + annotation_text(c, *annotation);
    if (is_plain_object(type)) return {};
    return " -> " + (format == Format::C ? c_text(type) : python_text(directives, type));
  }
};

// Without the indentation that the lines after the first share, and without blank lines at the ends.
std::string clean(std::string_view doc) {
  std::vector<std::string> lines{{}};
  for (char ch : doc) {
    if (ch == '\n') lines.emplace_back();
    else lines.back() += ch;
  }
  std::size_t margin = std::string::npos;
  for (std::size_t k = 1; k < lines.size(); ++k) margin = std::min(margin, lines[k].find_first_not_of(" \t"));
  lines[0].erase(0, std::min(lines[0].find_first_not_of(" \t"), lines[0].size()));
  for (std::size_t k = 1; k < lines.size() && margin != std::string::npos; ++k) lines[k].erase(0, std::min(margin, lines[k].size()));
  for (std::string& line : lines) line.erase(line.find_last_not_of(" \t") + 1);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
  std::string out;
  for (std::size_t k = 0; k < lines.size(); ++k) out += (k ? "\n" : "") + lines[k];
  return out;
}

}  // namespace

// The docstring with the signature before it; `has_doc` tells whether there was one, and whether there is one now.
std::string_view doc_with_signature(Checker& c, const Directives& d, const std::string& signature, std::string_view doc, bool& has_doc) {
  if (!c.options.docstrings) return doc;
  bool clinic = format_of(d) == Format::Clinic;
  if (clinic && d.binding) return doc;
  std::string text = signature;
  if (clinic) text += "\n--\n\n";
  if (has_doc) text += (clinic ? "" : "\n\n") + clean(doc);
  has_doc = true;
  return c.arena.copy(std::string_view(text));
}

void embed_signature(Checker& c, typed::Function& f, std::span<ast::Parameter* const> parameters, const ast::Expr* returns, const Type* result) {
  if (!f.directives->embedsignature || f.name == "<lambda>") return;
  Writer writer{c, *f.directives, format_of(*f.directives)};
  std::string name = f.name.str();
  if (writer.format == Format::C && f.owner) name = f.owner->name.str() + "." + name;
  std::string signature = name + "(" + writer.parameters(parameters, f, false) + ")" + writer.result(returns, result);
  f.doc = doc_with_signature(c, *f.directives, signature, f.doc, f.has_doc);
}

// __init__ says in the docstring of its class how objects are made.
void embed_constructor(Checker& c, typed::ExtensionClass& cls, typed::Function& init, std::span<ast::Parameter* const> parameters, const ast::Expr* returns) {
  if (!init.directives->embedsignature) return;
  if (format_of(*init.directives) != Format::C) return embed_signature(c, init, parameters, returns, nullptr);
  Writer writer{c, *init.directives, Format::C};
  cls.doc = doc_with_signature(c, *init.directives, cls.type->name.str() + "(" + writer.parameters(parameters, init, true) + ")", cls.doc, cls.has_doc);
}

// An attribute of a class: `name: type`, where the type is that of its field, or what its getter is annotated with.
void embed_attribute(Checker& c, const Directives& d, const ExtensionType& cls, Text name, const Type* field, const ast::Expr* annotation, std::string_view& doc, bool& has_doc) {
  Format format = format_of(d);
  if (!d.embedsignature || format == Format::Clinic || (!field && !annotation)) return;
  std::string text;
  if (annotation) text = annotation_text(c, *annotation);
  else if (format == Format::Python) text = python_text(d, field);
  else if (!is_object(field)) text = "'" + type_text(field) + "'";
  else if (auto* e = as<ExtensionType>(field)) text = (e->module_name.empty() ? std::string(c.options.module_name.view()) : e->module_name.str()) + "." + e->name.str();
  else text = type_text(field);
  std::string shown = name.str();
  if (annotation && format == Format::C) shown = cls.name.str() + "." + shown;
  doc = doc_with_signature(c, d, shown + ": " + text, doc, has_doc);
}

}  // namespace cyrite::check
