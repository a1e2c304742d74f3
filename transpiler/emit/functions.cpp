// One function: its signature, declarations, blocks and jumps.
#include <algorithm>

#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;
using typed::FunctionKind;

static bool is_python_entry(const typed::Function& f) { return f.kind == FunctionKind::Def || f.kind == FunctionKind::Lambda; }

FunctionEmitter::FunctionEmitter(ModuleEmitter& module, const Function& function) : m(module), f(function) {}

static bool only_written(const Instruction& i, std::size_t operand) {
  return (i.op == Op::Store || i.op == Op::Initialise || i.op == Op::Clear) && operand == 0;
}

void FunctionEmitter::find_locals() {
  for (const Block* b : f.blocks)
    for (const Instruction* i : b->instructions) {
      for (std::size_t k = 0; k < i->operands.size(); ++k) {
        const Instruction* v = i->operands[k];
        if (!v || v->op != Op::LocalPlace) continue;
        mentioned.insert(v->local);
        bool counted = i->op == Op::Store && is_counted(v->type);
        if ((!only_written(*i, k) || counted) && !(i->op == Op::Load && uses_[i->id] == 0)) read.insert(v->local);
        if (v->local->storage == Storage::Closure)
          if (const Local* base = v->local->closure_depth == 0 ? f.closure_object : f.outer_closure) {
            mentioned.insert(base);
            read.insert(base);
          }
      }
      if (i->op == Op::LoopBegin) {
        mentioned.insert(i->loop->counter);
        read.insert(i->loop->counter);
      }
      if ((i->op == Op::MakeClosure || i->op == Op::MakeGenerator) && f.outer_closure) {
        mentioned.insert(f.outer_closure);
        read.insert(f.outer_closure);
      }
      if (i->op == Op::MakeGenerator && f.closure_object) read.insert(f.closure_object);
    }
}

void FunctionEmitter::find_labels() {
  for (std::size_t k = 0; k < f.blocks.size(); ++k) {
    const Block* b = f.blocks[k];
    const Block* next = k + 1 < f.blocks.size() ? f.blocks[k + 1] : nullptr;
    const Instruction& last = *b->instructions.back();
    auto jump = [&](const Block* to, bool may_fall) {
      if (to && !(may_fall && to == next)) labelled_.insert(to);
    };
    for (const Instruction* i : b->instructions)
      if (fails(*i) || i->op == Op::Fail) jump(i->error_exit ? i->error_exit : b->handler, i->op == Op::Fail);
    switch (last.op) {
      case Op::LoopBegin: jump(last.targets[0], true); break;  // the exit is reached behind the loop's end
      case Op::LoopEnd: jump(last.targets[1], true); break;
      case Op::Branch:
        if (last.targets[0] == next) jump(last.targets[1], false);
        else {
          jump(last.targets[0], false);
          jump(last.targets[1], true);
        }
        break;
      case Op::Switch:
        for (std::size_t t = 0; t < last.more_targets.size(); ++t) jump(last.more_targets[t], t + 1 == last.more_targets.size());
        break;
      default: each_successor(*b, [&](const Block* t) { jump(t, true); });
    }
  }
}

void FunctionEmitter::goto_block(const Block* target, const Block* next) {
  if (target != next) line("goto {};", label(target));
}

static const char* hinted(signed char likely) { return likely > 0 ? "CY_LIKELY" : likely < 0 ? "CY_UNLIKELY" : ""; }

// What was asked about the views of a loop can be told the C++ compiler only by parameters: their types and `restrict`.
void FunctionEmitter::seen_views_begin(const CountedLoop& l) {
  std::string parameters, data;
  for (const SeenView& s : l.seen) {
    const std::string& name = s.view->name;
    parameters += fmt::format("{}auto {}", parameters.empty() ? "" : ", ", name);
    if (!s.apart) continue;
    parameters += fmt::format(", char *__restrict {}_data", name);
    data += fmt::format(" {0}.data = {0}_data;", name);
  }
  line("[&]({}) {{{}", parameters, data);
  ++indent;
}
void FunctionEmitter::seen_views_end(const CountedLoop& l) {
  std::string arguments;
  for (const SeenView& s : l.seen) {
    const std::string& name = s.view->name;
    arguments += (arguments.empty() ? "" : ", ") + (s.packed ? fmt::format("cy::unit_stride({})", name) : name);
    if (s.apart) arguments += fmt::format(", {}.data", name);
  }
  --indent;
  line("}}({});", arguments);
}

