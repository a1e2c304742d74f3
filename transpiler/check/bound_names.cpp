// Which names the statements of a body bind, and which names of it inner functions use.
#include "check/children.h"
#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {

namespace {

class BoundNames {
 public:
  BoundNames(Checker& checker, BoundNameSets& sets) : c(checker), out(sets) {}
  void block(ast::Block body) {
    for (auto* s : body) statement(*s);
  }

 private:
  Checker& c;
  BoundNameSets& out;

  void bind(Text name, Span span) { out.bound.push_back({name, span}); }
  void target(const ast::Expr& e) {
    if (auto* n = ast::as<ast::Name>(&e)) return bind(n->name, n->span);
    if (auto* t = ast::as<ast::TupleDisplay>(&e)) {
      for (auto* item : t->items) target(*item);
    } else if (auto* l = ast::as<ast::ListDisplay>(&e)) {
      for (auto* item : l->items) target(*item);
    } else if (auto* s = ast::as<ast::Starred>(&e)) {
      target(*s->value);
    } else {
      expression(e);
    }
  }
  // Walrus targets; the loop variables of list comprehensions under language level 2.
  void expression(const ast::Expr& e) {
    if (ast::is<ast::Lambda>(&e)) {
      for (auto* p : ast::as<ast::Lambda>(&e)->parameters)
        if (p->default_value) expression(*p->default_value);
      return;
    }
    if (auto* n = ast::as<ast::NamedExpr>(&e)) bind(n->target->name, n->target->span);
    if (auto* n = ast::as<ast::Comprehension>(&e); n && leaks(c, *n))
      for (auto* clause : n->clauses)
        if (clause->target) target(*clause->target);
    for_each_child(e, [&](const ast::Expr& child) { expression(child); });
  }
  void pattern(const ast::Pattern* p) {
    if (!p) return;
    ast::match(
        *p, [&](const ast::SequencePattern& n) { for (auto* i : n.items) pattern(i); },
        [&](const ast::MappingPattern& n) {
          for (auto* i : n.values) pattern(i);
          if (n.has_rest && n.rest) bind(n.rest, n.span);
        },
        [&](const ast::ClassPattern& n) {
          for (auto* i : n.positional) pattern(i);
          for (auto* i : n.keyword_patterns) pattern(i);
        },
        [&](const ast::StarPattern& n) { if (n.name) bind(n.name, n.span); },
        [&](const ast::AsPattern& n) {
          pattern(n.pattern);
          if (n.name) bind(n.name, n.span);
        },
        [&](const ast::OrPattern& n) { for (auto* i : n.alternatives) pattern(i); }, [&](const ast::Pattern&) {});
  }
  static Text first_part(Text dotted) {
    auto dot = dotted.view().find('.');
    return dot == std::string_view::npos ? dotted : Text(dotted.view().substr(0, dot));
  }

  void statement(const ast::Stmt& s) {
    for_each_child(s, [&](const ast::Expr& e) { expression(e); });
    ast::match(
        s, [&](const ast::Assign& n) { for (auto* t : n.targets) target(*t); }, [&](const ast::AugAssign& n) { target(*n.target); },
        [&](const ast::AnnAssign& n) { if (!n.parenthesised || n.value) target(*n.target); }, [&](const ast::Delete& n) { for (auto* t : n.targets) target(*t); },
        [&](const ast::For& n) { target(*n.target); }, [&](const ast::ForFrom& n) { target(*n.target); },
        [&](const ast::With& n) {
          for (const auto& item : n.items)
            if (item.target) target(*item.target);
        },
        [&](const ast::Try& n) {
          for (auto* h : n.handlers)
            if (h->target) target(*h->target);
        },
        [&](const ast::Import& n) {
          for (const auto& a : n.names) bind(a.as_name ? a.as_name : first_part(a.name), a.span);
        },
        [&](const ast::ImportFrom& n) {
          if (n.module == "__future__") future(n);
          out.star_import |= n.is_star;
          for (const auto& a : n.names) bind(a.as_name ? a.as_name : a.name, a.span);
        },
        [&](const ast::FunctionDef& n) { bind(n.bound_name(), n.name_span); }, [&](const ast::ClassDef& n) { bind(n.bound_name(), n.name_span); },
        [&](const ast::TypeAlias& n) { bind(n.name, n.span); },
        [&](const ast::Global& n) { for (Text t : n.names) out.globals.insert(t); },
        [&](const ast::Nonlocal& n) { for (Text t : n.names) out.nonlocals.insert(t); },
        [&](const ast::Match& n) {
          for (auto* k : n.cases) pattern(k->pattern);
        },
        [&](const ast::CompileTimeIf& n) { compile_time_if(n); }, [&](const ast::Include& n) { include(n); }, [&](const ast::Stmt&) {});
    for_each_block(s, [&](ast::Block b) { block(b); });
  }
  void future(const ast::ImportFrom& n) {
    for (const auto& a : n.names) {
      if (a.name == "division") state_of(c).future_division = true;
      if (a.name == "absolute_import") state_of(c).future_absolute_import = true;
      if (a.name == "unicode_literals") state_of(c).future_unicode = true;
    }
  }
  // The declarations were read before; a file that includes itself was reported then.
  void include(const ast::Include& n) {
    auto& includes = declarations_of(c).includes;
    auto found = includes.find(&n);
    if (found != includes.end() && found->second) block(found->second->body);
  }
  void compile_time_if(const ast::CompileTimeIf& n) {
    if (const ast::Block* taken = taken_branch(c, n)) block(*taken);
  }
};

// Every name an expression or body reads, those of inner functions included where they are free there.
class FreeNameCollector {
 public:
  FreeNameCollector(Checker& checker, FreeNames& names) : c(checker), out(names) {}

