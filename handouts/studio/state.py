"""What one running studio knows: its project, its workers, and what is under way."""

import contextlib
import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from handouts.builds.job_runner import JobRunner
from handouts.project.layout import Project
from handouts.studio.drafts import Drafts
from handouts.studio.events import Hub
from handouts.studio.running import Works
from handouts.studio.security import Admission
from handouts.workflows.preview import Previewer


@dataclass
class Studio:
    """The state that all requests share."""

    folder: Path
    """Where it was started: the project, or where one may be made."""
    admission: Admission
    runner: JobRunner
    project: Project | None = None
    """None until it is said where trainings are to live."""
    now: Callable[[], datetime.datetime] = datetime.datetime.now
    close: Callable[[], None] = lambda: None
    """Lets the server take no more requests."""
    open_window: Callable[[], None] = lambda: None
    """Opens another window of the browser."""
    held: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    """What is let go of at the end: the lock of the project, the watch over its files."""
    works: Works = field(init=False)
    hub: Hub = field(default_factory=Hub)
    """What windows are told of."""
    drafts: Drafts = field(default_factory=Drafts)
    """What was given and is only looked at yet."""
    previewer: Previewer = field(default_factory=Previewer)
    """Shows documents while their texts are being changed."""
    _ending: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Begin without any work."""
        self.works = Works(self.runner)

    def end_soon(self) -> None:
        """End once the request that asks for it is answered."""
        threading.Timer(0.2, self.end).start()

    def end(self) -> None:
        """Finish what is being written, end the windows' streams, and take no more requests."""
        with self._ending:
            self.works.end()
            self.previewer.close()
            self.hub.close()
            self.close()
