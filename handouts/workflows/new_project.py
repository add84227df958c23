"""The beginning: a project with the example training, and a training from a trainer's own files."""

import datetime
import itertools
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel

from handouts.content.chart import ChartFile
from handouts.content.provider import Provider
from handouts.content.provider_check import is_of_example
from handouts.content.session import SessionFile
from handouts.content.training import ArticleHead, TrainingHead
from handouts.content.worksheet_options import WorksheetsFile
from handouts.errors import CallError, WorldError
from handouts.importers import Imported, import_files
from handouts.project.atomic_files import new_folder, write_new, write_whole
from handouts.project.layout import Project, packaged
from handouts.text import characters
from handouts.text.filenames import is_plain
from handouts.text.visible import one_line

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


_PROVIDER = """\
# yaml-language-server: $schema=.schemas/provider.schema.json
{name}
# What follows is printed on certificates and at the end of mail, as far as it is there. Take the #
# away from a line and write what is true of you; leave the others as they are.
#
# address: |
#   (street and number)
#   (town)
# website: (https://…)
# email: (where participants may write to; mail to them comes from here)
# phone: (as participants dial it)
#
# Who signs certificates. Without it there is a line for ink, and no name below it.
#
# signatory:
#   name: (as it is to be printed)
#   credentials: (what follows the name, for example PhD)
#   title: (the office, for example Director of Training)
#
# The bodies that have approved you, each with its statement word for word. Without any,
# certificates are of attendance.
#
# approvals:
#   - body: (the name of the body)
#     number: "(your number with it)"
#     statement: (its statement)
"""


def provider_file(name: str) -> str:
    """Return a provider.yaml that says the name of an organisation, and nothing else.

    Raises CallError where the name cannot be printed or is the example's.
    """
    shown = " ".join(name.split())
    cure = "Write it as it is to be printed."
    for _, cause, advice in characters.unprintable(shown):
        raise CallError(f"The provider's name cannot be printed: {cause}. {advice}")
    if not characters.is_seen(shown):
        raise CallError(f"There is nothing to be seen in the provider's name. {cure}")
    if is_of_example(shown):
        raise CallError(f'"{shown}" is the provider of the example. Write the name of your own.')
    line = yaml.safe_dump({"name": shown}, allow_unicode=True, width=10_000).rstrip("\n")
    return _PROVIDER.format(name=line)


def schemas() -> dict[str, str]:
    """Return a JSON Schema for each kind of content file, by its path in `content/`."""
    return {
        f".schemas/{name}.schema.json": json.dumps(model.model_json_schema(), indent=2) + "\n"
        for name, model in _MODELS.items()
    }


def write_schemas(project: Project) -> None:
    """Write the schemas that editors check content files with. Raises WorldError."""
    for name, text in schemas().items():
        write_whole(project.content / name, text.encode(), inside=project.root)


def create(folder: Path, provider: str = "") -> Path:
    """Make a project with the example training and return its folder.

    `provider` is the name of the trainer's organisation; without it provider.yaml is the example's.
    Raises CallError for a name that cannot be printed, and where the folder already has something
    in it; nothing is ever overwritten. Raises WorldError where it cannot be written.
    """
    own = provider_file(provider) if provider else ""
    if not folder.exists() and not is_plain(folder.name):
        raise CallError(
            f'"{one_line(folder.name)}" cannot be the name of a folder everywhere. Use letters, '
            "digits and hyphens, for example my-trainings."
        )
    with new_folder(folder) as beside:
        example = packaged() / "content"
        for file in sorted(file for file in example.rglob("*") if file.is_file()):
            place = beside / "content" / file.relative_to(example)
            write_whole(place, file.read_bytes(), inside=beside)
        if own:
            write_whole(beside / "content" / "provider.yaml", own.encode(), inside=beside)
        write_whole(beside / ".gitignore", _IGNORED.encode(), inside=beside)
        write_schemas(Project(beside))
    return folder


@dataclass(frozen=True)
class BroughtIn:
    """What became of the files of a trainer."""

    imported: Imported
    written: tuple[str, ...]
    """The files that were made or changed, relative to the project."""
    kept: Mapping[str, str]
    """For each file that was changed, the one that holds what was there before."""


def bring_in(
    project: Project, files: tuple[Path, Path], name: str, replace: bool, today: datetime.date
) -> BroughtIn:
    """Make the training `name` from an article and a chart; return what was found and written.

    With `replace` the article and the chart of an existing training are overwritten. Their earlier
    texts are kept beside them, as `article.md.bak`, `article.md.bak2` and so on, and none of these
    is ever overwritten; its training.yaml stays as it is. Raises CallError for a name that cannot
    be or that is taken, ContentError for what is wrong in the files, WorldError.
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
    write_schemas(project)
    written, kept = [], {}
    for file, text in imported.files.items():
        path, content = folder / file, text.encode()
        before = _read(path)
        if before == content or (os.path.lexists(path) and file == "training.yaml"):
            continue
        if before is not None:
            kept[project.relative(path)] = project.relative(_keep(path, before, project.root))
        write_whole(path, content, inside=project.root)
        written.append(project.relative(path))
    return BroughtIn(imported, tuple(written), kept)


def _read(path: Path) -> bytes | None:
    """Return what a file holds, or None where there is none. Raises WorldError.

    A link holds nothing: what it leads to stays where it is when the link is replaced.
    """
    try:
        return None if path.is_symlink() else path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = error.strerror or error
        raise WorldError(f"{path} cannot be read, and so not be kept: {reason}.") from error


def _keep(path: Path, content: bytes, root: Path) -> Path:
    """Write what a file holds beside it, under the first name that is free, and return that."""
    for number in itertools.count(1):
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if write_new(kept, content, inside=root):
            return kept
    raise AssertionError("numbers have no end")
