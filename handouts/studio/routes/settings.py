"""Settings: the organisation, who signs, the mail server, the verification page, this computer."""

import base64
from typing import Any, get_args

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse
from starlette.routing import Route

from handouts.certificates import ce_rules
from handouts.content.provider_check import provider_problems
from handouts.errors import HandoutsError, Problem
from handouts.messages import message
from handouts.studio import settings_form
from handouts.studio.routes.built import archive
from handouts.studio.web import Answer, Visit, all_reasons, page, problems_of, reason, words
from handouts.workflows.certificate_preview import certificate_picture
from handouts.workflows.doctor import examine
from handouts.workflows.edit_details import (
    PROVIDER_FILE,
    read_details,
    read_values,
    save_details,
)
from handouts.workflows.edit_files import Conflict, read_file, save_file, state_text
from handouts.workflows.mail_server import has_password, keep_password, try_connection
from handouts.workflows.provider_pictures import (
    Picture,
    picture_of_provider,
    remove_picture,
    set_picture,
)

TABS = (
    ("Organisation", "/settings"),
    ("Look", "/settings/look"),
    ("Certificates", "/settings/certificates"),
    ("Mail", "/settings/mail"),
    ("Words", "/settings/words"),
    ("Backup", "/settings/backup"),
    ("This computer", "/settings/computer"),
)
_SECURITY = (
    ("starttls", "STARTTLS, as most servers want it"),
    ("tls", "TLS from the beginning"),
    ("none", "None: only for a server on this computer"),
)


SIGNATURES: tuple[Picture, ...] = ("signature", "second_signature")
FACES = (
    ("award", "The award in front, the record on the back", "Room for two signatures."),
    ("full", "Everything on one side", "Room for one signature; for paper printed on one side."),
)
FRAMES = (
    ("engraved", "Engraved", "Bands as on a banknote, all round."),
    ("rules", "Two rules", "A strong line and a fine one."),
    ("plain", "A bar of color", "On the left, without a frame."),
)
"""Each with its value, its name, and what to know of it."""
_WIDTH = 1100
"""Pixels of the picture of a certificate."""


def tabs(here: str) -> list[tuple[str, str, bool]]:
    """Return the tabs of the settings, as the pages show them."""
    return [(label, path, path == here) for label, path in TABS]


def section_page(visit: Visit, section: str, **more: Any) -> Answer:
    """Show one part of the settings, with what its template sees in addition."""
    found = read_details(visit.project, PROVIDER_FILE)
    return visit.show(
        f"settings_{section}.html",
        tabs_here=tabs(_path(section)),
        save=f"/settings/save/{section}",
        values=settings_form.of_file(found.values),
        version=found.version,
        problems=settings_form.by_field(found.problems),
        waits=False,
        **more,
    )


@page
def organisation(visit: Visit) -> Answer:
    """Show who gives the trainings."""
    return section_page(
        visit,
        "organisation",
        of_example=provider_problems(visit.project),
    )


@page
def certificates(visit: Visit) -> Answer:
    """Show who signs, who approved, and where certificates can be verified."""
    values = read_details(visit.project, PROVIDER_FILE).values
    signatures = {which: picture_of_provider(visit.project, which) for which in SIGNATURES}
    approvals = settings_form.approvals_of_file(values)
    own = {one.profiles: one.profiles for one in approvals if one.profiles}
    known = {name: one.title for name, one in ce_rules.profiles().items()}
    return section_page(
        visit,
        "certificates",
        signatures={which: path.name if path else "" for which, path in signatures.items()},
        has_training=bool(visit.project.trainings()),
        faces=FACES,
        frames=FRAMES,
        approvals=approvals,
        profiles=[("", "No rules of its own"), *(own | known).items()],
        has_page=(visit.project.build / "verify" / "index.html").is_file(),
    )


@page
def certificate(visit: Visit) -> Answer:
    """Show what certificates look like now, in place of the picture before."""
    client, today = visit.studio.runner.client(), visit.studio.now().date()
    try:
        made = client.call(certificate_picture, visit.project, today, _WIDTH)
    except HandoutsError as error:
        return visit.show("_picture_failure.html", told=all_reasons(error))
    return visit.show("_certificate_picture.html", picture=base64.b64encode(made).decode())


@page
def mail(visit: Visit) -> Answer:
    """Show by which server mail leaves."""
    try:
        is_kept = has_password(visit.project)
    except HandoutsError:
        is_kept = False
    return section_page(visit, "mail", security=_SECURITY, has_password=is_kept)


@page
def save(visit: Visit) -> Answer:
    """Save what differs from what the window began with, and return what is wrong now."""
    section = visit.request.path_params["section"]
    if section not in settings_form.SECTIONS:
        raise HTTPException(404)
    version = visit.text("version")
    before = read_values(PROVIDER_FILE, _text(visit, version))
    changes = settings_form.changes(visit, section, before)
    saved = save_details(visit.project, PROVIDER_FILE, changes, version)
    if isinstance(saved, Conflict):
        return _settled(visit, section, saved)
    answer = visit.show(
        "_settings_saved.html",
        keys=settings_form.shown(section),
        version=saved.version,
        problems=settings_form.by_field(saved.problems),
        waits=settings_form.waits(visit, section),
        note=saved.history,
    )
    answer.headers["hx-trigger"] = "settings-saved"
    return answer


