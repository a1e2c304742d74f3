// Assignment to every kind of target, augmented assignment with the target evaluated once, and deletion.
#include "check/declarations.h"
#include "check/expressions.h"
#include "check/extension_types.h"

namespace cyrite::check {

namespace {

void run(Checker& c, Expr* effect, StatementList& out) { out.push_back(expression_statement(c, effect)); }

bool is_const_place(const Type* type) {
  auto* k = as<ConstType>(value_type(type));
  return k && k->is_const;
}

// A const variable that is declared without a value gets it by an assignment of the module.
bool takes_first_value(Checker& c, const Symbol& symbol) {
  auto* d = ast::as<ast::CVarDef>(symbol.definition);
  if (!d || c.at.function != c.module->body || symbol.origin != Origin::ThisModule) return false;
  for (const ast::CDeclarator& declarator : d->declarators)
    if (const ast::NameDeclarator* name = name_declarator(declarator.declarator); name && name->name == symbol.name) return !declarator.value;
  return false;
}

Expr* name_place(Checker& c, const ast::Name& n, bool report) {
  Text name = mangled_name(c, n.name);
  Symbol* s = find_name(c, n.name);
  bool in_class = c.at.scope && c.at.scope->kind == ScopeKind::PythonClass;
  if (in_class && (!s || s->owner == c.at.scope || s->kind == SymbolKind::PythonName || s->origin == Origin::Builtin)) {
    if (!s || s->owner == c.at.scope || s->owner != c.module_scope || !is_declared_global(c, name)) return python_name(c, n.span, name, false);
    auto* made = static_cast<typed::ModuleName*>(python_name(c, n.span, name, false));
    made->class_namespace = nullptr;
    return made;
  }
  bool is_nonlocal = in_class && s && s->kind == SymbolKind::Local && c.at.scope->find_here(name) == s;
  if (in_class && s && s->kind == SymbolKind::Local && !is_nonlocal && !is_declared_global(c, name)) return python_name(c, n.span, name, false);
  if (!s || s->kind == SymbolKind::PythonName || s->kind == SymbolKind::CModule || s->kind == SymbolKind::CythonModule || s->origin == Origin::Builtin || (s->owner && s->owner->kind == ScopeKind::Builtins)) {
    auto* made = python_name(c, n.span, name, false);
    made->type = c.types.object;
    return made;
  }
  if (s->kind == SymbolKind::Local && s->local) {
    Expr* made = c.local_ref(n.span, s->local);
    if (kind_of(made->type) == TypeKind::Unset) made->type = c.types.object;
    if (is_const_place(s->local->type) && report && !state_of(c).initialising) c.error(n.span, diag::assignment_to_const, n.name);
    return made;
  }
  if (s->kind == SymbolKind::CVariable) {
    auto* made = c.make<typed::GlobalVariable>(n.span, value_type(s->type));
    made->symbol = s;
    if (is_const_place(s->type) && report && !state_of(c).initialising && !takes_first_value(c, *s)) c.error(n.span, diag::assignment_to_const, n.name);
    return made;
  }
  if (s->kind == SymbolKind::CFunction && s->is_cpdef) return python_name(c, n.span, name, false);
  if (report) c.error(n.span, diag::cannot_assign, fmt::format("'{}'", n.name.view()));
  return nullptr;
}

bool is_place(const Expr* e) {
  switch (e->kind) {
    case typed::Kind::LocalRef:
    case typed::Kind::FieldRef:
    case typed::Kind::Element:
    case typed::Kind::Dereference:
    case typed::Kind::ViewElement:
    case typed::Kind::ModuleName: return true;
    case typed::Kind::GlobalVariable: return static_cast<const typed::GlobalVariable*>(e)->symbol->kind == SymbolKind::CVariable;
    default: return typed::gives_reference(e);
  }
}

void note_buffer_store(Checker& c, const Expr* place) {
  auto* element = typed::as<typed::ViewElement>(place);
  auto* view = element && element->is_buffer ? typed::as<typed::LocalRef>(element->view) : nullptr;
  if (view && !state_of(c).speculative) view->local->is_written = true;
}

void assign_place(Checker& c, Expr* place, Expr* value, StatementList& out) {
  if (is_error(value->type) || is_error(place->type)) return;
  note_buffer_store(c, place);
  if (is_object(place->type)) c.require_gil(place->span, "assigning a Python object");
  auto* local = typed::as<typed::LocalRef>(place);
  bool has_own_conversion = is_object(value->type) && object_type_of(c, place->type) && is_cpp_class(place->type) && c.convertible(value->type, place->type);
  if (has_own_conversion) value = c.convert(value, place->type);  // no way around another class, which may not live as long
  if (is_cpp_class(place->type))
    if (Symbol* op = member_of(c, place->type, "operator=")) {
      ExprList arguments{value};
      Symbol* chosen = choose_overload(c, value->span, op, arguments, false, "operator=");
      bool same = same_type(place->type, value->type);  // copying needs no declaration
      const FunctionType* f = chosen ? signature_of(chosen->type) : nullptr;
      bool copies = f && f->exceptions.kind == ExceptionSpec::Cpp && same_type(f->parameters[0].type, value->type);
      if (f && (copies || !same)) return run(c, cpp_operation(c, value->span, "=", {place, value}), out);
    }
  auto* target = as<ArrayType>(value_type(place->type));
  auto* pointer = as<PointerType>(value_type(value->type));
  auto* source = as<ArrayType>(value_type(value->type));
  if (target && source && !target->size_text.empty() && source->size >= 0 && same_type(target->base, source->base)) {
    Expr* size = c.literal(value->span, c.types.ssize, target->size_text.view());
    run(c, c.call_runtime(value->span, rt::array_check_length, c.types.int_, {c.integer(value->span, source->size, c.types.ssize), size}), out);
    return assign_array(c, place, value, out);
  }
  if (target && pointer && (target->size >= 0 || !target->size_text.empty()) && same_type(target->base, pointer->base) && !typed::as<typed::CLiteral>(value))
    return assign_array(c, place, value, out);
  Expr* converted = c.convert(value, place->type);
  if (is_error(converted->type)) return;
  bool is_kept = !local || !local->local->is_temporary;
  if (auto* v = typed::as<typed::Convert>(converted); v && typed::as<typed::ModuleName>(v->operand) && (is_string_pointer(v->type) || is_unicode_pointer(v->type)))
    c.diagnostics.report(value->span, diag::pointer_into_global, type_text(v->type));
  if (is_kept && is_unsafe_pointer(converted)) {
    c.error(value->span, diag::unsafe_pointer);
    return;
  }
  if (auto* rows = typed::as<typed::Aggregate>(converted)) {
    auto* array = as<ArrayType>(value_type(place->type));
    bool has_variables = false;  // arrays that are not written out have no place in braces
    for (const Expr* item : rows->items) has_variables |= array && as<ArrayType>(array->base) && !typed::as<typed::Aggregate>(item);
    for (std::size_t i = 0; has_variables && i < rows->items.size(); ++i) {
      auto* element = c.make<typed::Element>(value->span, array->base);
      element->base = place;
      element->index = c.integer(value->span, static_cast<std::int64_t>(i), c.types.ssize);
      assign_place(c, element, rows->items[i], out);
    }
    if (has_variables) return;
  }
  if (as<ArrayType>(value_type(place->type)) && !typed::as<typed::Aggregate>(converted)) return assign_array(c, place, converted, out);
  out.push_back(assignment(c, place, converted));
}

// A struct that is const itself, or behind a pointer to const.
bool is_const_object(const Expr* e) {
  if (const Type* pointed = pointed_type(value_type(e->type)); pointed && !as<ArrayType>(value_type(e->type))) return is_const_place(pointed);
  if (auto* l = typed::as<typed::LocalRef>(e)) return is_const_place(l->local->type);
  if (auto* g = typed::as<typed::GlobalVariable>(e)) return is_const_place(g->symbol->type);
  return is_const_place(e->type);
}

void assign_attribute(Checker& c, const ast::Attribute& n, Expr* value, StatementList& out) {
  bool dotted = module_member(c, *n.value) || type_name(c, *n.value) || !cython_path(c, n).empty();
  if (dotted) {
    Expr* place = c.expr(n);
    if (is_error(place->type)) return;
    if (is_place(place)) return assign_place(c, place, value, out);
    if (!typed::as<typed::RuntimeCall>(place)) {
      c.error(n.span, diag::cannot_assign, fmt::format("'{}'", n.name.view()));
      return;
    }
  }
  state_of(c).borrowable = n.value;
  Expr* object = c.expr(*n.value);
  state_of(c).borrowable = nullptr;
  if (is_error(object->type) || is_error(value->type)) return;
  Expr* place = nullptr;
  const Type* type = value_type(object->type);
  Symbol* member = as<ExtensionType>(type) || as<BufferType>(type) ? member_of(c, type, n.name) : nullptr;
  if (member && member->kind == SymbolKind::Property && signature_of(member->type))
    if (Symbol* setter = member_of(c, type, c_setter_name(n.name))) return run(c, c_call(c, n.span, setter, {object, value}), out);
  bool python = is_object(type) && !(member && member->kind == SymbolKind::Field);
  if (is_view(type) && n.name != "shape") python = true;
  if (!python) {
    place = attribute_of(c, n.span, object, n.name);
    if (is_error(place->type)) return;
    if (is_place(place)) {
      bool const_member = typed::as<typed::FieldRef>(place) && member && is_const_place(member->type);
      if (const_member || is_const_object(object)) {
        c.error(n.span, diag::assignment_to_const, n.name);
        return;
      }
      return assign_place(c, place, value, out);
    }
    if (!typed::as<typed::RuntimeCall>(place)) {
      c.error(n.span, diag::cannot_assign, fmt::format("the attribute '{}'", n.name.view()));
      return;
    }
  }
  c.require_gil(n.span, fmt::format("setting the attribute '{}' of a Python object", n.name.view()));
  Expr *holder = to_object(c, object), *stored = to_object(c, value);
  if (is_error(holder->type) || is_error(stored->type)) return;
  run(c, c.call_runtime(n.span, rt::object_setattr, c.types.int_, {holder, c.name_constant(n.span, mangled_name(c, n.name)), stored}), out);
}

// Python evaluates the value before the target: it is kept where evaluating the target could be seen.
bool has_no_effect(const Expr* e) {
  switch (e->kind) {
    case typed::Kind::CLiteral:
    case typed::Kind::PyConstant: return true;
    case typed::Kind::LocalRef: return !static_cast<const typed::LocalRef*>(e)->check_bound && !static_cast<const typed::LocalRef*>(e)->local->is_captured;
    case typed::Kind::Convert: {
      auto* v = static_cast<const typed::Convert*>(e);
      return (v->conversion == typed::Conversion::CCast || v->conversion == typed::Conversion::TypeAssume) && has_no_effect(v->operand);
    }
    case typed::Kind::CBinary: {
      auto* b = static_cast<const typed::CBinary*>(e);
      return !b->check_zero && !b->check_overflow && has_no_effect(b->left) && has_no_effect(b->right);
    }
    default: return false;
  }
}

void store_view(Checker& c, const ast::Subscript& n, Expr* place, Expr* value, StatementList& out) {
  auto* type = as<ViewType>(value_type(place->type));
  if (is_error(value->type)) return;
  if (as<ConstType>(type->dtype)) {
    c.error(n.span, diag::read_only_view, type_text(type));
    return;
  }
  auto* made = c.make<typed::ViewAssign>(n.span);
  made->target = place;
  const Type* from = value_type(value->type);
  if (auto* source = as<ViewType>(from)) {
    auto* strip = as<ConstType>(source->dtype);
    if (!same_type(strip ? strip->base : source->dtype, type->dtype)) {
      c.error(n.span, diag::views_differ, type_text(from), type_text(type), "their item types differ");
      return;
    }
    made->source = value;
  } else if (is_object(from) && !is_object(type->dtype) && !is_builtin(from, BuiltinClass::Int) && !is_builtin(from, BuiltinClass::Float)) {
    std::vector<Axis> axes(type->axes.size(), {AxisAccess::Direct, AxisPacking::Strided});
    made->source = c.convert(value, c.types.view_of(c.types.const_of(type->dtype), axes));
  } else {
    made->source = c.convert(value, type->dtype);
  }
  if (!is_error(made->source->type)) out.push_back(made);
}

// An element of vector[bool] has no address: C++ assigns through an object that stands for it.
void assign_bit(Checker& c, const typed::CppOperation& item, Expr* value, StatementList& out) {
  auto* made = c.make<typed::CppOperation>(item.span, c.types.void_);
  made->op = "[]=";
  ExprList operands(item.operands.begin(), item.operands.end());
  operands.push_back(c.convert(value, c.types.bint));
  if (is_error(operands.back()->type)) return;
  made->operands = c.arena.copy(operands);
  made->exceptions = item.exceptions;
  run(c, made, out);
}

void assign_subscript(Checker& c, const ast::Subscript& n, Expr* value, StatementList& out) {
  Expr* base = c.expr(*n.value);
  if (is_error(base->type) || is_error(value->type)) return;
  const Type* type = value_type(base->type);
  auto* attribute = typed::as<typed::ViewAttribute>(base);
  bool c_place = is_view(type) || is_cpp_class(type) || (pointed_type(type) && !ast::is<ast::Slice>(n.index)) || attribute || as<TupleTypeC>(type) || buffer_view_of(c, base);
  if (c_place) {
    Expr* place = subscript_of(c, n, base);
    if (is_error(place->type)) return;
    if (typed::as<typed::ViewSlice>(place)) return store_view(c, n, place, value, out);
    if (auto* element = typed::as<typed::ViewElement>(place)) {
      auto* view = as<ViewType>(value_type(element->view->type));
      if (view && as<ConstType>(view->dtype)) {
        c.error(n.span, diag::read_only_view, type_text(view));
        return;
      }
    }
    if (auto* element = typed::as<typed::Element>(place); element && is_const_place(pointed_type(type))) {
      c.error(n.span, diag::assignment_to_const, type_text(type));
      return;
    }
    if (is_place(place)) return assign_place(c, place, value, out);
    if (auto* item = typed::as<typed::CppOperation>(place); item && item->op == "[]" && is_truth(item->type)) return assign_bit(c, *item, value, out);
  }
  if (!is_object(type) && !pointed_type(type)) {
    c.error(n.span, diag::cannot_assign, fmt::format("an item of '{}'", type_text(type)));
    return;
  }
  bool index_plain = ast::is<ast::IntLiteral>(n.index) || ast::is<ast::StringLiteral>(n.index) || ast::is<ast::Name>(n.index);
  if (!has_no_effect(value) && !(has_no_effect(base) && index_plain) && !pointed_type(type)) {
    Expr* kept = is_object(value->type) ? value : to_object(c, value);
    if (is_error(kept->type)) return;
    typed::Local* held = c.temporary(kept->type);
    if (!may_be_none(c, kept)) state_of(c).never_none[held] = true;
    out.push_back(assignment(c, c.local_ref(n.span, held), kept));
    value = c.local_ref(n.span, held);
  }
  store_item(c, n.span, base, *n.index, value, out);
}

// ---- unpacking
Expr* unboxed(Expr* e) {
  auto* v = typed::as<typed::Convert>(e);
  return v && v->conversion == typed::Conversion::ToObject && !v->is_explicit ? v->operand : e;
}

// The items of a value that is written out: a display, a ctuple, a constant tuple. False if it has to be iterated over.
bool known_items(Checker& c, Expr* value, ExprList& items) {
  if (auto* d = typed::as<typed::Display>(value)) {
    if (d->display == typed::DisplayKind::Set) return false;
    for (const auto& item : d->items) {
      if (item.starred) return false;
      items.push_back(unboxed(item.value));
    }
    return true;
  }
  if (auto* a = typed::as<typed::Aggregate>(value); a && as<TupleTypeC>(a->type)) {
    items.assign(a->items.begin(), a->items.end());
    return true;
  }
  const Constant* k = known_constant(c, value);
  if (!k || k->kind != Constant::Tuple) return false;
  std::vector<ConstantId> ids = k->items;
  for (ConstantId id : ids) items.push_back(c.constant(value->span, constants_of(c)[id]));
  return true;
}

// C places that need no iteration: the fields of a ctuple, the elements of an array.
bool c_items(Checker& c, Expr* value, StatementList& out, ExprList& items) {
  const Type* type = value_type(value->type);
  auto* tuple = as<TupleTypeC>(type);
  auto* array = as<ArrayType>(type);
  if (array && (array->size < 0 || array->size > 64 || is_string_pointer(type))) return false;
  if (!tuple && !array) return false;
  Expr* base = value;
  if (tuple && !is_simple(value)) {
    typed::Local* held = c.temporary(type);
    out.push_back(assignment(c, c.local_ref(value->span, held), value));
    base = c.local_ref(value->span, held);
  }
  std::size_t count = tuple ? tuple->items.size() : static_cast<std::size_t>(array->size);
  for (std::size_t i = 0; i < count; ++i) {
    if (tuple) {
      auto* field = c.make<typed::FieldRef>(value->span, tuple->items[i]);
      field->object = base;
      field->name = field->c_name = "f" + std::to_string(i);
      field->owner = tuple;
      items.push_back(field);
    } else {
      auto* element = c.make<typed::Element>(value->span, array->base);
      element->base = base;
      element->index = c.integer(value->span, static_cast<std::int64_t>(i), c.types.ssize);
      items.push_back(element);
    }
  }
  return true;
}

int starred_index(ast::List<ast::Expr> targets, Checker& c) {
  int found = -1;
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (ast::is<ast::Starred>(targets[i])) {
      if (found >= 0) c.error(targets[i]->span, diag::two_starred_targets);
      found = static_cast<int>(i);
    }
  return found;
}

const ast::Expr& target_of(const ast::Expr& e) {
  auto* s = ast::as<ast::Starred>(&e);
  return s ? *s->value : e;
}

void assign_items(Checker& c, Span span, ast::List<ast::Expr> targets, int starred, ExprList items, StatementList& out) {
  std::size_t fixed = targets.size() - (starred >= 0);
  if (starred < 0 ? items.size() != targets.size() : items.size() < fixed) {
    c.error(span, diag::wrong_number_of_values, targets.size(), items.size());
    return;
  }
  for (Expr*& item : items) {
    if (is_error(item->type)) return;
    if (typed::as<typed::CLiteral>(item) || typed::as<typed::PyConstant>(item)) continue;
    const Type* type = plain_type(item->type);
    if (kind_of(type) == TypeKind::Array) item = decayed(c, item), type = item->type;
    typed::Local* held = c.temporary(type);
    if (!may_be_none(c, item)) state_of(c).never_none[held] = true;
    out.push_back(assignment(c, c.local_ref(span, held), item));
    item = c.local_ref(span, held);
  }
  std::size_t extra = items.size() - fixed, at = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (static_cast<int>(i) != starred) {
      c.assign(*targets[i], items[at++], out);
      continue;
    }
    std::vector<typed::DisplayItem> rest;
    for (std::size_t k = 0; k < extra; ++k) rest.push_back({to_object(c, items[at++]), false});
    auto* list = c.make<typed::Display>(span, c.types.list);
    list->display = typed::DisplayKind::List;
    list->items = c.arena.copy(rest);
    c.assign(target_of(*targets[i]), list, out);
  }
}

void unpack(Checker& c, Span span, ast::List<ast::Expr> targets, Expr* value, StatementList& out) {
  int starred = starred_index(targets, c);
  ExprList items;
  if (known_items(c, value, items) || c_items(c, value, out, items)) return assign_items(c, span, targets, starred, items, out);
  c.require_gil(span, "unpacking a Python object");
  Expr* object = to_object(c, value);
  if (is_error(object->type)) {
    for (auto* t : targets) c.assign(target_of(*t), object, out);
    return;
  }
  auto* made = c.make<typed::Unpack>(span);
  made->value = object;
  made->starred = starred;
  std::vector<typed::Local*> locals;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    bool star = static_cast<int>(i) == starred;
    locals.push_back(c.temporary(star ? static_cast<const Type*>(c.types.list) : c.types.object));
    if (star) state_of(c).never_none[locals.back()] = true;
  }
  made->temporaries = c.arena.copy(locals);
  out.push_back(made);
  // All items become C values before the first is stored: an item that does not fit changes nothing.
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Type* wanted = ast::is<ast::Name>(targets[i]) && targets.size() > 1 ? type_of(c, *targets[i]) : nullptr;
    if (!wanted || !is_numeric(wanted)) continue;
    typed::Local* number = c.temporary(plain_type(wanted));
    out.push_back(assignment(c, c.local_ref(targets[i]->span, number), c.convert(c.local_ref(targets[i]->span, locals[i]), number->type)));
    locals[i] = number;
  }
  for (std::size_t i = 0; i < targets.size(); ++i) c.assign(target_of(*targets[i]), c.local_ref(targets[i]->span, locals[i]), out);
}

}  // namespace

