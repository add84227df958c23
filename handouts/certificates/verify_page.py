"""The page with which anyone checks certificates, and the list of void ones beside it.

Both are files for any web server, and the page works when it is opened from a disk, too. It checks
the signature with the browser's own Ed25519 (https://www.w3.org/TR/webcrypto-2/): Chrome and Edge
from 137, Firefox from 129, Safari from 17.
"""

import base64
import hashlib
import json
from collections.abc import Mapping

from markupsafe import Markup

from handouts.branding.web import page_style
from handouts.certificates.certificate import CertificateTerms
from handouts.content import fixed_words
from handouts.content.provider_colour import provider_colour, provider_logo
from handouts.documents.templates import found_style, rendered
from handouts.languages.phrases import language_of
from handouts.project.layout import Project
from handouts.typesetting.logo_picture import logo_picture

PAGE_FILE = "index.html"
VOID_FILE = "void.json"
_STYLE = "verify/page.css"


def verify_page(project: Project, public_key_text: str, terms: CertificateTerms) -> bytes:
    """Return the page, whole in one file; `terms` are those of the latest certificates.

    Raises WorldError where its template or stylesheet is missing or cannot be set.
    """
    style = found_style(project, _STYLE).read_text("utf-8") + page_style(provider_colour(project))
    script = rendered(project, "verify/page.js")
    logo = provider_logo(project)
    picture = base64.b64encode(logo_picture(logo, project.root)).decode() if logo else ""
    page = rendered(
        project,
        "verify/index.html",
        fixed_words.of_project(project, language_of(terms.language, terms.paper)),
        # A stylesheet and a script are not HTML, and nothing of a trainer's is in them.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script, shows_logo=logo is not None),
        logo=f"data:image/png;base64,{picture}" if picture else "",
        public_key=public_key_text,
        provider=terms.provider,
        language=terms.language,
    )
    return page.encode()


def _policy(style: str, script: str, *, shows_logo: bool) -> str:
    """Return what the page may do: run these texts, perhaps show a logo, fetch from its own place.

    Content Security Policy, https://www.w3.org/TR/CSP3/.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            *(["img-src data:"] if shows_logo else []),
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def void_list(updated: str, void: Mapping[str, str]) -> bytes:
    """Return `void.json`, the same for the same facts: numbers, and no names.

    `updated` is the ISO date of the latest change. `void` has, for each number that is not valid
    any longer, the number of the certificate in its place, or nothing where there is none:

        {"updated": "2026-11-22", "void": {"7K4M-9QXR-2TP0": null}}
    """
    numbers = {number: void[number] or None for number in sorted(void)}
    return (json.dumps({"updated": updated, "void": numbers}, indent=1) + "\n").encode()
