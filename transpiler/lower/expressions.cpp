// Expressions: dispatch, variables and other places, temporaries, choices.
#include <fmt/format.h>

#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

std::string quoted(std::string_view bytes) {
  std::string out = "\"";
  for (unsigned char c : bytes) {
    if (c == '"' || c == '\\') { out += '\\'; out += static_cast<char>(c); }
    else if (c == '\n') out += "\\n";
    else if (c < 32 || c >= 127 || c == '?') out += fmt::format("\\{:03o}", c);  // `?`: no trigraphs
    else out += static_cast<char>(c);
  }
  return out + "\"";
}

Value FunctionLowering::value(const Expr* e) {
  SpanScope at(b, e->span);
  switch (e->kind) {
#define EXPR(N) case Kind::N: return lower(static_cast<const N&>(*e));
#define STMT(N) case Kind::N:
#include "typed/nodes.def"
      break;
  }
  return nullptr;
}

std::vector<Value> FunctionLowering::values(List<Expr> list) {
  std::vector<Value> out;
  for (const Expr* e : list) out.push_back(value(e));
  return out;
}

Value FunctionLowering::call(const RuntimeFunction& row, const Type* type, std::vector<Value> arguments) {
  return b.call(row, type, std::move(arguments));
}
Value FunctionLowering::compare(CComparison comparison, Value left, Value right) {
  Value v = b.add(Op::Compare, types.bint, {left, right});
  v->comparison = comparison;
  return v;
}
Value FunctionLowering::text_literal(std::string_view text) { return b.literal(types.const_char_pointer, quoted(text)); }
Value FunctionLowering::name_object(ConstantId id) { return b.constant(id, types.str); }

Value FunctionLowering::zero(const Type* type) {
  switch (kind_of(type)) {
    case TypeKind::Float: return b.literal(type, "0.0");
    case TypeKind::Pointer:
    case TypeKind::NullPointer:
    case TypeKind::View: return b.null(type);
    case TypeKind::Enum: return b.literal(type, fmt::format("static_cast<{}>(0)", c_declaration(type, "")));
    case TypeKind::Complex: return b.literal(type, fmt::format("{}(0)", c_declaration(resolved(type), "")));
    default: return b.integer(type, 0);
  }
}

// ---- constants and variables

Value FunctionLowering::lower(const CLiteral& e) {
  if (kind_of(e.type) == TypeKind::NullPointer) return b.null(e.type);
  if (e.is_string) {  // a string literal is const char* by itself
    std::string type = c_declaration(e.type, "");
    return b.literal(e.type, type == "const char *" || kind_of(e.type) == TypeKind::Array ? quoted(e.text) : fmt::format("(({}){})", type, quoted(e.text)));
  }
  if (is_error(e.type)) {  // the checker says what is wrong: an error that comes here was lost
    m.diagnostics.report(e.span, diag::unexplained_error);
    return b.literal(e.type, "NULL");
  }
  if (!e.is_integer) return b.literal(e.type, e.text);
  Value v = b.integer(e.type, e.integer);
  if (!e.text.empty()) v->text = e.text;
  return v;
}
Value FunctionLowering::lower(const PyConstant& e) { return b.constant(e.constant, e.type); }

static Value check_bound(FunctionLowering& l, Value place, std::string_view name, bool free_variable) {
  Value check = l.b.add(is_view(place->type) ? Op::CheckView : Op::CheckBound, nullptr, {place});
  check->text = name;
  check->flag = free_variable;
  return check;
}

Value FunctionLowering::lower(const LocalRef& e) {
  Value at = place(&e);
  if (e.check_bound) check_bound(*this, at, e.local->name, e.local->owner != &source);
  return as_type(b.load(at), e.type);
}

Value FunctionLowering::lower(const GlobalVariable& e) {
  if (e.symbol->kind == SymbolKind::EnumMember) {
    Value v = b.literal(e.type, e.symbol->c_name ? e.symbol->c_name.view() : e.symbol->name.view());
    v->symbol = e.symbol;
    return v;
  }
  if (e.symbol->kind == SymbolKind::TypeName) {
    Value v = b.add(Op::TypeObject, e.type);
    v->of_type = e.symbol->type;
    return v;
  }
  Value at = place(&e);
  if (e.check_bound) check_bound(*this, at, e.symbol->name, true)->symbol = e.symbol;
  return as_type(b.load(at), e.type);
}