void FunctionEmitter::loop_begin(const Instruction& i) {
  const CountedLoop& l = *i.loop;
  if (!l.seen.empty()) seen_views_begin(l);
  std::string c = local_text(*l.counter), start = arg(l.start), stop = wrap(expr(l.stop), kLess + 1);
  Value step = l.step;
  bool literal = !step || (step->op == Op::Literal && step->flag);
  std::int64_t by = !step ? (l.descending ? -1 : 1) : literal ? step->integer : 0;
  bool unit = by == 1 || by == -1;
  if (literal && !l.step_sign_unknown && (unit || !l.may_overflow)) {
    const char* sign = by < 0 ? (l.stop_inclusive ? ">=" : ">") : (l.stop_inclusive ? "<=" : "<");
    std::string next = unit ? (by < 0 ? "--" : "++") + c : fmt::format("{} += {}", c, by);
    line("for ({} = {}; {} {} {}; {}) {{", c, start, c, sign, stop, next);
  } else {
    std::string count = fmt::format("n_{}", l.counter->name);
    declared_.push_back({nullptr, count});
    std::string by_text = step ? arg(step) : l.descending ? "-1" : "1";
    std::string stop_text = arg(l.stop);
    if (l.stop_inclusive) stop_text = fmt::format("cy::inclusive_stop({}, {})", stop_text, by_text);
    line("for ({0} = cy::loop_count({1}, {2}, {3}), {4} = {1}; {0}; --{0}, {4} = cy::wrapping_add({4}, {3})) {{", count, start, stop_text, by_text, c);
  }
  ++indent;
}

void FunctionEmitter::terminator(const Block& b, const Block* next) {
  const Instruction& i = *b.instructions.back();
  switch (i.op) {
    case Op::Jump: return goto_block(i.targets[0], next);
    case Op::Branch: {
      std::string condition = wrap(expr(i.operands[0]), 1);
      const char* hint = hinted(i.likely);
      bool swap = i.targets[0] == next;
      if (swap) {
        Expression e = expr(i.operands[0]);
        condition = e.strength >= kUnary && e.text[0] == '!' && e.text[1] != '(' && e.text.find(' ') == std::string::npos ? e.text.substr(1) : "!" + wrap(e, kUnary);
        hint = hinted(static_cast<signed char>(-i.likely));
      }
      if (*hint) condition = fmt::format("{}({})", hint, condition);
      line("if ({}) goto {};", condition, label(swap ? i.targets[1] : i.targets[0]));
      if (!swap) goto_block(i.targets[1], next);
      return;
    }
    case Op::Switch: {
      line("switch ({}) {{", arg(i.operands[0]));
      for (std::size_t k = 0; k < i.cases.size(); ++k) line("  case {}: goto {};", i.cases[k], label(i.more_targets[k]));
      line("  default: break;");
      line("}}");
      return goto_block(i.more_targets.back(), next);
    }
    case Op::Return:
      if (is_profiled && i.operands.empty()) line("profiled.returned();");
      if (i.operands.empty()) return line("return{}{};", f.is_resume || f.source->kind == FunctionKind::ModuleBody ? " " : "", f.source->kind == FunctionKind::ModuleBody ? "0" : "");
      if (f.is_resume) return line("return cy::generator_return(generator, {});", returned(i));
      return line("return {};", returned(i));
    case Op::ReturnError: return line("return{}{};", error_value().empty() ? "" : " ", error_value());
    case Op::Fail: {
      const Block* to = i.error_exit ? i.error_exit : b.handler;
      if (!to) return line("return{}{};", error_value().empty() ? "" : " ", error_value());
      if (i.flag && is_profiled && regions_.empty()) line("profiled.reraises = true;");
      if (i.flag) return goto_block(to, next);
      uses_line = true;
      return line("CY_FAIL({}, {})", m.line(i.span), label(to));
    }
    case Op::Yield:
      line("generator->label = {};", i.integer);
      if (is_profiled) return line("return profiled.yielded({});", arg(i.operands[0]));
      return line("return {};", arg(i.operands[0]));
    case Op::Unreachable: return line("__builtin_unreachable();");
    case Op::LoopBegin:
      loop_begin(i);
      return goto_block(i.targets[0], next);
    case Op::LoopEnd:
      --indent;
      line("}}");
      if (!i.loop->seen.empty()) seen_views_end(*i.loop);
      return goto_block(i.targets[1], next);
    case Op::ParallelBegin:
      parallel_begin(i);
      return goto_block(i.targets[0], next);
    case Op::ParallelEnd:
      parallel_end(i);
      return goto_block(i.targets[0], next);
    default: return;
  }
}

