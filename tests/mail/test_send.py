"""A run of sending, against a real server, and what the log has of it afterwards."""

import dataclasses
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from handouts.builds.progress import Stopped
from handouts.certificates.ledger import Ledger
from handouts.errors import WorldError
from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.mail.send import PAUSES, MailOutcome, Outgoing, Pace, Sending
from handouts.mail.smtp import Connection, ServerReply
from tests.mail.conftest import AT_ONCE
from tests.mail.servers import CUT, DROP, FORGET, Post, at, knows, serving

NAMES = ("ann", "ben", "cem", "dee", "eve", "fay", "gus")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[DeliveryLog]:
    with Ledger(tmp_path / "records") as ledger:
        yield DeliveryLog(ledger, "two-models/example", "after")


def mailed(name: str) -> Mailed:
    return Mailed(name, name, f"{name}@x.org", "1", f"<{name}@t>", "queued")


def message(name: str) -> bytes:
    return f"Subject: to {name}\r\n\r\nHello {name}\r\n".encode()


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self, look: Callable[[], None] = lambda: None) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self._look = look

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self._look()
        self.now += seconds

    def pace(self, *pauses: float) -> Pace:
        """The pace by this clock."""
        return Pace(pauses, self.sleep, lambda: self.now)


def send(
    log: DeliveryLog,
    connect: int | Callable[[], Connection],
    names: tuple[str, ...] = NAMES,
    rate: int = 0,
    pace: Pace = AT_ONCE,
) -> list[MailOutcome]:
    """Send to people of these names, over a port or by what opens connections."""
    queued = [mailed(name) for name in names]
    log.queue(queued)
    opened = partial(Connection, at(connect), "") if isinstance(connect, int) else connect
    run = Sending(opened, "t@example.org", rate, pace)
    outgoing = (Outgoing(one, partial(message, one.person)) for one in queued)
    return list(run.send(log, outgoing))


def states(folder: Path) -> dict[str, str]:
    """State by person, as another run sees it."""
    with Ledger(folder / "records") as ledger:
        found = DeliveryLog(ledger, "two-models/example", "after").mailed()
    return {one.person: one.state for one in found}


def kept(log: DeliveryLog) -> dict[str, str]:
    """State and answer by person."""
    return {one.person: f"{one.state}: {one.said}" for one in log.mailed()}


OK = "accepted: 250 taken"


def test_everybody_gets_their_own_over_one_connection(log: DeliveryLog) -> None:
    post = Post()
    with serving(post) as port:
        outcomes = send(log, port)
    assert [(one.mailed.person, one.state, one.said) for one in outcomes] == [
        (name, "accepted", "250 taken") for name in NAMES
    ]
    assert post.taken == [(f"{name}@x.org", message(name)) for name in NAMES]
    assert post.connections == 1
    assert kept(log) == dict.fromkeys(NAMES, OK)


def test_who_is_refused_and_who_is_put_off_are_told_apart(log: DeliveryLog) -> None:
    post = Post({
        "ann@x.org": ["550 no such person"],
        "ben@x.org": ["451 later", "", "/451 a bit later"],
        "cem@x.org": ["450 never"] * 9,
        "dee@x.org": ["/554 spam"],
    })  # fmt: skip
    with serving(post) as port:
        outcomes = send(log, port)
    assert {one.mailed.person: one.state for one in outcomes} == {
        "ann": "refused", "dee": "refused", "eve": "accepted", "fay": "accepted",
        "gus": "accepted", "ben": "accepted", "cem": "queued",
    }  # fmt: skip
    assert kept(log) == {
        "ann": "refused: 550 no such person",
        "ben": OK,
        "cem": "queued: 450 never",
        "dee": "refused: 554 spam",
        "eve": OK,
        "fay": OK,
        "gus": OK,
    }
    assert post.people == ["ben@x.org", "eve@x.org", "fay@x.org", "gus@x.org"]
    assert [a for a in post.commands if a == "cem@x.org"] == ["cem@x.org"] * 3
    assert post.connections == 1


