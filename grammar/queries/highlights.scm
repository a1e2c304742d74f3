; Cython for editors.
(identifier) @variable
((identifier) @type.builtin
 (#any-of? @type.builtin "int" "char" "float" "double" "void" "bint" "object" "size_t" "Py_ssize_t" "ssize_t"))
((identifier) @constant (#match? @constant "^[A-Z][A-Z_0-9]*$"))
((identifier) @constructor (#match? @constructor "^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$"))

(decorator "@" @attribute)
(call function: (identifier) @function.call)
(call function: (attribute attribute: (identifier) @function.method.call))
(function_definition name: (identifier) @function)
(function_declarator declarator: (name_declarator name: (identifier) @function))
(class_definition name: (identifier) @type)
(cclass_definition name: (dotted_name (identifier) @type))
(cppclass_definition name: (identifier) @type)
(struct_definition name: (identifier) @type)
(enum_definition name: (identifier) @type)
(fused_definition name: (identifier) @type)
(enumerator name: (identifier) @constant)
(property_definition name: (identifier) @property)
(attribute attribute: (identifier) @property)
(type_name (identifier) @type)
(sized_type) @type.builtin
(parameters (identifier) @variable.parameter)
(default_parameter name: (identifier) @variable.parameter)
(typed_parameter name: (identifier) @variable.parameter)
(typed_default_parameter name: (identifier) @variable.parameter)
(c_parameter declarator: (name_declarator name: (identifier) @variable.parameter))
(keyword_argument name: (identifier) @variable.parameter)

[(none) (true) (false) (ellipsis)] @constant.builtin
[(integer) (float)] @number
(comment) @comment
(string) @string
(interpolation "{" @punctuation.special "}" @punctuation.special) @embedded

[
  "-" "-=" "!=" "*" "**" "**=" "*=" "/" "//" "//=" "/=" "&" "&=" "%" "%=" "^" "^=" "+" "->" "+=" "<" "<<" "<<=" "<=" "<>"
  "=" ":=" "==" ">" ">=" ">>" ">>=" "|" "|=" "~" "@="
] @operator
["and" "in" "is" "not" "or" "is not" "not in"] @keyword.operator
["if" "elif" "else" "match" "case" "IF" "ELIF" "ELSE"] @keyword.conditional
["for" "while" "break" "continue" "by"] @keyword.repeat
["import" "from" "cimport" "include"] @keyword.import
["try" "except" "finally" "raise"] @keyword.exception
["def" "cdef" "cpdef" "ctypedef" "lambda" "class" "cppclass" "struct" "union" "enum" "fused" "property"] @keyword.function
["return" "yield"] @keyword.return
["as" "assert" "async" "await" "del" "global" "nonlocal" "pass" "with" "type" "new" "sizeof" "extern" "namespace" "DEF"] @keyword
(c_modifier) @keyword.modifier
(gil_clause) @keyword.modifier
(exception_clause ["except" "noexcept"] @keyword.exception)
(type_qualifier) @keyword.modifier
