// The types of variables that are not declared: every assignment is asked for the type of its value, over and over until
// nothing changes. What is inferred never changes what a program computes: C integers only where nothing can overflow.
#include "check/children.h"
#include "check/expressions.h"
#include "check/fused.h"

namespace cyrite::check {

namespace {

struct Assignment {
  enum Kind : std::uint8_t { Value, Iteration, Augmented, ItemOfValue, Entered, Known, Sum } kind;
  typed::Local* local;
  const ast::Expr* value = nullptr;
  const ast::Expr* second = nullptr;
  ast::BinaryOperator op{};
  std::size_t item = 0;
  const Type* type = nullptr;
  bool parallel = false;  // by the prange loop itself
};

class Collector {
 public:
  Collector(Checker& checker, typed::Function& function, Scope& scope, std::vector<Assignment>& list) : c(checker), out(list) {
    for (Symbol* s : scope.in_order)
      if (s->kind == SymbolKind::Local && s->local && s->local->owner == &function) locals[s->name] = s->local;
  }
  void block(ast::Block body) {
    for (auto* s : body) statement(*s);
  }
  void loop_target(const ast::Expr& target, const ast::Expr& iterable) { iteration(target, iterable); }

 private:
  // What a handler of one builtin exception catches.
  const Type* caught_type(const ast::Expr* handled) {
    std::string_view name;
    if (!handled || !is_builtin_name(c, *handled, &name)) return c.types.object;
    auto* type = c.types.builtin(Text(name));
    return type && type->cls == BuiltinClass::Exception ? static_cast<const Type*>(type) : c.types.object;
  }
  Checker& c;
  std::vector<Assignment>& out;
  std::unordered_map<Text, typed::Local*> locals;

