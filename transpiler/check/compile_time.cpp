// Values known when compiling: DEF, IF, array sizes and enumerators; which branch of an IF counts.
#include <fmt/format.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "check/declarations.h"
#include "check/expressions.h"

namespace cyrite::check {
namespace {

using Wide = __int128;
using Value = ConstantValue;
using Maybe = std::optional<Value>;

std::string wide_text(Wide n) {
  if (n == 0) return "0";
  bool negative = n < 0;
  unsigned __int128 rest = negative ? -static_cast<unsigned __int128>(n) : static_cast<unsigned __int128>(n);
  std::string out;
  for (; rest; rest /= 10) out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
  return negative ? "-" + out : out;
}

std::optional<Wide> parse_wide(std::string_view text) {
  bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  unsigned base = 10;
  if (text.size() > 2 && text[0] == '0') {
    base = text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : text[1] == 'b' ? 2 : 10;
    if (base != 10) text.remove_prefix(2);
  }
  Wide n = 0;
  for (char ch : text) {
    int digit = ch >= 'a' ? ch - 'a' + 10 : ch >= 'A' ? ch - 'A' + 10 : ch - '0';
    if (__builtin_mul_overflow(n, static_cast<Wide>(base), &n) || __builtin_add_overflow(n, static_cast<Wide>(digit), &n)) return {};
  }
  return negative ? -n : n;
}

Value int_value(Wide n) { Value v{Value::Int}; v.text = wide_text(n); return v; }
Value bool_value(bool b) { Value v{Value::Bool}; v.truth = b; return v; }
Value float_value(double d) { Value v{Value::Float}; v.number = d; return v; }
Value str_value(std::string text) { Value v{Value::Str}; v.text = std::move(text); return v; }

Value complex_value(double real, double imaginary) { Value v{Value::Complex}; v.number = real; v.imaginary = imaginary; return v; }

std::optional<Wide> as_wide(const Value& v) {
  if (v.kind == Value::Int) return parse_wide(v.text);
  if (v.kind == Value::Bool) return Wide(v.truth);
  return {};
}
bool is_number(const Value& v) { return v.kind == Value::Int || v.kind == Value::Bool || v.kind == Value::Float; }
bool is_complex_number(const Value& v) { return is_number(v) || v.kind == Value::Complex; }
double as_double(const Value& v) {
  if (v.kind == Value::Float || v.kind == Value::Complex) return v.number;
  if (v.kind == Value::Bool) return v.truth;
  return std::strtod(v.text.c_str(), nullptr);
}

struct Evaluator {
  Checker& c;
  bool report;

  Maybe fail(Span span, std::string_view why) {
    if (report) c.error(span, diag::compile_time, why);
    return {};
  }

  Maybe name(const ast::Name& n) {
    if (Symbol* symbol = c.look_up(n.name)) {
      if (symbol->constant && (symbol->kind == SymbolKind::CompileTimeConstant || symbol->kind == SymbolKind::EnumMember)) return *symbol->constant;
      if (symbol->kind == SymbolKind::CompileTimeConstant) return {};  // already reported
    }
    return fail(n.span, fmt::format("'{}' is not known when compiling", n.name.view()));
  }

  Maybe attribute(const ast::Attribute& a) {
    auto* base = ast::as<ast::Name>(a.value);
    Symbol* owner = base ? c.look_up(base->name) : nullptr;
    Scope* scope = !owner ? nullptr : owner->scope ? owner->scope : owner->kind == SymbolKind::TypeName ? c.scope_of_type(owner->type) : nullptr;
    Symbol* symbol = scope ? c.look_up_in(*scope, a.name) : nullptr;
    if (symbol && symbol->constant) return *symbol->constant;
    return fail(a.span, "this attribute is not known when compiling");
  }

