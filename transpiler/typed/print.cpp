// Prints the typed tree. Types are written where a conversion or a call gives one; temporaries are t0, t1 ... in the order
// of their use.
#include "typed/print.h"

#include <fmt/format.h>

#include <unordered_map>

namespace cyrite::typed {

namespace {

class Printer {
 public:
  explicit Printer(const Module& m) : module(m) {}
  std::string out;

  void function(const Function& f) {
    std::string parameters;
    for (const Parameter& p : f.parameters) {
      if (!parameters.empty()) parameters += ", ";
      parameters += fmt::format("{}{}", p.type && kind_of(p.type) != TypeKind::Object ? type_text(p.type) + " " : "", p.local ? name(p.local) : "?");
    }
    out += fmt::format("function {}({})", f.qualified_name.view(), parameters);
    if (f.result && kind_of(f.result) != TypeKind::Object) out += " -> " + type_text(f.result);
    if (f.nogil) out += " nogil";
    out += "\n";
    for (const Local* l : f.locals)
      if (!l->is_temporary && !l->is_parameter && !l->name.empty())
        out += fmt::format("  local {}: {}{}{}\n", l->name.view(), type_text(l->type), l->is_captured ? " captured" : "", l->may_be_unbound ? " unbound" : "");
    if (f.body) statement(f.body, 1);
  }
  std::string expr(const Expr* e) {
    if (!e) return "_";
    switch (e->kind) {
#define EXPR(N) \
  case Kind::N: return print(static_cast<const N&>(*e));
#define STMT(N)
#include "typed/nodes.def"
      default: return "?";
    }
  }

 private:
  const Module& module;
  std::unordered_map<const Local*, int> temporaries;

  std::string name(const Local* l) {
    if (!l) return "?";
    if (!l->is_temporary && !l->name.empty()) return l->name.str();
    auto [at, inserted] = temporaries.try_emplace(l, static_cast<int>(temporaries.size()));
    return fmt::format("t{}", at->second);
  }
  std::string list(List<Expr> items) {
    std::string text;
    for (const Expr* e : items) text += (text.empty() ? "" : ", ") + expr(e);
    return text;
  }
  std::string constant(ConstantId id) {
    const Constant& k = module.constants[id];
    switch (k.kind) {
      case Constant::None: return "None";
      case Constant::True: return "True";
      case Constant::False: return "False";
      case Constant::Ellipsis: return "...";
      case Constant::Str: return fmt::format("'{}'", k.text);
      case Constant::Name: return fmt::format("'{}'", k.text);
      case Constant::Bytes: return fmt::format("b'{}'", k.text);
      case Constant::Int: return k.text;
      case Constant::Float: return k.text;
      case Constant::Imaginary: return k.text + "j";
      case Constant::EmptyTuple: return "()";
      case Constant::EmptyStr: return "''";
      case Constant::EmptyBytes: return "b''";
      default: break;
    }
    std::string text;
    for (ConstantId item : k.items) text += (text.empty() ? "" : ", ") + constant(item);
    return k.kind == Constant::FrozenSet ? "frozenset(" + text + ")" : k.kind == Constant::Slice ? "slice(" + text + ")" : "(" + text + ")";
  }
  std::string checks(const IndexChecks& c) {
    std::string text;
    if (c.bounds) text += 'b';
    if (c.wraparound) text += 'w';
    if (c.initialized) text += 'i';
    if (c.none) text += 'n';
    return text.empty() ? "" : "/" + text;
  }
  std::string arguments(std::span<const Argument> list) {
    std::string text;
    for (const Argument& a : list) {
      if (!text.empty()) text += ", ";
      if (a.form == ArgumentForm::Star) text += "*";
      if (a.form == ArgumentForm::DoubleStar) text += "**";
      if (a.form == ArgumentForm::Keyword) text += module.constants[a.name].text + "=";
      text += expr(a.value);
    }
    return text;
  }

