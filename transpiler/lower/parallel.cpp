// parallel() and prange: a region of blocks that no jump may cross. Its exits store a status and go to its end; what they asked for
// happens once, behind the region.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

namespace {

constexpr std::int64_t kRaised = -1;  // the status of an exception; from 1: exits of the scope

ir::ParallelRegion* make_region(FunctionLowering& l, const ParallelFacts* facts) {
  auto* region = l.m.arena.make<ir::ParallelRegion>();
  region->facts = facts;
  region->status = l.b.new_local(l.types.int_, "status");
  region->error = l.state_local(l.types.exception_state, "error");
  region->holds_gil_outside = !l.nogil;
  if (!facts) return region;
  for (const Local* p : facts->privates) region->privates.push_back(l.local(p));
  for (const Local* p : facts->last_privates) region->last_privates.push_back(l.local(p));
  for (const ReductionVariable& r : facts->reductions) region->reductions.emplace_back(l.local(r.local), r.op);
  if (facts->num_threads) region->num_threads = l.value(facts->num_threads);
  if (facts->use_threads_if) region->use_threads_if = l.value(facts->use_threads_if);
  return region;
}

// Begin, the body lowered by run(), the exception exit, End. Leaves the builder behind the region; gives the scope with its exits.
template <class Body>
ExitScope lower_region(FunctionLowering& l, ir::ParallelRegion* region, Body run) {
  ir::Builder& b = l.b;
  ir::Block* outer_handler = b.handler;
  ir::ParallelRegion* outer_region = b.region;
  ir::CountedLoop* outer_loop = b.loop;
  ir::Block* after = b.new_block("after the parallel region");
  b.store(region->status, b.integer(l.types.int_, 0));
  b.region = region;
  if (region->is_range) b.loop = &region->loop;
  ir::Block *body = b.new_block("parallel body"), *end = b.new_block("parallel end");
  ir::Block* error = l.handler_block("exception in the parallel region", nullptr);
  b.region = outer_region;
  b.loop = outer_loop;
  ir::Instruction* begin = b.add(Op::ParallelBegin, nullptr);
  begin->region = region;
  begin->targets[0] = body;
  region->begin = b.current();
  region->end = end;
  region->loop.begin = b.current();
  region->loop.latch = end;

  ExitScope scope{ExitScope::Parallel};
  scope.outer_handler = outer_handler;
  scope.outer_nogil = l.nogil;
  scope.on_break = end;
  scope.state = region->status;
  scope.is_loop = region->is_range;
  l.scopes.push_back(scope);
  b.region = region;
  if (region->is_range) b.loop = &region->loop;
  body->handler = b.handler = error;
  b.place(body);
  run();
  b.jump(end);
  scope = l.scopes.back();
  l.scopes.pop_back();
  // The first exception is kept, whichever thread raises it.
  b.handler = nullptr;
  b.place(error);
  ir::Local* gil = l.nogil ? l.state_local(l.m.gil_state, "gil") : nullptr;
  if (gil) b.add(Op::EnsureGil, nullptr, {b.place_of(gil)});
  b.add(Op::SaveRaised, nullptr, {b.place_of(region->error)})->flag = true;
  if (gil) b.add(Op::LeaveGil, nullptr, {b.place_of(gil)});
  b.store(region->status, b.integer(l.types.int_, kRaised));
  b.jump(end);
  end->handler = nullptr;
  b.place(end);
  ir::Instruction* finish = b.add(Op::ParallelEnd, nullptr);
  finish->region = region;
  finish->targets[0] = after;
  b.region = outer_region;
  b.loop = outer_loop;
  b.handler = outer_handler;
  b.place(after);
  return scope;
}

// Behind the region, with the GIL state of outside: what the status asks for.
void act_on_status(FunctionLowering& l, ir::ParallelRegion* region, const ExitScope& scope, ir::Block* normal, ir::Block* broken) {
  ir::Builder& b = l.b;
  ir::Block* raised = b.new_block("raise what was raised in the region");
  raised->is_cold = true;
  ir::Instruction* choice = b.add(Op::Switch, nullptr, {b.load(region->status)});
  std::vector<std::pair<ir::Block*, const Exit*>> exits;
  for (std::size_t i = 0; i < scope.exits.size(); ++i) {
    choice->cases.push_back(static_cast<std::int64_t>(i + 1));
    bool own_break = scope.exits[i].kind == Exit::Break && scope.exits[i].loop == l.scopes.size();
    choice->more_targets.push_back(own_break ? broken : b.new_block("exit"));
    if (!own_break) exits.emplace_back(choice->more_targets.back(), &scope.exits[i]);
  }
  choice->cases.push_back(kRaised);
  choice->more_targets.push_back(raised);
  choice->more_targets.push_back(normal);
  for (auto [block, exit] : exits) {
    b.place(block);
    l.leave_from(l.scopes.size(), *exit);
  }
  b.place(raised);
  ir::Local* gil = l.nogil ? l.state_local(l.m.gil_state, "gil") : nullptr;
  if (gil) b.add(Op::EnsureGil, nullptr, {b.place_of(gil)});
  b.add(Op::RestoreRaised, nullptr, {b.place_of(region->error)});
  if (gil) b.add(Op::LeaveGil, nullptr, {b.place_of(gil)});
  l.pass_on();
}

// OpenMP knows variables of the function only: not what lives in a closure or in the frame of a generator.
bool can_be_region(const FunctionLowering& l, const ParallelFacts* facts) {
  if (!l.m.parallel_regions || l.source.generator != GeneratorKind::None) return false;
  if (!facts) return true;
  for (const Local* p : facts->privates)
    if (p->is_captured) return false;
  for (const Local* p : facts->last_privates)
    if (p->is_captured) return false;
  for (const ReductionVariable& r : facts->reductions)
    if (r.local->is_captured) return false;
  return true;
}

// The loop as any other counted loop, the GIL released around it where prange says so.
Stmt* serial_loop(FunctionLowering& l, const ParallelRange& s) {
  auto* loop = l.m.arena.make<ForRange>();
  loop->kind = ForRange::node_kind;
  loop->span = s.span;
  loop->variable = s.variable;
  loop->counter_type = s.counter_type;
  loop->start = s.start;
  loop->stop = s.stop;
  loop->step = s.step;
  if (s.step) {
    auto* literal = as<CLiteral>(s.step);
    bool known = literal && literal->is_integer && literal->integer;
    loop->step_sign_unknown = loop->check_zero_step = !known;
    loop->descending = known && literal->integer < 0;
  }
  loop->body = s.body;
  loop->orelse = s.orelse;
  if (!s.nogil || l.nogil) return loop;
  auto* section = l.m.arena.make<GilSection>();
  section->kind = GilSection::node_kind;
  section->span = s.span;
  section->release = true;
  section->body = loop;
  return section;
}

}  // namespace