def test_pauses_are_made_before_each_trial_anew(log: DeliveryLog) -> None:
    clock = Clock()
    with serving(Post({"ann@x.org": ["451 later"] * 9})) as port:
        (one,) = send(log, port, ("ann",), pace=clock.pace(*PAUSES))
    assert clock.slept == [15, 60, 240]
    assert one == MailOutcome(mailed("ann"), "queued", "the server put it off, again and again")


@pytest.mark.long
@pytest.mark.parametrize("answer", ["421 too many", DROP])
def test_a_lost_connection_is_made_again_and_nobody_is_left_out(
    log: DeliveryLog, answer: str
) -> None:
    post = Post({"cem@x.org": [answer, answer], "MAIL": ["", "", "", "", "", "", answer]})
    with serving(post) as port:
        send(log, port)
    assert post.people == [f"{name}@x.org" for name in NAMES]
    assert kept(log) == dict.fromkeys(NAMES, OK)
    assert post.connections == 4


@pytest.mark.parametrize(("answer", "got_it"), [(f"/{DROP}", False), (f"/{FORGET}", True)])
def test_a_connection_lost_after_the_message_is_uncertain_and_not_made_up_for(
    log: DeliveryLog, answer: str, got_it: bool
) -> None:
    post = Post({"cem@x.org": [answer]})
    with serving(post) as port:
        send(log, port)
    said = "uncertain: no answer to the whole message: it closed the connection"
    assert kept(log) == {**dict.fromkeys(NAMES, OK), "cem": said}
    others = [f"{name}@x.org" for name in NAMES if name != "cem" or got_it]
    assert (post.people, post.connections) == (others, 2)
    log.recover()
    assert [one.person for one in log.uncertain()] == ["cem"]


def test_a_connection_lost_within_the_message_never_makes_two(log: DeliveryLog) -> None:
    post = Post({"cem@x.org": [f"/{CUT}"]})
    with serving(post) as port:
        send(log, port)
    found = kept(log)
    assert found.pop("cem").split(":")[0] in ("accepted", "uncertain")
    assert set(found.values()) == {OK}
    assert len(set(post.people)) == len(post.people) >= len(NAMES) - 1


def test_a_server_that_always_hangs_up_after_the_message_is_given_up(log: DeliveryLog) -> None:
    post = Post({f"{name}@x.org": [f"/{DROP}"] for name in NAMES})
    with serving(post) as port, pytest.raises(WorldError) as caught:
        send(log, port)
    assert str(caught.value) == (
        "The connection to the mail server was lost again and again: no answer to the whole "
        "message: it closed the connection. What was not sent is queued; run it again."
    )
    states = [found.split(":")[0] for found in kept(log).values()]
    assert states == ["uncertain"] * 4 + ["queued"] * 3


def test_a_server_that_dies_leaves_the_rest_queued_until_it_is_back(log: DeliveryLog) -> None:
    post = Post({"dee@x.org": [DROP] * 9})
    with serving(post) as port:
        with pytest.raises(WorldError) as caught:
            send(log, port)
        assert str(caught.value) == (
            "The connection to the mail server was lost again and again: it closed the "
            "connection. What was not sent is queued; run it again."
        )
        assert [found.split(":")[0] for found in kept(log).values()] == [
            *["accepted"] * 3, *["queued"] * 4,
        ]  # fmt: skip
        log.recover()
        assert log.uncertain() == []
        post.script.clear()
        send(log, port, NAMES[3:])
    assert post.people == [f"{name}@x.org" for name in NAMES]


def test_a_server_that_is_away_for_a_while_is_waited_for(log: DeliveryLog) -> None:
    post, clock = Post({"cem@x.org": [DROP]}), Clock()
    away = iter([False, True, True, False])

    def connect() -> Connection:
        if next(away):
            raise WorldError("x:25 cannot be used: Connection refused.")
        return Connection(at(port), "")

    with serving(post) as port:
        send(log, connect, pace=clock.pace(*PAUSES))
    assert post.people == [f"{name}@x.org" for name in NAMES]
    assert clock.slept == [15, 60]


