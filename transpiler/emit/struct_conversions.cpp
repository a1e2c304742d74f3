// Specialisations of the runtime for the module's structs, unions and ctuples: conversion from and to Python objects, layout as buffer items.
#include <set>

#include "emit/emitter.h"

namespace cyrite::emit {
using namespace ir;

namespace {

bool is_character_type(const Type* t) {
  auto* i = as<IntType>(t);
  return i && i->rank == IntRank::Char;
}
std::string spelling(const Type* t) { return c_declaration(resolved(t), ""); }
std::string member_name(const Field& f) { return f.c_name.empty() ? f.name.str() : f.c_name.str(); }
std::string shown_name(const Type* t) { return kind_of(t) == TypeKind::Tuple ? type_text(resolved(t)) : resolved(t)->name.str(); }

std::vector<Field> fields_of(const Type* t) {
  if (auto* s = as<StructType>(t)) return s->fields;
  std::vector<Field> out;
  if (auto* tuple = as<TupleTypeC>(t))
    for (std::size_t k = 0; k < tuple->items.size(); ++k) out.push_back({Text(fmt::format("f{}", k)), Text(fmt::format("f{}", k)), tuple->items[k], {}});
  return out;
}

// An expression that makes an object of a member.
std::string to_object_text(const Type* type, const std::string& member) {
  const Type* t = resolved(type);
  if (auto* i = as<IntType>(t)) {
    if (i->role == IntRole::Truth || i->rank == IntRank::Bool) return fmt::format("cy::bool_to_object({})", member);
    if (i->role == IntRole::CodePoint || i->role == IntRole::CodeUnit) return fmt::format("cy::ucs4_to_object({})", member);
    return fmt::format("cy::int_to_object({})", member);
  }
  if (auto* e = as<EnumType>(t); e && !e->is_cpdef) return fmt::format("cy::enum_to_object({})", member);
  auto* array = as<ArrayType>(t);
  auto* pointer = as<PointerType>(t);
  if ((array && is_character_type(array->base)) || (pointer && is_character_type(pointer->base))) return fmt::format("cy::chars_to_object((const char*){})", member);
  return fmt::format("cy::to_object({})", member);
}
// A statement that fills a member from the object `item`.
std::string from_object_text(const Type* type, const std::string& member) {
  const Type* t = resolved(type);
  if (auto* array = as<ArrayType>(t)) return fmt::format("cy::array_from_object(item, {}, {});", member, array->size);
  std::string call = fmt::format("cy::from_object<{}>(item)", spelling(t));
  if (auto* i = as<IntType>(t)) {
    if (i->role == IntRole::Truth || i->rank == IntRank::Bool) call = "cy::object_is_true(item)";
    else if (i->role == IntRole::CodePoint) call = "cy::ucs4_from_object(item)";
    else if (i->role == IntRole::CodeUnit) call = fmt::format("cy::wide_char_from_object<{}>(item)", spelling(t));
  } else if (auto* pointer = as<PointerType>(t); pointer && is_character_type(pointer->base)) {
    call = fmt::format("cy::chars_from_object<{}>(item)", spelling(t));
  }
  return fmt::format("{} = {};", member, call);
}

struct Writer {
  ModuleEmitter& m;
  std::string& out;
  std::set<const Type*> converted, laid_out;

