"""Mails 500 people through a real Postfix and reads what has come into each of their mailboxes.

    python -m tests.mail.postfix

Needs root, and a Debian or Ubuntu where Postfix is missing. HANDOUTS names the command to try, if
it is not the one on the PATH. The Postfix is one of its own: it keeps to a temporary folder and to
this machine, asks for encryption, and is stopped at the end.
"""

import csv
import datetime
import email.policy
import hashlib
import ipaddress
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks import people
from benchmarks.certificate_projects import SESSION, TRAINING, made_by_us, with_roster

PEOPLE = 500
DOMAIN = "example.org"
_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 30
"""Seconds for Postfix to start, to deliver, and to stop."""
_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = mail.{domain}
mydestination =
alias_maps =
local_recipient_maps =
local_transport = error:nothing is delivered to users of this machine
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
notify_classes =
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_tls_security_level = encrypt
smtpd_tls_chain_files = {folder}/server.pem
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}/mailboxes
virtual_mailbox_maps = texthash:{folder}/mailboxes.txt
virtual_uid_maps = static:{nobody.pw_uid}
virtual_gid_maps = static:{nobody.pw_gid}
"""
_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup  unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr    unix n - n 300 1 qmgr
tlsmgr  unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce  unix - - n - 0 bounce
defer   unix - - n - 0 bounce
trace   unix - - n - 0 bounce
verify  unix - - n - 1 verify
error   unix - - n - - error
virtual unix - n n - - virtual
anvil   unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Postfix:
    """A mail server that runs."""

    folder: Path
    port: int

    def waiting(self) -> int:
        """Return how many messages it has taken and not delivered yet."""
        queues = ("maildrop", "incoming", "active", "deferred", "hold")
        return sum(
            path.is_file() for name in queues for path in (self.folder / "queue" / name).rglob("*")
        )

    def delivered(self) -> dict[str, list[bytes]]:
        """Return the messages in each mailbox, once all that it has taken are there."""
        until(lambda: not self.waiting(), f"Postfix did not deliver within {_PATIENCE} s")
        found: dict[str, list[bytes]] = {}
        for path in sorted((self.folder / "mailboxes").glob("*/new/*")):
            found.setdefault(path.parts[-3], []).append(path.read_bytes())
        return found


def until(holds: Callable[[], bool], otherwise: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        must(time.monotonic() < end, otherwise)
        time.sleep(0.1)


def must(holds: bool, otherwise: str) -> None:
    """Stop where something does not hold."""
    if not holds:
        raise AssertionError(otherwise)


@contextmanager
def postfix(folder: Path, mailboxes: list[str]) -> Iterator[Postfix]:
    """Run a Postfix with these mailboxes, in a folder that has its `server.pem`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    nobody = pwd.getpwnam("nobody")
    owner = pwd.getpwnam("postfix")
    config = folder / "config"
    for name, user in (("config", None), ("queue", None), ("data", owner), ("mailboxes", nobody)):
        (folder / name).mkdir()
        if user:
            os.chown(folder / name, user.pw_uid, user.pw_gid)
    listed = "".join(f"{name}@{DOMAIN} {name}/\n" for name in mailboxes)
    (folder / "mailboxes.txt").write_text(listed, "utf-8")
    main = _MAIN.format(folder=folder, domain=DOMAIN, nobody=nobody)
    (config / "main.cf").write_text(main, "utf-8")
    (config / "master.cf").write_text(_MASTER.format(port=port), "utf-8")
    server = Postfix(folder, port)
    try:
        _postfix(config, "start")
        until(lambda: _listens(port), f"Postfix does not listen on port {port}")
        yield server
    except BaseException:
        log = folder / "log"
        if log.exists():
            sys.stderr.writelines(log.read_text("utf-8", "replace").splitlines(True)[-20:])
        raise
    finally:
        _postfix(config, "stop", check=False)
        until(lambda: not _listens(port), "Postfix did not stop")


def _postfix(config: Path, wish: str, *, check: bool = True) -> None:
    command = ["postfix", "-c", config, wish]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    must(done.returncode == 0 or not check, f"postfix {wish}: {done.stdout}{done.stderr}")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def authority(folder: Path, name: str) -> Path:
    """Make a certificate authority and a server's certificate by it; return the former's file.

    Files: `<name>-ca.pem`, and `<name>.pem` with the server's key and certificate.
    """
    key, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"The {name} authority")])
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    usage = dict.fromkeys(
        (
            *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
            *("encipher_only", "decipher_only"),
        ),
        False,
    )
    signs = x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, **usage)
    root = _certificate(issuer, issuer, key)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    root = root.add_extension(signs, critical=True)
    server = _certificate(subject, issuer, own).add_extension(names, critical=False)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    server = server.add_extension(identifier, critical=False)
    trusted = folder / f"{name}-ca.pem"
    trusted.write_bytes(root.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    chain = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain += server.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    file = folder / f"{name}.pem"
    file.touch(0o600)
    file.write_bytes(chain)
    return trusted


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(identifier, critical=False)
    )


