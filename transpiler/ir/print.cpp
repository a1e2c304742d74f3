// The IR as text. Leaves (constants and places of locals) are printed where they are used.
#include "ir/print.h"

#include <fmt/format.h>

#include "semantics/type_table.h"

namespace cyrite::ir {
namespace {

constexpr const char* kOperators[] = {"+", "-", "*", "/c", "%c", "//", "%", "/", "**", "<<", ">>", "&", "|", "^"};
constexpr const char* kUnary[] = {"-", "+", "~", "++x", "--x", "x++", "x--"};
constexpr const char* kComparisons[] = {"<", "<=", "==", "!=", ">", ">="};

bool is_leaf(Op op) {
  return op == Op::Literal || op == Op::PythonConstant || op == Op::Null || op == Op::LocalPlace || op == Op::GlobalPlace ||
         op == Op::Sizeof || op == Op::TypeObject;
}

struct Printer {
  std::string out;

  static std::string block_name(const Block* b) { return b ? fmt::format("b{}", b->id) : "out"; }

  std::string leaf(const Instruction& i) {
    switch (i.op) {
      case Op::Literal: return i.text;
      case Op::PythonConstant: return fmt::format("const#{}", i.constant);
      case Op::Null: return "null";
      case Op::LocalPlace: return i.local->name;
      case Op::GlobalPlace: return fmt::format("@{}", i.symbol ? i.symbol->name.view() : std::string_view(i.text));
      case Op::Sizeof: return fmt::format("sizeof({})", type_text(i.of_type));
      default: return fmt::format("type({})", type_text(i.of_type));
    }
  }
  std::string value(const Instruction* v) {
    if (!v) return "-";
    return is_leaf(v->op) ? leaf(*v) : fmt::format("%{}", v->id);
  }

  // What stands between the name of the operation and its operands.
  std::string detail(const Instruction& i) {
    switch (i.op) {
      case Op::FieldPlace:
      case Op::PointerFieldPlace: return " ." + i.text;
      case Op::Unary: return fmt::format(" {}", kUnary[static_cast<int>(i.c_unary)]);
      case Op::Binary:
      case Op::CheckedBinary: return fmt::format(" {}", kOperators[static_cast<int>(i.c_operator)]);
      case Op::Compare: return fmt::format(" {}", kComparisons[static_cast<int>(i.comparison)]);
      case Op::RuntimeCall: return fmt::format(" {}", i.runtime->name);
      case Op::CallFunction:
      case Op::CallVirtual: return fmt::format(" {}{}", i.symbol ? i.symbol->name.view() : "?", i.flag ? " direct" : "");
      case Op::CallMethod:
      case Op::LoadModuleName:
      case Op::StoreModuleName:
      case Op::DeleteModuleName: return fmt::format(" const#{}", i.constant);
      case Op::TellLine: return fmt::format(" {}", i.integer);
      case Op::ViewExtent:
      case Op::ViewStride: return fmt::format(" [{}]", i.integer);
      case Op::CheckIndex: return fmt::format(" [{}]{}{}", i.integer, i.checks.bounds ? " bounds" : "", i.checks.wraparound ? " wraparound" : "");
      case Op::CppCall:
      case Op::CheckBound:
      case Op::CheckNotNone:
      case Op::CheckNonZero: return i.text.empty() ? "" : fmt::format(" \"{}\"", i.text);
      case Op::Build: return i.display == typed::DisplayKind::List ? " list" : i.display == typed::DisplayKind::Tuple ? " tuple" : " set";
      case Op::CallPython:
        if (!i.function) return "";
        return fmt::format(" direct {} ({})", i.function->c_name, fmt::join(i.cases, " "));
      case Op::MakeFunction: return fmt::format(" {}", i.function ? i.function->c_name : "?");
      default: return "";
    }
  }

