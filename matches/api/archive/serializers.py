"""What the archive's rows look like as JSON.

Teams go by the game's number for them: 0 attacks first. What ends in `_at` is a moment, what ends
in `_ms` a time since the combat of its round began. Money is in credits. Null is what the feed did
not tell.
"""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from auth_keys.models import Organisation
from matches.models import Kill, Match, MatchPlayer, Round, RoundPlayer
from matches.models.archive import TEAMS
from matches.services.log import from_ms

LEFT, RIGHT = "left", "right"


def number(help_text: str = "", *, null: bool = False) -> Any:
    return serializers.IntegerField(allow_null=null, help_text=help_text)


def text(help_text: str = "") -> Any:
    return serializers.CharField(allow_null=True, help_text=help_text)


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["slug", "name", "is_supporter"]


class TeamSerializer(serializers.Serializer[Any]):
    team = serializers.ChoiceField(choices=TEAMS)
    name = text()
    tricode = text()
    score = number("Rounds won.", null=True)
    place = serializers.ChoiceField(
        choices=[LEFT, RIGHT], allow_null=True, help_text="Where it stood at the end."
    )


class MatchSerializer(serializers.ModelSerializer[Match]):
    organisation = serializers.CharField(
        source="organisation.slug", allow_null=True, help_text="Slug; null for the static key's."
    )
    match_id = text("The game's id.")
    ending = serializers.ChoiceField(choices=Match.Ending.choices, allow_null=True)
    map = text("Display name.")
    mode = text()
    teams = serializers.SerializerMethodField()
    winner = serializers.ChoiceField(choices=TEAMS, allow_null=True)
    last_seq = number("Number of the newest event.")
    replay_of = number("Number of the match that this one plays again.", null=True)
    damaged_at = number("Number of the first event that can't be read.", null=True)

    class Meta:
        model = Match
        fields = [
            "id",
            "organisation",
            "group_code",
            "match_id",
            "status",
            "ending",
            "map",
            "mode",
            "teams",
            "winner",
            "started_at",
            "game_started_at",
            "game_ended_at",
            "ended_at",
            "last_event_at",
            "replay_of",
            "last_seq",
            "damaged_at",
            "events_pruned_at",
        ]

    def to_representation(self, instance: Match) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        return {name: None if value == "" else value for name, value in shown.items()}

    @extend_schema_field(TeamSerializer(many=True))
    def get_teams(self, match: Match) -> list[dict[str, Any]]:
        return [_team(match, 0), _team(match, 1)]


class RoundPlayerSerializer(serializers.ModelSerializer[RoundPlayer]):
    class Meta:
        model = RoundPlayer
        fields = ["team", "riot_id", "money", "spent", "weapon", "armor", "loadout"]


class RoundTeamSerializer(serializers.Serializer[Any]):
    team = serializers.ChoiceField(choices=TEAMS)
    money = number("Left when combat began.", null=True)
    spent = number("Paid since shopping began, less refunds.", null=True)
    loadout = number("Value of weapons and armour when combat began.", null=True)


class RoundSerializer(serializers.ModelSerializer[Round]):
    started_at = serializers.SerializerMethodField()
    combat_at = serializers.SerializerMethodField()
    ended_at = serializers.SerializerMethodField()
    teams = serializers.SerializerMethodField()
    players = serializers.SerializerMethodField()

    class Meta:
        model = Round
        fields = [
            "number",
            "winner",
            "reason",
            "attackers",
            "started_at",
            "combat_at",
            "ended_at",
            "planted",
            "planted_ms",
            "defused",
            "defused_ms",
            "detonated",
            "detonated_ms",
            "teams",
            "players",
        ]

    def get_started_at(self, one: Round) -> datetime | None:
        return _moment(one.started_ms)

    def get_combat_at(self, one: Round) -> datetime | None:
        return _moment(one.combat_ms)

    def get_ended_at(self, one: Round) -> datetime | None:
        return _moment(one.ended_ms)

    @extend_schema_field(RoundTeamSerializer(many=True))
    def get_teams(self, one: Round) -> list[dict[str, Any]]:
        columns = ("money", "spent", "loadout")
        return [
            {"team": team, **{name: getattr(one, f"team_{team}_{name}") for name in columns}}
            for team, _ in TEAMS
        ]

    @extend_schema_field(RoundPlayerSerializer(many=True))
    def get_players(self, one: Round) -> Any:
        of_round = self.context["players"].get(one.number, [])
        return RoundPlayerSerializer(of_round, many=True).data


