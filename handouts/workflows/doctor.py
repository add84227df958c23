"""Whether this machine can set type, which scripts it covers, and what to install."""

import importlib.metadata
import platform
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.errors import WorldError
from handouts.fonts import house, theme_fonts

_SCRIPTS = {
    "Latin": "aé",
    "Vietnamese": "ạ",
    "Greek": "α",
    "Cyrillic": "ж",
    "Hebrew": "א",
    "Arabic": "ع",
    "Devanagari": "क",
    "Chinese": "中",
    "Japanese": "あ",
    "Korean": "한",
}
"""A letter or two that stand for each script."""

LIBRARIES = {
    "Debian, Ubuntu": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "macOS": "brew install pango",
    "Fedora": "sudo dnf install pango",
    "Windows": "install MSYS2, then in its shell: pacman -S mingw-w64-x86_64-pango",
}
"""How Pango is installed: https://doc.courtbouillon.org/weasyprint/stable/first_steps.html."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked for."""

    what: str
    found: str
    fine: bool
    needed: bool = True
    """Whether nothing can be built without it."""
    fix: str = ""


@dataclass(frozen=True)
class Machine:
    """What is looked at."""

    house_files: Callable[[], Mapping[str, Path]] = house.house_files
    system_family: Callable[[str], str | None] = house.system_family
    """The family of the system's fonts that has a letter."""
    theme_files: Callable[[], Mapping[str, Path]] = theme_fonts.installed
    which: Callable[[str], str | None] = shutil.which
    """Where a program is."""


def examine(machine: Machine | None = None) -> list[Finding]:
    """Return what is there and what is missing, the needed things first."""
    machine = machine or Machine()
    version = platform.python_version()
    findings = [
        Finding("Python", version, sys.version_info >= (3, 11), fix=""),
        _engine(),
        *(_house_font(family, machine) for family in (house.SERIF, house.SANS)),
        *(_theme_font(package, machine) for package in _packages()),
        _fontconfig(machine),
    ]
    return findings + [_script(name, letters, machine) for name, letters in _SCRIPTS.items()]


def _engine() -> Finding:
    try:
        from handouts.typesetting import weasyprint_adapter  # noqa: PLC0415 - loading it is what is examined
    except WorldError:
        ways = "\n".join(f"    {system}: {command}" for system, command in LIBRARIES.items())
        return Finding("Pango", "cannot be loaded", False, fix=f"install it.\n{ways}")
    engine = importlib.metadata.version("weasyprint")
    return Finding("Pango", f"{weasyprint_adapter.pango_version()}, by WeasyPrint {engine}", True)


def _house_font(family: str, machine: Machine) -> Finding:
    prefix = family.replace(" ", "")
    faces = [file for name, file in machine.house_files().items() if name.startswith(prefix)]
    missing = [file.name for file in faces if not file.is_file()]
    fix = f"install {missing} again: pip install --force-reinstall handouts" if missing else ""
    return Finding(family, f"{len(faces) - len(missing)} faces", not missing, fix=fix)


def _packages() -> list[str]:
    return sorted({face.package for face in theme_fonts.FACES.values()})


def _theme_font(package: str, machine: Machine) -> Finding:
    """Look for the faces of a theme, without which all others can be built."""
    faces = [name for name, face in theme_fonts.FACES.items() if face.package == package]
    there = machine.theme_files().keys() & set(faces)
    fine = len(there) == len(faces)
    fix = "" if fine else f"for the theme that has this type: pip install {package}"
    return Finding(package, f"{len(there)} faces", fine, needed=False, fix=fix)


def _fontconfig(machine: Machine) -> Finding:
    found = machine.which("fc-list")
    fix = "" if found else "install fontconfig; without it only the house fonts are used."
    return Finding("fontconfig", found or "no fc-list", bool(found), needed=False, fix=fix)


def _script(name: str, letters: str, machine: Machine) -> Finding:
    lacking = house.not_in_house_fonts(letters)
    if not lacking:
        return Finding(name, "house fonts", True, needed=False)
    families = [machine.system_family(letter) for letter in lacking]
    if None in families:
        return Finding(name, "no font", False, needed=False, fix=str(house.advice(lacking[0])))
    return Finding(name, ", ".join(sorted({f for f in families if f})), True, needed=False)
