"""What a page shows in place of itself: what is the matter, why, and what to do next.

A page without data looks calm; one that failed says what happened to the data (nothing) and
whom to tell. Old figures are never shown instead: some may have been withdrawn since.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.wording import Words


@contextmanager
def card(name: str, icon: str, title: str) -> Iterator[None]:
    """A card with a heading; what stands inside is written by the caller. `title` is escaped."""
    with st.container(border=True, key=f"card-state-{name}", gap="small"):
        st.markdown(f"## :material/{icon}: {title}")
        yield


def empty_register(words: Words) -> None:
    """Where the register holds no target there is nothing to evaluate."""
    with card("empty", "flag", words.md("state.empty_title")):
        st.markdown(words.md("target.none"))
        st.caption(words.md("state.empty_next"))


def fault(reference: str, words: Words) -> None:
    """A page failed for a reason nobody foresaw; the reference finds it in the log."""
    with card("fault", "error", words.md("state.fault_title")):
        st.error(words.md("fault.sentence", reference=reference))
        again(words)


def again(words: Words) -> None:
    """A button that runs the page once more."""
    st.button(words("state.again"), icon=":material/refresh:", key="state-again")
