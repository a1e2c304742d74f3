// Loops. Ranges and walks over objects of fixed length become counted loops; everything else tests, runs the body and jumps back.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

void FunctionLowering::loop_body(const Stmt* body, ir::Block* on_break, ir::Block* on_continue) {
  ExitScope scope{ExitScope::Loop};
  scope.outer_handler = b.handler;
  scope.outer_nogil = nogil;
  scope.on_break = on_break;
  scope.on_continue = on_continue;
  scopes.push_back(scope);
  statement(body);
  scopes.pop_back();
  b.jump(on_continue);
}

void FunctionLowering::lower(const While& s) {
  ir::Block *head = b.new_block("while"), *body = b.new_block("while body"), *after = b.new_block("after while");
  ir::Block* orelse = s.orelse ? b.new_block("while else") : after;
  b.place(head);
  branch_on(s.condition, body, orelse);
  b.place(body);
  loop_body(s.body, after, head);
  if (s.orelse) {
    b.place(orelse);
    statement(s.orelse);
    b.jump(after);
  }
  b.place(after);
}

namespace {

// LoopBegin ... body ... LoopEnd. `run(counter)` lowers the body; `continue` goes to the latch. Leaves the builder in the exit block.
template <class Body>
void counted(FunctionLowering& l, ir::CountedLoop* loop, ir::Block* exit, Body run) {
  ir::Builder& b = l.b;
  ir::CountedLoop* outer = b.loop;
  b.loop = loop;
  ir::Block *body = b.new_block("for body"), *latch = b.new_block("for next");
  b.loop = outer;
  ir::Instruction* begin = b.add(Op::LoopBegin, nullptr);
  begin->loop = loop;
  begin->targets[0] = body;
  begin->targets[1] = exit;
  loop->begin = b.current();
  loop->latch = latch;
  b.loop = loop;
  b.place(body);
  run(latch);
  b.place(latch);
  ir::Instruction* end = b.add(Op::LoopEnd, nullptr);
  end->loop = loop;
  end->targets[0] = body;
  end->targets[1] = exit;
  b.loop = outer;
  b.place(exit);
}

Value converted(FunctionLowering& l, const Expr* e, const Type* to) {
  Value v = l.value(e);
  return v->type == to ? v : l.b.add(Op::CCast, to, {v});
}

bool is_one(const Expr* step) {
  if (!step) return true;
  auto* literal = as<CLiteral>(step);
  return literal && literal->is_integer && literal->integer == 1;
}

}  // namespace

void FunctionLowering::lower(const ForRange& s) {
  if (s.keep_end_value) return for_from(s);
  const Type* type = s.counter_type;
  auto* loop = m.arena.make<ir::CountedLoop>();
  loop->type = type;
  loop->start = converted(*this, s.start, type);
  loop->stop = converted(*this, s.stop, type);
  loop->step = s.step && !is_one(s.step) ? converted(*this, s.step, type) : nullptr;
  loop->descending = s.descending;
  loop->step_sign_unknown = s.step_sign_unknown;
  loop->stop_inclusive = s.stop_inclusive;
  loop->may_overflow = loop->step || s.stop_inclusive;
  loop->counter = b.new_local(type, "counter");
  if (s.check_zero_step && loop->step) {
    ir::Block *bad = b.new_block("zero step"), *good = b.new_block();
    bad->is_cold = true;
    b.branch(compare(CComparison::Equal, loop->step, zero(type)), bad, good, -1);
    b.place(bad);
    raise_text(rt::raise_value_error, "range() arg 3 must not be zero");
    b.place(good);
  }
  ir::Block* after = b.new_block("after for");
  ir::Block* exit = s.orelse ? b.new_block("for else") : b.new_block("for exit");
  counted(*this, loop, exit, [&](ir::Block* latch) {
    Value v = b.load(loop->counter);
    if (s.variable) store(s.variable, s.variable->type == type ? v : b.add(Op::CCast, s.variable->type, {v}));
    loop_body(s.body, after, latch);
  });
  statement(s.orelse);
  b.place(after);
}

