// Extension types: their methods, special methods, properties and class attributes.
#include <algorithm>

#include <fmt/format.h>

#include "ast/walk.h"
#include "check/dataclasses.h"
#include "check/extension_types.h"
#include "check/fused.h"
#include "check/statements.h"
#include "check/tree_builder.h"

namespace cyrite::check {

using typed::Expr;
using typed::FunctionKind;
using typed::PythonMember;

// @cfunc and @ccall methods, and those that a .pxd declares.
void declare_pure_method(Checker& c, ExtensionType& type, const ast::FunctionDef& d, const Decorations&) {
  declare_pure_function(c, d);
  Symbol* symbol = type.scope->find_here(d.name);
  if (!symbol || symbol->kind != SymbolKind::CFunction || symbol->virtual_index >= 0) return;
  Symbol* inherited = type.base ? find_member(c, type.base, d.name) : nullptr;
  if (inherited && inherited->kind == SymbolKind::CFunction) {
    symbol->virtual_index = inherited->virtual_index;
    return;
  }
  auto* function = static_cast<const FunctionType*>(symbol->type);
  symbol->virtual_index = static_cast<int>(type.methods.size());
  type.methods.push_back({symbol->name, symbol->c_name, function, symbol, symbol->is_cpdef, symbol->is_final, function->optional_count});
  type.has_vtable = true;
  if (contains_fused(symbol->type)) declare_fused_instances(c, *symbol);
}

namespace {

struct ClassBody {
  Checker& c;
  ExtensionType& type;
  typed::ExtensionClass& cls;
  StatementList& out;
  Symbol* class_symbol;
  typed::Local* name_space = nullptr;   // what class-level statements bind, when there are any
  std::vector<std::pair<Text, Span>> attributes;
  std::vector<std::pair<Text, std::string_view>> docs;  // of fields

  PythonMember& member(PythonMember::Kind kind, Text name) {
    cls.members.push_back({kind, name, nullptr, nullptr, nullptr, nullptr, nullptr, {}, false});
    return cls.members.back();
  }
  PythonMember* find(Text name) {
    for (PythonMember& m : cls.members)
      if (m.name == name) return &m;
    return nullptr;
  }

  // `method.__defaults__` of a method whose defaults the class body has computed.
  void show_defaults(const typed::Function& f, Text name) {
    Expr* object = c.call_runtime(f.span, rt::type_own_attribute, c.types.object, {class_object(f.span), c.name_constant(f.span, name)});
    if (Expr* shown = showing_defaults(c, f, object)) out.push_back(expression_statement(c, shown));
  }

  // Defaults of a method are computed where the class stands, and kept.
  void set_defaults(typed::Function& f, std::span<ast::Parameter* const> nodes) {
    for (std::size_t k = 0; k < f.parameters.size() && k < nodes.size(); ++k)
      if (nodes[k]->default_value) f.parameters[k].c_default = kept_default(c, *nodes[k]->default_value, f.parameters[k].type, out);
  }

  // Slots and accessors give C values.
  void set_result(typed::Function& f) {
    const SpecialMethod* row = f.kind == FunctionKind::Special ? find_special_method(f.slot.view()) : nullptr;
    bool accessor = f.kind == FunctionKind::Property && f.slot != "__get__";
    SpecialResult result = row ? row->result : accessor ? SpecialResult::Status : SpecialResult::Object;
    switch (result) {
      case SpecialResult::Object: return;
      case SpecialResult::Void: f.result = c.types.void_; f.returns_status = true; return;
      case SpecialResult::Status: f.result = c.types.int_; f.returns_status = true; break;
      case SpecialResult::Truth: f.result = c.types.bint; break;
      case SpecialResult::Size: f.result = c.types.ssize; break;
      case SpecialResult::Hash: f.result = c.types.hash; break;
    }
    f.exceptions.kind = ExceptionSpec::Value;
    f.exceptions.value = "-1";
  }

