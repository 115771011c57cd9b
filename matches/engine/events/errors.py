"""Why a message was not taken."""

from .odd import Odd, printable


class BadEvent(ValueError):
    """A message that is refused.

    `reason` is a short stable slug, for counters; `str(error)` says more, for people, and
    never quotes what was sent.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class Unplaceable(BadEvent):
    """A message of a good form of which nothing can be used: the game's fault, not the client's.

    `oddities` are the odd members of the event, whose type is `type_name`.
    """

    def __init__(self, detail: str, type_name: str = "", oddities: tuple[Odd, ...] = ()) -> None:
        super().__init__("unplaceable", detail)
        self.detail = detail
        self.type_name = type_name
        self.oddities = oddities


class UnknownType(BadEvent):
    """A message of a type that nobody knows, or that only the server makes.

    `type_name` is what was sent, cut at 64 characters, safe to print.
    """

    def __init__(self, type_name: str) -> None:
        super().__init__("unknown_type")
        self.type_name = printable(type_name[:64])


class NoData(BadEvent):
    """A message without a `data` member: the edge passes over it, it is no offence."""

    def __init__(self) -> None:
        super().__init__("no_data")
