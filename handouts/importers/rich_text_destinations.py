"""The destinations of Rich Text: which groups hold the text, which something else, which nothing.

Rich Text Format Specification, version 1.9.1.
"""

# fmt: off
SKIPPED = {
    "colortbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl",
    "filetbl", "nonshppict", "shprslt", "bkmkstart", "bkmkend", "themedata",
    "colorschememapping", "latentstyles", "datastore", "mmathPr", "wgrffmtfilter", "ftnsep",
    "ftnsepc", "aftnsep", "aftnsepc", "ftncn", "aftncn", "atnid", "atnauthor", "atndate", "atnref",
    "atntime", "atnicn", "atnparent", "pgdsctbl", "formfield", "datafield", "objdata", "objclass",
    "objname", "fontemb", "xe", "tc", "pn", "pnseclvl", "template", "userprops", "docvar", "falt",
    "subject", "keywords", "doccomm", "operator", "company", "manager", "category", "hlinkbase",
    "comment", "creatim", "revtim", "printim", "buptim", "password", "passwordhash", "background",
}
ENTERED = {
    "shppict", "shpinst", "shptxt", "fldinst", "annotation", "pict", "shpgrp", "shp", "picprop",
}
"""Destinations that a reader may skip, and that hold something of the text."""
# fmt: on
TEXTS = {"body", "note", "box"}
"""The destinations whose letters are the article's."""
PROPERTIES = {"title", "author"}
_EDGES = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
NAMES = {
    "fonttbl": "fonts", "stylesheet": "styles", "listtext": "listtext", "title": "title",
    "pntext": "listtext", "author": "author", "fldinst": "instruction", "pict": "pict",
    "annotation": "annotation", "shpinst": "aside", "info": "aside",
    "picprop": "aside", "sn": "sn", "sv": "sv",
    **dict.fromkeys(_EDGES, "edge"),
}  # fmt: skip
"""Where the letters go behind a control word."""
