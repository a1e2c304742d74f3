// IR -> facts per line.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "report/obstacles.h"
#include "report/report.h"

namespace cyrite {
namespace {

constexpr int kWeights[] = {0, 1, 5, 20};  // what an operation of each cost class adds to the score of its line
constexpr int kLoopWeight = 4;             // times as much inside a loop: it is done again and again

struct OperationFact { int cost; std::string_view text; bool is_check; };

// A row of the table of runtime functions says what it does and, in parentheses or behind `; NULL`, with which operands and results: that is for those who work on it.
std::string_view words_of(std::string_view advice) {
  std::size_t open = advice.find(" (");
  bool at_end = open != advice.npos && (advice.back() == ')' || advice.find(");", open) != advice.npos);
  if (at_end) advice = advice.substr(0, open);
  return advice.substr(0, advice.find("; NULL"));
}

// What one instruction means to a reader; cost 0 and no text: nothing to say.
OperationFact fact_of(const ir::Instruction& i) {
  using ir::Op;
  switch (i.op) {
    case Op::RuntimeCall: return {i.runtime->cost, i.runtime->cost ? words_of(i.runtime->advice) : std::string_view(), false};
    case Op::CallPython:
    case Op::CallPythonUnpacked: return {3, "calls a Python object: a cdef or cpdef function would be called directly", false};
    case Op::CallMethod: return {3, "calls a method by name: declare the type of the object, or keep the result out of the loop", false};
    case Op::LoadModuleName: return {2, "looks a name up in the module: a local variable or a cdef variable is read directly", false};
    case Op::StoreModuleName: return {2, "stores a name in the module", false};
    case Op::Build: return {2, "makes a Python container", false};
    case Op::MakeFunction: return {3, "makes a function object", false};
    case Op::MakeClosure: return {2, "makes a closure: an inner function uses variables of this one", false};
    case Op::Suspend: return {2, "hands a value to the caller of the generator", false};
    case Op::CheckNotNone: return {0, "checks for None: `not None` in the argument list makes the check once", true};
    case Op::CheckIndex:
      if (!i.checks.bounds && !i.checks.wraparound) return {0, {}, false};
      return {0, "checks the index", true};
    case Op::CheckNonZero: return {0, "checks for division by zero: `cdivision=True` leaves it out", true};
    case Op::CheckDivision: return {0, "checks the division for overflow", true};
    case Op::CheckedBinary: return {0, "checks for overflow: `overflowcheck` is on", true};
    case Op::EnsureGil: return {2, "takes the GIL", false};
    case Op::ReleaseGil: return {1, "releases the GIL", false};
    default: return {0, {}, false};
  }
}

std::string excerpt_of(Span span, const SourceFile& file) {
  std::string_view text = std::string_view(file.text).substr(std::min<std::size_t>(span.begin, file.text.size()), span.length);
  text = text.substr(0, text.find('\n'));
  std::string out(text.substr(0, 60));
  while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80 && text.size() > 60) out.pop_back();
  return text.size() > 60 ? out + "..." : out;
}

// The blocks that a run of the function can come back to: those of counted loops, and those on a cycle of the flow graph (Tarjan's
// strongly connected components, without recursion).
class RepeatedBlocks {
 public:
  explicit RepeatedBlocks(const ir::Function& function) {
    for (const ir::Block* block : function.blocks)
      if (!state_.contains(block)) visit(block);
  }
  bool contains(const ir::Block* block) const { return block->loop || state_.at(block).repeated; }

 private:
  struct State { int index = 0, low = 0; bool open = true, repeated = false; };
  struct Step { const ir::Block* block; std::vector<const ir::Block*> successors; std::size_t next = 0; };

  void enter(const ir::Block* block) {
    int index = static_cast<int>(state_.size());
    state_.emplace(block, State{index, index});
    open_.push_back(block);
    Step step{block, {}};
    ir::each_successor(*block, [&](const ir::Block* target) { step.successors.push_back(target); });
    path_.push_back(std::move(step));
  }

  void visit(const ir::Block* root) {
    enter(root);
    while (!path_.empty()) {
      Step& step = path_.back();
      State& state = state_.at(step.block);
      if (step.next < step.successors.size()) {
        const ir::Block* target = step.successors[step.next++];
        auto known = state_.find(target);
        if (known == state_.end()) { enter(target); continue; }
        if (target == step.block) state.repeated = true;
        if (known->second.open) state.low = std::min(state.low, known->second.index);
        continue;
      }
      const ir::Block* done = step.block;
      path_.pop_back();
      if (!path_.empty()) {
        State& parent = state_.at(path_.back().block);
        parent.low = std::min(parent.low, state.low);
      }
      if (state.low == state.index) close(done);
    }
  }