  typed::Local* local_of(const ast::Expr& e) {
    auto* n = ast::as<ast::Name>(&e);
    auto found = n ? locals.find(n->name) : locals.end();
    return found == locals.end() ? nullptr : found->second;
  }
  void known(const ast::Expr& target, const Type* type) {
    if (typed::Local* l = local_of(target)) {
      out.push_back({Assignment::Known, l, nullptr, nullptr, {}, 0, type});
      return;
    }
    if (auto* s = ast::as<ast::Starred>(&target)) return known(*s->value, c.types.list);
    std::vector<const ast::Name*> names;
    collect_targets(target, names);
    for (auto* n : names)
      if (n != &target) known(*n, c.types.object);
  }
  ast::List<ast::Expr> items_of(const ast::Expr& e) {
    if (auto* t = ast::as<ast::TupleDisplay>(&e)) return t->items;
    if (auto* l = ast::as<ast::ListDisplay>(&e)) return l->items;
    return {};
  }
  void value(const ast::Expr& target, const ast::Expr& v) {
    if (typed::Local* l = local_of(target)) {
      out.push_back({Assignment::Value, l, &v});
      return;
    }
    auto targets = items_of(target);
    if (targets.empty()) return;
    bool starred = false;
    for (auto* t : targets) starred |= ast::is<ast::Starred>(t);
    auto values = items_of(v);
    bool pairwise = values.size() == targets.size() && !starred;
    for (auto* e : values) pairwise = pairwise && !ast::is<ast::Starred>(e);
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (pairwise) value(*targets[i], *values[i]);
      else if (typed::Local* l = local_of(*targets[i]); l && !starred) out.push_back({Assignment::ItemOfValue, l, &v, nullptr, {}, i});
      else known(*targets[i], c.types.object);
    }
  }
  const ast::Call* builtin_call_of(const ast::Expr& e, std::string_view wanted) {
    auto* call = ast::as<ast::Call>(&e);
    std::string_view name;
    if (!call || !call->keywords.empty() || call->arguments.empty() || !is_builtin_name(c, *call->callee, &name)) return nullptr;
    for (auto* a : call->arguments)
      if (ast::is<ast::Starred>(a)) return nullptr;
    return name == wanted || (wanted == "range" && name == "xrange") ? call : nullptr;
  }
  void range(const ast::Expr& target, const ast::Call& call, std::size_t first) {
    typed::Local* l = local_of(target);
    if (!l) return known(target, c.types.object);
    for (std::size_t i = first; i < call.arguments.size() && i < first + 2; ++i) out.push_back({Assignment::Value, l, call.arguments[i]});
    if (call.arguments.size() > first + 2) out.push_back({Assignment::Sum, l, call.arguments[first], call.arguments[first + 2]});
  }
  void iteration(const ast::Expr& target, const ast::Expr& iterable) {
    const ast::Expr* sequence = &iterable;
    if (auto* reversed = builtin_call_of(iterable, "reversed"); reversed && reversed->arguments.size() == 1) sequence = reversed->arguments[0];
    if (auto* call = builtin_call_of(*sequence, "range"); call && call->arguments.size() <= 3) return range(target, *call, 0);
    if (auto* call = ast::as<ast::Call>(sequence); call && cython_path(c, *call->callee) == "parallel.prange") {
      std::size_t first = out.size();
      if (!call->arguments.empty()) range(target, *call, 0);
      for (std::size_t i = first; i < out.size(); ++i) out[i].parallel = true;
      if (!call->arguments.empty()) return;
    }
    if (auto* call = builtin_call_of(iterable, "enumerate")) {
      auto targets = items_of(target);
      if (targets.size() == 2) {
        if (typed::Local* l = local_of(*targets[0])) {
          if (call->arguments.size() == 2) out.push_back({Assignment::Known, l, nullptr, nullptr, {}, 0, c.types.object});
          else out.push_back({Assignment::Known, l, nullptr, nullptr, {}, 0, c.types.ssize});
        } else known(*targets[0], c.types.object);
        return iteration(*targets[1], *call->arguments[0]);
      }
    }
    if (typed::Local* l = local_of(target)) {
      out.push_back({Assignment::Iteration, l, &iterable});
      return;
    }
    known(target, c.types.object);
  }
  void expression(const ast::Expr& e) {
    if (ast::is<ast::Lambda>(&e)) return;
    if (auto* n = ast::as<ast::NamedExpr>(&e)) value(*n->target, *n->value);
    if (auto* n = ast::as<ast::Comprehension>(&e); n && leaks(c, *n))
      for (auto* clause : n->clauses)
        if (clause->iterable) iteration(*clause->target, *clause->iterable);
    for_each_child(e, [&](const ast::Expr& child) { expression(child); });
  }
  void pattern_names(const ast::Pattern* p) {
    if (!p) return;
    auto name = [&](Text t) {
      auto found = locals.find(t);
      if (found != locals.end()) out.push_back({Assignment::Known, found->second, nullptr, nullptr, {}, 0, c.types.object});
    };
    ast::match(
        *p, [&](const ast::SequencePattern& n) { for (auto* i : n.items) pattern_names(i); },
        [&](const ast::MappingPattern& n) {
          for (auto* i : n.values) pattern_names(i);
          name(n.rest);
        },
        [&](const ast::ClassPattern& n) {
          for (auto* i : n.positional) pattern_names(i);
          for (auto* i : n.keyword_patterns) pattern_names(i);
        },
        [&](const ast::StarPattern& n) { name(n.name); },
        [&](const ast::AsPattern& n) {
          pattern_names(n.pattern);
          name(n.name);
        },
        [&](const ast::OrPattern& n) { for (auto* i : n.alternatives) pattern_names(i); }, [&](const ast::Pattern&) {});
  }
  void object_name(Text name) {
    auto found = locals.find(name);
    if (found != locals.end()) out.push_back({Assignment::Known, found->second, nullptr, nullptr, {}, 0, c.types.object});
  }