Value FunctionLowering::lower(const ModuleName& e) {
  auto load = [&] {
    Value v = b.add(Op::LoadModuleName, e.type ? e.type : types.object);
    v->constant = e.name;
    v->flag = e.is_builtin;
    return v;
  };
  if (!e.class_namespace) return load();
  ir::Local* result = temporary(types.object, "name");
  result->starts_null = true;
  ir::Block *found = b.new_block("in the class"), *missing = b.new_block("not in the class"), *after = b.new_block();
  Value v = call(rt::class_get_name, types.object, {b.load(local(e.class_namespace)), name_object(e.name)});
  b.branch(is_null(v), missing, found);
  b.place(found);
  b.store(result, v);
  b.jump(after);
  b.place(missing);
  b.store(result, load());
  b.place(after);
  return b.load(result);
}

// ---- temporaries and sequences

Value FunctionLowering::lower(const Let& e) {
  Value v = value(e.value);
  ir::Local* variable = local(e.local);
  b.store(variable, v);
  Value result = value(e.body);
  return result;
}
Value FunctionLowering::lower(const BlockValue& e) {
  statement(e.block);
  return value(e.value);
}
Value FunctionLowering::lower(const AssignValue& e) {
  Value v = value(e.value);
  store(e.target, v);
  return v;
}

// ---- choices

bool FunctionLowering::is_cheap(const Expr* e) const {
  if (is_counted(e->type)) return false;
  TypeKind kind = kind_of(e->type);
  if (kind != TypeKind::Int && kind != TypeKind::Enum && kind != TypeKind::Float && kind != TypeKind::Pointer && kind != TypeKind::NullPointer) return false;
  if (auto* n = as<CLiteral>(e)) return !n->is_string;
  if (auto* n = as<LocalRef>(e)) return !n->check_bound && !n->local->is_captured;
  if (auto* n = as<CUnary>(e)) return n->op <= CUnaryOperator::Invert && !n->check_overflow && is_cheap(n->operand);
  if (auto* n = as<CBinary>(e)) {
    bool traps = n->op == COperator::Divide || n->op == COperator::Modulo || n->op == COperator::FloorDivide ||
                 n->op == COperator::FloorModulo || n->op == COperator::TrueDivide || n->op == COperator::Power;
    return !traps && !n->check_overflow && is_cheap(n->left) && is_cheap(n->right);
  }
  if (auto* n = as<CCompare>(e)) return is_cheap(n->left) && is_cheap(n->right);
  if (auto* n = as<Not>(e)) return is_cheap(n->operand);
  if (auto* n = as<Logical>(e)) return is_cheap(n->left) && is_cheap(n->right);
  if (auto* n = as<Convert>(e)) {
    bool plain = (n->conversion == Conversion::CCast && !n->overflow_check) || n->conversion == Conversion::ToTruth;
    return plain && is_cheap(n->operand);
  }
  return false;
}

void FunctionLowering::branch_on(const Expr* e, ir::Block* then, ir::Block* otherwise) {
  SpanScope at(b, e->span);
  if (auto* n = as<Not>(e)) return branch_on(n->operand, otherwise, then);
  if (auto* n = as<Logical>(e)) return branch_truth(n, then, otherwise);
  if (auto* n = as<Convert>(e); n && n->conversion == Conversion::ToTruth) return branch_truth(n->operand, then, otherwise);
  if (auto* n = as<CLiteral>(e); n && n->is_integer) return b.jump(n->integer ? then : otherwise);
  b.branch(value(e), then, otherwise);
}