  Maybe integer_operation(ast::BinaryOperator op, Wide l, Wide r, Span span) {
    using B = ast::BinaryOperator;
    Wide out = 0;
    bool overflow = false;
    switch (op) {
      case B::Add: overflow = __builtin_add_overflow(l, r, &out); break;
      case B::Subtract: overflow = __builtin_sub_overflow(l, r, &out); break;
      case B::Multiply: overflow = __builtin_mul_overflow(l, r, &out); break;
      case B::TrueDivide: if (r == 0) return fail(span, "division by zero"); return float_value(static_cast<double>(l) / static_cast<double>(r));
      case B::FloorDivide:
        if (r == 0) return fail(span, "division by zero");
        out = l / r;
        if ((l % r != 0) && ((l < 0) != (r < 0))) --out;
        break;
      case B::Modulo:
        if (r == 0) return fail(span, "division by zero");
        out = l % r;
        if (out != 0 && ((out < 0) != (r < 0))) out += r;
        break;
      case B::Power:
        if (r < 0) return float_value(std::pow(static_cast<double>(l), static_cast<double>(r)));
        out = 1;
        for (Wide k = 0; k < r && !overflow; ++k) overflow = __builtin_mul_overflow(out, l, &out);
        break;
      case B::ShiftLeft:
        if (r < 0) return fail(span, "negative shift count");
        for (Wide k = 0, m = l; k <= r && !overflow; ++k) { out = m; if (k < r) overflow = __builtin_mul_overflow(m, Wide(2), &m); }
        break;
      case B::ShiftRight: if (r < 0) return fail(span, "negative shift count"); out = r > 126 ? (l < 0 ? -1 : 0) : l >> static_cast<int>(r); break;
      case B::BitAnd: out = l & r; break;
      case B::BitOr: out = l | r; break;
      case B::BitXor: out = l ^ r; break;
      default: return fail(span, "this operator has no value when compiling");
    }
    if (overflow) {
      if (report) c.not_supported(span, "a compile-time integer of more than 128 bits");
      return {};
    }
    return int_value(out);
  }

  Maybe float_operation(ast::BinaryOperator op, double l, double r, Span span) {
    using B = ast::BinaryOperator;
    switch (op) {
      case B::Add: return float_value(l + r);
      case B::Subtract: return float_value(l - r);
      case B::Multiply: return float_value(l * r);
      case B::TrueDivide: return r == 0 ? fail(span, "division by zero") : Maybe(float_value(l / r));
      case B::FloorDivide: return r == 0 ? fail(span, "division by zero") : Maybe(float_value(std::floor(l / r)));
      case B::Modulo: return r == 0 ? fail(span, "division by zero") : Maybe(float_value(l - std::floor(l / r) * r));
      case B::Power: return float_value(std::pow(l, r));
      default: return fail(span, "this operator does not take floating values");
    }
  }

  Maybe complex_operation(ast::BinaryOperator op, const Value& l, const Value& r, Span span) {
    using B = ast::BinaryOperator;
    double a = as_double(l), b = l.imaginary, c2 = as_double(r), d = r.imaginary, norm = c2 * c2 + d * d;
    switch (op) {
      case B::Add: return complex_value(a + c2, b + d);
      case B::Subtract: return complex_value(a - c2, b - d);
      case B::Multiply: return complex_value(a * c2 - b * d, a * d + b * c2);
      case B::TrueDivide: return norm == 0 ? fail(span, "division by zero") : Maybe(complex_value((a * c2 + b * d) / norm, (b * c2 - a * d) / norm));
      default: return fail(span, "this operator does not take complex values");
    }
  }

  Maybe binary(const ast::Binary& b) {
    Maybe l = eval(*b.left), r = l ? eval(*b.right) : Maybe();
    if (!l || !r) return {};
    auto li = as_wide(*l), ri = as_wide(*r);
    if (li && ri) {
      bool bits = b.op == ast::BinaryOperator::BitAnd || b.op == ast::BinaryOperator::BitOr || b.op == ast::BinaryOperator::BitXor;
      Maybe out = integer_operation(b.op, *li, *ri, b.span);
      return bits && out && l->kind == Value::Bool && r->kind == Value::Bool ? Maybe(bool_value(out->text != "0")) : out;
    }
    if (is_number(*l) && is_number(*r)) return float_operation(b.op, as_double(*l), as_double(*r), b.span);
    if (is_complex_number(*l) && is_complex_number(*r)) return complex_operation(b.op, *l, *r, b.span);
    bool text = (l->kind == Value::Str || l->kind == Value::Bytes) && l->kind == r->kind;
    if (b.op == ast::BinaryOperator::Add && text) { l->text += r->text; return l; }
    if (b.op == ast::BinaryOperator::Add && l->kind == Value::Tuple && r->kind == Value::Tuple) {
      l->items.insert(l->items.end(), r->items.begin(), r->items.end());
      return l;
    }
    if (b.op == ast::BinaryOperator::Multiply && (l->kind == Value::Str || l->kind == Value::Bytes) && ri && *ri < 100000) {
      std::string out;
      for (Wide k = 0; k < *ri; ++k) out += l->text;
      l->text = out;
      return l;
    }
    return fail(b.span, "the operands do not go together");
  }

