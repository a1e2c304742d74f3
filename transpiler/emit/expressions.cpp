// Values and places as C++ expressions.
#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;

std::string wrap(const Expression& e, int needed) { return e.strength >= needed ? e.text : "(" + e.text + ")"; }

std::string FunctionEmitter::result_name(const Instruction& i) {
  std::string& name = temporaries_[i.id];
  if (name.empty()) {
    name = fmt::format("t{}", temporaries_.size());
    const Type* type = i.type;
    while (auto* constant = as<ConstType>(type)) type = constant->base;  // it is assigned once it is known
    declared_.push_back({type, name});
  }
  return name;
}

Expression FunctionEmitter::expr(Value v) {
  if (form(*v) == Form::Temporary) return {is_class_object(v->type) ? "(*" + result_name(*v) + ")" : result_name(*v)};
  if (info(v->op).result == ResultClass::Place) return place(v);
  return compute(*v);
}

static std::string cast(const Type* type) { return fmt::format("({})", c_declaration(type, "")); }

// A value that is used once, as what a C++ object is made of.
std::string FunctionEmitter::given(Value v, const Instruction& to) {
  if (form(*v) == Form::Temporary && is_class_object(v->type) && uses_[v->id] == 1 && v->block == to.block) return "std::move(*" + result_name(*v) + ")";
  if (hands_on(v, to)) return "std::move(" + place(v->operands[0]).text + ")";
  return info(v->op).result == ResultClass::Place ? wrap(place(v), kAssign) : arg(v);
}

// A value on its way out of the function, through variables that only the way out reads.
bool FunctionEmitter::hands_on(Value v, const Instruction& to) {
  auto passes = [](Value p) { return p->op == Op::LocalPlace && !p->local->source && p->local->storage == Storage::Register; };
  if (v->op != Op::Load || !is_class_object(v->type) || uses_[v->id] != 1 || form(*v) == Form::Temporary || !passes(v->operands[0]) || !v->operands[0]->local->is_temporary) return false;
  return to.op == Op::Return || ((to.op == Op::Store || to.op == Op::Initialise) && passes(to.operands[0]));
}

std::string FunctionEmitter::local_text(const Local& l) {
  std::string name = local_storage(l);
  if (!is_late(l)) return name;
  return l.storage == Storage::Raw ? "(*" + name + ")" : name + ".get()";
}

bool FunctionEmitter::is_late(const Local& l) { return l.storage != Storage::Register && is_class_object(l.type); }

std::string FunctionEmitter::local_storage(const Local& l) {
  if (l.storage == Storage::Register || l.storage == Storage::Raw) return l.name;
  if (l.storage == Storage::Frame) return "frame->" + l.name;
  // Depth 0 is a field of this call's closure; each further step goes through the closure that the former refers to.
  const Function* owner = l.source && l.source->owner ? m.of(l.source->owner) : &f;
  std::string type = owner ? m.closure_struct(*owner) : "cy::Closure";
  const Local* base = l.closure_depth == 0 ? f.closure_object : f.outer_closure;
  std::string from = base ? local_text(*base) : "nullptr";
  for (int depth = 1; depth < l.closure_depth; ++depth) from = fmt::format("((cy_any_closure*){})->outer", from);
  return fmt::format("(({}*){})->{}", type, from, l.name);
}

static const ExtensionType* extension(const Type* t) { return t ? as<ExtensionType>(t) : nullptr; }

Expression FunctionEmitter::place(Value v) {
  switch (v->op) {
    case Op::LocalPlace: return {local_text(*v->local)};
    case Op::GlobalPlace: return {v->symbol ? m.symbol_name(*v->symbol) : v->text};
    case Op::FieldPlace: return {fmt::format("{}.{}", tight(v->operands[0]), v->text)};
    case Op::PointerFieldPlace: {
      const Type* owner = v->of_type ? v->of_type : v->operands[0]->type;
      if (auto* e = extension(owner); e && v->symbol) return {e->has_vtable ? m.vtable_call(*e, *v->symbol, arg(v->operands[0])) : m.symbol_name(*v->symbol)};
      if (auto* e = extension(owner)) return {fmt::format("(({}*){})->{}", e->object_struct.view(), tight(v->operands[0]), v->text)};
      return {fmt::format("{}->{}", tight(v->operands[0]), v->text)};
    }
    case Op::ElementPlace: return {fmt::format("{}[{}]", tight(v->operands[0]), wrap(expr(v->operands[1]), 1))};
    case Op::DereferencePlace: return {"*" + wrap(expr(v->operands[0]), kUnary), kUnary};
    case Op::ViewItemPlace: {
      std::string text = "cy::view_item(" + arg(v->operands[0]);
      for (std::size_t k = 1; k < v->operands.size(); ++k) text += ", " + arg(v->operands[k]);
      return {text + ")"};
    }
    case Op::NewFramePlace:
      return {fmt::format("(({}*)cy::generator_frame((cy::Generator*){}))->{}", m.frame_struct(f), tight(v->operands[0]), v->local->name)};
    default: return expr(v);
  }
}

