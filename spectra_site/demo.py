"""A match to look at when no game runs: the simulator, as a client of our own ingest port."""

import logging
import secrets

from django.conf import settings

from matches.models import Match
from matches.simulator.link import PlayError
from matches.simulator.player import loop_forever
from spectra_site.runtime import Runtime

logger = logging.getLogger(__name__)

GROUP_CODE = "DEMO"


async def play_demo(runtime: Runtime, url: str) -> None:
    """Play one match after another as DEMO, until cancelled."""
    ingest = runtime.ingest.ingest
    if leftover := ingest.by_code(GROUP_CODE):  # of a run that was killed
        ingest.end(leftover, Match.Ending.OPERATOR)
    # A key of this process alone, where the operator has set no static one.
    settings.AUTH_KEY = settings.AUTH_KEY or secrets.token_urlsafe(32)
    try:
        await loop_forever(url, settings.AUTH_KEY, GROUP_CODE, verify_tls=False)
    except PlayError as error:
        logger.error("the demo match stopped: %s", error)
