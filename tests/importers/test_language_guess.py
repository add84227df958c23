"""The language of a text, by its little words."""

import pytest

from handouts.importers.language_guess import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A lawn is mown every week, and nobody asks why.", "en"),
        ("Is mown weekly. Is cut twice a year. Is even.", "en"),
        ("Der Rasen wird jede Woche gemäht, und niemand fragt nach dem Grund.", "de"),
        ("El césped se corta cada semana y nadie pregunta por la razón.", "es"),
        ("La pelouse est tondue chaque semaine, et personne ne demande pourquoi.", "fr"),
        ("Il prato viene falciato ogni settimana e nessuno chiede il perché della cosa.", "it"),
        ("Het gras wordt elke week gemaaid en niemand vraagt naar de reden van het maaien.", "nl"),
        ("A relva é cortada todas as semanas e ninguém pergunta por que não o fazem.", "pt"),
        ("Газон косят каждую неделю, и никто не спрашивает почему.", ""),
        ("Lawn. Meadow. Weekly. Yearly.", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_sentence_is_known(text: str, language: str) -> None:
    assert language_of(text) == language