// A C array has no assignment in C: item by item from an array, or by iteration from an object.
void assign_array(Checker& c, Expr* place, Expr* value, StatementList& out) {
  auto* array = as<ArrayType>(value_type(place->type));
  Span span = value->span;
  bool has_size = array->size >= 0 || !array->size_text.empty();
  Expr* size = array->size >= 0 ? c.integer(span, array->size, c.types.ssize) : c.literal(span, c.types.ssize, array->size_text.view());
  if (auto* convert = typed::as<typed::Convert>(value); convert && convert->conversion == typed::Conversion::FromObject) {
    if (!has_size) {
      c.error(span, diag::pointer_slice_without_end);
      return;
    }
    run(c, c.call_runtime(span, rt::array_from_object, c.types.int_, {convert->operand, decayed(c, place), size}), out);
    return;
  }
  typed::Local* i = c.temporary(c.types.ssize);
  auto *from = c.make<typed::Element>(span, value_type(pointed_type(value->type))), *to = c.make<typed::Element>(span, array->base);
  from->base = value;
  from->index = c.local_ref(span, i);
  to->base = place;
  to->index = c.local_ref(span, i);
  auto* loop = c.make<typed::ForRange>(span);
  loop->variable = c.local_ref(span, i);
  loop->counter_type = c.types.ssize;
  loop->start = c.integer(span, 0, c.types.ssize);
  loop->stop = size;
  loop->body = assignment(c, to, from);
  out.push_back(loop);
}

