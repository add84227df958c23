"""All trainings with what comes next for each session, and the first page of an empty folder."""

from starlette.routing import Route

from handouts.studio.web import Answer, Visit, page
from handouts.workflows.inventory import inventory


@page
def show(visit: Visit) -> Answer:
    """Show a card for each training."""
    return visit.show("trainings.html", trainings=inventory(visit.project).trainings)


ROUTES = [Route("/", show)]
