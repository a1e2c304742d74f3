// Instructions and terminators as C++ statements.
#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;

std::string FunctionEmitter::label(const Block* b) { return fmt::format("cy_L{}", b->id); }  // C texts have macros L1

std::string FunctionEmitter::error_value() const {
  if (f.is_resume || f.resume) return "nullptr";
  const Type* result = f.source ? f.source->result : nullptr;
  if (!result || is_void(result)) return "";
  const ExceptionSpec& e = f.source->exceptions;
  if ((e.kind == ExceptionSpec::Value || e.kind == ExceptionSpec::ValueMaybe) && !e.value.empty())
    return fmt::format("({}){}", c_declaration(result, ""), e.value.view());
  TypeKind k = kind_of(result);
  if (is_object(result) || k == TypeKind::Pointer) return "nullptr";
  if (k == TypeKind::Int || k == TypeKind::Float) return f.source->kind == typed::FunctionKind::ModuleBody ? "-1" : "0";
  if (k == TypeKind::Enum) return fmt::format("({})0", c_declaration(result, ""));
  return k == TypeKind::Struct ? fmt::format("cy::nothing<{}>()", c_declaration(result, "")) : c_declaration(result, "") + "{}";
}

// CY_TRY(failed, line, label): records the line and leaves for the error exit.
void FunctionEmitter::fallible(const Instruction& i, const std::string& failed) {
  const Block* to = i.error_exit ? i.error_exit : i.block->handler;
  if (!to) {
    line("if (CY_UNLIKELY({})) return{}{};", failed, error_value().empty() ? "" : " ", error_value());
    return;
  }
  if (i.op == Op::RuntimeCall && i.flag && i.runtime->name == "reraise") {
    if (is_profiled && regions_.empty()) line("if ({}) {{ profiled.reraises = true; goto {}; }}", failed, label(to));
    else line("if ({}) goto {};", failed, label(to));
    return;
  }
  uses_line = true;
  line("CY_TRY({}, {}, {})", failed, m.line(i.span), label(to));
}

static std::string occurred(const Instruction& i) { return i.without_gil ? "cy::error_occurred()" : "PyErr_Occurred()"; }

static std::string unsigned_cast(const Type* t) {
  auto* n = as<IntType>(t);
  if (auto* e = as<EnumType>(t); e && e->is_scoped) return fmt::format("({})", c_declaration(t, ""));
  return n && (n->sign == Sign::Unsigned || n->size_unknown) ? fmt::format("({})", c_declaration(t, "")) : "";
}

static std::string row_failure(const Instruction& i, const std::string& a) {
  // What stands in the place of a builtin may fail, whatever the builtin does.
  bool may_be_replaced = !i.names.empty() && i.runtime->failure == Failure::Never;
  if (may_be_replaced) return i.runtime->result == ResultMode::New ? "!" + a : a + " < 0";
  switch (i.runtime->failure) {
    case Failure::Never: return "";
    case Failure::Null: return "!" + a;
    case Failure::MinusOne: return fmt::format("{} == {}-1", a, unsigned_cast(i.type));
    case Failure::MinusOneMaybe: return fmt::format("{} == {}-1 && {}", a, unsigned_cast(i.type), occurred(i));
    case Failure::Occurred:
      if (i.type && (is_object(i.type) || is_pointer(i.type))) return fmt::format("!{} && {}", a, occurred(i));
      return fmt::format("({}, {})", a, occurred(i));
    case Failure::Negative: return a + " < 0";
    case Failure::ViewNull: return fmt::format("!{}.owner", a);
  }
  return "";
}