  void statement(const ast::Stmt& s) {
    for_each_child(s, [&](const ast::Expr& e) { expression(e); });
    ast::match(
        s, [&](const ast::Assign& n) { for (auto* t : n.targets) value(*t, *n.value); },
        [&](const ast::AnnAssign& n) { if (n.value) value(*n.target, *n.value); },
        [&](const ast::AugAssign& n) {
          if (typed::Local* l = local_of(*n.target)) out.push_back({Assignment::Augmented, l, n.target, n.value, n.op});
        },
        [&](const ast::For& n) {
          if (n.is_async) known(*n.target, c.types.object);
          else iteration(*n.target, *n.iterable);
        },
        [&](const ast::ForFrom& n) {
          if (typed::Local* l = local_of(*n.target)) {
            out.push_back({Assignment::Value, l, n.range.lower});
            if (n.range.step) out.push_back({Assignment::Sum, l, n.range.lower, n.range.step});
          }
        },
        [&](const ast::With& n) {
          for (const auto& item : n.items)
            if (typed::Local* l = item.target && !n.is_async ? local_of(*item.target) : nullptr) out.push_back({Assignment::Entered, l, item.context});
            else if (item.target) known(*item.target, c.types.object);
        },
        [&](const ast::Try& n) {
          for (auto* h : n.handlers)
            if (h->target) known(*h->target, n.is_star ? c.types.object : caught_type(h->type));  // except*: a group
        },
        [&](const ast::Import& n) {
          for (const auto& a : n.names) object_name(a.as_name ? a.as_name : Text(a.name.view().substr(0, a.name.view().find('.'))));
        },
        [&](const ast::ImportFrom& n) { for (const auto& a : n.names) object_name(a.as_name ? a.as_name : a.name); },
        [&](const ast::FunctionDef& n) { object_name(n.bound_name()); }, [&](const ast::ClassDef& n) { object_name(n.bound_name()); },
        [&](const ast::TypeAlias& n) { object_name(n.name); },
        [&](const ast::Delete& n) {
          for (auto* t : n.targets)
            if (typed::Local* l = local_of(*t)) deleted(l);
        },
        [&](const ast::Match& n) {
          for (auto* k : n.cases) pattern_names(k->pattern);
        },
        [&](const ast::CompileTimeIf& n) {
          if (const ast::Block* taken = taken_branch(c, n)) block(*taken);
        },
        [&](const ast::Stmt&) {});
    auto* conditional = ast::as<ast::If>(&s);
    MaybeBool known = conditional ? fused_condition(c, *conditional->condition) : MaybeBool::Unset;
    if (known != MaybeBool::Unset) block(known == MaybeBool::True ? conditional->body : conditional->orelse);
    else for_each_block(s, [&](ast::Block b) { block(b); });
  }
  void deleted(typed::Local* l) { l->is_deleted = true; }
};

// Names that take part in arithmetic that might overflow a C integer.
class Overflows {
 public:
  Overflows(Checker& checker, std::unordered_set<Text>& names) : c(checker), out(names) {}
  void block(ast::Block body) {
    for (auto* s : body) statement(*s);
  }
  void expression(const ast::Expr& e, bool danger) {
    if (auto* n = ast::as<ast::Name>(&e)) {
      if (danger) out.insert(n->name);
      return;
    }
    bool inner = false;
    if (auto* b = ast::as<ast::Binary>(&e)) {
      bool bits = b->op == ast::BinaryOperator::BitAnd || b->op == ast::BinaryOperator::BitOr || b->op == ast::BinaryOperator::BitXor;
      inner = bits ? danger : true;
    } else if (auto* u = ast::as<ast::Unary>(&e)) {
      inner = u->op == ast::UnaryOperator::Minus || danger;
    } else if (auto* call = ast::as<ast::Call>(&e)) {
      auto* name = ast::as<ast::Name>(call->callee);
      inner = (name && name->name == "abs") || danger;
    }
    for_each_child(e, [&](const ast::Expr& child) { expression(child, inner); });
  }

