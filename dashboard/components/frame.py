"""What stands around every page: name, who is signed in, navigation, language, and the marks
演示数据 and 公开数据 where they apply."""

import streamlit as st

from dashboard import address, formats, queries, source, view
from dashboard.components import gate, identity, widget_words
from dashboard.components.identity import Visitor
from dashboard.components.links import link
from dashboard.wording import Words
from etl.period import Period
from etl.warehouse import Audience

_GROUPS = ("view", "work", "admin")


def pages(words: Words) -> dict[str, st.Page]:
    """Every page by name; the first is the start. Each asks itself who may open it."""
    return {
        name: st.Page(
            f"app_pages/{name}.py",
            title=words(f"nav.{name}"),
            icon=room.icon,
            url_path=name,
            default=name == "overview",
        )
        for name, room in gate.ROOMS.items()
    }


def frame(visitor: Visitor, words: Words) -> None:
    """Sidebar, and the notices above the page."""
    widget_words.replace(words)
    with st.sidebar:
        with st.container(key="brand", gap="xxsmall"):
            st.markdown(f"**{words.md('app.title')}**")
            st.caption(words.md("app.subtitle"))
        _account(visitor, words)
        _navigation(visitor, words)
        address.switch("lang", words("app.language"), ("zh", "en"), {"zh": "中文", "en": "English"}.get)
        _about(words)
    if source.workspace().is_demonstration:
        st.warning(words.md("app.demonstration_long"), icon=":material/science:")
    if visitor.is_over:
        st.warning(words.md("who.is_over"), icon=":material/logout:")


def _account(visitor: Visitor, words: Words) -> None:
    """Who is signed in and how to change that; what the public sees is said to be public."""
    with st.container(key="account", gap="xxsmall"):
        if visitor.account is None:
            st.caption(words.md("who.public"))
            identity.sign_in_link(words)
        else:
            st.markdown(f"**{words.md('who.name', name=visitor.account.display_name or visitor.name)}**")
            st.caption(words.md("who.plain", said=identity.role_and_regions(visitor.account, words)))
            identity.account_links(words)
        whose, icon = ("public", "public") if view.audience() is Audience.PUBLIC else ("inside", "lock")
        st.badge(words.md(f"who.{whose}_mark"), icon=f":material/{icon}:", color="gray")


def _navigation(visitor: Visitor, words: Words) -> None:
    """Links to the pages the visitor may open, group by group."""
    may_open = gate.open_rooms(visitor)
    with st.container(key="nav", gap="xxsmall"):
        for group in _GROUPS:
            names = [name for name in may_open if gate.ROOMS[name].group == group]
            if names and visitor.name:
                st.caption(words.md(f"nav.group_{group}"))
            for name in names:
                link(name, words(f"nav.{name}"), icon=gate.ROOMS[name].icon)


def _about(words: Words) -> None:
    here = source.workspace()
    label, way = ("leave", "close") if here.is_demonstration else ("about", "open")
    with st.expander(words(f"app.{label}_demonstration"), icon=":material/science:"):
        st.caption(words(f"app.{way}_demonstration"))
    month = queries.span(source.data_version(view.audience()))[2]
    period = formats.period(str(Period(month)) if month else None, words.lang)
    st.caption(words.md("app.data_date", period=period))
    st.caption(words.md("app.workspace", name=here.root.name))
