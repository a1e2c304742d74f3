// The directive autotestdict: `__test__` of the module maps "function (line 7)" to the docstrings that hold doctests, so that
// doctest finds those of compiled functions.
#include <fmt/format.h>

#include "check/extension_types.h"
#include "check/statements.h"

namespace cyrite::check {
namespace {

enum class ScopeOfTest { Module, PythonClass, ExtensionClass };

struct TestCollector {
  Checker& c;
  const Directives& directives;
  std::vector<typed::DictItem> items;

  void add(std::string_view name, std::string_view class_name, ScopeOfTest place, Span span, ast::Block body) {
    // Their docstrings are not what getattr() would find.
    if (place == ScopeOfTest::ExtensionClass)
      for (std::string_view hidden : {"__cinit__", "__dealloc__", "__richcmp__", "__nonzero__", "__bool__", "__len__", "__contains__"})
        if (name == hidden) return;
    bool has_doc = false;
    std::string_view doc = docstring_of(body, has_doc);
    if (!has_doc || (!directives.autotestdict_all && doc.find(">>>") == doc.npos)) return;
    std::string path = class_name.empty() ? std::string(name) : fmt::format("{}.{}", class_name, name);
    std::string key = fmt::format("{} (line {})", path, c.sources.line(span));
    items.push_back({c.constant(span, {Constant::Str, key, {}}), c.constant(span, {Constant::Str, std::string(doc), {}})});
  }

  // property x: ... and @property are a scope of their own: Class.x.__get__
  void accessor(const ast::FunctionDef& d, std::string_view property, std::string_view slot, std::string_view class_name) {
    add(slot, fmt::format("{}.{}", class_name, property), ScopeOfTest::PythonClass, d.name_span, d.body);
  }
  void statement(const ast::Stmt& s, std::string_view class_name, ScopeOfTest place) {
    if (auto* d = ast::as<ast::PropertyDef>(&s)) {
      for (const ast::Stmt* inner : d->body)
        if (auto* f = ast::as<ast::FunctionDef>(inner)) accessor(*f, d->name.view(), f->name.view(), class_name);
      return;
    }
    if (auto* d = ast::as<ast::FunctionDef>(&s); d && place == ScopeOfTest::ExtensionClass) {
      const Decorations* decorations = read_decorators(c, *d, d->decorators, DirectiveScope::Function);
      if (decorations->property) return accessor(*d, d->name.view(), "__get__", class_name);
      if (decorations->accessor) return accessor(*d, decorations->accessor_of.view(), decorations->accessor == "setter" ? "__set__" : "__del__", class_name);
    }
    if (auto* d = ast::as<ast::FunctionDef>(&s)) return add(d->name.view(), class_name, place, d->name_span, d->body);
    if (auto* d = ast::as<ast::CFunctionDef>(&s)) {
      bool seen = d->modifiers.overridable || directives.autotestdict_cdef || directives.autotestdict_all;
      const ast::NameDeclarator* name = name_declarator(d->declarator);
      if (seen && name) add(name->name.view(), class_name, place, d->span, d->body);
      return;
    }
    if (auto* d = ast::as<ast::ClassDef>(&s)) return block(d->body, d->name.view(), ScopeOfTest::PythonClass);
    if (auto* d = ast::as<ast::CClassDef>(&s)) return block(d->body, d->path.back().view(), ScopeOfTest::ExtensionClass);
    if (auto* d = ast::as<ast::CdefBlock>(&s)) return block(d->body, class_name, place);
    if (auto* d = ast::as<ast::If>(&s)) {
      block(d->body, class_name, place);
      return block(d->orelse, class_name, place);
    }
    auto* include = ast::as<ast::Include>(&s);
    if (!include) return;
    auto found = declarations_of(c).includes.find(include);
    if (found != declarations_of(c).includes.end() && found->second) block(found->second->body, class_name, place);
  }
  void block(ast::Block body, std::string_view class_name, ScopeOfTest place) {
    for (const ast::Stmt* s : body) statement(*s, class_name, place);
  }
};

}  // namespace

void bind_test_dictionary(Checker& c, const ast::Module& source, StatementList& out) {
  const Directives& directives = *c.at.directives;
  if (!directives.autotestdict || !c.options.docstrings || c.module_scope->find_here(Text("__test__"))) return;
  TestCollector collector{c, directives, {}};
  collector.block(source.body, {}, ScopeOfTest::Module);
  if (collector.items.empty()) return;
  Span span = source.body.empty() ? Span{} : source.body.back()->span;
  auto* dict = c.make<typed::DictDisplay>(span, c.types.dict);
  dict->items = c.arena.copy(collector.items);
  auto* name = c.make<typed::ModuleName>(span, c.types.object);
  name->name = c.module->constants.name(Text("__test__"));
  out.push_back(assignment(c, name, dict));
}

}  // namespace cyrite::check
