"""The beginning: a project with the example training, and a training from a trainer's own files."""

import datetime
import json
import os
import re
import shutil
from pathlib import Path

from pydantic import BaseModel

from handouts.errors import CallError, WorldError
from handouts.files import write_whole
from handouts.importing import Imported, import_files
from handouts.models import ArticleHead, ChartFile, Provider, TrainingHead, WorksheetsFile
from handouts.project import Project, packaged
from handouts.sessions import SessionFile

_MODELS: dict[str, type[BaseModel]] = {
    "provider": Provider,
    "training": TrainingHead,
    "article": ArticleHead,
    "chart": ChartFile,
    "worksheets": WorksheetsFile,
    "session": SessionFile,
}
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for devices."""
_IGNORED = """\
# Made by handouts build
build/
# Private: rosters, the register of certificates, keys, what was mailed
records/
content/*/sessions/*/[Rr][Oo][Ss][Tt][Ee][Rr].*
outbox/
"""


def schemas() -> dict[str, str]:
    """Return a JSON Schema for each kind of content file, by its path in `content/`."""
    return {
        f".schemas/{name}.schema.json": json.dumps(model.model_json_schema(), indent=2) + "\n"
        for name, model in _MODELS.items()
    }


def write_schemas(project: Project) -> None:
    """Write the schemas that editors check content files with. Raises WorldError."""
    for name, text in schemas().items():
        write_whole(project.content / name, text.encode())


def create(folder: Path) -> Path:
    """Make a project with the example training and return its folder.

    Raises CallError where the folder already has something in it; nothing is ever overwritten.
    Raises WorldError where it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CallError(f"{folder} is there already and not empty. Choose another name.")
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copytree(packaged() / "content", beside / "content")
            (beside / ".gitignore").write_text(_IGNORED, "utf-8")
            write_schemas(Project(beside))
            if folder.exists():
                folder.rmdir()
            beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise WorldError(f"{folder} cannot be made: {error.strerror or error}.") from error
    return folder


def bring_in(
    project: Project, files: tuple[Path, Path], name: str, replace: bool, today: datetime.date
) -> tuple[Imported, tuple[str, ...]]:
    """Make the training `name` from an article and a chart; return what was found and written.

    With `replace` the article and the chart of an existing training are overwritten and their
    earlier texts kept as `.bak`; its training.yaml stays as it is. Raises CallError for a name
    that cannot be or that is taken, ContentError for what is wrong in the files, WorldError.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or _RESERVED.fullmatch(name):
        raise CallError(
            f'"{name}" cannot be the name of a training. Use lower-case letters, digits and '
            "hyphens, for example two-models."
        )
    folder = project.content / name
    if folder.exists() and not replace:
        raise CallError(f"content/{name}/ is there already. Use another name, or --replace.")
    imported = import_files(*files, name, today)
    written = []
    for file, text in imported.files.items():
        path = folder / file
        if path.exists():
            if file == "training.yaml":
                continue
            write_whole(path.with_name(f"{file}.bak"), path.read_bytes())
        write_whole(path, text.encode())
        written.append(project.relative(path))
    write_schemas(project)
    return imported, tuple(written)
