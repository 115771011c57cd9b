"""`python -m tests.browser.guilds.community`: the cast's communities, in the site's database.

Harbour has a week behind it, in Lantern nothing has happened; all of INSIDERS may see both. Prints
the present moment of that week: less than an hour ago, at the minute of NOW.
"""

import sys
from dataclasses import replace
from datetime import timedelta

import django

django.setup()

from guilds.models import Guild  # noqa: E402
from spectra_site.clock import now  # noqa: E402
from tests.guilds.accounts import account, granted  # noqa: E402
from tests.guilds.api.week import WEEK_IN_HARBOUR  # noqa: E402
from tests.guilds.cast import HARBOUR, LANTERN, NOW  # noqa: E402
from tests.guilds.happenings import store  # noqa: E402

INSIDERS = ("erin", "grace", "heidi")


def main() -> None:
    # By whole hours, so that what happened within one hour did so whenever the test runs.
    shift = (now() - NOW) // timedelta(hours=1) * timedelta(hours=1)
    store(replace(one, at=one.at + shift) for one in WEEK_IN_HARBOUR)
    harbour, lantern = Guild.objects.get(pk=HARBOUR), Guild.objects.get(pk=LANTERN)
    Guild.objects.filter(pk=HARBOUR).update(name="Harbour")
    Guild.objects.filter(pk=LANTERN).update(name="</title><script>", present=False)
    for name in INSIDERS:
        granted(granted(account(name), harbour), lantern)
    sys.stdout.write((NOW + shift).isoformat())


if __name__ == "__main__":
    main()
