// Statements without a file of their own: blocks, assignments, unpacking, del, if.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

void FunctionLowering::statement(const Stmt* s) {
  if (!s) return;
  SpanScope at(b, s->span);
  switch (s->kind) {
#define EXPR(N) case Kind::N:
#define STMT(N)
#include "typed/nodes.def"
      return;
#define EXPR(N)
#define STMT(N) case Kind::N: return lower(static_cast<const N&>(*s));
#include "typed/nodes.def"
  }
}

void FunctionLowering::lower(const Block& s) {
  for (const Stmt* inner : s.statements) statement(inner);
}

void FunctionLowering::lower(const ExprStmt& s) { value(s.value); }

void FunctionLowering::lower(const Assign& s) {
  // Arrays and C structs are filled where they are.
  if (auto* convert = as<Convert>(s.value); convert && kind_of(s.target->type) == TypeKind::Array && is_object(convert->operand->type)) {
    Value iterable = value(convert->operand);
    Value size = b.integer(types.ssize, as<ArrayType>(s.target->type)->size);
    call(rt::array_from_object, types.int_, {iterable, place(s.target), size});
    return;
  }
  if (append_to_str(s) || assign_object(s)) return;
  store(s.target, value(s.value));
}

// `text += more` of a str variable: in place when nobody else holds the str, so that a loop of them is not quadratic.
bool FunctionLowering::append_to_str(const Assign& s) {
  auto* target = as<LocalRef>(s.target);
  auto* sum = as<RuntimeCall>(s.value);
  if (!target || !sum || sum->function != &rt::number_inplace_add || resolved(target->type) != types.str) return false;
  auto* left = as<LocalRef>(sum->arguments[0]);
  if (!left || left->local != target->local || left->check_bound || left->local->is_captured) return false;
  const Expr* right = sum->arguments[1];
  if (!right || resolved(right->type) != types.str) return false;
  Value more = value(right);
  call(rt::str_append, types.int_, {place(target), more});
  return true;
}

void FunctionLowering::lower(const Unpack& s) {
  Value v = value(s.value);
  auto place_at = [&](std::size_t i) {
    ir::Local* made = local(s.temporaries[i]);
    made->starts_null = true;
    return b.place_of(made);
  };
  std::size_t count = s.temporaries.size();
  if (s.starred < 0 && count >= 1 && count <= 3) {
    static const RuntimeFunction* const rows[] = {&rt::unpack_1, &rt::unpack_2, &rt::unpack_3};
    std::vector<Value> arguments{v};
    for (std::size_t i = 0; i < count; ++i) arguments.push_back(place_at(i));
    call(*rows[count - 1], types.int_, arguments);
    return;
  }
  Value items;
  auto size = [&](std::size_t n) { return b.integer(types.ssize, static_cast<std::int64_t>(n)); };
  if (s.starred < 0) {
    items = call(rt::unpack_to_tuple, types.tuple, {v, size(count)});
  } else {
    std::size_t before = static_cast<std::size_t>(s.starred);
    items = call(rt::unpack_starred_to_tuple, types.tuple, {v, size(before), size(count - before - 1)});
  }
  for (std::size_t i = 0; i < count; ++i)
    b.store(place_at(i), as_type(call(rt::tuple_read, types.object, {items, size(i)}), s.temporaries[i]->type));
}

void FunctionLowering::lower(const Unbind& s) {
  if (auto* n = as<ModuleName>(s.target)) {
    if (n->class_namespace) {
      call(rt::object_delitem, types.void_, {b.load(local(n->class_namespace)), name_object(n->name)});
      return;
    }
    b.add(Op::DeleteModuleName, nullptr)->constant = n->name;
    return;
  }
  Value at = place(s.target);
  if (s.check_bound) {
    Value check = b.add(is_view(at->type) ? Op::CheckView : Op::CheckBound, nullptr, {at});
    if (auto* n = as<LocalRef>(s.target)) {
      check->text = n->local->name.str();
      check->flag = n->local->owner != &source;
    } else if (auto* g = as<GlobalVariable>(s.target)) {
      check->text = g->symbol->name.str();
      check->symbol = g->symbol;
      check->flag = true;
    } else if (auto* field = as<FieldRef>(s.target)) {
      check->text = field->name.str();
    }
  }
  b.add(Op::Clear, nullptr, {at});
}

void FunctionLowering::lower(const If& s) {
  ir::Block *then = b.new_block("then"), *after = b.new_block("after if");
  ir::Block* otherwise = s.otherwise ? b.new_block("else") : after;
  branch_on(s.condition, then, otherwise);
  b.place(then);
  statement(s.then);
  b.jump(after);
  if (s.otherwise) {
    b.place(otherwise);
    statement(s.otherwise);
    b.jump(after);
  }
  b.place(after);
}

}  // namespace cyrite::lower