  typed::Function* method(const ast::FunctionDef& d, const Decorations& decorations, FunctionKind kind, Text slot) {
    typed::Function* f = c.new_function(kind, d.name, d.name_span);
    f->owner = &type;
    f->slot = slot;
    if (!d.decorators.empty()) f->first_line = static_cast<int>(c.sources.line(d.decorators[0]->span));
    f->directives = decorations.directives ? decorations.directives : c.at.directives;
    f->is_static_method = decorations.static_method;
    f->is_class_method = decorations.class_method;
    if (d.is_async) f->generator = contains_yield(d.body) ? typed::GeneratorKind::AsyncGenerator
                                   : f->directives->iterable_coroutine ? typed::GeneratorKind::IterableCoroutine : typed::GeneratorKind::Coroutine;
    declarations_of(c).decorations_of_function[f] = &decorations;
    set_documentation(c, *f, d.body);
    set_result(*f);
    c.check_function_body(f, d.parameters, without_docstring(d.body));
    set_defaults(*f, d.parameters);
    if (d.name == "__init__") embed_constructor(c, cls, *f, d.parameters, d.returns);
    else if (kind != FunctionKind::Property && !(d.name == "__cinit__") && !(d.name == "__dealloc__")) embed_signature(c, *f, d.parameters, d.returns, nullptr);
    return f;
  }

  void special(const ast::FunctionDef& d, const Decorations& decorations) {
    int arity = special_method_arity(d.name.view());
    std::size_t given = 0;
    bool stars = false;
    for (const ast::Parameter* p : d.parameters) {
      bool star = p->kind == ast::ParameterKind::VarPositional || p->kind == ast::ParameterKind::VarKeyword;
      stars |= star;
      given += !star;
    }
    bool optional_end = d.name == "__get__";
    if (arity >= 0 && !stars && given != static_cast<std::size_t>(arity) && !(optional_end && given >= 2)) {
      c.error(d.name_span, diag::special_method_arguments, d.name.view(), arity, given);
      return;
    }
    warn_removed(d, "__nonzero__", "__bool__");
    warn_removed(d, "__long__", "__int__");
    typed::Function* f = method(d, decorations, FunctionKind::Special, d.name);
    cls.specials.push_back(f);
    auto* index = (d.name == "__getitem__" || d.name == "__setitem__" || d.name == "__delitem__") && f->parameters.size() > 1 ? as<IntType>(f->parameters[1].type) : nullptr;
    if (index && index->rank < IntRank::Long && !index->size_unknown && !(type.collection == "mapping"))
      c.diagnostics.report(d.parameters[1]->span, diag::small_index_type, type_text(f->parameters[1].type));
  }
  void warn_removed(const ast::FunctionDef& d, std::string_view old_name, std::string_view new_name) {
    if (!(d.name == old_name)) return;
    bool both = type.scope->find_here(Text(new_name)) != nullptr;
    c.diagnostics.report(d.span, diag::removed_special_method, old_name, both ? "ignoring it and using" : "use", new_name);
  }

  Text accessor_name(Text property, Text slot) { return Text(fmt::format("{}.{}.{}", type.name.view(), property.view(), slot.view())); }

  void property(const ast::FunctionDef& d, const Decorations& decorations, Text name, std::string_view accessor) {
    PythonMember* m = find(name);
    if (!m) m = &member(PythonMember::GetSet, name);
    typed::Function* f = method(d, decorations, FunctionKind::Property, accessor == "getter" ? "__get__" : accessor == "setter" ? "__set__" : "__del__");
    f->qualified_name = accessor_name(name, f->slot);
    m = find(name);  // members may have moved
    (accessor == "getter" ? m->getter : accessor == "setter" ? m->setter : m->deleter) = f;
    if (accessor != "getter") return;
    m->doc = f->doc;
    m->has_doc = f->has_doc;
    embed_attribute(c, *f->directives, type, name, nullptr, d.returns, m->doc, m->has_doc);
  }

