#!/bin/sh
# Prints the Python to use: 3.11 or newer. PYTHON=… picks one; otherwise the newest that is found.
set -eu

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if [ -n "${PYTHON:-}" ]; then
    if new_enough "$PYTHON"; then
        command -v "$PYTHON"
        exit 0
    fi
    echo "PYTHON=$PYTHON is not a Python 3.11 or newer. Pick another: make PYTHON=python3.12" >&2
    exit 1
fi

for python in python3.14 python3.13 python3.12 python3.11 python3 python; do
    if command -v "$python" >/dev/null && new_enough "$python"; then
        command -v "$python"
        exit 0
    fi
done

found=$(python3 --version 2>/dev/null || echo "no Python at all")
cat >&2 <<MESSAGE
Python 3.11 or newer is needed; here there is $found.
  Debian, Ubuntu:  sudo apt-get install python3 python3-venv
  macOS:           brew install python, or the installer of python.org
  elsewhere:       python.org/downloads
Where it has an unusual name:  make PYTHON=/path/to/python3
MESSAGE
exit 1
