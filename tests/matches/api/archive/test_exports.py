"""Whole tables as CSV and JSON Lines."""

import csv
import io
import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.test import AsyncClient
from django.test.utils import CaptureQueriesContext

from matches.api.archive import exports
from matches.api.archive.tables import TABLES
from matches.models import Kill, Match, MatchPlayer, Round

from .cast import API, Asker

pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def csv_rows(asker: Asker, table: str, **asked: Any) -> list[dict[str, str]]:
    text = text_of(asker.get(f"exports/{table}.csv", **asked))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def json_rows(asker: Asker, table: str, **asked: Any) -> list[dict[str, Any]]:
    text = text_of(asker.get(f"exports/{table}.jsonl", **asked))
    assert text == "" or text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("table", "model"),
    [("matches", Match), ("rounds", Round), ("players", MatchPlayer), ("kills", Kill)],
)
def test_an_export_has_a_line_for_each_row(
    alice: Asker, match: Match, on_air: Match, others: Match, table: str, model: Any
) -> None:
    mine = {match.pk, on_air.pk}
    column = "pk__in" if model is Match else "match__in"
    rows = json_rows(alice, table)
    assert len(rows) == model.objects.filter(**{column: mine}).count() > 0
    assert {row["match"] for row in rows} == mine
    assert [list(row) for row in csv_rows(alice, table)] == [list(row) for row in rows]


@pytest.mark.parametrize("table", list(TABLES))
def test_a_replay_is_exported_only_where_it_is_asked_for(
    alice: Asker, match: Match, on_air: Match, table: str
) -> None:
    Match.objects.filter(pk=on_air.pk).update(replay_of=match.pk)
    assert {row["match"] for row in json_rows(alice, table)} == {match.pk}
    with_replays = {row["match"] for row in json_rows(alice, table, replays="true")}
    assert with_replays == {match.pk, on_air.pk}


def test_both_forms_tell_the_same(alice: Asker, match: Match) -> None:
    for table in TABLES:
        for line, row in zip(csv_rows(alice, table), json_rows(alice, table), strict=True):
            told = {name: _as_cell(value) for name, value in row.items()}
            assert line == told


def _as_cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def test_moments_are_moments(alice: Asker, match: Match) -> None:
    (first, _) = json_rows(alice, "rounds")
    assert first["combat_at"].endswith("Z")
    assert first["planted_ms"] == 20_000
    assert json_rows(alice, "matches")[0]["started_at"] == "2023-11-14T22:13:20Z"


def test_what_is_not_known_is_null(alice: Asker, on_air: Match) -> None:
    (row,) = json_rows(alice, "matches")
    assert (row["ending"], row["ended_at"], row["winner"]) == (None, None, None)


def test_an_export_takes_the_filters_of_the_list(alice: Asker, match: Match, on_air: Match) -> None:
    rows = json_rows(alice, "kills", live="false")
    assert {row["match"] for row in rows} == {match.pk}
    assert json_rows(alice, "kills", map="Icebox") == []
    header = text_of(alice.get("exports/kills.csv", map="Icebox")).splitlines()
    assert len(header) == 1


def test_a_name_can_t_become_a_formula(alice: Asker, match: Match) -> None:
    MatchPlayer.objects.filter(riot_id="id-bob").update(name='=HYPERLINK("http://x")')
    names = {row["riot_id"]: row["name"] for row in csv_rows(alice, "players")}
    assert names["id-bob"] == '\'=HYPERLINK("http://x")'
    assert json_rows(alice, "players")[1]["name"] == '=HYPERLINK("http://x")'


def test_an_export_is_a_file_of_its_form(alice: Asker, match: Match) -> None:
    for form, media_type in (("csv", "text/csv; charset=utf-8"), ("jsonl", "application/x-ndjson")):
        answer = alice.get(f"exports/players.{form}")
        assert answer["Content-Type"] == media_type
        assert answer["Content-Disposition"] == f'attachment; filename="players.{form}"'
        assert answer["Cache-Control"] == "no-store"
        text_of(answer)


@pytest.mark.parametrize("name", ["kills.xml", "secrets.csv", "kills", "kills.csv.csv"])
def test_there_is_no_other_export(alice: Asker, name: str) -> None:
    answer = alice.get(f"exports/{name}" if "." in name else f"exports/{name}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(("name", "value"), [("live", "perhaps"), ("limit", "1"), ("rows", "1")])
def test_a_parameter_that_cannot_be_used_is_named(alice: Asker, name: str, value: str) -> None:
    answer = alice.get("exports/kills.csv", **{name: value})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [name]


def test_an_export_is_one_query_and_many_parts(
    alice: Asker, match: Match, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "ROWS_AT_ONCE", 2)
    answer = alice.get("exports/players.jsonl")
    with CaptureQueriesContext(connection) as queries:
        parts = list(answer.streaming_content)
    assert [part.count(b"\n") for part in parts] == [2, 2]
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
async def test_the_server_sends_it_part_by_part(
    alice: Asker, match: Match, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under ASGI, as in production; a plain iterator would be gathered whole, with a warning."""
    monkeypatch.setattr(exports, "ROWS_AT_ONCE", 2)
    answer: Any = await AsyncClient().get(f"{API}/exports/players.jsonl", headers=alice.headers)
    assert answer.is_async
    parts = [part async for part in answer.streaming_content]
    await sync_to_async(connections.close_all)()  # of the thread that answered
    assert [part.count(b"\n") for part in parts] == [2, 2]
