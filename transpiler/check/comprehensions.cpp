// Comprehensions and generator expressions. Both are rewritten as loops in syntax, so that every fast loop is theirs too:
// a list, set or dict comprehension runs in place with variables of its own, a generator expression is a function whose
// first iterable is evaluated where it stands.
#include "check/declarations.h"
#include "check/children.h"
#include "check/expressions.h"
#include "check/tree_builder.h"

namespace cyrite::check {

namespace {

template <class Wanted>
bool contains(const ast::Expr& e) {
  if (ast::is<Wanted>(&e)) return true;
  if (ast::is<ast::Lambda>(&e)) return false;
  bool found = false;
  for_each_child(e, [&](const ast::Expr& child) { found = found || contains<Wanted>(child); });
  return found;
}
bool contains_await(const ast::Comprehension& n) {
  bool found = n.element && contains<ast::Await>(*n.element);
  for (std::size_t i = 0; i < n.clauses.size(); ++i) {
    if (i > 0 && n.clauses[i]->iterable) found = found || contains<ast::Await>(*n.clauses[i]->iterable);
    if (n.clauses[i]->condition) found = found || contains<ast::Await>(*n.clauses[i]->condition);
  }
  return found;
}
bool contains_yield_expression(const ast::Comprehension& n) { return contains<ast::Yield>(n) || contains<ast::YieldFrom>(n); }

ast::Block block_of(Checker& c, ast::Stmt* s) { return c.arena.copy(std::vector<ast::Stmt*>{s}); }
ast::Stmt* effect(Checker& c, ast::Expr* value) { return TreeBuilder{c, value->span}.effect(value); }

ast::Stmt* call_of_hidden(Checker& c, Span span, Text object, Text method, const std::vector<ast::Expr*>& arguments) {
  TreeBuilder b{c, span};
  return b.effect(b.call(b.attribute(b.name(object), method), arguments));
}

// The clauses around one innermost statement.
ast::Stmt* loops(Checker& c, const ast::Comprehension& n, ast::Stmt* innermost, ast::Expr* first_iterable) {
  ast::Stmt* inner = innermost;
  for (std::size_t i = n.clauses.size(); i-- > 0;) {
    const ast::ComprehensionClause& clause = *n.clauses[i];
    if (clause.kind == ast::ComprehensionClause::If) {
      inner = TreeBuilder{c, clause.span}.when(clause.condition, {inner});
    } else if (clause.kind == ast::ComprehensionClause::ForFrom) {
      auto* loop = TreeBuilder{c, clause.span}.node<ast::ForFrom>();
      loop->target = clause.target;
      loop->range = *clause.range;
      loop->body = block_of(c, inner);
      inner = loop;
    } else {
      auto* loop = TreeBuilder{c, clause.span}.node<ast::For>();
      loop->target = clause.target;
      loop->iterable = i == 0 && first_iterable ? first_iterable : clause.iterable;
      loop->is_async = clause.is_async;
      loop->body = block_of(c, inner);
      inner = loop;
    }
  }
  return inner;
}

Symbol* hidden_symbol(Checker& c, Scope& scope, Text name, typed::Local* local) {
  auto* s = c.arena.make_owned<Symbol>();
  s->kind = SymbolKind::Local;
  s->name = name;
  s->type = local->type;
  s->owner = &scope;
  s->local = local;
  scope.symbols[name] = s;
  scope.in_order.push_back(s);
  return s;
}

Scope* inner_scope(Checker& c) {
  Scope* scope = c.arena.make_owned<Scope>();
  scope->kind = ScopeKind::Comprehension;
  scope->name = c.at.scope->name;
  scope->outer = c.at.scope;
  scope->function = c.at.function;
  return scope;
}

// `cdef Node node` around [node.x for node in ...]: the loop variable is another one, of the declared type. (Those of generator expressions are not.)
const Type* type_from_outside(Checker& c, Text name) {
  Symbol* s = c.look_up(name);
  bool variable = s && ((s->kind == SymbolKind::Local && s->local && s->local->is_declared) || s->kind == SymbolKind::CVariable);
  const Type* type = variable ? plain_type(value_type(s->type)) : c.types.unset;
  return is_error(type) || contains_fused(type) || kind_of(type) == TypeKind::Array ? c.types.unset : type;
}

// The loop variables of a comprehension, with their types.
void declare_targets(Checker& c, const ast::Comprehension& n, Scope& scope) {
  for (auto* clause : n.clauses) {
    if (!clause->target) continue;
    std::vector<const ast::Name*> names;
    collect_targets(*clause->target, names);
    for (auto* name : names)
      if (!scope.find_here(name->name)) {
        typed::Local* local = c.temporary(n.comprehension == ast::ComprehensionKind::Generator ? c.types.unset : type_from_outside(c, name->name));
        local->name = name->name;
        local->is_temporary = false;
        local->span = name->span;
        hidden_symbol(c, scope, name->name, local);
        state_of(c).comprehension_locals.insert(local);
      }
  }
}

// The first iterable belongs to the scope around the comprehension.
void rescope(Checker& c, const ast::Expr& iterable, Scope* outer, std::vector<const ast::Expr*>& noted) {
  auto& map = state_of(c).rescoped;
  auto note = [&](const ast::Expr* e) {
    map[e] = outer;
    noted.push_back(e);
  };
  note(&iterable);
  auto* call = ast::as<ast::Call>(&iterable);
  if (!call) return;
  for (auto* a : call->arguments) rescope(c, *a, outer, noted);
  if (auto* attribute = ast::as<ast::Attribute>(call->callee)) note(attribute->value);
}

struct InPlace {  // what runs a comprehension where it stands
  Checker& c;
  Scope* outer;
  Scope* scope;
  std::vector<const ast::Expr*> noted;
  StatementList out;
  Saved<Scope*> saved;
  explicit InPlace(Checker& checker) : c(checker), outer(checker.at.scope), scope(inner_scope(checker)), saved(checker.at.scope, scope) {}
  ~InPlace() {
    for (const ast::Expr* e : noted) state_of(c).rescoped.erase(e);
  }
  typed::Local* result(Text name, Expr* start) {
    typed::Local* local = c.temporary(start->type);
    if (!may_be_none(c, start)) state_of(c).never_none[local] = true;
    hidden_symbol(c, *scope, name, local);
    state_of(c).comprehension_locals.insert(local);
    out.push_back(assignment(c, c.local_ref(start->span, local), start));
    return local;
  }
  void run(const ast::Comprehension& n, ast::Stmt* innermost) {
    bool own = !leaks(c, n);
    if (!own && outer->kind == ScopeKind::PythonClass) scope->kind = outer->kind;  // the names are those of the class
    if (own) declare_targets(c, n, *scope);
    if (n.clauses[0]->iterable) rescope(c, *n.clauses[0]->iterable, outer, noted);
    ast::Stmt* loop = loops(c, n, innermost, nullptr);
    if (own) infer_comprehension(c, n, *scope);
    Saved depth(c.at.loop_depth, 0);
    c.statement(*loop, out);
  }
};

}  // namespace

// A result of the right class for a comprehension whose body is not to be checked now.
static Expr* only_type(Checker& c, Span span, const Type* type) {
  auto* made = c.make<typed::Display>(span, type);
  return made;
}

// `{**value}`: only mappings can be unpacked.
static ast::Expr* mapping_of(Checker& c, const ast::Comprehension& n) {
  auto* dict = TreeBuilder{c, n.span}.node<ast::DictDisplay>();
  dict->keys = c.arena.copy(std::vector<ast::Expr*>{nullptr});
  dict->values = c.arena.copy(std::vector<ast::Expr*>{n.value});
  return dict;
}

static Expr* in_place(Checker& c, const ast::Comprehension& n, ast::ComprehensionKind kind) {
  using enum ast::ComprehensionKind;
  const Type* type = kind == Set ? static_cast<const Type*>(c.types.set) : kind == Dict ? c.types.dict : c.types.list;
  c.require_gil(n.span, "a comprehension");
  if (state_of(c).speculative || !c.at.function) return only_type(c, n.span, type);
  InPlace place(c);
  Expr* start;
  if (kind == Dict) start = c.make<typed::DictDisplay>(n.span, type);
  else if (kind == Set) start = c.call_runtime(n.span, rt::set_new, type, {});
  else {
    auto* list = c.make<typed::Display>(n.span, type);
    list->display = typed::DisplayKind::List;
    start = list;
  }
  typed::Local* result = place.result(".result", start);
  ast::Stmt* store;
  auto* star = n.element ? ast::as<ast::Starred>(n.element) : nullptr;
  if (star) store = call_of_hidden(c, n.span, ".result", kind == Set ? "update" : "extend", {star->value});
  else if (kind == Dict && !n.element) store = call_of_hidden(c, n.span, ".result", "update", {mapping_of(c, n)});
  else if (kind == Dict) store = call_of_hidden(c, n.span, ".result", "__setitem__", {n.element, n.value});
  else store = call_of_hidden(c, n.span, ".result", kind == Set ? "add" : "append", {n.element});
  place.run(n, store);
  return block_value(c, n.span, std::move(place.out), c.local_ref(n.span, result));
}

// What a generator expression gives for one element: `*element` gives all that it holds.
static ast::Stmt* yielded(Checker& c, const ast::Comprehension& n, bool is_async) {
  auto* star = n.element ? ast::as<ast::Starred>(n.element) : nullptr;
  if (star && !is_async) {
    auto* from = TreeBuilder{c, n.span}.node<ast::YieldFrom>();
    from->value = star->value;
    return effect(c, from);
  }
  auto* yield = TreeBuilder{c, n.span}.node<ast::Yield>();
  yield->value = star ? TreeBuilder{c, n.span}.name(".item") : n.element;
  if (!star) return effect(c, yield);
  auto* loop = TreeBuilder{c, n.span}.node<ast::For>();
  loop->target = TreeBuilder{c, n.span}.name(".item");
  loop->iterable = star->value;
  loop->body = block_of(c, effect(c, yield));
  return loop;
}

// What a generator goes over, as an object: all items of a char[n], which as an object would be bytes up to the first zero.
static Expr* iterable_object(Checker& c, Expr* e) {
  auto* array = as<ArrayType>(value_type(e->type));
  auto* item = array && array->size >= 0 ? as<IntType>(array->base) : nullptr;
  if (!item || item->rank != IntRank::Char) return to_object(c, e);
  return c.call_runtime(e->span, rt::array_to_list, c.types.list, {decayed(c, e), c.integer(e->span, array->size, c.types.ssize)});
}

static Expr* generator_object(Checker& c, const ast::Comprehension& n) {
  c.require_gil(n.span, "making a generator");
  if (state_of(c).speculative) return c.make<typed::MakeFunction>(n.span, c.types.object);
  auto* first = n.clauses[0];
  auto* parameter = c.arena.make<ast::Parameter>();
  parameter->span = n.span;
  parameter->kind = ast::ParameterKind::PositionalOnly;
  parameter->name = ".0";
  std::vector<ast::Parameter*> parameters;
  ExprList arguments;
  ast::Expr* source = nullptr;
  // `for x in range(...)` keeps its C loop: there is nothing to evaluate early but its bounds.
  if (first->iterable) {
    Expr* iterable = iterable_object(c, c.expr(*first->iterable));
    if (is_error(iterable->type)) return iterable;
    arguments.push_back(first->is_async ? iterable : c.call_runtime(first->iterable->span, rt::object_iter, c.types.object, {iterable}));
    parameters.push_back(parameter);
    source = TreeBuilder{c, first->iterable->span}.name(".0");
  }
  bool is_async = contains_await(n);
  for (auto* clause : n.clauses) is_async |= clause->is_async;
  ast::Stmt* body = loops(c, n, yielded(c, n, is_async), source);
  typed::Function* function = c.new_function(typed::FunctionKind::GeneratorExpression, "genexpr", n.span);
  function->generator = is_async ? typed::GeneratorKind::AsyncGenerator : typed::GeneratorKind::Generator;
  function->is_lambda_like = true;
  function->result = c.types.object;
  c.check_function_body(function, c.arena.copy(parameters), block_of(c, body));
  auto* made = c.make<typed::MakeFunction>(n.span, c.types.object);
  made->function = function;
  made->call_now = true;
  made->arguments = c.arena.copy(arguments);
  return made;
}

Expr* Checker::check(const ast::Comprehension& n) {
  if (n.comprehension == ast::ComprehensionKind::Generator) return generator_object(*this, n);
  return in_place(*this, n, n.comprehension);
}

// any(x for ...), all, sum, list, set, dict, sorted, tuple, frozenset of a generator expression: a loop in place.
Expr* inlined_generator(Checker& c, const ast::Call& call, std::string_view builtin, const ast::Comprehension& n) {
  using enum ast::ComprehensionKind;
  std::size_t loop_count = 0;
  for (auto* clause : n.clauses) {
    if (clause->is_async) return nullptr;
    loop_count += clause->kind != ast::ComprehensionClause::If;
  }
  if (contains_await(n) || contains_yield_expression(n)) return nullptr;
  if (n.element && ast::is<ast::Starred>(n.element) && builtin != "list" && builtin != "set") return nullptr;
  if (builtin == "list") return in_place(c, n, List);
  if (builtin == "set") return in_place(c, n, Set);
  if (builtin == "sorted") {
    Expr* list = in_place(c, n, List);
    std::vector<typed::Let*> lets;
    Expr* use;
    let(c, list, use, lets);
    return close_lets(lets, after(c, c.call_runtime(call.span, rt::list_sort, c.types.int_, {use}), use));
  }
  if (builtin == "tuple") return c.call_runtime(call.span, rt::list_to_tuple, c.types.tuple, {in_place(c, n, List)});
  bool any = builtin == "any", all = builtin == "all";
  if (!any && !all && builtin != "sum") return nullptr;
  if ((any || all) && loop_count > 1) return nullptr;  // `break` would leave one loop only
  if (state_of(c).speculative || !c.at.function) return any || all ? truth_flag(c, n.span, true) : c.literal(n.span, c.types.object, "NULL");
  InPlace place(c);
  Expr* start = any || all ? truth_flag(c, n.span, all) : call.arguments.size() > 1 ? c.object(*call.arguments[1]) : to_object(c, c.integer(n.span, 0, c.types.long_));
  start = any || all ? start : retyped(c, start, c.types.object);
  typed::Local* result = place.result(".result", start);
  TreeBuilder b{c, n.span};
  // Never in place: the start may be somebody's list.
  place.run(n, builtin == "sum" ? b.assign({b.name(".result")}, b.binary(b.name(".result"), ast::BinaryOperator::Add, n.element))
                                : b.when(all ? TreeBuilder{c, n.element->span}.negation(n.element) : n.element, {b.assign({b.name(".result")}, b.truth(any)), b.node<ast::Break>()}));
  return block_value(c, n.span, std::move(place.out), c.local_ref(n.span, result));
}

}  // namespace cyrite::check
