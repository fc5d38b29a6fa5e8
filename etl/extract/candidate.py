"""A candidate: one quantity of a plan, read as a row of the register could be, or with its reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.extract.terms import Assumption, NonGoal, NotComputable
from etl.vocabulary import Basis, Comparator, Confidence, Obligation, Scope


@dataclass(frozen=True, slots=True)
class Candidate:
    """One quantity. `row` counts from 1 in the order of the text; `parent` and `repeats` name rows.

    A goal has what a row of `targets.csv` needs, as far as the text says it: `metric` is empty
    where the register has none and `metric_proposed` names it; `value` is in `unit`. `repeats` is
    the earlier row that states the same goal; `regions_lacking` are regions its sentence names and the
    register does not have. Anything else has its `reason`. `start` and `end`
    are offsets of the figure in the normalised text, `source_start` and `source_end` in the text
    as it was read from the file.
    """

    row: int
    is_goal: bool
    reason: NonGoal | None
    not_computable: NotComputable | None
    rule: str
    confidence: Confidence
    assumed: tuple[Assumption, ...]
    document_id: str
    title: str
    clause: str
    region_code: str
    region: str
    figure: str
    figure_start: int
    figure_end: int
    source_start: int
    source_end: int
    metric: str = ""
    metric_proposed: str = ""
    scope: Scope | None = None
    basis: Basis | None = None
    comparator: Comparator | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    baseline_year: int | None = None
    start: date | None = None
    due: date | None = None
    parent: int | None = None
    children: tuple[str, ...] = ()
    repeats: int | None = None
    obligation: Obligation | None = None
    responsible: tuple[str, ...] = ()
    regions_lacking: tuple[str, ...] = ()
