"""A finished certificate's file, kept small, from which it comes back byte for byte.

A file is the beginning that all files of one base page share, and a rest. The rest is deflated with
a dictionary (RFC 1950, FDICT) of what the ledger holds anyway. To read it back takes nothing but
the kept bytes and any zlib: neither the code that assembled the file, nor the zlib that it had.
"""

import zlib
from dataclasses import dataclass

from handouts.typesetting.variable_data.base_page import PAGE

_LARGEST = 200_000_000
"""Bytes of a file; what claims to be larger is damaged."""


@dataclass(frozen=True)
class Base:
    """What the files of one base page have in common, as bytes."""

    beginning: bytes
    """Of every file."""
    pattern: bytes
    """What follows it in the file of nobody: whatever is alike there is kept once."""

    def kept(self, file: bytes, own: bytes) -> bytes:
        """Return what is to be kept of a file; `own` is what `own_part` returns for its page.

        Raises ValueError where the file does not begin as those of this base page do.
        """
        if not file.startswith(self.beginning):
            raise ValueError("the file does not begin as the others of its base page do")
        deflating = zlib.compressobj(9, zdict=self.pattern + own)
        return deflating.compress(file[len(self.beginning) :]) + deflating.flush()

    def finished(self, kept: bytes, own: bytes) -> bytes:
        """Return the whole file. Raises ValueError where what was kept is damaged."""
        inflating = zlib.decompressobj(zdict=self.pattern + own)
        try:
            rest = inflating.decompress(kept, _LARGEST)
        except zlib.error as error:
            raise ValueError("what was kept of its file is damaged") from error
        if not inflating.eof or inflating.unused_data:
            raise ValueError("what was kept of its file is not whole")
        return self.beginning + rest


def beginning_of(file: bytes) -> bytes:
    """Return what a finished file begins with before its page, the first that is one person's.

    Raises ValueError where it has no page in the place where ours have it.
    """
    before, end, _ = file.partition(b"\nendobj\n%d 0 obj\n<</Type /Page /Parent" % PAGE)
    if not end:
        raise ValueError("the file has no page where it should be")
    return before + b"\nendobj\n"


def own_part(link: str, layer: bytes) -> bytes:
    """Return what the ledger holds of one person's page in addition to the finished file.

    `link` is what the QR code holds, `layer` the packed variable layer.
    """
    return link.encode() + layer
