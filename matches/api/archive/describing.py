"""What the OpenAPI document says of an address beyond what its view's code tells."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from matches.api.archive.problems import MEDIA_TYPE

View = TypeVar("View", bound=Callable[..., Any])
NOT_FOUND, DAMAGED, PRUNED = 404, 409, 410

_PROBLEMS = {
    400: "A parameter is unknown, of the wrong type or out of range: `errors` names it.",
    401: "No read key, a bad one, or nobody of the staff is logged on.",
    404: "No such match among those that the caller may see.",
    409: "The log can't be read: `seq` is the first number that is damaged.",
    410: "The log was deleted; the archive is kept.",
    429: "Asked too often: `Retry-After` says in how many seconds to ask again.",
}


class FieldErrorSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    errors = FieldErrorSerializer(many=True, required=False)  # type: ignore[assignment]
    seq = serializers.IntegerField(required=False)


def described(
    operation: str,
    summary: str,
    answer: Any,
    *,
    media_type: str = "application/json",
    example: Any = None,
    parameters: Iterable[Any] = (),
    problems: Iterable[int] = (),
    more: str = "",
) -> Callable[[View], View]:
    """For a view's ``get``; ``problems`` beside 400, 401 and 429, which any may answer."""
    shown = [] if example is None else [OpenApiExample("example", example, response_only=True)]
    good = OpenApiResponse(answer, examples=shown, description="")
    return extend_schema(
        operation_id=operation,
        summary=summary,
        description=more,
        parameters=list(parameters),
        responses={(200, media_type): good, **problem_answers(*problems)},
    )


def problem_answers(*statuses: int) -> dict[Any, Any]:
    """The answers with these statuses, and with those that any address may give."""
    return {
        (status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, description=_PROBLEMS[status])
        for status in (400, 401, 429, *statuses)
    }


def paged(shape: type[serializers.BaseSerializer[Any]], name: str) -> Any:
    """The shape of ``{next, results}``."""
    return inline_serializer(
        f"{name}Page",
        {
            "next": serializers.URLField(allow_null=True, help_text="The next page."),
            "results": shape(many=True),
        },
    )
