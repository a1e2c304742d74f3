"""The Tempita template language, which packages use for their .pyx.in files.

``{{expr}}`` ``{{expr | filter}}`` ``{{py: code}}`` ``{{for x in xs}} {{break}} {{continue}} {{endfor}}``
``{{if}} {{elif}} {{else}} {{endif}}`` ``{{def f(a, b=1)}} {{enddef}}`` ``{{inherit expr}}``
``{{default x = expr}}`` ``{{# comment}}``. A statement alone on its line takes the line with it.
"""

from __future__ import annotations

import argparse
import inspect
import os
import re
import sys
import textwrap
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple, Union

__all__ = ["Template", "TemplateError", "bunch", "fill_command", "looper", "sub"]

Position = Tuple[int, int]
Namespace = Dict[str, Any]
_DELIMITERS = ("{{", "}}")
# Codes that are statements, and those (as written) that take the line they stand alone on with them.
_STATEMENT = re.compile(
    r"(?:(?:if|elif|for|def|inherit|default)\s|py:|#|"
    r"(?:else:?|endif|endfor|enddef|continue|break)\s*$)"
)
_TRIMMED = re.compile(
    r"(?:(?:if|elif|for|def|inherit|default) |py:|(?:else|endif|endfor|enddef|continue|break)$)"
)


class TemplateError(Exception):
    """A template that cannot be read or filled, with the place in it."""

    def __init__(self, message: str, position: Position, name: Optional[str] = None) -> None:
        super().__init__(message)
        self.position = position
        self.name = name

    def __str__(self) -> str:
        text = " ".join(map(str, self.args)) + " at line %s column %s" % self.position
        return f"{text} in {self.name}" if self.name else text


class _Continue(Exception):
    pass


class _Break(Exception):
    pass


# --- reading: texts and codes --------------------------------------------------------------------------


class _Code:
    """What stands between the delimiters, with its place for messages and its span for trimming."""

    def __init__(self, text: str, position: Position, start: int, end: int) -> None:
        self.text = text
        self.position = position
        self.start = start
        self.end = end


_Token = Union[str, _Code]


def _codes(content: str, name: Optional[str], line_offset: int, delimiters: Sequence[str]) -> List[_Code]:
    opening, closing = delimiters
    codes: List[_Code] = []
    position = 0

    def place(index: int) -> Position:
        return content.count("\n", 0, index) + 1 + line_offset, index - content.rfind("\n", 0, index)

    while True:
        start = content.find(opening, position)
        stray = content.find(closing, position, None if start < 0 else start)
        if stray >= 0:
            raise TemplateError(f"'{closing}' outside expression", place(stray), name)
        if start < 0:
            return codes
        inside = start + len(opening)
        end = content.find(closing, inside)
        nested = content.find(opening, inside)
        if 0 <= nested < end:
            raise TemplateError(f"'{opening}' inside expression", place(nested), name)
        if end < 0:
            raise TemplateError(f"No '{closing}' to finish last expression", place(inside), name)
        position = end + len(closing)
        codes.append(_Code(content[inside:end], place(inside), start, position))


def _trim(content: str, codes: List[_Code]) -> None:
    """Widen the spans of statements that stand alone to their whole lines, and over the blank lines
    between one such statement and the next."""
    line_rest = re.compile(r"[ \t]*\n")
    before_statement = re.compile(r"\n\r?[\t ]*$")  # "$": also one blank line before it goes
    previous_end = 0  # where the text before a code begins
    previous_trimmed = False
    for index, code in enumerate(codes):
        text_before = content[previous_end : code.start]
        text_end = codes[index + 1].start if index + 1 < len(codes) else len(content)
        text_after = content[code.end : text_end]
        previous_end, was_trimmed, previous_trimmed = code.end, previous_trimmed, False
        touching = (index and not text_before and not was_trimmed) or (
            index + 1 < len(codes) and not text_after
        )
        if touching or not _TRIMMED.match(code.text):
            continue
        blank = not text_before.strip() and (index == 0 or was_trimmed)
        indent = before_statement.search(text_before)
        rest = line_rest.match(text_after)
        last = index + 1 == len(codes) and not text_after.strip()
        if not (blank or indent) or not (rest or last):
            continue
        # The newline before the statement stays, unless nothing but blanks is before it.
        code.start += (0 if blank else indent.start() + 1) - len(text_before)  # type: ignore[union-attr]
        code.end = text_end if last else code.end + rest.end()  # type: ignore[union-attr]
        previous_end, previous_trimmed = code.end, bool(text_after)


