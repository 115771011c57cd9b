"""Which connection is in the room of which groupCode: in one at a time."""


class Rooms:
    """Holds connections by their Engine.IO ids."""

    def __init__(self) -> None:
        self._viewers: dict[str, set[str]] = {}
        self._room_of: dict[str, str] = {}

    def join(self, connection: str, group_code: str) -> None:
        """Move the connection to this room."""
        self.leave(connection)
        self._room_of[connection] = group_code
        self._viewers.setdefault(group_code, set()).add(connection)

    def leave(self, connection: str) -> None:
        """Take the connection out of its room, if it is in one."""
        group_code = self._room_of.pop(connection, None)
        if group_code is None:
            return
        viewers = self._viewers[group_code]
        viewers.discard(connection)
        if not viewers:
            del self._viewers[group_code]

    def viewers(self, group_code: str) -> list[str]:
        return list(self._viewers.get(group_code, ()))

    def counts(self) -> dict[str, int]:
        """How many watch each groupCode that anyone watches."""
        return {group_code: len(viewers) for group_code, viewers in self._viewers.items()}
