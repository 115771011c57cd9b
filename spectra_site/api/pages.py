"""One page of a long list, found by where the last one ended: every page costs the same."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError as BadValue
from django.db.models import Model, Q, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from spectra_site.api.parameters import Parameters, refused

MOST = 1000
USUAL = 100
_SALT = "spectra_site.api.pages"


class PageParameters(Parameters):
    cursor = serializers.CharField(
        required=False, help_text="Where to go on: take it from `next` as it is."
    )
    limit = serializers.IntegerField(
        default=USUAL, min_value=1, max_value=MOST, help_text="How many at most."
    )


class Page(NamedTuple):
    """``cursor`` leads to the next page; None where there is none."""

    rows: list[Any]
    cursor: str | None


def page_of(rows: QuerySet[Any], ordering: str, asked: dict[str, Any]) -> Page:
    """The page that PageParameters ask for. ``ordering`` is a column's name, `-` before it: down.

    The column may not be null; rows of one value go by primary key.
    """
    if "cursor" in asked:
        rows = rows.filter(_after(asked["cursor"], rows.model, ordering))
    sign, column = _parts(ordering)
    limit = asked["limit"]
    found = list(rows.order_by(ordering, f"{sign}pk")[: limit + 1])
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    position = [ordering, _field(rows.model, column).value_to_string(last), last.pk]
    return Page(found[:limit], signing.dumps(position, salt=_SALT))


def answer_of(
    request: Request, page: Page, represent: Callable[[list[Any]], Any]
) -> dict[str, Any]:
    """``{next, results}``; ``next`` is the address of the next page."""
    following = address_with(request, "cursor", page.cursor) if page.cursor else None
    return {"next": following, "results": represent(page.rows)}


def address_with(request: Request, name: str, value: str) -> str:
    """The address that was asked for, with another value of this parameter."""
    path = request.get_full_path()
    # A proxy may have another name and scheme than the request that it sends on.
    here = settings.PUBLIC_URL + path if settings.PUBLIC_URL else request.build_absolute_uri()
    return replace_query_param(here, name, value)


def _after(cursor: str, model: type[Model], ordering: str) -> Q:
    try:
        its_ordering, text, pk = signing.loads(cursor, salt=_SALT)
        sign, column = _parts(ordering)
        value = _field(model, column).to_python(text)
    except (signing.BadSignature, BadValue):
        raise refused("cursor", "It is none of ours.") from None
    if its_ordering != ordering:
        raise refused("cursor", "It belongs to another ordering.")
    side = "lt" if sign else "gt"
    return Q(**{f"{column}__{side}": value}) | Q(**{column: value, f"pk__{side}": pk})


def _parts(ordering: str) -> tuple[str, str]:
    return ("-", ordering[1:]) if ordering.startswith("-") else ("", ordering)


def _field(model: type[Model], column: str) -> Any:
    return model._meta.get_field(column)