// `assigned` is the operation, parenthesised if it assigns its result.
std::string FunctionEmitter::failure_test(const Instruction& i, const std::string& a) {
  if (i.op == Op::RuntimeCall) return row_failure(i, a);
  if (i.op == Op::CheckedBinary || i.op == Op::StoreModuleName || i.op == Op::DeleteModuleName || i.op == Op::MakeType) return a + " < 0";
  if (!i.signature && !i.exceptions) return is_view(i.type) ? fmt::format("!{}.owner", a) : "!" + a;
  const ExceptionSpec& e = i.exceptions ? *i.exceptions : i.signature->exceptions;
  bool none = !i.type || is_void(i.type);
  switch (e.kind) {
    case ExceptionSpec::Object: return is_view(i.type) ? fmt::format("!{}.owner", a) : "!" + a;
    case ExceptionSpec::Value:
    case ExceptionSpec::ValueMaybe: {
      if (none) return fmt::format("({}, {})", a, occurred(i));
      std::string value = fmt::format("({}){}", c_declaration(i.type, ""), e.value.view());
      std::string equal = fmt::format("{} == {}", a, value);
      // A NaN equals nothing, and the value of a name only its header knows.
      bool is_number = !e.value.empty() && (e.value.view()[0] == '-' || (e.value.view()[0] >= '0' && e.value.view()[0] <= '9'));
      if (is_float(i.type) && !is_number) equal = fmt::format("cy::is_error_value({}, {})", a, value);
      return e.kind == ExceptionSpec::Value ? equal : equal + " && " + occurred(i);
    }
    case ExceptionSpec::Always: return fmt::format("({}, {})", a, occurred(i));
    default: return "";
  }
}

void FunctionEmitter::cpp_guarded(const Instruction& i, const std::string& statement) {
  const Block* to = i.error_exit ? i.error_exit : i.block->handler;
  const ExceptionSpec& e = i.exceptions ? *i.exceptions : i.signature->exceptions;
  std::string translate = "cy::translate_exception()";
  if (!e.handler_c_name.empty()) {
    bool is_class = !e.handler || e.handler->kind != SymbolKind::CFunction;
    translate = is_class ? fmt::format("cy::translate_exception_as({})", e.handler_c_name.view()) : fmt::format("cy::translate_exception_by([] {{ {}(); }})", e.handler_c_name.view());
  }
  if (i.without_gil) translate = fmt::format("{{ PyGILState_STATE s = PyGILState_Ensure(); {}; PyGILState_Release(s); }}", translate);
  else translate += ";";
  uses_line = uses_line || to;
  // A Python exception may have been raised as well.
  bool object = form(i) == Form::Temporary && is_object(i.type);
  std::string raised = e.star_handler || e.cpp_value_checked ? occurred(i) : object ? "!" + result_name(i) : "";
  if (!to) {
    line("try {{ {} }} catch (...) {{ {} return{}{}; }}", statement, translate, error_value().empty() ? "" : " ", error_value());
    return;
  }
  line("try {{ {} }} catch (...) {{ {} CY_FAIL({}, {}) }}", statement, translate, m.line(i.span), label(to));
  if (!raised.empty()) line("CY_TRY({}, {}, {})", raised, m.line(i.span), label(to));
}

static bool pointed_class(const Type* type) {
  auto* pointer = as<PointerType>(type);
  return pointer && is_class_object(pointer->base) && !as<ConstType>(pointer->base);
}

std::string FunctionEmitter::kept(const Instruction& i, const std::string& text) {
  std::string name = result_name(i);
  if (is_class_object(i.type)) return fmt::format("{}.emplace({})", name, text);
  // What C++ returns may be a pointer to const that the declaration does not show.
  if (i.op == Op::CppCall && !i.flag && is_pointer(i.type) && (i.cpp_form == CppForm::Method || i.cpp_form == CppForm::ArrowMethod || i.cpp_form == CppForm::Function))
    return fmt::format("{} = ({})({})", name, c_declaration(i.type, ""), text);
  if (i.flag && i.op == Op::CppCall && pointed_class(i.type)) return fmt::format("{} = ({})cy::place_address({})", name, c_declaration(i.type, ""), text);
  return i.flag && i.op == Op::CppCall ? fmt::format("{} = ({})&({})", name, c_declaration(i.type, ""), text) : fmt::format("{} = {}", name, text);
}