  // ---- expressions
  std::string print(const CLiteral& e) { return e.is_string ? fmt::format("c\"{}\"", e.text) : is_error(e.type) ? "<error>" : std::string(e.text); }
  std::string print(const PyConstant& e) { return constant(e.constant); }
  std::string print(const LocalRef& e) { return name(e.local) + (e.check_bound ? "?" : ""); }
  std::string print(const GlobalVariable& e) { return "::" + e.symbol->name.str() + (e.check_bound ? "?" : ""); }
  std::string print(const ModuleName& e) { return fmt::format("{}{}", e.class_namespace ? "class." : e.is_builtin ? "builtins." : "module.", module.constants[e.name].text); }
  std::string print(const Let& e) {
    std::string local = name(e.local);
    return fmt::format("let {} = {} in {}", local, expr(e.value), expr(e.body));
  }
  std::string print(const BlockValue& e) {
    Printer inner(module);
    inner.temporaries = temporaries;
    for (const Stmt* s : e.block->statements) inner.statement(s, 0);
    for (char& ch : inner.out)
      if (ch == '\n') ch = ';';
    temporaries = inner.temporaries;
    return fmt::format("{{ {} {} }}", inner.out, expr(e.value));
  }
  std::string print(const AssignValue& e) { return fmt::format("({} := {})", expr(e.target), expr(e.value)); }
  std::string print(const CUnary& e) {
    static constexpr std::string_view ops[] = {"-", "+", "~", "++", "--", "post++", "post--"};
    return fmt::format("{}{}{}", ops[static_cast<int>(e.op)], e.check_overflow ? "!" : "", expr(e.operand));
  }
  std::string print(const CBinary& e) {
    static constexpr std::string_view ops[] = {"+", "-", "*", "c/", "c%", "//", "%", "/", "**", "<<", ">>", "&", "|", "^"};
    return fmt::format("({} {}{}{} {})", expr(e.left), ops[static_cast<int>(e.op)], e.check_zero ? "?0" : "", e.check_overflow ? "!" : "", expr(e.right));
  }
  std::string print(const CCompare& e) {
    static constexpr std::string_view ops[] = {"<", "<=", "==", "!=", ">", ">="};
    return fmt::format("({} {} {})", expr(e.left), ops[static_cast<int>(e.op)], expr(e.right));
  }
  std::string print(const Logical& e) { return fmt::format("({} {} {})", expr(e.left), e.is_and ? "and" : "or", expr(e.right)); }
  std::string print(const Not& e) { return "not " + expr(e.operand); }
  std::string print(const Conditional& e) { return fmt::format("({} ? {} : {})", expr(e.condition), expr(e.then), expr(e.otherwise)); }
  std::string print(const Convert& e) {
    static constexpr std::string_view names[] = {"cast", "box", "unbox", "truth", "test", "assume", "not_none", "view", "view_object", "view_view", "address", "object",
                                                 "chars", "string", "pointer_view", "cpp_from", "cpp_to", "decay"};
    if (e.conversion == Conversion::NotNone) return fmt::format("not_none({})", expr(e.operand));
    std::string more = e.not_none ? " not None" : "";
    if (!e.sizes.empty()) more += " [" + list(e.sizes) + "]";
    if (e.conversion == Conversion::ToTruth) return fmt::format("truth({})", expr(e.operand));
    return fmt::format("{}<{}{}>({})", names[static_cast<int>(e.conversion)], type_text(e.type), more, expr(e.operand));
  }
  std::string print(const SizeofType& e) { return fmt::format("sizeof({})", type_text(e.measured)); }
  std::string print(const AddressOf& e) { return "&" + expr(e.place); }
  std::string print(const Dereference& e) { return "*" + expr(e.pointer); }
  std::string print(const FieldRef& e) { return fmt::format("{}{}{}{}", expr(e.object), e.check_none ? "?" : "", e.through_pointer ? "->" : ".", e.c_name.view()); }
  std::string print(const Element& e) { return fmt::format("{}[{}]", expr(e.base), expr(e.index)); }
  std::string print(const ViewElement& e) { return fmt::format("{}[{}{}]", expr(e.view), list(e.indices), checks(e.checks)); }
  std::string print(const ViewSlice& e) {
    std::string text;
    for (const ViewSubscript& s : e.subscripts) {
      if (!text.empty()) text += ", ";
      if (s.kind == ViewSubscript::NewAxis) text += "None";
      else if (s.kind == ViewSubscript::Index) text += expr(s.index);
      else text += (s.lower ? expr(s.lower) : "") + ":" + (s.upper ? expr(s.upper) : "") + (s.step ? ":" + expr(s.step) : "");
    }
    return fmt::format("slice<{}>({}[{}{}])", type_text(e.type), expr(e.view), text, checks(e.checks));
  }
  std::string print(const ViewAttribute& e) {
    static constexpr std::string_view names[] = {"shape", "strides", "suboffsets"};
    return fmt::format("{}.{}{}", expr(e.view), names[static_cast<int>(e.property)], e.index ? "[" + expr(e.index) + "]" : "");
  }
  std::string print(const RuntimeCall& e) { return fmt::format("{}({})", e.function->name, list(e.arguments)); }
  std::string print(const CCall& e) { return fmt::format("{}({})", e.symbol ? e.symbol->name.str() : "*" + expr(e.callee), list(e.arguments)); }
  std::string print(const MethodCall& e) {
    return fmt::format("{}{}{}{}({})", expr(e.self), e.check_none ? "?" : "", e.direct ? "->" : "=>", e.method->name.view(), list(e.arguments));
  }
  std::string print(const PyCall& e) { return fmt::format("call {}({})", expr(e.callee), arguments(e.arguments)); }
  std::string print(const PyMethodCall& e) { return fmt::format("call {}.{}({})", expr(e.object), module.constants[e.name].text, arguments(e.arguments)); }
  std::string print(const CppNew& e) { return fmt::format("new {}({})", type_text(e.created), list(e.arguments)); }
  std::string print(const CppConstruct& e) { return fmt::format("{}({})", type_text(e.type), list(e.arguments)); }
  std::string print(const CppCall& e) {
    std::string object = e.object ? expr(e.object) + (e.through_pointer ? "->" : ".") : e.cls ? type_text(e.cls) + "::" : "";
    return fmt::format("{}{}({})", object, e.c_name.view(), list(e.arguments));
  }
  std::string print(const CppOperation& e) { return fmt::format("operator{}({})", e.op, list(e.operands)); }
  std::string print(const CppTypeid& e) { return fmt::format("typeid({})", e.of_type ? type_text(e.of_type) : expr(e.of_value)); }
  std::string print(const Aggregate& e) { return fmt::format("{}{{{}}}", type_text(e.type), list(e.items)); }
  std::string print(const Display& e) {
    std::string text;
    for (const DisplayItem& item : e.items) text += (text.empty() ? "" : ", ") + std::string(item.starred ? "*" : "") + expr(item.value);
    return e.display == DisplayKind::List ? "[" + text + "]" : e.display == DisplayKind::Tuple ? "(" + text + ",)" : "{" + text + "}";
  }
  std::string print(const DictDisplay& e) {
    std::string text;
    for (const DictItem& item : e.items) text += (text.empty() ? "" : ", ") + (item.key ? expr(item.key) + ": " : "**") + expr(item.value);
    return "{" + text + "}";
  }
  std::string print(const FormattedString& e) {
    std::string text;
    for (const FormattedPart& p : e.parts) {
      if (!text.empty()) text += ", ";
      text += expr(p.value);
      if (p.conversion && p.conversion != '=') text += fmt::format("!{}", p.conversion);
      if (p.format_spec) text += ":" + expr(p.format_spec);
    }
    return "f(" + text + ")";
  }
  std::string print(const MakeFunction& e) {
    return fmt::format("{} {}({})", e.call_now ? "generator" : "function", e.function ? e.function->qualified_name.view() : "?", list(e.call_now ? e.arguments : e.defaults));
  }
  std::string print(const Yield& e) { return fmt::format("yield {}", expr(e.value)); }
  std::string print(const YieldFrom& e) { return fmt::format("yield from {}", expr(e.iterable)); }
  std::string print(const Await& e) { return fmt::format("await {}", expr(e.awaitable)); }