void FunctionLowering::lower(const Parallel& s) {
  if (!can_be_region(*this, s.facts)) return statement(s.body);
  ir::ParallelRegion* region = make_region(*this, s.facts);
  ExitScope scope = lower_region(*this, region, [&] { statement(s.body); });
  ir::Block* after = b.new_block();
  act_on_status(*this, region, scope, after, after);
  b.place(after);
}

void FunctionLowering::lower(const ParallelRange& s) {
  // A loop inside another prange runs in the thread that has the outer round.
  bool is_nested = b.region && b.region->is_range;
  if (is_nested || !can_be_region(*this, s.facts)) return statement(serial_loop(*this, s));
  bool outer_nogil = nogil;
  ir::ParallelRegion* region = make_region(*this, s.facts);
  region->is_range = true;
  region->inside_parallel = s.inside_parallel;
  region->schedule = s.schedule;
  ir::CountedLoop& loop = region->loop;
  const Type* type = s.counter_type;
  auto converted = [&](const Expr* e) {
    Value v = value(e);
    return v->type == type ? v : b.add(Op::CCast, type, {v});
  };
  loop.type = type;
  loop.start = s.start ? converted(s.start) : zero(type);
  loop.stop = converted(s.stop);
  loop.step = s.step ? converted(s.step) : nullptr;
  loop.step_sign_unknown = true;
  if (!s.step) loop.step_sign_unknown = false;
  if (auto* literal = s.step ? as<CLiteral>(s.step) : nullptr; literal && literal->is_integer && literal->integer) {
    loop.step_sign_unknown = false;
    loop.descending = literal->integer < 0;
  } else if (loop.step) {
    ir::Block *bad = b.new_block("zero step"), *good = b.new_block();
    bad->is_cold = true;
    b.branch(compare(CComparison::Equal, loop.step, zero(type)), bad, good, -1);
    b.place(bad);
    raise_text(rt::raise_value_error, "prange() step argument must not be zero");
    b.place(good);
  }
  if (s.chunksize) region->chunksize = value(s.chunksize);
  loop.counter = b.new_local(type, "counter");

  ir::Local* released = nullptr;
  if (s.nogil && !nogil) {
    released = state_local(m.thread_state, "gil");
    b.add(Op::ReleaseGil, nullptr, {b.place_of(released)});
    nogil = true;
  }
  region->holds_gil_outside = !nogil;
  ExitScope scope = lower_region(*this, region, [&] {
    Value v = b.load(loop.counter);
    store(s.variable, s.variable->type == type ? v : b.add(Op::CCast, s.variable->type, {v}));
    statement(s.body);
  });
  if (released) b.add(Op::ReacquireGil, nullptr, {b.place_of(released)});
  nogil = outer_nogil;
  ir::Block *after = b.new_block("after prange"), *normal = s.orelse ? b.new_block("prange else") : after;
  act_on_status(*this, region, scope, normal, after);
  if (s.orelse) {
    b.place(normal);
    statement(s.orelse);
  }
  b.place(after);
}

}  // namespace cyrite::lower
