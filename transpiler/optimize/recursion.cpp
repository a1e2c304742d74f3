// before: functions that call themselves, directly or through others, until the C stack ends
// after:  those that can be on such a cycle ask first whether there is stack left
#include <algorithm>
#include <unordered_map>

#include "optimize/edit.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

bool runs_python(const Instruction& i) {
  switch (i.op) {
    case Op::CallPython:
    case Op::CallMethod:
    case Op::CallPythonUnpacked:
    case Op::CallInner:
    case Op::CallFunction:
    case Op::CallPointer:
    case Op::CallVirtual:
    case Op::CppCall: return true;
    case Op::RuntimeCall: return i.runtime->cost >= 2 && i.runtime->failure != Failure::Never && i.runtime->header != "errors.h";
    default: return false;
  }
}

bool is_c_function(const Function& f) { return f.source->kind == typed::FunctionKind::CFunction; }

// The calls among the C functions of the module. Python reaches them only through Python functions, which ask on their own account:
// what is left are cycles of C calls. They are the strongly connected components (Tarjan).
class CallGraph {
 public:
  explicit CallGraph(const Module& module) {
    for (Function* f : module.functions)
      if (is_c_function(*f) && !f->blocks.empty()) nodes_[f->source].function = f;
    for (auto& [source, node] : nodes_) find_calls(node);
    for (auto& [source, node] : nodes_)
      if (!node.index) visit(node);
  }
  bool on_cycle(const typed::Function* f) const {
    auto found = nodes_.find(f);
    return found != nodes_.end() && found->second.on_cycle;
  }

 private:
  struct Node {
    Function* function = nullptr;
    std::vector<Node*> callees;
    int index = 0, low = 0;
    bool on_stack = false, on_cycle = false;
  };
  void add(Node& from, const typed::Function* callee) {
    auto found = nodes_.find(callee);
    if (found != nodes_.end()) from.callees.push_back(&found->second);
  }
  void find_calls(Node& node) {
    for (const Block* b : node.function->blocks)
      for (const Instruction* i : b->instructions) {
        if (i->op == Op::CallPointer) node.on_cycle = true;  // it may be anything
        if ((i->op != Op::CallFunction && i->op != Op::CallVirtual) || !i->symbol) continue;
        add(node, i->symbol->function);
        if (i->op == Op::CallFunction) continue;
        for (auto& [source, other] : nodes_)  // or what overrides it
          if (source->owner && source->name == i->symbol->name) node.callees.push_back(&other);
      }
  }
  void visit(Node& node) {
    node.index = node.low = ++next_;
    node.on_stack = true;
    stack_.push_back(&node);
    for (Node* callee : node.callees) {
      if (callee == &node) node.on_cycle = true;
      if (!callee->index) visit(*callee);
      if (callee->on_stack) node.low = std::min(node.low, callee->low);
    }
    if (node.low != node.index) return;
    bool several = stack_.back() != &node;
    for (Node* member = nullptr; member != &node;) {
      member = stack_.back();
      stack_.pop_back();
      member->on_stack = false;
      member->on_cycle = member->on_cycle || several;
    }
  }
  std::unordered_map<const typed::Function*, Node> nodes_;
  std::vector<Node*> stack_;
  int next_ = 0;
};

bool needs_check(const Function& f, const CallGraph& graph) {
  const typed::Function& source = *f.source;
  if (f.blocks.empty() || f.is_resume || source.kind == typed::FunctionKind::ModuleBody || source.generator != typed::GeneratorKind::None) return false;
  if (source.slot == "__dealloc__" || source.slot == "__cinit__") return false;
  if (is_c_function(f)) return graph.on_cycle(f.source);
  for (const Block* b : f.blocks)
    for (const Instruction* i : b->instructions)
      if (runs_python(*i)) return true;
  return false;
}

}  // namespace

// The whole module at once, when it comes to the first function.
void recursion(Module& module, Function& function) {
  auto first = std::find_if(module.functions.begin(), module.functions.end(), [](const Function* f) { return !f->blocks.empty(); });
  if (*first != &function) return;
  CallGraph graph(module);
  for (Function* f : module.functions) {
    if (!needs_check(*f, graph)) continue;
    Block* entry = f->blocks[0];
    Editor edit(module, *f);
    Instruction* check = edit.make(Op::RuntimeCall, module.source->types->int_, {}, entry->instructions[0]);
    check->runtime = &rt::check_stack;
    check->block = entry;
    check->span = f->source->span;
    edit.insert(entry, 0, check);
  }
}

}  // namespace cyrite::optimize
