"""Whom a bulletin is about: its targets in the lists the pages count, and their rankings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import formats
from dashboard.findings import ranking, selection, standing
from dashboard.findings.ranking import Rankings
from dashboard.report.inputs import Inputs, inside
from dashboard.report.phrases import listing
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.period import Period
from etl.vocabulary import Level

#: Levels from the top, as they are named.
LEVELS = tuple(Level)
#: More provinces than this are not named one by one.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """One place at one quarter, in one language.

    `rows` and `rows_before` hold one row per target inside the place (of yearly ones the year
    running), `tree` those that count by region; `before` are all rows of the quarter before by
    target and due period.
    """

    inputs: Inputs
    words: Words
    rows: Sequence[TargetRow]
    rows_before: Sequence[TargetRow]
    tree: standing.Tree
    rankings: Rankings
    before: Mapping[tuple[str, str], TargetRow]

    @property
    def as_of(self) -> str:
        return self.inputs.as_of

    @property
    def period(self) -> str:
        """The quarter evaluated, in words."""
        return formats.period(self.as_of, self.words.lang)

    @property
    def code(self) -> str:
        return self.inputs.place_code

    @property
    def level(self) -> str:
        """Level of the place; empty for every province."""
        return self.inputs.place.level if self.inputs.place else ""

    @property
    def name(self) -> str:
        """Name of the place; several provinces by name while they are few."""
        if self.inputs.place:
            return self.region_name(self.code)
        tops = [code for code, one in self.inputs.regions.items() if not one.parent_code]
        if len(tops) > _NAMED:
            return self.words("report.everywhere")
        return listing(map(self.region_name, tops), self.words)

    @property
    def counted(self) -> list[TargetRow]:
        """Targets of plans in force, without drafts."""
        return selection.counted(self.rows)

    @property
    def counted_before(self) -> list[TargetRow]:
        """The same a quarter ago."""
        return selection.counted(self.rows_before)

    @property
    def own(self) -> list[TargetRow]:
        """Counted targets of the place itself, in the order of fields and due dates."""
        return in_order(row for row in self.counted if row.region_code == self.code)

    @property
    def speakers(self) -> list[str]:
        """Whose own figures stand for the place: itself, or each province."""
        return [self.code] if self.code else self.tree.tops

    def metric_of(self, row: TargetRow) -> str:
        """Name of a metric, with its region where the bulletin is about several provinces."""
        metric = self.words.name(row.metric_zh, row.metric_en)
        return metric if self.code else self.of_region(row, metric)

    def of_region(self, row: TargetRow, metric: str) -> str:
        """A metric of a region."""
        return self.words("report.of_region", region=self.region_name(row.region_code), metric=metric)

    @property
    def below(self) -> list[str]:
        """Regions directly below with counted targets, themselves or further below."""
        return self.tree.below.get(self.code, [])

    @property
    def is_alone(self) -> bool:
        """Whether all its counted targets are of one region, which then needs no naming."""
        return not self.below

    def region_name(self, code: str) -> str:
        """Name of a region."""
        region = self.inputs.regions.get(code)
        return self.words.name(region.name_zh, region.name_en) if region else code

    def region_level(self, code: str) -> str:
        region = self.inputs.regions.get(code)
        return region.level if region else ""

    @property
    def data_period(self) -> str | None:
        """The latest period with a figure among its targets."""
        periods = [row.actual_period for row in self.rows if row.actual_period]
        return max(periods, key=lambda text: Period.parse(text).month_no, default=None)


def subject(inputs: Inputs, words: Words) -> Subject:
    """The place of some inputs."""
    rows, before = (_inside(some, inputs) for some in (inputs.rows, inputs.rows_before))
    levels = {code: region.level for code, region in inputs.regions.items()}
    return Subject(
        inputs=inputs,
        words=words,
        rows=rows,
        rows_before=before,
        tree=standing.tree(selection.counted(rows), inputs.regions.values()),
        rankings=ranking.rankings(selection.latest(inputs.rows), inputs.rows_before, levels, inputs.as_of),
        before={row.key: row for row in inputs.rows_before},
    )


def _inside(rows: Sequence[TargetRow], inputs: Inputs) -> list[TargetRow]:
    """The latest row of each target of the place and of all below it."""
    codes = inside(inputs.place_code, inputs.regions)
    return [row for row in selection.latest(rows) if row.region_code in codes]


def in_order(rows: Sequence[TargetRow]) -> list[TargetRow]:
    """Targets by field of work, then by due date."""
    return sorted(rows, key=lambda row: (selection.FAMILIES.index(selection.family(row)), row.due_period, row.target_id))