  // -1, 0, 1; nothing when the values have no order.
  std::optional<int> order(const Value& l, const Value& r) {
    auto li = as_wide(l), ri = as_wide(r);
    if (li && ri) return *li < *ri ? -1 : *li > *ri;
    if (is_number(l) && is_number(r)) { double a = as_double(l), b = as_double(r); return a < b ? -1 : a > b; }
    if (l.kind == r.kind && (l.kind == Value::Str || l.kind == Value::Bytes)) { int k = l.text.compare(r.text); return k < 0 ? -1 : k > 0; }
    if (l.kind == Value::Tuple && r.kind == Value::Tuple) {
      for (std::size_t k = 0; k < l.items.size() && k < r.items.size(); ++k)
        if (auto o = order(l.items[k], r.items[k]); !o || *o) return o;
      return l.items.size() < r.items.size() ? -1 : l.items.size() > r.items.size();
    }
    return {};
  }
  bool equal(const Value& l, const Value& r) {
    if (l.kind == Value::None || r.kind == Value::None) return l.kind == r.kind;
    auto o = order(l, r);
    return o && *o == 0;
  }
  bool contains(const Value& container, const Value& item) {
    if (container.kind == Value::Tuple) {
      for (const Value& v : container.items) if (equal(v, item)) return true;
      return false;
    }
    return container.kind == item.kind && container.text.find(item.text) != std::string::npos;
  }

  Maybe compare(const ast::Compare& e) {
    Maybe left = eval(*e.first);
    bool result = true;
    for (std::size_t k = 0; k < e.ops.size() && left; ++k) {
      Maybe right = eval(*e.rest[k]);
      if (!right) return {};
      auto o = order(*left, *right);
      using C = ast::CompareOperator;
      switch (e.ops[k]) {
        case C::Equal: result = equal(*left, *right); break;
        case C::NotEqual: result = !equal(*left, *right); break;
        case C::In: result = contains(*right, *left); break;
        case C::NotIn: result = !contains(*right, *left); break;
        case C::Is: result = left->kind == right->kind && equal(*left, *right); break;
        case C::IsNot: result = !(left->kind == right->kind && equal(*left, *right)); break;
        default:
          if (!o) return fail(e.span, "these values have no order");
          result = e.ops[k] == C::Less ? *o < 0 : e.ops[k] == C::LessEqual ? *o <= 0 : e.ops[k] == C::Greater ? *o > 0 : *o >= 0;
      }
      if (!result) return bool_value(false);
      left = right;
    }
    return left ? Maybe(bool_value(result)) : Maybe();
  }

  Maybe unary(const ast::Unary& u) {
    if (u.op == ast::UnaryOperator::AddressOf) return fail(u.span, "an address is not known when compiling");
    Maybe v = eval(*u.operand);
    if (!v) return v;
    if (u.op == ast::UnaryOperator::Not) return bool_value(!compile_time_truth(*v));
    if (v->kind == Value::Float && u.op == ast::UnaryOperator::Minus) return float_value(-v->number);
    if (v->kind == Value::Float && u.op == ast::UnaryOperator::Plus) return v;
    if (v->kind == Value::Complex && u.op == ast::UnaryOperator::Minus) return complex_value(-v->number, -v->imaginary);
    auto n = as_wide(*v);
    if (!n) return fail(u.span, "this operator needs a number");
    return int_value(u.op == ast::UnaryOperator::Minus ? -*n : u.op == ast::UnaryOperator::Invert ? ~*n : *n);
  }

  Maybe sum(const Value& items, Span span) {
    Value total = int_value(0);
    for (const Value& v : items.items) {
      auto l = as_wide(total), r = as_wide(v);
      Maybe next = l && r ? integer_operation(ast::BinaryOperator::Add, *l, *r, span) : is_number(v) ? Maybe(float_value(as_double(total) + as_double(v))) : fail(span, "these values have no sum");
      if (!next) return {};
      total = *next;
    }
    return total;
  }
  Value sorted_or_same(std::string_view name, Value v) {
    if (name == "sorted") std::stable_sort(v.items.begin(), v.items.end(), [&](const Value& a, const Value& b) { return order(a, b).value_or(0) < 0; });
    return v;
  }

