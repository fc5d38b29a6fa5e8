"""督办清单: what lags or was missed, the largest shortfall first, with whom to call."""

from collections.abc import Sequence

import streamlit as st

from dashboard import contacts, formats, sayings
from dashboard.findings import shortfall
from dashboard.components import links
from dashboard.components.table import Marked, table
from dashboard.rows import TargetRow
from dashboard.wording import Words, markdown
from etl.registers.contacts import Contacts

SHOWN = 6


def watchlist(rows: Sequence[TargetRow], words: Words) -> None:
    """The first few of the targets pressed for, the others behind an expander."""
    found = shortfall.pressed(rows)
    st.subheader(words.md("press.title", count=len(found)), anchor=False)
    if not found:
        st.caption(words.md("press.none"))
        return
    st.caption(words.md("press.lead"))
    people = contacts.listed()
    _table("press", found[:SHOWN], 1, people, words)
    if rest := found[SHOWN:]:
        with st.expander(words("press.more", count=len(rest)), key="press-more", bind="query-params") as opened:
            if opened.open:
                _table("press-rest", rest, SHOWN + 1, people, words)


def _table(key: str, rows: Sequence[TargetRow], first: int, people: Contacts, words: Words) -> None:
    head = [words(f"press.{name}") for name in ("target", "share", "units")]
    table(key, head, [_line(place, row, people, words) for place, row in enumerate(rows, first)])


def _line(place: int, row: TargetRow, people: Contacts, words: Words) -> tuple[str, ...]:
    name = words("press.name", place=place, region=sayings.region_name(row, words), metric=sayings.metric_name(row, words))
    promised = markdown(sayings.commitment(row, words))
    return (
        Marked(f"{links.to_target(row, name)} {sayings.badge(row, words)} :gray[:small[{promised}]]"),
        Marked(f"**{markdown(formats.percent(shortfall.scaled(row)))}** :gray[:small[{markdown(sayings.short_by(row, words))}]]"),
        Marked(units(row, people, words)),
    )


def units(row: TargetRow, people: Contacts, words: Words) -> str:
    """The units the clause names, else who issued the plan, each with whom to call, in Markdown."""
    if row.responsible:
        return words.md("card.and").join(_unit(unit, row.region_code, people, words) for unit in row.responsible)
    if not row.issuer:
        return f":gray[:small[{words.md('press.unit_none')}]]"
    return _unit(words("press.unit_issuer", unit=row.issuer), row.region_code, people, words, row.issuer)


def _unit(shown: str, region_code: str, people: Contacts, words: Words, unit: str = "") -> str:
    found = people.of(unit or shown, region_code)
    said = [words.md("press.contact", name=one.name, phone=one.phone) for one in found]
    listed = words.md("who.list").join(f":small[{one}]" for one in said)
    return f"{markdown(shown)} {listed}".rstrip()
