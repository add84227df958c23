"""`make quick`: what sets type, or begins a process that may, is left out in the moment it begins.

A test is told by what it does, not by a mark. WeasyPrint is not there in a quick run: modules that
import it get names that skip the test which first uses one. A quick run can therefore never set
type, and nothing has to be kept up to date.
"""

import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest

_ENGINE = "weasyprint"
_PROGRAMS = {Path(sys.executable).name, "python3", "verapdf-check", "chromium"}


_asked: list[str] = []
"""Why the test that is running is to be left out."""


def begin() -> None:
    """Watch this process from now on."""
    sys.meta_path.insert(0, Finder())
    sys.addaudithook(_watch)


def forget() -> None:
    """Begin another test."""
    _asked.clear()


def check() -> None:
    """Skip the test where something was asked for that is not there, whoever caught that."""
    if _asked:
        pytest.skip(_asked[0])


def _leave_out(reason: str) -> NoReturn:
    _asked.append(reason)
    pytest.skip(reason, allow_module_level=True)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen" and Path(os.fsdecode(arguments[0])).name in _PROGRAMS:
        _leave_out("begins a long process: see make test")


class _Skips(type):
    """What a name of the engine is: to be inherited from, and never to be used."""

    def __call__(cls, *_: object, **__: object) -> Any:
        _leave_out("sets type: see make test")

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        _leave_out("sets type: see make test")


class _Absent(ModuleType):
    """A module of the engine that holds whatever is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Skips(name, (), {})


class Finder(MetaPathFinder, Loader):
    """Finds the engine before Python does."""

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: object = None) -> Any:
        if name.partition(".")[0] == _ENGINE:
            return ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Absent(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass
