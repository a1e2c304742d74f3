// How C functions report exceptions: the clause as written, and what holds without one.
#include "check/expressions.h"
#include <fmt/format.h>

#include "check/declarations.h"

namespace cyrite::check {

std::string default_exception_value(const Type* result) {
  const Type* t = resolved(result);
  switch (t->kind) {
    case TypeKind::Int: {
      auto* i = static_cast<const IntType*>(t);
      if (i->role == IntRole::Truth && i->rank == IntRank::Bool) return {};
      if (i->role == IntRole::CodePoint || i->role == IntRole::CodeUnit) return fmt::format("(({})-1)", c_declaration(result, {}));
      bool is_plain = i->sign == Sign::Signed && !i->size_unknown;
      return is_plain ? "-1" : fmt::format("(({})-1)", c_declaration(result, {}));
    }
    case TypeKind::Float: return "-1";
    case TypeKind::Enum: return fmt::format("(({})-1)", c_declaration(result, {}));
    case TypeKind::Pointer: return "NULL";
    default: return {};
  }
}

namespace {

// The C text of a value after `except`; empty (reported) where it has none.
std::string value_text(Checker& c, const ast::Expr& value, const Type* result) {
  if (ast::is<ast::Name>(&value) && static_cast<const ast::Name&>(value).name == "NULL") {
    if (!is_pointer(result)) c.error(value.span, diag::exception_value_type, type_text(result));
    return "NULL";
  }
  const ast::Cast* cast = ast::as<ast::Cast>(&value);
  if (cast) {
    const Type* to = c.resolve_type(*cast->type, cast->declarator);
    std::string inner = value_text(c, *cast->value, is_pointer(to) ? c.types.ssize : to);
    return inner.empty() ? inner : fmt::format("(({}){})", c_declaration(to, {}), inner);
  }
  auto known = c.compile_time_value(value, false);
  if (known && known->kind == ConstantValue::Int) {
    if (is_pointer(result) && known->text != "0") {
      c.error(value.span, diag::exception_value_type, type_text(result));
      return {};
    }
    if (is_pointer(result)) return fmt::format("(({}){})", c_declaration(result, {}), known->text);
    auto* integer = as<IntType>(result);
    bool simple = (integer && integer->sign == Sign::Signed && !integer->size_unknown) || is_float(result);
    return simple ? known->text : fmt::format("(({}){})", c_declaration(result, {}), known->text);
  }
  if (known && known->kind == ConstantValue::Float) return c_float_text(float_text(known->number));
  if (known && known->kind == ConstantValue::Bool) return known->truth ? "1" : "0";
  if (known && (known->kind == ConstantValue::Bytes || (known->kind == ConstantValue::Str && is_int(result))) && known->text.size() == 1)
    return fmt::format("(({}){})", c_declaration(result, {}), static_cast<int>(static_cast<signed char>(known->text[0])));
  const ast::Expr* named = &value;
  if (auto* unary = ast::as<ast::Unary>(&value); unary && unary->op == ast::UnaryOperator::Minus) {
    std::string inner = value_text(c, *unary->operand, result);
    return inner.empty() ? inner : "-" + inner;
  }
  if (auto* name = ast::as<ast::Name>(named)) {
    Symbol* symbol = c.look_up(name->name);
    if (symbol && (symbol->kind == SymbolKind::EnumMember || (symbol->kind == SymbolKind::CVariable && symbol->origin == Origin::Extern)))
      return symbol->c_name.str();
  }
  if (auto* attribute = ast::as<ast::Attribute>(named)) {
    if (auto* base = ast::as<ast::Name>(attribute->value)) {
      Symbol* module = c.look_up(base->name);
      Scope* scope = module && module->scope ? module->scope : module ? c.scope_of_type(module->type) : nullptr;
      Symbol* symbol = scope ? c.look_up_in(*scope, attribute->name) : nullptr;
      if (symbol && (symbol->kind == SymbolKind::EnumMember || symbol->kind == SymbolKind::CVariable)) return symbol->c_name.str();
    }
  }
  c.error(value.span, diag::exception_value_constant);
  return {};
}

ExceptionSpec cpp_spec(Checker& c, const ExceptionSource& source) {
  ExceptionSpec spec;
  spec.kind = ExceptionSpec::Cpp;
  spec.declared = true;
  spec.star_handler = source.star_handler;
  if (!source.value) return spec;
  Symbol* symbol = nullptr;
  if (auto* name = ast::as<ast::Name>(source.value)) symbol = c.look_up(name->name);
  if (auto* attribute = ast::as<ast::Attribute>(source.value))
    if (auto* base = ast::as<ast::Name>(attribute->value))
      if (Symbol* module = c.look_up(base->name); module && module->scope) symbol = c.look_up_in(*module->scope, attribute->name);
  auto* literal = ast::as<ast::StringLiteral>(source.value);
  if (literal && literal->value == "*") { spec.star_handler = true; return spec; }
  bool is_function = symbol && symbol->kind == SymbolKind::CFunction;
  bool is_class = symbol && (symbol->kind == SymbolKind::PythonName || (symbol->type && is_builtin(symbol->type, BuiltinClass::Exception)));
  if (!is_function && !is_class) {
    c.error(source.value->span, diag::exception_handler);
    return spec;
  }
  spec.handler = symbol;
  spec.handler_c_name = symbol->c_name;
  if (auto* builtin = is_class ? as<BuiltinType>(symbol->type) : nullptr; builtin && !builtin->type_object.empty()) spec.handler_c_name = builtin->type_object;
  return spec;
}

void warn_ambiguous(Checker& c, const ExceptionSource& source, const ExceptionSpec& spec, const Type* result) {
  if (declarations_of(c).place.is_extern || !(kind_of(result) == TypeKind::Int || is_float(result))) return;
  if (spec.value == "0" || spec.value.view() == fmt::format("(({})0)", c_declaration(result, {})))
    c.diagnostics.report(source.span, diag::ambiguous_exception_value, spec.value.view());
}

}  // namespace

ExceptionSpec exception_spec(Checker& c, const ExceptionSource& source, const Type* result) {
  ExceptionSpec spec;
  if (is_error(result)) return spec;
  const Place& place = declarations_of(c).place;
  using Clause = ast::ExceptionClause;
  bool is_written = source.clause != Clause::Unspecified;
  spec.declared = is_written;
  if (source.clause == Clause::CppPlus) return cpp_spec(c, source);
  bool counted = is_counted(result);
  if (is_object(result) || counted) {
    bool checks = source.clause == Clause::Value || source.clause == Clause::ValueMaybe;
    if (checks && is_object(result)) c.error(source.span, diag::exception_clause_on_object);
    if (source.clause == Clause::NoExcept && is_object(result) && !place.is_extern)
      c.diagnostics.report(source.span, diag::noexcept_on_object);
    spec.kind = ExceptionSpec::Object;
    return spec;
  }
  if (!is_written && place.is_extern && place.extern_noexcept) return spec;
  if (!is_written && c.at.directives->legacy_implicit_noexcept && !place.is_extern) {
    c.diagnostics.report(source.span, diag::implicit_noexcept);
    return spec;
  }
  if (source.clause == Clause::NoExcept) return spec;
  if (source.clause == Clause::Value || source.clause == Clause::ValueMaybe) {
    spec.kind = source.clause == Clause::Value ? ExceptionSpec::Value : ExceptionSpec::ValueMaybe;
    if (is_void(result)) { c.error(source.span, diag::exception_value_type, type_text(result)); spec.kind = ExceptionSpec::Always; return spec; }
    spec.value = source.value ? value_text(c, *source.value, result) : std::string();
    if (spec.value.empty()) spec.kind = ExceptionSpec::Always;
    else warn_ambiguous(c, source, spec, result);
    return spec;
  }
  // Nothing or `except *`: where the type has a value that is rarely meant, it saves asking after every call. Not for methods (an
  // override may choose another) and pointers (they take functions with any value).
  std::string value;
  if (!place.is_extern && !place.in_pxd && !source.is_method && !source.is_pointer) value = default_exception_value(result);
  spec.kind = value.empty() ? ExceptionSpec::Always : ExceptionSpec::ValueMaybe;
  spec.value = value;
  return spec;
}

}  // namespace cyrite::check