  Maybe call(const ast::Call& e) {
    if (auto* attribute = ast::as<ast::Attribute>(e.callee)) return method(e, *attribute);
    auto* callee = ast::as<ast::Name>(e.callee);
    std::vector<Value> arguments;
    if (!callee || !e.keywords.empty()) return fail(e.span, "this call has no value when compiling");
    if (Symbol* s = c.look_up(callee->name); s && s->origin != Origin::Builtin) return fail(e.span, "this call has no value when compiling");
    for (const ast::Expr* argument : e.arguments) {
      Maybe v = eval(*argument);
      if (!v) return {};
      arguments.push_back(*v);
    }
    std::string_view name = callee->name.view();
    if (arguments.size() == 1) {
      const Value& v = arguments[0];
      auto n = as_wide(v);
      if (name == "len" && v.kind == Value::Tuple) return int_value(static_cast<Wide>(v.items.size()));
      if (name == "len" && (v.kind == Value::Str || v.kind == Value::Bytes)) return int_value(static_cast<Wide>(v.text.size()));
      if (name == "int" && n) return int_value(*n);
      if (name == "int" && v.kind == Value::Float) return int_value(static_cast<Wide>(v.number));
      if (name == "int" && v.kind == Value::Str) if (auto p = parse_wide(v.text)) return int_value(*p);
      if (name == "float" && v.kind == Value::Str) return float_value(std::strtod(v.text.c_str(), nullptr));
      if (name == "float" && is_number(v)) return float_value(as_double(v));
      if (name == "bool") return bool_value(compile_time_truth(v));
      if (name == "abs" && n) return int_value(*n < 0 ? -*n : *n);
      if (name == "abs" && v.kind == Value::Float) return float_value(std::fabs(v.number));
      if (name == "str" && n) return str_value(wide_text(*n));
      if (name == "str" && v.kind == Value::Str) return v;
      if (name == "ord" && v.text.size() == 1) return int_value(static_cast<unsigned char>(v.text[0]));
      if ((name == "str" || name == "unicode") && v.kind == Value::Float) return str_value(float_text(v.number));
      if (name == "unicode" && v.kind == Value::Str) return v;
      if (name == "unicode" && n) return str_value(wide_text(*n));
      if ((name == "list" || name == "sorted") && v.kind == Value::Tuple) return sorted_or_same(name, v);
      if (name == "sum" && v.kind == Value::Tuple) return sum(v, e.span);
      if (name == "tuple" && v.kind == Value::Tuple) return v;
    }
    if ((name == "min" || name == "max") && !arguments.empty()) {
      const std::vector<Value>& values = arguments.size() == 1 && arguments[0].kind == Value::Tuple ? arguments[0].items : arguments;
      const Value* best = values.empty() ? nullptr : &values[0];
      for (const Value& v : values)
        if (auto o = order(v, *best); o && (name == "min" ? *o < 0 : *o > 0)) best = &v;
      if (best) return *best;
    }
    if (name == "pow" && arguments.size() == 2)
      if (auto l = as_wide(arguments[0]), r = as_wide(arguments[1]); l && r) return integer_operation(ast::BinaryOperator::Power, *l, *r, e.span);
    return fail(e.span, "this call has no value when compiling");
  }

  // value[a:b:c] of a tuple or a text.
  Maybe slice(const ast::Subscript& s, const ast::Slice& bounds) {
    Maybe base = eval(*s.value);
    if (!base) return {};
    bool is_tuple = base->kind == Value::Tuple;
    if (!is_tuple && base->kind != Value::Str && base->kind != Value::Bytes) return fail(s.span, "this value has no items");
    Wide size = static_cast<Wide>(is_tuple ? base->items.size() : base->text.size());
    auto number = [&](const ast::Expr* e, std::optional<Wide>& out) {
      if (!e || ast::is<ast::NoneLiteral>(e)) return true;
      Maybe v = eval(*e);
      if (v) out = as_wide(*v);
      return out.has_value();
    };
    std::optional<Wide> lower, upper, step;
    if (!number(bounds.lower, lower) || !number(bounds.upper, upper) || !number(bounds.step, step)) return fail(s.span, "the bounds of a slice are integers");
    Wide by = step.value_or(1);
    if (by == 0) return fail(s.span, "the step of a slice is not zero");
    auto place = [&](Wide n) {
      if (n < 0) n += size;
      Wide first = by > 0 ? 0 : -1, last = by > 0 ? size : size - 1;
      return n < first ? first : n > last ? last : n;
    };
    Wide from = lower ? place(*lower) : by > 0 ? 0 : size - 1, to = upper ? place(*upper) : by > 0 ? size : -1;
    Value out{base->kind};
    for (Wide k = from; by > 0 ? k < to : k > to; k += by) {
      if (is_tuple) out.items.push_back(base->items[static_cast<std::size_t>(k)]);
      else out.text += base->text[static_cast<std::size_t>(k)];
    }
    return out;
  }