@pytest.mark.parametrize("more", [{}, {"authenticator": knows("right"), "auth_require_tls": False}])
def test_a_server_that_lets_nobody_in_is_asked_once_and_nobody_is_in_doubt(
    log: DeliveryLog, more: dict[str, object]
) -> None:
    post = Post()
    with serving(post, **more) as port:
        run = Sending(partial(Connection, at(port, user="me"), "wrong"), "t@x.org", 0)
        queued = [mailed(name) for name in NAMES]
        log.queue(queued)
        outgoing = [Outgoing(one, partial(message, one.person)) for one in queued]
        with pytest.raises(WorldError, match=r"Nothing was sent\.$"):
            list(run.send(log, outgoing))
    assert post.connections == 1
    assert kept(log) == dict.fromkeys(NAMES, "queued: ")
    log.recover()
    assert log.uncertain() == []


def test_a_file_that_is_gone_ends_the_run_and_leaves_no_doubt(log: DeliveryLog) -> None:
    def gone() -> bytes:
        raise WorldError("handout.pdf cannot be read.")

    post = Post()
    with serving(post) as port:
        run = Sending(partial(Connection, at(port), ""), "t@example.org", 0)
        queued = [mailed(name) for name in NAMES]
        log.queue(queued)
        made = [partial(message, one.person) for one in queued[:2]] + [gone] * 5
        outgoing = [Outgoing(*pair) for pair in zip(queued, made, strict=True)]
        with pytest.raises(WorldError, match=r"handout\.pdf"):
            list(run.send(log, outgoing))
    assert list(kept(log).values()) == [OK, OK, *["queued: "] * 5]
    log.recover()
    assert log.uncertain() == []


def test_no_more_are_sent_in_a_minute_than_is_wished(log: DeliveryLog) -> None:
    clock = Clock()
    with serving(Post()) as port:
        send(log, port, NAMES[:3], rate=20, pace=clock.pace())
    assert clock.slept == [3, 3]


class Impatient:
    """Wants the run to end after so many looks."""

    def __init__(self, looks: int) -> None:
        self.left = looks

    def look(self) -> None:
        """End the run once it has waited long enough."""
        self.left -= 1
        if not self.left:
            raise Stopped


def test_a_run_that_is_to_end_ends_within_a_pause(log: DeliveryLog) -> None:
    clock, post = Clock(), Post()
    pace = dataclasses.replace(clock.pace(), look=Impatient(3).look)
    with serving(post) as port, pytest.raises(Stopped):
        send(log, port, NAMES[:3], rate=1, pace=pace)
    assert sum(clock.slept) < 1
    assert kept(log) == {"ann": OK, "ben": "queued: ", "cem": "queued: "}
    assert post.people == ["ann@x.org"]
    log.recover()
    assert log.uncertain() == []


def test_a_run_that_is_to_end_while_it_waits_for_the_server_leaves_nobody_in_doubt(
    log: DeliveryLog,
) -> None:
    clock, post = Clock(), Post({"ben@x.org": [DROP, DROP]})
    pace = dataclasses.replace(clock.pace(*PAUSES), look=Impatient(2).look)
    with serving(post) as port, pytest.raises(Stopped):
        send(log, port, NAMES[:3], pace=pace)
    assert sum(clock.slept) < 1
    log.recover()
    assert kept(log) == {"ann": OK, "ben": "queued: ", "cem": "queued: "}


@pytest.mark.parametrize("when", ["before it is composed", "while it waits", "with its file gone"])
def test_a_message_that_is_withheld_is_left_out_and_the_others_go_on(
    log: DeliveryLog, when: str
) -> None:
    clock, post, asked = Clock(), Post(), 0
    queued = [mailed(name) for name in NAMES[:3]]

    def withheld() -> str:
        nonlocal asked
        asked += 1
        return "it is void" if asked > (when == "while it waits") else ""

    def gone() -> bytes:
        raise WorldError("certificate.pdf cannot be read.")

    compose = gone if when == "with its file gone" else partial(message, "ben")
    outgoing = [Outgoing(one, partial(message, one.person)) for one in queued]
    outgoing[1] = Outgoing(queued[1], compose, withheld)
    log.queue(queued)
    with serving(post) as port:
        run = Sending(partial(Connection, at(port), ""), "t@example.org", 20, clock.pace())
        outcomes = list(run.send(log, outgoing))
    assert outcomes[1] == MailOutcome(queued[1], "queued", "it is void")
    assert kept(log) == {"ann": OK, "ben": "queued: it is void", "cem": OK}
    assert post.people == ["ann@x.org", "cem@x.org"]


