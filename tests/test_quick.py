from importlib.util import module_from_spec
from types import ModuleType

import pytest

from tests.quick import Finder


@pytest.fixture
def engine() -> ModuleType:
    """What stands for WeasyPrint in a quick run."""
    return module_from_spec(Finder().find_spec("weasyprint", None))


def test_what_uses_the_engine_is_left_out_of_a_quick_run(engine: ModuleType) -> None:
    class Fetcher(engine.URLFetcher):  # type: ignore[misc,name-defined]
        pass

    for use in (
        lambda: engine.HTML(string="<p>"),
        lambda: engine.pango.pango_version,
        Fetcher,
    ):
        with pytest.raises(pytest.skip.Exception, match="sets type: see make test"):
            use()


def test_all_else_is_there_in_a_quick_run() -> None:
    assert Finder().find_spec("weasyprint.text.ffi", None) is not None
    assert Finder().find_spec("weasyprinter", None) is None
    assert Finder().find_spec("jinja2", None) is None