  // The methods of texts that change nothing but their kind.
  Maybe method(const ast::Call& e, const ast::Attribute& callee) {
    bool decode = callee.name == "decode", encode = callee.name == "encode";
    if (!(decode || encode) || e.arguments.size() > 1 || !e.keywords.empty()) return fail(e.span, "this call has no value when compiling");
    Maybe v = eval(*callee.value);
    Maybe encoding = e.arguments.empty() ? Maybe(str_value("utf8")) : eval(*e.arguments[0]);
    if (!v || !encoding) return {};
    bool ascii = true;
    for (unsigned char ch : v->text) ascii = ascii && ch < 128;
    bool utf8 = encoding->text == "utf8" || encoding->text == "utf-8" || encoding->text == "UTF-8";
    bool known = utf8 || encoding->text == "ascii" || encoding->text == "latin1" || encoding->text == "latin-1";
    if (v->kind != (decode ? Value::Bytes : Value::Str) || !known || (!ascii && !utf8)) return fail(e.span, "this call has no value when compiling");
    v->kind = decode ? Value::Str : Value::Bytes;
    return v;
  }

  Maybe subscript(const ast::Subscript& s) {
    if (auto* bounds = ast::as<ast::Slice>(s.index)) return slice(s, *bounds);
    Maybe base = eval(*s.value), index = base ? eval(*s.index) : Maybe();
    if (!base || !index) return {};
    auto n = as_wide(*index);
    Wide size = static_cast<Wide>(base->kind == Value::Tuple ? base->items.size() : base->text.size());
    if (n && *n < 0) *n += size;
    if (!n || *n < 0 || *n >= size) return fail(s.span, "index out of range");
    if (base->kind == Value::Tuple) return base->items[static_cast<std::size_t>(*n)];
    if (base->kind == Value::Str) return str_value(base->text.substr(static_cast<std::size_t>(*n), 1));
    if (base->kind == Value::Bytes) return int_value(static_cast<unsigned char>(base->text[static_cast<std::size_t>(*n)]));
    return fail(s.span, "this value has no items");
  }

  Maybe eval(const ast::Expr& e) {
    switch (e.kind) {
      case ast::NodeKind::IntLiteral: {
        auto n = parse_wide(static_cast<const ast::IntLiteral&>(e).digits.view());
        if (!n) { if (report) c.not_supported(e.span, "a compile-time integer of more than 128 bits"); return {}; }
        return int_value(*n);
      }
      case ast::NodeKind::FloatLiteral: return float_value(std::strtod(static_cast<const ast::FloatLiteral&>(e).digits.c_str(), nullptr));
      case ast::NodeKind::ImaginaryLiteral: return complex_value(0, std::strtod(static_cast<const ast::ImaginaryLiteral&>(e).digits.c_str(), nullptr));
      case ast::NodeKind::EllipsisLiteral: return Value{Value::Ellipsis};
      case ast::NodeKind::BoolLiteral: return bool_value(static_cast<const ast::BoolLiteral&>(e).value);
      case ast::NodeKind::NoneLiteral: return Value{Value::None};
      case ast::NodeKind::StringLiteral: {
        auto& s = static_cast<const ast::StringLiteral&>(e);
        bool bytes = s.prefix == ast::StringPrefix::Bytes || s.prefix == ast::StringPrefix::CharacterConstant;
        if (s.prefix == ast::StringPrefix::CharacterConstant && s.value.size() == 1) return int_value(static_cast<unsigned char>(s.value[0]));
        Value v{bytes ? Value::Bytes : Value::Str};
        v.text = std::string(s.value);
        return v;
      }
      case ast::NodeKind::Name: return name(static_cast<const ast::Name&>(e));
      case ast::NodeKind::Attribute: return attribute(static_cast<const ast::Attribute&>(e));
      case ast::NodeKind::Binary: return binary(static_cast<const ast::Binary&>(e));
      case ast::NodeKind::Unary: return unary(static_cast<const ast::Unary&>(e));
      case ast::NodeKind::Compare: return compare(static_cast<const ast::Compare&>(e));
      case ast::NodeKind::Call: return call(static_cast<const ast::Call&>(e));
      case ast::NodeKind::Subscript: return subscript(static_cast<const ast::Subscript&>(e));
      case ast::NodeKind::BoolOp: {
        auto& b = static_cast<const ast::BoolOp&>(e);
        Maybe left = eval(*b.left);
        if (!left) return left;
        return compile_time_truth(*left) == (b.op == ast::BoolOperator::And) ? eval(*b.right) : left;
      }
      case ast::NodeKind::Conditional: {
        auto& k = static_cast<const ast::Conditional&>(e);
        Maybe condition = eval(*k.condition);
        return condition ? eval(compile_time_truth(*condition) ? *k.then : *k.otherwise) : condition;
      }
      case ast::NodeKind::TupleDisplay: return sequence(static_cast<const ast::TupleDisplay&>(e).items);
      case ast::NodeKind::ListDisplay: return sequence(static_cast<const ast::ListDisplay&>(e).items);
      case ast::NodeKind::SetDisplay: return sequence(static_cast<const ast::SetDisplay&>(e).items);
      default: return fail(e.span, "this expression has no value when compiling");
    }
  }

