"""How a match begins: what the first logon set up, and the state that comes of it."""

from typing import Any

from msgspec import Struct

from . import record
from .state import MatchState, Team, Timeouts
from .tools import public_tools


class TeamSetup(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """A team as the logon names it; `color` is a CSS colour, or empty."""

    name: str
    tricode: str
    url: str
    attack_start: bool
    color: Any = ""


class MatchSetup(Struct, frozen=True, kw_only=True, rename="camel"):
    """All that a match's first logon decides; `tools` is toolsData as it was sent.

    `sponsor_logo_url` is the site's own logo, shown among the sponsors of organisations that
    are no supporters; empty for none.
    """

    group_code: str
    left_team: TeamSetup
    right_team: TeamSetup
    tools: dict[str, Any]
    organization_id: str = ""
    org_is_supporter: bool = False
    sponsor_logo_url: str = ""


def new_match(setup: MatchSetup) -> MatchState:
    """The state of a match right after its first logon. Takes any toolsData, however odd."""
    tools = public_tools(
        setup.tools,
        is_supporter=setup.org_is_supporter,
        sponsor_logo_url=setup.sponsor_logo_url,
    )
    left_attacks = setup.left_team.attack_start
    remove_tricode = bool(tools["playercamsInfo"].get("removeTricodes", False))
    maximum = tools["timeoutCounter"]["max"]
    return MatchState(
        group_code=setup.group_code,
        teams=(
            _new_team(setup.left_team, left_attacks, remove_tricode),
            # Two teams can't both attack: the left one decides.
            _new_team(setup.right_team, not left_attacks, remove_tricode),
        ),
        tools=tools,
        timeouts=Timeouts(
            duration=tools["timeoutDuration"],
            grace=tools["timeoutCancellationGracePeriod"],
            maximum=maximum,
            left=(maximum, maximum),
        ),
        organization_id=setup.organization_id,
        org_is_supporter=setup.org_is_supporter,
    )


def _new_team(team: TeamSetup, attacks: bool, remove_tricode: bool) -> Team:
    return Team(
        team_name=team.name,
        team_tricode=team.tricode,
        team_url=team.url,
        team_color=team.color,
        ingame_team_id=0 if attacks else 1,
        is_attacking=attacks,
        round_record=record.fresh(attacks),
        remove_tricode=remove_tricode,
    )
