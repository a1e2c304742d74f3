"""Compares our syntax tree of Python files with Python's own, node by node.

    python_shape.py CYRITE_PARSE FILE_OR_FOLDER...

Prints the first difference of each file; exits with 1 if there is one. Wants Python 3.12 or newer (the tree of
formatted strings)."""
import ast
import pathlib
import subprocess
import sys
import warnings

BINARY = [ast.Add, ast.Sub, ast.Mult, ast.MatMult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.LShift, ast.RShift,
          ast.BitAnd, ast.BitOr, ast.BitXor]
UNARY = [ast.Not, ast.UAdd, ast.USub, ast.Invert]
COMPARE = [ast.Lt, ast.LtE, ast.Eq, ast.NotEq, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot]
COMPREHENSIONS = {"ListComp": 0, "SetComp": 1, "DictComp": 2, "GeneratorExp": 3}


class Shape:
    def __init__(self):
        self.rows = []

    def row(self, text):
        self.rows.append(text)

    def all(self, nodes):
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit(self, node):
        getattr(self, type(node).__name__, self.plain)(node)

    # nodes whose fields come in our order under our name
    NAMES = {"Expr": "ExprStmt", "Tuple": "TupleDisplay", "List": "ListDisplay", "Set": "SetDisplay", "IfExp": "Conditional",
             "AsyncFor": "For", "AsyncWith": "With", "TryStar": "Try", "JoinedStr": "FormattedString",
             "TemplateStr": "FormattedString", "MatchSequence": "SequencePattern", "MatchOr": "OrPattern",
             "MatchValue": "ValuePattern"}

    def plain(self, node):
        name = type(node).__name__
        if name not in ("withitem", "comprehension", "match_case", "keyword", "Module"):
            self.row(self.NAMES.get(name, name))
        for _, value in ast.iter_fields(node):
            if isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
                self.visit(value)
            elif isinstance(value, list):
                self.all(v for v in value if isinstance(v, ast.AST))

    def Constant(self, node):
        value = node.value
        if value is None: self.row("NoneLiteral")
        elif value is ...: self.row("EllipsisLiteral")
        elif isinstance(value, bool): self.row(f"BoolLiteral {value:d}")
        elif isinstance(value, int): self.row(f"IntLiteral {value}")
        elif isinstance(value, float): self.row(f"FloatLiteral {value!r}")
        elif isinstance(value, complex): self.row(f"ImaginaryLiteral {value.imag!r}")
        elif isinstance(value, bytes): self.row(f"StringLiteral b{value.hex()}")
        else: self.row(f"StringLiteral u{value.encode('utf-8', 'surrogatepass').hex()}")

    def Name(self, node): self.row(f"Name {node.id}")

    def Attribute(self, node):
        self.row(f"Attribute {node.attr}")
        self.visit(node.value)

    def UnaryOp(self, node):
        self.row(f"Unary {UNARY.index(type(node.op))}")
        self.visit(node.operand)

    def BinOp(self, node):
        self.row(f"Binary {BINARY.index(type(node.op))}")
        self.all([node.left, node.right])

    def BoolOp(self, node):
        for _ in node.values[1:]:
            self.row(f"BoolOp {int(isinstance(node.op, ast.Or))}")
        self.all(node.values)

    def Compare(self, node):
        self.row("Compare " + " ".join(str(COMPARE.index(type(op))) for op in node.ops))
        self.all([node.left, *node.comparators])

    def IfExp(self, node):
        self.row("Conditional")
        self.all([node.test, node.body, node.orelse])

    def Call(self, node):
        self.row("Call" + "".join(" " + (k.arg or "**") for k in node.keywords))
        self.all([node.func, *node.args, *(k.value for k in node.keywords)])

    def Dict(self, node):
        self.row("DictDisplay")
        self.all(node.keys)
        self.all(node.values)

    def comprehension_of(self, node):
        self.row(f"Comprehension {COMPREHENSIONS[type(node).__name__]}")
        self.all([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt])
        for part in node.generators:
            self.all([part.target, part.iter, *part.ifs])

    ListComp = SetComp = DictComp = GeneratorExp = comprehension_of

    def FormattedValue(self, node):
        self.row("FormattedValue" + (f" {chr(node.conversion)}" if node.conversion > 0 else ""))
        self.all([node.value, node.format_spec])

    Interpolation = FormattedValue

    def parameters(self, arguments):
        items = []
        positional = [(a, 0) for a in arguments.posonlyargs] + [(a, 1) for a in arguments.args]
        defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
        items += [(a, kind, d) for (a, kind), d in zip(positional, defaults)]
        if arguments.vararg: items.append((arguments.vararg, 2, None))
        items += [(a, 3, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults)]
        if arguments.kwarg: items.append((arguments.kwarg, 4, None))
        return items

    def Lambda(self, node):
        items = self.parameters(node.args)
        self.row("Lambda" + "".join(f" {kind}{a.arg}" for a, kind, _ in items))
        self.all(d for _, _, d in items)
        self.visit(node.body)

    def type_parameters(self, node):
        for item in getattr(node, "type_params", []):
            self.all([getattr(item, "bound", None), getattr(item, "default_value", None)])

    def FunctionDef(self, node):
        items = self.parameters(node.args)
        self.row(f"FunctionDef {node.name}" + "".join(f" {kind}{a.arg}" for a, kind, _ in items))
        self.all(node.decorator_list)
        self.type_parameters(node)
        for argument, _, default in items:
            self.all([argument.annotation, default])
        self.all([node.returns, *node.body])

    AsyncFunctionDef = FunctionDef

    def ClassDef(self, node):
        self.row(f"ClassDef {node.name}")
        self.all(node.decorator_list)
        self.type_parameters(node)
        self.all([*node.bases, *(k.value for k in node.keywords), *node.body])

    def TypeAlias(self, node):
        self.row(f"TypeAlias {node.name.id}")
        self.type_parameters(node)
        self.visit(node.value)

    def AugAssign(self, node):
        self.row(f"AugAssign {BINARY.index(type(node.op))}")
        self.all([node.target, node.value])

    def Raise(self, node):
        self.row("Raise")
        self.all([node.exc, node.cause])

    def ExceptHandler(self, node):
        self.all([node.type])
        if node.name: self.row(f"Name {node.name}")
        self.all(node.body)

    def Global(self, node): self.row(f"{type(node).__name__} " + " ".join(node.names))
    Nonlocal = Global

    def aliases(self, names): return "".join(f" {a.name}:{a.asname or ''}" for a in names)
    def Import(self, node): self.row("Import" + self.aliases(node.names))
    def ImportFrom(self, node): self.row(f"ImportFrom {'.' * node.level}{node.module or ''}" + self.aliases(node.names))

    def MatchSingleton(self, node):
        self.row("SingletonPattern")
        self.Constant(node)

    def MatchStar(self, node): self.row(f"StarPattern {node.name or ''}")

    def MatchAs(self, node):
        self.row(f"AsPattern {node.name or ''}")
        self.all([node.pattern])

    def MatchMapping(self, node):
        self.row(f"MappingPattern {node.rest or ''}")
        self.all([*node.keys, *node.patterns])

    def MatchClass(self, node):
        self.row("ClassPattern" + "".join(" " + k for k in node.kwd_attrs))
        self.all([node.cls, *node.patterns, *node.kwd_patterns])


