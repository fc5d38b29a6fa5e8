"""What makes a row of text unreadable, whatever format it came in."""

import re
from collections.abc import Sequence

from etl.intake.sheet import Limits
from etl.intake.upload_problems import upload_problem
from etl.problems import Problem

#: Control characters, lone surrogates and the marks that broken conversions leave.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_GARBLED = re.compile("[\x80-\x9f\ufffd]|锟斤拷|烫烫烫")


def is_suspect(text: str) -> bool:
    """Whether some row of the text may hold a character that no row may."""
    return bool(_CONTROL.search(text) or _GARBLED.search(text))


def fault_of(cells: Sequence[str], number: int, limits: Limits, suspect: bool = True) -> Problem | None:
    """The first fault of a row; a text that is not suspect is only asked for its length."""
    for cell in cells:
        if len(cell) > limits.cell_chars:
            found = f"{cell[:30]}…"
            return upload_problem("cell_too_long", row=number, found=found, limit=limits.cell_chars)
    if not suspect:
        return None
    for cell in cells:
        if mark := _CONTROL.search(cell):
            return upload_problem("control_character", row=number, found=f"U+{ord(mark[0]):04X}")
        if _GARBLED.search(cell):
            return upload_problem("encoding_garbled", row=number, found=cell[:40])
    return None
