"""What is reported of a document that could not be made, and the wall around the renderer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from handouts.errors import HandoutsError, WorldError
from handouts.messages import Message, message
from handouts.typesetting.limits import LimitError, Limits, bounded

_LONGEST = 300
"""Characters of what an exception says: some repeat the whole of what they were given."""


class RendererError(WorldError):
    """WeasyPrint, or a library that it calls, raised an exception.

    Whoever knows the document adds its name: see `naming`.
    """

    def __init__(self, why: Message) -> None:
        self.why = why
        """Which, as the end of a sentence."""
        super().__init__(self.why)


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
        raise RendererError(message("renderer.out-of-memory")) from error
    except RecursionError as error:
        raise RendererError(message("renderer.too-deep")) from error
    except Exception as error:
        text = " ".join(str(error).split())
        text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        what = f"{type(error).__name__}: {text}" if text else type(error).__name__
        raise RendererError(message("renderer.failed", what=what)) from error


@contextmanager
def naming(what: Message | str | PurePath) -> Iterator[None]:
    """Name the document in what is reported where the renderer failed. Raises WorldError."""
    try:
        yield
    except (RendererError, LimitError) as error:
        raise WorldError(unfinished(what, error.why)) from error


@contextmanager
def within(
    what: Message | str | PurePath,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Iterator[None]:
    """Name the document, and bound what is done for it in this very process. Raises WorldError."""
    with naming(what), bounded(limits):
        yield


def unfinished(what: Message | str | PurePath, why: Message) -> Message:
    """Return what is reported of a document that was stopped; `why` is the end of a sentence."""
    named = what.as_posix() if isinstance(what, PurePath) else what
    return message("renderer.unfinished", what=named, why=why)
