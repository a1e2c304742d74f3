// How functions are entered: C signatures, the tables that describe Python arguments, and the code that takes them apart.
#include <set>

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

static bool has_loops(const ir::Function& f) {
  std::set<const ir::Block*> passed;
  for (const ir::Block* b : f.blocks) {
    passed.insert(b);
    if (b->loop) return true;
    bool back = false;
    ir::each_successor(*b, [&](const ir::Block* next) { back |= passed.count(next) > 0; });
    if (back) return true;
  }
  return false;
}

std::string ModuleEmitter::signature(const ir::Function& f, bool with_names) {
  const typed::Function& s = *f.source;
  std::string name = function_name(f);
  if (f.is_resume) return fmt::format("static PyObject *{}(cy::Generator *generator, CY_UNUSED PyObject *sent)", name);
  if (is_vectorcall(s)) return fmt::format("CY_ENTRY({})", name);
  if (s.kind == FunctionKind::ModuleBody) return fmt::format("{}static int {}()", has_loops(f) ? "" : "CY_ONCE ", name);
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
  bool unused = !s.is_public && !s.is_inline;
  const Type* made = f.source->result;
  auto* pointer = as<PointerType>(made);
  if (pointer && made->kind == TypeKind::Pointer && (pointer->base->kind == TypeKind::Function || pointer->base->kind == TypeKind::Array))  // the function stands inside the type of its result
    return fmt::format("{}{}{}", linkage(s), unused ? "CY_UNUSED " : "", c_declaration(made, fmt::format("{}({})", name, parameters)));
  auto* cls = s.symbol && s.symbol->owner ? as<CppClassType>(s.symbol->owner->owner_type) : nullptr;
  return fmt::format("{}{}{}{}{}({})", cls ? template_head(*cls) : "", linkage(s), unused ? "CY_UNUSED " : "", result_type(f), name, parameters);
}

std::string ModuleEmitter::direct_name(const ir::Function& f) { return "direct_" + function_name(f); }

std::string ModuleEmitter::direct_signature(const ir::Function& f, bool with_names) {
  std::string parameters;
  for (const ir::Local* l : f.arguments) parameters += fmt::format("{}{}PyObject *{}", parameters.empty() ? "" : ", ", with_names ? "CY_UNUSED " : "", with_names ? l->name : "");
  return fmt::format("static PyObject *{}({})", direct_name(f), parameters);
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
  // def method(*args): the object is the first of args.
  bool names_self = !f.parameters.empty() && f.parameters[0].kind != ast::ParameterKind::VarPositional;
  s.first = method && (names_self || f.kind == FunctionKind::Special) ? 1 : 0;
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
    names = "names_" + name;
    tables += fmt::format("static const unsigned short {}[] = {{{}}};\n", names, fmt::join(shape.names, ", "));
  }
  std::string shown = s.kind == FunctionKind::Lambda ? "<lambda>" : s.name.str();
  std::string called = source.python2_texts || s.qualified_name.empty() ? shown : s.qualified_name.str();
  std::string own = shape.own_keyword_defaults ? fmt::format(", {}ULL", shape.own_keyword_defaults) : ", 0";
  tables += fmt::format("static const cy::Arguments arguments_{} = {{{}, constants, {}, {}, {}, {}, {}, {}{}}};\n", name, quoted(called), names, shape.positional_only,
                        shape.positional, shape.required, shape.keyword_only, flags == "0" ? "0" : flags.substr(4), own);
  if (!is_vectorcall(s)) return;
  std::vector<ConstantId> locals;
  if (shape.star) locals.push_back(s.parameters[static_cast<std::size_t>(shape.star_at)].name);
  if (shape.double_star) locals.push_back(s.parameters[static_cast<std::size_t>(shape.double_star_at)].name);
  for (const typed::Local* l : s.locals)
    if (!l->is_parameter && !l->is_temporary && !l->name.empty()) locals.push_back(constants().name(l->name));
  std::string list = "nullptr";
  if (!locals.empty()) {
    list = "locals_" + name;
    tables += fmt::format("static const unsigned short {}[] = {{{}}};\n", list, fmt::join(locals, ", "));
  }
  std::string kind = "0";
  switch (s.generator) {
    case typed::GeneratorKind::Generator: kind = "cy::is_generator"; break;
    case typed::GeneratorKind::Coroutine: kind = "cy::is_coroutine"; break;
    case typed::GeneratorKind::AsyncGenerator: kind = "cy::is_async_generator"; break;
    case typed::GeneratorKind::IterableCoroutine: kind = "cy::is_generator | cy::is_iterable_coroutine"; break;
    default: break;
  }
  if (s.is_static_method) kind += " | cy::is_static_method";
  if (s.is_class_method) kind += " | cy::is_class_method";
  if (is_extension_method(s)) kind += " | cy::is_extension_method";
  bool of_module = s.kind == FunctionKind::Def && !s.parent && !s.owner && s.qualified_name == s.name;
  if (of_module && s.directives && !s.directives->binding && s.generator == typed::GeneratorKind::None) kind += " | cy::is_free";
  std::string doc = s.has_doc ? quoted(std::string(s.signature_text) + (s.signature_text.empty() || s.doc.empty() ? "" : "\n") + std::string(s.doc))
                              : s.signature_text.empty() ? "nullptr" : quoted(s.signature_text);
  ConstantId shown_name = constants().name(shown), qualname = constants().name(s.qualified_name.empty() ? Text(shown) : s.qualified_name);
  tables += fmt::format("static const cy::FunctionInfo info_{} = {{{}, &arguments_{}, {}, {}, {}, {}, {}, {}, {}, {}}};\n", name, name, name, shown_name, qualname, doc,
                        shown_file(s.span.file), s.first_line ? s.first_line : line(s.span), list, locals.size(), kind);
}

