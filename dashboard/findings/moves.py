"""Which targets' gaps moved between two dates, and most by what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.findings import shortfall
from dashboard.queries import Bridges
from dashboard.rows import TargetRow
from etl.period import Period
from etl.vocabulary import Cause
from etl.warehouse.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Move:
    """One target with the bridge between the two dates; `row` is it at the later date."""

    row: TargetRow
    bridge: Bridge

    @property
    def share(self) -> float | None:
        """The change as a share of the whole that a shortfall is scaled by; unknown without one."""
        return None if self.bridge.change is None else shortfall.share(float(self.bridge.change), self.row)

    @property
    def part(self) -> Decimal | None:
        """What the largest cause moved."""
        return dict(self.bridge.parts).get(self.bridge.largest)


def latest(rows: Iterable[TargetRow], bridges: Bridges) -> list[Move]:
    """One move per target, of its last due period that has a bridge; else of the last."""
    found: dict[str, Move] = {}
    for row in sorted(rows, key=lambda row: Period.parse(row.due_period).month_no):
        bridge = bridges.get(row.key)
        held = found.get(row.target_id)
        if bridge and (held is None or bridge.change is not None or held.bridge.change is None):
            found[row.target_id] = Move(row, bridge)
    return [found[target_id] for target_id in sorted(found)]


def most_moved(moves: Sequence[Move]) -> list[Move]:
    """Those whose gap changed, most first by the share of the whole; unknown ones last."""
    changed = [move for move in moves if move.bridge.change]
    return sorted(changed, key=lambda move: (-abs(move.share or 0.0), move.row.target_id))


def telling(moves: Sequence[Move]) -> Move:
    """The one that says most: whose gap changed most, else one with a gap at both dates, else
    at one of them, else with a figure."""
    changed = most_moved(moves)
    return changed[0] if changed else min(moves, key=_silence)


def _silence(move: Move) -> tuple[int, bool, str]:
    gaps = (move.bridge.gap_then, move.bridge.gap_now)
    return gaps.count(None), not move.row.has_figure, move.row.target_id


def unmoved(moves: Sequence[Move]) -> list[Move]:
    """Those whose gap is the same at both dates."""
    return [move for move in moves if move.bridge.change == 0]


def unknown(moves: Sequence[Move]) -> list[Move]:
    """Those without a gap to the trajectory at one of the dates."""
    return [move for move in moves if move.bridge.change is None]


def steps(bridge: Bridge) -> list[tuple[Cause, Decimal]]:
    """The causes that moved anything, in their order."""
    return [(cause, part) for cause, part in bridge.parts if part]
