// Definite assignment: which references to local names may find them unbound. The body is walked as it is structured,
// with one state (names that may be unbound, names that may be bound) for each place; loops are walked until the state
// at their head no longer changes.
#include "check/children.h"
#include "check/expressions.h"
#include "check/fused.h"

namespace cyrite::check {

namespace {

using Bits = std::vector<std::uint64_t>;
struct State {
  Bits unbound, bound;
  bool reachable = false;
};

bool join(State& to, const State& from) {
  if (!from.reachable) return false;
  if (!to.reachable) {
    to = from;
    return true;
  }
  bool changed = false;
  for (std::size_t i = 0; i < to.unbound.size(); ++i) {
    std::uint64_t u = to.unbound[i] | from.unbound[i], b = to.bound[i] | from.bound[i];
    changed |= u != to.unbound[i] || b != to.bound[i];
    to.unbound[i] = u;
    to.bound[i] = b;
  }
  return changed;
}

struct Seen { bool unbound = false, bound = false; const ast::Name* name = nullptr; int variable = 0; };

class FlowWalk {
 public:
  FlowWalk(Checker& checker, typed::Function& function, Scope& scope) : c(checker) {
    for (Symbol* s : scope.in_order)
      if (s->kind == SymbolKind::Local && s->local && s->local->owner == &function && !index.count(s->name)) {
        index[s->name] = static_cast<int>(symbols.size());
        symbols.push_back(s);
      }
    std::size_t words = symbols.size() / 64 + 1;
    state.reachable = true;
    state.unbound.assign(words, 0);
    state.bound.assign(words, 0);
    for (std::size_t i = 0; i < symbols.size(); ++i) set(state, static_cast<int>(i), symbols[i]->local->is_parameter || starts_bound(symbols[i]->local->type));
    read.assign(symbols.size(), false);
  }
  void walk(ast::Block body) { block(body); }

  std::unordered_set<const ast::Stmt*> unreachable;  // the first statement of each block that nothing leads to
  std::vector<Symbol*> symbols;
  std::unordered_map<const ast::Node*, Seen> seen;
  std::vector<bool> read;

 private:
  Checker& c;
  std::unordered_map<Text, int> index;
  State state;
  std::vector<std::unordered_set<Text>> hidden;  // names that mean something else in a comprehension or class body
  struct LoopExits { State breaks, continues; };
  std::vector<LoopExits*> loops;
  std::vector<State*> exceptions;
  int class_bodies = 0;

  bool starts_bound(const Type* t) {
    TypeKind k = kind_of(t);
    return k == TypeKind::Struct || k == TypeKind::Array || k == TypeKind::Complex || (k == TypeKind::CppClass && !c.at.directives->cpp_locals) || k == TypeKind::Tuple;
  }
  static void set(State& s, int i, bool bound) {
    std::uint64_t bit = std::uint64_t{1} << (i % 64);
    auto word = static_cast<std::size_t>(i / 64);
    s.unbound[word] = bound ? s.unbound[word] & ~bit : s.unbound[word] | bit;
    s.bound[word] = bound ? s.bound[word] | bit : s.bound[word] & ~bit;
  }
  int find(Text name) const {
    for (const auto& names : hidden)
      if (names.count(name)) return -1;
    auto found = index.find(name);
    return found == index.end() ? -1 : found->second;
  }
  void may_raise() {
    if (!exceptions.empty()) join(*exceptions.back(), state);
  }
  void bind(Text name) {
    int i = find(name);
    if (i < 0 || !state.reachable) return;
    may_raise();
    set(state, i, true);
    may_raise();
  }
  void unbind(Text name) {
    int i = find(name);
    if (i < 0 || !state.reachable) return;
    may_raise();
    set(state, i, false);
    may_raise();
  }
  void forget(State& other, Text name) {
    if (!other.reachable) return;
    std::swap(state, other);
    maybe_unbind(name);
    std::swap(state, other);
  }
  void maybe_unbind(Text name) {
    State bound = state;
    unbind(name);
    join(state, bound);
  }
  void reference(const ast::Name& n) {
    int i = find(n.name);
    if (i < 0) return;
    read[static_cast<std::size_t>(i)] = true;
    if (!state.reachable) return;
    std::uint64_t bit = std::uint64_t{1} << (i % 64);
    auto word = static_cast<std::size_t>(i / 64);
    Seen& s = seen[&n];
    s.name = &n;
    s.variable = i;
    s.unbound |= (state.unbound[word] & bit) != 0;
    s.bound |= (state.bound[word] & bit) != 0 || class_bodies > 0;  // a class body looks its names up when it runs
  }

