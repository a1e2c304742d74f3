// prange and parallel(): which variables are private, last private or reductions is inferred from how the body assigns them.
#include <algorithm>

#include "ast/walk.h"
#include "check/statements.h"

namespace cyrite::check {

using typed::Expr;

namespace {

typed::COperator reduction_operator(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::Subtract: return typed::COperator::Subtract;
    case ast::BinaryOperator::Multiply: return typed::COperator::Multiply;
    case ast::BinaryOperator::BitAnd: return typed::COperator::And;
    case ast::BinaryOperator::BitOr: return typed::COperator::Or;
    case ast::BinaryOperator::BitXor: return typed::COperator::Xor;
    default: return typed::COperator::Add;
  }
}

bool can_reduce(ast::BinaryOperator op) {
  using enum ast::BinaryOperator;
  return op == Add || op == Subtract || op == Multiply || op == BitAnd || op == BitOr || op == BitXor;
}

// How the body of a parallel block treats each name it assigns: the first assignment decides.
struct Assignment { Text name; Span span; bool in_place; ast::BinaryOperator op; };

class Assignments {
 public:
  // Assignments inside a prange of a parallel section are that loop's business.
  explicit Assignments(Checker& c, bool skips_ranges = false) : c_(c), skips_ranges_(skips_ranges) {}
  void collect(ast::Block body) {
    for (const ast::Stmt* s : body) ast::walk(*s, [&](const ast::Node& n) { return enter(n); });
  }
  void add(const ast::Expr& target, bool in_place = false, ast::BinaryOperator op = {}) {
    std::vector<const ast::Name*> names;
    collect_targets(target, names);
    for (const ast::Name* name : names) add_name(name->name, name->span, in_place, op);
  }
  const std::vector<Assignment>& all() const { return list_; }

