"""Pairs of JSON documents that have much in common, for tests of patches."""

from typing import Any

from hypothesis import strategies as st

# Few, so that two documents share some; each is odd in a pointer, or to JavaScript.
KEYS = ("a", "b", "0", "-", "", "/", "~", "~1", "a/b", "é", "__proto__", "length")

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4)
)
documents = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=12,
)
pairs = st.tuples(documents, documents)


def strict(value: Any) -> Any:
    """The same for equal documents alone: Python holds true and 1 for equal too."""
    if isinstance(value, dict):
        return {key: strict(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [strict(inner) for inner in value]
    return repr(value) if isinstance(value, bool) else value
