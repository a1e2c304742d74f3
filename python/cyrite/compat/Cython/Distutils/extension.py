"""Cython.Distutils.extension: an Extension with options for the transpiler."""

from cyrite.build.command import distutils_build_ext as _distutils_build_ext

_distutils_build_ext()  # makes distutils importable where only setuptools has it
from distutils.extension import Extension as _Extension  # noqa: E402

_OPTIONS = {
    "cython_include_dirs": [],
    "cython_directives": {},
    "cython_create_listing": False,
    "cython_line_directives": False,
    "cython_cplus": False,
    "cython_c_in_temp": False,
    "cython_gen_pxi": False,
    "cython_gdb": False,
    "no_c_in_traceback": False,
    "cython_compile_time_env": None,
}


class Extension(_Extension):
    """distutils' Extension with the cython_* options (pyrex_* are accepted as their old names)."""

    def __init__(self, name, sources, **arguments):
        options = {}
        for key in list(arguments):
            known = "cython" + key[len("pyrex") :] if key.startswith("pyrex_") else key
            if known in _OPTIONS:
                options[known] = arguments.pop(key)
        super().__init__(name, sources, **arguments)
        for key, default in _OPTIONS.items():
            value = options.get(key)
            if value is None:
                value = type(default)(default) if default is not None else None
            setattr(self, key, value)


read_setup_file = getattr(
    __import__("distutils.extension", fromlist=["read_setup_file"]), "read_setup_file", None
)
