"""What can be wrong with a match's log, as problem documents."""

from http import HTTPStatus
from typing import Any

from rest_framework.response import Response

from matches.services.states import DamagedError
from spectra_site.api import problems
from spectra_site.api.problems import Problem


class Pruned(Problem):
    """The match's archive is kept, its log is not."""

    status_code = HTTPStatus.GONE
    default_detail = "The events of this match were deleted; its archive is kept."
    kind = "pruned-log"
    title = "The log of the match was deleted"


class Damaged(Problem):
    status_code = HTTPStatus.CONFLICT
    kind = "damaged-log"
    title = "The log of the match is damaged"

    def __init__(self, seq: int) -> None:
        super().__init__(f"Event {seq} can't be read. Everything before it can.")
        self.more = {"seq": seq}


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """The answer to what a view raised."""
    told = Damaged(error.seq) if isinstance(error, DamagedError) else error
    return problems.answer(told, context)
