"""What decisions on a plan make of the register files."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from etl.ledger.plan_records import MAKING, Decision, PlanDecision, PlanIntake
from etl.plans.candidates import Span
from etl.plans.choices import Plan, problem
from etl.problems import Problem, Refused
from etl.registers.text import RegisterText, TextRow

_TARGETS, _DOCUMENTS, _METRICS, _NUMBERS = "targets.csv", "documents.csv", "metrics.csv", "numbers.csv"


class Growth:
    """The registers after decisions on a plan; `contents` are those that change.

    `found` are the bytes of the register files, `numbers.csv` included where there is one;
    `before` the decisions recorded for this edition, by place; `leaving` the rows of
    `numbers.csv`, by clause and figure, that an earlier edition put there and this one, now
    accounted for in full, does not have.
    """

    def __init__(
        self,
        plan: Plan,
        plan_sha256: str,
        found: Mapping[str, bytes],
        decisions: Sequence[PlanDecision],
        before: Mapping[Span, PlanDecision],
        leaving: Collection[tuple[str, str]] = (),
    ):
        self._plan, self._found, self._decisions, self._before = plan, found, decisions, before
        self.problems: list[Problem] = []
        made = {
            _METRICS: self._metrics(),
            _DOCUMENTS: self._documents(plan_sha256),
            _TARGETS: self._targets(),
            _NUMBERS: self._numbers(leaving),
        }
        self.contents = {name: one.content for name, one in made.items() if one.content != found.get(name)}

    def _text(self, name: str) -> RegisterText:
        try:
            return RegisterText.parse(name, self._found.get(name))
        except ValueError as error:
            raise Refused([problem("unreadable", error, register=name)]) from error

    def _metrics(self) -> RegisterText:
        register = self._text(_METRICS)
        there = [_said(row.cells) for row in register.rows]
        new = [one for one in map(_said, self._plan.metrics) if one not in there]
        return _appended(register, new)

    def _documents(self, plan_sha256: str) -> RegisterText:
        """The plan's row, with the hash of the edition that was taken in last."""
        register = self._text(_DOCUMENTS)
        cells = _said(self._plan.document) | {"sha256": plan_sha256}
        register = register.with_columns(["sha256"])
        rows = [self._document_row(register, row, cells) for row in register.rows]
        if any(row["document_id"] == self._plan.document_id for row in rows):
            return register.with_rows(rows)
        return _appended(register, [cells])

    def _document_row(self, register: RegisterText, row: TextRow, cells: Mapping[str, str]) -> TextRow:
        if row["document_id"] != self._plan.document_id:
            return row
        wanted = {**row.cells, **cells}
        return row if wanted == dict(row.cells) else register.made(wanted)

    def _targets(self) -> RegisterText:
        made = {one.target_id: self._target_cells(one) for one in self._decisions if one.decision in MAKING}
        register = self._text(_TARGETS).with_columns([column for cells in made.values() for column in cells])
        self._check_places(register, made)
        gone = self._gone()
        rows = [
            register.made(made[row["target_id"]]) if row["target_id"] in made else row
            for row in register.rows
            if row["target_id"] not in gone
        ]
        there = {row["target_id"] for row in rows}
        new = [register.made(cells) for target_id, cells in made.items() if target_id not in there]
        place = _after_last(rows, self._plan.document_id)
        return register.with_rows([*rows[:place], *new, *rows[place:]])

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

    def _check_places(self, register: RegisterText, made: Mapping[str, Mapping[str, str]]) -> None:
        """A target can take the place of one of the same plan only, and only such a one goes;
        what one quantity is merged into must be there."""
        plans = {row["target_id"]: row["document_id"] for row in register.rows}
        earlier = {one.target_id for one in self._before.values()}
        for one in filter(lambda decision: decision.target_id, self._decisions):
            standing = plans.get(one.target_id)
            replaces = one.decision in MAKING and standing is not None
            if one.decision is Decision.REMOVED and standing is None and one.target_id not in earlier:
                self.problems.append(problem("unknown_target", one.target_id))
            elif (replaces or one.decision is Decision.REMOVED) and standing not in (None, self._plan.document_id):
                self.problems.append(problem("other_plan", one.target_id, plan=standing))
            elif one.decision is Decision.MERGED and standing is None and one.target_id not in made:
                self.problems.append(problem("unknown_target", one.target_id))

    def _numbers(self, leaving: Collection[tuple[str, str]]) -> RegisterText:
        """Every quantity of the plan in the order of the text, then rows of the plan that the
        text does not have, but for those that leave."""
        register = self._text(_NUMBERS)
        own = [row for row in register.rows if row["document_id"] == self._plan.document_id]
        wanted = [number_cells(self._plan.document_id, one) for one in self._standing()]
        rows = [self._number_row(register, own, cells) for cells in wanted]
        gone = self._gone()
        self.problems += [
            problem("still_named", one.figure, target=one.target_id) for one in self._standing() if one.target_id in gone
        ]
        leaving = {*leaving, *(_place(number_cells("", self._before[span])) for span in self._again())}
        left = [row for row in own if _place(row) not in leaving and row["target_id"] not in gone]
        others = [row for row in register.rows if row["document_id"] != self._plan.document_id]
        place = next(
            (number for number, row in enumerate(register.rows) if row["document_id"] == self._plan.document_id),
            len(others),
        )
        return register.with_rows([*others[:place], *rows, *left, *others[place:]])

    def _again(self) -> list[Span]:
        """Places that were decided on before and are now."""
        return [one.span for one in self._decisions if one.span in self._before]

    def _standing(self) -> list[PlanDecision]:
        """The latest decision on each place of this edition, in the order of the text."""
        now = self._before | {one.span: one for one in self._decisions if one.span is not None}
        return [now[span] for span in sorted(now)]

    @staticmethod
    def _number_row(register: RegisterText, own: list[TextRow], cells: Mapping[str, str]) -> TextRow:
        """The row of a quantity; one that is there is kept, or changed in place."""
        same = [row for row in own if _place(row) == (cells["clause"], cells["figure"])]
        if not same:
            return register.made(cells)
        row = next((one for one in same if _said(one.cells) == _said(cells)), same[0])
        own.remove(row)
        return row if _said(row.cells) == _said(cells) else register.made({**row.cells, **cells})


