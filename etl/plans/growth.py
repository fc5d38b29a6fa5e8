"""What decisions on a plan make of the register files."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.ledger.plan_records import MAKING, Decision, PlanDecision
from etl.plans.candidates import TARGET_CELLS, Span
from etl.plans.choices import Fault, Plan, problem
from etl.plans.quantities import Place, number_cells, place_of, standing_for
from etl.problems import Refused
from etl.registers.text import RegisterText, TextRow

_TARGETS, _DOCUMENTS, _METRICS, _REGIONS, _NUMBERS = "targets.csv", "documents.csv", "metrics.csv", "regions.csv", "numbers.csv"


@dataclass(frozen=True, slots=True)
class Grown:
    """One register before and after."""

    before: RegisterText
    after: RegisterText


class Growth:
    """The registers after decisions on a plan: `registers` by file name, `contents` those that change.

    `found` are the bytes of the register files, `numbers.csv` included where there is one;
    `plans` the plan of every target there is; `before` the decisions recorded for this edition,
    by place; `leaving` the places, by clause and figure, that an earlier edition put into
    `numbers.csv` and this one, now accounted for in full, does not have. `by_hand` are rows of
    `numbers.csv` for this plan that no quantity decided on so far stands for.
    """

    def __init__(
        self,
        plan: Plan,
        plan_sha256: str,
        found: Mapping[str, bytes],
        plans: Mapping[str, str],
        decisions: Sequence[PlanDecision],
        before: Mapping[Span, PlanDecision],
        leaving: Collection[Place] = (),
    ):
        self.found, self._plan, self._plans = found, plan, plans
        self._decisions, self._before = decisions, before
        self.faults: list[Fault] = []
        self.by_hand: Sequence[TextRow] = ()
        self.registers = {
            _REGIONS: self._grown(_REGIONS, lambda register: _with_new(register, plan.regions)),
            _METRICS: self._grown(_METRICS, lambda register: _with_new(register, plan.metrics)),
            _DOCUMENTS: self._grown(_DOCUMENTS, lambda register: self._documents(register, plan_sha256)),
            _TARGETS: self._grown(_TARGETS, self._targets),
            _NUMBERS: self._grown(_NUMBERS, lambda register: self._numbers(register, leaving)),
        }
        made = {name: one.after.content for name, one in self.registers.items() if one.after is not one.before}
        self.contents = {name: content for name, content in made.items() if content != found.get(name)}

    def _grown(self, name: str, grow: Callable[[RegisterText], RegisterText]) -> Grown:
        try:
            register = _parsed(name, self.found.get(name))
        except ValueError as error:
            raise Refused([problem("unreadable", error, register=name)]) from error
        return Grown(register, grow(register))

    def _documents(self, register: RegisterText, plan_sha256: str) -> RegisterText:
        """The plan's row, with the hash of the edition that was taken in last. A cell that was
        emptied is empty."""
        cells = {**{name: cell.strip() for name, cell in self._plan.document.items()}, "sha256": plan_sha256}
        register = register.with_columns([name for name, cell in cells.items() if cell])
        rows = [self._document_row(register, row, cells) for row in register.rows]
        if any(row["document_id"] == self._plan.document_id for row in rows):
            return register.with_rows(rows)
        return register.with_rows([*rows, register.made(cells)])

    def _document_row(self, register: RegisterText, row: TextRow, cells: Mapping[str, str]) -> TextRow:
        if row["document_id"] != self._plan.document_id:
            return row
        wanted = {**row.cells, **cells}
        return row if _said(wanted) == _said(row.cells) else register.made(wanted)

    def _targets(self, register: RegisterText) -> RegisterText:
        made = {one.target_id: self._target_cells(one) for one in self._decisions if one.decision in MAKING}
        self._check_places(made)
        register = register.with_columns([column for cells in made.values() for column in cells])
        gone, there = self._gone(), register.where("document_id", self._plan.document_id)
        place = there[-1] + 1 if there else len(register.rows)
        rows: list[TextRow | None] = list(register.rows)
        for number in there:
            row = register.rows[number]
            if row["target_id"] in gone:
                rows[number] = None
            elif row["target_id"] in made:
                rows[number] = register.made(_replacing(row, made[row["target_id"]]))
        new = [register.made(cells) for target_id, cells in made.items() if target_id not in self._plans]
        return register.with_rows([row for row in (*rows[:place], *new, *rows[place:]) if row is not None])

    def _target_cells(self, one: PlanDecision) -> dict[str, str]:
        return {"target_id": one.target_id, "document_id": self._plan.document_id, **one.confirmed}

    def _gone(self) -> set[str]:
        """Targets that no longer are any: removed, or made by an earlier decision on a place
        where none is made now."""
        removed = {one.target_id for one in self._decisions if one.decision is Decision.REMOVED}
        undone = {
            earlier.target_id
            for one in self._decisions
            if one.decision not in MAKING and (earlier := self._before.get(one.span)) and earlier.decision in MAKING
        }
        return (removed | undone) - {one.target_id for one in self._decisions if one.decision in MAKING}

    def _check_places(self, made: Collection[str]) -> None:
        """A target can take the place of one of the same plan only, and only such a one goes;
        what one quantity is merged into must be there."""
        earlier = {one.target_id for one in self._before.values()}
        for one in filter(lambda decision: decision.target_id, self._decisions):
            standing = self._plans.get(one.target_id)
            replaces = one.decision in MAKING and standing is not None
            if one.decision is Decision.REMOVED and standing is None and one.target_id not in earlier:
                self._fault(one, "unknown_target", one.target_id)
            elif (replaces or one.decision in (Decision.REMOVED, Decision.MERGED)) and standing not in (None, self._plan.document_id):
                self._fault(one, "other_plan", one.target_id, plan=standing)
            elif one.decision is Decision.MERGED and standing is None and one.target_id not in made:
                self._fault(one, "unknown_target", one.target_id)

    def _fault(self, one: PlanDecision, code: str, found: str, **needed: object) -> None:
        self.faults.append(Fault(problem(code, found, **needed), one.span))

    def _numbers(self, register: RegisterText, leaving: Collection[Place]) -> RegisterText:
        """Every quantity of the plan in the order of the text, then rows of the plan that the
        text does not have, but for those that leave."""
        document_id, standing, gone = self._plan.document_id, self._standing(), self._gone()
        for one in standing:
            if one.target_id in gone:
                self._fault(one, "still_named", one.figure, target=one.target_id)
        first, others, own = _apart(register, document_id)
        wanted = [number_cells(document_id, one) for one in standing]
        there = standing_for(wanted, own)
        rows = [_number_row(register, row, cells) for row, cells in zip(there, wanted, strict=True)]
        leaving = {*leaving, *(place_of(number_cells("", self._before[span])) for span in self._again())}
        taken = {id(row) for row in there if row is not None}
        self.by_hand = [
            row for row in own if id(row) not in taken and place_of(row) not in leaving and row["target_id"] not in gone
        ]
        return register.with_rows([*others[:first], *rows, *self.by_hand, *others[first:]])

    def _again(self) -> list[Span]:
        """Places that were decided on before and are now."""
        return [one.span for one in self._decisions if one.span in self._before]

    def _standing(self) -> list[PlanDecision]:
        """The latest decision on each place of this edition, in the order of the text."""
        now = self._before | {one.span: one for one in self._decisions if one.span is not None}
        return [now[span] for span in sorted(now)]


@lru_cache(maxsize=8)
def _parsed(name: str, content: bytes | None) -> RegisterText:
    """Kept for files that have not changed: a page asks for a preview at every press."""
    return RegisterText.parse(name, content)


def _apart(register: RegisterText, document_id: str) -> tuple[int, list[TextRow], list[TextRow]]:
    """The rows of other plans, those of this one, and where among the others these stand."""
    there = register.where("document_id", document_id)
    own = set(there)
    others = [row for number, row in enumerate(register.rows) if number not in own]
    return (there[0] if there else len(others)), others, [register.rows[number] for number in there]


def _number_row(register: RegisterText, row: TextRow | None, cells: Mapping[str, str]) -> TextRow:
    """The row of a quantity; one that is there is kept, or changed in place."""
    if row is None:
        return register.made(cells)
    wanted = {**row.cells, **cells}
    return row if _said(wanted) == _said(row.cells) else register.made(wanted)


def _replacing(row: TextRow, cells: Mapping[str, str]) -> dict[str, str]:
    """A target in the place of another: columns of the workspace's own and the note stay unless
    something else is said."""
    kept = {name: cell for name, cell in row.cells.items() if name not in TARGET_CELLS or name == "note"}
    return {**kept, **cells}


def _with_new(register: RegisterText, rows: Sequence[Mapping[str, str]]) -> RegisterText:
    """With the rows that are not there yet."""
    there = [_said(row.cells) for row in register.rows] if rows else []
    new = [cells for cells in map(_said, rows) if cells not in there]
    wider = register.with_columns([column for cells in new for column in cells])
    return wider.with_rows([*wider.rows, *map(wider.made, new)]) if new else register


def _said(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: cell.strip() for column, cell in cells.items() if cell.strip()}
