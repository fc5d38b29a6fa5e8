"""What a printed page says of itself: whose data, of when, from which address, which sheet."""

from html import escape

import streamlit as st

from dashboard import formats, queries, source, view
from dashboard.components.table import css_text
from dashboard.wording import Words
from etl.period import Period
from etl.warehouse import Audience


def foot(words: Words) -> None:
    """Behind the page, on paper only; the margins of every sheet say the same in short."""
    sees = view.audience()
    month = queries.span(source.data_version(sees))[2]
    date = words("app.data_date", period=formats.period(str(Period(month)) if month else None, words.lang))
    mark = words("app.demonstration_long") if source.workspace().is_demonstration else ""
    whose = words("who.public_mark" if sees is Audience.PUBLIC else "who.inside_mark")
    lines = [escape(line) for line in (words("app.title"), mark, whose, date) if line]
    lines.append(f'{escape(words("app.printed_from"))} <span translate="no">{escape(address())}</span>')
    text = "".join(f"<div>{line}</div>" for line in lines)
    short = words("who.list").join(part for part in (words("app.title"), date) if part)
    st.html(f'<style>{margins(short, words("app.demonstration") if mark else "")}</style><div class="on-paper">{text}</div>')


def margins(said: str, mark: str) -> str:
    """Style of the margins of a sheet: the mark above, what it is and its number below."""
    style = "font-size:8pt;color:#55616d"
    return (
        f'@page{{@top-right{{content:"{css_text(mark)}";font-weight:600;{style}}}'
        f'@bottom-left{{content:"{css_text(said)}";{style}}}'
        f'@bottom-right{{content:counter(page) " / " counter(pages);{style}}}}}'
    )


def address() -> str:
    """The address that shows this page again, with all that is chosen."""
    chosen = "&".join(f"{name}={value}" for name, value in st.query_params.to_dict().items())
    return f"{st.context.url or ''}{'?' if chosen else ''}{chosen}"