// `for i from a <= i < b`: the body may change the variable, and it stays one step past the end.
void FunctionLowering::for_from(const ForRange& s) {
  ir::Local* stop = b.new_local(s.counter_type, "stop");
  ir::Local* step = s.step ? b.new_local(s.counter_type, "step") : nullptr;
  Value start = converted(*this, s.start, s.variable->type);
  b.store(stop, converted(*this, s.stop, s.counter_type));
  if (step) b.store(step, converted(*this, s.step, s.counter_type));
  store(s.variable, start);
  ir::Block *head = b.new_block("for"), *body = b.new_block("for body"), *next = b.new_block("for next"), *after = b.new_block("after for");
  ir::Block* orelse = s.orelse ? b.new_block("for else") : after;
  b.place(head);
  CComparison up = s.stop_inclusive ? CComparison::LessEqual : CComparison::Less;
  CComparison down = s.stop_inclusive ? CComparison::GreaterEqual : CComparison::Greater;
  b.branch(compare(s.descending ? down : up, b.load(place(s.variable)), b.load(stop)), body, orelse);
  b.place(body);
  loop_body(s.body, after, next);
  b.place(next);
  const Type* type = s.variable->type;
  if (s.next_start) store(s.variable, converted(*this, s.next_start, type));
  Value by = step ? b.load(step) : b.integer(is_pointer(type) ? types.ssize : type, 1);
  Value sum = b.add(Op::Binary, type, {b.load(place(s.variable)), by});
  // A descending loop without a step in the source counts by one; a step in the source carries its sign.
  sum->c_operator = s.descending && !step ? COperator::Subtract : COperator::Add;
  store(s.variable, sum);
  b.jump(head);
  if (s.orelse) {
    b.place(orelse);
    statement(s.orelse);
  }
  b.place(after);
}

// ---- walks over objects

void FunctionLowering::set_element(const Local* element, Value v, const Type* of) {
  if (is_object(element->type) && !is_object(of)) v = to_object(v, of);
  else if (is_object(element->type)) v = as_type(v, element->type);
  else if (is_object(of)) v = from_object(v, element->type);
  else if (element->type != v->type) v = b.add(Op::CCast, element->type, {v});
  b.store(local(element), v);
}

namespace {

struct Walk {
  FunctionLowering& l;
  const ForEach& s;
  ir::Builder& b;
  ir::Local* object;             // what is walked over: held while the loop runs
  ir::Block* after;
  ir::Block* exit;               // the items have run out

