"""Outlines of regions for an own map: `map.geojson`, which an operator may put into a workspace.

No outlines are shipped: they need an approval that only the operator can have. The file is
GeoJSON in longitude and latitude; each feature names its region in the property `region_code`,
and the whole may say its 审图号 in `approval`. It is drawn and takes no part in any computation.
"""

import json
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.problems import Problem, Refused
from etl.registers.dimensions import read_regions
from etl.registers.table import read_table
from etl.workspace import Workspace

MAP_FILE = "map.geojson"

MAX_MEGABYTES = 2
MAX_FEATURES = 500
MAX_POINTS = 50_000
MAX_APPROVAL = 60
#: Fewest points of a ring: three corners and the first again.
_RING = 4

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Rings of longitude and latitude by region code, in file order, and the 审图号 or nothing."""

    rings: dict[str, tuple[Ring, ...]]
    approval: str = ""


def load_outlines(root: Path, known: Collection[str]) -> Outlines | None:
    """The outlines of the workspace `root`, None without a file; see `read_outlines`. A file that
    is too large is refused before it is read."""
    file = root / MAP_FILE
    if not file.is_file():
        return None
    size = file.stat().st_size
    if size > MAX_MEGABYTES * 1_000_000:
        raise Refused([_problem("outline.too_large", found=f"{size / 1_000_000:.1f}", most=MAX_MEGABYTES)])
    return read_outlines(file.read_bytes(), known)


def outline_problems(workspace: Workspace) -> list[Problem]:
    """Every fault of the own map of a workspace whose registers are sound."""
    if not (workspace.root / MAP_FILE).is_file():
        return []
    regions = read_regions(read_table("regions.csv", workspace.register_contents()["regions.csv"], []))
    try:
        load_outlines(workspace.root, regions.records.keys())
    except Refused as refused:
        return refused.problems
    return []


def read_outlines(content: bytes, known: Collection[str]) -> Outlines:
    """The outlines of regions among the codes `known`; raises Refused with every fault."""
    features, approval = _features(content)
    problems: list[Problem] = []
    rings: dict[str, tuple[Ring, ...]] = {}
    left = MAX_POINTS
    for number, feature in enumerate(features, 1):
        try:
            code = _code(feature, known, rings)
            rings[code] = tuple(_rings(feature, left))
            left -= sum(map(len, rings[code]))
        except _Fault as fault:
            problems.append(_problem(fault.code, number, fault.found, most=MAX_POINTS, ring=_RING))
    if problems:
        raise Refused(problems)
    return Outlines(rings, approval)


class _Fault(Exception):
    """What is wrong with one feature."""

    def __init__(self, code: str, found: object = ""):
        super().__init__(code)
        self.code, self.found = code, str(found)[:40]


def _features(content: bytes) -> tuple[list, str]:
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused([_problem("outline.unreadable", found=type(error).__name__)]) from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features or found.get("type") != "FeatureCollection":
        raise Refused([_problem("outline.collection")])
    if len(features) > MAX_FEATURES:
        raise Refused([_problem("outline.too_many", found=str(len(features)), most=MAX_FEATURES)])
    approval = found.get("approval", "")
    return features, approval[:MAX_APPROVAL] if isinstance(approval, str) else ""


def _no_number(name: str) -> None:
    raise ValueError(name)


def _code(feature: object, known: Collection[str], taken: Collection[str]) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get("region_code") if isinstance(properties, dict) else None
    if not isinstance(code, str) or code not in known:
        raise _Fault("outline.region", code)
    if code in taken:
        raise _Fault("outline.twice", code)
    return code


def _rings(feature: dict, left: int) -> Iterator[Ring]:
    """Every ring of a Polygon or MultiPolygon; `left` is how many points there may still be."""
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _Fault("outline.geometry", kind)
    parts = _list(geometry.get("coordinates"))
    for polygon in [parts] if kind == "Polygon" else parts:
        for ring in _list(polygon):
            left -= len(_list(ring))
            if left < 0:
                raise _Fault("outline.points")
            if len(ring) < _RING:
                raise _Fault("outline.ring", len(ring))
            yield tuple(map(_position, ring))


def _list(value: object) -> list:
    if not isinstance(value, list) or not value:
        raise _Fault("outline.coordinates", value)
    return value


def _position(value: object) -> tuple[float, float]:
    place = value[:2] if isinstance(value, list) else ()
    if len(place) != 2 or not all(type(one) in (int, float) and abs(one) <= 180 and math.isfinite(one) for one in place):
        raise _Fault("outline.coordinates", value)
    longitude, latitude = place
    if abs(latitude) > 90:
        raise _Fault("outline.coordinates", value)
    return float(longitude), float(latitude)


def _problem(code: str, number: int | None = None, found: str = "", **needed: object) -> Problem:
    return Problem(code, "outline", file=MAP_FILE, row=number, found=found, needed=needed)