  void function(const ast::FunctionDef& d) {
    if (!d.type_parameters.empty()) return c.not_supported(d.name_span, "a method of an extension type with type parameters");
    auto& state = declarations_of(c);
    if (auto known = state.functions.find(&d); known != state.functions.end()) {
      check_pure_c_function(c, d, out);
      return c_method(*known->second);
    }
    const Decorations* decorations = read_decorators(c, d, d.decorators, DirectiveScope::Function);
    if (decorations->property && decorations->python.size() == 1) return property(d, *decorations, d.name, "getter");
    if (decorations->accessor && find(decorations->accessor_of)) {
      if (d.name != decorations->accessor_of) c.error(d.span, diag::property_names_differ, decorations->accessor_of.view(), d.name.view());
      refuse_other_decorators(*decorations);
      return property(d, *decorations, decorations->accessor_of, decorations->accessor.view());
    }
    if (decorations->property && decorations->python.size() > 1) {
      refuse_other_decorators(*decorations);
      return;
    }
    if (special_method_arity(d.name.view()) != -2) return special(d, *decorations);
    if (is_fused_function(c, d, *decorations)) return fused_method(d, *decorations);
    bool plain = true;  // only decorators that the type's own tables know
    for (const ast::Expr* e : decorations->python) {
      auto* n = ast::as<ast::Name>(e);
      plain &= n && ((n->name == "staticmethod" && decorations->static_method) || (n->name == "classmethod" && decorations->class_method));
    }
    bool bound_otherwise = decorations->static_method || decorations->class_method;
    if (!plain && bound_otherwise) return attribute(d);
    if (d.name == "__class_getitem__" || d.name == "__init_subclass__") decorations = as_class_method(*decorations);
    auto kind = decorations->static_method ? PythonMember::StaticMethod : decorations->class_method ? PythonMember::ClassMethod : PythonMember::Method;
    typed::Function* f = method(d, *decorations, FunctionKind::Def, {});
    PythonMember& m = member(kind, mangled_name(c, d.name));
    m.function = f;
    m.doc = f->doc;
    m.has_doc = f->has_doc;
    show_defaults(*f, m.name);
    if (!plain) decorated_method(d, *decorations);
  }
  void refuse_other_decorators(const Decorations& decorations) {
    for (const ast::Expr* e : decorations.python) {
      auto* name = ast::as<ast::Name>(e);
      bool own = (name && name->name == "property") || (ast::is<ast::Attribute>(e) && decorations.accessor);
      if (!own) c.error(e->span, diag::decorated_property);
    }
  }
  // Python makes these class methods by itself.
  const Decorations* as_class_method(const Decorations& decorations) {
    auto* copy = c.arena.make_owned<Decorations>(decorations);
    copy->class_method = true;
    return copy;
  }

  void c_method(typed::Function& f) {
    if (contains_fused(f.symbol->type)) return fused_c_method(f);
    cls.c_methods.push_back(&f);
    if (!f.python_wrapper) return;
    PythonMember& m = member(f.is_static_method ? PythonMember::StaticMethod : PythonMember::Method, f.name);
    m.function = f.python_wrapper;
    m.doc = f.doc;
    m.has_doc = f.has_doc;
    show_defaults(*f.python_wrapper, m.name);
  }

  // A method with fused types: the class gets the object that holds all its instances.
  void bind_object(Text name, Span span, Expr* value) {
    open_name_space(span);
    auto* place = c.make<typed::ModuleName>(span, c.types.object);
    place->name = c.module->constants.name(name);
    place->class_namespace = name_space;
    out.push_back(assignment(c, place, value));
    add_attribute(name, span);
  }
  Expr* own_fused(Span span, Expr* value) { return c.call_runtime(span, rt::own_fused_method, c.types.object, {value, class_object(span)}); }
  void fused_c_method(typed::Function& f) {
    auto& state = declarations_of(c);
    for (Symbol* instance : state.fused_instances[f.symbol])
      if (instance->function) cls.c_methods.push_back(instance->function);
    Expr* value = std::exchange(state.fused_method, nullptr);
    if (value) bind_object(mangled_name(c, f.name), f.span, f.is_static_method ? value : own_fused(f.span, value));
  }
  // Names that begin as Cython's do: tools that look for the functions of one combination know them.
  Expr* shown_fused(const ast::FunctionDef& d, Expr* value) {
    typed::Local* held = c.temporary(c.types.object, "fused");
    out.push_back(assignment(c, c.local_ref(d.name_span, held), value));
    Expr* name = c.name_constant(d.name_span, mangled_name(c, d.name));
    out.push_back(expression_statement(c, c.call_runtime(d.name_span, rt::show_fused_functions, c.types.int_,
                                                         {class_object(d.name_span), name, c.local_ref(d.name_span, held)})));
    return c.local_ref(d.name_span, held);
  }
  void fused_method(const ast::FunctionDef& d, const Decorations& decorations) {
    Expr* value = nullptr;
    {
      Restore owner(declarations_of(c).method_owner, static_cast<const ExtensionType*>(&type));
      value = make_fused_python_function(c, d, decorations);
    }
    if (is_error(value->type)) return;
    if (!decorations.static_method && !decorations.class_method) value = own_fused(d.name_span, value);
    if (decorations.python.empty() && !decorations.static_method && !decorations.class_method) value = shown_fused(d, value);
    for (auto e = decorations.python.rbegin(); e != decorations.python.rend(); ++e) value = c.python_call(d.name_span, c.object(**e), {value});
    bind_object(mangled_name(c, d.name), d.name_span, value);
  }

