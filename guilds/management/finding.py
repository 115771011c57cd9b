"""Finds the members that a command is about."""

from argparse import ArgumentParser

from django.core.management.base import CommandError

from guilds.models import Member


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("user_id", metavar="discord-id", type=int, help="who, by Discord's number")
    parser.add_argument("--guild", type=int, metavar="ID", help="in this guild alone")


def members_named(user_id: int, guild: int | None) -> list[Member]:
    """The same person in each guild; raises CommandError where there is nobody."""
    members = Member.objects.filter(discord_id=user_id).select_related("guild").order_by("guild")
    found = list(members if guild is None else members.filter(guild=guild))
    if not found:
        raise CommandError("Nothing is known of a member with this Discord id.")
    return found
