"""`/readyz` on every port: whether this process does what it is there for, and why not."""

from collections.abc import Callable
from typing import Any

from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from spectra_site.refused import refused

Report = Callable[[], dict[str, Any]]

_reports: dict[str, Report] = {}


def add_report(role: str, report: Report) -> None:
    """What the role has to say; its member ``ready`` counts."""
    _reports[role] = report


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503; ``{ready, database, roles: {name: {…}}, refused: {…}}``."""
    roles = {role: report() for role, report in sorted(_reports.items())}
    database = _database()
    ready = database == "ok" and all(one["ready"] for one in roles.values())
    body = {"ready": ready, "database": database, "roles": roles, "refused": refused.by_reason}
    return JsonResponse(body, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "away"
    return "ok"
