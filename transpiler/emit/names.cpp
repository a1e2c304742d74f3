// The names of the emitted text: functions, symbols, constants, tables.
#include <algorithm>
#include <filesystem>

#include "emit/emitter.h"

namespace cyrite::emit {

std::string quoted(std::string_view bytes) {
  std::string out = "\"";
  for (unsigned char c : bytes) {
    if (c == '"' || c == '\\') { out += '\\'; out += static_cast<char>(c); }
    else if (c == '\n') out += "\\n";
    else if (c < 32 || c >= 127 || c == '?') out += fmt::format("\\{:03o}", c);
    else out += static_cast<char>(c);
  }
  return out + "\"";
}

ModuleEmitter::ModuleEmitter(const ir::Module& m, const EmitOptions& o) : module(m), source(*m.source), options(o) {
  for (ir::Function* f : m.functions)
    if (f->source) by_source_.emplace(f->source, f);
}

ir::Function* ModuleEmitter::of(const typed::Function* source_function) const {
  auto found = by_source_.find(source_function);
  return found == by_source_.end() ? nullptr : found->second;
}

std::string ModuleEmitter::function_name(const ir::Function& f) {
  std::string& name = names_[&f];
  if (!name.empty()) return name;
  std::string base = f.c_name.empty() ? fmt::format("cy_f_{}", f.source ? f.source->name.view() : "") : f.c_name;
  for (char& c : base)
    if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) c = '_';
  std::string unique = base;
  for (int n = 2; !taken_.insert(unique).second; ++n) unique = fmt::format("{}_{}", base, n);
  return name = unique;
}
std::string ModuleEmitter::function_name(const typed::Function& f) {
  if (ir::Function* found = of(&f)) return function_name(*found);
  return f.c_name.str();
}

std::string ModuleEmitter::symbol_name(const Symbol& s) {
  if (s.kind == SymbolKind::CFunction && s.function)
    if (ir::Function* f = of(s.function)) return function_name(*f);
  // A C method of a class from elsewhere has no name here, but its place in the vtable of the class.
  auto* owner = s.kind == SymbolKind::CFunction && s.origin == Origin::OtherModule && s.owner ? as<ExtensionType>(s.owner->owner_type) : nullptr;
  if (owner && owner->has_vtable && !owner->is_extern && has_slot(*owner, s.name)) return vtable_call(*owner, s, "");
  std::string name = s.c_name.empty() ? s.name.str() : s.c_name.str();
  if (s.origin == Origin::OtherModule && s.kind == SymbolKind::CVariable) return "(*" + name + ")";
  return name;
}

std::string ModuleEmitter::constant(ConstantId id) {
  switch (source.constants[id].kind) {
    case Constant::None: return "Py_None";
    case Constant::True: return "Py_True";
    case Constant::False: return "Py_False";
    case Constant::Ellipsis: return "Py_Ellipsis";
    case Constant::NotImplemented_: return "Py_NotImplemented";
    default: return fmt::format("constants[{}]", id);
  }
}

std::string ModuleEmitter::traceback_name(const typed::Function& f) {
  if (f.kind == typed::FunctionKind::ModuleBody) return fmt::format("init {}", source.name.view());
  std::string_view name = f.qualified_name.empty() ? f.name.view() : f.qualified_name.view();
  return fmt::format("{}.{}", source.name.view(), name);
}

Constants& ModuleEmitter::constants() { return const_cast<typed::Module&>(source).constants; }

ConstantId ModuleEmitter::names_tuple(const std::vector<ConstantId>& names) { return constants().add({Constant::Tuple, "", names}); }

std::string ModuleEmitter::info_name(const ir::Function& f) { return "info_" + function_name(f); }
std::string ModuleEmitter::closure_struct(const ir::Function& f) { return "closure_" + function_name(f); }
std::string ModuleEmitter::frame_struct(const ir::Function& f) { return "frame_" + function_name(f); }

std::string ModuleEmitter::optional_struct(const FunctionType& f) {
  std::string name = "cy_optional", fields;
  std::size_t first = f.parameters.size() - static_cast<std::size_t>(f.optional_count);
  for (std::size_t k = first; k < f.parameters.size(); ++k) {
    name += "_" + mangled_type(f.parameters[k].type);
    fields += fmt::format(" {};", c_declaration(f.parameters[k].type, fmt::format("a{}", k - first)));
  }
  if (optional_structs_.insert(name).second) types += fmt::format("struct {} {{ int count;{} }};\n", name, fields);
  return name;
}

std::string ModuleEmitter::type_object(const Type* type) {
  if (auto* b = as<BuiltinType>(type)) {
    std::string text = b->type_object.str();
    if (text.rfind("PyExc_", 0) == 0) return "(PyTypeObject*)" + text;
    return text;
  }
  if (auto* e = as<ExtensionType>(type)) return e->type_object.str();
  if (auto* b = as<BufferType>(type)) return type_object(b->base);
  return "&PyBaseObject_Type";
}

std::string ModuleEmitter::file_expression(FileId file) {
  if (!source.sources || file >= source.sources->size()) return "\"\"";
  return emit::quoted((*source.sources)[file].path);
}

// Tracebacks name files from where the compiler ran, or, when they are elsewhere, from the folder that holds the package: so
// modules do not tell where they were built, and Python finds the sources of installed packages.
std::string ModuleEmitter::shown_file(FileId file) {
  namespace fs = std::filesystem;
  if (!source.sources || file >= source.sources->size()) return "\"\"";
  const std::string& path = (*source.sources)[file].path;
  for (const std::string& root : options.traceback_roots) {
    fs::path shown = (options.traceback_roots[0] / fs::path(path)).lexically_normal().lexically_relative(root);
    if (!shown.empty() && *shown.begin() != "..") return emit::quoted(shown.string());
  }
  return emit::quoted(path);
}

int ModuleEmitter::line(Span span) const {
  if (!source.sources || span.file >= source.sources->size()) return 0;
  return static_cast<int>(source.sources->line(span));
}

// `base a, *b;` for names of equal types: fewer bytes than a declaration each.
std::string declare_all(const std::vector<std::pair<std::string, std::string>>& list) {
  std::vector<std::pair<std::string, std::string>> groups;  // what stands before -> declarators
  std::string single;
  for (const auto& [type_prefix, name] : list) {
    if (type_prefix.empty() || type_prefix == "CY_UNUSED ") {  // the type stands around the name
      single += fmt::format("  {}{};\n", type_prefix, name);
      continue;
    }
    std::size_t stars = type_prefix.find_last_not_of('*');
    std::string base = type_prefix.substr(0, stars + 1), declarator = type_prefix.substr(stars + 1) + name;
    auto group = std::find_if(groups.begin(), groups.end(), [&](auto& g) { return g.first == base; });
    if (group == groups.end()) groups.push_back({base, declarator});
    else group->second += ", " + declarator;
  }
  std::string out;
  for (auto& [base, declarators] : groups) out += fmt::format("  {}{};\n", base, declarators);
  return out + single;
}

}  // namespace cyrite::emit
