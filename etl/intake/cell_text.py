"""The stored number of a workbook cell → the text a person would have typed.

Spreadsheets store doubles and show at most 15 digits: 0.1 + 0.2 is stored as
0.30000000000000004 and shown as 0.3, which is what is read. Whole numbers of more than 15
digits are refused, since a spreadsheet cannot hold their end.
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

from etl.decimals import canonical
from etl.intake.number_format import NumberFormat, Shows

_STORED = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_SHOWN_DIGITS = 15
_SHOWN = Context(prec=_SHOWN_DIGITS, rounding=ROUND_HALF_EVEN)
_MAX_STORED_CHARS = 60
_MAX_EXPONENT = 308

_DAY_ZERO = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
#: 29 February 1900 in the calendar of spreadsheets; earlier days are off by one.
_DAY_THAT_NEVER_WAS = 60
#: 31 December 9999.
_LAST_DAY = {False: 2_958_465, True: 2_957_003}
_TOO_NARROW = "####"


class Unreadable(Exception):
    """A number that must not be taken as shown; `name` is a code of the catalogue."""

    def __init__(self, name: str, found: str):
        super().__init__(name)
        self.name = name
        self.found = found


def number_text(stored: str, form: NumberFormat, is_1904: bool) -> str:
    """The text of a stored number under its format; raises Unreadable.

    12.5 % is stored as 0.125 and reads `12.5%`; dates read `2025-10-21`. What is no
    number at all comes back as it stands, for the reader of the column to refuse.
    """
    if len(stored) > _MAX_STORED_CHARS or not _STORED.fullmatch(stored):
        return stored
    exact = Decimal(stored)
    if exact and abs(exact.adjusted()) > _MAX_EXPONENT:
        return stored
    if _digit_count(exact) > _SHOWN_DIGITS and exact == exact.to_integral_value():
        raise Unreadable("number_digits", canonical(exact))
    value = _SHOWN.plus(exact)
    if form.shows is Shows.DATE:
        return _date_text(value, is_1904)
    if form.shows is Shows.SCALED:
        raise Unreadable("number_scaled", canonical(value))
    if (form.hides_positive and value > 0) or (form.hides_negative and value < 0):
        raise Unreadable("number_unseen", canonical(value))
    if form.shows is Shows.PERCENT:
        return f"{canonical(value.scaleb(2))}%"
    return canonical(value)


def _digit_count(value: Decimal) -> int:
    """Significant digits without the zeros at the end."""
    return len("".join(map(str, value.as_tuple().digits)).rstrip("0"))


def _date_text(serial: Decimal, is_1904: bool) -> str:
    """A day as `2025-10-21`, with its time where it has one; a time alone as `08:30:00`."""
    if not 0 <= serial < _LAST_DAY[is_1904] + 1:
        return _TOO_NARROW
    seconds = min(int((serial % 1 * 86_400).to_integral_value()), 86_399)
    if serial < 1:
        return str(timedelta(seconds=seconds))
    if not is_1904 and int(serial) == _DAY_THAT_NEVER_WAS:
        return "1900-02-29"
    is_early = not is_1904 and serial < _DAY_THAT_NEVER_WAS
    moment = _DAY_ZERO[is_1904] + timedelta(days=int(serial) + is_early, seconds=seconds)
    return moment.date().isoformat() if not seconds else moment.isoformat(sep=" ")
