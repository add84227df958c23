"""Names the libraries that WeasyPrint needs and this machine does not have, one a line.

Run by setup/system.sh before and after it installs them. WeasyPrint loads the same libraries, but
takes 0.3 seconds for it; this takes 0.03, so that every `make` can afford it.
"""

import ctypes
import ctypes.util
import sys

LIBRARIES = {
    "libgobject-2.0": ("libgobject-2.0.so.0", "gobject-2.0"),
    "libpango-1.0": ("libpango-1.0.so.0", "pango-1.0"),
    "libharfbuzz": ("libharfbuzz.so.0", "harfbuzz"),
    "libharfbuzz-subset": ("libharfbuzz-subset.so.0", "harfbuzz-subset"),
    "libfontconfig": ("libfontconfig.so.1", "fontconfig"),
    "libpangoft2-1.0": ("libpangoft2-1.0.so.0", "pangoft2-1.0"),
}
PANGO_NEEDED = (1, 44)


def load(file: str, name: str) -> ctypes.CDLL | None:
    """Load a library by its Linux name, or else by the name `ctypes` finds; None without it."""
    try:
        return ctypes.CDLL(file)
    except OSError:
        found = ctypes.util.find_library(name)
        return ctypes.CDLL(found) if found else None


def missing() -> list[str]:
    """Say what is missing, in words for the person at the keyboard."""
    loaded = {name: load(*names) for name, names in LIBRARIES.items()}
    lacks = [name for name, library in loaded.items() if library is None]
    pango = loaded["libpango-1.0"]
    if pango is not None:
        found = divmod(pango.pango_version() // 100, 100)
        if found < PANGO_NEEDED:
            lacks.append("libpango-1.0 (1.44 or newer; found {}.{})".format(*found))
    return lacks


if __name__ == "__main__":
    sys.stdout.writelines(f"{name}\n" for name in missing())