  // &x: what gets the address may fill the variable.
  void address(const ast::Name& n) {
    int i = find(n.name);
    if (i < 0) return;
    read[static_cast<std::size_t>(i)] = true;
    bind(n.name);
  }

  // ---- expressions
  void expression(const ast::Expr* e) {
    if (!e) return;
    if (auto* n = ast::as<ast::Name>(e)) return reference(*n);
    if (auto* n = ast::as<ast::NamedExpr>(e)) {
      expression(n->value);
      auto kept = std::move(hidden);
      hidden.clear();
      bind(n->target->name);
      hidden = std::move(kept);
      return;
    }
    if (auto* n = ast::as<ast::BoolOp>(e)) {
      expression(n->left);
      State skipped = state;
      expression(n->right);
      join(state, skipped);
      return;
    }
    if (auto* n = ast::as<ast::Conditional>(e)) {
      expression(n->condition);
      State before = state;
      expression(n->then);
      std::swap(before, state);
      expression(n->otherwise);
      join(state, before);
      return;
    }
    if (auto* n = ast::as<ast::Call>(e); n && cython_path(c, *n->callee) == "typeof") return;  // its argument is not computed
    if (auto* n = ast::as<ast::Lambda>(e)) {
      for (auto* p : n->parameters) expression(p->default_value);
      return;
    }
    if (auto* n = ast::as<ast::Comprehension>(e)) return comprehension(*n);
    if (auto* n = ast::as<ast::Unary>(e); n && n->op == ast::UnaryOperator::AddressOf)
      if (auto* name = ast::as<ast::Name>(n->operand)) return address(*name);
    if (ast::is<ast::Sizeof>(e)) return;
    for_each_child(*e, [&](const ast::Expr& child) { expression(&child); });
  }
  void comprehension(const ast::Comprehension& n) {
    if (!n.clauses.empty()) expression(n.clauses[0]->iterable);
    bool own_scope = !leaks(c, n);
    if (own_scope) {
      std::unordered_set<Text> names;
      for (auto* clause : n.clauses)
        if (clause->target) {
          std::vector<const ast::Name*> targets;
          collect_targets(*clause->target, targets);
          for (auto* t : targets) names.insert(t->name);
        }
      hidden.push_back(std::move(names));
    }
    // An inner generator runs later, but reads of the function's names there ask for themselves.
    State before = state;
    for (int round = 0; round < 2; ++round) {
      for (std::size_t i = 0; i < n.clauses.size(); ++i) {
        const auto& clause = *n.clauses[i];
        if (i > 0) expression(clause.iterable);
        if (clause.range)
          for (const ast::Expr* b : {clause.range->lower, clause.range->upper, clause.range->step}) expression(b);
        if (clause.target) target(*clause.target);
        expression(clause.condition);
      }
      expression(n.element);
      expression(n.value);
      if (!join(state, before)) break;
    }
    join(state, before);
    if (own_scope) hidden.pop_back();
  }
  void target(const ast::Expr& e) {
    if (auto* n = ast::as<ast::Name>(&e)) return bind(n->name);
    if (auto* t = ast::as<ast::TupleDisplay>(&e)) {
      for (auto* i : t->items) target(*i);
    } else if (auto* l = ast::as<ast::ListDisplay>(&e)) {
      for (auto* i : l->items) target(*i);
    } else if (auto* s = ast::as<ast::Starred>(&e)) {
      target(*s->value);
    } else {
      expression(&e);
    }
  }
  void pattern(const ast::Pattern* p) {
    if (!p) return;
    ast::match(
        *p, [&](const ast::SequencePattern& n) { for (auto* i : n.items) pattern(i); },
        [&](const ast::MappingPattern& n) {
          for (auto* i : n.values) pattern(i);
          if (n.has_rest && n.rest) bind(n.rest);
        },
        [&](const ast::ClassPattern& n) {
          expression(n.cls);
          for (auto* i : n.positional) pattern(i);
          for (auto* i : n.keyword_patterns) pattern(i);
        },
        [&](const ast::StarPattern& n) { if (n.name) bind(n.name); },
        [&](const ast::AsPattern& n) {
          pattern(n.pattern);
          if (n.name) bind(n.name);
        },
        [&](const ast::OrPattern& n) {
          State before = state, after;
          for (auto* i : n.alternatives) {
            state = before;
            pattern(i);
            join(after, state);
          }
          state = after;
        },
        [&](const ast::ValuePattern& n) { expression(n.value); }, [&](const ast::Pattern&) {});
  }

