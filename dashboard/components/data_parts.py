"""数据: files made from what is chosen, its first lines, and the data dictionary."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import formats, queries, sayings, source
from dashboard.components import links, register, verdict
from dashboard.components.access_parts import noted
from dashboard.components.data_filters import FIGURES, GAPS, Chosen
from dashboard.components.table import table, with_note
from dashboard.export import dictionary, package, parquet, tables, texts, workbook
from dashboard.export.stamp import Stamp, stamp_of
from dashboard.export.tables import Table
from dashboard.export.turns import TURNS
from dashboard.findings import selection
from dashboard.rows import FigureRow, TargetRow
from dashboard.view import View
from dashboard.wording import Words, markdown
from etl.access import EventKind
from etl.warehouse import Audience

#: Lines of one file at most; what takes most time and memory to write holds fewest.
MOST = {"xlsx": 10_000, "csv": 100_000, "parquet": 100_000, "json": 20_000}
#: Lines shown on the page, and of targets those laid out at once; the rest once they are asked for.
SHOWN, LAID_OUT = 200, 30
#: A workbook explains itself; the others come in an archive with what explains them.
_MIME = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_ARCHIVE, _ARCHIVE_MIME = "zip", "application/zip"


def downloads(chosen: Chosen, now: View) -> None:
    """A button for each format; each file is made when its button is pressed."""
    words = now.words
    if not chosen.count:
        st.info(words.md("data.none_found"), icon=":material/filter_alt_off:")
        return
    most = max(MOST.values())
    if chosen.count > most:
        st.warning(words.md("data.too_many", rows=formats.number(chosen.count), most=formats.number(most)))
        return
    st.markdown(f"**{_found(chosen, words)}**")
    with st.container(horizontal=True, key="downloads"):
        for name in MOST:
            if chosen.count <= MOST[name]:
                _button(name, chosen, now)
        _dictionary_button(chosen, now)
    for name in MOST:
        if chosen.count > MOST[name]:
            st.caption(words.md("data.too_many_for", format=words(f"data.{name}"), most=formats.number(MOST[name])))
    whose = "public" if now.audience is Audience.PUBLIC else "inside"
    st.caption(f"{words.md('data.which')} {words.md(f'data.{whose}')}")


def _found(chosen: Chosen, words: Words) -> str:
    rows = formats.number(chosen.count)
    if not chosen.is_gaps:
        return words.md("data.figures_found", rows=rows)
    return words.md("data.gaps_found", rows=rows, targets=formats.number(len({row.target_id for row in chosen.rows})))


def _button(name: str, chosen: Chosen, now: View) -> None:
    table_name = GAPS if chosen.is_gaps else FIGURES
    st.download_button(
        now.words(f"data.{name}"),
        noted(EventKind.EXPORT, f"{table_name} {chosen.as_of} {name} {chosen.count}", _maker(name, chosen, now)),
        file_name=_file_name(table_name, chosen, now, name if name in _MIME else f"{name}.{_ARCHIVE}"),
        mime=_MIME.get(name, _ARCHIVE_MIME),
        icon=":material/download:",
        type="primary" if name == "xlsx" else "secondary",
        on_click="ignore",
        key=f"download-{name}",
    )


def _dictionary_button(chosen: Chosen, now: View) -> None:
    entries = _entries(chosen, now)
    st.download_button(
        now.words("data.dictionary"),
        lambda: texts.dictionary_csv(entries),
        file_name=_file_name(GAPS if chosen.is_gaps else FIGURES, chosen, now, "dictionary.csv"),
        mime="text/csv",
        icon=":material/menu_book:",
        type="tertiary",
        on_click="ignore",
        key="download-dictionary",
    )


def _file_name(table_name: str, chosen: Chosen, now: View, ending: str) -> str:
    return f"{table_name}-{chosen.as_of}{'-' + now.mark if now.mark else ''}.{ending}"


def _maker(name: str, chosen: Chosen, now: View) -> Callable[[], bytes]:
    """Makes the file; called in a thread of its own, without this rerun's session."""
    stamp, words = _stamp(chosen, now), now.words

    def made() -> bytes:
        with TURNS:
            table = _table(chosen, stamp, now)
            entries = dictionary.entries(table.all_columns, words)
            created = source.made_at(now.data_version)
            if name == "xlsx":
                return workbook.xlsx_bytes(table, entries, created, words)
            file = _FILES[name](table, entries)
            file_name = _file_name(table.name, chosen, now, name)
            return package.package_bytes(table, file, name, file_name, created, words)

    return made


