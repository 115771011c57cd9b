"""The list of matches: what can be asked for, and what is found."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from auth_keys.models import Organisation
from matches.models import Match, MatchPlayer

PER_PAGE = 25
ANY = ("", "any")


class Filters(forms.Form):
    """What the list can be narrowed down to. Days are in UTC, as everything on these pages."""

    q = forms.CharField(
        label="Team, player or code",
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(choices=[ANY, *Match.Status.choices], required=False)
    map = forms.ChoiceField(required=False)
    mode = forms.ChoiceField(required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), empty_label="any", required=False
    )
    since = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("map", "mode"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
            field.choices = [ANY, *((value, value) for value in _in_use(name))]

    def found(self) -> QuerySet[Match]:
        """The matches that fit, the newest first; all, where a filter can't be understood."""
        matches = Match.objects.select_related("organisation").order_by("-started_at", "-pk")
        if not self.is_valid():
            return matches
        return matches.filter(*map(_condition, self.cleaned_data.items()))


def _in_use(field: str) -> list[str]:
    values = Match.objects.exclude(**{field: ""}).order_by(field).values_list(field, flat=True)
    return list(values.distinct())


def _condition(asked: tuple[str, Any]) -> Q:
    name, value = asked
    if not value:
        return Q()
    if name == "q":
        return _mentions(value)
    if name == "since":
        return Q(started_at__gte=_midnight(value))
    if name == "until":
        return Q(started_at__lt=_midnight(value) + timedelta(days=1))
    return Q(**{name: value})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _mentions(text: str) -> Q:
    """Part of a team's name or tricode, of the code, or of a player's name; or a whole id."""
    players = MatchPlayer.objects.filter(
        Q(name__icontains=text) | Q(riot_id=text), match=OuterRef("pk")
    )
    parts = ("group_code", *(f"team_{n}_{what}" for n in (0, 1) for what in ("name", "tricode")))
    mentioned = Q(match_id=text) | Q(Exists(players))
    for part in parts:
        mentioned |= Q(**{f"{part}__icontains": text})
    return mentioned