  void property_block(const ast::PropertyDef& d) {
    bool has_doc = false;
    std::string_view doc = docstring_of(d.body, has_doc);
    member(PythonMember::GetSet, d.name);
    for (const ast::Stmt* s : without_docstring(d.body)) {
      auto* f = ast::as<ast::FunctionDef>(s);
      if (!f) continue;
      const Decorations* decorations = read_decorators(c, *f, f->decorators, DirectiveScope::Function);
      property(*f, *decorations, d.name, f->name == "__get__" ? "getter" : f->name == "__set__" ? "setter" : "deleter");
    }
    PythonMember* m = find(d.name);
    m->doc = doc;
    m->has_doc = has_doc && c.options.docstrings;
    for (const ast::Stmt* s : d.body)
      if (auto* f = ast::as<ast::FunctionDef>(s); f && f->name == "__get__") embed_attribute(c, *c.at.directives, type, d.name, nullptr, f->returns, m->doc, m->has_doc);
  }

  // The string that stands on the line after the declaration of an attribute describes it.
  void attribute_docs(ast::Block body) {
    const ast::CVarDef* before = nullptr;
    for (const ast::Stmt* s : body) {
      auto* e = ast::as<ast::ExprStmt>(s);
      auto* text = e ? ast::as<ast::StringLiteral>(e->value) : nullptr;
      if (text && before && c.sources.line(s->span) == c.sources[s->span.file].line_of(before->span.end()) + 1)
        for (const ast::CDeclarator& declarator : before->declarators)
          if (const ast::NameDeclarator* name = name_declarator(declarator.declarator)) docs.push_back({name->name, text->value});
      before = ast::as<ast::CVarDef>(s);
      if (auto* inner = ast::as<ast::CdefBlock>(s)) attribute_docs(inner->body);
    }
  }

  Expr* class_object(Span span) {
    auto* made = c.make<typed::GlobalVariable>(span, c.types.type);
    made->symbol = class_symbol;
    return made;
  }

  // The names that the class has so far, as statements of the class body see them.
  void open_name_space(Span span) {
    if (name_space) return;
    name_space = c.temporary(c.types.object, "namespace");
    Expr* copied = c.call_runtime(span, rt::type_namespace, c.types.object, {class_object(span)});
    out.push_back(assignment(c, c.local_ref(span, name_space), copied));
    auto preset = [&](Text name, Expr* value) {
      Expr* key = c.name_constant(span, name);
      out.push_back(expression_statement(c, c.call_runtime(span, rt::object_setitem, c.types.int_, {c.local_ref(span, name_space), key, value})));
    };
    preset("__qualname__", c.name_constant(span, type.name));
    preset("__module__", python_name(c, span, "__name__", false));
    preset("__annotations__", c.make<typed::DictDisplay>(span, c.types.dict));
  }
  void add_attribute(Text name, Span span) {
    for (auto& [known, known_span] : attributes)
      if (known == name) return;
    attributes.push_back({name, span});
  }
  Scope* statement_scope() {
    Scope* scope = new_scope(c, ScopeKind::PythonClass, type.scope->name, type.scope->outer);
    scope->function = c.at.function;
    scope->class_namespace = name_space;
    for (auto& [name, span] : attributes) add_symbol(c, *scope, SymbolKind::PythonName, name, c.types.object, span);
    for (const Symbol* known : type.scope->in_order) {
      bool visible = known->kind == SymbolKind::PythonName || known->kind == SymbolKind::Property || (known->kind == SymbolKind::CFunction && known->is_cpdef);
      Text name = mangled_name(c, known->name);
      if (visible && !scope->find_here(name)) add_symbol(c, *scope, SymbolKind::PythonName, name, c.types.object, known->span);
    }
    return scope;
  }

