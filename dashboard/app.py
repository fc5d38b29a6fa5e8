"""The dashboard: `streamlit run dashboard/app.py [-- --data DIR]`.

This file is read twice: `streamlit run` imports it for `app`, the server with the door in
front of it, and the server runs it as the script of every page.
"""

from pathlib import Path

import streamlit as st

from dashboard import log, source, theme
from dashboard.address import language
from dashboard.boundary import boundary
from dashboard.components import identity, paper
from dashboard.components.frame import frame, pages
from dashboard.guard import require_safe_start
from dashboard.server import assembly
from dashboard.wording import Words
from etl.settings import read_settings

HERE = Path(__file__).parent


def main() -> None:
    """One run of a page: configuration, navigation, page. Everything else is in `app_pages/`."""
    words = Words(language())
    st.set_page_config(page_title=words("app.title"), page_icon=str(HERE / "icon.png"), layout="wide")
    st.html(HERE / "style.css")
    with boundary(words), identity.rerun() as visitor:
        if visitor.is_over:  # what was being done belonged to the account, not to this browser
            st.session_state.clear()
        theme.use(read_settings(source.workspace().root).palette)
        page = st.navigation(list(pages(words).values()), position="hidden")
        frame(visitor, words)
        page.run()
        paper.foot(words)


if __name__ == "__main__":
    main()
else:
    log.set_up()
    require_safe_start()
    app = st.App(__file__, routes=assembly.routes(), middleware=assembly.middleware(), lifespan=assembly.lifespan)
