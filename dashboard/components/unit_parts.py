"""Sections of 责任单位."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import address, contacts, formats, sayings
from dashboard.findings import responsible, selection
from dashboard.boundary import listing
from dashboard.components import links
from dashboard.components.matrix import class_counts
from dashboard.components.table import Marked, table
from dashboard.components.verdict import tile
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words, markdown
from etl.registers.contacts import Contact


def pick(units: Mapping[str, Sequence[TargetRow]], known: Sequence[TargetRow], words: Words) -> str:
    """One unit, as the plans name it, with how many targets it has. `known` are the rows of all
    provinces."""
    return address.pick(
        "unit",
        words("pick.unit"),
        list(units),
        lambda unit: words("units.option", unit=unit, count=len(units[unit])),
        known={unit for row in known for unit in row.responsible},
    )


def answer(unit: str, rows: Sequence[TargetRow], as_of: str, words: Words) -> None:
    """What is on this desk: how many targets, how many call for action, what falls due next."""
    lagging, due = responsible.lagging(rows), responsible.next_due(rows, as_of)
    figures = selection.with_figures(rows)
    title = "units.answer_lagging" if lagging else "units.answer" if figures else "units.answer_none"
    with st.container(border=True, key="card-answer"):
        said = words.md(title, unit=unit, count=len(rows), lagging=len(lagging))
        st.markdown(f"### {said}", anchors=False)
        st.markdown(" ".join(class_counts(rows, words)))
        with st.grid(4, min_column_width=150, key="unit-tiles"):
            tile("unit-count", words("units.count"), str(len(rows)), _regions(rows, words))
            tile("unit-figures", words("units.figures"), str(len(figures)), words("units.of", count=len(rows)))
            tile("unit-lagging", words("units.lagging"), str(len(lagging)), words("units.of", count=len(rows)))
            tile("unit-due", words("units.due"), *_due(due, words))


def _regions(rows: Sequence[TargetRow], words: Words) -> str:
    names = selection.regions_of(rows)
    return words("card.and").join(sayings.region_name(row, words) for row in names.values())


def _due(due: Sequence[TargetRow], words: Words) -> tuple[str, str]:
    if not due:
        return formats.UNKNOWN, words("units.due_none")
    return formats.due(due[0].due_period, words.lang), words("units.due_count", count=len(due))


def next_due(rows: Sequence[TargetRow], as_of: str, words: Words) -> None:
    """What falls due next, by name."""
    due = responsible.next_due(rows, as_of)
    if not due:
        return
    named = [
        f"{links.to_target(row, sayings.metric_name(row, words))}{markdown(words('units.promise', promise=sayings.promise(row, words)))}"
        for row in due
    ]
    date = words.md("units.next", due=formats.due(due[0].due_period, words.lang))
    st.markdown(f"**{date}** " + markdown(words("units.comma")).join(named))


def call(unit: str, rows: Sequence[TargetRow], view: View) -> None:
    """Whom to call, for the signed-in; faults of the list where there are any."""
    words = view.words
    if not contacts.are_shown():
        return
    st.subheader(words.md("units.call"), anchor=False)
    if faults := contacts.problems():
        st.warning(words.md("units.contacts_faulty", count=len(faults)))
        listing(faults, words)
        return
    names = {region.region_code: words.name(region.name_zh, region.name_en) for region in view.regions()}
    lines = _lines(unit, rows, names, words)
    if lines:
        columns = ("contact_region", "contact", "phone", "note")
        table("contacts", [words(f"fact.{column}") for column in columns], lines)
    else:
        st.caption(words.md("units.contacts_none" if contacts.units() else "units.contacts_file", unit=unit))


def _lines(unit: str, rows: Sequence[TargetRow], names: Mapping[str, str], words: Words) -> list[tuple[str, ...]]:
    """One line per contact, with the regions whose targets it is for."""
    regions: dict[Contact, list[str]] = {}
    for code, row in selection.regions_of(rows).items():
        for contact in contacts.of(unit, code):
            regions.setdefault(contact, []).append(sayings.region_name(row, words))
    return [
        (words("card.and").join(some), _who(contact, names, words), contact.phone, contact.note)
        for contact, some in regions.items()
    ]


def _who(contact: Contact, names: Mapping[str, str], words: Words) -> str:
    """The person, and the office's region, so that a call to the level above is known as one."""
    office = names.get(contact.region_code, words("units.any_region"))
    return words("units.person", name=contact.name or contact.unit, region=office)


def unnamed(rows: Sequence[TargetRow], of: int, words: Words) -> None:
    """Targets whose clause names nobody: counted, and listed on demand."""
    if not rows:
        return
    st.subheader(words.md("units.unnamed"), anchor=False)
    st.caption(words.md("units.unnamed_lead", count=len(rows), of=of))
    with st.expander(words("units.unnamed_list", count=len(rows)), key="unnamed-list", bind="query-params") as opened:
        if opened.open:
            columns = ("region", "metric", "promise", "clause", "class")
            table("unnamed", [words(f"fact.{column}") for column in columns], [_unnamed(row, words) for row in rows])


def _unnamed(row: TargetRow, words: Words) -> tuple[str, ...]:
    return (
        links.to_city(row, sayings.region_name(row, words)),
        links.to_target(row, sayings.metric_name(row, words)),
        sayings.commitment(row, words),
        row.clause,
        Marked(sayings.badge(row, words)),
    )
