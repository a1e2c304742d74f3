// Classes of Python: the body's statements fill a namespace, of which the metaclass makes the class.
#include "ast/walk.h"
#include "check/statements.h"

namespace cyrite::check {

using typed::Expr;

namespace {

// Does a function of the class body say super() or __class__?
bool needs_class_cell(ast::Block body) {
  bool found = false;
  for (const ast::Stmt* s : body) {
    bool in_function = false;
    ast::walk(*s, [&](const ast::Node& n) {
      in_function |= ast::is<ast::FunctionDef>(&n) || ast::is<ast::Lambda>(&n);
      if (auto* name = ast::as<ast::Name>(&n)) found |= in_function && (name->name == "super" || name->name == "__class__");
      return !found;
    });
  }
  return found;
}

// Python 2's way to name a metaclass; that of the class statement goes before.
bool names_metaclass(Checker& c, const ast::ClassDef& s) {
  for (const ast::Keyword* k : s.keywords)
    if (!k->name || k->name == "metaclass") return false;
  BoundNameSets sets;
  collect_bound_names(c, s.body, sets);
  for (auto& [name, span] : sets.bound)
    if (name == "__metaclass__") return true;
  return false;
}

struct Header {  // bases and keywords of a class statement
  Expr* bases = nullptr;
  Expr* original_bases = nullptr;
  Expr* keywords = nullptr;
};

Header header_of(Checker& c, const ast::ClassDef& s, StatementList& out) {
  Header header;
  if (!s.bases.empty()) {
    auto* tuple = c.make<typed::Display>(s.name_span, c.types.tuple);
    tuple->display = typed::DisplayKind::Tuple;
    std::vector<typed::DisplayItem> items;
    for (const ast::Expr* base : s.bases) {
      if (auto* star = ast::as<ast::Starred>(base)) items.push_back({c.object(*star->value), true});
      else items.push_back({c.object(*base), false});
    }
    tuple->items = c.arena.copy(items);
    typed::Local* original = c.temporary(c.types.tuple, "bases");
    out.push_back(assignment(c, c.local_ref(s.name_span, original), tuple));
    header.original_bases = c.local_ref(s.name_span, original);
    header.bases = c.call_runtime(s.name_span, rt::class_bases, c.types.tuple, {header.original_bases});
  }
  if (!s.keywords.empty()) {
    auto* dict = c.make<typed::DictDisplay>(s.name_span, c.types.dict);
    std::vector<typed::DictItem> items;
    for (const ast::Keyword* k : s.keywords) items.push_back({k->name ? c.name_constant(k->span, k->name) : nullptr, c.object(*k->value)});
    dict->items = c.arena.copy(items);
    header.keywords = dict;
  }
  return header;
}

// The scope that methods see between the class and what surrounds it: it holds __class__.
Scope* cell_scope(Checker& c, const ast::ClassDef& s, typed::Local*& cell) {
  Scope* scope = new_scope(c, ScopeKind::Comprehension, c.at.scope->name, c.at.scope);
  scope->function = c.at.function;
  cell = c.temporary(c.types.object, "class_cell");
  cell->name = "__class__";
  cell->is_class_cell = true;
  cell->is_captured = true;
  cell->may_be_unbound = true;
  c.at.function->needs_closure = true;
  Symbol* symbol = add_symbol(c, *scope, SymbolKind::Local, "__class__", c.types.object, s.name_span);
  symbol->local = cell;
  return scope;
}

void class_body(Checker& c, const ast::ClassDef& s, typed::MakeClass& node, Scope* outer) {
  Scope* scope = new_scope(c, ScopeKind::PythonClass, node.qualname ? Text(c.module->constants[node.qualname].text) : s.name, outer);
  scope->function = c.at.function;
  scope->class_namespace = node.class_namespace;
  ast::Block body = without_docstring(s.body);
  c.declare_bound_names(*scope, body);
  Saved<Context> inside(c.at, c.at);
  c.at.scope = scope;
  c.at.class_namespace = node.class_namespace;
  c.at.class_name = s.name;
  c.at.loop_depth = 0;
  StatementList list;
  start_annotations(c, body, s.name_span, list);
  list.push_back(c.block(body));
  node.body = block_of(c, std::move(list), s.name_span);
}

Expr* decorated(Checker& c, const ast::ClassDef& s, const std::vector<typed::Local*>& decorators, Expr* cls) {
  for (auto d = decorators.rbegin(); d != decorators.rend(); ++d) cls = c.python_call(s.name_span, c.local_ref(s.name_span, *d), {cls});
  return cls;
}

}  // namespace

void Checker::check(const ast::ClassDef& s, StatementList& out) {
  auto& known = declarations_of(*this).classes;
  if (known.count(&s) && !s.type_parameters.empty()) return not_supported(s.name_span, "an extension type with type parameters");
  if (known.count(&s)) return check_extension_type(*this, s, out);  // @cython.cclass
  require_gil(s.span, "defining a class");
  const Decorations* decorations = read_decorators(*this, s, s.decorators, DirectiveScope::PythonClass);
  std::vector<typed::Local*> decorators;
  for (const ast::Expr* d : decorations->python) {
    typed::Local* held = temporary(types.object, "decorator");
    out.push_back(assignment(*this, local_ref(d->span, held), object(*d)));
    decorators.push_back(held);
  }
  if (!s.type_parameters.empty()) {
    bind_name(*this, s.name, s.name_span, decorated(*this, s, decorators, generic_class(*this, s, *decorations)), out);
    return;
  }
  auto* node = make<typed::MakeClass>(s.span);
  Header header = header_of(*this, s, out);
  node->bases = header.bases;
  node->names_metaclass = names_metaclass(*this, s);
  node->keywords = header.keywords;
  node->original_bases = header.original_bases;
  node->name = module->constants.name(s.name);
  node->qualname = module->constants.name(qualified_python_name(*this, s.name));
  bool has_doc = false;
  std::string_view doc = docstring_of(s.body, has_doc);
  node->has_doc = has_doc && options.docstrings;
  if (node->has_doc) node->doc = module->constants.add({Constant::Str, std::string(doc), {}});
  node->class_namespace = temporary(types.object, "namespace");
  node->result = temporary(types.object, "class");
  Scope* outer = at.scope;
  if (needs_class_cell(s.body)) outer = cell_scope(*this, s, node->class_cell);
  {
    Saved<const Directives*> directives(at.directives, decorations->directives ? decorations->directives : at.directives);
    class_body(*this, s, *node, outer);
  }
  out.push_back(node);
  bind_name(*this, s.bound_name(), s.name_span, decorated(*this, s, decorators, local_ref(s.name_span, node->result)), out);
}

}  // namespace cyrite::check
