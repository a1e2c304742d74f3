// Directives in comments, decorators and with statements, and what else decorators say of a declaration.
#include <fmt/format.h>

#include "check/declarations.h"

namespace cyrite::check {
namespace {

std::string value_text(const ast::Expr& e) {
  if (auto* b = ast::as<ast::BoolLiteral>(&e)) return b->value ? "True" : "False";
  if (auto* s = ast::as<ast::StringLiteral>(&e)) return std::string(s->value);
  if (auto* i = ast::as<ast::IntLiteral>(&e)) return i->digits.str();
  if (ast::is<ast::NoneLiteral>(&e)) return "None";
  return {};
}

bool set_or_report(Checker& c, Directives& directives, Span span, std::string_view name, std::string_view value) {
  if (name == "infer_types" && value == "None") {  // as if nothing had been said
    directives.infer_types = MaybeBool::Unset;
    return true;
  }
  switch (set_directive(directives, name, value)) {
    case DirectiveSet::Ok: return true;
    case DirectiveSet::UnknownName:
      if (is_directive_name(name)) return true;  // one without a field: nothing to keep
      c.error(span, diag::unknown_directive, name);
      return false;
    case DirectiveSet::BadValue: c.error(span, diag::directive_value, name, directive_values(name), value); return false;
  }
  return false;
}

std::string_view scope_text(DirectiveScope scope) {
  switch (scope) {
    case DirectiveScope::Module: return "module";
    case DirectiveScope::Function: return "function";
    case DirectiveScope::PythonClass: return "class";
    case DirectiveScope::ExtensionClass: return "extension type";
    case DirectiveScope::WithStatement: return "with statement";
  }
  return {};
}

bool truth_argument(Checker& c, const ast::Call* call, std::string_view name) {
  if (!call || call->arguments.empty()) return true;
  if (auto* b = ast::as<ast::BoolLiteral>(call->arguments[0])) return b->value;
  c.error(call->span, diag::directive_value, name, "True or False", value_text(*call->arguments[0]));
  return false;
}

struct Reader {
  Checker& c;
  Decorations& out;
  Directives directives;
  bool changed = false;
  Span first{};  // the first decorator, where what is wrong with several of them is reported

  // Decorators that say something of the declaration itself. False: the name is a plain directive.
  bool special(std::string_view name, const ast::Expr& e, const ast::Call* call) {
    bool on = true;
    bool* flag = name == "cfunc" ? &out.cfunc : name == "ccall" ? &out.ccall : name == "cclass" ? &out.cclass : name == "inline" ? &out.is_inline
               : name == "final" ? &out.is_final : name == "nogil" ? &out.nogil : name == "with_gil" ? &out.with_gil
               : name == "internal" ? &out.internal : name == "no_gc" ? &out.no_gc : name == "no_gc_clear" ? &out.no_gc_clear
               : name == "trashcan" ? &out.trashcan : name == "total_ordering" ? &out.total_ordering : name == "ufunc" ? &out.ufunc
               : name == "staticmethod" ? &out.static_method : nullptr;
    if (flag) {
      on = truth_argument(c, call, name);
      if (!on && !*flag && name != "trashcan") c.diagnostics.report(e.span, diag::directive_unchanged, name, "False");
      *flag = on;
      if (out.cfunc && out.ccall) c.error(first, diag::cfunc_and_ccall);
      if (name == "cfunc" && out.ufunc) c.error(first, diag::cfunc_and_ufunc);
      if (name == "trashcan") out.no_trashcan = !on;
      return true;
    }
    if (name == "returns") { argument_of(call, e, name, out.returns); return true; }
    if (name == "exceptval") { out.exceptval = call; return true; }
    if (name == "locals") {
      if (call) for (const ast::Keyword* k : call->keywords) out.locals.emplace_back(k->name, k->value);
      return true;
    }
    if (name == "freelist") {
      const ast::Expr* size = nullptr;
      argument_of(call, e, name, size);
      auto value = size ? c.compile_time_value(*size) : std::nullopt;
      out.freelist = static_cast<int>(value ? small_integer(*value).value_or(0) : 0);
      return true;
    }
    if (name == "collection_type") {
      const ast::Expr* kind = nullptr;
      argument_of(call, e, name, kind);
      if (out.collection_type && kind && out.collection_type.view() != value_text(*kind)) c.error(e.span, diag::directive_value, name, "one kind, sequence or mapping", "both");
      out.collection_type = kind ? Text(value_text(*kind)) : Text();
      if (kind && !(out.collection_type == "sequence") && !(out.collection_type == "mapping")) c.error(e.span, diag::directive_value, name, "sequence or mapping", out.collection_type.view());
      return true;
    }
    if (name == "dataclasses.dataclass") { out.dataclass = true; out.dataclass_call = call; return true; }
    if (name == "critical_section") { out.critical_section = &e; return true; }
    return name.rfind("test_", 0) == 0;
  }

  void argument_of(const ast::Call* call, const ast::Expr& e, std::string_view name, const ast::Expr*& place) {
    if (call && call->arguments.size() == 1 && call->keywords.empty()) place = call->arguments[0];
    else c.error(e.span, diag::directive_one_argument, name);
  }

