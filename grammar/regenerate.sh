#!/bin/sh
# Makes src/parser.c again from grammar.js. Needs node, npm and the tree-sitter command line
# (cargo install tree-sitter-cli --version 0.27.1 --locked --no-default-features).
# TREE_SITTER_PYTHON may name an unpacked tree-sitter-python 0.25.0; else npm fetches it.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/node_modules"
if [ -n "${TREE_SITTER_PYTHON:-}" ]; then
  ln -s "$TREE_SITTER_PYTHON" "$work/node_modules/tree-sitter-python"
else
  (cd "$work" && npm pack --silent tree-sitter-python@0.25.0 >/dev/null && tar xzf tree-sitter-python-0.25.0.tgz &&
    mv package node_modules/tree-sitter-python)
fi
cp grammar.js tree-sitter.json "$work/"
(cd "$work" && NODE_PATH="$work/node_modules" tree-sitter generate --abi 15 grammar.js)
mkdir -p src/tree_sitter
cp "$work/src/parser.c" src/
cp "$work/src/tree_sitter/parser.h" src/tree_sitter/
