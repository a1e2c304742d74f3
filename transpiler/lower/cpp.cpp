// C++: objects, methods, operators, new and delete. Translating C++ exceptions is part of the call that the emitter prints.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

namespace {

const Type* referred(const Type* t) {
  const Type* r = resolved(t);
  return r->kind == TypeKind::Reference ? static_cast<const ReferenceType*>(r)->base : t;
}

// What the call gives: a copy of what a reference refers to, unless it is asked for as a place.
const Type* result_type(const Type* t) {
  const Type* base = referred(t);
  if (auto* c = base->kind == TypeKind::Const ? static_cast<const ConstType*>(base) : nullptr) return c->base;
  return base;
}

// An argument as C++ takes it: objects and what references refer to are not copied here.
Value argument(FunctionLowering& l, const Expr* e) {
  TypeKind kind = kind_of(e->type);
  if (auto* call = as<CppCall>(e); call && call->gives_rvalue) return l.value(e);  // move(x): taken over, not referred to
  bool is_value = kind == TypeKind::CppClass && (as<CppConstruct>(e) || as<Convert>(e) || ((as<CppCall>(e) || as<CppOperation>(e)) && !gives_reference(e)));
  if (is_value) return l.value(e);
  if (kind == TypeKind::CppClass || kind == TypeKind::Reference || kind == TypeKind::Array || kind == TypeKind::Struct) return l.place_or_value(e);
  if (auto* global = as<GlobalVariable>(e); global && global->symbol->kind == SymbolKind::CVariable && !is_counted(e->type)) return l.place(e);
  switch (e->kind) {
    // An lvalue may be taken by reference.
    case Kind::LocalRef:
    case Kind::FieldRef:
    case Kind::Element:
    case Kind::Dereference:
      if (!is_counted(e->type)) return l.place(e);
      return l.value(e);
    default: return gives_reference(e) && !is_counted(e->type) ? l.place(e) : l.value(e);
  }
}

std::vector<Value> arguments(FunctionLowering& l, List<Expr> list, Value first = nullptr) {
  std::vector<Value> out;
  if (first) out.push_back(first);
  for (const Expr* e : list) out.push_back(argument(l, e));
  return out;
}

Value cpp(FunctionLowering& l, ir::CppForm form, std::string_view text, const Type* type, const ExceptionSpec& exceptions, std::vector<Value> operands) {
  Value v = l.b.add(Op::CppCall, type, std::move(operands));
  v->cpp_form = form;
  v->text = text;
  v->exceptions = &exceptions;
  return v;
}

ir::CppForm operator_form(std::string_view op, std::size_t operands) {
  if (op == "[]" || op == "[]=") return ir::CppForm::Subscript;
  if (op == "()") return ir::CppForm::CallOperator;
  if (op == "=") return ir::CppForm::Assign;
  if (op.starts_with("post")) return ir::CppForm::Postfix;
  return operands == 1 ? ir::CppForm::Prefix : ir::CppForm::Binary;
}

}  // namespace

Value FunctionLowering::lower(const CppNew& e) {
  Value v = cpp(*this, ir::CppForm::New, {}, e.type, e.exceptions, arguments(*this, e.arguments));
  v->of_type = e.created;
  return v;
}

Value FunctionLowering::lower(const CppConstruct& e) {
  Value v = cpp(*this, ir::CppForm::Constructor, {}, e.type, e.exceptions, arguments(*this, e.arguments));
  v->of_type = e.type;
  return v;
}

Value FunctionLowering::lower(const CppCall& e) {
  Value object = nullptr;
  if (e.object) object = e.through_pointer ? value(e.object) : place_or_value(e.object);
  ir::CppForm form = !e.object ? ir::CppForm::Function : e.through_pointer ? ir::CppForm::ArrowMethod : ir::CppForm::Method;
  Value v = cpp(*this, form, e.c_name, result_type(e.type), e.exceptions, arguments(*this, e.arguments, object));
  v->of_type = e.object ? nullptr : e.cls;
  for (const Type* t : e.template_arguments) v->texts.push_back(Text(c_declaration(t, "")));
  return v;
}

Value FunctionLowering::lower(const CppOperation& e) {
  ir::CppForm form = operator_form(e.op, e.operands.size());
  std::string_view op = e.op.starts_with("post") ? e.op.substr(4) : e.op;
  return cpp(*this, form, op == "bool" ? "!!" : op, result_type(e.type), e.exceptions, arguments(*this, e.operands));
}

Value FunctionLowering::lower(const CppTypeid& e) {
  static const ExceptionSpec none_raised;
  static const ExceptionSpec bad_typeid = [] {  // of what a null pointer points to
    ExceptionSpec spec;
    spec.kind = ExceptionSpec::Cpp;
    return spec;
  }();
  std::vector<Value> operands;
  if (e.of_value) operands.push_back(place_or_value(e.of_value));
  Value v = cpp(*this, ir::CppForm::Typeid, {}, e.type, e.of_value ? bad_typeid : none_raised, std::move(operands));
  v->of_type = e.of_type;
  return v;
}

// An object that stands somewhere is assigned to another place as it stands: no copy of it in between.
bool FunctionLowering::assign_object(const Assign& s) {
  static const ExceptionSpec none_raised;
  auto stands = [](const Expr* e) { return as<Dereference>(e) || as<FieldRef>(e) || as<Element>(e) || gives_reference(e); };
  if (kind_of(s.target->type) != TypeKind::CppClass || kind_of(s.value->type) != TypeKind::CppClass) return false;
  bool from = stands(s.value) || as<LocalRef>(s.value) || as<GlobalVariable>(s.value);
  if (!from || !stands(s.target) || (as<LocalRef>(s.value) && static_cast<const LocalRef*>(s.value)->check_bound)) return false;
  Value value_place = place(s.value);
  cpp(*this, ir::CppForm::Assign, {}, types.void_, none_raised, {place(s.target), value_place});
  return true;
}

// The call gives the address of what it refers to (flag), the place is behind it.
Value FunctionLowering::cpp_place(const Expr* e) {
  Value v = value(e);
  const Type* base = result_type(e->type);
  v->type = types.pointer_to(base);
  v->flag = true;
  return b.add(Op::DereferencePlace, base, {v});
}

void FunctionLowering::lower(const CppDelete& s) {
  static const ExceptionSpec none_raised;
  cpp(*this, ir::CppForm::Delete, {}, types.void_, none_raised, {value(s.value)});
}

}  // namespace cyrite::lower
