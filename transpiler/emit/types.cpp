// The C++ declarations of the module's own types, variables, closures and frames.
#include <set>

#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;

static std::string fields_text(const std::vector<Field>& fields) {
  std::string text;
  for (const Field& f : fields) text += fmt::format("  {};\n", c_declaration(f.type, f.c_name.empty() ? f.name.view() : f.c_name.view()));
  return text;
}

static std::string constant_text(const ConstantValue& v) {
  if (v.kind == ConstantValue::Bool) return v.truth ? "1" : "0";
  return v.text;
}

// Members of a scoped enum are named with their class; inside it they stand alone.
static std::string enum_text(const EnumType& e) {
  std::string text = e.is_scoped ? "enum class " : "enum ";
  if (!e.is_anonymous) text += e.c_name.empty() ? e.name.view() : e.c_name.view();
  if (e.underlying) text += fmt::format(" : {}", c_declaration(e.underlying, ""));
  text += " {\n";
  if (e.members)
    for (const Symbol* s : e.members->in_order) {
      std::string_view member = s->c_name.empty() ? s->name.view() : s->c_name.view();
      if (std::size_t at = e.is_scoped ? member.rfind("::") : member.npos; at != member.npos) member.remove_prefix(at + 2);
      text += fmt::format("  {}", member);
      if (s->constant) text += " = " + constant_text(*s->constant);
      else if (!s->value_text.empty()) text += " = " + s->value_text.str();
      text += ",\n";
    }
  return text + "};\n";
}

namespace {

// Declares types so that each stands behind what it needs: C++ wants the members of a struct complete, Cython does not ask for an order.
struct TypeWriter {
  ModuleEmitter& m;
  std::string& out;
  std::set<const Type*> declared, own;  // written; those of this module's declarations
  std::set<std::string> tuples;
  bool for_c = false;  // C wants `enum` before the name of an enum

  void forward(const StructType& s) {
    own.insert(&s);
    out += fmt::format("{} {};\n", s.is_union ? "union" : "struct", s.c_name.empty() ? s.name.view() : s.c_name.view());
  }
  // What a use of the type needs; `complete`: its size as well.
  void need(const Type* t, bool complete) {
    if (!t) return;
    switch (t->kind) {
      case TypeKind::Const: return need(static_cast<const ConstType*>(t)->base, complete);
      case TypeKind::Reference: return need(static_cast<const ReferenceType*>(t)->base, false);
      case TypeKind::Pointer: return need(static_cast<const PointerType*>(t)->base, false);
      case TypeKind::Array: return need(static_cast<const ArrayType*>(t)->base, true);
      case TypeKind::Complex: return need(static_cast<const ComplexType*>(t)->real, true);
      case TypeKind::View: return need(static_cast<const ViewType*>(t)->dtype, true);
      case TypeKind::CppClass:
        for (const Type* argument : static_cast<const CppClassType*>(t)->arguments) need(argument, true);
        if (complete) declare(t);
        return;
      case TypeKind::Function: {
        auto* f = static_cast<const FunctionType*>(t);
        need(f->result, false);
        for (const FunctionParameter& p : f->parameters) need(p.type, false);
        return;
      }
      case TypeKind::Alias:
        declare(t);
        return need(static_cast<const AliasType*>(t)->target, complete);
      case TypeKind::Enum: return declare(t);
      case TypeKind::Tuple: return tuple(*static_cast<const TupleTypeC*>(t));
      case TypeKind::Struct:
        if (complete) declare(t);
        return;
      default: return;
    }
  }
  void tuple(const TupleTypeC& t) {
    if (declared.count(&t)) return;
    declared.insert(&t);
    for (const Type* item : t.items) need(item, true);
    if (!tuples.insert(mangled_type(&t)).second) return;
    out += "struct " + c_declaration(&t, "") + " {";
    for (std::size_t k = 0; k < t.items.size(); ++k) out += fmt::format(" {};", c_declaration(t.items[k], fmt::format("f{}", k)));
    out += " };\n";
  }
  void declare(const Type* t) {
    if (!own.count(t) || !declared.insert(t).second) return;
    if (t->kind == TypeKind::Struct) {
      auto* s = static_cast<const StructType*>(t);
      if (!s->is_complete) return;
      for (const Field& f : s->fields) need(f.type, true);
      out += fmt::format("{} {}{} {{\n{}}};\n", s->is_union ? "union" : "struct", s->is_packed ? "__attribute__((packed)) " : "", s->c_name.empty() ? s->name.view() : s->c_name.view(), fields_text(s->fields));
    } else if (t->kind == TypeKind::CppClass) {
      auto* c = static_cast<const CppClassType*>(t);
      for (const Type* base : c->bases) need(base, true);
      if (c->scope)
        for (const Symbol* member : c->scope->in_order)
          if (member->type && member->kind != SymbolKind::TypeName) need(member->type, member->kind == SymbolKind::Field);
      out += m.cpp_class_text(*c, "");
    } else if (t->kind == TypeKind::Enum) {
      need(static_cast<const EnumType*>(t)->underlying, true);
      auto& e = *static_cast<const EnumType*>(t);
      out += enum_text(e);
      if (for_c && !e.is_anonymous) out += fmt::format("typedef enum {0} {0};\n", e.c_name.empty() ? e.name.view() : e.c_name.view());
    } else {
      auto* a = static_cast<const AliasType*>(t);
      need(a->target, false);
      out += fmt::format("typedef {};\n", c_declaration(a->target, a->c_name.empty() ? a->name.view() : a->c_name.view()));
    }
  }
};

}  // namespace

