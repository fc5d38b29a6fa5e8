"""Province → city → county by family of metrics, or by the metrics of one family.

A cell says the worst class of all targets inside, how many are in it and of how many; how many
have figures stands apart from how they perform.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import address, sayings
from dashboard.findings import selection, standing
from dashboard.components import links
from dashboard.components.table import Marked, table, with_note
from dashboard.rows import TargetRow
from dashboard.wording import Words, markdown

#: With more lines than this the regions below the top are closed at first.
_LONG = 40


def pick_field(rows: Sequence[TargetRow], words: Words) -> str:
    """The family the page is about; empty for all."""
    present = {selection.family(row) for row in rows}
    return address.pick(
        "field",
        words("pick.field"),
        ["", *(name for name in selection.FAMILIES if name in present)],
        lambda field: words(f"family.{field}") if field else words("pick.all_fields"),
        known=selection.FAMILIES,
    )


def matrix(
    rows: Sequence[TargetRow], tree: standing.Tree, names: Mapping[str, str], field: str, words: Words
) -> None:
    """One line per region from the top down, its regions inside where it is opened; a column per
    family that occurs, or per metric of the family chosen. `names` are those of regions."""
    opened = _pick_opened(tree, names, words)
    columns = _metrics(rows, words) if field else _families(rows, words)
    lines = [_line(place, names, columns, field, words) for place in standing.places(tree, opened)]
    table("matrix", [words("fact.region"), *columns.values()], lines)


def _pick_opened(tree: standing.Tree, names: Mapping[str, str], words: Words) -> list[str]:
    options = [code for code in tree.inside if code in tree.below]
    if not options:
        return []
    is_short = len(standing.places(tree, tree.tops)) <= _LONG
    return address.several("open", words("overview.open"), sorted(options), names.get, tree.tops if is_short else [])


def _line(place: standing.Place, names, columns, field: str, words: Words) -> list[str]:
    cells: dict[str, list[TargetRow]] = {}
    for row in place.rows:
        cells.setdefault(row.metric if field else selection.family(row), []).append(row)
    return [_name(place, names, words), *(cell(cells.get(column, []), column, field, words) for column in columns)]


def _name(place: standing.Place, names, words: Words) -> Marked:
    name = words("overview.own") if place.is_own else names.get(place.code, place.code)
    sign = "▾ " if place.is_open else "▸ " if place.has_inner else ""
    linked = links.inline(markdown(name), "city", city=place.code, target="")
    return with_note("\u2003" * place.depth + sign + linked, counted(place.code, place.rows, words))


def counted(code: str, rows: Sequence[TargetRow], words: Words) -> str:
    """How many targets a region is judged by, those of the regions below it apart: `17+2 项`."""
    own, below = standing.own_and_below(code, rows)
    return words("overview.own_and_below", own=own, below=below) if below else words("overview.only_own", count=own)


def cell(rows: Sequence[TargetRow], column: str, field: str, words: Words) -> Marked:
    """The worst class inside, how many are in it and of how many; one target alone links to
    itself, several to the region of the worst, narrowed to their family."""
    if not rows:
        return Marked("")
    worst = standing.worst(rows)
    if len(rows) == 1:
        return links.inline(_alone(worst, words), "target", city=worst.region_code, target=worst.target_id)
    same = standing.by_class(rows)[standing.class_of(worst)]
    badge = sayings.badge_with(worst, _of(sayings.class_text(worst, words), same, len(rows), words))
    linked = links.inline(badge, "city", city=worst.region_code, target="", field=field or column)
    unknown = len(selection.without_figures(rows))
    if unknown in (0, len(rows)):
        return linked
    return Marked(f"{linked} :gray[:small[{words.md('overview.cell_note', count=unknown)}]]")


def _alone(row: TargetRow, words: Words) -> str:
    said = sayings.class_text(row, words)
    return sayings.badge_with(row, _count(said, [row], words)) if sayings.is_unpublished(row) else sayings.badge(row, words)


def _of(said: str, rows: Sequence[TargetRow], total: int, words: Words) -> str:
    if sayings.is_unpublished(rows[0]):
        return _count(said, rows, words)
    return words("overview.cell_of", said=said, count=len(rows), total=total)


def class_counts(rows: Sequence[TargetRow], words: Words) -> list[str]:
    """Each class that occurs with its count, as badges, worst first."""
    return [
        sayings.badge_with(same[0], _count(sayings.class_text(same[0], words), same, words))
        for same in standing.by_class(rows).values()
    ]


def _count(said: str, rows: Sequence[TargetRow], words: Words) -> str:
    if not sayings.is_unpublished(rows[0]):
        return words("overview.cell", said=said, count=len(rows))
    years = sorted({row.due_period[:4] for row in rows})
    return words("overview.cell_unknown", said=said, count=len(rows), years="—".join(dict.fromkeys((years[0], years[-1]))))


def only_apart(rows: Sequence[TargetRow], words: Words) -> None:
    """Regions all of whose targets are of ended plans or drafts, with links."""
    if found := standing.apart(rows):
        linked = [links.to_city(row, sayings.region_name(row, words)) for row in found.values()]
        st.caption(words.md("overview.only_apart") + markdown(words("who.list")).join(linked))


def _families(rows: Sequence[TargetRow], words: Words) -> dict[str, str]:
    present = {selection.family(row) for row in rows}
    return {name: words(f"family.{name}") for name in selection.FAMILIES if name in present}


def _metrics(rows: Sequence[TargetRow], words: Words) -> dict[str, str]:
    return {metric: sayings.metric_name(row, words) for metric, row in selection.metrics_of(rows).items()}
