"""What C programs meet: --embed, and the headers that `public` and `api` write."""

from __future__ import annotations

import sys
import sysconfig
from typing import Any, List

import cyrite


def transpile(project: Any, *arguments: str) -> None:
    project.run(cyrite.get_executable(), "-3", *arguments)


def compile_program(project: Any, needs: Any, sources: List[str], output: str, *flags: str) -> None:
    """Each source with the compiler of its language, then one link."""
    objects = []
    for source in sources:
        is_c = source.endswith(".c")
        compiler, standard = (needs("cc"), "-std=c11") if is_c else (needs("c++"), "-std=c++17")
        objects.append(source + ".o")
        project.run(compiler, standard, "-O0", "-fPIC", "-Wall", "-Werror", "-I", sysconfig.get_path("include"), "-I.", "-c", source, "-o", objects[-1])
    project.run(needs("c++"), *objects, *flags, "-o", output)


def embedding_flags() -> List[str]:
    library = sysconfig.get_config_var("LIBDIR")
    name = "python%s%s" % (sysconfig.get_config_var("VERSION"), sys.abiflags)
    return ["-L", library, "-l" + name, "-Wl,-rpath," + library, *sysconfig.get_config_var("LIBS").split(), *sysconfig.get_config_var("SYSLIBS").split(), "-lm"]


PROGRAM = """
    import sys
    cdef class A:
        def __repr__(self):
            return "A of " + type(self).__module__
    print(__name__, sys.argv[1:], A())
    if __name__ == "__main__":
        import hello
        print(hello is sys.modules["__main__"])
        if len(sys.argv) > 2:
            sys.exit(int(sys.argv[2]))
        if len(sys.argv) > 1:
            raise ValueError(sys.argv[1])
"""


def test_embed_runs_the_module_as_main(project: Any, needs: Any) -> None:
    project.file("hello.pyx", PROGRAM)
    transpile(project, "--embed", "hello.pyx", "-o", "hello.cpp")
    compile_program(project, needs, ["hello.cpp"], "hello", *embedding_flags())
    assert project.run("./hello").stdout.splitlines() == ["__main__ [] A of hello", "True"]
    assert "ValueError: boum" in project.run("./hello", "boum", status=1).stdout
    assert "['\\xe4', '5']" in ascii(project.run("./hello", "ä", "5", status=5).stdout).replace("\\\\", "\\")


def test_embed_with_another_name_and_more_modules(project: Any, needs: Any) -> None:
    project.file("hello.pyx", "import other\nprint(__name__, other.value)\n")
    project.file("other.pyx", "value = 3 if __name__ == 'other' else 4\n")
    project.file("start.c", "int begin(int, char **);\nint main(int argc, char **argv) { return begin(argc, argv); }\n")
    transpile(project, "--embed=begin", "--embed-modules", "other", "hello.pyx", "-o", "hello.cpp")
    transpile(project, "other.pyx", "-o", "other.cpp")
    compile_program(project, needs, ["hello.cpp", "other.cpp", "start.c"], "hello", *embedding_flags())
    assert project.run("./hello").stdout.split() == ["__main__", "3"]


MODULE = """
    cdef public struct Point:
        int x
        double y
    cdef public enum Colour:
        RED = 1
        GREEN
    ctypedef public Colour Paint
    cdef public class Counter [object CounterObject, type CounterType]:
        cdef public int count
        cdef int step(self, int by):
            self.count += by
            return self.count
    cdef public api int add(int x, int y) except -1:
        if x < 0:
            raise ValueError(x)
        return x + y
    cdef api double of_point(Point *p) noexcept nogil:
        return p.x + p.y
    cdef public object make_counter(int start):
        counter = Counter()
        counter.count = start
        return counter
    cdef public Paint paint(int which):
        return GREEN if which else RED
    cdef public int visible = 5
    cdef api int shared = 6
    def get_shared():
        return shared
"""