  // ---- statements
  void block(ast::Block body) {
    bool was_reachable = state.reachable;
    for (auto* s : body) {
      if (was_reachable && !state.reachable) unreachable.insert(s);
      was_reachable = state.reachable;
      statement(*s);
    }
  }
  // A block that is entered only where another one is left at its end.
  void following_block(ast::Block body) {
    if (!state.reachable && !body.empty()) unreachable.insert(body.front());
    block(body);
  }
  void leave() {
    may_raise();
    state.reachable = false;
  }
  template <class Body>
  void loop(const ast::Expr* condition, Body body, ast::Block orelse, bool endless) {
    State after;
    State head = state;
    for (int round = 0; round < 4; ++round) {
      LoopExits exits;
      state = head;
      expression(condition);
      State tested = state;
      loops.push_back(&exits);
      body();
      loops.pop_back();
      join(state, exits.continues);
      bool changed = join(head, state);
      after = State{};
      if (!endless) {
        state = tested;
        if (changed) join(state, head);
        block(orelse);
        join(after, state);
      }
      join(after, exits.breaks);
      if (!changed) break;
    }
    state = after;
  }
  static bool always_true(const ast::Expr& e) {
    if (auto* b = ast::as<ast::BoolLiteral>(&e)) return b->value;
    auto* i = ast::as<ast::IntLiteral>(&e);
    return i && i->digits != "0";
  }
  void check_try(const ast::Try& n) {
    State outside;  // what an exception that leaves the whole statement may carry
    State raised;
    exceptions.push_back(&raised);
    may_raise();
    block(n.body);
    exceptions.pop_back();
    if (n.has_finally) exceptions.push_back(&outside);
    if (raised.reachable) following_block(n.orelse);
    else block(n.orelse);
    State after = state;
    for (auto* h : n.handlers) {
      state = raised;
      expression(h->type);
      raised = state;  // what the class binds is bound for the handlers after it
      if (h->target) target(*h->target);
      // The name is deleted after the handler, however it is left; reading it then is an error of the running program, as in Python.
      auto* name = language_level(c) >= 3 ? ast::as<ast::Name>(h->target) : nullptr;
      State leaving;
      if (name) exceptions.push_back(&leaving);
      may_raise();
      block(h->body);
      if (name) {
        exceptions.pop_back();
        forget(leaving, name->name);
        if (!exceptions.empty()) join(*exceptions.back(), leaving);
        if (!loops.empty()) {
          forget(loops.back()->breaks, name->name);
          forget(loops.back()->continues, name->name);
        }
        maybe_unbind(name->name);
      }
      join(after, state);
    }
    if (n.has_finally) exceptions.pop_back();
    join(outside, raised);
    if (!n.has_finally) {
      if (!exceptions.empty()) join(*exceptions.back(), outside);
      state = after;
      return;
    }
    state = outside;
    join(state, after);
    State normal = after;
    block(n.finally_body);
    may_raise();
    state = normal;
    if (normal.reachable) block(n.finally_body);
  }
  void check_class(const ast::ClassDef& n) {
    if (!n.type_parameters.empty()) {
      for (auto* d : n.decorators) expression(d);
      return bind(n.name);
    }
    for_each_child(n, [&](const ast::Expr& e) { expression(&e); });
    BoundNameSets sets;
    collect_bound_names(c, n.body, sets);
    std::unordered_set<Text> names;
    for (auto& [name, span] : sets.bound)
      if (!sets.nonlocals.count(name)) names.insert(name);
    hidden.push_back(std::move(names));
    ++class_bodies;
    block(n.body);
    --class_bodies;
    hidden.pop_back();
    bind(n.bound_name());
  }
  void check_match(const ast::Match& n) {
    expression(n.subject);
    State after;
    for (auto* k : n.cases) {
      State before = state;
      pattern(k->pattern);
      expression(k->guard);
      State bound = state;
      block(k->body);
      join(after, state);
      auto* as = ast::as<ast::AsPattern>(k->pattern);
      bool irrefutable = as && !as->pattern && !k->guard;
      state = before;
      join(state, bound);
      if (irrefutable) state.reachable = false;
    }
    join(after, state);
    state = after;
  }
  void check_with(const ast::With& n) {
    for (const auto& item : n.items) {
      expression(item.context);
      if (item.target) target(*item.target);
    }
    bool sections = true;  // nogil, gil and the cython module's sections swallow nothing
    for (const auto& item : n.items) {
      auto* name = ast::as<ast::Name>(item.context);
      auto* call = ast::as<ast::Call>(item.context);
      bool section = (name && (name->name == "nogil" || name->name == "gil")) || !cython_path(c, call ? *call->callee : *item.context).empty();
      auto* callee = call ? ast::as<ast::Name>(call->callee) : nullptr;
      sections = sections && (section || (callee && (callee->name == "nogil" || callee->name == "gil")));
    }
    State raised;
    if (!sections) exceptions.push_back(&raised);
    if (!sections) may_raise();
    block(n.body);
    if (sections) return;
    exceptions.pop_back();
    if (!exceptions.empty()) join(*exceptions.back(), raised);
    join(state, raised);
  }
  void function(const ast::FunctionDef& n) {
    for (auto* d : n.decorators) expression(d);
    for (auto* p : n.parameters) expression(p->default_value);
    bind(n.bound_name());
  }
  void c_variables(const ast::CVarDef& n) {
    for (const auto& d : n.declarators) {
      if (!d.value) continue;
      expression(d.value);
      const ast::Declarator* inner = d.declarator;
      while (inner && !ast::is<ast::NameDeclarator>(inner)) {
        if (auto* p = ast::as<ast::PointerDeclarator>(inner)) inner = p->base;
        else if (auto* r = ast::as<ast::ReferenceDeclarator>(inner)) inner = r->base;
        else if (auto* a = ast::as<ast::ArrayDeclarator>(inner)) inner = a->base;
        else if (auto* f = ast::as<ast::FunctionDeclarator>(inner)) inner = f->base;
        else inner = nullptr;
      }
      if (inner) bind(ast::as<ast::NameDeclarator>(inner)->name);
    }
  }