  void block(ast::Block body, bool inside) {
    for (auto* s : body) statement(*s, inside);
  }
  void expression(const ast::Expr& e, bool inside) {
    if (auto* l = ast::as<ast::Lambda>(&e)) {
      for (auto* p : l->parameters)
        if (p->default_value) expression(*p->default_value, inside);
      FreeNames inner;
      FreeNameCollector(c, inner).expression(*l->body, true);
      std::unordered_set<Text> bound;
      for (auto* p : l->parameters) bound.insert(p->name);
      return merge(inner, bound);
    }
    if (auto* g = ast::as<ast::Comprehension>(&e); g && (g->comprehension == ast::ComprehensionKind::Generator || inside)) {
      FreeNames inner;
      FreeNameCollector collector(c, inner);
      std::unordered_set<Text> bound;
      for (auto* clause : g->clauses)
        if (clause->target) {
          std::vector<const ast::Name*> names;
          collect_targets(*clause->target, names);
          for (auto* n : names) bound.insert(n->name);
        }
      for_each_child(e, [&](const ast::Expr& child) { collector.expression(child, true); });
      if (!leaks(c, *g)) return merge(inner, bound);
      return merge(inner, {});
    }
    if (auto* n = ast::as<ast::Name>(&e); n && inside) out.reads.insert(n->name);
    if (auto* n = ast::as<ast::Attribute>(&e)) out.attributes.insert(n->name);
    if (auto* n = ast::as<ast::NamedExpr>(&e); n && inside) out.reads.insert(n->target->name);
    for_each_child(e, [&](const ast::Expr& child) { expression(child, inside); });
  }

 private:
  Checker& c;
  FreeNames& out;

  void merge(const FreeNames& inner, const std::unordered_set<Text>& bound) {
    for (Text t : inner.reads)
      if (!bound.count(t)) out.reads.insert(t);
    for (Text t : inner.writes)
      if (!bound.count(t)) out.writes.insert(t);
    out.globals.insert(inner.globals.begin(), inner.globals.end());
    out.attributes.insert(inner.attributes.begin(), inner.attributes.end());
  }
  // Bounds and defaults are computed when somebody asks for them.
  void type_parameters(std::span<const ast::TypeParameter> list) {
    for (const ast::TypeParameter& t : list) {
      if (t.bound) expression(*t.bound, true);
      if (t.default_value) expression(*t.default_value, true);
    }
  }
  void function(const ast::FunctionDef& n, bool inside) {
    for (auto* d : n.decorators) expression(*d, inside);
    type_parameters(n.type_parameters);
    FreeNames inner;
    FreeNameCollector collector(c, inner);
    collector.block(n.body, true);
    BoundNameSets sets;
    collect_bound_names(c, n.body, sets);
    std::unordered_set<Text> bound;
    for (auto& [name, span] : sets.bound)
      if (sets.nonlocals.count(name)) inner.writes.insert(name);
      else bound.insert(name);
    for (Text t : sets.globals) bound.insert(t), inner.globals.insert(t);
    for (auto* p : n.parameters) {
      bound.insert(p->name);
      if (p->default_value) expression(*p->default_value, inside);
    }
    merge(inner, bound);
  }
  void statement(const ast::Stmt& s, bool inside) {
    if (auto* f = ast::as<ast::FunctionDef>(&s)) return function(*f, inside);
    if (auto* a = ast::as<ast::TypeAlias>(&s)) {
      type_parameters(a->type_parameters);
      return expression(*a->value, true);
    }
    if (auto* k = ast::as<ast::ClassDef>(&s)) {
      bool generic = !k->type_parameters.empty();  // then the class statement stands in a function of its own
      type_parameters(k->type_parameters);
      for_each_child(s, [&](const ast::Expr& e) { expression(e, inside || generic); });
      FreeNames inner;
      FreeNameCollector(c, inner).block(k->body, inside || generic);
      return merge(inner, {});
    }
    if (auto* v = ast::as<ast::CompileTimeIf>(&s)) {
      if (const ast::Block* taken = taken_branch(c, *v)) block(*taken, inside);
      return;
    }
    for_each_child(s, [&](const ast::Expr& e) { expression(e, inside); });
    for_each_block(s, [&](ast::Block b) { block(b, inside); });
  }
};

}  // namespace

