// Function objects, and suspension points of generators and coroutines.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

Value FunctionLowering::own_closure() {
  if (f.closure_object) return b.load(f.closure_object);
  return f.outer_closure ? b.load(f.outer_closure) : object_null();
}

static Value defaults_tuple(FunctionLowering& l, List<Expr> defaults) {
  if (defaults.empty()) return l.object_null();
  Value v = l.b.add(Op::Build, l.types.tuple, l.values(defaults));
  v->display = DisplayKind::Tuple;
  return v;
}

Value FunctionLowering::lower(const MakeFunction& e) {
  ir::Function* made = m.functions.at(e.function);
  auto closure = [&] { return made->outer_closure ? own_closure() : object_null(); };
  if (e.call_now) {
    std::vector<Value> operands = values(e.arguments);
    operands.insert(operands.begin(), closure());
    Value v = b.add(Op::CallInner, e.type ? e.type : types.object, std::move(operands));
    v->function = made;
    return v;
  }
  Value defaults = defaults_tuple(*this, e.defaults);
  Value keyword_defaults = object_null();
  if (!e.keyword_defaults.empty()) {
    keyword_defaults = call(rt::dict_new, types.dict, {});
    for (const DictItem& item : e.keyword_defaults) {
      Value v = value(item.value);
      call(rt::dict_setitem, types.int_, {keyword_defaults, value(item.key), v});
    }
  }
  Value annotations = e.annotations ? value(e.annotations) : object_null();
  Value v = b.add(Op::MakeFunction, e.type ? e.type : types.object, {defaults, keyword_defaults, annotations, closure()});
  v->function = made;
  return v;
}

Value FunctionLowering::await(Value awaitable) {
  Value v = b.add(Op::Delegate, types.object, {awaitable});
  v->flag = true;
  return v;
}

Value FunctionLowering::lower(const Yield& e) {
  Value v = e.value ? value(e.value) : none();
  if (source.generator == GeneratorKind::AsyncGenerator) v = call(rt::async_generator_value, types.object, {v});
  return b.add(Op::Suspend, types.object, {v});
}

Value FunctionLowering::lower(const YieldFrom& e) { return b.add(Op::Delegate, types.object, {value(e.iterable)}); }

Value FunctionLowering::lower(const Await& e) { return await(value(e.awaitable)); }

}  // namespace cyrite::lower
