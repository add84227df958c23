"""What the templates of a project may do: show what they are given, and nothing else.

A project can come from somebody else. Its templates reach no file, no code and no memory beyond
what a document needs: https://jinja.palletsprojects.com/en/stable/sandbox/.
"""

import traceback
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from handouts.errors import HandoutsError, WorldError
from handouts.messages import Message, message
from handouts.project.layout import packaged
from handouts.typesetting.limits import Limits, bounded

LIMITS = Limits(seconds=60, memory=512 << 20)
"""Of one template. The longest article takes a second, and some megabytes."""
_LONGEST_TEXT = 1_000_000
"""Characters or elements that a multiplication may give."""
_MOST_BITS = 10_000
"""Of a number: larger ones are calculated in one step, which nothing interrupts."""
_REMEMBERED = 10_000
"""Answers that are kept."""
_OF_PATHS = frozenset({"name", "stem", "suffix"})
"""What a template may know of a file."""
_NEVER = (type, types.ModuleType, types.FunctionType, types.MethodType, types.BuiltinFunctionType)
"""What has nothing that a page could show, and leads to everything else."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without a way out of it: values are read, and nothing is changed or opened."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._known: dict[tuple[type, str], bool] = {}
        """What was answered, by type and attribute."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use `obj.attr`: of models only their fields and properties."""
        key = type(obj), attr  # nothing else counts, and every step of a template asks
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            is_safe = super().is_safe_attribute(obj, attr, value)
            self._known[key] = is_safe and _may_be_shown(obj, attr)
        return self._known[key]

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply, or raise to a power, where what comes out is not too long."""
        if operator == "*":
            for text, times in ((left, right), (right, left)):
                is_long = isinstance(text, Sequence) and isinstance(times, int)
                if is_long and len(text) * times > _LONGEST_TEXT:
                    raise SecurityError(str(message("templates.long-text", most=_LONGEST_TEXT)))
            bits = _bits(left) + _bits(right)
        else:
            bits = _bits(left) * (abs(right) if isinstance(right, int) else 1)
        if bits > _MOST_BITS:
            raise SecurityError(
                str(message("templates.large-number", operator=operator, most=_MOST_BITS))
            )
        return super().call_binop(context, operator, left, right)


def _may_be_shown(obj: Any, attr: str) -> bool:
    if isinstance(obj, _NEVER):
        return False
    if isinstance(obj, PurePath):
        return attr in _OF_PATHS
    if isinstance(obj, BaseModel):
        is_property = isinstance(getattr(type(obj), attr, None), property)
        return attr in type(obj).model_fields or (is_property and not attr.startswith("model_"))
    return True


def _bits(number: Any) -> int:
    return number.bit_length() if isinstance(number, int) else 0


class _Loader(FileSystemLoader):
    """Reads templates; of a project none that is a link to somewhere else."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, name, is_current = super().get_source(environment, template)
        folder = next(Path(f) for f in self.searchpath if Path(name).is_relative_to(f))
        if not is_inside(Path(name), folder):
            why = str(message("templates.leads-out", name=template))
            raise TemplateNotFound(template, why)
        return source, name, is_current


def is_inside(file: Path, folder: Path) -> bool:
    """Whether a file of a layer's folder is really in it. Those of the package may be links."""
    own = packaged() / "templates"
    return (
        folder.is_relative_to(own)
        or folder.parent == packaged()
        or file.resolve().is_relative_to(folder)
    )


def sandbox(folders: Sequence[Path], filters: dict[str, Callable[..., Any]]) -> Environment:
    """Return the templates of these folders, the first one winning, with these filters as well."""
    loader: BaseLoader = _Loader(folders)
    found = Sandbox(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= filters
    return found


@contextmanager
def template_errors(
    layers: Sequence[Path], template: str, limits: Limits = LIMITS
) -> Iterator[None]:
    """Bound what a template does, and report what goes wrong in it. Raises WorldError.

    An exception in which no template of the project itself has a part is a bug of the package, and
    passes.
    """
    try:
        with bounded(limits):
            yield
    except TemplateSyntaxError as error:
        place = f"{error.name or template}, line {error.lineno}"
        raise _failure(place, error.message or "") from error
    except TemplateNotFound as error:
        is_bare = error.message in (None, error.name)
        none = message("templates.no-template", name=str(error.name or template))
        why = none if is_bare else error.message or ""
        raise _failure(_place(error, layers) or template, why) from error
    except (HandoutsError, TemplateError, UnicodeDecodeError) as error:
        raise _failure(_place(error, layers) or template, str(error)) from error
    except RecursionError as error:
        place = _place(error, layers[:-1])
        if not place:
            raise
        raise _failure(place, message("templates.endless")) from error
    except Exception as error:
        place = _place(error, layers[:-1])
        if not place:
            raise
        raise _failure(place, f"{type(error).__name__}: {error}") from error


def _failure(place: str, why: Message | str) -> WorldError:
    why = why.rstrip(".") if isinstance(why, str) else why
    return WorldError(message("templates.failed", place=place, why=why))


def _place(error: BaseException, layers: Sequence[Path]) -> str:
    """Return the template of these layers, and its line, where an exception was raised last."""
    found = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        for layer in layers:
            file = Path(frame.f_code.co_filename)
            if file.is_relative_to(layer / "templates"):
                # Of a macro that is called from outside, Jinja leaves the lines of its own code.
                compiled = frame.f_globals.get("__jinja_template__")
                line = compiled.get_corresponding_lineno(line) if compiled else line  # noqa: PLW2901
                found = f"{file.relative_to(layer / 'templates').as_posix()}, line {line}"
    return found
