"""Ids of new targets: the region's code and the next running number.

A number is never given twice, not even that of a target that was removed: what was said of
`330500-07` must always be said of the same promise.
"""

import csv
import io
import re
from collections.abc import Iterable

#: A target id: a region code (a zone's with two letters) and a number of two digits or more.
_TARGET_ID = re.compile(r"([0-9]{6}(?:-[A-Z]{2})?)-([0-9]{2,})", re.ASCII)
_FEWEST_DIGITS = 2


class Numbering:
    """Gives out target ids, one after the other."""

    def __init__(self, used: Iterable[str]):
        """`used` are all ids ever given; those that were not made here count where they look alike."""
        self._last: dict[str, int] = {}
        for target_id in used:
            if match := _TARGET_ID.fullmatch(target_id):
                self._last[match[1]] = max(self._last.get(match[1], 0), int(match[2]))

    def next_id(self, region_code: str) -> str:
        """The next id of a region."""
        number = self._last.get(region_code, 0) + 1
        self._last[region_code] = number
        return f"{region_code}-{number:0{_FEWEST_DIGITS}d}"


def target_ids(content: bytes) -> set[str]:
    """Every target id of a register of targets, whatever else is wrong with it."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    return {(row.get("target_id") or "").strip() for row in rows}
