"""Tables as Markdown: every cell is escaped unless it was made by `badge`."""

import re
from collections.abc import Sequence

import streamlit as st

from dashboard.wording import markdown

#: `990100-04`, `990100-GX-04`; of a document the year stands there.
_TARGET_ID = re.compile(r"((?<![\w-])\d{6}(?:-[A-Z]{2})?-\d{2,6}(?![\w-]))")


class Marked(str):
    """A cell that is Markdown already: a badge, built from escaped words."""


def with_note(marked: str, note: str) -> Marked:
    """A cell of Markdown with plain text in small letters behind it."""
    return Marked(f"{marked} :gray[:small[{markdown(note)}]]" if note else marked)


def with_ids(text: str) -> Marked:
    """Plain text in which the id of a target stays on one line. It is marked as code, which style
    rules show like the rest: a hyphen that does not break would be copied with the id."""
    parts = _TARGET_ID.split(text)
    return Marked("".join(f"`{part}`" if place % 2 else markdown(part) for place, part in enumerate(parts)))


def table(key: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, stack: bool = True) -> None:
    """A table; on a narrow screen each row becomes a block unless `stack` is off, its cells
    named by their column, the first standing as its title."""
    prefix = "table-stack" if stack else "table"
    with st.container(key=f"{prefix}-{key}"):
        st.markdown(markdown_table(head, rows))
        if stack:
            st.html(f"<style>{cell_names(f'{prefix}-{key}', head)}</style>")


def cell_names(key: str, head: Sequence[str]) -> str:
    """Style rules which name each cell of a stacked row, the first excepted; Markdown has no
    attributes that could carry the names."""
    rules = [
        f'.st-key-{css_name(key)} td:nth-child({place})::before{{content:"{css_text(name)}"}}'
        for place, name in enumerate(head, 1)
        if place > 1 and name
    ]
    return f"@media (max-width:640px){{{''.join(rules)}}}"


def css_name(key: str) -> str:
    """A container's key as Streamlit writes it into the class."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key)


def css_text(text: str) -> str:
    """`text` inside a CSS string; what is no letter or figure is written by its number."""
    return "".join(letter if letter.isalnum() else f"\\{ord(letter):x} " for letter in text)


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