void ModuleEmitter::type_declarations() {
  cpp_class_names();
  TypeWriter writer{*this, types, {}, {}, {}};
  for (const typed::TypeDeclaration& d : source.declarations) {
    if (auto* s = d.type->kind == TypeKind::Struct ? static_cast<const StructType*>(d.type) : nullptr) {
      if (!s->declared_extern && !writer.own.count(s)) writer.forward(*s);
    } else if (auto* e = d.type->kind == TypeKind::Enum ? static_cast<const EnumType*>(d.type) : nullptr) {
      if (!e->declared_extern) writer.own.insert(e);
    } else if (auto* a = d.type->kind == TypeKind::Alias ? static_cast<const AliasType*>(d.type) : nullptr) {
      if (!a->declared_extern) writer.own.insert(a);
    } else if (d.kind == typed::TypeDeclaration::CppClass) {
      writer.own.insert(d.type);
    }
  }
  for (const typed::TypeDeclaration& d : source.declarations) writer.declare(d.type);
  // Ctuples that no declaration names.
  auto add = [&](auto& self, const Type* t) -> void {
    const Type* r = resolved(t);
    if (!r) return;
    if (r->kind == TypeKind::Pointer) return self(self, static_cast<const PointerType*>(r)->base);
    if (auto* reference = as<ReferenceType>(r)) return self(self, reference->base);
    if (auto* array = as<ArrayType>(r)) return self(self, array->base);
    if (auto* cls = as<CppClassType>(r))
      for (const Type* argument : cls->arguments) self(self, argument);
    if (r->kind == TypeKind::Tuple) writer.need(r, true);
  };
  for (const ir::Function* f : module.functions) {
    if (f->source && f->source->result) add(add, f->source->result);
    for (const Local* l : f->locals) add(add, l->type);
    for (const ir::Block* b : f->blocks)
      for (const Instruction* i : b->instructions) add(add, i->type);
  }
  for (const Symbol* s : source.variables) add(add, s->type);
  for (const typed::ImportedModule* from : source.imports)
    for (const Symbol* s : from->functions)
      if (auto* f = as<FunctionType>(s->type)) {
        add(add, f->result);
        for (const FunctionParameter& p : f->parameters) add(add, p.type);
      }
  python_enums();
  struct_conversions();
}

// Object fields first: the runtime walks them.
static std::string object_fields_first(const std::vector<Local*>& fields, int& objects, std::string& destroy, const std::string& prefix) {
  std::string first, rest;
  for (const Local* l : fields) {
    if (is_object(l->type)) {
      first += fmt::format("  PyObject *{};\n", l->name);
      ++objects;
      continue;
    }
    bool cpp = kind_of(l->type) == TypeKind::CppClass;
    rest += cpp ? fmt::format("  cy::Late<{}> {};\n", c_declaration(l->type, ""), l->name) : fmt::format("  {};\n", c_declaration(l->type, l->name));
    if (is_view(l->type)) destroy += fmt::format("  cy::clear({}{});\n", prefix, l->name);
    if (kind_of(l->type) == TypeKind::Exception_) destroy += fmt::format("  cy::drop_exception(&{}{});\n", prefix, l->name);
    if (cpp) destroy += fmt::format("  {}{}.reset();\n", prefix, l->name);
  }
  return first + rest;
}

