"""Asks the database in SQL of its own, where the ORM can't count two tables in one query."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from guilds.analytics.window import Window

# What the two databases say differently. Weekdays count from Monday, which is 0.
_DIALECT = {
    "postgresql": {
        "start_of_hour": "date_trunc('hour', at, 'UTC')",
        "weekday": "CAST(EXTRACT(ISODOW FROM started AT TIME ZONE 'UTC') AS integer) - 1",
        "hour": "CAST(EXTRACT(HOUR FROM started AT TIME ZONE 'UTC') AS integer)",
        "each_added": "jsonb_array_elements_text(added) AS role(value)",
        "each_removed": "jsonb_array_elements_text(removed) AS role(value)",
    },
    "sqlite": {
        "start_of_hour": "substr(at, 1, 13) || ':00'",
        "weekday": "(CAST(strftime('%%w', started) AS integer) + 6) %% 7",
        "hour": "CAST(strftime('%%H', started) AS integer)",
        "each_added": "json_each(added) AS role",
        "each_removed": "json_each(removed) AS role",
    },
}


def rows(sql: str, guild_id: int, window: Window, **more: Any) -> Iterator[tuple[Any, ...]]:
    """The answer to one SELECT with the parameters guild, start, end and more."""
    moments = {"start": _adapted(window.start), "end": _adapted(window.end)}
    with connection.cursor() as cursor:
        statement = sql.format(**_DIALECT[connection.vendor])
        cursor.execute(statement, {"guild": guild_id, **moments, **more})
        yield from cursor.fetchall()


def moment(value: datetime | str) -> datetime:
    """A time in an answer. SQLite has no type for it: it gives text, or a time without a zone."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _adapted(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
