"""Whether `content/provider.yaml` is the trainer's own, or still says what the example says.

Nobody's certificate, message or packet goes out under another name. What is the trainer's own is
decided by the file's content alone, key by key, beside the example that comes with the package.
"""

import re
from collections.abc import Iterator

from handouts.content.problem_lines import opened
from handouts.content.yaml_tree import Location, YamlTree, value_at
from handouts.errors import ContentError, Problem
from handouts.messages import Message, message
from handouts.project.layout import Project, packaged

PATH = "content/provider.yaml"
_TOO_COMMON = frozenset({("signatory", "credentials"), ("signatory", "title")})
"""Keys whose text in the example may well be the trainer's own too."""
_SHORTEST = 10
"""Letters of a text of the example that is looked for within longer texts."""


def provider_problems(project: Project) -> list[Problem]:
    """Return what the file still says of the example's provider: a problem for each such key."""
    return list(_remains(project))


def provider_warnings(project: Project) -> tuple[str, ...]:
    """Return one sentence where the provider is still the example's, else nothing."""
    found = provider_problems(project)
    if not found:
        return ()
    lines = ", ".join(str(line) for line in sorted({problem.line for problem in found}))
    where = f"{PATH}:{found[0].line}"
    noun = "line" if "," not in lines else "lines"
    return (
        f"{where}: this is still the provider of the example ({noun} {lines}). Write your own: "
        "until then no certificates, mail or packets are made.",
    )


def refuse_example(project: Project) -> None:
    """Raise ContentError where the provider is still the example's."""
    found = provider_problems(project)
    if found:
        raise ContentError(found)


def is_of_example(name: str) -> bool:
    """Whether a name is the one that the example's provider has."""
    return _plain(name) == _plain(str(value_at(_example().value, ("name",))))


def _remains(project: Project) -> Iterator[Problem]:
    file = opened(project, PATH)
    if file.problems:  # what cannot be read is reported by whoever reads it
        return
    example = _texts(_example())
    own = _texts(file.tree)
    for location, text in own.items():
        found = _of_example(location, text, example)
        if found:
            file.report(file.tree.line(location), found)
    yield from file.problems


def _example() -> YamlTree:
    return opened(Project(packaged()), PATH).tree


def _texts(tree: YamlTree) -> dict[Location, str]:
    """Return the texts that are compared, by location; those of lists come without their place."""
    return {
        location: text
        for location, text in tree.texts()
        if text.strip() and location not in _TOO_COMMON and location[0] != "mail_server"
    }


def _of_example(location: Location, text: str, example: dict[Location, str]) -> Message | None:
    """Return the problem of a text that is the example's own, or has a text of it within."""
    plain = _plain(text)
    key = ".".join(str(step) for step in location if isinstance(step, str))
    for place, theirs in example.items():
        same_key = _keys(place) == _keys(location)
        parts = [_plain(line) for line in theirs.splitlines() if re.search(r"\d", line)]
        within = [part for part in (_plain(theirs), *parts) if len(part) >= _SHORTEST]
        if (same_key and plain == _plain(theirs)) or any(part in plain for part in within):
            shown = _shortened(theirs)
            if location == ("name",):
                return message("provider.still-example-name", key=key, text=shown)
            if location[0] == "approvals":
                return message("provider.still-example-approval", key=key, text=shown)
            return message("provider.still-example", key=key, text=shown)
    return None


def _keys(location: Location) -> Location:
    return tuple(step for step in location if isinstance(step, str))


def _plain(text: str) -> str:
    """Return a text as it is compared: letters and digits, and single spaces between words."""
    return " ".join(re.findall(r"\w+", re.sub("^https?://", "", text.casefold())))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
