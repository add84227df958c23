"""What the tests of packets share: under the example's name no packets are made."""

import pytest

from handouts.project.layout import Project
from tests.small_project import own_provider


@pytest.fixture
def project(project: Project) -> Project:
    """The example's project with a provider of its own."""
    return own_provider(project)