// A call with a result that is checked: dying arguments are released between the call and the check.
void FunctionEmitter::checked_call(const Instruction& i) {
  Expression operation = compute(i);
  bool has_result = ownership(i) != Ownership::None;
  bool keep = form(i) == Form::Temporary;
  bool failing = fails(i);
  bool cpp = (i.exceptions && i.exceptions->kind == ExceptionSpec::Cpp) || (i.signature && i.signature->exceptions.kind == ExceptionSpec::Cpp);
  std::string assigned = keep ? kept(i, wrap(operation, kAssign)) : operation.text;
  if (cpp && failing) {
    cpp_guarded(i, assigned + ";");
    for (Value v : i.dying) release(v, false, i.without_gil);
    return;
  }
  if (!failing) {
    line("{}{};", !keep && has_result && i.op != Op::RuntimeCall ? "(void)" : "", !keep && has_result ? wrap(operation, kUnary) : assigned);
    for (Value v : i.dying) release(v, false, i.without_gil);
    return;
  }
  std::string test = failure_test(i, keep ? "(" + assigned + ")" : wrap(operation, kUnary));
  if (i.dying.empty()) {
    fallible(i, test);
    return;
  }
  // The result must be kept over the releases.
  if (!has_result || (!keep && is_void(i.type))) {
    line("{};", assigned);
    for (Value v : i.dying) release(v, false, i.without_gil);
    fallible(i, occurred(i));
    return;
  }
  std::string name = result_name(i);
  line("{};", kept(i, wrap(operation, kAssign)));
  for (Value v : i.dying) release(v, false, i.without_gil);
  std::string after = failure_test(i, name);
  if (after.rfind("(" + name + ", ", 0) == 0) after = occurred(i);
  fallible(i, after);
}

static std::string release_call(const Type* type, bool maybe, bool without_gil) {
  if (is_view(type)) return without_gil ? "cy::view_release" : "cy::view_release_held";
  if (without_gil) return "cy::release_without_gil";
  return maybe ? "cy::release_maybe" : "cy::release_object";
}

void FunctionEmitter::release(Value v, bool maybe, bool without_gil) {
  std::string text = arg(v);
  line("{}({});", release_call(v->type, maybe, without_gil), text);
  const Instruction* load = v;
  if (load->op == Op::Load && load->moves && load->operands[0]->op == Op::LocalPlace && load->operands[0]->local->storage == Storage::Frame)
    line("{} = {};", place(load->operands[0]).text, is_view(v->type) ? "{}" : "nullptr");
}
void FunctionEmitter::retain(Value v, bool maybe) {
  std::string text = arg(v);
  if (is_view(v->type)) line("cy::view_retain({});", text);
  else line("{}({});", maybe ? "Py_XINCREF" : "Py_INCREF", text);
}

static bool is_raw_field(const Instruction& place) {
  // Fields of extern object structs have pointer types of their own.
  if (place.op != Op::PointerFieldPlace || !place.of_type) return false;
  auto* e = as<ExtensionType>(place.of_type);
  return e && e->is_extern;
}

void FunctionEmitter::store(const Instruction& i) {
  Value target = i.operands[0], value = i.operands[1];
  Expression to = place(target);
  std::string text = is_class_object(target->type) ? given(value, i) : arg(value);
  if (target->op == Op::NewFramePlace && is_class_object(target->type)) return line("{}.set({});", to.text, text);
  if (target->op == Op::LocalPlace && is_late(*target->local)) return line("{}.set({});", local_storage(*target->local), text);
  bool of_region = i.block->region && target->op == Op::LocalPlace && i.block->region->status == target->local;
  if (of_region) return line("__atomic_store_n(&{}, {}, __ATOMIC_RELAXED);", to.text, text);
  bool counted = is_counted(target->type);
  bool linear = target->op == Op::LocalPlace && target->local->is_linear;  // holds nothing when it is set
  if (!counted || linear || i.op == Op::Initialise) {
    bool array = kind_of(target->type) == TypeKind::Array;
    if (array && value->op == Op::AggregateValue && form(*value) != Form::Temporary) line("cy::set_array({}, {});", to.text, text);
    else if (array && value->op == Op::Literal) line("std::memcpy(&{}, {}, sizeof {});", wrap(to, kUnary), value->text, wrap(to, kUnary));  // a string
    else if (array) line("std::memcpy(&{}, &{}, sizeof {});", wrap(to, kUnary), tight(value), wrap(to, kUnary));
    else line("{} = {};", to.text, kind_of(target->type) == TypeKind::Pointer && m.is_loose(target) ? m.loose_pointer(text) : text);
    return;
  }
  if (is_raw_field(*target)) line("cy::assign((PyObject*&){}, {});", wrap(to, kUnary), text);
  else line("cy::{}({}, {});", i.flag ? "assign" : "assign_maybe", to.text, text);
}