class ClutchSerializer(serializers.Serializer[Any]):
    round = number()
    versus = number("The most opponents that were left.")


class PlayerRoundSerializer(serializers.ModelSerializer[RoundPlayer]):
    round = serializers.IntegerField(source="round_number")

    class Meta:
        model = RoundPlayer
        fields = ["round", "money", "spent", "weapon", "armor", "loadout"]


class PlayerSerializer(serializers.ModelSerializer[MatchPlayer]):
    headshots = number("Kills by a headshot.")
    multikills = serializers.DictField(
        child=serializers.IntegerField(), help_text="Rounds with 2, 3, 4, 5 kills."
    )
    clutches = ClutchSerializer(many=True, help_text="Rounds won as the last of the team.")
    weapons = serializers.DictField(
        child=serializers.IntegerField(), help_text="Kills by weapon or ability."
    )
    enemies = serializers.DictField(
        child=serializers.IntegerField(), help_text="Kills by Riot ID, or by a name nobody has."
    )
    rounds = serializers.SerializerMethodField()

    class Meta:
        model = MatchPlayer
        fields = [
            "team",
            "riot_id",
            "name",
            "tagline",
            "position",
            "agent",
            "agent_internal",
            "kills",
            "deaths",
            "assists",
            "headshots",
            "team_kills",
            "first_bloods",
            "first_deaths",
            "multikills",
            "clutches",
            "weapons",
            "enemies",
            "rounds",
        ]

    @extend_schema_field(PlayerRoundSerializer(many=True))
    def get_rounds(self, player: MatchPlayer) -> Any:
        played = self.context["rounds"].get((player.team, player.riot_id), [])
        return PlayerRoundSerializer(played, many=True).data


class PersonSerializer(serializers.Serializer[Any]):
    riot_id = text("Null where nobody in the match has the name.")
    name = serializers.CharField(help_text="As the kill feed spells it.")
    team = serializers.ChoiceField(choices=TEAMS, allow_null=True)


class AssistSerializer(serializers.Serializer[Any]):
    agent = serializers.CharField()
    riot_id = text("Null where the agent fits nobody, or several.")


class KillSerializer(serializers.ModelSerializer[Kill]):
    round = serializers.IntegerField(source="round_number", allow_null=True)
    killer = serializers.SerializerMethodField()
    victim = serializers.SerializerMethodField()
    assists = AssistSerializer(many=True)
    seq = number("Number of its event.")

    class Meta:
        model = Kill
        fields = [
            "seq",
            "round",
            "time_ms",
            "killer",
            "victim",
            "weapon",
            "weapon_internal",
            "headshot",
            "team_kill",
            "assists",
        ]

    @extend_schema_field(PersonSerializer)
    def get_killer(self, kill: Kill) -> dict[str, Any]:
        return _person(kill.killer_riot_id, kill.killer_name, kill.killer_team)

    @extend_schema_field(PersonSerializer)
    def get_victim(self, kill: Kill) -> dict[str, Any]:
        return _person(kill.victim_riot_id, kill.victim_name, kill.victim_team)


def _team(match: Match, team: int) -> dict[str, Any]:
    """Its facts, as far as the archive has seen the match at all."""
    if not match.archived_seq:
        return {"team": team, "name": None, "tricode": None, "score": None, "place": None}
    return {
        "team": team,
        "name": getattr(match, f"team_{team}_name") or None,
        "tricode": getattr(match, f"team_{team}_tricode") or None,
        "score": getattr(match, f"team_{team}_score"),
        "place": LEFT if match.left_team == team else RIGHT,
    }


def _person(riot_id: str | None, name: str, team: int | None) -> dict[str, Any]:
    return {"riot_id": riot_id, "name": name, "team": team}


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)
