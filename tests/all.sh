#!/usr/bin/env bash
# Sets up and runs every test, on every CPython >= 3.9 found. The last line is `N passed, N failed`.
source "$(dirname "${BASH_SOURCE[0]}")/../tools/setup.sh"
ensure_packages

passed=0 failed=0
# Adds up the `N passed, N failed` that a test program closes with; one that ends without it counts as a failure.
run_suite() {
  local name="$1" log counts; shift
  say "$name"
  local start=$SECONDS
  log="$(mktemp)"
  "$@" 2>&1 | tee "$log" || true
  echo "($((SECONDS - start)) s)"
  # pytest says "N failed, N passed", the others "N passed, N failed"; either number may be absent.
  counts="$(grep -E '[0-9]+ (passed|failed)' "$log" | tail -n 1 || true)"
  rm -f "$log"
  if [ -z "$counts" ]; then echo "$name: no result"; failed=$((failed + 1)); return; fi
  local good bad errors
  good="$(grep -oE '[0-9]+ passed' <<<"$counts" | grep -oE '[0-9]+' || true)"
  bad="$(grep -oE '[0-9]+ failed' <<<"$counts" | grep -oE '[0-9]+' || true)"
  errors="$(grep -oE '[0-9]+ errors?' <<<"$counts" | grep -oE '[0-9]+' || true)"
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-0} + ${errors:-0}))
}

run_ctest() {
  local log; log="$(mktemp)"
  ctest --test-dir build --output-on-failure -j "$jobs" >"$log" 2>&1 || true
  tail -n 40 "$log"
  python3 - "$log" <<'PY'
import re, sys
text = open(sys.argv[1]).read()
m = re.search(r"(\d+) tests failed out of (\d+)", text)
print("%d passed, %d failed" % (int(m[2]) - int(m[1]), int(m[1])) if m else "0 passed, 1 failed")
PY
  rm -f "$log"
}

# One Python of each version that can compile extension modules: path by path, oldest first.
find_pythons() {
  local candidate
  for candidate in python3 /usr/bin/python3 "$HOME"/.pyenv/versions/*/bin/python3 python3.{9..15}; do
    command -v "$candidate" >/dev/null || continue
    "$candidate" - <<'PY' 2>/dev/null || true
import os, sys, sysconfig
header = os.path.join(sysconfig.get_paths()["include"], "Python.h")
usual = sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED") and not hasattr(sys, "gettotalrefcount")
if sys.version_info >= (3, 9) and os.path.exists(header) and usual:
    print("%d %d %s" % (sys.version_info[0], sys.version_info[1], os.path.realpath(sys.executable)))
PY
  done | sort -k1,1n -k2,2n -u
}

# The environment whose Python is $1 in folder $2, with what the compiled programs of tests/run import.
python_for() {
  [ -x "$2/bin/python" ] || "$1" -m venv "$2"
  "$2/bin/python" -c 'import numpy' 2>/dev/null || "$2/bin/python" -m pip -q install 'numpy>=1.26,<3' || true
}

say "Building"
cmake -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCYRITE_TESTS=ON -DCYRITE_PRECOMPILED_HEADERS=LAYERS >/dev/null
cmake --build build -j "$jobs" 2>&1 | grep -vE '^\[[0-9]+/[0-9]+\]' || true
run_suite "Unit tests" run_ctest

# The wheel is packed around the program that was just built; samples/demo.sh compiles its own.
say "Packing and installing the Python package"
python3 -m venv .venv-tests
.venv-tests/bin/python -m pip -q install --upgrade 'pip>=23'
.venv-tests/bin/python -m pip -q install -r tests/requirements.txt
.venv-tests/bin/python -m pip -q install --force-reinstall --no-deps -C build-dir="$root/build/packed" \
  -C cmake.define.CYRITE_PREBUILT="$root/build/transpiler/cyrite" .
# Cython, to mix its modules with ours and to compare what both read.
export CYTHON_PYTHON="$root/.cache/cython/bin/python"
[ -x "$CYTHON_PYTHON" ] || python3 -m venv .cache/cython
"$CYTHON_PYTHON" -m pip -q install cython==3.3.1
export PATH="$root/.venv-tests/bin:$PATH"
export CYRITE_MODULE_CACHE="$root/.cache/modules"
mkdir -p "$CYRITE_MODULE_CACHE"

run_suite "Structure of the sources" python tools/check_layers.py
run_suite "Pages of the diagnostics" python tools/diagnostic_pages.py --check
run_suite "Examples of the diagnostics" python tools/diagnostic_pages.py --examples cyrite
run_suite "Wrong programs" python tests/errors/run_errors.py --compiler cyrite
run_suite "Programs that CPython refuses" python tests/errors/run_syntax.py --compiler cyrite
run_suite "Broken programs" python tests/fuzz/fuzz.py --compiler cyrite --rounds 4 -j "$jobs" tests/run
for suite in tests/golden/run.py; do
  if [ -e "$suite" ]; then run_suite "$suite" python "$suite" --compiler cyrite; fi
done
run_suite "Python package, builds and samples" python -m pytest -q -p no:cacheprovider tests/python

found=""
mapfile -t pythons < <(find_pythons)
for each in "${pythons[@]}"; do
  read -r major minor interpreter <<<"$each"
  found="$found 3.$minor"
  python_for "$interpreter" ".cache/python-$major.$minor"
  run_suite "Compiled programs, Python $major.$minor" python tests/run/run_tests.py --compiler cyrite \
    --python "$root/.cache/python-$major.$minor/bin/python" -j "$jobs" --cache "$CYRITE_MODULE_CACHE" --cxx-flags "-O1 -w"
done
optional="$(cyrite --help | sed -n 's/.*--disable-pass TEXT:{\([^}]*\)}.*/\1/p' | tr ',' ' ')"
run_suite "Compiled programs, optional passes off" python tests/run/run_tests.py --cxx-flags "-O1 -w" -j "$jobs" \
  --compiler "cyrite $(printf -- '--disable-pass %s ' $optional)" --cache "$CYRITE_MODULE_CACHE"
# Each program's tests run five times under a debug build: the references that are held may not grow.
debug_python="$(command -v python3-dbg || true)"
if [ -n "$debug_python" ] && "$debug_python" -c 'import sys, os, sysconfig; sys.exit(not (hasattr(sys, "gettotalrefcount") and os.path.exists(sysconfig.get_paths()["include"] + "/Python.h")))'; then
  run_suite "Leaked references" python tests/run/run_tests.py --leaks --compiler cyrite --python "$debug_python" \
    -j "$jobs" --cache "$CYRITE_MODULE_CACHE" --cxx-flags "-O0 -w"
else
  echo "No debug build of Python was found: leaked references are not looked for"
fi
for minor in 9 10 11 12 13 14; do
  case " $found " in *" 3.$minor "*) ;; *) echo "Python 3.$minor was not found: not tested" ;; esac
done

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
