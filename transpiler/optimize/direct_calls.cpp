// before: %r = CallPython %f, %a, %b          where %f was loaded from the module's name of one of its functions
// after:  %r = CallPython %f, %a, %b direct f (1 2 -1)
//
// The names of the arguments, and which parameters take their defaults, are known before the program runs. If the name still holds the
// function that the module made, its C body is called with the values; whatever else it holds is called as Python calls it.
#include <algorithm>
#include <unordered_map>

#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;
using ast::ParameterKind;

namespace {

using Names = std::unordered_map<ConstantId, Function*>;

// A def function of the module whose parameters have one place each.
bool has_plain_parameters(const Function& f) {
  const typed::Function& s = *f.source;
  if (s.kind != typed::FunctionKind::Def || s.owner || f.outer_closure || f.blocks.empty() || f.is_resume || s.acquires_gil) return false;
  if (f.arguments.size() != s.parameters.size() || s.parameters.size() > 12) return false;
  return std::none_of(s.parameters.begin(), s.parameters.end(), [](const typed::Parameter& p) {
    return p.kind == ParameterKind::VarPositional || p.kind == ParameterKind::VarKeyword;
  });
}

// The functions that the module's own code stores under a name, undecorated and once.
Names module_functions(const Module& module) {
  Names names;
  const Function* body = module.source->body ? module.find(module.source->body) : nullptr;
  if (!body) return names;
  for (const Block* b : body->blocks)
    for (const Instruction* i : b->instructions) {
      if (i->op != Op::StoreModuleName) continue;
      const Instruction* value = i->operands[0];
      bool plain = value->op == Op::MakeFunction && value->function && has_plain_parameters(*value->function);
      auto [at, first] = names.emplace(i->constant, plain ? value->function : nullptr);
      if (!first) at->second = nullptr;
    }
  return names;
}

// For each parameter the operand that goes there, or -1: its default. False: not a call that must succeed.
bool match(const Instruction& call, const typed::Function& f, std::vector<std::int64_t>& places) {
  std::size_t positional = call.operands.size() - 1 - call.names.size();
  places.assign(f.parameters.size(), -1);
  for (std::size_t k = 0; k < positional; ++k) {
    if (k >= f.parameters.size() || f.parameters[k].kind == ParameterKind::KeywordOnly) return false;
    places[k] = static_cast<std::int64_t>(k + 1);
  }
  for (std::size_t k = 0; k < call.names.size(); ++k) {
    auto is_it = [&](const typed::Parameter& p) { return p.name == call.names[k] && p.kind != ParameterKind::PositionalOnly; };
    auto found = std::find_if(f.parameters.begin(), f.parameters.end(), is_it);
    if (found == f.parameters.end()) return false;
    std::int64_t& place = places[static_cast<std::size_t>(found - f.parameters.begin())];
    if (place != -1) return false;
    place = static_cast<std::int64_t>(positional + k + 1);
  }
  for (std::size_t k = 0; k < places.size(); ++k) {
    const typed::Parameter& p = f.parameters[k];
    if (places[k] == -1 && (!p.has_default || p.kind == ParameterKind::KeywordOnly)) return false;
  }
  return true;
}

}  // namespace

// The whole module at once, when it comes to the first function.
void direct_calls(Module& module, Function& function) {
  auto first = std::find_if(module.functions.begin(), module.functions.end(), [](const Function* f) { return !f->blocks.empty(); });
  if (*first != &function) return;
  Names names = module_functions(module);
  if (names.empty()) return;
  for (Function* f : module.functions) {
    if (f->source->kind == typed::FunctionKind::ModuleBody) continue;  // runs once
    for (Block* b : f->blocks)
      for (Instruction* i : b->instructions) {
        if (i->op != Op::CallPython || i->operands[0]->op != Op::LoadModuleName) continue;
        auto found = names.find(i->operands[0]->constant);
        if (found == names.end() || !found->second || !match(*i, *found->second->source, i->cases)) continue;
        i->function = found->second;
        found->second->called_directly = true;
      }
  }
}

}  // namespace cyrite::optimize
