"""Everything a page says, for tests to look through."""

import re

from streamlit.testing.v1 import AppTest

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def said(app: AppTest) -> str:
    """The text of the main area as people read it: Markdown escapes resolved."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    texts = [element.value for kind in kinds for element in app.main.get(kind) if _is_text(element)]
    texts += [element.label for kind in ("selectbox", "button", "expander") for element in app.main.get(kind)]
    return _ESCAPE.sub(r"\1", "\n".join(texts)).replace("\u00a0", " ")


def _is_text(element: object) -> bool:
    return isinstance(getattr(element, "value", None), str)
