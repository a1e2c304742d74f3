// Functions that slots of extension types call: their C signatures, and the glue between special methods and slots.
#include "emit/emitter.h"
#include "semantics/special_methods.h"

namespace cyrite::emit {

using typed::FunctionKind;

bool ModuleEmitter::special_takes_arguments(const typed::Function& f) {
  return f.kind == FunctionKind::Special && (f.slot == "__init__" || f.slot == "__cinit__" || f.slot == "__call__");
}

std::string ModuleEmitter::special_signature(const ir::Function& f) {
  std::string parameters;
  if (special_takes_arguments(*f.source)) {
    parameters = "CY_UNUSED PyObject *self, CY_UNUSED PyObject *args, CY_UNUSED PyObject *kwargs";
  } else {
    for (std::size_t k = 0; k < f.arguments.size(); ++k)
      parameters += (k ? ", CY_UNUSED " : "CY_UNUSED ") + c_declaration(f.arguments[k]->type, f.arguments[k]->name);
  }
  return fmt::format("static {}{}({})", result_type(f), function_name(f), parameters);
}

std::string ModuleEmitter::special_prologue(const ir::Function&) { return ""; }

namespace {

struct SlotPrinter {
  ModuleEmitter& m;
  const typed::ExtensionClass& cls;
  const ExtensionType& t = *cls.type;
  std::string id = t.name.str();
  std::string rows;

  void slot(std::string_view member, const std::string& function) {
    rows += fmt::format("  {{offsetof(cy::TypeStorage, {}), (cy::SlotFunction){}}},\n", member, function);
  }
  const typed::Function* find(std::string_view name) {
    for (const typed::Function* f : cls.specials)
      if (f->slot == name) return f;
    return nullptr;
  }
  std::string name_of(std::string_view name) {
    const typed::Function* f = find(name);
    return f ? m.function_name(*f) : "";
  }
  // Prints a function of the slot and puts it in.
  void glue(std::string_view member, std::string_view result, std::string_view parameters, const std::string& body) {
    std::string name = fmt::format("cy_slot_{}_{}", id, member.substr(member.rfind('.') + 1));
    m.classes += fmt::format("static {} {}({}) {{ {} }}\n", result, name, parameters, body);
    slot(member, name);
  }
  // The special method of this class, or of a base class of this module.
  std::string inherited(std::string_view name) {
    for (const ExtensionType* at = &t; at; at = at->base ? as<ExtensionType>(at->base) : nullptr)
      for (const typed::ExtensionClass* other : m.source.classes)
        if (other->type == at)
          for (const typed::Function* f : other->specials)
            if (f->slot == name) return m.function_name(*f);
    return "";
  }

  // Slots that take the function as it is, and the simple wrappers.
  void plain() {
    for (const typed::Function* f : cls.specials) {
      const SpecialMethod* row = find_special_method(f->slot.view());
      bool replaced = (f->slot == "__long__" && find("__int__")) || (f->slot == "__nonzero__" && find("__bool__"));
      if (row && !row->slot.empty() && !replaced) slot(row->slot, m.function_name(*f));
    }
    if (std::string f = name_of("__hash__"); !f.empty()) glue("ht_type.tp_hash", "Py_hash_t", "PyObject *o", fmt::format("return cy::hash_result({}(o));", f));
    if (std::string f = name_of("__len__"); !f.empty()) {
      glue("as_sequence.sq_length", "Py_ssize_t", "PyObject *o", fmt::format("return cy::length_result({}(o));", f));
      slot("as_mapping.mp_length", fmt::format("cy_slot_{}_sq_length", id));
    }
    if (std::string f = name_of("__getitem__"); !f.empty()) {
      slot("as_mapping.mp_subscript", f);
      slot("as_sequence.sq_item", "cy::sequence_item");
    }
    if (std::string f = name_of("__get__"); !f.empty()) {
      bool two = find("__get__")->parameters.size() == 2;
      glue("ht_type.tp_descr_get", "PyObject *", "PyObject *o, PyObject *instance, CY_UNUSED PyObject *owner",
           fmt::format("return {}(o, instance ? instance : Py_None{});", f, two ? "" : ", owner ? owner : Py_None"));
    }
    if (std::string f = name_of("__getbuffer__"); !f.empty())
      glue("as_buffer.bf_getbuffer", "int", "PyObject *o, Py_buffer *buffer, int flags", fmt::format("return cy::get_buffer(o, buffer, flags, {});", f));
    if (std::string f = name_of("__del__"); !f.empty()) glue("ht_type.tp_finalize", "void", "PyObject *o", fmt::format("cy::call_del(o, {});", f));
    if (std::string f = name_of("__ipow__"); !f.empty()) {
      glue("as_number.nb_inplace_power", "PyObject *", "PyObject *a, PyObject *b, PyObject *c", power_call(*find("__ipow__")));
    }
  }