// Tests without making the value of `and` and `or`.
void FunctionLowering::branch_truth(const Expr* e, ir::Block* then, ir::Block* otherwise) {
  SpanScope at(b, e->span);
  if (auto* n = as<Logical>(e); n && !is_cheap(e)) {
    ir::Block* more = b.new_block(n->is_and ? "and" : "or");
    if (n->is_and) branch_truth(n->left, more, otherwise);
    else branch_truth(n->left, then, more);
    b.place(more);
    return branch_truth(n->right, then, otherwise);
  }
  if (is_truth(e->type) && e->kind != Kind::Logical) {
    bool again = (as<Convert>(e) && as<Convert>(e)->conversion == Conversion::ToTruth) || as<Not>(e) || as<CLiteral>(e);
    if (again) return branch_on(e, then, otherwise);
  }
  b.branch(truth(value(e), e->type), then, otherwise);
}

// The operands of `a and b and c`, however it is nested: one that decides leaves all of them at once.
static void logical_operands(const Logical& e, std::vector<const Expr*>& out) {
  std::vector<const Expr*> waiting{&e};
  while (!waiting.empty()) {
    const Expr* next = waiting.back();
    waiting.pop_back();
    auto* inner = as<Logical>(next);
    if (inner && inner->is_and == e.is_and && inner->type == e.type) {
      waiting.push_back(inner->right);
      waiting.push_back(inner->left);
    } else {
      out.push_back(next);
    }
  }
}

Value FunctionLowering::lower(const Logical& e) {
  if (is_cheap(&e)) {
    Value left = value(e.left), right = value(e.right);
    Value test = truth(left, e.left->type);
    return b.add(Op::Select, e.type, e.is_and ? std::vector<Value>{test, right, left} : std::vector<Value>{test, left, right});
  }
  ir::Local* result = temporary(e.type, e.is_and ? "and" : "or");
  ir::Block* after = b.new_block();
  std::vector<const Expr*> operands;
  logical_operands(e, operands);
  for (const Expr* operand : operands) {
    b.store(result, value(operand));
    if (operand == operands.back()) break;
    ir::Block* more = b.new_block(e.is_and ? "and" : "or");
    Value test = truth(b.load(result), operand->type);
    if (e.is_and) b.branch(test, more, after);
    else b.branch(test, after, more);
    b.place(more);
  }
  b.place(after);
  return b.load(result);
}

Value FunctionLowering::lower(const Not& e) { return b.add(Op::NotTruth, types.bint, {value(e.operand)}); }

Value FunctionLowering::lower(const Conditional& e) {
  if (is_cheap(e.then) && is_cheap(e.otherwise)) {
    Value test = value(e.condition);
    Value then = value(e.then), otherwise = value(e.otherwise);
    return b.add(Op::Select, e.type, {test, then, otherwise});
  }
  bool has_value = !is_void(e.type);
  ir::Local* result = has_value ? temporary(e.type, "choice") : nullptr;
  ir::Block *then = b.new_block("then"), *otherwise = b.new_block("else"), *after = b.new_block();
  branch_on(e.condition, then, otherwise);
  for (auto [block, branch] : {std::pair{then, e.then}, std::pair{otherwise, e.otherwise}}) {
    b.place(block);
    Value v = value(branch);
    if (has_value) b.store(result, v);
    b.jump(after);
  }
  b.place(after);
  return has_value ? b.load(result) : nullptr;
}

Value FunctionLowering::lower(const SizeofType& e) {
  Value v = b.add(Op::Sizeof, e.type);
  v->of_type = e.measured;
  return v;
}

// ---- places

static bool is_place(const Expr* e) {
  switch (e->kind) {
    case Kind::LocalRef:
    case Kind::GlobalVariable:
    case Kind::FieldRef:
    case Kind::Element:
    case Kind::Dereference:
    case Kind::ViewElement: return true;
    default: return gives_reference(e);
  }
}

