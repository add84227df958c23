"""The lines of an article that stand for its charts."""

import re
from collections.abc import Sequence

CHART_PLACE = "[chart]"
_CHART_PLACE = re.compile(r"\[\s*chart(\s+[a-z0-9-]+)*\s*\]", re.IGNORECASE)
_COMMENT_AT_END = re.compile(r"\n<!--(?:(?!-->).)*-->\s*\Z", re.DOTALL)


def chart_named(text: str) -> str | None:
    """Return which chart a line is the place of: `fees` for `[chart fees]`, "" for `[chart]`.

    Capitals do not count, and spaces in a name are hyphens. None where it is no such place.
    """
    if not _CHART_PLACE.fullmatch(text.strip()):
        return None
    return "-".join(text.strip(" []\n\t").lower().split()[1:])


def chart_mark(name: str) -> str:
    """Return the line that stands for a chart: `[chart fees]`, `[chart]` for `chart.yaml`."""
    return f"[chart {name}]" if name else CHART_PLACE


def with_places(text: str, before: Sequence[str], added: Sequence[str]) -> str:
    """Return the text of an article with a place for each chart, where there are several.

    `before` are the names of those that there were. New places stand at the end, above a comment
    that ends the article.
    """
    names = [*before, *added]
    if len(names) < 2:
        return text
    text = with_name_of_only(text, before)
    there = {chart_named(line) for line in text.split("\n")}
    marks = [chart_mark(name) for name in names if name not in there]
    return _with_end(text, marks)


def with_name_of_only(text: str, names: Sequence[str]) -> str:
    """Return the text of an article with the name of its one chart where `[chart]` means it."""
    if len(names) != 1 or not names[0]:
        return text
    mark = chart_mark(names[0])
    return "\n".join(mark if chart_named(line) == "" else line for line in text.split("\n"))


def without_place(text: str, name: str, *, is_only: bool) -> str:
    """Return the text of an article without the place of a chart; `[chart]` means the only one."""
    gone = {name, ""} if is_only else {name}
    kept: list[str] = []
    for line in text.split("\n"):
        if chart_named(line) in gone:
            while kept and not kept[-1].strip():  # the empty lines below it are enough
                kept.pop()
        else:
            kept.append(line)
    return "\n".join(kept)


def _with_end(text: str, marks: Sequence[str]) -> str:
    """Return a text with lines at its end, above a comment that ends it."""
    if not marks:
        return text
    comment = _COMMENT_AT_END.search(text)
    body, end = (text[: comment.start()], comment[0].lstrip()) if comment else (text, "")
    whole = "\n\n".join([body.rstrip(), *marks])
    return f"{whole}\n\n{end}" if end else f"{whole}\n"
