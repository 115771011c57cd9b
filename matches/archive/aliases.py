"""Another name for a player, in everything that a match's log says; the fold stays the same."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from matches.engine import events
from matches.engine.events import BadEvent, Event, canonical, known, parse_logged
from matches.engine.players import find_by_id, player_at
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, new_match

from .derive import Row

_TITLE, _MESSAGE = 256, 2_000  # characters that a toast may have


class Alias(Struct, frozen=True, kw_only=True):
    """Who a player becomes. A name that somebody else in the match has too is taken for theirs.

    `names` are all that the game and the overlay called the player, `labels` those with a
    tagline as well; `said` is what else the producer had shown for one.
    """

    riot_id: str
    names: frozenset[str]
    labels: frozenset[str]
    said: frozenset[str]
    new_riot_id: str
    new_name: str
    new_tagline: str


def alias_for(setup: MatchSetup, rows: Sequence[Row], riot_id: str, *, token: str) -> Alias:
    """The alias of the player of this Riot ID, made unlike any other by the token."""
    names, taglines = _names(setup, rows, riot_id)
    labels = {f"{name}{sign}{tag}" for name in names for tag in taglines for sign in ("#", " #")}
    # Full names, as the crew has them, end so where a player has no tagline.
    labels |= names | {f"{name}#" for name in names}
    overrides = [*_overrides(setup.tools), *_crew_overrides(rows)]
    return Alias(
        riot_id=riot_id,
        names=frozenset(names),
        labels=frozenset(labels),
        said=frozenset(str(shown) for name, shown in overrides if name in labels),
        new_riot_id=f"anonymous-{token}",
        new_name=f"anon-{token}",
        new_tagline="ANON",
    )


def renamed_row(data: bytes, alias: Alias) -> bytes:
    """One row of the log. In a row that can't be read, whatever looks like the player."""
    try:
        return canonical(renamed(parse_logged(data), alias))
    except BadEvent:
        for old, new in [(alias.riot_id, alias.new_riot_id), *_pairs(alias)]:
            data = data.replace(msgspec.json.encode(old), msgspec.json.encode(new))
        return data


def renamed(event: Event, alias: Alias) -> Event:
    """The event, said of the alias where it was said of the player."""
    if isinstance(event, events.AuxiliaryEvent | events.AuxDisconnect | events.AuxReturn):
        event = replace(event, player_id=_id(event.player_id, alias))
    match event:
        case events.Roster() | events.Scoreboard() | events.AuxScoreboard():
            return replace(event, data=_person(event.data, alias))
        case events.AuxScoreboardTeam():
            boards = [_numbered(board, alias) for board in event.boards]
            return replace(event, data=msgspec.json.encode(boards).decode())
        case events.Killfeed():
            return replace(event, data=_line(event.data, alias))
        case events.Observing() if event.data in alias.labels:
            return replace(event, data=f"{alias.new_name} #{alias.new_tagline}")
        case events.LoggedOn():
            return replace(event, setup=renamed_setup(event.setup, alias))
        case events.ToastShown():
            title = _text(known(event.data.title, ""), alias)[:_TITLE]
            message = _text(known(event.data.message, ""), alias)[:_MESSAGE]
            return replace(event, data=replace(event.data, title=title, message=message))
        case events.Playercams():
            return _without(event, alias)
    return event


def renamed_setup(setup: MatchSetup, alias: Alias) -> MatchSetup:
    """The set-up without the player: what was to be shown for the name, and the camera."""
    tools = dict(setup.tools)
    cams = tools.get("playercamsInfo")
    if isinstance(cams, dict) and isinstance(cams.get("enabledPlayers"), list):
        others = [one for one in cams["enabledPlayers"] if not _mentions(one, alias)]
        tools["playercamsInfo"] = {**cams, "enabledPlayers": others}
    pairs = _overrides(tools)
    others = [[name, shown] for name, shown in pairs if name not in alias.labels]
    if len(others) < len(pairs):
        overrides = msgspec.json.encode(others).decode()
        tools["nameOverrides"] = {**tools["nameOverrides"], "overrides": overrides}
    return replace(setup, tools=tools)


def _names(setup: MatchSetup, rows: Iterable[Row], riot_id: str) -> tuple[set[str], set[str]]:
    """All names and taglines that were told with the id; also as overlays show them."""
    names: set[str] = set()
    taglines: set[str] = set()
    state = new_match(setup)
    for row in rows:
        try:
            event = parse_logged(row.data)
        except BadEvent:
            continue
        if isinstance(event, events.Roster | events.Scoreboard | events.AuxScoreboard):
            if event.data.player_id != riot_id:
                continue
            names.add(known(event.data.name, ""))
            taglines.add(known(event.data.tagline, ""))
            if isinstance(event, events.Roster):
                state = apply(state, event, row.received_ms)
                spot = find_by_id(state, riot_id)
                names.update([player_at(state, spot).name] if spot else [])
    return names - {""}, taglines - {""}


def _id(riot_id: str, alias: Alias) -> str:
    return alias.new_riot_id if riot_id == alias.riot_id else riot_id


def _numbered(board: events.Board, alias: Alias) -> events.Board:
    is_theirs = board.player_id == alias.riot_id
    return replace(board, player_id=alias.new_riot_id) if is_theirs else board


def _person(data: Any, alias: Alias) -> Any:
    """Without an id the name tells who is meant. What was not told stays so."""
    is_theirs = data.player_id == alias.riot_id if data.player_id else data.name in alias.names
    if not is_theirs:
        return data
    return replace(
        data,
        player_id=data.player_id and alias.new_riot_id,
        name=data.name and alias.new_name,
        tagline=data.tagline and alias.new_tagline,
    )


def _line(data: events.KillfeedData, alias: Alias) -> events.KillfeedData:
    attacker = alias.new_name if data.attacker in alias.names else data.attacker
    victim = alias.new_name if data.victim in alias.names else data.victim
    return replace(data, attacker=attacker, victim=victim)


def _text(text: str, alias: Alias) -> str:
    """Whole words only: a short name must not tear others apart."""
    longest_first = sorted(alias.labels | alias.said, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", alias.new_name, text) if words else text


def _pairs(alias: Alias) -> list[tuple[str, str]]:
    search_name = f"{alias.new_name} #{alias.new_tagline}"
    return [(one, alias.new_name if one in alias.names else search_name) for one in alias.labels]


def _without(event: events.Playercams, alias: Alias) -> events.Playercams:
    return replace(
        event,
        overrides=tuple(pair for pair in event.overrides if pair[0] not in alias.labels),
        enabled_players=tuple(one for one in event.enabled_players if one not in alias.labels),
    )


def _mentions(value: Any, alias: Alias) -> bool:
    if isinstance(value, dict):
        return any(_mentions(one, alias) for one in value.values())
    return isinstance(value, str) and (value == alias.riot_id or value in alias.labels)


def _crew_overrides(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """The pairs that crews have set while the match was live."""
    for row in rows:
        try:
            event = parse_logged(row.data)
        except BadEvent:
            continue
        if isinstance(event, events.Playercams):
            yield from event.overrides


def _overrides(tools: dict[str, Any]) -> list[tuple[str, Any]]:
    """The pairs of a name and what to show for it, as far as that is what was sent."""
    section = tools.get("nameOverrides")
    sent = section.get("overrides") if isinstance(section, dict) else None
    try:
        pairs = msgspec.json.decode(sent) if isinstance(sent, str) else sent
    except msgspec.DecodeError:
        return []
    if not isinstance(pairs, list):
        return []
    return [
        (pair[0].strip(), pair[1])
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)
    ]