def lex(
    content: str,
    name: Optional[str] = None,
    trim_whitespace: bool = True,
    line_offset: int = 0,
    delimiters: Optional[Sequence[str]] = None,
) -> List[_Token]:
    """Texts and codes of a template, in order."""
    codes = _codes(content, name, line_offset, delimiters or _DELIMITERS)
    tokens: List[_Token] = []
    position = 0
    if trim_whitespace:
        _trim(content, codes)
    for code in codes:
        if code.start > position:
            tokens.append(content[position : code.start])
        tokens.append(code)
        position = code.end
    if position < len(content):
        tokens.append(content[position:])
    return tokens


# --- parsing: a tree of nodes, each a function of (state) ------------------------------------------------


class _State:
    """One filling of a template: the names, the text so far, what {{inherit}} and {{def}} gave."""

    def __init__(self, template: "Template", names: Namespace) -> None:
        self.template = template
        self.names = names
        self.out: List[str] = []
        self.definitions: Dict[str, Any] = {}
        self.inherit: Optional[Any] = None


_Node = Callable[[_State], None]


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: List[_Token], template: "Template") -> None:
        self.tokens = tokens
        self.index = 0
        self.template = template

    def fail(self, message: str, position: Position) -> TemplateError:
        return TemplateError(message, position, self.template.name)

    def block(
        self, context: str, ends: Tuple[str, ...], opened_at: Position
    ) -> Tuple[List[_Node], str, _Code]:
        """Nodes up to one of the closing statements; (nodes, the statement's first word, its code)."""
        nodes: List[_Node] = []
        while self.index < len(self.tokens):
            token = self.tokens[self.index]
            self.index += 1
            if isinstance(token, str):
                nodes.append(_text(token))
                continue
            code = token.text.strip()
            word = re.match(r"[a-z]*", code).group().rstrip(":")  # type: ignore[union-attr]
            if word in ends and _STATEMENT.match(code):
                return nodes, word, token
            node = self.code(code, word, token, context)
            if node is not None:
                nodes.append(node)
        if ends:
            raise self.fail(f"No {{{{{ends[-1]}}}}}", opened_at)
        return nodes, "", _Code("", opened_at, 0, 0)

    def code(self, code: str, word: str, token: _Code, context: str) -> Optional[_Node]:
        position = token.position
        if code.startswith("#"):
            return None
        if code.startswith("py:"):
            return self.python(token)
        if _STATEMENT.match(code):
            if word in ("endif", "endfor", "enddef", "else", "elif"):
                opener = {"endfor": "for", "enddef": "def"}.get(word, "if")
                raise self.fail(
                    f"{word} outside of an {opener} block"
                    if opener == "if"
                    else f"{word} outside of a {opener} block",
                    position,
                )
            if word in ("continue", "break") and "for" not in context:
                raise self.fail(f"{word} outside of for loop", position)
            return getattr(self, "_" + word)(code[len(word) :].strip(), position, context)
        return _expression(code, position)

    def python(self, token: _Code) -> _Node:
        source = token.text.lstrip()[len("py:") :].lstrip(" \t")
        if source[:1] in ("\n", "\r"):
            source = textwrap.dedent(source.replace("\r\n", "\n").strip("\n")) + "\n"
        elif "\n" in source.strip():
            raise self.fail("Multi-line py blocks must start with a newline", token.position)
        position = token.position
        return lambda state: state.template.execute(source.rstrip() + "\n", state.names, position)

    def _continue(self, rest: str, position: Position, context: str) -> _Node:
        return _raiser(_Continue)

    def _break(self, rest: str, position: Position, context: str) -> _Node:
        return _raiser(_Break)

    def _for(self, rest: str, position: Position, context: str) -> _Node:
        targets, separator, expression = rest.rstrip(":").partition(" in ")
        if not separator:
            raise self.fail(f"Bad for (no 'in') in 'for {rest}'", position)
        targets = targets.strip()
        if targets.startswith("(") and targets.endswith(")"):
            targets = targets[1:-1]
        if not re.fullmatch(r"[\w\s,]+", targets):
            raise self.fail(
                f"You cannot have (, ., or = in the variable section of a for loop: {targets!r}", position
            )
        names = [name.strip() for name in targets.split(",") if name.strip()]
        single = "," not in targets
        body = self.block(context + " for", ("endfor",), position)[0]
        return _loop(names, single, expression.strip(), body, position, self.template.name)

    def _if(self, rest: str, position: Position, context: str) -> _Node:
        branches: List[Tuple[Optional[str], Position, List[_Node]]] = []
        condition: Optional[str] = rest.rstrip(":").strip()
        while True:
            ends = ("endif",) if condition is None else ("elif", "else", "endif")
            nodes, word, code = self.block(context + " if", ends, position)
            branches.append((condition, position, nodes))
            if word == "endif":
                return _conditional(branches)
            position = code.position
            text = code.text.strip()
            condition = text[len("elif") :].rstrip(":").strip() if word == "elif" else None

    def _def(self, rest: str, position: Position, context: str) -> _Node:
        signature = rest.rstrip(":").strip()
        found = re.fullmatch(r"(\w+)\s*(?:\((.*)\))?", signature, re.S)
        if not found:
            raise self.fail(f"Bad def, {signature!r} is not a name with a signature", position)
        name, parameters = found.group(1), found.group(2) or ""
        body = self.block("def", ("enddef",), position)[0]
        return _definition(name, parameters, body, position)

    def _default(self, rest: str, position: Position, context: str) -> _Node:
        name, equals, expression = rest.partition("=")
        name = name.strip()
        if not equals or name == "self" or not name.isidentifier():
            raise self.fail(f"{{{{default {rest}}}}}: a name, '=' and an expression are expected", position)

        def node(state: _State) -> None:
            if name not in state.names:
                state.names[name] = state.template.evaluate(expression.strip(), state.names, position)

        return node

    def _inherit(self, rest: str, position: Position, context: str) -> _Node:
        def node(state: _State) -> None:
            state.inherit = state.template.evaluate(rest, state.names, position)

        return node