// A type before braces: `struct name` does not do there.
static std::string type_before_braces(const Type* type) {
  std::string text = c_declaration(resolved(type), "");
  return text.rfind("struct ", 0) == 0 || text.rfind("union ", 0) == 0 || text.back() == ']' ? "cy::Same<" + text + ">" : text;
}

static Expression null_of(const Type* type) {
  if (is_view(type) || kind_of(type) == TypeKind::Struct || kind_of(type) == TypeKind::Tuple || kind_of(type) == TypeKind::CppClass) return {type_before_braces(type) + "{}"};
  return {"nullptr"};
}

static std::string unary_sign(typed::CUnaryOperator op) {
  switch (op) {
    case typed::CUnaryOperator::Minus: return "-";
    case typed::CUnaryOperator::Plus: return "+";
    case typed::CUnaryOperator::Invert: return "~";
    case typed::CUnaryOperator::PreIncrement:
    case typed::CUnaryOperator::PostIncrement: return "++";
    default: return "--";
  }
}

static Expression literal(const Instruction& i) {
  bool negative = !i.text.empty() && i.text[0] == '-';
  std::string text = i.text.empty() ? "0" : i.text;
  if (i.flag && (i.integer > INT32_MAX || i.integer < -INT32_MAX) && text.find_first_not_of("-0123456789") == text.npos) text += "LL";
  auto* type = as<IntType>(i.type);
  if (negative && type && (type->sign == Sign::Unsigned || type->size_unknown)) return {cast(i.type) + text, kUnary};
  return {text, negative ? kUnary : kPrimary};
}

Expression FunctionEmitter::compute(const Instruction& i) {
  switch (i.op) {
    case Op::Literal: return literal(i);
    case Op::PythonConstant: return {m.constant(i.constant)};
    case Op::Null: return null_of(i.type);
    case Op::Sizeof: return {fmt::format("sizeof({})", extension(i.of_type) ? std::string(extension(i.of_type)->object_struct.view()) : c_declaration(i.of_type, ""))};
    case Op::TypeObject: return {"(PyObject*)" + m.type_object(i.of_type), kUnary};
    case Op::ErrorValue: return {error_value()};
    case Op::Load:
      if (i.operands[0]->op == Op::ViewItemPlace && is_object(i.type)) return {"cy::object_or_none(" + place(i.operands[0]).text + ")"};
      return m.is_loose(i.operands[0]) ? m.as_declared(i, place(i.operands[0])) : place(i.operands[0]);
    case Op::AddressOf: {
      Expression address{"&" + wrap(place(i.operands[0]), kUnary), kUnary};
      return m.is_loose(i.operands[0]) ? m.as_declared(i, address) : address;
    }
    case Op::Unary: {
      Expression operand = expr(i.operands[0]);
      if (i.c_unary >= typed::CUnaryOperator::PostIncrement) return {wrap(operand, kPrimary) + unary_sign(i.c_unary)};
      std::string sign = unary_sign(i.c_unary), text = wrap(operand, kUnary);
      bool merges = !text.empty() && (text[0] == '-' || text[0] == '+');
      return {sign + (merges ? "(" + text + ")" : text), kUnary};
    }
    case Op::Binary: return binary(i);
    case Op::Compare: return compare(i);
    case Op::NotTruth: return {"!" + wrap(expr(i.operands[0]), kUnary), kUnary};
    case Op::CCast: {
      if (is_object(i.operands[0]->type) && is_object(i.type)) return expr(i.operands[0]);
      return {cast(i.type) + wrap(expr(i.operands[0]), kUnary), kUnary};
    }
    case Op::Select:
      return {fmt::format("{} ? {} : {}", wrap(expr(i.operands[0]), kConditional + 1), wrap(expr(i.operands[1]), kConditional), wrap(expr(i.operands[2]), kConditional)), kConditional};
    case Op::BorrowCast: return expr(i.operands[0]);
    case Op::PointerToObject: return {"(PyObject*)" + wrap(expr(i.operands[0]), kUnary), kUnary};
    case Op::ObjectToPointer: return {cast(i.type) + wrap(expr(i.operands[0]), kUnary), kUnary};
    case Op::AggregateValue: {
      if (auto* record = as<StructType>(i.type); record && !i.texts.empty()) return {struct_value(i, *record)};
      // An array has no value of its own in C++: only braces, inside other braces or behind set_array.
      std::string text = (kind_of(i.type) == TypeKind::Array ? "" : type_before_braces(i.type)) + "{";
      for (std::size_t k = 0; k < i.operands.size(); ++k) text += (k ? ", " : "") + arg(i.operands[k]);
      return {text + "}"};
    }
    case Op::CheckIndex: return expr(i.operands[1]);  // dropped
    case Op::LinearTest: return linear_test(i);
    case Op::LoopCount:
      return {fmt::format("cy::loop_count({}, {}, {})", arg(i.operands[0]), arg(i.operands[1]), arg(i.operands[2]))};
    case Op::ViewExtent: return {fmt::format("cy::view_extent({}, {})", arg(i.operands[0]), i.integer)};
    case Op::ViewStride: return {fmt::format("cy::view_stride({}, {})", arg(i.operands[0]), i.integer)};
    case Op::GeneratorSelf: return {"generator"};
    case Op::GeneratorLabel: return {"generator->label"};
    case Op::PythonEntry: return {fmt::format("(void*){}", m.function_name(*i.function)), kUnary};
    default: return call(i);
  }
}