  void directive(std::string_view name, const ast::Expr& e, const ast::Call* call, DirectiveScope scope) {
    if (!directive_allowed(name, scope)) {
      c.error(e.span, diag::directive_place, name, scope_text(scope));
      return;
    }
    if (special(name, e, call)) return;
    std::string value = "True";
    if (call && call->arguments.empty() && (name == "warn" || name == "optimize")) {  // @warn(undeclared=True)
      for (const ast::Keyword* k : call->keywords)
        if (!k->name.empty()) changed |= set_or_report(c, directives, k->span, fmt::format("{}.{}", name, k->name.view()), value_text(*k->value));
      return;
    }
    if (call) {
      if (call->arguments.size() != 1 || !call->keywords.empty()) { c.error(e.span, diag::directive_one_argument, name); return; }
      value = value_text(*call->arguments[0]);
    }
    changed |= set_or_report(c, directives, e.span, name, value);
  }

  void python_decorator(const ast::Expr& e) {
    if (auto* n = ast::as<ast::Name>(&e)) {
      Symbol* s = c.look_up(n->name);
      bool builtin = !s || s->origin == Origin::Builtin;
      if (builtin && n->name == "staticmethod") out.static_method = true;
      if (builtin && n->name == "classmethod") out.class_method = true;
      if (builtin && n->name == "property") out.property = &e;
    }
    if (auto* a = ast::as<ast::Attribute>(&e))
      if (auto* base = ast::as<ast::Name>(a->value); base && (a->name == "setter" || a->name == "deleter" || a->name == "getter")) {
        out.accessor_of = base->name;
        out.accessor = a->name;
      }
    out.python.push_back(&e);
  }
};

}  // namespace

const Decorations* read_decorators(Checker& c, const ast::Node& of, ast::List<ast::Expr> decorators, DirectiveScope scope) {
  auto& known = declarations_of(c).decorations;
  if (auto found = known.find(&of); found != known.end()) return found->second;
  auto* out = c.arena.make_owned<Decorations>();
  known[&of] = out;
  out->directives = c.at.directives;
  Reader reader{c, *out, *c.at.directives};
  if (!decorators.empty()) reader.first = out->first_span = decorators[0]->span;
  bool extension = scope == DirectiveScope::ExtensionClass;
  auto name_of = [&](const ast::Expr* e) {
    auto* call = ast::as<ast::Call>(e);
    const ast::Expr& callee = call ? *call->callee : *e;
    std::string name = cython_name(c, callee);
    // Of an extension type Python's own decorator is meant to be ours.
    return name.empty() && extension && is_typing_name(c, callee, "dataclass") ? "dataclasses.dataclass" : name;
  };
  for (const ast::Expr* e : decorators) extension |= name_of(e) == "cclass" || name_of(e) == "dataclasses.dataclass";
  for (const ast::Expr* e : decorators)
    if (name_of(e).empty()) reader.python_decorator(*e);
  // The decorator nearest to the definition works first: of two that say the same the outer one holds.
  for (std::size_t k = decorators.size(); k-- > 0;) {
    const ast::Expr* e = decorators[k];
    auto* call = ast::as<ast::Call>(e);
    std::string name = name_of(e);
    if (name.empty()) continue;
    if (!is_directive_name(name)) {
      if (!is_cython_member(name)) c.error(e->span, diag::unknown_directive, name);
      continue;
    }
    // A decorator of a class that turns it into an extension type is of that kind for the others too.
    reader.directive(name, *e, call, scope == DirectiveScope::PythonClass && name != "cclass" && !directive_allowed(name, scope)
                                         ? DirectiveScope::ExtensionClass : scope);
  }
  if (reader.changed) out->directives = c.arena.make<Directives>(reader.directives);
  return out;
}

const Directives* directives_from_comments(Checker& c, const ast::Module& module, Directives base) {
  auto* out = c.arena.make<Directives>(std::move(base));
  for (const ast::DirectiveComment& comment : module.directive_comments) {
    if (comment.name == "nogil" || !directive_allowed(comment.name.view(), DirectiveScope::Module)) {
      c.error(comment.span, diag::directive_place, comment.name.view(), "module");
      continue;
    }
    // A misspelt switch would have no effect at all. What has no truth value is no switch: it speaks to somebody else.
    bool is_switch = comment.value == "True" || comment.value == "False";
    if (!is_directive_name(comment.name.view()) && !is_switch) c.diagnostics.report(comment.span, diag::directive_ignored, comment.name.view());
    else set_or_report(c, *out, comment.span, comment.name.view(), comment.value);
  }
  return out;
}

const Directives* with_directive(Checker& c, const ast::Call& call, std::string_view name, const Directives& base) {
  if (!is_directive_name(name)) return nullptr;
  auto* out = c.arena.make<Directives>(base);
  if (!directive_allowed(name, DirectiveScope::WithStatement)) {
    c.error(call.span, diag::directive_place, name, "with statement");
    return out;
  }
  if (call.arguments.size() != 1 || !call.keywords.empty()) {
    c.error(call.span, diag::directive_one_argument, name);
    return out;
  }
  set_or_report(c, *out, call.span, name, value_text(*call.arguments[0]));
  return out;
}

}  // namespace cyrite::check