bool leaks(Checker& c, const ast::Comprehension& n) {
  return n.comprehension == ast::ComprehensionKind::List && language_level(c) < 3;
}

const ast::Block* taken_branch(Checker& c, const ast::CompileTimeIf& n) {
  for (const auto& clause : n.clauses) {
    if (!clause.condition) return &clause.body;
    auto value = c.compile_time_value(*clause.condition, false);
    if (!value) return nullptr;
    bool truth = value->kind == ConstantValue::Bool    ? value->truth
                 : value->kind == ConstantValue::Int   ? value->text != "0"
                 : value->kind == ConstantValue::Float ? value->number != 0
                 : value->kind == ConstantValue::Tuple ? !value->items.empty()
                 : value->kind == ConstantValue::None  ? false
                                                       : !value->text.empty();
    if (truth) return &clause.body;
  }
  return nullptr;
}

void collect_bound_names(Checker& c, ast::Block body, BoundNameSets& sets) { BoundNames(c, sets).block(body); }

void collect_targets(const ast::Expr& target, std::vector<const ast::Name*>& names) {
  if (auto* n = ast::as<ast::Name>(&target)) names.push_back(n);
  else if (auto* t = ast::as<ast::TupleDisplay>(&target))
    for (auto* e : t->items) collect_targets(*e, names);
  else if (auto* l = ast::as<ast::ListDisplay>(&target))
    for (auto* e : l->items) collect_targets(*e, names);
  else if (auto* s = ast::as<ast::Starred>(&target)) collect_targets(*s->value, names);
}

FreeNames names_of_inner_functions(Checker& c, ast::Block body) {
  FreeNames names;
  FreeNameCollector(c, names).block(body, false);
  return names;
}

// What can give the module names that no statement binds: its dict at hand, the module object, the enum members made global.
static bool fills_globals(const FreeNames& used) {
  for (const char* name : {"globals", "exec", "global_enum", "_simple_enum"})
    if (used.reads.count(name)) return true;
  for (const char* name : {"global_enum", "_convert_", "modules"})
    if (used.attributes.count(name)) return true;
  return false;
}

void Checker::declare_bound_names(Scope& scope, ast::Block body) {
  BoundNameSets sets;
  collect_bound_names(*this, body, sets);
  bool is_module = scope.kind == ScopeKind::Module;
  ExpressionState& s = state_of(*this);
  for (auto& [name, span] : sets.bound) {
    Text mangled = scope.kind == ScopeKind::PythonClass ? mangled_name(*this, name) : name;
    if (is_module) s.python_names.insert(name);
    if (sets.globals.count(name) && scope.kind == ScopeKind::PythonClass) {
      Symbol* known = module_scope->find_here(mangled);
      scope.symbols[mangled] = known ? known : declare(*module_scope, SymbolKind::PythonName, mangled, types.object, span);
    }
    if (sets.globals.count(name) || sets.nonlocals.count(name)) continue;
    Symbol* starred = is_module ? look_up_in(scope, mangled) : nullptr;
    if (starred && starred->kind == SymbolKind::CVariable) {  // assignments go to the other module
      starred->is_used = true;
      scope.symbols[mangled] = starred;
    }
    if (!scope.find_here(mangled)) declare(scope, SymbolKind::PythonName, mangled, types.object, span);
  }
  if (scope.kind == ScopeKind::PythonClass)
    for (Text name : sets.nonlocals) {  // a variable of the function around the class
      Saved<Scope*> outside(at.scope, scope.outer);
      if (Symbol* known = look_up(name); known && known->kind == SymbolKind::Local) scope.symbols[name] = known;
    }
  if (!is_module) return;
  for (const ast::Stmt* s : body) {  // def: Python's name, from here on, of what a C header declares
    auto* f = ast::as<ast::FunctionDef>(s);
    Symbol* known = f ? scope.find_here(f->name) : nullptr;
    if (known && known->kind == SymbolKind::CFunction && known->origin == Origin::Extern && !known->is_cpdef)
      add_symbol(*this, scope, SymbolKind::PythonName, f->name, types.object, f->name_span);
  }
  FreeNames used;
  FreeNameCollector(*this, used).block(body, true);
  for (Text name : used.globals)
    if (!scope.find_here(name)) declare(scope, SymbolKind::PythonName, name, types.object, Span{});
  s.globals_are_dynamic = sets.star_import || fills_globals(used);
}

}  // namespace cyrite::check
