"""The log: one record, one line of JSON, whatever stands in it.

A line break or terminal code in a name, a note or the words of an error can neither forge a
record nor hide one.
"""

import json
import logging
import re
from datetime import datetime

from etl.ledger.clock import SHANGHAI

_LOGGER = logging.getLogger("dashboard")


class JsonLines(logging.Formatter):
    """Time with offset (Asia/Shanghai), level, message and, where there is one, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return _visible(json.dumps(said, ensure_ascii=False))


def _visible(text: str) -> str:
    """What cannot be printed as JSON escapes; JSON itself leaves some line breaks as they are."""
    return re.sub(r"[^ -~]", lambda found: found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1], text)


def set_up() -> None:
    """Let the dashboard's records go to standard error in this form."""
    if not _LOGGER.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        _LOGGER.addHandler(handler)
