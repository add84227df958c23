import contextlib
import signal
import threading

import pytest

from handouts.typesetting.limits import LimitError, Limits, address_space, bounded

TOO_LONG = r"^it took longer than 0 seconds$"


def endless() -> None:
    while True:
        with contextlib.suppress(Exception):  # as the renderer does around pictures
            signal.pause()


def test_what_takes_too_long_in_this_process_is_stopped() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(LimitError, match=TOO_LONG), bounded(Limits(0.05)):
        endless()
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.long
def test_what_takes_too_much_memory_in_this_process_is_stopped_and_the_limit_is_lifted() -> None:
    limits = Limits(memory=1 << 28)
    told = r"^it needed more than 0\.25 GB of memory$"
    with pytest.raises(LimitError, match=told), bounded(limits):
        bytearray(1 << 29)
    assert len(bytearray(1 << 29)) == 1 << 29


def test_within_other_bounds_the_outer_ones_hold() -> None:
    with pytest.raises(LimitError, match=TOO_LONG), bounded(Limits(0.05)), bounded(Limits(100)):
        endless()


def test_in_another_thread_nothing_is_watched_and_nothing_breaks() -> None:
    done = []

    def work() -> None:
        with bounded(Limits(0.001)):
            done.append(address_space() > 0)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_longer_documents_may_take_longer() -> None:
    assert Limits().and_for(150_000) == Limits(195)
    assert Limits().and_for(0) == Limits(120)