def _text(text: str) -> _Node:
    return lambda state: state.out.append(text)


def _raiser(kind: type) -> _Node:
    def node(state: _State) -> None:
        raise kind()

    return node


def _expression(code: str, position: Position) -> _Node:
    parts = [part.strip() for part in code.split("|")]

    def node(state: _State) -> None:
        evaluate = state.template.evaluate
        value = evaluate(parts[0], state.names, position)
        for part in parts[1:]:
            value = evaluate(part, state.names, position)(value)
        state.out.append(state.template.text_of(value, position))

    return node


def _run(nodes: List[_Node], state: _State) -> None:
    for node in nodes:
        node(state)


def _loop(
    names: List[str],
    single: bool,
    expression: str,
    body: List[_Node],
    position: Position,
    template_name: Optional[str],
) -> _Node:
    def node(state: _State) -> None:
        for item in state.template.evaluate(expression, state.names, position):
            if single:
                state.names[names[0]] = item
            else:
                values = list(item)
                if len(values) != len(names):
                    raise TemplateError(
                        f"Need {len(names)} items to unpack (got {len(values)} items)",
                        position,
                        template_name,
                    )
                state.names.update(zip(names, values))
            try:
                _run(body, state)
            except _Continue:
                continue
            except _Break:
                break

    return node


