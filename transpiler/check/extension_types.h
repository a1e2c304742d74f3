// What the files about extension types share.
#pragma once
#include "check/statements.h"
#include "semantics/special_methods.h"

namespace cyrite::check {

int special_method_arity(std::string_view name);  // with self; -1: any number; -2: no special method
Text safe_field_name(Text);
Text c_setter_name(Text property);
Symbol* find_member(Checker&, const Type*, Text name);
Symbol* declare_c_method(Checker&, ExtensionType&, const ast::NameDeclarator&, const FunctionType*, const ast::Modifiers&, const ast::Node* definition,
                         bool has_body, const Decorations*);
void declare_pure_method(Checker&, ExtensionType&, const ast::FunctionDef&, const Decorations&);

}  // namespace cyrite::check
