#!/usr/bin/env bash
# Gradescope runs this once, as root, when the image is built.
#
# Two places are made: /opt/secant/engine, which only root can enter, and /opt/secant/packages, what submissions may
# import. The interpreter is one of our own: the system's python3 belongs to Gradescope's harness and stays as it is.
set -euo pipefail

source=$(cd "$(dirname "$0")" && pwd)
home=${SECANT_HOME:-/opt/secant}

is_new_enough() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; }

find_python() {
  local candidate
  for candidate in ${SECANT_PYTHONS-python3.13 python3.12 python3.11 python3}; do
    if is_new_enough "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

python=$(find_python) || {
  { apt-get install -y --no-install-recommends python3.11 python3.11-venv; } > /tmp/secant-apt.log 2>&1 || true
  python=$(find_python)
} || {
  echo "Secant needs Python 3.11 or newer and found none, nor could it install python3.11; choose an image that has it." >&2
  exit 1
}

umask 022
mkdir -p "$home"
"$python" -m venv "$home/engine"
engine="$home/engine/bin/python"
"$engine" -m pip install --quiet --target "$home/packages" {{ packages }}
"$engine" -c 'import sys, sysconfig; open(sysconfig.get_path("purelib") + "/packages.pth", "w").write(sys.argv[1] + "\n")' "$home/packages"
"$engine" -m pip install --quiet "$source/{{ wheel }}"
chmod 0700 "$home/engine"
chmod -R go-rwx "$source"
