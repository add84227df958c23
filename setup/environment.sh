#!/bin/sh
# Makes the Python environment .venv, with the Python that setup/python.sh finds.
set -eu
cd "$(dirname "$0")/.."

# Debian and Ubuntu ship `venv` without the part that puts pip into it: a package of its own.
has_ensurepip() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

python=$(sh setup/python.sh)
echo "Making a Python environment in .venv with $python"
rm -rf .venv
if has_ensurepip "$python"; then
    "$python" -m venv .venv
elif "$python" -m virtualenv --version >/dev/null 2>&1; then
    "$python" -m virtualenv --quiet .venv
else
    PYTHON_FOUND=$python sh setup/system.sh venv
    "$python" -m venv .venv
fi

# A Python that is not Homebrew's own does not look where Homebrew keeps its libraries (on Apple
# silicon /opt/homebrew/lib). This line, run whenever a Python of .venv starts, tells `ctypes`.
if [ "$(uname -s)" = Darwin ] && command -v brew >/dev/null; then
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    folders="$(brew --prefix)/lib:/usr/local/lib:/usr/lib"
    echo "import os; os.environ.setdefault('DYLD_FALLBACK_LIBRARY_PATH', '$folders')" >"$site/homebrew.pth"
fi