  // ---- statements
  void line(int depth, std::string_view text) { out += std::string(static_cast<std::size_t>(depth) * 2, ' ') + std::string(text) + "\n"; }
  void nested(std::string_view head, const Stmt* body, int depth) {
    line(depth, head);
    if (body) statement(body, depth + 1);
  }
  void statement(const Stmt* s, int depth) {
    if (!s) return;
    switch (s->kind) {
#define EXPR(N)
#define STMT(N) \
  case Kind::N: return show(static_cast<const N&>(*s), depth);
#include "typed/nodes.def"
      default: return;
    }
  }
  void show(const ExprStmt& s, int d) { line(d, expr(s.value)); }
  void show(const Assign& s, int d) { line(d, expr(s.target) + " = " + expr(s.value)); }
  void show(const Unpack& s, int d) {
    std::string text;
    for (std::size_t i = 0; i < s.temporaries.size(); ++i) text += (text.empty() ? "" : ", ") + std::string(static_cast<int>(i) == s.starred ? "*" : "") + name(s.temporaries[i]);
    line(d, fmt::format("unpack {} = {}", text, expr(s.value)));
  }
  void show(const ViewAssign& s, int d) { line(d, expr(s.target) + " := " + expr(s.source)); }
  void show(const Unbind& s, int d) { line(d, "del " + expr(s.target) + (s.check_bound ? "?" : "")); }
  void show(const Block& s, int d) {
    for (const Stmt* inner : s.statements) statement(inner, d);
  }
  void show(const If& s, int d) {
    nested("if " + expr(s.condition), s.then, d);
    if (s.otherwise) nested("else", s.otherwise, d);
  }
  void show(const While& s, int d) {
    nested("while " + expr(s.condition), s.body, d);
    if (s.orelse) nested("else", s.orelse, d);
  }
  void show(const ForRange& s, int d) {
    nested(fmt::format("for {} in range({}, {}{}){}", expr(s.variable), expr(s.start), expr(s.stop), s.step ? ", " + expr(s.step) : "", s.descending ? " down" : ""), s.body, d);
    if (s.orelse) nested("else", s.orelse, d);
  }
  void show(const ForEach& s, int d) {
    static constexpr std::string_view kinds[] = {"iterator", "list", "tuple", "list_or_tuple", "str", "bytes", "bytearray", "dict_keys", "dict_values", "dict_items", "set", "async", "cpp"};
    std::string names;
    for (const Local* l : s.elements) names += (names.empty() ? "" : ", ") + name(l);
    nested(fmt::format("for {} in {} {}", names, kinds[static_cast<int>(s.iteration)], expr(s.iterable)), s.body, d);
    if (s.orelse) nested("else", s.orelse, d);
  }
  void show(const Break&, int d) { line(d, "break"); }
  void show(const Continue&, int d) { line(d, "continue"); }
  void show(const Return& s, int d) { line(d, s.value ? "return " + expr(s.value) : "return"); }
  void show(const Raise& s, int d) { line(d, "raise " + expr(s.exception)); }
  void show(const Reraise&, int d) { line(d, "reraise"); }
  void show(const Try& s, int d) {
    nested("try", s.body, d);
    for (const Handler& h : s.handlers) nested(h.catch_all ? "except" : fmt::format("except {}", list(h.types)), h.body, d);
    if (s.orelse) nested("else", s.orelse, d);
    if (s.finally_body) nested("finally", s.finally_body, d);
  }
  void show(const With& s, int d) { nested("with " + expr(s.manager) + (s.entered ? " as " + name(s.entered) : ""), s.body, d); }
  void show(const GilSection& s, int d) { nested(s.release ? "with nogil" : "with gil", s.body, d); }
  void show(const CriticalSection& s, int d) { nested("critical " + list(s.objects), s.body, d); }
  void show(const Parallel& s, int d) { nested("parallel", s.body, d); }
  void show(const ParallelRange& s, int d) {
    nested(fmt::format("prange {} in {}, {}{}", expr(s.variable), expr(s.start), expr(s.stop), s.step ? ", " + expr(s.step) : ""), s.body, d);
    if (s.orelse) nested("else", s.orelse, d);
  }
  void show(const MakeClass& s, int d) { nested("class " + module.constants[s.name].text, s.body, d); }
  void show(const MakeExtensionType& s, int d) { line(d, "make type " + type_text(s.made) + (s.bases ? " " + expr(s.bases) : "")); }
  void show(const CppDelete& s, int d) { line(d, "delete " + expr(s.value)); }
};

}  // namespace

std::string print(const Module& m, const Function& f) {
  Printer p(m);
  p.function(f);
  return p.out;
}

std::string print(const Module& m, const Expr& e) { return Printer(m).expr(&e); }

std::string print(const Module& m) {
  std::string out;
  for (const Function* f : m.functions) out += print(m, *f);
  return out;
}

}  // namespace cyrite::typed
