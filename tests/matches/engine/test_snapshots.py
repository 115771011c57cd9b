"""A state survives its snapshot; a change of its shape does not go unnoticed."""

import pytest

from matches.engine import snapshots
from tests.support.events import new_state

SHAPE_OF_FORMAT = {2: "6524a50bc9e32fe7"}


def test_a_state_comes_back_as_it_was() -> None:
    state = new_state()
    assert snapshots.decode(snapshots.encode(state)) == state


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff" * 20, b"not a state"])
def test_other_bytes_are_no_state(data: bytes) -> None:
    with pytest.raises(snapshots.BadSnapshot):
        snapshots.decode(data)


def test_the_number_of_the_format_goes_up_with_each_change_of_the_shape() -> None:
    assert snapshots.shape() == SHAPE_OF_FORMAT[snapshots.FORMAT], (
        "the state has another shape: raise FORMAT, and note the new shape here"
    )
