// Parallel regions: an OpenMP pragma around a canonical loop; without -fopenmp the same text runs serially.
#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;

static bool is_inside(const Block* b, const ParallelRegion* region) {
  for (const ParallelRegion* r = b->region; r; r = r->begin ? r->begin->region : nullptr)
    if (r == region) return true;
  return false;
}

// Locals that stand in one region only are declared in it: every thread has its own.
void FunctionEmitter::find_private_locals() {
  std::unordered_map<const Local*, const ParallelRegion*> home;
  std::unordered_set<const Local*> shared;
  auto mention = [&](const Local* l, const Block* b) {
    if (!l || shared.count(l) || l->storage != Storage::Register || l->is_parameter) return;
    const ParallelRegion* region = b->region;
    auto [found, fresh] = home.emplace(l, region);
    if (fresh) return;
    // The innermost region that has all mentions.
    const ParallelRegion*& r = found->second;
    while (r && !is_inside(b, r)) r = r->begin ? r->begin->region : nullptr;
  };
  std::vector<const ParallelRegion*> regions;
  for (const Block* b : f.blocks)
    for (const Instruction* i : b->instructions) {
      for (const Instruction* v : i->operands)
        if (v && v->op == Op::LocalPlace) mention(v->local, b);
      if (i->op == Op::LoopBegin) mention(i->loop->counter, b);
      if (i->op == Op::ParallelBegin) regions.push_back(i->region);
    }
  for (const ParallelRegion* r : regions) {
    shared.insert({r->status, r->error});
    for (const Local* l : r->last_privates) {
      shared.insert(l);
      if (!is_counted(l->type) && kind_of(l->type) != TypeKind::Array && kind_of(l->type) != TypeKind::CppClass) last_privates_.insert(l);
    }
    for (auto& reduction : r->reductions) shared.insert(reduction.first);
    if (r->is_range) counters_.insert(r->loop.counter);
    if (r->error) region_errors_.insert(r->error);
    if (r->error && r->inside_parallel && r->is_range) team_errors_.insert(r->error);
    for (const Local* l : r->privates)
      if ((!home.count(l) || !home[l]) && !(is_object(l->type) && l->source && !l->source->is_temporary)) {
        private_of_[r].push_back(l);
        if (!r->is_range && !is_counted(l->type) && kind_of(l->type) != TypeKind::Array && kind_of(l->type) != TypeKind::CppClass) last_privates_.insert(l);
      }
  }
  for (auto& [l, region] : home) {
    // A C++ object that has a name is one for all threads: a lock of each round's own would lock nothing.
    bool named_object = kind_of(l->type) == TypeKind::CppClass && l->source && !l->source->is_temporary;
    if (region && !shared.count(l) && !named_object) {
      inside_region_.insert(l);
      home_[l] = region;
    }
  }
}

static const char* reduction_sign(typed::COperator op) {
  switch (op) {
    case typed::COperator::Multiply: return "*";
    case typed::COperator::And: return "&";
    case typed::COperator::Or: return "|";
    case typed::COperator::Xor: return "^";
    default: return "+";
  }
}

