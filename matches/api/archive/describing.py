"""What the problems of the archive's addresses mean."""

from collections.abc import Callable, Iterable
from typing import Any

from spectra_site.api import describing
from spectra_site.api.describing import BAD_PARAMETERS, TOO_OFTEN, View

NOT_FOUND, DAMAGED, PRUNED = 404, 409, 410
_ANYWHERE = (400, 401, 429)
_MEANINGS = {
    400: BAD_PARAMETERS,
    401: "No read key, a bad one, or nobody of the staff is logged on.",
    404: "No such match among those that the caller may see.",
    409: "The log can't be read: `seq` is the first number that is damaged.",
    410: "The log was deleted; the archive is kept.",
    429: TOO_OFTEN,
}


def described(
    operation: str, summary: str, answer: Any, *, problems: Iterable[int] = (), **more: Any
) -> Callable[[View], View]:
    """For a view's ``get``; ``problems`` beside 400, 401 and 429, which any may answer."""
    return describing.described(operation, summary, answer, _meanings(*problems), **more)


def problem_answers(*statuses: int) -> dict[Any, Any]:
    """The answers with these statuses, and with those that any address may give."""
    return describing.problem_answers(_meanings(*statuses))


def _meanings(*statuses: int) -> dict[int, str]:
    return {status: _MEANINGS[status] for status in (*_ANYWHERE, *statuses)}
