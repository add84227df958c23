"""The addresses of all pages of the studio, found by its routes."""

import importlib
import pkgutil
import re

import httpx
from starlette.routing import Route

from handouts.studio import routes

EXAMPLE = {
    "training": "two-models",
    "session": "example",
    "file": "two-models/article.md",
    "mailing": "after",
}
STREAMS = ("/events",)
"""What never ends."""


def every_page(client: httpx.Client) -> tuple[str, ...]:
    """Return the address of each page of the example, as far as it says what it is by itself.

    Pages of one certificate or one piece of work are left out, and so are parts of pages.
    """
    found = []
    for module in pkgutil.iter_modules(routes.__path__):
        for route in importlib.import_module(f"{routes.__name__}.{module.name}").ROUTES:
            path = re.sub(r"\{(\w+)[^}]*\}", lambda name: EXAMPLE.get(name[1], name[0]), route.path)
            is_read = isinstance(route, Route) and "GET" in (route.methods or ())
            if is_read and "{" not in path and path not in STREAMS:
                found.append(path)
    return tuple(path for path in sorted(found) if _is_page(client.get(path)))


def _is_page(answer: httpx.Response) -> bool:
    return answer.status_code == 200 and answer.text.startswith("<!doctype html>")
