"""Invented articles of everything that our Markdown has, for properties."""

from hypothesis import strategies as st

_WORDS = ["tea", "Silence", "room", "café", "don’t", "seven", "—", "a_b_c", "50%", "C#", "wait."]
_SIGNS = [
    "*",
    "_",
    "`",
    "[",
    "]",
    "<",
    "&amp;",
    "&",
    "#",
    "|",
    "\\",
    "!",
    "(",
    "~~",
    "==",
    "$",
    "{",
]
_END = "\n\n"

_COMMENTS = st.sampled_from(
    ["\n<!-- mine -->\n", "\n\n<!-- mine -->\n\n", "\n\n<!--\nLeft out:\n\n  - this\n-->\n\n",
     "\n<!-- one -->\n<!-- two -->\n", "\n<!-- one --> <!-- two -->\n", " <!-- in it -->\n\n"]
)  # fmt: skip
words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map(" ".join)
_marked = st.one_of(
    words,
    words.map(lambda text: f"*{text}*"),
    words.map(lambda text: f"**{text}**"),
    words.map(lambda text: f"***{text}***"),
    words.map(lambda text: f"_{text}_"),
    words.map(lambda text: f"**{text} *{text}***"),
    words.map(lambda text: f"[{text}](https://example.org/a?b=1&c=2)"),
    words.map(lambda text: f"[{text}](<https://example.org/a b> \"A *title*\")"),
    words.map(lambda text: f"`{text}`"),
    st.sampled_from(
        ["[^1]", "<https://example.org>", "\\*no\\*", "&copy;", "[see][home]", "``a`b``", "\\\nand",
         "a\nb", "(*why*)", "*“so”*"]
    ),
)  # fmt: skip
line = st.lists(_marked, min_size=1, max_size=4).map(
    lambda parts: " ".join(parts).replace(" \\\n", "\\\n")
)
_one_line = line.map(lambda text: text.replace("\\\n", " ").replace("\n", " "))


def _indented(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(others + each if each else "" for each in lines[1:])])


def _table(rows: list[list[str]]) -> str:
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    heads, *others = (f"| {' | '.join(row)} |" for row in cells)
    return "\n".join([heads, "|:--|:-:|--:|", *others])


_leaves = st.one_of(
    line,
    st.tuples(st.integers(1, 6), _one_line).map(lambda each: f"{'#' * each[0]} {each[1]}"),
    _one_line.map(lambda text: f"{text}\n---"),
    st.lists(st.lists(_one_line, min_size=3, max_size=3), min_size=1, max_size=3).map(_table),
    st.sampled_from(
        ["***", "```\n  a = `b`\n\n```", "~~~\nx\n~~~", "![A pot](a%20b.png)", "    kept\n\n    so",
         '![A pot](<a b.png> "With a *caption* [^1]")', "- [ ] to do\n- [x] done", "1) one\n2) two",
         "5. five\n6. six", "* star\n\n* light", "-\n- a"]
    ),
)  # fmt: skip
_inner = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        inner.map(lambda text: _indented(text, "> ", "> ")),
        st.lists(inner, min_size=1, max_size=2).map(
            lambda each: "\n".join(_indented(text, "- ", "  ") for text in each)
        ),
        st.lists(inner, min_size=1, max_size=2).map(
            lambda each: _END.join(_indented(text, "1. ", "   ") for text in each)
        ),
        st.tuples(inner, inner).map(lambda each: _indented(_END.join(each), "- ", "  ")),
        st.tuples(inner, _COMMENTS, inner).map(
            lambda each: _indented("".join(each), "- ", "  ") + "\n- and"
        ),
    ),
    max_leaves=4,
)
_outer = st.one_of(
    _inner,
    _inner,
    st.sampled_from(
        ["[chart]", "[Chart session fees]", "Above\n[chart]\nbelow", "<!-- a note -->",
         "<!--\nLeft out:\n\n- this\n-->", "a <!-- among\n\nwords --> b", "[other]: https://a.example",
         "A ![picture](a.png) inside", "| a | b |\n|---|---|\n| c |\n\nTable: The *first*",
         "Two\n\n\n\nlines below", "Ends with spaces  "]
    ),
)  # fmt: skip
_NOTES = "[^1]: A note\n\n    of two paragraphs\n\n[home]: https://example.org"
_FRONT = "---\ntitle: Tea  # kept\npull_quotes: []\n---\n"

bodies = st.lists(_outer, min_size=1, max_size=5).map(lambda each: _END.join([*each, _NOTES, ""]))
articles = bodies.map(lambda body: f"{_FRONT}\n{body}")
soup = st.lists(
    st.sampled_from([*_WORDS, *_SIGNS, " ", " ", "\n", "\n\n", "- ", "> ", "1. ", "    ", "```",
                     "<!--", "-->", "[chart]", "|---|", "<br>", "\r\n", "\t", "[^1]", "[^1]: ",
                     "---", "\u00a0", "](a)", "![", "**", "\r"]),
    max_size=30,
).map("".join)  # fmt: skip
