"""Settings of a workspace: `settings.toml` beside the registers; without it the defaults.

Only what a province must be able to decide stands here. A setting that is misspelt or
out of range refuses the workspace: it must not silently mean the default.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import NamedTuple

from etl.problems import Problem, Refused

SETTINGS_FILE = "settings.toml"

#: Colours of the classes, the default first: green is best, red is best, blue is best.
PALETTES = ("safe", "red_best", "blue_best")


class BulletinNames(NamedTuple):
    """Who issues the bulletin of one region and to whom it goes; empty = no such line."""

    region_code: str
    issuer: str = ""
    addressee: str = ""


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
    without the colon), as they are to stand in it; empty = no such line. They are those of
    regions on top of the register; `bulletin` names those of single regions (`[bulletin.330500]`).
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
    bulletin: tuple[BulletinNames, ...] = ()

    def bulletin_names(self, region_code: str, *, is_top: bool) -> BulletinNames:
        """Who issues the bulletin of a region and to whom it goes. A city's is never headed by
        those of its province: where it has none of its own the lines are left out."""
        own = next((one for one in self.bulletin if one.region_code == region_code), BulletinNames(region_code))
        if not is_top:
            return own
        return BulletinNames(region_code, own.issuer or self.issuer, own.addressee or self.addressee)


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
        raise Refused([settings_problem("unreadable", "", str(error))]) from None
    regions = found.pop("bulletin", {})
    problems = [problem for name, value in found.items() if (problem := _fault(name, value))]
    problems += _bulletin_faults(regions)
    if problems:
        raise Refused(problems)
    return Settings(**found, bulletin=tuple(BulletinNames(code, **regions[code]) for code in sorted(regions)))


def _bulletin_faults(regions: object) -> Iterator[Problem]:
    """What is wrong with the names of single regions, each under its own heading."""
    if not isinstance(regions, Mapping):
        yield settings_problem("kind", "bulletin", repr(regions), kind="[bulletin.330500]")
        return
    for code, names in regions.items():
        column = f"bulletin.{code}"
        if not isinstance(names, Mapping):
            yield settings_problem("kind", column, repr(names), kind=f"[{column}]")
            continue
        for name, value in names.items():
            if fault := _fault(name, value) if name in _LENGTHS else settings_problem("unknown", name, str(value), known="、".join(_LENGTHS)):
                yield replace(fault, column=f"{column}.{name}")


def _fault(name: str, value: object) -> Problem | None:
    types = {one.name: one.type for one in fields(Settings)}
    if name not in types:
        return settings_problem("unknown", name, str(value), known="、".join(types))
    if type(value) is not types[name]:  # bool is no int here
        return settings_problem("kind", name, repr(value), kind=types[name].__name__)
    if name == "first_quarter" and value and not _QUARTER.fullmatch(value):
        return settings_problem("quarter", name, value)
    if name == "palette" and value not in PALETTES:
        return settings_problem("palette", name, value, known="、".join(PALETTES))
    if name in _LENGTHS and not _is_line(value, _LENGTHS[name]):
        return settings_problem("line", name, ascii(value), length=_LENGTHS[name])
    low, high = _RANGES.get(name, (value, value))
    if not low <= value <= high:
        return settings_problem("range", name, str(value), low=low, high=high)
    return None


def _is_line(text: str, length: int) -> bool:
    """Whether a text can be printed in one piece: nothing in it breaks lines or cannot be seen."""
    return len(text) <= length and all(one.isprintable() or one == "\u3000" for one in text)


def settings_problem(code: str, name: str, found: str, **needed: object) -> Problem:
    """One thing wrong with the setting `name`."""
    return Problem(f"settings.{code}", "settings", file=SETTINGS_FILE, column=name, found=found, needed=needed)