def _conditional(branches: List[Tuple[Optional[str], Position, List[_Node]]]) -> _Node:
    def node(state: _State) -> None:
        for condition, position, nodes in branches:
            if condition is None or state.template.evaluate(condition, state.names, position):
                _run(nodes, state)
                return

    return node


def _definition(name: str, parameters: str, body: List[_Node], position: Position) -> _Node:
    def node(state: _State) -> None:
        function = _TemplateFunction(name, parameters, body, state, position)
        state.names[name] = function
        state.definitions[name] = function

    return node


class _TemplateFunction:
    """What {{def}} defines: called with arguments it gives text."""

    def __init__(
        self, name: str, parameters: str, body: List[_Node], state: _State, position: Position
    ) -> None:
        self.name = name
        self.body = body
        self.state = state
        # The signature is Python's own; default values see the template's names.
        probe = state.template.evaluate(f"lambda {parameters}: None", state.names, position)
        self.signature = inspect.signature(probe)
        self.bound_self: Any = None

    def __call__(self, *args: Any, **keywords: Any) -> str:
        bound = self.signature.bind(*args, **keywords)
        bound.apply_defaults()
        inner = _State(self.state.template, {**self.state.names, **bound.arguments})
        if self.bound_self is not None:
            inner.names["self"] = self.bound_self
        _run(self.body, inner)
        return "".join(inner.out)

    def __str__(self) -> str:
        return self()

    def __repr__(self) -> str:
        return f"<tempita function {self.state.template.name}.{self.name}({self.signature})>"


# --- inheritance -------------------------------------------------------------------------------------------


class _Empty:
    """What ``self.get.name`` is when nothing of that name was defined: false, empty, callable."""

    def __call__(self, *args: Any, **keywords: Any) -> str:
        return ""

    def __str__(self) -> str:
        return ""

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __bool__(self) -> bool:
        return False


class _Getter:
    def __init__(self, owner: "_TemplateObject") -> None:
        self._owner = owner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._owner, name, _Empty())


class _TemplateObject:
    """``self`` in an inherited template: the definitions of the templates below it and ``body``."""

    def __init__(self, name: Optional[str]) -> None:
        self._name = name
        self.get = _Getter(self)

    def __repr__(self) -> str:
        return f"<template object {self._name}>"


# --- the template ------------------------------------------------------------------------------------------


def get_file_template(name: str, from_template: "Template") -> "Template":
    """{{inherit}} by file name, relative to the inheriting file."""
    folder = os.path.dirname(from_template.name or "")
    return type(from_template).from_filename(
        os.path.join(folder, name), namespace=from_template.namespace, get_template=from_template.get_template
    )


