"""Settings of a workspace: `settings.toml` beside the registers; without it the defaults.

Only what a province must be able to decide stands here. A setting that is misspelt or
out of range refuses the workspace: it must not silently mean the default.
"""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from etl.problems import Problem, Refused

SETTINGS_FILE = "settings.toml"

#: Colours of the classes, the default first: green is best, red is best, blue is best.
PALETTES = ("safe", "red_best", "blue_best")


@dataclass(frozen=True, slots=True)
class Settings:
    """`sign_offs`: signatures a submission needs (1 填报人, 2 and 审核人, 3 and 负责人).
    `deadline_days`: days after the end of a quarter by which its figures are due.
    `is_public`: whether whoever has not signed in sees released figures.
    `idle_minutes`: a signed-in session without a request ends after this.
    `heads_folder`: where the daily head of the ledger is written, outside the ledger;
    empty = nowhere. `upload_mb`: size limit of one upload in megabytes. `first_quarter`: the
    first quarter that is reported here, such as 2026Q1; empty = the last one that had ended
    when the first 填报人 was recorded. `palette`: which colours the classes have, one of PALETTES.
    `issuer` and `addressee`: who issues a bulletin (发文机关署名) and to whom it goes (主送机关,
    without the colon), as they are to stand in it; empty = no such line.
    """

    sign_offs: int = 2
    deadline_days: int = 20
    is_public: bool = True
    idle_minutes: int = 30
    heads_folder: str = ""
    upload_mb: int = 10
    first_quarter: str = ""
    palette: str = PALETTES[0]
    issuer: str = ""
    addressee: str = ""


_QUARTER = re.compile(r"20\d\dQ[1-4]", re.ASCII)
_RANGES = {"sign_offs": (1, 3), "deadline_days": (0, 366), "idle_minutes": (1, 1440), "upload_mb": (1, 10)}
#: Most characters of a text that is printed as it stands.
_LENGTHS = {"issuer": 60, "addressee": 200}


def read_settings(root: Path) -> Settings:
    """The settings of the workspace `root`; raises Refused with every fault."""
    file = root / SETTINGS_FILE
    return settings_of(file.read_bytes()) if file.is_file() else Settings()


def settings_of(content: bytes) -> Settings:
    """The settings a file of this content makes; raises Refused with every fault."""
    try:
        found = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused([_problem("unreadable", "", str(error))]) from None
    problems = [problem for name, value in found.items() if (problem := _fault(name, value))]
    if problems:
        raise Refused(problems)
    return Settings(**found)


def _fault(name: str, value: object) -> Problem | None:
    types = {one.name: one.type for one in fields(Settings)}
    if name not in types:
        return _problem("unknown", name, str(value), known="、".join(types))
    if type(value) is not types[name]:  # bool is no int here
        return _problem("kind", name, repr(value), kind=types[name].__name__)
    if name == "first_quarter" and value and not _QUARTER.fullmatch(value):
        return _problem("quarter", name, value)
    if name == "palette" and value not in PALETTES:
        return _problem("palette", name, value, known="、".join(PALETTES))
    if name in _LENGTHS and not _is_line(value, _LENGTHS[name]):
        return _problem("line", name, ascii(value), length=_LENGTHS[name])
    low, high = _RANGES.get(name, (value, value))
    if not low <= value <= high:
        return _problem("range", name, str(value), low=low, high=high)
    return None


def _is_line(text: str, length: int) -> bool:
    """Whether a text can be printed in one piece: nothing in it breaks lines or cannot be seen."""
    return len(text) <= length and all(one.isprintable() or one == "\u3000" for one in text)


def _problem(code: str, name: str, found: str, **needed: object) -> Problem:
    return Problem(f"settings.{code}", "settings", file=SETTINGS_FILE, column=name, found=found, needed=needed)