// Declarations stand above; this fills the argument locals.
std::string ModuleEmitter::python_arguments(const ir::Function& f, bool) {
  const typed::Function& s = *f.source;
  std::string text;
  if (s.kind == FunctionKind::CFunction) return c_function_prologue(f);
  bool parsed_special = s.kind == FunctionKind::Special && special_takes_arguments(s);
  if (!is_vectorcall(s) && !parsed_special) return s.kind == FunctionKind::Special || s.kind == FunctionKind::Property ? special_prologue(f) : "";
  Shape shape = shape_of(s);
  if (f.outer_closure && is_vectorcall(s)) text += fmt::format("  {} = cy::as_function(self)->closure;\n", f.outer_closure->name);
  if (shape.first && !f.arguments.empty()) text += fmt::format("  {} = self;\n", f.arguments[0]->name);
  std::size_t count = shape.names.size(), total = count + (shape.star ? 1 : 0) + (shape.double_star ? 1 : 0);
  std::string name = function_name(f), error = parsed_special && s.slot == "__call__" ? "nullptr" : parsed_special ? "-1" : "nullptr";
  bool own_object = is_vectorcall(s) && !is_extension_method(s);
  bool asks = own_object && (shape.defaults || shape.keyword_only);
  std::string defaults = asks ? "cy::as_function(self)->defaults, cy::as_function(self)->keyword_values" : "nullptr, nullptr";
  text += fmt::format("  PyObject *storage[{}];\n", total ? total : 1);
  if (parsed_special)
    text += fmt::format("  PyObject *const *values = cy::parse_tuple_arguments(arguments_{}, args, kwargs, storage);\n", name);
  else
    text += fmt::format("  PyObject *const *values = cy::parse_arguments(arguments_{}, args, nargsf, kwnames, storage, {});\n", name, defaults);
  bool self_in_star = is_extension_method(s) && !s.is_static_method && !shape.first && shape.star_at == 0;
  if (self_in_star) text += fmt::format("  if (values && !(storage[{0}] = cy::arguments_with_self(self, storage[{0}]))) values = nullptr;\n", count);
  text += fmt::format("  if (CY_UNLIKELY(!values)) {{\n    cy::add_traceback({}, {}, {});\n    return {};\n  }}\n", quoted(traceback_name(s)), shown_file(s.span.file),
                      line(s.span), error);
  std::size_t at = 0;
  if (f.called_directly) {
    text += fmt::format("  return {}(", direct_name(f));
    for (std::size_t k = 0; k < f.arguments.size(); ++k) text += fmt::format("{}values[{}]", k ? ", " : "", k);
    return text + ");\n";
  }
  for (std::size_t k = shape.first; k < f.arguments.size(); ++k) {
    bool star = static_cast<int>(k) == shape.star_at, double_star = static_cast<int>(k) == shape.double_star_at;
    std::string from = star ? fmt::format("storage[{}]", count) : double_star ? fmt::format("storage[{}]", count + (shape.star ? 1 : 0)) : fmt::format("values[{}]", at++);
    text += fmt::format("  {} = {};\n", f.arguments[k]->name, from);
  }
  return text;
}

// A number that GCC may think is read unset: the default is stored later.
static bool is_number(const Type* t) { return kind_of(t) == TypeKind::Int || kind_of(t) == TypeKind::Float; }

std::string ModuleEmitter::c_function_prologue(const ir::Function& f) {
  const typed::Function& s = *f.source;
  std::string text;
  if (f.skip_dispatch && s.is_cpdef) text += fmt::format("  {} = skip_dispatch;\n", f.skip_dispatch->name);
  if (!s.signature || !s.signature->optional_count) return text;
  std::size_t required = s.signature->parameters.size() - static_cast<std::size_t>(s.signature->optional_count);
  std::string given = f.optional_given ? f.optional_given->name : "";
  if (!given.empty()) text += fmt::format("  {} = optional ? optional->count : 0;\n", given);
  for (std::size_t k = required; k < f.arguments.size(); ++k)
    text += fmt::format("  if (optional && optional->count > {1}) {0} = optional->a{1};\n{2}", f.arguments[k]->name, k - required,
                        is_object(f.arguments[k]->type) ? fmt::format("  else {} = nullptr;\n", f.arguments[k]->name)
                        : is_number(f.arguments[k]->type) ? fmt::format("  else {} = 0;\n", f.arguments[k]->name) : "");
  return text;
}

}  // namespace cyrite::emit
