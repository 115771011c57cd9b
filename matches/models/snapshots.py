"""States kept on the way, so that not every question folds the whole log."""

from django.db import models

from .live import Match


class MatchSnapshot(models.Model):
    """The state after event ``seq``. Any of them may be deleted; none is needed."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="snapshots")
    seq = models.PositiveBigIntegerField()
    received_ms = models.BigIntegerField(help_text="time of receipt of that event")
    format = models.PositiveSmallIntegerField(help_text="matches.engine.snapshots.FORMAT")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the data")
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["match", "seq"], name="one_snapshot_per_event")
        ]

    def __str__(self) -> str:
        return f"{self.match_id}:{self.seq}"
