"""Links between pages, which keep what is chosen."""

import streamlit as st

from dashboard import address
from dashboard.wording import markdown


def link(name: str, label: str, icon: str | None = None, **choices: str) -> None:
    """A link to a page that keeps the present choices and changes some."""
    st.page_link(f"app_pages/{name}.py", label=markdown(label), icon=icon, query_params=address.carried(**choices))