void FunctionEmitter::parallel_begin(const Instruction& i) {
  const ParallelRegion& r = *i.region;
  std::string pragma = r.is_range ? (r.inside_parallel ? "omp for" : "omp parallel for") : "omp parallel";
  if (!r.inside_parallel || !r.is_range) {
    // Without OpenMP nothing else may use them.
    for (Value v : {r.num_threads, r.use_threads_if, r.chunksize})
      if (v && v->op != Op::Literal) line("(void){};", tight(v));
    bool known_threads = r.num_threads && r.num_threads->op == Op::Literal;  // 0: as many as there are
    if (r.num_threads) pragma += known_threads ? fmt::format(" num_threads({})", arg(r.num_threads))
                                               : fmt::format(" num_threads({0} > 0 ? {0} : omp_get_max_threads())", tight(r.num_threads));
    if (r.use_threads_if) pragma += fmt::format(" if({})", arg(r.use_threads_if));
  }
  if (r.is_range && r.schedule) {
    pragma += fmt::format(" schedule({}", r.schedule.view());
    pragma += r.chunksize ? fmt::format(", {})", arg(r.chunksize)) : ")";
  }
  std::string first, last;
  for (const Local* l : r.last_privates) {  // objects are shared: whoever has the GIL uses them
    if (is_object(l->type) && !r.is_range) continue;
    bool starts_set = last_privates_.count(l) != 0;  // each thread begins with the value from before
    if (starts_set) first += (first.empty() ? "" : ", ") + l->name;
    if (r.is_range || !starts_set) last += (last.empty() ? "" : ", ") + l->name;
  }
  if (!first.empty()) pragma += fmt::format(" firstprivate({})", first);
  if (!last.empty()) pragma += r.is_range ? fmt::format(" lastprivate({})", last) : fmt::format(" private({})", last);
  auto outer_privates = private_of_.find(&r);
  if (outer_privates != private_of_.end()) {
    std::string list, started;
    for (const Local* l : outer_privates->second) {
      if (!last_has(r, l)) continue;
      std::string& names = !r.is_range && last_privates_.count(l) ? started : list;
      names += (names.empty() ? "" : ", ") + l->name;
    }
    if (!list.empty()) pragma += fmt::format(" private({})", list);
    if (!started.empty()) pragma += fmt::format(" firstprivate({})", started);
  }
  for (auto& [l, op] : r.reductions) pragma += fmt::format(" reduction({}:{})", reduction_sign(op), l->name);
  // An exception raised in a thread must outlive the sections that hold the GIL: the thread keeps its Python state meanwhile. Where
  // none can be raised no thread asks for the GIL: the caller of a nogil function may hold it.
  bool keeps_state = !r.inside_parallel && !r.holds_gil_outside && carries_error(r);
  std::string team;
  if (keeps_state && r.is_range) {
    std::size_t at = pragma.find(" schedule("), other = pragma.find(" lastprivate("), third = pragma.find(" reduction(");
    std::size_t cut = std::min(std::min(std::min(at, other), third), pragma.find(" firstprivate("));
    std::string head_clauses = pragma.substr(std::string("omp parallel for").size(), cut == std::string::npos ? cut : cut - std::string("omp parallel for").size());
    team = "omp parallel" + head_clauses;
    pragma = "omp for" + (cut == std::string::npos ? "" : pragma.substr(cut));
  }
  std::string head;
  if (r.is_range) {
    const CountedLoop& l = r.loop;
    std::string type = c_declaration(l.type, ""), c = l.counter->name, start = arg(l.start), stop = arg(l.stop);
    bool literal = !l.step || (l.step->op == Op::Literal && l.step->flag);
    std::int64_t by = !l.step ? 1 : literal ? l.step->integer : 0;
    if (literal && by == 1) head = fmt::format("for ({} {} = {}; {} < {}; ++{}) {{", type, c, start, c, wrap(expr(l.stop), kLess + 1), c);
    else if (literal && by == -1) head = fmt::format("for ({} {} = {}; {} > {}; --{}) {{", type, c, start, c, wrap(expr(l.stop), kLess + 1), c);
    else {
      std::string step = l.step ? arg(l.step) : "1", count = "n_" + c;
      declared_.push_back({nullptr, count});
      line("{} = cy::loop_count({}, {}, {});", count, start, stop, step);
      head = fmt::format("for (Py_ssize_t i_{0} = 0; i_{0} < (Py_ssize_t){1}; ++i_{0}) {{ {2} {0} = cy::wrapping_add({3}, ({2})(i_{0} * {4}));", c, count, type, start, step);
    }
  }
  // A nogil function may be called with the GIL; while it waits for its threads it must not have it.
  bool releases = keeps_state && f.source->nogil;
  if (releases) raw_line("{ cy::KeepThreadState released;");
  if (!team.empty()) {
    out += "#ifdef _OPENMP\n#pragma " + team + "\n#endif\n";
    raw_line("{ cy::KeepThreadState keep_state;");
  }
  out += "#ifdef _OPENMP\n#pragma " + pragma + "\n#endif\n";
  raw_line(r.is_range ? head : "{");
  ++indent;
  regions_.push_back({&r, out.size(), declared_.size(), buffer_size, uses_line, 1});
  buffer_size = 0;
  uses_line = false;
  regions_.back().braces = 1 + !team.empty() + releases;
  if (keeps_state && !r.is_range) raw_line("cy::KeepThreadState keep_state;");
  if (r.is_range && r.status && sets_status(r)) line("if (__atomic_load_n(&{}, __ATOMIC_RELAXED)) continue;", r.status->name);
}

bool FunctionEmitter::last_has(const ParallelRegion& r, const Local* l) const {
  for (const Local* other : r.last_privates)
    if (other == l) return false;
  return mentioned.count(l) > 0;
}

bool FunctionEmitter::sets_status(const ParallelRegion& r) const {
  for (const Block* b : f.blocks)
    for (const Instruction* i : b->instructions)
      if (is_inside(b, &r) && i->op == Op::Store && i->operands[0]->op == Op::LocalPlace && i->operands[0]->local == r.status) return true;
  return false;
}

bool FunctionEmitter::carries_error(const ParallelRegion& r) const {
  for (const Block* b : f.blocks)
    for (const Instruction* i : b->instructions)
      if (i->op == Op::SaveRaised && is_inside(b, &r)) return true;
  return false;
}

void FunctionEmitter::parallel_end(const Instruction&) {
  OpenRegion region = regions_.back();
  regions_.pop_back();
  std::vector<std::pair<const Type*, std::string>> temporaries(declared_.begin() + static_cast<std::ptrdiff_t>(region.declared), declared_.end());
  declared_.resize(region.declared);
  std::vector<const Local*> locals;
  for (const Local* l : f.locals)
    if (auto home = home_.find(l); home != home_.end() && home->second == region.region && mentioned.count(l) && !counters_.count(l)) locals.push_back(l);
  std::string text = declaration_text(locals, temporaries, buffer_size, uses_line);
  out.insert(region.at, text);
  for (LineMark& mark : marks)
    if (mark.offset >= region.at) mark.offset += static_cast<std::uint32_t>(text.size());
  buffer_size = region.buffer_size;
  uses_line = region.uses_line;
  --indent;
  raw_line(std::string("} } }").substr(0, static_cast<std::size_t>(2 * region.braces - 1)));
}

}  // namespace cyrite::emit
