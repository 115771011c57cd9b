"""The archive: what ``matches.archive`` derives from a match's log, as rows to be queried.

Nothing here is the only copy of anything: ``rebuild_archive`` makes it again from the log, and
primary keys may change then. What stays is a round's number, a kill's ``seq`` and a player's
``riot_id``. Teams are named by the game's number for them (0 attacks first), never by the place
that they stand in. Money is in credits. Null is what the feed did not tell.
"""

from django.db import models

from .live import Match

TEAMS = [(0, "attacked first"), (1, "defended first")]


class Round(models.Model):
    """One round; ``planted_ms`` and the like count from the start of combat."""

    class Reason(models.TextChoices):
        KILLS = "kills"
        DETONATED = "detonated"
        DEFUSED = "defused"
        TIMEOUT = "timeout"

    match = models.ForeignKey(Match, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    winner = models.PositiveSmallIntegerField(choices=TEAMS, null=True)
    reason = models.CharField(max_length=9, choices=Reason, null=True)
    attackers = models.PositiveSmallIntegerField(choices=TEAMS)
    started_ms = models.BigIntegerField(null=True, help_text="first shopping, ms since the epoch")
    combat_ms = models.BigIntegerField(null=True, help_text="ms since the epoch")
    ended_ms = models.BigIntegerField(null=True, help_text="ms since the epoch")
    planted = models.BooleanField()
    planted_ms = models.PositiveBigIntegerField(null=True)
    detonated = models.BooleanField()
    detonated_ms = models.PositiveBigIntegerField(null=True)
    defused = models.BooleanField()
    defused_ms = models.PositiveBigIntegerField(null=True)
    team_0_money = models.PositiveIntegerField(null=True)
    team_0_spent = models.IntegerField(null=True)
    team_0_loadout = models.PositiveIntegerField(null=True)
    team_1_money = models.PositiveIntegerField(null=True)
    team_1_spent = models.IntegerField(null=True)
    team_1_loadout = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["match", "number"], name="one_round_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.match_id}: round {self.number}"


class RoundPlayer(models.Model):
    """What a player had when a round's combat began."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="round_players")
    round_number = models.PositiveSmallIntegerField()
    team = models.PositiveSmallIntegerField(choices=TEAMS)
    riot_id = models.CharField("Riot ID", max_length=64)
    money = models.PositiveIntegerField(null=True)
    spent = models.IntegerField(null=True, help_text="below 0 where a player was given money")
    weapon = models.CharField(max_length=64, null=True)
    armor = models.CharField(max_length=8, null=True)
    loadout = models.PositiveIntegerField(null=True, help_text="value of weapon and armour")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["match", "round_number", "team", "riot_id"], name="one_player_per_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.match_id}: round {self.round_number}, {self.riot_id}"


class MatchPlayer(models.Model):
    """One player's figures for a match.

    Kills, deaths and assists are the game's own; everything else is counted from the kill feed,
    and of that, kills within the team count in ``team_kills`` alone.
    """

    match = models.ForeignKey(Match, models.CASCADE, related_name="players")
    team = models.PositiveSmallIntegerField(choices=TEAMS)
    riot_id = models.CharField("Riot ID", max_length=64)
    name = models.CharField(max_length=64)
    tagline = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    agent = models.CharField(max_length=64)
    agent_internal = models.CharField(max_length=64)
    kills = models.PositiveIntegerField()
    deaths = models.PositiveIntegerField()
    assists = models.PositiveIntegerField()
    headshots = models.PositiveIntegerField()
    team_kills = models.PositiveIntegerField()
    first_bloods = models.PositiveIntegerField()
    first_deaths = models.PositiveIntegerField()
    multikills = models.JSONField(help_text='rounds with so many kills: {"2": 3, "5": 1}')
    clutches = models.JSONField(help_text='won as the last one: [{"round": 4, "versus": 2}]')
    weapons = models.JSONField(help_text="kills by weapon or ability")
    enemies = models.JSONField(help_text="kills by victim: Riot ID, or the name as sent")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["match", "team", "riot_id"], name="one_player_per_team")
        ]
        indexes = [
            models.Index(fields=["riot_id"], name="player_by_riot_id"),
            models.Index(fields=["name"], name="player_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.name}#{self.tagline}"


class Kill(models.Model):
    """One kill of the kill feed; ``seq`` is the number of its event in the log."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="kills")
    seq = models.PositiveBigIntegerField()
    round_number = models.PositiveSmallIntegerField(null=True)
    time_ms = models.PositiveBigIntegerField(null=True, help_text="since the start of combat")
    killer_riot_id = models.CharField(max_length=64, null=True)
    killer_name = models.CharField(max_length=64)
    killer_team = models.PositiveSmallIntegerField(choices=TEAMS, null=True)
    victim_riot_id = models.CharField(max_length=64, null=True)
    victim_name = models.CharField(max_length=64)
    victim_team = models.PositiveSmallIntegerField(choices=TEAMS, null=True)
    weapon = models.CharField(max_length=64)
    weapon_internal = models.CharField(max_length=64)
    headshot = models.BooleanField()
    team_kill = models.BooleanField(null=True)
    assists = models.JSONField(help_text='[{"agent": "Sova", "riot_id": "…"}]')

    class Meta:
        constraints = [models.UniqueConstraint(fields=["match", "seq"], name="one_kill_per_event")]

    def __str__(self) -> str:
        return f"{self.match_id}:{self.seq} {self.killer_name} kills {self.victim_name}"
