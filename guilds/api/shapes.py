"""What the rows look like as JSON. The names are the guild contract's, or follow its way."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from guilds.models import PresenceEvent
from guilds.news import wire_time

Shape = type[serializers.Serializer[Any]]


@extend_schema_field({"type": "string", "format": "date-time"})
class Time(serializers.Field[datetime, Any, str, Any]):
    """ISO 8601, UTC, to the millisecond, as in the rooms."""

    def to_representation(self, value: datetime) -> str:
        return wire_time(value)


def shape(name: str, /, **fields: serializers.Field[Any, Any, Any, Any]) -> Shape:
    """A serializer with these fields: their names are the wire's, which are none of Python's."""
    return type(f"{name}Serializer", (serializers.Serializer,), dict(fields))


def text(source: str | None = None, help_text: str = "", **more: Any) -> Any:
    return serializers.CharField(source=source, help_text=help_text, **more)


def number(source: str | None = None, help_text: str = "") -> Any:
    return serializers.IntegerField(source=source, help_text=help_text)


def _person() -> dict[str, Any]:
    return {"userId": text("user_id", "Discord's."), "username": text()}


def _texts(source: str | None = None) -> Any:
    return serializers.ListField(source=source, child=serializers.CharField())


def _platforms() -> Any:
    return serializers.ListField(child=serializers.CharField(), help_text="desktop, mobile, web")


def _week() -> Any:
    hours = serializers.ListField(child=serializers.IntegerField(), min_length=24, max_length=24)
    about = "Messages by weekday, Monday first, and hour, in UTC."
    return serializers.ListField(child=hours, min_length=7, max_length=7, help_text=about)


GUILD = shape(
    "Guild",
    guildId=text("discord_id", "Discord's."),
    name=text(),
    icon=text(help_text="Hash of the picture, or empty."),
    organisation=text("organisation.slug", "Slug.", default=None, allow_null=True),
    present=serializers.BooleanField(help_text="Whether the bot is there."),
)
GHOST = shape(
    "Ghost",
    **_person(),
    ghostScore=serializers.FloatField(source="score", help_text="Typing events by messages."),
)
LURKER = shape(
    "Lurker",
    **_person(),
    lurkerScore=number("score", "1 for who was seen often enough to be sure, else 0."),
    channelCount=number("channel_count", "In which voice or a reaction shows them."),
)
CHANNEL_COUNT = shape(
    "ChannelCount",
    **_person(),
    channelCount=number("channel_count", "In which they typed or wrote."),
)
CHANNEL_HEAT = shape(
    "ChannelHeat",
    channelId=text("channel_id", "Discord's."),
    channelName=text("channel_name"),
    messages=number(),
    week=_week(),
)
MULTI_CLIENT = shape(
    "MultiClient",
    **_person(),
    platforms=_platforms(),
    times=number(help_text="How often they were seen on several at once."),
    lastAt=Time(source="last_at"),
)
DRIFT = shape(
    "RoleDrift",
    **_person(),
    changes=number(help_text="Roles given and roles taken."),
    addedRoles=_texts("added"),
    removedRoles=_texts("removed"),
)
NEWCOMER = shape(
    "NewAccount",
    **_person(),
    accountAgeDays=number("account_age_days", "At the first time they joined."),
    joinedAt=Time(source="joined_at", help_text="The last time."),
    joins=number(help_text="How often."),
)
SPAN = shape(
    "PresenceSpan",
    since=Time(),
    until=Time(),
    status=serializers.ChoiceField(choices=PresenceEvent.Status.choices),
    platforms=_platforms(),
)
LISTS = shape(
    "AnalyticsLists",
    ghosts=GHOST(many=True),
    lurkers=LURKER(many=True),
    channelDiversity=CHANNEL_COUNT(source="channel_diversity", many=True),
    timestamp=Time(),
)
SUMMARY = shape(
    "Analytics",
    guildId=text(help_text="Discord's."),
    data=LISTS(),
    timestamp=Time(),
)
HEATMAP_PAGE = shape(
    "HeatmapPage",
    next=serializers.URLField(allow_null=True, help_text="The next page of channels."),
    messages=number(help_text="Of the whole guild."),
    week=_week(),
    results=CHANNEL_HEAT(many=True),
)


def _events(name: str, **fields: Any) -> Any:
    return shape(f"Exported{name}", timestamp=Time(), **fields)(many=True)


def _channel() -> dict[str, Any]:
    return {"channelId": text(help_text="Discord's."), "channelName": text()}


EXPORT = shape(
    "Export",
    exportedAt=Time(),
    guild=shape("ExportedGuild", id=text(help_text="Discord's."), name=text())(),
    member=shape(
        "ExportedMember",
        userId=text(help_text="Discord's."),
        username=text(),
        displayName=text(),
        joinedAt=serializers.DateTimeField(allow_null=True),
        leftAt=serializers.DateTimeField(allow_null=True),
        accountCreatedAt=Time(),
    )(),
    events=shape(
        "ExportedEvents",
        typing=_events("Typing", **_channel()),
        messages=_events("Message", **_channel()),
        reactions=_events("Reaction", **_channel()),
        voice=_events("Voice", **_channel(), kind=text(help_text="join, leave, move")),
        presences=_events("Presence", status=text(), platforms=_texts()),
        roles=_events("RoleChange", addedRoles=_texts(), removedRoles=_texts()),
        joins=_events("Join", accountAgeDays=number()),
    )(),
)
