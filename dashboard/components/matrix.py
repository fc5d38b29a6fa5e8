"""Regions × fields, or × the metrics of one field: word, symbol, colour and count of each class."""

from collections.abc import Sequence

from dashboard import address, sayings, selection
from dashboard.components import links
from dashboard.components.table import Marked, table
from dashboard.rows import TargetRow
from dashboard.wording import Words


def pick_field(rows: Sequence[TargetRow], words: Words) -> str:
    """The field whose metrics are the columns; empty for all fields."""
    return address.pick(
        "field",
        words("pick.field"),
        ["", *_fields(rows)],
        lambda field: words(f"family.{field}") if field else words("pick.all_fields"),
    )


def matrix(rows: Sequence[TargetRow], field: str, words: Words) -> None:
    """One line per region; a column per field that occurs, or per metric of the field chosen."""
    rows = [row for row in rows if field in ("", selection.family(row))]
    columns = _metrics(rows, words) if field else {name: words(f"family.{name}") for name in _fields(rows)}
    cells: dict[str, dict[str, list[TargetRow]]] = {}
    for row in rows:
        column = row.metric if field else selection.family(row)
        cells.setdefault(row.region_code, {}).setdefault(column, []).append(row)
    names = selection.regions_of(rows)
    lines = [
        [
            links.to_city(names[code], sayings.region_name(names[code], words)),
            *(cell(line.get(column, []), words) for column in columns),
        ]
        for code, line in sorted(cells.items())
    ]
    table("matrix", [words("fact.region"), *columns.values()], lines)


def cell(rows: Sequence[TargetRow], words: Words) -> str:
    """How many targets are in each class, most urgent first; one alone links to itself,
    several to their region."""
    said = " ".join(class_counts(rows, words))
    if not rows:
        return Marked(said)
    if len(rows) == 1:
        return links.inline(said, "target", city=rows[0].region_code, target=rows[0].target_id)
    return links.inline(said, "city", city=rows[0].region_code, target="")


def class_counts(rows: Sequence[TargetRow], words: Words) -> list[str]:
    """Each class that occurs with its count, as badges; unpublished behind what is not assessable."""
    found: dict[str, list[TargetRow]] = {}
    for row in sorted(rows, key=lambda row: (selection.urgency(row)[0], sayings.is_unpublished(row))):
        found.setdefault(sayings.class_text(row, words), []).append(row)
    return [sayings.badge_with(same[0], _count(said, same, words)) for said, same in found.items()]


def _count(said: str, rows: Sequence[TargetRow], words: Words) -> str:
    if not sayings.is_unpublished(rows[0]):
        return words("overview.cell", said=said, count=len(rows))
    years = sorted({row.due_period[:4] for row in rows})
    return words("overview.cell_unknown", said=said, count=len(rows), years="—".join(dict.fromkeys((years[0], years[-1]))))


def _fields(rows: Sequence[TargetRow]) -> list[str]:
    present = {selection.family(row) for row in rows}
    return [name for name in selection.FAMILIES if name in present]


def _metrics(rows: Sequence[TargetRow], words: Words) -> dict[str, str]:
    return {metric: sayings.metric_name(row, words) for metric, row in selection.metrics_of(rows).items()}
