// One printer for all nodes, made from their FIELDS.
#include "ast/dump.h"

#include <fmt/format.h>

#include <type_traits>

namespace cyrite::ast {

namespace {

template <class T>
struct IsSpan : std::false_type {};
template <class T>
struct IsSpan<std::span<T>> : std::true_type {};

#define NAMES(Enum, ...)                                            \
  std::string_view name_of_value(Enum value) {                      \
    static constexpr std::string_view names[] = {__VA_ARGS__};      \
    return names[static_cast<int>(value)];                          \
  }
NAMES(UnaryOperator, "not", "+", "-", "~", "&")
NAMES(BinaryOperator, "+", "-", "*", "@", "/", "//", "%", "**", "<<", ">>", "&", "|", "^")
NAMES(BoolOperator, "and", "or")
NAMES(CompareOperator, "<", "<=", "==", "!=", ">", ">=", "in", "not-in", "is", "is-not")
NAMES(StringPrefix, "", "u", "b", "c")
NAMES(ComprehensionKind, "list", "set", "dict", "generator")
NAMES(Signedness, "", "signed", "unsigned")
NAMES(ExceptionClause, "", "noexcept", "except", "except?", "except*", "except+")
NAMES(ParameterKind, "positional-only", "", "*", "keyword-only", "**")
NAMES(NoneClause, "", "not-none", "or-none")
NAMES(Visibility, "", "public", "readonly", "extern")
NAMES(ComprehensionClause::Kind, "for", "for-from", "if")
NAMES(TypeParameter::Kind, "", "*", "**")
#undef NAMES

class Dumper {
 public:
  std::string out;
  void node(const Node& node);
  void block(Block block) {
    for (const Stmt* statement : block) {
      line();
      node(*statement);
    }
  }

 private:
  void line() {
    if (!out.empty()) out += '\n';
    out.append(static_cast<std::size_t>(indent_) * 2, ' ');
  }
  void text(std::string_view value);
  template <class N>
  void fields_of(const N& n);
  template <class T>
  void field(std::string_view name, const T& value);
  template <class T>
  void pointer(std::string_view name, const T& item);
  template <class T>
  bool empty(const T& value) const;
  template <class T>
  void scalar(const T& value);

  // A plain struct that is part of a node.
  template <class... Args>
  void record(std::string_view name, std::string_view names, const Args&... values) {
    out += '(';
    out += name;
    ++indent_;
    each(names, values...);
    --indent_;
    out += ')';
  }
  template <class... Args>
  void each(std::string_view names, const Args&... values) {
    [[maybe_unused]] auto next = [&] {
      std::size_t comma = names.find(',');
      std::string_view name = names.substr(0, comma);
      names = comma == names.npos ? std::string_view() : names.substr(comma + 1);
      while (name.starts_with(' ')) name.remove_prefix(1);
      return name;
    };
    (field(next(), values), ...);
  }
  void part(const Parameter& p) {
    record("Parameter", "kind,name,type,declarator,none_clause,annotation,default,default_star,default_question", p.kind, p.name,
           p.type, p.declarator, p.none_clause, p.annotation, p.default_value, p.default_is_star, p.default_is_question);
  }
  void part(const Keyword& k) { record("Keyword", "name,value", k.name, k.value); }
  void part(const ForFromRange& r) {
    record("Range", "lower,lower_op,upper_op,upper,step", r.lower, r.lower_op, r.upper_op, r.upper, r.step);
  }
  void part(const ComprehensionClause& c) {
    record("Clause", "kind,is_async,target,iterable,range,condition", c.kind, c.is_async, c.target, c.iterable, c.range, c.condition);
  }
  void part(const WithItem& w) { record("Item", "context,target", w.context, w.target); }
  void part(const ExceptHandler& h) { record("Handler", "type,target,body", h.type, h.target, h.body); }
  void part(const TypeParameter& t) { record("TypeParameter", "kind,name,bound,default", t.kind, t.name, t.bound, t.default_value); }
  void part(const MatchCase& c) { record("Case", "pattern,guard,body", c.pattern, c.guard, c.body); }
  void part(const ImportAlias& a) { record("Alias", "name,as_name", a.name, a.as_name); }
  void part(const CompileTimeIf::Clause& c) { record("Clause", "condition,body", c.condition, c.body); }
  void part(const CDeclarator& d) { record("Item", "declarator,value", d.declarator, d.value); }
  void part(const Enumerator& e) { record("Enumerator", "name,cname,value", e.name, e.cname, e.value); }
  void part(const TemplateParameter& t) { record("TemplateParameter", "name,optional", t.name, t.optional); }
  void part(const Modifiers& m) {
    record("Modifiers", "visibility,api,inline,packed,nogil,static,overridable", m.visibility, m.api, m.is_inline, m.packed, m.nogil,
           m.is_static, m.overridable);
  }

