"""Text of others as it can be printed: what every writer does first.

A bulletin holds names and reasons that people typed. Whatever breaks a line becomes a space, for
paragraphs and cells are single lines; what shows nothing or turns the direction of reading goes;
control characters and halves of characters become a mark that can be seen.
"""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from dashboard.report.bulletin import Bulletin
from etl.intake.cells import INVISIBLE
from etl.office_file import storable

_BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x7f-\x9f]")


def printable(bulletin: Bulletin) -> Bulletin:
    """The same bulletin with every text printable; whatever is no text stays as it is."""
    return _plain(bulletin)


def plain_text(text: str) -> str:
    """One text as it is printed."""
    return storable(_CONTROLS.sub("\ufffd", INVISIBLE.sub("", _BREAKS.sub(" ", text))))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return plain_text(value)
    if is_dataclass(value):
        return replace(value, **{one.name: _plain(getattr(value, one.name)) for one in fields(value)})
    if isinstance(value, Sequence):
        return tuple(map(_plain, value))
    return value
