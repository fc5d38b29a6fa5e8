"""One visual system: what each class, state and line looks like on every page.

A class is always a word, a symbol and a colour, so that nothing rests on colour
alone. The hues are told apart with the three common colour vision deficiencies;
absence of data is grey, never red. `.streamlit/config.toml` repeats the named
colours, and a drift test holds the two together.
"""

from dataclasses import dataclass

from etl.vocabulary import Performance

FONT_FAMILY = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, "
    "Hiragino Sans GB, Microsoft YaHei, sans-serif"
)

TEXT = "#1d2a36"
MUTED = "#6b7885"
GRID = "#e6ebf0"
LINE = "#dde4ea"
PRIMARY = "#0b4f7d"
PATH = "#8a97a3"
DUE = "#7d4a00"


@dataclass(frozen=True, slots=True)
class Look:
    """How one class is drawn. `name` is the colour's name in Streamlit Markdown."""

    symbol: str
    name: str
    color: str
    background: str


_COLORS = {
    "green": ("#00715d", "#dff1ec"),
    "blue": ("#0b66a8", "#e1eef8"),
    "orange": ("#c77700", "#fdf0d9"),
    "red": ("#c2410c", "#fde8df"),
    "violet": ("#7a2e6d", "#f5e6f1"),
    "gray": ("#6b7885", "#eef1f4"),
}


def _look(symbol: str, name: str) -> Look:
    return Look(symbol, name, *_COLORS[name])


LOOKS: dict[Performance, Look] = {
    Performance.ACHIEVED: _look("✔", "green"),
    Performance.MET_SO_FAR: _look("◆", "green"),
    Performance.ON_TRACK: _look("●", "blue"),
    Performance.AT_RISK: _look("▲", "orange"),
    Performance.OFF_TRACK: _look("▼", "red"),
    Performance.MISSED: _look("✖", "violet"),
    Performance.AWAITING_FINAL: _look("◔", "gray"),
    Performance.NOT_ASSESSABLE: _look("◇", "gray"),
    Performance.NOT_STARTED: _look("–", "gray"),
}

#: Not assessable because nobody has published a figure: told apart from what cannot be judged.
UNPUBLISHED = _look("○", "gray")

#: Lines of comparison charts, in order; each also gets its own marker and a label.
SERIES = ("#0b66a8", "#c77700", "#00715d", "#7a2e6d", "#6b7885", "#c2410c")
#: Lines beyond the last colour begin again with other dashes.
DASHES = ("solid", "dash", "dot", "dashdot")
#: One more marker than colours, so that a repeated colour never repeats its marker.
MARKERS = ("circle", "square", "diamond", "triangle-up", "x", "triangle-down", "star")
