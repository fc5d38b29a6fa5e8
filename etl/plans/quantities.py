"""Rows of `numbers.csv`: which of them stands for which quantity of a plan, however it was written by hand."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from etl.extract.numerals import ARABIC, CHINESE, FINANCIAL, MULTIPLIER, value_of
from etl.ledger.plan_records import PlanDecision, PlanIntake
from etl.registers.text import TextRow

#: Clause and figure, as they are written.
Place = tuple[str, str]
_NUMERAL = re.compile(rf"(?:{ARABIC}){MULTIPLIER}*|{FINANCIAL}|{CHINESE}", re.ASCII)


def number_cells(document_id: str, one: PlanDecision) -> dict[str, str]:
    """One quantity as a row of `numbers.csv`."""
    return {
        "document_id": document_id,
        "clause": one.confirmed.get("clause") or one.extracted.get("clause", ""),
        "figure": one.figure,
        "target_id": one.target_id,
        "reason": "" if one.target_id else one.confirmed.get("reason", ""),
    }


def earlier_places(intakes: Iterable[PlanIntake], plan_sha256: str) -> set[Place]:
    """Clause and figure of every decision on an earlier edition."""
    return {
        place_of(number_cells("", one))
        for batch in intakes
        if batch.plan_sha256 != plan_sha256
        for one in batch.decisions
    }


def place_of(row: TextRow | Mapping[str, str]) -> Place:
    return row["clause"], row["figure"]


def standing_for(wanted: Sequence[Mapping[str, str]], rows: Sequence[TextRow]) -> list[TextRow | None]:
    """The row that is there already for each quantity, None where there is none: the one written
    exactly so, else one of the same clause and target, else one of the same clause and numbers
    (`≥500亿元` for 500亿元以上). Each row stands for one quantity."""
    found: list[TextRow | None] = [None] * len(wanted)
    for key in (_as_written, _by_target, _by_numbers):
        taken = {id(row) for row in found if row is not None}
        waiting: dict[tuple, list[TextRow]] = {}
        for row in rows:
            if id(row) not in taken:
                waiting.setdefault(key(row), []).append(row)
        for number, cells in enumerate(wanted):
            if found[number] is None and (queue := waiting.get(key(cells))):
                found[number] = queue.pop(0)
    return found


def _as_written(row: TextRow | Mapping[str, str]) -> tuple:
    return place_of(row)


def _by_target(row: TextRow | Mapping[str, str]) -> tuple:
    """A row without a target is like no other."""
    return _width(row["clause"]), row["target_id"] or id(row)


def _by_numbers(row: TextRow | Mapping[str, str]) -> tuple:
    """Whether it is a target belongs to it, so that 50 households are not taken for a goal of 50.
    A figure without numbers is like no other."""
    is_share, numbers = numbers_in(row["figure"])
    return _width(row["clause"]), bool(row["target_id"]), is_share, numbers or id(row)


def numbers_in(figure: str) -> tuple[bool, tuple[Decimal, ...]]:
    """Whether it is written in per cent, and its numbers: the same for `≥500亿元` and 500亿元以上."""
    written = "".join(_width(figure).split())
    return "%" in written, tuple(value for text in _NUMERAL.findall(written) if (value := value_of(text)) is not None)


def _width(text: str) -> str:
    """Full and half width alike."""
    return unicodedata.normalize("NFKC", text)