def handouts(project: Path, *words: str, trusts: Path | None = None) -> tuple[int, str]:
    """Run the command on the session; return its exit code and what it said."""
    environment = {**os.environ, **({"SSL_CERT_FILE": str(trusts)} if trusts else {})}
    command, *options = words
    done = subprocess.run(
        [os.environ.get("HANDOUTS", "handouts"), command, f"{TRAINING}/{SESSION}", *options,
         "--project", project],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def send(project: Path, trusts: Path) -> tuple[int, str]:
    """Send what is missing."""
    return handouts(project, "mail", "--send", "--yes", str(PEOPLE), "--rate", "0", trusts=trusts)


def judge(project: Path, delivered: dict[str, list[bytes]]) -> None:
    """See that each person has got one message, with their own certificate and the handout."""
    crowd = {one.email.partition("@")[0]: one for one in people.people(PEOPLE)}
    got = {name: len(messages) for name, messages in delivered.items()}
    wrong = [name for name in crowd if got.get(name) != 1]
    must(not wrong, f"{sum(got.values())} messages, and not one each for {wrong[:3]}")
    made = made_by_us(project)
    with (made / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        register = {(row["Name"], row["SHA-256"]) for row in csv.DictReader(file)}
    must(len(register) == PEOPLE, f"{len(register)} certificates in the register")
    handout = next((project / "build").rglob("handout.pdf")).read_bytes()
    for mailbox, (raw,) in delivered.items():
        person = crowd[mailbox]
        must(raw.isascii(), f"{mailbox}: there are bytes that not every server takes")
        message = email.message_from_bytes(raw, policy=email.policy.default)
        must(not any(part.defects for part in message.walk()), f"{mailbox}: not as it should be")
        name = f"{person.first} {person.last}"
        # Not message["To"]: Python's newer reader puts a space where a long name was folded.
        to = str(make_header(decode_header(BytesHeaderParser().parsebytes(raw)["To"])))
        must(to == f"{name} <{person.email}>", f"{mailbox}: To: {to}")
        attached = attachments(message)
        ((own, mine),) = (one for one in attached.items() if one[1] != handout)
        must(own.endswith(f"{name}.pdf"), f"{mailbox}: a certificate that is called {own}")
        entry = (name, hashlib.sha256(mine).hexdigest())
        must(entry in register, f"{mailbox}: somebody else's certificate")


def attachments(message: EmailMessage) -> dict[str, bytes]:
    """Return the PDFs of a message by their names."""
    found = list(message.iter_attachments())
    must(
        {part.get_content_type() for part in found} == {"application/pdf"} and len(found) == 2,
        f"attached: {found}",
    )
    return {str(part.get_filename()): part.get_content() for part in found}


def main() -> None:
    """Try it all, in a folder of its own."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    install()
    with tempfile.TemporaryDirectory(prefix="handouts-postfix-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # Postfix has to pass, as users of its own
        trusted, other = authority(folder, "server"), authority(folder, "other")
        project = with_roster(folder / "project", PEOPLE)
        code, said = handouts(project, "certify", "--quiet")
        must(code == 0, f"handouts certify: exit {code}\n{said}")
        handouts(project, "certify", "--export")
        mailboxes = [one.email.partition("@")[0] for one in people.people(PEOPLE)]
        with postfix(folder, mailboxes) as server:
            with (project / "content" / "provider.yaml").open("a", encoding="utf-8") as file:
                file.write(f"mail_server:\n  host: localhost\n  port: {server.port}\n")
            attempt(project, server, trusted, other)
    told(f"{PEOPLE} people have one message each, and their own certificate in it.")


def attempt(project: Path, server: Postfix, trusted: Path, other: Path) -> None:
    """Send where the server must not be trusted, then where it may be, then once more."""
    code, said = send(project, other)
    must(code == 3 and "cannot be trusted" in said, f"a false certificate: exit {code}\n{said}")
    must(not server.delivered(), "messages went to a server with a false certificate")
    started = time.monotonic()
    code, said = send(project, trusted)
    must(code == 0, f"handouts mail --send: exit {code}\n{said}")
    told(f"sent to {PEOPLE} in {time.monotonic() - started:.1f} s: {said.splitlines()[0]}")
    delivered = server.delivered()
    judge(project, delivered)
    code, said = send(project, trusted)
    must(code == 0, f"handouts mail --send again: exit {code}\n{said}")
    must(server.delivered() == delivered, f"a second run sent more\n{said}")
    told(f"once more: {said.splitlines()[0]}")


def install() -> None:
    """See that Postfix is here, without one that would run for the whole machine."""
    if not shutil.which("postfix"):
        wish = "postfix postfix/main_mailer_type select No configuration\n"
        subprocess.run(["debconf-set-selections"], input=wish, text=True, check=True)
    subprocess.run(["sh", _ROOT / "setup" / "system.sh", "postfix"], check=True)


def told(message: str) -> None:
    """Say how it goes."""
    sys.stdout.write(f"  {message}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
