"""Figures as canonical decimal text.

A stored figure is never a float. Between upload, ledger, warehouse and export it
travels as the one text that names its value: no exponent, no leading zeros or
plus sign, no trailing zeros after the point, no negative zero.
"""

import re
from decimal import Decimal

#: The warehouse computes in DECIMAL(38, 10): 28 digits before the point and ten
#: after it, so that 0.01 元 is still exact in 亿元.
MAX_INTEGER_DIGITS = 28
MAX_DECIMALS = 10

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def canonical(value: Decimal) -> str:
    """The canonical text of a finite decimal: `1.50` → `1.5`, `1E+3` → `1000`."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def parse_plain(text: str) -> Decimal:
    """Read ASCII digits with at most one point and a leading minus, nothing else.

    Raises ValueError for signs, exponents, separators, blanks, NaN and for figures
    the warehouse cannot hold exactly (more than 28 digits before or 10 after the point).
    """
    if not _PLAIN.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain decimal number")
    value = Decimal(text)
    integer, _, decimals = canonical(value).lstrip("-").partition(".")
    if len(integer) > MAX_INTEGER_DIGITS or len(decimals) > MAX_DECIMALS:
        raise ValueError(
            f"{text!r} has more than {MAX_INTEGER_DIGITS} digits before or {MAX_DECIMALS} after the point"
        )
    return value