  Maybe sequence(ast::List<ast::Expr> items) {
    Value out{Value::Tuple};
    for (const ast::Expr* item : items) {
      Maybe v = eval(*item);
      if (!v) return v;
      out.items.push_back(*v);
    }
    return out;
  }
};

void define(Checker& c, Text name, Value value) {
  Symbol* symbol = add_symbol(c, *c.builtin_scope, SymbolKind::CompileTimeConstant, name, nullptr, {});
  symbol->constant = c.arena.make_owned<ConstantValue>(std::move(value));
}

}  // namespace

bool compile_time_truth(const ConstantValue& v) {
  switch (v.kind) {
    case Value::Int: return v.text != "0";
    case Value::Float: return v.number != 0;
    case Value::Complex: return v.number != 0 || v.imaginary != 0;
    case Value::Ellipsis: return true;
    case Value::Bool: return v.truth;
    case Value::Str: case Value::Bytes: return !v.text.empty();
    case Value::None: return false;
    case Value::Tuple: return !v.items.empty();
  }
  return false;
}

std::optional<std::int64_t> small_integer(const ConstantValue& v) {
  auto n = as_wide(v);
  if (!n || *n > INT64_MAX || *n < INT64_MIN) return {};
  return static_cast<std::int64_t>(*n);
}

std::optional<ConstantValue> Checker::compile_time_value(const ast::Expr& e, bool report) { return Evaluator{*this, report}.eval(e); }

void define_compile_time_names(Checker& c) {
  utsname host{};
  if (uname(&host) == 0) {
    define(c, "UNAME_SYSNAME", str_value(host.sysname));
    define(c, "UNAME_NODENAME", str_value(host.nodename));
    define(c, "UNAME_RELEASE", str_value(host.release));
    define(c, "UNAME_VERSION", str_value(host.version));
    define(c, "UNAME_MACHINE", str_value(host.machine));
  }
  for (auto& [name, value] : c.options.compile_time_env) define(c, name, value);
}

void declare_compile_time(Checker& c, const ast::CompileTimeDef& d) {
  if (c.at.directives->warn_deprecated_DEF) c.diagnostics.report(d.span, diag::deprecated_DEF);
  auto value = c.compile_time_value(*d.value);
  Scope& scope = *c.at.scope;
  Symbol* symbol = scope.find_here(d.name);
  if (!symbol || symbol->kind != SymbolKind::CompileTimeConstant)
    symbol = add_symbol(c, scope, SymbolKind::CompileTimeConstant, d.name, nullptr, d.span);
  symbol->constant = value ? c.arena.make_owned<ConstantValue>(*value) : nullptr;
}

// The body that counts. The conditions are evaluated once: DEF may change names later.
ast::Block chosen_branch(Checker& c, const ast::CompileTimeIf& s) {
  auto& branches = declarations_of(c).branches;
  auto known = branches.find(&s);
  if (known != branches.end()) return known->second;
  if (c.at.directives->warn_deprecated_IF && !c.diagnostics.muted()) c.diagnostics.report(s.span, diag::deprecated_IF);
  ast::Block chosen;
  for (const auto& clause : s.clauses) {
    if (!clause.condition) { chosen = clause.body; break; }
    auto value = c.compile_time_value(*clause.condition);
    if (!value) break;
    if (compile_time_truth(*value)) { chosen = clause.body; break; }
  }
  branches[&s] = chosen;
  return chosen;
}

}  // namespace cyrite::check