bool is_declared_global(Checker& c, Text name) {
  Symbol* s = c.at.scope->find_here(name);
  return s && s->owner != c.at.scope;
}

void Checker::assign(const ast::Expr& target, Expr* value, StatementList& out) {
  if (auto* n = ast::as<ast::Name>(&target)) {
    if (Expr* place = name_place(*this, *n, true)) assign_place(*this, place, value, out);
    return;
  }
  if (auto* a = ast::as<ast::Attribute>(&target)) return assign_attribute(*this, *a, value, out);
  if (auto* s = ast::as<ast::Subscript>(&target)) return assign_subscript(*this, *s, value, out);
  if (auto* t = ast::as<ast::TupleDisplay>(&target)) return unpack(*this, target.span, t->items, value, out);
  if (auto* l = ast::as<ast::ListDisplay>(&target)) return unpack(*this, target.span, l->items, value, out);
  if (auto* call = ast::as<ast::Call>(&target)) {
    Expr* place = expr(*call);
    if (is_error(place->type)) return;
    if (is_place(place) || typed::as<typed::Dereference>(place)) return assign_place(*this, place, value, out);
  }
  if (ast::is<ast::Starred>(&target)) {
    error(target.span, diag::misplaced_star);
    return;
  }
  error(target.span, diag::cannot_assign, "this expression");
}

