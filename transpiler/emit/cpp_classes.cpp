// C++ classes of the program's own: their declarations, and the methods that forward to the C functions of their bodies.
#include "emit/emitter.h"

namespace cyrite::emit {

namespace {

// "template <typename T> ": of the class and of the classes around it.
std::string own_template_head(const CppClassType& c) {
  if (c.parameters.empty()) return "";
  std::string text = "template <";
  for (std::size_t k = 0; k < c.parameters.size(); ++k) text += fmt::format("{}typename {}", k ? ", " : "", c.parameters[k]->c_name.view());
  return text + "> ";
}

std::string last_name(const CppClassType& c) { return c.c_name.empty() ? c.name.str() : c.c_name.str(); }

bool is_special_method(const Symbol& s) { return s.name == "__init__" || s.name == "__dealloc__"; }
bool is_method(const Symbol& s) { return s.kind == SymbolKind::CFunction && s.name != "<init>"; }

const FunctionType& method_type(const Symbol& s) { return static_cast<const FunctionType&>(*s.type); }

std::string parameters(const FunctionType& f, bool with_names) {
  std::string text;
  for (std::size_t k = 0; k < f.parameters.size(); ++k) text += (k ? ", " : "") + c_declaration(f.parameters[k].type, with_names ? fmt::format("a{}", k) : std::string());
  return text;
}

// The arguments handed on; objects are not copied on the way.
std::string arguments(const FunctionType& f) {
  std::string text;
  for (std::size_t k = 0; k < f.parameters.size(); ++k) {
    const Type* type = f.parameters[k].type;
    TypeKind kind = kind_of(type);
    auto* reference = as<ReferenceType>(type);
    if (reference) type = reference->base;
    bool moved = kind == TypeKind::CppClass || kind == TypeKind::TemplateParameter || (reference && reference->is_rvalue);
    text += k ? ", " : "";
    text += moved ? fmt::format("static_cast<{}>(a{})", c_declaration(type, "&&"), k) : fmt::format("a{}", k);
  }
  return text;
}

bool has_virtual_methods(const CppClassType& c) {
  for (const Symbol* s : c.scope->in_order)
    if (is_method(*s) && !is_special_method(*s) && !s->is_static) return true;
  return false;
}

}  // namespace

std::string template_head(const CppClassType& c) { return (c.outer ? template_head(*c.outer) : std::string()) + own_template_head(c); }

static std::string method_declaration(const Symbol& s) {
  const FunctionType& f = method_type(s);
  std::string text = s.is_static ? "static " : is_special_method(s) ? "" : "virtual ";
  text += c_declaration(f.result, fmt::format("{}({})", s.c_name.view(), parameters(f, false)));
  if (f.is_const_method) text += " const";
  // One that is only declared is for classes that inherit to define.
  if (!s.function && !s.is_static) text += " = 0";
  return text + ";\n";
}

// Python is entered by whoever makes or deletes the object, with the GIL or without.
static std::string construction(const CppClassType& c, const Symbol& s) {
  const FunctionType& f = method_type(s);
  std::string gil = f.nogil ? "" : "cy::WithGil with_gil; ";
  if (s.name == "__init__") return fmt::format("{}({}) {{ {}{}({}); }}\n", last_name(c), parameters(f, true), gil, s.c_name.view(), arguments(f));
  return fmt::format("{}~{}() {{ {}{}(); }}\n", has_virtual_methods(c) ? "virtual " : "", last_name(c), gil, s.c_name.view());
}

std::string ModuleEmitter::cpp_class_text(const CppClassType& c, const std::string& indent) {
  std::string text = indent + own_template_head(c) + "struct " + last_name(c), inside = indent + "  ";
  for (std::size_t k = 0; k < c.bases.size(); ++k) text += (k ? ", public " : " : public ") + c_declaration(c.bases[k], "");
  text += " {\n";
  bool has_destructor = false;
  for (const Symbol* s : c.scope->in_order) {
    auto* nested = s->kind == SymbolKind::TypeName ? as<CppClassType>(s->type) : nullptr;
    if (nested && nested->outer == &c && nested->scope) text += cpp_class_text(*nested, inside);
  }
  for (const Symbol* s : c.scope->in_order) {
    if (s->kind == SymbolKind::Field) {
      bool object = is_object(s->type), plain = is_numeric(s->type) || is_pointer(s->type);
      std::string name = s->c_name.str();
      if (object) name.resize(name.rfind('.'));
      text += inside + (object ? "cy::ObjectMember " + name : c_declaration(s->type, name)) + (plain ? "{}" : "") + ";\n";
    } else if (is_method(*s)) {
      text += inside + method_declaration(*s);
      if (is_special_method(*s)) text += inside + construction(c, *s);
      has_destructor |= s->name == "__dealloc__";
      if (s->function) cpp_methods += cpp_forwarder(c, *s);
    }
  }
  if (!has_destructor && has_virtual_methods(c)) text += fmt::format("{}virtual ~{}() {{}}\n", inside, last_name(c));
  return text + indent + "};\n";
}

std::string ModuleEmitter::cpp_forwarder(const CppClassType& c, const Symbol& s) {
  const FunctionType& f = method_type(s);
  std::string call = function_name(*s.function), types_given = "";
  for (const CppClassType* around = &c; around; around = around->outer) {
    std::string own;
    for (const TemplateParameterType* p : around->parameters) own += (own.empty() ? "" : ", ") + p->c_name.str();
    if (!own.empty()) types_given = own + (types_given.empty() ? "" : ", " + types_given);
  }
  if (!types_given.empty()) call += "<" + types_given + ">";
  std::string given = arguments(f);
  std::string all = s.is_static ? given : given.empty() ? "this" : "this, " + given;
  std::string head = c_declaration(f.result, fmt::format("{}::{}({})", c_declaration(&c, ""), s.c_name.view(), parameters(f, true)));
  return fmt::format("{}inline {}{} {{ {}{}({}); }}\n", template_head(c), head, f.is_const_method ? " const" : "", is_void(f.result) ? "" : "return ", call, all);
}

// Each class is named before any is declared: they point at each other.
void ModuleEmitter::cpp_class_names() {
  for (const typed::TypeDeclaration& d : source.declarations)
    if (auto* c = d.kind == typed::TypeDeclaration::CppClass ? as<CppClassType>(d.type) : nullptr) types += fmt::format("{}struct {};\n", own_template_head(*c), last_name(*c));
}

}  // namespace cyrite::emit
