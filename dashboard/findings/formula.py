"""The gap as formulas with their numbers, so that anyone can recompute them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from dashboard import formats, needs
from dashboard.findings import paths, remaining
from dashboard.findings.inputs import Inputs
from dashboard.findings.remaining import months
from dashboard.rows import ReportedRow, TargetRow
from dashboard.wording import Words
from etl.decimals import canonical
from etl.period import Period
from etl.vocabulary import Basis, Direction, Kind

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
    behind: Inputs = Inputs([], [], {}),
    known: Mapping[int, Decimal] = MappingProxyType({}),
) -> list[Line]:
    """Every step that is known for this row, in the order of computation.

    `behind` are the reported rows it rests on, `known` the figures its own are put together
    from: `paths.known`.
    """
    steps = [_comparable_base(row, month, one, known, words) for month, one in sorted(behind.derived.items())]
    steps += [*_baseline(row, behind, words), _target_value(row, words), _actual_value(row, words, known)]
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
    row: TargetRow, month: int, later: ReportedRow, known: Mapping[int, Decimal], words: Words
) -> Line:
    return _line(
        "comparable_base",
        words,
        _exact(row, canonical(known[month]) if month in known else None, words),
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


def _actual_value(row: TargetRow, words: Words, known: Mapping[int, Decimal]) -> Line:
    if row.actual_value is None:
        return _line("actual_value", words, words("unknown.figure"), "actual_unknown")
    if together := actual_together(row, known, words):
        return together
    rule = _actual_rule(row, row.actual_period)
    period = formats.period(row.actual_period, words.lang)
    return _line("actual_value", words, _exact(row, row.actual_value, words), rule, period=period)


def _actual_rule(row: TargetRow, period: str) -> str:
    if row.kind == Kind.FLOW and row.basis in (Basis.LEVEL, *GEOMETRIC):
        return "actual_flow_year" if Period.parse(period).month == 12 else "actual_flow_trailing"
    return f"actual_{row.kind}_{row.basis}"


def actual_together(row: TargetRow, known: Mapping[int, Decimal], words: Words) -> Line | None:
    """How the actual is put together from several reported figures, as a rule with its numbers;
    None where it is one of them alone."""
    return _together(row, "actual_value", row.actual_period, row.actual_value, known, words)


def baseline_together(row: TargetRow, known: Mapping[int, Decimal], words: Words) -> Line | None:
    """The same of a baseline that is judged like the actual."""
    if row.basis not in (Basis.LEVEL, *GEOMETRIC):
        return None
    return _together(row, "baseline_value", row.baseline_period, row.baseline_value, known, words)


def _together(
    row: TargetRow, name: str, period: str | None, value: str | None, known: Mapping[int, Decimal], words: Words
) -> Line | None:
    found = [] if value is None else paths.figure_parts(row, Period.parse(period).month_no, known)
    if not found or sum(part.signed for part in found) != Decimal(value):
        return None  # of a sum over 当季 the 累计 may have become known later
    names = _joined([(_part_name(row, part.month, words), part.is_minus) for part in found])
    numbers = _joined([(_operand(row, canonical(part.value), words), part.is_minus) for part in found])
    rule = words(f"formula.{_actual_rule(row, period)}.parts", names=names)
    return Line(words(f"formula.{name}.name"), rule, numbers, _exact(row, value, words))


def _joined(signed: Sequence[tuple[str, bool]]) -> str:
    """`a + b − c`."""
    return "".join(f" − {text}" if is_minus else f" + {text}" for text, is_minus in signed).removeprefix(" + ")


def _part_name(row: TargetRow, month: int, words: Words) -> str:
    period = Period(month)
    key = "at" if row.kind != Kind.FLOW else "year" if period.month == 12 else "to"
    return words(f"formula.part_{key}", period=formats.period(str(period), words.lang), year=period.year)


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
        steps.append(_line("pace", words, _pace(row.pace, words), f"pace_{shape}", **numbers))
    if row.projected_value is not None:
        projected = _exact(row, row.projected_value, words)
        steps.append(_line("projected_value", words, projected, f"projected_{shape}", **numbers))
    return steps


def _pace(pace: float, words: Words) -> str:
    """The number that the formula gives, and what it says where it is below zero."""
    result = formats.percent(pace, 2)
    return words("formula.noted", result=result, note=words("remark.backwards")) if pace < 0 else result


def _required(row: TargetRow, words: Words) -> list[Line]:
    numbers = {
        "gap": _operand(row, row.gap_to_target, words),
        "target": _operand(row, row.target_value, words),
        "actual": _operand(row, row.actual_value, words),
        "left": months(row.actual_period, row.due_period),
        "quarters": remaining.quarters_left(row),
        "needed": needs.heading_of_method(row, words),
    }
    per_quarter = _difference(row, row.required_per_quarter, words)
    steps = [_line("required_per_quarter", words, per_quarter, **numbers)]
    if row.required_growth is not None:
        steps.append(_line("required_growth", words, formats.percent(row.required_growth, 2), **numbers))
    if (needed := remaining.gap_per_quarter_from_as_of(row)) is not None:
        shown = formats.quantity(needed, row.gap_unit, words.lang, 4)
        steps.append(_line("gap_per_quarter_from_as_of", words, shown, **numbers))
    return steps
