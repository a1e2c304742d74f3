// How functions are entered: C signatures, the tables that describe Python arguments, and the code that takes them apart.
#include "emit/emitter.h"

namespace cyrite::emit {
using typed::FunctionKind;

static bool is_vectorcall(const typed::Function& f) { return f.kind == FunctionKind::Def || f.kind == FunctionKind::Lambda; }
// The instance arrives as the C argument `self`, the other arguments in the array.
static bool is_extension_method(const typed::Function& f) {
  return is_vectorcall(f) && f.owner && as<ExtensionType>(f.owner) && !f.is_static_method && !f.is_class_method;
}

std::string ModuleEmitter::result_type(const ir::Function& f) {
  if (f.is_resume) return "PyObject *";
  if (f.source->kind == FunctionKind::ModuleBody) return "int ";
  std::string text = f.source->result ? c_declaration(f.source->result, "") : "PyObject *";
  return text.back() == '*' ? text : text + " ";
}

// The parameters of a C function as Cython's ABI has them: required ones, the dispatch flag of cpdef, the struct of optional ones.
std::string ModuleEmitter::parameter_list(const FunctionType& type, bool is_cpdef, const std::vector<std::string>* names, std::string_view self) {
  std::string text(self);
  auto add = [&](const std::string& p) { text += (text.empty() ? "" : ", ") + p; };
  std::size_t required = type.parameters.size() - static_cast<std::size_t>(type.optional_count);
  for (std::size_t k = self.empty() ? 0 : 1; k < required; ++k) add(c_declaration(type.parameters[k].type, names ? (*names)[k] : ""));
  if (is_cpdef) add(names ? "CY_UNUSED int skip_dispatch" : "int");
  if (type.optional_count) add(fmt::format("struct {} *{}", optional_struct(type), names ? "optional" : ""));
  if (type.has_varargs) add("...");
  return text;
}

static std::string linkage(const typed::Function& f) {
  if (f.kind == FunctionKind::CFunction && f.is_public) return "extern \"C\" ";
  return f.is_inline ? "static inline " : "static ";
}

std::string ModuleEmitter::signature(const ir::Function& f, bool with_names) {
  const typed::Function& s = *f.source;
  std::string name = function_name(f);
  if (f.is_resume) return fmt::format("static PyObject *{}(cy::Generator *generator, CY_UNUSED PyObject *sent)", name);
  if (is_vectorcall(s)) return fmt::format("CY_ENTRY({})", name);
  if (s.kind == FunctionKind::ModuleBody) return fmt::format("static int {}()", name);
  std::vector<std::string> names;
  // A parameter that is not used has no name: no warning.
  for (const ir::Local* l : f.arguments) names.push_back(with_names && mentioned.count(l) ? l->name : "");
  if (s.kind == FunctionKind::GeneratorExpression) {
    std::string parameters = "CY_UNUSED PyObject *" + (f.outer_closure ? f.outer_closure->name : std::string("closure"));
    for (const ir::Local* l : f.arguments) parameters += ", CY_UNUSED PyObject *" + l->name;
    return fmt::format("static PyObject *{}({})", name, parameters);
  }
  if (s.kind == FunctionKind::Special || s.kind == FunctionKind::Property) return special_signature(f);
  std::string parameters;
  if (s.signature) {
    parameters = parameter_list(*s.signature, s.is_cpdef, with_names ? &names : nullptr);
  } else {
    for (std::size_t k = 0; k < f.arguments.size(); ++k) parameters += (k ? ", " : "") + c_declaration(f.arguments[k]->type, names[k]);
  }
  std::string result = result_type(f);
  bool unused = !s.is_public && !s.is_inline;
  return fmt::format("{}{}{}{}({})", linkage(s), unused ? "CY_UNUSED " : "", result, name, parameters);
}

namespace {
struct Shape {
  std::vector<ConstantId> names;
  std::size_t first = 0;  // of the parameters in the table
  int positional_only = 0, positional = 0, required = 0, keyword_only = 0, required_keyword = 0;
  bool star = false, double_star = false, defaults = false;
  int star_at = -1, double_star_at = -1;
  unsigned long long own_keyword_defaults = 0;  // keyword-only parameters whose default the function itself knows
};
Shape shape_of(const typed::Function& f) {
  Shape s;
  bool method = (is_extension_method(f) || f.kind == FunctionKind::Special) && !f.is_static_method;
  s.first = method ? 1 : 0;
  for (std::size_t k = s.first; k < f.parameters.size(); ++k) {
    const typed::Parameter& p = f.parameters[k];
    s.defaults = s.defaults || p.has_default;
    switch (p.kind) {
      case ast::ParameterKind::PositionalOnly:
      case ast::ParameterKind::PositionalOrKeyword:
        s.names.push_back(p.name);
        if (p.kind == ast::ParameterKind::PositionalOnly) ++s.positional_only;
        ++s.positional;
        if (!p.has_default) s.required = s.positional;
        break;
      case ast::ParameterKind::KeywordOnly:
        s.names.push_back(p.name);
        if (p.has_default && p.c_default && s.keyword_only < 64) s.own_keyword_defaults |= 1ULL << s.keyword_only;
        ++s.keyword_only;
        break;
      case ast::ParameterKind::VarPositional:
        s.star = true;
        s.star_at = static_cast<int>(k);
        break;
      default:
        s.double_star = true;
        s.double_star_at = static_cast<int>(k);
    }
  }
  return s;
}
}  // namespace

void ModuleEmitter::function_tables(const ir::Function& f) {
  const typed::Function& s = *f.source;
  bool parsed_special = s.kind == FunctionKind::Special && special_takes_arguments(s);
  if ((!is_vectorcall(s) && !parsed_special) || f.is_resume) return;
  Shape shape = shape_of(s);
  std::string name = function_name(f), flags = "0";
  if (shape.star) flags += " | cy::has_star";
  if (shape.double_star) flags += " | cy::has_double_star";
  if (shape.first) flags += " | cy::has_hidden_self";
  std::string names = "nullptr";
  if (!shape.names.empty()) {
    names = name + "_names";
    tables += fmt::format("static const unsigned short {}[] = {{{}}};\n", names, fmt::join(shape.names, ", "));
  }
  std::string shown = s.kind == FunctionKind::Lambda ? "<lambda>" : s.name.str();
  std::string called = source.python2_texts || s.qualified_name.empty() ? shown : s.qualified_name.str();
  std::string own = shape.own_keyword_defaults ? fmt::format(", {}ULL", shape.own_keyword_defaults) : "";
  tables += fmt::format("static const cy::Arguments {}_arguments = {{{}, constants, {}, {}, {}, {}, {}, {}{}}};\n", name, quoted(called), names, shape.positional_only,
                        shape.positional, shape.required, shape.keyword_only, flags == "0" ? "0" : flags.substr(4), own);
