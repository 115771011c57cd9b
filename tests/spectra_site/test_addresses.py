"""Whose address counts, behind proxies and without."""

import pytest

from spectra_site.addresses import client_of, proxied_path

PEER = "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "counts"),
    [
        ("", 0, PEER),
        ("198.51.100.7", 0, PEER),
        ("", 1, PEER),
        (" , ", 1, PEER),
        ("198.51.100.7", 1, "198.51.100.7"),
        ("his own word, 198.51.100.7", 1, "198.51.100.7"),
        ("his own word, 198.51.100.7, 203.0.113.1", 2, "198.51.100.7"),
        ("198.51.100.7", 2, "198.51.100.7"),
    ],
)
def test_it_is_what_the_outermost_of_our_proxies_saw_and_never_the_caller_s_word(
    forwarded: str, proxies: int, counts: str
) -> None:
    assert client_of(PEER, forwarded, proxies) == counts


@pytest.mark.parametrize(
    ("told", "trusted", "path"),
    [
        ("/x", True, "/x"),
        ("/x", False, ""),
        ("//evil.example", True, ""),
        ("https://evil.example", True, ""),
    ],
)
def test_the_root_path_of_a_proxy_counts_where_it_is_trusted(
    told: str, trusted: bool, path: str
) -> None:
    assert proxied_path(told, trusted=trusted) == path
