#!/usr/bin/env bash
# Sets up and runs every test. The last line is `N passed, N failed`.
source "$(dirname "${BASH_SOURCE[0]}")/../tools/setup.sh"
ensure_packages

passed=0 failed=0
# Adds up the `N passed, N failed` that a test program closes with; one that ends without it counts as a failure.
run_suite() {
  local name="$1" log counts; shift
  say "$name"
  log="$(mktemp)"
  "$@" 2>&1 | tee "$log" || true
  counts="$(grep -oE '[0-9]+ passed(, [0-9]+ failed)?|[0-9]+ failed, [0-9]+ passed' "$log" | tail -n 1 || true)"
  if [ -z "$counts" ]; then echo "$name: no result"; failed=$((failed + 1)); rm -f "$log"; return; fi
  passed=$((passed + $(grep -oE '[0-9]+ passed' <<<"$counts" | grep -oE '[0-9]+')))
  local bad; bad="$(grep -oE '[0-9]+ failed' <<<"$counts" | grep -oE '[0-9]+' || true)"
  failed=$((failed + ${bad:-0}))
  rm -f "$log"
}

run_ctest() {
  ctest --test-dir build --output-on-failure | tee /tmp/ctest.$$ | tail -n 40
  python3 - /tmp/ctest.$$ <<'PY'
import re, sys
text = open(sys.argv[1]).read()
m = re.search(r"(\d+) tests failed out of (\d+)", text)
print("%d passed, %d failed" % (int(m[2]) - int(m[1]), int(m[1])) if m else "0 passed, 1 failed")
PY
  rm -f /tmp/ctest.$$
}

say "Building"
cmake -B build -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build build -j "$jobs" 2>&1 | grep -vE '^\[[0-9]+/[0-9]+\]' || true
run_suite "Unit tests" run_ctest

# The program of the build folder is tested; the wheel is made by samples/demo.sh and by hand.
[ -x .venv-tests/bin/python ] || python3 -m venv .venv-tests
.venv-tests/bin/python -m pip -q install 'pytest>=8,<9' 'numpy>=1.26,<3'
export PATH="$root/build/transpiler:$root/.venv-tests/bin:$PATH" PYTHONPATH="$root/python"
mkdir -p .cache/modules
run_suite "Structure of the sources" python tools/check_layers.py
run_suite "Pages of the diagnostics" python tools/diagnostic_pages.py --check
run_suite "Examples of the diagnostics" python tools/diagnostic_pages.py --examples cyrite
run_suite "Wrong programs" python tests/errors/run_errors.py --compiler cyrite
run_suite "Broken programs" python tests/fuzz/fuzz.py --compiler cyrite --rounds 4 -j "$jobs" tests/run
if compgen -G 'tests/golden/*/run.py' >/dev/null || [ -e tests/golden/run.py ]; then run_suite "Golden tests" python tests/golden/run.py --compiler cyrite; fi
# The parts of the package that compile no module; the others need extension types and are run by hand until these are there.
run_suite "Python package" python -m pytest -q tests/python/test_tempita.py tests/python/test_shadow.py
run_suite "Compiled programs, Python $(python -c 'import platform; print(platform.python_version())')" python tests/run/run_tests.py --compiler cyrite -j "$jobs" --cache .cache/modules --cxx-flags "-O1 -w"

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
