"""A lock that keeps runs apart."""

import contextlib
import threading
from pathlib import Path

import pytest

from handouts.project.lock import BusyError, exclusive_lock


def test_a_lock_is_let_go_of_by_another_thread_than_the_one_that_took_it(tmp_path: Path) -> None:
    def lock() -> contextlib.AbstractContextManager[None]:
        return exclusive_lock(tmp_path / "lock", inside=tmp_path, busy="taken", wait=0.1)

    with contextlib.ExitStack() as held:
        thread = threading.Thread(target=held.enter_context, args=(lock(),))
        thread.start()
        thread.join()
        with pytest.raises(BusyError, match="taken"), lock():
            pass
    with lock():
        pass
