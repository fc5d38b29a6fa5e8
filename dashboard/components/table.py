"""Tables as Markdown: every cell is escaped unless it was made by `badge`."""

from collections.abc import Sequence

import streamlit as st

from dashboard.wording import markdown


class Marked(str):
    """A cell that is Markdown already: a badge, built from escaped words."""


def table(key: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, stack: bool = True) -> None:
    """A table; on a narrow screen each row becomes a block unless `stack` is off."""
    prefix = "table-stack" if stack else "table"
    with st.container(key=f"{prefix}-{key}"):
        st.markdown(markdown_table(head, rows))


def facts(key: str, rows: Sequence[tuple[str, str]]) -> None:
    """Names and values in two columns; rows without a value are left out."""
    with st.container(key=f"facts-{key}"):
        st.markdown(markdown_table(("", ""), [row for row in rows if row[1]]))


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The Markdown of a table."""
    lines = [[_cell(cell) for cell in line] for line in (head, *rows)]
    lines.insert(1, ["---"] * len(head))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text if isinstance(text, Marked) else markdown(text)
