"""What the admin asks before it issues, revokes or rotates keys."""

from datetime import datetime, timedelta

from django import forms

from auth_keys.models import Organisation

NO_END = ""
LIFETIMES = [
    (NO_END, "Until it is revoked"),
    ("1", "1 day"),
    ("7", "1 week"),
    ("30", "30 days"),
    ("90", "90 days"),
    ("365", "1 year"),
]
OVERLAPS = [
    ("0", "No longer: it ends now"),
    ("1", "1 hour"),
    ("24", "1 day"),
    ("168", "1 week"),
]


class IssueForm(forms.Form):
    required_css_class = "required"

    organisation = forms.ModelChoiceField(Organisation.objects.all())
    label = forms.CharField(
        max_length=64,
        help_text="Where it is used: a person, a machine.",
        widget=forms.TextInput({"class": "vTextField"}),
    )
    lifetime = forms.ChoiceField(label="Good for", choices=LIFETIMES, required=False)

    def expires_at(self, now: datetime) -> datetime | None:
        """When a key that is issued now ends, by the lifetime that was chosen."""
        days = self.cleaned_data["lifetime"]
        return now + timedelta(days=int(days)) if days != NO_END else None


class OverlapForm(forms.Form):
    required_css_class = "required"

    overlap = forms.TypedChoiceField(
        label="Old key stays good",
        choices=OVERLAPS,
        coerce=lambda hours: timedelta(hours=int(hours)),
        initial="24",
        help_text="Never longer than it would have been.",
    )
