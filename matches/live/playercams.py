"""What crews change on their pages, on its way into the live matches that follow them."""

from datetime import datetime

from matches import selectors
from matches.live.ingest import Ingest
from matches.live.match import LiveMatch
from matches.selectors import CrewHead
from spectra_site.threads import in_thread

Said = tuple[str, int]  # identifier and revision of a session


class CrewWatch:
    """One per process: looks for changes in the sessions that its matches follow."""

    def __init__(self, ingest: Ingest) -> None:
        self._ingest = ingest
        self._told: dict[LiveMatch, Said] = {}  # a match's own state may still be behind

    async def look(self, now: datetime) -> None:
        """Write what has changed into the matches' logs. Raises django.db.Error."""
        matches = {match.group_code: match for match in self._ingest.matches()}
        alive = set(matches.values())
        self._told = {match: said for match, said in self._told.items() if match in alive}
        if not matches:
            return
        for head in await in_thread(selectors.crew_heads, list(matches), now):
            match = matches[head.group_code]
            if self._has_news(match, head):
                await self._tell(match, head.pk)

    def _has_news(self, match: LiveMatch, head: CrewHead) -> bool:
        if match.state.organization_id != str(head.organisation_id or ""):
            return False
        crew = match.state.crew
        known = self._told.get(match) or (crew and (crew.identifier, crew.revision))
        # A session in which nothing was changed yet takes nothing off the air.
        return known != (head.identifier, head.revision) and bool(head.revision or known)

    async def _tell(self, match: LiveMatch, session_pk: int) -> None:
        event = await in_thread(selectors.crew_event, session_pk)
        if event and not match.closing:
            self._told[match] = (event.identifier, event.revision)
            self._ingest.note(match, event)
