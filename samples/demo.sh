#!/usr/bin/env bash
# Sets everything up, builds the samples, checks their results and prints the table of speed-ups.
#   --full   compares with Cython, Numba, pandas, SciPy and cffi as well (downloads them)
source "$(dirname "${BASH_SOURCE[0]}")/../tools/setup.sh"
ensure_packages
requirements=("numpy>=1.26,<3" "setuptools>=68")
[ "${1:-}" = --full ] && requirements+=("cython>=3.1" "numba" "pandas" "cffi" "scipy")
ensure_venv .venv "${requirements[@]}"
export PATH="$root/.venv/bin:$PATH"
python samples/demo.py "$@"
