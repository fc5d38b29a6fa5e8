"""A computed row in words: what was promised, how it stands, how far it is off."""

from collections.abc import Sequence

from dashboard import formats, theme
from dashboard.findings import remaining, shortfall
from dashboard.rows import TargetRow
from dashboard.wording import Words, markdown
from etl.vocabulary import Basis, Comparator, Confidence, DataState, Performance, Reason

#: Reasons which say that nobody has published a figure: a normal, calm state.
UNPUBLISHED = (Reason.NO_ACTUAL, Reason.OTHER_SCOPE)
#: How the codes of provinces end.
_OF_PROVINCES = "0000"
#: The word for it, where a class stands.
UNPUBLISHED_WORD = "unknown.figure"


def region_name(row: TargetRow, words: Words) -> str:
    """Name of the region."""
    return words.name(row.region_zh, row.region_en)


def documents(rows: Sequence[TargetRow], words: Words) -> str:
    """The documents behind some targets, each with its status."""
    known = {row.document_id: row for row in rows if row.document_title}
    said = [
        words("city.document", title=row.document_title, status=words(f"document_status.{row.document_status}"))
        for row in known.values()
    ]
    return words("card.and").join(said)


def metric_name(row: TargetRow, words: Words) -> str:
    """Name of the metric."""
    return words.name(row.metric_zh, row.metric_en)


def commitment(row: TargetRow, words: Words) -> str:
    """What the clause promises and by when: `到2027年底，达到2024年的 2 倍`; of a yearly target what
    that comes to in the year of the row: `2026年不低于 500 场`."""
    if row.basis == Basis.EVERY_YEAR:
        in_year = words(f"commitment.{_level_key(row)}", figure=promised_figure(row, words))
        return words("commitment.in_year", year=row.due_period[:4]) + in_year
    return words("commitment.by", due=formats.due(row.due_period, words.lang)) + promise(row, words)


def as_registered(one: TargetRow, due_period: str, words: Words) -> str:
    """What a target promises as a whole, whatever quarter is evaluated: `到2027年底，不低于 500 亿元`;
    what holds every year is due in each."""
    if one.basis == Basis.EVERY_YEAR or not due_period:
        return promise(one, words)
    return words("commitment.by", due=formats.due(due_period, words.lang)) + promise(one, words)


def promise(row: TargetRow, words: Words) -> str:
    """What the clause promises: `达到2024年的 2 倍`."""
    return words(
        f"commitment.{_promise_key(row)}",
        figure=promised_figure(row, words),
        times=formats.number(row.value),
        year=row.baseline_year or "",
    )


def _promise_key(row: TargetRow) -> str:
    """What each region of a province has to reach may be asked of its cities as well as of counties."""
    if row.basis == Basis.EACH_SUBREGION and row.region_code.endswith(_OF_PROVINCES):
        return "each_of_province"
    return _level_key(row) if row.basis == Basis.LEVEL else row.basis


def _level_key(row: TargetRow) -> str:
    """A level is reached or kept below; a bare number or range needs a verb of its own."""
    if row.comparator in (Comparator.LE, Comparator.LT):
        return "level_limit"
    return "level_plain" if row.comparator in (Comparator.BETWEEN, Comparator.ABOUT) else "level"


def label(row: TargetRow, words: Words) -> str:
    """One target among many, for pickers."""
    parts = (region_name(row, words), metric_name(row, words), commitment(row, words))
    return " · ".join(parts)


def promised_figure(row: TargetRow, words: Words) -> str:
    """The number of the clause with its comparator: `不低于 500 亿元`."""
    unit = "%" if row.basis == Basis.CAGR else row.unit
    high = formats.quantity(row.value_high, unit, words.lang)
    value = formats.quantity(row.value, unit, words.lang)
    if row.comparator == Comparator.BETWEEN and words.lang == "zh":
        value = formats.number(row.value)
    return words(f"comparator.{row.comparator}", value=value, high=high)


def class_word(row: TargetRow, words: Words) -> str:
    """The class in one word; a target nobody has published a figure for says so."""
    if is_unpublished(row):
        return words(UNPUBLISHED_WORD)
    return words(f"performance.{row.performance}")


