"""The registers: regions, metrics, documents, targets and cuts.

    bytes ─table→ rows ─dimensions, targets→ records ─rules→ [Problem] or Registers

A register is taken whole or not at all: `Refused` carries every fault of every
file, each with its file, row, column and remedy.
"""

from collections.abc import Mapping

from etl.problems import Problem, Refused
from etl.registers.dimensions import (
    DEFAULT_CUTS,
    read_cuts,
    read_documents,
    read_metrics,
    read_regions,
)
from etl.registers.model import Document, Metric, Region, Registers, Target
from etl.registers.table import Table, missing_file, read_table
from etl.registers.targets import read_targets
from etl.workspace import REGISTER_FILES, REQUIRED_REGISTERS, Workspace

__all__ = [
    "DEFAULT_CUTS",
    "Document",
    "Metric",
    "Region",
    "Registers",
    "Target",
    "keep_registers",
    "load_registers",
    "read_registers",
    "registers_of",
    "sound_registers",
    "sound_targets",
]


def read_registers(contents: Mapping[str, bytes]) -> Registers:
    """Registers from the bytes of their files, by file name.

    `regions.csv`, `metrics.csv`, `documents.csv` and `targets.csv` are required,
    `cuts.csv` may be absent. Raises `Refused` with all faults of all files at once.
    """
    problems: list[Problem] = []
    regions = read_regions(_table("regions.csv", contents, problems))
    metrics = read_metrics(_table("metrics.csv", contents, problems))
    documents = read_documents(_table("documents.csv", contents, problems))
    targets = read_targets(
        _table("targets.csv", contents, problems), regions, metrics, documents
    )
    cuts = read_cuts(_table("cuts.csv", contents, problems))
    if problems:
        raise Refused(sorted(problems, key=_place))
    return Registers(
        regions=tuple(regions.records.values()),
        metrics=tuple(metrics.records.values()),
        documents=tuple(documents.records.values()),
        targets=tuple(targets),
        cuts=cuts,
    )


def sound_registers(contents: Mapping[str, bytes]) -> Registers:
    """What is in order, of targets where what they refer to is so too, in file order, whatever else
    is wrong with the registers: for looking at some while others still have to be mended."""
    regions, metrics, documents = (
        read(_table(name, contents, []))
        for name, read in (("regions.csv", read_regions), ("metrics.csv", read_metrics), ("documents.csv", read_documents))
    )
    targets = [
        one
        for one in read_targets(_table("targets.csv", contents, []), regions, metrics, documents)
        if regions.records.get(one.region_code)
        and metrics.records.get(one.metric)
        and documents.records.get(one.document_id)
    ]
    sound = (tuple(filter(None, index.records.values())) for index in (regions, metrics, documents))
    return Registers(*sound, tuple(targets), read_cuts(_table("cuts.csv", contents, [])))


def sound_targets(contents: Mapping[str, bytes]) -> list[Target]:
    """The targets of `sound_registers`."""
    return list(sound_registers(contents).targets)


def load_registers(workspace: Workspace) -> Registers:
    """Registers of a workspace; a required file that is not there is a fault like any other."""
    return registers_of(workspace.register_contents())


#: Registers by the contents of their files, the newest last: every act and every look at one asks
#: for registers, and reading takes longer than most of what is asked of them.
_kept: dict[tuple[tuple[str, bytes], ...], Registers] = {}
_MOST_KEPT = 4


def registers_of(contents: Mapping[str, bytes]) -> Registers:
    """The same as `read_registers`, kept while the contents are the same."""
    found = _kept.get(_key(contents))
    return keep_registers(contents, read_registers(contents) if found is None else found)


def keep_registers(contents: Mapping[str, bytes], registers: Registers) -> Registers:
    """Let `registers_of` give these for these contents: of those that were just made from others
    it is known what they hold."""
    key = _key(contents)
    _kept.pop(key, None)
    _kept[key] = registers
    for old in list(_kept)[:-_MOST_KEPT]:
        _kept.pop(old, None)
    return registers


def _key(contents: Mapping[str, bytes]) -> tuple[tuple[str, bytes], ...]:
    return tuple(sorted(contents.items()))


def _place(problem: Problem) -> tuple[int, int]:
    return REGISTER_FILES.index(problem.file), problem.row or 0


def _table(name: str, contents: Mapping[str, bytes], problems: list[Problem]) -> Table:
    if name in contents:
        return read_table(name, contents[name], problems)
    if name in REQUIRED_REGISTERS:
        problems.append(missing_file(name))
    return Table(name, problems)
