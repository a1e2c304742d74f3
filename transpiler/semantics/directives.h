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
// relaxed: "true", "yes", "false" and "no" are allowed as well (on the command line).
DirectiveSet set_directive(Directives&, std::string_view name, std::string_view value, bool relaxed = false);
// Any name that a directive comment, decorator or with statement may use, the decorator-only ones included.
bool is_directive_name(std::string_view name);
// What a directive that cannot be set so expects: "True or False", "one of bytes, bytearray, str, unicode".
std::string_view directive_values(std::string_view name);

// Where a directive may stand.
enum class DirectiveScope : unsigned char { Module = 1, Function = 2, PythonClass = 4, ExtensionClass = 8, WithStatement = 16 };
bool directive_allowed(std::string_view name, DirectiveScope);
// Not handed on to nested code: only the decorated thing has it.
bool is_immediate_directive(std::string_view name);

}  // namespace cyrite
