"""Cython.Coverage: the plugin of coverage.py; line coverage of compiled modules is not supported yet."""

import warnings

from coverage.plugin import CoveragePlugin


class Plugin(CoveragePlugin):
    """Claims no file, so that a configuration that names this plugin still measures the Python files."""


def coverage_init(registry, options):
    warnings.warn(
        "coverage of compiled modules is not supported yet; only Python files are measured", stacklevel=2
    )
    registry.add_file_tracer(Plugin())
