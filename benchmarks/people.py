"""People who do not exist: names of any number, in the letters that the house fonts have."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

_SCRIPTS = (
    # Share in a hundred; beginnings and endings of first names; beginnings, middles and endings of
    # last names. All are put together anew, so that hardly two people have one name.
    (
        70,
        ("Al", "Bré", "Cel", "Dor", "Él", "Fan", "Hel", "Jor", "Lú", "Mär", "Nor", "Ros", "Vér"),
        ("ana", "ise", "ón", "itte", "ardo", "éa", "ius", "enne", "o", "ille", "ära", "ín"),
        ("Ash", "Bröd", "Caste", "Dumé", "Ferra", "Gran", "Høl", "Lam", "Mon", "Peña", "Stör"),
        ("la", "ber", "ri", "ta", "wen", "bo", "sá", "de", "mi", "no", "gra"),
        ("court", "ström", "don", "ez", "lier", "çal", "mann", "ley", "tano", "feld", "ñiga"),
    ),
    (
        9,
        ("Małg", "Zdzi", "Święt", "Kazi", "Bro", "Łuc", "Wie", "Żan", "Rado"),
        ("ława", "mir", "sław", "etta", "osz", "ęta", "jan", "yna"),
        ("Wiś", "Łęc", "Dąb", "Krzy", "Szcze", "Żół", "Gór", "Pię"),
        ("niew", "zano", "rów", "tkow", "pań", "bieł", "cho"),
        ("ska", "ski", "icz", "ak", "ek", "ński", "ćka"),
    ),
    (
        9,
        ("Bích ", "Thị ", "Hữu ", "Minh ", "Đức ", "Quỳnh ", "Xuân ", "Ngọc "),
        ("Ánh", "Trường", "Phượng", "Hạnh", "Dũng", "Lệ", "Thảo", "Yến"),
        ("Nguyễn", "Trần", "Phạm", "Đặng", "Huỳnh", "Bùi", "Võ", "Lương"),
        ("", " Văn", " Thế", " Kỳ", " Mỹ"),
        ("", " Ẩn", " Ổn", " Sỹ"),
    ),
    (
        6,
        ("Αλε", "Βασι", "Ελέ", "Θεο", "Καλ", "Νικο", "Στέ", "Φωτ"),
        ("νη", "λης", "δώρα", "ιόπη", "φανος", "ία", "μος"),
        ("Παπα", "Καρα", "Μαυρο", "Χατζη", "Γεωρ", "Δημη"),
        ("δο", "κώστ", "γιάν", "νικο", "μάνω"),
        ("πουλος", "ίδης", "άκη", "λάου", "έλλης"),
    ),
    (
        6,
        ("Вла", "Све", "Люд", "Яро", "Ми", "Оле", "Ксе", "Дми"),
        ("дислав", "тлана", "мила", "хаил", "ся", "ния", "трий"),
        ("Бере", "Соло", "Кузне", "Щер", "Жура", "Поле"),
        ("зов", "вьё", "цо", "бат", "влё", "жаев"),
        ("ский", "ва", "енко", "ин", "ых", "чук"),
    ),
)
_LONG = 0.03
"""The share of people with two first names and two last names."""
_CREDENTIALS = ("LPC", "LCSW", "LMFT", "LPC, NCC", "PhD, LP", "PsyD")
_STATES = ("Texas", "Ohio", "Maine", "Florida", "Missouri", "Wisconsin")


@dataclass(frozen=True)
class Person:
    """One row of a roster."""

    first: str
    last: str
    credentials: str
    state: str
    license: str
    email: str


def people(count: int) -> Iterator[Person]:
    """Yield so many people; the first of them are the same for any number."""
    source = random.Random("people")  # noqa: S311 - the same people in every run
    shares = [script[0] for script in _SCRIPTS]
    for number in range(count):
        (script,) = source.choices(_SCRIPTS, shares)
        first, last = _name(source, *script[1:])
        if source.random() < _LONG:
            more = _name(source, *script[1:])
            first, last = f"{first} {more[0]}", f"{last}-{more[1]}"
        yield Person(
            first,
            last,
            source.choice(_CREDENTIALS),
            source.choice(_STATES),
            f"{source.randrange(10_000, 100_000)}-{number}",
            f"person.{number}@example.org",
        )


def _name(source: random.Random, *parts: tuple[str, ...]) -> tuple[str, str]:
    chosen = [source.choice(part) for part in parts]
    return "".join(chosen[:2]), "".join(chosen[2:])