  void statement(const ast::Stmt& s) {
    ast::match(
        s,
        [&](const ast::Assign& n) {
          expression(n.value);
          for (auto* t : n.targets) target(*t);
        },
        [&](const ast::AugAssign& n) {
          expression(n.target);
          expression(n.value);
          target(*n.target);
        },
        [&](const ast::AnnAssign& n) {
          expression(n.value);
          if (n.value) target(*n.target);
        },
        [&](const ast::Delete& n) {
          for (auto* t : n.targets) remove(*t);
        },
        [&](const ast::If& n) {
          expression(n.condition);
          State before = state;
          if (MaybeBool known = compiled_condition(c, *n.condition); known != MaybeBool::Unset) return block(known == MaybeBool::True ? n.body : n.orelse);
          if (always_true(*n.condition)) before.reachable = before.reachable && false;
          block(n.body);
          std::swap(state, before);
          block(n.orelse);
          join(state, before);
        },
        [&](const ast::While& n) { loop(n.condition, [&] { block(n.body); }, n.orelse, always_true(*n.condition)); },
        [&](const ast::For& n) {
          expression(n.iterable);
          loop(nullptr, [&] { target(*n.target); block(n.body); }, n.orelse, false);
        },
        [&](const ast::ForFrom& n) {
          for (const ast::Expr* e : {n.range.lower, n.range.upper, n.range.step}) expression(e);
          target(*n.target);
          loop(nullptr, [&] { block(n.body); }, n.orelse, false);
        },
        [&](const ast::Try& n) { check_try(n); }, [&](const ast::With& n) { check_with(n); }, [&](const ast::Match& n) { check_match(n); },
        [&](const ast::Return& n) {
          expression(n.value);
          leave();
        },
        [&](const ast::Raise& n) {
          for (const ast::Expr* e : {n.exception, n.value, n.traceback, n.cause}) expression(e);
          leave();
        },
        [&](const ast::Break&) {
          if (!loops.empty()) join(loops.back()->breaks, state);
          leave();
        },
        [&](const ast::Continue&) {
          if (!loops.empty()) join(loops.back()->continues, state);
          leave();
        },
        [&](const ast::Assert& n) {
          expression(n.condition);
          State holds = state;
          expression(n.message);
          state = holds;
        },
        [&](const ast::FunctionDef& n) { function(n); }, [&](const ast::ClassDef& n) { check_class(n); },
        [&](const ast::Import& n) {
          for (const auto& a : n.names) {
            std::string_view name = a.name.view();
            bind(a.as_name ? a.as_name : Text(name.substr(0, name.find('.'))));
          }
        },
        [&](const ast::ImportFrom& n) {
          for (const auto& a : n.names) bind(a.as_name ? a.as_name : a.name);
        },
        [&](const ast::TypeAlias& n) { bind(n.name); }, [&](const ast::CVarDef& n) { c_variables(n); },
        [&](const ast::CompileTimeIf& n) {
          if (const ast::Block* taken = taken_branch(c, n)) block(*taken);
        },
        [&](const ast::CdefBlock& n) { block(n.body); }, [&](const ast::CFunctionDef&) {}, [&](const ast::CompileTimeDef&) {},
        [&](const ast::Stmt& other) { for_each_child(other, [&](const ast::Expr& e) { expression(&e); }); });
  }
  void remove(const ast::Expr& e) {
    if (auto* n = ast::as<ast::Name>(&e)) {
      reference(*n);
      return unbind(n->name);
    }
    if (auto* t = ast::as<ast::TupleDisplay>(&e)) {
      for (auto* i : t->items) remove(*i);
    } else if (auto* l = ast::as<ast::ListDisplay>(&e)) {
      for (auto* i : l->items) remove(*i);
    } else {
      expression(&e);
    }
  }
};

void report_unused(Checker& c, const FlowWalk& walk, const FreeNames& inner) {
  const Directives& d = *c.at.directives;
  if (!d.warn_unused && !d.warn_unused_arg) return;
  for (std::size_t i = 0; i < walk.symbols.size(); ++i) {
    Symbol* s = walk.symbols[i];
    std::string_view name = s->name.view();
    if (walk.read[i] || inner.reads.count(s->name) || inner.writes.count(s->name) || name == "_" || name.substr(0, 6) == "unused" || name.substr(0, 1) == ".") continue;
    if (s->local->is_parameter ? d.warn_unused_arg : d.warn_unused) {
      if (s->local->is_parameter) c.diagnostics.report(s->span, diag::unused_argument, name);
      else c.diagnostics.report(s->span, diag::unused_variable, name);
    }
  }
}

void report_unreachable(Checker& c, const FlowWalk& walk) {
  if (!c.at.directives->warn_unreachable) return;
  for (const ast::Stmt* s : walk.unreachable) c.diagnostics.report(s->span, diag::unreachable_code);
}

}  // namespace

// The body of a module has no locals to follow, but it too may have code that nothing leads to.
void report_unreachable_in_module(Checker& c, ast::Block body) {
  FlowWalk walk(c, *c.module->body, *c.module_scope);
  walk.walk(body);
  report_unreachable(c, walk);
}

// Fills the facts of the function; messages wait for the types (report_unbound).
void analyse_flow(Checker& c, typed::Function& function, Scope& scope, ast::Block body) {
  FlowWalk walk(c, function, scope);
  walk.walk(body);
  FlowFacts& facts = state_of(c).flow[&function];
  facts.references.clear();
  facts.inner = names_of_inner_functions(c, body);
  for (auto& [node, s] : walk.seen) {
    Unbound u = !s.unbound ? Unbound::Never : s.bound ? Unbound::Maybe : Unbound::Always;
    Symbol* symbol = walk.symbols[static_cast<std::size_t>(s.variable)];
    if (facts.inner.writes.count(symbol->name)) u = u == Unbound::Never ? u : Unbound::Maybe;
    facts.references[node] = u;
    if (u == Unbound::Never) continue;
    symbol->local->may_be_unbound = true;
    facts.unbound.push_back({s.name, symbol, u});
  }
  report_unused(c, walk, facts.inner);
  report_unreachable(c, walk);
}

void report_unbound(Checker& c, const typed::Function& function) {
  auto found = state_of(c).flow.find(&function);
  if (found == state_of(c).flow.end()) return;
  for (const auto& u : found->second.unbound) {
    std::string_view name = u.symbol->name.view();
    bool captured = found->second.inner.reads.count(u.symbol->name) > 0;
    if (is_error(u.symbol->local->type) || name.substr(0, 1) == ".") continue;
    if (u.unbound == Unbound::Always && !captured) {
      if (is_object(u.symbol->local->type)) c.error(u.name->span, diag::unbound_variable, name);
      else c.diagnostics.report(u.name->span, diag::unbound_c_variable, name);
    } else if (c.at.directives->warn_maybe_uninitialized) {
      c.diagnostics.report(u.name->span, diag::maybe_unbound_variable, name);
    }
  }
}

bool Checker::is_maybe_unbound(const ast::Name& n) {
  ExpressionState& s = state_of(*this);
  auto found = s.flow.find(at.function);
  if (found == s.flow.end()) return true;
  auto reference = found->second.references.find(&n);
  if (reference != found->second.references.end()) return reference->second != Unbound::Never;
  Symbol* symbol = find_name(*this, n.name);
  if (!symbol || !symbol->local) return true;
  if (symbol->local->is_parameter) return symbol->local->is_deleted;
  // The variable of a comprehension is bound wherever it is read.
  return !s.comprehension_locals.count(symbol->local) && symbol->local->owner == at.function ? true : symbol->local->owner != at.function;
}

void Checker::analyse_body(typed::Function& function, Scope& scope, ast::Block body) {
  Saved in_function(at.function, &function);
  Saved in_scope(at.scope, &scope);
  if (scope.kind == ScopeKind::Module || scope.kind == ScopeKind::PythonClass) return declare_bound_names(scope, body);
  declare_locals(*this, function, scope, body);
  analyse_flow(*this, function, scope, body);
  infer_locals(*this, function, scope, body);
  report_unbound(*this, function);
}

}  // namespace cyrite::check
