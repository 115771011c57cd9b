"""Why a message was not taken."""


class BadEvent(ValueError):
    """A message that is refused.

    `reason` is a short stable slug, for counters; `str(error)` says more, for people, and
    never quotes what was sent.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class UnknownType(BadEvent):
    """A message of a type that nobody knows, or that only the server makes.

    `type_name` is what was sent, cut at 64 characters, safe to print.
    """

    def __init__(self, type_name: str) -> None:
        super().__init__("unknown_type")
        cut = type_name[:64]
        self.type_name = "".join(c if c.isprintable() else "?" for c in cut)


class NoData(BadEvent):
    """A message without a `data` member: the edge passes over it, it is no offence."""

    def __init__(self) -> None:
        super().__init__("no_data")
