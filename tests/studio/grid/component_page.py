"""A page with one component of the studio's bundle, as the studio's own pages have it."""

import html
import json
from importlib import resources
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from handouts.studio import server
from handouts.studio.security import POLICY

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ORIGIN = "http://component.test"
EVENTS = ("chart-change", "people-edit", "people-add", "people-remove", "people-answer")
_RECORDED = f"""
window.recorded = [];
for (const name of {json.dumps(EVENTS)}) {{
  document.addEventListener(name, (event) => window.recorded.push([name, event.detail]));
}}
"""
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Component</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/studio.css"><script src="/studio.js" defer></script></head>
<body><main><h1>Training</h1><h2>Part</h2>
<div id="component" data-component="{component}" data-options="{options}"></div>
<p><button id="after">After</button></p></main></body></html>"""
_KINDS = {".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf"}


def show(page: "Page", component: str, options: Any) -> None:
    """Open a page that has this component with these options; its events are recorded."""
    page.add_init_script(_RECORDED)
    text = _PAGE.format(component=component, options=html.escape(json.dumps(options)))

    def answer(route: "Route") -> None:
        path = PurePosixPath(route.request.url.removeprefix(ORIGIN))
        headers = {"content-security-policy": POLICY.format(ancestors="'none'")}
        if str(path) == "/":
            route.fulfill(body=text, content_type="text/html", headers=headers)
        elif (body := _file(path.name)) is not None:
            route.fulfill(body=body, content_type=_KINDS[path.suffix])
        else:
            route.abort()

    page.route(f"{ORIGIN}/**", answer)
    page.goto(f"{ORIGIN}/")


def recorded(page: "Page") -> list[Any]:
    """Return the events so far, each with its name and detail, and forget them."""
    found: list[Any] = page.evaluate("window.recorded.splice(0)")
    return found


def _file(name: str) -> bytes | None:
    family = "font_source_serif_pro" if "Serif" in name else "font_source_sans_pro"
    file = (
        resources.files(family) / "files" / name if name.endswith(".ttf") else server.BUNDLE / name
    )
    return file.read_bytes() if file.is_file() else None
