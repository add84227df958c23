"""What a web page leaves around an article when it is copied: each kind with its reason."""

import re
from collections.abc import Sequence

from handouts.messages import Message, message

_BUTTONS = message("left_out.page-buttons")
_NAVIGATION = message("left_out.page-navigation")
_COPYRIGHT = message("left_out.page-copyright")
_CREDIT = message("left_out.page-credit")
_ANYWHERE = (
    (r"comments? (are|is) (closed|off|disabled)", message("left_out.page-comments-closed")),
    (r"(leave|post|add|write) (a|your) (reply|comment).*", message("left_out.page-comment-form")),
    (r"(no|one|\d+) (comments?|repl(y|ies)|responses?)( (on|to)\b.*)?",
     message("left_out.page-comment-count")),
    (r"(web ?site |site |web |theme )?(designed|powered|built|developed|hosted) (by|with|on)\b.*",
     _CREDIT),
    (r"proudly powered by.*", _CREDIT),
    (r"(posted|filed|published) (in|on|under|by|at)\b.*", message("left_out.page-note")),
    (r"(last )?(updated|modified)( on)?:? .*\d{4}.*", message("left_out.page-updated")),
    (r"(tags?|tagged|categories|category)( with)?: .*", message("left_out.page-keywords")),
    (r"(share|like|tweet|pin|e-?mail|print)( (this|it|on|via|with)\b.*| post| article| page)",
     _BUTTONS),
    (r"(share|follow us|follow me|subscribe)( (on|to|via)\b.*)?:?", _BUTTONS),
    (r"(subscribe|sign up|upgrade to paid|start writing)( now| today| here| for free)?", _BUTTONS),
    (r"thanks for reading\b.*\bsubscribe\b.*", message("left_out.page-newsletter")),
    (r"be the first to (comment|like|share|reply)\b.*", message("left_out.page-comment-form")),
    (r"log ?in( or (register|sign up))? to (post|leave|write|add) (a )?comments?",
     message("left_out.page-comment-form")),
    (r"updated automatically every \d+ minutes|published using google docs|report abuse",
     _NAVIGATION),
    (r"click to (share|print|e-?mail|tweet).*", _BUTTONS),
    (r"(©|\(c\)|copyright\b).*(\d{4}|©|reserved).*", _COPYRIGHT),
    (r".*\ball rights reserved\b.*", _COPYRIGHT),
    (r"(privacy policy|terms (of|and) (use|service|conditions)|cookie policy|legal notice)"
     r"(\W+(privacy policy|terms (of|and) (use|service|conditions)|cookie policy))*",
     message("left_out.page-footer")),
    (r".*\b(this|our) (web ?)?site uses cookies\b.*|we use cookies\b.*|"
     r"(accept|reject|manage)( all)? cookies", message("left_out.page-cookies")),
    (r"skip to (main )?(content|navigation)", _NAVIGATION),
    (r"(back|return|go) to (the )?(top|home ?page)|scroll to top", _NAVIGATION),
    (r"(read|see|learn|show) more\W*|continue reading\W*.*", _NAVIGATION),
    (r"(toggle|open|close|main|primary) (navigation|menu)", _NAVIGATION),
    (r"(related|recent|similar|previous|next|older|newer) (posts?|articles?|entr(y|ies)|stories)"
     r"\b.*", _NAVIGATION),
    (r"(you (may|might) also (like|enjoy)|recommended (for you|reading))\W*",
     _NAVIGATION),
    (r"(subscribe|sign up) (to|for) (our|my|the) (newsletter|mailing list|blog).*",
     message("left_out.page-newsletter")),
    (r"\d+[ -](min|mins|minutes?)\.? read"
     r"|(estimated )?read(ing)? time:? \d+ (min|mins|minutes?)",
     message("left_out.page-reading-time")),
    (r"(advertisement|sponsored( content)?)", message("left_out.page-advertisement")),
)  # fmt: skip
_OTHER_LANGUAGES = (
    (r"(teilen mit|diesen beitrag teilen|partager (sur|cet article)|compartir en|condividi su"
     r"|deel dit)\s*:?", _BUTTONS),
    (r"(schreibe?(n sie)? einen kommentar|laisser un commentaire|deja un comentario"
     r"|deixe um comentário|lascia un commento|(plaats|geef) een reactie)\b.*",
     message("left_out.page-comment-form")),
    (r"((\d+|keine|aucun|ningún|sin|nenhum|nessun|geen) (kommentare?|commentaires?|comentarios?"
     r"|comentários?|commento|commenti|reacties?))", message("left_out.page-comment-count")),
    (r"(weiterlesen|mehr erfahren|lire la suite|en savoir plus|leer más|seguir leyendo|leia mais"
     r"|leggi tutto|continua a leggere|lees (meer|verder))\W*", _NAVIGATION),
    (r"((impressum|datenschutz(erklärung)?|mentions légales|aviso legal|política de privacidad"
     r"|politique de confidentialité|privacyverklaring|informativa sulla privacy"
     r"|política de privacidade)[\s|/·•,-]*)+", message("left_out.page-footer")),
    (r"(lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura"
     r"|leestijd)( (de|:))?\s*:?\s*\d+ (min|minuten?|minutes?|minutos?|minuti)\.?"
     r"|\d+ (min\.?|minutes?|minutos) (lesezeit|de lecture|de lectura|de leitura|di lettura)",
     message("left_out.page-reading-time")),
    (r"(nach oben|zum inhalt springen|aller au contenu|saltar al contenido|ir para o conteúdo"
     r"|vai al contenuto|naar de inhoud)", _NAVIGATION),
)  # fmt: skip
# Words that could be an author's heading inside the text, and are a menu before or after it.
_AT_EDGE = (
    (r"(teilen|partager|compartir|compartilhar|partilhar|condividi|delen)\s*:?", _BUTTONS),
    (r"((home|menu|search|about( us)?|contact( us)?|blog|login|log in|sign in|register|archives?"
     r"|news|shop|cart|comments?|faq|sitemap|rss|close|print|share|top|next|previous|back|facebook|twitter"
     r"|linkedin|instagram|pinterest|youtube|whatsapp|e-?mail)[\s|/>»›·•,-]*)+",
     _NAVIGATION),
    (r"(monday|tuesday|wednesday|thursday|friday|saturday|sunday)?,? ?(\d{1,2}\.? )?"
     r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2}(st|nd|rd|th)?,? )?\d{4}",
     message("left_out.page-date")),
    (r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}", message("left_out.page-date")),
    (r"\d{1,2}\.? (de )?(jan|feb|f[eé]v|mär|mar|apr|avr|abr|mai|ma[iy]o|mei|maggio|jun|jui|giu|jul"
     r"|lug|aug|ao[uû]|ago|sep|set|okt|oct|out|ott|nov|de[csz]|d[eé]c|dic|dez|gen|ene)[a-zéû]*\.?"
     r",? (de )?\d{4}", message("left_out.page-date")),
)  # fmt: skip
_DATE = (
    r"(?:(?:mon|tue|wednes|thurs|fri|satur|sun)day,? )?(?:(?:\d{1,2}\.? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{1,2}(?:st|nd|rd|th)?)?"
    r"(?:,? \d{4})?|\d{1,4}[./-]\d{1,2}[./-]\d{2,4})"
)
_READING_TIME = (
    r"(?:(?:estimated )?read(?:ing)? time:? )?(?:\d+\s?[–-]\s?)?\d+[ -]?(?:mins?|minutes?)\.?"
    r"(?: read(?:ing time)?)?"
)
_COUNT = r"(?:no|\d[\d.,]*k?) (?:views?|likes?|comments?|shares?|claps?|followers?|hits?)"
_LINE_OF_META = re.compile(
    rf"(?:(?:published|updated|posted|on|{_DATE}|{_READING_TIME}|{_COUNT})[\s|·•—–,:-]*){{1,5}}",
    re.IGNORECASE,
)
"""A line that has nothing but dates, the time that reading takes, and counts."""
_MAIL_HEADER = re.compile(
    r"(from|von|de|da|van): .*(sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden)\s?: "
    r".*(subject|betreff|objet|asunto|oggetto|onderwerp)\s?: .*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_MAIL_HEADER = 1000
_LONGEST = 160
"""Characters. What is longer is somebody's sentence, whatever it begins with."""
_SHORT = 90
"""Characters. What is longer is a paragraph, with or without a full stop."""


def _compiled(
    rules: tuple[tuple[str, Message], ...],
) -> tuple[tuple[re.Pattern[str], Message], ...]:
    return tuple((re.compile(rf"(?:{rule})\s*[.!…]?", re.IGNORECASE), why) for rule, why in rules)


_ANYWHERE_RULES = _compiled((*_ANYWHERE, *_OTHER_LANGUAGES))
_EDGE_RULES = _compiled(_AT_EDGE)


def reason(text: str, *, at_edge: bool = False) -> Message | None:
    """Return why a line is a leftover of its web page, or None where it is the author's.

    `at_edge` says that the line stands before the title or after the last paragraph.
    """
    if not any(character.isalnum() or ord(character) >= 0x1F000 for character in text):
        return message("left_out.punctuation")
    if len(text) > _LONGEST:
        return None
    if at_edge and _LINE_OF_META.fullmatch(text) and re.search(r"\d", text):
        return message("left_out.page-meta")
    for rule, why in (*_ANYWHERE_RULES, *(_EDGE_RULES if at_edge else ())):
        if rule.fullmatch(text):
            return why
    return None


def is_mail_header(text: str) -> bool:
    """Whether a paragraph is the header that mail programs write above a mail: From, Sent, To."""
    return len(text) <= _LONGEST_MAIL_HEADER and _MAIL_HEADER.fullmatch(text) is not None


def reasons(texts: Sequence[str]) -> list[Message | None]:
    """Return for each text of a page, in order, why it is left out, or None.

    Menus and dates are leftovers before the first paragraph and after the last text only.
    """
    inner = [place for place, text in enumerate(texts) if not reason(text, at_edge=True)]
    paragraphs = [
        place for place in inner if len(texts[place]) > _SHORT or texts[place][-1] in ".!?"
    ]
    first = paragraphs[0] if paragraphs else len(texts)
    last = inner[-1] if inner else -1
    return [reason(text, at_edge=not first < place < last) for place, text in enumerate(texts)]


_LINK_BELOW = re.compile(
    r"\b(links?|buttons?) below\b|\b(following|these|this) (links?|buttons?)\b"
    r"|\bclick (here|below|on)\b|\blinks? that follows?\b",
    re.IGNORECASE,
)


def link_below(text: str) -> str:
    """Return the words with which a sentence sends its reader to a link after it, or `""`."""
    found = _LINK_BELOW.search(text)
    return found[0] if found else ""
