"""Which offers of permessage-deflate are taken, and in what words."""

import pytest
from autobahn.websocket.protocol import WebSocketProtocol
from hypothesis import given
from hypothesis import strategies as st

from fanout.negotiation import acceptance, first_good

DECLINED = None
PLAIN = "permessage-deflate"
NO_TAKEOVER = "permessage-deflate; server_no_context_takeover"


def answer(header: str) -> str | None:
    """The Sec-WebSocket-Extensions with which an offer is answered."""
    terms = first_good(WebSocketProtocol()._parseExtensionsHeader(header))
    return acceptance(terms).get_extension_string() if terms else DECLINED


@pytest.mark.parametrize(
    ("offer", "answered"),
    [
        ("", DECLINED),
        ("permessage-deflate", PLAIN),
        ("permessage-deflate; client_max_window_bits", PLAIN),
        ("Permessage-Deflate;CLIENT_MAX_WINDOW_BITS", PLAIN),
        ("  permessage-deflate  ;  client_max_window_bits = 12 ", PLAIN),
        ("permessage-deflate; client_no_context_takeover", PLAIN),
        ("permessage-deflate; server_no_context_takeover", NO_TAKEOVER),
        (
            "permessage-deflate; client_max_window_bits; server_no_context_takeover; "
            "client_no_context_takeover; server_max_window_bits=12",
            f"{NO_TAKEOVER}; server_max_window_bits=12",
        ),
        ("permessage-deflate; server_no_context_takeover=true", DECLINED),
        ("permessage-deflate; server_no_context_takeover=", DECLINED),
        ("permessage-deflate; client_no_context_takeover=1", DECLINED),
        ("permessage-deflate; client_max_window_bits; client_max_window_bits", DECLINED),
        ("permessage-deflate; server_max_window_bits=10; server_max_window_bits=10", DECLINED),
        ("permessage-deflate; server_no_context_takeover; server_no_context_takeover", DECLINED),
        ("permessage-deflate; of_next_year", DECLINED),
        ("permessage-deflate; of_next_year=1", DECLINED),
        ("permessage-deflate;", DECLINED),
        ("permessage-deflate; =", DECLINED),
        ("permessage-bzip2", DECLINED),
        ("x-webkit-deflate-frame", DECLINED),
        ("permessage-deflat", DECLINED),
        (",,;=;,", DECLINED),
    ],
)
def test_an_offer_is_taken_as_it_is_or_declined(offer: str, answered: str | None) -> None:
    assert answer(offer) == answered


@pytest.mark.parametrize("bits", range(9, 16))
@pytest.mark.parametrize("quote", ["", '"'])
def test_the_window_that_a_client_asks_for_is_agreed_to(bits: int, quote: str) -> None:
    offer = f"permessage-deflate; server_max_window_bits={quote}{bits}{quote}"
    assert answer(offer) == f"{PLAIN}; server_max_window_bits={bits}"


@pytest.mark.parametrize("bits", range(8, 16))
def test_the_window_that_a_client_says_it_could_have_is_left_to_it(bits: int) -> None:
    assert answer(f"permessage-deflate; client_max_window_bits={bits}") == PLAIN


@pytest.mark.parametrize(
    "bits",
    [
        "7",
        "8",
        "16",
        "0",
        "-9",
        "09",
        "012",
        "+12",
        "1e1",
        "12.0",
        "0xc",
        "",
        "x",
        "\N{FULLWIDTH DIGIT NINE}",
    ],
)
def test_a_window_for_us_that_cannot_be_is_declined(bits: str) -> None:
    assert answer(f"permessage-deflate; server_max_window_bits={bits}") is DECLINED


def test_a_window_for_us_needs_a_size() -> None:
    assert answer("permessage-deflate; server_max_window_bits") is DECLINED


@pytest.mark.parametrize("bits", ["7", "16", "0", "08", "015", "-12", "+12", "", "x"])
def test_a_window_for_the_client_that_cannot_be_is_declined(bits: str) -> None:
    assert answer(f"permessage-deflate; client_max_window_bits={bits}") is DECLINED


@pytest.mark.parametrize(
    ("offers", "answered"),
    [
        ("permessage-deflate; server_max_window_bits=8, permessage-deflate", PLAIN),
        (
            "permessage-deflate; of_next_year, permessage-deflate; server_no_context_takeover",
            NO_TAKEOVER,
        ),
        ("permessage-deflate, permessage-deflate; server_no_context_takeover", PLAIN),
        ("permessage-deflate; server_no_context_takeover, permessage-deflate", NO_TAKEOVER),
        ("of-next-year; a=1, permessage-bzip2, permessage-deflate", PLAIN),
        ("permessage-deflate; x, permessage-deflate; server_max_window_bits=8", DECLINED),
    ],
)
def test_of_several_offers_the_first_good_one_is_taken(offers: str, answered: str | None) -> None:
    assert answer(offers) == answered


@given(
    st.lists(
        st.sampled_from(
            [
                "permessage-deflate",
                ";",
                ",",
                "=",
                " ",
                '"',
                "8",
                "15",
                "99",
                "client_max_window_bits",
                "server_max_window_bits",
                "server_no_context_takeover",
                "é",
                "client_no_context_takeover",
            ]
        )
    ).map("".join)
)
def test_nothing_that_can_be_offered_is_an_error(header: str) -> None:
    given_back = answer(header)
    assert given_back is None or given_back.startswith(PLAIN)
