// The directives in force at a place of the source: one immutable set, shared until something changes it.
#pragma once
#include <string_view>

#include "base/text.h"

namespace cyrite {

enum class MaybeBool : signed char { Unset = -1, False = 0, True = 1 };

struct Directives {
#define DIRECTIVE(field, name, type, default_value, kind) type field = default_value;
#include "semantics/directives.def"
};

enum class DirectiveSet : unsigned char { Ok, UnknownName, BadValue };
// Sets the directive by its name from text ("True", "False", "None", or the text of a string). Names that decorators
// alone may use (cfunc, final, locals ...) are UnknownName here. Wildcards such as "warn.all"/"optimize.all" set the group.
DirectiveSet set_directive(Directives&, std::string_view name, std::string_view value);
bool is_directive_name(std::string_view name);

}  // namespace cyrite