  void instruction(const Instruction& i) {
    if (is_leaf(i.op)) return;
    out += "    ";
    Ownership owner = ownership(i);
    if (owner != Ownership::None) out += fmt::format("%{} = ", i.id);
    out += info(i.op).name;
    out += detail(i);
    const char* separator = " ";
    for (const Instruction* operand : i.operands) {
      out += separator + value(operand);
      separator = ", ";
    }
    for (ConstantId name : i.names) out += fmt::format(" name#{}", name);
    if (i.loop) loop_facts(i);
    if (i.op == Op::ParallelBegin && i.region) region_facts(*i.region);
    targets(i);
    if (owner != Ownership::None && i.type) out += " : " + type_text(i.type);
    if (owner == Ownership::Owned || i.owns_result) out += " owned";
    if (i.without_gil) out += " nogil";
    if (fails(i)) out += i.error_exit ? " !" + block_name(i.error_exit) : " !";
    if (!i.proof.empty()) out += " # " + i.proof;
    out += '\n';
  }
  void loop_facts(const Instruction& i) {
    if (i.op != Op::LoopBegin) return;
    const CountedLoop& l = *i.loop;
    out += fmt::format(" {} = {} {} {} step {}", l.counter ? l.counter->name : "-", value(l.start),
                       l.descending ? "downto" : "to", value(l.stop), l.step ? value(l.step) : "1");
    if (l.stop_inclusive) out += " inclusive";
    if (l.step_sign_unknown) out += " either-sign";
    for (const SeenView& v : l.seen) out += fmt::format(" {}{}{}", v.view->name, v.packed ? " packed" : "", v.apart ? " apart" : "");
  }
  void region_facts(const ParallelRegion& r) {
    if (r.is_range) out += fmt::format(" range {} = {} to {} step {}", r.loop.counter ? r.loop.counter->name : "-", value(r.loop.start), value(r.loop.stop), r.loop.step ? value(r.loop.step) : "1");
    for (auto* l : r.privates) out += " private " + l->name;
    for (auto* l : r.last_privates) out += " lastprivate " + l->name;
    for (auto& [l, op] : r.reductions) out += fmt::format(" reduce({}) {}", kOperators[static_cast<int>(op)], l->name);
  }
  void targets(const Instruction& i) {
    if (i.op == Op::Switch) {
      for (std::size_t k = 0; k < i.more_targets.size(); ++k)
        out += k < i.cases.size() ? fmt::format(" {}: {}", i.cases[k], block_name(i.more_targets[k])) : " else: " + block_name(i.more_targets[k]);
      return;
    }
    if (i.targets[0]) out += " -> " + block_name(i.targets[0]);
    if (i.targets[1]) out += ", " + block_name(i.targets[1]);
    if (i.likely) out += i.likely > 0 ? " likely" : " unlikely";
  }

  void block(const Block& b) {
    out += fmt::format("  {}:", block_name(&b));
    if (!b.note.empty()) out += fmt::format(" ; {}", b.note);
    if (b.handler) out += fmt::format(" handler={}", block_name(b.handler));
    if (b.is_handler) out += " is_handler";
    if (b.is_cold) out += " cold";
    out += '\n';
    for (const Instruction* i : b.instructions) instruction(*i);
  }

  void function(const Function& f) {
    out += fmt::format("function {}", f.c_name);
    if (f.source && f.source->result) out += " -> " + type_text(f.source->result);
    out += '\n';
    for (const Local* l : f.locals) {
      out += fmt::format("  {} {}: {}", l->is_parameter ? "parameter" : "local", l->name, l->type ? type_text(l->type) : "?");
      if (l->storage == Storage::Frame) out += " frame";
      if (l->storage == Storage::Closure) out += fmt::format(" closure^{}", l->closure_depth);
      if (l->storage == Storage::Raw) out += " raw";
      if (l->starts_null) out += " starts_null";
      out += '\n';
    }
    for (const Block* b : f.blocks) block(*b);
  }
};

}  // namespace

std::string print(const Function& function) {
  Printer p;
  p.function(function);
  return std::move(p.out);
}

std::string print(const Module& module) {
  Printer p;
  for (const Function* f : module.functions) {
    p.function(*f);
    p.out += '\n';
  }
  return std::move(p.out);
}

}  // namespace cyrite::ir
