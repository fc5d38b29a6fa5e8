"""Text of others as it can be printed: what every writer does first.

A bulletin holds names and reasons that people typed. Whatever breaks a line becomes a space, for
paragraphs and cells are single lines; what shows nothing or turns the direction of reading goes;
control characters and halves of characters become a mark that can be seen.
"""

import re
from collections.abc import Callable, Sequence
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
    return with_texts(bulletin, plain_text)


def plain_text(text: str) -> str:
    """One text as it is printed."""
    return storable(_CONTROLS.sub("\ufffd", INVISIBLE.sub("", _BREAKS.sub(" ", text))))


def with_texts(value: Any, changed: Callable[[str], str]) -> Any:
    """A bulletin, or a part of one, with every text changed in one way."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return changed(value)
    if is_dataclass(value):
        return replace(value, **{one.name: with_texts(getattr(value, one.name), changed) for one in fields(value)})
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        made = [with_texts(one, changed) for one in value]
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    return value
