// The step typed tree -> IR, for a module: functions get their IR shells first, then bodies are lowered, inner functions before the
// ones around them, so that a function knows which closures its inner functions carry when it makes them.
#include "lower/lower.h"

#include "lower/lowering.h"

namespace cyrite {
namespace lower {

const typed::Function* ModuleLowering::enclosing(const typed::Function& function) const {
  if (function.parent) return function.parent;
  return &function == source.body ? nullptr : source.body;
}

bool ModuleLowering::has_closure(const typed::Function& function) const {
  auto found = functions.find(&function);
  return found != functions.end() && found->second->closure_object;
}

int ModuleLowering::closure_depth(const typed::Function& from, const typed::Function& owner) {
  int depth = 0;
  for (const typed::Function* at = &from; at && at != &owner; at = enclosing(*at)) {
    ir::Function& function = *functions.at(at);
    if (!function.outer_closure) {
      function.outer_closure = ir::Builder(module, function).new_local(types.object, "outer_closure");
      function.outer_closure->is_parameter = true;
    }
    // What lies between: every function with a closure object of its own is one step further.
    if (at == &from || has_closure(*at)) ++depth;
  }
  return depth;
}

const Type* ModuleLowering::named_type(std::string_view c_name) {
  const Type*& type = named_types[std::string(c_name)];
  if (type) return type;
  StructType* made = types.make_named<StructType>(TypeKind::Struct, Text(c_name), Text(c_name));
  made->is_typedef_form = true;  // no `struct` before the name
  type = made;
  return type;
}

// The function without its body: parameters and captured locals, which other functions refer to.
static ir::Function* make_shell(ModuleLowering& m, typed::Function& source) {
  ir::Function* function = new ir::Function;
  m.module.functions.push_back(function);
  m.functions[&source] = function;
  function->source = &source;
  function->c_name = source.c_name.str();
  function->holds_gil_at_entry = !source.nogil || source.acquires_gil;
  ir::Builder builder(m.module, *function);
  for (typed::Local* local : source.locals) {
    if (!local->is_captured || local->owner != &source) continue;
    ir::Local* field = builder.new_local(local->type, local->name ? local->name.view() : std::string_view("captured"));
    field->source = local;
    field->storage = ir::Storage::Closure;
    field->starts_null = true;
    m.captured[local] = field;
    function->closure.fields.push_back(field);
  }
  if (!function->closure.fields.empty()) function->closure_object = builder.new_local(m.types.object, "closure");
  return function;
}

}  // namespace lower

ir::Module* lower_module(typed::Module& source, Arena& arena, Diagnostics& diagnostics, bool parallel_regions) {
  auto* module = new ir::Module;
  module->source = &source;
  module->arena = &arena;
  lower::ModuleLowering m{source, *module, arena, diagnostics, *source.types};
  m.parallel_regions = parallel_regions;
  m.thread_state = source.types->pointer_to(m.named_type("PyThreadState"));
  m.gil_state = m.named_type("PyGILState_STATE");
  m.critical_section = m.named_type("cy::CriticalSection");
  std::vector<typed::Function*> all = source.functions;
  bool body_is_listed = false;
  for (typed::Function* function : all) body_is_listed = body_is_listed || function == source.body;
  if (source.body && !body_is_listed) all.push_back(source.body);
  for (typed::Function* function : all) lower::make_shell(m, *function);
  for (std::size_t i = all.size(); i-- > 0;)
    if (all[i] != source.body) lower::FunctionLowering(m, *m.functions[all[i]]).run();
  if (source.body) lower::FunctionLowering(m, *m.functions[source.body]).run();
  return module;
}

}  // namespace cyrite
