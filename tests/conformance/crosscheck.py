"""Compares our reading of Cython files with Cython's own parser: the names a file declares, and how many casts, calls,
sizeof, &, lambdas, comparisons, conditional expressions and comprehensions it holds.

    crosscheck.py CYRITE_PARSE [FILE_OR_FOLDER...]

Without files: Cython's own tests, from its source distribution. A file that says IF, DEF or include is left out: Cython's parser evaluates
these. crosscheck_differences.txt lists what is known to differ, and why. Wants Cython beside (pip install cython). The last line is
`N passed, N failed`."""
import collections
import pathlib
import re
import subprocess
import sys

from conformance import fetch_corpus

from Cython.Compiler import Errors, Main, Nodes, Options, Parsing, Scanning, Visitor

COUNTED = [("cast", ("TypecastNode", "CythonArrayNode")), ("call", ("SimpleCallNode", "GeneralCallNode")),
           ("sizeof", ("SizeofTypeNode", "SizeofVarNode")), ("address", ("AmpersandNode",)), ("lambda", ("LambdaNode",)),
           ("compare", ("PrimaryCmpNode",)), ("conditional", ("CondExprNode",)),
           ("comprehension", ("ComprehensionNode", "GeneratorExpressionNode"))]


class Census(Visitor.TreeVisitor):
    def __init__(self):
        super().__init__()
        self.counts, self.names, self.seen, self.maybe_names = collections.Counter(), set(), set(), set()

    def visit_Node(self, node):
        kind = type(node).__name__
        if id(node) in self.seen:
            return
        self.seen.add(id(node))
        for word, kinds in COUNTED:
            if kind in kinds:
                self.counts[word] += 1
        if kind == "CNameDeclaratorNode" and node.name:
            self.names.add(node.name)
        elif kind in ("DefNode", "PyClassDefNode", "CStructOrUnionDefNode", "CEnumDefNode", "FusedTypeNode", "CppClassNode",
                      "CEnumDefItemNode"):
            if node.name:
                self.names.add(node.name)
        elif kind == "CArgDeclNode" and isinstance(node.base_type, Nodes.CSimpleBaseTypeNode) and not node.base_type.module_path:
            # `cdef f(x=*)`: that the type is the name comes out later.
            if node.base_type.name and (node.default or node.annotation or node.not_none or node.or_none):
                self.maybe_names.add(node.base_type.name)
        elif kind == "CClassDefNode":
            self.names.add(node.class_name)
        for star in (getattr(node, "star_arg", None), getattr(node, "starstar_arg", None)):
            if star is not None and hasattr(star, "name") and kind in ("DefNode", "LambdaNode"):
                self.names.add(star.name)
        self.visitchildren(node)
        # Parts that Cython's visitors reach later, from other nodes.
        for name in ("decorators", "loop", "args", "result_expr", "exception_value"):
            if name in (node.child_attrs or ()):
                continue
            part = getattr(node, name, None)
            for item in part if isinstance(part, list) else [part]:
                if isinstance(item, Nodes.Node):
                    self.visit(item)


def cythons_reading(path, level):
    options = Options.CompilationOptions(Options.default_options, language_level=level, cplus=True)
    context = Main.Context.from_options(options)
    descriptor = Scanning.FileSourceDescriptor(str(path))
    Errors.init_thread()
    Errors.open_listing_file(None, echo_to_stderr=False)
    scope = context.find_module("checked", pos=(descriptor, 1, 0), need_pxd=False)
    with descriptor.get_file_object() as file:
        scanner = Scanning.PyrexScanner(file, descriptor, source_encoding=file.encoding, scope=scope, context=context)
        with Errors.local_errors() as errors:
            tree = Parsing.p_module(scanner, path.suffix == ".pxd", "checked")
    if errors:
        raise ValueError(str(errors[0]))
    census = Census()
    census.visit(tree.body)
    return census


def our_reading(program, path, level):
    flag = ["-2"] if level == 2 else []
    run = subprocess.run([program, "--stats", *flag, str(path)], capture_output=True, text=True)
    if run.returncode:
        raise ValueError(run.stdout.splitlines()[0])
    _, counts, names = run.stdout.rstrip("\n").split("\t")
    return {k: int(v) for k, _, v in (c.partition("=") for c in counts.split())}, set(filter(None, names.split(",")))


def compare(program, path, source):
    found = re.search(r"^#\s*cython\s*:.*language_level\s*=\s*(\d)", source, re.M)
    level = int(found[1]) if found else 2
    try:
        theirs = cythons_reading(path, level)
    except Exception as error:  # what Cython refuses is no measure
        return None, str(error)
    try:
        counts, names = our_reading(program, path, level)
    except ValueError as error:
        return [f"refused: {error}"], None
    differences = []
    for word, _ in COUNTED:
        if counts.get(word, 0) != theirs.counts[word]:
            differences.append(f"{word}: Cython {theirs.counts[word]}, we {counts.get(word, 0)}")
    only_theirs, only_ours = theirs.names - names, names - theirs.names - theirs.maybe_names
    if only_theirs or only_ours:
        differences.append(f"names only in Cython {sorted(only_theirs)[:5]}, only in ours {sorted(only_ours)[:5]}")
    return differences, None


def read_known():
    lines = (pathlib.Path(__file__).parent / "crosscheck_differences.txt").read_text().splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def main():
    program, files, known = sys.argv[1], [], read_known()
    names = [n for n in sys.argv[2:] if n != "-v"] or [f"{fetch_corpus()}/{name}" for name in ("run", "compile", "memoryview", "buffers")]
    for name in map(pathlib.Path, names):
        files += sorted(p for p in name.rglob("*") if p.suffix in (".pyx", ".pxd")) if name.is_dir() else [name]
    same = different = left_out = 0
    for path in files:
        source = path.read_bytes().decode("utf-8", "replace")
        if re.search(r"^\s*(IF|DEF|include)\b", source, re.M):
            left_out += 1
            continue
        differences, refusal = compare(program, path, source)
        if differences is None:
            left_out += 1
            if "-v" in sys.argv: print(path, refusal)
            continue
        lines = [line for line in (f"{path.parent.name}/{path.name}: {d}" for d in differences) if line not in known]
        print(*lines, sep="\n", end="\n" if lines else "")
        different += bool(lines)
        same += not lines
    print(f"{left_out} files left out")
    print(f"{same} passed, {different} failed")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
