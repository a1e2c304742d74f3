// The pipeline for one source file: the first file to read.
#include "driver/compile.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "ast/dump.h"
#include "check/check.h"
#include "diagnostics/render.h"
#include "driver/deep_stack.h"
#include "driver/files.h"
#include "driver/loader.h"
#include "emit/emit.h"
#include "ir/print.h"
#include "lower/lower.h"
#include "optimize/optimize.h"
#include "report/report.h"
#include "semantics/directives.h"
#include "typed/print.h"

namespace fs = std::filesystem;

namespace cyrite {
namespace {

ConstantValue compile_time_constant(const std::string& text) {
  ConstantValue value{};
  if (text == "True" || text == "False") { value.kind = ConstantValue::Bool; value.truth = text == "True"; }
  else if (text == "None") value.kind = ConstantValue::None;
  else if (!text.empty() && text.find_first_not_of("0123456789") == text.npos) { value.kind = ConstantValue::Int; value.text = text; }
  else { value.kind = ConstantValue::Str; value.text = text; }
  return value;
}

constexpr FileId kSourceFile = 0;  // the source is the first file that is loaded

class Compilation {
 public:
  Compilation(const std::string& source, const Options& options)
      : source_(source), options_(options), search_(options.include_path, options.installed, source, options.python),
        loader_(search_, sources_, arena_, diagnostics_, options.language_level), types_(arena_) {
    if (options.warnings_are_errors) diagnostics_.make_warnings_errors();
  }

  CompileResult run();

 private:
  CheckOptions check_options();
  typed::Module* front_end();
  void back_end(typed::Module& module);
  void write(const std::string& path, std::string_view text);
  static std::string only_for_cplusplus(const std::string& text);
  void write_depfile();
  void write_report(const ir::Module& module, const EmittedModule& emitted);
  std::string rendered();
  bool failed() const;

