"""`article.md` edited by hand, and made anew → one text with both changes, by its paragraphs."""

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher

from handouts.content.chart_place import chart_named
from handouts.importers.merge_yaml import merged_yaml
from handouts.importers.merged import Merged
from handouts.importers.three_way import Region, regions

_FRONT = re.compile(r"\A(---\n)(.*?)(^---\n)", re.DOTALL | re.MULTILINE)
_LISTED = re.compile(r"\n*<!--\nLeft out by `handouts import`;.*?\n-->\n?\Z", re.DOTALL)
"""The comment at the end in which an import lists what it left out."""


def merged_article(
    base: str, ours: str, theirs: str, charts: Collection[str] = ()
) -> Merged | None:
    """Return one text of three; None where the front matter of one of them cannot be read.

    The texts are as in `merged_yaml`. A paragraph that both changed stays as it is in `ours`, and
    stands as it is in `theirs` in a comment below. The list of what was left out is that of
    `theirs`. `charts` are the names of those that the import knows nothing of: their places stay.
    """
    parts = [_divided(text) for text in (base, ours, theirs)]
    if None in parts:
        return None
    (was, before), (own, mine), (new, other) = (part for part in parts if part)
    front = merged_yaml(was, own, new)
    if front is None:
        return None
    before = [text for text in before if chart_named(text) not in charts]
    body: list[str] = []
    taken, kept, conflicts = front.taken, front.kept, front.conflicts
    for region in regions(before, mine, other):
        if region.changed == "theirs":
            if not region.base and body[-len(region.theirs) :] == list(region.theirs):
                continue  # an import that was killed had put it in already
            body += region.theirs
            taken += max(len(region.base), len(region.theirs))
        elif region.changed == "both":
            shown, added, differing = _both(region, mine)
            body += shown
            taken, conflicts = taken + added, conflicts + differing
            kept += not differing
        else:
            body += region.ours
            kept += max(len(region.base), len(region.ours)) if region.changed == "ours" else 0
    listed = _LISTED.search(theirs)
    end = f"\n{listed[0].lstrip()}" if listed else ""
    text = f"---\n{front.text}---\n\n" + "\n\n".join(body) + f"\n{end}"
    return Merged(text, taken, kept, conflicts)


def _divided(text: str) -> tuple[str, list[str]] | None:
    """Return the front matter of an article and its paragraphs, without the list at the end."""
    text = text.replace("\r\n", "\n")
    found = _FRONT.match(text)
    if found is None:
        return None
    body = _LISTED.sub("", text[found.end() :])
    return found[2], [part for part in re.split(r"\n(?:[ \t]*\n)+", body.strip("\n")) if part]


def _both(region: Region[str], mine: Sequence[str]) -> tuple[list[str], int, int]:
    """Return the paragraphs of a stretch that both changed, and how many are new or differ.

    What `theirs` adds between paragraphs that it leaves alone is added to those of `ours`.
    """
    added: list[str] = []
    differing: list[str] = []
    matcher = SequenceMatcher(None, region.base, region.theirs, autojunk=False)
    for kind, _, _, start, end in matcher.get_opcodes():
        if kind == "insert":
            added += region.theirs[start:end]
        elif kind != "equal":
            differing += region.theirs[start:end]
    differing = [text for text in differing if text not in region.ours]
    is_deleted = not differing and any(text not in region.theirs for text in region.base)
    note = _note(differing) if differing else ""
    added = [text for text in added if text not in region.ours]
    shown = [*region.ours, *([note] if note and note not in mine else []), *added]
    return shown, len(added), len(differing) + (is_deleted and not added)


def _note(paragraphs: Iterable[str]) -> str:
    text = re.sub(r"-(?=-)", "- ", "\n".join(paragraphs))
    return f"<!--\nThe file that was brought in has, instead of what stands above:\n{text}\n-->"
