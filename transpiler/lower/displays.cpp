// Displays: list, tuple, set and dict displays with stars, struct and ctuple values, f-strings.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

Value FunctionLowering::lower(const Aggregate& e) {
  std::vector<Value> items = values(e.items);
  Value v = b.add(Op::AggregateValue, e.type, std::move(items));
  for (Text field : e.fields) v->texts.push_back(field);
  return v;
}

Value FunctionLowering::lower(const Display& e) {
  auto build = [&](DisplayKind kind, const Type* type, std::vector<Value> items) {
    Value v = b.add(Op::Build, type, std::move(items));
    v->display = kind;
    return v;
  };
  std::vector<Value> items;
  std::size_t i = 0;
  for (; i < e.items.size() && !e.items[i].starred; ++i) items.push_back(value(e.items[i].value));
  if (i == e.items.size()) return build(e.display, e.type, std::move(items));
  // A single starred item at the front starts the list by itself.
  bool is_set = e.display == DisplayKind::Set;
  Value made = build(is_set ? DisplayKind::Set : DisplayKind::List, is_set ? types.set : types.list, std::move(items));
  for (; i < e.items.size(); ++i) {
    Value v = value(e.items[i].value);
    const RuntimeFunction& row = e.items[i].starred ? (is_set ? rt::set_update : rt::list_extend) : (is_set ? rt::set_add : rt::list_append);
    call(row, types.int_, {made, v});
  }
  return e.display == DisplayKind::Tuple ? call(rt::list_to_tuple, e.type, {made}) : as_type(made, e.type);
}

Value FunctionLowering::lower(const DictDisplay& e) {
  Value dict;
  if (e.items.size() > 5) dict = call(rt::dict_new_presized, e.type, {b.integer(types.ssize, static_cast<std::int64_t>(e.items.size()))});
  else dict = call(rt::dict_new, e.type, {});
  for (const DictItem& item : e.items) {
    if (!item.key) {
      Value v = value(item.value);
      call(rt::dict_display_update, types.int_, {dict, v});
      continue;
    }
    Value key = value(item.key);
    Value v = value(item.value);
    call(rt::dict_setitem, types.int_, {dict, key, v});
  }
  return dict;
}

// `{x}` of a C number without a specification needs no object.
static Value format_c_value(FunctionLowering& l, const FormattedPart& part, Value v) {
  const Type* t = part.value->type;
  if (!part.conversion && !part.format_spec) {
    if (is_truth(t)) return l.call(rt::format_truth, l.types.str, {v});
    auto* i = as<IntType>(t);
    if (i && i->role == IntRole::Number) {
      Value width = l.b.integer(l.types.ssize, 0), padding = l.b.integer(l.types.int_, ' '), base = l.b.integer(l.types.int_, 'd');
      return l.call(rt::format_int, l.types.str, {v, width, padding, base});
    }
  }
  return nullptr;
}

Value FunctionLowering::lower(const FormattedString& e) {
  std::vector<Value> parts;
  for (const FormattedPart& part : e.parts) {
    Value v = value(part.value);
    if (part.conversion == '=') {
      parts.push_back(v);
      continue;
    }
    if (!is_object(part.value->type)) {
      if (Value done = format_c_value(*this, part, v)) {
        parts.push_back(done);
        continue;
      }
      v = to_object(v, part.value->type);
    }
    if (part.conversion == 'r') v = call(rt::object_repr, types.str, {v});
    else if (part.conversion == 's') v = call(rt::object_str, types.str, {v});
    else if (part.conversion == 'a') v = call(rt::object_ascii, types.str, {v});
    if (part.format_spec) v = call(rt::object_format, types.str, {v, value(part.format_spec)});
    else if (!part.conversion) v = call(rt::format_object, types.str, {v});
    parts.push_back(v);
  }
  if (parts.size() == 1) return parts[0];
  return call(rt::str_join_parts, e.type, std::move(parts));
}

}  // namespace cyrite::lower