def test_what_was_accepted_is_written_before_a_pause(log: DeliveryLog, tmp_path: Path) -> None:
    seen: list[list[str]] = []
    clock = Clock(lambda: seen.append(list(states(tmp_path).values())))
    with serving(Post()) as port:
        send(log, port, NAMES[:3], rate=1, pace=clock.pace())
    assert seen == [["accepted", "queued", "queued"], ["accepted", "accepted", "queued"]]


class Watched(Connection):
    """A connection that looks before each message."""

    def __init__(self, port: int, look: Callable[[str], None]) -> None:
        super().__init__(at(port), "")
        self._look = look

    def send(self, sender: str, address: str, *rest: Any) -> ServerReply:
        """Look, and send."""
        self._look(address)
        return super().send(sender, address, *rest)


def test_a_message_is_in_the_log_before_the_server_hears_of_it(
    log: DeliveryLog, tmp_path: Path
) -> None:
    seen: list[dict[str, str]] = []
    with serving(Post()) as port:
        watched = partial(Watched, port, lambda _: seen.append(states(tmp_path)))
        send(log, watched, NAMES[:2])
    assert seen == [
        {"ann": "sending", "ben": "queued"},
        {"ann": "accepted", "ben": "sending"},
    ]


def test_messages_are_composed_a_few_at_a_time(log: DeliveryLog) -> None:
    waiting, most = 0, 0
    lock = threading.Lock()
    post = Post()

    def made(name: str) -> bytes:
        nonlocal waiting, most
        with lock:
            waiting += 1
            most = max(most, waiting - len(post.taken))
        return message(name)

    queued = [mailed(f"p{number}") for number in range(40)]
    log.queue(queued)
    with serving(post) as port:
        run = Sending(partial(Connection, at(port), ""), "t@example.org", 0)
        outgoing = (Outgoing(one, partial(made, one.person)) for one in queued)
        assert len(list(run.send(log, outgoing))) == 40
    assert most <= 7


def test_a_run_that_is_interrupted_while_a_message_is_on_its_way_is_in_doubt_of_it_alone(
    log: DeliveryLog,
) -> None:
    def interrupt(address: str) -> None:
        if address.startswith("cem"):
            raise KeyboardInterrupt

    with serving(Post()) as port, pytest.raises(KeyboardInterrupt):
        send(log, partial(Watched, port, interrupt))
    log.recover()
    assert [one.person for one in log.uncertain()] == ["cem"]
    assert kept(log) == {
        "ann": OK,
        "ben": OK,
        "cem": "uncertain: the run ended while it was being handed over",
        **dict.fromkeys(NAMES[3:], "queued: "),
    }


def test_settling_concerns_the_uncertain_alone(log: DeliveryLog) -> None:
    people = [mailed(name) for name in NAMES[:5]]
    log.queue(people)
    states = ("queued", "sending", "accepted", "refused", "uncertain")
    log.set(*((one, state, "so") for one, state in zip(people, states, strict=True)))
    assert [one.person for one in log.settle("accepted", "by hand")] == ["eve"]
    assert kept(log) == {
        "ann": "queued: so",
        "ben": "sending: so",
        "cem": "accepted: so",
        "dee": "refused: so",
        "eve": "accepted: by hand",
    }
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", m.changed) for m in log.mailed())


def test_only_what_was_never_accepted_is_forgotten(log: DeliveryLog) -> None:
    people = [mailed(name) for name in NAMES[:5]]
    log.queue(people)
    states = ("queued", "sending", "accepted", "refused", "uncertain")
    log.set(*((one, state, "so") for one, state in zip(people, states, strict=True)))
    log.drop(people)
    assert list(kept(log)) == ["ben", "cem", "eve"]