// A struct of members by name, in the order of the struct; those that are not given are zero.
std::string FunctionEmitter::struct_value(const Instruction& i, const StructType& type) {
  auto value_of = [&](const Field& f) {
    for (std::size_t k = 0; k < i.texts.size(); ++k)
      if (i.texts[k] == f.name) return arg(i.operands[k]);
    return std::string();
  };
  std::string text = type_before_braces(i.type);
  bool has_array = std::any_of(type.fields.begin(), type.fields.end(), [](const Field& f) { return kind_of(f.type) == TypeKind::Array; });
  if (type.is_union || (type.declared_extern && !has_array)) {  // braces set the first member only; a header may have another order of members
    std::string stores;
    for (const Field& f : type.fields) {
      std::string value = value_of(f);
      if (!value.empty() && kind_of(f.type) == TypeKind::Pointer && m.is_loose(type)) value = ModuleEmitter::loose_pointer(std::move(value));
      if (!value.empty()) stores += fmt::format(" u.{} = {};", f.c_name.empty() ? f.name.view() : f.c_name.view(), value);
    }
    return fmt::format("[&] {{ {} u{{}};{} return u; }}()", text, stores);
  }
  std::string items;
  std::size_t given = 0;
  for (const Field& f : type.fields) {
    std::string value = value_of(f);
    given += !value.empty();
    items += (items.empty() ? "" : ", ") + (value.empty() ? "{}" : value);
    if (given == i.texts.size()) break;
  }
  return text + "{" + items + "}";
}