 private:
  void add_name(Text name, Span span, bool in_place, ast::BinaryOperator op) {
    for (Assignment& known : list_) {
      if (known.name != name) continue;
      if (in_place && known.in_place && op != known.op) c_.error(span, diag::reduction_operators_differ, operator_text(op), operator_text(known.op));
      return;
    }
    list_.push_back({name, span, in_place, op});
  }
  bool enter(const ast::Node& n) {
    switch (n.kind) {
      case ast::NodeKind::Assign:
        for (const ast::Expr* t : static_cast<const ast::Assign&>(n).targets) add(*t);
        return true;
      case ast::NodeKind::AnnAssign: add(*static_cast<const ast::AnnAssign&>(n).target); return true;
      case ast::NodeKind::AugAssign: {
        auto& a = static_cast<const ast::AugAssign&>(n);
        add(*a.target, can_reduce(a.op), a.op);
        return true;
      }
      case ast::NodeKind::For: {
        auto& loop = static_cast<const ast::For&>(n);
        auto* call = ast::as<ast::Call>(loop.iterable);
        if (skips_ranges_ && call && cython_path(c_, *call->callee) == "parallel.prange") return false;
        add(*loop.target);
        return true;
      }
      case ast::NodeKind::ForFrom: add(*static_cast<const ast::ForFrom&>(n).target); return true;
      case ast::NodeKind::NamedExpr: add(*static_cast<const ast::NamedExpr&>(n).target); return true;
      case ast::NodeKind::With:
        for (const ast::WithItem& item : static_cast<const ast::With&>(n).items)
          if (item.target) add(*item.target);
        return true;
      case ast::NodeKind::FunctionDef:
      case ast::NodeKind::ClassDef:
      case ast::NodeKind::Lambda: return false;
      default: return true;
    }
  }
  Checker& c_;
  bool skips_ranges_;
  std::vector<Assignment> list_;
};

// A reduction variable holds a partial result inside the loop: reading it there is meaningless.
void check_reads(Checker& c, ast::Block body, const std::vector<Assignment>& assigned) {
  auto is_reduction = [&](Text name) {
    return std::any_of(assigned.begin(), assigned.end(), [&](const Assignment& a) { return a.in_place && a.name == name; });
  };
  for (const ast::Stmt* s : body) {
    ast::walk(*s, [&](const ast::Node& n) {
      if (auto* a = ast::as<ast::AugAssign>(&n); a && ast::is<ast::Name>(a->target)) {
        ast::walk(*a->value, [&](const ast::Node& inner) {
          if (auto* name = ast::as<ast::Name>(&inner); name && is_reduction(name->name)) c.error(name->span, diag::reduction_read, name->name.view());
          return true;
        });
        return false;
      }
      if (auto* name = ast::as<ast::Name>(&n); name && is_reduction(name->name)) {
        Symbol* symbol = c.look_up(name->name);
        if (symbol && symbol->kind == SymbolKind::Local) c.error(name->span, diag::reduction_read, name->name.view());
      }
      return true;
    });
  }
}

// `r[i] = ...` beside a read of `r[i + 1]`: another thread may be writing there.
void warn_about_shared_items(Checker& c, ast::Block body, const ast::Expr& target) {
  auto* variable = ast::as<ast::Name>(&target);
  if (!variable) return;
  struct Item { Text array; const ast::Expr* index; Span span; };
  std::vector<Item> written, read;
  auto item_of = [](const ast::Node& n) -> Item {
    auto* s = ast::as<ast::Subscript>(&n);
    auto* array = s ? ast::as<ast::Name>(s->value) : nullptr;
    return array ? Item{array->name, s->index, s->span} : Item{};
  };
  auto reads_of = [&](const ast::Node& from) {
    ast::walk(from, [&](const ast::Node& n) {
      if (Item item = item_of(n); item.array) read.push_back(item);
      return true;
    });
  };
  for (const ast::Stmt* s : body)
    ast::walk(*s, [&](const ast::Node& n) {
      if (auto* a = ast::as<ast::Assign>(&n)) {
        for (const ast::Expr* t : a->targets)
          if (Item item = item_of(*t); item.array) written.push_back(item);
        reads_of(*a->value);
        return false;
      }
      if (auto* a = ast::as<ast::AugAssign>(&n)) {
        if (Item item = item_of(*a->target); item.array) written.push_back(item);
        reads_of(*a->value);
        return false;
      }
      return true;
    });
  auto is_variable = [&](const ast::Expr* e) { auto* n = ast::as<ast::Name>(e); return n && n->name == variable->name; };
  // By how much an index is off the loop variable, for `i`, `i + 1`, `i - 1`, `i + -1`, `1 + i`.
  auto constant = [&](const ast::Expr* e) -> std::optional<long long> {
    auto value = c.compile_time_value(*e);
    return value ? small_integer(*value) : std::nullopt;
  };
  auto offset = [&](const ast::Expr* e) -> std::optional<long long> {
    if (is_variable(e)) return 0;
    auto* b = ast::as<ast::Binary>(e);
    if (!b || (b->op != ast::BinaryOperator::Add && b->op != ast::BinaryOperator::Subtract)) return std::nullopt;
    bool adds = b->op == ast::BinaryOperator::Add;
    if (adds && is_variable(b->right)) return constant(b->left);
    std::optional<long long> by = is_variable(b->left) ? constant(b->right) : std::nullopt;
    return by && !adds ? std::optional<long long>(-*by) : by;
  };
  for (const Item& w : written)
    for (const Item& r : read) {
      if (!(r.array == w.array)) continue;
      std::optional<long long> here = offset(w.index), there = offset(r.index);
      if (here && there && *here != *there)
        c.error(r.span, diag::parallel_item_race, r.array.view());
    }
}

void classify(Checker& c, const std::vector<Assignment>& assigned, bool is_range, typed::ParallelFacts& facts) {
  for (const Assignment& a : assigned) {
    Symbol* symbol = c.look_up(a.name);
    if (!symbol || symbol->kind != SymbolKind::Local || !symbol->local) continue;
    typed::Local* local = symbol->local;
    if (is_counted(local->type) && is_object(local->type)) {
      // Python objects may only be touched inside `with gil`: they stay private to the thread.
      facts.privates.push_back(local);
      continue;
    }
    if (a.in_place && is_range) facts.reductions.push_back({local, reduction_operator(a.op)});
    else if (a.in_place && !is_range) c.error(a.span, diag::reduction_outside_prange, a.name.view());
    else if (is_range) facts.last_privates.push_back(local);
    else facts.privates.push_back(local);
  }
}

struct PrangeArguments {
  const ast::Expr *start = nullptr, *stop = nullptr, *step = nullptr, *chunksize = nullptr, *num_threads = nullptr, *use_threads_if = nullptr;
  Text schedule;
  bool nogil = false;
};

bool read_arguments(Checker& c, const ast::Call& call, bool is_range, PrangeArguments& a) {
  std::size_t most = is_range ? 3 : 0;
  if (call.arguments.size() > most || (is_range && call.arguments.empty())) {
    c.error(call.span, diag::parallel_argument_count, is_range ? "prange() takes one to three bounds" : "parallel() takes only keyword arguments");
    return false;
  }
  if (call.arguments.size() == 1) a.stop = call.arguments[0];
  if (call.arguments.size() > 1) { a.start = call.arguments[0]; a.stop = call.arguments[1]; }
  if (call.arguments.size() == 3) a.step = call.arguments[2];
  for (const ast::Keyword* k : call.keywords) {
    if (k->name == "num_threads") a.num_threads = k->value;
    else if (k->name == "use_threads_if") a.use_threads_if = k->value;
    else if (is_range && k->name == "chunksize") a.chunksize = k->value;
    else if (is_range && k->name == "nogil") {
      auto value = c.compile_time_value(*k->value);
      a.nogil = value && compile_time_truth(*value);
    } else if (is_range && k->name == "schedule") {
      auto* text = ast::as<ast::StringLiteral>(k->value);
      std::string_view s = text ? text->value : std::string_view();
      if (s != "static" && s != "dynamic" && s != "guided" && s != "runtime") c.error(k->value->span, diag::parallel_schedule, s);
      a.schedule = s;
    } else {
      c.error(k->span, diag::parallel_keyword, k->name.view(), is_range ? "prange" : "parallel");
    }
  }
  if (a.chunksize && a.schedule == "runtime") c.error(a.chunksize->span, diag::parallel_chunksize_runtime);
  if (a.chunksize && !a.schedule) c.error(a.chunksize->span, diag::parallel_chunksize_alone);
  return true;
}

void set_thread_options(Checker& c, const PrangeArguments& a, typed::ParallelFacts& facts) {
  if (a.num_threads) {
    facts.num_threads = c.expr_as(*a.num_threads, c.types.int_);
    auto known = known_integer(c, facts.num_threads);
    if (known && *known < 0) c.error(a.num_threads->span, diag::parallel_thread_count);
    if (known && *known == 0) facts.num_threads = nullptr;  // as many as there are
  }
  if (a.use_threads_if) facts.use_threads_if = c.condition(*a.use_threads_if);
}

}  // namespace

