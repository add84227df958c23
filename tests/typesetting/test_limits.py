import contextlib
import os
import signal
import subprocess
import sys
import threading

import pytest

from handouts.typesetting.limits import LimitError, Limits, SharedProcessError, bounded
from tests.conftest import REPOSITORY

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


def test_in_a_thread_beside_others_work_that_is_to_be_bounded_is_not_begun() -> None:
    begun, raised = [], []

    def work() -> None:
        try:
            with bounded(Limits(0.001)):
                begun.append(True)
        except SharedProcessError as error:
            raised.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert begun == []
    assert raised == ["other threads share this process: give the work to a JobRunner"]


_BESIDE_A_THREAD = """
import signal, threading
from handouts.typesetting import limits
end = threading.Event()
with limits.bounded(limits.Limits()):
    print("alone")
threading.Thread(target=end.wait).start()
try:
    with limits.bounded(limits.Limits()):
        print("never")
except limits.SharedProcessError:
    print("shared", signal.getsignal(signal.SIGALRM) == signal.SIG_DFL)
limits.claim_process()
with limits.bounded(limits.Limits()):
    print("claimed")
end.set()
"""


def test_a_process_with_other_threads_is_changed_only_where_it_is_claimed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BESIDE_A_THREAD],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n") == ["alone", "shared True", "claimed", ""]


def test_longer_documents_may_take_longer() -> None:
    assert Limits().and_for(150_000) == Limits(195)
    assert Limits().and_for(0) == Limits(120)