 private:
  Checker& c;
  std::unordered_set<Text>& out;
  void statement(const ast::Stmt& s) {
    if (ast::is<ast::FunctionDef>(&s) || ast::is<ast::ClassDef>(&s)) return;
    bool danger = ast::is<ast::AugAssign>(&s);
    for_each_child(s, [&](const ast::Expr& e) { expression(e, danger); });
    if (auto* a = ast::as<ast::Assign>(&s))
      if (auto* n = ast::as<ast::IntLiteral>(a->value))
        if (auto v = parse_integer(n->digits); !v || *v >= (static_cast<__int128>(1) << 31))
          for (auto* t : a->targets)
            if (auto* name = ast::as<ast::Name>(t)) out.insert(name->name);
    auto* conditional = ast::as<ast::If>(&s);
    MaybeBool known = conditional ? fused_condition(c, *conditional->condition) : MaybeBool::Unset;
    if (known != MaybeBool::Unset) block(known == MaybeBool::True ? conditional->body : conditional->orelse);
    else for_each_block(s, [&](ast::Block b) { block(b); });
  }
};

const Type* item_of_value(Checker& c, const Type* type, std::size_t item) {
  if (auto* t = as<TupleTypeC>(type)) return item < t->items.size() ? t->items[item] : c.types.object;
  if (auto* a = as<ArrayType>(type)) return a->base;
  return c.types.object;
}

// The type of one assignment's value; null while it depends on variables without a type.
const Type* assigned_type(Checker& c, const Assignment& a) {
  ExpressionState& s = state_of(c);
  Saved unset(s.met_unset, false);
  const Type* type = nullptr;
  switch (a.kind) {
    case Assignment::Value: type = type_of(c, *a.value); break;
    case Assignment::Iteration: type = iteration_type(c, *a.value); break;
    case Assignment::Entered: type = entered_type(c, *a.value); break;
    case Assignment::ItemOfValue: type = item_of_value(c, type_of(c, *a.value), a.item); break;
    case Assignment::Known: return a.type;
    case Assignment::Augmented:
    case Assignment::Sum: {
      Expr *x = speculative_type_probe(c, *a.value), *y = speculative_type_probe(c, *a.second);
      ++s.speculative;
      c.diagnostics.mute();
      type = binary(c, a.value->span, a.kind == Assignment::Sum ? ast::BinaryOperator::Add : a.op, x, y, a.kind == Assignment::Augmented)->type;
      c.diagnostics.unmute();
      --s.speculative;
      break;
    }
  }
  return s.met_unset ? nullptr : type;
}

struct Variable {
  typed::Local* local;
  Symbol* symbol;
  std::vector<const Assignment*> assignments;
  bool might_overflow = false;
  bool open = false;        // its type is to be inferred
};

const Type* spanned(Checker& c, const Type* a, const Type* b) {
  if (same_type(a, b)) return plain_type(a);
  return c.spanning_type(a, b);
}

// The variable of a prange loop: counted in C, so it has a C type and is never unbound.
bool is_parallel_counter(const Variable& v) {
  for (const Assignment* a : v.assignments)
    if (a->parallel) return true;
  return false;
}

// `object.method` of a cdef method: a Python object that remembers its object.
bool is_bound_method(Checker& c, const ast::Expr* value) {
  auto* a = value ? ast::as<ast::Attribute>(value) : nullptr;
  return a && !module_member(c, *a->value) && !type_name(c, *a->value);
}

// What the assignments known so far amount to; null when none is known.
const Type* type_of_variable(Checker& c, const Variable& v, bool final_round) {
  const Type* type = nullptr;
  bool none = false, objects = false;
  for (const Assignment* a : v.assignments) {
    if (a->kind == Assignment::Value && ast::is<ast::NoneLiteral>(a->value)) {
      none = true;
      continue;
    }
    const Type* t = assigned_type(c, *a);
    if (!t && final_round) t = c.types.object;
    if (!t) continue;
    if (is_error(t)) t = c.types.object;
    t = plain_type(t);
    if (kind_of(t) == TypeKind::Array) t = c.types.pointer_to(as<ArrayType>(t)->base);
    if (as<FunctionType>(t)) t = is_bound_method(c, a->value) ? c.types.object : c.types.pointer_to(t);
    objects |= is_object(t);
    type = type ? spanned(c, type, t) : t;
  }
  if (none && !objects) type = c.types.object;
  return type ? inferred_type(c, type, v.might_overflow && !is_parallel_counter(v)) : nullptr;
}

}  // namespace

