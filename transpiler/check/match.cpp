// match statements: each pattern becomes a condition over the subject; names are bound when the whole pattern has matched.
#include "check/statements.h"

namespace cyrite::check {

using typed::Expr;
using typed::Stmt;

namespace {

class Patterns {
 public:
  Patterns(Checker& c) : c_(c) {}

  // The condition under which `subject` (an object that may be read several times) matches; null: always.
  Expr* condition(const ast::Pattern& p, Expr* subject) {
    return ast::match(p, [&](const auto& n) { return of(n, subject); });
  }
  void bind(StatementList& out) {
    for (auto& [name, capture] : captures_) {
      auto* target = c_.arena.make<ast::Name>();
      target->kind = ast::NodeKind::Name;
      target->span = capture.span;
      target->name = name;
      c_.assign(*target, c_.local_ref(capture.span, capture.local), out);
    }
  }

 private:
  struct Capture { typed::Local* local; Span span; };

  Expr* always(Span span) { return c_.integer(span, 1, c_.types.bint); }
  Expr* both(Expr* a, Expr* b) {
    if (!a) return b;
    if (!b) return a;
    return logical(a, b, true);
  }
  Expr* logical(Expr* a, Expr* b, bool is_and) {
    auto* node = c_.make<typed::Logical>(a->span, c_.types.bint);
    node->is_and = is_and;
    node->left = a;
    node->right = b;
    return node;
  }
  Expr* capture(Text name, Span span, Expr* subject) {
    typed::Local* local = nullptr;
    for (auto& [known, at] : captures_)
      if (known == name) local = at.local;
    if (!local) {
      local = c_.temporary(c_.types.object, "capture");
      captures_.push_back({name, {local, span}});
    }
    StatementList list{assignment(c_, c_.local_ref(span, local), c_.convert(subject, c_.types.object))};
    return block_value(c_, span, list, always(span));
  }
  // let t = value in condition(t); null if nothing depends on it and computing it has no effect that matters
  template <class Then>
  Expr* with(Expr* value, Then then) {
    auto* node = c_.make<typed::Let>(value->span, c_.types.bint);
    node->local = c_.temporary(value_type(value->type), "part");
    node->value = value;
    node->body = then(c_.local_ref(value->span, node->local));
    if (!node->body) node->body = always(value->span);
    return node;
  }
  Expr* is_true(Span span, const RuntimeFunction& f, std::vector<Expr*> arguments) { return c_.call_runtime(span, f, c_.types.bint, std::move(arguments)); }
  Expr* size(Span span, std::int64_t n) { return c_.integer(span, n, c_.types.ssize); }
  Expr* is_not_none(Expr* value) { return compare(c_, value->span, ast::CompareOperator::IsNot, value, none_value(c_, value->span)); }
  Expr* names_tuple(Span span, std::span<const Text> names) {
    Constant tuple{Constant::Tuple, {}, {}};
    for (Text n : names) tuple.items.push_back(c_.module->constants.name(n));
    if (tuple.items.empty()) tuple.kind = Constant::EmptyTuple;
    return c_.constant(span, tuple);
  }

  Expr* of(const ast::ValuePattern& p, Expr* subject) {
    return is_true(p.span, rt::object_compare_truth, {subject, c_.object(*p.value), call_int(c_, p.span, 2 /* Py_EQ */)});
  }
  Expr* of(const ast::SingletonPattern& p, Expr* subject) {
    return compare(c_, p.span, ast::CompareOperator::Is, subject, c_.object(*p.value));
  }
  Expr* of(const ast::StarPattern&, Expr*) { return nullptr; }  // handled by its sequence
  Expr* of(const ast::AsPattern& p, Expr* subject) {
    Expr* inner = p.pattern ? condition(*p.pattern, subject) : nullptr;
    if (!p.name) return inner;
    return both(inner, capture(p.name, p.span, subject));
  }
  Expr* of(const ast::OrPattern& p, Expr* subject) {
    Expr* any = nullptr;
    for (const ast::Pattern* alternative : p.alternatives) {
      Expr* one = condition(*alternative, subject);
      if (!one) one = always(alternative->span);
      any = any ? logical(any, one, false) : one;
    }
    return any;
  }

  Expr* of(const ast::SequencePattern& p, Expr* subject) {
    std::size_t star = p.items.size();
    for (std::size_t i = 0; i < p.items.size(); ++i)
      if (ast::is<ast::StarPattern>(p.items[i])) star = i;
    bool has_star = star < p.items.size();
    auto count = static_cast<std::int64_t>(p.items.size() - has_star);
    Expr* test = is_true(p.span, rt::match_is_sequence, {subject});
    if (!(has_star && count == 0)) {
      Expr* length = c_.call_runtime(p.span, rt::object_length, c_.types.ssize, {subject});
      test = both(test, compare(c_, p.span, has_star ? ast::CompareOperator::GreaterEqual : ast::CompareOperator::Equal, length, size(p.span, count)));
    }
    for (std::size_t i = 0; i < p.items.size(); ++i) {
      const ast::Pattern& item = *p.items[i];
      if (is_wildcard(item)) continue;
      Span span = item.span;
      auto from_end = static_cast<std::int64_t>(p.items.size() - i);
      Expr* value;
      if (i == star) {
        value = c_.call_runtime(span, rt::match_middle, c_.types.list, {subject, size(span, static_cast<std::int64_t>(i)), size(span, from_end - 1)});
        test = both(test, with(value, [&](Expr* part) { return capture(static_cast<const ast::StarPattern&>(item).name, span, part); }));
        continue;
      }
      std::int64_t at = i < star ? static_cast<std::int64_t>(i) : -from_end;
      value = c_.call_runtime(span, rt::match_item, c_.types.object, {subject, size(span, at)});
      test = both(test, with(value, [&](Expr* part) { return condition(item, part); }));
    }
    return test;
  }
  static bool is_wildcard(const ast::Pattern& p) {
    if (auto* as = ast::as<ast::AsPattern>(&p)) return !as->pattern && !as->name;
    if (auto* star = ast::as<ast::StarPattern>(&p)) return !star->name;
    return false;
  }

