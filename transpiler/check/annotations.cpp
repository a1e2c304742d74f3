// Expressions that stand for types: annotations, pure Python types, fused indices, template arguments.
#include <fmt/format.h>

#include "check/declarations.h"
#include "check/expressions.h"
#include "check/tree_builder.h"

namespace cyrite::check {
namespace {

// Python classes that C has a better type for, where Python code names them.
const Type* c_equivalent(Checker& c, const Type* type) {
  if (!c.at.in_annotation) return type;
  if (is_builtin(type, BuiltinClass::Float)) return c.types.double_;
  if (is_builtin(type, BuiltinClass::Bool)) return c.types.bint;
  if (is_builtin(type, BuiltinClass::Complex)) return c.types.double_complex;
  return type;
}

// Under Optional a class is an object again.
const Type* object_equivalent(Checker& c, const Type* type, bool& failed) {
  if (!type || is_object(type) || is_view(type) || is_error(type) || is_pointer(type)) return type;
  if (type == c.types.double_) return c.types.py_float;
  if (as<TupleTypeC>(type)) return c.types.tuple;
  if (is_truth(type)) return c.types.bool_;
  if (type == c.types.double_complex) return c.types.py_complex;
  failed = true;
  return type;
}

const Type* type_of_name(Checker& c, const ast::Name& n) {
  Symbol* symbol = c.look_up(n.name);
  if (!c.at.in_annotation && (!symbol || symbol->origin == Origin::Builtin))
    if (const Type* type = c.types.basic(n.name, 0, 0)) return type;
  if (symbol && symbol->kind == SymbolKind::CythonModule) return cython_type(c, symbol->c_name.view());
  if (symbol && symbol->kind == SymbolKind::TypeName) {
    symbol->is_used = true;
    note_use_of_module(c, *symbol);
    return c_equivalent(c, symbol->type);
  }
  if (!symbol && n.name == "object") return c.types.object;
  return nullptr;
}

// The scope that the left side of `a.b` names: a cimported module or a C++ class.
Scope* scope_of_expression(Checker& c, const ast::Expr& e) {
  Symbol* symbol = nullptr;
  if (auto* name = ast::as<ast::Name>(&e)) symbol = c.look_up(name->name);
  if (auto* attribute = ast::as<ast::Attribute>(&e))
    if (Scope* scope = scope_of_expression(c, *attribute->value)) symbol = c.look_up_in(*scope, attribute->name);
  if (symbol && symbol->kind == SymbolKind::CModule) return symbol->scope;
  if (symbol && symbol->kind == SymbolKind::TypeName) return c.scope_of_type(symbol->type);
  if (ast::is<ast::Subscript>(&e))
    if (const Type* type = c.type_of_expression(e)) return c.scope_of_type(type);
  return nullptr;
}

const Type* type_of_attribute(Checker& c, const ast::Attribute& a) {
  std::string in_cython = cython_name(c, a);
  if (!in_cython.empty()) return cython_type(c, in_cython);
  Scope* scope = scope_of_expression(c, *a.value);
  Symbol* symbol = scope ? c.look_up_in(*scope, a.name) : nullptr;
  if (!symbol || symbol->kind != SymbolKind::TypeName) return nullptr;
  symbol->is_used = true;
  note_use_of_module(c, *symbol);
  return symbol->type;
}

bool is_generic_builtin(const Type* type) {
  auto* b = as<BuiltinType>(type);
  if (!b) return false;
  switch (b->cls) {
    case BuiltinClass::List: case BuiltinClass::Tuple: case BuiltinClass::Dict: case BuiltinClass::Set: case BuiltinClass::FrozenSet:
    case BuiltinClass::Type: return true;
    default: return false;
  }
}

// A tuple of C values, when all items have types of C.
const Type* type_of_items(Checker& c, const std::vector<ast::Expr*>& list) {
  std::vector<const Type*> items;
  for (const ast::Expr* item : list) {
    const Type* type = c.type_of_expression(*item);
    if (!type || is_object(type) || is_error(type)) return nullptr;
    items.push_back(type);
  }
  return items.empty() ? nullptr : c.types.ctuple_of(std::move(items));
}

const Type* type_of_subscript(Checker& c, const ast::Subscript& s) {
  if (const Type* type = cython_type_expression(c, s)) return type;
  const Type* base = c.type_of_expression(*s.value);
  if (!base && c.at.in_annotation && is_typing_name(c, *s.value, "Tuple")) base = c.types.tuple;
  if (!base) return nullptr;
  std::vector<ast::Expr*> items;
  auto* tuple = ast::as<ast::TupleDisplay>(s.index);
  if (tuple && !tuple->parenthesised) items.assign(tuple->items.begin(), tuple->items.end());
  else items.push_back(s.index);
  for (const ast::Expr* item : items)
    if (ast::is<ast::Slice>(item)) return view_from_axes(c, s.span, base, items);
  if (is_generic_builtin(base)) {
    const Type* items_known = is_builtin(base, BuiltinClass::Tuple) && c.at.in_annotation ? type_of_items(c, items) : nullptr;
    return items_known ? items_known : base;
  }
  if (auto* cls = as<CppClassType>(base); cls && !cls->parameters.empty()) {
    std::vector<const Type*> arguments;
    for (const ast::Expr* item : items) {
      const Type* type = c.type_of_expression(*item);
      if (!type) return nullptr;
      arguments.push_back(type);
    }
    return cpp_instance(c, s.span, cls, std::move(arguments));
  }
  if (as<ExtensionType>(base) || is_object(base)) {
    const Type* dtype = items.empty() ? nullptr : c.type_of_expression(*items[0]);
    return dtype && as<ExtensionType>(base) && !is_object(dtype) && c.at.in_annotation
               ? c.types.buffer_of(base, dtype, 1, "strided", true, false) : c.at.in_annotation ? base : nullptr;
  }
  if (items.size() != 1 || (c.at.in_annotation && cython_name(c, *s.value).empty())) return nullptr;
  auto size = c.compile_time_value(*items[0], false);
  auto number = size ? small_integer(*size) : std::nullopt;
  if (number) return *number >= 0 ? c.types.array_of(base, *number) : nullptr;
  std::string text = is_object(base) || cython_name(c, *s.value).empty() ? std::string() : constant_c_text(c, *items[0]);
  return text.empty() ? nullptr : c.types.array_of(base, -1, Text(text));
}

const Type* type_of_union(Checker& c, const ast::Binary& b) {
  if (b.op != ast::BinaryOperator::BitOr) return nullptr;
  bool left_none = ast::is<ast::NoneLiteral>(b.left), right_none = ast::is<ast::NoneLiteral>(b.right);
  if (left_none == right_none) return nullptr;
  const ast::Expr& side = left_none ? *b.right : *b.left;
  bool failed = false;
  const Type* type = object_equivalent(c, c.type_of_expression(side), failed);
  if (failed) { c.error(side.span, diag::optional_of_c_type, type_text(type)); return c.types.error; }
  return type;
}

const Type* type_of_tuple(Checker& c, const ast::TupleDisplay& t) { return type_of_items(c, {t.items.begin(), t.items.end()}); }

// ---- types in strings: names, dots, subscripts, `|`, `*` and None

class TypeTextParser {
 public:
  TypeTextParser(Checker& c, std::string_view text, Span span) : c_(c), text_(text), span_(span) {}
  const ast::Expr* parse() {
    const ast::Expr* e = alternatives();
    blanks();
    return e && at_ == text_.size() ? e : nullptr;
  }

