"""Whole tables as CSV or JSON Lines, sent while the database still reads them."""

import csv
import io
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from matches.api.archive.describing import NOT_FOUND, problem_answers
from matches.api.archive.filters import MatchFilters, matching
from matches.api.archive.readers import reader_of
from matches.api.archive.tables import TABLES, Table
from matches.api.archive.throttles import DOWNLOADS
from matches.api.archive.views import ArchiveView

ROWS_AT_ONCE = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_ABOUT = """Of all matches that pass the filters. In CSV a text that a spreadsheet would take for a
formula has a `'` before it, and nested values are JSON."""

Rows = Iterable[tuple[Any, ...]]


class Form(NamedTuple):
    """A way to write rows; ``head`` comes before the first of them."""

    media_type: str
    head: Callable[[Table], str]
    write: Callable[[Table, Rows], str]


class Export(ArchiveView):
    throttle_classes = DOWNLOADS

    @extend_schema(
        operation_id="export",
        summary="A whole table as CSV or JSON Lines",
        description=_ABOUT,
        parameters=[
            OpenApiParameter("table", enum=sorted(TABLES), location=OpenApiParameter.PATH),
            OpenApiParameter("form", enum=["csv", "jsonl"], location=OpenApiParameter.PATH),
            MatchFilters,
        ],
        responses={
            (200, "text/csv"): OpenApiTypes.STR,
            (200, "application/x-ndjson"): OpenApiTypes.STR,
            **problem_answers(NOT_FOUND),
        },
    )
    def get(self, request: Request, table: str, form: str) -> StreamingHttpResponse:
        if table not in TABLES or form not in FORMS:
            raise NotFound("There is no such export.")
        asked = {"replays": False, **MatchFilters.read(request)}
        found = matching(reader_of(request).matches(), asked)
        parts = _parts(TABLES[table], FORMS[form], TABLES[table].rows(found).iterator(ROWS_AT_ONCE))
        return StreamingHttpResponse(
            _as_the_server_takes_them(request._request, parts),
            content_type=FORMS[form].media_type,
            headers={"Content-Disposition": f'attachment; filename="{table}.{form}"'},
        )


def _parts(table: Table, form: Form, rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    if head := form.head(table):
        yield head
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield form.write(table, some)


def _as_the_server_takes_them(
    request: HttpRequest, parts: Iterator[str]
) -> Iterator[str] | AsyncIterator[str]:
    """Under ASGI Django would gather a plain iterator whole before it sends a byte."""
    return _one_by_one(parts) if isinstance(request, ASGIRequest) else parts


async def _one_by_one(parts: Iterator[str]) -> AsyncIterator[str]:
    following = sync_to_async(lambda: next(parts, None))
    while (part := await following()) is not None:
        yield part


def _values(table: Table, row: tuple[Any, ...]) -> Iterator[Any]:
    for column, value in zip(table.columns, row, strict=True):
        if value is None or value == "":
            yield None
        else:
            yield column.convert(value) if column.convert else value


def _csv_head(table: Table) -> str:
    return _csv([[column.name for column in table.columns]])


def _csv_rows(table: Table, rows: Rows) -> str:
    return _csv([_cell(value) for value in _values(table, row)] for row in rows)


def _csv(lines: Iterable[list[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # A player's name must not become a formula in somebody's spreadsheet.
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, datetime):
        return _time(value)
    return json.dumps(value)


def _json_lines(table: Table, rows: Rows) -> str:
    names = [column.name for column in table.columns]
    lines = (dict(zip(names, _values(table, row), strict=True)) for row in rows)
    return "".join(f"{json.dumps(line, default=_time)}\n" for line in lines)


def _time(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


FORMS = {
    "csv": Form("text/csv; charset=utf-8", _csv_head, _csv_rows),
    "jsonl": Form("application/x-ndjson", lambda table: "", _json_lines),
}
