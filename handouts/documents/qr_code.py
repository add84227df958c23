"""QR codes as templates draw them: one path of squares."""

from dataclasses import dataclass

from handouts.typesetting import qr


@dataclass(frozen=True)
class QrCode:
    """A code that a telephone reads."""

    side: int
    """Modules on each side, without the white around it."""
    path: str
    """The dark modules, as the path of an SVG whose unit is a module."""


def qr_code(text: str) -> QrCode:
    """Return the code of a text. Raises CallError where the text is too long."""
    bits, side = qr.modules(text)
    wide = -(-side // 8)
    runs = []
    for y in range(side):
        row = bits[y * wide : (y + 1) * wide]
        dark = [not row[x // 8] >> (7 - x % 8) & 1 for x in range(side)] + [False]
        start = 0
        for x, is_dark in enumerate(dark):
            if not is_dark:
                if start < x:
                    runs.append(f"M{start} {y}h{x - start}v1h{start - x}z")
                start = x + 1
    return QrCode(side, "".join(runs))
