"""The number that a document carries: a training's code, the document, and a digest."""

import hashlib
from collections.abc import Mapping
from typing import Any

from handouts.content.training import Training
from handouts.text.canonical_json import canonical

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U


_DRAFT = "DRAFT"
"""Stands for the hash, which changes with each letter that is typed, and with it every page."""


def draft(number: str) -> str:
    """Return what a preview shows of a document number: `TM-HANDOUT-DRAFT`."""
    return f"{number.rpartition('-')[0]}-{_DRAFT}"


def number(name: str, training: Training, seen: Mapping[str, Any]) -> str:
    """Return the document number: training code, document, and a hash of what it was made from.

    It depends on the content alone: not on the names that the program has for things.
    """
    provider = training.provider
    shown_of_provider = (provider.name, provider.address, provider.website, provider.email)
    head = training.head
    common = (head.code, head.title, head.language, *shown_of_provider, provider.phone)
    shown = canonical([name, *common, seen])
    digest = int.from_bytes(hashlib.sha256(shown).digest()[:5])
    short = "".join(_ALPHABET[digest >> shift & 31] for shift in range(25, -1, -5))
    return f"{training.head.code}-{name.upper()}-{short}"
