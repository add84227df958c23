"""The beginning: a project with the example training."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from handouts.content.provider_check import is_of_example
from handouts.errors import CallError
from handouts.messages import message
from handouts.messages.characters import unprintable
from handouts.project.atomic_files import new_folder, write_whole
from handouts.project.layout import Project, packaged
from handouts.text import characters
from handouts.text.filenames import is_plain
from handouts.text.visible import one_line
from handouts.workflows.schemas import write_schemas

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


@dataclass(frozen=True)
class NewOptions:
    """What a new project is to be."""

    folder: Path
    """Of the project; it may be there already, as long as it is empty."""
    provider: str = ""
    """The name of the trainer's organisation; without it provider.yaml is the example's."""
    has_example: bool = True
    """Whether the example training comes with it; without it there is no training yet."""


@dataclass(frozen=True)
class NewProject:
    """A project that was made."""

    folder: Path
    """As it was given."""
    has_own_provider: bool
    """Whether provider.yaml has the name of the trainer's organisation, not the example's."""


def new(options: NewOptions) -> NewProject:
    """Make a project, with the example training or without.

    Raises CallError for a name that cannot be printed, and where the folder already has something
    in it; nothing is ever overwritten. Raises WorldError where it cannot be written.
    """
    own = provider_file(options.provider) if options.provider else ""
    folder = options.folder
    if not folder.exists() and not is_plain(folder.name):
        raise CallError(message("project.no-name-of-folder", name=one_line(folder.name)))
    with new_folder(folder) as beside:
        for file in _packaged_content(options.has_example):
            place = beside / "content" / file.relative_to(packaged() / "content")
            write_whole(place, file.read_bytes(), inside=beside)
        if own:
            write_whole(beside / "content" / "provider.yaml", own.encode(), inside=beside)
        write_whole(beside / ".gitignore", _IGNORED.encode(), inside=beside)
        write_schemas(Project(beside))
    return NewProject(folder, bool(own))


def _packaged_content(has_example: bool) -> list[Path]:
    """Return the files of a new project's `content/`: all, or what no training needs to have."""
    example = packaged() / "content"
    found = example.rglob("*") if has_example else example.glob("*")
    return sorted(file for file in found if file.is_file())


def provider_file(name: str) -> str:
    """Return a provider.yaml that says the name of an organisation, and nothing else.

    Raises CallError where the name cannot be printed or is the example's.
    """
    shown = " ".join(name.split())
    for _, reason in unprintable(shown):
        raise CallError(message("project.unprintable-provider", reason=reason))
    if not characters.is_seen(shown):
        raise CallError(message("project.unseen-provider"))
    if is_of_example(shown):
        raise CallError(message("project.provider-of-example", name=shown))
    line = yaml.safe_dump({"name": shown}, allow_unicode=True, width=10_000).rstrip("\n")
    return _PROVIDER.format(name=line)
