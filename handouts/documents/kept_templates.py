"""Compiled templates, kept from one command to the next, for compiling them takes as long as pages.

They are in the user's own folder for what programs may lose, one file for each template: `_FOLDER`,
and in it a folder for this version. Whoever deletes it loses a second.
"""

import contextlib
import hashlib
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import platformdirs
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Expr, Impossible, TemplateData

_FOLDER = platformdirs.user_cache_path("handouts", appauthor=False) / "templates"


class Unfolded(CodeGenerator):
    """Compiles templates to code that is the same whatever filters do.

    Jinja would apply a filter to a constant while it compiles, in the language of that moment.
    """

    def _output_child_to_const(self, node: Expr, frame: Any, finalize: Any) -> str:
        if not isinstance(node, TemplateData):
            raise Impossible
        return super()._output_child_to_const(node, frame, finalize)


class KeptTemplates(jinja2.BytecodeCache):
    """Compiled templates in a folder.

    What cannot be read there is compiled, and what cannot be written is not kept.
    """

    def __init__(self, folder: Path) -> None:
        self._files = jinja2.FileSystemBytecodeCache(str(folder))
        with contextlib.suppress(OSError):
            _make(folder)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Let a bucket have its code, if it is there and of the same text."""
        with contextlib.suppress(Exception):  # whatever is wrong with a file
            self._files.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket."""
        with contextlib.suppress(OSError):
            self._files.dump_bytecode(bucket)


def _make(folder: Path) -> None:
    """Make a version's folder; those of other versions are removed."""
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700, parents=True)
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


@cache
def kept_templates() -> KeptTemplates:
    """Return the compiled templates of this version of Jinja, and of the code that compiles."""
    made = hashlib.sha256(jinja2.__version__.encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        made.update(file.read_bytes())
    return KeptTemplates(_FOLDER / made.hexdigest()[:16])