  // A statement of Python in the class body: it runs in a namespace whose names the type gets.
  void attribute(const ast::Stmt& s) {
    open_name_space(s.span);
    const ast::Stmt* one[] = {&s};
    ast::Block body(const_cast<ast::Stmt* const*>(one), 1);
    Scope* bound = new_scope(c, ScopeKind::PythonClass, type.scope->name, type.scope->outer);
    bound->function = c.at.function;
    c.declare_bound_names(*bound, body);
    for (const Symbol* symbol : bound->in_order) add_attribute(symbol->name, symbol->span);
    Saved<Context> inside(c.at, c.at);
    c.at.scope = statement_scope();
    c.at.class_namespace = name_space;
    c.statement(s, out);
  }

  // before: a method with Python decorators. after: the method, and where it stands `method = decorator(method)`.
  void decorated_method(const ast::FunctionDef& d, const Decorations& decorations) {
    open_name_space(d.span);
    std::vector<typed::Local*> held;
    Saved<Context> inside(c.at, c.at);
    c.at.scope = statement_scope();
    c.at.class_namespace = name_space;
    for (const ast::Expr* e : decorations.python) {
      held.push_back(c.temporary(c.types.object, "decorator"));
      out.push_back(assignment(c, c.local_ref(e->span, held.back()), c.object(*e)));
    }
    auto* name = c.make<typed::ModuleName>(d.name_span, c.types.object);
    name->name = c.module->constants.name(mangled_name(c, d.name));
    name->class_namespace = name_space;
    Expr* value = c.call_runtime(d.name_span, rt::type_own_attribute, c.types.object, {class_object(d.name_span), c.name_constant(d.name_span, mangled_name(c, d.name))});
    for (auto e = held.rbegin(); e != held.rend(); ++e) value = c.python_call(d.name_span, c.local_ref(d.name_span, *e), {value});
    out.push_back(assignment(c, name, value));
    add_attribute(mangled_name(c, d.name), d.name_span);
  }

  void statement(const ast::Stmt& s) {
    Restore defaults(declarations_of(c).class_body);
    declarations_of(c).class_body = {name_space ? statement_scope() : nullptr, name_space};
    switch (s.kind) {
      case ast::NodeKind::FunctionDef: function(static_cast<const ast::FunctionDef&>(s)); break;
      case ast::NodeKind::CFunctionDef: {
        auto& state = declarations_of(c);
        auto known = state.functions.find(&s);
        if (known == state.functions.end()) break;
        check_c_function(c, static_cast<const ast::CFunctionDef&>(s), out);
        c_method(*known->second);
        break;
      }
      case ast::NodeKind::PropertyDef: property_block(static_cast<const ast::PropertyDef&>(s)); break;
      case ast::NodeKind::CdefBlock: block(static_cast<const ast::CdefBlock&>(s).body); break;
      case ast::NodeKind::CompileTimeIf: block(chosen_branch(c, static_cast<const ast::CompileTimeIf&>(s))); break;
      case ast::NodeKind::CVarDef: case ast::NodeKind::Pass: case ast::NodeKind::EnumDef: case ast::NodeKind::StructDef:
      case ast::NodeKind::Typedef: case ast::NodeKind::CompileTimeDef: case ast::NodeKind::FusedDef: break;
      case ast::NodeKind::ExprStmt:
        if (ast::is<ast::StringLiteral>(static_cast<const ast::ExprStmt&>(s).value)) break;
        attribute(s);
        break;
      case ast::NodeKind::AnnAssign:
        if (static_cast<const ast::AnnAssign&>(s).value && !is_field(s)) attribute(s);
        break;
      case ast::NodeKind::Assign:
        if (!is_pure_declaration(c, s)) attribute(s);
        break;
      case ast::NodeKind::If:
        if (auto& conditional = static_cast<const ast::If&>(s); holds_plain_methods(conditional)) block(conditional.body);
        else attribute(s);
        break;
      default: attribute(s);
    }
  }

  // `if cython.compiled:` around methods: they are methods of the type as others are.
  bool holds_plain_methods(const ast::If& s) {
    if (cython_path(c, *s.condition) != "compiled") return false;
    return std::all_of(s.body.begin(), s.body.end(), [&](const ast::Stmt* one) {
      auto* d = ast::as<ast::FunctionDef>(one);
      return d && special_method_arity(d->name.view()) == -2;
    });
  }

  bool is_field(const ast::Stmt& s) {
    auto* name = ast::as<ast::Name>(static_cast<const ast::AnnAssign&>(s).target);
    Symbol* symbol = name ? type.scope->find_here(name->name) : nullptr;
    return symbol && symbol->kind == SymbolKind::Field;
  }