  // ---- conversions
  void convert(const Type* type) {
    const Type* t = resolved(type);
    if (!t) return;
    if (auto* array = as<ArrayType>(t)) return convert(array->base);
    if (auto* c = as<CppClassType>(t)) {
      for (const Type* argument : c->arguments) convert(argument);
      return;
    }
    if (auto* e = as<EnumType>(t); e && (e->is_cpdef || e->is_scoped)) {
      if (converted.insert(t).second && e->is_cpdef) out += m.enum_conversion(*e);
      return;
    }
    if (t->kind != TypeKind::Struct && t->kind != TypeKind::Tuple) return;
    if (!converted.insert(t).second) return;
    for (const Field& f : fields_of(t)) convert(f.type);
    bool is_tuple = t->kind == TypeKind::Tuple;
    out += fmt::format("template <> struct cy::Conversion<{}> {{\n", spelling(t));
    to_python(t, is_tuple);
    from_python(t, is_tuple);
    out += "};\n";
  }
  void to_python(const Type* t, bool is_tuple) {
    std::vector<Field> fields = fields_of(t);
    out += fmt::format("  static PyObject *to(const {} &v) {{\n    PyObject *made = {};\n", spelling(t), is_tuple ? fmt::format("PyTuple_New({})", fields.size()) : "PyDict_New()");
    if (fields.empty()) out += "    (void)v;\n";
    for (std::size_t k = 0; k < fields.size(); ++k) {
      std::string value = to_object_text(fields[k].type, "v." + member_name(fields[k]));
      if (is_tuple) out += fmt::format("    if (made && cy::tuple_set_item(made, {}, {}) < 0) Py_CLEAR(made);\n", k, value);
      else out += fmt::format("    if (made && cy::struct_set_field(made, {}, {}) < 0) Py_CLEAR(made);\n", quoted(fields[k].name.view()), value);
    }
    out += "    return made;\n  }\n";
  }
  void from_python(const Type* t, bool is_tuple) {
    std::vector<Field> fields = fields_of(t);
    for (const Field& f : fields)
      if (as<ConstType>(f.type)) return;
    auto* s = as<StructType>(t);
    out += fmt::format("  static {0} from(PyObject *o) {{\n    {0} v{{}};\n    PyObject *item;\n", spelling(t));
    if (is_tuple) out += fmt::format("    if (cy::check_ctuple(o, {}) < 0) return v;\n", fields.size());
    else if (s->is_union) out += "    cy::UnionMembers members = cy::union_members(o);\n";
    else out += "    if (cy::check_struct_mapping(o) < 0) return v;\n";
    for (std::size_t k = 0; k < fields.size(); ++k) {
      std::string getter = is_tuple ? fmt::format("PySequence_GetItem(o, {})", k)
                           : s->is_union ? fmt::format("cy::union_field(o, {}, &members)", quoted(fields[k].name.view()))
                                         : fmt::format("cy::struct_field(o, {})", quoted(fields[k].name.view()));
      out += fmt::format("    if ((item = {})) {{\n      {}\n      Py_DECREF(item);\n    }}\n    if (PyErr_Occurred()) return v;\n", getter,
                         from_object_text(fields[k].type, "v." + member_name(fields[k])));
    }
    if (s && s->is_union) out += fmt::format("    cy::check_union_members(&members, {});\n", quoted(union_names(fields)));
    out += "    (void)item;\n    return v;\n  }\n";
  }
  // The names as the message shows them.
  static std::string union_names(const std::vector<Field>& fields) {
    std::string names;
    for (const Field& f : fields) names += fmt::format("{}{}", names.empty() ? "" : ", ", f.name.view());
    return names;
  }

  // ---- items of buffers
  void lay_out(const Type* type) {
    const Type* t = resolved(type);
    if (auto* array = t ? as<ArrayType>(t) : nullptr) return lay_out(array->base);
    if (!t || (t->kind != TypeKind::Struct && t->kind != TypeKind::Tuple)) return;
    if (!laid_out.insert(t).second) return;
    std::string fields;
    for (const Field& f : fields_of(t)) {
      lay_out(f.type);
      std::int64_t count = 1;
      const Type* item = resolved(f.type);
      for (; as<ArrayType>(item); item = resolved(as<ArrayType>(item)->base)) count *= as<ArrayType>(item)->size;
      fields += fmt::format("{{&cy::ItemLayout<{}>::type, {}, offsetof({}, {}), {}}}, ", spelling(item), quoted(f.name.view()), spelling(t), member_name(f), count);
    }
    out += fmt::format("template <> struct cy::ItemLayout<{0}> {{\n  static constexpr cy::ItemField fields[] = {{{1}{{nullptr, nullptr, 0, 0}}}};\n"
                       "  static constexpr cy::ItemType type = {{{2}, sizeof({0}), 'S', 0, fields}};\n}};\n",
                       spelling(t), fields, quoted(shown_name(t)));
  }
};

bool converts(const Instruction& i) { return i.op == Op::RuntimeCall && i.runtime && (i.runtime->header == "conversion.h" || i.runtime->header == "cpp_convert.h"); }

}  // namespace

void ModuleEmitter::struct_conversions() {
  Writer writer{*this, types, {}, {}};
  auto look_at = [&](const Type* t, bool conversion) {
    if (!t) return;
    if (auto* view = as<ViewType>(t)) {
      writer.lay_out(view->dtype);
      writer.convert(view->dtype);
      return;
    }
    if (auto* pointer = as<PointerType>(t)) t = pointer->base;
    if (conversion) writer.convert(t);
  };
  for (const ir::Function* f : module.functions)
    for (const Block* b : f->blocks)
      for (const Instruction* i : b->instructions) {
        if (i->op != Op::RuntimeCall) continue;
        bool conversion = converts(*i);
        look_at(i->type, conversion);
        for (Value v : i->operands)
          if (v) {
            look_at(v->type, conversion);
            if (auto* pointer = as<PointerType>(v->type); pointer && i->runtime->header == "view_array.h") writer.lay_out(pointer->base);
          }
      }
}

}  // namespace cyrite::emit