const Type* inferred_type(Checker& c, const Type* type, bool might_overflow) {
  type = plain_type(type);
  if (is_error(type) || is_void(type)) return c.types.object;
  MaybeBool mode = c.at.directives->infer_types;
  if (kind_of(type) == TypeKind::NullPointer) return c.types.void_pointer;
  if (is_object(type)) return is_builtin(type, BuiltinClass::Float) ? static_cast<const Type*>(c.types.double_) : is_builtin(type, BuiltinClass::Bool) ? c.types.object : type;
  if (mode == MaybeBool::True) return is_float(type) && as<FloatType>(type)->rank == 0 ? static_cast<const Type*>(c.types.double_) : type;
  if (is_float(type)) {
    const FloatType* f = as<FloatType>(type);
    return f->rank <= 1 && !f->size_unknown ? static_cast<const Type*>(c.types.double_) : type;
  }
  if (is_truth(type)) return type;
  if (is_int(type)) {
    if (!might_overflow) return type;
    return object_type_of(c, type);
  }
  return type;
}

typed::Local* new_variable(Checker& c, typed::Function& function, Scope& scope, Text name, const Type* type, Span span) {
  Symbol* s = scope.find_here(name);
  if (!s || s->owner != &scope) s = c.declare(scope, SymbolKind::Local, name, type, span);
  if (s->local) return s->local;
  auto* local = c.arena.make<typed::Local>();
  local->name = name;
  local->type = type;
  local->owner = &function;
  local->span = span;
  local->index = static_cast<int>(function.locals.size());
  function.locals.push_back(local);
  s->kind = SymbolKind::Local;
  s->local = local;
  s->type = type;
  return local;
}

namespace {

Symbol* module_symbol(Checker& c, Text name, Span span) {
  if (Symbol* s = c.module_scope->find_here(name)) return s;
  return c.declare(*c.module_scope, SymbolKind::PythonName, name, c.types.object, span);
}

}  // namespace

void declare_locals(Checker& c, typed::Function& function, Scope& scope, ast::Block body) {
  BoundNameSets sets;
  collect_bound_names(c, body, sets);
  for (Text name : sets.globals) {
    if (scope.find_here(name)) continue;
    scope.symbols[name] = module_symbol(c, name, function.span);
  }
  for (auto& [name, span] : sets.bound) {
    Text mangled = mangled_name(c, name);
    if (sets.globals.count(name)) continue;
    if (sets.nonlocals.count(name)) continue;  // name_order has looked for it
    if (Symbol* known = scope.find_here(mangled)) {
      if (known->kind == SymbolKind::Local && known->owner == &scope) {
        if (!known->local) new_variable(c, function, scope, mangled, c.types.unset, span);
      }
      continue;
    }
    new_variable(c, function, scope, mangled, c.types.unset, span);
    if (c.at.directives->warn_undeclared) c.diagnostics.report(span, diag::implicit_declaration, name);
  }
}

