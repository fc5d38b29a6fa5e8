"""Our words where Streamlit's widgets have English ones of their own.

Streamlit offers no setting for them, so style rules take its text away and write ours in its
place. What is taken away with `display: none` is no part of the name a screen reader says, what
is written with `content` is. Names that stand in attributes only (`aria-label` of the small
buttons of a calendar, a list, a file) cannot be reached so and stay English; the names of months
follow the browser.
"""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import source
from dashboard.components.table import css_name, css_text
from dashboard.wording import Words
from etl.settings import read_settings

_UPLOADER = '[data-testid="stFileUploader"]'
_DROPZONE = '[data-testid="stFileUploaderDropzone"]'
_HINT = '[data-testid="InputInstructions"]'
_DATE = ':is([data-testid="stDateInputField"],[data-testid="stDateTimeInputField"])'
_DATE_PARTS = ("year", "month", "day")
_TIME = '[data-testid="stDateTimeInputPopoverTime"] > [id$="-time-label"]'
#: Streamlit's text is inside the first selector; ours is written before what is left of the second.
_REPLACED = (
    ("upload", f"{_DROPZONE} > span button p", f"{_DROPZONE} > span button [data-testid='stMarkdownContainer']"),
    ("drop", f"{_DROPZONE} > input + div:not([data-testid]) > span:only-child", f"{_DROPZONE} > input + div:not([data-testid]):has(> span:only-child)"),
    ("no_results", '[role="listbox"][data-empty] [role="option"] > *', '[role="listbox"][data-empty] [role="option"]'),
    ("press_enter", f'[data-testid="stTextInput"] {_HINT} > span:first-child', f'[data-testid="stTextInput"] {_HINT}'),
    ("press_enter", f'[data-testid="stNumberInput"] {_HINT} > span:first-child', f'[data-testid="stNumberInput"] {_HINT}'),
    ("press_ctrl_enter", f'[data-testid="stTextArea"] {_HINT} > span:first-child', f'[data-testid="stTextArea"] {_HINT}'),
)  # fmt: skip


def replace(words: Words) -> None:
    """Our words for all widgets of a page."""
    st.html(f"<style>{rules(words)}</style>")


def rules(words: Words) -> str:
    """The style rules of one language."""
    replaced = [_instead(words(f"widget.{name}"), gone, place) for name, gone, place in _REPLACED]
    dates = [_over(f'{_DATE} [data-type="{part}"][data-placeholder]', words(f"widget.{part}")) for part in _DATE_PARTS]
    dates.append(_over(_TIME, words("widget.time")))
    return "".join([*replaced, *dates])


def _over(place: str, text: str) -> str:
    """Our text where Streamlit's belongs to no element of its own that could be taken away."""
    return f'{place}{{font-size:0}}{place}::before{{font-size:0.875rem;content:"{css_text(text)}"}}'


def _refused_file(text: str, where: str) -> str:
    """Why the browser did not take a file: below it for everybody, and for a screen reader
    before the alert's own words, which nobody sees."""
    alert, said = f'{where}{_UPLOADER} [role="alert"]', f'content:"{css_text(text)}"'
    refused = f'{where}{_UPLOADER} [data-testid="stFileChips"]:has([aria-invalid="true"])'
    return (
        f"{alert}::before{{{said}}}"
        f"{refused}{{flex-wrap:wrap}}{refused}::after{{flex-basis:100%;{said}}}"
    )


def _instead(text: str, gone: str, place: str) -> str:
    return f'{gone}{{display:none}}{place}::before{{content:"{css_text(text)}"}}'


def uploader(label: str, types: Sequence[str], key: str, words: Words, not_taken: str = "widget.not_taken") -> UploadedFile | None:
    """A field for one file of these types; which, how large, and what to bring instead of another is
    said in our words."""
    limit = read_settings(source.workspace().root).upload_mb
    st.html(f"<style>{uploader_rules(key, types, limit, words, not_taken)}</style>")
    return st.file_uploader(label, type=list(types), key=key, max_upload_size=limit)


def uploader_rules(key: str, types: Sequence[str], limit: int, words: Words, not_taken: str) -> str:
    """The style rules of one field for a file; `not_taken` names what is said of a file it does not take."""
    said = words("widget.limit", types=words("who.list").join(types), mb=limit)
    here = f".st-key-{css_name(key)} {_UPLOADER}"
    told = f'{here} [data-testid="stFileUploaderDropzoneInstructions"]'
    return _instead(said, f"{told} > *", told) + _refused_file(words(not_taken), f".st-key-{css_name(key)} ")
