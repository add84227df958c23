"""Types into the studio's article, and prints as JSON how long each new picture took to be seen.

    python -m benchmarks.preview_in_browser PROJECT TRAINING ROUNDS

A word is typed into the first paragraph, letter by letter. Measured in the window is from the last
of its keys until a frame with the new picture of the page in view was drawn; and in turn, in this
process, which has read its sheets and fonts before, one layout and write by WeasyPrint alone of
what was typed. Needs Playwright and Chromium.
"""

import json
import shutil
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmarks.preview_rounds import alone, job_of
from benchmarks.studio import started
from handouts.builds.typeset_job import fitted
from handouts.project.layout import Project
from handouts.typesetting.limits import claim_process
from handouts.typesetting.render import Typesetter
from handouts.workflows.preview import PreviewRequest

WORD = "slowly "
BETWEEN_KEYS = 120
"""Milliseconds."""
QUIET = 6
"""Seconds after a picture, in which the studio saves and checks."""
SIZE: ViewportSize = {"width": 1440, "height": 900}
WATCH = """() => {
  const pages = document.querySelector(".preview .pages");
  let pressed = 0, seen = 0;
  addEventListener("keydown", () => { pressed = performance.now(); seen = 0; }, true);
  const drawn = async (change) => {
    const picture = change.type === "attributes" ? change.target : change.addedNodes[0];
    if (picture === undefined) return;
    await picture.decode();
    requestAnimationFrame(() => setTimeout(() => { seen = performance.now(); }));
  };
  new MutationObserver((changes) => {
    if (seen === 0) for (const change of changes) void drawn(change);
  }).observe(pages, {subtree: true, childList: true, attributeFilter: ["src"]});
  globalThis.sincePressed = () => (seen > pressed ? (seen - pressed) / 1000 : null);
}"""
"""Notes when a key was pressed, and when the first picture that changed after it was drawn."""


def typed(page: Page) -> float:
    """Type a word; return the seconds from its last key to the new picture."""
    page.keyboard.type(WORD, delay=BETWEEN_KEYS)
    while (seconds := page.evaluate("() => globalThis.sincePressed()")) is None:
        page.wait_for_timeout(20)
    time.sleep(QUIET)
    return float(seconds)


def main() -> None:
    """Measure and print."""
    root, training, rounds = sys.argv[1:]
    project = Project(Path(root).resolve())
    claim_process()
    typesetter = Typesetter(project.layers)
    request = PreviewRequest(project, training, "handout")
    fit = fitted(job_of(request), typesetter).fit
    figures: dict[str, list[float]] = {"bare": [], "seen": []}
    with started(project.root) as (_, visitor), sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport=SIZE, device_scale_factor=2, bypass_csp=True)
        for one in visitor.cookies:
            context.add_cookies(
                [{"name": one.name, "value": one.value or "", "url": visitor.origin}]
            )
        page = context.new_page()
        page.goto(f"{visitor.origin}/training/{training}")
        page.locator(".preview .pages img[src^=blob]").first.wait_for(timeout=120_000)
        page.evaluate(WATCH)
        page.locator(".article-text > p").first.click()
        time.sleep(QUIET)
        for number in range(int(rounds) + 1):
            for is_ours in (True, False) if number % 2 else (False, True):
                if is_ours:
                    figures["seen"].append(typed(page))
                else:
                    figures["bare"].append(alone(job_of(request), fit, typesetter))
        browser.close()
    print(json.dumps({kind: seconds[1:] for kind, seconds in figures.items()}))


if __name__ == "__main__":
    main()
