"""Targets of the register that no decision on an edition names: which of them are really no longer in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.findings.intake import Item, reference
from etl.ledger import Decision
from etl.plans.quantities import standing_for
from etl.registers import Target


@dataclass(frozen=True, slots=True)
class Unstated:
    """One such target; `numbers` are the quantities of the text that may state it, none where it can be taken out."""

    target: Target
    numbers: Sequence[int] = ()


def unstated(targets: Sequence[Target], found: Iterable[Item]) -> list[Unstated]:
    """Each target with the quantities that are still to be decided on and may be it: those of the
    same clause and numbers, and goals for the same region and metric. What was only agreed to be no
    goal is still open here: where it stands as it stood before, it was read otherwise."""
    waiting = [one for one in found if not one.is_decided or one.decision is Decision.NON_GOAL]
    written = _same_words(targets, waiting)
    return [Unstated(one, _numbers(one, waiting, same)) for one, same in zip(targets, written, strict=True)]


def _same_words(targets: Sequence[Target], waiting: Iterable[Item]) -> list[Item | None]:
    """The quantity of the same clause and figure, however that is written."""
    rows = {reference(one.candidate.span): one for one in waiting}
    cells = [{"clause": one.candidate.clause, "figure": one.candidate.figure, "target_id": name} for name, one in rows.items()]
    wanted = [{"clause": one.clause, "figure": one.figure, "target_id": one.target_id} for one in targets]
    return [rows[row["target_id"]] if row else None for row in standing_for(wanted, cells)]


def _numbers(target: Target, waiting: Iterable[Item], same: Item | None) -> tuple[int, ...]:
    return tuple(one.number for one in waiting if one is same or _is_about(one, target))


def _is_about(one: Item, target: Target) -> bool:
    """A goal whose region is not known yet may be about any."""
    region_code = one.cells.get("region_code", "")
    return one.is_open_goal and one.cells.get("metric") == target.metric and region_code in ("", target.region_code)
