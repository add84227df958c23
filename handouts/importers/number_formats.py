"""Numbers of a workbook as Excel shows them: 20 for 20.0, 50% for 0.5, $1,200 for 1200.

Formats: ECMA-376, part 1, 18.8.30 and 18.8.31. What depends on the machine's own language, such as
the order of a short date, is shown as in English.
"""

import datetime
import re

_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "m/d/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yyyy h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)')
_BRACKETS = re.compile(r"\[(?:\$([^\]-]*)(?:-[^\]]*)?|(h+|m+|s+)|[^\]]*)\]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]+)?|\.[0#?]+")
_DATE = re.compile(r"y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}(?:\.0+)?|am/pm|a/p|\[(?:h+|m+|s+)\]", re.I)
_HELD = "\ue000"
"""Stands for what is to be shown as it is while the rest of a format is read."""
_EPOCHS = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}
_LAST_DAY = 2_958_465
"""The 31st of December 9999."""


def format_code(number: int, own: dict[int, str]) -> str:
    """Return the format of a number: one of the workbook's own, or one that all have."""
    return own.get(number, _BUILT_IN.get(number, "General"))


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return a number in a format; as Excel does in `General` where the format is unknown."""
    sections = _sections(code)
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    held: list[str] = []

    def hold(text: str) -> str:
        held.append(text)
        return _HELD

    plain = _LITERAL.sub(lambda found: hold(found[1] or found[2] or ""), section)
    plain = _BRACKETS.sub(lambda found: found[0] if found[2] else hold(found[1] or ""), plain)
    if plain.strip().lower() == "general" or not plain:
        text = _general(value)
    elif _DATE.search(plain):
        text = _moment(value, plain, from_1904=from_1904)
    else:
        text = _number(value, plain)
    for one in held:
        text = text.replace(_HELD, one, 1)
    return text.strip()


def _sections(code: str) -> list[str]:
    """Return the parts of a format: for positive and negative numbers, zero and text."""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code) or [code]


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}"


def _number(value: float, plain: str) -> str:
    found = _DIGITS.search(plain)
    if found is None:
        return plain if _HELD in plain or not plain else _general(value)
    if "/" in plain[found.end() :] or "E+" in plain.upper() or "E-" in plain.upper():
        return _general(value)
    digits = found[0]
    whole, _, decimals = digits.partition(".")
    if "%" in plain:
        value *= 100
    after = plain[found.end() :]
    scaled = len(whole) - len(whole.rstrip(",")) + len(after) - len(after.lstrip(","))
    value, whole, after = value / 1000**scaled, whole.rstrip(","), after.lstrip(",")
    text = f"{value:{',' if ',' in whole else ''}.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    least = whole.replace(",", "").count("0")
    if least > 1 and "," not in whole:
        text = text.zfill(least + (len(text) - len(text.partition(".")[0])))
    return plain[: found.start()] + text.removesuffix(".") + after


def _moment(value: float, plain: str, *, from_1904: bool) -> str:
    """Return a date, a time or a duration; the number itself where it is none."""
    if not 0 <= value <= _LAST_DAY:
        return _general(value)
    seconds = round(value * 86_400)
    moment = _EPOCHS[from_1904] + datetime.timedelta(seconds=seconds)
    has_noon = re.search(r"am/pm|a/p", plain, re.IGNORECASE) is not None
    after_hours = False
    parts, end = [], 0
    for found in _DATE.finditer(plain):
        parts.append(plain[end : found.start()])
        token, end = found[0].lower(), found.end()
        is_minutes = token.startswith("m") and (after_hours or plain[end:].lower()[:2] == ":s")
        parts.append(_token(token, moment, seconds, (is_minutes, has_noon)))
        after_hours = token.strip("[]")[0] == "h" or (after_hours and not token[0].isalpha())
    return "".join([*parts, plain[end:]])


def _token(token: str, moment: datetime.datetime, seconds: int, how: tuple[bool, bool]) -> str:
    is_minutes, has_noon = how
    if token.startswith("["):
        length = {"h": 3600, "m": 60, "s": 1}[token[1]]
        return f"{seconds // length:0{len(token) - 2}}"
    if token in {"am/pm", "a/p"}:
        return moment.strftime("%p")
    if is_minutes:
        return f"{moment.minute:0{len(token)}}"
    hour = (moment.hour % 12 or 12) if has_noon else moment.hour
    number = {"y": moment.year, "m": moment.month, "d": moment.day, "h": hour, "s": moment.second}
    if token[0] == "y":
        return f"{moment.year}" if len(token) > 2 else f"{moment.year % 100:02}"
    if len(token) > 2 and token[0] in "md":
        names = {"mmm": "%b", "mmmm": "%B", "mmmmm": "%b", "ddd": "%a", "dddd": "%A"}
        return moment.strftime(names[token])
    return f"{number[token[0]]:0{len(token)}}"
