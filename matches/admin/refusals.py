"""What was refused, in words: the counters know short slugs only."""

from typing import NamedTuple

MEANINGS = {
    # Logons
    "auxiliary_off": "An auxiliary client of an organisation that takes none.",
    "auxiliary_roster": "An auxiliary client of somebody who is not in the match.",
    "code_taken": "A logon to a group code that is live, without the secret of its match.",
    "database": "A logon while the database was away.",
    "invalid_packet": "A logon that can't be read.",
    "key_expired": "A logon with a key that has expired.",
    "key_missing": "A logon without a key.",
    "key_mistyped": "A logon with a key that was mistyped.",
    "key_revoked": "A logon with a key that was revoked.",
    "key_unknown": "A logon with a key that nobody issued here.",
    "second_logon": "A second logon on one connection.",
    "unknown_playercams": "A logon with a player camera session that is not theirs, or ended.",
    "unknown_match_id": "An auxiliary client of a match that is not live.",
    "version": "A client version outside the range that is taken (CLIENT_VERSIONS).",
    # Events
    "match_over": "An event after the end of its match.",
    "missing_field": "An event without a type or a groupCode.",
    "not_json": "An event that is no JSON.",
    "not_logged_on": "An event before the logon, which did not follow within 10 s.",
    "not_unicode": "An event that is no valid Unicode.",
    "other_game": "An event of a game while other observers feed another one.",
    "other_match": "An event for another match than that of its logon.",
    "other_player": "An event of an auxiliary client for another player.",
    "too_deep": "An event that nests too deep.",
    "too_large": "A packet of more than 128 KiB.",
    "unknown_player": "An auxiliary client's event for a player who is not in the match.",
    "unplaceable": "An event of which nothing could be used, not even whom it is about.",
    "wrong_role": "An event that only the other kind of client may send.",
    "wrong_type": "An event that is no object, or whose type or groupCode is no text.",
    # Packets
    "binary": "A binary packet.",
    "connected_twice": "A second CONNECT on one connection.",
    "engine_packet": "A frame that is no Engine.IO packet.",
    "internal": "A packet on which this server failed; its log says how.",
    "malformed": "A packet that is no Socket.IO packet, or whose argument can't be read.",
    "namespace": "A CONNECT to a namespace that there is not.",
    "not_connected": "A packet before CONNECT.",
    "packet_type": "A Socket.IO packet of a kind that no client of ours sends.",
    "reserved_event": "An event under a reserved name.",
    "unknown_event": "A Socket.IO event that the port does not know.",
}


class Refused(NamedTuple):
    slug: str
    meaning: str
    times: int


def explained(totals: dict[str, int]) -> list[Refused]:
    """The counts by reason, in their order, each with a sentence."""
    return [
        Refused(slug, MEANINGS.get(slug, slug.replace("_", " ").capitalize() + "."), count)
        for slug, count in totals.items()
    ]