  Walk(FunctionLowering& lowering, const ForEach& statement, Value v, std::string_view name)
      : l(lowering), s(statement), b(lowering.b), object(lowering.temporary(v->type, name)), after(b.new_block("after for")),
        exit(b.new_block("for exit")) {
    b.store(object, v);
  }
  ir::Local* position(std::int64_t start) {
    ir::Local* made = l.temporary(l.types.ssize, "position");
    b.store(made, b.integer(l.types.ssize, start));
    return made;
  }
  // `break` and the end meet behind the else clause.
  void finish() {
    b.place(exit);
    l.statement(s.orelse);
    b.place(after);
  }
  // head: next() gives an item or NULL.
  template <class Next>
  void by_item(Next next) {
    ir::Block *head = b.new_block("for"), *body = b.new_block("for body");
    b.place(head);
    Value item = next();
    b.branch(l.is_null(item), exit, body);
    b.place(body);
    l.set_element(s.elements[0], item, item->type);
    l.loop_body(s.body, after, head);
    finish();
  }
  // Items of an object whose length cannot change.
  template <class Read>
  void by_index(const RuntimeFunction& size, Read read) {
    auto* loop = l.m.arena.make<ir::CountedLoop>();
    loop->type = l.types.ssize;
    loop->start = b.integer(l.types.ssize, 0);
    loop->stop = l.call(size, l.types.ssize, {b.load(object)});
    loop->may_overflow = false;
    loop->counter = b.new_local(l.types.ssize, "index");
    counted(l, loop, exit, [&](ir::Block* latch) {
      Value v = read(b.load(loop->counter));
      l.set_element(s.elements[0], v, v->type);
      l.loop_body(s.body, after, latch);
    });
    exit = b.new_block();
    finish();
  }
};

void walk_dict(Walk& w) {
  FunctionLowering& l = w.l;
  ir::Builder& b = w.b;
  Value size = l.call(rt::dict_size, l.types.ssize, {b.load(w.object)});
  ir::Local* expected = l.temporary(l.types.ssize, "size");
  b.store(expected, size);
  ir::Local* position = w.position(0);
  ir::Block *head = b.new_block("for"), *body = b.new_block("for body");
  b.place(head);
  std::vector<Value> arguments{b.load(w.object), b.load(expected), b.place_of(position)};
  for (const Local* element : w.s.elements) {
    ir::Local* made = l.local(element);
    made->starts_null = true;
    arguments.push_back(b.place_of(made));
  }
  const RuntimeFunction& row = w.s.iteration == IterationKind::DictItems && w.s.elements.size() == 2 ? rt::dict_next_item
                               : w.s.iteration == IterationKind::DictValues                            ? rt::dict_next_value
                                                                                                     : rt::dict_next_key;
  b.branch(l.call(row, l.types.bint, arguments), body, w.exit);
  b.place(body);
  l.loop_body(w.s.body, w.after, head);
  w.finish();
}

void walk_bytearray(Walk& w) {
  FunctionLowering& l = w.l;
  ir::Builder& b = w.b;
  ir::Local* position = w.position(0);
  ir::Block *head = b.new_block("for"), *body = b.new_block("for body");
  b.place(head);
  Value size = l.call(rt::bytearray_size, l.types.ssize, {b.load(w.object)});
  b.branch(l.compare(CComparison::Less, b.load(position), size), body, w.exit);
  b.place(body);
  Value v = l.call(rt::bytearray_read, l.types.int_, {b.load(w.object), b.load(position)});
  l.set_element(w.s.elements[0], v, v->type);
  Value next = b.add(Op::Binary, l.types.ssize, {b.load(position), b.integer(l.types.ssize, 1)});
  next->c_operator = COperator::Add;
  b.store(position, next);
  l.loop_body(w.s.body, w.after, head);
  w.finish();
}

void walk_async(Walk& w) {
  FunctionLowering& l = w.l;
  ir::Builder& b = w.b;
  ir::Block* outer = b.handler;
  ir::Block *head = b.new_block("async for"), *body = b.new_block("async for body");
  ir::Block *stopped = l.handler_block("async for ends", outer), *other = b.new_block("other exception");
  b.jump(head);
  b.place(head);
  l.set_handler(stopped);
  Value item = l.await(l.call(rt::object_anext, l.types.object, {b.load(w.object)}));
  b.jump(body);
  b.handler = outer;
  b.place(body);
  l.set_element(w.s.elements[0], item, item->type);
  l.loop_body(w.s.body, w.after, head);
  b.place(stopped);
  b.branch(l.call(rt::raised_stop_async_iteration, l.types.bint, {}), w.exit, other);
  b.place(other);
  l.pass_on();
  w.finish();
}

const char* none_text(IterationKind kind) {
  switch (kind) {
    case IterationKind::DictKeys: return "'NoneType' object is not iterable";
    case IterationKind::DictValues: return "'NoneType' object has no attribute 'values'";
    case IterationKind::DictItems: return "'NoneType' object has no attribute 'items'";
    default: return "'NoneType' object is not iterable";
  }
}

// A C++ container: cy::CppRange keeps its begin() and end().
void walk_cpp(FunctionLowering& l, const ForEach& s) {
  ir::Builder& b = l.b;
  const Type* container = s.iterable->type;
  if (auto* reference = static_cast<const ReferenceType*>(resolved(container)); reference->kind == TypeKind::Reference) container = reference->base;
  Value range_over = l.place_or_value(s.iterable);
  const Type* range_type = l.m.named_type("cy::CppRange<" + c_declaration(resolved(container), "") + ">");
  ir::Local* range = b.new_local(range_type, "range");
  auto method = [&](const char* name, const Type* type, std::vector<Value> arguments) {
    arguments.insert(arguments.begin(), b.place_of(range));
    Value v = b.add(Op::CppCall, type, std::move(arguments));
    v->cpp_form = ir::CppForm::Method;
    v->text = name;
    return v;
  };
  ir::Block *head = b.new_block("for"), *body = b.new_block("for body"), *next = b.new_block("for next"), *exit = b.new_block("for exit"),
            *after = b.new_block("after for");
  method("start", l.types.void_, {range_over});
  b.place(head);
  b.branch(method("more", l.types.bint, {}), body, exit);
  b.place(body);
  b.store(l.local(s.elements[0]), method("value", s.elements[0]->type, {}));
  l.loop_body(s.body, after, next);
  b.place(next);
  method("next", l.types.void_, {});
  b.jump(head);
  b.place(exit);
  l.statement(s.orelse);
  b.place(after);
}

// range() of objects: its arguments are evaluated, a range object is made only if they are no ordinary ints.
void walk_range(FunctionLowering& l, const ForEach& s, const RuntimeCall& range) {
  ir::Builder& b = l.b;
  std::vector<Value> arguments;
  for (const Expr* e : range.arguments) arguments.push_back(e ? l.value(e) : l.object_null());
  ir::Local* places[3];
  const char* names[] = {"next", "end", "stride"};
  for (int k = 0; k < 3; ++k) {
    places[k] = l.temporary(l.types.ssize, names[k]);
    arguments.push_back(b.place_of(places[k]));
  }
  Value iterator = l.call(rt::range_iter, l.types.object, arguments);
  iterator->names.assign(range.stands_for.begin(), range.stands_for.end());
  Walk w(l, s, iterator, "iterator");
  w.by_item([&] { return l.call(rt::range_next, l.types.object, {b.load(w.object), b.place_of(places[0]), b.load(places[1]), b.load(places[2])}); });
}

}  // namespace

