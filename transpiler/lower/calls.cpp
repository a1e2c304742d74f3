// Calls: of the runtime, of C functions, of methods through the vtable, of Python objects with every form of arguments.
#include <fmt/format.h>

#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

Value FunctionLowering::lower(const RuntimeCall& e) {
  std::vector<Value> operands;
  for (std::size_t i = 0; i < e.arguments.size(); ++i) {
    const Expr* argument = e.arguments[i];
    auto modes = e.function->arguments;
    ArgumentMode mode = modes.empty() ? ArgumentMode::C : modes[i < modes.size() ? i : modes.size() - 1];
    if (!argument) operands.push_back(object_null());
    else if (mode == ArgumentMode::Place) operands.push_back(place(argument));
    else if (mode == ArgumentMode::C && kind_of(argument->type) == TypeKind::Array) operands.push_back(place(argument));
    else operands.push_back(value(argument));
  }
  const Type* type = e.type;
  if (!type || (is_void(type) && e.function->result != ResultMode::Void)) type = types.int_;
  Value made = call(*e.function, type, std::move(operands));
  made->names.assign(e.stands_for.begin(), e.stands_for.end());
  return made;
}

// Arguments of C and C++ functions. Structs, C++ objects and what references refer to are passed as they are, without a copy.
std::vector<Value> FunctionLowering::c_arguments(List<Expr> list, const FunctionType* signature, std::size_t skip) {
  std::vector<Value> out;
  for (const Expr* e : list) {
    TypeKind kind = kind_of(e->type);
    std::size_t k = out.size() + skip;
    bool by_reference = signature && k < signature->parameters.size() && kind_of(signature->parameters[k].type) == TypeKind::Reference;
    bool as_place = kind == TypeKind::CppClass || kind == TypeKind::Array || (by_reference && !is_counted(e->type));
    auto* global = as<GlobalVariable>(e);
    bool has_place = as<LocalRef>(e) || as<FieldRef>(e) || (global && global->symbol->kind == SymbolKind::CVariable) || as<Dereference>(e) || as<Element>(e) || gives_reference(e);
    out.push_back(as_place && has_place ? place(e) : value(e));
  }
  return out;
}

Value FunctionLowering::lower(const CCall& e) {
  std::vector<Value> operands;
  if (e.callee) operands.push_back(value(e.callee));
  for (Value v : c_arguments(e.arguments, e.signature, 0)) operands.push_back(v);
  Value v = b.add(e.callee ? Op::CallPointer : Op::CallFunction, e.type, std::move(operands));
  v->symbol = e.symbol;
  v->signature = e.signature;
  v->optional_given = e.optional_given;
  v->skip_dispatch = e.skip_dispatch;
  v->exceptions = e.signature ? &e.signature->exceptions : nullptr;
  return v;
}

Value FunctionLowering::lower(const MethodCall& e) {
  Value self = value(e.self);
  if (e.check_none) check_not_none(self, fmt::format("'NoneType' object has no attribute '{}'", e.method->name.view()), true);
  std::vector<Value> operands{self};
  for (Value v : c_arguments(e.arguments, e.signature, 1)) operands.push_back(v);
  Value v = b.add(Op::CallVirtual, e.type, std::move(operands));
  v->symbol = e.method;
  v->signature = e.signature;
  v->of_type = e.owner;
  v->optional_given = e.optional_given;
  v->skip_dispatch = e.skip_dispatch;
  v->flag = e.direct;
  v->exceptions = e.signature ? &e.signature->exceptions : nullptr;
  return v;
}

// ---- Python calls

// Positional arguments and then keywords: what a vectorcall takes.
static bool is_plain(std::span<const Argument> arguments) {
  bool keywords = false;
  for (const Argument& a : arguments) {
    if (a.form == ArgumentForm::Star || a.form == ArgumentForm::DoubleStar) return false;
    if (a.form == ArgumentForm::Keyword) keywords = true;
    else if (keywords) return false;
  }
  return true;
}

