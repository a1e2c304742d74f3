# Sourced by samples/demo.sh and tests/all.sh: makes sure that the tools are there, and makes the virtual environment.
# As root on Debian and its relatives missing packages are installed by apt; elsewhere what is missing is named.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
mkdir -p .cache  # what builds download is kept there
jobs="$(nproc 2>/dev/null || echo 2)"
export CMAKE_GENERATOR="${CMAKE_GENERATOR:-Ninja}"  # of the projects that samples and tests build; make may be absent

say() { printf '\n== %s\n' "$*"; }

debian_packages="g++ cmake ninja-build make pkg-config ccache git libfmt-dev libgtest-dev libcli11-dev nlohmann-json3-dev python3 python3-dev python3-venv python3-pip"

missing_tools() {
  local tool header
  for tool in g++ cmake ninja make python3; do command -v "$tool" >/dev/null || echo "$tool"; done
  for header in fmt/format.h gtest/gtest.h CLI/CLI.hpp nlohmann/json.hpp; do
    echo "#include <$header>" | g++ -std=c++17 -E -x c++ - >/dev/null 2>&1 || echo "$header"
  done
  python3 -c 'import venv, ensurepip' 2>/dev/null || echo python3-venv
  python3 - <<'PY' 2>/dev/null || echo python3-dev
import os, sysconfig
raise SystemExit(not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")))
PY
}

ensure_packages() {
  local missing
  missing="$(missing_tools | tr '\n' ' ')"
  [ -z "${missing// /}" ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing packages ($missing)"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $debian_packages >/dev/null
  else
    echo "Missing: $missing"
    echo "On Debian or Ubuntu: sudo apt-get install $debian_packages"
    exit 1
  fi
}

# ensure_venv FOLDER REQUIREMENTS...: a virtual environment with cyrite in it, rebuilt only when sources changed.
ensure_venv() {
  local folder="$1"; shift
  [ -x "$folder/bin/python" ] || { say "Making a virtual environment in $folder"; python3 -m venv "$folder"; "$folder/bin/python" -m pip -q install --upgrade 'pip>=23' ; }
  [ $# -eq 0 ] || "$folder/bin/python" -m pip -q install "$@"
  local stamp="$folder/.cyrite-installed"
  if [ ! -e "$stamp" ] || [ -n "$(find CMakeLists.txt pyproject.toml cmake grammar includes python runtime templates transpiler -newer "$stamp" -type f -not -name '*.pyc' -print -quit)" ]; then
    say "Building and installing cyrite into $folder"
    "$folder/bin/python" -m pip -q install -C build-dir="$root/build/wheel" .
    touch "$stamp"
  fi
}
