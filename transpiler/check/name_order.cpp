// What depends on the order of names in the text: a declaration (global, nonlocal, cdef) must come before its name is used, and a
// nonlocal name must belong to a function around.
#include "check/children.h"
#include "check/statements.h"

namespace cyrite::check {

namespace {

struct Frame {
  bool is_function = false;
  bool is_extension_class = false;
  std::unordered_set<Text> bound;  // of functions: what belongs to them
  std::unordered_set<Text> seen;   // names met so far
  std::unordered_set<Text> declared;  // global and nonlocal names: saying it again changes nothing
};

class NameOrder {
 public:
  explicit NameOrder(Checker& checker) : c(checker) {}

  void module(ast::Block body) {
    frames.push_back({});
    block(body);
    frames.pop_back();
  }

 private:
  Checker& c;
  std::vector<Frame> frames;
  std::unordered_multiset<Text> type_parameters;  // of the definitions around

  struct Enclosed {  // by a definition with these type parameters
    NameOrder& order;
    std::span<const ast::TypeParameter> list;
    Enclosed(NameOrder& o, std::span<const ast::TypeParameter> l) : order(o), list(l) {
      for (const ast::TypeParameter& t : list) order.type_parameters.insert(t.name);
    }
    ~Enclosed() {
      for (const ast::TypeParameter& t : list) order.type_parameters.erase(order.type_parameters.find(t.name));
    }
  };

  void block(ast::Block body) {
    for (const ast::Stmt* s : body) statement(*s);
  }

  void see(Text name) { frames.back().seen.insert(name); }

  void expression(const ast::Expr& e) {
    if (auto* n = ast::as<ast::Name>(&e)) return see(n->name);
    if (auto* l = ast::as<ast::Lambda>(&e)) {
      for (auto* p : l->parameters)
        if (p->default_value) expression(*p->default_value);
      return;
    }
    if (auto* g = ast::as<ast::Comprehension>(&e); g && !leaks(c, *g)) {  // its own names are not those of the function
      if (!g->clauses.empty() && g->clauses[0]->iterable) expression(*g->clauses[0]->iterable);
      return;
    }
    for_each_child(e, [&](const ast::Expr& child) { expression(child); });
  }

  void declared(Span span, std::span<const Text> names, bool is_nonlocal) {
    for (Text name : names) {
      bool is_first = frames.back().declared.insert(name).second;
      if (is_first && frames.back().seen.count(name))
        c.error(span, diag::declared_after_use, name, is_nonlocal ? "nonlocal" : "global");
      if (is_nonlocal && type_parameters.count(name)) {
        c.error(span, diag::nonlocal_type_parameter, name);
        continue;
      }
      bool found = !is_nonlocal || frames.size() == 1;  // at module level the parser has said it
      for (std::size_t i = frames.size() - 1; i-- > 0 && !found;) found = frames[i].is_function && frames[i].bound.count(name);
      if (!found) c.error(span, diag::nonlocal_not_found, name);
    }
  }

  void variables(const ast::CVarDef& d) {
    for (const ast::CDeclarator& declarator : d.declarators) {
      const ast::NameDeclarator* name = name_declarator(declarator.declarator);
      bool is_function = function_declarator(declarator.declarator) != nullptr;
      bool is_extern = d.modifiers.visibility == ast::Visibility::Extern;
      if (name && !is_function && !is_extern && !frames.back().is_extension_class && frames.back().seen.count(name->name))
        c.error(name->name_span, diag::variable_declared_after_use, name->name);
      if (declarator.value) expression(*declarator.value);
    }
  }

  void declared_names(ast::Block body, std::unordered_set<Text>& names) {
    for (const ast::Stmt* s : body) {
      if (auto* d = ast::as<ast::CVarDef>(s))
        for (const ast::CDeclarator& declarator : d->declarators)
          if (const ast::NameDeclarator* name = name_declarator(declarator.declarator)) names.insert(name->name);
      for_each_block(*s, [&](ast::Block inner) { declared_names(inner, names); });
    }
  }

  void function(std::span<ast::Parameter* const> parameters, ast::Block body) {
    Frame frame;
    frame.is_function = true;
    BoundNameSets sets;
    collect_bound_names(c, body, sets);
    for (auto& [name, span] : sets.bound)
      if (!sets.globals.count(name)) frame.bound.insert(name);
    declared_names(body, frame.bound);
    for (const ast::Parameter* p : parameters) {
      if (p->default_value) expression(*p->default_value);
      frame.bound.insert(p->name);
      if (auto* named = p->declarator ? name_declarator(p->declarator) : nullptr) frame.bound.insert(named->name);
    }
    frames.push_back(std::move(frame));
    block(body);
    frames.pop_back();
  }

  void class_body(ast::Block body, bool is_extension) {
    Frame frame;
    frame.is_extension_class = is_extension;
    frames.push_back(std::move(frame));
    block(body);
    frames.pop_back();
  }

  void statement(const ast::Stmt& s) {
    ast::match(
        s, [&](const ast::Global& n) { declared(n.span, n.names, false); }, [&](const ast::Nonlocal& n) { declared(n.span, n.names, true); },
        [&](const ast::CVarDef& n) { variables(n); },
        [&](const ast::FunctionDef& n) {
          for (const ast::Expr* d : n.decorators) expression(*d);
          Enclosed enclosed(*this, n.type_parameters);
          function(n.parameters, n.body);
          see(n.name);
        },
        [&](const ast::CFunctionDef& n) {
          const ast::FunctionDeclarator* d = function_declarator(n.declarator);
          function(d ? d->parameters : std::span<ast::Parameter* const>(), n.body);
        },
        [&](const ast::ClassDef& n) {
          for_each_child(s, [&](const ast::Expr& e) { expression(e); });
          Enclosed enclosed(*this, n.type_parameters);
          class_body(n.body, false);
          see(n.name);
        },
        [&](const ast::CClassDef& n) { class_body(n.body, true); }, [&](const ast::PropertyDef& n) { class_body(n.body, false); },
        [&](const ast::CompileTimeIf& n) {
          if (const ast::Block* taken = taken_branch(c, n)) block(*taken);
        },
        [&](const ast::Stmt& other) {
          for_each_child(other, [&](const ast::Expr& e) { expression(e); });
          for_each_block(other, [&](ast::Block b) { block(b); });
        });
  }
};

}  // namespace

void check_name_order(Checker& c, ast::Block body) { NameOrder(c).module(body); }

}  // namespace cyrite::check
