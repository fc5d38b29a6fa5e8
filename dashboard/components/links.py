"""Links between pages, which keep what is chosen."""

from urllib.parse import urlencode

import streamlit as st

from dashboard import address
from dashboard.components.table import Marked
from dashboard.rows import TargetRow
from dashboard.wording import markdown


def link(name: str, label: str, icon: str | None = None, **choices: str) -> None:
    """A link to a page that keeps the present choices and changes some."""
    st.page_link(f"app_pages/{name}.py", label=markdown(label), icon=icon, query_params=address.carried(**choices))


def inline(marked: str, name: str, **choices: str) -> Marked:
    """The same inside a text: `marked` is Markdown already, as `markdown()` makes it."""
    return Marked(f"[{marked}](<{url(name, **choices)}>)")


def url(name: str, **choices: str) -> str:
    """The page's own relative address with the present choices and some changed."""
    kept = {key: value for key, value in address.carried(**choices).items() if value}
    return f"{name}?{urlencode(kept)}"


def to_target(row: TargetRow, text: str) -> Marked:
    """`text` as a link to the target."""
    return inline(markdown(text), "target", city=row.region_code, target=row.target_id)


def to_city(row: TargetRow, text: str) -> Marked:
    """`text` as a link to the row's region."""
    return inline(markdown(text), "city", city=row.region_code, target="")
