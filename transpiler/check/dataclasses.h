// The fields of a dataclass and the members that are made of them.
#pragma once
#include "check/declarations.h"

namespace cyrite::check {

struct DataclassField {
  Text name;
  std::string type_text;
  Span span;
  const ast::Expr* default_value = nullptr;
  const ast::Expr* factory = nullptr;
  const ast::Expr* metadata = nullptr;
  bool init = true, repr = true, compare = true, hash = true, kw_only = false, is_init_var = false;
  // What was written, and where.
  const ExtensionType* declared_in = nullptr;
  const ast::Expr* declared_value = nullptr;
  const ast::Call* call = nullptr;  // of field()
};

bool dataclass_option(const Decorations&, std::string_view name, bool otherwise);
std::vector<DataclassField> dataclass_fields(Checker&, const ExtensionType&);  // inherited ones first
std::vector<const ast::Stmt*> dataclass_members(Checker&, const ExtensionType&, const Decorations&, const std::vector<DataclassField>&, Span);
typed::Expr* dataclass_field_objects(Checker&, const std::vector<DataclassField>&, Span);
typed::Expr* dataclass_parameters(Checker&, const Decorations&, Span);

}  // namespace cyrite::check
