"""Builds extension modules with cyrite and runs their doctests or unit tests in a process of their own.

Used by tests/run/run_tests.py and tests/conformance/conformance.py. Standard library only.
"""
import hashlib
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time

CHILD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run_module.py")
FACTS = """
import json, sys, sysconfig
try:
    import numpy
    include = numpy.get_include()
except ImportError:
    include = None
print(json.dumps([sysconfig.get_paths()["include"], sysconfig.get_config_var("EXT_SUFFIX"), list(sys.version_info[:3]), include]))
"""


class Outcome:
    """What happened to one module: `status` is pass, or the step that failed; `text` says why."""

    def __init__(self, status, text="", **facts):
        self.status, self.text, self.facts = status, text, facts

    @property
    def passed(self):
        return self.status == "pass"


class Target:
    """The Python that modules are built for, and the tools that build them."""

    def __init__(self, compiler, python=sys.executable, cxx=None, cxx_flags="-O0 -w -pipe -fwrapv", cache=None):
        self.compiler = shlex.split(compiler)
        self.python = python
        self.cxx = shlex.split(cxx or os.environ.get("CXX") or "g++")
        self.cxx_flags = shlex.split(cxx_flags)
        self.include, self.suffix, self.version, self.numpy = json.loads(subprocess.check_output([python, "-c", FACTS], text=True))
        self.cache = cache
        self.run_env = {}  # more of the environment of the processes that run modules
        if cache:
            os.makedirs(cache, exist_ok=True)

    def has(self, module):
        return subprocess.call([self.python, "-c", "import " + module], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def call(command, cwd=None, timeout=120, env=None):
    """-> (exit status or None after a timeout, output); a signal gives a negative status."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=env,
                                   start_new_session=True)
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            status = None
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except OSError:
            pass
        process.wait()
        log.seek(0)
        return status, log.read(1 << 20).decode("utf-8", "replace")


def transpile(target, source, output, cwd, flags=(), timeout=60):
    """-> Outcome; a signal or a time-out of the compiler is a status of its own."""
    status, log = call(target.compiler + list(flags) + ["-o", output, source], cwd, timeout)
    if status is None:
        return Outcome("transpile-timeout", log)
    if status < 0 or status > 128:
        return Outcome("transpile-crash", "signal %d" % (-status if status < 0 else status - 128))
    if status != 0:
        return Outcome("transpile", log)
    if not os.path.exists(os.path.join(cwd, output)):
        return Outcome("transpile", "no output file was written")
    return Outcome("pass", log)


def compile_module(target, cpp, library, flags=(), sources=(), link=(), timeout=300):
    """Compiles and links one module; unchanged text is taken from the cache."""
    command = target.cxx + target.cxx_flags + ["-fPIC", "-shared", "-I" + target.include] + list(flags)
    cached = None
    if target.cache:
        digest = hashlib.sha256(repr((command, list(link))).encode())
        for path in [cpp, *sources]:
            with open(path, "rb") as file:
                digest.update(file.read())
        cached = os.path.join(target.cache, digest.hexdigest() + ".so")
        if os.path.exists(cached):
            os.link(cached, library)
            return Outcome("pass")
    status, log = call(command + [cpp, *sources, "-o", library, *link], timeout=timeout)
    if status != 0:
        errors = [line for line in log.splitlines() if "error" in line] or log.splitlines()
        return Outcome("compile", "\n".join(errors[:4]))
    if cached:
        try:
            os.link(library, cached)
        except OSError:
            pass
    return Outcome("pass")


# As CPython's `-R 3:3`: the first rounds fill caches, then no count may grow each time.
LEAK_ROUNDS, LEAK_WARM_UPS = 7, 4


def leak(done, kept=0):
    """What the repeated tests of a module left behind, as text; empty where no count grew in every round.

    kept: the references that each round keeps on purpose (lists of the module that grow, caches of the standard library)."""
    if len(done.facts.get("references", [])) != LEAK_ROUNDS:
        return ""

    def growth(counts):
        return [b - a for a, b in zip(counts, counts[1:])][LEAK_WARM_UPS - 1:]

    references, blocks = growth(done.facts["references"]), growth(done.facts["blocks"])
    # Of plain Python, too, doctest leaves blocks for some examples; the caches of types fill up slowly.
    if min(references) <= kept and min(blocks) <= 3 * done.facts["examples"] + 40:
        return ""
    suspects = ["%s %s" % (name, left[LEAK_WARM_UPS:]) for name, left in done.facts["left"].items() if min(left[LEAK_WARM_UPS:]) > 0]
    return "\n    ".join(["each round leaves references %s, blocks %s" % (references, blocks)] + suspects)


def run_module(target, name, library, kind="doctest", timeout=60, repeat=1, extra_path=()):
    """Imports the library as `name` and runs its tests -> Outcome with tests, examples and failures."""
    result = library + ".json"
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    env.update(PYTHONDONTWRITEBYTECODE="1", PYTHONIOENCODING="utf8", PYTHONHASHSEED="0", OMP_NUM_THREADS="4",
               PYTHONPATH=os.pathsep.join(extra_path), **target.run_env)
    start = time.time()
    status, log = call([target.python, "-X", "faulthandler", CHILD, kind, name, library, result, str(repeat)],
                       os.path.dirname(library), timeout, env)
    facts = {}
    if os.path.exists(result):
        with open(result) as file:
            facts = json.load(file)
    facts["seconds"] = time.time() - start
    if status is None:
        return Outcome("run-timeout", "at %s" % facts.get("at"), **facts)
    if status < 0 or status > 128:
        return Outcome("run-crash", "signal %d at %s\n%s" % (abs(status), facts.get("at", "import"), log[-1500:]), **facts)
    if not facts.get("imported"):
        return Outcome("import", facts.get("error") or log[-600:], **facts)
    if not facts.get("done"):
        return Outcome("run", "ended early with status %d: %s" % (status, log[-600:]), **facts)
    if facts["failed"]:
        return Outcome("run", facts.get("error", ""), **facts)
    return Outcome("pass", "", **facts)