class Template:
    """A template that was read once and can be filled many times."""

    default_namespace: Namespace = {"start_braces": "{{", "end_braces": "}}"}
    default_inherit: Optional[str] = None

    def __init__(
        self,
        content: str,
        name: Optional[str] = None,
        namespace: Optional[Namespace] = None,
        stacklevel: Optional[int] = None,
        get_template: Optional[Callable[..., Any]] = None,
        default_inherit: Optional[str] = None,
        line_offset: int = 0,
        delimiters: Optional[Sequence[str]] = None,
        delimeters: Optional[Sequence[str]] = None,
    ) -> None:
        self.content = content
        self.delimiters = tuple(delimiters or delimeters or _DELIMITERS)
        if len(self.delimiters) != 2 or not all(isinstance(each, str) and each for each in self.delimiters):
            raise ValueError(f"delimiters must be two texts, got {self.delimiters!r}")
        if name is None and stacklevel is not None:
            name = _name_of_caller(stacklevel)
        self.name = name
        self.namespace = namespace or {}
        self.get_template = get_template
        if default_inherit is not None:
            self.default_inherit = default_inherit
        tokens = lex(content, name, line_offset=line_offset, delimiters=self.delimiters)
        self._nodes = _Parser(tokens, self).block("", (), (1 + line_offset, 1))[0]

    @classmethod
    def from_filename(
        cls,
        filename: str,
        namespace: Optional[Namespace] = None,
        encoding: Optional[str] = None,
        default_inherit: Optional[str] = None,
        get_template: Optional[Callable[..., Any]] = get_file_template,
    ) -> "Template":
        with open(filename, "rb") as file:
            content = file.read().decode(encoding or "utf-8")
        return cls(
            content,
            name=filename,
            namespace=namespace,
            default_inherit=default_inherit,
            get_template=get_template,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {id(self):x} name={self.name!r}>"

    def substitute(self, *args: Any, **keywords: Any) -> str:
        """The text for these names (one dict, or keywords)."""
        if args:
            if keywords:
                raise TypeError("You can only give positional *or* keyword arguments")
            if len(args) > 1:
                raise TypeError("You can only give one positional argument")
            if not hasattr(args[0], "items"):
                raise TypeError(
                    f"If you pass in a single argument, you must pass in a dictionary-like object "
                    f"(with a .items() method); you gave {args[0]!r}"
                )
            keywords = dict(args[0].items())
        names: Namespace = {
            "looper": looper,
            **self.default_namespace,
            "__template_name__": self.name,
            **self.namespace,
            **keywords,
        }
        return self._fill(names)

    def _fill(self, names: Namespace, inheritor: Optional[_TemplateObject] = None) -> str:
        state = _State(self, names)
        state.inherit = self.default_inherit
        if inheritor is not None:
            names["self"] = inheritor
        _run(self._nodes, state)
        text = "".join(state.out)
        return self._inherited(text, state) if state.inherit else text

    def _inherited(self, body: str, state: _State) -> str:
        if self.get_template is None:
            raise TemplateError(
                "You cannot use inheritance without passing in get_template", (1, 1), self.name
            )
        parent = self.get_template(state.inherit, self)
        own = state.names.get("self")
        current = _TemplateObject(self.name)
        for name, function in state.definitions.items():
            function.bound_self = current
            setattr(current, name, function)
        if isinstance(own, _TemplateObject):  # definitions of templates further down win
            for name, value in vars(own).items():
                if not name.startswith("_") and name not in ("get", "body"):
                    setattr(current, name, value)
        current.body = body  # type: ignore[attr-defined]
        return parent._fill(state.names, current)  # noqa: SLF001

    def evaluate(self, code: str, names: Namespace, position: Position) -> Any:
        """The value of a Python expression; errors say where in the template it stands."""
        try:
            return eval(code.strip() if "\n" not in code else f"({code})", names)  # noqa: S307
        except SyntaxError as error:
            raise SyntaxError(f"invalid syntax in expression: {code} {self._where(position)}") from error
        except (_Continue, _Break):
            raise
        except Exception as error:
            self._add_place(error, position)
            raise

    def execute(self, code: str, names: Namespace, position: Position) -> None:
        """Run {{py:}} code."""
        try:
            exec(code, names)  # noqa: S102
        except Exception as error:
            self._add_place(error, position)
            raise

    def text_of(self, value: Any, position: Position) -> str:
        """How a value is written: None is nothing."""
        if value is None:
            return ""
        try:
            return value if isinstance(value, str) else str(value)
        except Exception as error:
            self._add_place(error, position)
            raise

    def _where(self, position: Position) -> str:
        where = "at line %s column %s" % position
        return f"{where} in file {self.name}" if self.name else where

    def _add_place(self, error: Exception, position: Position) -> None:
        if getattr(error, "_placed", False):
            return
        where = self._where(position)
        error.args = (f"{error.args[0]} {where}",) + error.args[1:] if error.args else (where,)
        try:
            error._placed = True  # type: ignore[attr-defined]
        except AttributeError:
            pass


def _name_of_caller(stacklevel: int) -> Optional[str]:
    try:
        caller = sys._getframe(stacklevel + 1)  # noqa: SLF001
    except ValueError:
        return None
    return f"{caller.f_globals.get('__file__', '<string>')}:{caller.f_lineno}"


def sub(content: str, delimiters: Optional[Sequence[str]] = None, **names: Any) -> str:
    """Fill a template given as text; ``__name__`` names it in messages."""
    return Template(content, name=names.get("__name__"), delimiters=delimiters).substitute(names)


class bunch(Dict[str, Any]):  # noqa: N801
    """A dict whose items are attributes; ``default`` answers for missing ones."""

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, key: str) -> Any:
        if "default" in self and key not in self:
            return dict.__getitem__(self, "default")
        return dict.__getitem__(self, key)

    def __repr__(self) -> str:
        return "<{} {}>".format(type(self).__name__, " ".join(f"{k}={v!r}" for k, v in sorted(self.items())))