// Terms that count up are compared with those that count down; one value on each side needs no wider type.
Expression FunctionEmitter::linear_test(const Instruction& i) {
  std::string up, down, *side = nullptr;
  int terms = 0;
  auto add = [&](std::int64_t coefficient, const std::string& text) {
    side = coefficient > 0 ? &up : &down;
    std::int64_t factor = coefficient > 0 ? coefficient : -coefficient;
    *side += (side->empty() ? "" : " + ") + (factor == 1 || text.empty() ? text : fmt::format("{} * ", factor)) + (factor == 1 || text.empty() ? "" : text);
  };
  bool plain = !i.of_type && i.integer == 0 && i.operands.size() == 2 && i.cases[0] + i.cases[1] == 0 && std::abs(i.cases[0]) == 1 && i.operands[0]->type == i.operands[1]->type;
  if (!i.of_type && i.operands.size() == 1 && std::abs(i.cases[0]) == 1 && i.operands[0]->type->kind == TypeKind::Int && as<IntType>(i.operands[0]->type)->sign == Sign::Signed)
    return {fmt::format("{} {} {}", wrap(expr(i.operands[0]), kAdd), i.cases[0] > 0 ? ">=" : "<=", -i.integer * i.cases[0]), kLess};
  for (std::size_t k = 0; k < i.operands.size(); ++k, ++terms) add(i.cases[k], (plain ? "" : "(cy::Wide)") + tight(i.operands[k]));
  if (i.of_type) {
    std::string sum = fmt::format("{}{}{}", up.empty() ? "0" : up, down.empty() ? "" : " - (" + down + ")", i.integer ? fmt::format(" + {}", i.integer) : "");
    return {fmt::format("cy::fits_in<{}>({})", c_declaration(i.of_type, ""), sum)};
  }
  if (i.integer > 0) up += (up.empty() ? "" : " + ") + std::to_string(i.integer);
  if (i.integer < 0) down += (down.empty() ? "" : " + ") + std::to_string(-i.integer);
  return {fmt::format("{} <= {}", down.empty() ? "0" : down, up.empty() ? "0" : up), kLess};
}

Expression FunctionEmitter::binary(const Instruction& i) {
  Value left = i.operands[0], right = i.operands[1];
  auto named = [&](std::string_view name) -> Expression { return {fmt::format("{}({}, {})", name, arg(left), arg(right))}; };
  // Literals are of type int in C++ whatever they are here: the type is said.
  auto typed_call = [&](std::string_view name) { return named(fmt::format("{}<{}>", name, c_declaration(i.type, ""))); };
  auto infix = [&](const char* sign, int strength, bool careful) -> Expression {
    Expression a = expr(left), b = expr(right);
    int need = careful ? kUnary : strength;  // g++ warns about mixed bit operations without parentheses
    return {fmt::format("{} {} {}", wrap(a, need), sign, wrap(b, careful ? kUnary : strength + 1)), strength};
  };
  using C = typed::COperator;
  if (i.text == "wrapping") return named("cy::wrapping_add");
  bool floating = is_float(i.type);
  switch (i.c_operator) {
    case C::Add: return infix("+", kAdd, false);
    case C::Subtract: return infix("-", kAdd, false);
    case C::Multiply: return infix("*", kMultiply, false);
    case C::Divide:
    case C::TrueDivide: return infix("/", kMultiply, false);
    case C::Modulo: return floating ? typed_call("cy::c_modulo") : infix("%", kMultiply, false);
    case C::FloorDivide: return typed_call("cy::floor_divide");
    case C::FloorModulo: return typed_call("cy::floor_modulo");
    case C::Power: return typed_call("cy::power");
    case C::ShiftLeft:
    case C::ShiftRight: {
      Expression shifted = expr(left);  // its type alone is that of the result
      if (left->op == Op::Literal && resolved(i.type)->name != "int") shifted = {cast(i.type) + wrap(shifted, kUnary), kUnary};
      return {fmt::format("{} {} {}", wrap(shifted, kUnary), i.c_operator == C::ShiftLeft ? "<<" : ">>", wrap(expr(right), kUnary)), kShift};
    }
    case C::And: return infix("&", 8, true);
    case C::Or: return infix("|", 6, true);
    case C::Xor: return infix("^", 7, true);
  }
  return {};
}

Expression FunctionEmitter::compare(const Instruction& i) {
  Value left = i.operands[0], right = i.operands[1];
  using C = typed::CComparison;
  bool null = right->op == Op::Null, equality = i.comparison == C::Equal || i.comparison == C::NotEqual;
  if (null && equality) {
    std::string text = wrap(expr(left), is_view(left->type) ? kPrimary : kUnary) + (is_view(left->type) ? ".owner" : "");
    if (i.comparison == C::Equal) return {"!" + text, kUnary};
    return {text + " != nullptr", kEqual};
  }
  static const char* const signs[] = {"<", "<=", "==", "!=", ">", ">="};
  int strength = equality ? kEqual : kLess;
  return {fmt::format("{} {} {}", wrap(expr(left), strength + 1), signs[static_cast<int>(i.comparison)], wrap(expr(right), strength + 1)), strength};
}

