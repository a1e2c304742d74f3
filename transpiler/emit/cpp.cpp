// C++ objects: construction, methods, operators; and slices of views.
#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;

std::string FunctionEmitter::cpp_text(const Instruction& i) {
  std::size_t n = i.operands.size();
  auto operand = [&](std::size_t k) { return info(i.operands[k]->op).result == ResultClass::Place ? place(i.operands[k]) : expr(i.operands[k]); };
  auto list = [&](std::size_t first) {
    std::string text = "(";
    for (std::size_t k = first; k < n; ++k) text += (k > first ? ", " : "") + given(i.operands[k], i);
    return text + ")";
  };
  std::string name = i.text;
  if (!i.texts.empty()) {
    name += '<';
    for (std::size_t k = 0; k < i.texts.size(); ++k) name += (k ? ", " : "") + i.texts[k].str();
    name += '>';
  }
  switch (i.cpp_form) {
    case CppForm::Method: return wrap(operand(0), kPrimary) + "." + name + list(1);
    case CppForm::ArrowMethod: return wrap(operand(0), kPrimary) + "->" + name + list(1);
    case CppForm::Function: return (i.of_type && name.find("::") == name.npos ? c_declaration(i.of_type, "") + "::" : "") + name + list(0);
    case CppForm::Constructor: return c_declaration(i.of_type ? i.of_type : i.type, "") + list(0);
    case CppForm::New: return "new " + c_declaration(i.of_type, "") + list(0);
    case CppForm::Delete: return "delete " + wrap(operand(0), kUnary);
    case CppForm::Prefix: return i.text + wrap(operand(0), kUnary);
    case CppForm::Binary:
      if (i.text == ",") return "(" + wrap(operand(0), kAssign) + ", " + wrap(operand(1), kAssign) + ")";
      return wrap(operand(0), kUnary) + " " + i.text + " " + wrap(operand(1), kUnary);
    case CppForm::Subscript:
      if (n == 3) return wrap(operand(0), kPrimary) + "[" + wrap(operand(1), kAssign) + "] = " + wrap(operand(2), kAssign);
      return wrap(operand(0), kPrimary) + "[" + wrap(operand(1), kAssign) + "]";
    case CppForm::CallOperator: return wrap(operand(0), kPrimary) + list(1);
    case CppForm::Postfix: return wrap(operand(0), kPrimary) + i.text;
    case CppForm::Typeid: return fmt::format("typeid({})", i.of_type ? c_declaration(i.of_type, "") : wrap(operand(0), kAssign));
    case CppForm::Assign: return wrap(operand(0), kUnary) + " = " + given(i.operands[1], i);
  }
  return "";
}

// A method whose result (or the error indicator alone) says that an exception is set.
void FunctionEmitter::cpp_checked(const Instruction& i, bool keep, const std::string& statement) {
  bool has_value = keep && !is_class_object(i.type) && !i.flag;
  raw_line(statement);
  std::string test = failure_test(i, has_value ? result_name(i) : "0");
  bool asks = !has_value || i.exceptions->kind == ExceptionSpec::Always;
  fallible(i, asks ? i.without_gil ? "cy::error_occurred()" : "PyErr_Occurred()" : test);
}

void FunctionEmitter::cpp_operation(const Instruction& i) {
  std::string statement;
  if (i.op == Op::Construct) {
    statement = fmt::format("{}.emplace();", local_storage(*i.operands[0]->local));
  } else if (i.op == Op::Destroy) {
    statement = fmt::format("{}.reset();", local_storage(*i.operands[0]->local));
  } else {
    std::string text = cpp_text(i);
    bool keep = form(i) == Form::Temporary;
    statement = keep ? kept(i, text) + ";" : text + ";";
    bool returned = fails(i) && i.exceptions && i.exceptions->kind != ExceptionSpec::Cpp;  // as C functions report them
    if (returned) return cpp_checked(i, keep, statement);
  }
  if (fails(i)) cpp_guarded(i, statement);
  else raw_line(statement);
}

// A slice is made axis by axis; what an absent bound means depends on the sign of the step, so it is passed as a flag.
void FunctionEmitter::slice_view(const Instruction& i) {
  std::string from = arg(i.operands[0]), name = result_name(i);
  line("{} = {}{{}};", name, c_declaration(i.type, ""));
  line("{0}.data = {1}.data;", name, from);
  std::size_t next = 1;
  int source_axis = 0, target_axis = 0;
  for (const typed::ViewSubscript& s : i.subscripts) {
    if (s.kind == typed::ViewSubscript::NewAxis) {
      line("cy::view_new_axis({}, {});", name, target_axis++);
      continue;
    }
    if (s.kind == typed::ViewSubscript::Index) {
      std::string index = arg(i.operands[next++]);
      fallible(i, fmt::format("cy::view_index_axis({}, {}, {}, {}, {}, {}) < 0", from, name, source_axis, index, i.checks.wraparound ? 1 : 0, i.checks.bounds ? 1 : 0));
      ++source_axis;
      continue;
    }
    std::string parts[3] = {"0", "0", "0"};
    int flags = 0, k = 0;
    for (const typed::Expr* part : {s.lower, s.upper, s.step}) {
      if (part) {
        parts[k] = arg(i.operands[next++]);
        flags |= 1 << k;
      }
      ++k;
    }
    fallible(i, fmt::format("cy::view_slice_axis({}, {}, {}, {}, {}, {}, {}, {}) < 0", from, name, source_axis, target_axis, parts[0], parts[1], parts[2], flags));
    ++source_axis;
    ++target_axis;
  }
  line("{}.owner = {}.owner;", name, from);
}

}  // namespace cyrite::emit
