"""Ids of new targets: the region's code and the next running number.

A number is never given twice, not even that of a target that was removed: what was said of
`330500-07` must always be said of the same promise.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping

#: A target id: a region code (a zone's with two letters) and a number of two digits or more.
_TARGET_ID = re.compile(r"([0-9]{6}(?:-[A-Z]{2})?)-([0-9]{2,})", re.ASCII)
_FEWEST_DIGITS = 2


class Numbering:
    """Gives out target ids, one after the other."""

    def __init__(self, used: Collection[str], earlier: Mapping[str, int] | None = None):
        """`used` are ids that are given, `earlier` the highest numbers given before, by region."""
        self._used, self._earlier = used, earlier or {}
        self._last: dict[str, int] = {}

    def next_id(self, region_code: str) -> str:
        """The next id of a region."""
        if region_code not in self._last:
            of_region = highest_numbers(one for one in self._used if one.startswith(f"{region_code}-"))
            self._last[region_code] = max(of_region.get(region_code, 0), self._earlier.get(region_code, 0))
        self._last[region_code] += 1
        return f"{region_code}-{self._last[region_code]:0{_FEWEST_DIGITS}d}"


def highest_numbers(ids: Iterable[str]) -> dict[str, int]:
    """The highest number of each region; ids that were not made here count where they look alike."""
    found: dict[str, int] = {}
    for target_id in ids:
        if match := _TARGET_ID.fullmatch(target_id):
            found[match[1]] = max(found.get(match[1], 0), int(match[2]))
    return found


def target_ids(content: bytes) -> set[str]:
    """Every target id of a register of targets, whatever else is wrong with it."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    header = [cell.strip() for cell in next(rows, [])]
    if "target_id" not in header:
        return set()
    place = header.index("target_id")
    return {row[place].strip() for row in rows if len(row) > place}