Expr* Checker::lvalue(const ast::Expr& e) {
  Expr* place = nullptr;
  if (auto* n = ast::as<ast::Name>(&e)) return name_place(*this, *n, true);
  place = expr(e);
  if (is_error(place->type)) return nullptr;
  if (is_place(place)) return place;
  error(e.span, diag::not_an_lvalue);
  return nullptr;
}

// ---- augmented assignment
namespace {

bool plain_local(Checker& c, const ast::Expr& e) {
  auto* n = ast::as<ast::Name>(&e);
  if (!n) return false;
  Symbol* s = find_name(c, n->name);
  return s && ((s->kind == SymbolKind::Local && s->local && s->local->owner == c.at.function && !s->local->is_captured) ||
               (s->kind == SymbolKind::CVariable && !is_object(s->type)));
}

void keep(Checker& c, const ast::Expr& e, Expr* value, StatementList& out, std::vector<const ast::Expr*>& kept) {
  if (is_error(value->type)) return;
  if (!is_simple(value)) {
    typed::Local* local = c.temporary(plain_type(value->type));
    if (!may_be_none(c, value)) state_of(c).never_none[local] = true;
    out.push_back(assignment(c, c.local_ref(e.span, local), value));
    value = c.local_ref(e.span, local);
  }
  state_of(c).substitutes[&e] = value;
  kept.push_back(&e);
}

void keep_index(Checker& c, const ast::Expr* e, StatementList& out, std::vector<const ast::Expr*>& kept) {
  if (!e || plain_local(c, *e) || ast::is<ast::EllipsisLiteral>(e) || ast::is<ast::NoneLiteral>(e) || ast::is<ast::IntLiteral>(e) || ast::is<ast::StringLiteral>(e)) return;
  if (auto* s = ast::as<ast::Slice>(e)) {
    for (const ast::Expr* part : {s->lower, s->upper, s->step}) keep_index(c, part, out, kept);
    return;
  }
  keep(c, *e, c.expr(*e), out, kept);
}

// Evaluates the parts of a target once; reading and writing it then use what was kept.
void keep_parts(Checker& c, const ast::Expr& target, StatementList& out, std::vector<const ast::Expr*>& kept) {
  const ast::Expr* base = nullptr;
  if (auto* a = ast::as<ast::Attribute>(&target)) {
    if (module_member(c, *a->value) || type_name(c, *a->value) || !cython_path(c, *a).empty()) return;
    base = a->value;
  } else if (auto* s = ast::as<ast::Subscript>(&target)) {
    base = s->value;
  } else {
    return;
  }
  if (!plain_local(c, *base)) {
    const Type* type = value_type(type_of(c, *base));
    TypeKind k = kind_of(type);
    bool by_value = k == TypeKind::Struct || k == TypeKind::Array || k == TypeKind::CppClass || k == TypeKind::Tuple || k == TypeKind::Complex;
    bool borrowed = c.at.nogil && is_object(type) && ast::is<ast::Attribute>(base);  // nothing may be held: the fields are read again
    if (by_value || borrowed) keep_parts(c, *base, out, kept);
    else keep(c, *base, c.expr(*base), out, kept);
  }
  if (auto* s = ast::as<ast::Subscript>(&target))
    for (const ast::Expr* e : index_list(*s->index)) keep_index(c, e, out, kept);
}

}  // namespace