// How many prange loops are around the one that is checked: the inner ones run inside one thread.
namespace {
thread_local int range_depth = 0;
}

bool check_parallel_range(Checker& c, const ast::For& s, StatementList& out) {
  auto* call = ast::as<ast::Call>(s.iterable);
  if (!call || cython_path(c, *call->callee) != "parallel.prange") return false;
  PrangeArguments a;
  if (!read_arguments(c, *call, true, a)) return true;
  const Type* variable = type_of(c, *s.target);
  if (!ast::is<ast::Name>(s.target) || !variable || !(is_int(variable) || is_pointer(variable))) {
    c.error(s.target->span, diag::prange_target_type);
    return true;
  }
  auto* node = c.make<typed::ParallelRange>(s.span);
  node->facts = c.arena.make<typed::ParallelFacts>();
  c.module->uses_openmp = true;
  node->inside_parallel = c.at.in_parallel;
  node->nogil = a.nogil && !c.at.nogil;
  bool unsure = a.nogil && c.at.nogil && c.at.function && c.at.function->nogil && !state_of(c).in_released_section && !c.at.in_parallel;
  if (a.nogil && c.at.nogil && !unsure) c.error(call->span, diag::already_nogil);
  if (!a.nogil && !c.at.nogil) c.error(s.span, diag::parallel_with_gil);
  set_thread_options(c, a, *node->facts);
  if (node->inside_parallel && a.num_threads && range_depth == 0) c.error(a.num_threads->span, diag::parallel_nested_threads);
  node->variable = c.lvalue(*s.target);
  Expr* stop = c.expr(*a.stop);
  Expr* start = a.start ? c.expr(*a.start) : c.integer(s.span, 0, c.types.long_);
  Expr* step = a.step ? c.expr(*a.step) : nullptr;
  const Type* counter = is_int(variable) ? resolved(variable) : c.types.ssize;
  for (Expr* bound : {start, stop, step})
    if (bound && is_int(bound->type) && !known_integer(c, bound)) counter = wider_type(c, counter, value_type(bound->type));
  node->counter_type = counter;
  node->start = c.convert(start, counter);
  node->stop = c.convert(stop, counter);
  node->step = step ? c.convert(step, counter) : nullptr;
  if (step && known_integer(c, step) == std::optional<std::int64_t>(0)) c.error(a.step->span, diag::prange_zero_step);
  node->schedule = a.schedule;
  node->chunksize = a.chunksize ? c.expr_as(*a.chunksize, counter) : nullptr;
  Assignments assigned(c);
  assigned.add(*s.target);
  assigned.collect(s.body);
  check_reads(c, s.body, assigned.all());
  warn_about_shared_items(c, s.body, *s.target);
  classify(c, assigned.all(), true, *node->facts);
  {
    Saved<bool> parallel(c.at.in_parallel, true);
    Saved<bool> nogil(c.at.nogil, c.at.nogil || a.nogil);
    Saved<int> deeper(c.at.loop_depth, c.at.loop_depth + 1);
    Saved<int> nested(range_depth, range_depth + 1);
    Saved<bool> section(state_of(c).in_released_section, state_of(c).in_released_section || a.nogil);
    node->body = c.block(s.body);
  }
  node->orelse = s.orelse.empty() ? nullptr : c.block(s.orelse);
  if (!unsure) {
    out.push_back(node);
    return true;
  }
  auto* released = c.make<typed::GilSection>(s.span);
  released->release = released->unsure = true;
  released->body = node;
  out.push_back(released);
  return true;
}

bool check_parallel_section(Checker& c, const ast::WithItem& item, ast::Block body, Span span, StatementList& out) {
  auto* call = ast::as<ast::Call>(item.context);
  if (!call || cython_path(c, *call->callee) != "parallel.parallel") return false;
  PrangeArguments a;
  if (!read_arguments(c, *call, false, a)) return true;
  if (item.target) c.error(item.target->span, diag::directive_section_as);
  if (c.at.in_parallel) c.error(item.context->span, diag::parallel_nested_section);
  if (!c.at.nogil) c.error(span, diag::parallel_with_gil);
  auto* node = c.make<typed::Parallel>(span);
  node->facts = c.arena.make<typed::ParallelFacts>();
  c.module->uses_openmp = true;
  set_thread_options(c, a, *node->facts);
  Assignments assigned(c, true);
  assigned.collect(body);
  classify(c, assigned.all(), false, *node->facts);
  {
    Saved<bool> parallel(c.at.in_parallel, true);
    node->body = c.block(body);
  }
  out.push_back(node);
  return true;
}

}  // namespace cyrite::check
