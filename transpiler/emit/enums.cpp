// The Python side of cpdef and public enums: tables of their members, classes made when the module starts, values as members.
#include "emit/emitter.h"

namespace cyrite::emit {

namespace {
std::string enum_spelling(const EnumType& e) { return c_declaration(&e, ""); }
std::string simple_name(const EnumType& e) { return e.is_anonymous ? "anonymous" : mangled_type(&e); }
}  // namespace

// static const cy::EnumItem name[] = {{"A", +[]...}, ...}
std::string ModuleEmitter::enum_items(const EnumType& e) {
  std::string& name = enum_items_[&e];
  if (!name.empty()) return name;
  name = fmt::format("cy_members_{}_{}", simple_name(e), enum_items_.size());
  std::string rows;
  for (const Symbol* s : e.members->in_order) {
    std::string value = s->c_name.empty() ? s->name.str() : s->c_name.str();
    rows += fmt::format("  {{{}, [] {{ return cy::int_to_object(static_cast<{}>({})); }}}},\n", quoted(s->name.view()),
                        e.underlying ? c_declaration(e.underlying, "") : "long long", value);
  }
  types += fmt::format("static const cy::EnumItem {}[] = {{\n{}  {{nullptr, nullptr}}}};\n", name, rows);
  return name;
}

// The table of a cpdef enum's class; made where a value becomes an object or the class is made.
std::string ModuleEmitter::enum_class(const EnumType& e) {
  std::string& name = enum_classes_[&e];
  if (!name.empty()) return name;
  name = "cy_class_of_" + mangled_type(&e);
  for (int n = 2; !taken_.insert(name).second; ++n) name = fmt::format("cy_class_of_{}_{}", mangled_type(&e), n);  // enums of several modules
  bool own = false;
  for (const EnumType* known : source.python_enums) own |= known == &e;
  std::string items = own ? enum_items(e) : "nullptr";
  const Scope* home = e.members ? e.members->outer : nullptr;
  while (home && home->kind != ScopeKind::Module) home = home->outer;
  std::string module_name = own || !home ? source.name.str() : home->name.str();
  types += fmt::format("static cy::EnumClass {} = {{{}, {}, {}, {}, {}, {}, {}, nullptr}};\n", name, quoted(module_name), quoted(e.name.view()),
                       e.has_doc ? quoted(e.doc) : "nullptr", items, own ? e.members->in_order.size() : 0, e.is_scoped, !own);
  return name;
}

void ModuleEmitter::python_enums() {
  for (const EnumType* e : source.python_enums) {
    if (e->members->in_order.empty() && e->is_anonymous) continue;
    if (e->is_cpdef && !e->is_anonymous) init_steps.push_back(fmt::format("if (cy::make_enum_class(&{}) < 0) goto failed;", enum_class(*e)));
    else init_steps.push_back(fmt::format("if (cy::export_enumerators({}, {}) < 0) goto failed;", enum_items(*e), e->members->in_order.size()));
  }
}

// Conversion of a cpdef enum: to a member of its class.
std::string ModuleEmitter::enum_conversion(const EnumType& e) {
  std::string table = enum_class(e), type = enum_spelling(e);
  if (!converted_enums_.insert(type).second) return {};  // several modules declare what one header has
  std::string plain = e.underlying ? c_declaration(e.underlying, "") : fmt::format("cy::EnumValue<{}>::type", type);
  return fmt::format("template <> struct cy::Conversion<{0}> {{\n  static PyObject *to({0} v) {{ return cy::enum_member(&{1}, cy::int_to_object(static_cast<{2}>(v))); }}\n"
                     "  static {0} from(PyObject *o) {{ return cy::enum_from_object<{0}>(o); }}\n}};\n", type, table, plain);
}

}  // namespace cyrite::emit
