"""数据截止时刻: looking at the dashboard as it stood at an earlier time."""

from datetime import datetime, time

import streamlit as st

from dashboard import formats, source
from dashboard.wording import Words
from etl.warehouse import moment, shanghai

#: Its name in the URL: `?known_at=2025-10-31T17:00`, Shanghai time; a bare date means its end.
_NAME = "known_at"
_KEY = f"pick-{_NAME}"
_EARLIEST = datetime(2000, 1, 1)


def chosen(words: Words) -> datetime | None:
    """The time chosen, naive Shanghai time; None where none is, or the URL names none.

    Offers the choice in the sidebar, and says above the page when one is in force.
    """
    asked = _asked()
    st.session_state[_KEY] = asked
    latest = datetime.combine(source.today(), time(23, 59))
    with st.sidebar:
        st.datetime_input(
            words("known_at.pick"),
            key=_KEY,
            min_value=min(_EARLIEST, asked or _EARLIEST),
            max_value=max(latest, asked or latest),
            help=words("known_at.help"),
            on_change=_remember,
        )
    if asked is not None:
        _banner(asked, words)
    return asked


def _asked() -> datetime | None:
    try:
        return shanghai(moment(st.query_params.get(_NAME, "")))
    except (ValueError, OverflowError):
        return None


def _banner(asked: datetime, words: Words) -> None:
    with st.container(border=True, key="card-known-at", horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/history: {words.md('known_at.banner', moment=f'{formats.day(asked, words.lang)} {asked:%H:%M}')}")
        st.button(words("known_at.back"), on_click=_forget)


def _remember() -> None:
    asked = st.session_state[_KEY]
    if asked is None:
        _forget()
    else:
        st.query_params[_NAME] = asked.isoformat(timespec="minutes")


def _forget() -> None:
    st.query_params.pop(_NAME, None)
