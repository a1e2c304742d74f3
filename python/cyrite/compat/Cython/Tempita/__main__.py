"""``python -m Cython.Tempita`` fills a template from the command line."""

from cyrite.tempita import fill_command

fill_command()