  Expr* of(const ast::MappingPattern& p, Expr* subject) {
    Expr* test = is_true(p.span, rt::match_is_mapping, {subject});
    auto* keys = c_.make<typed::Display>(p.span, c_.types.tuple);
    keys->display = typed::DisplayKind::Tuple;
    std::vector<typed::DisplayItem> items;
    for (const ast::Expr* key : p.keys) items.push_back({c_.object(*key), false});
    keys->items = c_.arena.copy(items);
    if (p.keys.empty() && !p.has_rest) return test;
    return both(test, with(keys, [&](Expr* key_tuple) {
      Expr* inner = nullptr;
      if (!p.keys.empty())
        inner = with(c_.call_runtime(p.span, rt::match_keys, c_.types.object, {subject, key_tuple}), [&](Expr* values) { return parts(values, p.values); });
      if (p.has_rest && p.rest) {
        Expr* rest = c_.call_runtime(p.span, rt::match_rest, c_.types.dict, {subject, key_tuple});
        inner = both(inner, with(rest, [&](Expr* part) { return capture(p.rest, p.span, part); }));
      }
      return inner;
    }));
  }
  // values is None, or a tuple whose items match the patterns
  Expr* parts(Expr* values, ast::List<ast::Pattern> patterns, std::size_t first = 0, Expr* test = nullptr) {
    if (!test) test = is_not_none(values);
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (is_wildcard(*patterns[i])) continue;
      Expr* item = c_.call_runtime(patterns[i]->span, rt::tuple_read, c_.types.object, {values, size(values->span, static_cast<std::int64_t>(first + i))});
      test = both(test, with(item, [&](Expr* part) { return condition(*patterns[i], part); }));
    }
    return test;
  }
  Expr* of(const ast::ClassPattern& p, Expr* subject) {
    Expr* matched = c_.call_runtime(p.span, rt::match_class, c_.types.object,
                                    {subject, c_.object(*p.cls), size(p.span, static_cast<std::int64_t>(p.positional.size())), names_tuple(p.span, p.keywords)});
    return with(matched, [&](Expr* values) {
      Expr* test = parts(values, p.positional);
      return parts(values, p.keyword_patterns, p.positional.size(), test);
    });
  }

  Checker& c_;
  std::vector<std::pair<Text, Capture>> captures_;
};

// The cases from `first` on, as nested conditions. `taken` tells that a case before, whose guard failed or held, has run.
void cases(Checker& c, const ast::Match& m, std::size_t first, Expr* subject, StatementList& out) {
  if (first == m.cases.size()) return;
  const ast::MatchCase& one = *m.cases[first];
  Patterns patterns(c);
  Expr* test = patterns.condition(*one.pattern, subject);
  StatementList matched;
  patterns.bind(matched);
  auto rest = [&] {
    StatementList list;
    cases(c, m, first + 1, subject, list);
    return list.empty() ? nullptr : block_of(c, std::move(list), m.span);
  };
  if (!one.guard) {
    for (const ast::Stmt* s : one.body) c.statement(*s, matched);
    if (!test) {
      out.insert(out.end(), matched.begin(), matched.end());
      return;
    }
    auto* node = c.make<typed::If>(one.span);
    node->condition = test;
    node->then = block_of(c, std::move(matched), one.span);
    node->otherwise = rest();
    out.push_back(node);
    return;
  }
  typed::Local* taken = c.temporary(c.types.bint, "taken");
  out.push_back(assignment(c, c.local_ref(one.span, taken), c.integer(one.span, 0, c.types.bint)));
  auto* guarded = c.make<typed::If>(one.span);
  guarded->condition = c.condition(*one.guard);
  StatementList body{assignment(c, c.local_ref(one.span, taken), c.integer(one.span, 1, c.types.bint))};
  for (const ast::Stmt* s : one.body) c.statement(*s, body);
  guarded->then = block_of(c, std::move(body), one.span);
  matched.push_back(guarded);
  if (test) {
    auto* node = c.make<typed::If>(one.span);
    node->condition = test;
    node->then = block_of(c, std::move(matched), one.span);
    out.push_back(node);
  } else {
    out.insert(out.end(), matched.begin(), matched.end());
  }
  if (Stmt* others = rest()) {
    auto* node = c.make<typed::If>(one.span);
    node->condition = negated(c, c.local_ref(one.span, taken));
    node->then = others;
    out.push_back(node);
  }
}

}  // namespace

void Checker::check(const ast::Match& s, StatementList& out) {
  require_gil(s.span, "a match statement");
  Expr* subject = object(*s.subject);
  if (is_error(subject->type)) return;
  typed::Local* held = temporary(types.object, "subject");
  out.push_back(assignment(*this, local_ref(s.subject->span, held), convert(subject, types.object)));
  cases(*this, s, 0, local_ref(s.subject->span, held), out);
}

}  // namespace cyrite::check