  const std::string& source_;
  const Options& options_;
  Arena arena_;
  SourceFiles sources_;
  Diagnostics diagnostics_;
  SearchPath search_;
  Loader loader_;
  TypeTable types_;
  CompileResult result_;
};

// Words of letters, digits and `_` with points between; what stands outside ASCII is taken for letters.
static bool is_module_name(std::string_view name) {
  bool starts_word = true;
  for (unsigned char c : name) {
    bool letter = c >= 0x80 || c == '_' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'), digit = c >= '0' && c <= '9';
    if (c == '.' ? starts_word : !letter && (starts_word || !digit)) return false;
    starts_word = c == '.';
  }
  return !starts_word;
}

CheckOptions Compilation::check_options() {
  CheckOptions check;
  ModulePlace place = module_place(source_);
  check.module_name = module_name_of(source_, options_.module_name);
  check.is_package = place.is_package;
  check.is_pure_python = fs::path(source_).extension() == ".py";
  check.is_pxd_only = fs::path(source_).extension() == ".pxd";
  check.is_cplus = options_.cplus;
  check.language_level = options_.language_level;
  check.language_level_3str = options_.language_level_3str;
  check.lenient = options_.lenient;
  check.docstrings = options_.docstrings;
  if (options_.extra_warnings) {
    check.directives.warn_maybe_uninitialized = true;
    check.directives.warn_unreachable = true;
    check.directives.warn_unused = true;
  }
  for (const auto& [name, value] : options_.directives) {
    DirectiveSet set = set_directive(check.directives, name, value, true);
    if (set == DirectiveSet::UnknownName) diagnostics_.report({}, diag::unknown_directive_option, name);
    if (set == DirectiveSet::BadValue) diagnostics_.report({}, diag::bad_directive_option, name, value);
    if (name == "language_level" && !value.empty()) check.language_level = value[0] == '2' ? 2 : 3;
  }
  for (const auto& [name, value] : options_.compile_time_env) check.compile_time_env.emplace_back(name, compile_time_constant(value));
  return check;
}

// Source text -> syntax trees -> typed tree. Null after errors.
typed::Module* Compilation::front_end() {
  bool pure = fs::path(source_).extension() == ".py";
  // 1. Read, decode and parse the source, and the .pxd beside it.
  const ast::Module* source = loader_.load_file(source_, fs::path(source_).extension() == ".pxd", pure);
  if (!source) return nullptr;
  for (const ast::DirectiveComment& c : source->distutils_comments) result_.distutils.emplace_back(c.name.str(), std::string(c.value));
  if (options_.dump == "ast") { result_.printed += ast::dump(*source); return nullptr; }
  CheckOptions check = check_options();
  bool emits = options_.command != Command::Report;  // which may be asked of any file
  if (emits && !is_module_name(check.module_name.view())) diagnostics_.report({0, 0, source->file}, diag::module_name, check.module_name.view());
  for (const auto& [key, value] : result_.distutils)
    if (key == "language" && value == "c++") check.is_cplus = true;
  std::string beside = replace_extension(source_, ".pxd");
  const ast::Module* own_pxd = beside == source_ ? nullptr : loader_.load_own_pxd(check.module_name.view());
  if (beside != source_ && fs::is_regular_file(beside) && !own_pxd) own_pxd = loader_.load_file(beside, true, false);
  // 2. Give everything its meaning; cimported and included files are loaded on demand. Errors do not stop the checking, so one
  //    run reports all of them.
  typed::Module* module = check_module(*source, own_pxd, check, loader_, sources_, types_, arena_, diagnostics_);
  return failed() ? nullptr : module;
}

// Typed tree -> IR -> better IR -> C++ text.
void Compilation::back_end(typed::Module& module) {
  if (options_.dump == "types") { result_.printed += typed::print(module); return; }
  result_.uses_openmp = module.uses_openmp;
  result_.uses_numpy = module.uses_numpy;
  // 3. Lower to the IR: control flow, error edges, handler states, everything but reference counts.
  ir::Module* lowered = lower_module(module, arena_, diagnostics_);
  if (failed() || !lowered) return;
  if (options_.dump == "ir") { result_.printed += ir::print(*lowered); return; }
  // 4. The passes: generators, parallel regions, reference counts, error exits, checks removed.
  OptimizeOptions passes;
  passes.disabled = options_.disabled_passes;
  std::string dumped;
  if (options_.dump.rfind("ir:after=", 0) == 0) { passes.dump_after = options_.dump.substr(9); passes.dump = &dumped; }
#ifndef NDEBUG
  passes.verify = true;
#endif
  optimize_module(*lowered, passes);
  if (passes.dump) { result_.printed += dumped; return; }
  // 5. Print C++.
  EmitOptions emit;
  emit.runtime_headers = options_.runtime_headers;
  emit.line_directives = options_.line_directives;
  emit.embed_positions = options_.embed_positions;
  emit.embed_main = options_.embed;
  emit.embed_modules = options_.embed_modules;
  emit.version = kVersion;
  std::error_code e;
  fs::path here = fs::current_path(e), root = (here / module_place(source_).root).lexically_normal();
  emit.traceback_roots = {here.string(), (root.has_filename() ? root : root.parent_path()).string()};
  EmittedModule emitted = emit_module(*lowered, emit);
  result_.holds_c_text = emitted.holds_c_text;
  // 6. Write the outputs: whole, under their own names, only when they differ.
  if (options_.command == Command::Check) return;
  if (options_.annotate || options_.command == Command::Report) write_report(*lowered, emitted);
  if (options_.command == Command::Report) return;
  write(result_.output, fs::path(result_.output).extension() == ".c" ? only_for_cplusplus(emitted.cpp) : emitted.cpp);
  if (!emitted.public_header.empty()) write(replace_extension(result_.output, ".h"), emitted.public_header);
  if (!emitted.api_header.empty()) {
    fs::path out(result_.output);
    write((out.parent_path() / (out.stem().string() + "_api.h")).string(), emitted.api_header);
  }
  if (options_.depfile) write_depfile();
}

// Build scripts that name the output `x.c` get it: build_ext of the Python package compiles it as C++. A C compiler is told.
std::string Compilation::only_for_cplusplus(const std::string& text) {
  std::size_t first_line = text.find('\n') + 1;
  return text.substr(0, first_line) +
         "#ifndef __cplusplus\n#error \"Cyrite emits C++: compile this file as C++ (meson: configure with -Dcython_language=cpp)\"\n#endif\n" +
         text.substr(first_line);
}

bool Compilation::failed() const {
  return diagnostics_.has_errors();
}

static bool is_program_text(const std::string& path) {
  for (std::string_view end : {".c", ".cpp", ".cc", ".cxx", ".h"})
    if (fs::path(path).extension() == end) return true;
  return false;
}

// A file that a person wrote is never replaced.
static bool may_be_replaced(const std::string& path) {
  std::string text;
  std::error_code e;
  if (!fs::is_regular_file(path, e) || !read_file(path, text) || text.empty()) return true;
  for (std::string_view mark : {"/* Generated by Cyrite", "/* Generated by Cython", "#error Do not use this file"})
    if (text.starts_with(mark)) return true;
  return false;
}

void Compilation::write(const std::string& path, std::string_view text) {
  if (is_program_text(path) && !may_be_replaced(path)) {
    result_.messages += fmt::format("{}: error: this file was written by hand: it is not overwritten\n", path);
    result_.good = false;
    return;
  }
  if (!write_file(path, text)) {
    result_.messages += fmt::format("cyrite: cannot write {}: {}\n", path, std::strerror(errno));
    result_.good = false;
  }
}

void Compilation::write_depfile() {
  auto escaped = [](const std::string& path) {
    std::string out;
    for (char c : path) { if (c == ' ' || c == '#' || c == '\\') out += '\\'; if (c == '$') out += '$'; out += c; }
    return out;
  };
  std::string text = escaped(result_.output) + ":";
  for (const std::string& file : loader_.files_read()) text += " \\\n  " + escaped(file);
  write(result_.output + ".dep", text + "\n");
}

void Compilation::write_report(const ir::Module& module, const EmittedModule& emitted) {
  ModuleReport report = collect_report(module, sources_, kSourceFile);
  if (options_.report_json) {
    if (options_.output.empty()) result_.printed = report_json(report, kVersion);
    else write(options_.output, report_json(report, kVersion));
    return;
  }
  ReportTemplates templates;
  std::string folder = data_dir() + "/templates/annotation";
  read_file(folder + ".html", templates.html);
  read_file(folder + ".css", templates.css);
  read_file(folder + ".js", templates.js);
  std::string html = report_html(report, sources_[kSourceFile], {emitted.cpp, &emitted.lines}, templates, kVersion);
  bool named = options_.command == Command::Report && !options_.output.empty();
  write(named ? options_.output : replace_extension(options_.command == Command::Report ? source_ : result_.output, ".html"), html);
}

std::string Compilation::rendered() {
  if (options_.format == DiagnosticFormat::Json) return render_json(diagnostics_.all(), sources_);
  if (options_.format == DiagnosticFormat::Sarif) return render_sarif(diagnostics_.all(), sources_, kVersion);
  RenderOptions render;
  render.colour = options_.colour;
  render.as_cython = options_.as_cython;
  std::string text;
  for (const Diagnostic& d : diagnostics_.all()) text += render_text(d, sources_, render);
  return text;
}

CompileResult Compilation::run() {
  result_.output = output_path(source_, options_);
  result_.good = true;
  if (fs::path(result_.output).extension() == ".c" && options_.command == Command::Transpile && !options_.as_cython) {
    result_.messages = fmt::format("{}: error: the output is C++, not C: name it .cpp (with meson, configure with -Dcython_language=cpp)\n", result_.output);
    result_.good = false;
    return result_;
  }
  if (typed::Module* module = front_end()) back_end(*module);
  result_.dependencies = loader_.files_read();
  result_.good = result_.good && !failed();
  result_.messages = (options_.format == DiagnosticFormat::Text || options_.dump.empty() || !diagnostics_.all().empty() ? rendered() : std::string()) + result_.messages;
  result_.reported = !diagnostics_.all().empty();
  if (!result_.good && options_.command == Command::Transpile && may_be_replaced(result_.output)) {
    std::error_code e;
    fs::remove(result_.output, e);  // an old output must not pass for the new one
  }
  return result_;
}

}  // namespace

std::string output_path(const std::string& source, const Options& options) {
  std::string name = replace_extension(fs::path(source).filename().string(), ".cpp");
  if (options.output.empty()) return (fs::path(source).parent_path() / name).string();
  std::error_code e;
  if (fs::is_directory(options.output, e) || options.output.back() == '/') return (fs::path(options.output) / name).string();
  return options.output;
}

CompileResult compile_file(const std::string& source, const Options& options) {
  struct Job { const std::string& source; const Options& options; CompileResult result; } job{source, options, {}};
  run_on_deep_stack([](void* j) { auto& job = *static_cast<Job*>(j); job.result = Compilation(job.source, job.options).run(); }, &job);
  return std::move(job.result);
}

}  // namespace cyrite