// The types that public declarations may name. C programs read them too: each struct and enum is also a plain name.
std::string ModuleEmitter::public_types() {
  std::string text;
  TypeWriter writer{*this, text, {}, {}, {}};
  writer.for_c = true;
  auto is_public = [](Text name, Text c_name) { return c_name.empty() || c_name == name.view(); };  // others have names that are made up
  std::vector<const Type*> shown;
  for (const typed::TypeDeclaration& d : source.declarations) {
    if (auto* s = d.type->kind == TypeKind::Struct ? static_cast<const StructType*>(d.type) : nullptr) {
      if (s->declared_extern || !writer.own.insert(s).second) continue;
      text += fmt::format("{0} {1};\ntypedef {0} {1} {1};\n", s->is_union ? "union" : "struct", s->c_name.empty() ? s->name.view() : s->c_name.view());
      if (is_public(s->name, s->c_name)) shown.push_back(s);
    } else if (auto* e = d.type->kind == TypeKind::Enum ? static_cast<const EnumType*>(d.type) : nullptr) {
      if (e->declared_extern || e->is_scoped) continue;
      writer.own.insert(e);
      if (is_public(e->name, e->c_name) && !e->is_anonymous) shown.push_back(e);
    } else if (auto* a = d.type->kind == TypeKind::Alias ? static_cast<const AliasType*>(d.type) : nullptr) {
      if (a->declared_extern) continue;
      writer.own.insert(a);
      if (is_public(a->name, a->c_name)) shown.push_back(a);
    }
  }
  for (const Type* t : shown) writer.declare(t);
  for (const Symbol* s : source.exported)
    if (s->api) writer.need(s->type, false);
  for (const Symbol* s : source.variables)
    if (s->visibility == ast::Visibility::Public) writer.need(s->type, false);
  for (const typed::Function* f : source.functions)
    if (f->is_public && f->signature) writer.need(f->signature, false);
  return text;
}

void ModuleEmitter::closure_types() {
  bool any = false;
  for (const ir::Function* f : module.functions) {
    if (f->closure_object) {
      if (!any) types += "struct cy_any_closure { cy::Closure base; PyObject *outer; };\n";
      any = true;
      int objects = 1;
      std::string destroy, name = closure_struct(*f);
      types += fmt::format("struct {} {{\n  cy::Closure base;\n  PyObject *outer;\n{}}};\n", name, object_fields_first(f->closure.fields, objects, destroy, fmt::format("(({}*)closure)->", name)));
      if (!destroy.empty()) tables += fmt::format("static void destroy_{}(void *closure) {{\n{}}}\n", name, destroy);
      tables += fmt::format("static const cy::ClosureInfo info_{0} = {{sizeof({0}), {1}, {2}}};\n", name, objects, destroy.empty() ? "nullptr" : "destroy_" + name);
    }
    if (!f->resume) continue;
    int objects = 0;
    std::string destroy, name = frame_struct(*f), fields = object_fields_first(f->frame, objects, destroy, fmt::format("(({}*)frame)->", name));
    bool empty = f->frame.empty();
    if (!empty) types += fmt::format("struct {} {{\n{}}};\n", name, fields);
    if (!destroy.empty()) tables += fmt::format("static void destroy_{}(void *frame) {{\n{}}}\n", name, destroy);
    static const char* const kinds[] = {"cy::generator_kind", "cy::generator_kind", "cy::coroutine_kind", "cy::async_generator_kind", "cy::iterable_coroutine_kind"};
    std::string info = f->source->kind == typed::FunctionKind::Def || f->source->kind == typed::FunctionKind::Lambda ? "&" + info_name(*f) : "nullptr";
    generator_tables += fmt::format("static const cy::GeneratorInfo generator_{} = {{{}, {}, {}, {}, {}, {}}};\n", function_name(*f->resume), function_name(*f->resume),
                                    empty ? "0" : "sizeof(" + name + ")", objects, destroy.empty() ? "nullptr" : "destroy_" + name, info, kinds[static_cast<int>(f->source->generator)]);
  }
}

void ModuleEmitter::global_variables() {
  for (const Symbol* s : source.variables) {
    if (s->origin != Origin::ThisModule) continue;
    std::string name = s->c_name.empty() ? s->name.str() : s->c_name.str();
    bool is_public = s->visibility == ast::Visibility::Public;
    auto* constant = as<ConstType>(s->type);  // its value is stored when the module starts
    const Type* type = constant ? constant->base : s->type;
    if (kind_of(type) == TypeKind::CppClass) types += fmt::format("{}{};\n", is_public ? "" : "static ", c_declaration(type, name));
    else types += fmt::format("{}{};\n", is_public ? "extern \"C\" { extern " : "static CY_UNUSED ", c_declaration(type, name) + (is_public ? "; } " + c_declaration(type, name) : ""));
    if (is_object(s->type)) init_steps.push_back(fmt::format("Py_INCREF(Py_None); {} = Py_None;", name));
  }
}

}  // namespace cyrite::emit
