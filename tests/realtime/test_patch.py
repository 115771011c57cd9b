import json
from typing import Any

import jsonpatch
import pytest
from hypothesis import given, settings

from realtime.patch import difference
from tests.support.documents import documents, pairs, strict
from tests.support.events import Packet, observer, round_info
from tests.support.game import game_in_combat

settings.register_profile("patch", deadline=None, max_examples=400)
thorough = settings.get_profile("patch")


@thorough
@given(pairs)
def test_the_patch_makes_the_new_of_the_old(pair: tuple[Any, Any]) -> None:
    old, new = pair
    before = json.dumps(old)
    assert strict(jsonpatch.apply_patch(old, difference(old, new))) == strict(new)
    assert json.dumps(old) == before, "the comparison itself changes nothing"


@thorough
@given(documents)
def test_equal_documents_need_no_patch(document: Any) -> None:
    assert difference(document, json.loads(json.dumps(document))) == []


@thorough
@given(pairs)
def test_it_knows_only_add_remove_and_replace(pair: tuple[Any, Any]) -> None:
    for operation in difference(*pair):
        assert operation["op"] in ("add", "remove", "replace")
        assert ("value" in operation) == (operation["op"] != "remove")


@pytest.mark.parametrize(
    ("old", "new", "op", "path"),
    [
        ({"teams": [{"a": 1}]}, {"teams": [{"a": 2}]}, "replace", "/teams/0/a"),
        ({"a/b": 1}, {}, "remove", "/a~1b"),
        ({}, {"~1": None}, "add", "/~01"),
        ({"": 0}, {"": 1}, "replace", "/"),
        ([1], [1, 2], "add", "/1"),
        ([1, 2], [1], "remove", "/1"),
        ({"won": True}, {"won": 1}, "replace", "/won"),
        ([], {}, "replace", ""),
    ],
)
def test_a_change_is_named_by_its_place(old: Any, new: Any, op: str, path: str) -> None:
    (operation,) = difference(old, new)
    assert (operation["op"], operation["path"]) == (op, path)


def test_a_list_that_shrinks_loses_its_last_first() -> None:
    assert [one["path"] for one in difference([1, 2, 3], [1])] == ["/2", "/1"]


@pytest.mark.parametrize(
    ("packet", "operations"),
    [
        (observer("observing", "alice #AL"), 1),
        (observer("tech_pause"), 1),
        (round_info(1, "end"), 2),
    ],
    ids=["the camera moves", "a pause", "the round ends"],
)
def test_the_patch_of_a_real_change_is_small(packet: Packet, operations: int) -> None:
    game = game_in_combat()
    old = game.view
    patch = difference(old, game.send(packet).view)
    assert len(patch) == operations
    assert len(json.dumps(patch)) < len(json.dumps(old)) / 50
