"""A candidate: one quantity of a plan's text and what the rules made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from etl.decimals import canonical
from etl.extract.terms import Assumption
from etl.registers.columns import COLUMNS

#: Columns of a target that a candidate or a person fills in; the other two are given.
TARGET_CELLS = tuple(one for one in COLUMNS["targets.csv"] if one not in ("target_id", "document_id"))
#: First and one past the last character in the text, from 0.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One quantity of the text of a file; `span` is where its figure stands there.

    `document` is the id of its plan, or the title where no register knows it: one file may hold
    several. `cells` are the columns of `targets.csv` as far as the rules could fill them in, all texts;
    `parent_id` may be `@START-END`, another quantity. `proposed_metric` is what a metric would be
    called that the register does not have. `reason` is the code why it is no goal,
    `not_computable` why a goal cannot be computed, `repeats` the place that states it first.
    `region_name` is what the text calls its region where the register does not have it,
    `regions_lacking` are all such regions its sentence names.
    """

    span: Span
    figure: str
    is_goal: bool
    rule: str = ""
    confidence: str = ""
    reason: str = ""
    not_computable: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    proposed_metric: str = ""
    document: str = ""
    repeats: Span | None = None
    assumed: str = ""
    region_name: str = ""
    regions_lacking: tuple[str, ...] = ()

    @property
    def names_region(self) -> bool:
        """Whether its own sentence names a region that the register does not have."""
        return bool(self.region_name) and Assumption.REGION_UNKNOWN not in self.assumed.split(";")

    @property
    def clause(self) -> str:
        """Where it stands."""
        return self.cells.get("clause", "")

    @property
    def left_open(self) -> frozenset[str]:
        """Cells its sentence does not say, which a person settles once for several goals."""
        assumed = {*self.assumed.split(";")}
        regions = {Assumption.REGION_PLAN, Assumption.REGION_UNKNOWN} & assumed or self.names_region
        start = Assumption.START_NONE in assumed and not self.cells.get("start")
        names = {"metric": self.proposed_metric and not self.cells.get("metric"), "region_code": regions, "start": start}
        return frozenset(name for name, is_open in names.items() if is_open)

    def extracted(self) -> dict[str, str]:
        """What the rules read, as the ledger keeps it."""
        said = {
            "is_goal": "true" if self.is_goal else "false",
            "confidence": self.confidence,
            "reason": self.reason,
            "not_computable": self.not_computable,
            "proposed_metric": self.proposed_metric,
            "region_name": self.region_name,
            "assumed": self.assumed,
        }
        return {name: value for name, value in (said | dict(self.cells)).items() if value}


def candidates_of(rows: Iterable[Mapping[str, object]]) -> list[Candidate]:
    """Candidates from what extraction found, in the order of the text.

    A row is a mapping with the fields of `etl.extract.Candidate`, which the command prints as
    JSON: values or their texts. Raises ValueError, naming the row, where one has no place in
    the text or no figure.
    """
    texts = [{name: _text(value) for name, value in row.items()} for row in rows]
    spans = {one.get("row", ""): _span(one, number) for number, one in enumerate(texts, 1)}
    return [_candidate(one, spans, number) for number, one in enumerate(texts, 1)]


def _candidate(row: Mapping[str, str], spans: Mapping[str, Span], number: int) -> Candidate:
    cells = {name: row[name] for name in TARGET_CELLS if row.get(name)}
    if parent := spans.get(row.get("parent", "")):
        cells["parent_id"] = f"@{parent[0]}-{parent[1]}"
    return Candidate(
        span=_span(row, number),
        figure=row["figure"],
        is_goal=row.get("is_goal", "").lower() == "true",
        rule=row.get("rule", ""),
        confidence=row.get("confidence", ""),
        reason=row.get("reason", ""),
        not_computable=row.get("not_computable", ""),
        cells=cells,
        proposed_metric=row.get("metric_proposed", ""),
        document=row.get("document_id") or row.get("title", ""),
        repeats=spans.get(row.get("repeats", "")),
        assumed=row.get("assumed", ""),
        region_name="" if row.get("region_code") else row.get("region", ""),
        regions_lacking=tuple(filter(None, row.get("regions_lacking", "").split(";"))),
    )


def _span(row: Mapping[str, str], number: int) -> Span:
    try:
        start, end = int(row["source_start"]), int(row["source_end"])
    except (KeyError, ValueError) as error:
        raise ValueError(f"{number}: source_start, source_end") from error
    if not 0 <= start < end or not row.get("figure"):
        raise ValueError(f"{number}: source_start < source_end, figure")
    return start, end


def _text(value: object) -> str:
    """A cell as the registers write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, (list, tuple)):
        return ";".join(map(_text, value))
    return str(value).strip()