Value FunctionLowering::place(const Expr* e) {
  SpanScope at(b, e->span);
  if (auto* n = as<LocalRef>(e)) return b.place_of(local(n->local));
  if (auto* n = as<GlobalVariable>(e)) {
    Value v = b.add(Op::GlobalPlace, n->symbol->type ? n->symbol->type : n->type);
    v->symbol = n->symbol;
    return v;
  }
  if (auto* n = as<FieldRef>(e)) return field_place(*n);
  if (auto* n = as<Element>(e)) {
    Value base = kind_of(n->base->type) == TypeKind::Array ? place_or_value(n->base) : value(n->base);
    return b.add(Op::ElementPlace, n->type, {base, value(n->index)});
  }
  if (auto* n = as<Dereference>(e)) return b.add(Op::DereferencePlace, n->type, {value(n->pointer)});
  if (auto* n = as<ViewElement>(e)) return view_item(*n);
  if (auto* n = as<Let>(e)) {
    b.store(local(n->local), value(n->value));
    return place(n->body);
  }
  if (auto* n = as<BlockValue>(e)) {
    statement(n->block);
    return place(n->value);
  }
  if (auto* n = as<Convert>(e); n && (n->conversion == Conversion::TypeAssume || n->conversion == Conversion::CCast) && is_place(n->operand) &&
      (kind_of(n->type) != TypeKind::CppClass || kind_of(n->operand->type) == TypeKind::CppClass)) {
    // Another view of the same memory: *(T*)&place.
    Value address = b.add(Op::AddressOf, types.pointer_to(n->operand->type), {place(n->operand)});
    return b.add(Op::DereferencePlace, n->type, {b.add(Op::CCast, types.pointer_to(n->type), {address})});
  }
  if (gives_reference(e)) return cpp_place(e);
  Value v = value(e);
  // The address of the first item stands for an array: memoryview.shape.
  if (kind_of(e->type) == TypeKind::Array && v->op == Op::AddressOf)
    return b.add(Op::DereferencePlace, e->type, {b.add(Op::CCast, types.pointer_to(e->type), {v})});
  // A value that has no place gets one.
  ir::Local* made = temporary(e->type, "value");
  b.store(made, v);
  return b.place_of(made);
}

Value FunctionLowering::place_or_value(const Expr* e) {
  TypeKind kind = kind_of(e->type);
  bool aggregate = kind == TypeKind::Struct || kind == TypeKind::CppClass || kind == TypeKind::Array || kind == TypeKind::Tuple || kind == TypeKind::Reference;
  return is_place(e) || aggregate ? place(e) : value(e);
}

Value FunctionLowering::field_place(const FieldRef& e) {
  const Type* object_type = e.object->type;
  bool pointer = e.through_pointer || is_object(object_type);
  Value base;
  if (pointer) {
    base = value(e.object);
    if (e.check_none) check_not_none(base, fmt::format("'NoneType' object has no attribute '{}'", e.name.view()), true);
  } else {
    bool rvalue_struct = !is_place(e.object) && kind_of(object_type) == TypeKind::Struct;
    base = rvalue_struct ? value(e.object) : place_or_value(e.object);
  }
  Value v = b.add(pointer ? Op::PointerFieldPlace : Op::FieldPlace, e.type, {base});
  v->text = e.c_name ? e.c_name.view() : e.name.view();
  v->of_type = e.owner;
  v->symbol = e.method;
  return v;
}

Value FunctionLowering::lower(const FieldRef& e) {
  Value at = field_place(e);
  if (e.check_initialized) check_bound(*this, at, e.name, false);
  Value v = b.load(at);
  v->borrows = e.borrowed;
  return v;
}
Value FunctionLowering::lower(const Element& e) { return b.load(place(&e)); }
Value FunctionLowering::lower(const Dereference& e) { return b.load(place(&e)); }
Value FunctionLowering::lower(const AddressOf& e) { return b.add(Op::AddressOf, e.type, {place(e.place)}); }

void FunctionLowering::store(const Expr* target, Value v) {
  SpanScope at(b, target->span);
  if (auto* n = as<ModuleName>(target)) {
    if (n->class_namespace) {
      call(rt::class_store_method, types.int_, {b.load(local(n->class_namespace)), name_object(n->name), v});
      return;
    }
    b.add(Op::StoreModuleName, nullptr, {v})->constant = n->name;
    return;
  }
  // The view of an old-buffer variable is acquired first: when that fails, nothing has changed.
  if (auto* n = as<LocalRef>(target); n && n->local->buffer_view) {
    ir::Local* view = local(n->local->buffer_view);
    b.store(view, acquire_view(v, view->type, n->local->buffer_view->is_written));
  }
  b.store(place(target), v);
}

}  // namespace cyrite::lower