namespace {

// Facts about None: variables that only ever get objects that are not None.
void note_never_none(Checker& c, typed::Function& function, const std::vector<Variable>& variables, const FreeNames& inner) {
  auto& known = state_of(c).never_none;
  for (std::size_t i = 0; i < function.parameters.size(); ++i) {
    const typed::Parameter& p = function.parameters[i];
    if (!p.local) continue;
    bool rebound = inner.writes.count(p.local->name) > 0;
    for (const Variable& v : variables) rebound |= v.local == p.local && !v.assignments.empty();
    bool self = i == 0 && function.owner && !function.is_static_method && is_object(p.local->type);
    bool stars = p.kind == ast::ParameterKind::VarPositional || p.kind == ast::ParameterKind::VarKeyword;
    if (!rebound && !p.local->is_deleted && (self || p.not_none || stars)) known[p.local] = true;
  }
  for (const Variable& v : variables) {
    if (v.local->is_parameter || v.assignments.empty() || !is_object(v.local->type) || inner.writes.count(v.symbol->name)) continue;
    if (kind_of(v.local->type) == TypeKind::Object) continue;
    bool never = true;
    for (const Assignment* a : v.assignments) {
      bool plain = a->kind == Assignment::Value;
      if (a->kind == Assignment::Augmented) continue;
      never = never && plain;
      if (!never) break;
      Expr* probe = speculative_type_probe(c, *a->value);
      Saved<int> in_probe(state_of(c).speculative, 1);  // its constants are those of speculative checking
      never = !may_be_none(c, probe) && (!is_object(probe->type) || is_subtype(probe->type, v.local->type));
      if (!never) break;
    }
    if (never) known[v.local] = true;
  }
}

void settle(Checker& c, std::vector<Variable>& variables) {
  // Optimistic rounds: what is not known yet is left out. Then what stays unknown is an object, and all is asked again.
  for (int round = 0; round < 12; ++round) {
    bool changed = false;
    for (Variable& v : variables) {
      if (!v.open) continue;
      const Type* type = type_of_variable(c, v, false);
      if (!type || (v.local->type == type)) continue;
      v.local->type = v.symbol->type = type;
      changed = true;
    }
    if (!changed) break;
  }
  for (Variable& v : variables)
    if (v.open && kind_of(v.local->type) == TypeKind::Unset) v.local->type = v.symbol->type = c.types.object;
  for (int round = 0; round < 12; ++round) {
    bool changed = false;
    for (Variable& v : variables) {
      if (!v.open) continue;
      const Type* type = type_of_variable(c, v, true);
      if (!type) type = c.types.object;
      if (v.local->type == type) continue;
      // A type that does not settle is an object.
      v.local->type = v.symbol->type = round > 8 ? c.types.object : type;
      changed = true;
    }
    if (!changed) break;
  }
}

// A variable that may be read before it is set has to be an object: only that can be unbound.
bool keep_unbound_as_objects(Checker& c, typed::Function& function, std::vector<Variable>& variables) {
  const FlowFacts& facts = state_of(c).flow[&function];
  bool changed = false;
  for (Variable& v : variables) {
    if (!v.open || is_object(v.local->type) || is_view(v.local->type) || is_cpp_class(v.local->type)) continue;
    bool unbound = v.local->is_deleted;
    for (const auto& r : facts.unbound) unbound |= r.symbol == v.symbol;
    unbound = unbound && !function.nogil;
    if (!unbound || is_parallel_counter(v)) continue;
    const Type* object = object_type_of(c, v.local->type);
    if (!object) continue;
    v.local->type = v.symbol->type = c.types.object;
    v.open = false;
    changed = true;
  }
  return changed;
}

// *args and **kwargs start as a tuple and a dict; where they are assigned to, they are variables like others.
std::unordered_set<const typed::Local*> reassigned_stars(Checker& c, typed::Function& function, std::vector<Assignment>& assignments) {
  std::unordered_set<const typed::Local*> found;
  std::size_t count = assignments.size();
  for (const typed::Parameter& p : function.parameters) {
    bool tuple = p.kind == ast::ParameterKind::VarPositional;
    if (!p.local || (!tuple && p.kind != ast::ParameterKind::VarKeyword)) continue;
    bool assigned = false;
    for (std::size_t k = 0; k < count; ++k) assigned |= assignments[k].local == p.local;
    if (!assigned || !found.insert(p.local).second) continue;
    Assignment start{Assignment::Known, p.local};
    start.type = tuple ? static_cast<const Type*>(c.types.tuple) : c.types.dict;
    assignments.push_back(start);
  }
  return found;
}

}  // namespace

void infer_locals(Checker& c, typed::Function& function, Scope& scope, ast::Block body) {
  std::vector<Assignment> assignments;
  Collector(c, function, scope, assignments).block(body);
  std::unordered_set<Text> overflows;
  Overflows(c, overflows).block(body);
  const FreeNames& inner = state_of(c).flow[&function].inner;
  std::unordered_set<const typed::Local*> stars = reassigned_stars(c, function, assignments);
  std::vector<Variable> variables;
  std::unordered_map<const typed::Local*, std::size_t> places;
  for (Symbol* s : scope.in_order) {
    if (s->kind != SymbolKind::Local || !s->local || s->local->owner != &function || places.count(s->local)) continue;
    places[s->local] = variables.size();
    Variable v{s->local, s, {}, overflows.count(s->name) > 0, kind_of(s->local->type) == TypeKind::Unset || stars.count(s->local) > 0};
    if (v.open && (c.at.directives->infer_types == MaybeBool::False || inner.writes.count(s->name))) {
      s->local->type = s->type = c.types.object;
      v.open = false;
    }
    variables.push_back(std::move(v));
  }
  for (const Assignment& a : assignments)
    if (auto found = places.find(a.local); found != places.end()) variables[found->second].assignments.push_back(&a);
  settle(c, variables);
  if (keep_unbound_as_objects(c, function, variables)) settle(c, variables);
  note_never_none(c, function, variables, inner);
  if (c.at.directives->infer_types_verbose)
    for (const Variable& v : variables)
      if (v.open) c.diagnostics.report(v.symbol->span, diag::inferred_type, v.symbol->name, type_text(v.local->type));
}

