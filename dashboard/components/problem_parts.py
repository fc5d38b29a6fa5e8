"""Problems of a file in their three tiers: grouped, capped and all counted.

What a file says is escaped here; the messages name it, so they are escaped as a whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

import streamlit as st

from dashboard.components.table import table
from dashboard.wording import Words
from etl.problems import Problem, Severity

#: Problems shown in one tier, and of one kind before the rest become one line.
SHOWN, SAME = 40, 5
#: Row numbers named in that one line.
ROWS_NAMED = 12


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


def tiers(problems: Sequence[Problem], words: Words) -> None:
    """Every tier that occurs, the one that blocks first."""
    for one in Tier:
        if found := [problem for problem in problems if tier(problem) is one]:
            _tier(one, found, words)


def _tier(one: Tier, found: Sequence[Problem], words: Words) -> None:
    st.markdown(f"##### {words.md(f'tier.{one}', count=len(found))}", anchors=False)
    st.caption(words.md(f"tier.{one}_lead"))
    columns = ("row", "column", "reason" if one is Tier.EXPLAINED else "", "message")
    head = [words(f"problem.{name}") for name in columns if name]
    lines = list(_lines(found, one, words))
    table(f"problems-{one}", head, lines[:SHOWN])
    if len(lines) > SHOWN:
        st.caption(words.md("tier.more"))


def _lines(found: Sequence[Problem], one: Tier, words: Words) -> Iterator[tuple[str, ...]]:
    for same in _by_code(found):
        for problem in same[:SAME]:
            reason = (problem.reason,) if one is Tier.EXPLAINED else ()
            yield (place(problem, words), problem.column, *reason, doubt(problem, words))
        if rest := same[SAME:]:
            reason = ("",) if one is Tier.EXPLAINED else ()
            yield ("", "", *reason, _and_more(rest, words))


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
