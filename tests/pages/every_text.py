"""Every text a page shows, whatever shows it: words, labels, help, choices, data, charts."""

import html
import json
import re
from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
#: Markdown that is no text: icons, colours, the addresses of links.
_MARKUP = re.compile(r":material/\w+:|:\w+-badge\[|:gray\[|:small\[|\]\([^)]*\)")
_TAGS = re.compile(r'<style>.*?</style>|<span translate="no">.*?</span>|<[^>]*>', re.DOTALL)
#: Fields of Streamlit's messages that people read.
_READ = ("label", "body", "help", "placeholder", "options", "tooltip", "alt", "text")
#: Keys of a Plotly figure under which people read something.
_CHART = ("text", "name", "ticktext", "hovertext", "hovertemplate", "texttemplate", "tickformat", "customdata")


def every_text(app: AppTest) -> Iterator[str]:
    """All texts of the main area and the sidebar, as people read them."""
    for area in (app.main, app.sidebar):
        for element in area:
            yield from map(_plain, _texts(element))


def _texts(element: object) -> Iterator[str]:
    proto = getattr(element, "proto", None)
    if proto is None:
        return
    if element.type == "arrow_data_frame":
        yield from _cells(element.value)
    elif element.type == "plotly_chart":
        yield from _chart(json.loads(proto.spec))
    elif element.type == "html":
        yield html.unescape(_TAGS.sub(" ", proto.body))
    else:
        yield from _fields(proto)


def _fields(message: object) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.message_type is not None:
            for one in value if field.is_repeated else [value]:
                yield from _fields(one) if hasattr(one, "ListFields") else ()
        elif field.name in _READ and field.type == field.TYPE_STRING:
            yield from value if field.is_repeated else [value]


def _cells(frame) -> Iterator[str]:
    yield from map(str, frame.columns)
    for column in frame.columns:
        yield from (str(value) for value in frame[column])


def _chart(node: object, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _chart(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _chart(value, key)
    elif isinstance(node, str) and key in _CHART:
        yield _TAGS.sub(" ", re.sub(r"%\{[^}]*\}", "", node))


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", _MARKUP.sub(" ", text)).replace("\u2060", "")
