"""The gap as formulas with their numbers, so that anyone can recompute them."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from dashboard import formats, sayings
from dashboard.findings import remaining
from dashboard.findings.inputs import Inputs
from dashboard.findings.remaining import months
from dashboard.rows import ReportedRow, TargetRow
from dashboard.wording import Words
from etl.decimals import canonical
from etl.period import Period
from etl.vocabulary import Basis, Direction

GEOMETRIC = (Basis.MULTIPLE, Basis.CAGR)


class Line(NamedTuple):
    """One step: its name, the rule in words, the rule in numbers, the result."""

    name: str
    rule: str
    numbers: str
    result: str


def lines(
    row: TargetRow,
    words: Words,
    parts: tuple[str, str, str] | None = None,
    behind: Inputs = Inputs([], [], {}),
    totals: Mapping[int, Decimal] = MappingProxyType({}),
) -> list[Line]:
    """Every step that is known for this row, in the order of computation.

    `parts` are the three figures of a trailing year: `paths.trailing_parts`. `behind` are
    the reported rows it rests on and `totals` its 本年累计 by month.
    """
    steps = [_comparable_base(row, month, one, totals, words) for month, one in sorted(behind.derived.items())]
    steps += [*_baseline(row, behind, words), _target_value(row, words), _actual_value(row, words, parts)]
    if row.gap_to_target is not None:
        steps.append(gap_to_target(row, words))
    if row.expected_value is not None:
        steps += _path(row, words)
    if row.required_per_quarter is not None:
        steps += _required(row, words)
    return steps


def _exact(row: TargetRow, value: str | float | None, words: Words) -> str:
    return formats.exact(value, row.value_unit, words.lang)


def _difference(row: TargetRow, value: str | float | None, words: Words) -> str:
    return formats.exact(value, row.gap_unit, words.lang)


def _operand(row: TargetRow, value: str | float | None, words: Words) -> str:
    return formats.operand(value, row.value_unit, words.lang)


def _percent_operand(value: str | float | None, decimals: int) -> str:
    return formats.bracketed(f"{formats.number(value, decimals)}%")


def _line(name: str, words: Words, result: str, rule: str = "", **numbers: object) -> Line:
    rule = rule or name
    return Line(
        words(f"formula.{name}.name", **numbers),
        words(f"formula.{rule}.rule", **numbers),
        words(f"formula.{rule}.numbers", **numbers),
        result,
    )


def _comparable_base(
    row: TargetRow, month: int, later: ReportedRow, totals: Mapping[int, Decimal], words: Words
) -> Line:
    return _line(
        "comparable_base",
        words,
        _exact(row, canonical(totals[month]) if month in totals else None, words),
        period=formats.period(str(Period(month)), words.lang),
        total=_operand(row, later.value, words),
        yoy=_percent_operand(later.yoy, 6),
    )


def _baseline(row: TargetRow, behind: Inputs, words: Words) -> list[Line]:
    """The baseline with its period and source; a basis without baseline has no line."""
    if row.basis == Basis.EACH_SUBREGION:
        return []
    if row.baseline_value is None:
        return [_line("baseline_value", words, words("unknown.figure"), "baseline_unknown")]
    is_zero = row.basis in (Basis.INCREMENT, Basis.EVERY_YEAR)
    return [
        _line(
            "baseline_value",
            words,
            _exact(row, row.baseline_value, words),
            "baseline_zero" if is_zero else "baseline_reported",
            period=formats.period(row.baseline_period, words.lang),
            source=words("card.and").join(dict.fromkeys(map(_source, behind.baseline))) or formats.UNKNOWN,
        )
    ]


def _source(one: ReportedRow) -> str:
    """Source and day of publication, without the web address."""
    text = " ".join(piece for piece in one.source.split() if not piece.startswith("http"))
    return f"{text} {one.published_on}" if one.published_on else text


def _target_value(row: TargetRow, words: Words) -> Line:
    if row.target_value is None:
        return _line("target_value", words, words("reason.no_baseline"), "target_unknown")
    result = _exact(row, row.target_value, words)
    if row.basis not in GEOMETRIC:
        rule = "target_children" if row.basis == Basis.EACH_SUBREGION else "target_value"
        return _line("target_value", words, result, rule, figure=row.figure)
    return _line(
        "target_value",
        words,
        result,
        f"target_{row.basis}",
        base=_operand(row, row.baseline_value, words),
        value=_percent_operand(row.value, 2) if row.basis == Basis.CAGR else formats.bracketed(formats.number(row.value)),
        months=months(row.baseline_period, row.due_period),
    )


def _actual_value(row: TargetRow, words: Words, parts: tuple[str, str, str] | None) -> Line:
    if row.actual_value is None:
        return _line("actual_value", words, words("unknown.figure"), "actual_unknown")
    rule = f"actual_{row.kind}_{row.basis}"
    if row.kind == "flow" and row.basis in (Basis.LEVEL, *GEOMETRIC):
        rule = "actual_flow_year" if Period.parse(row.actual_period).month == 12 else "actual_flow_trailing"
    if parts and rule == "actual_flow_trailing":
        rule = "actual_flow_parts"
    names = ("year_to_date", "last_year", "same_months")
    shown = dict(zip(names, (_operand(row, part, words) for part in parts or ()), strict=False))
    return _line(
        "actual_value",
        words,
        _exact(row, row.actual_value, words),
        rule,
        **shown,
        period=formats.period(row.actual_period, words.lang),
    )


def gap_to_target(row: TargetRow, words: Words) -> Line:
    """The gap as a rule, with its numbers and its result; only where it is known."""
    lower = row.direction == Direction.LOWER
    return _line(
        "gap_to_target",
        words,
        _difference(row, row.gap_to_target, words),
        "gap_lower" if lower else "gap_to_target",
        target=_operand(row, row.target_value, words),
        actual=_operand(row, row.actual_value, words),
    )


def _path(row: TargetRow, words: Words) -> list[Line]:
    gone = months(row.baseline_period, row.actual_period)
    whole = months(row.baseline_period, row.due_period)
    shape = "geometric" if row.basis in GEOMETRIC else "linear"
    numbers = {
        "base": _operand(row, row.baseline_value, words),
        "target": _operand(row, row.target_value, words),
        "actual": _operand(row, row.actual_value, words),
        "expected": _operand(row, row.expected_value, words),
        "gone": gone,
        "whole": whole,
        "progress": formats.bracketed(formats.percent(row.progress, 2)),
    }
    trajectory_rule = "trajectory_lower" if row.direction == Direction.LOWER else "gap_to_trajectory"
    steps = [
        _line("expected_value", words, _exact(row, row.expected_value, words), f"expected_{shape}", **numbers),
        _line(
            "gap_to_trajectory", words, _difference(row, row.gap_to_trajectory, words), trajectory_rule, **numbers
        ),
        _line("progress", words, formats.percent(row.progress, 2), **numbers),
    ]
    if row.pace is not None:
        steps.append(_line("pace", words, formats.percent(row.pace, 2), f"pace_{shape}", **numbers))
    if row.projected_value is not None:
        projected = _exact(row, row.projected_value, words)
        steps.append(_line("projected_value", words, projected, f"projected_{shape}", **numbers))
    return steps


def _required(row: TargetRow, words: Words) -> list[Line]:
    numbers = {
        "gap": _operand(row, row.gap_to_target, words),
        "target": _operand(row, row.target_value, words),
        "actual": _operand(row, row.actual_value, words),
        "left": months(row.actual_period, row.due_period),
        "quarters": remaining.quarters_left(row),
        "since": formats.period(row.actual_period, words.lang),
    }
    kind = sayings.required_kind(row)
    name = "required_per_quarter" if kind == "quarter" else f"required_{kind}"
    per_quarter = _difference(row, row.required_per_quarter, words)
    steps = [_line(name, words, per_quarter, "required_per_quarter", **numbers)]
    if row.required_growth is not None:
        steps.append(_line("required_growth", words, formats.percent(row.required_growth, 2), **numbers))
    if (needed := remaining.gap_per_quarter_from_as_of(row)) is not None:
        shown = formats.quantity(needed, row.gap_unit, words.lang, 4)
        steps.append(_line("gap_per_quarter_from_as_of", words, shown, **numbers))
    return steps