std::string FunctionEmitter::runtime_argument(const Instruction& i, std::size_t k) {
  Value v = i.operands[k];
  if (!v) return "nullptr";
  if (argument_mode(*i.runtime, k) == ArgumentMode::Type && v->op == Op::TypeObject) return m.type_object(v->of_type);
  if (argument_mode(*i.runtime, k) == ArgumentMode::Type && is_object(v->type)) return "(PyTypeObject*)" + wrap(expr(v), kUnary);
  return arg(v);
}

std::string FunctionEmitter::c_arguments(const Instruction& i, std::size_t first, const FunctionType& type, bool is_cpdef, std::string_view self) {
  std::string text(self);
  auto add = [&](const std::string& a) { text += (text.empty() ? "" : ", ") + a; };
  std::size_t required = type.parameters.size() - static_cast<std::size_t>(type.optional_count);
  std::size_t given = i.operands.size() - first;
  std::size_t plain = type.optional_count ? std::min(given, required - (self.empty() ? 0 : 1)) : given;
  bool is_extern = i.symbol && i.symbol->origin == Origin::Extern;
  std::size_t hidden = self.empty() ? 0 : 1;
  for (std::size_t k = 0; k < plain; ++k) {
    // C functions declare the object struct, not PyObject.
    auto* wanted = k + hidden < type.parameters.size() ? as<ExtensionType>(type.parameters[k + hidden].type) : nullptr;
    if (is_extern && wanted && !wanted->object_struct.empty()) add(fmt::format("({} *){}", wanted->object_struct.view(), tight(i.operands[first + k])));
    else if (k + hidden < type.parameters.size() && kind_of(type.parameters[k + hidden].type) == TypeKind::CppClass) add(this->given(i.operands[first + k], i));
    else add(k + hidden < type.parameters.size() ? m.loose_argument(i, type.parameters[k + hidden].type, arg(i.operands[first + k])) : arg(i.operands[first + k]));
  }
  if (is_cpdef) add(i.skip_dispatch ? "1" : "0");
  if (type.optional_count) {
    if (given == plain) {
      add("nullptr");
    } else {
      std::string name = m.optional_struct(type), fields = fmt::format("{}", given - plain);
      for (std::size_t k = plain; k < given; ++k) fields += ", " + arg(i.operands[first + k]);
      for (std::size_t k = given - plain; k < static_cast<std::size_t>(type.optional_count); ++k) fields += ", {}";
      add(fmt::format("cy::address_of({}{{{}}})", name, fields));
    }
  }
  return text;
}

// What a module's body does once needs no memory.
bool FunctionEmitter::remembers(const Instruction& i) const { return i.block->loop || (f.source && f.source->kind != typed::FunctionKind::ModuleBody); }

// A call that gives a reference is used as the address of what it refers to.
static Expression of_reference(const Instruction& i, Expression call) {
  if (!i.flag || kind_of(i.signature->result) != TypeKind::Reference) return call;
  return {fmt::format("({})&{}", c_declaration(i.type, ""), call.text), kUnary};
}

Expression FunctionEmitter::runtime_call(const Instruction& i) {
  std::string text = fmt::format("cy::{}", i.runtime->name);
  bool loads = i.runtime->name == "object_getattr", stores = i.runtime->name == "object_setattr";
  if ((loads || stores) && remembers(i) && i.operands[1]->op == Op::PythonConstant) {
    text = fmt::format("cy::{}(&attribute_cache[{}]", loads ? "cached_getattr" : "cached_setattr", m.attribute_caches++);
    for (std::size_t k = 0; k < i.operands.size(); ++k) text += ", " + runtime_argument(i, k);
    return {text + ")"};
  }
  if (i.runtime->result == ResultMode::T || i.runtime->result == ResultMode::SameC) text += fmt::format("<{}>", c_declaration(i.type, ""));
  text += '(';
  for (std::size_t k = 0; k < i.operands.size(); ++k) text += (k ? ", " : "") + runtime_argument(i, k);
  return {text + ")"};
}

