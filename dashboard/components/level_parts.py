"""Sections of 上下级."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import address, formats, sayings
from dashboard.findings import adding_up
from dashboard.findings.adding_up import Finding, Part, Whole
from dashboard.components import links
from dashboard.components.table import Marked, table
from dashboard.components.verdict import tile
from dashboard.level_rows import ActualLevelRow, TargetLevelRow
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words, markdown
from etl.vocabulary import Agreement, Allocation, Conflict

#: Rows in sight at once.
SHOWN = 6

Summed = TargetLevelRow | ActualLevelRow

#: Symbol and colour of each answer; a word always stands beside them.
_LOOKS = {
    Allocation.REACHED: ("✔", "green"),
    Allocation.SHORT: ("▲", "orange"),
    Allocation.PARTIAL: ("◔", "gray"),
    Allocation.UNKNOWN: ("◇", "gray"),
    Allocation.NONE: ("○", "gray"),
}
_FIGURE_LOOKS = {
    Agreement.EQUAL: ("✔", "green"),
    Agreement.BELOW: ("●", "blue"),
    Agreement.EXCEEDS: ("▼", "red"),
    Agreement.PARTIAL: ("◔", "gray"),
    Agreement.NONE: ("○", "gray"),
}


def answer(wholes: Sequence[Whole], figures: Sequence[ActualLevelRow], found: Sequence[Finding], words: Words) -> None:
    """Do the levels add up: how many promises can be compared, how many fall short, what
    contradicts, what does not fit together inside one plan."""
    compared = adding_up.comparable(wholes)
    short = sum(whole.level.allocation == Allocation.SHORT for whole in compared)
    settled = sum(whole.level.allocation in (Allocation.SHORT, Allocation.REACHED) for whole in compared)
    exceeding = sum(one.agreement == Agreement.EXCEEDS for one in figures)
    inside = sum(not adding_up.is_open(one) for one in found)
    of_figures = sum(one.agreement != Agreement.NONE for one in figures)
    with st.container(border=True, key="card-answer"):
        title = _title(compared, settled, short)
        said = words.md(title, compared=len(compared), short=short, settled=settled, of=len(wholes))
        if inside:
            said += words.md("levels.answer_inside", inside=inside)
        st.markdown(f"### {said}", anchors=False)
        st.caption(words.md("levels.answer_note"))
        with st.grid(4, min_column_width=150, key="level-tiles"):
            tile("compared", words("levels.compared"), str(len(compared)), words("levels.of", count=len(wholes)))
            if settled:
                tile("short", words("levels.short"), str(short), words("levels.of", count=settled))
            if of_figures:
                tile("exceeding", words("levels.exceeding"), str(exceeding), words("levels.of", count=of_figures))
            tile("inside", words("levels.inside"), str(inside), words("levels.inside_note"))


def _title(compared: Sequence[Whole], settled: int, short: int) -> str:
    if not compared:
        return "levels.answer_none"
    if not settled:
        return "levels.answer_partial"
    return "levels.answer_short" if short else "levels.answer"


def badge(word: str, look: tuple[str, str]) -> Marked:
    """Symbol and word in colour."""
    symbol, color = look
    return Marked(f":{color}-badge[{symbol} {markdown(word)}]")


def some_and_rest(found: Sequence, show: Callable, words: Words, *, key: str) -> None:
    """The first of many in sight, the others behind one click."""
    show(found[:SHOWN], words, key=key)
    if rest := found[SHOWN:]:
        with st.expander(words("levels.rest", count=len(rest))):
            show(rest, words, key=f"{key}-rest")


def sums(wholes: Sequence[Whole], words: Words, *, key: str) -> None:
    """Promises beside the sums of those of the lower regions."""
    columns = ("region", "metric", "promise", "target", "children_sum", "coverage", "difference", "allocation")
    table(key, [words(f"fact.{column}") for column in columns], [_sum(whole, words) for whole in wholes])


def _sum(whole: Whole, words: Words) -> tuple[str, ...]:
    row, level = whole.row, whole.level
    return (
        links.to_city(row, sayings.region_name(row, words)),
        links.to_target(row, sayings.metric_name(row, words)),
        links.inline(words.md("levels.parts_link", promise=sayings.commitment(row, words)), "levels", whole=whole.key),
        _provisional(sayings.target(row, words), level.provisional, words),
        _total(level, row, words),
        words("levels.coverage", known=level.children_known, count=level.children),
        _difference(level, adding_up.covered(level.children_value, row.target_value), row, words),
        badge(words(f"allocation.{level.allocation}"), _LOOKS[Allocation(level.allocation)]),
    )


def _provisional(text: str, is_provisional: bool, words: Words) -> str:
    return words("levels.provisional", text=text) if is_provisional else text


def _total(sum_: Summed, row: TargetRow, words: Words) -> str:
    """The sum; over some regions only it is a lower bound and says so."""
    if sum_.children_value is None:
        return formats.UNKNOWN
    text = _amount(sum_.children_value, row, words)
    return text if sum_.is_complete else words("levels.at_least", value=text)


def _difference(sum_: Summed, covered: float | None, row: TargetRow, words: Words) -> str:
    """How far the sum lies from the whole; of a lower bound only which share it covers already."""
    value, share = sum_.difference, sum_.difference_share
    if value is None:
        return "" if covered is None else words("levels.covered", share=formats.percent(covered))
    if value == "0":
        return words("levels.exact" if sum_.is_complete else "levels.exact_bound")
    text = _amount(value.lstrip("-"), row, words)
    key = "less" if value.startswith("-") else "more"
    said = words(f"levels.{key}", value=text, share=formats.UNKNOWN if share is None else formats.percent(abs(share)))
    return said if sum_.is_complete else words("levels.difference_bound", said=said)


def pick_whole(wholes: Sequence[Whole], words: Words) -> Whole:
    """The promise whose lower regions are shown; at first the one that falls short most."""
    of = {whole.key: whole for whole in wholes}
    return of[address.pick("whole", words("levels.pick"), list(of), lambda key: sayings.label(of[key].row, words))]


def parts(whole: Whole, found: Sequence[Part], view: View) -> None:
    """Every lower region behind one promise; those without one are named."""
    words = view.words
    names = _names(view)
    with_promise = [part for part in found if part.promises]
    columns = ("region", "promise", "target", "actual_beside")
    table("parts", [words(f"fact.{column}") for column in columns], [_part(part, whole.row, names, words) for part in with_promise])
    without = [names.get(part.child_code, part.child_code) for part in found if not part.promises]
    if without:
        st.markdown(words.md("levels.without", count=len(without), names=words("levels.comma").join(without)))


def _part(part: Part, row: TargetRow, names: Mapping[str, str], words: Words) -> tuple[str, ...]:
    said = [links.to_target(one, sayings.commitment(one, words)) for one in part.promises]
    value = _amount(part.value, row, words) if part.value is not None else words("reason.no_baseline")
    return (
        names.get(part.child_code, part.child_code),
        Marked(markdown(words("levels.comma")).join(said)),
        words("levels.at_least", value=value) if part.is_bound and part.value is not None else value,
        _amount(part.figure, row, words) if part.figure is not None else words("unknown.figure"),
    )


def _names(view: View) -> Mapping[str, str]:
    return {region.region_code: view.words.name(region.name_zh, region.name_en) for region in view.regions()}


def figures(found: Sequence[tuple[ActualLevelRow, TargetRow]], words: Words, *, key: str) -> None:
    """Figures of regions beside the sums of those of the lower ones, at the same period."""
    columns = ("region", "metric", "period", "actual", "children_sum", "coverage", "difference", "figures_agree")
    table(key, [words(f"fact.{column}") for column in columns], [_figure(one, row, words) for one, row in found])


def _figure(one: ActualLevelRow, row: TargetRow, words: Words) -> tuple[str, ...]:
    return (
        links.to_city(row, sayings.region_name(row, words)),
        words("levels.metric_scope", metric=sayings.metric_name(row, words), scope=words(f"scope.{one.scope}")),
        formats.period(one.period, words.lang),
        _amount(one.parent_value, row, words),
        _total(one, row, words),
        words("levels.coverage", known=one.children_known, count=one.children),
        _difference(one, adding_up.covered(one.children_value, one.parent_value), row, words),
        badge(words(f"agreement.{one.agreement}"), _FIGURE_LOOKS[Agreement(one.agreement)]),
    )


def conflicts(found: Sequence[Finding], words: Words, *, key: str) -> None:
    """Findings inside plans, each as one sentence with links to both targets."""
    columns = ("document", "metric", "finding", "clauses")
    table(key, [words(f"fact.{column}") for column in columns], [_finding(one, words) for one in found])


def _finding(one: Finding, words: Words) -> tuple[str, ...]:
    kind = f":gray-badge[{words.md(f'conflict.{one.conflict.conflict}')}]"
    title = markdown(one.row.document_title or one.row.document_id)
    return (
        links.inline(title, "documents", document=one.row.document_id),
        sayings.metric_name(one.row, words),
        Marked(f"{kind} {markdown(sentence(one, words))}"),
        Marked("　".join(_clause(row, words) for row in (one.other, one.row))),
    )


def _clause(row: TargetRow, words: Words) -> str:
    return links.to_target(row, words("levels.clause", clause=row.clause, figure=row.figure))


def sentence(one: Finding, words: Words) -> str:
    """What does not fit together, with its numbers."""
    found, row = one.conflict, one.row
    kind = Conflict(found.conflict)
    if kind in (Conflict.MINIMUM_SHORT, Conflict.MINIMUM_BEYOND):
        return _minimum(one, words)
    if kind is Conflict.FALLING_STAGE:
        named = {"due": row.due_period, "earlier_due": one.other.due_period}
        return words(
            "conflict_said.falling_stage",
            **{name: formats.due(period, words.lang) for name, period in named.items()},
            value=_amount(found.value, row, words),
            earlier=_amount(found.other_value, row, words),
        )
    return _bases(one, words)


def _minimum(one: Finding, words: Words) -> str:
    found = one.conflict
    said = words(
        f"conflict_said.{found.conflict}",
        children=found.children,
        parts=_amount(found.value, one.other, words),
        whole=_amount(found.other_value, one.other, words),
        difference=_amount(adding_up.apart(found.value, found.other_value), one.other, words),
    )
    if found.conflict == Conflict.MINIMUM_BEYOND or found.value_high is None:
        return said
    key = "high_reaches" if adding_up.reaches(found.value_high, found.other_value) else "high_short"
    return said + words(f"conflict_said.{key}", high=_amount(found.value_high, one.other, words))


def _bases(one: Finding, words: Words) -> str:
    found = one.conflict
    share = adding_up.deviation(found.implied_base, found.other_base) if found.other_base else None
    return words(
        f"conflict_said.{found.conflict}",
        year=found.base_period[:4],
        implied=_amount(found.implied_base, one.row, words),
        base=_amount(found.other_base, one.row, words),
        share=formats.percent(share),
        level=_amount(found.value, one.row, words),
        growth=_amount(found.other_value, one.row, words),
    )


def _amount(value: str | float | None, row: TargetRow, words: Words) -> str:
    return formats.quantity(value, row.metric_unit, words.lang)


def alone(wholes: Sequence[Whole], words: Words) -> None:
    """Promises which no lower region takes up."""
    columns = ("region", "metric", "promise", "children_count")
    lines = [
        (
            links.to_city(whole.row, sayings.region_name(whole.row, words)),
            links.to_target(whole.row, sayings.metric_name(whole.row, words)),
            sayings.commitment(whole.row, words),
            str(whole.level.children),
        )
        for whole in wholes
    ]
    table("alone", [words(f"fact.{column}") for column in columns], lines)
