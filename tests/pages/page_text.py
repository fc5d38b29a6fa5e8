"""Everything a page says, for tests to look through."""

import re

from streamlit.testing.v1 import AppTest

from dashboard.components import help
from dashboard.wording import LANGUAGES, Words, templates

#: What stands behind the help button of a page: general words, which a test of the page itself does not mean.
HELP = {
    text
    for words in map(Words, LANGUAGES)
    for text in (*(help.points(key.removeprefix("help."), words) for key in templates("zh") if key.startswith("help.")), help.classes(words))
}

#: An id that stays on one line.
_CODE = re.compile(r"(?<!\\)`([^`\n]+)(?<!\\)`")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def said(app: AppTest) -> str:
    """The text of the main area as people read it: Markdown escapes resolved, without the help panel."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    texts = [element.value for kind in kinds for element in app.main.get(kind) if _is_text(element)]
    texts = [text for text in texts if text not in HELP]
    texts += [element.label for kind in ("selectbox", "button", "expander") for element in app.main.get(kind)]
    return _ESCAPE.sub(r"\1", _CODE.sub(r"\1", "\n".join(texts))).replace("\u00a0", " ")


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of this name in the main area."""
    return next(button for button in app.main.get("button") if button.label == label).click().run()


def buttons(app: AppTest) -> list[str]:
    """The names of the buttons in the main area."""
    return [button.label for button in app.main.get("button")]


def rows(app: AppTest, column: str) -> list[dict[str, str]]:
    """The lines of the first table in Markdown that has this column, cell by name of its column."""
    for text in (element.value for element in app.main.markdown if element.value.startswith("| ")):
        head, _, *lines = [line[2:-2].split(" | ") for line in text.split("\n")]
        if column in head:
            return [dict(zip(head, map(_plain, line), strict=True)) for line in lines]
    return []


def _plain(cell: str) -> str:
    return _ESCAPE.sub(r"\1", _CODE.sub(r"\1", cell)).replace("\u2060", "").strip()


def _is_text(element: object) -> bool:
    return isinstance(getattr(element, "value", None), str)
