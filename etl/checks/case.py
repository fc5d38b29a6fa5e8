"""What a check of an upload may look at."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

from etl.checks.tiers import Tier
from etl.intake.layout import Column
from etl.parse import Entry, Filing
from etl.period import Period
from etl.problems import Problem
from etl.registers import Metric, Region, Registers, Target
from etl.intake.upload_problems import upload_problem
from etl.vocabulary import Counting, Nature, Scope

T = TypeVar("T")


class FigureKey(NamedTuple):
    """Which figure it is: everything but its value."""

    region_code: str
    metric: str
    scope: Scope
    counting: Counting
    month_no: int

    @classmethod
    def of(cls, entry: Entry) -> "FigureKey":
        return cls(entry.region_code, entry.metric, entry.scope, entry.counting, entry.period.month_no)

    def at(self, month_no: int) -> "FigureKey":
        """The same figure of another period."""
        return FigureKey(*self[:-1], month_no)  # `_replace` takes five times as long

    def months_later(self, months: int) -> "FigureKey":
        """The same figure so many months later; negative is earlier."""
        return self.at(self.month_no + months)


@dataclass(frozen=True)
class Known(Mapping[FigureKey, Decimal]):
    """What a workspace knows already: the figures that stand, in the metrics' units.

    `published` are the figures of `actuals/` as published, whatever was accepted since;
    `tiers` is what the workspace decided on the severity of single checks.
    """

    standing: Mapping[FigureKey, Decimal] = field(default_factory=dict)
    published: Mapping[FigureKey, Decimal] = field(default_factory=dict)
    tiers: Mapping[str, Tier] = field(default_factory=dict)

    def __getitem__(self, key: FigureKey) -> Decimal:
        return self.standing[key]

    def __iter__(self) -> Iterator[FigureKey]:
        return iter(self.standing)

    def __len__(self) -> int:
        return len(self.standing)


@dataclass(frozen=True)
class Case:
    """A filing, and what it is held against.

    `region` is the code the sender reports for and `period` the open quarter, None where
    any will do; `known` the figures that stand already, in the metrics' units, and
    `published` those of the published files.
    """

    filing: Filing
    registers: Registers
    region: str | None
    period: Period | None
    today: date
    known: Mapping[FigureKey, Decimal] = field(default_factory=dict)
    published: Mapping[FigureKey, Decimal] = field(default_factory=dict)
    _worked_out: dict[Callable, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, work: Callable[["Case"], T]) -> T:
        """What `work` makes of this case, worked out once for all checks that ask."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        return self._worked_out[work]

    @cached_property
    def metrics(self) -> Mapping[str, Metric]:
        return {metric.metric: metric for metric in self.registers.metrics}

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        return {region.region_code: region for region in self.registers.regions}

    @cached_property
    def counted(self) -> tuple[Entry, ...]:
        """Entries that report a figure which counts: no forecast, nothing taken back."""
        left_out = (Nature.FORECAST, Nature.WITHDRAWN)
        return tuple(
            entry for entry in self.filing.entries if entry.value is not None and entry.nature not in left_out
        )

    @cached_property
    def figures_sent(self) -> tuple[tuple[Entry, FigureKey], ...]:
        """The entries that count, each with which figure it is."""
        return tuple((entry, FigureKey.of(entry)) for entry in self.counted)

    @cached_property
    def parts(self) -> Mapping[str, list[str]]:
        """The metrics that are part of a metric."""
        parts: dict[str, list[str]] = {}
        for metric in self.registers.metrics:
            parts.setdefault(metric.part_of, []).append(metric.metric)
        return parts

    @cached_property
    def targets(self) -> Mapping[tuple[str, str, Scope], list[Target]]:
        """The targets a figure counts towards, by region, metric and scope."""
        targets: dict[tuple[str, str, Scope], list[Target]] = {}
        for target in self.registers.targets:
            for region_code in target.children or (target.region_code,):
                targets.setdefault((region_code, target.metric, target.scope), []).append(target)
        return targets

    @cached_property
    def own_figures(self) -> Mapping[FigureKey, Decimal]:
        return {key: entry.value for entry, key in self.figures_sent}

    @cached_property
    def figures(self) -> Mapping[FigureKey, Decimal]:
        """What would stand if the file were accepted."""
        return {**self.known, **self.own_figures}

    @cached_property
    def _months(self) -> Mapping[tuple[object, ...], list[int]]:
        months: dict[tuple[object, ...], list[int]] = {}
        for key in sorted(self.figures, key=lambda key: key.month_no):
            months.setdefault(key[:-1], []).append(key.month_no)
        return months

    def last_before(self, key: FigureKey) -> FigureKey | None:
        """The same figure of the nearest earlier period that has one."""
        months = self._months.get(key[:-1], [])
        position = bisect_left(months, key.month_no)
        return key.at(months[position - 1]) if position else None

    def next_after(self, key: FigureKey) -> FigureKey | None:
        """The same figure of the nearest later period that has one."""
        months = self._months.get(key[:-1], [])
        position = bisect_right(months, key.month_no)
        return key.at(months[position]) if position < len(months) else None

    def problem(
        self, name: str, row: int, column: Column, found: str | None = None, **needed: object
    ) -> Problem:
        """A problem at a cell; `found` is the cell as it stands unless given."""
        place = {"row": row, "column": self.filing.header_text(column)}
        text = self.filing.found(row, column) if found is None else found
        return upload_problem(name, **place, found=text, **needed)


Problems = Iterable[Problem]
