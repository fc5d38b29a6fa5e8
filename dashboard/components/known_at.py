"""数据截止时刻: looking at the dashboard as it stood at an earlier time."""

from datetime import datetime, time

import streamlit as st

from dashboard import formats, source
from dashboard.wording import Words
from etl.warehouse import is_to_come, moment, shanghai

#: Its name in the URL: `?known_at=2025-10-31T17:00`, Shanghai time; a bare date means its end.
_NAME = "known_at"
#: The same of the earlier of two dates that are compared.
_EARLIER = "known_then"
_EARLIEST = datetime(2000, 1, 1)


def chosen(words: Words) -> datetime | None:
    """The time chosen, naive Shanghai time; None where none is, or the URL names none.

    Offers the choice in the sidebar, and says above the page when one is in force.
    """
    asked = _pick(_NAME, words("known_at.pick"), words("known_at.help"))
    if asked is not None:
        _banner(asked, words)
    return asked


def earlier(words: Words, latest: datetime | None) -> datetime | None:
    """The time chosen for the earlier of two dates, never after `latest`, which it is where
    none is chosen."""
    asked = _pick(_EARLIER, words("known_at.pick_earlier"), words("known_at.help_earlier"))
    if asked is None or latest is None:
        return asked or latest
    return min(asked, latest)


def _pick(name: str, label: str, explained: str) -> datetime | None:
    asked, key = _asked(name), f"pick-{name}"
    st.session_state[key] = asked
    latest = datetime.combine(source.today(), time(23, 59))
    with st.sidebar:
        st.datetime_input(
            label,
            None,  # else Streamlit begins with its own present, which a demonstration's day may lie before
            key=key,
            min_value=min(_EARLIEST, asked or _EARLIEST),
            max_value=max(latest, asked or latest),
            help=explained,
            on_change=_remember,
            args=(name,),
        )
    return asked


def _asked(name: str) -> datetime | None:
    """The time the URL names; one that has not come is none, for nobody knows what will be known by then."""
    try:
        asked = moment(st.query_params.get(name, ""))
        return None if is_to_come(asked, source.today()) else shanghai(asked)
    except (ValueError, OverflowError):
        return None


def _banner(asked: datetime, words: Words) -> None:
    with st.container(border=True, key="card-known-at", horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/history: {words.md('known_at.banner', moment=f'{formats.day(asked, words.lang)} {asked:%H:%M}')}")
        st.button(words("known_at.back"), on_click=_forget, args=(_NAME,))


def _remember(name: str) -> None:
    asked = st.session_state[f"pick-{name}"]
    if asked is None:
        _forget(name)
    else:
        st.query_params[name] = asked.isoformat(timespec="minutes")


def _forget(name: str) -> None:
    st.query_params.pop(name, None)
