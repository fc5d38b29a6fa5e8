"""What a target still takes and by when it must begin, in words: the same on pages, in bulletins and in files.

A page counts a need from the period of the figure, as the files do, and beside it from the quarter
evaluated; a bulletin from the quarter evaluated only. Where one quarter is left, it alone can bring
what is missing, and both say what that is.
"""

from dashboard import formats
from dashboard.findings import remaining
from dashboard.findings.remaining import Step
from dashboard.rows import OutlookRow, TargetRow
from dashboard.wording import Words
from etl.vocabulary import Direction, Kind


def required(row: TargetRow, words: Words) -> str:
    """What is needed per quarter, as a sentence with its `notes`; a dash where nothing is or that is unknown."""
    if row.required_per_quarter is None:
        return formats.UNKNOWN
    return words("card.and").join([_sentence(row, _names(row, words), words), *notes(row, words)])


def heading(row: TargetRow, words: Words) -> str:
    """The same without its amount: `自2025年第四季度起每季需新增`, `2027年第四季度需新增`."""
    return _heading(row, _names(row, words), words)


def amount(row: TargetRow, words: Words) -> str:
    """The amount of one step, standing alone; one that was rounded up to a whole unit says 约."""
    need = _step(row)
    said = formats.quantity(need.amount, row.gap_unit, words.lang)
    return words("required.about_amount", amount=said) if _is_about(need) else said


def notes(row: TargetRow, words: Words) -> list[str]:
    """What stands beside it: yearly growth, the same counted from the quarter evaluated, and where
    only that is told, of when an older figure is."""
    beside = by_figure(row, words) if remaining.is_last_quarter(row) else _from_as_of(row, words)
    return [note for note in (_growth(row, words), beside) if note]


def required_next(row: TargetRow, words: Words) -> str:
    """What is needed in each quarter after the one evaluated, standing alone; the only one left is
    named. Empty where nothing is needed."""
    per_quarter = remaining.need_from_as_of(row)
    if per_quarter is None:
        return ""
    need = remaining.step(per_quarter, row.gap_unit)
    when = _in_last(row, words) if remaining.is_last_quarter(row) else {"since": "", "every": _every(need, words)}
    return _sentence(row, when | _how_much(row, need, words), words)


def by_figure(row: TargetRow, words: Words) -> str:
    """Of when the figure is that a need rests on; empty where it is of the quarter evaluated."""
    if row.actual_period == row.as_of:
        return ""
    return words("required.by_figure", period=formats.period(row.actual_period, words.lang))


def heading_of_method(row: TargetRow, words: Words) -> str:
    """What `required_per_quarter` is called: counted from the period of the figure, for each quarter."""
    if remaining.months(row.actual_period, row.due_period) == remaining.QUARTER:
        return _heading(row, _in_last(row, words), words)
    return _heading(row, {"since": _since(row, words), "every": words("required.every_quarter")}, words)


def last_start(row: TargetRow, outlook: OutlookRow, words: Words) -> str:
    """By when a target within reach must begin: `最迟2026年第四季度末起步`, `须自2027年第一季度起步`."""
    name, period = remaining.last_start(row, outlook)
    return words(f"outlook.start_{name}", period=formats.period(period, words.lang))


def _growth(row: TargetRow, words: Words) -> str:
    """The same as yearly growth; empty where that is not defined."""
    if row.required_growth is None:
        return ""
    return words("required.growth", growth=formats.percent(row.required_growth))


def _from_as_of(row: TargetRow, words: Words) -> str:
    """What is needed per quarter from the quarter evaluated on; empty where the figure is of that quarter."""
    per_quarter = remaining.gap_per_quarter_from_as_of(row)
    if per_quarter is None:
        return ""
    period, left = formats.period(row.as_of, words.lang), remaining.quarters_left(row)
    need = remaining.step(per_quarter, row.gap_unit)
    when = {"since": words("required.from_as_of", period=period, count=left), "every": _every(need, words)}
    return _sentence(row, when | _how_much(row, need, words), words)


def _sentence(row: TargetRow, names: dict[str, str], words: Words) -> str:
    return " ".join(words(f"required.{_kind(row)}", **names).split())


def _heading(row: TargetRow, names: dict[str, str], words: Words) -> str:
    return " ".join(words(f"verdict.required_{_kind(row)}", **names).split())


def _kind(row: TargetRow) -> str:
    """Which sentence says what is needed: of a flow judged by twelve months, that total must grow;
    there are to be fewer of what is counted, less of what is measured."""
    lower = row.direction == Direction.LOWER
    if remaining.is_trailing_year(row):
        return "trailing_lower" if lower else "trailing"
    if lower:
        return "lower_count" if row.gap_unit in remaining.COUNTED_UNITS else "lower"
    return "rate" if row.kind == Kind.RATE else "quarter"


def _step(row: TargetRow) -> Step:
    """What is needed per quarter, in whole units where only those exist."""
    return remaining.step(remaining.need_told(row), row.gap_unit)


def _names(row: TargetRow, words: Words) -> dict[str, str]:
    """The parts of the sentence: since when, how often and how much."""
    need = _step(row)
    is_last = remaining.is_last_quarter(row)
    when = _in_last(row, words) if is_last else {"since": _since(row, words), "every": _every(need, words)}
    return when | _how_much(row, need, words)


def _since(row: TargetRow, words: Words) -> str:
    return words("required.since", period=formats.period(row.actual_period, words.lang))


def _in_last(row: TargetRow, words: Words) -> dict[str, str]:
    """In the only quarter left, once."""
    return {"since": words("required.in", period=formats.period(row.due_period, words.lang)), "every": ""}


def _every(need: Step, words: Words) -> str:
    if need.quarters == 1:
        return words("required.every_quarter")
    return words("required.every_quarters", count=need.quarters)


def _how_much(row: TargetRow, need: Step, words: Words) -> dict[str, str]:
    about = words("required.about") if _is_about(need) else ""
    return {"about": about, "amount": formats.quantity(need.amount, row.gap_unit, words.lang)}


def _is_about(need: Step) -> bool:
    return need.is_whole and need.quarters == 1
