"""Problems of a file in their three tiers: grouped, capped and all counted.

What a file says is escaped here; the messages name it, so they are escaped as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

import streamlit as st

from dashboard.components import submission_parts
from dashboard.components.table import table
from dashboard.wording import Words
from etl.intake.layout import Column
from etl.parse import Entry, Filing
from etl.problems import Problem, Severity

#: Problems shown in one tier, and of one kind before the rest become one line.
SHOWN, SAME = 40, 5
#: Row numbers named in that one line.
ROWS_NAMED = 12
_COLUMNS = ("row", "region", "metric", "column", "reason", "message")


class Tier(StrEnum):
    """What the sender has to do about a problem."""

    ERROR = "error"  # mend it
    EXPLAIN = "explain"  # give a reason
    EXPLAINED = "explained"  # a reason is there and travels to the reviewer
    INFORM = "inform"  # know it


def tier(problem: Problem) -> Tier:
    """The tier of one problem."""
    if problem.severity is Severity.EXPLAIN:
        return Tier.EXPLAIN if problem.blocks else Tier.EXPLAINED
    return Tier(problem.severity)


#: What the rows of a file are about, by row number: (region, metric) as people name them.
About = Mapping[int, tuple[str, str]]


def about_rows(filing: Filing | None, regions: Mapping[str, str], data_version: str, words: Words) -> About:
    """The region and metric of every row of an upload: by their names where the row could be
    read, else as the file has them."""
    if filing is None:
        return {}
    as_found = {row: (filing.found(row, Column.REGION), filing.found(row, Column.METRIC)) for row in filing.cells}
    return as_found | about_entries(filing.entries, regions, data_version, words)


def about_entries(entries: Iterable[Entry], regions: Mapping[str, str], data_version: str, words: Words) -> About:
    """The region and metric of every reported row."""
    metrics = submission_parts.metric_names({one.metric for one in entries}, data_version, words)
    return {one.row: (regions.get(one.region_code, one.region_code), metrics[one.metric]) for one in entries}


def tiers(problems: Sequence[Problem], words: Words, about: About) -> None:
    """Every tier that occurs, the one that blocks first."""
    for one in Tier:
        if found := [problem for problem in problems if tier(problem) is one]:
            _tier(one, found, words, about)


def _tier(one: Tier, found: Sequence[Problem], words: Words, about: About) -> None:
    st.markdown(f"##### {words.md(f'tier.{one}', count=len(found))}", anchors=False)
    st.caption(words.md(f"tier.{one}_lead"))
    lines = list(_lines(found, words, about))
    listing(f"problems-{one}", lines[:SHOWN], words, about)
    if len(lines) > SHOWN:
        st.caption(words.md("tier.more"))


def listing(key: str, lines: Sequence[Mapping[str, str]], words: Words, about: About) -> None:
    """Problems as a table; a column in which nothing stands is left out, and the region where
    the file is of one region."""
    several = len({region for region, _ in about.values()}) > 1
    kept = [name for name in _COLUMNS if any(one.get(name) for one in lines) and (several or name != "region")]
    head = [words(f"problem.{name}") for name in kept]
    table(key, head, [[one.get(name, "") for name in kept] for one in lines])


def line(problem: Problem, words: Words, about: About) -> dict[str, str]:
    """One problem: where it is, what its row is about, the reason given, what was found."""
    region, metric = about.get(problem.row, ("", ""))
    return {
        "row": place(problem, words),
        "region": region,
        "metric": metric,
        "column": problem.column,
        "reason": problem.reason,
        "message": doubt(problem, words),
    }


def _lines(found: Sequence[Problem], words: Words, about: About) -> Iterator[dict[str, str]]:
    for same in _by_code(found):
        for problem in same[:SAME]:
            yield line(problem, words, about)
        if rest := same[SAME:]:
            yield {"message": _and_more(rest, words)}


def _by_code(found: Sequence[Problem]) -> list[list[Problem]]:
    kinds: dict[str, list[Problem]] = {}
    for problem in sorted(found, key=lambda problem: problem.row or 0):
        kinds.setdefault(problem.code, []).append(problem)
    return list(kinds.values())


def _and_more(rest: Sequence[Problem], words: Words) -> str:
    rows = words("who.list").join(str(problem.row) for problem in rest[:ROWS_NAMED] if problem.row)
    return words("tier.same_more" if len(rest) > ROWS_NAMED else "tier.same", count=len(rest), rows=rows)


def doubt(problem: Problem, words: Words) -> str:
    """What was found; the reason, where there is one, stands in a column of its own."""
    return replace(problem, reason="").message(words.lang)


def place(problem: Problem, words: Words) -> str:
    """`第 3 行`, or the whole file."""
    if problem.row is None:
        return words("problem.whole_file")
    return words("problem.row_number", row=problem.row)
