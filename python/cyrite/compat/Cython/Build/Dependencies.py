"""Cython.Build.Dependencies: cythonize() and the helpers that build scripts import."""

from cyrite.build.extensions import cythonize, default_create_extension, find_modules
from cyrite.build.settings import parse_list
from cyrite.build.sources import extended_glob as extended_iglob
from cyrite.build.sources import module_name as fully_qualified_name

__all__ = [
    "cythonize",
    "create_extension_list",
    "default_create_extension",
    "extended_iglob",
    "fully_qualified_name",
    "parse_list",
]


def create_extension_list(
    patterns, exclude=None, ctx=None, aliases=None, quiet=False, language=None, exclude_failures=False
):
    """([Extension], metadata) of the sources that match, without transpiling them."""
    from cyrite.build.extensions import Module, extension_class, settings_of_source

    extensions, metadata = [], {}
    for item in find_modules(patterns, exclude, aliases, language):
        if isinstance(item, Module):
            values = settings_of_source(item, aliases)
            values.update(name=item.name, sources=[item.source, *item.other_sources])
            values.pop("np_pythran", None)
            template = item.template if item.template is not None else extension_class()(item.name, [])
            item, metadata[values["name"]] = default_create_extension(template, values)
        extensions.append(item)
    return extensions, metadata
