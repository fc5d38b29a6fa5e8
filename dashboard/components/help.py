"""How to read a page: one button beside its title, the same on every page.

    help.panel("city", words)  # before view.heading

The words of a page are `help.<page>` in `text/zh.toml` and `text/en.toml`, one point per
line. What the classes mean is explained under every page that shows them.
"""

import streamlit as st

from dashboard import theme
from dashboard.wording import Words, markdown


def panel(page: str, words: Words, *, with_classes: bool = True) -> None:
    """The button, and behind it how `page` is read and, unless left out, what the classes mean."""
    with st.container(key="help"):
        with st.popover(words("help.title"), icon=":material/help:", type="tertiary", key=f"help-{page}"):
            st.markdown(points(page, words))
            if with_classes:
                st.markdown(f"**{words.md('help.classes')}**")
                st.markdown(classes(words))


def points(page: str, words: Words) -> str:
    """The points of a page as a Markdown list."""
    return "\n".join(f"* {markdown(line)}" for line in words(f"help.{page}").strip().splitlines())


def classes(words: Words) -> str:
    """Every class as it looks on the pages, and what it means."""
    looks = {performance: (look, f"performance.{performance}") for performance, look in theme.LOOKS.items()}
    looks["unpublished"] = theme.UNPUBLISHED, "unknown.figure"
    return "\n".join(
        f"* :{look.name}-badge[{look.symbol} {words.md(word)}] {words.md(f'help_class.{name}')}"
        for name, (look, word) in looks.items()
    )
