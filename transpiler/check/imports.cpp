// import statements of Python.
#include "check/statements.h"

namespace cyrite::check {

using typed::Expr;

namespace {

// A name assignment that has no node of its own in the source.
void bind(Checker& c, Text name, Span span, Expr* value, StatementList& out) {
  auto* target = c.arena.make<ast::Name>();
  target->kind = ast::NodeKind::Name;
  target->span = span;
  target->name = name;
  c.assign(*target, value, out);
}

// A class that is cimported under this name from the same module: the name stands for it already.
bool is_cimported(Checker& c, std::string_view from, const ast::ImportAlias& alias) {
  Symbol* symbol = c.look_up(alias.as_name ? alias.as_name : alias.name);
  auto* type = symbol && symbol->kind == SymbolKind::TypeName ? as<ExtensionType>(symbol->type) : nullptr;
  if (!type || type->module_name.empty()) return false;
  std::string_view name = type->name.view(), own = type->module_name.view();
  if (name.substr(name.rfind('.') + 1) != alias.name.view()) return false;
  return own == from || from.empty() || (own.size() > from.size() && own.substr(own.size() - from.size()) == from && own[own.size() - from.size() - 1] == '.');
}

bool is_cython_module(std::string_view name) { return name == "cython" || name.rfind("cython.", 0) == 0; }

// Python 2 looks beside the importing module first.
int absolute_level(Checker& c) {
  bool is_python2 = language_level(c) == 2 && !state_of(c).future_absolute_import;
  return (is_python2 || c.at.directives->py2_import) && !package_of(*c.module_scope->module).empty() ? -1 : 0;
}

}  // namespace

void Checker::check(const ast::Import& s, StatementList& out) {
  for (const ast::ImportAlias& alias : s.names) {
    std::string_view name = alias.name;
    if (is_cython_module(name)) continue;  // the compiler's own module: there is nothing to import
    require_gil(alias.span, "import");
    std::size_t dot = name.find('.');
    if (dot == name.npos || !alias.as_name) {
      // import a.b.c: imports all, binds a
      Expr* module = call_runtime(alias.span, rt::import_module, types.object,
                                  {name_constant(alias.span, alias.name), null_object(*this, alias.span), call_int(*this, alias.span, absolute_level(*this))});
      bind(*this, alias.as_name ? alias.as_name : Text(name.substr(0, dot)), alias.span, module, out);
      continue;
    }
    Constant parts{Constant::Tuple, {}, {}};
    std::size_t from = 0;
    while (true) {
      std::size_t next = name.find('.', from);
      parts.items.push_back(module->constants.name(Text(name.substr(from, next == name.npos ? next : next - from))));
      if (next == name.npos) break;
      from = next + 1;
    }
    Expr* imported = call_runtime(alias.span, rt::import_dotted, types.object, {name_constant(alias.span, alias.name), constant(alias.span, parts), call_int(*this, alias.span, absolute_level(*this))});
    bind(*this, alias.as_name, alias.span, imported, out);
  }
}

// Does the module keep this in a variable of C that can take what a module gives?
static bool takes_star_import(const Symbol& s) {
  bool is_own = s.kind == SymbolKind::CVariable && s.origin == Origin::ThisModule && s.type && !s.name.empty();
  return is_own && (is_object(s.type) || is_numeric(s.type)) && !as<ConstType>(s.type);
}

// from module import *: variables of C take what has their name, C classes cannot be replaced; all else is set by name.
static void import_star(Checker& c, Span span, typed::Local* module, StatementList& out) {
  Constant variables{Constant::Tuple, {}, {}}, classes{Constant::Tuple, {}, {}};
  for (const Symbol* s : c.module_scope->in_order) {
    bool is_class = s->kind == SymbolKind::TypeName && s->owner == c.module_scope && s->origin == Origin::ThisModule && as<ExtensionType>(s->type);
    if (is_class) classes.items.push_back(c.module->constants.name(s->name));
    if (takes_star_import(*s)) variables.items.push_back(c.module->constants.name(s->name));
  }
  for (Constant* names : {&variables, &classes})
    if (names->items.empty()) names->kind = Constant::EmptyTuple;
  Expr* call = c.call_runtime(span, rt::import_star, c.types.void_, {c.local_ref(span, module), c.constant(span, variables), c.constant(span, classes)});
  out.push_back(expression_statement(c, call));
  for (const Symbol* s : c.module_scope->in_order) {
    if (!takes_star_import(*s)) continue;
    auto* target = c.arena.make<ast::Name>();
    target->kind = ast::NodeKind::Name;
    target->span = span;
    target->name = s->name;
    StatementList set;
    c.assign(*target, c.call_runtime(span, rt::object_getattr, c.types.object, {c.local_ref(span, module), c.name_constant(span, s->name)}), set);
    auto* node = c.make<typed::If>(span);
    node->condition = c.call_runtime(span, rt::star_gives, c.types.bint, {c.local_ref(span, module), c.name_constant(span, s->name)});
    node->then = block_of(c, std::move(set), span);
    out.push_back(node);
  }
}

void Checker::check(const ast::ImportFrom& s, StatementList& out) {
  std::string_view from = s.module;
  if (s.level == 0 && (is_cython_module(from) || from == "__future__")) return;
  require_gil(s.span, "import");
  int level = s.level > 0 ? s.level : absolute_level(*this);
  Constant names{Constant::Tuple, {}, {}};
  if (s.is_star) names.items.push_back(module->constants.name("*"));
  for (const ast::ImportAlias& alias : s.names) names.items.push_back(module->constants.name(alias.name));
  Expr* module_name = from.empty() ? constant(s.span, {Constant::EmptyStr, "", {}}) : name_constant(s.span, s.module);
  Expr* imported = call_runtime(s.span, rt::import_module, types.object, {module_name, constant(s.span, names), call_int(*this, s.span, level)});
  if (s.is_star) {
    if (at.function != module->body || at.class_namespace) { error(s.span, diag::star_import_not_at_module_level); return; }
    typed::Local* held = temporary(types.object, "module");
    out.push_back(assignment(*this, local_ref(s.span, held), imported));
    import_star(*this, s.span, held, out);
    return;
  }
  typed::Local* held = temporary(types.object, "module");
  out.push_back(assignment(*this, local_ref(s.span, held), imported));
  for (const ast::ImportAlias& alias : s.names) {
    if (is_cimported(*this, from, alias)) continue;
    Expr* value = call_runtime(alias.span, rt::import_from, types.object, {local_ref(alias.span, held), name_constant(alias.span, alias.name)});
    bind(*this, alias.as_name ? alias.as_name : alias.name, alias.span, value, out);
  }
}

}  // namespace cyrite::check