  void close(const ir::Block* root) {
    bool alone = open_.back() == root;
    const ir::Block* member;
    do {
      member = open_.back();
      open_.pop_back();
      State& state = state_.at(member);
      state.open = false;
      state.repeated |= !alone;
    } while (member != root);
  }

  std::unordered_map<const ir::Block*, State> state_;
  std::vector<const ir::Block*> open_;
  std::vector<Step> path_;
};

void add_fact(LineReport& line, const OperationFact& fact, const std::string& text, std::string excerpt, bool in_loop, bool at_import) {
  line.score += kWeights[fact.cost] * (in_loop ? kLoopWeight : 1);
  for (LineFact& known : line.facts) {
    if (known.text == text && known.excerpt == excerpt) {
      ++known.count;
      known.in_loop |= in_loop;
      return;
    }
  }
  line.facts.push_back({std::move(excerpt), text, fact.cost, 1, in_loop, at_import});
}

// As the emitter tells lines: those of instructions in the function's file from its first statement on.
std::vector<FileStatements> statements_of(const ir::Module& module, const SourceFiles& sources) {
  std::map<FileId, std::set<int>> lines;
  for (const ir::Function* function : module.functions) {
    const typed::Function* source = function->source;
    if (!source) continue;
    const typed::Block* body = source->body;
    std::uint32_t first = body && !body->statements.empty() ? sources.line(body->statements[0]->span) : 1;
    for (const ir::Block* block : function->blocks)
      for (const ir::Instruction* i : block->instructions) {
        if (!i->span.length || i->span.file != source->span.file) continue;
        if (std::uint32_t line = sources.line(i->span); line >= std::max(first, 1u)) lines[i->span.file].insert(static_cast<int>(line));
      }
  }
  std::vector<FileStatements> all;
  for (const auto& [file, numbers] : lines) all.push_back({std::string(sources[file].path), {numbers.begin(), numbers.end()}});
  return all;
}

}  // namespace

int heat_of(int score) { return score == 0 ? 0 : score <= 5 ? 1 : score <= 20 ? 2 : score <= 60 ? 3 : 4; }

ModuleReport collect_report(const ir::Module& module, const SourceFiles& sources, FileId id) {
  const SourceFile& file = sources[id];
  ModuleReport report;
  report.source_path = file.path;
  report.lines.resize(file.line_starts.size());
  for (const ir::Function* function : module.functions) {
    FunctionReport total;
    total.name = function->source ? function->source->qualified_name.str() : function->c_name;
    bool module_body = function->source && function->source->kind == typed::FunctionKind::ModuleBody;
    RepeatedBlocks repeated(*function);
    Obstacles obstacles(*function);
    for (const ir::Block* block : function->blocks) {
      bool in_loop = repeated.contains(block), at_import = module_body && !in_loop;
      for (const ir::Instruction* i : block->instructions) {
        if (i->span.file != id || i->span.length == 0) continue;
        std::uint32_t line = file.line_of(i->span.begin);
        if (line == 0 || line > report.lines.size()) continue;
        int number = static_cast<int>(line);
        total.first_line = total.first_line ? std::min(total.first_line, number) : number;
        total.last_line = std::max(total.last_line, number);
        OperationFact fact = fact_of(*i);
        if (fact.text.empty() || ((block->is_cold || block->is_fallback) && fact.is_check)) continue;
        if (fact.is_check && !in_loop) continue;  // a check outside loops costs nothing worth a word
        if (at_import) fact.cost = std::min(fact.cost, 1);  // what runs once, when the module is imported, is not worth the reader's time
        std::string text(fact.text);
        if (i->op == ir::Op::CheckIndex) text += ": " + obstacles.of(*i);
        add_fact(report.lines[line - 1], fact, text, excerpt_of(i->span, file), in_loop, at_import);
        int weight = kWeights[fact.cost] * (in_loop ? kLoopWeight : 1);
        total.score += weight;
        if (in_loop) total.loop_score += weight;
      }
    }
    if (function->source && function->source->first_line) total.first_line = function->source->first_line;
    if (total.last_line) report.functions.push_back(total);
  }
  report.statements = statements_of(module, sources);
  for (LineReport& line : report.lines)
    std::stable_sort(line.facts.begin(), line.facts.end(), [](const LineFact& a, const LineFact& b) { return a.cost > b.cost; });
  return report;
}

}  // namespace cyrite
