// The state of printing one module and one function, and the contract between the files of emit/.
#pragma once
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <fmt/format.h>

#include "emit/emit.h"
#include "semantics/type_table.h"

namespace cyrite::emit {

using ir::Op;
using ir::Value;

// Text with the strength of its outermost operator, as in the C++ grammar: 16 primary ... 1 comma.
struct Expression {
  std::string text;
  int strength = 16;
};
constexpr int kPrimary = 16, kUnary = 15, kMultiply = 13, kAdd = 12, kShift = 11, kLess = 10, kEqual = 9, kConditional = 3, kAssign = 2;
std::string wrap(const Expression&, int needed);
EmittedModule emit(const ir::Module&, const EmitOptions&);
std::string init_name(std::string_view module);  // PyInit_...

struct LineMark { std::uint32_t offset, line; };  // from this offset of the text on: this source line

class ModuleEmitter {
 public:
  ModuleEmitter(const ir::Module& module, const EmitOptions& options);
  EmittedModule run();

  const ir::Module& module;
  const typed::Module& source;
  const EmitOptions& options;

  // ---- names (names.cpp)
  std::string function_name(const ir::Function&);
  std::string function_name(const typed::Function&);
  std::string symbol_name(const Symbol&);          // a C function or variable as an expression
  std::string constant(ConstantId);
  std::string traceback_name(const typed::Function&);  // as Cython shows it: module.Class.function
  std::string info_name(const ir::Function&);      // its FunctionInfo
  std::string closure_struct(const ir::Function&);
  std::string frame_struct(const ir::Function&);
  std::string optional_struct(const FunctionType&);
  std::string type_object(const Type*);            // PyTypeObject* expression
  std::string shown_file(FileId);                  // ... as tracebacks show it
  std::string file_expression(FileId);             // the C++ string with the path of a source file
  int line(Span) const;
  ConstantId names_tuple(const std::vector<ConstantId>&);
  ir::Function* of(const typed::Function*) const;
  // The module's mutable constants: keyword tuples are found while printing.
  Constants& constants();

  // ---- sections of the output, in order
  bool holds_c_text = false;
  std::string headers, types, prototypes, tables, generator_tables, functions, classes, constants_text, init;
  std::vector<LineMark> marks;                      // offsets in `functions`
  int name_caches = 0, attribute_caches = 0;
  std::map<std::vector<ConstantId>, std::size_t> builtin_caches;  // by the names that are asked for
  std::unordered_set<const ir::Local*> mentioned;   // of the function that is being printed

