"""Filters for one-dimensional signals."""
from signal_tools.filters import moving_average

__all__ = ["moving_average"]
