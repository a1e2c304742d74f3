"""What .pxd modules declare, as Cython's own analysis sees them; for check_includes.py."""
import io
import os
import re
import contextlib

from Cython.Compiler import Errors, Main, Options
from Cython.Compiler.PyrexTypes import CReferenceBaseType

# declared as a function, a macro without parentheses in C
WITHOUT_PARENTHESES = {"PyDateTime_IMPORT"}
OURS_AND_THEIRS = re.compile(r"cname=(__pyx|__Pyx|cy_|cython_std)[\w:]* ")


def exception_text(function):
    value = function.exception_value
    if value is not None and hasattr(value, "python_value"):
        value = value.python_value
    if value is not None and "Node object" in str(value):
        value = getattr(value, "value", "")
    handler = getattr(value, "name", value) if function.exception_check == "+" else value
    return f"except {handler}/{function.exception_check}"


def function_text(function):
    arguments = [type_text(argument.type) for argument in function.args]
    if function.has_varargs:
        arguments.append("...")
    text = f"({', '.join(arguments)})->{type_text(function.return_type)} {exception_text(function)}"
    if function.optional_arg_count:
        text += f" optional={function.optional_arg_count}"
    if function.nogil:
        text += " nogil"
    if function.with_gil:
        text += " with gil"
    if getattr(function, "templates", None):
        text += " [" + ", ".join(str(name) for name in function.templates) + "]"
    return text + (" static" if getattr(function, "is_static_method", False) else "")


def type_text(kind):
    if kind is None:
        return "none"
    if isinstance(kind, CReferenceBaseType):
        return type_text(kind.ref_base_type) + ("&&" if kind.is_rvalue_reference else "&")
    if kind.is_cfunction:
        return "<" + function_text(kind) + ">"
    if kind.is_cv_qualified:
        base = type_text(kind.cv_base_type)
        return ("volatile " if kind.is_volatile else "") + ("const " if kind.is_const else "") + base
    if kind.is_typedef:
        return kind.declaration_code("", for_display=1)
    if kind.is_ptr and not kind.is_pyobject:
        # a parameter may be const where Cython's is not: it takes what that one takes
        return re.sub(r"^const (char|wchar_t|Py_UNICODE)$", r"\1", type_text(kind.base_type)) + "*"
    if kind.is_array:
        return f"{type_text(kind.base_type)}[{kind.size}]"
    if getattr(kind, "is_cpp_class", False):
        parameters = ", ".join(type_text(parameter) for parameter in kind.templates or ())
        return f"{kind.name}[{parameters}]" if parameters else str(kind.name)
    return str(kind)


def entry_text(entry):
    kind = entry.type
    words = [word for word in ("is_const", "is_cfunction", "is_type", "is_cglobal", "inline_func_in_pxd", "is_property")
             if getattr(entry, word, False)]
    text = f"{','.join(words)} cname={entry.cname} {type_text(kind)}"
    if entry.is_type and kind is not None:
        if kind.is_typedef:
            text += " = " + type_text(kind.typedef_base_type)
        if getattr(kind, "is_cpp_class", False):
            text += f" bases={[type_text(base) for base in kind.base_classes or []]} "
            text += f"optional={kind.num_optional_templates}"
        if kind.is_struct_or_union:
            text += " " + kind.kind
        if kind.is_extension_type:
            text += f" extension {kind.objstruct_cname} {kind.module_name}"
    text = OURS_AND_THEIRS.sub("cname=HELPER ", text)
    # what an assignment returns is not used
    return re.sub(r"(cname=operator= .*)->(Python object|[\w\[\], ]+&) except", r"\1-> except", text)


def scope_facts(scope, prefix, facts, seen):
    for name, entry in scope.entries.items():
        if name is None or (name.startswith("__") and name.endswith("__")) or entry.as_module is not None:
            continue
        alternatives = entry.all_alternatives() if entry.is_cfunction else [entry]
        facts[prefix + name] = sorted({entry_text(one) for one in alternatives})
        for one in alternatives:
            inner = getattr(one.type, "scope", None) if one.is_type else None
            if inner is not None and inner is not scope and id(inner) not in seen:
                seen.add(id(inner))
                scope_facts(inner, prefix + name + ".", facts, seen)


def analysed(root, module):
    """The scope of a module found below root only, and the messages of its analysis."""
    Main.standard_include_path = root
    options = Main.CompilationOptions(Options.default_options, cplus=True, language_level=3)
    context = Main.Context.from_options(options)
    context.include_directories = []
    Errors.init_thread()
    with contextlib.redirect_stderr(io.StringIO()), Errors.local_errors() as errors:
        scope = context.find_module(module)
    return scope, [f"{error.position[1:] if error.position else ''} {error.message_only}" for error in errors]


def collect(root, modules):
    facts, errors = {}, []
    for module in modules:
        scope, messages = analysed(root, module)
        errors.extend((module, message) for message in messages)
        facts[module] = {}
        scope_facts(scope, "", facts[module], set())
    return facts, errors


def parameter_text(kind):
    """The type in Cython's syntax, or None where it needs a declarator of its own."""
    text = kind.declaration_code("", for_display=1)
    if kind.is_pyobject:
        return kind.name if kind.is_extension_type else "object"
    if "(" in text or "[" in text or "<" in text:
        return None
    return text


def calls_of(root, module):
    """A .pyx that calls every extern function of the module, and the names that it leaves out."""
    scope, _ = analysed(root, module)
    functions = [(name, one) for name, entry in scope.entries.items() if entry.is_cfunction
                 for one in entry.all_alternatives()
                 if one.visibility == "extern" and entry.scope is scope and not one.type.with_gil]
    types = sorted({name for name, entry in scope.entries.items() if entry.is_type and not name.startswith("__")})
    functions = [(name, one) for name, one in functions if name not in WITHOUT_PARENTHESES]
    names = sorted({name for name, _ in functions})
    head = [f"from {module} cimport {name}" for name in types + names]
    body, skipped = [], []
    for index, (name, function) in enumerate(functions):
        parameters = [parameter_text(argument.type) for argument in function.type.args]
        if None in parameters:
            skipped.append(name)
            continue
        declared = ", ".join(f"{text} a{place}" for place, text in enumerate(parameters))
        given = ", ".join(f"a{place}" for place in range(len(parameters)))
        body.append(f"cdef int use_{index}({declared}) except? -1:\n    {name}({given})\n    return 0\n")
    return "# cython: language_level=3\n" + "\n".join(head) + "\n" + "\n".join(body) + "\n", sorted(set(skipped))
