"""Cython.Tempita: the template language of .pyx.in files."""

from cyrite.tempita import Template, TemplateError, bunch, looper, sub

__all__ = ["Template", "TemplateError", "bunch", "looper", "sub"]
