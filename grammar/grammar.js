/**
 * The grammar of the Cython language: tree-sitter-python plus C declarations.
 *
 * It is a superset: what a construct means, where it may stand and which words fit together is decided when the
 * tree is turned into the syntax tree (transpiler/parse). Two kinds of readers use it:
 *   - editors parse the text of the file as it is;
 *   - the transpiler masks the text first (transpiler/parse/tokens.cpp): logical line ends become U+001E, comments and
 *     line ends inside brackets become spaces, the `:` of a format specification becomes U+001F, and under language
 *     level 2 the first letter of a `print` or `exec` statement becomes U+0010. Offsets do not change.
 */
const Python = require('tree-sitter-python/grammar');
const PREC = Python.PREC;

const commaSep1 = rule => seq(rule, repeat(seq(',', rule)));
const commaList = rule => seq(commaSep1(rule), optional(','));

// Words that are keywords in some places only.
const SOFT_KEYWORDS = ['new', 'sizeof', 'property', 'include', 'IF', 'DEF'];
const SIZE_WORDS = ['unsigned', 'signed', 'short', 'long', 'const', 'volatile'];

module.exports = grammar(Python, {
  name: 'cyrite',

  extras: $ => [$.comment, /[ \t\r\n\f\uFEFF]/, $.line_continuation],

  // The scanner (src/scanner.c) knows these by position: keep both lists in the same order.
  externals: $ => [
    $._newline,
    $._indent,
    $._dedent,
    $.string_start,
    $._string_text,
    $.string_end,
    $._format_text,
    // Always a valid token, so that the scanner is asked before every token and no line end is ever overlooked.
    $.comment,
  ],

  conflicts: ($, previous) => previous.filter(
    names => !['named_expression', 'type_alias_statement'].includes(names[0].name)).concat([
    // `IF (x):` or a call of a function named IF
    [$.primary_expression, $.IF_statement],
    // `cdef x` against `cdef x y`
    [$.name_declarator, $.type_name],
    // `sizeof(x)`, `T[x]`: type or expression
    [$.primary_expression, $.type_name],
    // `operator new` against `operator new[]`
    [$.operator_name],
    // `except +handler` against a value with a sign
    [$.primary_expression, $.exception_clause],
  ]),

  reserved: {
    global: ($, previous) => previous.filter(rule => !['as', 'async', 'await'].includes(rule.value || rule)),
  },

  inline: ($, previous) => previous.concat([$._c_suite]),

  rules: {
    // ------------------------------------------------------------------------------------------- statements
    _simple_statement: ($, previous) => choice(
      previous,
      $.cimport_statement,
      $.include_statement,
      $.DEF_statement,
    ),

    // C declarations bring their own line end, so they count as compound statements.
    _compound_statement: ($, previous) => choice(
      previous,
      $.cdef_statement,
      $.ctypedef_statement,
      $.property_definition,
      $.IF_statement,
    ),

    // No empty suites: a block has at least one statement.
    _suite: $ => choice(
      alias($._simple_statements, $.block),
      seq($._indent, $.block),
    ),
    block: $ => seq(repeat1($._statement), $._dedent),
    _match_block: $ => seq($._indent, repeat1(field('alternative', $.case_clause)), $._dedent),

    decorated_definition: $ => seq(
      repeat1($.decorator),
      field('definition', choice($.class_definition, $.function_definition, $.cdef_statement)),
    ),

    cimport_statement: $ => seq('cimport', $._import_list),

    import_from_statement: $ => seq(
      'from',
      field('module_name', choice($.relative_import, $.dotted_name)),
      field('kind', choice('import', 'cimport')),
      choice($.wildcard_import, $._import_list, seq('(', $._import_list, ')')),
    ),

    include_statement: $ => seq('include', field('path', $.string)),
    DEF_statement: $ => prec.dynamic(1, seq('DEF', field('name', $.identifier), '=', field('value', $._expressions))),

    IF_statement: $ => seq(
      'IF', field('condition', $.expression), ':', field('consequence', $._suite),
      repeat(field('alternative', $.ELIF_clause)),
      optional(field('alternative', $.ELSE_clause)),
    ),
    ELIF_clause: $ => seq('ELIF', field('condition', $.expression), ':', field('consequence', $._suite)),
    ELSE_clause: $ => seq('ELSE', ':', field('body', $._suite)),

    property_definition: $ => seq('property', field('name', $.identifier), ':', field('body', $._suite)),

    // Python 2: the marked keyword (see above) makes `print -1`, `print (a), b` and a bare `print` statements.
    print_statement: ($, previous) => choice(
      previous,
      seq('\u0010rint', optional(choice(
        seq($.chevron, repeat(seq(',', field('argument', $.expression))), optional(',')),
        commaList(field('argument', $.expression)),
      ))),
    ),
    // Unmarked it is a call or a name.
    exec_statement: $ => seq(
      '\u0010xec',
      field('code', $.primary_expression),
      optional(seq('in', commaSep1(field('scope', $.primary_expression)))),
    ),
    backquote: $ => seq('`', $._expressions, '`'),

    with_clause: $ => choice(
      commaList($.with_item),
      seq('(', commaList($.with_item), ')'),
    ),

    type_alias_statement: $ => prec.dynamic(1, seq(
      'type', field('name', $.identifier), optional(field('type_parameters', $.type_parameter)),
      '=', field('value', $.expression))),
    type_parameter: $ => seq('[', commaList($.type_variable), ']'),
    type_variable: $ => seq(
      optional(field('kind', choice('*', '**'))), field('name', $.identifier),
      optional(seq(':', field('bound', $.expression))),
      optional(seq('=', field('default', choice($.expression, $.splat_type)))),
    ),

    // ------------------------------------------------------------------------------------------- cdef
    cdef_statement: $ => seq(
      field('keyword', choice('cdef', 'cpdef')),
      choice(
        $._c_definition,
        $.extern_block,
        seq(repeat($.c_modifier), ':', field('body', $._c_suite)),
      ),
    ),

    ctypedef_statement: $ => seq('ctypedef', $._c_definition),

    extern_block: $ => seq(
      'extern', 'from', field('header', choice($.string, '*')),
      optional(seq('namespace', field('namespace', $.string))),
      repeat($.gil_clause),
      optional('noexcept'),
      ':', field('body', $._c_suite),
    ),

    c_modifier: _ => choice('public', 'readonly', 'api', 'inline', 'packed', 'extern', 'nogil', 'static'),

    _c_definition: $ => seq(
      repeat($.c_modifier),
      choice(
        $.struct_definition,
        $.enum_definition,
        $.cppclass_definition,
        $.fused_definition,
        $.cclass_definition,
        $.c_declaration,
        $.c_function_definition,
      ),
    ),

    struct_definition: $ => seq(
      field('kind', choice('struct', 'union')), field('name', $.identifier), optional(field('cname', $.string)),
      choice($._c_end, seq(':', field('body', $._c_suite))),
    ),

    enum_definition: $ => seq(
      'enum', optional(field('scoped', choice('class', 'struct'))),
      optional(field('name', $.identifier)), optional(field('cname', $.string)),
      optional(seq('(', field('base', $.c_type), ')')),
      choice($._c_end, seq(':', field('body', choice(
        seq($._indent, alias($._enum_block, $.enum_body)),
        alias($._enum_line, $.enum_body),
      )))),
    ),
    _enum_block: $ => seq(repeat1($._enum_line), $._dedent),
    _enum_line: $ => seq(
      choice($.pass_statement, $.string, $.concatenated_string, commaList($.enumerator)),
      repeat(';'), $._newline,
    ),
    enumerator: $ => seq(
      field('name', $.identifier), optional(field('cname', $.string)),
      optional(seq('=', field('value', $.expression))),
    ),

    cppclass_definition: $ => seq(
      'cppclass', field('name', $.identifier), optional(field('cname', $.string)),
      optional(field('template', $.template_parameters)),
      optional(field('bases', $.cppclass_bases)),
      repeat($.gil_clause),
      choice($._c_end, seq(':', field('body', $._c_suite))),
    ),
    template_parameters: $ => seq('[', commaSep1($.template_parameter), ']'),
    template_parameter: $ => seq(field('name', $.identifier), optional(seq('=', '*'))),
    cppclass_bases: $ => seq('(', optional(commaSep1($.c_type)), ')'),

    fused_definition: $ => seq(
      'fused', field('name', $.identifier), ':',
      field('body', choice(seq($._indent, alias($._fused_block, $.fused_body)), alias($._fused_line, $.fused_body))),
    ),
    _fused_block: $ => seq(repeat1($._fused_line), $._dedent),
    _fused_line: $ => seq(choice($.pass_statement, $.string, $.c_type_id), $._newline),

    cclass_definition: $ => seq(
      'class', field('name', $.dotted_name), optional(seq('as', field('alias', $.identifier))),
      optional(field('superclasses', $.argument_list)),
      optional(field('options', $.cclass_options)),
      choice($._c_end, seq(':', field('body', $._suite))),
    ),
    cclass_options: $ => seq('[', commaList($.cclass_option), ']'),
    cclass_option: $ => seq(field('key', $.identifier), field('value', $.identifier)),

    _c_end: $ => seq(optional(';'), $._newline),

    // ------------------------------------------------------------------------------------------- C blocks
    // The body of an extern block, a struct, a C++ class or a plain `cdef:`, where `cdef` need not be repeated.
    _c_suite: $ => choice(
      seq($._indent, $.c_block),
      alias($._c_line, $.c_block),
    ),
    c_block: $ => seq(repeat1($._c_statement), $._dedent),
    _c_line: $ => seq(
      choice($.pass_statement, $.ellipsis, $.string, $.concatenated_string), optional(';'), $._newline),

    _c_statement: $ => choice(
      $._c_line,
      $.cdef_statement,
      $.ctypedef_statement,
      alias($._c_definition, $.c_definition),
      $.extern_block,
      alias($.c_decorated_definition, $.decorated_definition),
      alias($.c_IF_statement, $.IF_statement),
      seq(choice($.include_statement, $.DEF_statement, $.cimport_statement, $.import_from_statement,
        $.import_statement), $._newline),
      $.property_definition,
      $.function_definition,
    ),
    c_decorated_definition: $ => seq(
      repeat1($.decorator),
      field('definition', choice($.cdef_statement, alias($._c_definition, $.c_definition), $.function_definition)),
    ),
    c_IF_statement: $ => seq(
      'IF', field('condition', $.expression), ':', field('consequence', $._c_suite),
      repeat(field('alternative', alias($.c_ELIF_clause, $.ELIF_clause))),
      optional(field('alternative', alias($.c_ELSE_clause, $.ELSE_clause))),
    ),
    c_ELIF_clause: $ => seq('ELIF', field('condition', $.expression), ':', field('consequence', $._c_suite)),
    c_ELSE_clause: $ => seq('ELSE', ':', field('body', $._c_suite)),

    // ------------------------------------------------------------------------------------------- declarations
    c_declaration: $ => seq(
      optional(field('type', $.c_type)),
      commaSep1(choice(field('declarator', $._declarator), $.init_declarator)), optional(','),
      $._c_end,
    ),
    init_declarator: $ => seq(
      field('declarator', $._declarator), '=', field('value', choice($.expression, $.yield))),
    c_function_definition: $ => seq(
      optional(field('type', $.c_type)),
      field('declarator', $._declarator),
      ':',
      field('body', $._suite),
    ),

    // Declarators with a name.
    _declarator: $ => choice(
      $.calling_convention_declarator,
      $.name_declarator,
      $.pointer_declarator,
      $.array_declarator,
      $.function_declarator,
      $.parenthesized_declarator,
    ),
    calling_convention_declarator: $ => prec(1, seq($.calling_convention, field('declarator', $._declarator))),
    name_declarator: $ => seq(
      field('name', choice($.identifier, $.operator_name, $.destructor_name)), optional(field('cname', $.string))),
    pointer_declarator: $ => prec(1, seq($._pointer, field('declarator', $._declarator))),
    _pointer: $ => prec.right(seq(
      field('operator', choice('*', '**', '&', '&&')),
      repeat(choice($.type_qualifier, field('restrict', 'restrict'))))),
    array_declarator: $ => prec(3, seq(
      field('declarator', $._declarator), '[', optional(commaSep1(field('size', $.expression))), ']')),
    function_declarator: $ => prec.right(3, seq(
      field('declarator', $._declarator), field('parameters', $.parameters), repeat($._function_clause))),
    parenthesized_declarator: $ => prec.dynamic(2, seq(
      '(', optional($.calling_convention),
      field('declarator', choice($.pointer_declarator, $.parenthesized_declarator)), ')')),
    calling_convention: _ => choice('__stdcall', '__cdecl', '__fastcall'),

    // Declarators without one: `int *`, `void (*)(int)`.
    _abstract_declarator: $ => choice(
      $.abstract_pointer_declarator,
      $.abstract_function_declarator,
      $.abstract_parenthesized_declarator,
    ),
    abstract_pointer_declarator: $ => prec.right(1, seq(
      $._pointer, optional(field('declarator', choice($._abstract_declarator, $.abstract_array_declarator))))),
    abstract_parenthesized_declarator: $ => seq(
      '(', optional($.calling_convention), field('declarator', $.abstract_pointer_declarator), ')'),
    abstract_function_declarator: $ => prec.right(3, seq(
      optional(field('declarator', $.abstract_parenthesized_declarator)),
      field('parameters', alias($._abstract_parameters, $.parameters)),
      repeat($._function_clause))),
    // A list of its own: with the full one, `void (*f) (void*)` would read as a function named `void`.
    _abstract_parameters: $ => seq(
      '(',
      optional(commaList(choice(
        prec(5, $.identifier), $._size_word_name, $.c_parameter, alias('...', $.c_varargs)))),
      ')'),
    abstract_array_declarator: $ => prec.right(3, seq('[', optional(field('size', $.expression)), ']')),

    // A type with its abstract declarator: what stands in a cast.
    c_type_id: $ => seq(field('type', $.c_type), optional(field('declarator', $._abstract_declarator))),

    _function_clause: $ => choice($.gil_clause, $.exception_clause, alias('const', $.type_qualifier)),
    gil_clause: _ => choice('nogil', seq('with', choice('gil', 'nogil'))),
    exception_clause: $ => prec.right(choice(
      'noexcept',
      seq('except', choice(
        seq(optional('?'), field('value', $.primary_expression)),
        '*',
        prec.dynamic(2, seq('+', optional(field('handler', choice(
          prec.dynamic(1, $.identifier), $.attribute, '*'))))),
      )),
    )),

    // ------------------------------------------------------------------------------------------- types
    type_qualifier: _ => choice('const', 'volatile'),
    c_type: $ => prec.right(seq(
      repeat($.type_qualifier),
      choice($.type_name, $.sized_type, $.tuple_type),
      optional('complex'),
      repeat($.type_qualifier),
      repeat($.type_suffix),
    )),
    type_name: $ => prec.right(seq($.identifier, repeat(seq('.', $.identifier)))),
    sized_type: $ => prec.right(seq(
      repeat1(choice('unsigned', 'signed', 'short', 'long')), optional(choice('int', 'char', 'double')))),
    tuple_type: $ => seq('(', commaList($.c_type_id), ')'),
    type_suffix: $ => prec.right(choice(
      seq('[', optional(commaList($._type_argument)), ']'),
      seq('.', $.identifier),
    )),
    _type_argument: $ => choice(
      prec.dynamic(1, $.c_type_id),
      $.expression,
      $.slice,
      $.keyword_argument,
    ),

    // ------------------------------------------------------------------------------------------- parameters
    parameters: $ => seq('(', optional(commaList($._any_parameter)), ')'),
    _any_parameter: $ => choice(
      $.parameter, alias($._annotated_c_parameter, $.c_parameter), alias('...', $.c_varargs)),
    _annotated_c_parameter: $ => seq(
      field('type', $.c_type), field('declarator', $._declarator),
      optional($.none_clause),
      ':', field('annotation', $.type),
      optional(seq('=', field('default', choice($.expression, '*', '?'))))),
    none_clause: $ => seq(choice('not', 'or'), $.none),
    typed_parameter: $ => prec(-1, seq(
      field('name', choice($.identifier, $._size_word_name, $.list_splat_pattern, $.dictionary_splat_pattern)),
      ':', field('type', $.type))),
    typed_default_parameter: $ => prec(-1, seq(
      field('name', choice($.identifier, $._size_word_name)), ':', field('type', $.type),
      '=', field('value', choice($.expression, '*', '?')))),
    // `def f(long)`, `def f(unsigned=1)`: these words are names where nothing follows them.
    _size_word_name: $ => prec(5, alias(choice(...SIZE_WORDS), $.identifier)),
    parameter: $ => choice(
      prec(5, $.identifier),
      $._size_word_name,
      $.typed_parameter,
      $.default_parameter,
      $.typed_default_parameter,
      $.list_splat_pattern,
      $.keyword_separator,
      $.positional_separator,
      $.dictionary_splat_pattern,
      $.c_parameter,
    ),
    default_parameter: $ => seq(
      field('name', choice($.identifier, $._size_word_name)), '=',
      field('value', choice($.expression, '*', '?'))),
    c_parameter: $ => seq(
      field('type', $.c_type),
      optional(field('declarator', choice($._declarator, $._abstract_declarator))),
      optional($.none_clause),
      optional(seq('=', field('default', choice($.expression, '*', '?')))),
    ),

    // ------------------------------------------------------------------------------------------- expressions
    // A starred expression is no operand: it stands in lists only.
    primary_expression: ($, previous) => choice(
      ...previous.members.filter(rule => rule.value !== 'list_splat'),
      $.cast_expression, $.sizeof_expression, $.new_expression, $.backquote),
    expression_list: $ => prec.right(seq(
      choice($.expression, $.list_splat),
      choice(',', seq(repeat1(seq(',', choice($.expression, $.list_splat))), optional(','))),
    )),
    expression_statement: $ => choice(
      $._expressions,
      $.assignment,
      $.augmented_assignment,
      $.yield,
    ),
    subscript: $ => prec(PREC.call, seq(
      field('value', $.primary_expression),
      '[', commaList(field('subscript', choice($.expression, $.slice, $.list_splat))), ']',
    )),
    cast_expression: $ => prec(PREC.unary, seq(
      '<', field('type', $.c_type_id), optional(field('checked', '?')), '>', field('value', $.primary_expression))),
    sizeof_expression: $ => prec(PREC.call, seq(
      'sizeof', '(', choice(prec.dynamic(1, field('type', $.c_type_id)), field('value', $.expression)), ')')),
    new_expression: $ => prec(PREC.call, seq(
      'new', field('type', alias($._new_type, $.c_type)), field('arguments', $.argument_list))),
    _new_type: $ => prec.right(seq($.type_name, repeat($.type_suffix))),
    unary_operator: $ => prec(PREC.unary, seq(
      field('operator', choice('+', '-', '~', '&')), field('argument', $.primary_expression))),

    // As in Python: `|` binds least, then `^`, then `&`.
    binary_operator: $ => choice(...[
      [prec.left, '|', PREC.bitwise_or],
      [prec.left, '^', PREC.bitwise_or + 1],
      [prec.left, '&', PREC.bitwise_or + 2],
      [prec.left, '<<', PREC.shift],
      [prec.left, '>>', PREC.shift],
      [prec.left, '+', PREC.plus],
      [prec.left, '-', PREC.plus],
      [prec.left, '*', PREC.times],
      [prec.left, '@', PREC.times],
      [prec.left, '/', PREC.times],
      [prec.left, '%', PREC.times],
      [prec.left, '//', PREC.times],
      [prec.right, '**', PREC.power],
    ].map(([associate, operator, precedence]) => associate(precedence, seq(
      field('left', $.primary_expression),
      field('operator', operator),
      field('right', $.primary_expression),
    )))),
    // `await x ** 2` is a power of what is awaited.
    await: $ => prec.right(PREC.call, seq('await', $.primary_expression)),
    // `(x := a if b else c)` names the whole conditional.
    named_expression: $ => prec.right(-2, seq(
      field('name', $._named_expression_lhs), ':=', field('value', $.expression))),

    keyword_identifier: ($, previous) => choice(previous, alias(choice(...SOFT_KEYWORDS), $.identifier)),

    list_splat_pattern: ($, previous) => choice(previous, seq('*', choice($.tuple_pattern, $.list_pattern))),

    // Annotations are plain expressions, so that `double[:, ::1]` parses.
    type: $ => choice(prec(1, $.expression), $.splat_type),
    splat_type: $ => prec(1, seq('*', $.expression)),

    // ------------------------------------------------------------------------------------------- for ... from
    for_statement: ($, previous) => choice(
      previous,
      seq('for', $.for_from_range, ':', field('body', $._suite), field('alternative', optional($.else_clause))),
    ),
    for_from_range: $ => seq(
      optional(seq(field('target', $.primary_expression), 'from')),
      field('lower', $.primary_expression),
      field('lower_operator', choice('<', '<=', '>', '>=')),
      field('middle', $.primary_expression),
      field('upper_operator', choice('<', '<=', '>', '>=')),
      field('upper', $.primary_expression),
      optional(seq('by', field('step', $.primary_expression))),
    ),
    _comprehension_clauses: $ => seq(
      choice($.for_in_clause, $.for_from_clause),
      repeat(choice($.for_in_clause, $.for_from_clause, $.if_clause))),
    for_from_clause: $ => seq('for', $.for_from_range),
    list_comprehension: $ => seq(
      '[', field('body', choice($.expression, $.list_splat)), $._comprehension_clauses, ']'),
    set_comprehension: $ => seq(
      '{', field('body', choice($.expression, $.list_splat)), $._comprehension_clauses, '}'),
    dictionary_comprehension: $ => seq(
      '{', field('body', choice($.pair, $.dictionary_splat)), $._comprehension_clauses, '}'),
    generator_expression: $ => seq(
      '(', field('body', choice($.expression, $.list_splat)), $._comprehension_clauses, ')'),

    // ------------------------------------------------------------------------------------------- match patterns
    case_pattern: $ => prec(1, choice(
      alias($._as_pattern, $.as_pattern),
      $._simple_pattern,
    )),
    _as_pattern: $ => seq(field('pattern', $.case_pattern), 'as', field('alias', $.identifier)),
    _simple_pattern: $ => prec(1, choice(
      $.class_pattern,
      $.splat_pattern,
      $.union_pattern,
      alias($._list_pattern, $.list_pattern),
      alias($._tuple_pattern, $.tuple_pattern),
      $.dict_pattern,
      $.string,
      $.concatenated_string,
      $.true,
      $.false,
      $.none,
      $.signed_number,
      $.complex_pattern,
      $.dotted_name,
      alias('_', $.wildcard_pattern),
    )),
    signed_number: $ => seq(optional(choice('-', '+')), choice($.integer, $.float)),
    complex_pattern: $ => prec(1, seq(
      field('real', $.signed_number), field('operator', choice('+', '-')),
      optional('+'), field('imaginary', choice($.integer, $.float)))),
    dict_pattern: $ => seq('{', optional(commaList(choice($.key_value_pattern, $.splat_pattern))), '}'),
    key_value_pattern: $ => seq(field('key', $._simple_pattern), ':', field('value', $.case_pattern)),
    class_pattern: $ => seq(
      field('class', $.dotted_name), '(', optional(commaList(choice($.case_pattern, $.keyword_pattern))), ')'),
    keyword_pattern: $ => seq(field('name', $.identifier), '=', field('value', $.case_pattern)),
    splat_pattern: $ => prec(1, seq(choice('*', '**'), choice($.identifier, alias('_', $.wildcard_pattern)))),

    // ------------------------------------------------------------------------------------------- literals
    string: $ => seq($.string_start, repeat(choice($.interpolation, $.string_content)), $.string_end),
    string_content: $ => $._string_text,
    interpolation: $ => seq(
      '{',
      field('expression', $._f_expression),
      optional(field('self_documenting', '=')),
      optional(field('type_conversion', $.type_conversion)),
      optional(field('format_specifier', $.format_specifier)),
      '}',
    ),
    format_specifier: $ => seq(
      choice(':', '\u001f'),
      repeat(choice(alias($._format_text, $.format_content), alias($.interpolation, $.format_expression)))),
    type_conversion: _ => /![ \t]*[a-zA-Z_]+/,

    integer: _ => token(seq(
      choice(
        seq(/0[xX]/, repeat1(/_?[A-Fa-f0-9]+/)),
        seq(/0[oO]/, repeat1(/_?[0-7]+/)),
        seq(/0[bB]/, repeat1(/_?[0-1]+/)),
        repeat1(/[0-9]+_?/),
      ),
      optional(choice(/[uU][lL]?[lL]?/, /[lL][lL]?[uU]?/, /[jJ]/)),
    )),

    // ------------------------------------------------------------------------------------------- C++ names
    operator_name: $ => seq('operator', choice(
      '+', '-', '*', '/', '%', '^', '&', '|', '~', '!', '=', '<', '>', '+=', '-=', '*=', '/=', '%=', '^=', '&=', '|=',
      '<<', '>>', '>>=', '<<=', '==', '!=', '<=', '>=', '<=>', '&&', '||', '++', '--', ',', '->*', '->',
      seq('(', ')'), seq('[', ']'), seq('new', optional(seq('[', ']'))), 'bool', $.identifier)),
    destructor_name: $ => seq('~', $.identifier),
  },
});