def class_text(row: TargetRow, words: Words) -> str:
    """Symbol and word of the class."""
    return f"{look(row).symbol} {class_word(row, words)}"


def is_unpublished(row: TargetRow) -> bool:
    """Whether it is not assessed because nobody has published a figure."""
    return row.performance == Performance.NOT_ASSESSABLE and row.reason in UNPUBLISHED


def look(row: TargetRow) -> theme.Look:
    """Symbol and colour of its class."""
    return theme.UNPUBLISHED if is_unpublished(row) else theme.LOOKS[Performance(row.performance)]


def badge(row: TargetRow, words: Words) -> str:
    """The class as a coloured badge, in Markdown."""
    return badge_with(row, class_text(row, words))


def badge_with(row: TargetRow, text: str) -> str:
    """`text` in the colours of the row's class, in Markdown."""
    return f":{look(row).name}-badge[{markdown(text)}]"


def remarks(row: TargetRow, words: Words) -> list[str]:
    """What stands beside the class: its reason, stale data, a source still to be verified."""
    said = []
    if row.reason and row.reason != Reason.NO_ACTUAL:
        said.append(words(f"reason.{row.reason}"))
    if row.data_state == DataState.STALE:
        said.append(words("remark.stale", period=formats.period(row.actual_period, words.lang)))
    if row.confidence and row.confidence != Confidence.HIGH:
        said.append(words("remark.unverified"))
    return said


def measured(row: TargetRow, words: Words) -> str:
    """In which scope it is measured and how far its source can be trusted: `商务厅监测口径 · 来源可靠`."""
    said = [words(f"scope.{row.scope}")]
    if row.confidence:
        said.append(words(f"confidence.{row.confidence}"))
    return " · ".join(said)


def gap(row: TargetRow, words: Words) -> str:
    """`还差 1,701.22 亿元`, `超出 20 场`."""
    if row.gap_to_target is None:
        return words("gap.unknown")
    if row.gap_to_target == "0":
        strict = row.comparator in (Comparator.GT, Comparator.LT)
        return words(f"gap.level_{row.comparator}" if strict else "gap.level")
    surplus = row.gap_to_target.startswith("-")
    return words("gap.surplus" if surplus else "gap.missing", amount=gap_amount(row, words))


def gap_amount(row: TargetRow, words: Words) -> str:
    """The size of the gap, whichever way it lies."""
    if row.gap_to_target is None:
        return words("gap.unknown")
    return formats.quantity(row.gap_to_target.lstrip("-"), row.gap_unit, words.lang)


def actual(row: TargetRow, words: Words) -> str:
    """The figure it is judged by, or 未公布."""
    if row.actual_value is None:
        return words("unknown.figure")
    return formats.quantity(row.actual_value, row.value_unit, words.lang)


def target(row: TargetRow, words: Words) -> str:
    """The target value; unknown while the base it multiplies is not published."""
    if row.target_value is None:
        return words("reason.no_baseline")
    return formats.quantity(row.target_value, row.value_unit, words.lang)


def short_by(row: TargetRow, words: Words) -> str:
    """What a target pressed for is short of, and of what: to where it should be by now, or to the
    target. Counts are rounded up to whole units."""
    missing = shortfall.shortfall(row)
    if not missing:
        return gap(row, words)
    amount, is_about = remaining.in_whole_units(missing, row.gap_unit)
    against = "press.to_trajectory" if shortfall.is_to_trajectory(row) else "press.to_target"
    about = words("required.about") if is_about else ""
    return words(against, about=about, amount=formats.quantity(amount, row.gap_unit, words.lang))


def pace(row: TargetRow, words: Words) -> str:
    """推进速度 as a share of the required one; a figure that moves away from its target has none."""
    if row.pace is not None and row.pace < 0:
        return words("remark.backwards")
    return formats.percent(row.pace, 0)


def ranked_by(row: TargetRow, measure: str, words: Words) -> str:
    """What a ranking by `measure`, 推进速度 or 完成率, goes by."""
    return pace(row, words) if measure == "pace" else formats.percent(row.attainment, 0)


def since(row: TargetRow, words: Words) -> str:
    """Since when the path runs."""
    if row.baseline_period is None:
        return formats.UNKNOWN
    return words("since.period", period=formats.period(row.baseline_period, words.lang))
