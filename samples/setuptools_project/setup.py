import numpy
from setuptools import Extension, setup

from cyrite.build import cythonize

extensions = [
    Extension("signal_tools.filters", ["signal_tools/filters.pyx"], include_dirs=[numpy.get_include()], extra_compile_args=["-O3"]),
]
setup(
    packages=["signal_tools"],
    package_data={"signal_tools": ["*.pyx", "*.pxd"]},
    ext_modules=cythonize(extensions, annotate=True, compiler_directives={"boundscheck": False, "wraparound": False}),
)
