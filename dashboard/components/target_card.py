"""One target on a card: promise, class, bar, figures, what is needed and since when."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, needs, sayings
from dashboard.components import links
from dashboard.components.bar import progress_bar
from dashboard.components.links import link
from dashboard.components.table import Marked, table
from dashboard.components.verdict import badges
from dashboard.rows import TargetRow
from dashboard.wording import Words, markdown


def cards(rows: Sequence[TargetRow], words: Words, *, key: str, with_region: bool = False) -> None:
    """Targets with figures side by side, as many as fit."""
    with st.grid(2, min_column_width=320, key=f"grid-{key}"):
        for row in rows:
            card(row, words, key=key, with_region=with_region)


def card(row: TargetRow, words: Words, *, key: str, with_region: bool) -> None:
    """One target that has a figure."""
    name = sayings.metric_name(row, words)
    if with_region:
        name = f"{sayings.region_name(row, words)} · {name}"
    with st.container(border=True, key=f"card-{key}-{row.target_id}-{row.due_period}", gap="xxsmall", height="stretch"):
        head = (f"##### {markdown(name)}", f":gray[{markdown(sayings.commitment(row, words))}]", badges(row, words))
        st.markdown("\n\n".join(head), anchors=False)  # one element: a page of cards has many
        progress_bar(row)
        st.markdown(figures_line(row, words))
        st.caption(markdown(need_line(row, words)))
        chosen = {"city": row.region_code, "target": row.target_id}
        link("target", words("card.open"), icon=":material/arrow_forward:", **chosen)


def figures_line(row: TargetRow, words: Words) -> str:
    """Actual, target and gap in one line of Markdown."""
    parts = [
        (words("verdict.actual"), sayings.actual(row, words)),
        (words("verdict.target"), sayings.target(row, words)),
    ]
    said = [f":gray[{markdown(name)}]\u00a0**{_unbroken(value)}**" for name, value in parts]
    return "　".join([*said, f"**{_unbroken(sayings.gap(row, words))}**"])


def _unbroken(text: str) -> str:
    return markdown(text).replace(" ", "\u00a0")


def need_line(row: TargetRow, words: Words) -> str:
    """Pace, since when, and what is needed each quarter."""
    said = []
    if row.pace is not None:
        since = sayings.since(row, words)
        key = "card.backwards" if row.pace < 0 else "card.pace"
        said.append(words(key, pace=formats.percent(row.pace, 0), since=since))
    if row.required_per_quarter is not None:
        said.append(needs.required(row, words))
    return words("card.and").join(said)


def promises(rows: Sequence[TargetRow], words: Words, *, key: str, with_region: bool = False) -> None:
    """Targets without a figure as a calm list: what was promised and by when."""
    columns = ["due", *(["region"] if with_region else []), "metric", "promise", "obligation", "class"]
    lines = [[found[column] for column in columns] for found in (cells(row, words) for row in rows)]
    table(key, [words(f"fact.{column}") for column in columns], lines)


def cells(row: TargetRow, words: Words) -> dict[str, str]:
    """The cells of one line of the list."""
    remarks = markdown(" · ".join(sayings.remarks(row, words)))
    return {
        "due": formats.due(row.due_period, words.lang),
        "region": links.to_city(row, sayings.region_name(row, words)),
        "metric": links.to_target(row, sayings.metric_name(row, words)),
        "promise": sayings.promise(row, words),
        "obligation": words(f"obligation.{row.obligation}"),
        "class": Marked(sayings.badge(row, words) + (f" :gray[:small[{remarks}]]" if remarks else "")),
    }
