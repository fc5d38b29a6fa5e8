"""Sections of 总览."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard import formats, sayings, selection
from dashboard.components import links
from dashboard.components.table import Marked, table
from dashboard.components.verdict import tile
from dashboard.rows import TargetRow
from dashboard.wording import Words, markdown
from etl.period import Period
from etl.vocabulary import DataState


def sentence(rows: Sequence[TargetRow], words: Words) -> str:
    """How many documents, targets and figures there are."""
    documents = len({row.document_id for row in rows})
    figures = len(selection.with_figures(rows))
    return words("overview.sentence", documents=documents, count=len(rows), figures=figures)


def tiles(rows: Sequence[TargetRow], as_of: str, words: Words) -> None:
    """The four headline counts, each with what it is a count of."""
    counted, ended, drafts = selection.counted(rows), selection.ended(rows), selection.drafts(rows)
    due = selection.due_within(counted, as_of, 4)
    past = selection.ended_unpublished([*counted, *ended], as_of)
    past_ended = [row for row in past if not row.counts]
    apart = {"ended": len(ended), "drafts": len(drafts)}
    shown = [
        ("targets", len(counted), words("overview.targets_note", **apart)),
        ("figures", len(selection.with_figures(counted)), words("overview.of", count=len(counted))),
        ("due", len(due), words("overview.due_note", **_next_year(as_of, words))),
        ("unpublished", len(past), words("overview.unpublished_note", ended=len(past_ended)) if past else ""),
    ]
    with st.grid(4, min_column_width=155, key="overview-tiles"):
        for name, count, note in shown:
            tile(name, words(f"overview.{name}"), formats.number(count), note)


def _next_year(as_of: str, words: Words) -> dict[str, str]:
    month = Period.parse(as_of).month_no
    ends = {"first": month + 3, "last": month + 12}
    return {name: formats.period(str(Period(end)), words.lang) for name, end in ends.items()}


def classes(rows: Sequence[TargetRow], words: Words) -> None:
    """How many targets are in each class, with the denominator and how many of them rest
    on older figures; drafts and ended plans apart."""
    counted = selection.counted(rows)
    words_of = {}
    for row in sorted(counted, key=selection.urgency):
        words_of.setdefault((row.performance, sayings.class_word(row, words)), []).append(row)
    with st.grid(5, min_column_width=140, key="overview-classes"):
        for (performance, word), same in words_of.items():
            share = formats.percent(len(same) / len(counted))
            with st.container(key=f"tile-class-{performance}-{len(word)}", gap=None, height="stretch"):
                st.markdown(sayings.badge(same[0], words))
                st.markdown(f"**{len(same)}**")
                st.caption(words.md("overview.share", count=len(counted), share=share))
                if stale := sum(row.data_state == DataState.STALE for row in same):
                    st.caption(words.md("overview.stale", count=stale))
    if ended := selection.ended(rows):
        st.caption(words.md("overview.ended_line", count=len(ended), classes=_counts(ended, words)))
    if drafts := selection.drafts(rows):
        st.caption(words.md("overview.drafts_line", count=len(drafts)))


def _counts(rows: Sequence[TargetRow], words: Words) -> str:
    count: dict[str, int] = {}
    for row in sorted(rows, key=selection.urgency):
        text = sayings.class_text(row, words)
        count[text] = count.get(text, 0) + 1
    said = [words("overview.class_count", word=word, count=number) for word, number in count.items()]
    return words("overview.comma").join(said)


def past(rows: Sequence[TargetRow], words: Words) -> None:
    """Targets past due without a final figure: per due date how many, and whose."""
    groups: dict[str, list[TargetRow]] = {}
    for row in rows:
        groups.setdefault(row.due_period, []).append(row)
    lines = [(formats.due(due, words.lang), str(len(same)), _whose(same, words)) for due, same in groups.items()]
    table("past", [words(f"fact.{name}") for name in ("due", "count", "regions")], lines)


def _whose(rows: Sequence[TargetRow], words: Words) -> str:
    names = selection.regions_of(rows)
    count = Counter(row.region_code for row in rows)
    said = [
        links.to_city(
            names[code], words("overview.region_count", region=sayings.region_name(names[code], words), count=count[code])
        )
        for code in names
    ]
    return Marked(markdown(words("overview.comma")).join(said))