  void block(ast::Block body) {
    for (const ast::Stmt* s : body) statement(*s);
  }

  // before: `cdef public T x`. after: accessors as if they were written: `return self.x`, `self.x = value`, `self.x = None`.
  typed::Function* field_accessor(const Field& field, Text slot) {
    TreeBuilder b{c, field.span};
    ast::Expr* place = b.attribute(b.name("self"), field.name);
    std::vector<ast::Parameter*> parameters{b.parameter("self")};
    if (slot == "__set__") parameters.push_back(b.parameter("value"));
    ast::Expr* value = slot == "__set__" ? b.name("value") : b.none();
    const ast::FunctionDef* d = b.function(field.name, parameters, {slot == "__get__" ? b.result(place) : b.assign({place}, value)});
    static const Decorations none;
    typed::Function* f = method(*d, none, FunctionKind::Property, slot);
    f->qualified_name = accessor_name(field.name, slot);
    return f;
  }

  // cdef public and readonly attributes.
  void exposed_fields() {
    for (const Field& field : type.fields) {
      Symbol* symbol = type.scope->find_here(field.name);
      if (!symbol || (symbol->visibility != ast::Visibility::Public && symbol->visibility != ast::Visibility::Readonly)) continue;
      if (!is_object(field.type) && !is_error(field.type) && !c.convertible(field.type, c.types.object)) {
        c.error(field.span, diag::field_not_convertible, type_text(field.type));
        continue;
      }
      typed::Function *getter = field_accessor(field, "__get__"), *setter = nullptr, *deleter = nullptr;
      if (!symbol->is_readonly) {
        setter = field_accessor(field, "__set__");
        if (is_object(field.type)) deleter = field_accessor(field, "__del__");
      }
      PythonMember& m = member(symbol->is_readonly ? PythonMember::ReadonlyField : PythonMember::Field, mangled_name(c, field.name));
      m.field = &field;
      m.getter = getter;
      m.setter = setter;
      m.deleter = deleter;
      for (auto& [name, doc] : docs)
        if (name == field.name && c.options.docstrings) { m.doc = doc; m.has_doc = true; }
      if (symbol->visibility == ast::Visibility::Public) embed_attribute(c, *c.at.directives, type, field.name, field.type, nullptr, m.doc, m.has_doc);
    }
  }

  // What a dataclass has besides what is written: methods, and what the module dataclasses asks for.
  void dataclass(const Decorations& d) {
    Span span = type.span;
    std::vector<DataclassField> fields = dataclass_fields(c, type);
    // A default is computed once, for the constructor and for the description of the field.
    for (const DataclassField& f : fields)
      if (f.default_value) state_of(c).substitutes[f.default_value] = kept_default(c, *f.default_value, c.types.object, out);
    bind_object("__dataclass_fields__", span, dataclass_field_objects(c, fields, span));
    bind_object("__dataclass_params__", span, dataclass_parameters(c, d, span));
    for (const ast::Stmt* s : dataclass_members(c, type, d, fields, span)) statement(*s);
    for (const DataclassField& f : fields)
      if (f.default_value) state_of(c).substitutes.erase(f.default_value);
  }

