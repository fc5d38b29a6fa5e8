"""What stands around every page: name, navigation, language, and 演示数据 where it applies."""

import streamlit as st

from dashboard import address, formats, queries, source
from dashboard.wording import Words, markdown
from etl.period import Period

_ICONS = {
    "overview": ":material/dashboard:",
    "city": ":material/location_city:",
    "metric": ":material/bar_chart:",
    "target": ":material/flag:",
    "submission": ":material/upload_file:",
}

def pages(words: Words) -> dict[str, st.Page]:
    """The five pages by name; the first is the start."""
    return {
        name: st.Page(
            f"app_pages/{name}.py",
            title=words(f"nav.{name}"),
            icon=icon,
            url_path=name,
            default=name == "overview",
        )
        for name, icon in _ICONS.items()
    }


def frame(words: Words) -> None:
    """Sidebar, and the notice of a demonstration above the page."""
    with st.sidebar:
        with st.container(key="brand", gap="xxsmall"):
            st.markdown(f"**{words.md('app.title')}**")
            st.caption(words.md("app.subtitle"))
        with st.container(key="nav", gap="xxsmall"):
            for name in _ICONS:
                link(name, words(f"nav.{name}"), icon=_ICONS[name])
        address.switch("lang", words("app.language"), ("zh", "en"), {"zh": "中文", "en": "English"}.get)
        _about(words)
    if source.workspace().is_demonstration:
        st.warning(words.md("app.demonstration_long"), icon=":material/science:")


def link(name: str, label: str, icon: str | None = None, **choices: str) -> None:
    """A link to a page that keeps the present choices and changes some."""
    st.page_link(f"app_pages/{name}.py", label=markdown(label), icon=icon, query_params=address.carried(**choices))


def refuse(address: str, words: Words) -> None:
    """The page for an address that is not this machine."""
    st.title(words("app.title"), anchor=False)
    st.error(words.md("fault.address", address=address), icon=":material/lock:")
    st.caption(words.md("fault.address_then"))


def _about(words: Words) -> None:
    here = source.workspace()
    with st.expander(words("app.about_demonstration"), icon=":material/science:"):
        st.caption(words("app.close_demonstration" if here.is_demonstration else "app.open_demonstration"))
    month = queries.span(source.data_version())[2]
    period = formats.period(str(Period(month)) if month else None, words.lang)
    st.caption(words.md("app.data_date", period=period))
    st.caption(words.md("app.workspace", name=here.root.name))
