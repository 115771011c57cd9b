"""A match, its log, and what it takes to go on with it elsewhere."""

from django.db import models
from django.utils import timezone

from auth_keys.models import ObserverKey, Organisation


class Match(models.Model):
    """One match, live or finished. Its state is the fold of ``setup`` and its events."""

    class Status(models.TextChoices):
        LIVE = "live"
        FINISHED = "finished"

    class Ending(models.TextChoices):
        GAME_END = "game_end", "game end"
        IDLE = "idle", "no event for too long"
        OPERATOR = "operator", "ended by hand"
        ABANDONED = "abandoned", "abandoned for another game"

    group_code = models.CharField(max_length=32)
    match_id = models.CharField("match ID", max_length=64, blank=True, db_index=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.LIVE)
    ending = models.CharField(max_length=9, choices=Ending, blank=True)
    # The secret itself goes to the observer's client alone, which brings it back.
    secret_digest = models.CharField(max_length=64)
    setup = models.BinaryField(help_text="JSON of matches.engine.setup.MatchSetup")
    # Raised by each process that takes the match over; a write with an older one is refused.
    epoch = models.PositiveIntegerField(default=1)
    last_seq = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    last_event_at = models.DateTimeField()
    tended_at = models.DateTimeField(
        default=timezone.now, help_text="when its process last looked after it"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    team_info = models.JSONField(null=True, blank=True, help_text="answer of getTeamInfoForCode")
    # No foreign key: a replay stays one when the match that it plays has been deleted.
    replay_of = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="number of the match that this one plays again"
    )
    # The log is deleted before the rest where only the archive is to be kept.
    events_pruned_at = models.DateTimeField(null=True, blank=True)

    # The archive's facts about the whole match, see .archive; empty until it is first filled.
    archived_seq = models.PositiveBigIntegerField(
        default=0, help_text="number of the last event that the archive has seen"
    )
    damaged_at = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="number of the first event that can't be read"
    )
    map = models.CharField(max_length=64, blank=True)
    mode = models.CharField(max_length=64, blank=True)
    game_started_at = models.DateTimeField(null=True, blank=True)
    game_ended_at = models.DateTimeField(null=True, blank=True)
    team_0_name = models.CharField(max_length=64, blank=True)
    team_0_tricode = models.CharField(max_length=64, blank=True)
    team_0_score = models.PositiveSmallIntegerField(default=0)
    team_1_name = models.CharField(max_length=64, blank=True)
    team_1_tricode = models.CharField(max_length=64, blank=True)
    team_1_score = models.PositiveSmallIntegerField(default=0)
    left_team = models.PositiveSmallIntegerField(
        default=0, help_text="which of teams 0 and 1 stood left at the end"
    )
    winner = models.PositiveSmallIntegerField(null=True, blank=True, help_text="team 0 or 1")

    class Meta:
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(
                fields=["group_code"],
                condition=models.Q(status="live"),
                name="one_live_match_per_code",
            ),
        ]
        indexes = [
            models.Index(fields=["group_code", "-ended_at"], name="match_by_code_and_end"),
            models.Index(fields=["organisation", "-started_at"], name="match_by_owner_and_start"),
            models.Index(fields=["map"], name="match_by_map"),
            models.Index(fields=["mode"], name="match_by_mode"),
            models.Index(fields=["team_0_name"], name="match_by_team_0"),
            models.Index(fields=["team_1_name"], name="match_by_team_1"),
        ]

    def __str__(self) -> str:
        return f"{self.group_code} #{self.pk}"


class MatchEvent(models.Model):
    """One accepted event. ``seq`` counts 1, 2, 3 … without gaps within its match."""

    class Source(models.TextChoices):
        OBSERVER = "observer"
        AUXILIARY = "auxiliary"
        SERVER = "server"

    # The constraint below has the index: a second one would only slow every commit down.
    match = models.ForeignKey(Match, models.CASCADE, related_name="events", db_index=False)
    seq = models.PositiveBigIntegerField()
    received_ms = models.BigIntegerField(help_text="time of receipt, ms since the epoch")
    source = models.CharField(max_length=9, choices=Source)
    type = models.CharField(max_length=32)
    data = models.BinaryField(help_text="canonical JSON of the event")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["match", "seq"], name="one_event_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.match_id}:{self.seq} {self.type}"


class ClientSession(models.Model):
    """A logged-on client of the ingest port, so that it can come back without a new logon."""

    class Role(models.TextChoices):
        OBSERVER = "observer"
        AUXILIARY = "auxiliary"

    pid_digest = models.CharField(max_length=64, unique=True)
    match = models.ForeignKey(Match, models.CASCADE, related_name="sessions")
    key = models.ForeignKey(ObserverKey, models.CASCADE, null=True, blank=True)
    role = models.CharField(max_length=9, choices=Role)
    name = models.CharField(max_length=64)
    player_id = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.role} {self.name}"
