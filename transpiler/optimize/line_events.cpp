// before: a function with linetrace
// after:  it tells tracers of each line at whose statements it arrives; they may raise, as debuggers do to leave a program
#include <algorithm>

#include "optimize/edit.h"
#include "optimize/passes.h"

namespace cyrite::optimize {
using namespace ir;

namespace {

struct Teller {
  Module& module;
  Function& f;
  Editor edit{module, f};
  FileId file = f.source->span.file;
  int first_line = 1;  // the line of `def` is told only where a statement stands on it

  int line(Span span) const { return span.file == file && span.file < module.source->sources->size() ? static_cast<int>(module.source->sources->line(span)) : 0; }

  // A generator that runs on is in a line that was told before: that of the yield, if `b` follows one. 0: it follows none.
  int line_of_resumption(const Block& b) const {
    if (!f.is_resume) return 0;
    for (const Block* from : f.blocks) {
      const Instruction* jump = from->instructions.empty() ? nullptr : from->instructions.back();
      if (!jump || jump->op != Op::Switch) continue;
      for (std::size_t k = 0; k < jump->cases.size(); ++k)
        if (jump->more_targets[k] == &b && jump->cases[k] > 0)
          for (const Instruction* i : b.instructions)
            if (int at = line(i->span)) return at;
    }
    return 0;
  }

  void block(Block* b) {
    int told = line_of_resumption(*b);
    for (std::size_t k = 0; k < b->instructions.size(); ++k) {
      const Instruction* i = b->instructions[k];
      int at = line(i->span);
      if (at < first_line || at == told) continue;
      Instruction* event = edit.make(Op::TellLine, module.source->types->int_, {}, i);
      event->integer = told = at;
      event->block = b;
      edit.insert(b, k++, event);
    }
  }
};

}  // namespace

void line_events(Module& module, Function& function) {
  if (!is_profiled(function) || !function.source->directives->linetrace) return;
  Teller teller{module, function};
  const typed::Block* body = function.source->body;
  if (body && !body->statements.empty()) teller.first_line = std::max(teller.line(body->statements[0]->span), 1);
  for (Block* b : function.blocks)
    if (!b->region) teller.block(b);
}

}  // namespace cyrite::optimize
