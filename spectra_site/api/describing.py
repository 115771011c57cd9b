"""What the OpenAPI document says of an address beyond what its view's code tells."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from spectra_site.api.problems import MEDIA_TYPE

View = TypeVar("View", bound=Callable[..., Any])

BAD_PARAMETERS = "A parameter is unknown, of the wrong type or out of range: `errors` names it."
TOO_OFTEN = "Asked too often: `Retry-After` says in how many seconds to ask again."


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
    problems: Mapping[int, str],
    *,
    status: int = 200,
    media_type: str = "application/json",
    body: Any = None,
    example: Any = None,
    parameters: Iterable[Any] = (),
    more: str = "",
) -> Callable[[View], View]:
    """For a view's method: what it takes and answers, and what each problem's status means."""
    shown = [] if example is None else [OpenApiExample("example", example, response_only=True)]
    good = None if answer is None else OpenApiResponse(answer, examples=shown, description="")
    return extend_schema(
        operation_id=operation,
        summary=summary,
        description=more,
        request=body,
        parameters=list(parameters),
        responses={(status, media_type): good, **problem_answers(problems)},
    )


def problem_answers(problems: Mapping[int, str]) -> dict[Any, Any]:
    """The answers with these statuses."""
    return {
        (status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, description=meaning)
        for status, meaning in problems.items()
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