  // ---- functions.cpp, arguments.cpp, generators.cpp
  std::string profiled_call(const ir::Function&);
  void function(const ir::Function&);
  std::string signature(const ir::Function&, bool with_names);
  std::string python_arguments(const ir::Function&, bool used_self);
  // The C body of a function that direct_calls calls, apart from its Python entry.
  std::string direct_name(const ir::Function&);
  std::string direct_signature(const ir::Function&, bool with_names);
  void function_tables(const ir::Function&);
  std::string c_function_prologue(const ir::Function&);
  // ---- special.cpp: functions that slots of extension types call
  bool special_takes_arguments(const typed::Function&);  // (self, args tuple, kwargs dict)
  std::string special_signature(const ir::Function&);
  std::string special_prologue(const ir::Function&);
  // ---- types.cpp
  void type_declarations();
  void closure_types();
  void global_variables();
  // ---- cpp_classes.cpp
  void cpp_class_names();
  std::string cpp_class_text(const CppClassType&, const std::string& indent);
  std::string cpp_forwarder(const CppClassType&, const Symbol& method);
  std::string cpp_methods;                          // definitions, behind the prototypes
  // ---- struct_conversions.cpp
  void struct_conversions();
  // ---- enums.cpp
  std::string enum_items(const EnumType&);
  std::string enum_class(const EnumType&);
  std::string enum_conversion(const EnumType&);
  void python_enums();
  std::string result_type(const ir::Function&);
  std::string parameter_list(const FunctionType&, bool is_cpdef, const std::vector<std::string>* names, std::string_view self = {});
  // ---- classes.cpp: object structs, vtables, construction and destruction, the tables of a type
  void object_structs();
  std::string object_struct_text(const ExtensionType&);
  void extension_classes();
  static bool has_slot(const ExtensionType& owner, Text method);
  // ---- loose_pointers.cpp
  bool is_loose(const Symbol*) const;
  bool is_loose(ir::Value place) const;
  bool is_loose(const StructType&) const;
  bool returns_loosely(const Symbol*) const;  // what it returns is converted to the declared type
  Expression as_declared(const ir::Instruction&, Expression) const;  // a pointer from C: with the type that the program gives it
  std::string loose_argument(const ir::Instruction& call, const Type* parameter, std::string text);
  std::string loose_macros() const;
  std::set<std::string> loose_functions;  // of C, called with pointers; sorted, so that the output is the same each time
  static std::string loose_pointer(std::string text);
  std::string vtable_call(const ExtensionType& owner, const Symbol& method, const std::string& self);  // of the object; no self: of the class
  // ---- special.cpp
  // The functions that slots need, and the name of the table; `own`: slots that are no special methods.
  std::string slot_table(const typed::ExtensionClass&, const std::vector<std::pair<std::string, std::string>>& own);
  std::string method_table(const typed::ExtensionClass&, std::string rows);
  // ---- imports.cpp
  void imports();
  void linked_names();
  void import_now();
  void main_program();
  void exports();
  std::string capi_signature(const Symbol&);
  // ---- public_headers.cpp
  // --line-directives: from here on the lines are the output's own; the number is filled in at the end.
  std::string own_line_directive();
  void number_own_lines(std::string& cpp);
  void write_public_headers(EmittedModule&);
  std::string public_header_guards();
  std::string public_class_pointers();
  std::string c_prototype(const Symbol&, const std::string& name);
  // ---- constants.cpp
  void constant_table();
  // ---- module.cpp
  void header_section();
  void function_prototypes();
  void module_section();
  std::vector<std::string> import_steps;            // what is taken from other modules: after what they may ask this one for
  std::vector<std::string> init_steps;              // statements of the module's initialisation, in order

 private:
  std::string runtime_text(const std::string& emitted);
  std::string public_types();    // types.cpp
  std::string public_classes();
  std::string public_header();
  std::string api_header();
  std::unordered_map<const typed::Function*, ir::Function*> by_source_;
  std::unordered_map<const ir::Function*, std::string> names_;
  std::unordered_set<std::string> taken_;
  std::unordered_set<std::string> optional_structs_, converted_enums_;
  std::unordered_map<const EnumType*, std::string> enum_items_, enum_classes_;
};

// How a value is printed.
enum class Form : std::uint8_t { Unset, Inline /* where it is used */, Temporary, Discarded };

class FunctionEmitter {
 public:
  FunctionEmitter(ModuleEmitter& module, const ir::Function& function);
  void repeat_line(std::size_t begin, const std::string& directive);
  std::string body();                    // declarations and statements, without the outer braces
  std::string declarations();
  bool uses_line = false;
  bool is_profiled = false;  // profilers and tracers hear of the function
  bool uses_buffer = false;
  std::unordered_set<const ir::Local*> read, mentioned;  // locals whose value is used; locals that stand in the text

  // ---- forms.cpp
  void choose_forms();
  Form form(const ir::Instruction& i) const { return forms_[i.id]; }

  // ---- expressions.cpp
  Expression expr(Value);
  std::string arg(Value v) { return wrap(expr(v), kAssign); }   // as an argument
  std::string tight(Value v) { return wrap(expr(v), kPrimary); }
  Expression place(Value);
  Expression compute(const ir::Instruction&);  // the operation itself, not its temporary
  bool remembers(const ir::Instruction&) const;
  Expression linear_test(const ir::Instruction&);
  std::string struct_value(const ir::Instruction&, const StructType&);
  Expression binary(const ir::Instruction&);
  Expression compare(const ir::Instruction&);
  Expression call(const ir::Instruction&);
  Expression runtime_call(const ir::Instruction&);
  std::string replaced_call(const ir::Instruction&);
  std::string runtime_argument(const ir::Instruction&, std::size_t k);
  std::string c_arguments(const ir::Instruction&, std::size_t first, const FunctionType&, bool is_cpdef, std::string_view self = {});
  std::string local_text(const ir::Local&);
  std::string local_storage(const ir::Local&);   // where it is kept: for C++ objects perhaps a cy::Late
  static bool is_late(const ir::Local&);
  std::string given(Value, const ir::Instruction& to);
  bool hands_on(Value, const ir::Instruction& to);
  std::string check_index(const ir::Instruction&);