EMBEDDER = """
    #include "names.h"
    int main(void) {
      struct Point p = {1, 2.5};
      Paint colour;
      PyObject *module, *counter;
      PyImport_AppendInittab("names", PyInit_names);
      Py_Initialize();
      module = PyImport_ImportModule("names");
      if (!module) { PyErr_Print(); return 1; }
      counter = make_counter(add(3, 4));
      colour = paint(1);
      printf("%d %s %d %d %d\\n", ((CounterObject *)counter)->count, Py_TYPE(counter) == &CounterType ? "same" : "other", colour == GREEN, visible, p.x);
      Py_DECREF(counter);
      Py_DECREF(module);
      return Py_FinalizeEx() < 0;
    }
"""


def test_public_names_are_declared_for_c(project: Any, needs: Any) -> None:
    project.write(names_DOT_pyx=MODULE, embedder_DOT_c=EMBEDDER)
    transpile(project, "names.pyx", "-o", "names.cpp")
    compile_program(project, needs, ["names.cpp", "embedder.c"], "program", *embedding_flags())
    assert project.run("./program").stdout.split() == ["7", "same", "1", "5", "1"]


def test_api_names_are_taken_from_the_module_at_run_time(project: Any, needs: Any) -> None:
    project.write(
        names_DOT_pyx=MODULE,
        user_DOT_c="""
            #include "names_api.h"
            PyObject *use_names(int x) {
              struct Point p = {1, 2.5};
              int sum;
              if (import_names() < 0) return NULL;
              sum = add(x, 4);
              if (sum == -1) return NULL;
              shared += 1;
              return Py_BuildValue("idi", sum, of_point(&p), shared);
            }
            """,
        use_DOT_pyx="""
            cdef extern:
                object use_names(int x)
            def use(x):
                return use_names(x)
            """,
    )
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    transpile(project, "names.pyx", "-o", "names.cpp")
    transpile(project, "use.pyx", "-o", "use.cpp")
    compile_program(project, needs, ["names.cpp"], "names" + suffix, "-shared")
    compile_program(project, needs, ["use.cpp", "user.c"], "use" + suffix, "-shared")
    code = """
        import names, use
        print(use.use(3), names.get_shared())
        try:
            use.use(-1)
        except ValueError as error:
            print(error)
        del names.__pyx_capi__["of_point"]
        try:
            use.use(1)
        except ImportError as error:
            print(error)
        """
    assert project.python(code).splitlines() == ["(7, 3.5, 7) 7", "-1", "names does not export expected C function of_point"]


def test_line_directives_name_the_source(project: Any, needs: Any) -> None:
    project.file(
        "lines.pyx",
        """
        def f(int x):
            cdef int y = x

            for i in range(x):
                y += i
            return [y, x]
        """,
    )
    transpile(project, "--line-directives", "lines.pyx", "-o", "lines.cpp")
    lines = project.text("lines.cpp").splitlines()
    assert {'#line %d "lines.pyx"' % k for k in (2, 4, 5, 6)} <= set(lines)
    own = [(number, line) for number, line in enumerate(lines, 1) if line.startswith("#line") and line.endswith('"lines.cpp"')]
    assert own and all(int(line.split()[1]) == number + 1 for number, line in own)
    compile_program(project, needs, ["lines.cpp"], "lines" + sysconfig.get_config_var("EXT_SUFFIX"), "-shared")
    assert project.python("import lines; print(lines.f(4))").strip() == "[10, 4]"


def test_the_shared_module_exists_and_is_empty(project: Any, needs: Any) -> None:
    project.file("user.pyx", "def f(double[:] view):\n    return view[0]\n")
    transpile(project, "--generate-shared", "helpers.c")
    project.run(cyrite.get_executable(), "generate-shared", "--only", "MemoryView", "again.cpp")
    transpile(project, "--shared", "helpers", "user.pyx", "-o", "user.cpp")
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    for source in ("helpers.c", "again.cpp", "user.cpp"):
        compile_program(project, needs, [source], source.split(".")[0] + suffix, "-shared")
    assert project.python("import helpers, again, user, array; print(user.f(array.array('d', [2.5])))").strip() == "2.5"
