"""Tools for grids."""