  // ---- statements.cpp
  void instruction(const ir::Instruction&);
  void terminator(const ir::Block&, const ir::Block* next);
  void fallible(const ir::Instruction&, const std::string& failed);   // CY_TRY(failed, ...)
  void checked_call(const ir::Instruction&);
  std::string kept(const ir::Instruction&, const std::string& text);  // `t = text`
  std::string failure_test(const ir::Instruction&, const std::string& assigned);
  void store(const ir::Instruction&);
  void release(Value, bool maybe, bool without_gil);
  void retain(Value, bool maybe);
  void python_call(const ir::Instruction&);
  std::string direct_call(const ir::Instruction&);
  void build(const ir::Instruction&);
  void make_function(const ir::Instruction&);
  void handler_state(const ir::Instruction&);
  void gil_state(const ir::Instruction&);
  void slice_view(const ir::Instruction&);
  void cpp_operation(const ir::Instruction&);
  std::string cpp_text(const ir::Instruction&);
  void cpp_checked(const ir::Instruction& i, bool keep, const std::string& statement);
  void cpp_guarded(const ir::Instruction&, const std::string& statement);
  void seen_views_begin(const ir::CountedLoop&);
  void seen_views_end(const ir::CountedLoop&);
  void loop_begin(const ir::Instruction&);
  void goto_block(const ir::Block* target, const ir::Block* next);
  std::string error_value() const;
  std::string returned(const ir::Instruction&);
  std::string result_name(const ir::Instruction& i);  // the temporary of the result
  std::string label(const ir::Block*);
  // ---- parallel.cpp
  void parallel_begin(const ir::Instruction&);
  void parallel_end(const ir::Instruction&);

  ModuleEmitter& m;
  const ir::Function& f;
  std::string out;
  std::vector<LineMark> marks;
  int indent = 1;
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    out.append(static_cast<std::size_t>(indent) * 2, ' ');
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
    out += '\n';
  }
  void raw_line(const std::string& text) { line("{}", text); }
  const ir::Block* current = nullptr;
  std::size_t buffer_size = 0;

 private:
  std::vector<Form> forms_;
  std::vector<int> uses_;
  std::unordered_set<const ir::Block*> labelled_;
  std::unordered_map<std::uint32_t, std::string> temporaries_;
  std::vector<std::pair<const Type*, std::string>> declared_;
  friend class ModuleEmitter;
  void find_labels();
  void find_locals();
  // Parallel regions: what is declared in them, and those that are being printed.
  void find_private_locals();
  bool sets_status(const ir::ParallelRegion&) const;
  bool carries_error(const ir::ParallelRegion&) const;
  bool last_has(const ir::ParallelRegion&, const ir::Local*) const;
  std::string declaration_text(const std::vector<const ir::Local*>& locals, const std::vector<std::pair<const Type*, std::string>>& temporaries, std::size_t arguments,
                               bool line_number);
  struct OpenRegion { const ir::ParallelRegion* region; std::size_t at, declared, buffer_size; bool uses_line; int braces; };
  std::vector<OpenRegion> regions_;
  std::unordered_set<const ir::Local*> inside_region_, counters_, region_errors_, team_errors_, last_privates_;
  std::unordered_map<const ir::Local*, const ir::ParallelRegion*> home_;
  std::unordered_map<const ir::ParallelRegion*, std::vector<const ir::Local*>> private_of_;
  int last_line_ = 0;
};

inline bool is_class_object(const Type* t) { return t && kind_of(t) == TypeKind::CppClass; }
bool has_cpp_lifetime(const Type*);                  // classes.cpp: C++ objects, and structs and arrays that hold some
std::string quoted(std::string_view bytes);
std::string template_head(const CppClassType&);  // "template <typename T> " of a class of the program's own; empty: none
std::string declare_all(const std::vector<std::pair<std::string, std::string>>& typed_names);

}  // namespace cyrite::emit
