"""The channel layer of a site that is one process."""

from typing import Any

from channels.exceptions import ChannelFull
from channels.layers import InMemoryChannelLayer


class MemoryLayer(InMemoryChannelLayer):
    """Channels' own starts a task for each receiver of each message: turns of a busy loop."""

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Hand the message to all of the group; one who takes none in time loses it."""
        for channel in list(self.groups.get(group, ())):
            try:
                await self.send(channel, message)
            except ChannelFull:
                continue