static void plain_arguments(FunctionLowering& l, std::span<const Argument> arguments, std::vector<Value>& operands, std::vector<ConstantId>& names) {
  for (const Argument& a : arguments) {
    operands.push_back(l.value(a.value));
    if (a.form == ArgumentForm::Keyword) names.push_back(a.name);
  }
}

static Value build(FunctionLowering& l, DisplayKind display, const Type* type, std::vector<Value> items) {
  Value v = l.b.add(Op::Build, type, std::move(items));
  v->display = display;
  return v;
}

static bool is_positional(const Argument& a) { return a.form == ArgumentForm::Positional || a.form == ArgumentForm::Star; }

Value FunctionLowering::make_arguments_tuple(Value callee, std::span<const Argument> arguments) {
  std::vector<const Argument*> positional;
  bool star = false;
  for (const Argument& a : arguments) {
    if (!is_positional(a)) continue;
    positional.push_back(&a);
    star = star || a.form == ArgumentForm::Star;
  }
  if (star && positional.size() == 1) {
    const Expr* items = positional[0]->value;
    Value v = value(items);
    return call(rt::star_tuple, types.tuple, {callee, v});
  }
  std::vector<Value> items;
  std::size_t i = 0;
  for (; i < positional.size() && positional[i]->form == ArgumentForm::Positional; ++i) items.push_back(value(positional[i]->value));
  if (!star) return build(*this, DisplayKind::Tuple, types.tuple, items);
  Value list = build(*this, DisplayKind::List, types.list, items);
  for (; i < positional.size(); ++i) {
    Value v = value(positional[i]->value);
    if (positional[i]->form == ArgumentForm::Star) call(rt::star_extend, types.int_, {list, v, callee});
    else call(rt::list_append, types.int_, {list, v});
  }
  return call(rt::list_to_tuple, types.tuple, {list});
}

Value FunctionLowering::make_keywords(Value callee, std::span<const Argument> arguments) {
  Value keywords = nullptr;
  bool unpacked = false;
  for (const Argument& a : arguments) unpacked = unpacked || a.form == ArgumentForm::DoubleStar;
  for (const Argument& a : arguments) {
    if (is_positional(a)) continue;
    if (!keywords) keywords = call(rt::dict_new, types.dict, {});
    Value v = value(a.value);
    if (a.form == ArgumentForm::DoubleStar) call(rt::keywords_merge, types.int_, {keywords, v, callee});
    else if (unpacked) call(rt::keywords_add, types.int_, {keywords, name_object(a.name), v, callee});
    else call(rt::dict_setitem, types.int_, {keywords, name_object(a.name), v});
  }
  return keywords ? keywords : b.null(types.dict);
}

static Value unpacked_call(FunctionLowering& l, Value callee, std::span<const Argument> arguments) {
  Value positional = l.make_arguments_tuple(callee, arguments);
  Value keywords = l.make_keywords(callee, arguments);
  return l.b.add(Op::CallPythonUnpacked, l.types.object, {callee, positional, keywords});
}

Value FunctionLowering::lower(const PyCall& e) {
  Value callee = value(e.callee);
  if (!is_plain(e.arguments)) return as_type(unpacked_call(*this, callee, e.arguments), e.type);
  std::vector<Value> operands{callee};
  std::vector<ConstantId> names;
  plain_arguments(*this, e.arguments, operands, names);
  Value v = b.add(Op::CallPython, e.type ? e.type : types.object, std::move(operands));
  v->names = std::move(names);
  return v;
}

Value FunctionLowering::lower(const PyMethodCall& e) {
  Value object = value(e.object);
  if (!is_plain(e.arguments)) {
    Value callee = call(rt::object_getattr, types.object, {object, name_object(e.name)});
    return as_type(unpacked_call(*this, callee, e.arguments), e.type);
  }
  std::vector<Value> operands{object};
  std::vector<ConstantId> names;
  plain_arguments(*this, e.arguments, operands, names);
  Value v = b.add(Op::CallMethod, e.type ? e.type : types.object, std::move(operands));
  v->constant = e.name;
  v->names = std::move(names);
  return v;
}

}  // namespace cyrite::lower
