"""Which figures stand otherwise than the public sees them, quarter by quarter: what keeps a bulletin a
draft, and what 发布 tells of quarters other than the one it shows."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from dashboard import formats, queries, source
from dashboard.report.phrases import count, listing
from dashboard.wording import Words
from etl.period import Period
from etl.warehouse import Audience, refresh
from etl.workspace import Workspace

#: More quarters are counted, the latest of them named.
_NAMED = 3
#: Told beside how many figures there are.
_KINDS = ("corrected", "withdrawn")


class Unreleased(NamedTuple):
    """One quarter with figures that are not public as they stand: `added` of them are not public,
    `corrected` are public with another value, `withdrawn` are public and no longer hold."""

    quarter: str
    added: int
    corrected: int
    withdrawn: int

    @property
    def figures(self) -> int:
        return self.added + self.corrected + self.withdrawn


def unreleased(
    workspace: Workspace, data_version: str, region_codes: frozenset[str], as_of: str, known_at: datetime | None = None
) -> tuple[Unreleased, ...]:
    """The quarters up to `as_of` with such figures of these regions, the latest first; `data_version` is
    that of the reader, whose figures are held against the public ones."""
    refresh(workspace, Audience.PUBLIC)
    public = source.version_of(Audience.PUBLIC.warehouse(workspace))
    if public == data_version:
        return ()
    shown, seen = (queries.standing_figures(one, region_codes, as_of, known_at) for one in (data_version, public))
    return _by_quarter(shown - seen, seen - shown)


def _by_quarter(shown: Iterable[tuple], seen: Iterable[tuple]) -> tuple[Unreleased, ...]:
    """Figures begin with what tells them apart: region, metric, scope, month and how they are counted."""
    inside, outside = ({figure[:5] for figure in figures} for figures in (shown, seen))
    kinds = [Counter(map(_quarter, figures)) for figures in (inside - outside, inside & outside, outside - inside)]
    months = sorted({month for kind in kinds for month in kind}, reverse=True)
    return tuple(Unreleased(str(Period(month)), *(kind[month] for kind in kinds)) for month in months)


def _quarter(figure: tuple) -> int:
    """The last month of the quarter whose release makes a figure public."""
    return (figure[3] + 2) // 3 * 3


def said(found: Iterable[Unreleased], words: Words) -> str:
    """`2026年第二季度有1个数的更正`, several quarters in a list; of many the latest and how many there are."""
    found = list(found)
    parts = listing((_one(one, words) for one in found[:_NAMED]), words)
    rest = found[_NAMED:]
    if not rest:
        return parts
    figures = count("figures", sum(one.figures for one in rest), words)
    return words("report.unreleased_rest", parts=parts, quarters=len(rest), figures=figures)


def _one(one: Unreleased, words: Words) -> str:
    names = {"period": formats.period(one.quarter, words.lang), "figures": count("figures", one.figures, words)}
    kinds = {kind: number for kind in _KINDS if (number := getattr(one, kind))}
    if not kinds:
        return words("report.unreleased_added", **names)
    if one.figures in kinds.values():
        return words(f"report.unreleased_{next(iter(kinds))}", **names)
    parts = [words(f"report.unreleased_part_{kind}", count=number) for kind, number in kinds.items()]
    return words("report.unreleased_mixed", **names, parts=listing(parts, words))


def quarters(found: Iterable[Unreleased], words: Words) -> str:
    """The quarters by name; of many the latest."""
    return listing((formats.period(one.quarter, words.lang) for one in list(found)[:_NAMED]), words)
