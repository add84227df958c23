"""Every page is one for all: by axe, at any width, in both colour schemes, with keys alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from handouts.studio import server
from tests.studio.conftest import REQUIRED, Running, open_window
from tests.studio.every_page import every_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.long
MILLISECONDS = 60_000
AXE = server.BUNDLE.parent / "browser/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""Tags of axe: WCAG 2.2, levels A and AA."""
Opens = Callable[..., "Page"]


@pytest.fixture
def opens(browser: "Browser", running: Running) -> Iterator[Opens]:
    """Return what opens another window of the studio of the example: `opens(color_scheme=…)`."""
    windows: list[Iterator[Page]] = []

    def opened(**options: Any) -> "Page":
        windows.append(open_window(browser, running, **options))
        page = next(windows[-1])
        page.set_default_timeout(MILLISECONDS)
        return page

    yield opened
    for window in windows:
        next(window, None)


@pytest.fixture
def paths(running: Running) -> tuple[str, ...]:
    """Return the address of every page."""
    with running.client() as client:
        found = every_page(client)
    assert {"/", "/new", "/training/two-models"} <= {*found}
    return found


def violations(page: "Page") -> list[str]:
    """Return what axe finds in a page that is open: its rule, and the elements."""
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{one['id']}: {node['html'][:200]} — {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.fixture
def axe() -> str:
    """Return axe's code; it is not in the bundle, and comes with `npm ci`."""
    if not AXE.is_file():
        (pytest.fail if REQUIRED else pytest.skip)("axe-core is not here: see make test-studio")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)], ids=str
)
def test_axe_finds_nothing_against_wcag_on_any_page(
    opens: Opens, paths: tuple[str, ...], axe: str, scheme: str, width: int
) -> None:
    page = opens(color_scheme=scheme, viewport={"width": width, "height": 900})
    found = {}
    for path in paths:
        page.goto(path)
        page.evaluate(axe)
        found[path] = violations(page)

    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 320, "height": 640}},
        {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2},
    ],
    ids=["320 px", "200 %"],
)
def test_no_page_scrolls_sideways(
    opens: Opens, paths: tuple[str, ...], options: dict[str, Any]
) -> None:
    page = opens(**options)
    wider = {}
    for path in paths:
        page.goto(path)
        wider[path] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    assert wider == dict.fromkeys(paths, 0)


def test_nothing_moves_for_whoever_wants_no_motion(opens: Opens, paths: tuple[str, ...]) -> None:
    page = opens(reduced_motion="reduce")
    moving = {}
    for path in paths:
        page.goto(path)
        moving[path] = page.evaluate(_MOVING)

    assert {path: each for path, each in moving.items() if each} == {}


_MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    const lasts = `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
    return lasts.some((each) => parseFloat(each) > 0.01);
}).map((element) => element.outerHTML.slice(0, 100))"""


def test_a_training_is_made_with_keys_alone(opens: Opens, home: Path) -> None:
    page = opens()
    keys = page.keyboard

    def go_to(name: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            focused = page.locator("*:focus")
            if focused.count() and _name(focused.evaluate(_LABEL)) == name:
                assert focused.evaluate(_IS_SEEN), f"it is not seen that {name} has the focus"
                return
        pytest.fail(f"no key leads to {name}")

    go_to("New training")
    keys.press("Enter")
    go_to("Paste a text instead")
    keys.press("Enter")
    go_to("Text of the article")
    keys.insert_text("# Rain\n\nBy Ada Byron\n\nWe walk slowly.\n\n## Why\n\nIt is wet.\n")
    go_to("Look at it")
    keys.press("Enter")
    page.get_by_role("heading", name="Rain", level=1).wait_for()
    go_to("Create training")
    keys.press("Enter")
    page.get_by_role("link", name="Worksheets").wait_for()

    assert "We walk slowly." in (home / "content/rain/article.md").read_text("utf-8")


_LABEL = "element => element.labels?.[0]?.textContent ?? element.textContent"
_IS_SEEN = """element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""


def _name(text: str) -> str:
    return " ".join(text.split())