  bool has_member(Text name) {
    for (const ExtensionType* at = &type; at; at = at->base ? as<ExtensionType>(at->base) : nullptr)
      if (at->scope->find_here(name)) return true;
    return false;
  }
  // Objects of the class can be pickled by their fields, unless the class says how by itself.
  void pickling() {
    const Directives& directives = *c.at.directives;
    if (directives.auto_pickle == MaybeBool::False || has_member("__reduce__") || has_member("__reduce_ex__")) return;
    std::vector<const Field*> fields;
    for (const ExtensionType* at = &type; at; at = at->base ? as<ExtensionType>(at->base) : nullptr) {
      if (at->is_extern) return;
      for (const Field& f : at->fields)
        if (f.name != "__dict__" && f.name != "__weakref__") fields.push_back(&f);
    }
    std::sort(fields.begin(), fields.end(), [](const Field* a, const Field* b) { return a->name.view() < b->name.view(); });
    std::string opaque, structs;
    for (const Field* f : fields) {
      if (is_error(f->type)) return;
      bool converts = is_object(f->type) || (c.convertible(f->type, c.types.object) && c.convertible(c.types.object, f->type));
      if (!converts) opaque += (opaque.empty() ? "self." : ",self.") + f->name.str();
      if (as<StructType>(f->type)) structs += (structs.empty() ? "self." : ",self.") + f->name.str();
    }
    cls.is_pickled = true;
    std::string refusal;
    if (has_member("__cinit__")) refusal = "no default __reduce__ due to non-trivial __cinit__";
    else if (!opaque.empty()) refusal = opaque + " cannot be converted to a Python object for pickling";
    else if (!structs.empty() && directives.auto_pickle != MaybeBool::True) refusal = fmt::format("Pickling of struct members such as {} must be explicitly requested with @auto_pickle(True)", structs);
    if (!refusal.empty()) {
      if (directives.auto_pickle == MaybeBool::True) c.error(type.span, diag::cannot_pickle, refusal);
      cls.pickling_refusal = c.arena.copy(std::string_view(refusal));
      return;
    }
    for (const Field* f : fields) cls.pickled.push_back(pickled(*f));
  }
  typed::PickledField pickled(const Field& field) {
    typed::PickledField out{field.name, nullptr, nullptr, is_object(field.type)};
    auto& state = declarations_of(c);
    for (auto* base = as<ExtensionType>(type.base); base; base = base->base ? as<ExtensionType>(base->base) : nullptr)
      if (auto known = state.class_of_type.find(base); known != state.class_of_type.end())
        for (const typed::PickledField& p : known->second->pickled)
          if (p.name == field.name) return p;
    for (const PythonMember& m : cls.members)
      if (m.field == &field) { out.getter = m.getter; out.setter = m.setter; }
    if (!out.getter) out.getter = field_accessor(field, "__get__");
    if (!out.setter) out.setter = field_accessor(field, "__set__");
    return out;
  }

  void store_attributes(Span span) {
    for (auto& [name, name_span] : attributes) {
      Expr* cls_object = class_object(span);
      Expr* value = c.call_runtime(name_span, rt::object_getitem, c.types.object, {c.local_ref(name_span, name_space), c.name_constant(name_span, name)});
      out.push_back(expression_statement(c, c.call_runtime(name_span, rt::type_store_attribute, c.types.int_, {cls_object, c.name_constant(name_span, name), value})));
    }
  }
};

void make_late(Checker& c, const ExtensionType& type, ast::List<ast::Expr> bases, StatementList& out) {
  auto* made = c.make<typed::MakeExtensionType>(type.span);
  made->made = &type;
  if (bases.size() > 1) {
    auto* tuple = c.make<typed::Display>(bases[1]->span, c.types.tuple);
    tuple->display = typed::DisplayKind::Tuple;
    std::vector<typed::DisplayItem> items;
    for (const ast::Expr* base : bases) items.push_back({c.object(*base), false});
    tuple->items = c.arena.copy(items);
    made->bases = tuple;
  }
  out.push_back(made);
}

}  // namespace

void check_extension_type(Checker& c, const ast::Node& definition, StatementList& out) {
  auto& state = declarations_of(c);
  auto found = state.classes.find(&definition);
  if (found == state.classes.end()) return;
  typed::ExtensionClass& cls = *found->second;
  ExtensionType& type = *cls.type;
  auto* pure = ast::as<ast::ClassDef>(&definition);
  auto* written = ast::as<ast::CClassDef>(&definition);
  ast::Block body = pure ? pure->body : written->body;
  ast::List<ast::Expr> bases = pure ? pure->bases : written->bases;
  Symbol* symbol = c.at.scope->find_here(type.name);
  auto* base = as<ExtensionType>(type.base);
  auto* base_class = base && state.class_of_type.count(base) ? state.class_of_type[base] : nullptr;
  cls.is_late = bases.size() > 1 || (base_class && base_class->is_late);
  if (cls.is_late) make_late(c, type, bases, out);
  Context old = c.at;
  c.at.scope = type.scope;
  c.at.directives = cls.directives ? cls.directives : c.at.directives;
  c.at.class_name = type.name;
  ClassBody reader{c, type, cls, out, symbol};
  reader.attribute_docs(body);
  reader.exposed_fields();
  reader.block(without_docstring(body));
  if (const Decorations* d = state.decorations[&definition]; d && d->dataclass) reader.dataclass(*d);
  reader.pickling();
  c.at = old;
  if (symbol) reader.store_attributes(type.span);
}

}  // namespace cyrite::check
