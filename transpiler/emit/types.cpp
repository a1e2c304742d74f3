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
      text += ",\n";
    }
  return text + "};\n";
}

// Structs of the ctuple types that a declaration or a function speaks of, each once and before it.
class TupleStructs {
 public:
  explicit TupleStructs(std::string& out) : out_(out) {}
  void add(const Type* t) {
    const Type* r = resolved(t);
    if (!r) return;
    if (auto* pointer = as<PointerType>(r)) return add(pointer->base);
    if (auto* reference = as<ReferenceType>(r)) return add(reference->base);
    if (auto* array = as<ArrayType>(r)) return add(array->base);
    if (auto* cls = as<CppClassType>(r)) {
      for (const Type* argument : cls->arguments) add(argument);
      return;
    }
    if (r->kind != TypeKind::Tuple) return;
    const auto* tuple = static_cast<const TupleTypeC*>(r);
    for (const Type* item : tuple->items) add(item);
    if (!done_.insert(mangled_type(r)).second) return;
    out_ += "struct " + c_declaration(r, "") + " {";
    for (std::size_t k = 0; k < tuple->items.size(); ++k) out_ += fmt::format(" {};", c_declaration(tuple->items[k], fmt::format("f{}", k)));
    out_ += " };\n";
  }
  void add_declared(const typed::TypeDeclaration& d) {
    if (auto* alias = d.type->kind == TypeKind::Alias ? static_cast<const AliasType*>(d.type) : nullptr) return alias->declared_extern ? void() : add(alias->target);
    if (auto* s = d.type->kind == TypeKind::Struct ? static_cast<const StructType*>(d.type) : nullptr)
      for (const Field& field : s->fields) add(field.type);
    auto* cls = d.type->kind == TypeKind::CppClass ? static_cast<const CppClassType*>(d.type) : nullptr;
    if (!cls || !cls->scope) return;
    for (const Type* base : cls->bases) add(base);
    for (const Symbol* member : cls->scope->in_order) {
      if (member->kind == SymbolKind::Field) add(member->type);
      if (auto* f = as<FunctionType>(member->type)) {
        add(f->result);
        for (const FunctionParameter& p : f->parameters) add(p.type);
      }
    }
  }
  void add_used(const ir::Module& module) {
    for (const ir::Function* f : module.functions) {
      if (f->source && f->source->result) add(f->source->result);
      for (const Local* l : f->locals) add(l->type);
      for (const ir::Block* b : f->blocks)
        for (const Instruction* i : b->instructions) add(i->type);
    }
    for (const Symbol* s : module.source->variables) add(s->type);
  }

 private:
  std::string& out_;
  std::set<std::string> done_;
};

void ModuleEmitter::type_declarations() {
  cpp_class_names();
  TupleStructs tuples(types);
  for (const typed::TypeDeclaration& d : source.declarations) {
    tuples.add_declared(d);
    if (auto* s = d.type->kind == TypeKind::Struct ? static_cast<const StructType*>(d.type) : nullptr) {
      if (s->declared_extern) continue;
      types += fmt::format("{} {}{}", s->is_union ? "union" : "struct", s->is_packed ? "__attribute__((packed)) " : "", s->c_name.empty() ? s->name.view() : s->c_name.view());
      types += s->is_complete ? " {\n" + fields_text(s->fields) + "};\n" : ";\n";
    } else if (auto* e = d.type->kind == TypeKind::Enum ? static_cast<const EnumType*>(d.type) : nullptr) {
      if (!e->declared_extern) types += enum_text(*e);
    } else if (auto* a = d.type->kind == TypeKind::Alias ? static_cast<const AliasType*>(d.type) : nullptr) {
      if (a->declared_extern) continue;
      types += fmt::format("typedef {};\n", c_declaration(a->target, a->c_name.empty() ? a->name.view() : a->c_name.view()));
    } else if (auto* c = d.kind == typed::TypeDeclaration::CppClass ? as<CppClassType>(d.type) : nullptr) {
      types += cpp_class_text(*c, "");
    }
  }
  tuples.add_used(module);
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

void ModuleEmitter::closure_types() {
  bool any = false;
  for (const ir::Function* f : module.functions) {
    if (f->closure_object) {
      if (!any) types += "struct cy_any_closure { cy::Closure base; PyObject *outer; };\n";
      any = true;
      int objects = 1;
      std::string destroy, name = closure_struct(*f);
      types += fmt::format("struct {} {{\n  cy::Closure base;\n  PyObject *outer;\n{}}};\n", name, object_fields_first(f->closure.fields, objects, destroy, fmt::format("(({}*)closure)->", name)));
      if (!destroy.empty()) tables += fmt::format("static void {}_destroy(void *closure) {{\n{}}}\n", name, destroy);
      tables += fmt::format("static const cy::ClosureInfo {0}_info = {{sizeof({0}), {1}, {2}}};\n", name, objects, destroy.empty() ? "nullptr" : name + "_destroy");
    }
    if (!f->resume) continue;
    int objects = 0;
    std::string destroy, name = frame_struct(*f), fields = object_fields_first(f->frame, objects, destroy, fmt::format("(({}*)frame)->", name));
    bool empty = f->frame.empty();
    if (!empty) types += fmt::format("struct {} {{\n{}}};\n", name, fields);
    if (!destroy.empty()) tables += fmt::format("static void {}_destroy(void *frame) {{\n{}}}\n", name, destroy);
    static const char* const kinds[] = {"cy::generator_kind", "cy::generator_kind", "cy::coroutine_kind", "cy::async_generator_kind", "cy::iterable_coroutine_kind"};
    std::string info = f->source->kind == typed::FunctionKind::Def || f->source->kind == typed::FunctionKind::Lambda ? "&" + info_name(*f) : "nullptr";
    generator_tables += fmt::format("static const cy::GeneratorInfo {}_generator = {{{}, {}, {}, {}, {}, {}}};\n", function_name(*f->resume), function_name(*f->resume),
                                    empty ? "0" : "sizeof(" + name + ")", objects, destroy.empty() ? "nullptr" : name + "_destroy", info, kinds[static_cast<int>(f->source->generator)]);
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