// A C number and one of these have no operation whose result is a number.
static bool is_container(BuiltinClass cls) {
  return cls == BuiltinClass::List || cls == BuiltinClass::Tuple || cls == BuiltinClass::Dict || cls == BuiltinClass::Set || cls == BuiltinClass::FrozenSet;
}

// `i /= n` of C integers stays an integer in every language level.
static ast::BinaryOperator in_place_operator(ast::BinaryOperator op, const Expr* current, const Expr* operand) {
  bool integers = is_int(current->type) && is_int(operand->type);
  return op == ast::BinaryOperator::TrueDivide && integers ? ast::BinaryOperator::FloorDivide : op;
}

void Checker::augmented_assign(const ast::AugAssign& n, StatementList& out) {
  if (!ast::is<ast::Name>(n.target) && !ast::is<ast::Attribute>(n.target) && !ast::is<ast::Subscript>(n.target)) {
    error(n.target->span, diag::cannot_assign, "this expression by an augmented assignment");
    return;
  }
  std::vector<const ast::Expr*> kept;
  keep_parts(*this, *n.target, out, kept);
  Expr* current = expr(*n.target);
  Expr* operand = expr(*n.value);
  if (!is_error(current->type) && !is_error(operand->type)) {
    bool view = typed::as<typed::ViewSlice>(current);
    auto* container = as<BuiltinType>(value_type(operand->type));
    bool never = is_numeric(current->type) && container && is_container(container->cls);
    if (view) error(n.span, diag::augmented_view_slice);
    else if (never) convert(operand, current->type);  // which reports that there is no way from one to the other
    else assign(*n.target, binary(*this, n.span, in_place_operator(n.op, current, operand), current, operand, true), out);
  }
  for (const ast::Expr* e : kept) state_of(*this).substitutes.erase(e);
}