  // Slots that set with a value and delete without.
  void pairs() {
    struct Pair { std::string_view set, del, member, parameter, base, missing_set, missing_del; };
    for (const Pair& p : {Pair{"__setitem__", "__delitem__", "as_mapping.mp_ass_subscript", "PyObject *key", "cy::base_set_item", "", ""},
                          Pair{"__setattr__", "__delattr__", "ht_type.tp_setattro", "PyObject *key", "cy::base_set_attribute", "", ""},
                          Pair{"__set__", "__delete__", "ht_type.tp_descr_set", "PyObject *key", "cy::base_descriptor_set", "", ""}}) {
      std::string set = name_of(p.set), del = name_of(p.del);
      if (set.empty() && del.empty()) continue;
      std::string missing = fmt::format("{}({}, o, key, value)", p.base, t.type_object.view());
      // A sequence with indices of C has no place in the mapping protocol.
      const typed::Function* either = find(set.empty() ? p.del : p.set);
      bool only_sequence = p.set == "__setitem__" && t.collection == "sequence" && either->parameters.size() > 1 && is_int(either->parameters[1].type);
      if (only_sequence) {
        m.classes += fmt::format("static int cy_slot_{}_set_item(PyObject *o, PyObject *key, PyObject *value) {{ return value ? {} : {}; }}\n", id,
                                 set.empty() ? missing : set + "(o, key, value)", del.empty() ? missing : del + "(o, key)");
        glue("as_sequence.sq_ass_item", "int", "PyObject *o, Py_ssize_t i, PyObject *value", fmt::format("return cy::sequence_set_item(o, i, value, cy_slot_{}_set_item);", id));
        continue;
      }
      glue(p.member, "int", fmt::format("PyObject *o, {}, PyObject *value", p.parameter),
           fmt::format("return value ? {} : {};", set.empty() ? missing : set + "(o, key, value)", del.empty() ? missing : del + "(o, key)"));
      if (p.set == "__setitem__")
        glue("as_sequence.sq_ass_item", "int", "PyObject *o, Py_ssize_t i, PyObject *value", "return cy::sequence_set_item(o, i, value);");
    }
  }

  void attributes() {
    std::string own = name_of("__getattr__"), all = name_of("__getattribute__");
    if (own.empty() && all.empty()) return;
    std::string after = inherited("__getattr__"), normal = inherited("__getattribute__");
    if (normal.empty()) {
      bool foreign = false;  // a base of another module may look attributes up in its own way
      for (const ExtensionType* at = &t; at; at = at->base ? as<ExtensionType>(at->base) : nullptr) foreign |= at->base && (!as<ExtensionType>(at->base) || at->is_imported || at->is_extern);
      normal = foreign ? fmt::format("{}->tp_base->tp_getattro", t.type_object.view()) : "PyObject_GenericGetAttr";
    }
    if (after.empty()) return slot("ht_type.tp_getattro", normal);
    glue("ht_type.tp_getattro", "PyObject *", "PyObject *o, PyObject *name", fmt::format("return cy::getattr_then(o, name, {}, {});", normal, after));
  }