_FILES: Mapping[str, Callable[[Table, Sequence[dictionary.Entry]], bytes]] = {
    "csv": lambda table, entries: texts.csv_bytes(table),
    "parquet": parquet.parquet_bytes,
    "json": texts.json_bytes,
}


def _stamp(chosen: Chosen, now: View) -> Stamp:
    return stamp_of(now, chosen.as_of, now.known_at, chosen.choices)


def _table(chosen: Chosen, stamp: Stamp, now: View) -> Table:
    if chosen.is_gaps:
        outlooks = queries.outlooks(now.data_version, chosen.as_of, now.known_at)
        counted = selection.counted_keys(now.rows(chosen.as_of))
        return tables.gaps(chosen.rows, counted, outlooks, stamp, now.words)
    return tables.figures(queries.figures(now.data_version, chosen.wanted, max(MOST.values())), stamp, now.words)


def _entries(chosen: Chosen, now: View) -> list[dictionary.Entry]:
    return dictionary.entries(tables.columns(chosen.is_gaps, _stamp(chosen, now)), now.words)


def first_lines(chosen: Chosen, now: View) -> None:
    """What the file will hold, as people read it: the first lines, of targets each with the way to its page."""
    if not 0 < chosen.count <= max(MOST.values()):
        return
    words, count = now.words, min(chosen.count, SHOWN)
    title = "data.whole" if count == chosen.count else "data.preview"
    st.subheader(words.md(title, count=count), anchor=False)
    if chosen.is_gaps:
        _targets(chosen.rows[:SHOWN], words)
        return
    lines = [_figure(row, words) for row in queries.first_figures(now.data_version, chosen.wanted, SHOWN)]
    widths = {name: st.column_config.Column(width=register.width(name, lines)) for name in lines[0]}
    st.dataframe(lines, hide_index=True, height=420, column_config=widths)


def _targets(rows: Sequence[TargetRow], words: Words) -> None:
    """Links, because a data table opens a window of its own for each and none from the keyboard."""
    _target_table("lines", rows[:LAID_OUT], words)
    if rest := rows[LAID_OUT:]:
        with st.expander(words("data.rest", count=len(rest)), key="lines-rest", bind="query-params") as opened:
            if opened.open:
                _target_table("lines-more", rest, words)


def _target_table(key: str, rows: Sequence[TargetRow], words: Words) -> None:
    head = [words(f"fact.{name}") for name in ("promise", "class", "actual", "gap")]
    table(key, [words("pick.target"), *head], [_target(row, words) for row in rows])


def _target(row: TargetRow, words: Words) -> tuple[str, ...]:
    remarks = " · ".join(sayings.remarks(row, words))
    period = formats.period(row.actual_period, words.lang) if row.has_figure else ""
    return (
        with_note(links.to_target(row, verdict.title(row, words)), row.target_id),
        sayings.commitment(row, words),
        with_note(sayings.badge(row, words), remarks),
        with_note(markdown(sayings.actual(row, words)), period),
        sayings.gap(row, words),
    )


def _figure(row: FigureRow, words: Words) -> dict[str, str]:
    """One figure as people read it."""
    cells = {
        "region": words.name(row.region_zh, row.region_en),
        "metric": words.name(row.metric_zh, row.metric_en),
        "period": formats.period(row.period, words.lang),
        "value": formats.exact(row.value, row.unit, words.lang),
        "counting": words(f"counting.{row.counting}"),
        "yoy": "" if row.yoy is None else f"{formats.number(row.yoy)}%",
        "scope": words(f"scope.{row.scope}"),
        "nature": words(f"nature.{row.nature}"),
        "used": "✔" if row.stands else "",
        "source": row.source,
        "published_on": formats.day(row.published_on, words.lang) if row.published_on else "",
    }
    return {words(f"fact.{name}" if name != "used" else "column.stands.name"): text for name, text in cells.items()}


def dictionary_of(chosen: Chosen, now: View) -> None:
    """What each column of the files means."""
    words = now.words
    with st.expander(words("dictionary.title"), icon=":material/menu_book:", key="dictionary", bind="query-params"):
        st.caption(words.md("dictionary.lead"))
        heads = dictionary.headings(words)
        lines = [dict(zip(heads, entry, strict=True)) for entry in _entries(chosen, now)]
        widths = dict(zip(heads, (180, 130, 380, 90, 160, 380), strict=True))
        config = {name: st.column_config.Column(width=pixels) for name, pixels in widths.items()}
        st.dataframe(lines, hide_index=True, height=420, column_config=config)