def _text(visit: Visit, version: str) -> str:
    """Return what the file held when the window read it. Raises CallError and ContentError."""
    opened = read_file(visit.project, PROVIDER_FILE)
    return (
        opened.text
        if opened.version == version
        else state_text(visit.project, PROVIDER_FILE, version)
    )


def _settled(visit: Visit, section: str, conflict: Conflict) -> Answer:
    """Put changes of two windows together where they are apart, and show the page anew."""
    is_saved = conflict.merged is not None and not isinstance(
        save_file(visit.project, PROVIDER_FILE, conflict.merged, conflict.version), Conflict
    )
    return visit.go(_path(section)) if is_saved else visit.show("_settings_conflict.html")


def _path(section: str) -> str:
    return "/settings" if section == "organisation" else f"/settings/{section}"


def _which(visit: Visit) -> Picture:
    which: Picture
    for which in get_args(Picture):
        if visit.request.path_params["picture"] == which:
            return which
    raise HTTPException(404)


@page
def picture(visit: Visit) -> Answer:
    """Show the logo or the signature."""
    found = picture_of_provider(visit.project, _which(visit))
    if found is None:
        raise HTTPException(404)
    return FileResponse(found, headers={"content-disposition": "inline"})


@page
def add_picture(visit: Visit) -> Answer:
    """Take a logo or a signature, as a file or as it was drawn."""
    which, given = _which(visit), visit.uploads("picture")
    wrong = words().text(message("studio.no-picture-given"))
    problems: tuple[Problem, ...] = ()
    if given:
        client = visit.studio.runner.client()
        try:
            client.call(set_picture, visit.project, which, given[0].content)
        except HandoutsError as error:
            wrong, problems = reason(error), problems_of(error)
        else:
            return visit.go(_page_of(which))
    return visit.show(
        "settings_failure.html", 422, reason=wrong, problems=problems, back=_page_of(which)
    )


@page
def drop_picture(visit: Visit) -> Answer:
    """Use no logo, or no signature, any longer."""
    which = _which(visit)
    remove_picture(visit.project, which)
    return visit.go(_page_of(which))


def _page_of(which: Picture) -> str:
    return "/settings/certificates" if which in SIGNATURES else "/settings/look"


@page
def password(visit: Visit) -> Answer:
    """Keep the password of the mail server in the system's keyring."""
    secret = visit.form.get("password", "")
    if not isinstance(secret, str) or not secret:
        wrong = words().text(message("studio.no-password-given"))
        return visit.show("_connection.html", 422, is_fine=False, told=wrong, problems=())
    try:
        keep_password(visit.project, secret)
    except HandoutsError as error:
        return visit.show(
            "_connection.html", 422, is_fine=False, told=reason(error), problems=problems_of(error)
        )
    return visit.show(
        "_connection.html",
        is_fine=True,
        told="The password is kept in this computer’s keyring.",
        problems=(),
    )


@page
def connection(visit: Visit) -> Answer:
    """Sign in to the mail server and out again; nothing is sent."""
    try:
        server = visit.studio.runner.client().call(try_connection, visit.project)
    except HandoutsError as error:
        return visit.show(
            "_connection.html", 422, is_fine=False, told=reason(error), problems=problems_of(error)
        )
    told = f"{server.host} answers and lets {server.user or 'us'} in. Nothing was sent."
    return visit.show("_connection.html", is_fine=True, told=told, problems=())


@page
def verification_page(visit: Visit) -> Answer:
    """Give the files of the verification page, to be put on a website."""
    folder = visit.project.build / "verify"
    files = {
        file.name: file
        for file in sorted(folder.glob("*"))
        if file.is_file() and not file.is_symlink()
    }
    if not files:
        raise HTTPException(404, "It is made with the first certificates that are issued.")
    return archive(files, "verify.zip")


@page
def computer(visit: Visit) -> Answer:
    """Show what this computer has and lacks."""
    found = visit.studio.runner.client().call(examine)
    return visit.show(
        "settings_computer.html",
        tabs_here=tabs("/settings/computer"),
        findings=found,
        folder=visit.project.root,
    )


ROUTES = [
    Route("/settings", organisation),
    Route("/settings/certificates", certificates),
    Route("/settings/certificates/picture", certificate),
    Route("/settings/mail", mail),
    Route("/settings/computer", computer),
    Route("/settings/save/{section}", save, methods=["POST"]),
    Route("/settings/picture/{picture}", picture),
    Route("/settings/picture/{picture}", add_picture, methods=["POST"]),
    Route("/settings/picture/{picture}/remove", drop_picture, methods=["POST"]),
    Route("/settings/mail/password", password, methods=["POST"]),
    Route("/settings/mail/connection", connection, methods=["POST"]),
    Route("/settings/verification-page", verification_page),
]
