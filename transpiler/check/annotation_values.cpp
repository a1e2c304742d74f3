// The annotations that a module and a class keep: `__annotations__`, filled where the annotated names stand.
#include "check/children.h"
#include "check/statements.h"

namespace cyrite::check {

using typed::Expr;

namespace {

bool has_future_annotations(Checker& c) {
  for (const ast::Stmt* s : c.module_scope->module->tree->body) {
    auto* import = ast::as<ast::ImportFrom>(s);
    if (!import || import->module != "__future__") continue;
    for (const ast::ImportAlias& a : import->names)
      if (a.name == "annotations") return true;
  }
  return false;
}

// Has the annotation a value? Types of C have none, and names that are declared nowhere.
bool has_value(Checker& c, const ast::Expr& e) {
  if (!cython_path(c, e).empty()) return false;
  auto* attribute = ast::as<ast::Attribute>(&e);
  if (attribute && !has_value(c, *attribute->value)) return false;
  auto* subscript = ast::as<ast::Subscript>(&e);
  if (subscript && !(has_value(c, *subscript->value) && has_value(c, *subscript->index))) return false;
  c.diagnostics.mute();
  std::size_t before = c.diagnostics.muted_errors();
  const Type* type = type_of(c, e);
  bool fine = c.diagnostics.muted_errors() == before && !is_error(type);
  c.diagnostics.unmute();
  return fine;
}

Expr* annotations_of_scope(Checker& c, Span span) {
  auto* made = c.make<typed::ModuleName>(span, c.types.object);
  made->name = c.module->constants.name("__annotations__");
  made->class_namespace = c.at.scope->kind == ScopeKind::PythonClass ? c.at.class_namespace : nullptr;
  return made;
}

bool keeps_annotations(Checker& c) {
  if (c.at.scope->kind == ScopeKind::PythonClass) return c.at.class_namespace != nullptr;
  return c.at.scope == c.module_scope && c.at.function == c.module->body;
}

bool has_annotations(ast::Block body) {
  bool found = false;
  for (const ast::Stmt* s : body) {
    auto* annotated = ast::as<ast::AnnAssign>(s);
    found = found || (annotated && ast::is<ast::Name>(annotated->target) && !annotated->parenthesised);
    if (ast::is<ast::FunctionDef>(s) || ast::is<ast::ClassDef>(s) || ast::is<ast::CClassDef>(s)) continue;
    for_each_block(*s, [&](ast::Block inner) { found = found || has_annotations(inner); });
  }
  return found;
}

}  // namespace

void start_annotations(Checker& c, ast::Block body, Span span, StatementList& out) {
  if (!keeps_annotations(c) || !has_annotations(body)) return;
  out.push_back(assignment(c, annotations_of_scope(c, span), c.make<typed::DictDisplay>(span, c.types.dict)));
}

void keep_annotation(Checker& c, const ast::AnnAssign& s, StatementList& out) {
  auto* name = ast::as<ast::Name>(s.target);
  if (!name || s.parenthesised || !keeps_annotations(c)) return;
  Expr* value;
  if (language_level(c) < 3 || has_future_annotations(c) || !has_value(c, *s.annotation))
    value = c.constant(s.annotation->span, {Constant::Str, annotation_text(c, *s.annotation), {}});
  else value = c.object(*s.annotation);
  Expr* key = c.name_constant(name->span, mangled_name(c, name->name));
  out.push_back(expression_statement(c, c.call_runtime(s.span, rt::object_setitem, c.types.int_, {annotations_of_scope(c, s.span), key, value})));
}

}  // namespace cyrite::check