 private:
  template <class N>
  N* make() { return TreeBuilder{c_, span_}.node<N>(); }
  void blanks() { while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_; }
  bool take(char ch) { blanks(); if (at_ >= text_.size() || text_[at_] != ch) return false; ++at_; return true; }
  std::string_view word() {
    blanks();
    std::size_t start = at_;
    auto fits = [](char ch) { return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '_'; };
    while (at_ < text_.size() && fits(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  const ast::Expr* alternatives() {
    const ast::Expr* left = primary();
    while (left && take('|')) {
      const ast::Expr* right = primary();
      if (!right) return nullptr;
      auto* binary = make<ast::Binary>();
      binary->op = ast::BinaryOperator::BitOr;
      binary->left = const_cast<ast::Expr*>(left);
      binary->right = const_cast<ast::Expr*>(right);
      left = binary;
    }
    return left;
  }
  const ast::Expr* axis() {
    if (!take(':')) return alternatives();
    auto* slice = make<ast::Slice>();
    if (!take(':')) return slice;
    std::string_view step = word();
    if (step.empty()) return slice;
    if (step[0] >= '0' && step[0] <= '9') {
      auto* number = make<ast::IntLiteral>();
      number->digits = Text(step);
      slice->step = number;
    } else {
      auto* name = make<ast::Name>();
      name->name = Text(step);
      slice->step = name;
    }
    return slice;
  }
  const ast::Expr* primary() {
    std::string_view first = word();
    if (first.empty()) return nullptr;
    ast::Expr* e;
    if (first == "None") e = make<ast::NoneLiteral>();
    else if (first[0] >= '0' && first[0] <= '9') { auto* n = make<ast::IntLiteral>(); n->digits = Text(first); e = n; }
    else { auto* n = make<ast::Name>(); n->name = Text(first); e = n; }
    for (;;) {
      if (take('.')) {
        auto* attribute = make<ast::Attribute>();
        attribute->value = e;
        attribute->name = Text(word());
        attribute->name_span = span_;
        e = attribute;
      } else if (take('[')) {
        std::vector<ast::Expr*> items;
        while (!take(']')) {
          const ast::Expr* item = axis();
          if (!item) return nullptr;
          items.push_back(const_cast<ast::Expr*>(item));
          if (!take(',') && at_ < text_.size() && text_[at_] != ']') return nullptr;
          if (at_ >= text_.size()) return nullptr;
        }
        auto* subscript = make<ast::Subscript>();
        subscript->value = e;
        subscript->index = items.size() == 1 ? items[0] : nullptr;
        if (items.size() != 1) {
          auto* tuple = make<ast::TupleDisplay>();
          tuple->items = c_.arena.copy(items);
          subscript->index = tuple;
        }
        e = subscript;
      } else {
        return e;
      }
    }
  }
  Checker& c_;
  std::string_view text_;
  Span span_;
  std::size_t at_ = 0;
};

}  // namespace

const ast::Expr* parse_type_text(Checker& c, std::string_view text, Span span) { return TypeTextParser(c, text, span).parse(); }

// "const unsigned char *": a type in the words of C. Null: it is none.
static const Type* type_of_c_words(Checker& c, const ast::StringLiteral& literal) {
  std::string_view text = literal.value, name;
  int sign = 0, longness = 0, stars = 0;
  bool is_const = false;
  while (!text.empty()) {
    std::size_t end = text[0] == ' ' || text[0] == '*' ? 1 : std::min(text.find_first_of(" *"), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    if (word == " ") continue;
    if (word == "*") { ++stars; continue; }
    if (stars) return nullptr;
    if (word == "const") is_const = true;
    else if (word == "unsigned" || word == "signed") sign = word == "unsigned" ? 1 : -1;
    else if (word == "short" || word == "long") longness += word == "long" ? 1 : -1;
    else if (name.empty()) name = word;
    else return nullptr;
  }
  const Type* type = c.types.basic(Text(name), sign, longness);
  if (!type && !sign && !longness && !name.empty())
    if (const ast::Expr* named = parse_type_text(c, name, literal.span)) type = c.type_of_expression(*named);
  if (type && is_const) type = c.types.const_of(type);
  for (; type && stars > 0; --stars) type = is_object(type) ? nullptr : c.types.pointer_to(type);
  return type;
}

const Type* Checker::type_of_expression(const ast::Expr& e) {
  const Type* type = nullptr;
  switch (e.kind) {
    case ast::NodeKind::TypeExpr: {
      auto& t = static_cast<const ast::TypeExpr&>(e);
      type = resolve_type(*t.type, t.declarator);
      break;
    }
    case ast::NodeKind::Name: type = type_of_name(*this, static_cast<const ast::Name&>(e)); break;
    case ast::NodeKind::Attribute: type = type_of_attribute(*this, static_cast<const ast::Attribute&>(e)); break;
    case ast::NodeKind::Subscript: type = type_of_subscript(*this, static_cast<const ast::Subscript&>(e)); break;
    case ast::NodeKind::Call: type = cython_type_expression(*this, e); break;
    case ast::NodeKind::Binary: type = type_of_union(*this, static_cast<const ast::Binary&>(e)); break;
    case ast::NodeKind::TupleDisplay: type = at.in_annotation ? nullptr : type_of_tuple(*this, static_cast<const ast::TupleDisplay&>(e)); break;
    case ast::NodeKind::StringLiteral: {
      auto& s = static_cast<const ast::StringLiteral&>(e);
      const ast::Expr* inner = parse_type_text(*this, s.value, s.span);
      type = inner ? type_of_expression(*inner) : nullptr;
      if (!type && !at.in_annotation) type = cython_type(*this, s.value);
      if (!type && !at.in_annotation) type = type_of_c_words(*this, s);
      break;
    }
    default: break;
  }
  if (!type || declaration_state->fused_choice.empty() || !contains_fused(type)) return type;
  return substituted_type(*this, type, declaration_state->fused_choice);
}

// A name that came from `typing` (or `dataclasses`): by import, or as an attribute of the module.
bool is_typing_name(Checker& c, const ast::Expr& e, std::string_view name) {
  if (auto* n = ast::as<ast::Name>(&e)) {
    Symbol* symbol = c.look_up(n->name);
    return n->name == name && (!symbol || symbol->kind == SymbolKind::PythonName);
  }
  auto* attribute = ast::as<ast::Attribute>(&e);
  return attribute && attribute->name == name && ast::is<ast::Name>(attribute->value) && cython_name(c, *attribute->value).empty();
}

namespace {

Annotation read(Checker& c, const ast::Expr& e);

// Optional[T], Union[T, None], ClassVar[T] ...: what the wrapper says is kept beside the type.
bool read_wrapper(Checker& c, const ast::Subscript& s, Annotation& out) {
  auto inner = [&](const ast::Expr& item) { Annotation a = read(c, item); a.is_class_var |= out.is_class_var; return a; };
  if (is_typing_name(c, *s.value, "Optional")) {
    out = inner(*s.index);
    bool failed = false;
    out.type = object_equivalent(c, out.type, failed);
    if (failed) { c.error(s.index->span, diag::optional_of_c_type, type_text(out.type)); out.type = c.types.error; }
    out.optional = true;
    return true;
  }
  if (is_typing_name(c, *s.value, "Union")) {
    auto* tuple = ast::as<ast::TupleDisplay>(s.index);
    if (!tuple || tuple->items.size() != 2) return true;
    bool first_none = ast::is<ast::NoneLiteral>(tuple->items[0]), second_none = ast::is<ast::NoneLiteral>(tuple->items[1]);
    if (first_none == second_none) return true;
    bool failed = false;
    out = inner(*tuple->items[first_none ? 1 : 0]);
    out.type = object_equivalent(c, out.type, failed);
    if (failed) out.type = nullptr;
    out.optional = true;
    return true;
  }
  if (is_typing_name(c, *s.value, "ClassVar")) {
    out = inner(*s.index);
    bool failed = false;
    out.type = object_equivalent(c, out.type, failed);
    out.is_class_var = true;
    return true;
  }
  if (is_typing_name(c, *s.value, "InitVar")) { out = inner(*s.index); out.is_init_var = true; return true; }
  if (is_typing_name(c, *s.value, "Final")) { out = inner(*s.index); out.is_final = true; return true; }
  return false;
}

void warn_unknown(Checker& c, const ast::Expr& e) {
  const ast::Expr* base = &e;
  while (auto* s = ast::as<ast::Subscript>(base)) base = s->value;
  if (auto* name = ast::as<ast::Name>(base)) {
    if (!c.look_up(name->name)) c.diagnostics.report(e.span, diag::unknown_annotation, annotation_text(c, e));
    return;
  }
  auto* attribute = ast::as<ast::Attribute>(base);
  auto* module = attribute ? ast::as<ast::Name>(attribute->value) : nullptr;
  if (!module) { if (!ast::is<ast::NoneLiteral>(base) && !attribute) c.diagnostics.report(e.span, diag::unknown_annotation, annotation_text(c, e)); return; }
  Symbol* symbol = c.look_up(module->name);
  if (!symbol) c.diagnostics.report(e.span, diag::unknown_annotation, annotation_text(c, e));
  else if (symbol->kind == SymbolKind::CythonModule) c.error(e.span, diag::unknown_cython_annotation, annotation_text(c, e));
}

Annotation read(Checker& c, const ast::Expr& e) {
  Annotation out;
  if (auto* literal = ast::as<ast::StringLiteral>(&e)) {
    const ast::Expr* inner = parse_type_text(c, literal->value, literal->span);
    return inner ? read(c, *inner) : out;
  }
  if (auto* subscript = ast::as<ast::Subscript>(&e); subscript && read_wrapper(c, *subscript, out)) return out;
  if (is_typing_name(c, e, "ClassVar")) { out.is_class_var = true; return out; }
  out.type = c.type_of_expression(e);
  if (auto* b = ast::as<ast::Binary>(&e); b && out.type) out.optional = true;
  return out;
}

}  // namespace

Annotation read_annotation(Checker& c, const ast::Expr& e) {
  if (!c.at.directives->annotation_typing) return {};
  Restore guard(c.at.in_annotation, true);
  if (ast::is<ast::DictDisplay>(&e)) {
    c.diagnostics.report(e.span, diag::annotation_form, "a dict is no type annotation: write cython.int and the like");
    return {};
  }
  if (ast::is<ast::TupleDisplay>(&e)) {
    c.diagnostics.report(e.span, diag::annotation_form, "a tuple is no type annotation: write tuple[type1, type2, ...]");
    return {};
  }
  Annotation out = read(c, e);
  if (!out.type && !out.is_class_var && !out.optional) {
    warn_unknown(c, e);
    return out;
  }
  if (out.type && ast::is<ast::StringLiteral>(&e))
    c.diagnostics.report(e.span, diag::annotation_form, "strings should no longer be used for type declarations: write the type itself");
  return out;
}

namespace {

// An annotation as Python's own unparser writes it: what is stored does not depend on how the source is laid out.
class AnnotationWriter {
 public:
  explicit AnnotationWriter(Checker& checker) : c(checker) {}
  std::string text(const ast::Expr& e) {
    if (auto* n = ast::as<ast::Name>(&e)) return n->name.str();
    if (auto* n = ast::as<ast::StringLiteral>(&e); n && n->value.find_first_of("'\\\n") == std::string_view::npos) return (n->prefix == ast::StringPrefix::Bytes ? "b'" : "'") + std::string(n->value) + "'";
    if (ast::is<ast::Lambda>(&e)) return "...";
    if (auto* n = ast::as<ast::Call>(&e); n && adds_empty_dict(*n)) return call(*n);
    if (auto* n = ast::as<ast::Attribute>(&e)) return text(*n->value) + "." + n->name.str();
    if (auto* n = ast::as<ast::Subscript>(&e)) {
      auto* tuple = ast::as<ast::TupleDisplay>(n->index);
      return text(*n->value) + "[" + (tuple && !tuple->items.empty() ? items(tuple->items) + (tuple->items.size() == 1 ? "," : "") : text(*n->index)) + "]";
    }
    if (auto* n = ast::as<ast::TupleDisplay>(&e)) return "(" + items(n->items) + (n->items.size() == 1 ? ",)" : ")");
    if (auto* n = ast::as<ast::ListDisplay>(&e)) return "[" + items(n->items) + "]";
    if (auto* n = ast::as<ast::Starred>(&e)) return "*" + text(*n->value);
    if (auto* n = ast::as<ast::Binary>(&e)) return operand(*n->left, n->op, false) + " " + std::string(operator_text(n->op)) + " " + operand(*n->right, n->op, true);
    return source(e);
  }

 private:
  Checker& c;

  std::string items(std::span<ast::Expr* const> list) {
    std::string out;
    for (auto* e : list) out += (out.empty() ? "" : ", ") + text(*e);
    return out;
  }
  // `f(**{})` passes nothing on.
  static bool is_empty_dict(const ast::Keyword& k) {
    auto* dict = k.name ? nullptr : ast::as<ast::DictDisplay>(k.value);
    return dict && dict->values.empty();
  }
  static bool adds_empty_dict(const ast::Call& n) {
    for (const ast::Keyword* k : n.keywords)
      if (is_empty_dict(*k)) return true;
    return false;
  }
  std::string call(const ast::Call& n) {
    std::string out = items(n.arguments);
    for (const ast::Keyword* k : n.keywords) {
      if (is_empty_dict(*k)) continue;
      out += (out.empty() ? "" : ", ") + (k->name ? k->name.str() + "=" : "**") + text(*k->value);
    }
    return text(*n.callee) + "(" + out + ")";
  }
  static int strength(ast::BinaryOperator op) {
    switch (op) {
      case ast::BinaryOperator::BitOr: return 1;
      case ast::BinaryOperator::BitXor: return 2;
      case ast::BinaryOperator::BitAnd: return 3;
      case ast::BinaryOperator::ShiftLeft:
      case ast::BinaryOperator::ShiftRight: return 4;
      case ast::BinaryOperator::Add:
      case ast::BinaryOperator::Subtract: return 5;
      case ast::BinaryOperator::Power: return 7;
      default: return 6;
    }
  }
  std::string operand(const ast::Expr& e, ast::BinaryOperator outer, bool right) {
    auto* inner = ast::as<ast::Binary>(&e);
    if (!inner) return text(e);
    bool right_associative = outer == ast::BinaryOperator::Power;
    int need = strength(outer) + (right != right_associative);
    return strength(inner->op) < need ? "(" + text(e) + ")" : text(e);
  }
  // Whatever annotations seldom hold: the source, with runs of blanks as one.
  std::string source(const ast::Expr& e) {
    const SourceFile& file = c.sources[e.span.file];
    std::string out;
    for (char ch : std::string_view(file.text).substr(e.span.begin, e.span.length)) {
      bool blank = ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r' || ch == '\\';
      if (blank && (out.empty() || out.back() == ' ' || out.back() == '[' || out.back() == '(')) continue;
      out += blank ? ' ' : ch;
    }
    return out;
  }
};

}  // namespace

std::string annotation_text(Checker& c, const ast::Expr& e) { return AnnotationWriter(c).text(e); }

}  // namespace cyrite::check