std::string FunctionEmitter::check_index(const Instruction& i) {
  Value index = i.operands[1];
  std::string extent = fmt::format("cy::view_extent({}, {})", arg(i.operands[0]), i.integer);
  std::string name = result_name(i);
  auto* type = as<IntType>(index->type);
  bool is_unsigned = type && type->sign == Sign::Unsigned;
  bool known_positive = is_unsigned || (index->op == Op::Literal && index->flag && index->integer >= 0);
  line("{} = {};", name, arg(index));
  if (i.checks.wraparound && !known_positive) line("if ({0} < 0) {0} += {1};", name, extent);
  if (!i.checks.bounds) return "";
  return fmt::format("(size_t){} >= (size_t){} && cy::raise_index_error({})", name, extent, i.integer);
}

static std::string unbound(const Instruction& i) {
  const Instruction* place = i.operands[0];
  if (place->op == Op::PointerFieldPlace || place->op == Op::FieldPlace) return fmt::format("cy::raise_unset_attribute({})", quoted(i.text));
  if (i.symbol || place->op == Op::GlobalPlace) return fmt::format("cy::raise_name_error({})", quoted(i.text));
  return fmt::format("cy::{}({})", i.flag ? "raise_unbound_free" : "raise_unbound_local", quoted(i.text));
}

void FunctionEmitter::instruction(const Instruction& i) {
  if (form(i) == Form::Inline) return;
  switch (i.op) {
    case Op::Load: case Op::Unary: case Op::Binary: case Op::Compare: case Op::NotTruth: case Op::CCast: case Op::Select:
    case Op::AggregateValue: case Op::LoopCount: case Op::LinearTest: case Op::ViewExtent: case Op::ViewStride: case Op::AddressOf: {
      line("{};", kept(i, wrap(compute(i), kAssign)));
      const Instruction* p = i.op == Op::Load ? i.operands[0] : nullptr;
      if (i.moves && p->op == Op::LocalPlace && p->local->storage == Storage::Frame) line("{} = {};", place(i.operands[0]).text, is_view(i.type) ? "{}" : "nullptr");
      return;
    }
    case Op::PointerToObject:
      line("{} = (PyObject*){};", result_name(i), wrap(expr(i.operands[0]), kUnary));
      line("Py_INCREF({});", result_name(i));
      return;
    case Op::Store:
    case Op::Initialise: return store(i);
    case Op::Clear: {
      std::string text = place(i.operands[0]).text;
      if (!is_counted(i.operands[0]->type)) return;
      line("cy::clear({});", text);
      return;
    }
    case Op::CheckBound:
      if (i.operands[0]->op == Op::LocalPlace && is_class_object(i.operands[0]->type))
        return is_late(*i.operands[0]->local) ? fallible(i, fmt::format("!{}.has_value() && {}", local_storage(*i.operands[0]->local), unbound(i))) : void();
      return fallible(i, fmt::format("!{} && {}", wrap(place(i.operands[0]), kUnary), unbound(i)));
    case Op::CheckView: {
      bool field = i.operands[0]->op == Op::FieldPlace || i.operands[0]->op == Op::PointerFieldPlace;
      std::string raise = field ? "cy::raise_uninitialised_view()" : fmt::format("cy::raise_unset_view({})", quoted(i.text));
      return fallible(i, fmt::format("!{}.owner && {}", wrap(place(i.operands[0]), kPrimary), raise));
    }
    case Op::CheckNotNone:
      if (is_view(i.operands[0]->type)) return fallible(i, fmt::format("cy::view_is_none({}) && cy::raise_none({})", arg(i.operands[0]), quoted(i.text)));
      return fallible(i, fmt::format("{} == Py_None && cy::raise_none({})", wrap(expr(i.operands[0]), kEqual + 1), quoted(i.text)));
    case Op::CheckNonZero: return fallible(i, fmt::format("{} == {} && cy::raise_zero_division({})", wrap(expr(i.operands[0]), kEqual + 1), is_complex(i.operands[0]->type) ? c_declaration(resolved(i.operands[0]->type), "") + "(0)" : "0", quoted(i.text)));
    case Op::CheckDivision:
      return fallible(i, fmt::format("cy::division_overflows<{}>({}, {}) && cy::raise_overflow(\"value too large to perform division\")", c_declaration(resolved(i.operands[0]->type), ""), arg(i.operands[0]), arg(i.operands[1])));
    case Op::CheckedBinary: {
      static const char* const names[] = {"add", "subtract", "multiply", "", "", "", "", "", "power", "shift_left", "", "", "", ""};
      if (!*names[static_cast<int>(i.c_operator)]) return line("{} = {};", result_name(i), wrap(binary(i), kAssign));  // has checks of its own
      return fallible(i, fmt::format("cy::{}_overflows<{}>({}, {}, &{}) && cy::raise_overflow(\"value too large\")", names[static_cast<int>(i.c_operator)], c_declaration(resolved(i.type), ""), arg(i.operands[0]), arg(i.operands[1]), result_name(i)));
    }
    case Op::CheckIndex: {
      std::string failed = check_index(i);
      if (!failed.empty()) fallible(i, failed);
      return;
    }
    case Op::TellLine: return fallible(i, fmt::format("profiled.line({}) < 0", i.integer));
    case Op::Retain:
      if (i.without_gil && !is_view(i.operands[0]->type)) return line("cy::retain_without_gil({});", arg(i.operands[0]));
      return retain(i.operands[0], i.flag);
    case Op::Release: return release(i.operands[0], false, i.without_gil);
    case Op::ReleaseMaybe: return release(i.operands[0], true, i.without_gil);
    case Op::CallPython: case Op::CallMethod: case Op::CallPythonUnpacked: return python_call(i);
    case Op::Build: return build(i);
    case Op::MakeFunction: return make_function(i);
    case Op::EnterHandler: case Op::LeaveHandler: case Op::SaveRaised: case Op::RestoreRaised: return handler_state(i);
    case Op::ReleaseGil: case Op::ReacquireGil: case Op::EnsureGil: case Op::LeaveGil: return gil_state(i);
    case Op::AddTraceback:
      uses_line = true;
      if (is_profiled && !i.without_gil && regions_.empty()) line("profiled.raised(cy_line);");
      line("cy::{}({}, {}, cy_line);", i.without_gil ? "add_traceback_nogil" : "add_traceback", quoted(m.traceback_name(*f.source)), m.shown_file(f.source->span.file));
      return;
    case Op::WriteUnraisable:
      uses_line = true;
      return line("cy::report_unraisable({}, {}, cy_line);", quoted(m.traceback_name(*f.source)), m.shown_file(f.source->span.file));
    case Op::SentValue:
      line("{} = sent;", result_name(i));
      return fallible(i, "!" + result_name(i));
    case Op::SliceView: return slice_view(i);
    case Op::Construct: case Op::Destroy: case Op::CppCall: return cpp_operation(i);
    default: return checked_call(i);
  }
}