def number(row):
    """Our literals as they are written, as Python prints their values."""
    kind, _, digits = row.partition(" ")
    if kind == "IntLiteral": return f"{kind} {int(digits, 0)}"
    if kind in ("FloatLiteral", "ImaginaryLiteral"): return f"{kind} {float(digits)!r}"
    return row


def compare(program, path, source):
    shape = Shape()
    shape.plain(ast.parse(source))
    run = subprocess.run([program, "--shape", str(path)], capture_output=True)
    lines = [line.split("\t") for line in run.stdout.decode("utf-8", "replace").splitlines()]
    if not lines or not lines[0][0].startswith("== "):
        return f"{path}: refused: {lines[0][0] if lines else run.stderr}"
    ours = lines[1:]
    for expected, got in zip(shape.rows, ours):
        if expected.rstrip() != number(got[0]).rstrip():
            return f"{path}:{got[1]}: Python has {expected[:200]!r}, we have {got[0][:200]!r}"
    if len(ours) != len(shape.rows):
        return f"{path}: Python has {len(shape.rows)} nodes, we have {len(ours)}"
    return None


def main():
    sys.setrecursionlimit(20000)
    warnings.simplefilter("ignore")
    program, files = sys.argv[1], []
    for name in map(pathlib.Path, sys.argv[2:]):
        files += sorted(name.rglob("*.py")) if name.is_dir() else [name]
    compared = different = skipped = 0
    for path in files:
        try:
            source = path.read_bytes()
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            skipped += 1
            continue
        compared += 1
        difference = compare(program, path, source)
        if difference:
            different += 1
            print(difference)
    print(f"{compared} files compared, {different} different, {skipped} not Python")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