  void comparisons() {
    if (std::string f = name_of("__richcmp__"); !f.empty()) return slot("ht_type.tp_richcompare", f);
    struct Row { std::string_view op, method; };
    std::string cases;
    std::string source;  // total_ordering: what the others are made of
    for (std::string_view method : {"__lt__", "__le__", "__gt__", "__ge__"})
      if (cls.total_ordering && source.empty() && !inherited(method).empty()) source = method;
    std::string equal = inherited("__eq__"), unequal = inherited("__ne__");
    if (equal.empty() && unequal.empty()) source.clear();
    for (Row row : {Row{"Py_EQ", "__eq__"}, Row{"Py_NE", "__ne__"}, Row{"Py_LT", "__lt__"}, Row{"Py_LE", "__le__"}, Row{"Py_GT", "__gt__"}, Row{"Py_GE", "__ge__"}}) {
      std::string f = cls.total_ordering ? inherited(row.method) : name_of(row.method);
      if (f.empty() && !source.empty() && row.op != "Py_EQ" && row.op != "Py_NE")
        cases += fmt::format(" case {0}: return cy::derived_comparison(a, b, {0}, Py_{1}, {2}, {3}, {4});", row.op, source == "__lt__" ? "LT" : source == "__le__" ? "LE" : source == "__gt__" ? "GT" : "GE",
                             inherited(source), equal.empty() ? unequal : equal, equal.empty() ? "true" : "false");
      else if (!f.empty()) cases += fmt::format(" case {}: return {}(a, b);", row.op, f);
      else if (row.op == std::string_view("Py_NE") && find("__eq__") && !as<BuiltinType>(t.base)) cases += fmt::format(" case Py_NE: return cy::negate_comparison({}(a, b));", name_of("__eq__"));
    }
    if (cases.empty()) return;
    glue("ht_type.tp_richcompare", "PyObject *", "PyObject *a, PyObject *b, int op",
         fmt::format("switch (op) {{{} default: return cy::base_compare({}, a, b, op); }}", cases, t.type_object.view()));
  }

  std::string power_call(const typed::Function& f) {
    if (f.parameters.size() != 2) return fmt::format("return {}(a, b, c);", m.function_name(f));
    return fmt::format("return c == Py_None ? {}(a, b) : cy::raise_power_arguments({});", m.function_name(f), quoted(m.traceback_name(f)));
  }

  void operators() {
    for (const SpecialOperator& op : special_operators()) {
      const typed::Function *left = find(op.method), *right = find(op.reflected);
      if (!left && !right) continue;
      bool power = op.slot == "nb_power";
      std::string member = fmt::format("as_number.{}", op.slot);
      if (left && !right && left->directives->c_api_binop_methods) {
        if (!power) slot(member, m.function_name(*left));
        else glue(member, "PyObject *", "PyObject *a, PyObject *b, PyObject *c", power_call(*left));
        continue;
      }
      auto half = [&](const typed::Function* f) -> std::string {
        if (!f) return "nullptr";
        if (!power || f->parameters.size() != 2) return m.function_name(*f);
        std::string name = "power_" + m.function_name(*f);
        m.classes += fmt::format("static PyObject *{}(PyObject *a, PyObject *b, PyObject *c) {{ {} }}\n", name, power_call(*f));
        return name;
      };
      std::string l = half(left), r = half(right);
      if (power) glue(member, "PyObject *", "PyObject *a, PyObject *b, PyObject *c", fmt::format("return cy::power_operator(a, b, c, {}, {}, {});", t.type_object.view(), l, r));
      else glue(member, "PyObject *", "PyObject *a, PyObject *b", fmt::format("return cy::binary_operator(a, b, {}, offsetof(PyNumberMethods, {}), {}, {});", t.type_object.view(), op.slot, l, r));
    }
  }
};

}  // namespace

std::string ModuleEmitter::slot_table(const typed::ExtensionClass& cls, const std::vector<std::pair<std::string, std::string>>& own) {
  SlotPrinter p{*this, cls};
  for (auto& [member, function] : own) p.slot(member, function);
  p.plain();
  p.pairs();
  p.attributes();
  p.comparisons();
  p.operators();
  std::string name = "cy_slots_" + p.id;
  classes += fmt::format("static const cy::TypeSlot {}[] = {{\n{}  {{0, nullptr}}}};\n", name, p.rows);
  return name;
}

// Methods that Python must find under their name although slots have them: the slot's own wrapper would do something else.
std::string ModuleEmitter::method_table(const typed::ExtensionClass& cls, std::string rows) {
  for (const typed::Function* f : cls.specials) {
    bool is_operator = find_special_operator(f->slot.view()) && f->parameters.size() == 2;
    if (!is_operator && f->slot != "__getattr__") continue;
    rows += fmt::format("  {{{}, {}, METH_O | METH_COEXIST, {}}},\n", quoted(f->slot.view()), function_name(*f), f->has_doc ? quoted(f->doc) : "nullptr");
  }
  if (rows.empty()) return "nullptr";
  std::string name = fmt::format("cy_methods_{}", cls.type->name.view());
  classes += fmt::format("static PyMethodDef {}[] = {{\n{}  {{nullptr, nullptr, 0, nullptr}}}};\n", name, rows);
  return name;
}

}  // namespace cyrite::emit
