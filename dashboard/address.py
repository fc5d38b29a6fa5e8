"""What is chosen on a page, kept in the URL so that a link shows the same page.

Streamlit's own `bind="query-params"` writes the label into the URL, which differs by
language; here the URL carries codes: `?quarter=2025Q4&city=330500&lang=en`.
"""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from dashboard.wording import LANGUAGES, Words

#: Letters of an unknown code that are repeated on the page.
_LONGEST = 40
#: Stands in the URL where of several options none is chosen.
_NONE = "-"


def language() -> str:
    """`zh` unless the URL asks for English."""
    asked = st.query_params.get("lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def chosen(name: str, options: Sequence[str], default: str) -> str:
    """The option the URL names, or the default where it names none of them."""
    asked = st.query_params.get(name)
    return asked if asked in options else default


def pick(
    name: str,
    label: str,
    options: Sequence[str],
    show: Callable[[str], str],
    default: str | None = None,
    known: Collection[str] = (),
    drops: Sequence[str] = (),
    **layout: object,
) -> str:
    """A select box whose code stands in the URL as `name`.

    A code the URL names in vain is replaced there, and one line says so, unless it is one
    of `known`: codes that exist and are only not on offer beside the other choices. Choosing
    takes `drops` out of the URL: what was chosen among the things of the choice before.
    """
    asked = st.query_params.get(name)
    key = _adopt(name, options, default)
    st.selectbox(label, options, format_func=show, key=key, on_change=_remember, args=(name, key, drops), **layout)
    if asked is not None and asked not in options and asked not in known:
        _say_instead(asked, show(st.session_state[key]))
    return st.session_state[key]


def switch(name: str, label: str, options: Sequence[str], show: Callable[[str], str], drops: Sequence[str] = ()) -> str:
    """A segmented control whose code stands in the URL as `name`; choosing takes `drops` out of it."""
    key = _adopt(name, options, None)
    st.segmented_control(
        label, options, format_func=show, key=key, required=True, on_change=_remember, args=(name, key, drops)
    )
    return st.session_state[key]


def several(
    name: str, label: str, options: Sequence[str], show: Callable[[str], str], default: Sequence[str]
) -> list[str]:
    """Pills of which any number may be chosen; their codes stand in the URL as `name`, with commas."""
    key = f"pick-{name}"
    asked = st.query_params.get(name)
    wanted = default if asked is None else asked.split(",")
    st.session_state[key] = [option for option in options if option in wanted]
    st.pills(label, options, selection_mode="multi", format_func=show, key=key, on_change=_remember_all, args=(name, key))
    return st.session_state[key]


def carried(**changes: str) -> dict[str, str]:
    """The present choices with some changed, for a link to another page."""
    return {**st.query_params.to_dict(), **changes}


def _adopt(name: str, options: Sequence[str], default: str | None) -> str:
    key = f"pick-{name}"
    st.session_state[key] = chosen(name, options, options[0] if default is None else default)
    if name in st.query_params and st.query_params[name] != st.session_state[key]:
        _remember(name, key)
    return key


def _say_instead(asked: str, shown: str) -> None:
    words = Words(language())
    asked = asked if len(asked) <= _LONGEST else f"{asked[:_LONGEST]}…"
    st.caption(f":material/info: {words.md('pick.unknown', asked=asked, shown=shown)}")


def _remember_all(name: str, key: str) -> None:
    st.query_params[name] = ",".join(st.session_state[key]) or _NONE


def _remember(name: str, key: str, drops: Sequence[str] = ()) -> None:
    st.query_params[name] = st.session_state[key]
    for one in drops:
        st.query_params.pop(one, None)
