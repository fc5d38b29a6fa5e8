"""Gap, trajectory, pace and projection. Differences are exact, ratios and powers are doubles."""

from dataclasses import dataclass
from decimal import Decimal

from etl.vocabulary import Basis, Direction, Kind
from etl.registers import Metric, Target
from tests.reference.bases import GROWTH, Aim
from tests.reference.figures import Figure
from tests.reference.series import QUARTER, YEAR
from tests.reference.spans import Span


@dataclass(frozen=True, slots=True)
class Path:
    """From the baseline to the target: what was covered in `gone` of `whole` months."""

    base: Decimal
    target: Decimal
    actual: Decimal
    gone: int
    whole: int
    geometric: bool

    @property
    def elapsed(self) -> float:
        """e, the share of the way's months that have passed."""
        return self.gone / self.whole

    @property
    def progress(self) -> float:
        return float(self.actual - self.base) / float(self.target - self.base)

    @property
    def expected(self) -> float | None:
        if self.geometric:
            factor = power(self.target, self.base, self.elapsed)
            return None if factor is None else float(self.base) * factor
        return float(self.base) + float(self.target - self.base) * self.elapsed

    @property
    def pace(self) -> float | None:
        """Realised over required yearly growth, or progress over the share of time gone."""
        if not self.geometric:
            return self.progress / self.elapsed
        realised = yearly_growth(self.base, self.actual, self.gone)
        required = yearly_growth(self.base, self.target, self.whole)
        return realised / required if realised is not None and required else None

    @property
    def projected(self) -> float | None:
        """The figure at due if the realised pace continues."""
        if self.geometric:
            factor = power(self.actual, self.base, self.whole / self.gone)
            return None if factor is None else float(self.base) * factor
        return float(self.base) + float(self.actual - self.base) * self.whole / self.gone


def power(numerator: Decimal, denominator: Decimal, exponent: float) -> float | None:
    """(numerator/denominator)^exponent for a positive exponent.

    None where nothing can grow from the one to the other, because it starts at zero or
    less or ends below zero, and beyond the largest double.
    """
    if denominator <= 0 or numerator < 0:
        return None
    try:
        return (float(numerator) / float(denominator)) ** exponent
    except OverflowError:
        return None


def yearly_growth(start: Decimal, end: Decimal, months: int) -> float | None:
    """Average growth a year as a fraction: 0.1 is ten per cent."""
    factor = power(end, start, YEAR / months)
    return None if factor is None else factor - 1


def path_of(target: Target, metric: Metric, span: Span, actual: Figure, aim: Aim) -> Path | None:
    """The path, or None where there is none."""
    if target.basis == Basis.EACH_SUBREGION or aim.provisional:
        return None
    if not actual or not aim.baseline or aim.target_value is None:
        return None
    base = aim.baseline
    if sign(metric) * (aim.target_value - base.value) <= 0:
        return None
    return Path(
        base.value,
        aim.target_value,
        actual.value,
        gone=actual.month_no - base.month_no,
        whole=span.due - base.month_no,
        geometric=target.basis in GROWTH,
    )


def sign(metric: Metric) -> int:
    """d: +1 where more is better, −1 where less is."""
    return 1 if metric.direction == Direction.HIGHER else -1


def path_columns(path: Path | None, metric: Metric) -> dict:
    """The five columns that need a path on which time has passed."""
    if path is None or path.gone <= 0:
        names = ("expected_value", "gap_to_trajectory", "progress", "pace", "projected_value")
        return dict.fromkeys(names)
    expected = path.expected
    return {
        "expected_value": expected,
        "gap_to_trajectory": (
            None if expected is None else sign(metric) * (expected - float(path.actual))
        ),
        "progress": path.progress,
        "pace": path.pace,
        "projected_value": path.projected,
    }


def gap_columns(metric: Metric, actual: Figure | None, aim: Aim) -> dict:
    """`gap_to_target`, exact, and `attainment`."""
    if not actual or aim.target_value is None:
        return {"gap_to_target": None, "attainment": None}
    return {
        "gap_to_target": sign(metric) * (aim.target_value - actual.value),
        "attainment": (
            float(actual.value) / float(aim.target_value) if aim.target_value else None
        ),
    }


def required_columns(
    target: Target, metric: Metric, span: Span, actual: Figure | None, aim: Aim, gap: Decimal | None
) -> dict:
    """What is needed from the actual's period on to reach the target by the due quarter."""
    columns = {"required_per_quarter": None, "required_growth": None}
    open_gap = gap is not None and gap > 0 and not span.is_due
    if not open_gap or aim.provisional or target.basis == Basis.EACH_SUBREGION:
        return columns
    months = span.due - actual.month_no
    columns["required_per_quarter"] = float(gap) / (months / QUARTER)
    if target.basis in (Basis.LEVEL, *GROWTH) and metric.kind == Kind.FLOW:
        columns["required_growth"] = yearly_growth(actual.value, aim.target_value, months)
    return columns
