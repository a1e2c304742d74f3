"""Cython.Tempita._tempita: the template language under its inner name, and its command line."""

from cyrite.tempita import *  # noqa: F401,F403
from cyrite.tempita import Template, TemplateError, bunch, fill_command, looper, sub  # noqa: F401

if __name__ == "__main__":
    fill_command()