// The call of what a builtin's name means now, for rows that stand for the builtin itself.
std::string FunctionEmitter::replaced_call(const Instruction& i) {
  std::string text;
  switch (i.runtime->result) {
    case ResultMode::Truth: text = i.names.size() > 1 ? "replaced_instance_test" : "replaced_truth"; break;
    case ResultMode::Status: text = "replaced_status"; break;
    case ResultMode::Size:
    case ResultMode::Hash: text = i.runtime->failure == Failure::MinusOne ? "replaced_code" : "replaced_size"; break;
    default: text = i.runtime == &rt::range_iter ? "replaced_range_iter" : i.runtime == &rt::builtin_zip ? "replaced_unpacked" : as<BuiltinType>(i.type) ? "replaced_class_call" : "replaced_call";
  }
  bool of_class = text == "replaced_class_call";
  text = fmt::format("cy::{}({}", text, of_class ? m.type_object(i.type) + ", " : "");
  for (std::size_t k = 0; k < i.names.size(); ++k) text += (k ? ", " : "") + m.constant(i.names[k]);
  for (std::size_t k = 0; k < i.operands.size(); ++k) text += ", " + (i.operands[k] && i.operands[k]->op == Op::Null ? "(PyObject*)nullptr" : runtime_argument(i, k));
  return text + ")";
}

Expression FunctionEmitter::call(const Instruction& i) {
  if (i.op == Op::RuntimeCall && !i.names.empty()) {
    std::size_t cache = m.builtin_caches.emplace(i.names, m.builtin_caches.size()).first->second;
    std::string test = fmt::format("cy::is_replaced(&builtin_cache[{}]", cache);
    for (ConstantId name : i.names) test += ", " + m.constant(name);
    return {fmt::format("{}) ? {} : {}", test, replaced_call(i), runtime_call(i).text), kConditional};
  }
  if (i.op == Op::RuntimeCall) return runtime_call(i);
  switch (i.op) {
    case Op::CallFunction: {
      bool cpdef = i.symbol && i.symbol->is_cpdef && i.symbol->origin != Origin::Extern;
      std::string name = i.symbol ? m.symbol_name(*i.symbol) : i.text;
      Expression called{fmt::format("{}({})", name, c_arguments(i, 0, *i.signature, cpdef))};
      bool by_reference = i.flag && kind_of(i.signature->result) == TypeKind::Reference;
      return m.returns_loosely(i.symbol) && !by_reference ? m.as_declared(i, called) : of_reference(i, called);
    }
    case Op::CallPointer: return of_reference(i, {fmt::format("{}({})", tight(i.operands[0]), c_arguments(i, 1, *i.signature, false))});
    case Op::CallVirtual: {
      std::string self = arg(i.operands[0]);
      bool cpdef = i.symbol->is_cpdef;
      std::string arguments = c_arguments(i, 1, *i.signature, cpdef, self);
      auto* owner = extension(i.of_type ? i.of_type : i.symbol->owner ? i.symbol->owner->owner_type : nullptr);
      bool known = i.symbol->function || i.symbol->origin != Origin::OtherModule;
      if ((i.flag && known) || !owner || !owner->has_vtable) return {fmt::format("{}({})", m.symbol_name(*i.symbol), arguments)};
      return {fmt::format("{}({})", m.vtable_call(*owner, *i.symbol, i.flag && i.skip_dispatch ? "" : self), arguments)};
    }
    case Op::MakeType: return {fmt::format("cy_make_{}({})", static_cast<const ExtensionType*>(resolved(i.of_type))->name.view(), arg(i.operands[0]))};
    case Op::LoadModuleName: return {fmt::format("cy::{}(&name_cache[{}], {})", i.flag ? "load_builtin_name" : "load_module_name", m.name_caches++, m.constant(i.constant))};
    case Op::StoreModuleName: return {fmt::format("cy::module_set_name({}, {})", m.constant(i.constant), arg(i.operands[0]))};
    case Op::DeleteModuleName: return {fmt::format("cy::module_delete_name({})", m.constant(i.constant))};
    case Op::MakeClosure: return {fmt::format("cy::make_closure(&info_{}, {})", m.closure_struct(f), f.outer_closure ? local_text(*f.outer_closure) : "nullptr")};
    case Op::MakeGenerator: return {fmt::format("cy::make_generator(&generator_{}, {})", m.function_name(*i.function), f.closure_object ? local_text(*f.closure_object) : f.outer_closure ? local_text(*f.outer_closure) : "nullptr")};
    case Op::CallInner: {
      std::string text = m.function_name(*i.function) + "(";
      for (std::size_t k = 0; k < i.operands.size(); ++k) text += (k ? ", " : "") + arg(i.operands[k]);
      return {text + ")"};
    }
    default: return {"/* " + std::string(info(i.op).name) + " */"};
  }
}

}  // namespace cyrite::emit