// The loop variables of a comprehension: they are assigned nowhere else.
void infer_comprehension(Checker& c, const ast::Comprehension& n, Scope& scope) {
  std::vector<Assignment> assignments;
  Collector collector(c, *c.at.function, scope, assignments);
  std::unordered_set<Text> overflows;
  Overflows marks(c, overflows);
  for (auto* clause : n.clauses) {
    if (clause->iterable && !clause->is_async) collector.loop_target(*clause->target, *clause->iterable);
    if (clause->condition) marks.expression(*clause->condition, false);
  }
  if (n.element) marks.expression(*n.element, false);
  if (n.value) marks.expression(*n.value, false);
  std::vector<Variable> variables;
  for (Symbol* s : scope.in_order) {
    if (!s->local || kind_of(s->local->type) != TypeKind::Unset) continue;
    Variable v{s->local, s, {}, overflows.count(s->name) > 0, true};
    for (const Assignment& a : assignments)
      if (a.local == s->local) v.assignments.push_back(&a);
    if (c.at.directives->infer_types == MaybeBool::False) {
      s->local->type = s->type = c.types.object;
      continue;
    }
    variables.push_back(std::move(v));
  }
  settle(c, variables);
}

// ---- loops
const Type* item_type(Checker& c, const Type* container) {
  container = value_type(container);
  if (is_error(container)) return c.types.error;
  if (auto* a = as<ArrayType>(container)) return a->base;
  if (auto* p = as<PointerType>(container)) return p->base;
  if (auto* v = as<ViewType>(container)) {
    if (v->axes.size() == 1) return plain_type(v->dtype);
    return c.types.view_of(v->dtype, {v->axes.begin() + 1, v->axes.end()});
  }
  if (is_builtin(container, BuiltinClass::Str)) return c.types.ucs4;
  if (is_builtin(container, BuiltinClass::Bytes) || is_builtin(container, BuiltinClass::ByteArray)) return c.types.uchar;
  if (auto* cls = as<CppClassType>(container)) {
    Symbol* begin = member_of(c, cls, "begin");
    const FunctionType* f = begin ? signature_of(begin->type) : nullptr;
    if (!f) return c.types.error;
    const Type* iterator = substituted(c, f->result, cls);
    if (auto* p = as<PointerType>(value_type(iterator))) return p->base;
    Symbol* star = member_of(c, iterator, "operator*");
    const FunctionType* deref = star ? signature_of(star->type) : nullptr;
    if (!deref) return c.types.error;
    return plain_type(substituted(c, deref->result, as<CppClassType>(value_type(iterator))));
  }
  return c.types.object;
}

// The class of which all items of a display are, where there is one.
static const Type* common_class(Checker& c, ast::List<ast::Expr> items) {
  const Type* common = nullptr;
  for (const ast::Expr* item : items) {
    if (ast::is<ast::Starred>(item)) return c.types.object;
    const Type* type = type_of(c, *item);
    if (!as<ExtensionType>(type) || (common && type != common)) return c.types.object;
    common = type;
  }
  return common ? common : c.types.object;
}

const Type* iteration_type(Checker& c, const ast::Expr& iterable) {
  if (auto* s = ast::as<ast::Subscript>(&iterable); s && ast::is<ast::Slice>(s->index)) {
    const Type* base = type_of(c, *s->value);
    if (const Type* item = pointed_type(base)) return item;
  }
  if (auto* t = ast::as<ast::TupleDisplay>(&iterable)) return common_class(c, t->items);
  if (auto* l = ast::as<ast::ListDisplay>(&iterable)) return common_class(c, l->items);
  const Type* type = type_of(c, iterable);
  return kind_of(type) == TypeKind::Tuple ? c.types.object : item_type(c, type);
}

}  // namespace cyrite::check
