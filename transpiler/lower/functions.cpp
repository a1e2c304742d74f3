// Functions: locals, what happens before the body (arguments, closures, generators, overrides of cpdef methods), and the end.
#include "lower/lowering.h"

namespace cyrite::lower {

using typed::FunctionKind;

FunctionLowering::FunctionLowering(ModuleLowering& module, ir::Function& function)
    : m(module), types(module.types), f(function), source(*function.source), b(module.module, function) {}

ir::Local* FunctionLowering::local(const typed::Local* l) {
  auto known = locals_.find(l);
  if (known != locals_.end()) return known->second;
  ir::Local* made = nullptr;
  auto captured = m.captured.find(l);
  if (captured != m.captured.end() && captured->first->owner == &source) {
    made = captured->second;
  } else if (captured != m.captured.end()) {
    made = b.new_local(l->type, l->name.view());
    made->name = captured->second->name;  // the name of the field
    made->storage = ir::Storage::Closure;
    made->closure_depth = m.closure_depth(source, *l->owner);
  } else {
    made = b.new_local(l->type, l->name ? l->name.view() : std::string_view("t"));
    made->is_temporary = l->is_temporary;
    made->starts_null = is_counted(l->type) && (l->may_be_unbound || l->is_deleted);
    // Temporaries of classes without a default constructor, and variables that need not be set, live in raw storage.
    bool optional = l->is_temporary || (source.directives && source.directives->cpp_locals);
    if (kind_of(l->type) == TypeKind::CppClass && !l->is_parameter && optional) made->storage = ir::Storage::Raw;
  }
  made->source = const_cast<typed::Local*>(l);
  locals_[l] = made;
  return made;
}

ir::Local* FunctionLowering::temporary(const Type* type, std::string_view name) {
  ir::Local* made = b.new_local(type, name);
  made->is_temporary = true;
  if (kind_of(type) == TypeKind::CppClass) made->storage = ir::Storage::Raw;
  return made;
}

ir::Local* FunctionLowering::state_local(const Type* type, std::string_view name) {
  ir::Local* made = b.new_local(type, name);
  made->holds_state = true;
  return made;
}

Value FunctionLowering::none() { return b.constant(m.source.constants.add({Constant::None, {}, {}}), types.object); }

Value FunctionLowering::is_null(Value v) { return compare(typed::CComparison::Equal, v, b.null(v->type)); }

void FunctionLowering::set_handler(ir::Block* handler) {
  b.handler = handler;
  if (b.current() && !b.terminated() && b.current()->handler != handler) b.place(b.new_block());
}

ir::Block* FunctionLowering::handler_block(std::string_view note, ir::Block* outer) {
  ir::Block* saved = b.handler;
  b.handler = outer;
  ir::Block* block = b.new_block(note);
  b.handler = saved;
  block->is_handler = true;
  block->is_cold = true;
  return block;
}

void FunctionLowering::pass_on() { b.add(Op::Fail, nullptr)->flag = true; }
void FunctionLowering::unreachable() { b.add(Op::Unreachable, nullptr); }

Value FunctionLowering::default_result(const Type* type) {
  if (is_object(type)) return none();
  switch (kind_of(type)) {
    case TypeKind::View:
    case TypeKind::Pointer: return b.null(type);
    case TypeKind::Struct:
    case TypeKind::Tuple:
    case TypeKind::CppClass:
    case TypeKind::Complex:
    case TypeKind::Array: return b.add(Op::AggregateValue, type);
    default: return zero(type);
  }
}

// ---- arguments

// The slots whose C functions take C values. Null: an object.
static const Type* slot_argument_type(const TypeTable& types, const typed::Function& f, std::size_t index) {
  if (f.kind != FunctionKind::Special) return nullptr;
  if (f.slot == "__richcmp__" && index == 2) return types.int_;
  bool buffer = f.slot == "__getbuffer__" || f.slot == "__releasebuffer__";
  if (!buffer || index == 0) return nullptr;
  return index == 1 ? f.parameters[1].local->type : types.int_;
}

// What arrives for a parameter: the variable itself where nothing has to be done to it, else a local of its own.
void FunctionLowering::python_arguments() {
  for (const typed::Parameter& p : source.parameters) {
    bool star = p.kind == ast::ParameterKind::VarPositional || p.kind == ast::ParameterKind::VarKeyword;
    ir::Local* arrival = nullptr;
    bool same = !p.local->is_captured && is_object(p.local->type) && !p.local->buffer_view;
    if (const Type* raw = slot_argument_type(types, source, f.arguments.size())) {
      bool fits = !p.local->is_captured && resolved(raw) == resolved(p.local->type);
      arrival = fits ? local(p.local) : b.new_local(raw, "arg_" + p.local->name.str());
    } else if (same) {
      arrival = local(p.local);
      arrival->is_temporary = false;
    } else {
      arrival = b.new_local(types.object, "arg_" + p.local->name.str());
    }
    arrival->is_parameter = true;
    arrival->starts_null = false;
    arrival->arrives_owned = star;
    f.arguments.push_back(arrival);
  }
}

void FunctionLowering::c_arguments_in() {
  bool optional = false;
  for (const typed::Parameter& p : source.parameters) {
    ir::Local* arrival = p.local->is_captured ? b.new_local(p.local->type, "arg_" + p.local->name.str()) : local(p.local);
    arrival->is_parameter = true;
    arrival->starts_null = false;
    arrival->is_temporary = false;
    f.arguments.push_back(arrival);
    optional = optional || p.has_default;
  }
  if (optional) {
    f.optional_given = b.new_local(types.int_, "optional_given");
    f.optional_given->is_parameter = true;
  }
  if (source.is_cpdef && source.kind == FunctionKind::CFunction) {
    f.skip_dispatch = b.new_local(types.int_, "skip_dispatch");
    f.skip_dispatch->is_parameter = true;
  }
}

static bool is_python_callable(const typed::Function& f) {
  switch (f.kind) {
    case FunctionKind::Def:
    case FunctionKind::Lambda:
    case FunctionKind::Special:
    case FunctionKind::Property:
    case FunctionKind::GeneratorExpression: return true;
    default: return false;
  }
}

static bool same_as_object(const Type* t) { return kind_of(t) == TypeKind::Object; }

// Converts what arrived and puts it where the body looks for it.
void FunctionLowering::bind_argument(const typed::Parameter& p, ir::Local* arrival, bool python) {
  SpanScope at(b, p.local->span);
  bool star = p.kind == ast::ParameterKind::VarPositional || p.kind == ast::ParameterKind::VarKeyword;
  bool own_self = python && &p == &source.parameters.front() && source.owner && !source.is_static_method &&
                  !source.is_class_method && resolved(p.local->type) == resolved(source.owner);
  bool number = p.local->type == types.py_float || p.local->type == types.py_int;  // the argument may be converted
  bool same = !p.local->is_captured && is_object(p.local->type) && !p.local->buffer_view && !number;
  auto bind = [&] {
    Value v = b.load(arrival);
    if (!is_object(arrival->type) && arrival->type != p.local->type) {
      v = is_object(p.local->type) ? to_object(v, arrival->type) : b.add(Op::CCast, p.local->type, {v});
    } else if (python && !star && !own_self && is_object(arrival->type)) {
      if (same) {
        if (!same_as_object(p.local->type) || p.not_none) check_argument(v, p);
        return;
      }
      v = argument_from_object(v, p);
    } else if (is_object(p.local->type)) {
      v = as_type(v, p.local->type);
    }
    // An argument of the old buffer syntax, of a C function too.
    if (p.local->buffer_view) b.store(local(p.local->buffer_view), acquire_view(v, p.local->buffer_view->type, p.local->buffer_view->is_written));
    if (arrival == local(p.local) && !number) return;
    b.store(local(p.local), v);
  };
  if (!p.has_default || !p.c_default) return bind();
  ir::Block *absent = b.new_block("default"), *given = b.new_block("given"), *after = b.new_block();
  if (python) {
    Value arrived = b.load(arrival);
    if (kind_of(p.c_default->type) == TypeKind::NullPointer) {  // a default NULL of a def function: its object is None
      ir::Block* present = b.new_block("present");
      b.branch(is_null(arrived), absent, present);
      b.place(present);
      b.branch(compare(typed::CComparison::Equal, arrived, none()), absent, given);
    } else {
      b.branch(is_null(arrived), absent, given);
    }
  } else {
    int optional_before = 0;
    for (const typed::Parameter& q : source.parameters) {
      if (&q == &p) break;
      optional_before += q.has_default;
    }
    b.branch(compare(typed::CComparison::Greater, b.load(f.optional_given), b.integer(types.int_, optional_before)), given, absent);
  }
  b.place(absent);
  Value fallback = value(p.c_default);
  ir::Local* variable = local(p.local);
  b.store(variable, is_object(p.c_default->type) && !is_object(variable->type) ? from_object(fallback, variable->type) : fallback);
  b.jump(after);
  b.place(given);
  bind();
  b.place(after);
}

// Locals whose value is defined before the first assignment.
void FunctionLowering::start_locals() {
  for (const typed::Local* l : source.locals) {
    if (l->is_parameter || l->owner != &source) continue;
    if (l->is_declared && is_object(l->type) && l->may_be_unbound && !l->is_deleted) {
      b.store(local(l), as_type(none(), l->type));
    }
  }
}

void FunctionLowering::prologue() {
  bool python = is_python_callable(source);
  if (python) python_arguments();
  else c_arguments_in();
  if (f.closure_object) b.store(f.closure_object, b.add(Op::MakeClosure, types.object));
  for (std::size_t i = 0; i < source.parameters.size(); ++i) bind_argument(source.parameters[i], f.arguments[i], python);
  if (source.generator != typed::GeneratorKind::None) {
    ir::Block* body = b.new_block("body");
    b.add(Op::StartGenerator, nullptr)->targets[0] = body;
    b.place(body);
  }
  start_locals();
  if (source.kind == FunctionKind::CFunction && source.is_cpdef && source.owner && source.python_wrapper) python_override();
}

// ---- cpdef

// before: `self.method(args)` of C. after: a Python subclass that overrides the method is asked first.
void FunctionLowering::python_override() {
  if (source.symbol && source.symbol->is_final) return;
  auto* owner = as<ExtensionType>(source.owner);
  if (!owner || owner->is_final || source.parameters.empty() || source.is_static_method) return;
  if (nogil) return;
  SpanScope at(b, source.span);
  ir::Block *look = b.new_block("look for an override"), *found = b.new_block("override"), *own = b.new_block("own method");
  b.branch(b.load(f.skip_dispatch), own, look);
  b.place(look);
  Value entry = b.add(Op::PythonEntry, types.void_pointer);
  entry->function = m.functions.at(source.python_wrapper);
  Value self = b.load(local(source.parameters[0].local));
  Value name = name_object(m.source.constants.name(source.name));
  Value method = call(rt::find_override, types.object, {self, name, entry});
  b.branch(is_null(method), own, found, 1);
  b.place(found);
  std::vector<Value> operands{method};
  for (std::size_t i = 1; i < source.parameters.size(); ++i) {
    ir::Local* argument = local(source.parameters[i].local);
    operands.push_back(to_object(b.load(argument), argument->type));
  }
  Value result = b.add(Op::CallPython, types.object, operands);
  if (is_void(source.result)) emit_return(nullptr);
  else emit_return(from_object(result, source.result));
  b.place(own);
}

// A Def without a body of its own calls the C side of its cpdef function.
void FunctionLowering::python_wrapper_body() {
  const typed::Function& target = *source.dispatches_to;
  std::vector<Value> operands;
  int given = 0;
  for (const typed::Parameter& p : source.parameters) {
    operands.push_back(b.load(local(p.local)));
    given += p.has_default;
  }
  Value c_call = b.add(Op::CallFunction, target.result, operands);
  c_call->symbol = target.symbol;
  c_call->signature = target.signature;
  c_call->optional_given = given;
  c_call->skip_dispatch = true;
  emit_return(is_void(target.result) ? none() : to_object(c_call, target.result));
}

void FunctionLowering::run() {
  b.span = source.span;
  nogil = source.nogil && !source.acquires_gil;
  b.place(b.new_block("entry"));
  prologue();
  if (source.body) statement(source.body);
  else if (source.dispatches_to) python_wrapper_body();
  if (!b.terminated()) {
    b.span = source.span;
    if (source.result && is_view(source.result)) call(rt::raise_no_view_returned, types.int_, {});
    emit_return(source.result && !is_void(source.result) ? default_result(source.result) : nullptr);
  }
}

}  // namespace cyrite::lower
