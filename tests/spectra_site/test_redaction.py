"""No line of the log has the secret of a crew's link."""

import logging
from typing import Any

import pytest
from django.conf import settings

from spectra_site.redaction import HideSecrets


def written(message: str, *args: object) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, message, args, None)
    assert HideSecrets().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "path", ["/session/org/room1/", "/api/getNameOverridesAndPlayercams/room1/"]
)
def test_the_secret_in_the_path_of_a_failed_request_is_hidden(path: str) -> None:
    assert written("%s: %s", "Internal Server Error", f"{path}s3cret") == (
        f"Internal Server Error: {path}…"
    )
    assert written(f"GET {path}s3cret/x?y HTTP/1.1") == f"GET {path}… HTTP/1.1"


def test_every_other_line_stays_as_it_is() -> None:
    assert written("match %s: %s", 7, "/matches/7/state") == "match 7: /matches/7/state"


def test_all_lines_go_through_the_filter() -> None:
    config: Any = settings.LOGGING
    (name,) = config["handlers"]["console"]["filters"]
    assert config["filters"][name]["()"].endswith(HideSecrets.__qualname__)