// What a return statement gives, heard by profilers. Classes of C++ and arrays are not shown.
std::string FunctionEmitter::returned(const Instruction& i) {
  const Type* type = resolved(i.operands[0]->type);
  std::string value = is_class_object(type) ? given(i.operands[0], i) : arg(i.operands[0]);
  bool shown = is_profiled && f.source->kind != FunctionKind::ModuleBody && (is_counted(type) || is_numeric(type) || kind_of(type) == TypeKind::Pointer || kind_of(type) == TypeKind::Enum);
  if (shown && is_object(type)) return fmt::format("({})profiled.returned((PyObject*){})", c_declaration(i.operands[0]->type, ""), tight(i.operands[0]));
  if (shown) return fmt::format("profiled.returned({})", value);
  if (is_profiled) line("profiled.returned();");
  return value;
}

std::string FunctionEmitter::body() {
  choose_forms();
  find_labels();
  find_locals();
  find_private_locals();
  for (std::size_t k = 0; k < f.blocks.size(); ++k) {
    const Block* b = f.blocks[k];
    current = b;
    if (labelled_.count(b)) out += fmt::format(" {}:;\n", label(b));
    for (const Instruction* i : b->instructions) {
      std::size_t begin = out.size();
      int at = m.line(i->span);
      if (at && at != last_line_) {
        marks.push_back({static_cast<std::uint32_t>(out.size()), static_cast<std::uint32_t>(at)});
        last_line_ = at;
        if (m.options.line_directives) out += fmt::format("#line {} {}\n", at, m.file_expression(i->span.file));
      }
      if (is_terminator(i->op)) terminator(*b, k + 1 < f.blocks.size() ? f.blocks[k + 1] : nullptr);
      else instruction(*i);
      if (m.options.line_directives && last_line_) repeat_line(begin, fmt::format("#line {} {}\n", last_line_, m.file_expression(i->span.file)));
    }
  }
  if (m.options.line_directives) out += m.own_line_directive();
  return out;
}

// A source line that became several lines of C++ stays one line to a debugger.
void FunctionEmitter::repeat_line(std::size_t begin, const std::string& directive) {
  std::size_t at = out.find('\n', begin);
  if (out.compare(begin, 5, "#line") == 0 && at != out.npos) at = out.find('\n', at + 1);
  for (; at != out.npos && at + 1 < out.size(); at = out.find('\n', at + 1)) {
    bool ended = at > 0 && std::string_view(";{}:").find(out[at - 1]) != std::string_view::npos;
    if (!ended || out[at + 1] == '#') continue;
    out.insert(at + 1, directive);
    at += directive.size();
  }
}

static std::pair<std::string, std::string> declarator(const Type* type, const std::string& name, bool null) {
  if (auto* constant = as<ConstType>(type)) type = constant->base;  // C++ stores its value after the declaration
  std::string text = c_declaration(type, "\x01");
  bool is_value = is_numeric(type) || kind_of(type) == TypeKind::Struct;
  if (is_value && text.rfind("const ", 0) == 0) text.erase(0, 6);  // a typedef whose C name says const
  std::string initial = !null ? "" : is_view(type) || kind_of(type) == TypeKind::Exception_ ? "{}" : " = nullptr";
  std::size_t at = text.find('\x01');
  if (at + 1 == text.size()) return {text.substr(0, at), name + initial};
  return {"", text.substr(0, at) + name + text.substr(at + 1) + initial};
}

// The locals of optional arguments and of what the call says about itself are filled by the prologue.
static bool is_optional(const Function& f, const Local* l) {
  if (l == f.optional_given || l == f.skip_dispatch) return true;
  if (!f.source->signature || f.source->kind != FunctionKind::CFunction) return false;
  std::size_t required = f.source->signature->parameters.size() - static_cast<std::size_t>(f.source->signature->optional_count);
  for (std::size_t k = required; k < f.arguments.size(); ++k)
    if (f.arguments[k] == l) return true;
  return false;
}

std::string FunctionEmitter::declarations() {
  std::vector<const Local*> locals;
  for (const Local* l : f.locals) {
    if (!mentioned.count(l) || l->storage == Storage::Frame || l->storage == Storage::Closure || l->is_given || inside_region_.count(l) || counters_.count(l)) continue;
    bool passed = l->is_parameter && !f.is_resume && (f.called_directly || !is_python_entry(*f.source)) && !m.special_takes_arguments(*f.source);
    if (passed && !is_optional(f, l)) continue;
    locals.push_back(l);
  }
  return declaration_text(locals, declared_, buffer_size, uses_line);
}

