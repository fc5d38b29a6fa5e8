"""The place of each target among those it can be compared with. Pure functions of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.findings import comparison, selection
from dashboard.findings.comparison import Group
from dashboard.rows import TargetRow

#: Fewer have no order.
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Rank:
    """One target's place among the `of` ranked with it, 1 the best; by how many places it has
    risen since the quarter before, None where it had none then."""

    place: int
    of: int
    risen: int | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """One group of comparable targets of a metric, with the places of those that have one."""

    metric: str
    group: Group
    ranks: Mapping[tuple[str, str], Rank]

    @property
    def is_ordered(self) -> bool:
        """Whether there is a first and a last."""
        return len(self.group.ranked) >= _LEAST

    def most_risen(self) -> list[TargetRow]:
        """Who rose by most places since the quarter before; nobody where nobody rose."""
        risen = {row.key: self.ranks[row.key].risen or 0 for row in self.group.ranked} if self.is_ordered else {}
        most = max(risen.values(), default=0)
        return [row for row in self.group.ranked if most > 0 and risen[row.key] == most]


@dataclass(frozen=True, slots=True)
class Rankings:
    """Every ranking, by metric the next to fall due first; `apart` says why a target is in none,
    as a key under `apart` of the page texts."""

    rankings: Sequence[Ranking]
    apart: Mapping[tuple[str, str], str]

    def rank(self, row: TargetRow) -> Rank | None:
        """The place of one target."""
        return next((one.ranks[row.key] for one in self.rankings if row.key in one.ranks), None)

    def ordered(self, metric: str) -> list[Ranking]:
        """The rankings of one metric that have a first and a last."""
        return [one for one in self.rankings if one.metric == metric and one.is_ordered]


def rankings(
    rows: Sequence[TargetRow], before: Sequence[TargetRow], levels: Mapping[str, str], as_of: str
) -> Rankings:
    """The rankings that 指标 shows, of every metric among `rows`: one row per target at `as_of`;
    `before` are all rows of the quarter before."""
    found: list[Ranking] = []
    apart: dict[tuple[str, str], str] = {}
    for metric in selection.metrics_of(rows):
        same = [row for row in rows if row.metric == metric]
        groups, others = comparison.compare(same, levels, as_of)
        risen = comparison.changes_since(groups, before, levels, as_of)
        found += [Ranking(metric, group, _ranks(group, risen)) for group in groups]
        apart |= {row.key: reason for row, reason in others}
    return Rankings(found, apart)


def _ranks(group: Group, risen: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], Rank]:
    if len(group.ranked) < _LEAST:
        return {}
    of = len(group.ranked)
    return {row.key: Rank(place, of, risen.get(row.key)) for place, row in enumerate(group.ranked, 1)}