void FunctionEmitter::handler_state(const Instruction& i) {
  std::string state = place(i.operands[0]).text;
  if (region_errors_.count(i.operands[0]->local)) {
    if (i.op == Op::SaveRaised) {
      uses_line = true;
      line("cy::add_traceback({}, {}, cy_line);", quoted(m.traceback_name(*f.source)), m.shown_file(f.source->span.file));
    }
    return line("cy::{}(&{});", i.op == Op::SaveRaised ? "carry_error" : team_errors_.count(i.operands[0]->local) ? "raise_carried_in_team" : "raise_carried", state);
  }
  switch (i.op) {
    case Op::EnterHandler:
      uses_line = true;
      if (is_profiled && !i.without_gil && regions_.empty()) line("profiled.raised(cy_line);");
      line("cy::add_traceback({}, {}, cy_line);", quoted(m.traceback_name(*f.source)), m.shown_file(f.source->span.file));
      line("cy::enter_handler(&{});", state);
      return;
    case Op::LeaveHandler: line("cy::leave_handler(&{});", state); return;
    case Op::SaveRaised: line("cy::save_raised(&{});", state); return;
    default: line("cy::restore_raised(&{});", state); return;
  }
}

void FunctionEmitter::gil_state(const Instruction& i) {
  std::string state = place(i.operands[0]).text;
  switch (i.op) {
    case Op::ReleaseGil: line("{} = cy::release_{}gil();", state, i.flag ? "held_" : ""); return;
    case Op::ReacquireGil: line("cy::reacquire_{}gil({});", i.flag ? "released_" : "", state); return;
    case Op::EnsureGil: line("{} = cy::ensure_gil();", state); return;
    default: line("cy::leave_gil({});", state); return;
  }
}