std::string FunctionEmitter::declaration_text(const std::vector<const Local*>& locals, const std::vector<std::pair<const Type*, std::string>>& temporaries,
                                              std::size_t arguments, bool line_number) {
  std::vector<std::pair<std::string, std::string>> list;
  std::string objects;
  auto class_object = [&](const Type* type, const std::string& name) { objects += fmt::format("  cy::Late<{}> {};\n", c_declaration(type, ""), name); };
  for (const Local* l : locals) {
    if (l->storage == Storage::Raw) {
      class_object(l->type, l->name);
      continue;
    }
    if (region_errors_.count(l)) {
      list.push_back({"cy::ParallelError ", l->name + "{}"});
      continue;
    }
    bool zero = l->starts_null || l->holds_state;
    bool through_region = !region_errors_.empty() && l->is_temporary && is_numeric(l->type);  // set by a thread, and read where one has set it
    if (last_privates_.count(l) || through_region) {  // a loop without iterations leaves it alone
      list.push_back({(read.count(l) ? "" : "CY_UNUSED ") + c_declaration(l->type, "") + " ", l->name + "{}"});
      continue;
    }
    if (auto* record = as<StructType>(l->type); record && record->declared_extern && record->name == "Py_tss_t") {  // has no state that could be asked for before
      list.push_back({(read.count(l) ? "" : "CY_UNUSED ") + c_declaration(l->type, "") + " ", l->name + " = Py_tss_NEEDS_INIT"});
      continue;
    }
    auto [prefix, text] = declarator(l->type, l->name, zero && (is_counted(l->type) || kind_of(l->type) == TypeKind::Exception_));
    list.push_back({(read.count(l) ? "" : "CY_UNUSED ") + prefix, text});
  }
  for (auto& [type, name] : temporaries) {
    if (!type) list.push_back({"size_t ", name});
    else if (kind_of(type) == TypeKind::CppClass) class_object(type, name);
    else {
      auto [prefix, text] = declarator(type, name, false);
      list.push_back({prefix, text});
    }
  }
  if (arguments) list.push_back({"PyObject *", fmt::format("cy_args[{}]", arguments)});
  if (line_number) list.push_back({"int ", "cy_line = 0"});
  return declare_all(list) + objects;
}

std::string ModuleEmitter::profiled_call(const Function& f) {
  const typed::Function& s = *f.source;
  std::string name = fmt::format("profile_{}", function_name(f));
  tables += fmt::format("static cy::ProfileInfo {} = {{{}, {}, {}, nullptr}};\n", name, quoted(s.kind == FunctionKind::ModuleBody ? std::string_view("<module>") : s.name.empty() ? std::string_view("<lambda>") : s.name.view()), file_expression(s.span.file),
                        s.first_line ? s.first_line : line(s.span));
  const char* resumed = f.is_resume ? "generator->label > 0" : "false";
  const char* type = s.nogil && !s.acquires_gil ? "ProfiledWithoutGil" : "Profiled";
  return fmt::format("  cy::{} profiled(&{}, {}, {});\n", type, name, resumed, s.directives->linetrace ? "true" : "false");
}

void ModuleEmitter::function(const Function& f) {
  if (f.blocks.empty()) return;
  FunctionEmitter e(*this, f);
  e.is_profiled = is_profiled(f);
  std::string body = e.body();
  mentioned = e.mentioned;
  for (const Local* l : {f.skip_dispatch, f.optional_given})
    if (l) e.mentioned.insert(l);
  if (f.source->signature)
    for (std::size_t k = f.source->signature->parameters.size() - static_cast<std::size_t>(f.source->signature->optional_count); k < f.arguments.size(); ++k) e.mentioned.insert(f.arguments[k]);
  if (is_python_entry(*f.source))
    for (const Local* l : f.arguments) e.mentioned.insert(l);
  std::string arguments = f.is_resume ? "" : python_arguments(f, true);
  functions += (f.called_directly ? direct_signature(f, true) : signature(f, true)) + " {\n";
  if (f.is_resume && f.has_frame) functions += fmt::format("  {0}* frame = ({0}*)cy::generator_frame(generator);\n", frame_struct(*f.maker));
  functions += e.declarations() + (f.called_directly ? "" : arguments);
  if (f.source->acquires_gil && !f.is_resume) functions += "  cy::WithGil with_gil;\n";
  if (e.is_profiled) functions += profiled_call(f);
  std::uint32_t base = static_cast<std::uint32_t>(functions.size());
  for (LineMark mark : e.marks) marks.push_back({mark.offset + base, mark.line});
  functions += body + "}\n\n";
  if (f.called_directly) functions += signature(f, true) + " {\n" + arguments + "}\n\n";
}

}  // namespace cyrite::emit
