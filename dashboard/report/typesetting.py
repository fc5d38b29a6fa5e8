"""Typst, the typesetting program behind PDF and pictures, shut off from network and files.

It sees one empty folder, and the text of a bulletin reaches it as data that it never reads as its
own language. A machine without a Chinese typeface is refused in words: what it printed would be boxes.
"""

import re
import tempfile
from functools import cache
from typing import Literal

import typst

from dashboard.report import layout
from dashboard.report.layout import Face
from etl.problems import Problem, Refused

#: Longer words without a space may be broken anywhere; web addresses are the usual ones.
_LONG_WORD = re.compile(r"[!-~]{25,}")
_STEP = re.compile(r"[!-~]{8}")
_BREAK = "\u200b"
#: How Chinese typefaces that nobody asks for by name call themselves; any is better than boxes.
_CHINESE = re.compile("CJK|Source Han|WenQuanYi|AR PL|Ming|Song|Sung")


def typeset(source: str, data: str, *, format: Literal["pdf", "png"], dpi: float = 0) -> bytes | list[bytes]:
    """What `source` makes of `data`, JSON under `sys.inputs.data`: a PDF, or a picture for each page."""
    with tempfile.TemporaryDirectory() as empty:
        made = typst.compile(
            source.encode(),
            root=empty,
            package_path=empty,
            package_cache_path=empty,
            font_paths=_machine_fonts(),
            sys_inputs={"data": data},
            format=format,
            ppi=dpi or None,
        )
    return [made] if format == "png" and isinstance(made, bytes) else made


def fonts(face: Face) -> list[str]:
    """The typefaces of this machine for a face, best first: the official one or what is nearest,
    after the Latin one that stands beside it. Raises Refused where there is no Chinese typeface."""
    usual = [name for one in layout.FACES for name in (one.name, *one.others)]
    chinese = _present([face.name, *face.others]) or _present(usual) or sorted(filter(_CHINESE.search, _machine_fonts().families()))
    if not chinese:
        raise Refused([Problem("report.font.missing", "font")])
    return chinese


def latin_fonts(face: Face) -> list[str]:
    """The Latin typefaces of this machine for a face; none where the Chinese one serves for both."""
    return _present([face.latin, *layout.LATIN_OTHERS]) if face.latin != face.name else []


def breakable(text: str) -> str:
    """A text whose long words may be broken, so that none runs over the edge of its page or cell."""
    return _LONG_WORD.sub(lambda word: _STEP.sub(rf"\g<0>{_BREAK}", word[0]), text)


def _present(names: list[str]) -> list[str]:
    there = {name.casefold(): name for name in _machine_fonts().families()}
    return list(dict.fromkeys(there[name.casefold()] for name in names if name.casefold() in there))


@cache
def _machine_fonts() -> typst.Fonts:
    return typst.Fonts()
