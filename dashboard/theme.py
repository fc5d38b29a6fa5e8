"""One visual system: what each class, state and line looks like on every page.

A class is always a word, a symbol and a colour, so that nothing rests on colour
alone. The hues are told apart with the common colour vision deficiencies; absence of
data is grey, never red. Which colour is good differs from place to place: `palette` in
`settings.toml` chooses. `.streamlit/config.toml` repeats the named colours, and a drift
test holds the two together.
"""

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass

from etl.settings import PALETTES
from etl.vocabulary import Performance

FONT_FAMILY = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, "
    "Hiragino Sans GB, Microsoft YaHei, sans-serif"
)

TEXT = "#1d2a36"
MUTED = "#5b6874"
GRID = "#e6ebf0"
LINE = "#dde4ea"
PRIMARY = "#0b4f7d"
PATH = "#71808d"
DUE = "#7d4a00"


@dataclass(frozen=True, slots=True)
class Look:
    """How one class is drawn: `color` for marks, `background` and `text` for words on it.
    `name` is the colour's name in Streamlit Markdown."""

    symbol: str
    name: str
    color: str
    background: str
    text: str


#: Mark, background and text of each colour; white can stand on any mark.
COLORS = {
    "green": ("#06814f", "#dcf2e6", "#00583a"),
    "blue": ("#0b62b8", "#e0edfb", "#08488c"),
    "orange": ("#b06000", "#fdeed8", "#7d4400"),
    "red": ("#951610", "#fce6e2", "#861008"),
    "violet": ("#65246b", "#f4e6f5", "#551a5b"),
    "gray": ("#687786", "#eef1f4", "#55616d"),
}

_SYMBOLS = {
    Performance.ACHIEVED: "✔",
    Performance.MET_SO_FAR: "◆",
    Performance.ON_TRACK: "●",
    Performance.AT_RISK: "▲",
    Performance.OFF_TRACK: "▼",
    Performance.MISSED: "✖",
    Performance.AWAITING_FINAL: "◔",
    Performance.NOT_ASSESSABLE: "◇",
    Performance.NOT_STARTED: "–",
}
#: Classes that judge, best first; the others say why nothing is judged and stay grey.
JUDGED = tuple(Performance)[:6]

#: Colours of the judged classes, in their order.
_PALETTES = {
    "safe": ("green", "green", "blue", "orange", "red", "violet"),
    "red_best": ("red", "red", "orange", "blue", "green", "violet"),
    "blue_best": ("blue", "blue", "green", "orange", "red", "violet"),
}

_PALETTE: ContextVar[str] = ContextVar("palette", default=PALETTES[0])


def use(palette: str) -> None:
    """Draw classes in this palette for the rest of the rerun."""
    _PALETTE.set(palette)


def looks(palette: str) -> dict[Performance, Look]:
    """How every class is drawn in a palette."""
    colors = dict(zip(JUDGED, _PALETTES[palette], strict=True))
    return {one: _look(symbol, colors.get(one, "gray")) for one, symbol in _SYMBOLS.items()}


def _look(symbol: str, name: str) -> Look:
    return Look(symbol, name, *COLORS[name])


class _Looks(Mapping[Performance, Look]):
    """The looks of the palette in use."""

    def __getitem__(self, performance: Performance) -> Look:
        return _LOOKS[_PALETTE.get()][performance]

    def __iter__(self) -> Iterator[Performance]:
        return iter(_SYMBOLS)

    def __len__(self) -> int:
        return len(_SYMBOLS)


_LOOKS = {palette: looks(palette) for palette in PALETTES}
LOOKS: Mapping[Performance, Look] = _Looks()

#: Not assessable because nobody has published a figure: told apart from what cannot be judged.
UNPUBLISHED = _look("○", "gray")

#: Lines of comparison charts, in order; each also gets its own marker and a label.
SERIES = tuple(COLORS[name][0] for name in ("blue", "orange", "green", "violet", "gray", "red"))
#: Lines beyond the last colour begin again with other dashes.
DASHES = ("solid", "dash", "dot", "dashdot")
#: One more marker than colours, so that a repeated colour never repeats its marker.
MARKERS = ("circle", "square", "diamond", "triangle-up", "x", "triangle-down", "star")