void FunctionEmitter::python_call(const Instruction& i) {
  if (i.op == Op::CallPythonUnpacked) {
    std::string name = result_name(i);
    std::string keywords = i.operands.size() > 2 && i.operands[2] ? arg(i.operands[2]) : "nullptr";
    line("{} = cy::call_tuple_dict({}, {}, {});", name, arg(i.operands[0]), arg(i.operands[1]), keywords);
  } else {
    bool method = i.op == Op::CallMethod;
    std::size_t count = i.operands.size() - 1, keywords = i.names.size();
    std::string head = arg(i.operands[0]), name = result_name(i), direct = i.function ? direct_call(i) : "";
    if (!direct.empty()) line("if (CY_LIKELY(cy::is_function({}, &{}))) {} = {};", head, m.info_name(*i.function), name, direct);
    std::string method_name = method ? m.constant(i.constant) : "";
    if (keywords == 0 && count <= 2) {
      std::string text = !method ? "" : remembers(i) ? fmt::format("cy::cached_method_{}(&attribute_cache[{}], {}, {}", count, m.attribute_caches++, head, method_name)
                                                    : fmt::format("cy::call_method_{}({}, {}", count, head, method_name);
      if (!method) text = fmt::format("cy::call_{}({}", count, head);
      for (std::size_t k = 1; k <= count; ++k) text += ", " + arg(i.operands[k]);
      line("{}{} = {});", direct.empty() ? "" : "else ", name, text);
    } else {
      if (!direct.empty()) line("else {{");
      // Slot 0 is the object of a method call, or the slot that the vectorcall protocol may write to.
      buffer_size = std::max(buffer_size, count + 1);
      if (method) line("cy_args[0] = {};", head);
      for (std::size_t k = 1; k <= count; ++k) line("cy_args[{}] = {};", k, arg(i.operands[k]));
      std::string names = keywords ? m.constant(m.names_tuple(i.names)) : "nullptr";
      if (method && remembers(i)) line("{} = cy::cached_method(&attribute_cache[{}], {}, cy_args, {}, {});", name, m.attribute_caches++, method_name, count + 1 - keywords, names);
      else if (method) line("{} = cy::call_method({}, cy_args, {}, {});", name, method_name, count + 1 - keywords, names);
      else line("{} = cy::call_vector({}, cy_args + 1, {}, {});{}", name, head, count - keywords, names, direct.empty() ? "" : " }");
    }
  }
  for (Value v : i.dying) release(v, false, i.without_gil);
  fallible(i, "!" + result_name(i));
  if (form(i) == Form::Discarded && i.owns_result) return;  // released by the instruction that follows
}

// The call of the C body of a function whose object is the callee; missing arguments are the defaults that it was made with.
std::string FunctionEmitter::direct_call(const Instruction& i) {
  const typed::Function& callee = *i.function->source;
  std::string text = m.direct_name(*i.function) + "(";
  std::size_t required = 0;
  for (std::size_t k = 0; k < i.cases.size(); ++k) {
    if (k) text += ", ";
    if (!callee.parameters[k].has_default) required = k + 1;
    if (i.cases[k] >= 0) text += arg(i.operands[static_cast<std::size_t>(i.cases[k])]);
    else text += fmt::format("cy::default_argument({}, {})", arg(i.operands[0]), k - required);
  }
  return text + ")";
}

void FunctionEmitter::build(const Instruction& i) {
  static const char* const names[] = {"list", "tuple", "set"};
  buffer_size = std::max(buffer_size, i.operands.size());
  std::string name = result_name(i);
  for (std::size_t k = 0; k < i.operands.size(); ++k) line("cy_args[{}] = {};", k, arg(i.operands[k]));
  fallible(i, fmt::format("!({} = cy::build_{}({}, {}))", name, names[static_cast<int>(i.display)], i.operands.empty() ? "nullptr" : "cy_args", i.operands.size()));
}

void FunctionEmitter::make_function(const Instruction& i) {
  std::string operands;
  for (std::size_t k = 0; k < 4; ++k) {
    bool there = k < i.operands.size() && i.operands[k] && i.operands[k]->op != Op::Null;
    operands += ", " + (there ? arg(i.operands[k]) : std::string("nullptr"));
  }
  ConstantId module_name = m.constants().add({Constant::Str, m.source.name.str(), {}});
  line("{} = cy::make_function(&{}, {}, cy::module_dict{});", result_name(i), m.info_name(*i.function), m.constant(module_name), operands);
  for (Value v : i.dying) release(v, false, i.without_gil);
  fallible(i, "!" + result_name(i));
}

}  // namespace cyrite::emit
