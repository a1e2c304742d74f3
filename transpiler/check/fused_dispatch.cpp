// The Python side of fused functions: the function of each combination, and the rules by which cy/fused.h chooses at run time.
#include <algorithm>

#include <fmt/format.h>

#include "check/fused.h"
#include "check/statements.h"

namespace cyrite::check {
namespace {

Expr* text_value(Checker& c, Span span, std::string text) { return c.constant(span, {Constant::Str, std::move(text), {}}); }

Expr* number_value(Checker& c, Span span, std::int64_t number) { return c.constant(span, {Constant::Int, std::to_string(number), {}}); }

Expr* tuple_value(Checker& c, Span span, const ExprList& items) {
  if (items.empty()) return c.constant(span, {Constant::EmptyTuple, {}, {}});
  std::vector<typed::DisplayItem> list;
  for (Expr* e : items) list.push_back({e, false});
  auto* made = c.make<typed::Display>(span, c.types.tuple);
  made->display = typed::DisplayKind::Tuple;
  made->items = c.arena.copy(list);
  return made;
}

// The letter of a buffer's item in the struct module's language.
std::string item_letter(const Type* type) {
  if (is_object(type)) return "O";
  if (kind_of(type) == TypeKind::Enum) return "i";
  if (auto* complex = as<ComplexType>(type)) return "Z" + item_letter(complex->real);
  if (auto* f = as<FloatType>(type)) return std::string(1, "fdg"[f->rank]);
  auto* i = as<IntType>(type);
  if (!i) return "T";
  bool is_unsigned = i->sign == Sign::Unsigned;
  switch (i->rank) {
    case IntRank::Bool: return "?";
    case IntRank::Char: return i->sign == Sign::Plain ? "c" : is_unsigned ? "B" : "b";
    case IntRank::Short: return is_unsigned ? "H" : "h";
    case IntRank::Int: return is_unsigned ? "I" : "i";
    case IntRank::Long: return is_unsigned ? "L" : "l";
    case IntRank::LongLong: return is_unsigned ? "Q" : "q";
    case IntRank::SSize: return is_unsigned ? "N" : "n";
    default: return "T";
  }
}

// The Python class whose instances choose this C type; empty: none does.
std::string_view number_class(const Type* type) {
  if (is_truth(type)) return "bool";
  if (is_int(type)) return "int";
  if (is_float(type)) return "float";
  if (is_complex(type)) return "complex";
  if (is_string_pointer(type)) return "bytes";
  return {};
}

// How an argument is recognised: a class, None for any object, a tuple for buffers; null: never.
Expr* member_rule(Checker& c, Span span, const Type* type) {
  if (auto* view = as<ViewType>(type)) {
    const char* order = view->c_contiguous ? "c" : view->f_contiguous ? "f" : "";
    return tuple_value(c, span, {text_value(c, span, item_letter(view->dtype)), number_value(c, span, static_cast<std::int64_t>(view->axes.size())), text_value(c, span, order), none_value(c, span)});
  }
  if (auto* buffer = as<BufferType>(type)) {
    std::string order = buffer->mode == "c" ? "c" : buffer->mode == "fortran" ? "f" : "";
    return tuple_value(c, span, {text_value(c, span, item_letter(buffer->dtype)), number_value(c, span, buffer->ndim), text_value(c, span, order)});
  }
  if (kind_of(type) == TypeKind::Object) return none_value(c, span);
  if (auto* builtin = as<BuiltinType>(type)) return c.builtin_object(span, builtin->name);
  if (as<ExtensionType>(type)) {
    auto* symbol = c.arena.make_owned<Symbol>();
    symbol->kind = SymbolKind::TypeName;
    symbol->type = resolved(type);
    auto* made = c.make<typed::GlobalVariable>(span, c.types.type);
    made->symbol = symbol;
    return made;
  }
  std::string_view name = number_class(type);
  return name.empty() ? nullptr : c.builtin_object(span, Text(name));
}

int rank_of(const Type* type) {
  if (auto* f = as<FloatType>(type)) return 20 + f->rank;
  if (auto* complex = as<ComplexType>(type)) return 20 + static_cast<const FloatType*>(resolved(complex->real))->rank;
  auto* i = as<IntType>(type);
  if (!i) return is_int(type) ? 2 * static_cast<int>(IntRank::Int) : 0;
  return 2 * static_cast<int>(i->rank) + (i->sign != Sign::Unsigned);
}

struct Member { const Type* chosen; const Type* argument; };

// Wider numbers are asked first, any object last; one number for each Python class.
std::vector<Member> members_in_order(Checker& c, const FusedType* fused, const Type* parameter) {
  std::vector<Member> members;
  for (const Type* member : fused->members) members.push_back({member, substituted_type(c, parameter, {{fused, member}})});
  std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
    bool last_a = kind_of(a.argument) == TypeKind::Object, last_b = kind_of(b.argument) == TypeKind::Object;
    if (last_a != last_b) return last_b;
    return is_numeric(a.argument) && is_numeric(b.argument) && rank_of(a.argument) > rank_of(b.argument);
  });
  std::vector<std::string_view> seen;
  std::vector<Member> out;
  for (const Member& m : members) {
    std::string_view name = number_class(m.argument);
    if (!name.empty() && std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
    if (!name.empty()) seen.push_back(name);
    out.push_back(m);
  }
  return out;
}

Expr* rule_of(Checker& c, Span span, const FusedType* fused, const FusedParameter& p) {
  ExprList members;
  for (const Member& m : members_in_order(c, fused, p.type))
    if (Expr* rule = member_rule(c, span, m.argument)) members.push_back(tuple_value(c, span, {text_value(c, span, type_text(m.chosen)), rule}));
  return tuple_value(c, span, {number_value(c, span, p.position), c.name_constant(span, p.name), number_value(c, span, p.default_index), tuple_value(c, span, members)});
}

}  // namespace

std::string fused_signature_text(const std::vector<const FusedType*>& fused, const FusedChoice& choice) {
  std::string text;
  for (const FusedType* type : fused) text += (text.empty() ? "" : "|") + type_text(choice.at(type));
  return text;
}

Expr* fused_dispatcher(Checker& c, Span span, const std::vector<const FusedType*>& fused, const std::vector<FusedParameter>& parameters, const ExprList& functions,
                       const std::vector<std::string>& signatures, std::size_t least) {
  ExprList names, rules;
  for (const std::string& s : signatures) names.push_back(text_value(c, span, s));
  for (const FusedType* type : fused)
    for (const FusedParameter& p : parameters) {
      std::vector<const FusedType*> inside;
      collect_fused(p.type, inside);
      if (std::find(inside.begin(), inside.end(), type) == inside.end()) continue;
      if (inside.size() > 1) c.not_supported(span, "a parameter of a Python function with more than one fused type");
      rules.push_back(rule_of(c, span, type, p));
      break;
    }
  return c.call_runtime(span, rt::make_fused_function, c.types.object,
                        {tuple_value(c, span, functions), tuple_value(c, span, names), tuple_value(c, span, rules), c.integer(span, static_cast<std::int64_t>(least), c.types.ssize)});
}

}  // namespace cyrite::check