  int indent_ = 0;
};

void Dumper::text(std::string_view value) {
  out += '"';
  for (char c : value) {
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (c == '\n') out += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else out += c;
  }
  out += '"';
}

template <class T>
bool Dumper::empty(const T& value) const {
  if constexpr (std::is_same_v<T, Modifiers>) {
    return value.visibility == Visibility::Private && !value.api && !value.is_inline && !value.packed && !value.nogil && !value.is_static && !value.overridable;
  } else if constexpr (std::is_same_v<T, Text>) {
    return value.empty();
  } else if constexpr (std::is_same_v<T, std::string_view> || IsSpan<T>::value) {
    return value.empty();
  } else if constexpr (std::is_enum_v<T>) {
    return name_of_value(value).empty();
  } else if constexpr (std::is_arithmetic_v<T> || std::is_pointer_v<T>) {
    return !value;
  } else {
    return false;
  }
}

template <class T>
void Dumper::scalar(const T& value) {
  if constexpr (std::is_same_v<T, Text>) out += value.view();
  else if constexpr (std::is_same_v<T, std::string_view>) text(value);
  else if constexpr (std::is_enum_v<T>) out += name_of_value(value);
  else if constexpr (std::is_same_v<T, bool>) out += "true";
  else if constexpr (std::is_same_v<T, char>) out += value;
  else if constexpr (std::is_arithmetic_v<T>) out += fmt::format("{}", static_cast<int>(value));
  else if constexpr (std::is_pointer_v<T>) {
    if constexpr (std::is_base_of_v<Node, std::remove_pointer_t<T>>) {
      if (value) node(*value);
      else out += "null";
    } else {
      part(*value);
    }
  } else {
    part(value);
  }
}

template <class T>
void Dumper::field(std::string_view name, const T& value) {
  if (empty(value)) return;
  if constexpr (IsSpan<T>::value) {
    using Item = std::remove_cv_t<typename T::element_type>;
    constexpr bool inline_items = std::is_same_v<Item, Text> || std::is_enum_v<Item>;
    if constexpr (inline_items) {
      out += fmt::format(" {}=[", name);
      for (const auto& item : value) {
        if (&item != &value.front()) out += ' ';
        scalar(item);
      }
      out += ']';
    } else {
      line();
      out += fmt::format("{}:", name);
      ++indent_;
      for (const auto& item : value) {
        line();
        scalar(item);
      }
      --indent_;
    }
  } else if constexpr (std::is_pointer_v<T> || std::is_same_v<T, Modifiers> || std::is_same_v<T, ForFromRange>) {
    line();
    out += fmt::format("{}: ", name);
    scalar(value);
  } else {
    out += fmt::format(" {}=", name);
    scalar(value);
  }
}

template <class N>
void Dumper::fields_of(const N& n) {
  std::apply([&](const auto&... values) { each(N::field_names, values...); }, n.fields());
}

void Dumper::node(const Node& n) {
  out += '(';
  out += name_of(n.kind);
  ++indent_;
  switch (n.kind) {
#define EXPR(N) case NodeKind::N: fields_of(static_cast<const N&>(n)); break;
#define TYPE(N) EXPR(N)
#define DECLARATOR(N) EXPR(N)
#define STMT(N) EXPR(N)
#define PATTERN(N) EXPR(N)
#include "ast/nodes.def"
  }
  --indent_;
  out += ')';
}

}  // namespace

std::string dump(const Node& node) {
  Dumper dumper;
  dumper.node(node);
  return std::move(dumper.out) + "\n";
}

std::string dump(const Module& module) {
  Dumper dumper;
  dumper.block(module.body);
  return std::move(dumper.out) + "\n";
}

}  // namespace cyrite::ast
