"""What is reported of a document that could not be made, and the wall around the renderer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from handouts.errors import HandoutsError, WorldError
from handouts.typesetting.limits import LimitError, Limits, bounded

_LONGEST = 300
"""Characters of what an exception says: some repeat the whole of what they were given."""


class RendererError(WorldError):
    """WeasyPrint, or a library that it calls, raised an exception; says which, as half a sentence.

    Whoever knows the document adds its name: see `naming`.
    """


class OwnError(Exception):
    """Carries an exception of our own code out through the renderer, which had called it."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        super().__init__(str(error))


@contextmanager
def renderer_errors() -> Iterator[None]:
    """Raise RendererError for whatever the renderer raises; it stands around calls of it alone."""
    try:
        yield
    except HandoutsError:
        raise
    except OwnError as carried:
        raise carried.error from None
    except MemoryError as error:
        raise RendererError("the renderer ran out of memory") from error
    except RecursionError as error:
        raise RendererError("something in it is nested too deeply for the renderer") from error
    except Exception as error:
        said = " ".join(str(error).split())
        said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
        what = f"{type(error).__name__}: {said}" if said else type(error).__name__
        raise RendererError(f"the renderer failed with {what}") from error


@contextmanager
def naming(what: str | PurePath) -> Iterator[None]:
    """Name the document in what is reported where the renderer failed. Raises WorldError."""
    try:
        yield
    except (RendererError, LimitError) as error:
        raise WorldError(unfinished(what, str(error))) from error


@contextmanager
def within(what: str | PurePath, limits: Limits = Limits()) -> Iterator[None]:  # noqa: B008 - frozen
    """Name the document, and bound what is done for it in this very process. Raises WorldError."""
    with naming(what), bounded(limits):
        yield


def unfinished(what: str | PurePath, why: str) -> str:
    """Return what is reported of a document that was stopped; `why` is the end of a sentence."""
    named = what.as_posix() if isinstance(what, PurePath) else what
    return (
        f"{named} could not be made: {why}. Look at what is unusual in it: a drawing (save it as "
        "PNG), a very long paragraph or cell, a list within many lists, or what the project has in "
        "styles/ and templates/. Earlier files are as they were."
    )