void FunctionLowering::lower(const ForEach& s) {
  if (s.iteration == IterationKind::CppRange) return walk_cpp(*this, s);
  auto* range = as<RuntimeCall>(s.iterable);
  if (range && range->function == &rt::range_new) return walk_range(*this, s, *range);
  Value v = value(s.iterable);
  if (s.check_none) check_not_none(v, none_text(s.iteration), s.iteration == IterationKind::DictValues || s.iteration == IterationKind::DictItems);
  switch (s.iteration) {
    case IterationKind::List: {
      Walk w(*this, s, v, "list");
      ir::Local* position = w.position(0);
      return w.by_item([&] { return call(rt::list_next, types.object, {b.load(w.object), b.place_of(position)}); });
    }
    case IterationKind::Tuple: {
      Walk w(*this, s, v, "tuple");
      return w.by_index(rt::tuple_size, [&](Value i) { return call(rt::tuple_read, types.object, {b.load(w.object), i}); });
    }
    case IterationKind::Str: {
      Walk w(*this, s, v, "str");
      return w.by_index(rt::str_size, [&](Value i) { return call(rt::str_read, types.ucs4, {b.load(w.object), i}); });
    }
    case IterationKind::Bytes: {
      Walk w(*this, s, v, "bytes");
      return w.by_index(rt::bytes_size, [&](Value i) { return call(rt::bytes_read, types.int_, {b.load(w.object), i}); });
    }
    case IterationKind::ByteArray: {
      Walk w(*this, s, v, "bytearray");
      return walk_bytearray(w);
    }
    case IterationKind::DictKeys:
    case IterationKind::DictValues:
    case IterationKind::DictItems: {
      if (s.iteration == IterationKind::DictItems && s.elements.size() < 2) break;
      Walk w(*this, s, v, "dict");
      return walk_dict(w);
    }
    case IterationKind::AsyncIterator: {
      Walk w(*this, s, call(rt::object_aiter, types.object, {v}), "iterator");
      return walk_async(w);
    }
    default: break;
  }
  if (s.iteration == IterationKind::DictItems) v = call(rt::dict_items, types.object, {v});
  if (s.iterable_is_iterator) {
    Walk w(*this, s, v, "iterator");
    return w.by_item([&] { return call(rt::iterator_next, types.object, {b.load(w.object)}); });
  }
  ir::Local* position = temporary(types.ssize, "position");
  Walk w(*this, s, call(rt::fast_iter, types.object, {v, b.place_of(position)}), "iterator");
  w.by_item([&] { return call(rt::fast_next, types.object, {b.load(w.object), b.place_of(position)}); });
}

}  // namespace cyrite::lower
