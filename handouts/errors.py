"""What can go wrong, told apart by whose turn it is to act.

    HandoutsError
    ├── CallError        the command was called wrongly                exit code 2
    ├── ContentError     the trainer's content has problems, all of them   exit code 1
    └── WorldError       disk, fonts, programs: the content is fine    exit code 3
        └── PreflightError   a finished PDF is not fit to be handed over

Nothing here prints or exits; anything else that is raised is a bug, which ends the command with
exit code 3 and its traceback in a file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from handouts.messages import Message, Texts, Worded, texts
from handouts.text.visible import one_line

_MOST_CAUSES = 20
"""Why one file is unfit: a broken style can give as many reasons as there are letters."""


@dataclass(frozen=True)
class Problem(Worded):
    """One thing that is wrong in a file, with its place, its cause and its fix."""

    path: str
    """The file, relative to the project, with forward slashes."""
    line: int
    """Counted from 1; 0 where the file as a whole is meant."""
    message: Message
    """What is wrong and what to do about it, as a code with parameters."""
    source: str = ""
    """The lines of the file that are meant, as they stand there."""

    def text(self, words: Texts) -> str:
        """Return place, cause, lines and fix as a person reads them."""
        path = one_line(self.path)
        place = f"{path}:{self.line}" if self.line else path
        quoted = [f"    {line}" for line in self.source.rstrip("\n").split("\n") if self.source]
        fix = [f"  {line}" for line in words.fix(self.message).splitlines()]
        return "\n".join([f"{place}: {one_line(words.cause(self.message))}", *quoted, *fix])

    def __str__(self) -> str:
        return self.text(texts())

    def __lt__(self, other: "Problem") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, str, str, str]:
        return (self.path, self.line, self.cause, self.fix, self.source)


@dataclass(frozen=True)
class Diagnostic(Worded):
    """What is wrong at a line of a text, counted from 1, whichever file it stands in."""

    line: int
    message: Message


class HandoutsError(Exception):
    """The root of everything that the project raises on purpose; a text or a message says why."""

    exit_code = 3

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it go from one process to another with all that it knows, whatever made it."""
        return _made_again, (type(self), self.args), self.__dict__


def _made_again(kind: type[HandoutsError], arguments: tuple[Any, ...]) -> HandoutsError:
    error = kind.__new__(kind)
    error.args = arguments
    return error


class CallError(HandoutsError):
    """The command line asks for something that does not exist or cannot be."""

    exit_code = 2


class ContentError(HandoutsError):
    """The trainer's files have problems; `problems` holds every one of them."""

    exit_code = 1
    details: Mapping[str, Any] = MappingProxyType({})
    """What `--json` says besides, by its key."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class WorldError(HandoutsError):
    """Something outside the content failed: disk, fonts, a missing program."""


class PreflightError(WorldError):
    """A PDF was made and is not fit to be handed over; `causes` says why, each a sentence."""

    def __init__(self, path: PurePath, causes: Sequence[str]) -> None:
        self.path = path
        self.causes = tuple(causes)
        shown, more = self.causes[:_MOST_CAUSES], len(self.causes) - _MOST_CAUSES
        lines = [f"{path.as_posix()} was made but not kept:", *(f"  - {cause}" for cause in shown)]
        lines += [f"  - and {more} more"] if more > 0 else []
        super().__init__("\n".join(lines))