def number_cells(document_id: str, one: PlanDecision) -> dict[str, str]:
    """One quantity as a row of `numbers.csv`."""
    return {
        "document_id": document_id,
        "clause": one.confirmed.get("clause") or one.extracted.get("clause", ""),
        "figure": one.figure,
        "target_id": one.target_id,
        "reason": "" if one.target_id else one.confirmed.get("reason", ""),
    }


def earlier_places(intakes: Iterable[PlanIntake], plan_sha256: str) -> set[tuple[str, str]]:
    """Clause and figure of every decision on an earlier edition."""
    return {
        _place(number_cells("", one))
        for batch in intakes
        if batch.plan_sha256 != plan_sha256
        for one in batch.decisions
    }


def _place(row: TextRow | Mapping[str, str]) -> tuple[str, str]:
    return row["clause"], row["figure"]


def _said(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: cell.strip() for column, cell in cells.items() if cell.strip()}


def _appended(register: RegisterText, rows: Sequence[Mapping[str, str]]) -> RegisterText:
    wider = register.with_columns([column for cells in rows for column in cells])
    return wider.with_rows([*wider.rows, *map(wider.made, rows)])


def _after_last(rows: Sequence[TextRow], document_id: str) -> int:
    """The place after the last row of a plan; the end where there is none."""
    own = [number for number, row in enumerate(rows, 1) if row["document_id"] == document_id]
    return own[-1] if own else len(rows)
