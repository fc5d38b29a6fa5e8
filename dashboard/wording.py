"""The words of the pages: `text/zh.toml` and `text/en.toml`, which share their keys; those of
exports and their data dictionary stand in `text/data.zh.toml` and `text/data.en.toml`, those of
the bulletin in `text/report.*.toml`, those of the interface for programs in `text/api.*.toml`,
those of taking plans in in `text/intake.*.toml`, those of what became of them in `text/plan_record.*.toml`.

Templates are plain text with `{placeholders}`. Whatever is put into Markdown goes
through `markdown()` first, because names, notes and uploads are data: Streamlit
would otherwise format them, and load the pictures they name.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = ("zh", "en")

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
#: Streamlit makes links of bare addresses; an invisible joiner keeps them plain text.
_ADDRESSES = re.compile(r"(?i)(https?(?=:)|www(?=\.)|(?=@))")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")


class Words:
    """The words of one language: `words("app.title")`, `words("since.period", period=…)`."""

    def __init__(self, lang: str):
        self.lang = lang
        self._templates = templates(lang)

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of `key` with its placeholders filled; an unknown key is a KeyError."""
        return self._templates[key].format(**values)

    def md(self, key: str, /, **values: object) -> str:
        """The same, safe inside Markdown."""
        return markdown(self(key, **values))

    def name(self, zh: str, en: str) -> str:
        """A name that registers hold in both languages."""
        return zh if self.lang == "zh" else en or zh


@cache
def templates(lang: str) -> Mapping[str, str]:
    """All templates of one language by dotted key."""
    folder = files("dashboard").joinpath("text")
    names = (f"{lang}.toml", *(f"{part}.{lang}.toml" for part in ("data", "report", "workbook", "api", "intake", "intake_faults", "plan_record")))
    texts = (folder.joinpath(name).read_text(encoding="utf-8") for name in names)
    return MappingProxyType({key: text for one in texts for key, text in _flatten(tomllib.loads(one))})


def markdown(text: str) -> str:
    """`text` so that Markdown shows exactly these characters, on one line."""
    plain = _ADDRESSES.sub("\\1\u2060", _BREAKS.sub(" ", text))
    return _PUNCTUATION.sub(r"\\\1", plain)


def web_link(address: str) -> str:
    """Markdown of a register's web address; anything else than http(s) stays text."""
    if re.fullmatch(r"https?://[^\s<>()\[\]\\]+", address):
        return f"[{markdown(address)}](<{address}>)"
    return markdown(address)


def plain_label(text: str) -> str:
    """`text` for a chart: Plotly reads a little HTML, so angle brackets and & go."""
    return _BREAKS.sub(" ", text).translate(str.maketrans("<>&", "‹›＆"))


def _flatten(table: Mapping[str, object], prefix: str = ""):
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value
