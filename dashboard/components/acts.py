"""An act from a page: carried out by the service layer, then said once, or refused in words."""

from collections.abc import Callable, Collection

import streamlit as st

from dashboard import source
from dashboard.wording import Words, markdown
from etl.problems import Problem, Refused

_DONE = "act-done"
_ROUND = "act-round-"


def perform(act: Callable[[], object], done: Callable[[object], str], words: Words, form: str = "") -> None:
    """Carry out `act` and show the page anew with what `done` says of its result; the fields of
    `form` are empty then, and it is said there.

    A refusal is shown with its remedy; nothing was written then, and what was entered stays.
    """
    try:
        result = act()
    except Refused as refused:
        say_refusal(refused.problems, words)
        return
    finish(done(result), form=form)


def finish(said: str, secret: str = "", form: str = "") -> None:
    """Show the page anew, on the data as they are now, with one sentence at its top or at `form`,
    whose fields are empty then; `secret` is shown this once, to be copied."""
    st.session_state[_DONE] = (said, secret, form)
    if form:
        st.session_state[_ROUND + form] = st.session_state.get(_ROUND + form, 0) + 1
    source.look_again()
    st.rerun()


def field_key(form: str, name: str) -> str:
    """The key of a field of `form`: another one after each act that was carried out, because a
    browser keeps what was entered under a key."""
    done = st.session_state.get(_ROUND + form, 0)
    return f"{form}-{done}-{name}" if done else f"{form}-{name}"


def notice(form: str = "") -> None:
    """What the last act brought about, where it belongs to `form` or to none; said once."""
    said, secret, place = st.session_state.get(_DONE, ("", "", ""))
    if place != form:
        return
    st.session_state.pop(_DONE, None)
    if said:
        st.success(markdown(said), icon=":material/task_alt:")
    if secret:
        st.code(secret, language=None)


def say_refusal(problems: Collection[Problem], words: Words) -> None:
    """Why an act was not carried out."""
    reasons = [markdown(problem.message(words.lang)) for problem in problems]
    st.error("\n\n".join([words.md("act.refused"), *reasons]), icon=":material/block:")


def is_refused_for(code: str, problems: Collection[Problem]) -> bool:
    """Whether one of the problems is of this code."""
    return any(problem.code == code for problem in problems)


def reason_field(key: str, words: Words, label: str = "act.reason") -> str:
    """The written reason of an act, without surrounding blanks."""
    help_text = words("act.reason_help")
    return st.text_area(words(label), key=key, max_chars=500, height=90, placeholder=help_text).strip()
