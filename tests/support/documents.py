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
    """Equal for equal documents alone, as JSON sees it: true is not 1, but 1.0 is."""
    if isinstance(value, dict):
        return {key: strict(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [strict(inner) for inner in value]
    if isinstance(value, bool):
        return repr(value)
    return float(value) if isinstance(value, int) else value