// ---- del
void Checker::delete_target(const ast::Expr& target, StatementList& out) {
  if (auto* t = ast::as<ast::TupleDisplay>(&target)) {
    for (auto* e : t->items) delete_target(*e, out);
    return;
  }
  if (auto* l = ast::as<ast::ListDisplay>(&target)) {
    for (auto* e : l->items) delete_target(*e, out);
    return;
  }
  if (auto* a = ast::as<ast::Attribute>(&target); a && !is_cpp_class(pointed_type(type_of(*this, target)))) {
    Expr* holder = expr(*a->value);
    if (auto* record = as<StructType>(value_type(holder->type))) {
      error(target.span, diag::cannot_delete, fmt::format("a member of '{}'", type_text(record)));
      return;
    }
    Expr* object = to_object(*this, holder);
    if (is_error(object->type)) return;
    if (Symbol* member = as<ExtensionType>(object->type) ? member_of(*this, object->type, a->name) : nullptr; member && member->kind == SymbolKind::Field) {
      if (!is_object(member->type)) { error(target.span, diag::cannot_delete, "a field of an extension type"); return; }
      // A field always holds an object: without its value it is None.
      return assign_attribute(*this, *a, none_value(*this, target.span), out);
    }
    require_gil(target.span, "deleting an attribute of a Python object");
    return run(*this, call_runtime(target.span, rt::object_delattr, types.int_, {object, name_constant(target.span, mangled_name(*this, a->name))}), out);
  }
  if (auto* s = ast::as<ast::Subscript>(&target)) {
    Expr* base = expr(*s->value);
    if (is_cpp_class(value_type(base->type))) {
      Expr* item = expr(target);
      if (is_cpp_class(pointed_type(value_type(item->type)))) {
        auto* made = make<typed::CppDelete>(target.span);
        made->value = item;
        out.push_back(made);
        return;
      }
    }
    if (!is_cpp_class(pointed_type(base->type))) return delete_item(*this, target.span, base, *s->index, out);
  }
  Expr* place = lvalue(target);
  if (!place) return;
  if (is_cpp_class(pointed_type(place->type))) {
    auto* made = make<typed::CppDelete>(target.span);
    made->value = place;
    out.push_back(made);
    return;
  }
  if (!is_object(place->type) && !is_view(place->type)) {
    error(target.span, diag::cannot_delete, fmt::format("a variable of type '{}'", type_text(place->type)));
    return;
  }
  auto* global = typed::as<typed::GlobalVariable>(place);
  if (global && is_object(global->type)) { error(target.span, diag::cannot_delete, "a C variable of the module: set it to None"); return; }
  if (is_object(place->type)) require_gil(target.span, "deleting a Python object");
  auto* made = make<typed::Unbind>(target.span);
  made->target = place;
  auto* name = ast::as<ast::Name>(&target);
  made->check_bound = !typed::as<typed::LocalRef>(place) || !name || is_maybe_unbound(*name);
  if (auto* local = typed::as<typed::LocalRef>(place); local && !state_of(*this).speculative) local->local->is_deleted = true;
  out.push_back(made);
}

}  // namespace cyrite::check
