"""The dashboard: `streamlit run dashboard/app.py [-- --data DIR]`.

Configuration, who may come in, navigation. Everything else is in `app_pages/`.
"""

from pathlib import Path

import streamlit as st

from dashboard import guard
from dashboard.address import language
from dashboard.boundary import boundary
from dashboard.components.frame import frame, pages, refuse
from dashboard.wording import Words

HERE = Path(__file__).parent


def main() -> None:
    words = Words(language())
    st.set_page_config(page_title=words("app.title"), page_icon=str(HERE / "icon.png"), layout="wide")
    st.html(HERE / "style.css")
    if address := guard.refused_address():
        refuse(address, words)
        return
    with boundary(words):
        page = st.navigation(list(pages(words).values()), position="hidden")
        frame(words)
        page.run()


main()