# --- loops with facts --------------------------------------------------------------------------------------


class _Loop:
    """The place in a loop: index, number, first, last, odd, even, previous, next, groups."""

    def __init__(self, items: List[Any], index: int) -> None:
        self.seq = items
        self.index = index

    @property
    def item(self) -> Any:
        return self.seq[self.index]

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def next(self) -> Any:
        return self.seq[self.index + 1] if not self.last else None

    @property
    def previous(self) -> Any:
        return self.seq[self.index - 1] if self.index else None

    @property
    def odd(self) -> bool:
        return not self.index % 2

    @property
    def even(self) -> bool:
        return bool(self.index % 2)

    @property
    def first(self) -> bool:
        return self.index == 0

    @property
    def last(self) -> bool:
        return self.index == len(self.seq) - 1

    @property
    def length(self) -> int:
        return len(self.seq)

    def first_group(self, getter: Any = None) -> bool:
        """Whether a new group starts here (by attribute, key, method ".name()", function or value)."""
        return self.first or self._differs(self.item, self.previous, getter)

    def last_group(self, getter: Any = None) -> bool:
        """Whether a group ends here."""
        return self.last or self._differs(self.item, self.next, getter)

    @staticmethod
    def _differs(item: Any, other: Any, getter: Any) -> bool:
        if getter is None:
            return item != other
        if isinstance(getter, str) and getter.startswith("."):
            name = getter[1:]
            if name.endswith("()"):
                return getattr(item, name[:-2])() != getattr(other, name[:-2])()
            return getattr(item, name) != getattr(other, name)
        if callable(getter):
            return getter(item) != getter(other)
        return item[getter] != other[getter]

    def __repr__(self) -> str:
        return f"<loop pos={self.index} of {self.length}>"


class looper:  # noqa: N801
    """``{{for loop, item in looper(items)}}``"""

    def __init__(self, items: Iterable[Any]) -> None:
        self.seq = list(items)

    def __iter__(self) -> Iterator[Tuple[_Loop, Any]]:
        for index, item in enumerate(self.seq):
            yield _Loop(self.seq, index), item

    def __repr__(self) -> str:
        return f"<looper for {self.seq!r}>"


# --- command line -----------------------------------------------------------------------------------


def fill_command(arguments: Optional[Sequence[str]] = None) -> None:
    """``python -m cyrite.tempita TEMPLATE [-o OUTPUT] [name=value] [py:name=expression]``"""
    parser = argparse.ArgumentParser(prog="tempita", description="Fill a Tempita template.")
    parser.add_argument("-o", "--output", metavar="FILENAME", help="write here (default: standard output)")
    parser.add_argument("--env", action="store_true", help="the environment's variables are names too")
    parser.add_argument("template", help="the template, or - for standard input")
    parser.add_argument("names", nargs="*", metavar="NAME=VALUE")
    given = parser.parse_intermixed_args(arguments)
    names: Namespace = dict(os.environ) if given.env else {}
    for item in given.names:
        name, equals, value = item.partition("=")
        if not equals:
            parser.error(f"Bad argument: {item!r}")
        if name.startswith("py:"):
            name, value = name[len("py:") :], eval(value)  # noqa: S307
        names[name] = value
    if given.template == "-":
        template = Template(sys.stdin.read(), name="<stdin>")
    else:
        template = Template.from_filename(given.template)
    text = template.substitute(names)
    if given.output:
        with open(given.output, "w", encoding="utf-8") as file:
            file.write(text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    fill_command()
