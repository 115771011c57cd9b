"""Keeps secrets that stand in an address out of the log."""

import logging
import re

# Django logs the path of each request that fails.
_IN_PATHS = re.compile(r"(/session/org/[^/\s]+/|/api/getNameOverridesAndPlayercams/[^/\s]+/)\S+")


class HideSecrets(logging.Filter):
    """Lets every line through, without the secret of a crew's link."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        hidden = _IN_PATHS.sub(r"\1…", said)
        if hidden != said:
            record.msg, record.args = hidden, ()
        return True
